"""What the guide to upgrading counts is counted right: declarations, wider questions, names that nobody is asked, rules that are gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from triage import load_rules
from triage.packs.yaml import read_file

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/upgrade.md").read_text("utf-8")
SECTION = PAGE.partition("## From low-back-pain 0.2.0 to 0.3.0")[2].partition("\n## ")[0]


def declared(kind):
    """What was declared of 0.3.0 in one of the files."""
    entries = read_file(ROOT / f"rules/released/{kind}.yaml", shown=f"{kind}.yaml").data[kind]
    return [each for each in entries if each["version"] == "0.3.0"]


@pytest.fixture(scope="module")
def before():
    """The release before."""
    return load_rules(ROOT / "rules/released/low-back-pain-0.2.0.json")


class TestFromTheLastRelease:
    """Whoever upgrades by this page misses nothing that it promises to name."""

    def test_declarations_are_counted(self):
        """Lowered, closed, reworded, and of those the wider ones, which are worth asking again."""
        words = " ".join(SECTION.split())
        wider = [each for each in declared("reworded") if each["meaning"] == "wider"]
        assert f"{len(declared('lowered'))} points that give less" in words
        assert f"{len(declared('closed'))} questions that are put to fewer people" in words
        assert f"{len(declared('reworded'))} that read otherwise in `reworded.yaml`, {len(wider)} of them wider" in words
        assert f"a no to one of the {len(wider)} wider questions" in words

    def test_every_name_that_nobody_is_asked_any_more_is_named(self, before, bundled):
        """In the first table, with what is asked in its place."""
        names = re.findall(r"^\| (`.+?) \| .+ \|$", SECTION.partition("| what gives")[0], re.MULTILINE)
        asked = {each.name for each in before.findings.values() if each.is_asked}
        no_longer = {name for name in asked if not bundled.findings[name].is_asked}
        assert no_longer
        assert no_longer <= set(re.findall(r"`(\w+)`", " ".join(names)))

    def test_rules_that_are_gone_and_new_are_counted(self, before, bundled):
        """By their ids."""
        gone, new = before.rules.keys() - bundled.rules.keys(), bundled.rules.keys() - before.rules.keys()
        assert f"{len(gone)} are gone and {len(new)} are new" in SECTION
