"""Conditions evaluated as they are written, one member at a time: slower than the compiled form, and able to leave a part out."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from triage.engine.answers import Reading
from triage.engine.program import Program
from triage.model.conditions import All, Any, AtLeast, Condition, Defined, Leaf, Path, Present, members
from triage.model.vocabulary import Vocabulary

__all__ = ["Facts", "met"]


@frozen
class Facts:
    """
    What is known of a person.

    Attributes:
        yes: Flags answered yes or implied.
        unsure: Flags answered unsure, and not yes.
        values: The numbers and options given, by finding.
    """

    yes: frozenset[str]
    unsure: frozenset[str]
    values: Mapping[str, int | float | str]

    @classmethod
    def of(cls, reading: Reading, program: Program) -> Facts:
        """The facts in a reading."""
        entries = {entry.finding.name: entry for entry in program.entries.values()}
        return cls(
            yes=frozenset(name for name, entry in entries.items() if entry.bit & reading.yes),
            unsure=frozenset(name for name, entry in entries.items() if entry.bit & reading.unsure),
            values={name: answer for name, answer in reading.given.items() if program.entries[name].finding.kind != "flag"},
        )

    def doubted(self) -> Facts:
        """The same with unsure read as yes."""
        return Facts(self.yes | self.unsure, frozenset(), self.values)


def met(condition: Condition, facts: Facts, vocabulary: Vocabulary, *, without: Path | None = None) -> bool:
    """
    Whether a condition holds with unsure read as no.

    Args:
        condition: The condition.
        facts: What is known.
        vocabulary: For definitions and findings.
        without: The path of a leaf, or of an option (its list's path and its name), that is taken as not met.
    """
    if without == ():
        return False
    match condition:
        case All() | Any() | AtLeast():
            held = [met(member, facts, vocabulary, without=_inside(step, without)) for step, member in members(condition)]
            needed = condition.count if isinstance(condition, AtLeast) else 1 if isinstance(condition, Any) else len(held)
            return sum(held) >= needed
        case Defined(name):
            return met(vocabulary.definitions[name], facts, vocabulary)
    return _leaf_met(condition, facts, vocabulary, without)


def _inside(step: Path, without: Path | None) -> Path | None:
    """What is left of a path after one step into a member; None when it leads elsewhere."""
    return without[len(step) :] if without is not None and without[: len(step)] == step else None


def _leaf_met(leaf: Leaf, facts: Facts, vocabulary: Vocabulary, without: Path | None) -> bool:
    if isinstance(leaf, Present):
        return leaf.finding in facts.yes
    value = facts.values.get(leaf.finding)
    if value is None or (without is not None and value == without[-1]):
        return False
    return vocabulary.findings[leaf.finding].leaf_met(leaf, value)
