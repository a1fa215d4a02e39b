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
from triage.engine.program import Program, Step
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
    yes_steps, entries = program.yes, program.entries
    left_out: list[str] = []
    steps: list[Step] = []
    yes = unsure = 0
    for name, answer in answers.items():
        if answer is False:
            if name not in yes_steps:
                left_out.append(name)
        elif answer is True and name in yes_steps:
            step = yes_steps[name]
            yes |= step.bits
            steps.append(step)
        elif isinstance(answer, str) and answer == UNSURE and name in yes_steps:
            step = program.unsure[name]
            unsure |= step.bits
            steps.append(step)
        elif (found := _met(name, answer, program)) is not None:
            if found.bits:
                yes |= found.bits
                steps.append(found)
        else:
            left_out.append(name)
    if left_out:
        gone = set(left_out)
        problems += faults_of([name for name in left_out if answers[name] is not None or name not in entries], answers, entries)
        answers = {name: answer for name, answer in answers.items() if name not in gone}
    return Reading(answers, yes, unsure & ~yes, tuple(steps), problems)  # type: ignore[arg-type]


def _met(name: str, answer: object, program: Program) -> Step | None:
    """What a number or an option does; None when the finding doesn't take it."""
    # By exact type: True is an int to Python, and numpy's floats are floats that overflow and compare in ways of their own.
    kind = type(answer)
    if kind is float or kind is int:
        scale = program.scales.get(name)
        if scale is None or not scale.low <= answer <= scale.high or (scale.whole and answer != int(answer)):  # type: ignore[operator, call-overload]
            return None
        return scale.step(answer)  # type: ignore[arg-type]
    return program.options[name].get(answer) if isinstance(answer, str) and name in program.options else None


def _answers(symptoms: object) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """A copy of the symptoms as a dict, its keys and answers still unchecked."""
    if isinstance(symptoms, dict | Mapping):
        return dict(symptoms), ()
    if isinstance(symptoms, str | bytes | bytearray) or not isinstance(symptoms, Iterable):
        return {}, (not_symptoms(symptoms),)
    names = list(symptoms)
    wrong = [not_a_name(place, name) for place, name in enumerate(names, start=1) if not isinstance(name, str)]
    return {name: True for name in names if isinstance(name, str)}, tuple(wrong)
