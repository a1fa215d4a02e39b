"""
What a browser sends of a screen, as answers.

Nothing is guessed: what can't be read goes on as text, and the library refuses it by name.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs

from fastapi import Request

from triage import Answer, Choice, Flag, OpenPanel, Problem, Quantity

__all__ = ["Fields", "fields_in", "in_plain_words", "submitted"]

_PLAIN = {
    "nothing-ticked": "Tick what applies, or “None of these”.",
    "ticked-beside-none": "This is ticked, and so is “None of these”. Leave one of them.",
}

_FLAG: dict[str, Answer] = {"yes": True, "no": False}

# Each name with all its values: of two answers to one question a dict would keep one, and not say so.
Fields = dict[str, list[str]]

_LARGEST = 64_000
_CONTROLS = {"panel", "action", "none_of_these"}


async def fields_in(request: Request) -> Fields:
    """The fields of a form that was sent; more than a screen can hold is nothing."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            return {}
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)


def submitted(
    panel: OpenPanel, fields: Fields, findings: Mapping[str, Flag | Quantity | Choice]
) -> tuple[dict[str, Answer], dict[str, str]]:
    """The answers on a screen, and for each line with two of them what is wrong."""
    answers: dict[str, Answer] = {}
    twice: dict[str, str] = {}
    for name in fields.keys() - _CONTROLS:
        line = name.removesuffix(".unsure")
        given = [each.strip() for each in (*fields.get(line, []), *fields.get(f"{line}.unsure", [])) if each.strip()]
        if len(given) > 1:
            twice[line] = "Two answers were given here. Give one of them."
        elif given:
            answers[line] = True if panel.kind == "tick" else _answer(given[0], findings.get(line))
    return answers, twice


def in_plain_words(problem: Problem, findings: Mapping[str, Flag | Quantity | Choice]) -> str:
    """What is wrong with a line, for the person; the library's own message is for whoever calls it."""
    finding = findings.get(problem.where)
    if isinstance(finding, Quantity):
        low, high = finding.range
        whole = "a whole number" if finding.whole else "a number"
        return f"Give {whole} between {low} and {high} {finding.unit}, or tick that you aren't sure."
    return _PLAIN.get(problem.code, problem.message)


def _answer(text: str, finding: Flag | Quantity | Choice | None) -> Answer:
    if isinstance(finding, Flag):
        return _FLAG.get(text, text)
    if isinstance(finding, Quantity) and re.fullmatch(r"-?\d{1,9}([.,]\d{1,9})?", text, re.ASCII):
        return float(text.replace(",", ".")) if re.search("[.,]", text) else int(text)
    return text
