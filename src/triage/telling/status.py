"""The true review status in pages that are written by hand: a sentence between two marks, kept fresh with the rule pages."""

from __future__ import annotations

import re

from triage.model.digest import judgements, pack_digest
from triage.model.ruleset import RuleSet
from triage.telling.markdown import capital

__all__ = ["with_status"]

_MARKED = re.compile(r"(<!-- review status -->).*?(<!-- as it is -->)", re.DOTALL)


def with_status(text: str, rules: RuleSet) -> str:
    """The text of a page with the present review status wherever it is marked; unchanged where nothing is."""
    return _MARKED.sub(lambda found: f"{found[1]}{_status(rules)}{found[2]}", text)


def _status(rules: RuleSet) -> str:
    """How many rules are reviewed, and what is signed for the packs as a whole."""
    held = [judgements(rules.content, pack=pack.name, digest=pack_digest(pack, rules.content)) for pack in rules.packs]
    signed = all(each and all(review.decision == "agree" for review in each) for each in held)
    whole = "are signed" if signed else "aren't signed by anybody"
    return f"{capital(rules.stamp.review)}; intended use, advice and the order of the questions {whole}."
