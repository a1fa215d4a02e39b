"""Anything can be looked up: findings, rules, one rule, a stored assessment; and shells complete it."""

from __future__ import annotations

import json
import subprocess

import pytest

from triage import bundled_rules, evaluate
from triage.cli import main


@pytest.fixture
def run(capsys):
    """Run a command; its exit code, output and errors."""

    def call(*arguments):
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


class TestFindings:
    """`triage findings` searches names, aliases, questions and what people say."""

    @pytest.mark.parametrize("word", ["wipe", "saddle_numbness", "numb bum", "Saddle"])
    def test_people_s_words_lead_to_the_finding(self, run, word):
        """Whatever they call it."""
        code, out, _ = run("findings", word)
        assert code == 0
        assert "saddle_sensory_change" in out

    def test_all_words_must_occur(self, run):
        """Two words narrow the search."""
        code, out, _ = run("findings", "--json", "pain", "walking")
        assert code == 0
        assert {finding["name"] for finding in json.loads(out)} < set(bundled_rules().findings)

    def test_nothing_found_is_said(self, run):
        """With a near name."""
        code, out, err = run("findings", "saddle_numbnes_change")
        assert (code, out) == (1, "")
        assert err.startswith("no finding has `saddle_numbnes_change`")


class TestRules:
    """`triage rules` and `triage rule`."""

    def test_rules_are_listed_most_urgent_first(self, run):
        """With ref and id."""
        _, out, _ = run("rules")
        lines = out.splitlines()
        assert len(lines) == len(bundled_rules().rules)
        assert lines[0].startswith("emergency at-once")
        assert lines[-1].startswith("stop now")

    @pytest.mark.parametrize("name", ["C-01", "c-01", "saddle-numbness"])
    def test_a_rule_is_found_by_ref_and_id(self, run, name):
        """Everything about it, in words."""
        code, out, _ = run("rule", name)
        assert code == 0
        for heading in ("What the person reads", "When it fires", "Why", "Sources", "Cases", "Limits"):
            assert f"## {heading}" in out

    def test_a_misspelt_rule_is_answered_with_a_near_one(self, run):
        """And the exit code of bad input."""
        code, _, err = run("rule", "sadle-numbness")
        assert (code, err) == (2, "unknown rule `sadle-numbness`; did you mean `saddle-numbness`?\n")

    def test_a_rule_as_json(self, run):
        """As the rule set holds it."""
        assert json.loads(run("rule", "C-01", "--json")[1])["outcome"] == "emergency now"

    def test_the_review_sheet_has_the_digest_and_says_that_nobody_signed(self, run):
        """And room to sign."""
        code, out, _ = run("review", "C-01")
        assert code == 0
        assert "No clinician has reviewed this rule." in out
        assert "Signature: ____" in out


class TestReviews:
    """A review counts for the very text it was given for."""

    def test_a_review_of_another_text_is_reported(self, run, sample_path, tmp_path):
        """And one of this text is silent, and counted."""
        import shutil

        from triage import load_rules
        from triage.model.digest import rule_digest

        pack = tmp_path / "sample"
        shutil.copytree(sample_path, pack)
        file = pack / "skin" / "sample-pain.yaml"
        rules = load_rules(pack)
        digest = rule_digest(rules.rules["sample-pain"], rules.content)
        who = 'by: Sample Reviewer, role: invented for this test, "on": "2026-11-22"'
        review = f"{{rule: sample-pain, {who}, decision: agree, digest: {digest}}}"
        (pack / "reviews.yaml").write_text(f"reviews: [{review}]\n")
        assert run("check", str(pack)) == (0, "", "")
        assert load_rules(pack).stamp.review == "1 of 3 rules has been reviewed by a clinician"
        file.write_text(file.read_text().replace("This hurts too much", "This hurts far too much"))
        code, _, err = run("check", str(pack))
        assert code == 1
        assert err == "sample-pain: the review by Sample Reviewer of 2026-11-22 is of another text; it no longer counts\n"

    def test_sources_read_over_two_years_ago_are_listed(self, run, sample_path):
        """To the day."""
        assert run("check", str(sample_path), "--on", "2028-11-22") == (0, "", "")
        code, _, err = run("check", str(sample_path), "--on", "2028-11-23")
        assert code == 1
        assert err == "sample-guideline-2026: last read on 2026-11-22, over two years before 2028-11-23; read it again\n"


class TestExplain:
    """A stored assessment can be read again."""

    def test_a_stored_assessment_is_explained_as_it_was(self, run, tmp_path):
        """The same text as on the day."""
        assessment = evaluate({"fever": True, "iv_drug_use": True})
        file = tmp_path / "stored.json"
        file.write_text(json.dumps(assessment.to_dict()))
        code, out, err = run("explain", str(file))
        assert (code, err) == (40, "")
        assert out.strip() == assessment.explain().strip()

    def test_other_rules_and_missing_answers_are_said(self, run, tmp_path):
        """Nobody is left to think that it is the same."""
        file = tmp_path / "stored.json"
        document = evaluate({"fever": True}).to_dict()
        document["rules"]["digest"] = "0" * 64
        file.write_text(json.dumps(document))
        assert "the two may differ" in run("explain", str(file))[2]
        file.write_text(json.dumps(evaluate({"fever": True}).to_dict(answers=False)))
        assert run("explain", str(file))[0] == 2


class TestCompletion:
    """Shells complete commands, options and findings."""

    def test_bash_completes_a_finding(self, run):
        """In a real bash."""
        script = run("completion", "bash")[1]
        script += 'COMP_WORDS=(triage evaluate saddle_n); COMP_CWORD=2; _triage; echo "${COMPREPLY[@]}"\n'
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout == "saddle_numbness\n"

    @pytest.mark.parametrize("shell", ["zsh", "fish"])
    def test_other_shells_get_a_script_of_their_own(self, run, shell):
        """With every command in it."""
        out = run("completion", shell)[1]
        for command in ("evaluate", "ask", "findings", "diff"):
            assert command in out
