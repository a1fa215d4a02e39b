"""Which answers tip a rule: make it fire, together with others or alone, where it wouldn't without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeAlias

from triage.engine.alarms import Branch
from triage.engine.program import CompiledRule, Near

__all__ = ["Hope", "reachable", "tips"]


# The bits that are present, and the findings that may still be answered.
_Tried: TypeAlias = tuple[int, int]


class Hope(NamedTuple):
    """
    A rule that isn't met yet, with the outcome that meeting it would bring.

    Attributes:
        rank: Of that outcome.
        start: The bits to start from: the answers so far, read in one way.
        ways: The bits of every way of reading them, this one included.
        rule: The rule.
        doubting: Whether it is enough to meet the rule in doubt.
    """

    rank: int
    start: int
    ways: tuple[int, ...]
    rule: CompiledRule
    doubting: bool = False


def reachable(branch: Branch, present: int, choices: Sequence[Near], *, failed: set[_Tried] | None = None) -> bool:
    """Whether one answer to each of these findings can meet the rest of a branch; what was tried in vain is noted, and not tried again."""
    wanted = _unmet(branch, present)
    if wanted is None:
        return True
    failed = set() if failed is None else failed
    tried = (present, _places(choices))
    if tried in failed:
        return False
    for near in choices:
        rest = [other for other in choices if other is not near]
        if any(bits & wanted and reachable(branch, present | bits, rest, failed=failed) for bits in near.reach):
            return True
    failed.add(tried)
    return False


def _places(findings: Iterable[Near]) -> int:
    """Which findings these are, as bits."""
    return reduce(or_, (1 << near.entry.place for near in findings), 0)


def tips(near: Near, hope: Hope, others: Sequence[Near], *, limit: int, any_will_do: bool = False) -> int | None:
    """
    The fewest answers, this one included and at most the limit, with which this one tips the rule; None when it never does.

    Where any will do, the limit must be so high that it stops nothing, and the number is that of the first way found.
    """
    if limit < 1:
        return None
    fewest: int | None = None
    rest = [other for other in others if other is not near]
    most = reduce(or_, (bits for other in rest for bits in other.reach), hope.start)
    # Where an answer makes the difference, so does one that outdoes it.
    for bits in near.reach:
        for branch in hope.rule.branches:
            if _unmet(branch, most | bits) is not None:
                continue
            found = _Search(branch, hope, bits, any_will_do=any_will_do).fewest(rest, limit - 1, hope.start, hope.ways)
            if found is not None:
                fewest, limit = found + 1, found
                if any_will_do:
                    return fewest
    return fewest


def _unmet(branch: Branch, present: int) -> int | None:
    """The bits of the first mask of a branch that isn't met, without those already present; None when all are met."""
    for mask in branch.masks:
        if not present & mask:
            return mask
    for mask, count in branch.counts:
        if (present & mask).bit_count() < count:
            return mask & ~present
    return None


def _helps(branch: Branch, bits: int, present: int) -> bool:
    """Whether these bits meet a mask of a branch that isn't met yet, or are some of those that a count still wants."""
    for mask in branch.masks:
        if bits & mask and not present & mask:
            return True
    return any(bits & mask & ~present and (present & mask).bit_count() < count for mask, count in branch.counts)


def _covering(wanted: int, others: Sequence[Near], *, doubting: bool) -> Iterator[tuple[Near, int, tuple[int, ...]]]:
    """Each answer that sets one of the wanted bits: whose, those bits, and all that it may stand for."""
    for near in others:
        for bits in near.answers:
            if bits & wanted:
                yield near, bits, (bits,)
        for bits in near.doubt if doubting else ():
            if bits & wanted and (bits,) != near.answers:
                yield near, bits, near.doubt


class _Search:
    """
    The fewest further answers with which the tipping one meets a branch of a rule that they don't meet without it.

    Args:
        branch: The branch to be met.
        hope: Its rule.
        tipping: The bits of the answer that must make the difference.
        any_will_do: Whether the first way found is enough.
    """

    def __init__(self, branch: Branch, hope: Hope, tipping: int, *, any_will_do: bool) -> None:
        self.branch = branch
        self.hope = hope
        self.tipping = tipping
        self.any_will_do = any_will_do
        # In whatever order the same findings were answered, what is left to do is the same; by how many answers were allowed, and needed.
        self._known: dict[tuple[int, tuple[int, ...], int], tuple[int, int | None]] = {}

    def fewest(self, others: Sequence[Near], limit: int, target: int, ways: Sequence[int]) -> int | None:
        """
        How many answers are needed; None when it can't be done, or not within the limit.

        Args:
            others: Findings that may still be answered.
            limit: How many of them at most.
            target: The bits known so far, and of the answers chosen, in the reading that is to meet the branch.
            ways: The bits of every reading of them.
        """
        if not _helps(self.branch, self.tipping, target):
            return None
        wanted = _unmet(self.branch, target | self.tipping)
        if wanted is None:
            return None if any(map(self.hope.rule.holds, ways)) else 0
        if limit < 1:
            return None
        state = (target, tuple(ways), _places(others))
        allowed, known = self._known.get(state, (0, None))
        if known is not None:
            return known if known <= limit else None
        if limit > allowed:
            known = self._searched(wanted, others, limit, target, ways)
            self._known[state] = (limit, known)
        return known

    def _searched(self, wanted: int, others: Sequence[Near], limit: int, target: int, ways: Sequence[int]) -> int | None:
        fewest: int | None = None
        for near, bits, meanings in _covering(wanted, others, doubting=self.hope.doubting):
            rest = [other for other in others if other is not near]
            further = list(dict.fromkeys(way | meaning for way in ways for meaning in meanings))
            found = self.fewest(rest, limit - 1, target | bits, further)
            if found is not None:
                fewest, limit = found + 1, found
                if limit < 1 or self.any_will_do:
                    break
        return fewest
