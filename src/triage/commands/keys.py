"""Single keys of a terminal, without Enter, where the system has them."""

from __future__ import annotations

import codecs
import os
import select
from types import TracebackType
from typing import Any, Self, TextIO

__all__ = ["Keys", "keys_of"]

_NAMES = {"\r": "enter", "\n": "enter", "\x7f": "backspace", "\x08": "backspace", "\x04": "end"}
_ARROWS = {"A": "up", "B": "down", "C": "right", "D": "left"}
# What follows an escape comes with it, within this time; an Escape that a person presses comes alone.
_TOGETHER_SECONDS = 0.05


class Keys:
    """
    The keys of one terminal, while it is entered; afterwards it is as it was.

    Args:
        file: Descriptor of the terminal.
        termios: The module, which Windows lacks.
    """

    def __init__(self, file: int, termios: Any) -> None:
        self._file = file
        self._termios = termios
        self._before: Any = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def __enter__(self) -> Self:
        self._before = self._termios.tcgetattr(self._file)
        self._listen()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._termios.tcsetattr(self._file, self._termios.TCSADRAIN, self._before)

    def next(self) -> str:
        """
        The next key.

        A character; `up`, `down`, `left`, `right`, `enter`, `backspace`, `escape`; `end` for the end of the input; empty for any other.
        """
        # At every key, for a shell that stopped us and went on again has set its own mode.
        self._listen()
        character = self._character()
        if character != "\x1b":
            return _NAMES.get(character, character if character.isprintable() else "") if character else "end"
        if not self._waiting():
            return "escape"
        if self._character() not in ("[", "O"):
            return ""
        while (last := self._character()) and not "@" <= last <= "~":
            pass
        return _ARROWS.get(last, "")

    def forget(self) -> None:
        """Drop what was pressed and not read yet."""
        self._termios.tcflush(self._file, self._termios.TCIFLUSH)

    def _listen(self) -> None:
        termios = self._termios
        mode = termios.tcgetattr(self._file)
        # Lines are no longer waited for and nothing is echoed; Ctrl-C and Ctrl-Z stay what they are.
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._file, termios.TCSADRAIN, mode)

    def _waiting(self) -> bool:
        return bool(select.select([self._file], [], [], _TOGETHER_SECONDS)[0])

    def _character(self) -> str:
        """One character, whole; empty when the input has ended."""
        while read := os.read(self._file, 1):
            if character := self._decoder.decode(read):
                return character
        return ""


def keys_of(source: TextIO, screen: TextIO) -> Keys | None:
    """The keys behind a stream, when somebody types there and sees the screen; None where lines must do."""
    if os.environ.get("TERM", "dumb") == "dumb" or not (source.isatty() and screen.isatty()):
        return None
    try:
        import termios
    except ImportError:
        return None
    return Keys(source.fileno(), termios)
