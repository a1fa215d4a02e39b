"""
Numbers as people type them: one grammar for every command.

What is typed means one number, or is refused with what to type instead. To read `1,000` as 1 loses somebody's three years of pain, and to
read it as 1000 makes them up: people mean either.
"""

from __future__ import annotations

import re
import unicodedata

from attrs import define

from triage.model.findings import Finding

__all__ = ["NumberRefused", "number_from"]

# Longer ones are slips, and Python takes none of over 4,300 digits.
_LONGEST = 30
_NUMBER = re.compile(r"(-?)([0-9]*)(?:([.,])([0-9]+))?", re.ASCII)
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:[.,'’ ][0-9]{3})+(?:[.,][0-9]+)?", re.ASCII)
_EXPONENT = re.compile(r"[-+]?[0-9.,]+e[-+]?[0-9]+", re.ASCII | re.IGNORECASE)
_MINUS = "−–—﹣－"


@define(slots=False)
class NumberRefused(Exception):
    """
    What was typed is no number, or could be two.

    Attributes:
        why: What is wrong and what would be right, without what was typed: fit for a log.
        readings: The numbers that may have been meant, for the one who typed; often none.
    """

    why: str
    readings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.why


def number_from(text: str, finding: Finding) -> int | float:
    """
    The number that somebody typed for a quantity.

    Digits 0 to 9, with a point or a comma before the decimals. Three digits behind the mark are decimals only where the quantity can't
    take them as thousands.

    Args:
        text: What was typed.
        finding: The quantity. Whether it takes the number is for the engine to say.

    Raises:
        NumberRefused: It isn't a number, or it could be two.
    """
    typed = text.strip()
    found = _NUMBER.fullmatch(typed)
    if found is None or len(typed) > _LONGEST or not (found[2] or found[4]):
        raise _refused(typed)
    sign, whole, mark, decimals = found.groups(default="")
    if not mark:
        return int(typed)
    if len(decimals) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        _refuse_thousands(f"{sign}{whole}", decimals, finding)
    return float(f"{sign}{whole}.{decimals}")


def _refuse_thousands(whole: str, decimals: str, finding: Finding) -> None:
    """Refuse what could be thousands."""
    low, high = finding.limits
    thousands, decimal = int(whole + decimals), float(f"{whole}.{decimals}")
    if not low <= thousands <= high:
        return
    if low <= decimal <= high and (not finding.whole or decimal == int(decimal)):
        raise NumberRefused(
            "can be read in two ways: what stands behind the mark may be decimals, or it may be thousands; "
            "write it without the mark, or with other than three decimals",
            (f"{decimal:g}", str(thousands)),
        )
    raise NumberRefused("has a mark of thousands in it; write the digits without it", (str(thousands),))


def _refused(typed: str) -> NumberRefused:
    """Why this is no number, by the first thing about it that isn't in the grammar."""
    strange = {_strange(character) for character in typed if not character.isascii()}
    faults = {
        "is missing; write it in digits": not typed,
        "is too long to be meant; check it": len(typed) > _LONGEST,
        "has a fraction in it; write it with decimals, such as 0.5": "fraction" in strange or "/" in typed,
        "is written in digits other than 0 to 9; write it in those": "digit" in strange,
        "has a mark of thousands in it; write the digits without it": _GROUPED.fullmatch(typed),
        "has a minus sign that can't be read; write a plain hyphen": "minus" in strange,
        "has a plus sign in front; leave it out": typed.startswith("+"),
        "has an exponent in it; write the number out": _EXPONENT.fullmatch(typed),
        "has letters in it; write the number alone": any(character.isalpha() for character in typed),
        "has a space in it; write the digits together": "space" in strange or " " in typed,
        "has an underscore in it; write the digits together": "_" in typed,
        "ends in a mark; write the decimals too, or leave it out": typed.endswith((".", ",")),
        "has more than one mark in it; write one at most, before the decimals": sum(map(typed.count, ".,")) > 1,
    }
    why = next((fault for fault, found in faults.items() if found), "can't be read; write it in the digits 0 to 9")
    return NumberRefused(why)


def _strange(character: str) -> str:
    """What a character beyond ASCII is, as far as it matters here."""
    if character in _MINUS:
        return "minus"
    if unicodedata.decomposition(character).startswith("<fraction>"):
        return "fraction"
    if character.isnumeric():
        return "digit"
    return "space" if character.isspace() else ""
