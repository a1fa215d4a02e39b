"""``triage findings``, ``triage rules``, ``triage rule``, ``triage explain``: look anything up."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from triage.adapters.reading import merged
from triage.assessment import assessed
from triage.commands.evaluate import BAD_INPUT, exit_code
from triage.commands.loading import add_rules, rules_of
from triage.commands.output import tell
from triage.commands.records import answers_in, document_in, recorded
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.errors import Problem
from triage.model.findings import Finding
from triage.model.outcome import Level
from triage.model.plain import plain
from triage.model.ruleset import RuleSet
from triage.names import meant, printable, quoted
from triage.telling.sheet import rule_sheet
from triage.telling.wording import label_of

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the commands to a parser."""
    command = commands.add_parser("findings", help="search what can be asked", epilog="example: triage findings wipe")
    command.add_argument("word", nargs="*", help="words that must all occur in a name, alias, label, question or synonym")
    _common(command, _findings)
    command = commands.add_parser("rules", help="list the rules, most urgent first")
    _common(command, _rules)
    command = commands.add_parser("rule", help="everything about one rule", epilog="example: triage rule C-01")
    command.add_argument("rule", help="id or ref")
    _common(command, _rule)
    command = commands.add_parser(
        "explain", help="explain stored answers, or a stored assessment", epilog="example: triage explain stored.json"
    )
    command.add_argument("file", help="JSON of answers, or of an assessment with its answers; - for standard input")
    _common(command, _explain)


def _common(command: Any, run: Any) -> None:
    add_rules(command)
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def _findings(options: Namespace) -> int:
    rules = rules_of(options)
    words = [word.lower() for word in options.word]
    found = [finding for finding in rules.findings.values() if all(word in _searched(finding) for word in words)]
    if options.json:
        print(json.dumps([plain(finding) for finding in found], indent=2, ensure_ascii=False))
    else:
        for finding in found:
            print("\n".join(_finding_lines(finding, rules, whole=len(found) == 1)))
    if not found:
        asked = " ".join(options.word)
        print(f"no finding has {quoted(asked)}{meant(asked, list(rules.findings))}", file=sys.stderr)
    return 0 if found else 1


def _searched(finding: Finding) -> str:
    """Everything a person might search a finding by."""
    words = (finding.name, *finding.aliases, finding.label, finding.question, finding.help, finding.clinical, *finding.synonyms)
    return " ".join(words).lower()


def _finding_lines(finding: Finding, rules: RuleSet, *, whole: bool) -> Iterator[str]:
    if not whole:
        names = "".join(f", {alias}" for alias in finding.aliases)
        yield f"{finding.name}{names}: {label_of(finding)}{' (critical)' if finding.critical else ''}"
        return
    yield f"{finding.name} ({finding.kind})"
    yield f"  {finding.question}"
    if finding.help:
        yield f"  {finding.help}"
    low, high = finding.limits
    rows = {
        "aliases": ", ".join(finding.aliases),
        "number": f"{low} to {high} {finding.unit}{', whole' if finding.whole else ''}" if finding.kind == "quantity" else "",
        "options": ", ".join(option.name for option in finding.options),
        "clinical": finding.clinical,
        "people say": ", ".join(finding.synonyms),
        "asked of": finding.asked_of,
        "asked if": "" if finding.asked_if is None else json.dumps(plain(finding.asked_if)),
        "gate": "yes" if finding.gate else "",
        "critical": "yes" if finding.critical else "",
        "implies": ", ".join(sorted({flag for implication in finding.implies for flag in implication.flags})),
        "codes": "; ".join(f"{system} {', '.join(codes)}" for system, codes in finding.codes),
    }
    yield from (f"  {key:10}  {value}" for key, value in rows.items() if value)


def _rules(options: Namespace) -> int:
    rules = rules_of(options)
    ordered = sorted(rules.rules.values(), key=lambda rule: (-rule.outcome.rank, rule.ref))
    if options.json:
        rows = [{"id": rule.id, "ref": rule.ref, "title": rule.title, "outcome": str(rule.outcome)} for rule in ordered]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for rule in ordered:
            print(f"{rule.outcome!s:20} {rule.ref:6} {rule.id}: {rule.title}")
    return 0


def _rule(options: Namespace) -> int:
    rules = rules_of(options)
    wanted = options.rule.lower()
    for rule in rules.rules.values():
        if wanted in (rule.id, rule.ref.lower(), *map(str.lower, rule.former_refs)):
            if options.json:
                print(json.dumps(plain(rule), indent=2, ensure_ascii=False))
            else:
                print(rule_sheet(rule, rules.content), end="")
            return 0
    parts = [rule for rule in rules.rules.values() if rule.ref[:-1].lower() == wanted and rule.ref[-1].isalpha()]
    if parts:
        print(f"{options.rule.upper()} was split: {', '.join(f'{rule.ref} ({rule.id})' for rule in parts)}", file=sys.stderr)
        return BAD_INPUT
    print(f"unknown rule {quoted(options.rule)}{meant(options.rule, list(rules.rules))}", file=sys.stderr)
    return BAD_INPUT


def _explain(options: Namespace) -> int:
    rules = rules_of(options)
    problems: list[Problem] = []
    document = document_in(options.file, problems)
    if problems:
        tell(str(problems[0]), stream=sys.stderr)
        return BAD_INPUT
    record = recorded(document)
    if record is not None:
        document = _stored(record, rules)
        if document is None:
            return BAD_INPUT
    symptoms = merged(answers_in(document, problems), problems)
    reading = read(symptoms, program_of(rules))
    problems += reading.problems
    assessment = assessed(reading._replace(problems=tuple(problems)), rules)
    for problem in problems:
        tell(str(problem), stream=sys.stderr)
    tell(json.dumps(assessment.to_dict(), indent=2, ensure_ascii=False) if options.json else assessment.explain().rstrip())
    return exit_code(assessment) if not problems or assessment.level is Level.EMERGENCY else BAD_INPUT


def _stored(document: dict[str, Any], rules: RuleSet) -> Any:
    """The answers of a stored assessment; says when other rules gave it."""
    if "answers" not in document:
        tell("this assessment was stored without its answers, so there is nothing to explain it from", stream=sys.stderr)
        return None
    stamp = document.get("rules", {})
    if stamp.get("digest") != rules.digest:
        by = printable(f"{stamp.get('name')} {stamp.get('version')}")
        tell(f"stored by {by}, explained by {rules.name} {rules.version}: the two may differ", stream=sys.stderr)
    return document["answers"]
