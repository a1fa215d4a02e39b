"""
A pack with everything that asking needs: gates, panels, a question below another, what an app supplies, whole people.

`tests/packs/questionnaire/` is laid over a copy of the sample pack. That what it says is checked is shown by `tests/bad_rules/`.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from attrs import evolve

from triage import Outcome, RuleError, RuleSet, evaluate, load_rules
from triage.cli import main
from triage.model.conditions import All, Bound, Operator, Present
from triage.model.extract import decisions_from
from triage.model.findings import Finding
from triage.model.outcome import NONE_FOUND, OUTCOMES
from triage.model.rules import Content, Line, Pack, Panel, Rule
from triage.model.words import Accepted, Vignette
from triage.packs.bundle import decisions_of, document_of, rule_set_from

TESTS = Path(__file__).parent.parent
NOW, TODAY, STOP, AT_ONCE = map(Outcome.parse, ("emergency now", "seek-care today", "stop now", "emergency at-once"))


@pytest.fixture
def pack(tmp_path):
    """The folder of the pack, in a copy that a test may break."""
    folder = Path(shutil.copytree(TESTS / "sample", tmp_path / "pack"))
    shutil.copytree(TESTS / "packs" / "questionnaire", folder, dirs_exist_ok=True)
    return folder


@pytest.fixture
def rules(pack):
    """Its rules."""
    return load_rules(pack)


def edit(pack, file, before, after):
    """Change some words of a file, which must be there once."""
    text = (pack / file).read_text("utf-8")
    assert text.count(before) == 1
    (pack / file).write_text(text.replace(before, after), "utf-8")


def told(pack, **options):
    """The problems of a pack, with paths relative to it."""
    with pytest.raises(RuleError) as caught:
        load_rules(pack, **options)
    return [str(problem).replace(f"{pack}/", "", 1) for problem in caught.value.problems]


class TestSound:
    """What a questionnaire may say is taken, and stands in the rule set as the files say it."""

    def test_it_is_checked_proved_and_built_in_silence(self, pack, capsys, tmp_path):
        """By each command that an author runs."""
        assert main(["check", str(pack)]) == 0
        assert main(["verify", str(pack)]) == 0
        assert main(["build", str(pack), "--to", str(tmp_path)]) == 0
        assert main(["build", str(pack), "--to", str(tmp_path), "--check"]) == 0
        assert capsys.readouterr().err == ""

    def test_marks_of_findings_are_read(self, rules):
        """Whom it is asked of, what may close a critical one, what an app supplies, and which option says none of these."""
        findings = rules.findings
        assert findings["blisters"].asked_if == Present("rash")
        assert findings["pregnant"].asked_if == All((Bound("age_years", Operator.AT_LEAST, 12), Bound("age_years", Operator.AT_MOST, 55)))
        assert findings["rash"].asked_if is None
        assert [name for name, each in findings.items() if each.gate] == ["age_years"]
        assert findings["shakes_counted"].asked_of == "app"
        assert [name for name, each in findings.items() if not each.is_asked] == ["lab_count", "shakes_counted"]
        assert findings["colour"].none_of_these == "pale"

    def test_panels_stand_in_the_order_of_the_file(self, rules):
        """With their lines, their words, and the panel on whose screen one appears."""
        panels = rules.panels
        assert [(panel.id, panel.kind, panel.below, len(panel.lines)) for panel in panels] == [
            ("skin", "each", "", 1),
            ("rash", "each", "skin", 2),
            ("you", "each", "", 3),
            ("body", "each", "", 3),
            ("shaking", "tick", "", 1),
        ]
        assert panels[1] == Panel(
            "rash", "each", "About this rash.", (Line("blisters", "Small bubbles filled with water"), Line("colour", "Its colour")), "skin"
        )

    def test_a_gate_may_stand_below_what_it_closes_on_one_screen(self, rules):
        """A gate stands on an earlier panel or the same one, wherever on it."""
        names = [line.finding for line in rules.panels[2].lines]
        assert names.index("crying") < names.index("age_years")

    def test_a_pack_may_leave_panels_out(self, pack):
        """Each of its questions is then a screen of its own; a pack has all its lines or none."""
        (pack / "panels.yaml").unlink()
        alone = load_rules(pack)
        assert alone.content.panels == ()
        assert [[line.finding for line in panel.lines] for panel in alone.panels] == [
            [name] for name, finding in alone.findings.items() if finding.is_asked
        ]

    def test_what_is_expected_of_a_person_is_an_outcome_or_a_span(self, rules):
        """Exactly one, at least one, at most one, or from one to another."""
        spans = {each.name: (each.at_least, each.at_most) for each in rules.content.vignettes}
        assert spans == {
            "a rash that itches, and nothing else": (NONE_FOUND, NONE_FOUND),
            "nothing was asked": (NONE_FOUND, NONE_FOUND),
            "a rash with a fever": (NOW, OUTCOMES[-1]),
            "a rash, and not sure of the temperature": (STOP, TODAY),
            "a child with a rash that cries": (AT_ONCE, AT_ONCE),
        }
        assert rules.content.vignettes[0].because == "Nobody with this should be sent anywhere."
        for each in rules.content.vignettes:
            assert each.at_least <= evaluate(dict(each.given), rules=rules).outcome <= each.at_most

    def test_what_is_accepted_is_read(self, rules):
        """By rule and findings, with the reason."""
        because = "An app may know of the pregnancy from a record."
        assert rules.content.accepted == (Accepted("sample-child", ("crying", "pregnant"), because),)


class TestBuilt:
    """What is built says the same as the files."""

    def test_the_whole_reads_back_the_same(self, rules):
        """Through JSON, every part of it, with the same digest."""
        again = rule_set_from(json.loads(json.dumps(document_of(rules))))
        assert again.content == rules.content
        assert again.digest == rules.digest

    def test_the_extract_asks_the_same_and_holds_nothing_that_only_people_read(self, rules):
        """The panels and gates are in it; whole people, accepted terms and reviews are not, nor a word of a question."""
        document = json.loads(json.dumps(decisions_of(rules)))
        assert {"vignettes", "accepted", "reviews", "figures", "sources"}.isdisjoint(document)
        assert "What colour is it?" not in json.dumps(document)
        extract = RuleSet(rules.stamp, decisions_from(document))
        assert extract.panels == rules.panels
        for given in ({}, {"rash": True}, {"rash": False, "age_years": 30}, {"age_years": "unsure", "shakes_counted": 12}):
            one, other = evaluate(given, rules=extract), evaluate(given, rules=rules)
            assert (one.outcome, one.ceiling, one.complete, one.next_questions) == (
                other.outcome,
                other.ceiling,
                other.complete,
                other.next_questions,
            )
            assert [(panel.id, panel.lines) for panel in one.panels()] == [(panel.id, panel.lines) for panel in other.panels()]


class TestDigestsOfAsking:
    """The digest of a rule set covers what is asked, of whom, and whole people; reviews alone lie outside."""

    @pytest.mark.parametrize(
        ("file", "before", "after"),
        [
            ("findings/skin.yaml", "clinical: Vesicles or bullae.\n    asked_if: rash\n", "clinical: Vesicles or bullae.\n"),
            ("panels.yaml", "stem: Your skin, today.", "stem: Your skin."),
            ("panels.yaml", "      chills: Shaking with cold", "      chills: Shivering"),
            ("panels.yaml", "kind: tick", "kind: each"),
            ("panels.yaml", "    below: skin\n", ""),
            ("vignettes/plain.yaml", "Nobody with this", "No person with this"),
            ("accepted.yaml", "An app may know", "An app can know"),
        ],
    )
    def test_each_of_these_changes_it(self, pack, rules, file, before, after):
        """A bundle with another questionnaire is another bundle."""
        edit(pack, file, before, after)
        assert load_rules(pack).digest != rules.digest


class TestVignettes:
    """A whole person is held against all rules that are loaded, not only against those of their own pack."""

    def other(self, tmp_path, outcome="emergency now"):
        """A pack of one rule over its own finding, and the sample's rash."""
        folder = tmp_path / "other"
        (folder / "findings").mkdir(parents=True)
        (folder / "itch").mkdir()
        sample = TESTS / "sample"
        pack = (sample / "pack.yaml").read_text("utf-8").replace("name: sample", "name: other").replace("[skin, body]", "[itch]")
        (folder / "pack.yaml").write_text(pack.partition("notes:")[0], "utf-8")
        finding = "group: itch\ntitle: Itch\nfindings:\n  itch: {kind: flag, label: itch, question: Does it itch?, clinical: Pruritus.}\n"
        (folder / "findings" / "itch.yaml").write_text(finding, "utf-8")
        rule = (sample / "skin" / "sample-pain.yaml").read_text("utf-8").partition("cases:")[0]
        rule = (
            rule.replace("id: sample-pain", "id: sample-itch")
            .replace("Z-02", "Z-09")
            .replace("{pain_nrs: {above: 3}}", "{any: [itch, rash]}")
        )
        cases = "".join(f"  - {{name: {name}, given: {{{name}: true}}, expect: {outcome}}}\n" for name in ("itch", "rash"))
        (folder / "itch" / "sample-itch.yaml").write_text(rule.replace("stop now", outcome) + "cases:\n" + cases, "utf-8")
        return folder

    def test_a_second_pack_that_alarms_them_is_told(self, pack, tmp_path):
        """Loaded together, or onto one another: the vignette and the rule of the other pack that decided."""
        other = self.other(tmp_path)
        gets = "and gets `emergency now` from the rule `sample-itch`"
        expected = [
            f"{pack}/vignettes/plain.yaml:4:5: `a rash that itches, and nothing else` is to get `none-found` at most, {gets}",
            f"{pack}/vignettes/serious.yaml:7:5: `a rash, and not sure of the temperature` is to get `seek-care today` at most, {gets}",
        ]
        with pytest.raises(RuleError) as caught:
            load_rules(pack, other)
        assert [str(problem) for problem in caught.value.problems if problem.code == "vignette-differs"] == expected
        with pytest.raises(RuleError) as caught:
            load_rules(other, onto=load_rules(pack))
        names = ("a rash that itches, and nothing else", "a rash, and not sure of the temperature")
        paths = [problem.path for problem in caught.value.problems if problem.code == "vignette-differs"]
        assert sorted(paths) == [("vignettes", name, "expect") for name in names]

    def test_all_contradictions_come_at_once_with_the_rules_own_cases(self, pack):
        """A rule that grew too wide is told by its case and by the people whom it alarms."""
        edit(pack, "skin/sample-rash.yaml", "    - rash\n", "    - any: [rash, feverish]\n")
        lines = told(pack)
        assert any(line.startswith("skin/sample-rash.yaml:") and "`no rash` expects `silent`" in line for line in lines)
        edit(
            pack,
            "vignettes/serious.yaml",
            "given: {rash: true, feverish: true}\n    expect: {at_least: emergency now}",
            "given: {feverish: true}\n    expect: none-found",
        )
        lines = told(pack)
        assert [line.partition(": ")[0] for line in lines if "is to get" in line] == ["vignettes/serious.yaml:4:5"]
        assert any(line.startswith("skin/sample-rash.yaml:") for line in lines)

    def test_without_cases_they_are_left_out_too(self, pack):
        """Who compares rules wants to see what became of people, not the vignettes that broke."""
        edit(pack, "vignettes/plain.yaml", "expect: none-found", "expect: emergency now")
        assert told(pack)
        assert load_rules(pack, cases=False).name == "sample"

    def test_the_question_that_is_named_leads_furthest(self):
        """Not one that could bring less than the vignette asks for."""
        from triage.packs.vignettes import vignette_problems

        low, high = Finding("low", "flag"), Finding("high", "flag")
        content = Content(
            (Pack("pack", "0.1.0", "2026-11-22"),),
            (low, high),
            (),
            (Rule("low", STOP, STOP, Present("low")), Rule("high", NOW, NOW, Present("high"))),
        )
        (problem,) = vignette_problems(evolve(content, vignettes=(Vignette("nobody", (), TODAY, NOW),)))
        assert "`high` is open and could still bring it" in problem.message
        (problem,) = vignette_problems(evolve(content, vignettes=(Vignette("nobody", (("high", False),), TODAY, NOW),)))
        assert problem.message.endswith("no open question could still bring it")

    def test_an_answer_that_is_refused_is_told_alone(self):
        """Whatever the rest of them would give; nothing is said of an outcome that rests on half of their answers."""
        from triage.packs.vignettes import vignette_problems

        content = Content(
            (Pack("pack", "0.1.0", "2026-11-22"),),
            (Finding("low", "flag"),),
            (),
            (Rule("low", STOP, STOP, Present("low")),),
            vignettes=(Vignette("somebody", (("low", "yes"),), NOW, NOW),),
        )
        (problem,) = vignette_problems(content)
        assert (problem.code, problem.path) == ("bad-case", ("vignettes", "somebody", "given", "low"))

    def test_the_one_who_fires_two_rules_is_told_the_worst(self, pack):
        """The rule that decided is named, and not one that also fired."""
        edit(
            pack,
            "vignettes/serious.yaml",
            "given: {age_years: 3, rash: true, crying: true}\n    expect: emergency at-once",
            "given: {age_years: 3, rash: true, crying: true, pain_nrs: 9, feverish: true}\n    expect: stop now",
        )
        (line,) = told(pack)
        assert line == (
            "vignettes/serious.yaml:10:5: `a child with a rash that cries` is to get `stop now` at most, and gets `emergency at-once` "
            "from the rule `sample-child`"
        )
