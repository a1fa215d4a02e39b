"""A rule set as the kernel reads it: the decisions of some content as one JSON object."""

from __future__ import annotations

from typing import Any

from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Present
from triage.model.conditions import Any as AnyOf
from triage.model.findings import UNSURE, Finding
from triage.model.rules import Content

__all__ = ["world"]


def _condition(condition: Condition) -> Any:
    match condition:
        case Present(name) | Defined(name):
            return name
        case Bound(name, operator, value):
            return {name: {str(operator): value}}
        case Chosen(name, options):
            return {name: {"is": list(options)}}
        case All(members):
            return {"all": [_condition(member) for member in members]}
        case AnyOf(members):
            return {"any": [_condition(member) for member in members]}
        case AtLeast(count, members):
            return {"at_least": {"count": count, "of": [_condition(member) for member in members]}}
    raise TypeError(condition)


def _finding(finding: Finding, doubtful: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": finding.name,
        "kind": finding.kind,
        "aliases": list(finding.aliases),
        "asked_of": finding.asked_of,
        "context": finding.context,
        "critical": finding.critical,
        "gate": finding.gate,
        "doubtful": doubtful or finding.kind == "flag",
        "implies": [{"when": _condition(each.leaf), "flags": list(each.flags)} for each in finding.implies],
    }
    asked_if = finding.asked_if
    if asked_if is not None:
        found["asked_if"] = _condition(asked_if)
    if finding.kind == "quantity":
        found |= {"range": list(finding.limits), "whole": finding.whole, "worse": finding.worse}
        found |= {key: list(pair) for key, pair in (("plausible", finding.plausible), ("normal", finding.normal)) if pair}
    if finding.kind == "choice":
        found["options"] = [option.name for option in finding.options if option.name != UNSURE]
    return found


def world(content: Content) -> dict[str, Any]:
    """What the kernel's `load` takes: findings, definitions and rules, without their words."""
    # In files of format 1 an unsure choice wasn't a doubt, and no quantity could be unsure.
    doubtful = content.format > 1
    return {
        "findings": [_finding(each, doubtful) for each in content.findings],
        "definitions": {each.name: _condition(each.when) for each in content.definitions},
        "rules": [
            {"id": rule.id, "when": _condition(rule.when), "outcome": str(rule.outcome), "when_unsure": str(rule.when_unsure)}
            for rule in content.rules
        ],
    }
