"""
Words where a key was asked for.

Who types `unsure` in a form that takes `u`, `n` and `y` would answer the next line with no, and never know.
"""

from __future__ import annotations

from typing import Any

from attrs import define, field

from triage.model.findings import UNSURE

__all__ = ["Run"]

# In this order: `no` is a whole word and the beginning of another.
_WORDS: dict[str, bool | str] = {"yes": True, "no": False, "not sure": UNSURE, "unsure": UNSURE}


@define
class Run:
    """
    The keys pressed one after the other that may be a word.

    Attributes:
        text: The keys.
        answered: The findings that they answered, with what was answered before; None for nothing.
        is_word: Whether a key came that is no answer, and goes on with a word.
    """

    text: str = ""
    answered: list[tuple[str, Any]] = field(factory=list)
    is_word: bool = False

    def word(self, key: str, *, answers: bool) -> bool | str | None:
        """
        What the word means that this key goes on with; None when it does not.

        Args:
            key: The key.
            answers: Whether it would be an answer by itself.
        """
        if not self.text or len(key) != 1 or (answers and not self.is_word):
            return None
        return next((meant for word, meant in _WORDS.items() if word.startswith(self.text + key)), None)

    def answer(self, key: str, name: str, before: Any) -> None:
        """Note a key that answered a line."""
        goes_on = self.text and not self.is_word and any(word.startswith(self.text + key) for word in _WORDS)
        if not goes_on:
            self.end()
        self.text += key
        self.answered.append((name, before))

    def end(self) -> None:
        """Whatever comes next is no part of it."""
        self.text, self.answered, self.is_word = "", [], False
