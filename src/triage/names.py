"""How names are quoted in messages, and which known name a misspelt one was probably meant to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

__all__ = ["DATE", "ID", "NAME", "REF", "VERSION", "VERSIONS", "hidden_in", "listed", "meant", "printable", "quoted"]

# What a name of each kind is made of. Files and pages are named after some of them, so none holds a path.
NAME = r"^[a-z][a-z0-9_]*$"
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REF = r"^[A-Z]+-?[0-9]+[a-z]?$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
VERSION = r"^[0-9]+\.[0-9]+\.[0-9]+$"
VERSIONS = r"^[0-9]+\.[0-9]+\.[0-9]+(\+[0-9]+\.[0-9]+\.[0-9]+)*$"

_SHOWN = 60

# What nobody sees, and what makes a line look other than it is: control characters but tab and line feed, line breaks that only some
# readers take for one, what turns the direction of text, what has no width, and what stands for no character.
_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
)


@cache
def _hidden() -> re.Pattern[str]:
    # Evaluating never looks for any, and importing it costs more than evaluating.
    import re

    return re.compile(f"[{_HIDDEN}]")


def hidden_in(text: str) -> re.Match[str] | None:
    """The first character that people don't see as it is; files for people hold none but tabs and line feeds."""
    return _hidden().search(text)


def printable(text: str) -> str:
    """A line as it may be printed anywhere: what a terminal could obey, or not show, is escaped."""
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    if character == "`":
        return "\\x60"
    return character if character.isprintable() else character.encode("unicode_escape").decode()


def quoted(name: str) -> str:
    """
    A name in backticks, safe to print: what isn't printable is escaped, and 60 characters are shown at most.

    A key comes from outside; it may be a million characters long, or rewrite the terminal it is printed on.
    """
    shown = "".join(_escaped(character) for character in name[:_SHOWN])
    return f"`{shown[:_SHOWN]}...`" if len(name) > _SHOWN or len(shown) > _SHOWN else f"`{shown}`"


def listed(names: Iterable[object], *, last: str = "or") -> str:
    """Names in backticks as a list in a sentence: `a`, `b` or `c`."""
    each = [quoted(str(name)) for name in names]
    return f" {last} ".join(filter(None, [", ".join(each[:-1]), *each[-1:]]))


def meant(name: str, known: Collection[str]) -> str:
    """Say which known name is near, as the end of a message; empty when none is, or the name is too long to guess."""
    if len(name) > _SHOWN:
        return ""
    # Only a fault needs it, and importing it costs more than evaluating.
    from difflib import get_close_matches

    near = next(filter(None, (get_close_matches(each, known, n=1, cutoff=0.6) for each in dict.fromkeys((name, name.lower())))), None)
    return f"; did you mean {quoted(near[0])}?" if near else ""
