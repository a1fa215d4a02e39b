"""The model as plain data: what digests are taken of, what bundles hold."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from attrs import fields

from triage.model.conditions import All, AtLeast, Bound, Chosen, Defined, Present
from triage.model.conditions import Any as AnyOf
from triage.model.outcome import Outcome

__all__ = ["canonical", "plain"]


def plain(value: Any, *, words: bool = True) -> Any:
    """
    Turn a value of the model into dicts, lists, text and numbers.

    What equals its default is left out, so that a new optional field doesn't change the digest of every old rule.

    Args:
        value: Anything of the model.
        words: Whether to keep what only people read.
    """
    match value:
        case str() | int() | float() | None:
            return value
        case tuple():
            return [plain(item, words=words) for item in value]
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
    document = {}
    for name, default, is_words in _attributes(value.__class__):
        content = getattr(value, name)
        if (words or not is_words) and content != default and content not in ((), None, ""):
            document[name] = plain(content, words=words)
    return document


@cache
def _attributes(kind: type) -> tuple[tuple[str, Any, bool], ...]:
    """The attributes of a class of the model: name, default, and whether only people read it."""
    return tuple((each.name, each.default, bool(each.metadata)) for each in fields(kind))


def canonical(document: Any) -> bytes:
    """The one byte sequence of plain data: sorted keys, no spaces, UTF-8."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
