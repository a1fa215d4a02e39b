"""
Formats of the rule language: a released file keeps the meaning and the digest of the format it was written in.

`replayed.json` holds people and what they were told by the release of their time, written by the library of that time.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from triage import Outcome, RuleError, RuleSet, SymptomError, evaluate, load_rules
from triage.cli import main
from triage.model.conditions import Bound, Chosen, Operator
from triage.model.findings import Finding, Option
from triage.model.outcome import NONE_FOUND
from triage.model.rules import FORMAT, Content, Pack, Rule
from triage.packs.bundle import document_of, rule_set_from
from triage.packs.released import released_file

HERE = Path(__file__).parent
RELEASED = HERE.parent.parent / "rules" / "released"
REPLAYED = json.loads((HERE / "replayed.json").read_text("utf-8"))


@pytest.fixture(scope="module", params=list(REPLAYED))
def version(request):
    """A release that was written in format 1."""
    return request.param


@pytest.fixture(scope="module")
def file(version):
    """Its file."""
    return released_file(RELEASED, name="low-back-pain", version=version)


@pytest.fixture(scope="module")
def old(file):
    """Its rules."""
    return rule_set_from(json.loads(file.read_bytes()))


class TestReplay:
    """An assessment names the rules it was made with; with them it can be made again, to the letter."""

    def test_a_released_file_has_the_digest_it_had(self, file, old, version):
        """The one in the file, worked out anew from all that the file says."""
        document = json.loads(file.read_bytes())
        assert document["format"] == old.content.format == 1
        assert (old.version, old.digest) == (version, document["stamp"]["digest"])
        assert old.stamp.review.startswith("none of ")

    def test_a_released_file_is_written_again_as_it_is(self, file, old):
        """Whoever loads it and builds it again has the same rules of the same digest, and not an upgrade in disguise."""
        again = rule_set_from(json.loads(json.dumps(document_of(old))))
        assert again == old
        assert again.content == old.content

    def test_everybody_is_told_what_they_were_told(self, old, version):
        """Outcome, ceiling, completeness, reasons and conflicts, for people of every kind; and the same is asked next, or nothing."""
        for person in REPLAYED[version]:
            found = evaluate(person["given"], rules=old)
            assert (str(found.outcome), str(found.ceiling), found.complete) == (person["outcome"], person["ceiling"], person["complete"])
            fired = {firing.rule: [str(firing.outcome), *firing.findings] for firing in found.fired}
            short = {rule: told[: len(person["fired"][rule])] for rule, told in fired.items()}
            assert (list(fired), short) == (list(person["fired"]), person["fired"])
            assert [[each.finding, list(each.against)] for each in found.conflicts] == person["conflicts"]
            assert [*found.next_questions[:2]] == person["questions"]

    def test_a_released_file_can_be_loaded_and_applied_by_its_path(self, file, old, capsys):
        """In Python and on the command line, with and without its cases: else there is no replay."""
        assert load_rules(file) == load_rules(file, cases=False) == old
        assert main(["evaluate", "saddle_numbness", "--rules", str(file), "--json"]) == 40
        assert json.loads(capsys.readouterr().out)["rules"]["digest"] == old.digest

    def test_a_file_that_was_changed_is_refused(self, file):
        """A word is enough, and so is a key that its format didn't have."""
        for edit in (
            lambda document: document["rules"][0].update(title="Another title."),
            lambda document: document["findings"][0].update(gate=True),
            lambda document: document.update(format=2),
        ):
            document = json.loads(file.read_bytes())
            edit(document)
            with pytest.raises(RuleError, match="its digest differs"):
                rule_set_from(document)

    @pytest.mark.parametrize("number", [0, FORMAT + 1, "1", None])
    def test_a_format_that_this_version_does_not_know_is_refused(self, number, sample):
        """It would be read with a meaning that nobody gave it."""
        with pytest.raises(RuleError, match=f"this is no rule set of format 1 to {FORMAT}"):
            rule_set_from({**document_of(sample), "format": number})


SIDE = Finding("side", "choice", options=tuple(map(Option, ("neither", "left", "right", "unsure"))))
HEAT = Finding("heat", "quantity", unit="degrees", range=(0, 10))
NOW = Outcome.parse("emergency now")


def rule_set(*rules, format):
    """Some rules over a choice and a number, of a format."""
    return RuleSet.of(Content((Pack("pack", "0.1.0", "2026-11-22"),), (SIDE, HEAT), (), rules, format=format))


class TestMeaning:
    """What a format decides is what an unsure means, and nothing else."""

    def test_an_option_that_no_condition_lists_was_a_no(self):
        """Since format 2 the unsure of a choice is a doubt like any other."""
        left = Rule("left", NOW, NOW, Chosen("side", ("left",)))
        assert evaluate({"side": "unsure"}, rules=rule_set(left, format=1)).outcome == NONE_FOUND
        assert evaluate({"side": "unsure"}, rules=rule_set(left, format=2)).outcome == NOW

    def test_no_number_could_be_unsure(self):
        """And none can in the replay of those rules: it is refused, and named."""
        hot = Rule("hot", NOW, NOW, Bound("heat", Operator.AT_LEAST, 8))
        with pytest.raises(SymptomError, match="`heat`"):
            evaluate({"heat": "unsure"}, rules=rule_set(hot, format=1))
        assert evaluate({"heat": "unsure"}, rules=rule_set(hot, format=2)).outcome == NOW


class TestTogether:
    """Rules of two formats don't mean the same, so they are never one rule set."""

    def test_joining_them_is_refused(self, old, sample):
        """Either way round, before any name is looked at."""
        for one, other in ((old, sample), (sample, old)):
            with pytest.raises(RuleError) as caught:
                one.joined(other)
            (problem,) = caught.value.problems
            assert problem.code == "format-clash"
            formats = f"format {one.content.format} and format {other.content.format} of the rule language"
            assert str(problem) == f"rules of {formats} don't mean the same and can't be joined; build them again"

    def test_rule_files_are_not_added_to_an_old_release(self, file, old, sample_path):
        """Whether it is loaded beside them or given as what they are added to."""
        for load in (lambda: load_rules(sample_path, onto=old), lambda: load_rules(file, sample_path)):
            with pytest.raises(RuleError) as caught:
                load()
            assert [problem.code for problem in caught.value.problems] == ["format-clash"]

    def test_two_of_one_format_are_joined_and_keep_it(self, old):
        """A release of format 1 with itself is that release."""
        assert old.joined(old) == old
        assert old.joined(old).content.format == 1

    def test_the_format_is_part_of_the_digest(self, sample):
        """The same text that means something else is something else."""
        assert RuleSet.of(evolve(sample.content, format=1)).digest != sample.digest
