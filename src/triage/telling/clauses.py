"""Conditions as a reviewer reads them: the question as asked, the answer that counts, and what else counts as that answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Present, members
from triage.model.conditions import Any as AnyOf
from triage.model.findings import UNSURE, Finding
from triage.model.words import Case, Given
from triage.telling.asking import asked_by, put_to
from triage.telling.catalogue import Catalogue
from triage.telling.leaves import amount, leaf_words, options_words, side
from triage.telling.markdown import INDENT, capital, folded, link, prose, table
from triage.telling.wording import answer_text, label_of

__all__ = ["case_table", "condition_text", "given_text"]

# From this many answers and groups of them on a condition is told in short first.
_LONG = 6


def condition_text(condition: Condition, book: Catalogue, *, holds: str = "It fires") -> Iterator[str]:
    """A condition as a sentence and a nested list, definitions opened."""
    whole = book.definitions[condition.name].when if isinstance(condition, Defined) else condition
    inner = [member for _, member in members(whole)]
    siblings = inner if isinstance(whole, AnyOf) else []
    full = [line for member in inner or [whole] for line in _lines(member, book, depth=0, siblings=siblings)]
    yield ""
    if isinstance(condition, Defined):
        yield f"{holds} on {_defined(condition, book)}:"
    elif inner:
        yield f"{holds} on **{_heading(whole)}**:"
    else:
        yield f"{holds} on this answer:"
    yield ""
    if _size(whole, book) > _LONG:
        for member in inner:
            yield from _short(member, book, depth=0)
        yield from ("", *folded("The same with every question as it is asked, and the answers that count", full))
    else:
        yield from full


def _size(condition: Condition, book: Catalogue) -> int:
    """How many answers and groups of answers a condition has, definitions opened."""
    if isinstance(condition, Defined):
        return _size(book.definitions[condition.name].when, book)
    return 1 + sum(_size(member, book) for _, member in members(condition))


def _short(condition: Condition, book: Catalogue, *, depth: int) -> Iterator[str]:
    """A condition in a few lines, definitions by their labels only: what a reader needs to find the way in a long list."""
    inner = [member for _, member in members(condition)]
    indent = INDENT * depth
    if all(isinstance(member, Leaf | Defined) for member in inner):
        words = "; ".join(_few_words(member, book) for member in inner)
        yield f"{indent}- {f'{capital(_heading(condition))}: {words}' if inner else _few_words(condition, book, first=True)}."
    else:
        yield f"{indent}- {capital(_heading(condition))}:"
        for member in inner:
            yield from _short(member, book, depth=depth + 1)


def _few_words(condition: Condition, book: Catalogue, *, first: bool = False) -> str:
    """A definition by its label, or one answer without its question; perhaps as it begins a sentence."""
    begun = capital if first else str
    if isinstance(condition, Defined):
        return f"**{begun(prose(book.definitions[condition.name].label or condition.name.replace('_', ' ')))}**"
    if not isinstance(condition, Leaf):
        return begun(_heading(condition))
    finding = book.vocabulary.findings[condition.finding]
    label = begun(prose(label_of(finding)))
    match condition:
        case Present():
            return label
        case Bound():
            return f"{label}: {side(condition, finding)}"
        case Chosen():
            return f"{label}: {options_words(condition, finding)}"


def _heading(condition: Condition) -> str:
    if isinstance(condition, AtLeast):
        return f"at least {condition.count} of these"
    return "all of these together" if isinstance(condition, All) else "any of these"


def _defined(condition: Defined, book: Catalogue) -> str:
    """A definition by its label, and how its members go together."""
    definition = book.definitions[condition.name]
    label = prose(definition.label or condition.name.replace("_", " "))
    opened = f", that is, {_heading(definition.when)}" if members(definition.when) else ""
    return f"{link(f'**{label}**', 'definitions.md', at=condition.name)}{opened}"


def _lines(condition: Condition, book: Catalogue, *, depth: int, siblings: Sequence[Condition]) -> Iterator[str]:
    indent = INDENT * depth
    if isinstance(condition, Present | Bound | Chosen):
        yield f"{indent}- {_asked(condition, book)}"
        yield from (f"{indent}{INDENT}- {words}." for words in put_to(book.vocabulary.findings[condition.finding], book))
        also = _also(condition, book, siblings)
        if also:
            yield f"{indent}{INDENT}- Also counts: {also}."
        return
    whole = book.definitions[condition.name].when if isinstance(condition, Defined) else condition
    yield f"{indent}- {_defined(condition, book) if isinstance(condition, Defined) else capital(_heading(whole))}:"
    inner = [member for _, member in members(whole)] or [whole]
    for member in inner:
        yield from _lines(member, book, depth=depth + 1, siblings=inner if isinstance(whole, AnyOf) else [])


def _asked(leaf: Leaf, book: Catalogue) -> str:
    """The question as a person reads it, and the answers that count."""
    finding = book.vocabulary.findings[leaf.finding]
    question = f"“{prose(finding.question)}”" if finding.question else prose(finding.clinical)
    if finding.help:
        question += f" (help: “{prose(finding.help)}”)"
    match leaf:
        case Present():
            answer = "Yes"
        case Bound():
            answer = capital(side(leaf, finding))
        case Chosen():
            answer = capital(options_words(leaf, finding))
    by = asked_by(finding)
    return f"{book.finding_link(leaf.finding)}: {question} **{answer}.**{f' {by}.' if by else ''}"


def _also(leaf: Leaf, book: Catalogue, siblings: Sequence[Condition]) -> str:
    """The other answers that make a flag yes; not those that stand beside it in a list of which one is enough."""
    if not isinstance(leaf, Present):
        return ""
    return "; ".join(leaf_words(each, book) for each in book.made.get(leaf.finding, ()) if each not in siblings)


def given_text(given: Given, findings: Mapping[str, Finding]) -> str:
    """Answers in a few words: what was said yes to, what is doubtful, numbers and options, what was said no to."""
    parts: dict[str, list[str]] = {"Yes": [], "Not sure": [], "": [], "No": []}
    for name, answer in given:
        finding = findings[name]
        if finding.kind != "flag":
            parts[""].append(_said(finding, answer))
        else:
            parts["Yes" if answer is True else "Not sure" if answer == UNSURE else "No"].append(label_of(finding))
    said = [capital(f"{f'{kind}: ' if kind else ''}{'; '.join(words)}.") for kind, words in parts.items() if words]
    return prose(" ".join(said)) or "Nothing answered."


def _said(finding: Finding, answer: bool | int | float | str) -> str:
    """A number or an option as somebody gave it."""
    if finding.kind == "quantity" and isinstance(answer, int | float):
        return f"{label_of(finding)}: {amount(answer, finding.unit)}"
    return answer_text(finding, answer)


def case_table(cases: Sequence[Case], book: Catalogue) -> Iterator[str]:
    """Cases as a table, with the answers in words."""
    yield from table(
        ("Case", "Answers", "Expected"),
        [[prose(each.name), given_text(each.given, book.vocabulary.findings), each.expect] for each in cases],
    )
