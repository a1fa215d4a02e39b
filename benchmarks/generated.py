"""
What a developer would write by hand instead: straight if/else Python, generated from the rule set.

``straight`` trusts its input. ``careful`` and ``tuned`` look at every name, type and range first, as an app must that gets them from
outside. None says which rule fired, nor why, nor what is open; and none reads an unsure number or option as one of several answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from graphlib import TopologicalSorter
from typing import Any, TypeAlias

from ladder import Rung, Writer, implications, ladder, unasked

from triage.model.conditions import Bound, Chosen, Defined, Operator, Present, leaves
from triage.model.rules import Definition
from triage.model.ruleset import RuleSet

__all__ = ["careful", "straight", "tuned"]

Decision: TypeAlias = Callable[[Mapping[str, Any]], int]
Ranges: TypeAlias = Mapping[str, tuple[int | float, int | float, bool]]
Options: TypeAlias = Mapping[str, frozenset[str]]

_SIGNS = {Operator.AT_LEAST: ">=", Operator.ABOVE: ">", Operator.AT_MOST: "<=", Operator.BELOW: "<"}


class _Python:
    """Conditions as Python expressions over local variables named like the findings."""

    def present(self, finding: str, *, doubtful: bool) -> str:
        # True and "unsure" are the two true answers of a flag.
        return finding if doubtful else f"{finding} is True"

    def bound(self, leaf: Bound) -> str:
        return f"({leaf.finding} is not None and {leaf.finding} {_SIGNS[leaf.operator]} {leaf.value!r})"

    def chosen(self, leaf: Chosen) -> str:
        return f"{leaf.finding} in {leaf.options!r}"

    def defined(self, name: str, *, doubtful: bool) -> str:
        return f"{name}_perhaps" if doubtful else name

    def every(self, members: list[str]) -> str:
        return f"({' and '.join(members)})"

    def some(self, members: list[str]) -> str:
        return f"({' or '.join(members)})"

    def count(self, number: int, members: list[str]) -> str:
        return f"({' + '.join(f'bool({member})' for member in members)} >= {number})"


def _source_of(rules: RuleSet) -> str:
    """The program as text: one function from answers to the rank of the outcome, most urgent first with an early return."""
    writer = Writer(rules, _Python())
    lines = ["def outcome(symptoms):", "    get = symptoms.get"]
    # Nobody would read what no rule needs; but what is implied may imply more, though no rule needs it itself.
    implied = {flag for _, flags in implications(rules) for flag in flags}
    needed = [finding for finding in rules.decisions.findings if not finding.context or finding.name in implied]
    lines += [f"    {finding.name} = get({finding.name!r})" for finding in needed]
    for leaf, flags in implications(rules):
        met = writer.written(leaf, doubtful=False)
        lines += [f"    if {met}:", f"        {' = '.join(flags)} = True"]
        if isinstance(leaf, Present) and (reached := [flag for flag in flags if flag in unasked(rules)]):
            lines += [f'    elif {leaf.finding} == "unsure":', *(f'        {flag} = {flag} is True or "unsure"' for flag in reached)]
    for definition in _in_order(rules):
        for doubtful, name in ((False, definition.name), (True, f"{definition.name}_perhaps")):
            lines.append(f"    {name} = {writer.written(definition.when, doubtful=doubtful)}")
    for rung in ladder(rules):
        lines += _rung(rung, writer)
    return "\n".join([*lines, "    return 0", ""])


def _in_order(rules: RuleSet) -> list[Definition]:
    """The definitions, each after those that it reads."""
    definitions = {each.name: each for each in rules.decisions.definitions}
    reads = {each.name: {leaf.name for _, leaf in leaves(each.when) if isinstance(leaf, Defined)} for each in definitions.values()}
    return [definitions[name] for name in TopologicalSorter(reads).static_order()]


def _rung(rung: Rung, writer: Writer[str]) -> list[str]:
    lines = []
    for condition, doubtful in rung.conditions:
        lines += [f"    if {writer.written(condition, doubtful=doubtful)}:", f"        return {rung.rank}"]
    return lines


def straight(rules: RuleSet) -> Decision:
    """The rank of the outcome, from answers that nobody looked at."""
    namespace: dict[str, Any] = {}
    exec(compile(_source_of(rules), "<generated>", "exec"), namespace)  # noqa: S102  (our own rules, as source)
    outcome: Decision = namespace["outcome"]
    return outcome


def careful(rules: RuleSet) -> Decision:
    """The same after a look at every name, type and range, as one writes it; it stops at the first fault."""
    outcome = straight(rules)
    flags, ranges, options = _vocabulary(rules)

    def checked(symptoms: Mapping[str, Any]) -> int:
        for name, answer in symptoms.items():
            if answer is None and (name in flags or name in ranges or name in options):
                continue
            if name in flags:
                if not isinstance(answer, bool) and answer != "unsure":
                    raise ValueError(f"{name} takes True, False or 'unsure'")
            elif name in ranges:
                low, high, whole = ranges[name]
                if isinstance(answer, bool) or not isinstance(answer, (int, float)) or not low <= answer <= high:
                    raise ValueError(f"{name} takes a number between {low} and {high}")
                if whole and answer != int(answer):
                    raise ValueError(f"{name} takes a whole number")
            elif name not in options:
                raise ValueError(f"unknown finding {name!r}")
            elif answer not in options[name]:
                raise ValueError(f"{name} takes one of its options")
        return outcome(symptoms)

    return checked


def tuned(rules: RuleSet) -> Decision:
    """The same with the check written for speed: the usual answer first, and by identity."""
    outcome = straight(rules)
    flags, ranges, options = _vocabulary(rules)

    def checked(symptoms: Mapping[str, Any]) -> int:
        for name, answer in symptoms.items():
            if name in flags:
                if answer is not False and answer is not True and answer is not None and answer != "unsure":
                    raise ValueError(f"{name} takes True, False or 'unsure'")
            elif name in ranges:
                low, high, whole = ranges[name]
                kind = type(answer)
                if kind is not int and (kind is not float or (whole and answer != int(answer))) and answer is not None:
                    raise ValueError(f"{name} takes a number")
                if answer is not None and not low <= answer <= high:
                    raise ValueError(f"{name} must lie between {low} and {high}")
            elif name not in options:
                raise ValueError(f"unknown finding {name!r}")
            elif answer not in options[name] and answer is not None:
                raise ValueError(f"{name} takes one of its options")
        return outcome(symptoms)

    return checked


def _vocabulary(rules: RuleSet) -> tuple[frozenset[str], Ranges, Options]:
    """The names of the flags, the ranges of the quantities and whether they are whole, the options of the choices."""
    findings = rules.decisions.findings
    flags = frozenset(finding.name for finding in findings if finding.kind == "flag")
    ranges = {finding.name: (*finding.limits, finding.whole) for finding in findings if finding.kind == "quantity"}
    options = {finding.name: frozenset(each.name for each in finding.options) for finding in findings if finding.kind == "choice"}
    return flags, ranges, options
