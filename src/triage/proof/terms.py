"""
The terms of a rule, and the least severe symptoms that meet each.

A term is one minimal way to fire. Everybody for whom a rule fires is at least as badly off as the least severe point of one
of its terms; since nothing in the language can lower a result, what holds at those points holds for everybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import ceil, floor
from typing import Any, TypeAlias

from triage.engine.alarms import bits_in
from triage.engine.program import CompiledRule, Program
from triage.model.conditions import Bound, Leaf, Present
from triage.model.findings import UNSURE, Finding
from triage.model.sound_findings import FINEST
from triage.names import listed, quoted

__all__ = ["Point", "Term", "minimal", "places", "points", "terms", "told"]

Term: TypeAlias = tuple[Leaf, ...]
Point: TypeAlias = dict[str, Any]


def terms(rule: CompiledRule, program: Program) -> tuple[Term, ...]:
    """Every term of a rule, shortest first: none holds all the leaves of another."""
    found: dict[int, None] = {}
    for branch in rule.branches:
        picks = [[1 << number for number in bits_in(mask)] for mask in branch.masks]
        picks += [
            [sum(chosen) for chosen in combinations([1 << number for number in bits_in(mask)], count)] for mask, count in branch.counts
        ]
        for chosen in product(*picks):
            bits = 0
            for bit in chosen:
                bits |= bit
            found[bits] = None
    return tuple(tuple(program.leaves[number] for number in bits_in(bits)) for bits in minimal(found))


def told(term: Sequence[Leaf]) -> str:
    """A term in a sentence: `rash` and `pain_nrs` above 3."""
    return " and ".join(map(_told, term))


def _told(leaf: Leaf) -> str:
    name = quoted(leaf.finding)
    if isinstance(leaf, Bound):
        return f"{name} {leaf.operator.replace('_', ' ')} {leaf.value}"
    return name if isinstance(leaf, Present) else f"{name} is {listed(leaf.options)}"


def minimal(masks: Iterable[int]) -> list[int]:
    """The masks that hold no other whole mask, smallest first."""
    kept: list[int] = []
    smaller: list[int] = []
    size = 0
    for mask in sorted(set(masks), key=int.bit_count):
        if mask.bit_count() > size:
            # Two different masks of one size never hold one another, and most are of one size.
            size, smaller = mask.bit_count(), list(kept)
        if not any(mask & other == other for other in smaller):
            kept.append(mask)
    return kept


def places(
    term: Sequence[Leaf],
    rule: CompiledRule,
    findings: Mapping[str, Finding],
    *,
    unsure: bool,
    sure: Collection[str] = (),
    after: Mapping[str, Finding] | None = None,
) -> Iterator[tuple[Point, int]]:
    """
    The least severe points of a term, each with the rank that its rule gives there.

    Each comes as it is, and again in doubt: its flags unsure, and every number and option both as it is and unsure.

    Args:
        term: The term.
        rule: Its rule.
        findings: By name, for ranges.
        unsure: Whether a number or an option that isn't known is a doubt, as it is since format 2.
        sure: Findings whose answer stays definite.
        after: The findings that say what is less severe, when they aren't the same.
    """
    doubts = {leaf.finding: UNSURE for leaf in term if isinstance(leaf, Present) and leaf.finding not in sure}
    others = {leaf.finding for leaf in term if not isinstance(leaf, Present)} - set(sure) if unsure else set()
    for point in points(term, findings, after=after):
        yield point, rule.rank
        # The options of one choice are all the same when unsure; whoever reads the points doesn't mind one twice.
        for some in _subsets(sorted(others)) if rule.doubt_rank else ():
            if doubts or some:
                yield {**point, **doubts, **dict.fromkeys(some, UNSURE)}, rule.doubt_rank


def _subsets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (chosen for size in range(len(names) + 1) for chosen in combinations(names, size))


def points(term: Sequence[Leaf], findings: Mapping[str, Finding], *, after: Mapping[str, Finding] | None = None) -> Iterator[Point]:
    """
    The least severe symptoms that meet a term; one for each way of picking options, none where no person can meet it.

    Args:
        term: The term.
        findings: By name, for ranges.
        after: The findings that say what is less severe, when they aren't the same.
    """
    fixed: Point = {}
    bounds: dict[str, list[Bound]] = {}
    options: dict[str, set[str]] = {}
    for leaf in term:
        if isinstance(leaf, Present):
            fixed[leaf.finding] = True
        elif isinstance(leaf, Bound):
            bounds.setdefault(leaf.finding, []).append(leaf)
        else:
            options[leaf.finding] = options.get(leaf.finding, set(leaf.options)) & set(leaf.options)
    numbers = {name: _values(lines, findings[name], (after or findings).get(name, findings[name])) for name, lines in bounds.items()}
    for chosen in product(*numbers.values(), *(sorted(each) for each in options.values())):
        yield {**fixed, **dict(zip((*numbers, *options), chosen, strict=True))}


def _values(bounds: Sequence[Bound], finding: Finding, now: Finding) -> tuple[int | float, ...]:
    """The values within all these bounds that are least severe to the new finding; none when nothing lies within."""
    low, high = finding.limits
    low = max([low, *(_inside(bound, finding) for bound in bounds if bound.operator.is_lower)])
    high = min([high, *(_inside(bound, finding) for bound in bounds if not bound.operator.is_lower)])
    if low > high:
        return ()
    if now.worse == "both" and now.normal is not None:
        return _nearest(low, high, now.normal, whole=finding.whole)
    return (low,) if now.worse == "higher" else (high,)


def _nearest(low: int | float, high: int | float, band: tuple[int | float, int | float], *, whole: bool) -> tuple[int | float, ...]:
    """A value in the band if the interval reaches it, else that end of the interval which is nearer to it."""
    if high < band[0]:
        return (high,)
    if low > band[1]:
        return (low,)
    inside = max(low, ceil(band[0]) if whole else band[0])
    if inside <= min(high, band[1]):
        return (inside,)
    # A band between two whole numbers: neither neighbour is less severe than the other.
    return tuple(value for value in (floor(band[0]), ceil(band[1])) if low <= value <= high)


def _inside(bound: Bound, finding: Finding) -> int | float:
    """The value on the line, or just inside it, that meets a bound."""
    if finding.whole:
        if bound.operator.is_lower:
            return ceil(bound.value) if bound.operator.is_inclusive else floor(bound.value) + 1
        return floor(bound.value) if bound.operator.is_inclusive else ceil(bound.value) - 1
    if bound.operator.is_inclusive:
        return bound.value
    # A step that no bound of a rule file is fine enough to fall into: they have at most six decimals, checked on loading.
    step = FINEST / 10
    return round(bound.value + (step if bound.operator.is_lower else -step), 7)
