"""The model as plain data and back: what digests are taken of, what bundles hold."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from attrs import fields, has

from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Operator, Present
from triage.model.conditions import Any as AnyOf
from triage.model.findings import Finding, FindingCase, Implication, Option
from triage.model.outcome import Outcome
from triage.model.rules import (
    Advice,
    Case,
    Citation,
    Content,
    Definition,
    Demand,
    Entry,
    Figure,
    Given,
    Group,
    Note,
    Pack,
    Review,
    Rule,
    Source,
)

__all__ = ["canonical", "condition_from", "content_from", "plain"]


def plain(value: Any, *, words: bool = True) -> Any:
    """
    Turn a value of the model into dicts, lists, text and numbers.

    What equals its default is left out, so that a new optional field doesn't change the digest of every old rule.

    Args:
        value: Anything of the model.
        words: Whether to keep what only people read.
    """
    match value:
        case Present(finding):
            return finding
        case Defined(name):
            return name
        case Bound(finding, operator, number):
            return {finding: {str(operator): number}}
        case Chosen(finding, options):
            return {finding: {"is": list(options)}}
        case All(inner):
            return {"all": [plain(member, words=words) for member in inner]}
        case AnyOf(inner):
            return {"any": [plain(member, words=words) for member in inner]}
        case AtLeast(count, inner):
            return {"at_least": {"count": count, "of": [plain(member, words=words) for member in inner]}}
        case Outcome():
            return str(value)
        case tuple():
            return [plain(item, words=words) for item in value]
    if not has(type(value)):
        return value
    document = {}
    for attribute in fields(type(value)):
        content = getattr(value, attribute.name)
        if (words or not attribute.metadata) and content != attribute.default and content not in ((), None, ""):
            document[attribute.name] = plain(content, words=words)
    return document


def canonical(document: Any) -> bytes:
    """The one byte sequence of plain data: sorted keys, no spaces, UTF-8."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


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


def _pair(values: Any) -> Any:
    return None if values is None else tuple(values)


def finding_from(document: dict[str, Any]) -> Finding:
    """Read a finding from plain data."""
    rest = dict(document)
    for key in ("range", "plausible", "normal"):
        if key in rest:
            rest[key] = _pair(rest[key])
    for key in ("aliases", "synonyms"):
        if key in rest:
            rest[key] = tuple(rest[key])
    if "options" in rest:
        rest["options"] = tuple(Option(**option) for option in rest["options"])
    if "implies" in rest:
        rest["implies"] = tuple(
            Implication(condition_from(implied["leaf"], definitions=()), tuple(implied["flags"]))  # type: ignore[arg-type]
            for implied in rest["implies"]
        )
    if "codes" in rest:
        rest["codes"] = tuple((system, tuple(codes)) for system, codes in rest["codes"])
    if "cases" in rest:
        rest["cases"] = tuple(FindingCase(case["name"], case["given"], tuple(case.get("expect", ()))) for case in rest["cases"])
    return Finding(**rest)


def _cases(documents: Any) -> tuple[Case, ...]:
    return tuple(Case(case["name"], _given(case.get("given", ())), case["expect"]) for case in documents)


def _rule_from(document: dict[str, Any], definitions: Collection[str]) -> Rule:
    rest = dict(document)
    rest["outcome"] = Outcome.parse(rest["outcome"])
    rest["when_unsure"] = Outcome.parse(rest["when_unsure"])
    rest["when"] = condition_from(rest["when"], definitions=definitions)
    for key in ("suspects", "limits"):
        rest[key] = tuple(rest.get(key, ()))
    rest["sources"] = tuple(Citation(**citation) for citation in rest.get("sources", ()))
    rest["reviews"] = tuple(Review(**review) for review in rest.get("reviews", ()))
    rest["cases"] = _cases(rest.get("cases", ()))
    return Rule(**rest)


def _definition_from(document: dict[str, Any], definitions: Collection[str]) -> Definition:
    rest = dict(document)
    rest["when"] = condition_from(rest["when"], definitions=definitions)
    rest["cases"] = _cases(rest.get("cases", ()))
    return Definition(**rest)


def _pack_from(document: dict[str, Any], definitions: Collection[str]) -> Pack:
    rest = dict(document)
    rest["not_for"] = tuple(rest.get("not_for", ()))
    rest["groups"] = tuple(Group(**group) for group in rest.get("groups", ()))
    rest["advice"] = tuple(Advice(Outcome.parse(advice["outcome"]), advice["say"]) for advice in rest.get("advice", ()))
    rest["notes"] = tuple(Note(condition_from(note["when"], definitions=definitions), note["say"]) for note in rest.get("notes", ()))
    return Pack(**rest)


def _given(pairs: Any) -> Given:
    return tuple((name, answer) for name, answer in pairs)


def _demand_from(document: dict[str, Any]) -> Demand:
    rest = dict(document)
    rest["demands"] = Outcome.parse(rest["demands"])
    rest["given"] = _given(rest.get("given", ()))
    rest["rules"] = tuple(rest.get("rules", ()))
    return Demand(**rest)


def content_from(document: dict[str, Any]) -> Content:
    """Read a whole rule set from plain data, with or without its words."""
    definitions = frozenset(definition["name"] for definition in document.get("definitions", ()))
    return Content(
        packs=tuple(_pack_from(pack, definitions) for pack in document["packs"]),
        findings=tuple(finding_from(finding) for finding in document["findings"]),
        definitions=tuple(_definition_from(each, definitions) for each in document.get("definitions", ())),
        rules=tuple(_rule_from(rule, definitions) for rule in document.get("rules", ())),
        sources=tuple(Source(**source) for source in document.get("sources", ())),
        coverage=tuple(_demand_from(demand) for demand in document.get("coverage", ())),
        figures=tuple(Figure(**{**figure, "rules": tuple(figure.get("rules", ()))}) for figure in document.get("figures", ())),
        glossary=tuple(Entry(**entry) for entry in document.get("glossary", ())),
    )
