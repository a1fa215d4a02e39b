"""Old records are read for ever: by the rules that gave them, and by those of today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import triage
from triage import Outcome, RecordError, RuleError, evaluate, load_rules, reevaluate, released_rules, sample_rules

ROOT = Path(__file__).parent.parent
RELEASES = ("0.1.0", "0.2.0", "0.3.0")


def record(answers, version):
    """A record as it was kept."""
    return json.loads(json.dumps(evaluate(answers, rules=released_rules(version)).to_dict()))


class TestReleasedRules:
    """Every release comes with the library."""

    @pytest.mark.parametrize("version", RELEASES)
    def test_by_version_and_by_digest(self, version):
        """The digest in a record is enough, and eight digits of it."""
        rules = released_rules(version)
        assert (rules.name, rules.version) == ("low-back-pain", version)
        assert released_rules(rules.digest) == released_rules(rules.digest[:8]) == rules

    @pytest.mark.parametrize("asked", ["0.9.0", "", "deadbeef", "../low-back-pain-0.1.0"])
    def test_what_was_not_released_is_refused_with_what_was(self, asked):
        """Nobody has to guess."""
        with pytest.raises(RuleError, match=r"there are `0\.1\.0`, `0\.2\.0` and `0\.3\.0`"):
            released_rules(asked)

    def test_another_pack_has_none(self):
        """By its name."""
        with pytest.raises(RuleError, match=r"`headache` has no release `0\.1\.0`; none was released"):
            released_rules("0.1.0", name="headache")


class TestReevaluate:
    """What was said, what would be said, and why they differ."""

    @pytest.mark.parametrize("version", RELEASES)
    def test_a_record_is_replayed_by_the_rules_that_gave_it(self, version):
        """To the letter."""
        kept = record({"bladder_loss": True, "fever": True}, version)
        found = reevaluate(kept)
        assert found.is_true
        assert json.loads(json.dumps(found.then.to_dict())) == kept

    def test_an_emergency_that_was_missed_is_seen(self):
        """0.1.0 gave today for answers that 0.2.0 calls an emergency; an auditor sees both, and the rule that makes the difference."""
        found = reevaluate(record({"bilateral_leg_weakness": True}, "0.1.0"), rules=released_rules("0.2.0"))
        assert (str(found.recorded), str(found.now.outcome)) == ("seek-care today", "emergency now")
        assert any("gives emergency now; then it wasn't among the rules" in each for each in found.differences)

    def test_a_rule_that_gives_less_is_named(self):
        """With what it gave and what it gives."""
        found = reevaluate(record({"sexual_function_change": True}, "0.2.0"))
        assert (str(found.then.outcome), str(found.now.outcome)) == ("emergency now", "seek-care today")
        assert found.differences[0] == "`sexual-function-change` (C-05) gave emergency now, and there is no such rule any more."

    def test_the_same_rules_differ_in_nothing(self):
        """By the rules of today, which needn't have been released."""
        found = reevaluate(evaluate({"saddle_numbness": True}).to_dict())
        assert (found.is_true, found.differences, found.refused) == (True, (), ())

    def test_an_answer_that_is_not_taken_any_more_is_named_and_open(self):
        """It isn't dropped in silence."""
        found = reevaluate(record({"saddle_numbness": True}, "0.2.0"), rules=sample_rules())
        assert [each.code for each in found.refused] == ["unknown-finding"]
        assert not found.now.complete

    def test_a_changed_record_is_seen(self):
        """Somebody who writes a milder outcome into it isn't believed."""
        kept = record({"saddle_numbness": True}, "0.2.0") | {"outcome": {"level": "stop", "within": "now"}}
        found = reevaluate(kept)
        assert (found.is_true, found.recorded, found.then.outcome) == (False, Outcome.parse("stop now"), Outcome.parse("emergency now"))

    @pytest.mark.parametrize(
        ("kept", "message"),
        [
            ({}, "the record has no `answers`: it is no record"),
            ({"rules": {}}, "it was kept without its answers, and can't be replayed"),
            ({"answers": {}, "rules": 3}, "the record has no `rules`"),
            ({"outcome": {"level": "fine"}}, "is none that rules can give"),
            ({"answers": {"fever": "perhaps"}}, "`fever` takes"),
        ],
    )
    def test_what_is_no_record_is_refused(self, kept, message):
        """In words, and without an answer."""
        whole = record({"fever": True}, "0.1.0")
        with pytest.raises(RecordError, match=message) as caught:
            reevaluate({**whole, **kept} if kept and "rules" not in kept else kept)
        assert "perhaps" not in str(caught.value)


class TestSampleRules:
    """Invented rules that come with the library."""

    @pytest.mark.parametrize(("name", "folder"), [("sample", "tests/sample"), ("visit", "tests/docs/visit")])
    def test_they_are_those_of_the_tests(self, name, folder):
        """What the documentation prints is what the tests hold."""
        if not (ROOT / folder).exists():
            pytest.skip("the tests' packs lie in the repository")
        assert sample_rules(name) == load_rules(ROOT / folder)


def test_every_name_of_the_library_is_there():
    """Those that are loaded later too."""
    assert all(getattr(triage, name) is not None for name in triage.__all__)
