"""What a pack's authors must show: that each rule does what its cases say, and that the cases pin down all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from triage.engine.answers import Reading, read
from triage.engine.compiler import compiled
from triage.engine.evaluate import holds_in_doubt, said_by
from triage.engine.program import Program
from triage.engine.questions import Interview
from triage.engine.tree import Facts, deciding, met, met_in_doubt
from triage.errors import Problem
from triage.model.conditions import Bound, Chosen, Condition, Defined, Leaf, Path, leaves
from triage.model.findings import Finding
from triage.model.outcome import NONE_FOUND, OUTCOMES, Outcome
from triage.model.rules import Content, Rule
from triage.model.sound_findings import problem_at
from triage.model.vocabulary import Vocabulary
from triage.model.words import Case
from triage.names import listed, meant, quoted
from triage.packs.redundancy import redundancy_problems, ways_to_fire

__all__ = ["case_problems"]

OPEN, SILENT = "open", "silent"


def case_problems(content: Content, *, written: Collection[str], whole: bool = True) -> tuple[Problem, ...]:
    """
    Every fault that the authors' own examples, citations and marks show, in sound content.

    Args:
        content: The whole rule set.
        written: Ids of the rules to check; those of a rule set that was added to were checked when it was made.
        whole: Whether these are all rules; what is never used or always outranked can't be said of some of them.
    """
    checker = _Checker(content, written)
    return (
        *checker.findings(),
        *checker.definitions(),
        *checker.rules(written),
        *(redundancy_problems(content, checker.program, checker.ways) if whole else ()),
    )


class _Checker:
    """Runs every case, and looks for what no case pins down."""

    def __init__(self, content: Content, written: Collection[str]) -> None:
        self.content = content
        self.program: Program = compiled(content)
        self.vocabulary = Vocabulary.of(content)
        self.ways = ways_to_fire(content, self.program, written=written)
        # A rule for each definition: whether one can still hold is asked like whether a rule can still fire.
        worst = OUTCOMES[-1]
        rules = tuple(Rule(each.name, worst, worst, each.when) for each in content.definitions)
        self.stand_ins: Program = compiled(Content((), content.findings, content.definitions, rules))

    def findings(self) -> Iterator[Problem]:
        for finding in self.content.findings:
            path: Path = ("findings", finding.name)
            for index, case in enumerate(finding.cases):
                reading = read({finding.name: case.given}, self.program)
                if reading.problems:
                    yield problem_at((*path, "cases", index, "given"), "bad-case", reading.problems[0].message)
                    continue
                implied = self.vocabulary.implied_by_answer(finding.name, case.given)
                if implied != set(case.expect):
                    expected, found = (listed(sorted(each), last="and") or "nothing" for each in (case.expect, implied))
                    message = f"{quoted(case.name)} expects {expected} and implies {found}"
                    yield problem_at((*path, "cases", index), "case-differs", message)
            yield from self._implications(finding, path)

    def _implications(self, finding: Finding, path: Path) -> Iterator[Problem]:
        for index, implication in enumerate(finding.implies):
            given = [case.given for case in finding.cases]
            spot = (*path, "implies", index)
            if isinstance(implication.leaf, Bound):
                numbers = [number for number in given if isinstance(number, int | float)]
                yield from self._three_sides(implication.leaf, numbers, (*spot, str(implication.leaf.operator)))
            elif isinstance(implication.leaf, Chosen):
                missing = [option for option in implication.leaf.options if option not in given]
                if missing:
                    message = f"no case gives {listed(missing)}; every option that implies something has one"
                    yield problem_at(spot, "untested-leaf", message)
            elif True not in given:
                reached = ", ".join(sorted(self.vocabulary.implied_by(implication.leaf)))
                message = f"no case says what a yes implies; add one with `given: true, expect: [{reached}]`"
                yield problem_at(spot, "untested-leaf", message)

    def _three_sides(self, bound: Bound, numbers: Collection[int | float], path: Path) -> Iterator[Problem]:
        sides = {"below": any(each < bound.value for each in numbers), "at": bound.value in numbers}
        sides["above"] = any(each > bound.value for each in numbers)
        missing = [side for side, there in sides.items() if not there]
        if missing:
            lacking = " or ".join(filter(None, [", ".join(missing[:-1]), missing[-1]]))
            line = f"the line {bound.value} of {quoted(bound.finding)}"
            message = f"no case stands {lacking} {line}; a bound has cases below, at and above it"
            yield problem_at(path, "untested-bound", message)

    def definitions(self) -> Iterator[Problem]:
        for place, definition in enumerate(self.content.definitions):
            path: Path = ("definitions", definition.name)
            for index, case in enumerate(definition.cases):
                reading = read(dict(case.given), self.program)
                spot = (*path, "cases", index)
                if problems := self._bad_case(case, reading, {"holds", "unsure", OPEN, SILENT}, spot):
                    yield from problems
                elif (found := self._definition_result(place, reading)) != case.expect:
                    yield problem_at(spot, "case-differs", f"{quoted(case.name)} expects {quoted(case.expect)} and gives {quoted(found)}")
            yield from self._untested(definition.when, definition.cases, (*path, "when"))

    def rules(self, written: Collection[str]) -> Iterator[Problem]:
        known_sources = {source.id for source in self.content.sources}
        for place, rule in enumerate(self.content.rules):
            if rule.id not in written:
                continue
            path: Path = ("rules", rule.id)
            if self.ways[rule.id]:
                for index, case in enumerate(rule.cases):
                    yield from self._rule_case(rule, place, case, (*path, "cases", index))
                yield from self._untested(rule.when, rule.cases, (*path, "when"))
            else:
                yield problem_at((*path, "when"), "never-fires", "no person can meet this condition, so the rule can never fire")
            for index, citation in enumerate(rule.sources):
                if citation.id not in known_sources:
                    message = f"unknown source {quoted(citation.id)}{meant(citation.id, known_sources)}"
                    yield problem_at((*path, "sources", index), "unknown-source", message)
            yield from _doubt_words(rule, path)
        yield from self._unadvised()

    def _unadvised(self) -> Iterator[Problem]:
        """Outcomes that some person can get and that no pack has words for; each once."""
        advised = {advice.outcome for pack in self.content.packs for advice in pack.advice}
        needed: dict[Outcome, Path] = {NONE_FOUND: ("packs", self.content.packs[0].name, "advice")} if self.content.rules else {}
        for rule in self.content.rules:
            needed.setdefault(rule.outcome, ("rules", rule.id, "outcome"))
            needed.setdefault(rule.when_unsure, ("rules", rule.id, "when_unsure"))
        for outcome, path in needed.items():
            if outcome not in advised:
                message = f"no `advice` for {quoted(str(outcome))}; `pack.yaml` must say what to do at each outcome"
                yield problem_at(path, "no-advice", message)

    def _rule_case(self, rule: Rule, place: int, case: Case, path: Path) -> Iterator[Problem]:
        reading = read(dict(case.given), self.program)
        if problems := self._bad_case(case, reading, {OPEN, SILENT, str(rule.outcome), str(rule.when_unsure)}, path):
            yield from problems
            return
        found = self._rule_result(place, reading)
        if found != case.expect:
            message = f"{quoted(case.name)} expects {quoted(case.expect)} and gives {quoted(found)}"
            if found == OPEN:
                asked = Interview(self.program, reading, 0).next_questions(rules=(self.program.rules[place],))
                message += f": {quoted(asked[0])} is open and could still make it fire"
            yield problem_at(path, "case-differs", message)

    def _bad_case(self, case: Case, reading: Reading, allowed: Collection[str], path: Path) -> list[Problem]:
        """Answers that can't be given, and results that can't be had."""
        problems = [problem_at((*path, "given", each.where), "bad-case", each.message) for each in reading.problems]
        for name, _ in case.given:
            if name in self.vocabulary.aliases:
                message = f"{quoted(name)} is an alias, a word for callers; rule files use the name {quoted(self.vocabulary.aliases[name])}"
                problems.append(problem_at((*path, "given", name), "bad-case", message))
        if case.expect not in allowed:
            message = f"{quoted(case.name)} expects {quoted(case.expect)}; it can be {listed(sorted(allowed))}"
            problems.append(problem_at((*path, "expect"), "bad-case", message))
        return problems

    def _rule_result(self, place: int, reading: Reading) -> str:
        """What one rule makes of some answers: its outcome, open, or silent."""
        rule = self.program.rules[place]
        if rule.holds(reading.yes):
            return str(OUTCOMES[rule.rank])
        if holds_in_doubt(rule, said_by(reading)):
            return str(OUTCOMES[rule.doubt_rank])
        ceiling = Interview(self.program, reading, 0).ceiling(rules=(rule,))
        return OPEN if ceiling else SILENT

    def _definition_result(self, place: int, reading: Reading) -> str:
        """What one definition makes of some answers: holds, unsure, open, or silent."""
        definition = self.content.definitions[place]
        facts = Facts.of(reading, self.program)
        if met(definition.when, facts, self.vocabulary):
            return "holds"
        if met_in_doubt(definition.when, facts, self.vocabulary):
            return "unsure"
        again = read(dict(reading.given), self.stand_ins)
        ceiling = Interview(self.stand_ins, again, 0).ceiling(rules=(self.stand_ins.rules[place],))
        return OPEN if ceiling else SILENT

    def _untested(self, condition: Condition, cases: Collection[Case], path: Path) -> Iterator[Problem]:
        """Leaves that never alone decide a case, and bounds without cases on both sides and on the line."""
        known: list[dict[str, bool | int | float | str]] = []
        decided: set[Path] = set()
        for case in cases:
            reading = read(dict(case.given), self.program)
            if not reading.problems:
                known.append(dict(case.given))
                facts = Facts.of(reading, self.program)
                for each in (facts, *facts.in_doubt()):
                    decided.update(deciding(condition, each, self.vocabulary) or ())
        for step, leaf in leaves(condition):
            for part in self._parts(leaf):
                if (*step, *part) not in decided:
                    named = f"{quoted(_name(leaf))}" + (f" is {quoted(str(part[-1]))}" if part else "")
                    message = f"no case in which {named} alone decides; add one that is met with it and not without it"
                    yield problem_at(path + step + _inside(leaf, part), "untested-leaf", message)
            if isinstance(leaf, Bound):
                numbers = [answer for given in known if isinstance(answer := given.get(leaf.finding), int | float)]
                yield from self._three_sides(leaf, numbers, path + step + _inside(leaf, ()))

    def _parts(self, leaf: Leaf | Defined) -> list[Path]:
        """What can be taken from a leaf: all of it, or one option after another."""
        return [("is", option) for option in leaf.options] if isinstance(leaf, Chosen) else [()]


def _doubt_words(rule: Rule, path: Path) -> Iterator[Problem]:
    """What a doubt of its own needs words for, and words that nobody ever reads."""
    raises = rule.when_unsure != NONE_FOUND
    if bool(rule.say_unsure) is not (raises and rule.when_unsure < rule.outcome):
        why = "`when_unsure` is as urgent as the outcome" if raises else "a doubt raises nothing"
        message = f"`say_unsure` is never read here: {why}; take it away"
        if not rule.say_unsure:
            message = "`say_unsure` is missing; a person with a doubt reads it, as `when_unsure` is less urgent than the outcome"
        yield problem_at((*path, "say_unsure"), "say-unsure", message)
    if bool(rule.unsure_because) is raises:
        message = "`unsure_because` says why a doubt raises nothing, and here it does raise something; take it away"
        if not raises:
            message = "`unsure_because` is missing; it says why a doubt raises nothing"
        yield problem_at((*path, "unsure_because"), "unsure-because", message)


def _inside(leaf: Leaf | Defined, part: Path) -> Path:
    """Where the bound or an option stands in a leaf, as rule files write it."""
    if isinstance(leaf, Bound):
        return (leaf.finding, str(leaf.operator))
    return (leaf.finding, "is", leaf.options.index(str(part[-1]))) if isinstance(leaf, Chosen) else ()


def _name(leaf: Leaf | Defined) -> str:
    return leaf.name if isinstance(leaf, Defined) else leaf.finding
