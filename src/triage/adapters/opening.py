"""Which questions are open, row by row, as expressions over columns: `triage.engine.relevance` says the same of one person."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from triage.adapters.columns import NEVER, Cell, Expression, Given, Says, Spans, Spoilt
from triage.adapters.joining import all_of, any_of, counted, opposite
from triage.adapters.planning import Planner
from triage.engine.gates import Gate
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Condition, Defined
from triage.model.findings import UNSURE
from triage.model.vocabulary import Vocabulary

__all__ = ["Opening"]


class Opening:
    """
    When each finding is open: asked of the person, not answered, not known by implication, and not closed.

    Args:
        planner: Of the rule set over the columns of a table.
    """

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.program = planner.program
        self.vocabulary = Vocabulary.of(planner.rules.decisions)
        self._asked = {entry.place: entry for entry in self.program.asked.values()}
        self._cells: dict[int, list[Cell]] = {}
        for cell in planner.cells:
            self._cells.setdefault(self.program.entries[cell.finding].place, []).append(cell)
        self._known: dict[tuple[int, int], Expression] = {}

    def open(self, place: int) -> Expression:
        """Whether the finding at this place is open."""
        return self._open(place, len(self._circles.get(place, ())))

    def _open(self, place: int, rounds: int) -> Expression:
        """The same; of findings that open each other, after so many rounds in which one opened the next."""
        if place not in self._asked or (place in self._circles and not rounds):
            return NEVER
        if (place, rounds) not in self._known:
            entry = self._asked[place]
            parts = [opposite(self._given(place))]
            if entry.bit:
                parts.append(opposite(self.planner.met(entry.bit.bit_length() - 1)))
            if entry.finding.asked_if is not None:
                gates: dict[Condition, Expression] = {gate.leaf: self._possible(gate, place, rounds) for gate in entry.gates}
                parts.append(self._asking(entry.finding.asked_if, gates))
            self._known[place, rounds] = self.planner.names.name(f"open_{place}_{rounds}", all_of(parts))
        return self._known[place, rounds]

    def _given(self, place: int) -> Expression:
        return any_of(self._answers(cell) for cell in self._cells.get(place, ()))

    @staticmethod
    def _answers(cell: Cell) -> Expression:
        """Whether a cell is an answer."""
        if cell.unusable or cell.kind == "null":
            return NEVER
        if cell.column != cell.finding:
            return Says(cell.column, ("yes",))
        return Says(cell.column, cell.words) if cell.words else Given(cell.column)

    def _asking(self, condition: Condition, gates: dict[Condition, Expression]) -> Expression:
        match condition:
            case Defined(name):
                return self._asking(self.vocabulary.definitions[name], gates)
            case All(members):
                return all_of([self._asking(member, gates) for member in members])
            case Any(members):
                return any_of([self._asking(member, gates) for member in members])
            case AtLeast(count, members):
                return counted(count, [self._asking(member, gates) for member in members])
        return gates[condition]

    def _possible(self, gate: Gate, place: int, rounds: int) -> Expression:
        """Whether a leaf holds as things stand, or may be met by an answer to an open finding."""
        circle = self._circles.get(place, frozenset())
        openers = [self._open(other, rounds - 1 if other in circle else len(self._circles.get(other, ()))) for other in self._openers(gate)]
        denied = self._given(gate.place) if self.program.implying.get(gate.flag) else NEVER
        return any_of([self._holding(gate), all_of([opposite(denied), any_of(openers)])])

    def _openers(self, gate: Gate) -> Iterable[int]:
        return dict.fromkeys((gate.place, *self.program.implying.get(gate.flag, ())))

    def _holding(self, gate: Gate) -> Expression:
        """Whether a leaf holds as things stand; what is unsure, refused or implausible counts as met."""
        cells = self._cells.get(gate.place, ())
        parts: list[Expression] = [Spoilt(cell.column) for cell in cells if cell.refuses]
        if gate.flag:
            number = gate.flag.bit_length() - 1
            doubts = [doubt.says for doubt in self.planner.doubts for answer in doubt.answers if answer >> number & 1]
            parts += [*self.planner.perhaps_met(number, frozenset()), *doubts]
        else:
            parts += [said for cell in cells for said in self._said(gate, cell)]
        return self.planner.names.name(f"gate_{gate.bit.bit_length() - 1}", any_of(parts))

    def _said(self, gate: Gate, cell: Cell) -> Iterable[Expression]:
        """When a number, an option or an unsure meets a leaf."""
        finding, leaf = self.vocabulary.findings[gate.name], gate.leaf
        if cell.column != cell.finding:
            yield self._answers(cell)
        elif isinstance(leaf, Chosen):
            met = [word for word in cell.words if word == UNSURE or finding.leaf_met(leaf, word)]
            yield Says(cell.column, tuple(met)) if met else NEVER
        elif isinstance(leaf, Bound) and cell.scale is not None:
            low, high = finding.limits
            lower = leaf.operator.is_lower
            within = leaf.value, leaf.operator.is_inclusive
            yield Spans(cell.column, *within, high, True) if lower else Spans(cell.column, low, True, *within)
            if finding.plausible is not None:
                yield Spans(cell.column, low, True, finding.plausible[0], False)
                yield Spans(cell.column, finding.plausible[1], False, high, True)

    @cached_property
    def _circles(self) -> dict[int, frozenset[int]]:
        """The findings that open each other in a circle, by place; hardly any do."""
        near = {
            place: {other for gate in entry.gates for other in self._openers(gate) if other in self._asked}
            for place, entry in self._asked.items()
        }
        reach = {place: _reachable(place, near) for place in near}
        return {place: frozenset(other for other in reach[place] if place in reach[other]) for place in near if place in reach[place]}


def _reachable(place: int, near: dict[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [place]
    while waiting:
        for other in near[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found
