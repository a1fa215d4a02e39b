"""An assessment as plain data, ready for JSON: the caller's record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from triage.engine.conflicts import Conflict
from triage.engine.panels import OpenPanel
from triage.model.outcome import Outcome
from triage.model.ruleset import RuleSet
from triage.telling.advice import AdviceText

__all__ = ["FORMAT", "record_of"]

FORMAT = 2


class Fired(Protocol):
    """A rule that fired, as a record tells it."""

    @property
    def rule(self) -> str: ...
    @property
    def ref(self) -> str: ...
    @property
    def outcome(self) -> Outcome: ...
    @property
    def unsure(self) -> bool: ...
    @property
    def findings(self) -> tuple[str, ...]: ...
    @property
    def also(self) -> tuple[str, ...]: ...
    @property
    def say(self) -> str: ...


class Assessed(Protocol):
    """An assessment, as a record tells it."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def ceiling(self) -> Outcome: ...
    @property
    def complete(self) -> bool: ...
    @property
    def fired(self) -> Sequence[Fired]: ...
    @property
    def open_critical(self) -> tuple[str, ...]: ...
    @property
    def next_questions(self) -> tuple[str, ...]: ...
    @property
    def next_panel(self) -> OpenPanel | None: ...
    @property
    def conflicts(self) -> tuple[Conflict, ...]: ...
    @property
    def implausible(self) -> tuple[str, ...]: ...
    @property
    def advice(self) -> AdviceText: ...


def record_of(assessment: Assessed, *, rules: RuleSet, answers: Mapping[str, Any] | None, questions: bool) -> dict[str, Any]:
    """
    Everything an assessment says; ``docs/reference/assessment-json.md`` says what each field means.

    Args:
        assessment: The assessment.
        rules: The rules that gave it.
        answers: The answers it rests on; None leaves out both them and the names of the findings that raised something.
        questions: Whether to include every question that is left.
    """
    advice, stamp = assessment.advice, rules.stamp
    document: dict[str, Any] = {
        "format": FORMAT,
        "outcome": _outcome(assessment.outcome),
        "ceiling": _outcome(assessment.ceiling),
        "complete": assessment.complete,
        "fired": [_firing(each, rules, answers=answers is not None) for each in assessment.fired],
        "open_critical": list(assessment.open_critical),
        "next_panel": _panel(assessment.next_panel),
        "advice": {"say": advice.say, "notes": list(advice.notes), "safety_net": advice.safety_net},
        "rules": {"name": stamp.name, "version": stamp.version, "digest": stamp.digest, "review": stamp.review},
    }
    if questions:
        document["next_questions"] = list(assessment.next_questions)
    if answers is not None:
        document["conflicts"] = [{"finding": each.finding, "against": list(each.against)} for each in assessment.conflicts]
        document["implausible"] = list(assessment.implausible)
        document["answers"] = dict(answers)
    return document


def _firing(firing: Fired, rules: RuleSet, *, answers: bool) -> dict[str, Any]:
    rule = rules.rules[firing.rule]
    document: dict[str, Any] = {
        "rule": firing.rule,
        "ref": firing.ref,
        "title": rule.title,
        "outcome": _outcome(firing.outcome),
        "say": firing.say,
        "because": rule.because,
        "limits": list(rule.limits),
        "sources": [
            {"id": each.id, "where": each.where, "grade": each.grade, "title": rules.sources[each.id].title} for each in rule.sources
        ],
    }
    if answers:
        document |= {"unsure": firing.unsure, "findings": list(firing.findings), "also": list(firing.also)}
    return document


def _outcome(outcome: Outcome) -> dict[str, str | None]:
    return {"level": outcome.level.value, "within": outcome.within.value if outcome.within else None}


def _panel(panel: OpenPanel | None) -> dict[str, Any] | None:
    if panel is None:
        return None
    lines = [{"finding": line.finding, "tick": line.tick} for line in panel.lines]
    return {"id": panel.id, "kind": panel.kind, "stem": panel.stem, "lines": lines}
