"""``triage schema``: JSON Schema for rule files, with which an editor completes keys and marks slips while they are typed."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage.packs.writing import write

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["add"]

# Which module has the shape of each kind of file.
_FILES = {
    **dict.fromkeys(
        ("pack", "definitions", "sources", "coverage", "figures", "glossary", "rule", "vignettes", "accepted", "points"), "schema"
    ),
    **dict.fromkeys(("findings", "panels"), "vocabulary_schema"),
    **dict.fromkeys(("lowered", "closed", "reworded", "reviews"), "release_schema"),
}
_BOUNDS = ("at_least", "above", "at_most", "below")
_ONE = {"minProperties": 1, "maxProperties": 1}


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("schema", help="print the JSON Schema of a kind of rule file, for editors")
    command.add_argument("file", nargs="?", choices=tuple(_FILES), default="rule", metavar="FILE", help=f"{', '.join(_FILES)} (rule)")
    command.add_argument("--to", metavar="FOLDER", help="write the schemas of all files there instead, as FILE.json")
    command.add_argument("--check", action="store_true", help="with --to: write nothing; exit with 1 when a schema there is stale")
    command.set_defaults(run=_schema)


def _schema(options: Namespace) -> int:
    if options.to is None:
        print(_text(options.file), end="")
        return 0
    folder = Path(options.to)
    written = {folder / f"{name}.json": _text(name) for name in _FILES}
    stale = [file for file, text in written.items() if not file.is_file() or file.read_text("utf-8") != text]
    if options.check:
        for file in stale:
            print(f"{file} is stale; run `triage schema --to {folder}`")
        return 1 if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    for file in stale:
        write(file, written[file])
    print(f"{folder}: {len(stale)} of {len(written)} schemas written")
    return 0


def _text(name: str) -> str:
    found = _tidied(_shape(name).model_json_schema(by_alias=True))
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{name} file of a triage pack"} | found
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _shape(name: str) -> type[BaseModel]:
    # Pydantic and the shapes are slow to load, and no other command but those that read rule files needs them.
    shape: type[BaseModel] = getattr(import_module(f"triage.packs.{_FILES[name]}"), f"{name.capitalize()}File")
    return shape


def _tidied(schema: Any) -> Any:
    """
    A schema of pydantic's without what stands in it for our messages alone.

    Unions end in a member that accepts anything, so that it can refuse it in words of ours. An editor has its own words, and would
    take everything for right.
    """
    if isinstance(schema, list):
        return [_tidied(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept: dict[str, Any] = {}
    for key, each in schema.items():
        if _told(key, each):
            kept[key] = _properties(each) if key in ("properties", "$defs") else _tidied(each)
    union = kept.pop("oneOf", None) or kept.pop("anyOf", None)
    if union:
        members = [each for each in union if each not in ({}, {"type": "null"})]
        kept |= members[0] if len(members) == 1 else {"anyOf": members}
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    return kept | _counted(kept)


def _properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Names are kept whatever they are: `title` is a key of rule files too."""
    return {name: _tidied(each) for name, each in properties.items()}


def _told(key: str, value: Any) -> bool:
    """Whether an entry says anything: not the titles and defaults that pydantic makes up, nor how it tells members apart."""
    return not (key == "discriminator" or (key == "title" and isinstance(value, str)) or (key == "default" and value in ("", None, [], {})))


def _counted(schema: Mapping[str, Any]) -> dict[str, Any]:
    """What pydantic can't say: a leaf has one finding, a bound one number, an implication one limit."""
    if tuple(schema.get("propertyNames", {}).get("enum", ())) == _BOUNDS:
        return _ONE
    if any({"$ref": "#/$defs/Is"} in each.get("anyOf", ()) for each in schema.get("patternProperties", {}).values()):
        return _ONE
    if {*_BOUNDS, "is", "flags"} == {*schema.get("properties", ())}:
        return {"oneOf": [{"required": [name]} for name in (*_BOUNDS, "is")]}
    return {}
