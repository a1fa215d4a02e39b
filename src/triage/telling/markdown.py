"""Plain Markdown: what pages are put together from, and how text from outside is kept from being read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

__all__ = ["INDENT", "capital", "folded", "link", "prose", "quote", "slug", "table"]

INDENT = "    "

_MARKUP = re.compile(r"[\\*\[\]]|<(?=[A-Za-z/!])")
# Not one `\|` of a cell that is written already.
_BAR = re.compile(r"(?<!\\)\|")


def prose(text: str) -> str:
    """Somebody's sentence on one line, in which nothing is markup by chance; code in backticks stays."""
    flat = " ".join(text.split())
    if flat.count("`") % 2:
        return _escape(flat.replace("`", "'"))
    return "`".join(part if place % 2 else _escape(part) for place, part in enumerate(flat.split("`")))


def _escape(text: str) -> str:
    return _MARKUP.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return "&lt;" if found[0] == "<" else f"\\{found[0]}"


def capital(text: str) -> str:
    """Text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def slug(heading: str) -> str:
    """The anchor that the documentation's Markdown gives a heading; the same as Python-Markdown's own."""
    plain = normalize("NFKD", heading.replace("`", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def link(text: str, page: str, *, at: str = "") -> str:
    """A link to another page of the same folder, or to a heading on it."""
    return f"[{text}]({page}{f'#{slug(at)}' if at else ''})"


def quote(text: str) -> str:
    """Somebody's paragraphs as a quotation."""
    return "\n>\n".join(f"> {prose(paragraph)}" for paragraph in text.split("\n\n"))


def folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines that a reader opens when they are wanted, below a line that says what they are; on paper they are open."""
    yield from ('<details markdown="1">', f"<summary>{summary}</summary>", "", *lines, "", "</details>")


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, keep: int = 2) -> Iterator[str]:
    """
    A table, line by line, after an empty line; nothing when it has no rows.

    Args:
        header: What each column holds.
        rows: The cells, in Markdown.
        keep: How many columns stay even where every row leaves them empty.
    """
    cells = [[_BAR.sub(r"\\|", cell) for cell in row] for row in rows]
    kept = [place for place in range(len(header)) if place < keep or any(row[place] for row in cells)]
    if cells:
        yield ""
        yield _row([header[place] for place in kept])
        yield "|" + "---|" * len(kept)
        yield from (_row([row[place] for place in kept]) for row in cells)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
