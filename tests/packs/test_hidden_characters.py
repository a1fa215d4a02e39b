"""What a reviewer sees in a comparison is what is read: no rule file holds a character that people don't see as it is."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from triage import RuleError, load_rules
from triage.names import hidden_in

SAMPLE = Path(__file__).parent.parent / "sample"
RULE = "skin/sample-rash.yaml"
BREAKS = {"line separator": "\u2028", "paragraph separator": "\u2029", "next line": "\x85", "lone carriage return": "\r"}
UNSEEN = {
    "right to left override": "\u202e",
    "isolate": "\u2066",
    "mark": "\u200f",
    "zero width space": "\u200b",
    "joiner": "\u200d",
    "soft hyphen": "\u00ad",
    "byte order mark within": "\ufeff",
    "tag": "\U000e0041",
    "filler": "\u3164",
    "variation": "\ufe0f",
}


@pytest.fixture
def pack(tmp_path):
    """A copy of the sample pack that a test may break."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "pack"))


def faults_with(pack, old, new):
    """What loading reports after a change to the rule's file, without the path of the pack."""
    text = (pack / RULE).read_text("utf-8")
    assert old in text
    (pack / RULE).write_bytes(text.replace(old, new, 1).encode())
    with pytest.raises(RuleError) as caught:
        load_rules(pack)
    return [str(problem).replace(f"{pack}/", "", 1) for problem in caught.value.problems]


@pytest.mark.parametrize("character", BREAKS.values(), ids=BREAKS)
def test_a_line_break_that_only_yaml_takes_for_one(character, pack):
    """On 0.2.0 a key behind a comment and such a break was read, while every comparison showed one comment."""
    line = next(line for line in (pack / RULE).read_text("utf-8").splitlines() if line.startswith("outcome:"))
    faults = faults_with(pack, line, f"{line} # a comment{character}decides: never")
    assert len(faults) == 1
    assert f"(U+{ord(character):04X}) is not allowed; take it away" in faults[0]
    assert faults[0].startswith(f"{RULE}:")


@pytest.mark.parametrize("character", (BREAKS | UNSEEN).values(), ids=BREAKS | UNSEEN)
def test_text_that_people_read(character, pack):
    """Whether it stands there as it is or written with an escape."""
    faults = faults_with(pack, "title: ", f"title: S{character}")
    assert f"(U+{ord(character):04X}) is not allowed" in faults[0]
    (pack / RULE).write_bytes((SAMPLE / RULE).read_bytes())
    faults = faults_with(pack, "title: ", f'title: "S\\U{ord(character):08x}" # ')
    place = next(number for number, each in enumerate((SAMPLE / RULE).read_text("utf-8").splitlines(), 1) if each.startswith("title:"))
    kind = "control" if unicodedata.category(character) == "Cc" else "hidden"
    expected = f"{RULE}:{place}:8: a {kind} character (U+{ord(character):04X}) is not allowed in text, escaped neither; take it away"
    assert faults == [expected]


def test_line_ends_of_windows_are_harmless(pack):
    """Every editor shows them as line ends."""
    (pack / RULE).write_bytes((SAMPLE / RULE).read_bytes().replace(b"\n", b"\r\n"))
    assert load_rules(pack) == load_rules(SAMPLE)


def test_every_character_that_unicode_calls_a_format_a_control_or_private_is_hidden():
    """By its own tables, and nothing that is written, nor a space."""
    for number in range(0x110000):
        kind = unicodedata.category(chr(number))
        if kind in ("Cc", "Cf", "Zl", "Zp", "Co", "Cs"):
            assert bool(hidden_in(chr(number))) is (chr(number) not in "\t\n"), hex(number)
        elif kind in ("Lu", "Ll", "Lt", "Nd", "Zs", "Sc", "Pd"):
            assert not hidden_in(chr(number)), hex(number)
