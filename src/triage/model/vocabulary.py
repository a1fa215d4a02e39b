"""The namespace of a rule set: what each name stands for, and what each answer makes yes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Present, leaves
from triage.model.findings import Finding
from triage.model.rules import Content

__all__ = ["Vocabulary", "covers"]


@frozen(eq=False)
class Vocabulary:
    """
    Look-ups over the findings and definitions of a rule set; read-only.

    Attributes:
        findings: Finding by name.
        aliases: Finding name by alias.
        definitions: Condition by definition name.
        order: Place in the vocabulary by finding name.
    """

    findings: Mapping[str, Finding]
    aliases: Mapping[str, str]
    definitions: Mapping[str, Condition]
    order: Mapping[str, int] = field(repr=False)

    @classmethod
    def of(cls, content: Content) -> Vocabulary:
        """The vocabulary of some content; of two things with one name the later counts, and soundness reports it."""
        return cls(
            findings={finding.name: finding for finding in content.findings},
            aliases={alias: finding.name for finding in content.findings for alias in finding.aliases},
            definitions={definition.name: definition.when for definition in content.definitions},
            order={finding.name: place for place, finding in enumerate(content.findings)},
        )

    def implied_by(self, leaf: Leaf) -> frozenset[str]:
        """The flags that meeting this leaf makes yes, through every step; the leaf's own flag only if implied."""
        reached: set[str] = set()
        waiting = list(self._direct(leaf))
        while waiting:
            flag = waiting.pop()
            if flag not in reached:
                reached.add(flag)
                waiting.extend(self._direct(Present(flag)))
        return frozenset(reached)

    def implied_by_answer(self, name: str, answer: bool | int | float | str) -> frozenset[str]:
        """The flags that one answer to a finding makes yes, through every step."""
        finding = self.findings[name]
        return frozenset(
            flag
            for implication in finding.implies
            if finding.leaf_met(implication.leaf, answer)
            for flag in self.implied_by(implication.leaf)
        )

    def _direct(self, leaf: Leaf) -> Iterator[str]:
        """
        What the vocabulary says a leaf implies, one step far.

        A bound or a list of options implies what every value meeting it implies.
        """
        finding = self.findings.get(leaf.finding)
        for implication in finding.implies if finding else ():
            if covers(implication.leaf, leaf):
                yield from implication.flags

    def written_out(self, condition: Condition) -> Condition:
        """A condition with the definitions it uses written out in their place; definitions must not circle."""
        match condition:
            case Defined(name):
                return self.written_out(self.definitions[name])
            case All(inner):
                return All(tuple(map(self.written_out, inner)))
            case Any(inner):
                return Any(tuple(map(self.written_out, inner)))
            case AtLeast(count, inner):
                return AtLeast(count, tuple(map(self.written_out, inner)))
        return condition

    def opened(self, condition: Condition) -> Iterator[Leaf]:
        """Every leaf of a condition, with the definitions it uses opened; definitions must not circle."""
        for _, leaf in leaves(condition):
            if isinstance(leaf, Defined):
                if leaf.name in self.definitions:
                    yield from self.opened(self.definitions[leaf.name])
            else:
                yield leaf


def covers(wide: Leaf, narrow: Leaf) -> bool:
    """Whether every answer that meets the narrow leaf meets the wide one, both over one finding."""
    if isinstance(wide, Bound) and isinstance(narrow, Bound):
        if wide.operator.is_lower is not narrow.operator.is_lower:
            return False
        if wide.value == narrow.value:
            return wide.operator.is_inclusive or not narrow.operator.is_inclusive
        return (narrow.value > wide.value) is wide.operator.is_lower
    if isinstance(wide, Chosen) and isinstance(narrow, Chosen):
        return set(narrow.options) <= set(wide.options)
    return wide == narrow
