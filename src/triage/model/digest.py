"""Digests: which very text a review was given for, and which very rules gave an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from attrs import evolve

from triage.model.conditions import Condition, Defined, leaves
from triage.model.plain import canonical, plain
from triage.model.rules import FORMAT, Content, Definition, Pack, Rule

if TYPE_CHECKING:
    from triage.model.words import Review

__all__ = [
    "bearing",
    "cause_digest",
    "content_digest",
    "digest_of",
    "judgements",
    "pack_digest",
    "pack_document",
    "reviewed",
    "reviews_digest",
    "rule_digest",
    "rule_document",
    "voided",
]


def content_digest(content: Content) -> str:
    """The sha256 of everything in a rule set but its reviews, which sign it, as hexadecimal digits."""
    document = plain(evolve(content, reviews=(), format=FORMAT))
    # Format 1 didn't say which it was, and its digests stand.
    return digest_of(document if content.format == 1 else {**document, "format": content.format})


def reviews_digest(content: Content) -> str:
    """The sha256 of who judged what; signing changes this one and no other."""
    return digest_of(plain(content.reviews))


def rule_digest(rule: Rule, content: Content) -> str:
    """
    The sha256 of what a reviewer judges: a rule, and every definition, finding, figure and source that bears on it.

    A finding bears on it that the rule reads, that implies one it reads, or that decides whether one of those is asked; each with the
    words of its question and of its line on a panel. Examples of whole people, reviews and status lie outside.
    """
    return digest_of(rule_document(rule, content))


def rule_document(rule: Rule, content: Content) -> dict[str, Any]:
    """What the digest of a rule is taken of, as plain data: what a reviewer judges."""
    definitions = {definition.name: definition for definition in content.definitions}
    read = bearing(rule, content)
    conditions = [rule.when, *(finding.asked_if for finding in content.findings if finding.name in read and finding.asked_if)]
    used = {name: plain(each) for condition in conditions for name, each in _definitions(condition, definitions)}
    cited = {citation.id for citation in rule.sources}
    return {
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


def cause_digest(cause: str, content: Content) -> str:
    """The sha256 of the digests of all rules that suspect one cause: what is signed when they are signed together."""
    return digest_of({rule.id: rule_digest(rule, content) for rule in content.rules if cause in rule.suspects})


def pack_digest(pack: Pack, content: Content) -> str:
    """The sha256 of what is signed for a pack as a whole: intended use, advice, safety net, and the order of the questionnaire."""
    return digest_of(pack_document(pack, content))


def pack_document(pack: Pack, content: Content) -> dict[str, Any]:
    """What the digest of a pack is taken of, as plain data."""
    groups = {group.name for group in pack.groups}
    own = {finding.name for finding in content.findings if finding.group in groups}
    panels = [panel for panel in content.panels if any(line.finding in own for line in panel.lines)]
    order = [{"id": panel.id, "below": panel.below, "lines": [line.finding for line in panel.lines]} for panel in panels]
    return {"pack": plain(evolve(pack, version="", date="", findings=(), rules=())), "panels": order}


def judgements(content: Content, *, digest: str, rule: str = "", pack: str = "") -> tuple[Review, ...]:
    """
    What people say of one text as it stands: of each person the last review of it.

    Who objects after agreeing has taken the signature back, and who agrees after objecting the objection.
    """
    of_it = [each for each in content.reviews if (each.rule, each.pack, each.digest) == (rule, pack, digest)]
    return tuple({each.by: each for each in of_it}.values())


def reviewed(content: Content) -> int:
    """How many rules a clinician agreed to as they stand, and nobody else objects to."""
    signed = {review.rule for review in content.reviews if review.decision == "agree"}
    held = (judgements(content, rule=rule.id, digest=rule_digest(rule, content)) for rule in content.rules if rule.id in signed)
    return sum(bool(each) and all(review.decision == "agree" for review in each) for each in held)


def voided(content: Content) -> tuple[Review, ...]:
    """The reviews of another text than there is now, without those whose reviewer has judged the present one since."""
    wanted = {review.rule for review in content.reviews}
    digests = {("", pack.name): pack_digest(pack, content) for pack in content.packs}
    digests |= {(rule.id, ""): rule_digest(rule, content) for rule in content.rules if rule.id in wanted}
    again = {
        (review.rule, review.pack, review.by) for review in content.reviews if review.digest == digests.get((review.rule, review.pack))
    }
    return tuple(
        review
        for review in content.reviews
        if (review.rule, review.pack) in digests
        and review.digest != digests[review.rule, review.pack]
        and (review.rule, review.pack, review.by) not in again
    )


def digest_of(document: Any) -> str:
    """The sha256 of the canonical JSON of plain data, as hexadecimal digits."""
    return sha256(canonical(document)).hexdigest()


def bearing(rule: Rule, content: Content) -> set[str]:
    """The names of the findings that bear on a rule: those that a signature of it covers."""
    definitions = {definition.name: definition for definition in content.definitions}
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
