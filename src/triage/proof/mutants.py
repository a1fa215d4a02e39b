"""
Every slip that a rule author could make, one at a time, and whether something would notice.

A mutant is a rule set with one edit of the kind one would fear. It is caught when a case written in the files fails; if none
does, it is decided whether the edit changes anything for anybody. A mutant that changes something and is caught by no case
is a hole in the cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from attrs import evolve, frozen

from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Condition, Operator, Path
from triage.model.findings import Finding, Implication
from triage.model.outcome import OUTCOMES
from triage.model.rules import Content, Definition, Rule

__all__ = ["Mutant", "edits_of", "mutants"]

_OTHER_SIDE = {
    Operator.AT_LEAST: Operator.ABOVE,
    Operator.ABOVE: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.BELOW,
    Operator.BELOW: Operator.AT_MOST,
}
# The smallest difference that somebody reads off an instrument.
_STEP = 0.1

Edit: TypeAlias = tuple[str, Condition | None]


@frozen
class Mutant:
    """
    One edited part of a rule set.

    Attributes:
        path: The rule, definition or finding, and where in it, as rule files write it.
        edit: What was done, in words.
        rule: The edited rule; None when it was dropped, or when it isn't a rule that was edited.
        definition: The edited definition.
        finding: The edited finding.
    """

    path: Path
    edit: str
    rule: Rule | None = None
    definition: Definition | None = None
    finding: Finding | None = None

    def applied(self, content: Content) -> Content:
        """The whole rule set with this edit."""
        kind, name, *_ = self.path
        if kind == "rules":
            rules = tuple(self.rule if rule.id == name else rule for rule in content.rules)
            return evolve(content, rules=tuple(rule for rule in rules if rule is not None))
        if self.definition is not None:
            return evolve(content, definitions=tuple(self.definition if each.name == name else each for each in content.definitions))
        return evolve(content, findings=tuple(self.finding if self.finding and each.name == name else each for each in content.findings))


def mutants(content: Content) -> Iterator[Mutant]:
    """Every mutant of a rule set."""
    steps = {finding.name: 1 if finding.whole else _STEP for finding in content.findings}
    for rule in content.rules:
        yield Mutant(("rules", rule.id), "drop the rule")
        yield from _outcomes(rule)
        for path, edit, condition in edits_of(rule.when, steps):
            yield Mutant(("rules", rule.id, "when", *path), edit, rule=evolve(rule, when=condition))
    for definition in content.definitions:
        for path, edit, condition in edits_of(definition.when, steps):
            yield Mutant(("definitions", definition.name, "when", *path), edit, definition=evolve(definition, when=condition))
    for finding in content.findings:
        yield from _implications(finding, steps)


def _outcomes(rule: Rule) -> Iterator[Mutant]:
    """Each outcome one rank lower; the doubt never above the outcome."""
    if rule.outcome.rank > 1:
        lower = OUTCOMES[rule.outcome.rank - 1]
        edited = evolve(rule, outcome=lower, when_unsure=min(rule.when_unsure, lower))
        yield Mutant(("rules", rule.id, "outcome"), f"lower the outcome to {lower}", rule=edited)
    if rule.when_unsure.rank > 1:
        lower = OUTCOMES[rule.when_unsure.rank - 1]
        yield Mutant(("rules", rule.id, "when_unsure"), f"lower `when_unsure` to {lower}", rule=evolve(rule, when_unsure=lower))


def _implications(finding: Finding, steps: dict[str, int | float]) -> Iterator[Mutant]:
    path: Path = ("findings", finding.name, "implies")
    for place, implication in enumerate(finding.implies):
        rest = (*finding.implies[:place], *finding.implies[place + 1 :])
        yield Mutant((*path, place), "drop the implication", finding=evolve(finding, implies=rest))
        for flag in implication.flags if len(implication.flags) > 1 else ():
            fewer = Implication(implication.leaf, tuple(each for each in implication.flags if each != flag))
            implies = (*finding.implies[:place], fewer, *finding.implies[place + 1 :])
            yield Mutant((*path, place), f"imply `{flag}` no more", finding=evolve(finding, implies=implies))
        for _, edit, leaf in edits_of(implication.leaf, steps):
            if isinstance(leaf, Bound | Chosen):
                implies = (*finding.implies[:place], Implication(leaf, implication.flags), *finding.implies[place + 1 :])
                yield Mutant((*path, place), edit, finding=evolve(finding, implies=implies))


def edits_of(condition: Condition, steps: dict[str, int | float]) -> Iterator[tuple[Path, str, Condition]]:
    """Every edit of one place in a condition: where, what, and the whole condition with it."""
    match condition:
        case Bound():
            yield from (((), edit, bound) for edit, bound in _bounds(condition, steps[condition.finding]))
        case Chosen(finding, options):
            for option in options if len(options) > 1 else ():
                rest = Chosen(finding, tuple(each for each in options if each != option))
                yield ("is", option), f"drop the option `{option}`", rest
        case All(members):
            if len(members) > 1:
                yield (), "swap all for any", Any(members)
            yield from _inside("all", members, All, steps)
        case Any(members):
            if len(members) > 1:
                yield (), "swap any for all", All(members)
            yield from _inside("any", members, Any, steps)
        case AtLeast(count, members):
            for other in (count - 1, count + 1):
                if 1 <= other <= len(members):
                    yield ("at_least", "count"), f"count {other} in place of {count}", AtLeast(other, members)
            yield from _inside("at_least", members, lambda inner: AtLeast(min(count, len(inner)), inner), steps)


def _bounds(bound: Bound, step: int | float) -> Iterator[tuple[str, Bound]]:
    for sign in (-1, 1):
        value = round(bound.value + sign * step, 6)
        yield f"move the bound from {bound.value} to {value}", evolve(bound, value=value)
    other = _OTHER_SIDE[bound.operator]
    yield f"{other} in place of {bound.operator}", evolve(bound, operator=other)


def _inside(
    key: str, members: tuple[Condition, ...], make: Callable[[tuple[Condition, ...]], Condition], steps: dict[str, int | float]
) -> Iterator[tuple[Path, str, Condition]]:
    """Each member dropped, and each edit within a member."""
    for place, member in enumerate(members):
        path: Path = (key, "of", place) if key == "at_least" else (key, place)
        rest = (*members[:place], *members[place + 1 :])
        if rest:
            yield path, "drop the branch", make(rest)
        for inner, edit, edited in edits_of(member, steps):
            yield path + inner, edit, make((*members[:place], edited, *members[place + 1 :]))
