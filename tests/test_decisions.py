"""
Decisions on what the rules do, each with its number.

E-01 to E-31 were taken when all rules of 0.1.0 had been written down once; those on asking stand in tests/test_questionnaire.py. 0.3.0 took
many of them again, with a reason for each that gives less (rules/released/lowered.yaml). Each test says in its docstring what is decided
now; ``gives`` is the outcome of some answers on the rules that people get.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from triage import evaluate
from triage.model.conditions import AtLeast, leaves

NONE, STOP, FORTNIGHT, WEEK = "none-found", "stop now", "seek-care fortnight", "seek-care week"
DAYS, TODAY, NOW, AT_ONCE = "seek-care days", "seek-care today", "emergency now", "emergency at-once"
YES, UNSURE = True, "unsure"


def gives(*yes, **given):
    """The outcome of some answers in words; names without a value are answered yes."""
    return str(evaluate(dict.fromkeys(yes, YES) | given).outcome)


def fires(rule, *yes, **given):
    """Whether a rule is among the reasons."""
    return rule in {firing.rule for firing in evaluate(dict.fromkeys(yes, YES) | given).fired}


LEG_PAIN = ["leg_pain_below_knee", "leg_pain_new_or_worse", "leg_pain_worse_walking", "leg_symptoms_spreading", "leg_pain_uncontrolled"]
WEAKNESS = ["foot_drop_new", "foot_drop_both", "leg_weakness_severe", "leg_weakness_worsening", "leg_paralysis_sudden"]
FEELING = ["leg_numbness_new", "leg_numbness_last_2_weeks", "leg_numbness_progressive", "bilateral_leg_sensory_change"]
SIDES = ("left", "right", "one", "both_new", "both_recent", "both_longstanding", "swaps")
# A rule that reads only the general finding, and each answer that has to count as a yes to it.
SPECIFIC = {
    "sciatica": [*[{name: YES} for name in (*LEG_PAIN, "bilateral_leg_pain")], *[{"leg_pain_side": side} for side in SIDES]],
    "new-leg-weakness": [
        *[{name: YES} for name in (*WEAKNESS, "bilateral_leg_weakness", "leg_weakness_last_2_weeks")],
        *[{"leg_weakness_progression": pace} for pace in ("hours", "days", "weeks")],
        {"leg_weakness_side": "both"},
        {"mrc_lowest": 4},
    ],
    "new-leg-numbness": [*[{name: YES} for name in FEELING], {"leg_feeling_side": "both_new"}],
}
HEADLINES = {"sciatica": STOP, "saddle_numbness": NOW, "bladder_loss": NOW, "bowel_loss": NOW, "fever": TODAY}
HEADLINES |= {"progressive_weakness": NOW}


class TestSpecificAnswers:
    """Decisions E-01, E-02, E-22, E-23 and E-24: a specific yes counts as the general yes."""

    @pytest.mark.parametrize(
        ("rule", "specific"),
        [(rule, specific) for rule, every in SPECIFIC.items() for specific in every],
        ids=lambda each: each if isinstance(each, str) else ", ".join(map(str, *each.items())),
    )
    def test_decision_e01_a_specific_answer_counts_as_the_general_one(self, rule, specific):
        """Decision E-01: each answer about a leg is leg pain, weakness or numbness, for rules that ask only for the general one."""
        assert fires(rule, **specific)

    def test_decision_e01_a_rating_is_pain(self):
        """Decision E-01: a pain rating of 1 or more is pain, whether or not back pain was asked; 0 is none."""
        assert gives("iv_drug_use", "pain_started_recently", pain_rest_nrs=1) == TODAY
        assert gives("iv_drug_use", "pain_started_recently", pain_rest_nrs=0) == NONE

    def test_decision_e01_a_doubt_implies_only_what_nobody_is_asked(self):
        """Decision E-01: a doubted foot drop is no yes to weakness, which is asked; doubted pain below the knee is doubted leg pain."""
        assert not fires("new-leg-weakness", foot_drop_new=UNSURE)
        assert fires("sciatica", leg_pain_below_knee=UNSURE)
        assert not fires("sciatica", leg_pain_below_knee=False)

    def test_decision_e01_yes_wins_and_the_conflict_is_told(self):
        """Decision E-01: a no to the general beside a yes to the specific is a conflict; the yes wins."""
        assessment = evaluate({"leg_weakness_new": False, "foot_drop_new": True, "fever": True})
        assert "new-leg-weakness" in {firing.rule for firing in assessment.fired}
        assert [each.finding for each in assessment.conflicts] == ["leg_weakness_new"]

    def test_decision_e02_rules_on_leg_signs_read_the_general_finding(self):
        """Decision E-02: the leg parts of C-07b, C-08b, F-03a and G-02b miss no specific finding."""
        assert fires("weak-pelvic-sign-with-leg-symptoms", "constipation_new", "foot_drop_new")
        assert fires("cauda-equina-risk-with-leg-sign", "told_at_risk_of_ces", "bilateral_leg_sensory_change")
        assert fires("injury-with-nerve-signs", "back_injury_recent", "foot_drop_new")
        assert gives("leg_pain_below_knee", pregnancy_state="pregnant") == WEEK

    def test_decision_e02_growing_numbness_of_somebody_at_risk_is_recent(self):
        """Decision E-02: numbness that grows from week to week has grown in the last 2 weeks; only steady numbness was lowered."""
        assert gives("told_at_risk_of_ces", "leg_numbness_last_2_weeks") == NOW
        assert gives("told_at_risk_of_ces", "leg_numbness_progressive") == NOW

    def test_decision_e22_two_dropping_feet_are_weakness_of_both_legs(self):
        """Decision E-22: foot drop on both sides has its own finding, which implies weakness of both legs."""
        assert fires("both-legs-weak", "foot_drop_both")
        assert fires("severe-weakness-or-foot-drop", "foot_drop_both")

    def test_decision_e23_metastases_of_the_spine_are_active_cancer(self):
        """Decision E-23: with pain today, with any nerve sign an emergency."""
        assert gives("spinal_metastases_known", "back_pain") == TODAY
        assert gives("spinal_metastases_known", "leg_numbness_tingling_new") == NOW

    @pytest.mark.parametrize(("word", "outcome"), HEADLINES.items(), ids=[f"decision E-24: {word}" for word in HEADLINES])
    def test_headline_words_work_as_they_stand(self, word, outcome):
        """Decision E-24: the five headline red flags are flags under the words people use, worsening weakness included."""
        assert gives(word) == outcome


class TestConditions:
    """Decisions E-03 to E-07, E-15, E-19 to E-21: what a rule reads."""

    def test_decision_e03_old_two_sided_pain_waits_while_nothing_is_new(self):
        """Decision E-03: a fortnight; today once it got worse; an emergency beside numbness or a rush to pee of the last 2 weeks."""
        assert gives(leg_pain_side="both_longstanding") == FORTNIGHT
        assert gives(leg_pain_side="both_longstanding", pain_trend="worse") == FORTNIGHT
        assert gives("leg_pain_new_or_worse", leg_pain_side="both_longstanding") == TODAY
        assert gives("leg_numbness_last_2_weeks", leg_pain_side="both_longstanding") == NOW
        assert gives("urgency_last_2_weeks", leg_pain_side="both_longstanding") == NOW

    def test_decision_e04_surgery_within_a_year_and_a_wound_are_infection_risks(self):
        """Decision E-04: with fever and new pain, surgery 365 days ago is an emergency, 366 days ago isn't; a wound needs no new pain."""
        assert gives("feverish", "pain_started_recently", days_since_spinal_surgery=365) == NOW
        assert gives("feverish", "pain_started_recently", days_since_spinal_surgery=366) == TODAY
        assert gives("feverish", days_since_spinal_surgery=365) == TODAY
        assert gives("feverish", "spinal_wound_problem") == NOW

    def test_decision_e05_newness_of_pain_is_a_question_of_its_own(self):
        """Decision E-05: with a known aneurysm, pain that is new or can't be dated is an emergency, old pain is for today."""
        assert gives("known_aaa", "back_pain") == TODAY
        assert gives("known_aaa", "back_pain", "pain_started_recently") == NOW

    def test_decision_e06_inflammatory_pain_needs_no_age_at_onset_under_45(self):
        """Decision E-06: who is 44 today was under 45 at onset, so age alone is enough; at 45 the age at onset has to be known."""
        signs = dict.fromkeys(["buttock_pain", "better_with_movement", "nsaid_relief_48h"], YES) | {"symptom_duration_days": 90}
        assert gives(age_years=44, **signs) == FORTNIGHT
        assert gives(age_years=45, **signs) == NONE
        assert gives(age_years=49, onset_age_years=44, **signs) == FORTNIGHT

    def test_decision_e07_clumsy_hands_count_less_than_unsteady_walking(self):
        """Decision E-07: weakness of a leg with unsteady walking is an emergency; with clumsy hands, unless they get worse, for today."""
        assert gives("leg_weakness_new", "gait_unsteady") == NOW
        assert gives("leg_weakness_new", "hand_clumsy") == TODAY
        assert gives("hand_clumsy") == DAYS
        assert gives("hand_clumsy", "pain_unrelieved_by_rest") == TODAY
        assert gives("hand_clumsy", "cord_symptoms_worsening") == NOW

    @pytest.mark.parametrize(
        "background",
        [["cancer_history"], ["back_injury_recent"], *([risk, "pain_unrelieved_by_rest"] for risk in ("diabetes", "alcohol_dependence"))],
        ids=lambda names: "decision E-15: " + " and ".join(names),
    )
    def test_one_numb_foot_is_for_today_and_weakness_is_an_emergency(self, background):
        """Decision E-15: past cancer, injury, and diabetes or drink with constant pain need weakness, growing numbness or a pelvic sign."""
        assert gives(*background, "leg_numbness_tingling_new") == TODAY
        assert gives(*background, "leg_weakness_new") == NOW
        assert gives(*background, "leg_numbness_progressive") == NOW

    @pytest.mark.parametrize("risk", ["diabetes", "alcohol_dependence"])
    def test_decision_e15_diabetes_and_drink_raise_nothing_beside_ordinary_pain(self, risk):
        """Decision E-15: beside ordinary pain a nerve sign gives what it gives by itself, since both numb feet by themselves."""
        for sign in ("leg_weakness_new", "leg_numbness_progressive", "leg_tingling_new"):
            assert gives(risk, "back_pain", sign) == gives("back_pain", sign) != NOW

    def test_decision_e15_active_cancer_keeps_the_wider_list(self):
        """Decision E-15: with active cancer even one newly tingling foot is an emergency."""
        assert gives("cancer_active_or_spread", "leg_numbness_tingling_new") == NOW
        assert gives("cancer_active_or_spread", "leg_tingling_new") == NOW

    def test_decision_e19_a_strain_is_no_injury(self, bundled):
        """Decision E-19: the injury question sets lifting and twisting aside; very strong pain from a strain stops the activity."""
        assert "Lifting, bending, twisting or coughing alone doesn't." in bundled.findings["back_injury_recent"].help
        assert gives("back_injury_recent") == WEEK
        assert gives("acute_injury_intense_pain") == STOP

    def test_decision_e20_one_idea_a_question(self):
        """Decision E-20: sudden and severe are asked apart and count together; a blood thinner makes more of each."""
        assert gives("pain_onset_sudden") == NONE
        assert gives("pain_severe_at_onset") == NONE
        assert gives("pain_onset_sudden", "pain_severe_at_onset") == DAYS
        assert gives("anticoagulant", "pain_onset_sudden", pain_rest_nrs=4.9) == DAYS
        assert gives("anticoagulant", "pain_onset_sudden", pain_rest_nrs=5) == TODAY
        assert gives("anticoagulant", "pain_onset_sudden", "pain_severe_at_onset") == NOW

    @pytest.mark.parametrize(
        "other",
        ["feverish", "iv_drug_use", "immunosuppressed", "cancer_history", "gait_unsteady", "bilateral_leg_pain"],
        ids=lambda name: f"decision E-21: with {name}",
    )
    def test_being_unable_to_walk(self, other):
        """Decision E-21: alone for today; an emergency with fever, infection risk, cancer, a major nerve or a cauda equina sign."""
        assert gives("unable_to_walk") == TODAY
        assert gives("unable_to_walk", other) == NOW

    def test_decision_e21_a_general_risk_is_not_enough_and_two_weak_legs_are_an_ambulance(self):
        """Decision E-21: diabetes beside it stays today; weakness of both legs beside it is an emergency at once."""
        assert gives("unable_to_walk", "diabetes") == TODAY
        assert gives("unable_to_walk", "bilateral_leg_weakness") == AT_ONCE


class TestDoubt:
    """Decisions E-08 to E-12 and E-31: what a doubt is worth."""

    @pytest.mark.parametrize("sign", ["cord_symptoms_worsening", "leg_weakness_severe", "saddle_sensory_change", "foot_drop_new"])
    def test_decision_e08_a_doubt_about_a_single_trigger_is_for_today(self, sign):
        """Decision E-08: a sign that alone is an emergency gives same-day care when it is in doubt."""
        assert gives(sign) == NOW
        assert gives(**{sign: UNSURE}) == TODAY

    def test_decision_e08_a_doubt_inside_a_combination_is_mostly_for_today(self):
        """Decision E-08: it stays an emergency for a nerve sign beside cancer, and for a germ's way to the spine beside a fever."""
        assert gives("band_like_pain", leg_weakness_new=UNSURE) == TODAY
        assert gives("feverish", leg_numbness_new=UNSURE) == TODAY
        assert gives("feverish", diabetes=UNSURE) == TODAY
        assert gives("constipation_new", leg_pain_radiating=UNSURE) == WEEK
        assert gives("cancer_history", leg_weakness_new=UNSURE) == NOW
        assert gives("feverish", iv_drug_use=UNSURE) == NOW

    def test_decision_e09_an_unsure_option_is_a_doubt_where_it_is_not_listed(self):
        """Decision E-09: not sure of the trend is never a silent no; not sure of a pregnancy counts as one where it is listed."""
        assert gives(pain_trend=UNSURE) == gives(pain_trend="worse") == FORTNIGHT
        assert gives(pregnancy_state=UNSURE) == NONE
        assert gives("leg_pain_radiating", pregnancy_state=UNSURE) == gives("leg_pain_radiating", pregnancy_state="pregnant") == WEEK

    def test_decision_e09_with_a_fever_a_doubted_pregnancy_takes_in_the_weeks_after_a_birth(self):
        """Decision E-09, and point D-64 for a clinician: an emergency, though a certain pregnancy with ordinary pain is for today."""
        assert gives("feverish", pregnancy_state="pregnant") == TODAY
        assert gives("feverish", pregnancy_state="postpartum") == NOW
        assert gives("feverish", pregnancy_state=UNSURE) == NOW

    def test_decision_e10_an_unknown_pace_is_worth_what_slow_decline_is(self):
        """Decision E-10: days by itself, today beside weakness, whose pace matters only where it is hours or days."""
        assert gives(leg_weakness_progression=UNSURE) == DAYS
        assert gives("leg_weakness_new", leg_weakness_progression=UNSURE) == TODAY
        assert gives("leg_weakness_new", leg_weakness_progression="months") == TODAY
        assert gives("leg_weakness_new", leg_weakness_progression="days") == NOW

    def test_decision_e11_an_unknown_side_needs_a_second_sign(self):
        """Decision E-11: a week by itself, today beside a leg or pelvic sign; one leg that can't be named is no doubt at all."""
        assert gives(leg_pain_side=UNSURE) == WEEK
        assert gives("leg_tingling_new", leg_pain_side=UNSURE) == TODAY
        assert gives(leg_pain_side=UNSURE, saddle_sensory_change=UNSURE) == TODAY
        assert gives(leg_pain_side="one") == STOP

    def test_decision_e11_anal_tone_is_a_trigger(self):
        """Decision E-11: a clinician who is not sure of it sends for the same day."""
        assert gives("anal_tone_reduced") == NOW
        assert gives(anal_tone_reduced=UNSURE) == TODAY

    def test_decision_e12_onset_after_the_present_age_is_told_and_lowers_nothing(self):
        """Decision E-12: it is a conflict and no error."""
        assessment = evaluate({"age_years": 30, "onset_age_years": 50, "feverish": True})
        assert str(assessment.outcome) == TODAY
        assert [each.finding for each in assessment.conflicts] == ["onset_age_years"]

    def test_decision_e31_two_doubts_are_counted_finding_by_finding(self, bundled):
        """Decision E-31: any two specific signs make the pair in doubt; with sex or two-sided leg pain in it, doubt is for today."""
        narrow, wide = (bundled.rules[name].when for name in ("two-cauda-equina-signs", "two-signs-with-sex-or-leg-pain"))
        assert isinstance(narrow, AtLeast)
        names, more = ([leaf.finding for _, leaf in leaves(each)] for each in (narrow, wide))
        assert len(names) == 9
        assert set(more) - set(names) == {"sexual_function_change", "bilateral_leg_pain"}
        for first, second in combinations(more, 2):
            assert gives(first, second) in (NOW, AT_ONCE)
            assert gives(**{first: UNSURE, second: UNSURE}) == (NOW if {first, second} <= set(names) else TODAY)
