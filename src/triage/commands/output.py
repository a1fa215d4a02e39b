"""Standard streams that can be relied on, and printing that changes nothing about what was found."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

__all__ = ["give_up", "prepare", "tell"]


def prepare() -> None:
    """
    Make the standard streams take any text.

    A terminal or a pipe that knows fewer characters gets the others escaped, and a stream that is closed reads as empty and swallows
    what is written: neither may stand between somebody and an emergency.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  (for as long as the process lives)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def tell(text: str, *, stream: TextIO | None = None) -> None:
    """Print lines for who looks on. A reader that is gone, or a full disk, is told of where that is still possible, and no error."""
    to = sys.stdout if stream is None else stream
    try:
        to.write(f"{text}\n")
        to.flush()
    except (OSError, ValueError) as error:
        give_up(to)
        if to is not sys.stderr and not isinstance(error, BrokenPipeError):
            tell(f"triage: the output can't be written ({getattr(error, 'strerror', None) or 'it is closed'})", stream=sys.stderr)


def give_up(stream: TextIO) -> None:
    """Let what is still waiting in a stream go nowhere: at its end Python would try again, and exit with a code of its own."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
