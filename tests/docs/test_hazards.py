"""What controls the hazards of the safety case, where that is the vocabulary, what the rules give together, or the intended use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from triage import Level, Timeframe, evaluate, load_rules
from triage.packs.yaml import read_file

ROOT = Path(__file__).parents[2]
NOW, TODAY = "emergency now", "seek-care today"
# What cauda equina rules read one by one, and what each gives alone.
CAUDA_EQUINA = {
    "saddle_sensory_change": NOW,
    "bladder_retention": NOW,
    "bladder_sensation_altered": NOW,
    "bladder_incontinence_new": NOW,
    "bowel_incontinence_new": NOW,
    "bowel_sensation_lost": NOW,
    "bilateral_leg_pain": NOW,
    "bilateral_leg_sensory_change": NOW,
    "bilateral_leg_weakness": NOW,
    "bladder_voiding_change": TODAY,
    "sexual_function_change": TODAY,
}
NO_PAIN = {"back_pain": False, "thoracic_pain": False, "leg_pain_side": "neither", "leg_pain_radiating": False, "pain_rest_nrs": 0}
# Each is enough for an ambulance.
AT_ONCE = ["chest_pain", "breathless_severe", "collapse_or_faint", "shock_signs", "sepsis_signs", "stroke_signs", "leg_paralysis_sudden"]


def outcome(*names):
    """What these give when they are present and nothing else was asked."""
    return evaluate(names).outcome


class TestControls:
    """Controls that live in the vocabulary, in what the rules give together, and in the intended use, and nowhere else."""

    def test_no_answer_about_an_earlier_scan_exists(self, bundled):
        """H-11: what can't be answered can't reassure."""
        scan = re.compile(r"\b(scan(s|ned)?|MRI|CT|x-?rays?)\b", re.IGNORECASE)
        assert [each.name for each in bundled.findings.values() if scan.search(f"{each.name} {each.label} {each.question}")] == []

    def test_no_medicine_is_a_reason_to_wait(self, bundled):
        """H-10: constipation counts whatever the tablets do, and no answer about a medicine lowers an emergency."""
        assert "even if you think that your tablets cause it" in bundled.findings["constipation_new"].help
        medicine = re.compile(r"\b(tablets?|painkillers?|medicines?|blood thinner|steroids?|drugs)\b")
        names = [each.name for each in bundled.findings.values() if each.kind == "flag" and medicine.search(each.question)]
        assert len(names) > 3
        assert outcome(*names) < outcome(*names, "bladder_retention") == outcome("bladder_retention")

    def test_no_cauda_equina_question_asks_for_a_sudden_change(self, bundled):
        """H-06: it may come on over weeks."""
        asked = [f"{bundled.findings[name].question} {bundled.findings[name].help}" for name in CAUDA_EQUINA]
        assert [text for text in asked if re.search(r"sudden|all at once|overnight", text)] == []

    @pytest.mark.parametrize("name", CAUDA_EQUINA)
    def test_questions_on_bladder_bowel_and_legs_ask_for_a_change(self, bundled, name):
        """H-09 and H-27: of the last 3 months or 2 weeks, so that an old state is no alarm; who can't date a critical sign says yes."""
        finding = bundled.findings[name]
        began = re.match(r"In the last (3 months|2 weeks), .*\b(started|lost|become|has there been|been unable)\b", finding.question)
        assert began
        assert began[1] == "2 weeks" or not finding.critical or "if you can't say when it began" in finding.help

    @pytest.mark.parametrize("name", CAUDA_EQUINA)
    def test_no_cauda_equina_rule_needs_pain(self, name):
        """H-04 and H-32: each sign alone gives all it can while every pain is denied; none is left to a visit next week."""
        assert str(evaluate({name: True, **NO_PAIN}).outcome) == CAUDA_EQUINA[name]

    @pytest.mark.parametrize(
        "signs",
        [
            {"saddle_sensory_change": True},
            {"voiding_change_last_2_weeks": True},
            {"bladder_voiding_change": True, "leg_weakness_new": True},
            {"bladder_voiding_change": True, "sexual_function_change": True},
            {"saddle_sensory_change": "unsure", "bladder_sensation_altered": "unsure"},
            {"leg_pain_side": "both_new"},
            {"leg_pain_side": "left", "leg_feeling_side": "right", "leg_numbness_last_2_weeks": True},
        ],
    )
    def test_what_comes_before_control_is_lost_is_an_emergency(self, signs):
        """H-05: feeling, flow with a second sign, both legs, opposite legs, two doubts."""
        assert str(evaluate({"bladder_incontinence_new": False, "bowel_incontinence_new": False, **signs}).outcome) == NOW

    def test_an_old_steady_problem_is_no_alarm_and_its_change_is_one(self):
        """H-09: for the bladder, and for pain in both legs."""
        assert str(outcome("longstanding_sphincter_problem_unassessed")) == "seek-care fortnight"
        assert str(outcome("longstanding_sphincter_problem_unassessed", "bladder_incontinence_new")) == NOW
        sides = ("both_longstanding", "both_recent", "both_new")
        assert [str(evaluate({"leg_pain_side": side}).outcome) for side in sides] == ["seek-care fortnight", TODAY, NOW]

    def test_an_infection_of_the_spine_needs_no_fever(self):
        """H-12: a way for germs with new pain is for today; with constant disabling pain, or a weak leg, an emergency."""
        source = {"iv_drug_use": True, "feverish": False, "fever_since_pain_began": False, "back_pain": True}
        for more, expected in (
            ({"pain_started_recently": True}, TODAY),
            ({"pain_unrelieved_by_rest": True, "severe_pain_disabling": True}, NOW),
            ({"leg_weakness_new": True}, NOW),
        ):
            assert str(evaluate(source | more).outcome) == expected
            assert evaluate(more).outcome < evaluate(source | more).outcome

    def test_a_lesser_reason_is_told_beside_the_emergency(self):
        """H-21: what seems to explain the leaking stands beside it, and lowers nothing."""
        fired = [firing.rule for firing in evaluate(["urinary_infection_symptoms", "bladder_incontinence_new"]).fired]
        assert fired == ["bladder-or-bowel-control-lost", "blood-in-urine-or-burning"]

    def test_plain_people_are_not_sent_to_an_emergency_department(self, bundled):
        """H-03 and H-31: the pack says of enough whole people what they get at most, and they get no more."""
        plain = [each for each in bundled.content.vignettes if each.at_most and each.at_most.level < Level.EMERGENCY]
        assert len(plain) > 39
        assert [each.name for each in plain if evaluate(dict(each.given)).outcome > each.at_most] == []

    @pytest.mark.parametrize("name", AT_ONCE)
    def test_an_ambulance_is_for_what_a_yes_says_and_no_doubt_calls_one(self, bundled, name):
        """H-34: a doubt about one sign is for today, and no rule calls an ambulance in doubt."""
        assert str(outcome(name)) == "emergency at-once"
        assert str(evaluate({name: "unsure"}).outcome) == TODAY
        assert [rule.id for rule in bundled.rules.values() if rule.when_unsure.within is Timeframe.AT_ONCE] == []

    def test_every_name_of_the_last_release_still_counts(self, bundled):
        """H-35 and H-36: names are permanent, so no answer that an app of 0.2.0 sends is refused."""
        before = load_rules(ROOT / "rules/released/low-back-pain-0.2.0.json").findings.values()
        for finding in before:
            answer = {"flag": True, "quantity": finding.least, "choice": "unsure"}[finding.kind]
            for name in (finding.name, *finding.aliases):
                evaluate({name: answer})
        assert {each.name for each in before} <= bundled.findings.keys()

    def test_a_lowering_has_its_reason_and_its_source(self, bundled):
        """H-35: in words, with a source of the pack, which says how much of it was read."""
        declared = read_file(ROOT / "rules/released/lowered.yaml", shown="lowered.yaml").data["lowered"]
        assert len(declared) > 50
        sources = {source.id for source in bundled.content.sources}
        assert [each for each in declared if len(each["reason"].split()) < 2 or each["source"] not in sources] == []

    def test_the_saddle_question_names_places_and_everyday_acts(self, bundled):
        """H-07: genitals, back passage, buttocks, thighs; wiping and sitting; odd is enough, and so is one side. So does its line."""
        finding = bundled.findings["saddle_sensory_change"]
        line = next(line.tick for panel in bundled.panels for line in panel.lines if line.finding == finding.name)
        places = ("genitals", "back passage", "buttocks", "inner thighs", "wiping", "sitting", "odd feeling", "tingling")
        asked = f"{finding.question} {finding.help}"
        assert [word for word in places if word not in finding.question or word not in line] == []
        assert "One side is enough" in asked
        assert not re.search(r"saddle|perine|perianal", asked + line)

    def test_a_question_about_colour_says_where_to_look_on_dark_skin(self, bundled):
        """H-25: pale, blue, grey, red and bruises look different on brown and black skin; darker, and yellow eyes, show on any."""
        colour = re.compile(r"\b(paler?|bluer?|grey|red|yellow|darker|bruise)\b")
        asked = [each for each in bundled.findings.values() if each.asked_of == "person" and colour.search(each.question)]
        assert len(asked) > 5
        shown = re.compile("brown or black skin|On white skin|whites of your eyes")
        assert [each.name for each in asked if not shown.search(f"{each.question} {each.help}")] == []

    def test_what_is_not_covered_is_said_where_the_intended_use_stands(self, bundled):
        """H-22, H-27 and H-30: the neck, self-harm, people whose usual state differs, live care before a review."""
        (pack,) = bundled.packs
        excluded = " ".join(pack.not_for)
        for words in ("from the neck", "self-harm", "long-term catheter or stoma", "before a named clinician has reviewed"):
            assert words in excluded
        assert "has not been assessed as a medical device" in pack.intended_use
