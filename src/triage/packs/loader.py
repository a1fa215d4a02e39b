"""From files to a rule set: read, checked for shape, for meaning, and against its own cases."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from errno import ENOENT
from os import PathLike
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields

from triage.errors import Problem, RuleError
from triage.model.ownership import alone, as_written, opened, owned
from triage.model.rules import FORMAT, Content
from triage.model.ruleset import RuleSet
from triage.model.soundness import problems_of
from triage.model.whole import content_from
from triage.packs.bundle import rule_set_from
from triage.packs.several import beside, joined, opening_problems, together
from triage.packs.walking import Unreadable, bytes_of, packs_in, unopened

if TYPE_CHECKING:
    from triage.packs.folder import Folder

__all__ = ["built", "files_of", "load_rules", "placed", "written_content"]

# Of a built file; the largest so far has one million bytes.
_LARGEST = 64_000_000


def load_rules(*paths: str | PathLike[str], onto: RuleSet | None = None, cases: bool = True) -> RuleSet:
    """
    Load rule files, after checking everything that can be checked.

    Args:
        paths: Folders of packs, folders that hold packs, or JSON files that ``triage build`` wrote; loaded as one rule set.
        onto: Rules that these are added to; what they define may be used here. The result holds both.
        cases: Whether the files' own cases, marks and coverage must hold. Only tools that compare rules leave them out.

    Raises:
        RuleError: Lists every fault of every file as ``file:line:column``, what is wrong, and what would be right.
        FileNotFoundError: A path isn't there.
    """
    folders: list[Folder] = []
    rules = onto
    for path in paths:
        if not str(path) or "\0" in str(path):
            # To the file system an empty one would be the folder where one stands, and no name holds what ends it.
            raise FileNotFoundError(ENOENT, "a path that is empty, or has a null in it, names no rules")
        place = FilePath(path)
        if place.is_file():
            beside = place.with_suffix(".reviews.json")
            whole = rule_set_from(built(place), reviews=built(beside) if beside.is_file() else None)
            rules = whole if rules is None else joined(rules, whole)
        else:
            folders += _folders(place)
    if rules is not None and not folders and not cases:
        # Whoever compares two releases reads nothing else, and both were checked as they were read.
        return rules
    return _loaded(folders, rules, cases=cases)


def placed(problems: Iterable[Problem], path: str | PathLike[str]) -> tuple[Problem, ...]:
    """Problems that were found in loaded rules, with the places in the files of a folder that they stand for."""
    folders = _folders(FilePath(path)) if FilePath(path).is_dir() else []
    return _in_order([_placed(problem, folders) for problem in problems])


def files_of(path: str | PathLike[str]) -> list[FilePath]:
    """The files that are read of the packs at a path."""
    return [folder.path / name for folder in _folders(FilePath(path)) for name in sorted([*folder.documents, *folder.broken])]


def written_content(path: str | PathLike[str], *, onto: RuleSet | None = None) -> tuple[Content, frozenset[str]]:
    """
    What a pack says as far as it is written, whatever its rules still lack, on top of other rules; and the ids of its own rules.

    Raises:
        RuleError: Its files can't be used.
    """
    folders = _folders(FilePath(path))
    problems = [problem for folder in folders for problem in folder.problems]
    if problems:
        raise RuleError(_in_order(problems))
    known = onto.content if onto is not None else Content((), (), (), ())
    parts, clashes = together(folders, [kind.name for kind in fields(Content) if kind.name != "format"])
    content, differing = beside(as_written(owned(known)), _read(known, parts))
    if clashes or differing:
        raise RuleError(_in_order([*clashes, *(_placed(each, folders) for each in differing)]))
    return content, frozenset(rule["id"] for rule in parts["rules"])


def built(place: FilePath) -> dict[str, Any]:
    """
    What `triage build` wrote, as plain data.

    Raises:
        RuleError: It can't be read.
    """
    try:
        document = json.loads(bytes_of(place, largest=_LARGEST, what="a built rule set"))
    except Unreadable as reason:
        raise RuleError((unopened(place, str(reason)),)) from None
    except (ValueError, RecursionError):
        document = None
    if isinstance(document, dict):
        return document
    message = "this is no file that `triage build` wrote; rule files are loaded by the folder of their pack"
    raise RuleError((Problem("bad-bundle", message, where=f"{place}:1:1", path=(str(place),)),))


def _folders(place: FilePath) -> list[Folder]:
    """The packs at a place, read; what can't be read there is a pack that can't be used."""
    # What was built is read without YAML, which is an extra.
    from triage.packs.folder import Folder, read_folder

    packs, problems = packs_in(place)
    if problems and packs == [place]:
        return [Folder(place, problems=problems, broken={"pack.yaml"})]
    unread = [Folder(place, problems=problems, broken={"pack.yaml"})] if problems else []
    return [*unread, *map(read_folder, packs)]


def _loaded(folders: list[Folder], base: RuleSet | None, *, cases: bool) -> RuleSet:
    problems = [problem for folder in folders for problem in folder.problems]
    if not all(folder.is_readable for folder in folders):
        raise RuleError(_in_order(problems))
    parts, clashes = together(folders, [kind.name for kind in fields(Content) if kind.name != "format"])
    known = base.content if base is not None else Content((), (), (), ())
    if folders and known.format != FORMAT:
        raise RuleError((Problem("format-clash", f"{base} is of format {known.format}; rule files can't be added to it"),))
    known = as_written(owned(known))
    content, differing = beside(known, _read(known, parts))
    if clashes or differing:
        raise RuleError(_in_order([*problems, *clashes, *(_placed(each, folders) for each in differing)]))
    if unopened_ones := list(opening_problems(content)):
        raise RuleError(_in_order([*problems, *(_placed(each, folders) for each in unopened_ones)]))
    content = alone(opened(content))
    written = {rule["id"] for rule in parts["rules"]}
    if not cases:
        found = list(problems_of(content))
    elif base is None and len(folders) == 1:
        found = _faults(content, written, whole=not problems)
    else:
        found = _each_alone(folders, content, written, whole=not problems)
    problems += [_placed(problem, folders) for problem in found]
    if problems:
        raise RuleError(_in_order(problems))
    return RuleSet.of(content)


def _each_alone(folders: list[Folder], content: Content, written: Collection[str], *, whole: bool) -> list[Problem]:
    """
    Every fault of several packs together.

    The cases and marks of a pack that can stand alone are its own: another pack's questions beside it change none. Whole people are held
    against all rules.
    """
    found: list[Problem] = []
    kinds = [kind.name for kind in fields(Content) if kind.name != "format"]
    for folder in folders:
        own = content_from(together([folder], kinds)[0])
        if problems_of(own):
            continue  # It uses what others define, so it is judged among them.
        if list(opening_problems(own)):
            continue
        own = alone(opened(own))
        found += _faults(own, {rule.id for rule in own.rules}, whole=whole)
        written = {*written} - {rule.id for rule in own.rules}
    return found + [each for each in _faults(content, written, whole=whole) if each not in found]


def _faults(content: Content, written: Collection[str], *, whole: bool) -> list[Problem]:
    """Every fault of the content; rules that mean nothing are set aside, so that the others are checked all the same."""
    # Whoever compares rules doesn't wait for what checks their cases.
    from triage.packs.checks import case_problems
    from triage.packs.coverage import coverage_problems
    from triage.packs.vignettes import vignette_problems

    found: list[Problem] = []
    while problems := problems_of(content):
        found += problems
        faulted = {problem.path[1] for problem in problems if problem.path[0] == "rules"}
        if any(problem.path[0] != "rules" for problem in problems):
            return found
        content = evolve(content, rules=tuple(rule for rule in content.rules if rule.id not in faulted))
    whole = whole and not found
    found += case_problems(content, written=written, whole=whole)
    if whole:
        found += coverage_problems(content, written=written)
        found += vignette_problems(content)
    return found


def _in_order(problems: Collection[Problem]) -> tuple[Problem, ...]:
    """Problems as somebody goes through the files: by file, then from top to bottom."""
    return tuple(sorted(problems, key=_spot))


def _spot(problem: Problem) -> tuple[str, int, int]:
    file, line, column = (*problem.where.rsplit(":", 2), "", "")[:3]
    return (file, int(line), int(column)) if line.isdigit() and column.isdigit() else (problem.where, 0, 0)


def _read(known: Content, parts: dict[str, list[Any]]) -> Content:
    """The files' content. A definition of the rules that it is added to may be used as well."""
    names = [{"name": definition.name, "when": "-"} for definition in known.definitions]
    new = content_from({**parts, "definitions": [*parts["definitions"], *names]})
    return evolve(new, definitions=new.definitions[: len(parts["definitions"])])


def _placed(problem: Problem, folders: list[Folder]) -> Problem:
    """The problem with the place in the files that its path stands for."""
    for folder in folders:
        where = folder.place(problem.path)
        if where is not None:
            return evolve(problem, where=where)
    return problem
