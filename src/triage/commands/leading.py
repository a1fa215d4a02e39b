"""The course of an interview by panels, whoever asks: by typed lines or by single keys."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import Any, Protocol

from triage.assessment import Assessment
from triage.commands.interview import Interview, Visit
from triage.commands.terminal import LEVEL_STYLES, Terminal
from triage.model.findings import UNSURE, Finding
from triage.model.outcome import NONE_FOUND, Level
from triage.model.ruleset import RuleSet
from triage.telling.wording import label_of

__all__ = ["Did", "Front", "Saying", "answer_words", "heading", "lead", "so_far", "warning"]


class Did(Enum):
    """How somebody left a panel, or what they chose when they were told of an emergency."""

    DONE = auto()
    BACK = auto()
    ALARM = auto()
    QUIT = auto()


class Saying(Protocol):
    """An interview, as far as it can be told."""

    @property
    def rules(self) -> RuleSet: ...

    @property
    def assessment(self) -> Assessment: ...

    @property
    def skipped(self) -> set[str]: ...

    def said(self) -> Iterable[tuple[str, Any]]: ...


class Front(Protocol):
    """What shows panels to a person and takes their answers."""

    def greet(self) -> None:
        """Say how to answer."""

    def panel(self, interview: Interview, visit: Visit) -> Did:
        """Show a panel until it is done, an emergency came up in it, or somebody left it."""

    def emergency(self, interview: Interview, *, more: bool) -> Did:
        """Say what to do now, and ask whether to go on: done is going on, quit is not."""


def lead(interview: Interview, front: Front) -> None:
    """Show one panel after the other until no answer can change the outcome, or somebody stops."""
    front.greet()
    heard = False
    while True:
        if not heard and (alarm := interview.alarm) is not None:
            did = front.emergency(interview, more=any(panel.lines for panel in interview.to_come))
            if did is Did.QUIT:
                return
            if did is Did.DONE:
                interview.told = alarm
        visit = interview.next_visit()
        if visit is None:
            return
        did = front.panel(interview, visit)
        heard = did is Did.BACK
        if did is Did.QUIT:
            return
        visit.finished = did is Did.DONE


def warning(interview: Saying, talk: Terminal) -> None:
    """Say that it is an emergency, and what to do."""
    assessment = interview.assessment
    talk.say()
    talk.say(assessment.explain().partition("\n")[0], style=LEVEL_STYLES[assessment.level])
    talk.say(assessment.advice.say, style="bold")
    talk.say()


def heading(interview: Interview, visit: Visit, talk: Terminal) -> None:
    """Say which screen this is and how many are left, where one begins; and what the lines have in common."""
    talk.say()
    if [each.number for each in interview.visits[-2:-1]] != [visit.number]:
        left = interview.screens_left
        more = f", at most {left} more" if left else "" if interview.assessment.level is Level.EMERGENCY else ", the last one"
        talk.say(f"Screen {visit.number}{more}", style="dim")
    talk.say(visit.panel.stem, style="bold")


def so_far(interview: Saying, talk: Terminal) -> None:
    """Say what was answered so far: the noes in one paragraph, all else a line each."""
    findings = interview.rules.findings
    said = list(interview.said())
    talk.say()
    talk.say("So far you have said:" if said else "So far you have said nothing.", style="bold")
    for name, answer in said:
        if answer is not False:
            talk.say(f"{answer_words(findings[name], answer):>8}  {label_of(findings[name])}", indent="  ", hanging=10)
    denied = [label_of(findings[name]) for name, answer in said if answer is False]
    skipped = [label_of(finding) for name, finding in findings.items() if name in interview.skipped]
    for word, labels in (("no", denied), ("skipped", skipped)):
        if labels:
            talk.say(f"{word:>8}  {'; '.join(labels)}", indent="  ", hanging=10)
    outcome = interview.assessment.outcome
    talk.say(f"The result so far: {'no red flag among these answers' if outcome == NONE_FOUND else outcome}.")
    talk.say()


def answer_words(finding: Finding, answer: bool | int | float | str) -> str:
    """An answer in the words of the question."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, int | float):
        return f"{answer} {finding.unit}".rstrip()
    label = next((option.label or option.name for option in finding.options if option.name == answer), "")
    return label or ("not sure" if answer == UNSURE else answer)
