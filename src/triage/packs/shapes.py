"""Checking a document against its shape, and saying every fault in the words of rule authors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from triage.errors import Problem
from triage.model.conditions import Path
from triage.names import DATE, ID, NAME, REF, VERSION, VERSIONS, listed, meant, quoted
from triage.packs.condition_schema import NEGATIONS
from triage.packs.yaml import Document

__all__ = ["shape_problems"]

# How many misspelt keys of a file are guessed.
_SUGGESTED = 10

_PLAIN = {
    "list_type": "must be a list",
    "dict_type": "must be a map",
    "model_type": "must be a map",
    "bool_type": "must be `true` or `false`",
    "int_type": "must be a whole number",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most 60 characters",
}

_PATTERNS = {
    NAME: "a name is lower-case words joined by `_`",
    ID: "an id is lower-case words joined by `-`",
    REF: "a ref is letters, a hyphen and a number, such as `C-01`",
    DATE: 'a date is written "2026-11-22"',
    VERSION: "a version is three numbers, such as 0.1.0",
    VERSIONS: "a version is three numbers, such as 0.1.0; of several packs, one each, joined by `+`",
    "^[0-9a-f]{64}$": "a digest has 64 hexadecimal digits; `triage review` prints it",
}


def shape_problems(document: Document, shape: type[BaseModel]) -> tuple[Problem, ...]:
    """Every way in which a document doesn't have its shape; one problem a fault."""
    try:
        shape.model_validate(document.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        unknown = _unknown(errors)
        kept = [each for each in errors if not _misspelt(each, unknown)]
        # Guessing what each of thousands was meant to be would take minutes, and nobody reads it.
        guessed = {id(each) for each in [each for each in kept if each["type"] == "extra_forbidden"][:_SUGGESTED]}
        return tuple(_problem(document, shape, each, guess=id(each) in guessed) for each in kept)
    return ()


def _unknown(errors: Iterable[Mapping[str, Any]]) -> dict[tuple[Any, ...], list[str]]:
    """The keys that don't belong where they are written, by where that is."""
    found: dict[tuple[Any, ...], list[str]] = {}
    for error in errors:
        if error["type"] == "extra_forbidden":
            found.setdefault(error["loc"][:-1], []).append(str(error["loc"][-1]))
    return found


def _misspelt(error: Mapping[str, Any], unknown: Mapping[tuple[Any, ...], list[str]]) -> bool:
    """Whether a key is missing only because it is misspelt: that is one fault, and faulted where it is written."""
    if error["type"] != "missing":
        return False
    *parent, key = error["loc"]
    return any(meant(each, [str(key)]) for each in unknown.get(tuple(parent), ())[:_SUGGESTED])


def _problem(document: Document, shape: type[BaseModel], error: Mapping[str, Any], *, guess: bool) -> Problem:
    # Tags of unions stand in angle brackets in the location, and mark where a key itself is at fault.
    path: Path = tuple(step for step in error["loc"] if not (isinstance(step, str) and step[:1] in "<["))
    # Where these faults stand in what pydantic takes as one input.
    if error["type"] == "no-kind":
        path = (*path, "kind")
    elif error["type"] == "negation" and isinstance(error["input"], dict):
        path = (*path, *[key for key in error["input"] if key in NEGATIONS][:1])
    code, message = _told(error, path, shape, guess=guess)
    return Problem(code, message, where=document.place(path), path=path or (document.file,))


def _told(error: Mapping[str, Any], path: Path, shape: type[BaseModel], *, guess: bool) -> tuple[str, str]:
    kind, context = error["type"], error.get("ctx", {})
    last = quoted(str(path[-1])) if path else "the file"
    if kind == "missing":
        return "missing-key", f"{last} is missing"
    if kind == "extra_forbidden" and path[-1] == "reviews":
        return "unknown-key", "`reviews` doesn't belong here; who reviewed what stands in `reviews.yaml`, outside of what is signed"
    if kind == "extra_forbidden":
        keys = _keys_of(shape)
        message = f"{last} doesn't belong here" if path[-1] in keys else f"unknown key {last}{meant(str(path[-1]), keys) if guess else ''}"
        return "unknown-key", message
    if kind == "string_pattern_mismatch":
        return "bad-name", f"{quoted(str(error['input']))}: {_PATTERNS[context['pattern']]}"
    if kind == "literal_error":
        expected = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        near = meant(str(error["input"]), expected)
        given = last if isinstance(error["input"], dict | list) else quoted(str(error["input"]))
        return "unknown-word", f"{given} must be {listed(expected)}{near}"
    if kind in _PLAIN or kind in ("string_type", "too_short", "too_long"):
        subject = last if path and isinstance(path[-1], str) else f"entry {int(path[-1]) + 1}" if path else "the file"
        return "wrong-shape", f"{subject} {_PLAIN.get(kind) or _measured(kind, error)}"
    message = context.get("message", error["msg"])
    return kind, f"{quoted(str(error['input']))} {message}" if message.startswith("must") else message


def _measured(kind: str, error: Mapping[str, Any]) -> str:
    """What is wrong with a list's length, or with what stands in the place of text."""
    if kind == "string_type":
        return "must be text" + ("" if isinstance(error["input"], list | dict) else "; quote it")
    few = kind == "too_short"
    count = error["ctx"]["min_length" if few else "max_length"]
    return f"must have at {'least' if few else 'most'} {count} {'entry' if count == 1 else 'entries'}"


@cache
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
