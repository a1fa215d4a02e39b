"""What the Try it page asks of the library inside the browser: JSON in, JSON out. Runs the same under CPython."""

from __future__ import annotations

import json
import platform
import sys
from functools import cache
from pathlib import Path
from typing import Any

from triage import Finding, Problem, RuleSet, SymptomError, __version__, bundled_rules, evaluate
from triage.adapters.reading import merged
from triage.commands.numbers import NumberRefused, number_from
from triage.engine.compiler import program_of
from triage.model.findings import UNSURE
from triage.packs.bundle import rule_set_from

__all__ = ["assess", "form", "rules_here", "typed"]


@cache
def rules_here() -> RuleSet:
    """The rules of this page: the built file that was laid beside this one, or the bundled rules where there is none."""
    built = Path(__file__).with_name("rules.json")
    return rule_set_from(json.loads(built.read_text("utf-8"))) if built.is_file() else bundled_rules()


def form() -> str:
    """Everything that the questionnaire is drawn from, and which library and rules these are."""
    rules = rules_here()
    titles = {group.name: group.title for pack in rules.packs for group in pack.groups}
    groups = [
        {"name": name, "title": title, "findings": [_question(each) for each in rules.findings.values() if each.group == name]}
        for name, title in titles.items()
    ]
    about = {
        "library": __version__,
        "python": platform.python_version(),
        "name": rules.name,
        "version": rules.version,
        "digest": rules.digest,
        "review": rules.stamp.review,
        "rules": len(rules.rules),
        "pydantic_loaded": any(name.partition(".")[0] in {"pydantic", "pydantic_core", "yaml"} for name in sys.modules),
    }
    return json.dumps({"groups": [group for group in groups if group["findings"]], "about": about})


def _question(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.name,
        "kind": finding.kind,
        "label": finding.label,
        "question": finding.question or finding.label,
        "help": finding.help,
        "synonyms": list(finding.synonyms),
        "aliases": list(finding.aliases),
        "critical": finding.critical,
        "asked_of": finding.asked_of,
        "context": finding.context,
        "unit": finding.unit,
        "range": finding.range and list(finding.range),
        "whole": finding.whole,
        "options": [{"name": option.name, "label": option.label or option.name} for option in finding.options],
    }


def assess(text: str) -> str:
    """
    The assessment of some answers, with what was refused.

    Args:
        text: A JSON object of finding to answer.
    """
    found: list[Problem] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return merged([(name, typed(name, answer, found)) for name, answer in pairs], found)

    answers = json.loads(text, object_pairs_hook=once)
    try:
        assessment = evaluate(answers, rules=rules_here())
    except SymptomError as error:
        assessment = error.assessment
        found += [each for each in error.problems if each.where not in {other.where for other in found}]
    problems = [{"where": each.where, "code": each.code, "message": each.message} for each in found]
    headline = assessment.explain().partition("\n")[0]
    return json.dumps({"headline": headline, "assessment": assessment.to_dict(questions=True), "problems": problems})


def typed(name: str, answer: Any, problems: list[Problem]) -> Any:
    """What was typed for a number, as the command line reads it; what can't be read is named, and left for the library to refuse."""
    entry = program_of(rules_here()).entries.get(name)
    if entry is None or entry.scale is None or not isinstance(answer, str) or answer == UNSURE:
        return answer
    try:
        return number_from(answer, entry.finding)
    except NumberRefused as refused:
        meant = f" Was it {' or '.join(refused.readings)}?" if refused.readings else ""
        problems.append(Problem("not-a-number", f"`{name}` {refused.why}.{meant}", where=name))
        return answer
