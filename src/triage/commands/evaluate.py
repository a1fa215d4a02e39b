"""``triage evaluate``: answers on the command line, in a file or through a pipe, to an assessment and an exit code."""

from __future__ import annotations

import json
import sys
from argparse import Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from triage.api import evaluate
from triage.assessment import Assessment, SymptomError
from triage.commands.loading import rules_from
from triage.errors import Problem
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
    symptoms = _from_file(options.file, problems) if options.file else {}
    if options.answers:
        if not isinstance(symptoms, dict):
            symptoms = dict.fromkeys(symptoms, True) if isinstance(symptoms, list) else symptoms
        for text in options.answers:
            name, answer = _parsed(text, rules)
            if isinstance(symptoms, dict):
                if name in symptoms:
                    problems.append(Problem("repeated-answer", f"{quoted(name)} is answered twice; say it once", where=name))
                else:
                    symptoms[name] = answer
    try:
        assessment = evaluate(symptoms, rules=rules)
    except SymptomError as error:
        assessment, problems = error.assessment, [*problems, *error.problems]
    for problem in problems:
        print(_for_terminal(problem), file=sys.stderr)
    _print(assessment, as_json=options.json)
    if problems and assessment.level is not Level.EMERGENCY:
        return BAD_INPUT
    return exit_code(assessment)


def exit_code(assessment: Assessment) -> int:
    """The exit code of an assessment: its level, or that critical questions are open."""
    if assessment.level is Level.NONE_FOUND and not assessment.complete:
        return INCOMPLETE
    return CODES[assessment.level]


def _print(assessment: Assessment, *, as_json: bool) -> None:
    print(
        json.dumps(assessment.to_dict(), indent=2, ensure_ascii=False) if as_json else assessment.explain(),
        end="\n" if as_json else "",
    )


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
    return f"{quoted(problem.where)} takes yes, no or unsure" if problem.code == "not-a-flag" else str(problem)


def _from_file(name: str, problems: list[Problem]) -> Any:
    """Answers from a JSON file. A key given twice is an answer that one of the two would hide."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found and found[key] != value:
                problems.append(Problem("repeated-answer", f"{quoted(key)} is answered twice; say it once", where=key))
            else:
                found[key] = value
        return found

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
        return json.loads(text, object_pairs_hook=once)
    except ValueError as error:
        problems.append(Problem("not-json", f"{quoted(name)} isn't JSON in UTF-8 ({type(error).__name__})"))
        return {}
