"""
Reading symptoms: every answer becomes bits, or a problem.

Nothing is coerced: "no" is truthy in Python and True equals 1, and accepting either for the other is how red flags get
lost. Messages name the finding and what it takes, never what the person answered.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypeAlias

from triage.engine.alarms import Step
from triage.engine.faults import faults_of, not_a_name, not_symptoms
from triage.engine.program import Doubt, Heard, Program
from triage.errors import Problem
from triage.model.findings import UNSURE

__all__ = ["Given", "Reading", "answers_in", "ordered", "read"]

# How mappings give all values of a key, where they hold several: of web frameworks, of multidict, of messages, of tables by column.
_SEVERAL = ("getlist", "getall", "get_all", "multi_items", "allitems", "iloc")

Given: TypeAlias = dict[str, bool | int | float | str]


class Reading(NamedTuple):
    """
    What symptoms say.

    Attributes:
        given: The accepted answers, under the names they came with.
        yes: The bits that are met, what the answers imply included.
        unsure: The bits that an unsure may stand for, and that no other answer sets in full.
        doubts: Each unsure that may stand for one of several answers.
        raising: The answers that raise something: their keys, and what they say.
        steps: What each of them does.
        problems: Why each other answer was refused.
    """

    given: Given
    yes: int
    unsure: int
    doubts: tuple[Doubt, ...]
    raising: tuple[tuple[str, Heard], ...]
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]


def read(symptoms: object, program: Program) -> Reading:
    """Read symptoms: a mapping of finding to answer, or a list of findings that are present."""
    answers, problems = answers_in(symptoms)
    flags, calm = program.flags, program.calm
    left_out: set[str] = set()
    raising: list[tuple[str, Heard]] = []
    for name, answer in answers.items():
        # Nearly every answer of a filled-in form ends at one of these two tests: they raise nothing.
        if answer is False and name in flags:
            continue
        if name in calm:
            low, high, kinds = calm[name]
            if type(answer) in kinds and low <= answer <= high:  # type: ignore[operator]
                continue
        if isinstance(answer, str) and type(answer) is not str:
            # A class of its own may compare as something else, or not be hashed at all.
            answers[name] = str.__str__(answer)
        said = _heard(name, answers[name], program)
        if said is None:
            left_out.add(name)
        elif said is not _SILENT:
            raising.append((name, said))
    if left_out:
        problems += _faults(left_out, answers, program)
        answers = {name: answer for name, answer in answers.items() if name not in left_out}
    yes = unsure = 0
    for _, each in raising:
        yes |= each.yes
        unsure |= each.unsure
    steps = tuple(step for _, each in raising for step in each.steps)
    doubts = tuple(doubt for _, each in raising for doubt in each.doubts)
    return Reading(answers, yes, unsure & ~yes, doubts, tuple(raising), steps, problems)  # type: ignore[arg-type]


_SILENT = Heard()


def _heard(name: str, answer: object, program: Program) -> Heard | None:
    """What an answer says that may raise something; None when the finding doesn't take it, or isn't there."""
    if answer is not True and not isinstance(answer, str):
        return _measured(name, answer, program)
    known = program.heard.get(name)
    if known is None:
        return None
    # What was heard once needs no second look; what isn't taken is not kept.
    said = known.get(answer)
    if said is None:
        said = _said(name, answer, program)
        if said is not None:
            known[answer] = said
    return said


def _said(name: str, answer: bool | str, program: Program) -> Heard | None:
    if answer is True:
        return _meeting(program.entries[name].sets["yes"], program) if name in program.flags else None
    if answer == UNSURE and name in program.unsurable:
        doubt = program.unsure[name]
        own = (program.steps[doubt.own],) if doubt.own else ()
        if doubt.step is not None:
            return Heard(doubt.own, doubt.step.bits, (*own, doubt.step))
        return Heard(doubt.own, steps=own, doubts=(doubt,)) if doubt.answers else _SILENT
    return _meeting(program.options[name].get(str(answer)), program) if name in program.options else None


def _measured(name: str, answer: object, program: Program) -> Heard | None:
    """What a number says; None when the finding doesn't take it, or isn't there."""
    # By exact type: True is an int to Python, and numpy's floats are floats that overflow and compare in ways of their own.
    if name not in program.scales or (type(answer) is not int and type(answer) is not float):
        return None
    scale = program.scales[name]
    if not scale.low <= answer <= scale.high or (scale.whole and answer != int(answer)):
        return None
    return _meeting(scale.bits(answer), program)


def _meeting(bits: int | None, program: Program) -> Heard | None:
    """What an answer says that meets these bits."""
    if bits is None:
        return None
    return Heard(bits, steps=(program.steps[bits],)) if bits else _SILENT


def ordered(given: Given, program: Program) -> Given:
    """The answers in vocabulary order, a finding's own name before its aliases."""
    return {name: given[name] for name in program.order if name in given}


def _faults(left_out: Collection[str], answers: Mapping[str, object], program: Program) -> tuple[Problem, ...]:
    """What is wrong with the answers left out; None to a finding is no fault, it is not asked."""
    refused = [name for name in left_out if answers[name] is not None or name not in program.entries]
    return faults_of(refused, answers, program.entries)


def answers_in(symptoms: object) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """A copy of the symptoms as a dict, its keys and answers still unchecked."""
    if type(symptoms) is dict:
        return symptoms.copy(), ()
    if isinstance(symptoms, Mapping):
        return _mapped(symptoms)
    # A table can be gone through too, and gives its columns: what can be is not enough.
    if isinstance(symptoms, str | bytes | bytearray) or not isinstance(symptoms, Sequence | AbstractSet | Iterator):
        return {}, (not_symptoms(symptoms),)
    names = list(symptoms)
    wrong = [not_a_name(place, name) for place, name in enumerate(names, start=1) if not isinstance(name, str)]
    return {str.__str__(name): True for name in names if isinstance(name, str)}, tuple(wrong)


def _mapped(symptoms: Mapping[object, object]) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """The answers of a mapping; of one that holds several to a name, only one would come out of it."""
    keys = list(symptoms)
    # What can't be hashed is no name, and no dict would hold it.
    several = any(key.__hash__ is None for key in keys) or len(set(keys)) != len(keys)
    # One layer of a chain hides what the next one says.
    several = several or (isinstance(symptoms, ChainMap) and sum(map(len, symptoms.maps)) > len(keys))
    if several or any(hasattr(type(symptoms), name) for name in _SEVERAL):
        return {}, (not_symptoms(symptoms),)
    return {key: symptoms[key] for key in keys}, ()  # type: ignore[misc]
