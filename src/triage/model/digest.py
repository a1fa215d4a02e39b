"""Digests: which very text a review was given for, and which very rules gave an answer."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from attrs import evolve

from triage.model.conditions import Condition, Defined, leaves
from triage.model.plain import canonical, plain
from triage.model.rules import Content, Definition, Rule

__all__ = ["content_digest", "reviewed", "rule_digest"]


def content_digest(content: Content) -> str:
    """The sha256 of everything in a rule set, as hexadecimal digits."""
    return sha256(canonical(plain(content))).hexdigest()


def rule_digest(rule: Rule, content: Content) -> str:
    """
    The sha256 of a rule without its reviews, and of every definition, finding and source that bears on it.

    A finding that implies one the rule reads bears on it too: it makes the rule fire.
    """
    definitions = {definition.name: definition for definition in content.definitions}
    used = dict(_definitions(rule.when, definitions))
    read = {
        leaf.finding
        for condition in (rule.when, *(definition.when for definition in used.values()))
        for _, leaf in leaves(condition)
        if not isinstance(leaf, Defined)
    }
    while grown := {
        finding.name
        for finding in content.findings
        if finding.name not in read and any(not read.isdisjoint(implication.flags) for implication in finding.implies)
    }:
        read |= grown
    cited = {citation.id for citation in rule.sources}
    document = {
        "rule": plain(evolve(rule, reviews=())),
        "definitions": {name: plain(definition) for name, definition in used.items()},
        "findings": {finding.name: plain(finding) for finding in content.findings if finding.name in read},
        "sources": {source.id: plain(source) for source in content.sources if source.id in cited},
    }
    return sha256(canonical(document)).hexdigest()


def _definitions(condition: Condition, definitions: dict[str, Definition]) -> Iterator[tuple[str, Definition]]:
    for _, leaf in leaves(condition):
        if isinstance(leaf, Defined):
            yield leaf.name, definitions[leaf.name]
            yield from _definitions(definitions[leaf.name].when, definitions)


def reviewed(content: Content) -> int:
    """How many rules carry a review of their present text."""
    return sum(any(review.digest == rule_digest(rule, content) for review in rule.reviews) for rule in content.rules if rule.reviews)
