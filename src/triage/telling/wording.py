"""Findings, answers and conditions in plain English."""

from __future__ import annotations

from collections.abc import Mapping

from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Operator, Present, members
from triage.model.findings import UNSURE, Finding
from triage.model.rules import Definition

__all__ = ["answer_text", "condition_lines", "condition_text", "in_words", "label_of", "leaf_text"]

_SIDES = {
    Operator.AT_LEAST: "{} or more",
    Operator.ABOVE: "above {}",
    Operator.AT_MOST: "{} or less",
    Operator.BELOW: "below {}",
}


def label_of(finding: Finding) -> str:
    """A finding in a few words; its name where a pack gives none."""
    return finding.label or finding.name.replace("_", " ")


def answer_text(finding: Finding, answer: bool | int | float | str) -> str:
    """What somebody answered, in a few words."""
    label = label_of(finding)
    if answer is True:
        return label
    if answer is False:
        return f"no {label}"
    if finding.kind == "choice":
        option = next((option.label or option.name for option in finding.options if option.name == answer), str(answer))
        return f"{label}: {option}"
    if answer == UNSURE:
        return f"{label} (not sure)"
    return f"{label} {answer} {finding.unit}".rstrip()


def leaf_text(leaf: Leaf, findings: Mapping[str, Finding]) -> str:
    """One leaf of a condition in a few words."""
    finding = findings[leaf.finding]
    match leaf:
        case Present():
            return label_of(finding)
        case Bound(_, operator, value):
            return f"{label_of(finding)} {_SIDES[operator].format(f'{value} {finding.unit}'.rstrip())}"
        case Chosen(_, options):
            words = {option.name: option.label or option.name for option in finding.options}
            return f"{label_of(finding)}: {in_words([words[option] for option in options], last='or')}"


def in_words(parts: list[str], *, last: str) -> str:
    """Parts as a list in a sentence."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def condition_text(condition: Condition, findings: Mapping[str, Finding], definitions: Mapping[str, Definition]) -> str:
    """A condition in one line; a definition by its label."""
    match condition:
        case Present() | Bound() | Chosen():
            return leaf_text(condition, findings)
        case Defined(name):
            return definitions[name].label or name.replace("_", " ")
        case AtLeast(count, inner):
            joining = f"at least {count} of "
            return joining + in_words([condition_text(each, findings, definitions) for each in inner], last="and")
    parts = [condition_text(each, findings, definitions) for _, each in members(condition)]
    # Where both kinds of joining meet, the inner one stands in brackets.
    parts = [f"({part})" if members(each) else part for part, (_, each) in zip(parts, members(condition), strict=True)]
    return in_words(parts, last="and" if isinstance(condition, All) else "or")


def condition_lines(
    condition: Condition, findings: Mapping[str, Finding], definitions: Mapping[str, Definition], *, depth: int = 0
) -> list[str]:
    """A condition as nested Markdown list items: what must hold, in words a clinician reads."""
    indent = "    " * depth
    match condition:
        case Present() | Bound() | Chosen():
            return [f"{indent}- {leaf_text(condition, findings)}"]
        case Defined(name):
            definition = definitions[name]
            inner = condition_lines(definition.when, findings, definitions, depth=depth + 1)
            return [f"{indent}- {definition.label or name.replace('_', ' ')}, that is:", *inner]
    heading = "any of these:"
    if isinstance(condition, All):
        heading = "all of these:"
    elif isinstance(condition, AtLeast):
        heading = f"at least {condition.count} of these:"
    lines = [f"{indent}- {heading}"]
    for _, member in members(condition):
        lines += condition_lines(member, findings, definitions, depth=depth + 1)
    return lines
