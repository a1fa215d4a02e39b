"""The terms of a rule, and the least severe symptoms that meet each.

A term is one minimal way to fire. Everybody for whom a rule fires is at least as badly off as the least severe point of one
of its terms; since nothing in the language can lower a result, what holds at those points holds for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from math import floor, inf, nextafter
from typing import Any, TypeAlias

from triage.engine.program import CompiledRule, Program, bits_in
from triage.model.conditions import Bound, Chosen, Leaf, Present
from triage.model.findings import UNSURE, Finding

__all__ = ["Point", "Term", "just_inside", "points", "terms"]

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
    minimal: list[int] = []
    for bits in sorted(found, key=int.bit_count):
        if not any(bits & other == other for other in minimal):
            minimal.append(bits)
    return tuple(tuple(program.leaves[number] for number in bits_in(bits)) for bits in minimal)


def points(term: Term, findings: Mapping[str, Finding], *, unsure: bool = False) -> Iterator[Point]:
    """The least severe symptoms that meet a term; one for each way of picking options, none where no person can meet it.

    Args:
        term: The term.
        findings: By name, for ranges and directions.
        unsure: Whether its flags are answered unsure, in place of yes.
    """
    fixed: Point = {leaf.finding: UNSURE if unsure else True for leaf in term if isinstance(leaf, Present)}
    for name in dict.fromkeys(leaf.finding for leaf in term if isinstance(leaf, Bound)):
        value = _value(findings[name], [leaf for leaf in term if isinstance(leaf, Bound) and leaf.finding == name])
        if value is None:
            return
        fixed[name] = value
    options: dict[str, set[str]] = {}
    for leaf in term:
        if isinstance(leaf, Chosen):
            options[leaf.finding] = options.get(leaf.finding, set(leaf.options)) & set(leaf.options)
    for chosen in product(*(sorted(each) for each in options.values())):
        yield {**fixed, **dict(zip(options, chosen, strict=True))}


def _value(finding: Finding, bounds: list[Bound]) -> int | float | None:
    """The least severe value that meets all of these bounds; None when none does."""
    for bound in bounds:
        value = just_inside(bound, finding)
        if all(each.met_by(value) for each in bounds):
            return value
    return None


def just_inside(bound: Bound, finding: Finding) -> int | float:
    """The value nearest to the better side that meets a bound."""
    if bound.operator.is_inclusive and (not finding.whole or bound.value == floor(bound.value)):
        return bound.value
    if finding.whole:
        return floor(bound.value) + 1 if bound.operator.is_lower else -(floor(-bound.value) + 1)
    return nextafter(bound.value, inf if bound.operator.is_lower else -inf)
