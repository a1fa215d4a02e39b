"""The questionnaire screen by screen, for the Try it page: JSON in, JSON out. It is the interview of `triage ask`, drawn by the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bridge import rules_here, typed

from triage import Finding, Problem
from triage.adapters.reading import merged
from triage.commands.interview import Interview, Visit
from triage.commands.replies import Unusable, answer_from
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.model.findings import UNSURE
from triage.model.rules import Line

__all__ = ["turn"]

_NOTHING_TICKED = "Tick what applies, or “None of these”."
_BOTH_TICKED = "Something is ticked beside “None of these”. Only one can be meant."


class Walk:
    """One person's way through the screens."""

    def __init__(self) -> None:
        self.rules = rules_here()
        self.interview = Interview(self.rules)

    def load(self, answers: dict[str, Any]) -> None:
        """Begin anew with what was answered elsewhere; what can't be used stays refused until it is given again."""
        pairs = [(name, each) for name, answer in answers.items() for each in (answer if isinstance(answer, list) else [answer])]
        known = merged([(name, typed(name, answer, [])) for name, answer in pairs], [])
        reading = read(known, program_of(self.rules))
        refused = {name: answer for name, answer in answers.items() if name not in reading.given}
        self.interview = Interview(self.rules, dict(reading.given), refused)

    def submit(self, values: dict[str, str], none_of_these: bool) -> list[Problem]:
        """Take a screen; what can be read counts, and what can't is named beside its line."""
        visit = self.interview.unfinished
        if visit is None:
            return []
        lines = self.interview.lines(visit)
        if visit.panel.kind == "tick":
            return self._ticked(visit, lines, values, none_of_these)
        answers, problems = {}, []
        for line in lines:
            if text := values.get(line.finding, "").strip():
                try:
                    answers[line.finding] = answer_from(self.rules.findings[line.finding], text, self.rules)
                except Unusable as why:
                    problems.append(Problem("unusable", str(why), where=line.finding))
        self.interview.take(visit, answers)
        if not problems:
            self.interview.skip(visit, [line.finding for line in lines if line.finding not in answers])
            self._finish(visit)
        return problems

    def _ticked(self, visit: Visit, lines: list[Line], values: dict[str, str], none_of_these: bool) -> list[Problem]:
        ticked = {name: True if value == "yes" else UNSURE for name, value in values.items() if value}
        if none_of_these == bool(ticked):
            return [Problem("unusable", _BOTH_TICKED if ticked else _NOTHING_TICKED, where=visit.panel.id)]
        self.interview.take(visit, {line.finding: ticked.get(line.finding, False) for line in lines})
        self._finish(visit)
        return []

    def _finish(self, visit: Visit) -> None:
        """Leave a screen; but not while an answer on it has opened another of its lines."""
        visit.finished = not self.interview.pending(visit)

    def skip(self) -> None:
        """Pass over what is left of a screen; it stays open."""
        visit = self.interview.unfinished
        if visit is not None:
            self.interview.skip(visit, [line.finding for line in self.interview.lines(visit) if line.finding not in self.interview.answers])
            visit.finished = True

    def view(self, problems: Iterable[Problem], *, stopped: bool = False) -> dict[str, Any]:
        """What to draw: the screen, or the result; that of what was said so far, where the person stopped."""
        interview = self.interview
        alarm = interview.alarm
        visit = None if alarm or stopped else interview.next_visit()
        assessment = interview.assessment
        return {
            "screen": visit and self._screen(visit),
            "screens_left": interview.screens_left,
            "stopped": stopped,
            "told": interview.told.level.value,
            "outcome": {"level": assessment.level.value, "within": assessment.within and assessment.within.value},
            "answers": dict(interview.said()) | interview.unusable,
            "problems": [{"where": each.where, "message": each.message} for each in problems],
            # What a result says takes longer to work out than a screen, and is read once.
            **({} if visit else self._result()),
        }

    def _result(self) -> dict[str, Any]:
        interview, assessment = self.interview, self.interview.assessment
        return {
            "more": bool(interview.to_come),
            "headline": assessment.explain().partition("\n")[0],
            "assessment": assessment.to_dict(),
            "said": [self._told(name, answer) for name, answer in interview.said()],
            "refused": sorted(interview.unusable),
        }

    def _screen(self, visit: Visit) -> dict[str, Any]:
        lines = self.interview.lines(visit)
        return {
            "id": visit.panel.id,
            "kind": visit.panel.kind,
            "stem": visit.panel.stem,
            "number": visit.number,
            "lines": [self._line(line) for line in lines],
        }

    def _line(self, line: Line) -> dict[str, Any]:
        finding = self.rules.findings[line.finding]
        return {
            "name": finding.name,
            "tick": line.tick,
            "question": finding.question,
            "help": finding.help,
            "kind": finding.kind,
            "unit": finding.unit,
            "range": finding.range and list(finding.range),
            "whole": finding.whole,
            "options": [{"name": option.name, "label": option.label or option.name} for option in finding.options],
            "answer": _typed(self.interview.answers.get(finding.name)),
        }

    def _told(self, name: str, answer: Any) -> dict[str, str]:
        finding = self.rules.findings[name]
        return {"name": name, "label": finding.label, "answer": _words(finding, answer)}


def _typed(answer: Any) -> str:
    """An answer as a control holds it."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return "" if answer is None else str(answer)


def _words(finding: Finding, answer: Any) -> str:
    """An answer as a person reads it."""
    if isinstance(answer, bool) or answer == UNSURE:
        return {True: "Yes", False: "No", UNSURE: "Not sure"}[answer]
    if finding.kind == "quantity":
        return f"{answer} {finding.unit}"
    return next((option.label or option.name for option in finding.options if option.name == answer), str(answer))


_walk = Walk()


def turn(text: str) -> str:
    """
    One step, and what to draw after it.

    Args:
        text: A JSON object: ``do`` is ``show``, ``load`` (with ``answers``), ``submit`` (with ``values``, finding to what was typed, and
            ``none_of_these``), ``skip``, ``back``, ``stop`` for the result so far, ``go-on`` after a result, or ``restart``.
    """
    step = json.loads(text)
    problems: list[Problem] = []
    match step["do"]:
        case "load":
            _walk.load(step["answers"])
        case "submit":
            problems = _walk.submit(step["values"], step["none_of_these"])
        case "skip":
            _walk.skip()
        case "back":
            _walk.interview.reopen(last=not _walk.interview.unfinished)
        case "go-on":
            _walk.interview.told = _walk.interview.assessment.outcome
        case "restart":
            _walk.load({})
    return json.dumps(_walk.view(problems, stopped=step["do"] == "stop"))
