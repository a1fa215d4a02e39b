"""
Decisions on what the rules do, each with its number.

They were taken when all rules had been written down once and tried on a hundred thousand changes of answers. Each test says in its
docstring what was decided; ``gives`` is the outcome of some answers on the rules that people get.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from triage import SymptomError, evaluate
from triage.model.conditions import AtLeast, Bound, leaves

NONE, STOP, FORTNIGHT, DAYS, TODAY, NOW = (
    "none-found",
    "stop now",
    "seek-care fortnight",
    "seek-care days",
    "seek-care today",
    "emergency now",
)
YES, UNSURE = True, "unsure"


def gives(*yes, **given):
    """The outcome of some answers in words; names without a value are answered yes."""
    return str(evaluate(dict.fromkeys(yes, YES) | given).outcome)


def fires(rule, *yes, **given):
    """Whether a rule is among the reasons."""
    return rule in {firing.rule for firing in evaluate(dict.fromkeys(yes, YES) | given).fired}


LEG_PAIN = ["leg_pain_below_knee", "leg_pain_new_or_worse", "leg_pain_worse_walking", "leg_symptoms_spreading", "leg_pain_uncontrolled"]
WEAKNESS = ["foot_drop_new", "foot_drop_both", "leg_weakness_severe", "leg_weakness_worsening", "leg_paralysis_sudden"]
FEELING = ["leg_numbness_progressive", "bilateral_leg_sensory_change"]
SPECIFIC = [
    *[{name: YES} for name in (*LEG_PAIN, *WEAKNESS, *FEELING, "bilateral_leg_pain", "bilateral_leg_weakness")],
    *[{"leg_pain_side": side} for side in ("left", "right", "both_new", "both_longstanding", "swaps")],
    *[{"leg_weakness_progression": pace} for pace in ("hours", "days", "weeks")],
    {"mrc_lowest": 4},
]
HEADLINES = {"sciatica": STOP, "saddle_numbness": NOW, "bladder_loss": NOW, "bowel_loss": NOW, "fever": TODAY}
HEADLINES |= {"progressive_weakness": NOW}


class TestSpecificAnswers:
    """Decisions E-01, E-02, E-22, E-23 and E-24: a specific yes counts as the general yes."""

    @pytest.mark.parametrize("specific", SPECIFIC, ids=lambda given: "decision E-01: " + ", ".join(map(str, *given.items())))
    def test_a_specific_answer_counts_as_the_general_one(self, specific):
        """Decision E-01: each answer about a leg is leg pain, weakness or numbness, for rules that ask only for the general one."""
        assert fires("bladder-or-bowel-change-with-leg-symptoms", "constipation_new", **specific)

    def test_decision_e01_a_rating_is_pain(self):
        """Decision E-01: a pain rating of 1 or more is pain, whether or not back pain was asked."""
        assert gives("iv_drug_use", pain_rest_nrs=1) == TODAY
        assert gives("iv_drug_use", pain_rest_nrs=0) == NONE

    def test_decision_e01_a_doubt_implies_nothing(self):
        """Decision E-01: only a yes implies, so not being sure of the specific sign is no yes to the general one."""
        assert not fires("bladder-or-bowel-change-with-leg-symptoms", "constipation_new", leg_pain_below_knee=UNSURE)

    def test_decision_e01_yes_wins_and_the_conflict_is_told(self):
        """Decision E-01: a no to the general beside a yes to the specific is a conflict; the yes wins."""
        assessment = evaluate({"leg_weakness_new": False, "foot_drop_new": True, "fever": True})
        assert "new-leg-weakness" in {firing.rule for firing in assessment.fired}
        assert [each.finding for each in assessment.conflicts] == ["leg_weakness_new"]

    def test_decision_e02_rules_on_leg_signs_read_the_general_finding(self):
        """Decision E-02: the leg parts of C-07, C-08, G-02 and T-11 miss no specific finding."""
        assert gives("constipation_new", "foot_drop_new", "leg_pain_below_knee") == NOW
        assert fires("cauda-equina-risk-with-change", "told_at_risk_of_ces", "leg_numbness_progressive")
        assert gives("leg_pain_below_knee", pregnancy_state="pregnant") == TODAY
        assert fires("unstable-spondylolisthesis-with-pain", "unstable_spondylolisthesis", "leg_pain_below_knee")

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

    def test_decision_e03_a_change_of_old_two_sided_pain_is_an_emergency(self):
        """Decision E-03: old pain in both legs waits a fortnight only while it stays the same."""
        assert gives(leg_pain_side="both_longstanding") == FORTNIGHT
        assert gives("leg_pain_new_or_worse", leg_pain_side="both_longstanding") == NOW
        assert gives(leg_pain_side="both_longstanding", pain_trend="worse") == NOW

    def test_decision_e04_surgery_within_a_year_and_a_wound_are_infection_risks(self):
        """Decision E-04: with a fever, surgery 365 days ago or a wound problem is an emergency, surgery 366 days ago isn't."""
        assert gives("feverish", days_since_spinal_surgery=365) == NOW
        assert gives("feverish", days_since_spinal_surgery=366) == TODAY
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

    def test_decision_e07_clumsy_hands_count_like_unsteady_walking(self):
        """Decision E-07: weakness of a leg with either is an emergency."""
        assert gives("leg_weakness_new", "hand_clumsy") == NOW
        assert gives("leg_weakness_new", "gait_unsteady") == NOW

    @pytest.mark.parametrize(
        "background",
        [["cancer_history"], ["back_injury_recent"], ["diabetes", "back_pain"], ["alcohol_dependence", "back_pain"]],
        ids=lambda names: "decision E-15: " + " and ".join(names),
    )
    def test_one_tingling_foot_is_for_today_and_weakness_is_an_emergency(self, background):
        """Decision E-15: past cancer, injury, diabetes and drink need weakness, spreading or two-sided signs, or a bladder sign."""
        assert gives(*background, "leg_numbness_tingling_new") == TODAY
        assert gives(*background, "leg_weakness_new") == NOW
        assert gives(*background, "leg_numbness_progressive") == NOW

    def test_decision_e15_active_cancer_keeps_the_wider_list(self):
        """Decision E-15: with active cancer even one newly tingling foot is an emergency."""
        assert gives("cancer_active_or_spread", "leg_numbness_tingling_new") == NOW

    def test_decision_e19_a_strain_is_no_injury(self, bundled):
        """Decision E-19: the injury question sets lifting and twisting aside; very strong pain from a strain stops the activity."""
        assert "alone doesn't count" in bundled.findings["back_injury_recent"].question
        assert gives("back_injury_recent") == DAYS
        assert gives("acute_injury_intense_pain") == STOP

    def test_decision_e20_one_idea_a_question(self):
        """Decision E-20: sudden and severe are asked apart and count together; with a blood thinner sudden alone is enough."""
        assert gives("pain_onset_sudden") == NONE
        assert gives("pain_severe_at_onset") == NONE
        assert gives("pain_onset_sudden", "pain_severe_at_onset") == TODAY
        assert gives("anticoagulant", "pain_onset_sudden") == NOW

    @pytest.mark.parametrize(
        "other",
        ["feverish", "diabetes", "cancer_history", "gait_unsteady", "bilateral_leg_pain"],
        ids=lambda name: f"decision E-21: with {name}",
    )
    def test_being_unable_to_walk(self, other):
        """Decision E-21: alone for today; an emergency with fever, infection risk, cancer, a major nerve or a cauda equina sign."""
        assert gives("unable_to_walk") == TODAY
        assert gives("unable_to_walk", other) == NOW


class TestDoubt:
    """Decisions E-08 to E-12 and E-31: what a doubt is worth."""

    def test_decision_e08_a_doubt_about_a_single_trigger_is_for_today(self):
        """Decision E-08: a sign that alone is an emergency gives same-day care when it is in doubt."""
        assert gives(cord_symptoms_worsening=UNSURE) == TODAY
        assert gives(leg_weakness_severe=UNSURE) == TODAY

    def test_decision_e08_a_doubt_inside_a_combination_counts_as_yes(self):
        """Decision E-08: but where both parts are weak, as in C-07, a doubt gives same-day care."""
        assert gives("electric_shock_spine", bilateral_leg_pain=UNSURE) == NOW
        assert gives("feverish", diabetes=UNSURE) == NOW
        assert gives("constipation_new", leg_pain_radiating=UNSURE) == TODAY

    def test_decision_e09_an_unsure_option_counts_only_where_it_is_listed(self):
        """Decision E-09: not sure of the trend raises nothing; not sure of a pregnancy counts with fever and with leg pain."""
        assert gives(pain_trend=UNSURE) == NONE
        assert gives(pregnancy_state=UNSURE) == NONE
        assert gives("feverish", pregnancy_state=UNSURE) == NOW
        assert gives("leg_pain_radiating", pregnancy_state=UNSURE) == TODAY

    def test_decision_e10_an_unknown_pace_needs_weakness(self):
        """Decision E-10: not knowing the pace is an emergency only beside weakness; settling it as slow is a changed answer."""
        assert gives(leg_weakness_progression=UNSURE) == NONE
        assert gives("leg_weakness_new", leg_weakness_progression=UNSURE) == NOW
        assert gives("leg_weakness_new", leg_weakness_progression="months") == TODAY

    def test_decision_e11_an_unknown_side_is_counted_once(self):
        """Decision E-11: it gives same-day care by a rule of its own and is no second doubt; anal tone is a trigger."""
        assert gives(leg_pain_side=UNSURE) == TODAY
        assert gives(leg_pain_side=UNSURE, saddle_sensory_change=UNSURE) == TODAY
        assert gives(anal_tone_reduced=UNSURE) == TODAY
        assert gives("anal_tone_reduced") == NOW

    def test_decision_e12_onset_after_the_present_age_is_told_and_lowers_nothing(self):
        """Decision E-12: it is a conflict and no error."""
        assessment = evaluate({"age_years": 30, "onset_age_years": 50, "feverish": True})
        assert str(assessment.outcome) == TODAY
        assert [each.finding for each in assessment.conflicts] == ["onset_age_years"]

    def test_decision_e31_two_doubts_are_counted_finding_by_finding(self, bundled):
        """Decision E-31: any two cauda equina findings make the pair, and slow decline is months alone."""
        condition = bundled.rules["two-cauda-equina-signs"].when
        assert isinstance(condition, AtLeast)
        names = [leaf.finding for _, leaf in leaves(condition)]
        assert len(names) == 11
        for first, second in combinations(names, 2):
            assert gives(**{first: UNSURE, second: UNSURE}) == NOW
        assert gives(leg_weakness_progression="months") == DAYS


class TestAsking:
    """Decisions E-13, E-14, E-16 to E-18 and E-25 to E-29: questions, reasons and numbers."""

    def test_decision_e13_the_sexual_question_may_be_skipped(self, bundled):
        """Decision E-13: it isn't critical, so who declines can still be complete."""
        assert not bundled.findings["sexual_function_change"].critical
        assert gives("sexual_function_change") == NOW

    def test_decision_e14_people_never_operated_have_a_right_answer(self, bundled):
        """Decision E-14: the question asks for surgery and missing leave in one, so that no is true for everybody else."""
        assert bundled.findings["no_clearance_after_surgery"].question.startswith("Have you had back surgery and not yet")
        assert gives(no_clearance_after_surgery=False, days_since_spinal_surgery=36500) == NONE
        assert gives("no_clearance_after_surgery") == STOP

    def test_decision_e16_a_rule_that_never_decides_is_still_a_reason(self):
        """Decision E-16: U-01, X-01c, T-06 and T-11 are always outranked, and the person is told them all the same."""
        assert fires("fever-with-urinary-symptoms", "feverish", "blood_in_urine")
        assert fires("spreading-leg-symptoms-after-four-weeks", "leg_symptoms_spreading", self_care_weeks=4)
        assert fires("severe-stenosis-with-walking-pain", "known_severe_stenosis", "pain_worse_walking")
        assert fires("unstable-spondylolisthesis-with-pain", "unstable_spondylolisthesis", "leg_pain_radiating")

    def test_decision_e17_refs_stay_and_outcomes_follow_the_conditions(self, bundled):
        """Decision E-17: T-05 and T-05a seek care in spite of their letter."""
        outcomes = {rule.ref: str(rule.outcome) for rule in bundled.rules.values()}
        assert (outcomes["T-05"], outcomes["T-05a"]) == (FORTNIGHT, DAYS)

    def test_decision_e18_age_not_given_shows_in_ceiling_and_completeness(self):
        """Decision E-18: without an age the rules for children are silent, so the result is incomplete and may still rise."""
        assessment = evaluate({"back_pain": True})
        assert "age_years" in assessment.open_critical
        assert not assessment.complete
        assert str(assessment.ceiling) == NOW

    def test_decision_e25_the_fever_threshold_is_typed_once(self, bundled):
        """Decision E-25: 38.0 stands in the implication alone; rules ask for fever."""
        content = bundled.content
        conditions = [each.when for each in (*content.rules, *content.definitions)]
        typed = [leaf for condition in conditions for _, leaf in leaves(condition) if isinstance(leaf, Bound)]
        assert not [leaf for leaf in typed if leaf.finding == "temperature_c" and leaf.operator.is_lower]
        assert [str(each.leaf.value) for each in bundled.findings["temperature_c"].implies] == ["38.0"]

    def test_decision_e26_the_rise_of_pain_is_a_quantity_of_its_own(self):
        """Decision E-26: the app works out the rise; a rating before the activity is no finding."""
        assert gives(pain_rise_nrs=2) == NONE
        assert gives(pain_rise_nrs=2.5) == STOP
        with pytest.raises(SymptomError, match="unknown finding `pain_before_activity_nrs`"):
            evaluate({"pain_before_activity_nrs": 1})

    def test_decision_e27_no_leg_pain_is_an_option(self):
        """Decision E-27: somebody without leg pain has a harmless answer to which leg."""
        assert gives(leg_pain_side="neither") == NONE

    def test_decision_e28_what_only_a_clinician_knows_is_never_open(self):
        """Decision E-28: it keeps no self-check open, and counts when it is given."""
        clinical = {"anal_tone_reduced", "post_void_residual_ml", "mrc_lowest"}
        assert clinical.isdisjoint(evaluate({}).next_questions)
        assert gives(post_void_residual_ml=200) == NOW
        assert gives(post_void_residual_ml=199) == NONE
        assert gives(mrc_lowest=3) == NOW

    @pytest.mark.parametrize(("name", "value"), [("sex_at_birth", "female"), ("morning_stiffness_minutes", 720)])
    def test_decision_e29_context_is_recorded_and_raises_nothing(self, bundled, name, value):
        """Decision E-29: sex and morning stiffness are for the clinician, and no rule reads them."""
        assert bundled.findings[name].context
        assert gives(**{name: value}) == NONE
