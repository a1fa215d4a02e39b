"""
When an item is shown, in the words that FHIR has for it: one list of simple tests, joined by "any" or "all".

A question of ours is closed once its `asked_if` can't hold any more; an item of FHIR is hidden unless its tests hold now. So each test here
is of what leaves a condition possible: the answer that meets it, a doubt, or no answer yet. What has more than one "any" becomes groups in
one another, since a hidden group hides what is in it. What would need too many is always shown: asked of too many, hidden from nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import combinations, product
from typing import Any as Anything
from typing import NamedTuple, TypeAlias

from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Operator, Present
from triage.model.findings import UNSURE, Finding
from triage.model.ruleset import RuleSet

__all__ = ["Clause", "Enabling", "Test", "holds"]

_OPERATORS = {Operator.AT_LEAST: ">=", Operator.ABOVE: ">", Operator.AT_MOST: "<=", Operator.BELOW: "<"}
_MOST = 24
Value: TypeAlias = bool | int | float | str


class Test(NamedTuple):
    """A test of one item: `exists` with false (no answer yet), `=` with an answer, or an order with a number."""

    question: str
    operator: str
    answer: Value


# Any of these tests; of several clauses, all. No clause at all: always. An empty clause: never.
Clause = frozenset[Test]
_ALWAYS: tuple[Clause, ...] = ()
_NEVER: tuple[Clause, ...] = (frozenset(),)


class Enabling:
    """
    What shows the items of a questionnaire.

    Args:
        rules: The rules.
        order: The findings that are items, by their place.
    """

    def __init__(self, rules: RuleSet, order: Mapping[str, int]) -> None:
        self._rules = rules
        self._order = order
        self._known: dict[tuple[str, frozenset[str]], tuple[Clause, ...]] = {}

    def is_required(self, finding: Finding) -> bool:
        """Whether it must be answered: a gate that can be answered with not sure in the same item."""
        return finding.gate and finding.kind != "quantity" and finding.name in self._order

    def of(self, name: str) -> tuple[Clause, ...]:
        """The clauses that show a finding's item. What only an app's answer opens is always shown: no item could tell."""
        clauses = self._of(name, frozenset({name}))
        if clauses == _NEVER:
            return _ALWAYS
        # A hidden item has no answer that could show it, and LHC-Forms can't open a form in which an item asks for itself.
        others = (frozenset(test for test in clause if test.question != name) or clause for clause in clauses)
        return _smallest(set(others))

    def _of(self, name: str, asking: frozenset[str]) -> tuple[Clause, ...]:
        asked_if = self._rules.findings[name].asked_if
        if asked_if is None:
            return _ALWAYS
        if (name, asking) not in self._known:
            self._known[name, asking] = self._possible(asked_if, asking)
        return self._known[name, asking]

    def _possible(self, condition: Condition, asking: frozenset[str]) -> tuple[Clause, ...]:
        match condition:
            case Defined(name):
                return self._possible(self._rules.vocabulary.definitions[name], asking)
            case All(inner):
                return _both(self._possible(each, asking) for each in inner)
            case Any(inner):
                return _either(self._possible(each, asking) for each in inner)
            case AtLeast(count, inner):
                # At least two of three: of each two, one.
                chosen = combinations(inner, len(inner) - count + 1)
                return _both(_either(self._possible(each, asking) for each in some) for some in chosen)
            case Present(name):
                return _either(self._own(leaf, asking) for leaf in (condition, *self._implying.get(name, ())))
            case Bound() | Chosen():
                return self._own(condition, asking)

    def _own(self, leaf: Leaf, asking: frozenset[str]) -> tuple[Clause, ...]:
        """What leaves a leaf possible by the answer to its own item; nothing where it isn't one, as nobody is asked then."""
        name, finding = leaf.finding, self._rules.findings[leaf.finding]
        if name not in self._order:
            return _NEVER
        answered = (frozenset(Test(name, *test) for test in _tests(leaf, finding)),)
        # A question that only its own answer would open stays closed.
        if name in asking or self._is_before(finding, asking):
            return answered
        # No answer yet leaves it possible, unless the item is hidden itself.
        return _either([answered, _both([(frozenset({Test(name, "exists", False)}),), self._of(name, asking | {name})])])

    def _is_before(self, finding: Finding, asking: frozenset[str]) -> bool:
        return self.is_required(finding) and all(self._order[finding.name] < self._order[each] for each in asking)

    @cached_property
    def _implying(self) -> dict[str, list[Leaf]]:
        """By flag, every leaf that makes it yes, through every step."""
        found: dict[str, list[Leaf]] = {}
        for finding in self._rules.findings.values():
            for implication in finding.implies:
                for flag in implication.flags:
                    for each in (flag, *sorted(self._rules.vocabulary.implied_by(Present(flag)))):
                        found.setdefault(each, []).append(implication.leaf)
        return found


def _tests(leaf: Leaf, finding: Finding) -> Sequence[tuple[str, Value]]:
    match leaf:
        case Present():
            return [("=", answer) for answer in (True, UNSURE)]
        case Chosen(_, options):
            return [("=", option) for option in dict.fromkeys((*options, UNSURE))]
        case Bound(_, operator, value):
            # A number that is hardly possible may be a slip, and closes nothing.
            (least, most), (low, high) = finding.limits, finding.plausible or finding.limits
            slips: list[tuple[str, Value]] = []
            if low > least and operator.is_lower:
                slips.append(("<", low))
            if high < most and not operator.is_lower:
                slips.append((">", high))
            return [(_OPERATORS[operator], value), *slips]


def _both(parts: Iterable[tuple[Clause, ...]]) -> tuple[Clause, ...]:
    return _smallest({clause for part in parts for clause in part})


def _either(parts: Iterable[tuple[Clause, ...]]) -> tuple[Clause, ...]:
    return reduce(_or, parts, _NEVER)


def _or(one: tuple[Clause, ...], other: tuple[Clause, ...]) -> tuple[Clause, ...]:
    if len(one) * len(other) > _MOST:
        return _ALWAYS
    return _smallest({first | second for first, second in product(one, other)})


def _smallest(clauses: set[Clause]) -> tuple[Clause, ...]:
    """Without the clauses that another one makes needless, in an order that is the same at every run."""
    needed = [each for each in clauses if not any(other < each for other in clauses)]
    return tuple(sorted(needed, key=lambda clause: (len(clause), sorted(map(str, clause)))))


def holds(clauses: tuple[Clause, ...], answers: Mapping[str, Anything]) -> bool:
    """
    Whether an item is shown, given the answers to the items that are shown themselves.

    Not sure of a number isn't among them: it is an item of its own, and leaves the number's item empty.
    """
    return all(any(_met(test, answers.get(test.question)) for test in clause) for clause in clauses)


def _met(test: Test, answer: Anything) -> bool:
    if test.operator == "exists" or answer is None:
        return test.operator == "exists" and answer is None
    if test.operator == "=":
        return type(answer) is type(test.answer) and bool(answer == test.answer)
    if isinstance(answer, str | bool):
        return False
    return bool(
        {">=": answer >= test.answer, ">": answer > test.answer, "<=": answer <= test.answer, "<": answer < test.answer}[test.operator]
    )
