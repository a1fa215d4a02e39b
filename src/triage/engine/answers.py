"""
Reading symptoms: every answer becomes bits, or a problem.

Nothing is coerced: "no" is truthy in Python and True equals 1, and accepting either for the other is how red flags get
lost. Messages name the finding and what it takes, never what the person answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from attrs import frozen

from triage.engine.faults import faults_of, not_a_name, not_symptoms
from triage.engine.program import Entry, Program, Step
from triage.errors import Problem
from triage.model.findings import UNSURE

__all__ = ["Given", "Reading", "read"]

Given: TypeAlias = dict[str, bool | int | float | str]


@frozen(eq=False)
class Reading:
    """
    What symptoms say.

    Attributes:
        given: The accepted answers, under the names they came with.
        yes: The bits that are met, what the answers imply included.
        unsure: The bits of flags answered unsure, and not yes by another answer.
        steps: What each answer that raises something does.
        problems: Why each other answer was refused.
    """

    given: Given
    yes: int
    unsure: int
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]


def read(symptoms: object, program: Program) -> Reading:
    """Read symptoms: a mapping of finding to answer, or an iterable of findings that are present."""
    answers, problems = _answers(symptoms)
    yes_steps, unsure_steps, entries = program.yes, program.unsure, program.entries
    refused: list[object] = []
    steps: list[Step] = []
    yes = unsure = 0
    for name, answer in answers.items():
        if answer is False:
            if name not in yes_steps:
                refused.append(name)
        elif answer is True and name in yes_steps:
            step = yes_steps[name]
            yes |= step.bits
            steps.append(step)
        elif isinstance(answer, str) and answer == UNSURE and name in unsure_steps:
            step = unsure_steps[name]
            unsure |= step.bits
            steps.append(step)
        elif name not in entries or answer is True:
            refused.append(name)
        elif answer is not None:
            met = _met(entries[name], answer)
            if met is None:
                refused.append(name)
                continue
            for step in met:
                yes |= step.bits
                steps.append(step)
    if refused:
        problems += faults_of(refused, answers, program.entries)
    return Reading(_accepted(answers, refused), yes, unsure & ~yes, tuple(steps), problems)


def _answers(symptoms: object) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """A copy of the symptoms as a dict, its keys and answers still unchecked."""
    if isinstance(symptoms, Mapping):
        return dict(symptoms), ()
    if isinstance(symptoms, str | bytes | bytearray) or not isinstance(symptoms, Iterable):
        return {}, (not_symptoms(symptoms),)
    names = list(symptoms)
    wrong = [not_a_name(place, name) for place, name in enumerate(names, start=1) if not isinstance(name, str)]
    return {name: True for name in names if isinstance(name, str)}, tuple(wrong)


def _met(entry: Entry, answer: object) -> list[Step] | None:
    """What a number or an option does; None when the finding doesn't take it."""
    finding = entry.finding
    if finding.kind == "choice":
        return [entry.steps[answer]] if isinstance(answer, str) and answer in entry.steps else None
    # By exact type: True is an int to Python, and numpy's floats are floats that overflow and compare in ways of their own.
    if finding.kind != "quantity" or not (type(answer) is int or type(answer) is float):
        return None
    low, high = finding.limits
    if not low <= answer <= high or (finding.whole and answer != int(answer)):
        return None
    return [step for bound, step in entry.bounds if bound.met_by(answer)]


def _accepted(answers: dict[str, object], refused: list[object]) -> Given:
    """The answers that count, in plain types."""
    if not refused and None not in answers.values():
        return answers  # type: ignore[return-value]
    left_out = set(refused)
    return {name: answer for name, answer in answers.items() if answer is not None and name not in left_out}  # type: ignore[misc]
