"""How each rule can fire, and what a rule set holds for nothing: rules that can't fire or never decide, and names that nothing reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from triage.engine.alarms import bits_in
from triage.engine.answers import read
from triage.engine.evaluate import holds_in_doubt, said_by
from triage.engine.program import CompiledRule, Program
from triage.errors import Problem
from triage.model.conditions import Defined, Path, leaves
from triage.model.rules import Content
from triage.model.sound_findings import problem_at
from triage.model.vocabulary import Vocabulary
from triage.names import quoted
from triage.proof.terms import Point, places, terms

__all__ = ["Ways", "redundancy_problems", "ways_to_fire"]

Ways: TypeAlias = tuple[tuple[Point, int], ...]


def ways_to_fire(content: Content, program: Program, *, written: Collection[str]) -> dict[str, Ways]:
    """By rule, the least severe symptoms for each way in which it fires, and the rank it then gives; none for a rule that can't."""
    findings = {finding.name: finding for finding in content.findings}
    return {
        content.rules[rule.place].id: tuple(
            place for term in terms(rule, program) for place in places(term, rule, findings, unsure=content.format > 1)
        )
        for rule in program.rules
        if content.rules[rule.place].id in written
    }


def redundancy_problems(content: Content, program: Program, ways: Mapping[str, Ways]) -> Iterator[Problem]:
    """Every untrue or missing `decides: never` of the rules whose ways to fire are given, and every unused name."""
    for place, rule in enumerate(content.rules):
        if not ways.get(rule.id):
            continue
        path: Path = ("rules", rule.id)
        compiled = program.rules[place]
        outranked = all(_others(point, compiled, program) >= rank for point, rank in ways[rule.id])
        if outranked and rule.decides is None:
            message = "other rules always give at least this outcome; if this one is meant as a further reason, say `decides: never`"
            yield problem_at(path, "never-decides", message)
        elif rule.decides is not None and not outranked:
            yield problem_at(
                (*path, "decides"),
                "never-decides",
                "this rule does decide the outcome of some people; take `decides: never` away",
            )
    yield from _unused(content)


def _others(point: Point, rule: CompiledRule, program: Program) -> int:
    """The worst rank that the other rules give at a point."""
    reading = read(point, program)
    said = said_by(reading)
    near = {place for number in bits_in(said.bits) for place in program.touching[number]} - {rule.place}
    others = [program.rules[place] for place in near]
    sure = max((other.rank for other in others if other.holds(reading.yes)), default=0)
    return max(sure, max((other.doubt_rank for other in others if other.doubt_rank > sure and holds_in_doubt(other, said)), default=0))


def _unused(content: Content) -> Iterator[Problem]:
    offered = _offered(content)
    vocabulary = Vocabulary.of(content)
    conditions = [rule.when for rule in content.rules] + [note.when for pack in content.packs for note in pack.notes]
    used = {leaf.name for when in conditions for _, leaf in leaves(when) if isinstance(leaf, Defined)}
    while grown := {leaf.name for name in used for _, leaf in leaves(vocabulary.definitions[name]) if isinstance(leaf, Defined)} - used:
        used |= grown
    for definition in content.definitions:
        if definition.name not in used and not {leaf.finding for leaf in vocabulary.opened(definition.when)} <= offered:
            yield problem_at(
                ("definitions", definition.name), "unused", f"no rule uses the definition {quoted(definition.name)}; use it or take it away"
            )
    read_by_rules = {leaf.finding for when in conditions for leaf in vocabulary.opened(when)}
    for finding in content.findings:
        reached = {flag for implication in finding.implies for flag in vocabulary.implied_by(implication.leaf)}
        if finding.name not in offered and not finding.context and finding.name not in read_by_rules and reached.isdisjoint(read_by_rules):
            message = f"no rule reads {quoted(finding.name)}; if it is recorded for a clinician only, say `context: true`"
            yield problem_at(("findings", finding.name), "unused", message)
    cited = {citation.id for rule in content.rules for citation in rule.sources}
    cited |= {demand.source for demand in content.coverage} | {figure.source for figure in content.figures}
    for source in content.sources:
        if source.id not in cited:
            yield problem_at(("sources", source.id), "unused", f"nothing cites the source {quoted(source.id)}; cite it or take it away")


def _offered(content: Content) -> set[str]:
    """The findings of packs without rules: they are there for others, whether one reads them or not."""
    if not content.rules:
        return {finding.name for finding in content.findings}
    return {name for pack in content.packs if not pack.rules for name in pack.findings}
