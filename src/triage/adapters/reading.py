"""Symptoms as a request brings them: text to a mapping, in which nothing was lost and nothing is coerced."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from triage.errors import Problem
from triage.model.findings import UNSURE
from triage.names import quoted

__all__ = ["MOST_BYTES", "merged", "object_in"]

# A whole form is about ten thousand characters.
MOST_BYTES = 256 * 1024


def object_in(body: bytes, *, most: int = MOST_BYTES) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """
    The object in a body, and what is wrong with it.

    Of a key that is there twice Python would keep the last: see `merged`. What can't be read at all gives an empty object.
    """
    if len(body) > most:
        return _unreadable("body-too-long", f"the body has more than {most // 1024} KiB")
    problems: list[Problem] = []
    try:
        read = partial(merged, problems=problems)
        found = json.loads(body.removeprefix(b"\xef\xbb\xbf"), object_pairs_hook=read, parse_constant=_Constant)
    except (ValueError, RecursionError):
        # What json says holds what somebody sent.
        return _unreadable("not-json", "the body isn't JSON in UTF-8")
    if not isinstance(found, dict):
        return _unreadable("not-an-object", "the body must be one JSON object")
    return found, tuple(problems)


class _Constant:
    """NaN or Infinity, which Python reads in JSON: an answer of a kind that nothing takes."""

    def __init__(self, _: str) -> None:
        pass


def merged(pairs: Iterable[tuple[Any, Any]], problems: list[Problem]) -> dict[Any, Any]:
    """
    The answers by name. Two different ones to one question are a fault, and the more serious one counts until it is mended.

    Where none is the more serious, as with two numbers, the question is open again.
    """
    found: dict[Any, Any] = {}
    for name, answer in pairs:
        before = found.get(name, answer)
        if name not in found or (type(before), before) == (type(answer), answer):
            found[name] = answer
            continue
        problems.append(Problem("repeated-answer", f"{quoted(name)} is answered twice, and not the same; say it once", where=name))
        serious = [each for each in (True, UNSURE, False) if any(each is other or (each == UNSURE == other) for other in (before, answer))]
        found[name] = serious[0] if serious else None
    return found


def _unreadable(code: str, message: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    return {}, (Problem(code, message),)
