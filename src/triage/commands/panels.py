"""``triage panels``: the screens of the questionnaire, for front ends in any language."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from triage.commands.loading import rules_from
from triage.commands.terminal import Terminal
from triage.model.findings import Finding
from triage.model.plain import plain
from triage.model.rules import Line, Panel
from triage.model.ruleset import RuleSet
from triage.telling.wording import condition_text

__all__ = ["add", "panels_document"]

FORMAT = 1


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("panels", help="list the screens of the questionnaire, with all that a front end needs")
    command.add_argument("--rules", help="folder or built file of other rules")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=_panels)


def _panels(options: Namespace) -> int:
    rules = rules_from(options.rules)
    if options.json:
        print(json.dumps(panels_document(rules), indent=2, ensure_ascii=False))
    else:
        _list(rules)
    return 0


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
        "lines": [_line(line, rules.findings[line.finding], rules) for line in panel.lines],
    }


def _line(line: Line, finding: Finding, rules: RuleSet) -> dict[str, Any]:
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


def _list(rules: RuleSet) -> None:
    talk = Terminal(sys.stdout)
    definitions = {definition.name: definition for definition in rules.content.definitions}
    for panel in rules.panels:
        below = f", below {panel.below}" if panel.below else ""
        talk.say(f"{panel.id} ({panel.kind}{below}): {panel.stem}", style="bold", hanging=2)
        for line in panel.lines:
            finding = rules.findings[line.finding]
            asked = finding.asked_if and f"; asked if {condition_text(finding.asked_if, rules.findings, definitions)}"
            marks = f"{_takes(finding)}{', critical' if finding.critical else ''}{asked or ''}"
            talk.say(f"{line.finding}: {line.tick} ({marks})", indent="  ", hanging=2)


def _takes(finding: Finding) -> str:
    """What a finding takes, in a few words."""
    if finding.kind == "flag":
        return "yes, no or not sure"
    if finding.kind == "choice":
        return f"one of {', '.join(option.name for option in finding.options)}"
    low, high = finding.limits
    return f"{'whole ' if finding.whole else ''}number from {low} to {high}, {finding.unit}"
