"""
Released rule sets: kept for good, so that every later one can be held against them.

While a pack is 0.x it is a draft, and may give somebody less if that is declared with a reason. From 1.0 on it never may: a
wrong rule then changes only in a pack of a new name, which apps choose by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from triage.errors import RuleError
from triage.model.ruleset import RuleSet
from triage.names import meant, quoted
from triage.packs.bundle import document_of, rule_set_from
from triage.packs.schema import LoweredFile, LoweringShape
from triage.packs.shapes import shape_problems
from triage.packs.yaml import read_file
from triage.proof.downgrade import Comparison

__all__ = ["Declared", "all_released", "declared_in", "last_released", "objections", "released_file", "write_released"]

_DECLARATIONS = "lowered.yaml"


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


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def released_file(folder: Path, *, name: str, version: str) -> Path:
    """Where a released rule set is kept."""
    return folder / f"{name}-{version}.json"


def last_released(folder: Path, *, name: str) -> RuleSet | None:
    """The newest release of a pack; None when there is none."""
    every = all_released(folder, name=name)
    return every[-1] if every else None


def all_released(folder: Path, *, name: str) -> tuple[RuleSet, ...]:
    """Every release of a pack, oldest first."""
    released = re.compile(re.escape(name) + r"-(\d+(?:\.\d+)*)")
    versions = sorted((found[1] for file in folder.glob("*.json") if (found := released.fullmatch(file.stem))), key=_numbers)
    files = (released_file(folder, name=name, version=version) for version in versions)
    return tuple(rule_set_from(json.loads(file.read_bytes())) for file in files)


def write_released(folder: Path, rules: RuleSet) -> Path:
    """Keep a rule set for good."""
    file = released_file(folder, name=rules.name, version=rules.version)
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document_of(rules), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    return file


def declared_in(folder: Path) -> tuple[Declared, ...]:
    """
    The declared lowerings.

    Raises:
        RuleError: The file can't be read.
    """
    file = folder / _DECLARATIONS
    if not file.exists():
        return ()
    document = read_file(file, shown=str(file))
    problems = document.problems or shape_problems(document, LoweredFile)
    if problems:
        raise RuleError(tuple(problems))
    shapes = [LoweringShape.model_validate(each) for each in document.data["lowered"]]
    return tuple(
        Declared(each.version, each.rule or each.lost or "", each.example, each.terms, each.reason, each.source) for each in shapes
    )


def objections(found: Comparison, *, old: RuleSet, new: RuleSet, declared: Sequence[Declared]) -> Iterator[str]:
    """What stands against releasing a rule set after the last one; nothing when nobody gets less unseen."""
    if _numbers(new.version) <= _numbers(old.version) and new.digest != old.digest:
        yield f"version {new.version} is not above the released {old.version}; raise `version` in pack.yaml"
    here = [each for each in declared if each.version == new.version]
    changes: dict[str, list[dict[str, object]]] = {}
    for loss in found.lost:
        changes.setdefault(loss.name, []).append(loss.example)
    for change in found.lowered:
        changes.setdefault(change.rule, []).append(change.example)
    for name, examples in changes.items():
        if _numbers(new.version) >= (1, 0, 0):
            yield f"`{name}` gives less than in {old.version}, for example to {examples[0]}; from 1.0 on nothing is ever lowered"
        elif not any((each.rule, each.example, each.terms) == (name, examples[0], len(examples)) for each in here):
            yield (
                f"`{name}` gives less than in {old.version}, for example to {examples[0]}; declare it in {_DECLARATIONS} for "
                f"{new.version} with this example, `terms: {len(examples)}`, the clinical reason and a source"
            )
    for each in here:
        if each.rule not in changes:
            yield f"`{each.rule}` is declared lowered in {each.version}, and isn't; take the declaration away"
        elif each.source not in new.sources:
            near = meant(each.source, new.sources)
            yield f"`{each.rule}` is declared lowered for {quoted(each.source)}, which is no source of the pack{near}"
