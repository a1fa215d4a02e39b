"""How names are quoted in messages, and which known name a misspelt one was probably meant to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable

__all__ = ["listed", "meant", "quoted"]

_SHOWN = 60


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

    near = get_close_matches(name, known, n=1, cutoff=0.6) or get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    return f"; did you mean {quoted(near[0])}?" if near else ""
