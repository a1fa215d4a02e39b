"""Single answers in a few words, and conditions that fit into one line, each linked to its question."""

from __future__ import annotations

from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Operator, Present, members
from triage.model.findings import Finding
from triage.telling.catalogue import Catalogue
from triage.telling.markdown import link, prose
from triage.telling.wording import in_words

__all__ = ["amount", "leaf_words", "one_line", "options_words", "side"]

_SIDES = {
    Operator.AT_LEAST: "{} or more",
    Operator.ABOVE: "more than {}",
    Operator.AT_MOST: "{} or less",
    Operator.BELOW: "less than {}",
}


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


def options_words(leaf: Chosen, finding: Finding) -> str:
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
            return f"{linked}: {options_words(leaf, finding)}"


def one_line(condition: Condition, book: Catalogue) -> str:
    """A condition in one line, definitions by their labels; what is joined otherwise within it stands in brackets."""
    match condition:
        case Present() | Bound() | Chosen():
            return leaf_words(condition, book)
        case Defined(name):
            return link(prose(book.definitions[name].label or name.replace("_", " ")), "definitions.md", at=name)
    parts = [f"({one_line(each, book)})" if len(members(each)) > 1 else one_line(each, book) for _, each in members(condition)]
    if isinstance(condition, AtLeast):
        return f"at least {condition.count} of: {'; '.join(parts)}"
    return f"; {'and' if isinstance(condition, All) else 'or'} ".join(parts)
