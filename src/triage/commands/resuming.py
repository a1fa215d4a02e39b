"""An interview that goes on where another ended, maybe under other rules: the answers stay, and what changed is said."""

from __future__ import annotations

import sys
from typing import Any

from attrs import field, frozen

from triage.adapters.reading import merged
from triage.assessment import assessed
from triage.commands.records import answers_in, document_in, recorded
from triage.commands.terminal import Terminal
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.errors import Problem
from triage.model.outcome import Outcome
from triage.model.ruleset import RuleSet
from triage.names import printable

__all__ = ["Resumed", "resumed", "tell_of"]


@frozen
class Resumed:
    """
    What was said in an earlier interview.

    Attributes:
        answers: Those that the rules can use, under the names they came with.
        unusable: Those that they can't.
        problems: Why not.
        rules: The stamp of the rules that the record was made by; empty for plain answers.
        outcome: What they gave; None for plain answers.
    """

    answers: dict[str, Any] = field(factory=dict)
    unusable: dict[str, Any] = field(factory=dict)
    problems: tuple[Problem, ...] = ()
    rules: dict[str, str] = field(factory=dict)
    outcome: Outcome | None = None


def resumed(name: str, rules: RuleSet) -> Resumed | None:
    """The answers in a file, read by these rules; None, after saying why, when the file holds none."""
    problems: list[Problem] = []
    document = document_in(name, problems)
    record = recorded(document)
    if record is not None and "answers" not in record:
        problems.append(Problem("no-answers", "this assessment was stored without its answers, so the interview can't go on"))
    symptoms = merged(answers_in(document if record is None else record.get("answers", []), problems), problems)
    fatal = [each for each in problems if each.code != "repeated-answer"]
    for problem in fatal:
        print(problem, file=sys.stderr)
    if fatal:
        return None
    reading = read(symptoms, program_of(rules))
    unusable = {name: answer for name, answer in symptoms.items() if name not in reading.given and answer is not None}
    return Resumed(
        dict(reading.given),
        unusable,
        problems=(*problems, *reading.problems),
        rules=record["rules"] if record else {},
        outcome=_outcome(record["outcome"]) if record else None,
    )


def _outcome(recorded: dict[str, Any]) -> Outcome | None:
    try:
        return Outcome.parse(f"{recorded['level']} {recorded['within'] or ''}".strip())
    except (KeyError, ValueError):
        return None


def tell_of(before: Resumed, rules: RuleSet, talk: Terminal) -> None:
    """Say what the interview goes on with, and what is otherwise than it was."""
    count = len(before.answers)
    talk.say(f"Going on with {count} {'answer' if count == 1 else 'answers'} from an earlier interview.")
    for problem in before.problems:
        talk.say(f"Not used: {problem}.", indent="  ", hanging=2)
    if not before.rules or before.rules.get("digest") == rules.digest:
        return
    now = assessed(read({**before.unusable, **before.answers}, program_of(rules)), rules).outcome
    by = printable(f"{before.rules.get('name')} {before.rules.get('version')}")
    talk.say(
        f"They were given under {by}, and go on under {rules.name} {rules.version}. "
        f"Questions may have changed in between; so far shows what was said."
    )
    same = f"What was said gives the same result by both: {now}."
    talk.say(same if now == before.outcome else f"What was said gave {before.outcome}; by these rules it gives {now}.", style="bold")
