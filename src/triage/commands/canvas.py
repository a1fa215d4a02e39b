"""A block of lines at the bottom of a terminal that is drawn again in its place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeAlias

from triage.commands.terminal import Terminal

__all__ = ["Canvas", "Row"]

# A line of text, no wider than the canvas, and its style.
Row: TypeAlias = tuple[str, str]

_ROWS = 24
_NARROWEST, _LOWEST = 30, 12
# So many rows are left to the lines, however long the help is.
_LEFT = 6
_MORE = ("  ...", "dim")


class Canvas:
    """
    A block that replaces itself. What was printed before it stays.

    Args:
        talk: The terminal.
    """

    def __init__(self, talk: Terminal) -> None:
        self.talk = talk
        self._drawn = 0
        self._size = (0, 0)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows to draw in."""
        try:
            columns, rows = os.get_terminal_size(self.talk.stream.fileno())
        except (OSError, ValueError):
            columns, rows = 0, 0
        return min(self.talk.width, columns or self.talk.width), rows or _ROWS

    @property
    def has_room(self) -> bool:
        """Whether a form can be read on it."""
        columns, rows = self.size
        return columns >= _NARROWEST and rows >= _LOWEST

    def draw(self, groups: Sequence[Sequence[Row]], *, at: int, foot: Sequence[Row]) -> None:
        """
        Draw in place of what was drawn before.

        Args:
            groups: Rows that belong together. Where not all have room, those around one of them are drawn.
            at: Which one.
            foot: Rows below them.
        """
        size = self.size
        foot = foot[: size[1] - _LEFT]
        rows = [*_fitted(groups, at, size[1] - len(foot) - 1), *foot]
        # After a change of size nobody knows where the old block begins: it stays, and the new one comes below.
        up = f"\x1b[{self._drawn}A\r\x1b[J" if self._drawn and size == self._size else ""
        self.talk.write(up)
        for text, style in rows:
            self.talk.write(text + "\n", style=style)
        self._drawn, self._size = len(rows), size

    def leave(self) -> None:
        """Let the block stand; what is drawn next comes below it."""
        self._drawn = 0


def _fitted(groups: Sequence[Sequence[Row]], at: int, room: int) -> list[Row]:
    """The rows of as many groups around one as there is room for."""
    if sum(map(len, groups)) <= room:
        return [row for group in groups for row in group]
    first = last = min(at, len(groups) - 1)
    room -= len(groups[first]) + 2
    while True:
        if last + 1 < len(groups) and len(groups[last + 1]) <= room:
            last += 1
            room -= len(groups[last])
        elif first > 0 and len(groups[first - 1]) <= room:
            first -= 1
            room -= len(groups[first])
        else:
            break
    above, below = [_MORE] * (first > 0), [_MORE] * (last + 1 < len(groups))
    return [*above, *(row for group in groups[first : last + 1] for row in group), *below]
