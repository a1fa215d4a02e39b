"""Panels as a form on the terminal: every line in sight, one key an answer, arrows to move."""

from __future__ import annotations

from abc import ABC, abstractmethod

from triage.commands.canvas import Canvas, Row
from triage.commands.interview import Interview, Visit
from triage.commands.keys import Keys
from triage.commands.leading import Did, so_far
from triage.commands.terminal import wrapped
from triage.model.findings import Finding
from triage.model.rules import Line
from triage.telling.wording import label_of

__all__ = ["Form"]

_JOINED = "\0"


class Form(ABC):
    """
    A panel in front of somebody who presses keys.

    Args:
        interview: What was said so far.
        visit: The panel.
        canvas: Where it is drawn.
        keys: What is pressed.
    """

    moves = ("up, down move", "b back", "f so far", "? help", "q quit")

    def __init__(self, interview: Interview, visit: Visit, canvas: Canvas, keys: Keys) -> None:
        self.interview = interview
        self.visit = visit
        self.canvas = canvas
        self.keys = keys
        self.at = 0
        self.note = ""
        self.leaving = False

    def run(self) -> Did:
        """Show it until it is done or left."""
        while True:
            self.draw()
            key, self.note = self.keys.next(), ""
            self.leaving &= key == "q"
            did = self.command(key) if key in ("b", "f", "q", "?", "h", "up", "down", "end") else self.press(key)
            if did is not None:
                self.at = len(self.lines)
                self.draw(still=True)
                self.canvas.leave()
                return did

    @property
    def lines(self) -> list[Line]:
        """The lines in front of the person."""
        return self.interview.lines(self.visit)

    def finding(self) -> Finding | None:
        """What the person is at; None behind the last line."""
        lines = self.lines
        return self.interview.rules.findings[lines[self.at].finding] if self.at < len(lines) else None

    def command(self, key: str) -> Did | None:
        """What works at any time."""
        if key == "end" or (key == "q" and self.leaving):
            return Did.QUIT
        if key == "q":
            self.leaving = True
            # One stray key must not end it.
            self.note = "Press q once more to stop; the result of what you have said is then shown."
            return None
        if key == "b":
            return Did.BACK
        if key == "f":
            self.draw(still=True)
            self.canvas.leave()
            so_far(self.interview, self.canvas.talk)
        elif key in ("?", "h"):
            finding = self.finding()
            told = [finding.question or label_of(finding), finding.help] if finding is not None else []
            self.note = "\n".join(filter(None, told)) or "Go up to a line for help with it."
        else:
            self.at = min(max(self.at + (1 if key == "down" else -1), 0), self.last)
        return None

    @property
    def last(self) -> int:
        """The last place to be at."""
        return len(self.lines)

    def draw(self, *, still: bool = False) -> None:
        """Draw it; still, as it stays on the screen when the person has left it."""
        width = self.canvas.size[0]
        groups = [self.rows(place, line, width, here=place == self.at and not still) for place, line in enumerate(self.lines)]
        groups.append(self.end_rows(width, still=still))
        note = [(text, "bold") for text in wrapped(self.note, width, indent="  ", exact=True)] if self.note else []
        # A key stays beside what it does, wherever the line is broken.
        words = "   ".join(each.replace(" ", _JOINED) for each in (*self.keys_text, *self.moves))
        foot = (
            [] if still else [("", "")] + [(text.replace(_JOINED, " "), "dim") for text in wrapped(words, width, indent="  ", exact=True)]
        )
        self.canvas.draw(groups, at=self.at, foot=[*note, *foot])

    @property
    @abstractmethod
    def keys_text(self) -> tuple[str, ...]:
        """Which keys answer here."""

    @abstractmethod
    def press(self, key: str) -> Did | None:
        """Do what a key says; says how the form is left when it is."""

    @abstractmethod
    def rows(self, place: int, line: Line, width: int, *, here: bool) -> list[Row]:
        """A line of the panel."""

    @abstractmethod
    def end_rows(self, width: int, *, still: bool) -> list[Row]:
        """What stands behind the lines."""
