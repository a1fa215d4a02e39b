"""The rules as a CQL library, as text. Translator and engine run it in `tests_browser/test_cql.py`."""

from __future__ import annotations

import re

from attrs import evolve

from triage.adapters.cql import to_cql
from triage.cli import main
from triage.model.ruleset import RuleSet


def test_every_rule_has_its_define_and_every_finding_its_parameter(bundled):
    """Whoever reads the library finds each rule by its id and its code, and the digest it was written from."""
    text = to_cql(bundled)
    assert bundled.digest in text
    assert bundled.stamp.review in text
    fires = re.findall(r'^// (\S+) .*\ndefine "fires: (.+?)"', text, re.MULTILINE)
    assert sorted(fires) == sorted((rule.ref, rule.id) for rule in bundled.rules.values())
    asked = re.findall(r'^parameter "(\w+?)" \w+ default null$', text, re.MULTILINE)
    assert {name for name in asked if "__" not in name} == set(bundled.findings)


def test_it_is_the_same_at_every_call_and_on_the_command_line(bundled, capsys):
    """The bundled rules are meant where none are given."""
    assert main(["export", "cql"]) == 0
    assert capsys.readouterr().out == to_cql() == to_cql(bundled)


def test_names_and_texts_are_quoted(sample):
    """A name with quotes in it ends nothing early."""
    odd = evolve(sample.content, packs=tuple(evolve(pack, name='a"b\\c', version="1'0") for pack in sample.content.packs))
    assert "library \"a\\\"b\\\\c\" version '1\\'0'" in to_cql(RuleSet(evolve(sample.stamp, name='a"b\\c', version="1'0"), odd))
