"""``triage ask``: leads a person through the questions, screen by screen, until nothing can change the outcome."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from triage.assessment import Assessment
from triage.commands.canvas import Canvas
from triage.commands.evaluate import BAD_INPUT, exit_code
from triage.commands.forms import FormFront
from triage.commands.interview import Interview
from triage.commands.keys import keys_of
from triage.commands.leading import Front, lead
from triage.commands.loading import add_rules, rules_of
from triage.commands.one_by_one import OneByOne
from triage.commands.output import give_up, tell
from triage.commands.resuming import Resumed, resumed, tell_of
from triage.commands.terminal import LEVEL_STYLES, Terminal
from triage.commands.typed import TypedFront
from triage.model.ruleset import RuleSet
from triage.telling.explain import explained

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("ask", help="be led through the questions, screen by screen")
    add_rules(command)
    command.add_argument("--answers", metavar="FILE", help="go on with these answers: JSON of an assessment, or of plain answers")
    command.add_argument("--one-by-one", action="store_true", help="one question at a time, the most decisive first, instead of screens")
    command.add_argument("--typed", action="store_true", help="typed lines, not single keys; for screen readers")
    command.add_argument("--json", action="store_true", help="print the assessment as JSON; the questions go to standard error")
    command.set_defaults(run=_ask)


def _ask(options: Namespace) -> int:
    rules = rules_of(options)
    before = Resumed() if options.answers is None else resumed(options.answers, rules)
    if before is None:
        return BAD_INPUT
    talk = Terminal(sys.stderr if options.json else sys.stdout)
    interview: OneByOne | Interview
    if options.one_by_one:
        interview = OneByOne(rules, talk, before.answers, before.unusable)
    else:
        interview = Interview(rules, before.answers, before.unusable)
    try:
        if options.answers is not None:
            tell_of(before, rules, talk)
        _run(interview, talk, typed=options.typed)
        _print(interview.assessment, rules, talk, as_json=options.json)
    except OSError:
        # Nobody can be asked or told any more; what was said counts all the same.
        give_up(talk.stream)
    return exit_code(interview.assessment)


def _run(interview: OneByOne | Interview, talk: Terminal, *, typed: bool) -> None:
    try:
        if isinstance(interview, OneByOne):
            interview.run(_lines(talk))
        else:
            _lead(interview, talk, typed=typed)
    except KeyboardInterrupt:
        talk.say("\n\nStopped. What was said so far:")


def _lead(interview: Interview, talk: Terminal, *, typed: bool) -> None:
    keys = None if typed or not Canvas(talk).has_room else keys_of(sys.stdin, talk.stream)
    front: Front = TypedFront(talk, _lines(talk)) if keys is None else FormFront(talk, keys)
    with keys or nullcontext():
        lead(interview, front)


def _lines(talk: Terminal) -> Callable[[], str]:
    """What reads typed lines. A pipe shows nothing of them, so what is printed next begins on a line of its own."""

    def line() -> str:
        typed = sys.stdin.readline()
        if not sys.stdin.isatty():
            talk.say()
        return typed

    return line


def _print(assessment: Assessment, rules: RuleSet, talk: Terminal, *, as_json: bool) -> None:
    if as_json:
        tell(json.dumps(assessment.to_dict(), indent=2, ensure_ascii=False))
        return
    headline, _, rest = explained(assessment.to_dict(), rules, width=talk.width).partition("\n")
    talk.say("\n" + headline, style=LEVEL_STYLES[assessment.level])
    talk.write(rest)
