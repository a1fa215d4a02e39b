"""The reference is complete: every public name, command, option, key of a file and field of a result has its place."""

from __future__ import annotations

import re
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path

import pytest

import triage
from triage.cli import _parser
from triage.packs import release_schema, schema, vocabulary_schema

ROOT = Path(__file__).parents[2]
MODULES = (schema, vocabulary_schema, release_schema)
FILES = [getattr(module, name) for module in MODULES for name in module.__all__ if name.endswith("File")]
REFERENCE = {page.stem: page.read_text("utf-8") for page in (ROOT / "docs/reference").glob("*.md")}


def commands() -> dict[str, ArgumentParser]:
    """The parser of each command."""
    return next(dict(each.choices) for each in _parser()._actions if isinstance(each, _SubParsersAction))


def keys(value):
    """Every key of plain data, however deep; not those that are names of findings."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner) if key != "answers" else ()
    elif isinstance(value, list):
        for each in value:
            yield from keys(each)


def properties(shape):
    """Every key that a shape of rule files has."""
    if isinstance(shape, dict):
        yield from shape.get("properties", ())
        for inner in shape.values():
            yield from properties(inner)
    elif isinstance(shape, list):
        for inner in shape:
            yield from properties(inner)


class TestReference:
    """Nothing that can be used is left out."""

    @pytest.mark.parametrize("name", [each for each in triage.__all__ if not each.startswith("__")])
    def test_every_public_name_is_in_the_api(self, name):
        """By its docstring."""
        assert f"::: triage.{name}\n" in REFERENCE["api"]

    @pytest.mark.parametrize("name", commands())
    def test_every_command_and_option_is_in_its_section(self, name):
        """The usage line counts, and so does the table."""
        cli = REFERENCE["cli"]
        assert f"[`{name}`](#{name})" in cli
        section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", cli, re.MULTILINE | re.DOTALL)[1]
        for action in commands()[name]._actions:
            for option in action.option_strings:
                assert option in section or option in ("-h", "--help"), option

    def test_every_field_of_the_json_is_described(self):
        """Of a result with firings, conflicts and all, and with the questions that are only told when asked for."""
        answers = {"spots": "unsure", "temperature_c": 42.5, "feverish": False, "age_years": 12}
        result = triage.evaluate(answers, rules=triage.load_rules(ROOT / "tests/sample")).to_dict(questions=True)
        assert result["next_panel"]
        assert result["fired"]
        assert result["conflicts"]
        assert result["implausible"]
        assert result["advice"]["notes"]
        for key in keys(result):
            assert f"`{key}`" in REFERENCE["assessment-json"], key

    @pytest.mark.parametrize("shape", FILES)
    def test_every_key_of_a_file_is_described(self, shape):
        """Where its file is."""
        for key in properties(shape.model_json_schema(by_alias=True)):
            assert re.search(rf"`{key}\b|\b{key}: ", REFERENCE["rule-files"]), key
