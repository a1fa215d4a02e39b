"""Conditions as a reviewer reads them: the question as asked, the answer that counts, and what else counts as that answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Operator, Present, members
from triage.model.conditions import Any as AnyOf
from triage.model.findings import UNSURE, Finding
from triage.model.words import Case, Given
from triage.telling.catalogue import Catalogue
from triage.telling.markdown import INDENT, capital, link, prose, table
from triage.telling.wording import answer_text, in_words, label_of

__all__ = ["amount", "case_table", "condition_text", "given_text", "leaf_words", "side"]

_SIDES = {
    Operator.AT_LEAST: "{} or more",
    Operator.ABOVE: "more than {}",
    Operator.AT_MOST: "{} or less",
    Operator.BELOW: "less than {}",
}


# From this many lines on a list of questions is told in short first.
_LONG = 12


def amount(value: int | float, unit: str) -> str:
    """A number with its unit; one of them in the singular, and the number of a grade behind it."""
    if unit.endswith("grade"):
        return f"{unit} {value}"
    first, _, rest = unit.partition(" ")
    if value == 1:
        first = first.removesuffix("s")
    return f"{value} {first} {rest}".rstrip()


def side(bound: Bound, finding: Finding) -> str:
    """The numbers that meet a bound."""
    return _SIDES[bound.operator].format(amount(bound.value, finding.unit))


def _options(leaf: Chosen, finding: Finding) -> str:
    """The options that count; where they are nearly all, those that don't, which is the shorter list."""
    words = {option.name: f"“{prose(option.label or option.name)}”" for option in finding.options}
    others = [said for name, said in words.items() if name not in leaf.options]
    if 0 < len(others) < len(leaf.options) - 1:
        return f"any answer but {in_words(others, last='and')}"
    return in_words([words[option] for option in leaf.options], last="or")


def leaf_words(leaf: Leaf, book: Catalogue) -> str:
    """One answer in a few words, linked to its question."""
    finding = book.vocabulary.findings[leaf.finding]
    linked = book.finding_link(leaf.finding)
    match leaf:
        case Present():
            return linked
        case Bound():
            return f"{linked}: {side(leaf, finding)}"
        case Chosen():
            return f"{linked}: {_options(leaf, finding)}"


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
    if len(full) > _LONG and not all(isinstance(member, Leaf) for member in inner):
        for member in inner:
            yield from _short(member, book, depth=0)
        yield from ("", "The same with every question as it is asked, and the answers that count:", "")
    yield from full


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
            return f"{label}: {_options(condition, finding)}"


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
            answer = capital(_options(leaf, finding))
    by = " Given by a clinician; never asked of the person." if finding.asked_of == "clinician" else ""
    return f"{book.finding_link(leaf.finding)}: {question} **{answer}.**{by}"


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
