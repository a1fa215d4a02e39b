"""
Whether an open critical finding could still raise the outcome, row by row, as expressions over columns.

A finding can when some answer to it, together with other answers or none, makes a rule hold that wouldn't hold without it. A rule
doesn't hold when of each of its branches one mask is unmet. So, of a branch that is to be met, and of masks that stay unmet without the
finding and of which it meets one of that branch: the finding is open, the masks are unmet, and the branch holds with the finding's answer
and all answers to other open findings that leave those masks alone. Where the other answers that meet the branch are fewer than such sets
of masks, they are written down instead. `Interview.can_raise` finds the same for one person by search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import comb, prod
from typing import NamedTuple

from triage.adapters.columns import ALWAYS, NEVER, Expression
from triage.adapters.joining import all_of, any_of, opposite
from triage.adapters.opening import Opening
from triage.adapters.planning import Met, Planner, largest
from triage.adapters.reaching import answered, ways_of
from triage.engine.alarms import Branch, bits_in, united
from triage.engine.program import CompiledRule, Near
from triage.model.outcome import OUTCOMES

__all__ = ["MOST", "Raising"]

# So many sets of unmet masks are written down for a rule; of one with more, rows are left to `evaluate`.
MOST = 2_000


class _Way(NamedTuple):
    """A branch under one reading of the answers, and its masks: of a count, every group of which one must be met."""

    branch: Branch
    met: Met
    masks: tuple[int, ...]


class _Unmet(NamedTuple):
    """Masks of a way, by its place among the rule's, that aren't all met."""

    way: int
    masks: tuple[int, ...]


class _Case(NamedTuple):
    """
    A branch that is to be met, and masks that stay unmet.

    Attributes:
        way: Which branch, by its place among the rule's.
        unmet: Groups of masks of one way, not all of which are met.
        hit: The masks of the branch that the answer meets.
        given: The bits that it sets, where the branch counts any.
        but: The place of the finding, where it has other answers too; else -1.
        helped: The other answers that meet the rest, by the place of their findings, where those are named and not the masks; else None.
    """

    way: int
    unmet: frozenset[_Unmet]
    hit: frozenset[int]
    given: int
    but: int
    helped: frozenset[tuple[int, int]] | None = None


class Raising:
    """
    When open critical findings could raise the outcome.

    Args:
        planner: Of the rule set over the columns of a table.
        opening: When each finding is open.
    """

    def __init__(self, planner: Planner, opening: Opening) -> None:
        self.planner = planner
        self.opening = opening
        self.program = planner.program
        self._alone: dict[int, int] = {}

    def by_rank(self) -> tuple[Mapping[int, Expression], Mapping[int, Expression]]:
        """For each rank, whether an open critical finding could bring it, and the same where only `evaluate` can tell."""
        found: dict[int, list[Expression]] = {}
        unsettled: dict[int, list[Expression]] = {}
        critical = [entry for entry in self.program.asked.values() if entry.finding.critical]
        if self.program.format == 1:
            # There, nothing was asked of whether it could raise anything.
            return {len(OUTCOMES): any_of(self.opening.open(entry.place) for entry in critical)}, {}
        for rule in self.program.rules:
            near = [each for each in self.program.near[rule.place] if each.entry.finding.critical]
            near = [each for each in near if self.opening.open(each.entry.place) != NEVER]
            for rank, doubting in _modes(rule) if near else ():
                mode = _Mode(self, rule, rank, doubting=doubting)
                written = mode.written(near)
                unclear = mode.unclear() if written is not None else ALWAYS
                if unclear != NEVER:
                    could = any_of(self.opening.open(each.entry.place) for each in near)
                    unsettled.setdefault(rank, []).append(all_of([could, unclear]))
                if written is not None:
                    found.setdefault(rank, []).append(written)
        return _joined(found), _joined(unsettled)

    def alone(self, near: Near) -> int:
        """The most urgent rank that an answer to a finding brings by itself."""
        if near.entry.place not in self._alone:
            rules = self.program.reached[near.entry.place]
            ranks = [rule.rank for rule, _ in rules for bits in near.entry.reach if rule.holds(bits)]
            self._alone[near.entry.place] = max(ranks, default=0)
        return self._alone[near.entry.place]


def _modes(rule: CompiledRule) -> Iterator[tuple[int, bool]]:
    """The ranks that a rule may be tipped to, and whether in doubt, where further answers may be unsure too."""
    if rule.rank > rule.doubt_rank:
        yield rule.rank, False
    if rule.doubt_rank:
        yield rule.doubt_rank, True


class _Mode:
    """One rule that may come to hold, for certain or in doubt."""

    def __init__(self, raising: Raising, rule: CompiledRule, rank: int, *, doubting: bool) -> None:
        self.raising, self.rule, self.rank, self.doubting = raising, rule, rank, doubting
        self.ways = [_Way(branch, met, _masks(branch)) for branch, met in ways_of(rule, raising.planner, doubting=doubting)]
        self.near = raising.program.near[rule.place]
        self.answers = {near.entry.place: self._answers(near) for near in self.near}

    def _answers(self, near: Near) -> tuple[int, ...]:
        """What answers to a finding may set; where a doubt counts, an unsure too, which implies less."""
        return tuple(dict.fromkeys((*near.answers, *(near.doubt if self.doubting else ()))))

    def written(self, critical: Iterable[Near]) -> Expression | None:
        """Whether one of these findings could tip the rule; None where that is too long to write down."""
        if any(comb(mask.bit_count(), count - 1) > MOST for way in self.ways for mask, count in way.branch.counts):
            return None
        cases: dict[_Case, list[Expression]] = {}
        for near in critical:
            for case in self._cases(near):
                cases.setdefault(case, []).append(self.raising.opening.open(near.entry.place))
                if len(cases) > MOST:
                    return None
        names = self.raising.planner.names
        return any_of(
            all_of(
                [
                    names.name(f"either_{len(names)}", any_of(openings)),
                    *(self._tipped(case) if case.helped is not None else self._kept(case)),
                ]
            )
            for case, openings in cases.items()
        )

    def unclear(self) -> Expression:
        """Whether a finding is open of which an unsure may stand for several answers, none of which does as little as it."""
        doubts = [(near, largest(near.doubt)) for near in self.near if self.doubting]
        several = [near for near, doubt in doubts if len(doubt) > 1 and any(bits not in near.answers for bits in doubt)]
        return any_of(self.raising.opening.open(near.entry.place) for near in several)

    def _cases(self, near: Near) -> Iterator[_Case]:
        most = self.raising.alone(near)
        for bits in near.reach:
            for place, way in enumerate(self.ways):
                hit = [mask for mask in way.masks if mask & bits]
                left = [mask for mask in way.masks if not mask & bits]
                # What an answer brings by itself counts where it does so.
                if not hit or (left and most >= self.rank):
                    continue
                hits = frozenset(mask for mask in way.branch.masks if mask & bits)
                given = bits if way.branch.counts else 0
                but = near.entry.place if any(answer != bits for answer in self.answers[near.entry.place]) else -1
                unmet = [each for mask in hit for each in self._blocked(place, mask, left)]
                helped = [] if way.branch.counts else self._helped(left, near.entry.place, less_than=len(unmet))
                for with_these in helped:
                    yield _Case(place, frozenset(), hits, given, but, with_these)
                for these in unmet if not helped else ():
                    yield _Case(place, these, hits, given, but)

    def _helped(self, left: Sequence[int], but: int, *, less_than: int) -> list[frozenset[tuple[int, int]]]:
        """Sets of answers that meet what is left of a branch where it isn't met; none where there are too many of them."""
        helping = [
            [None, *((place, answer) for place, answers in self.answers.items() if place != but for answer in answers if answer & mask)]
            for mask in left
        ]
        if prod(map(len, helping)) >= less_than:
            return []
        sets = dict.fromkeys(frozenset(filter(None, chosen)) for chosen in product(*helping))
        return [each for each in sets if len({place for place, _ in each}) == len(each)]

    def _blocked(self, place: int, mask: int, left: Iterable[int]) -> Iterable[frozenset[_Unmet]]:
        """Sets of masks of which one of each branch is unmet, this one among them; branches that the other answers can't touch may lack."""
        pool = 0
        for answers in self.answers.values():
            for answer in answers:
                if not answer & mask and any(answer & other for other in left):
                    pool |= answer
        sets = [frozenset({_Unmet(place, (mask,))})]
        for number, way in enumerate(self.ways):
            touched = [other for other in way.masks if other & pool]
            if number == place or not touched:
                continue
            free = tuple(other for other in way.masks if not other & pool)
            choices = [*([_Unmet(number, free)] if free else []), *(_Unmet(number, (other,)) for other in touched)]
            sets = _fewest(further for unmet in sets for further in self._further(unmet, choices))
            if len(sets) > MOST:
                break
        return sets

    def _further(self, unmet: frozenset[_Unmet], choices: Sequence[_Unmet]) -> Iterator[frozenset[_Unmet]]:
        if any(self._follows(choice, each) for choice in choices for each in unmet):
            # One of those masks is unmet already.
            yield unmet
            return
        for choice in choices:
            yield unmet | {choice}

    def _follows(self, choice: _Unmet, unmet: _Unmet) -> bool:
        """Whether masks aren't all met where others aren't."""
        one, two = self.ways[choice.way].met, self.ways[unmet.way].met
        if len(unmet.masks) > 1:
            return False
        (mask,) = unmet.masks
        inside = (other for other in choice.masks if not other & ~mask)
        return any(choice.way == unmet.way or all(one(bit) == two(bit) for bit in bits_in(other)) for other in inside)

    def _tipped(self, case: _Case) -> Iterator[Expression]:
        """Whether the rule holds with the answer and the named others, and doesn't with those alone."""
        opening, planner, branch = self.raising.opening, self.raising.planner, self.ways[case.way].branch
        assert case.helped is not None
        helped = united(answer for _, answer in case.helped)
        yield from (opening.open(place) for place, _ in sorted(case.helped))
        left = [mask for mask in branch.masks if mask not in case.hit and not mask & helped]
        yield from (planner.met_any(mask, self.ways[case.way].met) for mask in left)
        for number, way in enumerate(self.ways):
            if number == case.way or any(mask & helped for mask in way.masks):
                yield opposite(planner.branch(way.branch, _beside(helped, way.met)))

    def _kept(self, case: _Case) -> Iterator[Expression]:
        """Whether the masks are unmet, and the branch holds with the answer and with others that leave them alone."""
        planner = self.raising.planner
        for number, masks in sorted(case.unmet):
            yield opposite(all_of(planner.met_any(mask, self.ways[number].met) for mask in masks))

        way = self.ways[case.way]
        barred = 0
        for unmet in case.unmet:
            barred |= united(unmet.masks)
        free = {place: [answer for answer in answers if not answer & barred] for place, answers in self.answers.items()}
        near = [(place, answers) for place, answers in free.items() if place != case.but]
        branch = Branch(tuple(mask for mask in way.branch.masks if mask not in case.hit), way.branch.counts)
        ways = answered(branch, _beside(case.given, way.met), near, self.raising.opening)
        yield any_of(planner.branch(branch, each) for each in ways)


def _beside(bits: int, met: Met) -> Met:
    """When each bit is met, where these are."""
    return lambda number: ALWAYS if bits >> number & 1 else met(number)


def _fewest(sets: Iterable[frozenset[_Unmet]]) -> list[frozenset[_Unmet]]:
    """Without those that ask for all that another one does, and more."""
    distinct = sorted(dict.fromkeys(sets), key=len)
    found: list[frozenset[_Unmet]] = []
    for each in distinct:
        if not any(other <= each for other in found):
            found.append(each)
    return found


def _masks(branch: Branch) -> tuple[int, ...]:
    found = list(branch.masks)
    for mask, count in branch.counts:
        bits = [1 << number for number in bits_in(mask)]
        if comb(len(bits), count - 1) <= MOST:
            found += map(sum, combinations(bits, len(bits) - count + 1))
    return tuple(found)


def _joined(found: Mapping[int, list[Expression]]) -> dict[int, Expression]:
    return {rank: any_of(found[rank]) for rank in sorted(found, reverse=True)}
