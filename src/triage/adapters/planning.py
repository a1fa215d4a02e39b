"""From a compiled rule set to its plan: notes what each cell says of each bit, then writes the rules over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple, TypeAlias

from triage.adapters.columns import NEVER, Cell, Expression, Kind, Plan, Says, Spans, finding_of
from triage.adapters.joining import Names, all_of, any_of, counted
from triage.engine.alarms import Branch, bits_in, united
from triage.engine.compiler import program_of
from triage.engine.program import CompiledRule, Entry
from triage.engine.scales import Scale
from triage.model.findings import UNSURE
from triage.model.ruleset import RuleSet

__all__ = ["Ambiguous", "Met", "Planner", "branch_bits", "largest"]

# When a bit is met, by its number.
Met: TypeAlias = Callable[[int], Expression]


class Ambiguous(NamedTuple):
    """A cell that is unsure between several answers."""

    place: int
    says: Says
    answers: tuple[int, ...]


class Planner:
    """Notes what each cell says of each bit, then writes the rules over them."""

    def __init__(self, rules: RuleSet, columns: Mapping[str, Kind]) -> None:
        self.rules = rules
        self.program = program_of(rules)
        self.columns = columns
        self.yes: dict[int, list[Expression]] = {}
        # What an unsure sets where it stands for one answer; and by itself, where an option of that name is one of several answers.
        self.perhaps: dict[int, list[Expression]] = {}
        self.own: dict[int, list[tuple[int, Expression]]] = {}
        self.doubts: list[Ambiguous] = []
        self.names = Names()
        self.cells = tuple(self._cell(column, kind) for column, kind in columns.items())

    def plan(self) -> Plan:
        rules = self.program.rules
        sure = tuple(any_of(self.branch(branch, self.met) for branch in rule.branches) for rule in rules)
        doubt = tuple(self._in_doubt(rule) for rule in rules)
        refs = tuple(rule.ref or rule.id for rule in self.rules.decisions.rules)
        return Plan(
            self.cells,
            self.columns,
            self.names.steps(),
            sure,
            doubt,
            tuple((rule.rank, rule.doubt_rank) for rule in rules),
            refs,
        )

    def _cell(self, column: str, kind: Kind) -> Cell:
        name = finding_of(column, self.rules)
        assert name is not None
        entry = self.program.entries[name]
        if column != name:
            if kind in ("boolean", "null"):
                self._unsure(name, entry, Says(column, ("yes",)))
            return Cell(column, name, kind, number=name if name in self.columns else "", unusable=kind not in ("boolean", "null"))
        if kind == "null":
            return Cell(column, name, kind)
        if entry.scale is not None:
            if kind == "number":
                self._numbers(column, entry.scale)
            return Cell(column, name, kind, scale=entry.scale if kind == "number" else None, unusable=kind != "number")
        if entry.bit:
            return self._flag(column, entry, kind)
        return self._choice(column, entry, kind)

    def _flag(self, column: str, entry: Entry, kind: Kind) -> Cell:
        if kind not in ("boolean", "text"):
            return Cell(column, column, kind, unusable=True)
        self._sets(entry.sets["yes"], Says(column, ("yes",)))
        if kind == "boolean":
            return Cell(column, column, kind)
        self._unsure(column, entry, Says(column, (UNSURE,)))
        return Cell(column, column, kind, words=("yes", "no", UNSURE))

    def _choice(self, column: str, entry: Entry, kind: Kind) -> Cell:
        if kind != "text":
            return Cell(column, column, kind, unusable=True)
        doubtful = column in self.program.unsurable
        by_bit: dict[int, list[str]] = {}
        for option, bits in entry.sets.items():
            for number in bits_in(bits) if not (doubtful and option == UNSURE) else ():
                by_bit.setdefault(number, []).append(option)
        for number, options in by_bit.items():
            self.yes.setdefault(number, []).append(Says(column, tuple(options)))
        if doubtful:
            self._unsure(column, entry, Says(column, (UNSURE,)))
        words = (*entry.sets, *((UNSURE,) if doubtful and UNSURE not in entry.sets else ()))
        return Cell(column, column, kind, words=words)

    def _numbers(self, column: str, scale: Scale) -> None:
        """What numbers say: each bit over the runs of pieces of the scale that set it."""
        ends = [(scale.low, True), *((cut, inside) for cut in scale.cuts for inside in (True, False)), (scale.high, True)]
        for number in bits_in(united(scale.sets)):
            pieces = [place for place, bits in enumerate(scale.sets) if bits >> number & 1]
            for first in (place for place in pieces if place - 1 not in pieces):
                last = next(place for place in pieces if place >= first and place + 1 not in pieces)
                # Piece 2n + 1 is the cut n itself; the even ones lie between two cuts.
                low, has_low = ends[0] if first == 0 else (scale.cuts[(first - 1) // 2], first % 2 == 1)
                high, has_high = ends[-1] if last == len(scale.sets) - 1 else (scale.cuts[last // 2], last % 2 == 1)
                self.yes.setdefault(number, []).append(Spans(column, low, has_low, high, has_high))

    def _unsure(self, name: str, entry: Entry, says: Says) -> None:
        doubt = self.program.unsure[name]
        if doubt.step is not None:
            self._sets(doubt.own, says)
            for number in bits_in(doubt.step.bits):
                self.perhaps.setdefault(number, []).append(says)
            return
        for number in bits_in(doubt.own):
            self.own.setdefault(number, []).append((entry.place, says))
        if doubt.answers:
            self.doubts.append(Ambiguous(entry.place, says, doubt.answers))

    def _sets(self, bits: int, says: Expression) -> None:
        for number in bits_in(bits):
            self.yes.setdefault(number, []).append(says)

    @property
    def reached_in_doubt(self) -> int:
        """The bits that an unsure may stand for."""
        answers = [answer for doubt in self.doubts for answer in doubt.answers]
        return united([*answers, *(1 << number for number in self.perhaps)])

    def met(self, number: int) -> Expression:
        """Whether a bit is met for sure."""
        return self.names.name(f"met_{number}", any_of([*self.yes.get(number, ()), *(says for _, says in self.own.get(number, ()))]))

    def perhaps_met(self, number: int, but: frozenset[int]) -> list[Expression]:
        """When a bit may be met, without what these doubts set by themselves."""
        own = [says for place, says in self.own.get(number, ()) if place not in but]
        perhaps = self.perhaps.get(number, [])
        if len(own) == len(self.own.get(number, ())):
            sure = self.met(number)
            return [self.names.name(f"perhaps_{number}", any_of([sure, *perhaps]))] if perhaps else [sure]
        return [*self.yes.get(number, ()), *own, *perhaps]

    def _in_doubt(self, rule: CompiledRule) -> Expression:
        if not rule.doubt_rank or not rule.bits & self.reached_in_doubt:
            return NEVER
        return any_of(self.branch(branch, met) for branch in rule.branches for met in self.readings(branch))

    def readings(self, branch: Branch) -> Iterator[Met]:
        """When each bit of a branch is met, under every way of reading the doubts it can see: of each, one answer."""
        wanted = branch_bits(branch)
        near = [(doubt, largest(answer & wanted for answer in doubt.answers)) for doubt in self.doubts]
        near = [(doubt, answers) for doubt, answers in near if answers]
        but = frozenset(doubt.place for doubt, _ in near)
        for chosen in product(*(answers for _, answers in near)):
            taken = list(zip((doubt for doubt, _ in near), chosen, strict=True))

            def met(number: int, taken: list[tuple[Ambiguous, int]] = taken) -> Expression:
                return any_of([*self.perhaps_met(number, but), *(doubt.says for doubt, answer in taken if answer >> number & 1)])

            yield met

    def branch(self, branch: Branch, met: Met) -> Expression:
        """Whether a branch holds, given when each of its bits is met."""
        masks = [self.met_any(mask, met) for mask in branch.masks]
        counts = [counted(count, [met(number) for number in bits_in(mask)]) for mask, count in branch.counts]
        return all_of([*masks, *counts])

    def met_any(self, mask: int, met: Met) -> Expression:
        """Whether a bit of a mask is met; rules share many."""
        return self.names.name(f"either_{len(self.names)}", any_of(met(number) for number in bits_in(mask)))


def branch_bits(branch: Branch) -> int:
    """Every bit that a branch reads."""
    return united([*branch.masks, *(mask for mask, _ in branch.counts)])


def largest(answers: Iterable[int]) -> list[int]:
    """Without answers that set nothing here, or nothing that another one doesn't."""
    distinct = [bits for bits in dict.fromkeys(answers) if bits]
    return [bits for bits in distinct if not any(bits | other == other != bits for other in distinct)]
