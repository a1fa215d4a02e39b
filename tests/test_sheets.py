"""The sheet of a rule shows all that its digest covers, the people who rest on it, and room for whoever signs."""

from __future__ import annotations

import pytest
from attrs import evolve

from triage.cli import main
from triage.model.digest import cause_digest, pack_digest, pack_document, rule_document
from triage.model.outcome import NONE_FOUND
from triage.model.ruleset import RuleSet
from triage.model.words import Vignette
from triage.telling.pages import pages
from triage.telling.people import people, resting_on
from triage.telling.sheet import review_sheet, rule_sheet

# Said in other words, or nothing that a reviewer judges: which group of the vocabulary a finding is filed under, and its kind.
OTHERWISE = {"kind", "group", "when", "asked_if", "leaf", "given", "flags", "rules", "asked_of", "worse", "expect", "source"}


def texts(document, *, key=""):
    """Every text of plain data, but those that a sheet says in other words."""
    if isinstance(document, dict):
        for name, each in document.items():
            if name not in OTHERWISE:
                yield from texts(each, key=name)
    elif isinstance(document, list):
        for each in document:
            yield from texts(each, key=key)
    elif isinstance(document, str):
        yield document


def flat(text):
    """Text without its line breaks."""
    return " ".join(text.split())


def missing(rule, content):
    """What the digest of a rule covers and its sheet doesn't show."""
    sheet = flat(rule_sheet(rule, content))
    return [each for each in texts(rule_document(rule, content)) if flat(each) not in sheet]


class TestSheet:
    """Nobody signs what they weren't shown."""

    def test_it_shows_every_text_that_the_digest_covers(self, bundled, sample):
        """For each rule: questions, help, tick text, options, definitions with their cases, figures, sources with their notes."""
        for rules in (bundled, sample):
            assert {rule.id: missing(rule, rules.content) for rule in rules.content.rules if missing(rule, rules.content)} == {}

    def test_what_it_leaves_out_would_be_found(self, bundled):
        """The search can fail: the sheet of another rule lacks most of it."""
        first, second = bundled.content.rules[:2]
        sheet = flat(rule_sheet(second, bundled.content))
        assert [each for each in texts(rule_document(first, bundled.content)) if flat(each) not in sheet]

    def test_it_shows_the_advice_the_person_gets(self, bundled):
        """At its outcome and in doubt, and what every assessment says; though the signature for it is that of the pack."""
        (pack,) = bundled.packs
        advice = {each.outcome: each.say for each in pack.advice}
        for rule in bundled.content.rules[::10]:
            sheet = review_sheet(rule, bundled.content)
            assert advice[rule.outcome] in sheet
            assert rule.when_unsure not in advice or rule.when_unsure.level == 0 or advice[rule.when_unsure] in sheet
            assert pack.safety_net in sheet

    def test_it_has_room_for_whoever_signs(self, bundled):
        """Name, role, date, signature, and lines for objections."""
        end = review_sheet(bundled.content.rules[0], bundled.content).rpartition("## Review")[2]
        for field in ("Decision: agree / object / change", "Name: ____", "Role: ____", "Date: ____", "Signature: ____", "Objections"):
            assert field in end
        assert end.count("_" * 90) > 3


class TestOtherSheets:
    """What is signed at once, and what is signed for the pack."""

    def test_the_sheet_of_a_pack_shows_every_text_that_its_digest_covers(self, bundled, sample, capsys):
        """Intended use, advice, notes, safety net, and each screen with its lines in order."""
        for rules, arguments in ((bundled, ()), (sample, ("--rules", "@sample"))):
            (pack,) = rules.packs
            assert main(["review", "--pack", *arguments]) == 0
            sheet = flat(capsys.readouterr().out)
            document = pack_document(pack, rules.content)
            assert [each for each in texts(document) if flat(each) not in sheet] == []
            assert pack_digest(pack, rules.content) in sheet
            for panel in document["panels"]:
                assert f"{panel['id']}`" in sheet
                assert f": {', '.join(panel['lines'])} " in sheet

    def test_all_rules_of_a_cause_are_printed_with_their_digest_together(self, sample, capsys):
        """The one that `triage sign --all-of` takes."""
        assert main(["review", "--all-of", "sample disease", "--rules", "@sample"]) == 0
        printed = capsys.readouterr().out
        rules = [rule for rule in sample.content.rules if "sample disease" in rule.suspects]
        assert len(rules) > 1
        assert all(review_sheet(rule, sample.content) in printed for rule in rules)
        assert printed.endswith(f"    {cause_digest('sample disease', sample.content)}\n")

    @pytest.mark.parametrize("arguments", [(), ("sample-rash", "--pack"), ("--all-of", "nothing"), ("sample-rsh",)])
    def test_what_there_is_no_sheet_of_is_told(self, arguments, capsys):
        """With the exit code of bad input."""
        assert main(["review", *arguments, "--rules", "@sample"]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err


class TestPeople:
    """Whole people who rest on a rule."""

    @pytest.fixture
    def content(self, sample):
        """One person with pain, and one with nothing."""
        given = (("pain_nrs", 9),)
        worst = sample.rules["sample-pain"].outcome
        nobody = Vignette("nothing", (), at_least=NONE_FOUND, at_most=worst)
        return evolve(sample.content, vignettes=(Vignette("in pain", given, at_least=worst, at_most=worst), nobody))

    def test_only_those_whose_outcome_it_gives_rest_on_it(self, content):
        """Nobody else; who gets nothing rests on no rule."""
        everybody = people(content)
        assert [each.deciding for each in everybody] == [("sample-pain",), ()]
        assert [each.vignette.name for each in resting_on("sample-pain", everybody)] == ["in pain"]
        assert resting_on("sample-rash", everybody) == ()

    def test_the_page_of_the_rule_names_them(self, content):
        """And says so where there are none; a pack without whole people says nothing of any."""
        written = pages(RuleSet.of(content))
        assert "- in pain: stop now\n" in written["sample-pain.md"]
        assert "None of the [whole people](vignettes.md) gets their outcome from it." in written["sample-rash.md"]
        assert "whole people" not in pages(RuleSet.of(evolve(content, vignettes=())))["sample-pain.md"]

    def test_the_sheet_names_them(self, content):
        """With what they must get."""
        rule = next(each for each in content.rules if each.id == "sample-pain")
        assert "- in pain: " in review_sheet(rule, content)
        assert f"must get exactly {rule.outcome}." in review_sheet(rule, content)

    def test_whoever_rests_on_a_rule_alone_gets_less_without_it(self, bundled):
        """So the list is true: each of them, held against the rules without it."""
        everybody = people(bundled.content)
        alone = {each.deciding[0] for each in everybody if len(each.deciding) == 1}
        assert len(alone) > 50
        for name in sorted(alone)[::10]:
            without = evolve(bundled.content, rules=tuple(rule for rule in bundled.content.rules if rule.id != name))
            for before, after in zip(everybody, people(without), strict=True):
                assert (after.outcome < before.outcome) is (before.deciding == (name,))
