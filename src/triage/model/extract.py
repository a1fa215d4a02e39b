"""Decisions from plain data: what evaluating needs of a rule set, and nothing that only people read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache, partial
from typing import Any, TypeAlias, TypeVar

from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Operator, Present
from triage.model.conditions import Any as AnyOf
from triage.model.findings import Finding, Implication, Option
from triage.model.outcome import Outcome
from triage.model.rules import FORMAT, Content, Definition, Line, Pack, Panel, Rule

__all__ = ["Readers", "condition_from", "decisions_from", "made", "outcome_from", "readers_for"]

Made = TypeVar("Made")

# How to read the entries of each class that are more than text, a number, yes or no.
Readers: TypeAlias = Mapping[type, Mapping[str, Callable[[Any], Any]]]

# Hundreds of rules share a handful of outcomes.
outcome_from = cache(Outcome.parse)


def condition_from(document: Any, *, definitions: Collection[str]) -> Condition:
    """Read a condition as rule files and bundles write it; the shape must have been checked."""
    if isinstance(document, str):
        return Defined(document) if document in definitions else Present(document)
    ((key, inner),) = document.items()
    if key == "all":
        return All(tuple(condition_from(member, definitions=definitions) for member in inner))
    if key == "any":
        return AnyOf(tuple(condition_from(member, definitions=definitions) for member in inner))
    if key == "at_least":
        inside = tuple(condition_from(member, definitions=definitions) for member in inner["of"])
        return AtLeast(inner["count"], inside)
    ((operator, value),) = inner.items()
    if operator == "is":
        return Chosen(key, tuple(value))
    return Bound(key, Operator(operator), value)


def made(kind: Callable[..., Made], document: Mapping[str, Any], readers: Mapping[str, Callable[[Any], Any]]) -> Made:
    """A value of the model from plain data: each entry through its reader, or as it is."""
    return kind(**{key: readers[key](value) if key in readers else value for key, value in document.items()})


def _pair(values: Any) -> Any:
    return None if values is None else tuple(values)


def _options(documents: Any) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in documents)


def _implications(documents: Any) -> tuple[Implication, ...]:
    return tuple(
        Implication(condition_from(implied["leaf"], definitions=()), tuple(implied["flags"]))  # type: ignore[arg-type]
        for implied in documents
    )


def readers_for(definitions: Collection[str]) -> Readers:
    """How to read what decides, where these names stand for definitions."""
    condition = partial(condition_from, definitions=definitions)
    return {
        Finding: {
            "range": _pair,
            "plausible": _pair,
            "normal": _pair,
            "aliases": tuple,
            "options": _options,
            "implies": _implications,
            "asked_if": condition,
        },
        Definition: {"when": condition},
        Rule: {"outcome": outcome_from, "when_unsure": outcome_from, "when": condition},
        Panel: {"lines": lambda lines: tuple(Line(**line) for line in lines)},
        Pack: {},
    }


def decisions_from(document: Mapping[str, Any], *, readers: Readers | None = None) -> Content:
    """
    Read what decides from plain data, the extract that apps load.

    Args:
        document: The data; their shape must have been checked.
        readers: How to read their entries; what decides and no more when left out.
    """
    known = readers or readers_for(definitions_in(document))
    return Content(
        packs=tuple(made(Pack, pack, known[Pack]) for pack in document["packs"]),
        findings=tuple(made(Finding, finding, known[Finding]) for finding in document["findings"]),
        definitions=tuple(made(Definition, each, known[Definition]) for each in document.get("definitions", ())),
        rules=tuple(made(Rule, rule, known[Rule]) for rule in document.get("rules", ())),
        panels=tuple(made(Panel, panel, known[Panel]) for panel in document.get("panels", ())),
        format=document.get("format", FORMAT),
    )


def definitions_in(document: Mapping[str, Any]) -> frozenset[str]:
    """The names that stand for definitions in some plain data."""
    return frozenset(definition["name"] for definition in document.get("definitions", ()))
