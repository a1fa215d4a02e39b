"""``triage evaluate``: answers on the command line, in a file or through a pipe, to an assessment and an exit code."""

from __future__ import annotations

import json
import sys
from argparse import Namespace, RawDescriptionHelpFormatter
from typing import Any

from triage.adapters.reading import merged
from triage.assessment import Assessment, assessed
from triage.commands.loading import add_rules, rules_of
from triage.commands.numbers import NumberRefused, number_from
from triage.commands.output import tell
from triage.commands.records import answers_in, document_in
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.errors import Problem
from triage.model.outcome import Level, Timeframe
from triage.model.ruleset import RuleSet
from triage.names import quoted

__all__ = ["BAD_INPUT", "EXAMPLES", "add", "exit_code"]

BAD_INPUT = 2
INCOMPLETE = 10
AT_ONCE = 50
CODES = {Level.NONE_FOUND: 0, Level.STOP: 20, Level.SEEK_CARE: 30, Level.EMERGENCY: 40}

EXAMPLES = """\
examples:
  triage evaluate saddle_numbness
  triage evaluate temperature_c=38.4 diabetes=no leg_weakness_new=unsure
  triage evaluate --file answers.json --json

exit codes of evaluate:
   0  no red flag among the questions answered, and every critical question answered
  10  the same, but critical questions are open
  20  stop    30  seek-care    40  emergency now    50  emergency at-once: call an ambulance
   2  something in the input can't be read (an emergency in the rest of it still exits with 40 or 50)
"""


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser(
        "evaluate", help="say what some answers mean", epilog=EXAMPLES, formatter_class=RawDescriptionHelpFormatter
    )
    command.add_argument(
        "answers", nargs="*", metavar="FINDING[=ANSWER]", help="yes, no, unsure, a number or an option; alone it means yes"
    )
    command.add_argument("--file", nargs="?", const="", help="JSON file with the answers, or - for standard input")
    add_rules(command)
    command.add_argument("--json", action="store_true", help="print the assessment as JSON")
    command.set_defaults(run=_evaluate, takes_unknown=True)


def _evaluate(options: Namespace) -> int:
    rules = rules_of(options)
    # One that is written like an option is no reason to lose the others.
    problems = [_no_option(text) for text in options.unknown if text.startswith("-")]
    pairs = [] if options.file is None else answers_in(document_in(options.file, problems), problems)
    # Answers that stand behind an option are among what the parser doesn't know.
    typed = [_parsed(text, rules) for text in (*options.answers, *options.unknown) if text in options.answers or not text.startswith("-")]
    symptoms = merged([*pairs, *((name, answer) for name, answer, _ in typed)], problems)
    reading = read(symptoms, program_of(rules))
    faults = {name: fault for name, _, fault in typed}
    shown = [_for_terminal(problem, faults[problem.where]) if problem.where in faults else str(problem) for problem in reading.problems]
    assessment = assessed(reading._replace(problems=(*problems, *reading.problems)), rules)
    for line in (*problems, *shown):
        tell(str(line), stream=sys.stderr)
    tell(json.dumps(assessment.to_dict(), indent=2, ensure_ascii=False) if options.json else assessment.explain().rstrip("\n"))
    if shown or problems:
        return exit_code(assessment) if assessment.level is Level.EMERGENCY else BAD_INPUT
    return exit_code(assessment)


def _no_option(text: str) -> Problem:
    name = text.partition("=")[0]
    right = f"; answers are written {quoted(name.lstrip('-') + '=ANSWER')}" if "=" in text else ""
    return Problem("no-such-option", f"{quoted(name)} is no option of `evaluate`{right}", where=name)


def exit_code(assessment: Assessment) -> int:
    """The exit code of an assessment: its level, or that critical questions are open."""
    if assessment.level is Level.NONE_FOUND and not assessment.complete:
        return INCOMPLETE
    if assessment.within is Timeframe.AT_ONCE:
        return AT_ONCE
    return CODES[assessment.level]


def _parsed(text: str, rules: RuleSet) -> tuple[str, Any, str]:
    """One answer as typed, and why it is no number; what can't be read stays text, for the evaluator to refuse."""
    name, given, answer = text.partition("=")
    if not given:
        return name, True, ""
    own = {alias: finding for finding in rules.findings.values() for alias in (finding.name, *finding.aliases)}
    kind = own[name].kind if name in own else "flag"
    if kind == "flag":
        return name, {"yes": True, "no": False}.get(answer, answer), ""
    if kind == "quantity":
        try:
            return name, number_from(answer, own[name]), ""
        except NumberRefused as refused:
            return name, answer, refused.why
    return name, answer, ""


def _for_terminal(problem: Problem, fault: str) -> str:
    """The problem in the words of the command line, where yes and no are words, and numbers are typed."""
    if problem.code == "not-a-flag":
        return f"{quoted(problem.where)} takes yes, no or unsure"
    if problem.code == "not-a-number" and fault:
        return f"{quoted(problem.where)} {fault}"
    return str(problem).replace("takes an int or a float", "takes a number").replace(", not text", "")
