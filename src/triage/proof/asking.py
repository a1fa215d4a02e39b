"""
Law 12: nothing is lost by not asking.

A question is closed only when its `asked_if` can't hold any more, so whoever's answers fit together loses nothing by not being asked.
What is left to decide of one rule set is which terms such a person can meet at all: a rule that reads a child's question together with a
pregnancy can fire, and never will.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any as Anything
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
        self._implied: dict[tuple[str, Answer], dict[str, Anything]] = {}
        self._implying: dict[str, list[tuple[Finding, Leaf]]] = {}
        for finding in content.findings:
            for implication in finding.implies:
                for flag in self.vocabulary.implied_by(implication.leaf):
                    self._implying.setdefault(flag, []).append((finding, implication.leaf))
        self._within: dict[tuple[str, frozenset[Bound]], list[int | float]] = {}
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
        bounds: dict[str, list[Bound]] = {}
        for each in wanted:
            if isinstance(each, Bound):
                bounds.setdefault(each.finding, []).append(each)
        # Whatever else is chosen, one number must lie within all bounds on it: most ways that lead nowhere end here.
        if not all(self._numbers(name, lines, answers) for name, lines in bounds.items()):
            return None
        place = next((place for place, each in enumerate(wanted) if not isinstance(each, Bound)), None)
        if place is None:
            # Numbers last: by then everything that bounds them is known.
            name, lines = next(iter(bounds.items()))
            finding, rest = self.vocabulary.findings[name], [each for each in wanted if each not in lines]
            ways = [
                (() if name in answers else self._asked(finding), self._with(answers, finding, number))
                for number in self._numbers(name, lines, answers)
            ]
        else:
            rest = [*wanted[:place], *wanted[place + 1 :]]
            ways = self._ways(wanted[place], answers)  # type: ignore[assignment]
        return next((found for more, given in ways if (found := self._search([*more, *rest], given)) is not None), None)

    def _numbers(self, name: str, bounds: Sequence[Bound], answers: Point) -> Sequence[Answer]:
        """The answers to a quantity that lie within all these bounds; of each stretch between the lines that anything draws, one."""
        finding = self.vocabulary.findings[name]
        if name in answers:
            return [answers[name]] if all(finding.leaf_met(bound, answers[name]) for bound in bounds) else []
        key = (name, frozenset(bounds))
        if key not in self._within:
            self._within[key] = [number for number in self._stretches(finding) if all(bound.met_by(number) for bound in bounds)]
        return self._within[key]

    def _ways(self, condition: Condition, answers: Point) -> Iterator[tuple[Sequence[Condition], Point]]:
        """Each way to meet a condition: what is then wanted in its place, and the answers."""
        match condition:
            case All(members):
                yield members, answers
            case Any(members):
                yield from (((member,), answers) for member in members)
            case AtLeast(count, members):
                yield from ((chosen, answers) for chosen in combinations(members, count))
            case Present() | Chosen():
                finding = self.vocabulary.findings[condition.finding]
                if finding.name in answers:
                    if finding.leaf_met(condition, answers[finding.name]):
                        yield (), answers
                    return
                yield from self._answered(finding, condition, answers)
                for other, leaf in self._implying.get(finding.name, ()):
                    if other.name not in answers:
                        yield from self._answered(other, leaf, answers)

    def _answered(self, finding: Finding, leaf: Leaf, answers: Point) -> Iterator[tuple[Sequence[Condition], Point]]:
        """Each answer to a finding that meets a leaf; a number is left to the end."""
        match leaf:
            case Bound():
                yield (leaf,), {**answers, **dict.fromkeys(self.vocabulary.implied_by(leaf), True)}
            case Present():
                yield self._asked(finding), self._with(answers, finding, True)
            case Chosen(_, options):
                yield from ((self._asked(finding), self._with(answers, finding, option)) for option in options)

    def _asked(self, finding: Finding) -> Sequence[Condition]:
        """What must hold for somebody to be asked a finding; what is implied needn't be asked."""
        return [self.asked_if[finding.name]] if finding.is_asked and finding.name in self.asked_if else []

    def _with(self, answers: Point, finding: Finding, answer: Answer) -> Point:
        """The answers with one more, and with what it implies."""
        if (finding.name, answer) not in self._implied:
            self._implied[finding.name, answer] = dict.fromkeys(self.vocabulary.implied_by_answer(finding.name, answer), True)
        return {**answers, finding.name: answer, **self._implied[finding.name, answer]}

    def _stretches(self, finding: Finding) -> Iterable[int | float]:
        """A number on each line that anything draws on a quantity, and one in each stretch between."""
        low, high = finding.limits
        lines = sorted({low, high, *(cut for cut in self._cuts.get(finding.name, ()) if low <= cut <= high)})
        if finding.whole:
            between: list[int | float] = [number for left, right in pairwise(lines) if (number := int(left) + 1) < right]
        else:
            between = [(left + right) / 2 for left, right in pairwise(lines)]
        return (*lines, *between)
