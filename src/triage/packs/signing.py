"""
Reviews as they are entered: in `reviews.yaml`, with the very text that was judged beside it.

The text proves itself: the digest in its name, and in the review, is its own. So what an edit has changed since can be told for ever,
without a history of the files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from triage.errors import Problem, RuleError
from triage.model.digest import digest_of
from triage.model.words import Review
from triage.packs.loader import built
from triage.packs.release_schema import ReviewsFile
from triage.packs.shapes import shape_problems
from triage.packs.writing import keep, locked, write
from triage.packs.yaml import read_text

__all__ = ["enter", "signed_text"]

_FILE, _TEXTS = "reviews.yaml", "signed"
_BEGINNING = "# Who judged what, as `triage sign` enters it. No review stands here that nobody made.\nreviews:\n"

_EMPTY = re.compile(r"^reviews: *\[ *\] *(#.*)?$", re.MULTILINE)
_FIRST = re.compile(r"^reviews:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *)- ", re.MULTILINE)


def enter(folder: Path, reviews: Sequence[Review], texts: Mapping[str, Any]) -> list[Path]:
    """
    Add reviews to those of a pack. What stands there stays to the letter, comments included.

    Args:
        folder: That of the pack.
        reviews: What people said, each of a text as it stands.
        texts: The texts that were judged, as plain data, by their digests; each is kept once.

    Returns:
        The files written; the last is that of the reviews, which is written whole or not at all.

    Raises:
        RuleError: The file can't be read, or is written in a way that nothing can be added to; or a review has text that no rule file
            may hold.
    """
    file = folder / _FILE
    with locked(folder, name=".signing", what="review"):
        before = file.read_text("utf-8-sig") if file.exists() else ""
        old = _entries(before, shown=file) if before else []
        text = _with(before, reviews)
        if _entries(text, shown=file) != [*old, *map(_entry, reviews)]:
            message = "nothing can be added to a list that is written in this way; begin each review on a line of its own with `- `"
            raise RuleError((Problem("unreadable", message, where=f"{file}:1:1", path=(str(file),)),))
        kept = [_place(folder, review) for review in reviews]
        for place, review in zip(kept, reviews, strict=True):
            place.parent.mkdir(exist_ok=True)
            if not place.exists():
                keep(place, json.dumps(texts[review.digest], ensure_ascii=False, sort_keys=True, indent=1) + "\n")
        write(file, text)
    return [*kept, file]


def signed_text(folder: Path, review: Review) -> Any:
    """
    The very text that a review is of, as plain data; None where it wasn't kept.

    Raises:
        RuleError: What is kept under its name is another text.
    """
    place = _place(folder, review)
    if not place.exists():
        return None
    document = built(place)
    if digest_of(document) != review.digest:
        message = "this isn't the text that was signed: its digest differs; bring it back as it was"
        raise RuleError((Problem("bad-bundle", message, where=f"{place}:1:1", path=(str(place),)),))
    return document


def _place(folder: Path, review: Review) -> Path:
    return folder / _TEXTS / f"{review.rule or review.pack}-{review.digest[:12]}.json"


def _entries(text: str, *, shown: Path) -> list[dict[str, Any]]:
    document = read_text(text, shown=str(shown))
    problems = document.problems or shape_problems(document, ReviewsFile)
    if problems:
        raise RuleError(tuple(problems))
    entries: list[dict[str, Any]] = document.data["reviews"]
    return entries


def _entry(review: Review) -> dict[str, str]:
    of = {"rule": review.rule} if review.rule else {"pack": review.pack}
    said = {"by": review.by, "role": review.role, "on": review.on, "decision": review.decision, "digest": review.digest}
    return of | said | ({"comment": review.comment} if review.comment else {})


def _with(text: str, reviews: Iterable[Review]) -> str:
    """The text of the file with more reviews, each in lines of its own, indented as those that are there."""
    text = _EMPTY.sub(lambda found: f"reviews:{' ' + found[1] if found[1] else ''}", text or _BEGINNING)
    found = _FIRST.search(text)
    indent = found[1] if found else "  "
    lines = [text if text.endswith("\n") else f"{text}\n"]
    for review in reviews:
        for place, (key, value) in enumerate(_entry(review).items()):
            # Text in double quotes, as JSON has it, means the same in YAML whatever it holds.
            plain = key in ("rule", "pack", "decision", "digest") and not value.isdigit()
            lines.append(f"{indent}{'  ' if place else '- '}{key}: {value if plain else json.dumps(value, ensure_ascii=False)}\n")
    return "".join(lines)
