"""``triage fhir``: the questionnaire for somebody else's renderer, and what its response means."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from triage.assessment import Assessment, SymptomError, assessed
from triage.commands.evaluate import BAD_INPUT, exit_code
from triage.commands.loading import add_rules, rules_of
from triage.commands.output import tell
from triage.commands.records import plain_in
from triage.errors import Problem
from triage.model.outcome import Level
from triage.model.ruleset import RuleSet

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("fhir", help="print the questionnaire as FHIR, or assess a QuestionnaireResponse to it")
    command.add_argument("task", choices=("questionnaire", "assess"), help="print the Questionnaire, or assess a response to it")
    command.add_argument("file", nargs="?", default="-", help="to assess: the QuestionnaireResponse in JSON; - is standard input")
    add_rules(command)
    command.add_argument("--version", choices=("R4", "R5"), default="R4", help="of FHIR (R4)")
    command.add_argument("--json", action="store_true", help="to assess: print a GuidanceResponse, and no text")
    command.set_defaults(run=_fhir)


def _fhir(options: Namespace) -> int:
    rules = rules_of(options)
    if options.task == "assess":
        return _assess(options, rules)
    from triage.adapters.fhir import questionnaire

    tell(json.dumps(questionnaire(rules, version=options.version), indent=2, ensure_ascii=False))
    return 0


def _assess(options: Namespace, rules: RuleSet) -> int:
    from triage.adapters.fhir import guidance

    problems: list[Problem] = []
    assessment = _assessed(plain_in(options.file, problems), rules, problems)
    for problem in problems:
        tell(str(problem), stream=sys.stderr)
    if options.json:
        tell(json.dumps(guidance(assessment, version=options.version), indent=2, ensure_ascii=False))
    else:
        tell(assessment.explain().rstrip("\n"))
    if problems and assessment.level is not Level.EMERGENCY:
        return BAD_INPUT
    return exit_code(assessment)


def _assessed(response: Any, rules: RuleSet, problems: list[Problem]) -> Assessment:
    """The assessment of what can be read; what can't is added to the problems."""
    from triage.adapters.fhir import FhirError, symptoms_from
    from triage.api import evaluate

    symptoms: Any = {}
    # What is no JSON has been told already.
    if response is not None or not problems:
        try:
            symptoms = symptoms_from(response, rules)
        except FhirError as error:
            problems += error.problems
            symptoms = error.symptoms
    refused: tuple[Problem, ...] = ()
    try:
        assessment = evaluate(symptoms, rules=rules)
    except SymptomError as error:
        assessment, refused = error.assessment, error.problems
    # What couldn't be read is asked for again: nothing is complete beside it.
    read = assessment._reading._replace(problems=(*problems, *refused))
    problems += refused
    return assessed(read, rules)
