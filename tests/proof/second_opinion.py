"""
The meaning of rules as formulas for z3: an independent second opinion.

Written from the conditions as they stand, with real numbers for quantities; it shares no step with the compiler or the proof.
"""

from __future__ import annotations

from typing import Any

import z3

from triage.model.conditions import All, AtLeast, Bound, Chosen, Defined, Operator, Present


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
                self.value[name] = z3.Int(f"{name}_option")
                self.valid.append(z3.And(self.value[name] >= 0, self.value[name] < len(finding.options)))
            else:
                self.value[name] = z3.Int(name) if finding.whole else z3.Real(name)
                low, high = finding.limits
                self.valid.append(z3.And(self.value[name] >= exact(low), self.value[name] <= exact(high)))


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

    def present(self, flag: str) -> Any:
        """Answered yes, or implied by something that holds."""
        if flag not in self.known:
            ways = [
                self.leaf(implication.leaf, doubted=False)
                for finding in self.content.findings
                for implication in finding.implies
                if flag in implication.flags
            ]
            self.known[flag] = z3.Or(self.person.yes.get(flag, False), *ways)
        return self.known[flag]

    def leaf(self, leaf, *, doubted: bool) -> Any:
        """A leaf, with unsure read as no or as yes."""
        name = leaf.finding
        if isinstance(leaf, Present):
            return z3.Or(self.present(name), self.person.unsure.get(name, False)) if doubted else self.present(name)
        if name not in self.person.value:
            return False
        asked, value = self.person.asked[name], self.person.value[name]
        if isinstance(leaf, Chosen):
            options = [option.name for option in self.findings[name].options]
            return z3.And(asked, z3.Or(*(value == options.index(option) for option in leaf.options)))
        line = exact(leaf.value)
        side = {
            Operator.AT_LEAST: value >= line,
            Operator.ABOVE: value > line,
            Operator.AT_MOST: value <= line,
            Operator.BELOW: value < line,
        }
        return z3.And(asked, side[leaf.operator])

    def condition(self, condition, *, doubted: bool) -> Any:
        """A whole condition."""
        if isinstance(condition, Defined):
            return self.condition(self.definitions[condition.name], doubted=doubted)
        if isinstance(condition, Present | Bound | Chosen):
            return self.leaf(condition, doubted=doubted)
        held = [self.condition(member, doubted=doubted) for member in condition.members]
        if isinstance(condition, All):
            return z3.And(*held)
        return z3.PbGe([(each, 1) for each in held], condition.count if isinstance(condition, AtLeast) else 1)

    def at_least(self, rank: int) -> Any:
        """Whether the outcome has at least this rank."""
        sure = [self.condition(rule.when, doubted=False) for rule in self.content.rules if rule.outcome.rank >= rank]
        doubt = [self.condition(rule.when, doubted=True) for rule in self.content.rules if rule.when_unsure.rank >= rank]
        return z3.Or(*sure, *doubt)


def ever_lower(old, new) -> bool:
    """Whether some person gets less from the new rules than from the old; the two share their findings' names and kinds."""
    person = Person(old)
    before, after = Meaning(old, person), Meaning(new, person)
    solver = z3.Solver()
    solver.add(*person.valid)
    ranks = {rule.outcome.rank for rule in old.rules} | {rule.when_unsure.rank for rule in old.rules}
    solver.add(z3.Or(*(z3.And(before.at_least(rank), z3.Not(after.at_least(rank))) for rank in sorted(ranks))))
    return solver.check() == z3.sat
