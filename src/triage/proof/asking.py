"""
Law 12: nothing is lost by not asking.

A question is closed only when its `asked_if` can't hold any more, so whoever's answers fit together loses nothing by not being asked.
What is left to decide of one rule set is which terms such a person can meet at all: a rule that reads a child's question together with a
pregnancy can fire, and never will.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import TypeAlias

from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Condition, Leaf, Present, leaves
from triage.model.findings import Finding
from triage.model.rules import Content
from triage.model.vocabulary import Vocabulary
from triage.proof.terms import Point, Term

__all__ = ["Asking"]

Answer: TypeAlias = bool | int | float | str


class Asking:
    """
    Who can be asked what, in one rule set.

    Args:
        content: Sound content.
    """

    def __init__(self, content: Content) -> None:
        self.vocabulary = Vocabulary.of(content)
        self.asked_if = {each.name: self.vocabulary.written_out(each.asked_if) for each in content.findings if each.asked_if is not None}
        self._cuts: dict[str, set[int | float]] = {}
        conditions = [
            *self.asked_if.values(),
            *(definition.when for definition in content.definitions),
            *(rule.when for rule in content.rules),
        ]
        read = [leaf for condition in conditions for _, leaf in leaves(condition)]
        read += [implication.leaf for finding in content.findings for implication in finding.implies]
        for leaf in read:
            if isinstance(leaf, Bound):
                self._cuts.setdefault(leaf.finding, set()).add(leaf.value)

    def person(self, term: Term) -> Point | None:
        """The answers of somebody that meet a term and fit together, without the harmless ones; None when there is nobody."""
        return self._search(list(term), {})

    def _search(self, wanted: Sequence[Condition], answers: Point) -> Point | None:
        """The answers, with more that meet what is wanted, each to a question that is asked."""
        if not wanted:
            return answers
        first, *rest = wanted
        for more, given in self._ways(first, answers):
            found = self._search([*more, *rest], given)
            if found is not None:
                return found
        return None

    def _ways(self, condition: Condition, answers: Point) -> Iterator[tuple[Sequence[Condition], Point]]:
        """Each way to meet a condition: what is then wanted in its place, and the answers."""
        match condition:
            case All(members):
                yield members, answers
            case Any(members):
                yield from (((member,), answers) for member in members)
            case AtLeast(count, members):
                yield from ((chosen, answers) for chosen in combinations(members, count))
            case Present() | Bound() | Chosen():
                finding = self.vocabulary.findings[condition.finding]
                if finding.name in answers:
                    if finding.leaf_met(condition, answers[finding.name]):
                        yield (), answers
                    return
                for answer in self._meeting(condition, finding):
                    yield self._following(finding, answer), {**answers, finding.name: answer}

    def _following(self, finding: Finding, answer: Answer) -> list[Condition]:
        """What else must hold of somebody whose answers fit together: what this answer implies, and that they are asked."""
        implied: list[Condition] = [Present(flag) for flag in sorted(self.vocabulary.implied_by_answer(finding.name, answer))]
        return [*implied, *([self.asked_if[finding.name]] if finding.is_asked and finding.name in self.asked_if else [])]

    def _meeting(self, leaf: Leaf, finding: Finding) -> Iterable[Answer]:
        """The answers that meet a leaf; of numbers, one for each stretch between the lines that anything draws."""
        match leaf:
            case Present():
                return (True,)
            case Chosen(_, options):
                return options
        low, high = finding.limits
        lines = sorted({low, high, *(cut for cut in self._cuts.get(finding.name, ()) if low <= cut <= high)})
        between = [(left + right) / 2 for left, right in pairwise(lines)]
        if finding.whole:
            between = [number for left, right in pairwise(lines) if (number := int(left) + 1) < right]
        return [number for number in (*lines, *between) if finding.leaf_met(leaf, number)]
