"""Rules for commands: folders, built files, released versions, or the bundled ones; one pack or several."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from triage.api import bundled_rules
from triage.errors import Problem
from triage.model.ruleset import RuleSet
from triage.packs.archive import common_rules, released_rules, sample_rules
from triage.packs.bundle import BUNDLED

__all__ = ["add_onto", "add_rules", "onto_of", "placed", "rules_from", "rules_of"]

_ONTO = "add them to these rules (the bundled ones); may be given several times"


def add_rules(command: Any, *, purpose: str = "") -> None:
    """Let a command take other rules than the bundled ones, and several packs."""
    what = f"{purpose}folder or built file of other rules, or a release such as {BUNDLED}@0.2.0; several times for several packs"
    command.add_argument("--rules", action="append", metavar="RULES", help=what)
    add_onto(command)


def add_onto(command: Any) -> None:
    """Let a command take the rules that others are added to."""
    command.add_argument("--onto", action="append", nargs="?", const=BUNDLED, metavar="RULES", help=_ONTO)


def rules_of(options: Namespace) -> RuleSet:
    """The rules that a command was given with ``--rules`` and ``--onto``; the bundled ones when with neither."""
    return rules_from(options.rules, onto=onto_of(options))


def onto_of(options: Namespace) -> RuleSet | None:
    """The rules of ``--onto``; None without it."""
    return rules_from(options.onto) if options.onto else None


def rules_from(paths: str | Sequence[str] | None, *, onto: RuleSet | None = None, cases: bool = True) -> RuleSet:
    """
    The rules at some paths as one rule set; the bundled ones when there is none.

    Args:
        paths: One or several folders, built files, or releases that came with the library, such as ``low-back-pain@0.2.0``;
            ``low-back-pain`` alone is the bundled rules, ``@common`` the questions that many packs
            share, and ``@sample`` and ``@visit`` are the invented packs.
        onto: The rules that these are added to.
        cases: Whether the files' own cases must hold.

    Raises:
        RuleError: They can't be used.
        FileNotFoundError: A path isn't there.
    """
    rules, left = onto, []
    for path in [paths] if isinstance(paths, str) else paths or ():
        came = None if Path(path).exists() else _came_with_the_library(path)
        if came is None:
            left.append(path)
        else:
            rules = came if rules is None else _joined(rules, came)
    if not left:
        return rules if rules is not None else bundled_rules()
    # Reading rule files needs pydantic and PyYAML; most commands don't.
    from triage.packs.loader import load_rules

    return load_rules(*left, onto=rules, cases=cases)


def _came_with_the_library(path: str) -> RuleSet | None:
    name, at, version = path.partition("@")
    if path == "@common":
        return common_rules()
    if at:
        return released_rules(name, version) if name else sample_rules(version)
    return bundled_rules() if path == BUNDLED else None


def _joined(rules: RuleSet, other: RuleSet) -> RuleSet:
    from triage.packs.several import joined

    return joined(rules, other)


def placed(problems: tuple[Problem, ...], paths: Sequence[str]) -> tuple[Problem, ...]:
    """Problems of the rules at some paths, by file and line where they come from files."""
    folders = [path for path in paths if Path(path).is_dir()]
    if not folders:
        return problems
    from triage.packs import loader

    for path in folders:
        problems = loader.placed(problems, path)
    return problems
