"""The case that would catch a slip: answers to which the files and the slip give something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from triage.engine.answers import read
from triage.engine.compiler import compiled
from triage.engine.evaluate import holds_in_doubt, said_by
from triage.engine.program import Program
from triage.engine.questions import Interview
from triage.model.conditions import Bound
from triage.model.findings import Finding
from triage.model.outcome import OUTCOMES
from triage.model.rules import Content, Rule
from triage.model.vocabulary import Vocabulary
from triage.proof.mutants import Mutant
from triage.proof.terms import Point, places, terms

__all__ = ["missing_case"]


def missing_case(content: Content, mutant: Mutant) -> tuple[Any, str] | None:
    """
    What to give and what to expect in a case that catches a mutant; None where none was found.

    Args:
        content: The rule set as it is, sound.
        mutant: A mutant of it that changes something for somebody.

    Returns:
        For a rule or a definition its answers by finding, for a finding one answer to it; and what the files then give.
    """
    if mutant.finding is not None:
        return _finding_case(content, mutant.finding)
    old, new = _stand_in(content, mutant.path, None), _stand_in(content, mutant.path, mutant)
    words = {"rules": None, "definitions": ("holds", "unsure")}[str(mutant.path[0])]
    for point in _points(content, old, new):
        before, after = (_given(content, rule, point, words) for rule in (old, new))
        if before != after:
            return point, before
    return None


def _stand_in(content: Content, path: tuple[Any, ...], mutant: Mutant | None) -> Rule | None:
    """The rule, or one in the place of the definition; of the mutant, or as it is."""
    if path[0] == "rules":
        return mutant.rule if mutant else next(rule for rule in content.rules if rule.id == path[1])
    edited = mutant.definition if mutant else next(each for each in content.definitions if each.name == path[1])
    return Rule("-", OUTCOMES[-1], OUTCOMES[-2], edited.when) if edited is not None else None


def _alone(content: Content, rule: Rule) -> Program:
    return compiled(evolve(content, rules=(rule,)))


def _points(content: Content, *rules: Rule | None) -> Iterator[Point]:
    """The least severe points of rules, sure and in doubt."""
    findings = {finding.name: finding for finding in content.findings}
    for rule in filter(None, rules):
        program = _alone(content, rule)
        for term in terms(program.rules[0], program):
            for point, _ in places(term, program.rules[0], findings, unsure=content.format > 1):
                yield point


def _given(content: Content, rule: Rule | None, point: Point, words: tuple[str, str] | None) -> str:
    """What one rule makes of some answers."""
    if rule is None:
        return "silent"
    program = _alone(content, rule)
    reading, only = read(point, program), program.rules[0]
    sure, doubt = words or (str(rule.outcome), str(rule.when_unsure))
    if only.holds(reading.yes):
        return sure
    if holds_in_doubt(only, said_by(reading)):
        return doubt
    return "open" if Interview(program, reading, 0).ceiling(rules=(only,)) else "silent"


def _finding_case(content: Content, edited: Finding) -> tuple[Any, str] | None:
    """An answer that implies something else than before."""
    old = next(finding for finding in content.findings if finding.name == edited.name)
    vocabulary = Vocabulary.of(content)
    changed = evolve(vocabulary, findings={**vocabulary.findings, old.name: edited})
    for answer in _answers(old, edited):
        expected = vocabulary.implied_by_answer(old.name, answer)
        if expected != changed.implied_by_answer(old.name, answer):
            return answer, f"[{', '.join(sorted(expected))}]"
    return None


def _answers(old: Finding, edited: Finding) -> list[bool | int | float | str]:
    if old.kind == "flag":
        return [True]
    if old.kind == "choice":
        return [option.name for option in old.options]
    return [each.leaf.value for finding in (old, edited) for each in finding.implies if isinstance(each.leaf, Bound)]
