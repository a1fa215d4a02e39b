"""The screens of the questionnaire as plain data, for front ends in any language."""

from __future__ import annotations

from typing import Any

from triage.model.findings import Finding
from triage.model.plain import plain
from triage.model.rules import Line, Panel
from triage.model.ruleset import RuleSet

__all__ = ["FORMAT", "line_document", "panels_document"]

FORMAT = 1


def panels_document(rules: RuleSet) -> dict[str, Any]:
    """
    Every panel as plain data, in the order of the screens.

    In `asked_if` definitions are written out: it speaks of findings alone. `implies` says what an answer makes yes, through every step.
    """
    return {
        "format": FORMAT,
        "rules": {"name": rules.name, "version": rules.version, "digest": rules.digest, "review": rules.stamp.review},
        "panels": [_panel(panel, rules) for panel in rules.panels],
    }


def _panel(panel: Panel, rules: RuleSet) -> dict[str, Any]:
    return {
        "id": panel.id,
        "kind": panel.kind,
        "stem": panel.stem,
        "below": panel.below or None,
        "lines": [line_document(line, rules.findings[line.finding], rules) for line in panel.lines],
    }


def line_document(line: Line, finding: Finding, rules: RuleSet) -> dict[str, Any]:
    """One question, with all that a front end needs."""
    vocabulary = rules.vocabulary
    document: dict[str, Any] = {
        "finding": line.finding,
        "tick": line.tick,
        "question": finding.question,
        "help": finding.help,
        "kind": finding.kind,
        "critical": finding.critical,
        "gate": finding.gate,
        "asked_if": None if finding.asked_if is None else plain(vocabulary.written_out(finding.asked_if)),
        "implies": [{"when": plain(each.leaf), "flags": sorted(vocabulary.implied_by(each.leaf))} for each in finding.implies],
    }
    if finding.kind == "quantity":
        document |= {
            "unit": finding.unit,
            "range": list(finding.limits),
            "plausible": None if finding.plausible is None else list(finding.plausible),
            "whole": finding.whole,
        }
    elif finding.kind == "choice":
        document |= {"options": [{"name": option.name, "label": option.label or option.name} for option in finding.options]}
    return document
