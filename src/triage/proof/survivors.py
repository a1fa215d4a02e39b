"""Which mutants the cases catch, which change nothing, and which are left."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, field, frozen

from triage.engine.answers import read
from triage.engine.compiler import compiled
from triage.engine.program import Program
from triage.engine.tree import Facts, met, met_in_doubt
from triage.model.conditions import Bound, Condition, Defined, leaves
from triage.model.findings import Finding
from triage.model.outcome import OUTCOMES
from triage.model.rules import Content, Definition, Rule
from triage.model.vocabulary import Vocabulary
from triage.model.words import Case
from triage.proof.mutants import Mutant, mutants
from triage.proof.terms import places, terms

__all__ = ["Mutation", "mutation"]


@frozen
class Mutation:
    """
    What became of all mutants of a rule set.

    Attributes:
        caught: How many a case in the files catches.
        same: How many were proved to change nothing for anybody.
        left: The others: holes in the cases.
    """

    caught: int
    same: int
    left: tuple[Mutant, ...] = field(repr=False)


def mutation(content: Content) -> Mutation:
    """Try every mutant of a rule set whose own cases pass."""
    judge = _Judge(content)
    caught = same = 0
    left: list[Mutant] = []
    for mutant in mutants(content):
        if judge.catches(mutant):
            caught += 1
        elif judge.same(mutant):
            same += 1
        else:
            left.append(mutant)
    return Mutation(caught, same, tuple(left))


class _Judge:
    """Knows what the cases say, and runs them against one edited part at a time."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.program: Program = compiled(content)
        self.vocabulary = Vocabulary.of(content)
        self.findings = {finding.name: finding for finding in content.findings}
        self.rules = {rule.id: rule for rule in content.rules}
        self.definitions = {definition.name: definition for definition in content.definitions}
        self.facts: dict[int, Facts] = {}

    def catches(self, mutant: Mutant) -> bool:
        """Whether a case of the edited part gives something else than it expects."""
        kind, name = mutant.path[0], str(mutant.path[1])
        if kind == "rules":
            return any(self._rule_case_fails(mutant.rule, self.rules[name], case) for case in self.rules[name].cases)
        if mutant.definition is not None:
            return any(self._definition_case_fails(mutant.definition, case) for case in mutant.definition.cases)
        finding = mutant.finding
        assert finding is not None
        vocabulary = self._with(finding)
        return any(vocabulary.implied_by_answer(name, case.given) != set(case.expect) for case in finding.cases)

    def same(self, mutant: Mutant) -> bool:
        """Whether the edited part fires, holds or implies for exactly the same people, as surely; decided at the points of both."""
        kind, name = mutant.path[0], str(mutant.path[1])
        if kind == "rules" and mutant.rule is not None:
            old = self.rules[name]
            alike = (old.outcome, old.when_unsure) == (mutant.rule.outcome, mutant.rule.when_unsure)
            return self._same_condition(old.when, mutant.rule.when) and (alike or self._sure_only(old, mutant.rule))
        if mutant.definition is not None:
            return self._same_condition(self.definitions[name].when, mutant.definition.when)
        if mutant.finding is not None:
            return self._same_implications(self.findings[name], mutant.finding)
        return False

    def _facts(self, case: Case) -> Facts:
        if id(case) not in self.facts:
            self.facts[id(case)] = Facts.of(read(dict(case.given), self.program), self.program)
        return self.facts[id(case)]

    def _rule_case_fails(self, edited: Rule | None, rule: Rule, case: Case) -> bool:
        fires = case.expect in {str(rule.outcome), str(rule.when_unsure)}
        if edited is None:
            return fires
        facts = self._facts(case)
        if met(edited.when, facts, self.vocabulary):
            return str(edited.outcome) != case.expect
        if met_in_doubt(edited.when, facts, self.vocabulary):
            return str(edited.when_unsure) != case.expect
        return fires

    def _definition_case_fails(self, edited: Definition, case: Case) -> bool:
        facts = self._facts(case)
        sure = met(edited.when, facts, self.vocabulary)
        doubt = met_in_doubt(edited.when, facts, self.vocabulary)
        return ("holds" if sure else "unsure" if doubt else "") != (case.expect if case.expect in ("holds", "unsure") else "")

    def _with(self, finding: Finding) -> Vocabulary:
        return evolve(self.vocabulary, findings={**self.vocabulary.findings, finding.name: finding})

    def _sure_only(self, old: Rule, edited: Rule) -> bool:
        """Whether the doubt's outcome, in which alone the two differ, can never be given: the rule reads no flag."""
        flags = any(self._kinds(old.when))
        return old.outcome == edited.outcome and not flags

    def _kinds(self, condition: Condition) -> Iterator[bool]:
        for _, leaf in leaves(condition):
            if isinstance(leaf, Defined):
                yield from self._kinds(self.vocabulary.definitions[leaf.name])
            else:
                yield self.findings[leaf.finding].kind == "flag"

    def _same_condition(self, old: Condition, edited: Condition) -> bool:
        return self._within(old, edited) and self._within(edited, old)

    def _within(self, inner: Condition, outer: Condition) -> bool:
        """Whether one condition holds wherever another does, surely and with unsure read as yes."""
        now = OUTCOMES[-1]
        program = compiled(evolve(self.content, rules=(Rule("-", now, now, inner),)))
        for term in terms(program.rules[0], program):
            for point, _ in places(term, program.rules[0], self.findings, unsure=self.content.format > 1):
                facts = Facts.of(read(point, program), program)
                if not met_in_doubt(outer, facts, self.vocabulary):
                    return False
        return True

    def _same_implications(self, old: Finding, edited: Finding) -> bool:
        vocabulary = self._with(edited)
        if old.kind == "flag":
            answers: list[bool | int | float | str] = [True]
        elif old.kind == "choice":
            answers = [option.name for option in old.options]
        else:
            lines = [each.leaf.value for finding in (old, edited) for each in finding.implies if isinstance(each.leaf, Bound)]
            answers = [value for line in lines for value in (line - 10**-7, line, line + 10**-7)]
        return all(
            self.vocabulary.implied_by_answer(old.name, answer) == vocabulary.implied_by_answer(old.name, answer) for answer in answers
        )
