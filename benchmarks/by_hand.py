"""
What somebody would write by hand for the same outcome and the same masks: each condition as it stands, in polars and in SQL.

Flags are true columns or not, and nobody is unsure: it knows less than the library's, which reads doubts, aliases and refused cells too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import polars as pl
from ladder import Language, Writer, implications

from triage.model.conditions import Bound, Chosen, Leaf, Operator, Present
from triage.model.outcome import NONE_FOUND, OUTCOMES
from triage.model.ruleset import RuleSet

__all__ = ["polars_by_hand", "sql_by_hand"]

# One mask of 63 bits after the other.
_BITS = 63
_SIGNS = {Operator.AT_LEAST: ">=", Operator.ABOVE: ">", Operator.AT_MOST: "<=", Operator.BELOW: "<"}
_LEVELS = {outcome.rank: str(outcome.level) for outcome in (NONE_FOUND, *OUTCOMES)}


def polars_by_hand(rules: RuleSet) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """A function from a frame to its levels and masks."""
    flags = _flags(rules, _polars_leaf, lambda parts: reduce(or_, parts))
    writer = Writer(rules, _Polars())
    conditions = [writer.written(rule.when, doubtful=False).alias(f"r{place}") for place, rule in enumerate(rules.decisions.rules)]
    ranks = [pl.when(f"r{place}").then(rule.outcome.rank).otherwise(0) for place, rule in enumerate(rules.decisions.rules)]
    bits = [pl.when(f"r{place}").then(1 << place % _BITS).otherwise(0) for place in range(len(conditions))]
    masks = [pl.sum_horizontal(bits[first : first + _BITS]).alias(f"mask_{first // _BITS}") for first in range(0, len(bits), _BITS)]
    level = pl.max_horizontal(ranks).replace_strict(_LEVELS, return_dtype=pl.String).alias("level")

    def run(frame: pl.DataFrame) -> pl.DataFrame:
        lazy = frame.lazy().with_columns(expression.alias(f"{name}?") for name, expression in flags.items())
        return lazy.select(conditions).select(level, *masks).collect()

    return run


def sql_by_hand(rules: RuleSet, table: str) -> str:
    """One SELECT of the same."""
    flags = _flags(rules, _sql_leaf, " OR ".join)
    writer = Writer(rules, _Sql())
    conditions = [f"{writer.written(rule.when, doubtful=False)} AS r{place}" for place, rule in enumerate(rules.decisions.rules)]
    ranks = [f"CASE WHEN r{place} THEN {rule.outcome.rank} ELSE 0 END" for place, rule in enumerate(rules.decisions.rules)]
    bits = [f"CASE WHEN r{place} THEN {1 << place % _BITS} ELSE 0 END" for place in range(len(conditions))]
    masks = [f"({' + '.join(bits[first : first + _BITS])})::BIGINT AS mask_{first // _BITS}" for first in range(0, len(bits), _BITS)]
    level = "CASE greatest({}) {} END AS level".format(
        ", ".join(ranks), " ".join(f"WHEN {rank} THEN '{each}'" for rank, each in _LEVELS.items())
    )
    more = ", ".join(f'({condition}) AS "{name}?"' for name, condition in flags.items())
    return (
        f"WITH flags AS (SELECT *, {more} FROM {table}), fired AS (SELECT {', '.join(conditions)} FROM flags) "
        f"SELECT {level}, {', '.join(masks)} FROM fired"
    )


def _flags(rules: RuleSet, leaf: Callable[[Leaf], Any], some: Callable[[Sequence[Any]], Any]) -> dict[str, Any]:
    """Every flag with all that makes it yes."""
    found: dict[str, list[Any]] = {each.name: [leaf(Present(each.name))] for each in rules.decisions.findings if each.kind == "flag"}
    for implying, implied in implications(rules):
        for flag in implied:
            found[flag].append(leaf(implying))
    return {name: some(parts) for name, parts in found.items()}


def _polars_leaf(leaf: Leaf) -> pl.Expr:
    column = pl.col(leaf.finding)
    match leaf:
        case Present():
            return column.fill_null(False)
        case Chosen(_, options):
            return column.is_in(options).fill_null(False)
        case Bound(_, operator, value):
            ways = {">=": column >= value, ">": column > value, "<=": column <= value, "<": column < value}
            return ways[_SIGNS[operator]].fill_null(False)


def _sql_leaf(leaf: Leaf) -> str:
    match leaf:
        case Present(finding):
            return f'coalesce("{finding}", false)'
        case Chosen(finding, options):
            return f"""coalesce("{finding}" IN ({", ".join(f"'{option}'" for option in options)}), false)"""
        case Bound(finding, operator, value):
            return f'coalesce("{finding}" {_SIGNS[operator]} {value}, false)'


class _Polars(Language[pl.Expr]):
    """Conditions as expressions."""

    def present(self, finding: str, *, doubtful: bool) -> pl.Expr:
        return pl.col(f"{finding}?")

    def bound(self, leaf: Bound) -> pl.Expr:
        return _polars_leaf(leaf)

    def chosen(self, leaf: Chosen) -> pl.Expr:
        return _polars_leaf(leaf)

    def defined(self, name: str, *, doubtful: bool) -> pl.Expr | None:
        return None

    def every(self, members: list[pl.Expr]) -> pl.Expr:
        return reduce(and_, members)

    def some(self, members: list[pl.Expr]) -> pl.Expr:
        return reduce(or_, members)

    def count(self, number: int, members: list[pl.Expr]) -> pl.Expr:
        return pl.sum_horizontal(members) >= number


class _Sql(Language[str]):
    """Conditions as text."""

    def present(self, finding: str, *, doubtful: bool) -> str:
        return f'"{finding}?"'

    def bound(self, leaf: Bound) -> str:
        return _sql_leaf(leaf)

    def chosen(self, leaf: Chosen) -> str:
        return _sql_leaf(leaf)

    def defined(self, name: str, *, doubtful: bool) -> str | None:
        return None

    def every(self, members: list[str]) -> str:
        return f"({' AND '.join(members)})"

    def some(self, members: list[str]) -> str:
        return f"({' OR '.join(members)})"

    def count(self, number: int, members: list[str]) -> str:
        return f"({' + '.join(f'{each}::INT' for each in members)} >= {number})"
