"""From files to a rule set: read, checked for shape, for meaning, and against its own cases."""

from __future__ import annotations

import json
from os import PathLike
from pathlib import Path as FilePath
from typing import Any

from attrs import evolve

from triage.errors import Problem, RuleError
from triage.model.plain import content_from
from triage.model.rules import Content
from triage.model.ruleset import RuleSet
from triage.model.soundness import problems_of
from triage.packs.bundle import rule_set_from
from triage.packs.checks import case_problems
from triage.packs.folder import Folder, read_folder

__all__ = ["load_rules"]


def load_rules(*paths: str | PathLike[str], onto: RuleSet | None = None) -> RuleSet:
    """Load rule files, after checking everything that can be checked.

    Args:
        paths: Folders of packs, folders that hold packs, or JSON files that ``triage build`` wrote; loaded as one rule set.
        onto: Rules that these are added to; what they define may be used here. The result holds both.

    Raises:
        RuleError: Lists every fault of every file as ``file:line:column``, what is wrong, and what would be right.
        FileNotFoundError: A path isn't there.
    """
    folders: list[Folder] = []
    rules = onto
    for path in paths:
        place = FilePath(path)
        if place.is_file():
            whole = rule_set_from(json.loads(place.read_bytes()))
            rules = whole if rules is None else rules.joined(whole)
        else:
            folders += [read_folder(folder) for folder in _packs(place)]
    problems = [problem for folder in folders for problem in folder.problems]
    if problems:
        raise RuleError(tuple(problems))
    return _loaded(folders, rules)


def _packs(place: FilePath) -> list[FilePath]:
    """The packs in a folder: itself, or the folders in it that are packs."""
    if not place.exists():
        raise FileNotFoundError(f"no such file or folder: {place}")
    inside = sorted(file.parent for file in place.glob("*/pack.yaml"))
    return inside if inside and not (place / "pack.yaml").exists() else [place]


def _loaded(folders: list[Folder], base: RuleSet | None) -> RuleSet:
    parts: dict[str, list[Any]] = {"packs": [], "findings": [], "definitions": [], "rules": [], "sources": []}
    for document in (folder.plain() for folder in folders):
        for kind in parts:
            parts[kind] += document[kind]
    known = base.content if base is not None else Content((), (), (), ())
    content = _added(known, parts)
    problems = problems_of(content) or case_problems(content, written={rule["id"] for rule in parts["rules"]})
    if problems:
        raise RuleError(tuple(_placed(problem, folders) for problem in problems))
    return RuleSet.of(content)


def _added(known: Content, parts: dict[str, list[Any]]) -> Content:
    """The files' content after what is known already. A definition of either may be used by both."""
    names = [{"name": definition.name, "when": "-"} for definition in known.definitions]
    new = content_from({**parts, "definitions": [*parts["definitions"], *names]})
    return Content(
        packs=known.packs + new.packs,
        findings=known.findings + new.findings,
        definitions=known.definitions + new.definitions[: len(parts["definitions"])],
        rules=known.rules + new.rules,
        sources=known.sources + new.sources,
    )


def _placed(problem: Problem, folders: list[Folder]) -> Problem:
    """The problem with the place in the files that its path stands for."""
    for folder in folders:
        where = folder.place(problem.path)
        if where is not None:
            return evolve(problem, where=where)
    return problem
