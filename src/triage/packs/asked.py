"""What sources ask for, read from the file beside the releases that says where it isn't what the pack demands."""

from __future__ import annotations

from collections.abc import Mapping
from os.path import lexists
from pathlib import Path

from triage.errors import Problem, RuleError
from triage.model.outcome import Outcome
from triage.model.rules import Content
from triage.model.words import Asked
from triage.names import meant, quoted
from triage.packs.release_schema import AsksFile
from triage.packs.shapes import shape_problems
from triage.packs.yaml import read_file

__all__ = ["asked_in"]

_FILE = "asks.yaml"


def asked_in(folder: Path, content: Content) -> Mapping[str, Asked]:
    """
    What sources ask for, by the statement of the pack's coverage; empty without a file.

    Raises:
        RuleError: The file can't be read, or names a statement that the pack doesn't have.
    """
    file = folder / _FILE
    # By the name itself: a link to nowhere is a fault, and not no file.
    if not lexists(file):
        return {}
    document = read_file(file, shown=str(file))
    problems = document.problems or shape_problems(document, AsksFile)
    if problems:
        raise RuleError(tuple(problems))
    known = [demand.id for demand in content.coverage]
    entries = document.data["asks"]
    strange = [name for name in entries if name not in known]
    if strange:
        raise RuleError(tuple(_unknown(name, known, document.place(("asks", name))) for name in strange))
    return {name: _asked(**entry) for name, entry in entries.items()}


def _unknown(name: str, known: list[str], where: str) -> Problem:
    message = f"unknown statement {quoted(name)}{meant(name, known)}"
    return Problem("unknown-statement", message, where=where, path=("asks", name))


def _asked(asks: str, says: str, less_for: str = "") -> Asked:
    return Asked(None if asks == "unstated" else Outcome.parse(asks), says, less_for)
