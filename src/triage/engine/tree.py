"""Conditions evaluated as they are written, one member at a time: slower than the compiled form, and able to leave a part out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from attrs import field, frozen

from triage.engine.alarms import bits_in
from triage.engine.answers import Reading
from triage.engine.program import Entry, Program
from triage.model.conditions import All, Any, AtLeast, Condition, Defined, Leaf, Path, Present, members
from triage.model.findings import UNSURE
from triage.model.vocabulary import Vocabulary

__all__ = ["Facts", "met", "met_in_doubt"]


@frozen
class Facts:
    """
    What is known of a person.

    Attributes:
        yes: Flags answered yes or implied.
        unsure: Flags that an unsure may stand for, and that aren't yes.
        values: The numbers and options given, by finding.
        doubts: The numbers and options that an unsure may stand for, by finding, each with the flags that it then makes yes.
    """

    yes: frozenset[str]
    unsure: frozenset[str]
    values: Mapping[str, int | float | str]
    doubts: Mapping[str, tuple[tuple[int | float | str, frozenset[str]], ...]] = field(factory=dict)

    @classmethod
    def of(cls, reading: Reading, program: Program) -> Facts:
        """The facts in a reading."""
        values = {name: answer for name, answer in reading.given.items() if name not in program.flags}
        unsure = [name for name, answer in values.items() if answer == UNSURE and program.format > 1]
        return cls(
            yes=_flags(reading.yes, program),
            unsure=_flags(reading.unsure, program),
            values=values,
            doubts={name: _answers(program.entries[name], program) for name in unsure},
        )

    def readings(self) -> Iterator[Facts]:
        """What may be true: unsure flags read as yes, and every other unsure as one single answer."""
        for chosen in product(*self.doubts.values()):
            implied = frozenset[str]().union(*(flags for _, flags in chosen))
            values = {**self.values, **{name: answer for name, (answer, _) in zip(self.doubts, chosen, strict=True)}}
            yield Facts(self.yes | self.unsure | implied, frozenset(), values)


def _flags(bits: int, program: Program) -> frozenset[str]:
    return frozenset(program.leaves[number].finding for number in bits_in(bits & program.flag_bits))


def _answers(entry: Entry, program: Program) -> tuple[tuple[int | float | str, frozenset[str]], ...]:
    """The answers that an unsure may stand for, each with the flags it makes yes that nobody is asked."""
    finding = entry.finding
    told: list[tuple[int | float | str, int]] = [(option.name, entry.sets[option.name]) for option in finding.options]
    told += [(worst, entry.scale.bits(worst)) for worst in finding.worst] if entry.scale is not None else []
    unasked = [each for each in program.places if each.bit and each.finding.asked_of == "app"]
    return tuple((answer, frozenset(each.finding.name for each in unasked if each.bit & bits)) for answer, bits in told)


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


def met_in_doubt(condition: Condition, facts: Facts, vocabulary: Vocabulary, *, without: Path | None = None) -> bool:
    """Whether a condition holds in some way of reading what the person isn't sure of."""
    return any(met(condition, reading, vocabulary, without=without) for reading in facts.readings())
