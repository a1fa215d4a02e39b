"""``triage schema``: JSON Schema for rule files, for editors; and of what goes in and comes out, for apps, as TypeScript too."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage.adapters.schema import DIALECT, KINDS, schema_of
from triage.commands.evaluate import BAD_INPUT
from triage.commands.loading import add_rules, rules_of
from triage.commands.output import tell
from triage.model.ruleset import RuleSet
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
    **dict.fromkeys(("lowered", "closed", "reworded", "asks", "reviews"), "release_schema"),
    "hazards": "hazard_schema",
}
_BOUNDS = ("at_least", "above", "at_most", "below")
_ONE = {"minProperties": 1, "maxProperties": 1}


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("schema", help="print the JSON Schema of a kind of rule file, or of what goes in and comes out")
    command.add_argument(
        "file",
        nargs="?",
        choices=(*_FILES, *KINDS),
        default="rule",
        metavar="KIND",
        help=f"a file of rules: {', '.join(_FILES)} (rule); or a document: {', '.join(KINDS)}",
    )
    add_rules(command, purpose="for symptoms: ")
    command.add_argument("--typescript", action="store_true", help="for a document: print TypeScript declarations instead")
    command.add_argument("--to", metavar="FOLDER", help="write the schemas of all files and documents there instead, and triage.d.ts")
    command.add_argument("--check", action="store_true", help="with --to: write nothing; exit with 1 when a schema there is stale")
    command.set_defaults(run=_schema)


def _schema(options: Namespace) -> int:
    if options.typescript and options.to is None and options.file not in KINDS:
        tell(f"triage: --typescript is for documents: {', '.join(KINDS)}", stream=sys.stderr)
        return BAD_INPUT
    rules = rules_of(options) if options.file in KINDS or options.to is not None else None
    if options.to is None:
        print(_typescript((options.file,), rules) if options.typescript else _text(options.file, rules), end="")
        return 0
    folder = Path(options.to)
    written = {folder / f"{name}.json": _text(name, rules) for name in (*_FILES, *KINDS)}
    written[folder / "triage.d.ts"] = _typescript(KINDS, rules)
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


def _text(name: str, rules: RuleSet | None) -> str:
    if rules is not None and name in KINDS:
        return json.dumps(schema_of(name, rules), indent=2, ensure_ascii=False) + "\n"
    found = _tidied(_shape(name).model_json_schema(by_alias=True))
    found = {"$schema": DIALECT, "title": f"{name} file of a triage pack"} | found
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _typescript(kinds: Sequence[str], rules: RuleSet | None) -> str:
    from triage.adapters.typescript import declarations

    assert rules is not None
    return declarations(*(schema_of(each, rules) for each in kinds))


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
