"""TypeScript declarations, written from the same JSON Schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

__all__ = ["declarations"]

_PLAIN = {
    "string": "string",
    "number": "number",
    "integer": "number",
    "boolean": "boolean",
    "null": "null",
    "object": "Record<string, unknown>",
}
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_WIDTH = 130


def declarations(*schemas: Mapping[str, Any]) -> str:
    """
    The types of some schemas: their own, and one for each definition in them.

    What a number's range is stands in the comment beside it, as TypeScript has no word for it.
    """
    named = [(name, each) for schema in schemas for name, each in (*schema.get("$defs", {}).items(), (str(schema["title"]), schema))]
    return "\n".join(_declared(name, each) for name, each in dict(named).items())


def _declared(name: str, schema: Mapping[str, Any]) -> str:
    required = schema.get("required", ())
    lines = [*_comment(schema.get("description", ""), ""), f"export interface {name} {{"]
    for key, each in schema["properties"].items():
        lines += _comment(_said(each), "  ")
        lines.append(f"  {key if _NAME.fullmatch(key) else json.dumps(key)}{'' if key in required else '?'}: {_type(each)};")
    return "\n".join([*lines, "}", ""])


def _said(schema: Mapping[str, Any]) -> str:
    """What the comment beside a key says."""
    said = str(schema.get("description", ""))
    for each in schema.get("anyOf", ()):
        if "minimum" in each:
            said += f" {'Whole, from' if each['type'] == 'integer' else 'From'} {each['minimum']} to {each['maximum']}."
    return said


def _comment(text: str, indent: str) -> list[str]:
    if not text:
        return []
    whole = f"{indent}/** {text.replace('*/', '* /')} */"
    if len(whole) <= _WIDTH:
        return [whole]
    lines, line = [f"{indent}/**"], f"{indent} *"
    for word in text.replace("*/", "* /").split():
        if len(line) + 1 + len(word) > _WIDTH:
            lines.append(line)
            line = f"{indent} *"
        line += f" {word}"
    return [*lines, line, f"{indent} */"]


def _type(schema: Mapping[str, Any]) -> str:
    """A schema as a type."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(json.dumps(each, ensure_ascii=False) for each in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if schema.get("type") == "array":
        inner = _type(schema["items"])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if isinstance(schema.get("additionalProperties"), Mapping):
        return f"Record<string, {_type(schema['additionalProperties'])}>"
    return _PLAIN.get(str(schema.get("type")), "unknown")
