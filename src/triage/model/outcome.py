"""How urgent it is: level, timeframe, and the outcome they make together."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from attrs import field, frozen

__all__ = ["NONE_FOUND", "OUTCOMES", "Level", "Outcome", "Timeframe"]


class _Severity(StrEnum):
    """
    Words in the order of their severity, least severe first.

    Equal to their plain word, and so ready for JSON. Ordered by severity among themselves; ordering against a
    plain string raises TypeError, because ``"emergency" < "none-found"`` is what the alphabet says.
    """

    rank: int

    def __new__(cls, word: str) -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.rank = len(cls.__members__)
        return member

    def _rank_of(self, other: object) -> int:
        if isinstance(other, type(self)):
            return other.rank
        kind = type(self).__name__
        raise TypeError(
            f"a {kind} can't be ordered against `{type(other).__name__}`: the alphabet doesn't know what is urgent; "
            f'write {kind}("{self.value}") on both sides'
        )

    def __lt__(self, other: object) -> bool:
        return self.rank < self._rank_of(other)

    def __le__(self, other: object) -> bool:
        return self.rank <= self._rank_of(other)

    def __gt__(self, other: object) -> bool:
        return self.rank > self._rank_of(other)

    def __ge__(self, other: object) -> bool:
        return self.rank >= self._rank_of(other)


class Level(_Severity):
    """
    What to do. Each level includes the action of those below it.

    ``none-found`` is never a clearance: it says that no red flag was among the questions answered.
    """

    NONE_FOUND = "none-found"
    STOP = "stop"
    SEEK_CARE = "seek-care"
    EMERGENCY = "emergency"


class Timeframe(_Severity):
    """How soon to do it. Only an emergency is at-once, which means an ambulance."""

    FORTNIGHT = "fortnight"
    WEEK = "week"
    DAYS = "days"
    TODAY = "today"
    NOW = "now"
    AT_ONCE = "at-once"


# Below an emergency nothing is done at once: an ambulance is called for nothing less.
_STEPS = len(Timeframe) - 1


def _rank(level: Level, within: Timeframe | None) -> int:
    return 0 if within is None else 1 + (level.rank - 1) * _STEPS + within.rank


@frozen(order=False)
class Outcome:
    """
    A level and how soon it wants acting on; ordered, the worst is the greatest.

    Attributes:
        level: What to do.
        within: How soon; None at none-found and only there, at-once with an emergency only.
        rank: 0 for none-found up to 16 for emergency at-once; ``OUTCOMES[rank]`` is the outcome again.

    Raises:
        ValueError: A timeframe at none-found, none elsewhere, or at-once below an emergency.
    """

    level: Level
    within: Timeframe | None = None
    rank: int = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if (self.level is Level.NONE_FOUND) is not (self.within is None):
            raise ValueError("every outcome but none-found has a timeframe, and none-found has none")
        if self.within is Timeframe.AT_ONCE and self.level is not Level.EMERGENCY:
            raise ValueError("only an emergency is at-once: call an ambulance")
        object.__setattr__(self, "rank", _rank(self.level, self.within))

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read an outcome as rule files write it, such as ``seek-care today``.

        Raises:
            ValueError: Not a level and a timeframe.
        """
        level, _, within = text.partition(" ")
        return cls(Level(level), Timeframe(within) if within else None)

    def __str__(self) -> str:
        return f"{self.level} {self.within}" if self.within else str(self.level)

    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Outcome) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, Outcome) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, Outcome) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, Outcome) else NotImplemented


NONE_FOUND = Outcome(Level.NONE_FOUND)

# Indexed by rank, so that the engine can work with small integers and still answer in words.
OUTCOMES = (
    NONE_FOUND,
    *(
        Outcome(level, within)
        for level in Level
        if level is not Level.NONE_FOUND
        for within in Timeframe
        if within is not Timeframe.AT_ONCE or level is Level.EMERGENCY
    ),
)
