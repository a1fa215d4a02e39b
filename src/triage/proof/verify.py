"""
What is proved of one rule set, over all of its terms.

The compiled form is held against an expansion of the conditions as they are written, which shares no step with the compiler;
outcome and ceiling are then tried at the least severe point of every term, where they must reach what the rule promises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, product

from attrs import frozen

from triage.engine.alarms import bits_in
from triage.engine.answers import Reading, read
from triage.engine.compiler import compiled
from triage.engine.evaluate import worst_rank
from triage.engine.program import CompiledRule, Program
from triage.engine.questions import Interview
from triage.errors import Problem
from triage.model.conditions import All, Any, AtLeast, Condition, Defined, Leaf, Path, leaves, members
from triage.model.findings import Finding
from triage.model.rules import Content
from triage.model.sound_findings import problem_at
from triage.model.soundness import problems_of
from triage.model.vocabulary import Vocabulary
from triage.proof.terms import Point, Term, flags_of, minimal, points, terms

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
    tried = at = 0
    for compiled_rule, rule in zip(program.rules, content.rules, strict=True):
        path: Path = ("rules", rule.id, "when")
        found = terms(compiled_rule, program)
        tried += len(found)
        written = set(minimal(sum(1 << number_of[leaf] for leaf in term) for term in _expanded(rule.when, vocabulary)))
        if written != {sum(1 << number_of[leaf] for leaf in term) for term in found}:
            problems.append(problem_at(path, "compiled-differs", "the compiled form doesn't fire as the condition is written"))
        places = [list(_places(term, vocabulary.findings, compiled_rule)) for term in found]
        if not any(places):
            problems.append(problem_at(path, "never-fires", "no person can meet this condition"))
        at += sum(map(len, places))
        problems += _inexact(chain.from_iterable(places), compiled_rule, program, path)
        problems += [
            problem_at(path, "unmeetable-term", f"no person can meet {term}") for term, met in zip(found, places, strict=True) if not met
        ]
    return Verification(len(content.rules), read_leaves, tried, at, tuple(problems))


def _places(term: Term, findings: Mapping[str, Finding], rule: CompiledRule) -> Iterator[tuple[Point, int]]:
    """The least severe points of a term, with the rank that the rule promises there: its flags yes, then unsure."""
    for point in points(term, findings):
        yield point, rule.rank
    if flags := flags_of(term):
        for point in points(term, findings, unsure=flags):
            yield point, rule.doubt_rank


def _expanded(condition: Condition, vocabulary: Vocabulary) -> set[frozenset[Leaf]]:
    """The terms of a condition, multiplied out as it is written."""
    if isinstance(condition, Defined):
        return _expanded(vocabulary.definitions[condition.name], vocabulary)
    if not isinstance(condition, All | Any | AtLeast):
        return {frozenset([condition])}
    inside = [_expanded(member, vocabulary) for _, member in members(condition)]
    count = condition.count if isinstance(condition, AtLeast) else 1 if isinstance(condition, Any) else len(inside)
    return {frozenset[Leaf]().union(*term) for chosen in combinations(inside, count) for term in product(*chosen)}


def _inexact(places: Iterable[tuple[Point, int]], rule: CompiledRule, program: Program, path: Path) -> Iterator[Problem]:
    """Points at which the outcome isn't the worst of the rules that hold, or one step before which the ceiling hides it."""
    tried: set[frozenset[tuple[str, object]]] = set()
    for point, rank in places:
        reading = read(point, program)
        if not worst_rank(reading) == _worst_of_those_near(reading, program) >= rank:
            yield problem_at(path, "outcome-differs", f"the outcome isn't the worst of the rules that hold at {point}")
        # With its flags unsure a point has the same open question as with them yes; once is enough.
        asked = None if reading.unsure else next((name for name in point if program.entries[name].finding.asked_of == "person"), None)
        if asked is None:
            continue
        before = {name: answer for name, answer in point.items() if name != asked}
        # Many terms of a rule differ by one leaf, and are one step away from the same answers.
        if (key := frozenset(before.items())) in tried:
            continue
        tried.add(key)
        if Interview(program, read(before, program), 0).ceiling(rules=(rule,)) < rank:
            yield problem_at(path, "ceiling-hides", f"the ceiling hides this rule from who has yet to answer `{asked}` of {point}")


def _worst_of_those_near(reading: Reading, program: Program) -> int:
    """The rank of the worst outcome, found rule by rule: of all that read something that is met."""
    worst, perhaps = 0, reading.yes | reading.unsure
    for place in {place for number in bits_in(perhaps) for place in program.touching[number]}:
        rule = program.rules[place]
        # Few rules near a point are worse than the worst so far; the others needn't be asked.
        if rule.rank > worst and rule.holds(perhaps):
            worst = max(worst, rule.rank if rule.holds(reading.yes) else rule.doubt_rank)
    return worst
