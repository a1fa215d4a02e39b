"""What is wrong with an answer that was refused, and what would be right, without a word of what it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import isfinite, isnan

from triage.engine.program import Entry
from triage.errors import Problem
from triage.model.findings import Finding
from triage.names import listed, meant, quoted

__all__ = ["faults_of", "not_a_line", "not_a_name", "not_symptoms"]

_SUGGESTED = 10


def not_symptoms(symptoms: object) -> Problem:
    """Symptoms that are neither a mapping nor a list."""
    message = "symptoms are a mapping of finding to answer, or a list of findings that are present"
    if isinstance(symptoms, str | bytes | bytearray):
        message += "; a bare text is neither: put the name of one finding in a list"
    elif symptoms is None:
        message += "; None is neither: when nothing was asked, give an empty dict"
    else:
        message += f"; {_kind(symptoms)} is neither"
        if isinstance(symptoms, Mapping):
            message += ", as it may hold several answers to one finding: give a dict with one answer to each"
    return Problem("not-symptoms", message)


def not_a_name(place: int, item: object) -> Problem:
    """A list entry that is no text."""
    return Problem("not-a-name", f"entry {place} of the list is {_kind(item)}; a list of symptoms holds names of findings")


def not_a_line(name: object, panel: str, lines: Collection[str]) -> Problem:
    """Something that was submitted for a panel and doesn't stand on it."""
    if not isinstance(name, str):
        return Problem("not-a-name", f"lines are known by their finding's name; one key is {_kind(name)}", where=panel)
    return Problem("not-a-line", f"{quoted(name)} is no open line of {quoted(panel)}{meant(name, lines)}", where=quoted(name)[1:-1])


def faults_of(refused: Iterable[object], answers: Mapping[str, object], entries: Mapping[str, Entry]) -> tuple[Problem, ...]:
    """A problem for each refused key: known findings in vocabulary order, then unknown names sorted."""
    keys = list(refused)
    names = [key for key in keys if isinstance(key, str)]
    known = sorted((name for name in names if name in entries), key=lambda name: (entries[name].place, name))
    unknown = sorted(name for name in names if name not in entries)
    strange = sorted(_kind(key) for key in keys if not isinstance(key, str))
    return (
        *(_refused(name, entries[name].finding, answers[name]) for name in known),
        *(_unknown(name, entries if place < _SUGGESTED else ()) for place, name in enumerate(unknown)),
        *(Problem("not-a-name", f"names of findings are text; one key is {kind}") for kind in strange),
    )


def _unknown(name: str, known: Iterable[str]) -> Problem:
    return Problem("unknown-finding", f"unknown finding {quoted(name)}{meant(name, list(known))}", where=quoted(name)[1:-1])


def _refused(name: str, finding: Finding, answer: object) -> Problem:
    if finding.kind == "flag":
        code, message = "not-a-flag", f'takes True, False or "unsure", not {_kind(answer)}'
        if isinstance(answer, str):
            message += "; text is never read as yes or no"
    elif finding.kind == "choice":
        options = listed(option.name for option in finding.options)
        code, message = "unknown-option", f"takes exactly {options}"
        message += "; upper and lower case count" if isinstance(answer, str) else f", not {_kind(answer)}"
    else:
        code, message = _quantity(finding, answer)
    if isinstance(answer, float) and isnan(answer):
        # What a table writes for a cell that is empty.
        message += "; NaN is neither a number nor not asked: give None"
    return Problem(code, f"{quoted(name)} {message}", where=name)


def _quantity(finding: Finding, answer: object) -> tuple[str, str]:
    low, high = finding.limits
    span = f"between {low} and {high} {finding.unit}".rstrip()
    if type(answer) is not int and type(answer) is not float:
        return "not-a-number", f'takes an int or a float {span}, or "unsure", not {_kind(answer)}'
    if type(answer) is float and not isfinite(answer):
        return "out-of-range", f"must be a finite number {span}"
    if not low <= answer <= high:
        hint = "; was it given in Fahrenheit?" if _fahrenheit(finding, answer) else ""
        return "out-of-range", f"must lie {span}{hint}"
    return "not-whole", f"must be a whole number {span}"


def _fahrenheit(finding: Finding, answer: int | float) -> bool:
    low, high = finding.limits
    return finding.unit == "degrees Celsius" and low * 9 / 5 + 32 <= answer <= high * 9 / 5 + 32


def _kind(answer: object) -> str:
    plain = {str: "text", bool: "a yes or no", int: "a whole number", float: "a number", type(None): "None"}
    kind = type(answer)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return plain.get(kind) or f"a value of type {quoted(module + kind.__qualname__)}"
