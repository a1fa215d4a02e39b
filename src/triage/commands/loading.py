"""Rules for commands: a folder, a built file, a released version, or the bundled ones."""

from __future__ import annotations

from pathlib import Path

from triage.api import bundled_rules
from triage.errors import Problem
from triage.model.ruleset import RuleSet
from triage.packs.archive import released_rules, sample_rules

__all__ = ["placed", "rules_from"]


def rules_from(path: str | None, *, cases: bool = True) -> RuleSet:
    """
    The rules at a path; the bundled ones when there is none.

    Args:
        path: A folder, a built file, or a release that came with the library, such as ``low-back-pain@0.2.0``; ``@sample`` and
            ``@visit`` are the invented packs.
        cases: Whether the files' own cases must hold.

    Raises:
        RuleError: They can't be used.
        FileNotFoundError: The path isn't there.
    """
    if path is None:
        return bundled_rules()
    name, at, version = path.partition("@")
    if at and not Path(path).exists():
        return released_rules(name, version) if name else sample_rules(version)
    # Reading rule files needs pydantic and PyYAML; most commands don't.
    from triage.packs.loader import load_rules

    return load_rules(path, cases=cases)


def placed(problems: tuple[Problem, ...], path: str | None) -> tuple[Problem, ...]:
    """Problems of the rules at a path, by file and line where they come from files."""
    if path is None:
        return problems
    from triage.packs import loader

    return loader.placed(problems, path)
