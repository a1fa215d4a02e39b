"""Answers in JSON files: plain ones, and those in the record of an assessment."""

from __future__ import annotations

import json
import sys
from errno import EFBIG
from typing import Any

from triage.engine.faults import not_a_name, not_symptoms
from triage.errors import Problem
from triage.names import quoted

__all__ = ["answers_in", "document_in", "plain_in", "recorded"]

# Bytes of a file of answers; a whole assessment has some thousands.
_LARGEST = 16_000_000


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as it is written: a dict would keep one of two answers to the same question, and not say so."""


def document_in(name: str, problems: list[Problem]) -> Any:
    """What stands in a JSON file, or on standard input for `-`; objects as the pairs that are written."""
    try:
        # A byte order mark, which some editors put before UTF-8, says nothing.
        return json.loads(_bytes(name).decode("utf-8-sig"), object_pairs_hook=_Pairs)
    except OSError as error:
        problems.append(Problem("unreadable", f"{quoted(name)} can't be read: {error.strerror or 'it is no file'}"))
    except (ValueError, RecursionError) as error:
        problems.append(Problem("not-json", f"{quoted(name)} isn't JSON in UTF-8 ({type(error).__name__})"))
    return _Pairs()


def plain_in(name: str, problems: list[Problem]) -> Any:
    """
    What stands in a JSON file, or on standard input for `-`, as plain data.

    Of a key that is there twice Python would keep the last, so that is a fault. Until it is mended two lists count as one, and of other
    values the first.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if isinstance(found.get(key), list) and isinstance(value, list):
                found[key] += value
            found.setdefault(key, value)
        if len(found) < len(pairs):
            problems.append(Problem("repeated-key", f"{quoted(name)} has an object with a key that is there twice"))
        return found

    try:
        return json.loads(_bytes(name).decode("utf-8-sig"), object_pairs_hook=once)
    except OSError as error:
        problems.append(Problem("unreadable", f"{quoted(name)} can't be read: {error.strerror or 'it is no file'}"))
    except (ValueError, RecursionError) as error:
        problems.append(Problem("not-json", f"{quoted(name)} isn't JSON in UTF-8 ({type(error).__name__})"))
    return None


def _bytes(name: str) -> bytes:
    if name == "-":
        # What stands in for standard input may be text alone.
        found = sys.stdin.buffer.read(_LARGEST + 1) if hasattr(sys.stdin, "buffer") else sys.stdin.read().encode()
    else:
        # A pipe may be meant; of a device the end never comes.
        with open(name, "rb") as opened:
            found = opened.read(_LARGEST + 1)
    if len(found) > _LARGEST:
        raise OSError(EFBIG, f"it has more than {_LARGEST:,} bytes")
    return found


def answers_in(document: Any, problems: list[Problem]) -> list[tuple[Any, Any]]:
    """Plain answers: an object of finding to answer, or a list of findings that are present."""
    if isinstance(document, _Pairs):
        return [(name, _plain(answer)) for name, answer in document]
    if not isinstance(document, list):
        problems.append(not_symptoms(document))
        return []
    problems += [not_a_name(place, _plain(item)) for place, item in enumerate(document, start=1) if not isinstance(item, str)]
    return [(item, True) for item in document if isinstance(item, str)]


def _plain(value: Any) -> Any:
    """An object where an answer should stand, under the name that callers know it by."""
    return dict(value) if isinstance(value, _Pairs) else value


def recorded(document: Any) -> dict[str, Any] | None:
    """The parts of an assessment's record as `to_dict` makes it; None for anything else."""
    parts = dict(document) if isinstance(document, _Pairs) else {}
    if "format" not in parts or not all(isinstance(parts.get(key), _Pairs) for key in ("outcome", "rules")):
        return None
    return {**parts, "outcome": dict(parts["outcome"]), "rules": dict(parts["rules"])}
