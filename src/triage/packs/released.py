"""
Released rule sets: kept for good, so that every later one can be held against them.

While a pack is 0.x it is a draft, and may give somebody less if that is declared with a reason. From 1.0 on it never may: a
wrong rule then changes only in a pack of a new name, which apps choose by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from os.path import lexists
from pathlib import Path
from typing import Any, Literal

from attrs import evolve, frozen

from triage.errors import Problem, RuleError
from triage.model.ruleset import RuleSet
from triage.names import meant, quoted
from triage.packs.bundle import document_of, rule_set_from
from triage.packs.loader import built
from triage.packs.release_schema import ClosedFile, LoweredFile, LoweringShape, RewordedFile
from triage.packs.walking import files_in
from triage.packs.writing import keep
from triage.proof.downgrade import Comparison

__all__ = [
    "Closed",
    "Declarations",
    "Declared",
    "Reworded",
    "all_released",
    "declared_in",
    "last_released",
    "objections",
    "released_file",
    "write_released",
]

_LOWERED, _CLOSED, _REWORDED = "lowered.yaml", "closed.yaml", "reworded.yaml"


@frozen
class Declared:
    """A lowering that was declared: what, at which release, and why."""

    version: str
    rule: str
    example: dict[str, object]
    terms: int
    reason: str
    source: str

    def told(self) -> str:
        """The declaration in a sentence, for pages and comparisons."""
        return f"{self.version} declares that `{self.rule}` gives less, for example to {self.example}: {self.reason} ({self.source})"


@frozen
class Closed:
    """A question that a release asks of fewer people, and why nobody whom it leaves out could have raised anything with it."""

    version: str
    finding: str
    because: str


@frozen
class Reworded:
    """A finding that a release put into other words, and what that does to its meaning."""

    version: str
    finding: str
    meaning: Literal["same", "wider", "narrower"]
    because: str


@frozen
class Declarations:
    """What the authors of a pack say of its releases: that people decide and no proof can."""

    lowered: tuple[Declared, ...] = ()
    closed: tuple[Closed, ...] = ()
    reworded: tuple[Reworded, ...] = ()

    def of(self, version: str) -> Declarations:
        """Those of one release."""
        return Declarations(
            tuple(each for each in self.lowered if each.version == version),
            tuple(each for each in self.closed if each.version == version),
            tuple(each for each in self.reworded if each.version == version),
        )

    @property
    def lower(self) -> tuple[str, ...]:
        """The rules, answers and questions of which they say that somebody gets less."""
        return tuple(
            dict.fromkeys([*(each.rule for each in self.lowered), *(each.finding for each in self.reworded if each.meaning == "narrower")])
        )


def _numbers(version: str) -> tuple[tuple[int, ...], ...]:
    """The numbers of a version, of each pack."""
    return tuple(tuple(int(part) for part in each.split(".")) for each in version.split("+"))


def _follows(new: str, old: str) -> bool:
    """Whether a version is above another: of several packs at least one, and none below."""
    pairs = list(zip(_numbers(new), _numbers(old), strict=True))
    return any(ours > theirs for ours, theirs in pairs) and all(ours >= theirs for ours, theirs in pairs)


def _is_draft(rules: RuleSet, name: str) -> bool:
    """Whether the pack of a rule or finding is still 0.x; of a name that is no pack's any more, whether all are."""
    own = [pack for pack in rules.packs if len(rules.packs) == 1 or name in pack.rules or name in pack.findings]
    return all(_numbers(pack.version) < ((1, 0, 0),) for pack in own or rules.packs)


def released_file(folder: Path, *, name: str, version: str) -> Path:
    """Where a released rule set is kept."""
    return folder / f"{name}-{version}.json"


def last_released(folder: Path, *, name: str) -> RuleSet | None:
    """The newest release of a pack; None when there is none."""
    every = all_released(folder, name=name)
    return every[-1] if every else None


def all_released(folder: Path, *, name: str) -> tuple[RuleSet, ...]:
    """Every release of a pack, or of several as one rule set under their joined names, oldest first."""
    released = re.compile(re.escape(name) + r"-(\d+(?:\.\d+)*(?:\+\d+(?:\.\d+)*)*)\.json", re.ASCII)
    if not folder.exists():
        return ()
    files, problems = files_in(folder)
    if problems:
        raise RuleError(tuple(problems))
    versions = [found[1] for file in files if file.parent == folder and (found := released.fullmatch(file.name))]
    # A rule set of several packs has a version of each; any other file isn't named after one.
    versions = [version for version in versions if version.count("+") == name.count("+")]
    return tuple(_released(folder, name, version) for version in sorted(versions, key=_numbers))


def _released(folder: Path, name: str, version: str) -> RuleSet:
    """A released rule set, which is what its file is named after."""
    file = released_file(folder, name=name, version=version)
    try:
        rules = rule_set_from(built(file))
    except RuleError as error:
        # What couldn't even be read names its file already.
        problems = (each if each.where.startswith(str(file)) else evolve(each, where=f"{file}:{each.where}") for each in error.problems)
        raise RuleError(tuple(evolve(each, path=each.path or (str(file),)) for each in problems)) from None
    if (rules.name, rules.version) != (name, version):
        message = f"the file is named after {name} {version} and holds {rules.name} {rules.version}; a release is kept under its own name"
        raise RuleError((Problem("misnamed-file", message, where=str(file), path=(str(file),)),))
    return rules


def write_released(folder: Path, rules: RuleSet) -> Path:
    """
    Keep a rule set for good.

    Raises:
        FileExistsError: It is released already.
    """
    file = released_file(folder, name=rules.name, version=rules.version)
    folder.mkdir(parents=True, exist_ok=True)
    keep(file, json.dumps(document_of(rules), ensure_ascii=False, separators=(",", ":")) + "\n")
    return file


def declared_in(folder: Path) -> Declarations:
    """
    What the authors declare of the releases in a folder.

    Raises:
        RuleError: A file can't be read.
    """
    lowered = [LoweringShape.model_validate(each) for each in _entries(folder / _LOWERED, LoweredFile, "lowered")]
    return Declarations(
        tuple(Declared(each.version, each.rule or each.lost or "", each.example, each.terms, each.reason, each.source) for each in lowered),
        tuple(Closed(**each) for each in _entries(folder / _CLOSED, ClosedFile, "closed")),
        tuple(Reworded(**each) for each in _entries(folder / _REWORDED, RewordedFile, "reworded")),
    )


def _entries(file: Path, shape: type[Any], key: str) -> list[dict[str, Any]]:
    # By the name itself: a link to nowhere is a fault, and not no declaration.
    if not lexists(file):
        return []
    # Released files are read without YAML, which is an extra.
    from triage.packs.shapes import shape_problems
    from triage.packs.yaml import read_file

    document = read_file(file, shown=str(file))
    problems = document.problems or shape_problems(document, shape)
    if problems:
        raise RuleError(tuple(problems))
    entries: list[dict[str, Any]] = document.data[key]
    return entries


def objections(found: Comparison, *, old: RuleSet, new: RuleSet, declared: Declarations) -> Iterator[str]:
    """What stands against releasing a rule set after the last one; nothing when nobody gets less unseen."""
    if not _follows(new.version, old.version) and new.digest != old.digest:
        yield f"version {new.version} is not above the released {old.version}; raise `version` in pack.yaml"
    here = declared.of(new.version)
    yield from _lowered(found, old, new, here.lowered)
    yield from _closed(found, new, here.closed)
    yield from _reworded(found, new, here.reworded)


def _lowered(found: Comparison, old: RuleSet, new: RuleSet, here: Sequence[Declared]) -> Iterator[str]:
    changes: dict[str, list[dict[str, object]]] = {}
    for loss in found.lost:
        changes.setdefault(loss.name, []).append(loss.example)
    for change in found.lowered:
        changes.setdefault(change.rule, []).append(change.example)
    for name, examples in changes.items():
        if not _is_draft(new, name):
            yield f"`{name}` gives less than in {old.version}, for example to {examples[0]}; from 1.0 on nothing is ever lowered"
        elif not any((each.rule, each.example, each.terms) == (name, examples[0], len(examples)) for each in here):
            yield (
                f"`{name}` gives less than in {old.version}, for example to {examples[0]}; declare it in {_LOWERED} for "
                f"{new.version} with this example, `terms: {len(examples)}`, the clinical reason and a source"
            )
    for each in here:
        if each.rule not in changes:
            yield f"`{each.rule}` is declared lowered in {each.version}, and isn't; take the declaration away"
        elif each.source not in new.sources:
            near = meant(each.source, new.sources)
            yield f"`{each.rule}` is declared lowered for {quoted(each.source)}, which is no source of the pack{near}"


def _closed(found: Comparison, new: RuleSet, here: Sequence[Closed]) -> Iterator[str]:
    said = {each.finding for each in here}
    for name in found.closed:
        if name not in said:
            yield (
                f"`{name}` is asked of fewer people; say in {_CLOSED} for {new.version} why nobody whom that leaves out could have "
                "answered with something that raises"
            )
    for each in here:
        if each.finding not in found.closed:
            yield f"`{each.finding}` is said to be asked of fewer people in {each.version}, and isn't; take the line away"


def _reworded(found: Comparison, new: RuleSet, here: Sequence[Reworded]) -> Iterator[str]:
    said = {each.finding: each.meaning for each in here}
    names = {each.finding for each in found.rewordings}
    for name in sorted(names - said.keys()):
        choice = "whether they mean the `same`, or are `wider` or `narrower`, and why"
        yield f"`{name}` asks in other words; say in {_REWORDED} for {new.version} {choice}"
    for each in here:
        if each.finding not in names:
            yield f"`{each.finding}` is said to be reworded in {each.version}, and isn't; take the line away"
        elif each.meaning == "narrower" and not _is_draft(new, each.finding):
            yield f"`{each.finding}` is narrower in {each.version}; from 1.0 on nothing is ever lowered"
