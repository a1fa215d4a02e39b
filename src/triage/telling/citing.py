"""Sources by a short name, as clinicians call them: NICE NG127; Henschke N et al 2009; NHS website: Sciatica."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from textwrap import shorten

from triage.model.words import Source

__all__ = ["short_names"]

# A surname or two, then initials: who wrote it, and whether others did too.
_AUTHORS = re.compile(r"(?P<first>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? [A-Z]{1,3})(?P<others>, .+| et al)?")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_LONG = 70


def short_names(sources: Collection[Source]) -> dict[str, str]:
    """A short name for each source, by id; no two have the same."""
    first = {source.id: _first(source) for source in sources}
    count = Counter(first.values())
    names = {source.id: first[source.id] if count[first[source.id]] == 1 else _fuller(first[source.id], source) for source in sources}
    count = Counter(names.values())
    return {name: shorten(short, _LONG, placeholder=" …") if count[short] == 1 else name for name, short in names.items()}


def _first(source: Source) -> str:
    """The publisher, or the first author and the year, or the title."""
    whole = source.title or source.id
    start = whole.split(". ")[0].rstrip(".")
    if authors := _AUTHORS.fullmatch(start):
        year = _YEAR.search(whole.removeprefix(start))
        others = " et al" if authors["others"] else ""
        return f"{authors['first']}{others}{f' {year[0]}' if year else ''}"
    return start


def _fuller(name: str, source: Source) -> str:
    """With what follows in the title."""
    rest = source.title.split(". ")[1:]
    return f"{name}: {rest[0].split(', ')[0].rstrip('.')}" if rest else name
