"""The errors of the library, and the problem that each of them lists."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from triage.names import printable

__all__ = ["PanelError", "Problem", "RecordError", "RuleError", "TriageError"]

_SHOWN = 20


@frozen
class Problem:
    """
    One fault: what is wrong, where, and what would be right.

    Attributes:
        code: What kind of fault it is; permanent, so that callers may branch on it (``unknown-finding``).
        message: One line for a person. Never holds a person's answer.
        where: For symptoms, the key as it was given, escaped and cut at 60 characters. For rules,
            ``file:line:column``, or the path inside the rule set when there is no file.
        path: For rules, the keys and indices that lead to the fault. Empty for symptoms.
    """

    code: str
    message: str
    where: str = ""
    path: tuple[str | int, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        # A file's name may hold anything, and so may what a place is named after.
        return f"{printable(self.where)}: {self.message}" if self.path else self.message


class TriageError(Exception):
    """
    Everything this library raises on purpose.

    Attributes:
        problems: Every fault found, not only the first.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:_SHOWN]]
        if len(self.problems) > _SHOWN:
            lines.append(f"... and {len(self.problems) - _SHOWN} more problems, all in `.problems`")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self.problems)} problems>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class RuleError(TriageError):
    """A rule set that can't be used: each problem says in which file, line and column, and what would be right."""


class PanelError(TriageError):
    """What was submitted for a panel can't be used: each problem names its line and what is missing or contradicts."""


class RecordError(TriageError):
    """A stored assessment that can't be gone through again: each problem says what is missing, or which rules it needs."""
