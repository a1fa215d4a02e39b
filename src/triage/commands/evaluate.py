"""``triage evaluate``: answers on the command line, in a file or through a pipe, to an assessment and an exit code."""

from __future__ import annotations

import json
import sys
from argparse import Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from triage.assessment import Assessment, assessed
from triage.commands.loading import rules_from
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.engine.faults import not_a_name, not_symptoms
from triage.errors import Problem
from triage.model.findings import UNSURE
from triage.model.outcome import Level
from triage.model.ruleset import RuleSet
from triage.names import quoted

__all__ = ["BAD_INPUT", "EXAMPLES", "add", "exit_code"]

BAD_INPUT = 2
INCOMPLETE = 10
CODES = {Level.NONE_FOUND: 0, Level.STOP: 20, Level.SEEK_CARE: 30, Level.EMERGENCY: 40}

EXAMPLES = """\
examples:
  triage evaluate saddle_numbness
  triage evaluate temperature_c=38.4 diabetes=no leg_weakness_new=unsure
  triage evaluate --file answers.json --json

exit codes of evaluate:
   0  no red flag among the questions answered, and every critical question answered
  10  the same, but critical questions are open
  20  stop    30  seek-care    40  emergency
   2  something in the input can't be read (an emergency in the rest of it still exits with 40)
"""


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser(
        "evaluate", help="say what some answers mean", epilog=EXAMPLES, formatter_class=RawDescriptionHelpFormatter
    )
    command.add_argument(
        "answers", nargs="*", metavar="FINDING[=ANSWER]", help="yes, no, unsure, a number or an option; alone it means yes"
    )
    command.add_argument("--file", help="JSON file with the answers, or - for standard input")
    command.add_argument("--rules", help="folder or built file of other rules")
    command.add_argument("--json", action="store_true", help="print the assessment as JSON")
    command.set_defaults(run=_evaluate)


def _evaluate(options: Namespace) -> int:
    rules = rules_from(options.rules)
    problems: list[Problem] = []
    pairs = _from_file(options.file, problems) if options.file else []
    typed = [_parsed(text, rules) for text in options.answers]
    symptoms = _merged([*pairs, *typed], problems)
    reading = read(symptoms, program_of(rules))
    shown = [_for_terminal(problem) if problem.where in dict(typed) else str(problem) for problem in reading.problems]
    assessment = assessed(reading._replace(problems=(*problems, *reading.problems)), rules)
    for line in (*problems, *shown):
        print(line, file=sys.stderr)
    if options.json:
        print(json.dumps(assessment.to_dict(), indent=2, ensure_ascii=False))
    else:
        print(assessment.explain(), end="")
    if shown or problems:
        return CODES[Level.EMERGENCY] if assessment.level is Level.EMERGENCY else BAD_INPUT
    return exit_code(assessment)


def exit_code(assessment: Assessment) -> int:
    """The exit code of an assessment: its level, or that critical questions are open."""
    if assessment.level is Level.NONE_FOUND and not assessment.complete:
        return INCOMPLETE
    return CODES[assessment.level]


def _parsed(text: str, rules: RuleSet) -> tuple[str, Any]:
    """One answer as typed; what can't be read stays text, for the evaluator to refuse."""
    name, given, answer = text.partition("=")
    if not given:
        return name, True
    own = {alias: finding for finding in rules.findings.values() for alias in (finding.name, *finding.aliases)}
    kind = own[name].kind if name in own else "flag"
    if kind == "flag":
        return name, {"yes": True, "no": False}.get(answer, answer)
    if kind == "quantity":
        try:
            return name, int(answer) if answer.lstrip("-").isdecimal() else float(answer)
        except ValueError:
            return name, answer
    return name, answer


def _for_terminal(problem: Problem) -> str:
    """The problem in the words of the command line, where yes and no are words."""
    if problem.code == "not-a-flag":
        return f"{quoted(problem.where)} takes yes, no or unsure"
    return str(problem).replace("takes an int or a float", "takes a number").replace(", not text", "")


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as it is written: a dict would keep one of two answers to the same question, and not say so."""


def _from_file(name: str, problems: list[Problem]) -> list[tuple[Any, Any]]:
    """The answers in a JSON file, or on standard input."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
        document = json.loads(text, object_pairs_hook=_Pairs)
    except ValueError as error:
        problems.append(Problem("not-json", f"{quoted(name)} isn't JSON in UTF-8 ({type(error).__name__})"))
        return []
    if isinstance(document, _Pairs):
        return list(document)
    if not isinstance(document, list):
        problems.append(not_symptoms(document))
        return []
    problems += [not_a_name(place, item) for place, item in enumerate(document, start=1) if not isinstance(item, str)]
    return [(item, True) for item in document if isinstance(item, str)]


def _merged(pairs: list[tuple[Any, Any]], problems: list[Problem]) -> dict[Any, Any]:
    """
    The answers by name. Two different ones to one question are a fault, and the more serious one counts until it is mended.

    Where none is the more serious, as with two numbers, the question is open again.
    """
    found: dict[Any, Any] = {}
    for name, answer in pairs:
        before = found.get(name, answer)
        if name not in found or (type(before), before) == (type(answer), answer):
            found[name] = answer
            continue
        problems.append(Problem("repeated-answer", f"{quoted(name)} is answered twice, and not the same; say it once", where=name))
        serious = [each for each in (True, UNSURE, False) if any(each is other or (each == UNSURE == other) for other in (before, answer))]
        found[name] = serious[0] if serious else None
    return found
