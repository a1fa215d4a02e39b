"""``triage panels``: the screens of the questionnaire, for front ends in any language."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from triage.adapters.screens import panels_document
from triage.commands.loading import add_rules, rules_of
from triage.commands.terminal import Terminal
from triage.model.findings import Finding
from triage.model.ruleset import RuleSet
from triage.telling.wording import condition_text

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("panels", help="list the screens of the questionnaire, with all that a front end needs")
    add_rules(command)
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=_panels)


def _panels(options: Namespace) -> int:
    rules = rules_of(options)
    if options.json:
        print(json.dumps(panels_document(rules), indent=2, ensure_ascii=False))
    else:
        _list(rules)
    return 0


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
