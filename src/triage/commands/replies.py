"""What a person types in an interview: answers to a question, and the words that work at any time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from triage.commands.numbers import NumberRefused, number_from
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.model.findings import UNSURE, Finding
from triage.model.ruleset import RuleSet

__all__ = ["COMMANDS", "WORDS", "Unusable", "answer_from", "choices", "cure", "ticks_from"]

WORDS: dict[str, bool | str] = {"yes": True, "y": True, "no": False, "n": False, "unsure": UNSURE, "not sure": UNSURE, "u": UNSURE}
COMMANDS = {
    **dict.fromkeys(("skip", "s"), "skip"),
    **dict.fromkeys(("back", "b"), "back"),
    **dict.fromkeys(("quit", "q"), "quit"),
    **dict.fromkeys(("help", "h", "?"), "help"),
    **dict.fromkeys(("so far", "sofar", "f"), "so far"),
}
_TICK = re.compile(r"([0-9]+)(\??)", re.ASCII)


class Unusable(Exception):
    """What was typed is no answer. Its text says what would be one, to the person who typed it."""


def answer_from(finding: Finding, said: str, rules: RuleSet) -> Any:
    """
    What was typed, as an answer to a finding.

    Raises:
        Unusable: It is none.
    """
    answer = _answer(finding, said)
    if answer is None or read({finding.name: answer}, program_of(rules)).problems:
        raise Unusable(f"That can't be used: {cure(finding)}.")
    return answer


def _answer(finding: Finding, said: str) -> Any:
    """What was typed as the kind of answer that a finding takes; None where it is no such thing."""
    if finding.kind == "flag" or WORDS.get(said) == UNSURE:
        return WORDS.get(said)
    if finding.kind == "choice":
        names = [option.name for option in finding.options]
        if said.isascii() and said.isdecimal():
            return names[int(said) - 1] if 1 <= int(said[:9]) <= len(names) else None
        return said if said in names else None
    try:
        return number_from(said, finding)
    except NumberRefused as refused:
        meant = f" Was it {' or '.join(refused.readings)}?" if refused.readings else ""
        raise Unusable(f"That number {refused.why}.{meant}") from None


def choices(finding: Finding) -> str:
    """What a finding takes, in a few words, for a prompt."""
    if finding.kind == "flag":
        return "y, n or u"
    if finding.kind == "choice":
        return f"1 to {len(finding.options)}"
    low, high = finding.limits
    return f"{'whole ' if finding.whole else ''}number from {low} to {high}, {finding.unit}".removesuffix(", ")


def cure(finding: Finding) -> str:
    """What would be an answer."""
    if finding.kind == "flag":
        return "answer yes, no or unsure"
    if finding.kind == "choice":
        return f"answer with a number from 1 to {len(finding.options)}"
    low, high = finding.limits
    return f"answer with a {'whole ' if finding.whole else ''}number from {low} to {high} {finding.unit}".rstrip()


def ticks_from(said: str, names: Sequence[str]) -> dict[str, Any]:
    """
    What was typed on a list of boxes: the findings that were ticked; none for `0`.

    Args:
        said: Numbers of lines, with spaces or commas between them; `3?` is not sure about the third.
        names: The findings on the lines.

    Raises:
        Unusable: It is no such thing.
    """
    marks = said.replace(",", " ").split()
    found = [_TICK.fullmatch(mark) for mark in marks]
    if not marks or not all(found):
        raise Unusable("Type the numbers of all that apply, such as 1 3; or 0 when none of these does.")
    ticked: dict[str, Any] = {}
    for each in filter(None, found):
        number, doubt = int(each[1][:9]), each[2]
        if number == 0 and (len(marks) > 1 or doubt):
            raise Unusable("0 means none of these, so it stands alone.")
        if number > len(names):
            raise Unusable(f"There are lines 1 to {len(names)}, and 0 for none of these.")
        if number:
            answer = UNSURE if doubt else True
            if ticked.setdefault(names[number - 1], answer) != answer:
                raise Unusable(f"Line {number} is there twice, once with a question mark; say it once.")
    return ticked
