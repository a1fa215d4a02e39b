"""
The compiled form of a rule set.

Every leaf of the rules is one bit. What is known about a person is a whole number, the bits that are met, and a
rule is a handful of masks over it: an `any` of leaves is met when mask and number share a bit, an `all` when each of its masks
is. Rules are filed under the leaves that can tip them, so that an answer looks only at the rules it can matter to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from math import inf, nextafter
from typing import NamedTuple

from triage.engine.alarms import Branch, Step, Worked, holds
from triage.model.conditions import Leaf
from triage.model.findings import Finding

__all__ = ["CompiledRule", "Entry", "Program", "Scale"]


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

    @property
    def calm(self) -> tuple[int | float, int | float, tuple[type, ...]]:
        """The ends of the numbers that raise nothing, and the types that need no closer look."""
        near = (beside for cut in self.cuts for beside in (nextafter(cut, -inf), cut, nextafter(cut, inf)))
        quiet = [number for number in (self.low, *near, self.high) if self.low <= number <= self.high and not self.bits(number)]
        return min(quiet), max(quiet), (int,) if self.whole else (int, float)

    def bits(self, number: int | float) -> int:
        """The bits that a number within the range sets."""
        return self.sets[bisect_left(self.cuts, number) + bisect_right(self.cuts, number)]


class CompiledRule(NamedTuple):
    """A rule as masks: it holds when one of its branches does."""

    place: int
    rank: int
    doubt_rank: int
    branches: tuple[Branch, ...]
    bits: int

    def holds(self, present: int) -> bool:
        """Whether the rule's condition is met by these bits."""
        # A loop, for the proofs ask this a hundred thousand times.
        for branch in self.branches:  # noqa: SIM110
            if holds(branch, present):
                return True
        return False


class Entry(NamedTuple):
    """
    One finding as the engine reads it.

    Attributes:
        finding: The finding, for its kind, range and name.
        place: Its place in the vocabulary.
        bit: A flag's own bit; 0 for others.
        sets: The bits that an answer sets, by option; for a flag under `yes` and `unsure`.
        scale: What a quantity's numbers set; None for others.
        reach: The bits of each answer that no other answer of this finding outdoes.
    """

    finding: Finding
    place: int
    bit: int
    sets: Mapping[str, int]
    scale: Scale | None
    reach: tuple[int, ...]


class Program(NamedTuple):
    """
    A rule set, compiled. Nothing in it changes its meaning, so any number of threads may share one.

    Attributes:
        entries: By every name that symptoms may use, aliases included.
        flags: Every name that a flag may be given under.
        yes: What a flag's yes does, by every name it may be given under.
        unsure: The same for unsure.
        steps: What the numbers and options do that set some bits.
        scales: What a quantity's numbers set, by its name.
        options: The bits that each option of a choice sets, by its name.
        calm: The numbers that raise nothing, both ends included, and the types they may be of, by a quantity's name.
        asked: Every finding that may be asked of the person, in vocabulary order.
        near: Those of them that can help a rule to hold, by its place.
        rules: In rule order.
        leaves: The leaf that each bit stands for, by bit number.
        touching: The rules that read it, by bit number.
        not_above: Pairs of quantities of which the first can't exceed the second.
    """

    entries: Mapping[str, Entry]
    flags: frozenset[str]
    yes: Worked[str, Step]
    unsure: Worked[str, Step]
    steps: Worked[int, Step]
    scales: Mapping[str, Scale]
    options: Mapping[str, Mapping[str, int]]
    calm: Mapping[str, tuple[int | float, int | float, tuple[type, ...]]]
    asked: tuple[Entry, ...]
    near: Worked[int, tuple[Entry, ...]]
    rules: tuple[CompiledRule, ...]
    leaves: tuple[Leaf, ...]
    touching: tuple[tuple[int, ...], ...]
    not_above: tuple[tuple[str, str], ...]
