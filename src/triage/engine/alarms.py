"""Branches of rules as masks over bits, and the alarms that an answer can tip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple, TypeVar

__all__ = ["Alarm", "Alarms", "Branch", "Pull", "Step", "Worked", "bits_in", "counted", "holds", "shortest", "united"]

# Integers of so many bits are as quick to test as to move.
_SHORT = 1024

Key = TypeVar("Key")
Value = TypeVar("Value")


class Branch(NamedTuple):
    """One way for a rule to hold: a bit of every mask, and of every counted mask that many."""

    masks: tuple[int, ...]
    counts: tuple[tuple[int, int], ...] = ()


class Alarm(NamedTuple):
    """A branch with the rank of the outcome that it brings."""

    rank: int
    branch: Branch


class Pull(NamedTuple):
    """
    How urgent an answer makes things.

    Attributes:
        rank: The most urgent of the branches that this answer meets on its own.
        most: The rank of the most urgent alarm.
        alarms: The more urgent others, with only the masks that it leaves unmet, most urgent first under each bit of the rarest.
        company: All those bits: without one of them no alarm can hold.
        shift: How far bits and masks are moved down, so that what is tested stays short with thousands of findings.
    """

    rank: int = 0
    most: int = 0
    alarms: Mapping[int, tuple[Alarm, ...]] = MappingProxyType({})
    company: int = 0
    shift: int = 0


class Step(NamedTuple):
    """What one answer does: the bits it sets and its pull; `doubt` is its pull with unsure read as yes."""

    bits: int
    rank: int = 0
    most: int = 0
    alarms: Mapping[int, tuple[Alarm, ...]] = MappingProxyType({})
    company: int = 0
    shift: int = 0
    doubt: Pull = Pull()


class Alarms:
    """Alarms, filed under each bit of their shortest mask; whatever makes one hold sets one of those."""

    def __init__(self, alarms: Iterable[Alarm]) -> None:
        self._filed: dict[int, dict[Alarm, None]] = {}
        for alarm in alarms:
            for number in bits_in(shortest(alarm.branch)):
                self._filed.setdefault(number, {})[alarm] = None

    def pull(self, bits: int) -> Pull:
        """How urgent an answer makes things that sets these bits."""
        near = dict.fromkeys(alarm for number in bits_in(bits) for alarm in self._filed.get(number, ()))
        left = dict.fromkeys(Alarm(rank, _unmet(branch, bits)) for rank, branch in near)
        alone = max((rank for rank, branch in left if not any(branch)), default=0)
        more = sorted(_joined(alarm for alarm in left if alarm.rank > alone), key=itemgetter(0), reverse=True)
        lowest = min((_lowest(mask) for alarm in more for mask in _masks(alarm.branch)), default=0)
        shift = lowest if lowest > _SHORT else 0
        filed: dict[int, list[Alarm]] = {}
        for rank, branch in more:
            alarm = Alarm(rank, _moved(branch, shift))
            for number in bits_in(_masks(alarm.branch)[0]):
                filed.setdefault(1 << number, []).append(alarm)
        most = more[0].rank if more else 0
        return Pull(alone, most, {bit: tuple(alarms) for bit, alarms in filed.items()}, sum(filed), shift)


class Worked(dict[Key, Value]):
    """
    A table whose entries are worked out when first looked up: few answers are ever given, and an app waits for its first assessment.

    Two threads may both work one out; they get the same, and one stays.
    """

    def __init__(self, work: Callable[[Key], Value]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: Key) -> Value:
        return self.setdefault(key, self._work(key))


def _masks(branch: Branch) -> list[int]:
    """All masks of a branch, those that are counted too."""
    return [*branch.masks, *[mask for mask, _ in branch.counts]]


def shortest(branch: Branch) -> int:
    """The mask of a branch that is met least often."""
    return min(_masks(branch), key=int.bit_count)


def _moved(branch: Branch, shift: int) -> Branch:
    return Branch(tuple(mask >> shift for mask in branch.masks), tuple((mask >> shift, count) for mask, count in branch.counts))


def _unmet(branch: Branch, bits: int) -> Branch:
    """What is left of a branch for other answers to meet, the rarest first."""
    masks = sorted((mask for mask in branch.masks if not mask & bits), key=int.bit_count)
    counts = ((mask & ~bits, count - (mask & bits).bit_count()) for mask, count in branch.counts)
    return Branch(tuple(masks), tuple((mask, count) for mask, count in counts if count > 0))


def _joined(alarms: Iterable[Alarm]) -> Iterator[Alarm]:
    """The same, with those of a rank that wait for one more bit made into one: it waits for any of theirs."""
    waiting: dict[int, int] = {}
    for alarm in alarms:
        masks, counts = alarm.branch
        if len(masks) == 1 and not counts:
            waiting[alarm.rank] = waiting.get(alarm.rank, 0) | masks[0]
        else:
            yield alarm
    yield from (Alarm(rank, Branch((mask,))) for rank, mask in waiting.items())


def holds(branch: Branch, present: int) -> bool:
    """Whether every mask of a branch is met by these bits."""
    masks, counts = branch
    for mask in masks:
        if not present & mask:
            return False
    return not counts or counted(counts, present)


def counted(counts: tuple[tuple[int, int], ...], present: int) -> bool:
    """Whether of every counted mask that many bits are present."""
    return all((present & mask).bit_count() >= count for mask, count in counts)


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


def bits_in(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def united(masks: Iterable[int]) -> int:
    """All the bits of these masks."""
    union = 0
    for mask in masks:
        union |= mask
    return union
