"""An assessment in two sentences: what to do, and why."""

from __future__ import annotations

import re

from triage.model.outcome import Level
from triage.model.ruleset import RuleSet

__all__ = ["summarised"]

_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"'”’)]*(?=\s|$)|$)")


def summarised(say: str, why: str, *, level: Level, complete: bool, rules: RuleSet) -> str:
    """
    The words for a text message.

    Args:
        say: What to do, as the advice says it.
        why: What the worst rule tells the person; empty when none fired.
        level: Of the outcome.
        complete: Whether no critical question is open.
        rules: The rules, for what they say of an incomplete assessment.
    """
    told = _sentences(say)[:1]
    if level is Level.STOP:
        # Whoever reads only that they must stop stays in bed: the rule's words go on to say what goes on.
        told += _sentences(why)
    elif why:
        told += _sentences(why)[:1]
    open_still = next((pack.incomplete for pack in rules.packs if pack.incomplete), "")
    if not complete and level is not Level.EMERGENCY and open_still:
        told += _sentences(open_still)[:1]
    elif not why:
        told += _sentences(say)[1:2]
    return " ".join(dict.fromkeys(told))


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(" ".join(text.split()))
