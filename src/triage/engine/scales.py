"""A quantity's numbers, cut at its bounds: what each does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import pairwise
from math import inf, nextafter
from typing import NamedTuple

from triage.engine.alarms import united
from triage.model.conditions import Bound
from triage.model.findings import Finding

__all__ = ["Scale"]


class Scale(NamedTuple):
    """
    A quantity's numbers, cut at its bounds: what each does.

    ``sets`` has the bits that a number below the first cut sets, on it, between it and the second, and so on.
    """

    low: int | float
    high: int | float
    whole: bool
    cuts: tuple[int | float, ...]
    sets: tuple[int, ...]

    @classmethod
    def of(cls, finding: Finding, met: Mapping[Bound, int]) -> Scale:
        """The scale of a quantity on which each bound sets some bits."""
        cuts = tuple(sorted({bound.value for bound in met}))
        low, high = finding.limits
        between = [(left + right) / 2 for left, right in pairwise((min([low, *cuts]) - 1, *cuts, max([high, *cuts]) + 1))]
        # One number below each cut and one on it, and a last one above them all.
        tried = [number for pair in zip(between, (*cuts, high), strict=True) for number in pair][: 2 * len(cuts) + 1]
        sets = tuple(united(bits for bound, bits in met.items() if bound.met_by(number)) for number in tried)
        return cls(low, high, finding.whole, cuts, sets)

    @property
    def calm(self) -> tuple[int | float, int | float, tuple[type, ...]]:
        """The ends of the numbers that raise nothing, and the types that need no closer look."""
        near = (beside for cut in self.cuts for beside in (nextafter(cut, -inf), cut, nextafter(cut, inf)))
        quiet = [number for number in (self.low, *near, self.high) if self.low <= number <= self.high and not self.bits(number)]
        return min(quiet), max(quiet), (int,) if self.whole else (int, float)

    @property
    def answers(self) -> tuple[int, ...]:
        """The bits that each number sets which somebody can give."""
        beside = (lambda cut: (cut - 1, cut, cut + 1)) if self.whole else (lambda cut: (nextafter(cut, -inf), cut, nextafter(cut, inf)))
        near = [number for cut in self.cuts for number in beside(cut)]
        possible = [number for number in (self.low, *near, self.high) if self.low <= number <= self.high]
        return tuple(dict.fromkeys(self.bits(number) for number in possible if not self.whole or number == int(number)))

    def bits(self, number: int | float) -> int:
        """The bits that a number within the range sets."""
        return self.sets[bisect_left(self.cuts, number) + bisect_right(self.cuts, number)]
