"""Signing and what became of signatures: `triage sign` and `triage reviews`, on packs of a test's own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from triage import load_rules
from triage.cli import main
from triage.model.digest import cause_digest, judgements, pack_digest, rule_digest
from triage.packs.released import write_released
from triage.telling.pages import pages
from triage.telling.signatures import differing

TESTS = Path(__file__).parent.parent
WHO = ("--by", "Dr Example", "--role", "invented for this test", "--on", "2026-11-23")


@pytest.fixture
def pack(tmp_path):
    """A small pack, in a copy that a test may change."""
    return Path(shutil.copytree(TESTS / "sample", tmp_path / "pack"))


@pytest.fixture
def run(pack, capsys):
    """Run a command on the pack: its code, and what it prints."""

    def command(name, *arguments):
        place = ("--rules", str(pack)) if name == "sign" else (str(pack),)
        code = main([name, *arguments, *place])
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


def digest_of(pack, rule="sample-pain"):
    """The digest on the page of a rule."""
    rules = load_rules(pack)
    return rule_digest(rules.rules[rule], rules.content)


def edit(pack, file, before, after):
    """Change some words of a file, which must be there once."""
    text = (pack / file).read_text("utf-8")
    assert text.count(before) == 1
    (pack / file).write_text(text.replace(before, after), "utf-8")


def sign(run, pack, rule="sample-pain", *more, decision="agree", who=WHO):
    """Sign a rule as it stands."""
    return run("sign", rule, *who, "--decision", decision, "--digest", digest_of(pack, rule), *more)


class TestSign:
    """What a clinician said is entered for the very text, and nothing else changes."""

    def test_it_changes_pages_and_status_alone(self, pack, run, tmp_path):
        """No digest, no version, no decision, no file of words, and no released file, which still stands."""
        released = write_released(tmp_path / "released", load_rules(pack))
        before, kept = load_rules(pack), released.read_bytes()
        main(["build", str(pack), "--to", str(tmp_path / "before")])
        code, out, err = sign(run, pack)
        assert (code, err) == (0, "")
        assert out.endswith("1 of 3 rules has been reviewed by a clinician\n")
        main(["build", str(pack), "--to", str(tmp_path / "after")])
        after = load_rules(pack)
        assert (after.digest, after.version) == (before.digest, before.version)
        differ = [
            file.name for file in (tmp_path / "after").iterdir() if file.read_bytes() != (tmp_path / "before" / file.name).read_bytes()
        ]
        assert differ == ["sample.reviews.json"]
        assert released.read_bytes() == kept
        beside = ("--released", str(tmp_path / "released"), "--changelog", str(tmp_path / "none.md"))
        assert main(["release", str(pack), "--check", *beside]) == 0
        assert "reviewed by Dr Example" in pages(after)["sample-pain.md"]
        assert "Dr Example" not in pages(before)["sample-pain.md"]

    def test_a_ref_and_the_beginning_of_a_digest_are_enough(self, pack, run):
        """As the sign-off sheet has them; fewer than its 12 characters are refused."""
        digest = digest_of(pack)
        ref = load_rules(pack).rules["sample-pain"].ref
        assert run("sign", ref, *WHO, "--decision", "agree", "--digest", digest[:11])[0] == 1
        assert run("sign", ref, *WHO, "--decision", "agree", "--digest", digest[:12])[0] == 0
        (review,) = load_rules(pack).content.reviews
        assert (review.rule, review.digest) == ("sample-pain", digest)

    def test_another_digest_is_refused_and_both_are_named(self, pack, run):
        """Nobody signs what they haven't read."""
        other = digest_of(pack, "sample-rash")
        code, out, err = run("sign", "sample-pain", *WHO, "--decision", "agree", "--digest", other)
        assert (code, out) == (1, "")
        own = f"the digest of sample-pain is {digest_of(pack)} as it stands"
        assert err == f"nothing is signed: {own}, and not {other}; read it again, as it is now\n"
        assert not (pack / "reviews.yaml").exists()

    @pytest.mark.parametrize(
        ("arguments", "code", "message"),
        [
            (("sample-pian", "--decision", "agree"), 2, "unknown rule `sample-pian`; did you mean `sample-pain`?"),
            (("--all-of", "sample diseese", "--decision", "agree"), 2, "no rule suspects `sample diseese`; did you mean `sample disease`?"),
            (
                ("--decision", "agree"),
                2,
                "say what is signed: one rule, or all of a cause with `--all-of CAUSE`, or the pack as a whole with `--pack`",
            ),
            (
                ("sample-pain", "--pack", "--decision", "agree"),
                2,
                "say what is signed: one rule, or all of a cause with `--all-of CAUSE`, or the pack as a whole with `--pack`",
            ),
            (
                ("sample-pain", "--decision", "object"),
                1,
                "`--decision object` needs a `--comment`: what is wrong, and what would be right",
            ),
        ],
    )
    def test_what_cannot_be_signed_is_told(self, pack, run, arguments, code, message):
        """With what would be right; nothing is written."""
        assert run("sign", *arguments, *WHO, "--digest", digest_of(pack)) == (code, "", message + "\n")
        assert not (pack / "reviews.yaml").exists()

    def test_only_the_folder_of_a_pack_can_be_signed(self, pack, capsys):
        """A built file has no place for reviews."""
        main(["build", str(pack), "--to", str(pack.parent)])
        built = str(pack.parent / "sample.json")
        assert main(["sign", "sample-pain", *WHO, "--decision", "agree", "--digest", digest_of(pack), "--rules", built]) == 1
        assert "is no folder of a pack" in capsys.readouterr().err

    def test_all_rules_of_a_cause_are_signed_at_once(self, pack, run):
        """By one digest of all of them; each gets a review of its own."""
        content = load_rules(pack).content
        named = {rule.id for rule in content.rules if "sample disease" in rule.suspects}
        digest = cause_digest("sample disease", content)
        assert digest[:12] in pages(load_rules(pack))["by-cause.md"]
        code, _, err = run("sign", "--all-of", "sample disease", *WHO, "--decision", "agree", "--digest", digest)
        assert (code, err) == (0, "")
        assert {review.rule for review in load_rules(pack).content.reviews} == named
        assert load_rules(pack).stamp.review.startswith(f"{len(named)} of 3")

    def test_the_pack_as_a_whole_is_signed_apart(self, pack, run):
        """It counts for no rule, and other advice voids it."""
        content = load_rules(pack).content
        digest = pack_digest(content.packs[0], content)
        assert run("sign", "--pack", *WHO, "--decision", "agree", "--digest", digest)[::2] == (0, "")
        content = load_rules(pack).content
        assert [each.by for each in judgements(content, pack="sample", digest=digest)] == ["Dr Example"]
        assert load_rules(pack).stamp.review.startswith("none of 3")
        assert "agreed to by Dr Example" in pages(load_rules(pack))["index.md"]
        assert run("check") == (0, "", "")
        edit(pack, "pack.yaml", "intended_use: For", "intended_use: Only for")
        assert run("check") == (1, "", "sample: the review by Dr Example of 2026-11-23 is of another text; it no longer counts\n")
        assert "packs" not in run("reviews")[1]
        assert "pack.intended_use: “For" in run("reviews")[1]

    def test_what_stands_in_the_file_stays_to_the_letter(self, pack, run):
        """Comments, quotes, and indentation of whoever wrote it by hand."""
        digest = digest_of(pack, "sample-rash")
        by_hand = f"""# Kept by hand.
reviews:   # who judged what
# The first:
    - rule: sample-rash   # on paper
      by: 'Somebody Else'
      role: invented
      on: "2026-11-22"
      decision: change
      digest: {digest}
      comment: "Too late."
# The end."""
        (pack / "reviews.yaml").write_text(by_hand, "utf-8")
        assert sign(run, pack)[0] == 0
        assert (pack / "reviews.yaml").read_text("utf-8").startswith(by_hand + "\n    - rule: sample-pain\n      by: ")
        assert [review.rule for review in load_rules(pack).content.reviews] == ["sample-rash", "sample-pain"]

    @pytest.mark.parametrize("written", ["reviews: []\n", "reviews: [] # none yet\n"])
    def test_an_empty_list_can_be_added_to(self, pack, run, written):
        """However it is written."""
        (pack / "reviews.yaml").write_text(written, "utf-8")
        assert sign(run, pack)[0] == 0
        assert len(load_rules(pack).content.reviews) == 1

    def test_a_list_in_one_line_is_left_as_it_is(self, pack, run):
        """And said to be so: nothing is guessed, and nothing is lost."""
        entry = f"{{rule: sample-rash, by: A, role: b, on: '2026-11-22', decision: agree, digest: {digest_of(pack, 'sample-rash')}}}"
        (pack / "reviews.yaml").write_text(f"reviews: [{entry}]\n", "utf-8")
        code, _, err = sign(run, pack)
        assert code == 1
        assert "reviews.yaml:" in err
        assert (pack / "reviews.yaml").read_text("utf-8") == f"reviews: [{entry}]\n"

    @pytest.mark.parametrize("comment", ['He said "no": # really?', "yes", "- a\n- b", "12:30", "{x: 1}", "C:\\temp", "Ünïcode – dash"])
    def test_any_words_come_back_as_they_were_given(self, pack, run, comment):
        """Whatever they would mean in YAML; white space is made even."""
        assert sign(run, pack, "sample-pain", "--comment", comment)[0] == 0
        (review,) = load_rules(pack).content.reviews
        assert review.comment == " ".join(comment.split())

    def test_words_that_nobody_sees_are_refused(self, pack, run):
        """As in every file of rules."""
        code, _, err = sign(run, pack, "sample-pain", "--comment", "right\u202eleft")
        assert code == 1
        assert "U+202E" in err
        assert not (pack / "reviews.yaml").exists()

    def test_nothing_is_entered_twice(self, pack, run):
        """The same words of the same person on the same day."""
        assert sign(run, pack)[0] == 0
        code, _, err = sign(run, pack)
        assert (code, err) == (1, "Dr Example said this of sample-pain already, on 2026-11-23; nothing is entered twice\n")

    def test_two_at_once_lose_nothing(self, pack, run):
        """While one is writing, the other is told to wait."""
        (pack / ".signing").touch()
        code, _, err = sign(run, pack)
        assert code == 1
        assert "another review is being written here" in err

    def test_who_objects_takes_back_what_they_signed(self, pack, run):
        """And who agrees after that takes the objection back; of each person the last word counts."""
        sign(run, pack)
        sign(run, pack, "sample-pain", "--comment", "On second thought, no.", decision="object")
        assert load_rules(pack).stamp.review.startswith("none of 3")
        assert "Objected to" in pages(load_rules(pack))["sample-pain.md"]
        sign(run, pack, "sample-pain", "--comment", "Settled.")
        assert load_rules(pack).stamp.review.startswith("1 of 3")
        assert "Objected to" not in pages(load_rules(pack))["sample-pain.md"]

    def test_a_rule_that_somebody_objects_to_is_not_reviewed(self, pack, run):
        """Whoever else agreed; both are told."""
        sign(run, pack)
        other = ("--by", "Dr Other", "--role", "invented too")
        sign(run, pack, "sample-pain", "--comment", "No.", decision="object", who=other)
        rules = load_rules(pack)
        assert rules.stamp.review.startswith("none of 3")
        assert "agreed to by Dr Example" in pages(rules)["sample-pain.md"]
        assert "not counted as reviewed while Dr Other asks for something else" in pages(rules)["sample-pain.md"]


class TestReviews:
    """Who signed what, what changed since, and what is left."""

    def test_a_pack_that_nobody_signed_has_everything_left(self, run, pack):
        """Rules by urgency, and the pack as a whole."""
        code, out, err = run("reviews")
        assert (code, err) == (0, "")
        assert out.splitlines()[:2] == ["sample 0.1.0: none of 3 rules has been reviewed by a clinician", "Left to sign: 3 of 3 rules"]
        assert "Left to sign of sample as a whole: intended use, advice, safety net, order of the questionnaire" in out
        assert all(rule in out for rule in load_rules(pack).rules)

    def test_what_an_edit_voided_is_told_with_what_changed(self, pack, run):
        """In another file than the rule's; and no longer as soon as the same person signed again."""
        sign(run, pack)
        edit(pack, "findings/body.yaml", "How bad is it, from 0 to 10?", "How bad is it now, from 0 to 10?")
        out = run("reviews")[1]
        assert "No longer of the text as it stands\n    sample-pain: agreed to by Dr Example" in out
        told = "findings.pain_nrs.question: “How bad is it, from 0 to 10?” became “How bad is it now, from 0 to 10?”"
        assert [line.strip() for line in out.splitlines() if "became" in line] == [told]
        assert run("check")[0] == 1
        sign(run, pack)
        assert "No longer" not in run("reviews")[1]
        assert run("check") == (0, "", "")

    def test_a_release_tells_what_changed_where_no_text_was_kept(self, pack, run, tmp_path):
        """For reviews that were written by hand; without one it is said that nobody can tell."""
        write_released(tmp_path / "released", load_rules(pack))
        sign(run, pack)
        shutil.rmtree(pack / "signed")
        edit(pack, "findings/body.yaml", "How bad is it, from 0 to 10?", "How bad is it now, from 0 to 10?")
        assert "became “How bad is it now" in run("reviews", "--released", str(tmp_path / "released"))[1]
        out = run("reviews", "--released", str(tmp_path / "nowhere"))[1]
        assert "what changed can't be told" in out
        assert "became" not in out

    def test_a_text_that_was_changed_after_it_was_signed_is_refused(self, pack, run):
        """It is kept under its own digest."""
        sign(run, pack)
        (kept,) = (pack / "signed").iterdir()
        document = json.loads(kept.read_text("utf-8"))
        document["rule"]["say"] = "Something else."
        kept.write_text(json.dumps(document), "utf-8")
        edit(pack, "findings/body.yaml", "How bad is it, from 0 to 10?", "How bad is it now, from 0 to 10?")
        code, _, err = run("reviews")
        assert code == 1
        assert "isn't the text that was signed" in err

    def test_the_bundled_pack_is_unsigned(self, capsys):
        """Nobody has reviewed it, and no test may say otherwise."""
        assert main(["reviews"]) == 0
        out = capsys.readouterr().out
        assert "Signed, as it stands" not in out
        assert "Left to sign: 168 of 168 rules" in out
        assert not (TESTS.parent / "rules/low-back-pain/reviews.yaml").exists()

    @pytest.mark.parametrize(
        ("before", "after", "told"),
        [
            ({"a": 1}, {"a": 1}, []),
            ({"a": 1}, {"b": 1}, ["a: gone is 1", "b: new is 1"]),
            ({"a": [1, 2]}, {"a": [1, 3]}, ["a 2: 2 became 3"]),
            ({"a": [1, 2]}, {"a": [2]}, ["a: gone is 1"]),
            ({"a": {"b": "x"}}, {"a": {"b": "y"}}, ["a.b: “x” became “y”"]),
            ({"a": ["x"]}, {"a": {"b": 1}}, ['a: ["x"] became {"b":1}']),
        ],
    )
    def test_each_difference_has_its_place(self, before, after, told):
        """By its path."""
        assert list(differing(before, after)) == told
