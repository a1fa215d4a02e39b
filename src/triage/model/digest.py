"""Digests: which very text a review was given for, and which very rules gave an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from attrs import evolve

from triage.model.conditions import Condition, Defined, leaves
from triage.model.plain import canonical, plain
from triage.model.rules import FORMAT, Content, Definition, Pack, Rule

__all__ = ["content_digest", "pack_digest", "reviewed", "reviews_digest", "rule_digest"]


def content_digest(content: Content) -> str:
    """The sha256 of everything in a rule set but its reviews, which sign it, as hexadecimal digits."""
    document = plain(evolve(content, reviews=(), format=FORMAT))
    # Format 1 didn't say which it was, and its digests stand.
    return _digest(document if content.format == 1 else {**document, "format": content.format})


def reviews_digest(content: Content) -> str:
    """The sha256 of who judged what; signing changes this one and no other."""
    return _digest(plain(content.reviews))


def rule_digest(rule: Rule, content: Content) -> str:
    """
    The sha256 of what a reviewer judges: a rule, and every definition, finding, figure and source that bears on it.

    A finding bears on it that the rule reads, that implies one it reads, or that decides whether one of those is asked; each with the
    words of its question and of its line on a panel. Examples of whole people, reviews and status lie outside.
    """
    definitions = {definition.name: definition for definition in content.definitions}
    read = _bearing(rule, content, definitions)
    conditions = [rule.when, *(finding.asked_if for finding in content.findings if finding.name in read and finding.asked_if)]
    used = {name: plain(each) for condition in conditions for name, each in _definitions(condition, definitions)}
    cited = {citation.id for citation in rule.sources}
    return _digest(
        {
            "rule": plain(evolve(rule, reviews=())),
            "definitions": used,
            "findings": {finding.name: plain(finding) for finding in content.findings if finding.name in read},
            "lines": {
                line.finding: {"kind": panel.kind, "stem": panel.stem, "tick": line.tick}
                for panel in content.panels
                for line in panel.lines
                if line.finding in read
            },
            "figures": [plain(figure) for figure in content.figures if rule.id in figure.rules],
            "sources": {source.id: plain(source) for source in content.sources if source.id in cited},
        }
    )


def pack_digest(pack: Pack, content: Content) -> str:
    """The sha256 of what is signed for a pack as a whole: intended use, advice, safety net, and the order of the questionnaire."""
    groups = {group.name for group in pack.groups}
    own = {finding.name for finding in content.findings if finding.group in groups}
    panels = [panel for panel in content.panels if any(line.finding in own for line in panel.lines)]
    order = [{"id": panel.id, "below": panel.below, "lines": [line.finding for line in panel.lines]} for panel in panels]
    return _digest({"pack": plain(evolve(pack, version="", date="", findings=(), rules=())), "panels": order})


def reviewed(content: Content) -> int:
    """How many rules a clinician agreed to as they stand."""
    agreed = {(review.rule, review.digest) for review in content.reviews if review.decision == "agree"}
    signed = {rule for rule, _ in agreed}
    return sum((rule.id, rule_digest(rule, content)) in agreed for rule in content.rules if rule.id in signed)


def _digest(document: Any) -> str:
    return sha256(canonical(document)).hexdigest()


def _bearing(rule: Rule, content: Content, definitions: dict[str, Definition]) -> set[str]:
    """The names of the findings that bear on a rule."""
    read = set(_findings(rule.when, definitions))
    while grown := {name for name in _next_to(read, content, definitions) if name not in read}:
        read |= grown
    return read


def _next_to(read: set[str], content: Content, definitions: dict[str, Definition]) -> Iterable[str]:
    """What implies one of these findings, or decides whether it is asked."""
    for finding in content.findings:
        if any(not read.isdisjoint(implication.flags) for implication in finding.implies):
            yield finding.name
        if finding.name in read and finding.asked_if is not None:
            yield from _findings(finding.asked_if, definitions)


def _findings(condition: Condition, definitions: dict[str, Definition]) -> Iterator[str]:
    """The findings that a condition reads, definitions opened."""
    for _, leaf in leaves(condition):
        if isinstance(leaf, Defined):
            yield from _findings(definitions[leaf.name].when, definitions)
        else:
            yield leaf.finding


def _definitions(condition: Condition, definitions: dict[str, Definition]) -> Iterator[tuple[str, Definition]]:
    for _, leaf in leaves(condition):
        if isinstance(leaf, Defined):
            yield leaf.name, definitions[leaf.name]
            yield from _definitions(definitions[leaf.name].when, definitions)
