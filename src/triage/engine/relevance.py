"""
Which questions are relevant to a person: what would be put to them, given what they have answered.

A question with an `asked_if` is closed once that can't hold any more. In it an answer counts as it is, and whatever is open, unsure,
refused or implausible counts as met: what isn't known for certain closes nothing. Relevance steers what is asked and changes no outcome.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from triage.engine.alarms import united
from triage.engine.answers import Reading
from triage.engine.evaluate import said_by
from triage.engine.gates import Gate
from triage.engine.program import Entry, Program

__all__ = ["Relevance", "implausible"]


class Relevance:
    """
    What is open for one person.

    Args:
        program: The rules.
        reading: The answers so far.
        passed: Names of findings that the person was shown and left without an answer.
    """

    def __init__(self, program: Program, reading: Reading, passed: Collection[str] = ()) -> None:
        self.program = program
        given = reading.given
        if not program.aliases.isdisjoint(given):
            given = {program.entries[name].finding.name: answer for name, answer in given.items()}
        self._given = given
        self._vague = {program.entries[each.where].finding.name for each in reading.problems if each.where in program.entries}
        self._vague |= {program.entries[name].finding.name for name in implausible(reading, program)}
        self.perhaps = said_by(reading).bits
        self._holding = program.gates.holding(given, self._vague, self.perhaps)
        self._denied = program.gates.denied(given)
        self.open = self._opened(reading.yes)
        self._passed = [place for place in self.open if program.places[place].finding.name in passed]

    def _opened(self, yes: int) -> frozenset[int]:
        """The places of the findings that are open: not answered, not known by implication, and not closed."""
        given = self._given
        waiting = [entry for name, entry in self.program.asked.items() if name not in given and not entry.bit & yes]
        found = {entry.place for entry in waiting if entry.asked_if is None}
        # One finding opens the next, so once more until nothing opens: rarely more than twice.
        gated = [(entry.place, entry.asked_if) for entry in waiting if entry.asked_if is not None]
        met = self._perhaps_met(found)
        while opening := [place for place, asked_if in gated if asked_if(met)]:
            found.update(opening)
            before, met = met, met | self._perhaps_met(opening)
            if met == before:
                break
            gated = [each for each in gated if each[0] not in found]
        return frozenset(found)

    def _perhaps_met(self, possible: Iterable[int]) -> int:
        """The bits of the gates that hold as things stand, or may be met by an answer to one of these findings."""
        opening = self.program.gates.opening
        return self._holding | united(opening[place] for place in possible if place in opening) & ~self._denied

    def is_due(self, entry: Entry) -> bool:
        """Whether it is known that a finding is to be asked: its condition holds already, or rests on what was passed or is unsure."""
        return entry.asked_if is None or entry.asked_if(self._surely)

    def is_closed(self, entry: Entry) -> bool:
        """Whether a finding, answered or not, isn't to be asked of this person."""
        return entry.asked_if is not None and not entry.asked_if(self._possibly)

    @cached_property
    def _surely(self) -> int:
        return self._perhaps_met(self._passed)

    @cached_property
    def _possibly(self) -> int:
        return self._perhaps_met(self.open)

    def gates(self, entry: Entry) -> list[Entry]:
        """The open findings whose answers decide whether this one is asked, those that they wait for themselves first."""
        found: list[Entry] = []
        self._collect(entry, found, {entry.place})
        return found

    def _collect(self, entry: Entry, found: list[Entry], seen: set[int]) -> None:
        if self.is_due(entry):
            return
        for gate in entry.gates:
            for place in self._finding_out(gate):
                if place in self.open and place not in seen:
                    seen.add(place)
                    self._collect(self.program.places[place], found, seen)
                    found.append(self.program.places[place])

    def _finding_out(self, gate: Gate) -> tuple[int, ...]:
        """The places of the findings that tell whether a leaf holds: its own, or what implies one that isn't asked and isn't known."""
        if gate.place in self.open:
            return (gate.place,)
        known = gate.name in self._given or gate.name in self._vague or gate.flag & self.perhaps
        return () if known else self.program.implying.get(gate.flag, ())


def implausible(reading: Reading, program: Program) -> tuple[str, ...]:
    """The keys of the quantities whose value is possible but unlikely."""
    found = []
    for name, (low, high) in program.plausible.items():
        answer = reading.given.get(name)
        if isinstance(answer, int | float) and not low <= answer <= high:
            found.append(name)
    return tuple(found)
