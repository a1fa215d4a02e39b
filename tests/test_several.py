"""Several packs together: what they share is there once, and nobody is asked about another complaint than theirs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from attrs import evolve

import triage
from triage import RuleError, common_rules, evaluate, load_rules
from triage.cli import main
from triage.model.conditions import Any, Present
from triage.model.ownership import owned
from triage.packs.released import all_released, declared_in, objections, write_released
from triage.packs.several import joined
from triage.proof.downgrade import compare
from triage.proof.verify import verify

PACKS = Path(__file__).parent.parent / "examples" / "packs"
SHARED = ("age_years", "feverish")


@pytest.fixture(scope="module")
def headache():
    """The example pack, alone."""
    return load_rules(PACKS / "headache")


@pytest.fixture(scope="module")
def by_complaint(bundled):
    """The bundled rules as released and the example beside them, each opened by its complaint."""
    return load_rules(PACKS / "headache", PACKS / "complaints", onto=bundled)


@pytest.fixture(scope="module")
def both(bundled):
    """The example on top of the bundled rules."""
    return load_rules(PACKS / "headache", onto=bundled)


def lines(answers, rules):
    """Every line that is still to come for a person."""
    return {line.finding for panel in evaluate(answers, rules=rules).panels() for line in panel.lines}


def own(rules, pack):
    """The findings of one pack that another doesn't have and that open nothing."""
    names = {each.name: {*each.findings} for each in owned(rules.content).packs}
    others = {name for other, found in names.items() if other != pack for name in found}
    return {name for name in names[pack] - others if not rules.findings[name].gate}


class TestOpensWith:
    """``opens_with``: the complaint that opens the questions of a pack."""

    def test_alone_a_no_closes_and_anything_else_keeps_open(self, headache):
        """Not asked and unsure are no answer that could close a red flag."""
        questions = own(headache, "headache")
        assert len(questions) == 10
        assert lines({"has_headache": False}, headache).isdisjoint(questions)
        critical = {each.name for each in headache.content.findings if each.critical} & questions
        for answers in ({"has_headache": True}, {"has_headache": "unsure"}):
            assert critical <= lines(answers, headache)
        assert critical < set(evaluate({}, rules=headache).next_questions)

    def test_an_answer_that_is_given_counts_whatever_is_closed(self, headache):
        """It steers what is asked and no outcome: the rule reads the complaint itself, and an unsure one is a doubt."""
        assert str(evaluate({"has_headache": "unsure", "headache_sudden": True}, rules=headache).outcome) == "seek-care today"
        assert str(evaluate({"has_headache": True, "headache_sudden": True}, rules=headache).outcome) == "emergency now"

    def test_a_headache_is_asked_nothing_about_the_back(self, by_complaint):
        """Beside the bundled rules as they were released; and a back nothing about the head."""
        back, head = own(by_complaint, "low-back-pain"), own(by_complaint, "headache")
        assert len(back) > 100
        assert {"saddle_sensory_change", "rigors"} <= back
        ache, sore = {"has_headache": True, "back_complaint": False}, {"has_headache": False, "back_complaint": True}
        for age in ({}, {"age_years": 40, "sex_at_birth": "female", "pregnancy_state": "pregnant"}):
            assert lines(ache | age, by_complaint).isdisjoint(back)
            assert set(evaluate(ache | age, rules=by_complaint).next_questions).isdisjoint(back)
        assert not lines(ache, by_complaint).isdisjoint(head)
        assert lines(sore, by_complaint).isdisjoint(head)
        assert "saddle_sensory_change" in lines(sore, by_complaint)

    def test_not_asked_and_unsure_keep_both_open(self, by_complaint):
        """Only a no closes."""
        saddle_and_sudden = {"saddle_sensory_change", "headache_sudden"}
        assert saddle_and_sudden <= lines({"back_complaint": "unsure", "has_headache": "unsure"}, by_complaint)
        assert saddle_and_sudden <= set(evaluate({}, rules=by_complaint).next_questions)

    def test_opening_them_changes_no_outcome(self, by_complaint):
        """An answer that is given counts, whatever the complaint."""
        assert str(evaluate({"back_complaint": False, "saddle_numbness": True}, rules=by_complaint).outcome) == "emergency now"

    def test_a_shared_question_is_asked_where_either_pack_is_opened(self, by_complaint):
        """Fever belongs to both."""
        assert by_complaint.findings["feverish"].asked_if == Any((Present("back_complaint"), Present("has_headache")))
        assert "feverish" in lines({"has_headache": True, "back_complaint": False}, by_complaint)

    def test_built_files_join_as_their_folders_do(self, by_complaint, headache, bundled):
        """Though each was opened by itself before."""
        assert load_rules(PACKS / "complaints", onto=joined(bundled, headache)) == by_complaint
        assert load_rules(PACKS / "headache", onto=bundled) == joined(bundled, headache)

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("low-back-pane: back_complaint", "no pack `low-back-pane` is loaded beside this one; did you mean `low-back-pain`?"),
            ("low-back-pain: back_complain", "unknown finding `back_complain`; did you mean `back_complaint`?"),
            ("headache: back_complaint", "`headache` says itself what opens it"),
        ],
    )
    def test_another_pack_is_opened_only_as_it_can_be(self, tmp_path, bundled, line, message):
        """With the place of the fault."""
        shutil.copytree(PACKS / "complaints", tmp_path / "complaints")
        file = tmp_path / "complaints" / "pack.yaml"
        file.write_text(file.read_text("utf-8").replace("low-back-pain: back_complaint", line), "utf-8")
        with pytest.raises(RuleError) as refused:
            load_rules(tmp_path / "complaints", PACKS / "headache", onto=bundled)
        (problem,) = refused.value.problems
        assert (problem.code, problem.message) == ("opens-with", message)
        assert problem.where == f"{file}:11:3"

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


class TestAdvice:
    """Advice and closing words of several packs: of those that fired, once."""

    def test_only_the_pack_that_fired_speaks(self, both, bundled, headache):
        """Of the other there is neither what to do, nor a note, nor what to watch for."""
        advice = evaluate({"has_headache": True, "headache_sudden": True}, rules=both).advice
        assert (advice.say, advice.safety_net) == ("Go to emergency care now.", headache.packs[0].safety_net)
        advice = evaluate({"back_pain": True, "saddle_numbness": True, "has_headache": False}, rules=both).advice
        assert advice == evaluate({"back_pain": True, "saddle_numbness": True}).advice
        assert advice.safety_net == bundled.packs[0].safety_net

    def test_what_to_do_is_said_by_the_pack_that_gave_the_outcome(self, both, bundled, headache):
        """Both fired, one of them less urgently: each says what to watch for."""
        answers = {"has_headache": True, "headache_sudden": True, "back_pain": True, "feverish": True}
        assessment = evaluate(answers, rules=both)
        packs = {firing.rule in headache.rules: firing.outcome for firing in reversed(assessment.fired)}
        assert packs[False] < packs[True] == assessment.outcome
        assert assessment.advice.say == "Go to emergency care now."
        assert assessment.advice.safety_net == f"{bundled.packs[0].safety_net}\n\n{headache.packs[0].safety_net}"

    def test_a_sentence_that_two_packs_say_is_said_once(self, tmp_path):
        """Word for word the same in both."""
        both = load_rules(PACKS / "headache", _renamed(tmp_path))
        answers = {"has_headache": True, "headache_sudden": True, "has_migraine": True, "migraine_sudden": True}
        assert evaluate(answers, rules=both).advice.say == "Go to emergency care now."

    def test_where_nothing_fired_each_pack_speaks_but_those_whose_complaint_isnt_there(self, both, bundled, headache):
        """Not asked is no reason to be silent."""
        nets = [pack.safety_net for pack in (bundled.packs[0], headache.packs[0])]
        assert evaluate({}, rules=both).advice.safety_net == "\n\n".join(nets)
        said = evaluate({"has_headache": False}, rules=both).advice
        assert said.safety_net == nets[0]
        assert headache.packs[0].incomplete not in said.notes

    def test_open_questions_of_a_pack_that_didnt_fire_are_told(self, both, bundled):
        """Otherwise what fired would hide them."""
        answers = {"has_headache": True, "headache_new": True, "age_years": 70}
        assessment = evaluate(answers, rules=both)
        assert {firing.rule for firing in assessment.fired} == {"headache-older-age"}
        assert bundled.packs[0].incomplete in assessment.advice.notes


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

    def test_whether_a_rule_ever_decides_is_judged_by_the_pack_that_has_it(self, tmp_path):
        """A rule of another pack that always gives more makes no fault of it, and no mark untrue."""
        head, fever = tmp_path / "headache", tmp_path / "fever"
        shutil.copytree(PACKS / "headache", head, ignore=shutil.ignore_patterns("vignettes"))
        (fever / "findings").mkdir(parents=True)
        (fever / "hot").mkdir()
        shutil.copy(head / "findings" / "infection.yaml", fever / "findings")
        (fever / "pack.yaml").write_text(
            'name: fever\ntitle: Fever\nversion: 0.1.0\ndate: "2026-11-27"\nintended_use: For the test.\nnot_for: [All else.]\n'
            "groups: [infection]\nadvice: {none-found: None., emergency at-once: Call.}\nsafety_net: Watch.\nincomplete: Open.\n",
            "utf-8",
        )
        (fever / "sources.yaml").write_text(
            'sources:\n  note:\n    ref: N1\n    title: Note.\n    reading: whole\n    evidence_read: "2026-11-27"\n', "utf-8"
        )
        (fever / "hot" / "any-fever.yaml").write_text(
            "id: any-fever\nref: FE-01\ntitle: Fever\noutcome: emergency at-once\nsuspects: [x]\nwhen: feverish\nsay: Call.\n"
            "because: For the test.\nsources: [{id: note, grade: D}]\nlimits: [Invented.]\ncases:\n"
            "  - {name: fever, given: {feverish: true}, expect: emergency at-once}\n"
            "  - {name: none, given: {feverish: false}, expect: silent}\n"
            "  - {name: not sure, given: {feverish: unsure}, expect: emergency at-once}\n",
            "utf-8",
        )
        both = load_rules(head, fever)
        assert both.rules["headache-fever-stiff-neck"].decides is None
        answers = {"has_headache": True, "feverish": True, "headache_stiff_neck": True}
        assert str(evaluate(answers, rules=load_rules(head)).outcome) == "emergency now"
        assert [str(firing.outcome) for firing in evaluate(answers, rules=both).fired] == ["emergency at-once", "emergency now"]


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


class TestCommon:
    """The `common` pack: questions and a definition for others to use."""

    def test_its_questions_are_those_of_the_bundled_rules(self, bundled):
        """Every word, code and implication; so nobody is asked twice."""
        common = common_rules().content
        assert len(common.findings) == 11
        assert not common.rules
        for kind in ("findings", "definitions"):
            theirs = {each.name: each for each in getattr(bundled.content, kind)}
            assert all(theirs[each.name] == each for each in getattr(common, kind))
        ticks = {line.finding: line.tick for panel in bundled.content.panels for line in panel.lines}
        assert all(ticks[line.finding] == line.tick for panel in common.panels for line in panel.lines)

    def test_it_is_built_from_the_files_that_come_along(self):
        """Which pass their own check, though no rule reads any question."""
        folder = Path(triage.__file__).parent / "packs" / "common"
        assert load_rules(folder) == common_rules()
        assert main(["check", str(folder)]) == 0

    def test_beside_the_bundled_rules_it_changes_nothing(self, bundled):
        """Neither what they give nor what they ask nor what they say, in whatever order the two are put together."""
        for both in (joined(bundled, common_rules()), joined(common_rules(), bundled)):
            for answers in ({}, {"back_pain": True}, {"back_pain": True, "temperature_c": 38.4, "diabetes": True}):
                with_it, without = evaluate(answers, rules=both), evaluate(answers)
                assert (with_it.outcome, with_it.ceiling, with_it.advice) == (without.outcome, without.ceiling, without.advice)
                assert {*with_it.next_questions} == {*without.next_questions}

    def test_a_pack_may_read_it_and_asks_only_about_its_complaint(self, headache):
        """Age and fever are there once, after the complaint. What neither a rule reads nor a thermometer tells isn't asked."""
        both = load_rules(PACKS / "headache", onto=common_rules())
        assert not lines({"has_headache": False}, both) & own(headache, "headache")
        asked, alone = lines({"has_headache": True}, both), lines({"has_headache": True}, headache)
        assert asked - alone == {"sex_at_birth", "rigors", "systemically_unwell"}
        assert "feverish" in alone <= asked
        assert both.panels[0].id == "headache-you"


class TestCommands:
    """Every command that takes rules takes several packs."""

    BOTH = ("--rules", str(PACKS / "headache"), "--rules", str(PACKS / "complaints"), "--onto")

    @pytest.mark.parametrize(
        ("command", "said"),
        [
            (["evaluate", "has_headache", "headache_sudden"], "emergency"),
            (["panels"], "back_complaint"),
            (["findings", "back_complaint"], "back_complaint"),
            (["rules"], "HA-09"),
            (["rule", "headache-older-age"], "HA-09"),
            (["review", "headache-older-age"], "HA-09"),
            (["schema", "symptoms"], "back_complaint"),
            (["sql"], "back_complaint"),
            (["export", "cql"], "back_complaint"),
        ],
    )
    def test_rules_may_be_given_several_times(self, command, said, capsys):
        """With `--onto` the bundled ones below them."""
        main([*command, *self.BOTH])
        assert said in capsys.readouterr().out

    @pytest.mark.parametrize("command", ["verify", "mutants", "pages", "build"])
    def test_so_may_paths(self, command, tmp_path, monkeypatch, capsys):
        """With the rules below them."""
        other = _renamed(tmp_path)
        monkeypatch.chdir(tmp_path)
        to = {"pages": ["--to", "site"], "build": ["--to", "built"]}.get(command, [])
        assert main([command, str(other), *to, "--onto", str(PACKS / "headache")]) == 0
        assert capsys.readouterr().out
        if command == "build":
            assert load_rules("built/headache+migraine.json") == load_rules(PACKS / "headache", other)


class TestJointReleases:
    """Several packs released as one rule set, under their names."""

    def test_they_are_kept_and_found_by_name(self, tmp_path, monkeypatch, capsys):
        """And the next is held against the last, whichever of the packs is newer."""
        other = _renamed(tmp_path)
        monkeypatch.chdir(tmp_path)
        both = [str(PACKS / "headache"), str(other)]
        (tmp_path / "CHANGES.md").write_text("- headache+migraine 0.2.0+0.2.0\n  **Clinical impact:** new.\n", "utf-8")
        kept = ["--released", "kept", "--changelog", "CHANGES.md"]
        assert main(["release", *both, *kept]) == 0
        assert Path("kept/headache+migraine-0.2.0+0.2.0.json").is_file()
        assert main(["diff", "0.2.0+0.2.0", *both, "--released", "kept"]) == 0
        assert main(["diff", "headache+migraine@0.2.0+0.2.0", *both, "--released", "kept"]) == 0
        rule = other / "brain" / "migraine-older-age.yaml"
        rule.write_text(rule.read_text("utf-8").replace("outcome: seek-care week", "outcome: seek-care days"), "utf-8")
        rule.write_text(rule.read_text("utf-8").replace("expect: seek-care week", "expect: seek-care days"), "utf-8")
        capsys.readouterr()
        assert main(["release", *both, *kept, "--check"]) == 1
        said = capsys.readouterr().err
        assert "version 0.2.0+0.2.0 is not above the released 0.2.0+0.2.0" in said
        file = other / "pack.yaml"
        file.write_text(file.read_text("utf-8").replace("version: 0.2.0", "version: 0.3.0"), "utf-8")
        (tmp_path / "CHANGES.md").write_text("- headache+migraine 0.2.0+0.3.0\n  **Clinical impact:** sooner.\n", "utf-8")
        assert main(["release", *both, *kept]) == 0, capsys.readouterr().err
        assert [each.version for each in all_released(Path("kept"), name="headache+migraine")] == ["0.2.0+0.2.0", "0.2.0+0.3.0"]
        assert all_released(Path("kept"), name="headache") == ()

    def test_a_lowering_is_declared_for_both_versions(self, tmp_path, monkeypatch, capsys):
        """With the version of each pack."""
        other = _renamed(tmp_path)
        monkeypatch.chdir(tmp_path)
        both = load_rules(PACKS / "headache", other)
        write_released(Path("kept"), both)
        shutil.rmtree(other / "vignettes")
        rule = other / "brain" / "migraine-older-age.yaml"
        rule.write_text(rule.read_text("utf-8").replace("seek-care week", "seek-care fortnight"), "utf-8")
        pack = other / "pack.yaml"
        words = {"version: 0.2.0": "version: 0.3.0", "  seek-care week:": "  seek-care fortnight: Soon.\n  seek-care week:"}
        for old, new in words.items():
            pack.write_text(pack.read_text("utf-8").replace(old, new), "utf-8")
        old, new = both, load_rules(PACKS / "headache", other, cases=False)
        found = compare(old, new)
        (objection,) = objections(found, old=old, new=new, declared=declared_in(Path("kept")))
        assert "declare it in lowered.yaml for 0.2.0+0.3.0" in objection
        change = found.lowered[0]
        Path("kept/lowered.yaml").write_text(
            "lowered:\n"
            f"  - version: 0.2.0+0.3.0\n    rule: {change.rule}\n    example: {json.dumps(change.example)}\n"
            f"    terms: {len(found.lowered)}\n    reason: For the test.\n    source: do-2019\n",
            "utf-8",
        )
        assert list(objections(found, old=old, new=new, declared=declared_in(Path("kept")))) == []


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
