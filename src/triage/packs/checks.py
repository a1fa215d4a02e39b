"""What a pack's authors must show: that each rule does what its cases say, and that the cases pin down all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from triage.engine.answers import Reading, read
from triage.engine.compiler import compiled
from triage.engine.program import Program
from triage.engine.questions import Interview
from triage.engine.tree import Facts, met
from triage.errors import Problem
from triage.model.conditions import Bound, Chosen, Condition, Defined, Leaf, Path, leaves
from triage.model.findings import Finding
from triage.model.outcome import OUTCOMES, Outcome
from triage.model.rules import Case, Content, Definition, Rule
from triage.model.sound_findings import problem_at
from triage.model.vocabulary import Vocabulary
from triage.names import listed, meant, quoted
from triage.packs.redundancy import redundancy_problems

__all__ = ["case_problems"]

OPEN, SILENT = "open", "silent"


def case_problems(content: Content, *, written: Collection[str]) -> tuple[Problem, ...]:
    """Every fault that the authors' own examples, citations and marks show, in sound content.

    Args:
        content: The whole rule set.
        written: Ids of the rules to check; those of a rule set that was added to were checked when it was made.
    """
    checker = _Checker(content)
    return (
        *checker.findings(),
        *checker.definitions(),
        *checker.rules(written),
        *redundancy_problems(content, checker.program, written=written),
    )


class _Checker:
    """Runs every case, and looks for what no case pins down."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.program: Program = compiled(content)
        self.vocabulary = Vocabulary.of(content)

    def findings(self) -> Iterator[Problem]:
        for finding in self.content.findings:
            path: Path = ("findings", finding.name)
            for index, case in enumerate(finding.cases):
                reading = read({finding.name: case.given}, self.program)
                if reading.problems:
                    yield problem_at((*path, "cases", index), "bad-case", reading.problems[0].message)
                    continue
                implied = self.vocabulary.implied_by_answer(finding.name, case.given)
                if implied != set(case.expect):
                    found = f"it implies {listed(sorted(implied), last='and') or 'nothing'}"
                    yield problem_at((*path, "cases", index), "case-differs", f"{quoted(case.name)}: {found}")
            yield from self._implications(finding, path)

    def _implications(self, finding: Finding, path: Path) -> Iterator[Problem]:
        for index, implication in enumerate(finding.implies):
            given = [case.given for case in finding.cases]
            spot = (*path, "implies", index)
            if isinstance(implication.leaf, Bound):
                numbers = [number for number in given if isinstance(number, int | float)]
                yield from self._three_sides(implication.leaf, numbers, spot)
            elif isinstance(implication.leaf, Chosen):
                missing = [option for option in implication.leaf.options if option not in given]
                if missing:
                    yield problem_at(spot, "untested-leaf", f"no case gives {listed(missing)}")
            elif True not in given:
                yield problem_at(
                    spot, "untested-leaf", f"no case says what a yes implies: `given: true, expect: {list(implication.flags)}`"
                )

    def _three_sides(self, bound: Bound, numbers: Collection[int | float], path: Path) -> Iterator[Problem]:
        sides = {"below": any(each < bound.value for each in numbers), "at": bound.value in numbers}
        sides["above"] = any(each > bound.value for each in numbers)
        missing = [side for side, there in sides.items() if not there]
        if missing:
            message = f"no case stands {' or '.join(missing)} the line {bound.value} of {quoted(bound.finding)}"
            yield problem_at(path, "untested-bound", message)

    def definitions(self) -> Iterator[Problem]:
        for definition in self.content.definitions:
            path: Path = ("definitions", definition.name)
            for index, case in enumerate(definition.cases):
                reading = read(dict(case.given), self.program)
                spot = (*path, "cases", index)
                if (fault := self._given_fault(case, reading)) is not None:
                    yield problem_at(spot, "bad-case", fault)
                elif (found := self._definition_result(definition, reading)) != case.expect:
                    yield problem_at(spot, "case-differs", f"{quoted(case.name)} expects {quoted(case.expect)} and gives {quoted(found)}")
            yield from self._untested(definition.when, definition.cases, (*path, "when"))

    def rules(self, written: Collection[str]) -> Iterator[Problem]:
        known_sources = {source.id for source in self.content.sources}
        advised = {advice.outcome for pack in self.content.packs for advice in pack.advice}
        for place, rule in enumerate(self.content.rules):
            if rule.id not in written:
                continue
            path: Path = ("rules", rule.id)
            for index, case in enumerate(rule.cases):
                yield from self._rule_case(rule, place, case, (*path, "cases", index))
            yield from self._untested(rule.when, rule.cases, (*path, "when"))
            for index, citation in enumerate(rule.sources):
                if citation.id not in known_sources:
                    message = f"unknown source {quoted(citation.id)}{meant(citation.id, known_sources)}"
                    yield problem_at((*path, "sources", index), "unknown-source", message)
            if bool(rule.say_unsure) is not (rule.when_unsure < rule.outcome):
                message = "`say_unsure` is what a person with a doubt reads; it is needed exactly where `when_unsure` is less urgent"
                yield problem_at((*path, "say_unsure"), "say-unsure", message)
            for key, outcome in (("outcome", rule.outcome), ("when_unsure", rule.when_unsure)):
                if outcome not in advised:
                    yield problem_at((*path, key), "no-advice", f"no pack has `advice` for {quoted(str(outcome))}")

    def _rule_case(self, rule: Rule, place: int, case: Case, path: Path) -> Iterator[Problem]:
        reading = read(dict(case.given), self.program)
        if (fault := self._given_fault(case, reading)) is not None:
            yield problem_at(path, "bad-case", fault)
            return
        allowed = {OPEN, SILENT, str(rule.outcome), str(rule.when_unsure)}
        if case.expect not in allowed:
            yield problem_at(
                path,
                "bad-case",
                f"{quoted(case.name)} expects {quoted(case.expect)}; this rule can give {listed(sorted(allowed))}",
            )
            return
        found = self._rule_result(place, reading)
        if found != case.expect:
            yield problem_at(path, "case-differs", f"{quoted(case.name)} expects {quoted(case.expect)} and gives {quoted(found)}")

    def _given_fault(self, case: Case, reading: Reading) -> str | None:
        for name, _ in case.given:
            if name in self.vocabulary.aliases:
                return f"{quoted(name)} is an alias; rule files use the name {quoted(self.vocabulary.aliases[name])}"
        return str(reading.problems[0]) if reading.problems else None

    def _rule_result(self, place: int, reading: Reading) -> str:
        """What one rule makes of some answers: its outcome, open, or silent."""
        rule = self.program.rules[place]
        if rule.holds(reading.yes):
            return str(OUTCOMES[rule.rank])
        if rule.holds(reading.yes | reading.unsure):
            return str(OUTCOMES[rule.doubt_rank])
        ceiling = Interview(self.program, reading, 0).ceiling(rules=(rule,))
        return OPEN if ceiling else SILENT

    def _definition_result(self, definition: Definition, reading: Reading) -> str:
        facts = Facts.of(reading, self.program)
        if met(definition.when, facts, self.vocabulary):
            return "holds"
        if met(definition.when, facts.doubted(), self.vocabulary):
            return "unsure"
        now = Outcome.parse("emergency now")
        stand_in = Content((), self.content.findings, self.content.definitions, (Rule("-", now, now, definition.when),))
        program = compiled(stand_in)
        return OPEN if Interview(program, read(dict(reading.given), program), 0).ceiling() else SILENT

    def _untested(self, condition: Condition, cases: Collection[Case], path: Path) -> Iterator[Problem]:
        """Leaves that never alone decide a case, and bounds without cases on both sides and on the line."""
        known = []
        for case in cases:
            reading = read(dict(case.given), self.program)
            if not reading.problems:
                known.append((Facts.of(reading, self.program), dict(case.given)))
        for step, leaf in leaves(condition):
            for part in self._parts(leaf):
                if not any(self._decides(condition, facts, (*step, *part)) for facts, _ in known):
                    named = f"{quoted(_name(leaf))}" + (f" is {quoted(str(part[-1]))}" if part else "")
                    yield problem_at(path + step, "untested-leaf", f"no case in which {named} alone decides")
            if isinstance(leaf, Bound):
                numbers = [answer for _, given in known if isinstance(answer := given.get(leaf.finding), int | float)]
                yield from self._three_sides(leaf, numbers, path + step)

    def _parts(self, leaf: Leaf | Defined) -> list[Path]:
        """What can be taken from a leaf: all of it, or one option after another."""
        return [("is", option) for option in leaf.options] if isinstance(leaf, Chosen) else [()]

    def _decides(self, condition: Condition, facts: Facts, part: Path) -> bool:
        return any(
            met(condition, each, self.vocabulary) and not met(condition, each, self.vocabulary, without=part)
            for each in (facts, facts.doubted())
        )


def _name(leaf: Leaf | Defined) -> str:
    return leaf.name if isinstance(leaf, Defined) else leaf.finding
