"""Several packs together: what they share is there once, and nobody is asked about another complaint than theirs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from attrs import evolve

from triage import RuleError, RuleSet, evaluate, load_rules
from triage.cli import main
from triage.model.conditions import Any, Present
from triage.model.findings import Finding
from triage.model.rules import Line
from triage.packs.released import all_released, declared_in, objections
from triage.packs.several import opened
from triage.proof.downgrade import compare
from triage.proof.verify import verify

PACKS = Path(__file__).parent.parent / "examples" / "packs"
SHARED = ("age_years", "feverish")


@pytest.fixture(scope="module")
def headache():
    """The example pack, alone."""
    return load_rules(PACKS / "headache")


@pytest.fixture(scope="module")
def opened_back(bundled):
    """The bundled rules as they would be with a complaint of their own that opens them."""
    content = bundled.content
    gate = Finding(
        "back_complaint", "flag", group="about-you", label="back", question="Is it your back, pelvis or legs?", gate=True, context=True
    )
    (first, *rest), (pack,) = content.panels, content.packs
    content = evolve(
        content,
        packs=(evolve(pack, opens_with="back_complaint"),),
        findings=(gate, *content.findings),
        panels=(evolve(first, lines=(Line("back_complaint", "My back, pelvis or legs"), *first.lines)), *rest),
    )
    return RuleSet.of(opened(content, {each.name: [pack.name] for each in content.findings}, {pack.name: "back_complaint"}))


def lines(answers, rules):
    """Every line that is still to come for a person."""
    return {line.finding for panel in evaluate(answers, rules=rules).panels() for line in panel.lines}


def own(rules, pack):
    """The findings of one pack that another doesn't have and that open nothing."""
    groups = {group.name for group in next(each for each in rules.packs if each.name == pack).groups} - {"about-you", "infection"}
    return {finding.name for finding in rules.content.findings if finding.group in groups and not finding.gate}


class TestOpensWith:
    """``opens_with``: the complaint that opens the questions of a pack."""

    def test_alone_a_no_closes_and_anything_else_keeps_open(self, headache):
        """Not asked and unsure are no answer that could close a red flag."""
        questions = own(headache, "headache")
        assert len(questions) == 9
        assert lines({"has_headache": False}, headache).isdisjoint(questions)
        critical = {each.name for each in headache.content.findings if each.critical} & questions
        for answers in ({"has_headache": True}, {"has_headache": "unsure"}):
            assert critical <= lines(answers, headache)
        assert critical < set(evaluate({}, rules=headache).next_questions)

    def test_an_answer_that_is_given_counts_whatever_is_closed(self, headache):
        """It steers what is asked and no outcome: the rule reads the complaint itself, and an unsure one is a doubt."""
        assert str(evaluate({"has_headache": "unsure", "headache_sudden": True}, rules=headache).outcome) == "seek-care today"
        assert str(evaluate({"has_headache": True, "headache_sudden": True}, rules=headache).outcome) == "emergency now"

    def test_a_headache_is_asked_nothing_about_the_back(self, opened_back):
        """Joined with a bundled pack that has a complaint of its own; and a back nothing about the head."""
        both = load_rules(PACKS / "headache", onto=opened_back)
        back, head = own(both, "low-back-pain"), own(both, "headache")
        assert len(back) > 100
        assert "saddle_sensory_change" in back
        ache, sore = {"has_headache": True, "back_complaint": False}, {"has_headache": False, "back_complaint": True}
        assert lines(ache, both).isdisjoint(back)
        assert not lines(ache, both).isdisjoint(head)
        assert lines(sore, both).isdisjoint(head)
        assert "saddle_sensory_change" in lines(sore, both)
        saddle_and_sudden = {"saddle_sensory_change", "headache_sudden"}
        assert saddle_and_sudden <= lines({"back_complaint": "unsure", "has_headache": "unsure"}, both)
        assert saddle_and_sudden <= set(evaluate({}, rules=both).next_questions)

    def test_a_shared_question_is_asked_where_either_pack_is_opened(self, opened_back):
        """Fever belongs to both."""
        both = load_rules(PACKS / "headache", onto=opened_back)
        assert both.findings["feverish"].asked_if == Any((Present("back_complaint"), Present("has_headache")))
        assert "feverish" in lines({"has_headache": True, "back_complaint": False}, both)

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("has_headake", "unknown finding `has_headake`; did you mean `has_headache`?"),
            ("headache_sudden", "`headache_sudden` opens a pack, so it is a flag with `gate: true` that everybody is asked"),
        ],
    )
    def test_what_cant_open_a_pack_is_refused(self, tmp_path, name, message):
        """With its place."""
        shutil.copytree(PACKS / "headache", tmp_path / "headache")
        file = tmp_path / "headache" / "pack.yaml"
        file.write_text(file.read_text("utf-8").replace("opens_with: has_headache", f"opens_with: {name}"), "utf-8")
        with pytest.raises(RuleError) as refused:
            load_rules(tmp_path / "headache")
        (problem,) = refused.value.problems
        assert (problem.code, problem.message) == ("opens-with", message)
        assert problem.where.startswith(f"{file}:")


class TestShared:
    """What two packs define alike is there once; what they define differently is a fault."""

    def test_the_example_says_word_for_word_what_the_bundled_pack_says(self, headache, bundled):
        """So the two can be joined; `feverish` differs in whom it is put to, and in nothing else."""
        for name in SHARED:
            here, there = (next(each for each in rules.content.findings if each.name == name) for rules in (headache, bundled))
            assert evolve(here, asked_if=None) == there

    def test_joined_to_the_bundled_rules_nothing_of_theirs_changes(self, bundled):
        """The same findings, rules and screens, with those of the other pack after them."""
        both = load_rules(PACKS / "headache", onto=bundled)
        assert both.content.findings[: len(bundled.findings)] == bundled.content.findings
        assert both.content.rules[: len(bundled.rules)] == bundled.content.rules
        assert both.content.panels[: len(bundled.panels)] == bundled.content.panels
        assert [finding.name for finding in both.content.findings].count("feverish") == 1
        assert compare(bundled, both).lowered == ()

    def test_it_doesnt_matter_which_comes_first(self, tmp_path):
        """Two packs from their folders, in one call; and both can be proved sound."""
        other = _renamed(tmp_path)
        one, two = load_rules(PACKS / "headache", other), load_rules(other, PACKS / "headache")
        assert {each.name for each in one.content.findings} == {each.name for each in two.content.findings}
        assert one.findings["feverish"].asked_if == Any((Present("has_headache"), Present("has_migraine")))
        assert verify(one.decisions).problems == ()

    def test_what_differs_is_named_with_both_places_and_the_keys(self, tmp_path):
        """In the files, or in the rules that it is added to."""
        other = _renamed(tmp_path)
        file = other / "findings" / "infection.yaml"
        file.write_text(
            file.read_text("utf-8").replace("critical: true", "critical: false").replace("label: fever", "label: a fever"), "utf-8"
        )
        with pytest.raises(RuleError) as refused:
            load_rules(PACKS / "headache", other)
        (problem,) = refused.value.problems
        first = PACKS / "headache" / "findings" / "infection.yaml"
        assert problem.where.startswith(f"{file}:")
        assert problem.message.startswith(f"`feverish` is defined differently in {first}:")
        assert "`critical` and `label`; make them the same" in problem.message

    def test_cases_are_judged_by_the_pack_that_has_them(self, bundled):
        """Beside rules in which chills mean fever, `silent` without fever would be open; the pack alone says it is silent."""
        both = load_rules(PACKS / "headache", onto=bundled)
        case = next(each for each in both.rules["headache-fever-stiff-neck"].cases if each.name == "without feverish")
        assert case.expect == "silent"
        assert evaluate(dict(case.given), rules=both).ceiling > evaluate(dict(case.given), rules=both).outcome


class TestCheck:
    """``triage check``: several packs, on top of each other or of the bundled rules."""

    def test_packs_that_fit_together_are_checked_together(self, tmp_path, capsys):
        """And what differs between them is told."""
        other = _renamed(tmp_path)
        assert main(["check", str(PACKS / "headache"), str(other)]) == 0
        assert main(["check", str(other), "--onto", str(PACKS / "headache")]) == 0
        file = other / "findings" / "infection.yaml"
        file.write_text(file.read_text("utf-8").replace("critical: true", "critical: false"), "utf-8")
        for arguments in ([str(PACKS / "headache"), str(other)], [str(other), "--onto", str(PACKS / "headache")]):
            assert main(["check", *arguments]) == 1
            assert "`feverish` is defined differently in" in capsys.readouterr().err

    def test_what_the_bundled_rules_define_is_known_on_top_of_them(self, tmp_path, capsys):
        """And unknown without."""
        shutil.copytree(PACKS / "headache", tmp_path / "headache")
        rule = tmp_path / "headache" / "brain" / "headache-after-injury.yaml"
        rule.write_text(rule.read_text("utf-8").replace("headache_after_injury", "thoracic_pain"), "utf-8")
        arguments = ["check", str(tmp_path / "headache"), "--draft"]
        assert main(arguments) == 1
        assert "unknown finding `thoracic_pain`" in capsys.readouterr().err
        main([*arguments, "--onto"])
        assert "unknown finding" not in capsys.readouterr().err


def _renamed(folder):
    """The example under other names, but for what it shares."""
    other = folder / "migraine"
    shutil.copytree(PACKS / "headache", other)
    for file in sorted(other.rglob("*.yaml")):
        text = (
            file.read_text("utf-8")
            .replace("headache", "migraine")
            .replace("HA-0", "MI-0")
            .replace("DO19-", "DM19-")
            .replace("BE15-", "BM15-")
        )
        file.write_text(text, "utf-8")
    (other / "findings" / "headache.yaml").rename(other / "findings" / "migraine.yaml")
    for file in sorted(other.rglob("headache-*.yaml")):
        file.rename(file.with_name(file.name.replace("headache", "migraine")))
    for name in ("findings/infection.yaml", "findings/about-you.yaml", "sources.yaml"):
        shutil.copy(PACKS / "headache" / name, other / name)
    return other


class TestReleases:
    """The example was released twice, and the second gives some people less, as it says."""

    def test_the_second_is_lower_where_that_is_declared_and_nowhere_else(self, headache):
        """By the same proof as the bundled releases."""
        first, second = all_released(PACKS / "released", name="headache")
        assert second.digest == headache.digest
        found = compare(first, second)
        assert {change.rule for change in found.lowered} == {"headache-older-age"}
        declared = declared_in(PACKS / "released")
        assert list(objections(found, old=first, new=second, declared=declared)) == []
        assert len(list(objections(found, old=first, new=second, declared=evolve(declared, lowered=())))) == 1

    def test_every_slip_is_caught(self, capsys):
        """By its cases."""
        assert main(["mutants", str(PACKS / "headache")]) == 0
        assert "65 caught by cases, 0 proved to change nothing, 0 left" in capsys.readouterr().out
