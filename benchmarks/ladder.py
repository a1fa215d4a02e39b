"""
A rule set as a ladder of outcomes, and its conditions in another language.

What every competitor is made from: the rungs, most urgent first, each with the conditions that lead there. A condition is
certain (unsure read as no) or doubtful (read as yes).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Present
from triage.model.outcome import NONE_FOUND
from triage.model.ruleset import RuleSet
from triage.model.vocabulary import Vocabulary

__all__ = ["Language", "Rung", "Writer", "implications", "ladder", "unasked"]

T = TypeVar("T")


class Rung(NamedTuple):
    """One outcome, and the conditions that bring it, each with whether unsure is read as yes."""

    rank: int
    conditions: tuple[tuple[Condition, bool], ...]


def ladder(rules: RuleSet) -> tuple[Rung, ...]:
    """The outcomes that the rules can give, most urgent first."""
    rungs: dict[int, list[tuple[Condition, bool]]] = {}
    for rule in rules.decisions.rules:
        if rule.outcome != rule.when_unsure:
            rungs.setdefault(rule.outcome.rank, []).append((rule.when, False))
        # Read as yes is met wherever read as no is: a rule whose two outcomes agree needs one look.
        if rule.when_unsure != NONE_FOUND:
            rungs.setdefault(rule.when_unsure.rank, []).append((rule.when, True))
    return tuple(Rung(rank, tuple(rungs[rank])) for rank in sorted(rungs, reverse=True))


def implications(rules: RuleSet) -> Iterator[tuple[Leaf, tuple[str, ...]]]:
    """Every leaf that makes flags yes, with all of them, whatever the number of steps."""
    vocabulary = Vocabulary.of(rules.decisions)
    for finding in rules.decisions.findings:
        for implication in finding.implies:
            yield implication.leaf, tuple(sorted(vocabulary.implied_by(implication.leaf), key=vocabulary.order.__getitem__))


def unasked(rules: RuleSet) -> frozenset[str]:
    """The flags that nobody is asked: a doubt reaches them from what implies them."""
    return frozenset(finding.name for finding in rules.decisions.findings if finding.kind == "flag" and finding.asked_of == "app")


class Language(Protocol[T]):
    """How to write each kind of condition."""

    def present(self, finding: str, *, doubtful: bool) -> T: ...

    def bound(self, leaf: Bound) -> T: ...

    def chosen(self, leaf: Chosen) -> T: ...

    def defined(self, name: str, *, doubtful: bool) -> T | None: ...

    def every(self, members: list[T]) -> T: ...

    def some(self, members: list[T]) -> T: ...

    def count(self, number: int, members: list[T]) -> T: ...


class Writer(Generic[T]):
    """Writes the conditions of a rule set in a language; definitions that it has no name for are opened."""

    def __init__(self, rules: RuleSet, language: Language[T]) -> None:
        self._definitions = Vocabulary.of(rules.decisions).definitions
        self._language = language

    def written(self, condition: Condition, *, doubtful: bool) -> T:
        """A condition, with unsure read as yes where it is doubtful."""
        language = self._language
        match condition:
            case Present(finding):
                return language.present(finding, doubtful=doubtful)
            case Bound():
                return language.bound(condition)
            case Chosen():
                return language.chosen(condition)
            case Defined(name):
                named = language.defined(name, doubtful=doubtful)
                return self.written(self._definitions[name], doubtful=doubtful) if named is None else named
            case All(members):
                return language.every(self._all(members, doubtful=doubtful))
            case Any(members):
                return language.some(self._all(members, doubtful=doubtful))
            case AtLeast(count, members):
                return language.count(count, self._all(members, doubtful=doubtful))

    def _all(self, members: tuple[Condition, ...], *, doubtful: bool) -> list[T]:
        return [self.written(member, doubtful=doubtful) for member in members]
