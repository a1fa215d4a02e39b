"""
Tool definitions for language models: what a person said becomes findings, and nothing else does.

In two stages, because the whole vocabulary is too long to read at every turn: first what may be critical, then the screens that matter to
this person. A model that fills in answers decides nothing: see ``triage.adapters.intake``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from triage.assessment import Assessment
from triage.engine.compiler import program_of
from triage.model.findings import UNSURE, Finding
from triage.model.ruleset import RuleSet
from triage.names import listed, meant

__all__ = ["Dialect", "critical_tool", "panel_tool", "tool"]

# `json-schema`: a name, a description, an `input_schema`. `function`: the same as a function with `parameters`, strict, so that every key
# must be there and null says that nothing was said.
Dialect: TypeAlias = Literal["json-schema", "function"]

_TASK = (
    "Record what the person themselves said about their back or leg problem. Include a finding only if they spoke about it; never fill in "
    'false for what was not talked about. "unsure" means that they said they do not know; if you do not know what they meant, ask.'
)
_NULL = " Give null for every finding that was not talked about."


def critical_tool(rules: RuleSet, *, dialect: Dialect = "json-schema") -> dict[str, Any]:
    """The first stage: what every conversation must settle, with few words each. Under 8 kB with the bundled rules."""
    findings = [each for each in rules.findings.values() if each.is_asked and (each.critical or each.gate)]
    return _tool("record_critical_findings", [(each, each.label) for each in findings], rules, dialect)


def panel_tool(assessment: Assessment, *, screens: int = 2, dialect: Dialect = "json-schema") -> dict[str, Any] | None:
    """
    The next stage: the lines of the next screens that could still raise the outcome, with their questions in full.

    None when there is no such screen: then no answer can change the outcome, and the model has nothing more to ask.
    """
    rules = assessment._ruleset
    lines = [line for panel in assessment.panels()[:screens] for line in (*panel.lines, *panel.depending)]
    if not lines:
        return None
    return tool(rules, (line.finding for line in lines), dialect=dialect)


def tool(rules: RuleSet, names: Iterable[str], *, dialect: Dialect = "json-schema") -> dict[str, Any]:
    """
    A tool for findings of your choice, with their questions in full.

    Raises:
        ValueError: One of them isn't a finding of these rules.
    """
    chosen = list(names)
    if unknown := [name for name in chosen if name not in rules.findings]:
        raise ValueError(f"unknown: {listed(unknown, last='and')}{meant(unknown[0], rules.findings)}")
    findings = [rules.findings[name] for name in chosen]
    return _tool("record_findings", [(each, _in_full(each)) for each in findings], rules, dialect)


def _in_full(finding: Finding) -> str:
    """The question with its help: they hold the words that the rules depend on."""
    options = "; ".join(f"{each.name}: {each.label}" for each in finding.options)
    unit = f"In {finding.unit}." if finding.unit else ""
    return " ".join(filter(None, [finding.question, finding.help, options, unit]))


def _tool(name: str, described: list[tuple[Finding, str]], rules: RuleSet, dialect: Dialect) -> dict[str, Any]:
    unsurable = program_of(rules).unsurable
    strict = dialect == "function"
    properties = {
        finding.name: {"description": text} | _answer(finding, unsure=finding.name in unsurable, null=strict) for finding, text in described
    }
    schema = {"type": "object", "properties": properties, "additionalProperties": False, "required": list(properties) if strict else []}
    if not strict:
        return {"name": name, "description": _TASK, "input_schema": schema}
    function = {"name": name, "description": _TASK + _NULL, "strict": True, "parameters": schema}
    return {"type": "function", "function": function}


def _answer(finding: Finding, *, unsure: bool, null: bool) -> dict[str, Any]:
    words: list[Any] = [*([UNSURE] if unsure else []), *([None] if null else [])]
    if finding.kind == "flag":
        return {"enum": [True, False, *words]}
    if finding.kind == "choice":
        return {"enum": list(dict.fromkeys([*(option.name for option in finding.options), *words]))}
    low, high = finding.limits
    number = {"type": "integer" if finding.whole else "number", "minimum": low, "maximum": high}
    return {"anyOf": [number, *({"enum": [word]} if word is not None else {"type": "null"} for word in words)]}
