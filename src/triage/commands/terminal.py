"""Printing for people: wrapped to the terminal, with colour where rich is installed and somebody looks."""

from __future__ import annotations

import os
import shutil
from textwrap import TextWrapper
from typing import Any, TextIO

from triage.model.outcome import Level

__all__ = ["LEVEL_STYLES", "Terminal", "wrapped"]

LEVEL_STYLES = {
    Level.EMERGENCY: "bold white on red",
    Level.SEEK_CARE: "bold black on yellow",
    Level.STOP: "bold black on cyan",
    Level.NONE_FOUND: "bold",
}


class Terminal:
    """
    A stream that text is wrapped for.

    Args:
        stream: Where to print. Colour is used only on a terminal, and never when NO_COLOR is set.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._rich = _console(stream)

    @property
    def width(self) -> int:
        """Columns to wrap to: those of the terminal, at least 20 and at most 88."""
        return max(20, min(88, shutil.get_terminal_size((88, 24)).columns))

    def say(self, text: str = "", *, style: str = "", indent: str = "", hanging: int = 0) -> None:
        """Print paragraphs, wrapped; their later lines stand so much further in."""
        self.write("\n".join(wrapped(text, self.width, indent=indent, hanging=hanging)) + "\n", style=style)

    def write(self, text: str, *, style: str = "") -> None:
        """Print text as it is."""
        if self._rich is not None and style:
            self._rich.print(text, style=style, end="", markup=False, highlight=False, soft_wrap=True)
        else:
            self.stream.write(text)
        self.stream.flush()


def wrapped(text: str, width: int, *, indent: str = "", hanging: int = 0, exact: bool = False) -> list[str]:
    """The lines of some paragraphs. No word is broken, unless every line must fit exactly."""
    later = indent + " " * hanging
    wrapper = TextWrapper(width, initial_indent=indent, subsequent_indent=later, break_long_words=exact, break_on_hyphens=False)
    return [line for paragraph in text.split("\n") for line in wrapper.wrap(paragraph) or [""]]


def _console(stream: TextIO) -> Any:
    """Rich's console where there is one to use; plain text is never an error."""
    if not stream.isatty() or os.environ.get("NO_COLOR"):
        return None
    try:
        from rich.console import Console
    except ImportError:
        return None
    return Console(file=stream)
