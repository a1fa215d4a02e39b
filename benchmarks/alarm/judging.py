"""What the rules give for some answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from triage import evaluate
from triage.model.ruleset import RuleSet
from triage.packs.bundle import rule_set_from

__all__ = ["LADDER", "Judge", "Verdict", "engine", "released"]

# Least urgent first; a place in this tuple is how outcomes are compared.
LADDER = (
    "none-found",
    "stop now",
    "seek-care fortnight",
    "seek-care week",
    "seek-care days",
    "seek-care today",
    "emergency now",
    "emergency at-once",
)
PLACE = {outcome: place for place, outcome in enumerate(LADDER)}


class Verdict(NamedTuple):
    """The worst place on the ladder, and the place that each rule that fired gives, by the rule's ref and name."""

    place: int
    fired: dict[str, int]


Judge = Callable[[Mapping[str, Any]], Verdict]


def released(folder: Path, *, version: str) -> RuleSet:
    """A released rule set of low back pain."""
    return rule_set_from(json.loads((folder / f"low-back-pain-{version}.json").read_bytes()))


def engine(rules: RuleSet) -> Judge:
    """The library itself."""

    def judged(answers: Mapping[str, Any]) -> Verdict:
        assessment = evaluate(answers, rules=rules)
        fired = {f"{rules.rules[firing.rule].ref} {firing.rule}": PLACE[str(firing.outcome)] for firing in assessment.fired}
        return Verdict(PLACE[str(assessment.outcome)], fired)

    return judged
