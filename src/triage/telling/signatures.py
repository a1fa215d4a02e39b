"""Who signed what, what an edit has voided since and what exactly changed, and what is left to sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import fill
from typing import Any

from triage.model.digest import judgements, pack_digest, pack_document, rule_digest, rule_document, voided
from triage.model.outcome import OUTCOMES
from triage.model.plain import canonical
from triage.model.rules import Content
from triage.model.words import Review

__all__ = ["differing", "review_words", "signatures"]

_SAID = {"agree": "agreed to", "object": "objected to", "change": "change asked for"}
_WIDTH = 110
_LONGEST = 200
INDENT = "    "


def review_words(review: Review) -> str:
    """Who said what of a text, in a sentence."""
    comment = f": {review.comment}" if review.comment else ""
    return f"{_SAID[review.decision]} by {review.by}, {review.role}, on {review.on}{comment}"


def signatures(content: Content, *, signed: Callable[[Review], Any]) -> Iterator[str]:
    """
    The state of all reviews of some rules, line by line.

    Args:
        content: The rules, with their reviews.
        signed: The text that a review is of, as plain data; None where nobody kept it.
    """
    current = {rule.id: judgements(content, rule=rule.id, digest=rule_digest(rule, content)) for rule in content.rules}
    whole = {pack.name: judgements(content, pack=pack.name, digest=pack_digest(pack, content)) for pack in content.packs}
    told = [(name, review) for held in (current, whole) for name, reviews in held.items() for review in reviews]
    if told:
        yield "Signed, as it stands"
        yield from (f"{INDENT}{name}: {review_words(review)}" for name, review in told)
    if gone := voided(content):
        yield "No longer of the text as it stands"
        for review in gone:
            yield f"{INDENT}{review.rule or review.pack}: {review_words(review)}"
            yield from (f"{INDENT}{INDENT}{line}" for line in _since(review, content, signed(review)))
    yield from _left(content, current, whole)


def _since(review: Review, content: Content, before: Any) -> Iterator[str]:
    """What exactly changed since somebody signed."""
    if before is None:
        yield f"what changed can't be told: the text of digest {review.digest[:12]} is neither kept nor released"
        return
    if review.pack:
        after = next(pack_document(pack, content) for pack in content.packs if pack.name == review.pack)
    else:
        after = next(rule_document(rule, content) for rule in content.rules if rule.id == review.rule)
    yield from differing(before, after)


def _left(content: Content, current: dict[str, tuple[Review, ...]], whole: dict[str, tuple[Review, ...]]) -> Iterator[str]:
    left = [rule for rule in content.rules if not _agreed(current[rule.id])]
    yield f"Left to sign: {len(left)} of {len(content.rules)} rules"
    for outcome in reversed(OUTCOMES):
        named = [rule.id for rule in left if rule.outcome == outcome]
        if named:
            yield fill(f"{outcome}: {', '.join(named)}", _WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)
    for name, reviews in whole.items():
        if not _agreed(reviews):
            yield f"Left to sign of {name} as a whole: intended use, advice, safety net, order of the questionnaire"


def _agreed(reviews: tuple[Review, ...]) -> bool:
    return bool(reviews) and all(review.decision == "agree" for review in reviews)


def differing(before: Any, after: Any, *, place: str = "") -> Iterator[str]:
    """What differs between two documents of plain data, each place by its path."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            yield from _entry(before, after, key, place=f"{place}.{key}".lstrip("."))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
            yield from differing(old, new, place=f"{place} {number}")
    elif isinstance(before, list) and isinstance(after, list):
        yield from (f"{place}: gone is {_shown(each)}" for each in before if each not in after)
        yield from (f"{place}: new is {_shown(each)}" for each in after if each not in before)
    else:
        yield f"{place}: {_shown(before)} became {_shown(after)}"


def _entry(before: dict[str, Any], after: dict[str, Any], key: str, *, place: str) -> Iterator[str]:
    if key not in after:
        yield f"{place}: gone is {_shown(before[key])}"
    elif key not in before:
        yield f"{place}: new is {_shown(after[key])}"
    else:
        yield from differing(before[key], after[key], place=place)


def _shown(value: Any) -> str:
    text = f"“{value}”" if isinstance(value, str) else canonical(value).decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
