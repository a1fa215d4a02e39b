"""
One invented person drawn from a table of shares: how often each kind of person gives each answer.

With the trait for people who say yes easily, rare answers cluster in some people; how often each answer is given stays the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, Literal, NamedTuple

__all__ = ["From", "Row", "person", "trait", "whole_mix"]

# A fifth of people give rare answers four times as often, the rest a quarter as often: the mean stays, 0.2 * 4 + 0.8 * 0.25 = 1.
EASY, MORE, LESS = 0.2, 4.0, 0.25
RARE = 0.1


class From(NamedTuple):
    """A share that has a source of its own, beside the source of its row."""

    share: Any
    source: str


class Row(NamedTuple):
    """
    How often a finding is yes: a probability, bands ``(low, high, weight)`` of a number, or weights of options.

    ``types`` holds what differs by kind of person. ``source`` is where the shares are from, but for a ``From``. ``of`` says what has to be
    true first: a row that is yes, ``row=option/option``, or several of these with ``|`` between; without it the answer is ``other`` or
    else the harmless one. A name that starts with a line is a hidden trait, not a question. ``fact`` is what a person is rather than says:
    it doesn't cluster, and one that is ``certain`` isn't doubted either.
    """

    name: str
    plain: Any
    types: dict[str, Any]
    source: str
    why: str
    of: str = ""
    other: Any = None
    fact: Literal["", "yes", "certain"] = ""


def trait(chance: Random, *, clustered: bool) -> float:
    """How many times as often as others this person gives rare answers; 1 for everybody when answers don't cluster."""
    if not clustered:
        return 1.0
    return MORE if chance.random() < EASY else LESS


def person(kind: str, table: Sequence[Row], *, chance: Random, tilt: float) -> dict[str, Any]:
    """The traits of one invented person of a kind."""
    traits: dict[str, Any] = {}
    tilted: set[str] = set()
    for row in table:
        parents = {name for name, _ in conditions(row)}
        spec = row.types.get(kind, row.plain) if _opened(row, traits) else row.other
        if isinstance(spec, From):
            spec = spec.share
        if spec is None:
            continue
        # What follows a yes that is tilted already isn't tilted again, so that the mean of each answer stays.
        if tilt != 1.0 and not row.fact and not parents & tilted and _rare(spec):
            spec = _tilted(spec, tilt)
            tilted.add(row.name)
        elif parents & tilted:
            tilted.add(row.name)
        traits[row.name] = _drawn(spec, chance)
    return _settled(traits)


def whole_mix(shares: dict[str, float], *, types: dict[str, float]) -> float:
    """A share over all people, from the share in each kind and how many of all are of it."""
    return sum(types[kind] * share for kind, share in shares.items()) / sum(types[kind] for kind in shares)


def conditions(row: Row) -> list[tuple[str, tuple[str, ...]]]:
    """The rows of which one has to be true first, each with the options that will do; none for a yes."""
    parts = [each.partition("=") for each in row.of.split("|") if each]
    return [(name, tuple(options.split("/")) if options else ()) for name, _, options in parts]


def _opened(row: Row, traits: dict[str, Any]) -> bool:
    """Whether what has to be true first is."""
    needed = conditions(row)
    return not needed or any(traits.get(name) in options if options else traits.get(name) is True for name, options in needed)


def _rare(spec: Any) -> bool:
    """Whether it is a rare yes, or has a rare option."""
    if isinstance(spec, dict):
        return bool(min(spec.values()) <= RARE * sum(spec.values()))
    return isinstance(spec, int | float) and 0 < spec <= RARE


def _tilted(spec: Any, tilt: float) -> Any:
    """The same with rare answers more or less often; common options make room."""
    if not isinstance(spec, dict):
        return spec * tilt
    whole = sum(spec.values())
    rare = {option: tilt * weight / whole for option, weight in spec.items() if weight / whole <= RARE}
    common = {option: weight for option, weight in spec.items() if option not in rare}
    room = max(1 - sum(rare.values()), 0.0) / sum(common.values())
    return {option: rare.get(option, weight * room) for option, weight in spec.items()}


def _drawn(spec: Any, chance: Random) -> Any:
    """One answer: a yes or no, an option, or a number of one of the bands."""
    if isinstance(spec, int | float):
        return chance.random() < spec
    if isinstance(spec, dict):
        return chance.choices(list(spec), list(spec.values()))[0]
    low, high, _ = chance.choices(spec, [band[2] for band in spec])[0]
    return chance.randint(low, high) if isinstance(low, int) else round(chance.uniform(low, high), 1)


def _settled(traits: dict[str, Any]) -> dict[str, Any]:
    """The traits with nothing against time and sides: nothing began before its person, ``same`` and ``opposite`` as left and right."""
    sides = ("left", "right") if traits.get("_left", True) else ("right", "left")
    for name, answer in traits.items():
        if name.endswith("_age_years") and "age_years" in traits:
            traits[name] = min(answer, traits["age_years"])
        elif answer in {"same", "opposite"} and name.endswith("_side"):
            traits[name] = sides[answer == "opposite"]
    return traits
