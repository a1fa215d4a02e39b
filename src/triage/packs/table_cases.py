"""The cases of a rule that came from a decision table: each cell alone decides in one, and each bound has people on both sides of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Present
from triage.model.conditions import Any as AnyOf
from triage.model.findings import UNSURE
from triage.model.vocabulary import Vocabulary
from triage.packs.decision_table import TableRule

__all__ = ["cases_of"]

Answers: TypeAlias = dict[str, Any]


def cases_of(rule: TableRule, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The cases, as rule files write them; what each expects follows from the rows and from what answers imply, and from no engine."""
    writer = _Writer(rule, vocabulary)
    cases: dict[str, dict[str, Any]] = {}
    for name, given in writer.all():
        key = repr(sorted(given.items()))
        cases.setdefault(key, {"name": name, "given": given, "expect": writer.expected(given)})
    return list(cases.values())


class _Writer:
    def __init__(self, rule: TableRule, vocabulary: Vocabulary) -> None:
        self.rule, self.vocabulary = rule, vocabulary
        self.read = list(vocabulary.opened(rule.when))
        self.calm = {name: self._harmless(name) for name in self._bearing()}

    def _bearing(self) -> list[str]:
        """The findings that the rule reads, and those that imply one."""
        read = {leaf.finding for leaf in self.read}
        for finding in self.vocabulary.findings.values():
            if any(not read.isdisjoint(self.vocabulary.implied_by(each.leaf)) for each in finding.implies):
                read.add(finding.name)
        return [name for name in self.vocabulary.findings if name in read]

    def _harmless(self, name: str) -> Any:
        finding = self.vocabulary.findings[name]
        if finding.kind != "choice":
            return False if finding.kind == "flag" else finding.least
        raising = {option for leaf in self.read if isinstance(leaf, Chosen) and leaf.finding == name for option in leaf.options}
        raising |= {option for each in finding.implies if isinstance(each.leaf, Chosen) for option in each.leaf.options}
        return next((each.name for each in finding.options if each.name not in raising and each.name != UNSURE), UNSURE)

    def all(self) -> Iterator[tuple[str, Answers]]:
        """Each case by its name."""
        many = len(self.rule.rows) > 1
        for number, row in enumerate(self.rule.rows, start=1):
            met: Answers = {}
            for leaf in row:
                met |= self._met(leaf, row)
            spot = f"row {number}: " if many else ""
            yield f"{spot}all of it", {**self.calm, **met}
            for leaf in row:
                for name, varied in self._varied(leaf, row):
                    yield f"{spot}{name}", {**self.calm, **met, **varied}
        yield "nothing of it", dict(self.calm)
        yield "not asked", {}

    def _met(self, leaf: Leaf | Defined, row: tuple[Leaf | Defined, ...]) -> Answers:
        """Answers that meet a leaf, and the other bounds of its row on the same finding."""
        if isinstance(leaf, Defined):
            return self._first_way(self.vocabulary.definitions[leaf.name])
        if isinstance(leaf, Present):
            return {leaf.finding: True}
        if isinstance(leaf, Chosen):
            return {leaf.finding: leaf.options[0]}
        bounds = [each for each in row if isinstance(each, Bound) and each.finding == leaf.finding]
        near = [number for each in bounds for number in self._round(each)]
        return {leaf.finding: next((number for number in near if all(each.met_by(number) for each in bounds)), leaf.value)}

    def _first_way(self, condition: Condition) -> Answers:
        match condition:
            case All(members):
                return {name: answer for each in members for name, answer in self._first_way(each).items()}
            case AnyOf(members):
                return self._first_way(members[0])
            case AtLeast(count, members):
                return {name: answer for each in members[:count] for name, answer in self._first_way(each).items()}
            case _:
                return self._met(condition, (condition,))

    def _round(self, bound: Bound) -> tuple[int | float, ...]:
        """The numbers at and next to a bound, within the finding's range."""
        finding = self.vocabulary.findings[bound.finding]
        step = 1 if finding.whole or isinstance(bound.value, int) else 0.1
        low, high = finding.limits
        near = (bound.value, round(bound.value + step, 6), round(bound.value - step, 6))
        return tuple(number for number in near if low <= number <= high)

    def _varied(self, leaf: Leaf | Defined, row: tuple[Leaf | Defined, ...]) -> Iterator[tuple[str, Answers]]:
        """The same person with another answer to one cell."""
        if isinstance(leaf, Defined):
            yield f"without {leaf.name}", {name: self.calm[name] for name in self._met(leaf, row)}
        elif isinstance(leaf, Bound):
            for number in self._round(leaf):
                yield f"{leaf.finding} at {number}", {leaf.finding: number}
        elif isinstance(leaf, Chosen):
            for option in leaf.options:
                yield f"{leaf.finding} {option}", {leaf.finding: option}
            yield f"{leaf.finding} otherwise", {leaf.finding: self.calm[leaf.finding]}
        else:
            yield f"without {leaf.finding}", {leaf.finding: False}
            yield f"not sure of {leaf.finding}", {leaf.finding: UNSURE}

    def expected(self, given: Answers) -> str:
        """What the rows make of some answers."""
        if self._holds(given):
            return str(self.rule.data["outcome"])
        doubted = [name for name, answer in given.items() if answer == UNSURE and self.vocabulary.findings[name].kind == "flag"]
        if doubted and self._holds(given | dict.fromkeys(doubted, True)):
            unsure = str(self.rule.data.get("when_unsure", self.rule.data["outcome"]))
            return "silent" if unsure == "none-found" else unsure
        return "silent" if given else "open"

    def _holds(self, given: Answers) -> bool:
        yes = {name for name, answer in given.items() if answer is True}
        for name, answer in given.items():
            if answer is not False and answer != UNSURE:
                yes |= self.vocabulary.implied_by_answer(name, answer)
        return self._met_by(self.rule.when, given, yes)

    def _met_by(self, condition: Condition, given: Mapping[str, Any], yes: set[str]) -> bool:
        match condition:
            case Present(finding):
                return finding in yes
            case Bound(finding):
                return given.get(finding, UNSURE) != UNSURE and condition.met_by(given[finding])
            case Chosen(finding, options):
                return given.get(finding) in options
            case Defined(name):
                return self._met_by(self.vocabulary.definitions[name], given, yes)
            case All(members):
                return all(self._met_by(each, given, yes) for each in members)
            case AnyOf(members):
                return any(self._met_by(each, given, yes) for each in members)
        return sum(self._met_by(each, given, yes) for each in condition.members) >= condition.count
