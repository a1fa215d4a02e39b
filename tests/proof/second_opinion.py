"""
The meaning of rules as formulas for z3: an independent second opinion.

Written from the conditions as they stand, with real numbers for quantities; it shares no step with the compiler or the proof.
"""

from __future__ import annotations

from itertools import pairwise, product
from operator import le
from typing import Any

import z3

from triage.model.conditions import All, AtLeast, Bound, Chosen, Defined, Operator, Present, leaves

SIDES = {Operator.AT_LEAST: "__ge__", Operator.ABOVE: "__gt__", Operator.AT_MOST: "__le__", Operator.BELOW: "__lt__"}


class Person:
    """Somebody whose answers are unknown: variables, with what makes them valid."""

    def __init__(self, content) -> None:
        self.yes: dict[str, Any] = {}
        self.unsure: dict[str, Any] = {}
        self.asked: dict[str, Any] = {}
        self.value: dict[str, Any] = {}
        self.valid: list[Any] = []
        for finding in content.findings:
            name = finding.name
            if finding.kind == "flag":
                self.yes[name], self.unsure[name] = z3.Bool(f"{name}_yes"), z3.Bool(f"{name}_unsure")
                self.valid.append(z3.Not(z3.And(self.yes[name], self.unsure[name])))
                continue
            self.asked[name] = z3.Bool(f"{name}_asked")
            if finding.kind == "choice":
                options = [option.name for option in finding.options]
                self.value[name] = z3.Int(f"{name}_option")
                self.valid.append(z3.And(self.value[name] >= 0, self.value[name] < len(options)))
                self.unsure[name] = z3.And(self.asked[name], self.value[name] == options.index("unsure"))
            else:
                # Asked means that there is a number; who isn't sure has none.
                self.value[name] = z3.Int(name) if finding.whole else z3.Real(name)
                self.unsure[name] = z3.Bool(f"{name}_unsure")
                low, high = finding.limits
                self.valid.append(z3.And(self.value[name] >= exact(low), self.value[name] <= exact(high)))
                self.valid.append(z3.Not(z3.And(self.asked[name], self.unsure[name])))
                if content.format == 1:
                    self.valid.append(z3.Not(self.unsure[name]))


def exact(number: int | float) -> Any:
    """A number as a fraction, as it is printed."""
    return z3.RealVal(repr(number))


class Meaning:
    """What one rule set makes of a person."""

    def __init__(self, content, person: Person) -> None:
        self.content, self.person = content, person
        self.findings = {finding.name: finding for finding in content.findings}
        self.definitions = {definition.name: definition.when for definition in content.definitions}
        self.known: dict[str, Any] = {}
        self.written: dict[Any, Any] = {}

    def present(self, flag: str) -> Any:
        """Answered yes, or implied by something that holds."""
        if flag not in self.known:
            ways = [
                self.sure(implication.leaf)
                for finding in self.content.findings
                for implication in finding.implies
                if flag in implication.flags
            ]
            self.known[flag] = z3.Or(self.person.yes.get(flag, False), *ways)
        return self.known[flag]

    def sure(self, leaf) -> Any:
        """A leaf, with unsure read as no."""
        name = leaf.finding
        if isinstance(leaf, Present):
            return self.present(name)
        if name not in self.person.value:
            return False
        asked, value = self.person.asked[name], self.person.value[name]
        if isinstance(leaf, Chosen):
            options = [option.name for option in self.findings[name].options]
            return z3.And(asked, z3.Or(*(value == options.index(option) for option in leaf.options)))
        return z3.And(asked, getattr(value, SIDES[leaf.operator])(exact(leaf.value)))

    def leaf(self, leaf, reading: dict[str, Any]) -> Any:
        """A leaf, where each number and option that isn't known is read as one answer, and an unsure flag as yes."""
        name = leaf.finding
        unsure = self.person.unsure[name]
        if isinstance(leaf, Present):
            told = [self.person.unsure[other] for other in self.person.unsure if self.reaches(other, reading.get(other, True), name)]
            unasked = told if self.findings[name].asked_of == "app" and self.content.format > 1 else []
            return z3.Or(self.sure(leaf), unsure, *unasked)
        if name not in reading:
            return self.sure(leaf)
        return z3.If(unsure, met(leaf, reading[name]), self.sure(leaf))

    def reaches(self, name: str, answer: Any, flag: str) -> bool:
        """Whether one answer to a finding makes a flag yes, by any number of steps."""
        steps = {flag for way in self.findings[name].implies if met(way.leaf, answer) for flag in way.flags}
        return flag in steps or any(self.reaches(step, True, flag) for step in steps)

    def condition(self, condition, reading: dict[str, Any] | None) -> Any:
        """A whole condition, sure or in one way of reading what isn't known."""
        if isinstance(condition, Defined):
            return self.condition(self.definitions[condition.name], reading)
        if isinstance(condition, Present | Bound | Chosen):
            return self.sure(condition) if reading is None else self.leaf(condition, reading)
        held = [self.condition(member, reading) for member in condition.members]
        if isinstance(condition, All):
            return z3.And(*held)
        return z3.PbGe([(each, 1) for each in held], condition.count if isinstance(condition, AtLeast) else 1)

    def doubted(self, condition) -> Any:
        """Whether some way of reading what isn't known makes a condition hold, with one answer to each finding."""
        return z3.Or(*(self.condition(condition, reading) for reading in self.readings(condition)))

    def readings(self, condition) -> Any:
        """The ways in which a condition can tell numbers and options apart, each as an answer to each finding."""
        read = list(self.opened(condition))
        flags = {leaf.finding for leaf in read if isinstance(leaf, Present) and self.findings[leaf.finding].asked_of == "app"}
        told: dict[str, list[Any]] = {}
        for finding in self.findings.values() if self.content.format > 1 else ():
            own = [leaf for leaf in read if leaf.finding == finding.name]
            if finding.kind != "flag" and (own or flags):
                different: dict[tuple[bool, ...], Any] = {}
                for answer in self.answers(finding):
                    does = (*(met(leaf, answer) for leaf in own), *(self.reaches(finding.name, answer, flag) for flag in sorted(flags)))
                    different.setdefault(does, answer)
                # What does nothing that another answer doesn't do as well makes nothing hold.
                less = [does for does in different if any(does != more and all(map(le, does, more)) for more in different)]
                told[finding.name] = [answer for does, answer in different.items() if does not in less]
        return [dict(zip(told, chosen, strict=True)) for chosen in product(*told.values())]

    def opened(self, condition) -> Any:
        """Every leaf of a condition, definitions opened."""
        for _, leaf in leaves(condition):
            yield from self.opened(self.definitions[leaf.name]) if isinstance(leaf, Defined) else (leaf,)

    def answers(self, finding) -> list[Any]:
        """The options of a choice; of a quantity a number for each stretch between two lines that this rule set draws, and on each line."""
        if finding.kind == "choice":
            return [option.name for option in finding.options]
        drawn = [each.when for each in (*self.content.rules, *self.content.definitions)]
        drawn += [way.leaf for way in finding.implies]
        cuts = [leaf.value for each in drawn for _, leaf in leaves(each) if isinstance(leaf, Bound) and leaf.finding == finding.name]
        lines = sorted({*finding.limits, *cuts})
        between = [(left + right) / 2 for left, right in pairwise(lines)]
        return [*lines, *([each for each in map(int, between) if each not in lines] if finding.whole else between)]

    def at_least(self, rank: int) -> Any:
        """Whether the outcome has at least this rank."""
        sure = [self.held(rule.when, self.sure_of) for rule in self.content.rules if rule.outcome.rank >= rank]
        doubt = [self.held(rule.when, self.doubted) for rule in self.content.rules if rule.when_unsure.rank >= rank]
        return z3.And(self.taken, z3.Or(*sure, *doubt))

    def held(self, condition, how) -> Any:
        """Whether a condition holds in one of two ways, written down once."""
        key = (condition, how.__name__)
        if key not in self.written:
            self.written[key] = how(condition)
        return self.written[key]

    def sure_of(self, condition) -> Any:
        """Whether a condition holds with unsure read as no."""
        return self.condition(condition, None)

    @property
    def taken(self) -> Any:
        """Whether these rules take the answers at all: in format 1 no number could be unsure."""
        numbers = [name for name, finding in self.findings.items() if finding.kind == "quantity" and self.content.format == 1]
        return z3.And(*(z3.Not(self.person.unsure[name]) for name in numbers))


def met(leaf, answer: Any) -> bool:
    """Whether an answer meets a leaf over its own finding."""
    if isinstance(leaf, Present):
        return answer is True
    if isinstance(leaf, Chosen):
        return answer in leaf.options
    return not isinstance(answer, str) and bool(getattr(float(answer), SIDES[leaf.operator])(float(leaf.value)))


def ever_lower(old, new) -> bool:
    """Whether some person gets less from the new rules than from the old; the two share their findings' names and kinds."""
    person = Person(old)
    before, after = Meaning(old, person), Meaning(new, person)
    solver = z3.Solver()
    solver.add(*person.valid)
    ranks = {rule.outcome.rank for rule in old.rules} | {rule.when_unsure.rank for rule in old.rules}
    solver.add(z3.Or(*(z3.And(before.at_least(rank), z3.Not(after.at_least(rank))) for rank in sorted(ranks - {0}))))
    return solver.check() == z3.sat
