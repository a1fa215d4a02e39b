"""Old records can be read for ever: every release comes with the library, and a record says again what its rules said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from triage import RecordError, RuleError, evaluate, reevaluate, released_rules, releases, sample_rules
from triage.cli import main
from triage.packs.archive import lowerings
from triage.packs.bundle import BUNDLED

REPLAYED = json.loads((Path(__file__).parent / "packs/replayed.json").read_text("utf-8"))
RAISED = {"feverish": True, "leg_weakness_new": True}


def record(answers, version="0.1.0"):
    """What would have been stored, as JSON makes of it."""
    return json.loads(json.dumps(evaluate(answers, rules=released_rules(BUNDLED, version)).to_dict()))


class TestReleases:
    """What was released is there, and is what was released."""

    def test_every_release_comes_with_the_library(self, released):
        """By version and by digest, and it is what lies in `rules/released`; the present rules are among them or newer."""
        assert releases(BUNDLED) == {each.version: each.digest for each in released}
        for each in released:
            assert released_rules(BUNDLED, each.version) == released_rules(BUNDLED, each.digest) == each
            assert released_rules(BUNDLED, each.version).content == each.content

    @pytest.mark.parametrize(("name", "version"), [(BUNDLED, "9.0.0"), (BUNDLED, ""), ("sample", "0.1.0")])
    def test_what_was_never_released_is_refused_with_what_was(self, name, version):
        """Nothing near it is taken in its place."""
        with pytest.raises(RuleError, match=r"is no release that came .* `low-back-pain 0\.1\.0`") as caught:
            released_rules(name, version)
        assert [each.code for each in caught.value.problems] == ["unknown-release"]
        assert not releases("sample")

    def test_a_command_takes_a_release_by_its_name(self, capsys, tmp_path, monkeypatch):
        """Anywhere, without a clone; an unknown one is named."""
        monkeypatch.chdir(tmp_path)
        assert main(["evaluate", "chest_pain", "--rules", f"{BUNDLED}@0.2.0"]) == 40
        assert main(["evaluate", "chest_pain", "--rules", f"{BUNDLED}@7.0.0"]) == 1
        assert "`low-back-pain 7.0.0` is no release that came with" in capsys.readouterr().err
        assert main(["diff", "0.1.0", "0.1.0"]) == 0

    def test_declarations_are_of_the_releases_between(self):
        """None from before the first is held against what came after it."""
        assert {each.version for each in lowerings(BUNDLED, after="0.2.0", until="0.3.0")} == {"0.3.0"}
        assert not lowerings(BUNDLED, after="0.3.0", until="0.3.0")
        assert not lowerings("sample", after="0.1.0", until="0.2.0")

    def test_the_invented_packs_are_those_of_the_tests(self, sample, sample_path):
        """The same to the letter, so that what a page shows is what a reader gets."""
        from triage import load_rules

        assert sample_rules() == sample
        assert sample_rules("visit") == load_rules(sample_path.parent / "docs/visit")
        with pytest.raises(RuleError, match="there are sample, visit"):
            sample_rules("other")


class TestRecords:
    """A record beside what is said today."""

    @pytest.mark.parametrize("version", list(REPLAYED))
    def test_everybody_is_told_what_they_were_told(self, version):
        """For people of every kind the record holds, and each rule that gives something else has a reason."""
        for person in REPLAYED[version]:
            found = reevaluate(record(person["given"], version))
            assert found.holds
            assert str(found.then.outcome) == person["outcome"]
            now = {each.rule: each.outcome for each in found.now.fired}
            assert {each.rule for each in found.differences} == {
                rule for rule in {*person["fired"], *now} if str(now.get(rule)) != person["fired"].get(rule, [None])[0]
            }
            assert all(each.why for each in found.differences)

    def test_a_result_that_is_an_emergency_today_says_why(self):
        """The case of the first release: today then, emergency since."""
        found = reevaluate(record(RAISED), now=released_rules(BUNDLED, "0.3.0"))
        assert (str(found.then.outcome), str(found.now.outcome), found.holds) == ("seek-care today", "emergency now", True)
        worst = found.differences[0]
        assert (worst.rule, worst.then, str(worst.now), worst.why) == (
            "fever-with-nerve-signs",
            None,
            "emergency now",
            ("0.1.0 had no such rule.",),
        )
        assert found.explain().splitlines()[:3] == [
            "Recorded: seek-care today.",
            "Then, low-back-pain 0.1.0: seek-care today. The record holds.",
            "Now, low-back-pain 0.3.0: emergency now.",
        ]

    def test_what_was_lowered_is_told_as_it_was_declared(self):
        """With its condition and outcome before and after, and the reason of the authors."""
        found = reevaluate(record({"abdominal_pulsation": True}, "0.2.0"), now=released_rules(BUNDLED, "0.3.0"))
        (each,) = found.differences
        assert (each.rule, str(each.then), str(each.now)) == ("abdominal-pulsation", "seek-care today", "seek-care days")
        assert "Outcome then: seek-care today. Now: seek-care days." in each.why
        assert any(reason.startswith("0.3.0 declares that it gives less: ") for reason in each.why)

    def test_an_answer_that_is_refused_today_is_named_and_the_rest_counts(self, sample):
        """Without what was answered."""
        found = reevaluate(evaluate({"spots": True, "temperature_c": 41.5}, rules=sample).to_dict(), then=sample)
        assert [each.where for each in found.refused] == ["spots"]
        assert (found.holds, str(found.now.outcome), found.now.complete) == (True, "seek-care today", False)
        assert "Refused now: unknown finding `spots`" in found.explain()
        assert "41.5" not in found.explain() + repr(found)

    def test_a_record_that_is_not_true_does_not_hold(self):
        """A changed outcome, a rule taken away, an answer changed."""
        true = record(RAISED)
        for change in ({"outcome": {"level": "none-found", "within": None}}, {"fired": []}, {"answers": {"feverish": True}}):
            assert not reevaluate(true | change).holds
        assert "does NOT hold" in reevaluate(true | {"fired": []}).explain()

    def test_rules_of_ones_own_are_given(self, sample):
        """And must be those of the record."""
        mine = evaluate({"spots": "unsure"}, rules=sample).to_dict()
        found = reevaluate(mine, then=sample, now=sample)
        assert (found.holds, found.differences, found.refused) == (True, (), ())
        assert repr(found) == f"<Reevaluation: {found.then.outcome} by 0.1.0, {found.now.outcome} by 0.1.0>"
        with pytest.raises(RecordError, match="give the rules that made this record as `then`"):
            reevaluate(mine)
        with pytest.raises(RecordError, match="didn't make this record"):
            reevaluate(record(RAISED), then=sample)

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"format": 3}, "not-a-record"),
            ({"outcome": {"level": "fine", "within": None}}, "not-a-record"),
            ({"fired": None}, "not-a-record"),
            ({"answers": [True]}, "not-a-record"),
            ({"rules": {"name": "low-back-pain"}}, "not-a-record"),
        ],
    )
    def test_what_is_no_record_is_refused(self, change, code):
        """One error, without a word of what is in it."""
        with pytest.raises(RecordError) as caught:
            reevaluate(record(RAISED) | change)
        assert [each.code for each in caught.value.problems] == [code]

    def test_a_record_without_answers_is_refused(self):
        """There is nothing to go through."""
        with pytest.raises(RecordError, match="stored without its answers"):
            reevaluate(evaluate(RAISED).to_dict(answers=False))
