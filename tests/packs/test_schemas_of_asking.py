"""``triage schema`` for the files and keys that asking brought: what an editor marks is what the library refuses."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from test_schema import printed, takes
from triage.packs.yaml import read_file

HERE = Path(__file__).parent
PACK = HERE / "questionnaire"
REVIEW = {"rule": "sample-pain", "by": "A", "role": "B", "on": "2026-11-22", "decision": "agree", "digest": "0" * 64}
CLOSING = {"version": "0.2.0", "finding": "rash", "because": "Invented."}
REWORDING = {**CLOSING, "meaning": "same"}
PANEL = {"kind": "tick", "stem": "Which?", "lines": {"rash": "A rash"}}
VIGNETTE = {"name": "somebody", "given": {"rash": True}, "expect": "stop now"}
ACCEPTED = {"rule": "sample-rash", "findings": ["rash"], "because": "Invented."}
FLAG = {"kind": "flag", "label": "rash", "question": "A rash?", "clinical": "Exanthem."}
CHOICE = {**FLAG, "kind": "choice", "options": {"pale": "Pale", "unsure": "Not sure"}}


def without(document, key):
    """A copy without one key."""
    return {name: value for name, value in document.items() if name != key}


# The kind of file, how one entry stands in it, the entry, and slips in it.
FILES = [
    (
        "panels",
        lambda entry: {"panels": {"skin": entry}},
        [PANEL, {**PANEL, "below": "body"}, {**PANEL, "kind": "each"}],
        [
            {**PANEL, "kind": "boxes"},
            {**PANEL, "lines": {}},
            {**PANEL, "lines": ["rash"]},
            {**PANEL, "lines": {"rash": ""}},
            {**PANEL, "lines": {"Rash": "A rash"}},
            {**PANEL, "under": "body"},
            {**PANEL, "below": "the_body"},
            without(PANEL, "stem"),
        ],
    ),
    (
        "vignettes",
        lambda entry: {"vignettes": [entry]},
        [
            VIGNETTE,
            {**VIGNETTE, "given": {}},
            {**VIGNETTE, "expect": "emergency at-once", "because": "A story."},
            {**VIGNETTE, "expect": {"at_least": "stop now"}},
            {**VIGNETTE, "expect": {"at_least": "stop now", "at_most": "emergency now"}},
        ],
        [
            {**VIGNETTE, "expect": "stop at-once"},
            {**VIGNETTE, "expect": "open"},
            {**VIGNETTE, "expect": {"at_leest": "stop now"}},
            {**VIGNETTE, "expect": {"at_most": "stop"}},
            {**VIGNETTE, "given": ["rash"]},
            {**VIGNETTE, "given": {"rash": [True]}},
            {**VIGNETTE, "outcome": "stop now"},
            without(VIGNETTE, "name"),
        ],
    ),
    (
        "accepted",
        lambda entry: {"accepted": [entry]},
        [ACCEPTED],
        [{**ACCEPTED, "findings": []}, {**ACCEPTED, "findings": "rash"}, {**ACCEPTED, "rule": "Rash"}, without(ACCEPTED, "because")],
    ),
    (
        "reviews",
        lambda entry: {"reviews": [entry]},
        [REVIEW, {**REVIEW, "decision": "object", "comment": "No."}, {**REVIEW, "decision": "change"}],
        [
            {**REVIEW, "decision": "agreed"},
            {**REVIEW, "digest": "0" * 63},
            {**REVIEW, "on": "22-11-2026"},
            {**REVIEW, "date": "2026-11-22"},
            without(REVIEW, "decision"),
        ],
    ),
    (
        "closed",
        lambda entry: {"closed": [entry]},
        [CLOSING],
        [{**CLOSING, "version": "2"}, {**CLOSING, "because": ""}, {**CLOSING, "reason": "Invented."}, without(CLOSING, "because")],
    ),
    (
        "reworded",
        lambda entry: {"reworded": [entry]},
        [REWORDING, {**REWORDING, "meaning": "narrower"}],
        [{**REWORDING, "meaning": "equal"}, without(REWORDING, "meaning"), without(REWORDING, "because")],
    ),
    (
        "findings",
        lambda entry: {"group": "skin", "title": "Skin", "findings": {"rash": entry}},
        [
            {**FLAG, "asked_if": "itch", "gate": True},
            {
                **FLAG,
                "asked_if": {"all": [{"age_years": {"below": 6}}, {"at_least": {"count": 1, "of": ["a", {"side": {"is": ["left"]}}]}}]},
            },
            {**FLAG, "asked_of": "app"},
            {**CHOICE, "none_of_these": "pale"},
        ],
        [
            {**FLAG, "asked_if": {"not": "itch"}},
            {**FLAG, "asked_if": ["itch"]},
            {**FLAG, "asked_if": {"age_years": {"below": "6"}}},
            {**FLAG, "asked_of": "apps"},
            {**FLAG, "none_of_these": "pale"},
            {**CHOICE, "none_of_these": ["pale"]},
        ],
    ),
]
CASES = [(kind, whole(entry), True) for kind, whole, sound, _ in FILES for entry in sound]
CASES += [(kind, whole(entry), False) for kind, whole, _, slips in FILES for entry in slips]


class TestSchemasOfAsking:
    """Every kind of file that a pack or its releases may have has a schema."""

    @pytest.mark.parametrize(("kind", "document", "sound"), CASES)
    def test_a_sound_entry_is_taken_and_a_slip_is_not(self, kind, document, sound, capsys):
        """By the schema, and by the shape that the library checks with: the two agree."""
        from importlib import import_module

        from pydantic import ValidationError

        from triage.commands.schema import _FILES

        schema = printed(kind, capsys)
        assert takes(schema, document, schema) is sound
        shape = getattr(import_module(f"triage.packs.{_FILES[kind]}"), f"{kind.capitalize()}File")
        try:
            shape.model_validate(document)
            taken = True
        except ValidationError:
            taken = False
        assert taken is sound

    @pytest.mark.parametrize(
        ("file", "kind"),
        [
            ("panels.yaml", "panels"),
            ("accepted.yaml", "accepted"),
            ("vignettes/plain.yaml", "vignettes"),
            ("vignettes/serious.yaml", "vignettes"),
            ("findings/skin.yaml", "findings"),
            ("findings/body.yaml", "findings"),
            ("skin/sample-child.yaml", "rule"),
        ],
    )
    def test_the_questionnaire_is_taken(self, file, kind, capsys):
        """Each of its files by its own schema."""
        schema = printed(kind, capsys)
        assert takes(schema, read_file(PACK / file, shown=file).data, schema)

    @pytest.mark.parametrize(
        ("key", "value", "sound"),
        [
            ("outcome", "emergency at-once", True),
            ("outcome", "seek-care at-once", False),
            ("when_unsure", "none-found", True),
            ("when_unsure", "emergency at-once", True),
            ("unsure_because", "A doubt says little.", True),
            ("unsure_because", "", False),
            ("reviews", [], False),
        ],
    )
    def test_the_new_words_of_a_rule(self, key, value, sound, capsys):
        """At-once is an emergency's; a doubt may raise nothing; reviews lie elsewhere."""
        schema = printed("rule", capsys)
        rule = deepcopy(read_file(PACK / "skin/sample-child.yaml", shown="sample-child.yaml").data)
        assert takes(schema, {**rule, key: value}, schema) is sound
