"""Conditions evaluated as they are written, one member at a time: slower than the compiled form, and able to leave a part out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from attrs import field, frozen

from triage.engine.alarms import bits_in
from triage.engine.answers import Reading
from triage.engine.program import Entry, Program
from triage.model.conditions import Any, AtLeast, Bound, Chosen, Condition, Defined, Path, Present, members
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
        values = {name: reading.given[name] for name in (*program.scales, *program.options) if name in reading.given}
        unsure = [name for name, answer in values.items() if answer == UNSURE and program.format > 1]
        return cls(
            yes=_flags(reading.yes, program),
            unsure=_flags(reading.unsure, program),
            values=values,
            doubts={name: _answers(program.entries[name], program) for name in unsure},
        )

    def in_doubt(self) -> Iterator[Facts]:
        """The readings, where they say anything else."""
        return self.readings() if self.unsure or self.doubts else iter(())

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


def met(condition: Condition, facts: Facts, vocabulary: Vocabulary) -> bool:
    """Whether a condition holds with unsure read as no."""
    return deciding(condition, facts, vocabulary) is not None


def deciding(condition: Condition, facts: Facts, vocabulary: Vocabulary) -> tuple[Path, ...] | None:
    """
    The paths of the leaves, and of their options, that alone decide that a condition holds, with unsure read as no; None when it doesn't.

    Without one of them it wouldn't hold. An option is known by the path of its list and its name.
    """
    # Nearly every leaf is a flag, and a case is held against all of them.
    if isinstance(condition, Present):
        return ((),) if condition.finding in facts.yes else None
    inside = members(condition)
    if inside:
        held = [(step, found) for step, member in inside if (found := deciding(member, facts, vocabulary)) is not None]
        needed = condition.count if isinstance(condition, AtLeast) else 1 if isinstance(condition, Any) else len(inside)
        if len(held) < needed:
            return None
        # With one member to spare, no leaf of any other can be missed.
        return tuple((*step, *path) for step, found in held for path in found) if len(held) == needed else ()
    match condition:
        case Defined(name):
            return None if deciding(vocabulary.definitions[name], facts, vocabulary) is None else ((),)
        case Bound(finding) | Chosen(finding):
            value = facts.values.get(finding)
            if value is None or not vocabulary.findings[finding].leaf_met(condition, value):
                return None
            return (("is", str(value)),) if isinstance(condition, Chosen) else ((),)
    return None


def met_in_doubt(condition: Condition, facts: Facts, vocabulary: Vocabulary) -> bool:
    """Whether a condition holds in some way of reading what the person isn't sure of."""
    return any(met(condition, reading, vocabulary) for reading in facts.readings())
