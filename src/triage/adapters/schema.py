"""JSON Schema, draft 2020-12, of what goes in and what comes out; for forms, contracts and clients in other languages."""

from __future__ import annotations

import json
import re
from typing import Any

from triage.engine.compiler import program_of
from triage.model.findings import UNSURE, Finding
from triage.model.ruleset import RuleSet

__all__ = ["DIALECT", "KINDS", "schema_of", "symptoms_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS = {"assessment": "AssessmentModel", "questionnaire": "PanelsModel", "problem": "ProblemModel"}
KINDS = ("symptoms", *_MODELS)
_MODEL = re.compile(r'(\w+)Model"')


def schema_of(kind: str, rules: RuleSet) -> dict[str, Any]:
    """
    The schema of one kind of document.

    Args:
        kind: ``symptoms``, what `evaluate` takes; ``assessment``, what ``to_dict()`` gives; ``questionnaire``, what
            ``triage panels --json`` prints; ``problem``, one fault of a refusal.
        rules: Whose findings symptoms may have. The other three are the same for all rules.
    """
    if kind == "symptoms":
        return symptoms_schema(rules)
    from triage.adapters import models

    schema = _untitled(getattr(models, _MODELS[kind]).model_json_schema(mode="serialization"))
    # The classes are called models so that nobody takes one for what it describes; a client has no such choice.
    plain: dict[str, Any] = json.loads(_MODEL.sub(r'\1"', json.dumps(schema)))
    return {"$schema": DIALECT, "title": kind.capitalize()} | plain


def symptoms_schema(rules: RuleSet) -> dict[str, Any]:
    """
    What `evaluate` takes: every name of every finding, with its answers, and nothing else.

    What is left out or null was not asked. A flag takes true, false or "unsure"; a quantity a number in its unit and range or "unsure";
    a choice one of its options or "unsure".
    """
    unsurable = program_of(rules).unsurable
    properties: dict[str, Any] = {}
    for finding in rules.findings.values():
        answer = _answer(finding, unsure=finding.name in unsurable)
        properties[finding.name] = _described(finding) | answer
        for alias in finding.aliases:
            properties[alias] = {"description": f"Another name of {finding.name}."} | answer
    return {
        "$schema": DIALECT,
        "title": "Symptoms",
        "description": f"Answers for the rules {rules.name} {rules.version}. What is left out or null was not asked.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _described(finding: Finding) -> dict[str, str]:
    unit = f" In {finding.unit}." if finding.unit else ""
    return {"title": finding.label, "description": f"{finding.question} {finding.help}".strip() + unit}


def _answer(finding: Finding, *, unsure: bool) -> dict[str, Any]:
    words = [UNSURE] if unsure else []
    if finding.kind == "flag":
        return {"enum": [True, False, *words, None]}
    if finding.kind == "choice":
        names = [option.name for option in finding.options]
        return {"enum": [*names, *(word for word in words if word not in names), None]}
    low, high = finding.limits
    number = {"type": "integer" if finding.whole else "number", "minimum": low, "maximum": high}
    return {"anyOf": [number, *({"const": word} for word in words), {"type": "null"}]}


def _untitled(schema: Any) -> Any:
    """A schema of pydantic's without the titles that it makes of names."""
    if isinstance(schema, list):
        return [_untitled(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _untitled(each) for name, each in value.items()} if key in ("properties", "$defs") else _untitled(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }
