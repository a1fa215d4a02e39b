"""``triage schema``: what an editor is told of rule files is what the library takes."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest

from triage.adapters.schema import KINDS
from triage.cli import main
from triage.commands.schema import _FILES
from triage.packs.yaml import read_file

ROOT = Path(__file__).parent.parent
TYPES = {"string": str, "number": (int, float), "integer": int, "boolean": bool, "array": list, "object": dict}


def is_of(kind, value):
    """Whether a value has a type of JSON Schema; true is no number."""
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def takes(schema, value, whole):
    """Whether a schema takes a value: the part of JSON Schema that these schemas use, and nothing silently left out."""
    checks = {
        "$ref": lambda said: takes(whole["$defs"][said.rpartition("/")[2]], value, whole),
        "anyOf": lambda said: any(takes(each, value, whole) for each in said),
        "oneOf": lambda said: sum(takes(each, value, whole) for each in said) == 1,
        "type": lambda said: any(is_of(each, value) for each in ([said] if isinstance(said, str) else said)),
        "enum": lambda said: value in said,
        "const": lambda said: value == said,
        "pattern": lambda said: re.search(said, value) is not None,
        "minLength": lambda said: len(value) >= said,
        "maxLength": lambda said: len(value) <= said,
        "minItems": lambda said: len(value) >= said,
        "maxItems": lambda said: len(value) <= said,
        "minProperties": lambda said: len(value) >= said,
        "maxProperties": lambda said: len(value) <= said,
        "items": lambda said: all(takes(said, each, whole) for each in value),
        "required": lambda said: set(said) <= set(value),
        "propertyNames": lambda said: all(takes(said, each, whole) for each in value),
        "properties": lambda said: all(takes(said[key], value[key], whole) for key in said if key in value),
        "patternProperties": lambda said: all(
            takes(each, value[key], whole) for pattern, each in said.items() for key in value if re.search(pattern, key)
        ),
        "additionalProperties": lambda said: all(said and takes(said, value[key], whole) for key in value if not named(schema, key)),
    }
    if "type" in schema and not checks["type"](schema["type"]):
        return False
    told = {key: said for key, said in schema.items() if key not in ("$defs", "$schema", "title", "description", "default")}
    return all(checks[key](said) for key, said in told.items())


def named(schema, key):
    """Whether a key is spoken of by name or by pattern."""
    return key in schema.get("properties", ()) or any(re.search(each, key) for each in schema.get("patternProperties", ()))


def printed(kind, capsys):
    """A schema as the command prints it."""
    assert main(["schema", kind]) == 0
    return json.loads(capsys.readouterr().out)


def kind_of(file, pack):
    """Which schema a file of a pack is held against."""
    inside = file.relative_to(pack)
    if len(inside.parts) == 1:
        return inside.stem
    return inside.parts[0] if inside.parts[0] in ("findings", "vignettes") else "rule"


class TestSchema:
    """Every sound file is taken, and slips are not."""

    @pytest.mark.parametrize("pack", ["tests/sample", "tests/panelled", "rules/low-back-pain", "rules/released"])
    def test_every_sound_file_is_taken(self, pack, capsys):
        """Else an editor would mark what is right; vignettes, panels and what a release declares too."""
        files = sorted((ROOT / pack).rglob("*.yaml"))
        assert files
        schemas = {kind: printed(kind, capsys) for kind in {kind_of(file, ROOT / pack) for file in files}}
        for file in files:
            schema = schemas[kind_of(file, ROOT / pack)]
            assert takes(schema, read_file(file, shown=file.name).data, schema), file

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("becuase", "Misspelt."),
            ("ref", "c1"),
            ("outcome", "urgent now"),
            ("cases", []),
            ("when", {"not": "rash"}),
            ("when", {"unless": ["rash"]}),
            ("when", {"all": []}),
            ("when", ["rash"]),
            ("when", {"temperature_c": {"at_least": "38"}}),
            ("when", {"temperature_c": {"at_least": 38, "below": 40}}),
            ("when", {"rash": {"is": ["red"]}, "colour": {"is": ["red"]}}),
        ],
    )
    def test_a_slip_is_not_taken(self, key, value, capsys):
        """The members of unions that exist for the messages of the library take nothing here."""
        schema = printed("rule", capsys)
        rule = deepcopy(read_file(ROOT / "tests/sample/skin/sample-rash.yaml", shown="sample-rash.yaml").data)
        assert takes(schema, rule, schema)
        assert not takes(schema, {**rule, key: value}, schema)

    def test_an_implication_has_one_limit(self, capsys):
        """Which pydantic's schema can't say by itself."""
        schema = printed("findings", capsys)
        implication = schema["$defs"]["ImplicationShape"]
        assert takes(implication, {"at_least": 38, "flags": ["feverish"]}, schema)
        assert not takes(implication, {"at_least": 38, "below": 40, "flags": ["feverish"]}, schema)
        assert not takes(implication, {"flags": ["feverish"]}, schema)

    def test_written_checked_and_mended(self, tmp_path, capsys):
        """Missing and stale schemas are named; and those of the documentation are fresh."""
        where = str(tmp_path / "schema")
        assert main(["schema", "--to", where, "--check"]) == 1
        assert len(capsys.readouterr().out.splitlines()) == len(_FILES) + len(KINDS) + 1  # triage.d.ts
        assert main(["schema", "--to", where]) == 0
        assert main(["schema", "--to", where, "--check"]) == 0
        committed = ROOT / "docs" / "reference" / "schema"
        if committed.exists():
            assert main(["schema", "--to", str(committed), "--check"]) == 0


class TestDocuments:
    """What goes in and comes out; `tests_apps` holds it against a validator of others."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_printed_as_json_and_as_types(self, kind, capsys):
        """Both of the same source: every key of the schema stands in the declaration."""
        schema = printed(kind, capsys)
        assert main(["schema", kind, "--typescript"]) == 0
        declared = capsys.readouterr().out
        assert f"export interface {kind.capitalize()} {{" in declared
        for key in schema["properties"]:
            assert re.search(rf"^  {key}\??: ", declared, re.MULTILINE)

    def test_symptoms_of_other_rules(self, capsys):
        """A number has its range, a flag its three answers, and null is not asked."""
        assert main(["schema", "symptoms", "--rules", "tests/sample"]) == 0
        schema = json.loads(capsys.readouterr().out)
        assert schema["additionalProperties"] is False
        assert schema["properties"]["rash"]["enum"] == [True, False, "unsure", None]
        number = {"type": "number", "minimum": 30, "maximum": 45}
        assert schema["properties"]["temperature_c"]["anyOf"] == [number, {"const": "unsure"}, {"type": "null"}]

    def test_types_of_a_rule_file_are_refused(self, capsys):
        """Nobody sends rule files to an app."""
        assert main(["schema", "rule", "--typescript"]) == 2
        assert "--typescript is for documents: symptoms, assessment, questionnaire, problem" in capsys.readouterr().err
