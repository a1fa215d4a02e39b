"""Answers that contradict one another. The more serious one counts; nobody is left to guess which."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from triage.engine.answers import Reading, ordered
from triage.engine.evaluate import answered
from triage.engine.program import Program

__all__ = ["Conflict", "conflicts"]


@frozen
class Conflict:
    """
    Two answers that can't both be right; the more serious one counted.

    Attributes:
        finding: The key whose answer was overruled, or that is too large beside the other.
        against: The keys whose answers say otherwise.
    """

    finding: str
    against: tuple[str, ...]


def conflicts(reading: Reading, program: Program) -> tuple[Conflict, ...]:
    """Every answer that another one overrules, in vocabulary order, and every number that another one forbids."""
    given = dict(ordered(reading.given, program))
    bits = {name: next(iter(answered({name: answer}, program).values())) for name, answer in given.items()}
    saying = {name: (yes, unsure) for name, (yes, unsure) in bits.items() if yes | unsure}
    found = [Conflict(name, against) for name, answer in given.items() if (against := _overruling(name, answer, saying, program))]
    values = {program.entries[name].finding.name: (name, answer) for name, answer in given.items()}
    for lower, upper in program.not_above:
        if lower in values and upper in values and values[lower][1] > values[upper][1]:  # type: ignore[operator]
            found.append(Conflict(values[lower][0], (values[upper][0],)))
    return tuple(found)


def _overruling(name: str, answer: object, saying: Mapping[str, tuple[int, int]], program: Program) -> tuple[str, ...]:
    """The keys that outrank a flag's answer: any that makes its no a yes, and its other names when they say more."""
    entry = program.entries[name]
    if not entry.bit or answer is True:
        return ()
    return tuple(
        key
        for key, (yes, unsure) in saying.items()
        if (answer is False and (yes | unsure) & entry.bit) or (yes & entry.bit and program.entries[key] is entry)
    )
