"""Rules as a decision table: a row for each way in which a rule can fire, as `triage import-table` reads it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import combinations, product
from typing import TypeAlias

from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Present
from triage.model.conditions import Any as AnyOf
from triage.model.plain import plain
from triage.model.rules import Rule
from triage.model.ruleset import RuleSet
from triage.packs.decision_table import LISTS, SIGNS, TEXTS

__all__ = ["table_of", "ways"]

Way: TypeAlias = tuple[Leaf | Defined, ...]

_SIGN = {operator: sign for sign, operator in SIGNS.items()}


def table_of(rules: RuleSet) -> str:
    """
    The rules as CSV, definitions as columns of their own; without cases and former refs, which a table has no place for.

    A rule that counts members has a row for each way to reach the count.
    """
    every = {rule.id: ways(rule.when) for rule in rules.content.rules}
    read = {_name(leaf) for rows in every.values() for row in rows for leaf in row}
    columns = [name for name in (*rules.vocabulary.findings, *rules.vocabulary.definitions) if name in read]
    said = [name for name in (*TEXTS, *LISTS) if any(_said(rule)[name] for rule in rules.content.rules)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*said, *columns])
    for rule in rules.content.rules:
        for place, row in enumerate(every[rule.id]):
            words = _said(rule)
            writer.writerow([words[name] if place == 0 or name == "id" else "" for name in said] + [_cell(row, name) for name in columns])
    return text.getvalue()


def _said(rule: Rule) -> dict[str, str]:
    document = plain(rule)
    sources = [" ".join(filter(None, (each.id, each.grade, each.where))) for each in rule.sources]
    said = {name: str(document.get(name, "")) for name in TEXTS}
    if said["when_unsure"] == said["outcome"]:
        said["when_unsure"] = ""
    return {**said, "suspects": "\n".join(rule.suspects), "sources": "\n".join(sources), "limits": "\n".join(rule.limits)}


def ways(condition: Condition) -> list[Way]:
    """Each way to meet a condition, as the leaves and definitions that together do; in the order in which they are written."""
    return list(dict.fromkeys(tuple(dict.fromkeys(way)) for way in _ways(condition)))


def _ways(condition: Condition) -> Iterator[Way]:
    match condition:
        case All(members):
            yield from (tuple(leaf for part in parts for leaf in part) for parts in product(*map(ways, members)))
        case AnyOf(members):
            for member in members:
                yield from _ways(member)
        case AtLeast(count, members):
            for some in combinations(members, count):
                yield from _ways(All(some))
        case _:
            yield (condition,)


def _name(leaf: Leaf | Defined) -> str:
    return leaf.name if isinstance(leaf, Defined) else leaf.finding


def _cell(row: Way, name: str) -> str:
    """What a row asks of one finding or definition."""
    cells: list[str] = []
    for leaf in (each for each in row if _name(each) == name):
        match leaf:
            case Bound(_, operator, value):
                cells.append(f"{_SIGN[operator]} {value}")
            case Chosen(_, options):
                cells.append("|".join(options))
            case Present() | Defined():
                cells.append("yes")
    return " and ".join(cells)
