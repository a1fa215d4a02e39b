"""
Conditions: negation-free trees over findings.

There is no `not`, no `unless` and no weight here, and that is the whole idea: every condition is monotone, so an answer can
only ever raise, and all that is proved about the rules rests on it. Add nothing to this file that an answer could
switch off.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias

from attrs import frozen

__all__ = [
    "All",
    "Any",
    "AtLeast",
    "Bound",
    "Chosen",
    "Condition",
    "Defined",
    "Leaf",
    "Operator",
    "Path",
    "Present",
    "leaves",
    "members",
]

Path: TypeAlias = tuple[str | int, ...]


class Operator(StrEnum):
    """How a number is held against a bound. Inclusive and strict differ by exactly one person: the one on the line."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"

    @property
    def is_lower(self) -> bool:
        """Whether the bound is a lower one, met by high values."""
        return self in (Operator.AT_LEAST, Operator.ABOVE)

    @property
    def is_inclusive(self) -> bool:
        """Whether a value exactly on the line meets the bound."""
        return self in (Operator.AT_LEAST, Operator.AT_MOST)


@frozen
class Present:
    """A flag answered yes, or made yes by what another answer implies."""

    finding: str


@frozen
class Bound:
    """A quantity on the worse side of a line, in the finding's unit."""

    finding: str
    operator: Operator
    value: int | float

    def met_by(self, number: int | float) -> bool:
        """Whether a number meets this bound."""
        if number == self.value:
            return self.operator.is_inclusive
        return (number > self.value) is self.operator.is_lower


@frozen
class Chosen:
    """A choice answered with one of these options."""

    finding: str
    options: tuple[str, ...]


@frozen
class Defined:
    """A named condition that several rules share."""

    name: str


@frozen
class All:
    """Every member holds."""

    members: tuple[Condition, ...]


@frozen
class Any:
    """One member or more holds."""

    members: tuple[Condition, ...]


@frozen
class AtLeast:
    """At least so many members hold, implied ones included. A definition is one member."""

    count: int
    members: tuple[Condition, ...]


Leaf: TypeAlias = Present | Bound | Chosen
Condition: TypeAlias = Present | Bound | Chosen | Defined | All | Any | AtLeast


def members(condition: Condition) -> tuple[tuple[Path, Condition], ...]:
    """The direct members of a condition, each with its path as rule files write it; none for a leaf."""
    match condition:
        case All(inner):
            return tuple((("all", index), member) for index, member in enumerate(inner))
        case Any(inner):
            return tuple((("any", index), member) for index, member in enumerate(inner))
        case AtLeast(_, inner):
            return tuple((("at_least", "of", index), member) for index, member in enumerate(inner))
    return ()


def leaves(condition: Condition, *, path: Path = ()) -> Iterator[tuple[Path, Leaf | Defined]]:
    """Every leaf and every use of a definition that is written in a condition, each with its path."""
    if not isinstance(condition, All | Any | AtLeast):
        yield path, condition
    for step, member in members(condition):
        yield from leaves(member, path=path + step)
