"""
Reviews lie outside what they sign.

A rule's digest covers what its page shows, so that a signature falls with any word that the reviewer read; and nothing that is
signed changes by signing it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from attrs import evolve

from triage import load_rules
from triage.cli import main
from triage.model.digest import pack_digest, rule_digest
from triage.packs.bundle import decisions_of, document_of
from triage.packs.released import write_released

TESTS = Path(__file__).parent.parent
FIGURE = """figures:
  - feature: Rash
    target: sample disease
    setting: Primary care, invented.
    source: sample-guideline-2026
    rules: [sample-child]
    sensitivity: 50 %
  - feature: Pain
    target: sample disease
    setting: Primary care, invented.
    source: sample-guideline-2026
    rules: [sample-pain]
    sensitivity: 60 %
"""
REVIEW = '  - {{rule: {rule}, by: A Reviewer, role: invented for this test, on: "2026-11-22", decision: {decision}, digest: {digest}}}\n'


@pytest.fixture
def pack(tmp_path):
    """The questionnaire with two figures, in a copy that a test may change."""
    folder = Path(shutil.copytree(TESTS / "sample", tmp_path / "pack"))
    shutil.copytree(TESTS / "packs" / "questionnaire", folder, dirs_exist_ok=True)
    (folder / "figures.yaml").write_text(FIGURE, "utf-8")
    return folder


def digest_of(pack, rule="sample-child"):
    """The digest that a reviewer of a rule signs."""
    rules = load_rules(pack)
    return rule_digest(rules.rules[rule], rules.content)


def sign(pack, *, rule="sample-child", decision="agree", digest=None):
    """Add a review of a rule as it stands."""
    file = pack / "reviews.yaml"
    text = file.read_text("utf-8") if file.exists() else "reviews:\n"
    file.write_text(text + REVIEW.format(rule=rule, decision=decision, digest=digest or digest_of(pack, rule)), "utf-8")


def edit(pack, file, before, after):
    """Change some words of a file, which must be there once."""
    text = (pack / file).read_text("utf-8")
    assert text.count(before) == 1
    (pack / file).write_text(text.replace(before, after), "utf-8")


class TestSigning:
    """Who signs a rule changes no digest, no version, no decision and no file that apps load."""

    def test_it_changes_no_digest_and_no_compiled_file(self, pack, tmp_path):
        """Of the rule set, of any rule, of the pack; and the two JSON files are the same to the byte."""
        for name in ("before", "after"):
            (tmp_path / name).mkdir()
        before = load_rules(pack)
        main(["build", str(pack), "--to", str(tmp_path / "before")])
        sign(pack)
        after = load_rules(pack)
        main(["build", str(pack), "--to", str(tmp_path / "after")])
        assert (after.digest, after.version, after) == (before.digest, before.version, before)
        assert [rule_digest(rule, after.content) for rule in after.content.rules] == [
            rule_digest(rule, before.content) for rule in before.content.rules
        ]
        assert pack_digest(after.packs[0], after.content) == pack_digest(before.packs[0], before.content)
        for name in ("sample.json", "sample.decisions.json"):
            assert (tmp_path / "after" / name).read_bytes() == (tmp_path / "before" / name).read_bytes()
        assert document_of(after) == document_of(before)
        assert decisions_of(after) == decisions_of(before)

    def test_it_is_counted_and_has_a_digest_of_its_own(self, pack):
        """The stamp says how many rules were agreed to, and changes with each review."""
        none = load_rules(pack).stamp
        assert none.review == "none of 4 rules has been reviewed by a clinician"
        sign(pack)
        one = load_rules(pack).stamp
        assert one.review == "1 of 4 rules has been reviewed by a clinician"
        sign(pack, rule="sample-pain")
        two = load_rules(pack).stamp
        assert two.review == "2 of 4 rules have been reviewed by a clinician"
        assert len({none.reviews, one.reviews, two.reviews}) == 3
        assert len({none.digest, one.digest, two.digest}) == 1

    def test_a_second_reviewer_of_one_rule_is_no_second_rule(self, pack):
        """Rules are counted, not signatures."""
        sign(pack)
        sign(pack)
        assert load_rules(pack).stamp.review.startswith("1 of 4 rules has")

    @pytest.mark.parametrize("decision", ["object", "change"])
    def test_only_who_agrees_is_counted(self, pack, decision):
        """An objection is kept, and is no review that apps may point to."""
        sign(pack, decision=decision)
        rules = load_rules(pack)
        assert rules.stamp.review == "none of 4 rules has been reviewed by a clinician"
        assert [each.decision for each in rules.content.reviews] == [decision]
        sign(pack)
        assert load_rules(pack).stamp.review.startswith("1 of 4 rules has")

    def test_it_goes_with_what_is_built(self, pack, tmp_path):
        """In a file beside the rules, which may be missing; the rules are the same with and without."""
        sign(pack)
        main(["build", str(pack), "--to", str(tmp_path)])
        signed = load_rules(tmp_path / "sample.json")
        assert signed.stamp == load_rules(pack).stamp
        (tmp_path / "sample.reviews.json").unlink()
        alone = load_rules(tmp_path / "sample.json")
        assert alone == signed
        assert alone.stamp.review == "none of 4 rules has been reviewed by a clinician"

    def test_a_build_that_lacks_it_is_stale(self, pack, tmp_path, capsys):
        """`triage build --check` names the file of the reviews, and no other."""
        main(["build", str(pack), "--to", str(tmp_path)])
        sign(pack)
        capsys.readouterr()
        assert main(["build", str(pack), "--to", str(tmp_path), "--check"]) == 1
        told = capsys.readouterr()
        assert "sample.reviews.json" in told.out + told.err
        assert "sample.decisions.json" not in told.out + told.err

    def test_a_release_stands_when_it_is_signed(self, pack, tmp_path, capsys):
        """Nothing is to be released again, and the changelog needs no line."""
        write_released(tmp_path / "released", load_rules(pack))
        sign(pack)
        released = ["--released", str(tmp_path / "released"), "--changelog", str(tmp_path / "none.md")]
        assert main(["release", str(pack), "--check", *released]) == 0
        assert capsys.readouterr().out == "sample 0.1.0: never lower than 0.1.0\n"

    def test_a_released_file_holds_no_review(self, pack, tmp_path):
        """Who signs later would change it otherwise."""
        sign(pack)
        file = write_released(tmp_path, load_rules(pack))
        assert "A Reviewer" not in file.read_text("utf-8")
        assert json.loads(file.read_bytes())["stamp"]["digest"] == load_rules(pack).digest

    def test_it_stands_when_packs_are_joined(self, pack):
        """Each rule is signed by itself, with whatever other rules stand beside it."""
        sign(pack)
        rules = load_rules(pack)
        assert rules.joined(rules).stamp.review == "1 of 4 rules has been reviewed by a clinician"


# What a reviewer of `sample-child` reads; it reads `crying`, `pregnant` and `rash`.
VOIDING = {
    "what it fires on": ("skin/sample-child.yaml", "    - any: [rash, pregnant]", "    - any: [rash, pregnant, blisters]"),
    "what the person reads": ("skin/sample-child.yaml", "say: A child who", "say: A small child who"),
    "what a doubt gives": ("skin/sample-child.yaml", "when_unsure: emergency now", "when_unsure: seek-care today"),
    "a limit": ("skin/sample-child.yaml", "limits: [Invented.]", "limits: [Sees little.]"),
    "a case": ("skin/sample-child.yaml", "name: crying alone", "name: crying only"),
    "the grade of a source": ("skin/sample-child.yaml", "grade: D", "grade: C"),
    "a source": ("sources.yaml", "Sample guideline. 2026.", "Sample guideline. 2025."),
    "a figure": ("figures.yaml", "sensitivity: 50 %", "sensitivity: 55 %"),
    "a figure taken away": ("figures.yaml", "rules: [sample-child]", "rules: [sample-rash]"),
    "a figure more": ("figures.yaml", "rules: [sample-pain]", "rules: [sample-pain, sample-child]"),
    "a question": ("findings/body.yaml", "Does the child cry without end?", "Does the child cry?"),
    "a clinical definition": ("findings/body.yaml", "Inconsolable crying for an hour or more.", "Inconsolable crying."),
    "help": ("findings/body.yaml", "    clinical: Known pregnancy.", "    help: Guess.\n    clinical: Known pregnancy."),
    "help of what implies": ("findings/skin.yaml", "help: Small bubbles filled with water.", "help: Small bubbles."),
    "a question of what implies": ("findings/skin.yaml", "Are there blisters?", "Is there a blister?"),
    "an option of what implies": ("findings/skin.yaml", "purple: Purple", "purple: Dark"),
    "what an option implies": (
        "findings/skin.yaml",
        "      - {is: [red, purple], flags: [rash]}",
        "      - {is: [purple, red], flags: [rash]}",
    ),
    "whom it is asked of": ("findings/body.yaml", "asked_if: {age_years: {below: 6}}", "asked_if: {age_years: {below: 5}}"),
    "the gate's question": ("findings/body.yaml", "How old are you?", "How old is the person?"),
    "the gate's line": ("panels.yaml", "age_years: How old you are", "age_years: Your age"),
    "the gate of what implies": (
        "findings/skin.yaml",
        "clinical: Vesicles or bullae.\n    asked_if: rash\n",
        "clinical: Vesicles or bullae.\n",
    ),
    "a tick text": ("panels.yaml", "crying: The child cries without end", "crying: The child cries"),
    "a stem": ("panels.yaml", "stem: About you.", "stem: About the child."),
    "the stem of what implies": ("panels.yaml", "stem: About this rash.", "stem: About the rash."),
    "a critical mark": ("findings/body.yaml", "    critical: true\n    asked_if: {age", "    asked_if: {age"),
}

# What lies outside.
STANDING = {
    "another rule": ("skin/sample-pain.yaml", "say: This hurts too much", "say: This hurts far too much"),
    "another rule's figure": ("figures.yaml", "sensitivity: 60 %", "sensitivity: 65 %"),
    "another rule's finding": ("findings/body.yaml", "How bad is it, from 0 to 10?", "How bad is the pain, from 0 to 10?"),
    "another line's words": ("panels.yaml", "pain_nrs: The pain, from 0 to 10", "pain_nrs: The pain"),
    "a definition that it doesn't use": ("definitions.yaml", "because: Both come with an infection.", "because: Both come with one."),
    "the order of the lines": (
        "panels.yaml",
        "      blisters: Small bubbles filled with water\n      colour: Its colour\n",
        "      colour: Its colour\n      blisters: Small bubbles filled with water\n",
    ),
    "the screen that one joins": ("panels.yaml", "    below: skin\n", ""),
    "a vignette": ("vignettes/plain.yaml", "Nobody with this", "No person with this"),
    "an accepted term": ("accepted.yaml", "An app may know", "An app can know"),
    "advice": ("pack.yaml", "Call an ambulance.", "Call an ambulance at once."),
    "the safety net": ("pack.yaml", "Go to emergency care if the rash spreads.", "Go to emergency care if it spreads."),
    "intended use": ("pack.yaml", "For the tests of the library.", "For tests."),
    "the version": ("pack.yaml", "version: 0.1.0", "version: 0.2.0"),
    "the date": ("pack.yaml", 'date: "2026-11-22"', 'date: "2026-11-23"'),
    "the title of a group": ("findings/body.yaml", "title: Body", "title: The body"),
}


class TestVoid:
    """A signature falls with any word that its reviewer was shown, and with no other."""

    @pytest.mark.parametrize(("file", "before", "after"), VOIDING.values(), ids=VOIDING)
    def test_what_bears_on_the_rule_voids_its_review(self, pack, file, before, after):
        """It isn't counted any more."""
        sign(pack)
        signed = digest_of(pack)
        edit(pack, file, before, after)
        rules = load_rules(pack, cases=False)
        assert rule_digest(rules.rules["sample-child"], rules.content) != signed
        assert rules.stamp.review == "none of 4 rules has been reviewed by a clinician"

    @pytest.mark.parametrize(("file", "before", "after"), STANDING.values(), ids=STANDING)
    def test_what_lies_outside_lets_it_stand(self, pack, file, before, after):
        """Else every release would void every signature, and nobody would sign twice."""
        sign(pack)
        edit(pack, file, before, after)
        assert load_rules(pack).stamp.review == "1 of 4 rules has been reviewed by a clinician"

    def test_a_definition_that_the_rule_uses_voids_it_through_every_step(self, pack):
        """Also one that only a gate uses, and one in a definition."""
        signed = digest_of(pack, "sample-rash")
        edit(pack, "definitions.yaml", "because: Both come with an infection.", "because: Both come with one.")
        assert digest_of(pack, "sample-rash") != signed
        edit(pack, "findings/body.yaml", "asked_if: {age_years: {below: 6}}", "asked_if: {any: [{age_years: {below: 6}}]}")
        edit(pack, "definitions.yaml", "definitions:\n", "definitions:\n" + YOUNG)
        edit(pack, "findings/body.yaml", "asked_if: {any: [{age_years: {below: 6}}]}", "asked_if: young")
        edit(pack, "skin/sample-pain.yaml", "when: {pain_nrs: {above: 3}}", "when: {any: [{pain_nrs: {above: 3}}, {all: [young, rash]}]}")
        (pack / "reviews.yaml").unlink(missing_ok=True)
        content = load_rules(pack, cases=False).content
        before = rule_digest(next(rule for rule in content.rules if rule.id == "sample-child"), content)
        other = tuple(evolve(each, because="Other.") if each.name == "young" else each for each in content.definitions)
        child = next(rule for rule in content.rules if rule.id == "sample-child")
        assert rule_digest(child, evolve(content, definitions=other)) != before

    def test_what_an_app_supplies_bears_on_what_it_implies(self, pack):
        """A number that nobody is asked can make a rule fire, so its words are signed with it."""
        signed = digest_of(pack, "sample-rash")
        edit(pack, "findings/body.yaml", "Shakes an hour, from a wrist sensor.", "Shakes an hour.")
        assert digest_of(pack, "sample-rash") != signed

    def test_check_says_whose_review_no_longer_counts(self, pack, capsys):
        """By name and date, on standard error."""
        sign(pack)
        assert main(["check", str(pack)]) == 0
        edit(pack, "figures.yaml", "sensitivity: 50 %", "sensitivity: 55 %")
        assert main(["check", str(pack)]) == 1
        expected = "sample-child: the review by A Reviewer of 2026-11-22 is of another text; it no longer counts\n"
        assert capsys.readouterr().err == expected


YOUNG = """  young:
    label: being young
    when: {age_years: {below: 6}}
    because: Invented.
    cases:
      - {name: five, given: {age_years: 5}, expect: holds}
      - {name: six, given: {age_years: 6}, expect: silent}
      - {name: seven, given: {age_years: 7}, expect: silent}
"""

# What is signed for the pack as a whole.
OF_THE_PACK = {
    "advice": STANDING["advice"],
    "the safety net": STANDING["the safety net"],
    "intended use": STANDING["intended use"],
    "what it is not for": ("pack.yaml", "not_for: [Anything else.]", "not_for: [Anything.]"),
    "what the incomplete are told": ("pack.yaml", "Some important questions were not answered.", "Some questions were not answered."),
    "a note": ("pack.yaml", "These rules are not validated for children.", "These rules are for adults."),
    "the order of the lines": STANDING["the order of the lines"],
    "the screen that one joins": STANDING["the screen that one joins"],
    "the title of a group": STANDING["the title of a group"],
}
NOT_OF_THE_PACK = {
    name: STANDING[name] for name in ("another rule", "another rule's figure", "a vignette", "an accepted term", "the version", "the date")
}


class TestPack:
    """Advice, safety net, intended use and the order of the questionnaire have a digest of their own."""

    def digest(self, pack):
        """What is signed for the pack."""
        rules = load_rules(pack)
        return pack_digest(rules.packs[0], rules.content)

    @pytest.mark.parametrize(("file", "before", "after"), OF_THE_PACK.values(), ids=OF_THE_PACK)
    def test_what_is_signed_for_the_pack_changes_its_digest(self, pack, file, before, after):
        """The emergency advice can't become "see someone when you can" under a signature."""
        signed = self.digest(pack)
        edit(pack, file, before, after)
        assert self.digest(pack) != signed

    @pytest.mark.parametrize(("file", "before", "after"), NOT_OF_THE_PACK.values(), ids=NOT_OF_THE_PACK)
    def test_what_is_signed_rule_by_rule_does_not(self, pack, file, before, after):
        """Nor does a release of the same text."""
        signed = self.digest(pack)
        edit(pack, file, before, after)
        assert self.digest(pack) == signed

    def test_another_pack_beside_it_changes_nothing(self, pack):
        """A pack is signed by itself."""
        rules = load_rules(pack)
        other = evolve(rules.packs[0], name="other", groups=(), advice=())
        both = evolve(rules.content, packs=(*rules.packs, other))
        assert pack_digest(rules.packs[0], both) == pack_digest(rules.packs[0], rules.content)
        assert pack_digest(other, both) != pack_digest(rules.packs[0], both)
