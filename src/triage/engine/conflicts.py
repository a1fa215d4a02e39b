"""Answers that contradict one another. The more serious one counts; nobody is left to guess which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from triage.engine.alarms import bits_in
from triage.engine.answers import Reading
from triage.engine.evaluate import Said, said_by, said_of
from triage.engine.program import Program
from triage.engine.relevance import Relevance

__all__ = ["Conflict", "conflicts"]


@frozen
class Conflict:
    """
    Two answers that can't both be right; the more serious one counted.

    Attributes:
        finding: The key whose answer was overruled, is too large beside the other, or is one to a closed question.
        against: The keys whose answers say otherwise.
    """

    finding: str
    against: tuple[str, ...]


def conflicts(reading: Reading, relevance: Relevance) -> tuple[Conflict, ...]:
    """
    Every answer that doesn't fit the others, in vocabulary order.

    That is an answer which another one overrules, a "none of these" beside what it denies, a number above one that it can't exceed, and an
    answer that raises something to a question which the others close.
    """
    program = relevance.program
    saying, said = said_of(reading, program), said_by(reading).bits
    found = [
        Conflict(name, against) for name in _denials(said, reading, program) if (against := _overruling(name, saying, reading, program))
    ]
    given = reading.given
    for lower, upper in program.not_above:
        if lower in given and upper in given and _exceeds(given[lower], given[upper]):
            found.append(Conflict(lower, (upper,)))
    return tuple(sorted([*found, *_closed(saying, reading, relevance)], key=lambda each: program.order[each.finding]))


def _denials(said: int, reading: Reading, program: Program) -> Iterator[str]:
    """The keys of answers that say no, or aren't sure, where something may say yes; nearly all answers are no, and few of them are here."""
    for number in bits_in(said & program.flag_bits):
        finding = program.entries[program.leaves[number].finding].finding
        for name in (finding.name, *finding.aliases):
            if reading.given.get(name, True) is not True:
                yield name
    yield from (name for name, option in program.denying if reading.given.get(name) == option)


def _exceeds(lower: object, upper: object) -> bool:
    """Whether the first number is above the second; one who isn't sure contradicts nobody."""
    return not isinstance(lower, str) and not isinstance(upper, str) and lower > upper  # type: ignore[operator]


def _overruling(name: str, saying: Mapping[str, Said], reading: Reading, program: Program) -> tuple[str, ...]:
    """The keys that outrank a no or an unsure: any that makes it a yes, and its other names when they say more."""
    entry, answer = program.entries[name], reading.given[name]
    if not entry.bit:
        denied = 0
        for bits in entry.reach:
            denied |= bits
        return tuple(key for key, each in saying.items() if each.yes & denied & program.flag_bits)
    return tuple(
        key
        for key, each in saying.items()
        if (answer is False and each.bits & entry.bit) or (each.yes & entry.bit and program.entries[key] is entry)
    )


def _closed(saying: Mapping[str, Said], reading: Reading, relevance: Relevance) -> Iterator[Conflict]:
    """Answers that raise something to questions that aren't asked of this person, against the answers that close them."""
    program = relevance.program
    for name, said in saying.items():
        entry = program.entries[name]
        # Every flag has a bit; it raises something where a rule reads it, or one that it implies.
        if relevance.is_closed(entry) and any(program.touching[number] for number in bits_in(said.bits)):
            yield Conflict(name, tuple(key for key in program.deciding[entry.place] if key in reading.given))
