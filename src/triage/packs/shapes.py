"""Checking a document against its shape, and saying every fault in the words of rule authors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from triage.errors import Problem
from triage.model.conditions import Path
from triage.names import listed, meant, quoted
from triage.packs.yaml import Document

__all__ = ["shape_problems"]

_PLAIN = {
    "string_type": "must be text; quote it",
    "list_type": "must be a list",
    "dict_type": "must be a map",
    "model_type": "must be a map",
    "bool_type": "must be `true` or `false`",
    "int_type": "must be a whole number",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most 60 characters",
    "too_short": "an empty or too short list holds nothing to go by",
    "too_long": "has too many entries",
}

_PATTERNS = {
    "^[a-z][a-z0-9_]*$": "a name is lower-case words joined by `_`",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "an id is lower-case words joined by `-`",
    "^[A-Z]+-?[0-9]+[a-z]?$": "a ref is letters, a hyphen and a number, such as `C-01`",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": 'a date is written "2026-11-22"',
    r"^[0-9]+\.[0-9]+\.[0-9]+$": "a version is three numbers, such as 0.1.0",
    "^[0-9a-f]{64}$": "a digest has 64 hexadecimal digits; `triage review` prints it",
}


def shape_problems(document: Document, shape: type[BaseModel]) -> tuple[Problem, ...]:
    """Every way in which a document doesn't have its shape; one problem a fault."""
    try:
        shape.model_validate(document.data)
    except ValidationError as error:
        return tuple(_problem(document, shape, each) for each in error.errors(include_url=False))
    return ()


def _problem(document: Document, shape: type[BaseModel], error: Mapping[str, Any]) -> Problem:
    # Tags of unions stand in angle brackets in the location, and mark where a key itself is at fault.
    path: Path = tuple(step for step in error["loc"] if not (isinstance(step, str) and step[:1] in "<["))
    code, message = _told(error, path, shape)
    return Problem(code, message, where=document.place(path), path=path or (document.file,))


def _told(error: Mapping[str, Any], path: Path, shape: type[BaseModel]) -> tuple[str, str]:
    kind, context = error["type"], error.get("ctx", {})
    last = quoted(str(path[-1])) if path else "the file"
    if kind == "missing":
        return "missing-key", f"{last} is missing"
    if kind == "extra_forbidden":
        return "unknown-key", f"unknown key {last}{meant(str(path[-1]), _keys_of(shape))}"
    if kind == "string_pattern_mismatch":
        return "bad-name", f"{quoted(str(error['input']))}: {_PATTERNS[context['pattern']]}"
    if kind == "literal_error":
        expected = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        near = meant(str(error["input"]), expected)
        return "unknown-word", f"{quoted(str(error['input']))} is not {listed(expected)}{near}"
    if kind in _PLAIN:
        subject = last if path and isinstance(path[-1], str) else f"entry {int(path[-1]) + 1}" if path else "the file"
        return "wrong-shape", f"{subject} {_PLAIN[kind]}"
    message = context.get("message", error["msg"])
    return kind, f"{quoted(str(error['input']))} {message}" if message.startswith("must") else message


def _keys_of(shape: type[BaseModel]) -> tuple[str, ...]:
    """Every key that stands somewhere in files of this shape."""
    return tuple(dict.fromkeys(_walk(shape.model_json_schema(by_alias=True))))


def _walk(schema: Any) -> Iterable[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for inner in schema.values():
            yield from _walk(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _walk(inner)
