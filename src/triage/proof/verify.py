"""
What is proved of one rule set, over all of its terms.

The compiled form is held against an expansion of the conditions as they are written, which shares no step with the compiler;
outcome and ceiling are then tried at the least severe point of every term, where they must reach what the rule promises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from attrs import frozen

from triage.engine.alarms import bits_in
from triage.engine.answers import Reading, read
from triage.engine.compiler import compiled
from triage.engine.evaluate import holds_in_doubt, said_by, worst_rank
from triage.engine.program import CompiledRule, Program
from triage.engine.questions import Interview
from triage.errors import Problem
from triage.model.conditions import All, Any, AtLeast, Condition, Defined, Leaf, Path, leaves, members
from triage.model.rules import Content, Rule
from triage.model.sound_findings import problem_at
from triage.model.soundness import problems_of
from triage.model.vocabulary import Vocabulary, covers
from triage.names import listed, quoted
from triage.proof.asking import Asking
from triage.proof.terms import Point, Term, minimal, places, points, terms, told

__all__ = ["Verification", "verify"]


@frozen
class Verification:
    """
    What was proved, over how much.

    Attributes:
        rules: Rules, each of which can fire.
        leaves: Leaves whose direction was checked; with no negation in the language, that makes every rule monotone.
        terms: Terms that were found equal in the compiled and the written form, and that some person can meet.
        points: Least severe points at which outcome and ceiling were found exact.
        problems: What isn't so. Empty when all is proved.
    """

    rules: int
    leaves: int
    terms: int
    points: int
    problems: tuple[Problem, ...]


def verify(content: Content) -> Verification:
    """Prove what can be proved of a rule set."""
    problems = list(problems_of(content))
    read_leaves = sum(1 for rule in content.rules for _ in leaves(rule.when))
    read_leaves += sum(1 for definition in content.definitions for _ in leaves(definition.when))
    if problems:
        return Verification(len(content.rules), read_leaves, 0, 0, tuple(problems))
    program = compiled(content)
    vocabulary = Vocabulary.of(content)
    number_of = {leaf: number for number, leaf in enumerate(program.leaves)}
    unreached = _Unreached(content)
    tried = at = 0
    for compiled_rule, rule in zip(program.rules, content.rules, strict=True):
        path: Path = ("rules", rule.id, "when")
        found = terms(compiled_rule, program)
        tried += len(found)
        written = set(minimal(sum(1 << number_of[leaf] for leaf in term) for term in _expanded(rule.when, vocabulary)))
        if written != {sum(1 << number_of[leaf] for leaf in term) for term in found}:
            problems.append(problem_at(path, "compiled-differs", "the compiled form doesn't fire as the condition is written"))
        met = [(term, tuple(points(term, vocabulary.findings))) for term in found]
        if not any(each for _, each in met):
            problems.append(problem_at(path, "never-fires", "no person can meet this condition"))
        around = [place for term in found for place in places(term, compiled_rule, vocabulary.findings, unsure=content.format > 1)]
        at += len(around)
        problems += _differing(around, program, path)
        problems += _hiding((point for _, each in met for point in each), compiled_rule, program, path)
        problems += [problem_at(path, "unmeetable-term", f"no person can meet {told(term)}") for term, each in met if not each]
        problems += unreached.problems(rule, [term for term, each in met if each], path)
    problems += unreached.untrue()
    return Verification(len(content.rules), read_leaves, tried, at, tuple(problems))


class _Unreached:
    """Terms that only answers which contradict one another can meet, and those of them that the pack accepts."""

    def __init__(self, content: Content) -> None:
        self.asking = Asking(content)
        self.accepted = {(each.rule, frozenset(each.findings)): place for place, each in enumerate(content.accepted)}
        self.met: set[int] = set()

    def problems(self, rule: Rule, found: Iterable[Term], path: Path) -> Iterator[Problem]:
        """The terms of a rule that nobody meets whose answers fit together, and that aren't accepted."""
        terms = tuple(found)
        for term in terms:
            if self.asking.person(term) is None and not any(other != term and _met_with(term, other) for other in terms):
                place = self.accepted.get((rule.id, frozenset(leaf.finding for leaf in term)))
                if place is None:
                    message = f"only answers that don't fit together meet {told(term)}: somebody who gives one isn't asked the other"
                    yield problem_at(path, "unreached-term", f"{message}; change it, or accept it in `accepted.yaml`")
                else:
                    self.met.add(place)

    def untrue(self) -> Iterator[Problem]:
        """What is accepted and isn't so."""
        for (rule, findings), place in self.accepted.items():
            if place not in self.met:
                message = f"{listed(sorted(findings), last='and')} of {quoted(rule)} can be met by answers that fit together; take it away"
                yield problem_at(("accepted", place), "accepted-untrue", message)


def _met_with(term: Term, other: Term) -> bool:
    """Whether whoever meets one term meets another: each leaf of that is no narrower than one of this."""
    return all(any(each.finding == leaf.finding and covers(leaf, each) for each in term) for leaf in other)


def _expanded(condition: Condition, vocabulary: Vocabulary) -> set[frozenset[Leaf]]:
    """The terms of a condition, multiplied out as it is written."""
    if isinstance(condition, Defined):
        return _expanded(vocabulary.definitions[condition.name], vocabulary)
    if not isinstance(condition, All | Any | AtLeast):
        return {frozenset([condition])}
    inside = [_expanded(member, vocabulary) for _, member in members(condition)]
    count = condition.count if isinstance(condition, AtLeast) else 1 if isinstance(condition, Any) else len(inside)
    return {frozenset[Leaf]().union(*term) for chosen in combinations(inside, count) for term in product(*chosen)}


def _differing(at: Iterable[tuple[Point, int]], program: Program, path: Path) -> Iterator[Problem]:
    """Points at which the outcome isn't the worst of the rules that hold, or less than the rank that one of them gives."""
    for point, rank in at:
        reading = read(point, program)
        if not worst_rank(reading, program) == _worst_of_those_near(reading, program) >= rank:
            yield problem_at(path, "outcome-differs", f"the outcome isn't the worst of the rules that hold at {point}")


def _worst_of_those_near(reading: Reading, program: Program) -> int:
    """The rank of the worst outcome, found rule by rule: of all that read something that is met."""
    said, worst = said_by(reading), 0
    for place in {place for number in bits_in(said.bits) for place in program.touching[number]}:
        rule = program.rules[place]
        # A doubt is never more urgent than a yes, so few rules are left that could be worse.
        if rule.rank > worst:
            worst = max(worst, rule.rank if rule.holds(reading.yes) else rule.doubt_rank if holds_in_doubt(rule, said) else 0)
    return worst


def _hiding(at: Iterable[Point], rule: CompiledRule, program: Program, path: Path) -> Iterator[Problem]:
    """Points one step before which the ceiling hides the rule."""
    # Many terms of a rule differ by one leaf, and are one step away from the same answers.
    steps: dict[frozenset[tuple[str, object]], tuple[str, Point]] = {}
    for point in at:
        asked = next((name for name in point if program.entries[name].asked_if is None and program.entries[name].finding.is_asked), None)
        if asked is not None:
            before = frozenset((name, answer) for name, answer in point.items() if name != asked)
            steps.setdefault(before, (asked, point))
    for before, (asked, point) in steps.items():
        if Interview(program, read(dict(before), program), 0).ceiling(rules=(rule,)) < rule.rank:
            yield problem_at(path, "ceiling-hides", f"the ceiling hides this rule from who has yet to answer `{asked}` of {point}")
