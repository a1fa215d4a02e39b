"""Symptoms as a request brings them: text to a mapping, in which nothing was lost and nothing is coerced."""

from __future__ import annotations

import json
from typing import Any

from triage.errors import Problem
from triage.names import printable, quoted

__all__ = ["MOST_BYTES", "object_in"]

# A whole form is about ten thousand characters.
MOST_BYTES = 256 * 1024
_WHERE = 60


def object_in(body: bytes) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """
    The object in a body, and what is wrong with it.

    Of a key that is there twice only one answer would count, and nobody could say which: it is left out and named. What can't be read at
    all gives an empty object.
    """
    if len(body) > MOST_BYTES:
        return _unreadable("body-too-long", f"the body has more than {MOST_BYTES // 1024} KiB")
    reader = _Reader()
    try:
        found = json.loads(body.removeprefix(b"\xef\xbb\xbf"), object_pairs_hook=reader.once, parse_constant=_Constant)
    except (ValueError, RecursionError):
        # What json says holds what somebody sent.
        return _unreadable("not-json", "the body isn't JSON in UTF-8")
    if not isinstance(found, dict):
        return _unreadable("not-an-object", "the body must be one JSON object")
    return found, tuple(reader.problems)


class _Constant:
    """NaN or Infinity, which Python reads in JSON: an answer of a kind that nothing takes."""

    def __init__(self, _: str) -> None:
        pass


class _Reader:
    """Reads objects and notes what is given twice."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        twice: dict[str, None] = {}
        for key, value in pairs:
            if key in found:
                twice[key] = None
            found[key] = value
        for key in twice:
            del found[key]
            message = f"{quoted(key)} is there more than once; give it once"
            self.problems.append(Problem("given-twice", message, where=printable(key)[:_WHERE]))
        return found


def _unreadable(code: str, message: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    return {}, (Problem(code, message),)
