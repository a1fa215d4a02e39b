"""
The compiled form of a rule set.

Every leaf of the rules is one bit. What is known about a person is a whole number, the bits that are met, and a
rule is a handful of masks over it: an `any` of leaves is met when mask and number share a bit, an `all` when each of its masks
is. Rules are filed under the leaves that can tip them, so that an answer looks only at the rules it can matter to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from attrs import frozen

from triage.model.conditions import Leaf
from triage.model.findings import Finding

__all__ = ["Alarm", "Branch", "CompiledRule", "Entry", "Program", "Scale", "Step", "bits_in", "holds"]


class Branch(NamedTuple):
    """One way for a rule to hold: a bit of every mask, and of every counted mask that many."""

    masks: tuple[int, ...]
    counts: tuple[tuple[int, int], ...] = ()


class Alarm(NamedTuple):
    """A branch with the rank of the outcome that it brings."""

    rank: int
    branch: Branch


class Step(NamedTuple):
    """
    What one answer does: the bits it sets, and the alarms it can tip.

    Ranks are those of branches that this answer meets on its own; alarms are the others, most urgent first, with only the masks
    that it leaves unmet. `doubt` is the same with unsure read as yes.
    """

    bits: int
    rank: int = 0
    alarms: tuple[Alarm, ...] = ()
    doubt_rank: int = 0
    doubts: tuple[Alarm, ...] = ()


class Scale(NamedTuple):
    """
    A quantity's numbers, cut at its bounds: what each does.

    ``steps`` has what a number below the first cut does, on it, between it and the second, and so on.
    """

    low: int | float
    high: int | float
    whole: bool
    cuts: tuple[int | float, ...]
    steps: tuple[Step, ...]

    def step(self, number: int | float) -> Step:
        """What a number within the range does."""
        return self.steps[bisect_left(self.cuts, number) + bisect_right(self.cuts, number)]


@frozen(eq=False)
class CompiledRule:
    """A rule as masks: it holds when one of its branches does."""

    place: int
    rank: int
    doubt_rank: int
    branches: tuple[Branch, ...]
    bits: int

    def holds(self, present: int) -> bool:
        """Whether the rule's condition is met by these bits."""
        return any(holds(branch, present) for branch in self.branches)


@frozen(eq=False)
class Entry:
    """
    One finding as the engine reads it.

    Attributes:
        finding: The finding, for its kind, range and name.
        place: Its place in the vocabulary.
        bit: A flag's own bit; 0 for others.
        steps: What an answer does, by option; for a flag under `yes` and `unsure`.
        scale: What a quantity's numbers do; None for others.
        reach: The bits of each answer that no other answer of this finding outdoes.
    """

    finding: Finding
    place: int
    bit: int
    steps: Mapping[str, Step]
    scale: Scale | None
    reach: tuple[int, ...]


@frozen(eq=False)
class Program:
    """
    A rule set, compiled. Read-only after it is made, so any number of threads may share one.

    Attributes:
        entries: By every name that symptoms may use, aliases included.
        yes: What a flag's yes does, by every name it may be given under.
        unsure: The same for unsure.
        scales: What a quantity's numbers do, by its name.
        options: What each option of a choice does, by its name.
        asked: Every finding that may be asked of the person, in vocabulary order.
        rules: In rule order.
        leaves: The leaf that each bit stands for, by bit number.
        touching: The rules that read it, by bit number.
        critical: Names of the critical findings, in vocabulary order.
        not_above: Pairs of quantities of which the first can't exceed the second.
    """

    entries: Mapping[str, Entry]
    yes: Mapping[str, Step]
    unsure: Mapping[str, Step]
    scales: Mapping[str, Scale]
    options: Mapping[str, Mapping[str, Step]]
    asked: tuple[Entry, ...]
    rules: tuple[CompiledRule, ...]
    leaves: tuple[Leaf, ...]
    touching: tuple[tuple[int, ...], ...]
    critical: tuple[str, ...]
    not_above: tuple[tuple[str, str], ...]


def holds(branch: Branch, present: int) -> bool:
    """Whether every mask of a branch is met by these bits."""
    masks, counts = branch
    for mask in masks:
        if not present & mask:
            return False
    return not counts or all((present & mask).bit_count() >= count for mask, count in counts)


def bits_in(mask: int) -> Iterable[int]:
    """The numbers of the bits that are set."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
