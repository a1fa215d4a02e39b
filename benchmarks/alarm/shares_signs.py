"""Shares of answers about bladder, bowel, saddle, legs, nerves and the signs that can't wait, for the questions of 0.3.0."""

from __future__ import annotations

from drawing import From, Row
from sources import ASSUMED, ATLAS, BOTH_LEGS, KORSE, LEGS, NARROWER, ON_CALL, ORGANS, SAME, WIDER

__all__ = ["SIGN_ROWS"]

# The side of leg pain, of those who have any. ``same`` is the side the person is drawn for.
PAIN_SIDE = {
    "same": 0.945,
    "both_new": 0.012,
    "both_recent": 0.009,
    "both_longstanding": 0.02,
    "swaps": 0.01,
    "one": 0.003,
    "unsure": 0.001,
}
ROOT_SIDE = PAIN_SIDE | {"same": 0.938, "both_new": 0.015, "both_recent": 0.013}
CES_SIDE = {"same": 0.33, "both_new": 0.58, "both_recent": 0.05, "both_longstanding": 0.02, "swaps": 0.01, "unsure": 0.01}
# Of feeling and weakness, which lie on the side of the pain but for three in a hundred.
FEELING_SIDE = {"same": 0.90, "opposite": 0.03, "both_new": 0.03, "both_longer": 0.03, "unsure": 0.01}
FEELING_ROOT = {"same": 0.936, "opposite": 0.03, "both_new": 0.012, "both_longer": 0.012, "unsure": 0.01}
FEELING_CES = {"same": 0.46, "opposite": 0.03, "both_new": 0.46, "both_longer": 0.04, "unsure": 0.01}
WEAK_SIDE = {"same": 0.84, "opposite": 0.03, "both": 0.12, "unsure": 0.01}
WEAK_ROOT = {"same": 0.93, "opposite": 0.03, "both": 0.03, "unsure": 0.01}
WEAK_CES = {"same": 0.36, "opposite": 0.03, "both": 0.6, "unsure": 0.01}
# How fast a weak leg gets weaker: day to day is what hours and days were of the 0.15 that got worse in 0.2.0.
TEMPO = {"none": 0.575, "hours": 0.015, "days": 0.06, "weeks": 0.15, "months": 0.1, "unsure": 0.1}
TEMPO_CES = {"none": 0.2, "hours": 0.2, "days": 0.35, "weeks": 0.15, "months": 0.02, "unsure": 0.08}
# A line that began or got worse in the last two weeks.
RECENT = {"ces": From(0.95, KORSE)}

SIGN_ROWS = [
    Row("_left", 0.5, {}, ASSUMED, "the side that the leg hurts on"),
    Row("saddle_sensory_change", 0.005, {"ces": From(0.60, ON_CALL), "pregnant": 0.03}, SAME, "buttocks and inner thighs count, as before"),
    Row("bladder_retention", 0.003, {"ces": 0.2}, SAME, "any bladder trouble in 0.72 of 25; the split is assumed"),
    Row("bladder_voiding_change", 0.015, {"ces": 0.35, "older": 0.05}, SAME, "any bladder trouble in 0.72 of 25; the split is assumed"),
    Row("voiding_change_last_2_weeks", 0.4, RECENT, LEGS, "or got worse", "bladder_voiding_change"),
    Row("bladder_sensation_altered", 0.003, {"ces": 0.2}, SAME, "rare outside cauda equina syndrome"),
    Row(
        "bladder_incontinence_new",
        0.0024,
        {"ces": 0.18, "older": 0.006, "pregnant": 0.012},
        LEGS,
        "0.7 of leaks are effort, 0.9 if pregnant",
    ),
    Row("stress_leak_new", 0.0056, {"ces": 0.02, "older": 0.014, "pregnant": 0.108}, LEGS, "the other part of leaks"),
    Row("stress_leak_last_2_weeks", 0.4, RECENT, LEGS, "or got worse", "stress_leak_new"),
    Row("bladder_urgency_frequency_new", 0.03, {"ces": 0.15, "older": 0.06, "pregnant": From(0.15, LEGS)}, SAME, "the help sets it aside"),
    Row("urgency_last_2_weeks", 0.4, RECENT, LEGS, "or got worse", "bladder_urgency_frequency_new"),
    Row("bowel_incontinence_new", 0.003, {"ces": 0.25, "pregnant": 0.02}, SAME, "loose wind counts"),
    Row("bowel_sensation_lost", 0.002, {"ces": 0.3}, SAME, "rare"),
    Row("constipation_new", 0.05, {"sciatica": 0.1, "ces": 0.35, "older": 0.1, "pregnant": 0.15}, SAME, "painkillers, lying still"),
    Row("constipation_last_2_weeks", 0.4, RECENT, LEGS, "or got worse", "constipation_new"),
    Row("sexual_function_change", 0.0072, {"ces": From(0.35, SAME), "child": 0.0}, LEGS, "0.6 of before: ability or feeling, not wish"),
    Row("sexual_change_last_2_weeks", 0.4, RECENT, LEGS, "or got worse", "sexual_function_change"),
    Row("old_sphincter_problem", 0.06, {"older": 0.2, "pregnant": 0.1}, LEGS, "weak bladders"),
    Row(
        "longstanding_sphincter_problem_unassessed",
        0.6,
        {},
        ASSUMED,
        "wider: unknown cause and failed treatment too",
        "old_sphincter_problem",
    ),
    Row("told_at_risk_of_ces", 0.002, {"sciatica": 0.015, "ces": From(0.25, SAME)}, LEGS, "leaflets that everyone gets are set aside"),
    Row("ces_earlier", 0.0005, {"sciatica": 0.003, "ces": 0.03}, LEGS, "rare"),
    Row("_leg_pain", 0.12, {"sciatica": 1, "ces": 0.95, "chronic": 0.25, "older": 0.2, "cancer": 0.2}, SAME, "referred pain"),
    Row(
        "leg_pain_side",
        PAIN_SIDE,
        {"sciatica": ROOT_SIDE, "ces": From(CES_SIDE, BOTH_LEGS)},
        LEGS,
        "0.7 of two-sided pain stays",
        "_leg_pain",
    ),
    Row("bilateral_leg_pain", 0.1, {"ces": 0.6}, ASSUMED, "of those who can't say the side", "leg_pain_side=unsure"),
    Row("leg_pain_new_or_worse", 0.45, {"sciatica": 0.7, "chronic": 0.2, "ces": 0.9}, SAME, "new in a first attack", "_leg_pain"),
    Row("leg_pain_below_knee", 0.15, {"sciatica": From(0.65, ATLAS), "ces": 0.7}, SAME, "referred pain stays above it", "_leg_pain"),
    Row("leg_pain_worse_walking", 0.35, {"sciatica": 0.45, "older": 0.6}, SAME, "common in leg pain", "_leg_pain"),
    Row("leg_symptoms_spreading", 0.05, {"sciatica": 0.15, "ces": 0.4}, SAME, "uncommon", "_leg_pain"),
    Row("leg_pain_uncontrolled", 0.03, {"sciatica": 0.12, "ces": 0.4}, SAME, "uncommon without root pain", "_leg_pain"),
    Row("_numb_or_tingling", 0.05, {"sciatica": 0.45, "ces": From(0.72, ON_CALL)}, SAME, "one question in 0.2.0"),
    Row("leg_numbness_new", 0.5, {"ces": 0.85}, LEGS, "half say numb", "_numb_or_tingling"),
    Row("leg_numbness_last_2_weeks", 0.4, RECENT, LEGS, "or got worse", "leg_numbness_new"),
    Row("leg_tingling_new", 0.8, {}, LEGS, "most say tingling", "_numb_or_tingling"),
    Row(
        "leg_feeling_side",
        FEELING_SIDE,
        {"sciatica": FEELING_ROOT, "ces": FEELING_CES},
        LEGS,
        "0.6 of two-sided feeling stays",
        "_numb_or_tingling",
    ),
    Row("bilateral_leg_sensory_change", 0.1, {"ces": 0.5}, ASSUMED, "of those who can't say the side", "leg_feeling_side=unsure"),
    Row("leg_numbness_progressive", 0.08, {"sciatica": 0.12, "ces": 0.5}, SAME, "uncommon", "_numb_or_tingling"),
    Row(
        "leg_weakness_new",
        0.02,
        {"sciatica": 0.15, "ces": From(0.68, ON_CALL), "older": 0.05},
        SAME,
        "pain that holds a leg back isn't meant",
    ),
    Row("leg_weakness_progression", TEMPO, {"ces": TEMPO_CES}, NARROWER, "0.15 got worse in 0.2.0, half by the day", "leg_weakness_new"),
    Row("leg_weakness_worsening", 1.0, {}, NARROWER, "day to day", "leg_weakness_progression=hours/days"),
    Row("leg_weakness_last_2_weeks", 0.4, RECENT, LEGS, "or got worse", "leg_weakness_new"),
    Row(
        "leg_weakness_severe",
        0.05,
        {"sciatica": 0.07, "ces": From(0.4, SAME)},
        LEGS,
        "0.6 of before: strength, not pain",
        "leg_weakness_new",
    ),
    Row("foot_drop_new", 0.03, {"sciatica": 0.1, "ces": 0.2}, SAME, "rare", "leg_weakness_new"),
    Row("leg_weakness_side", WEAK_SIDE, {"sciatica": WEAK_ROOT, "ces": WEAK_CES}, LEGS, "0.6 of both legs stays", "leg_weakness_new"),
    Row("bilateral_leg_weakness", 0.1, {"ces": 0.5}, ASSUMED, "of those who can't say which leg", "leg_weakness_side=unsure"),
    Row("leg_paralysis_sudden", 0.015, {"ces": 0.08}, WIDER, "0.01, 0.05 in 0.2.0; weak but moving now counts", "leg_weakness_new"),
    Row("unable_to_walk", 0.006, {"older": 0.02, "ces": 0.1, "infection": 0.1}, SAME, "too sore to stand"),
    Row("gait_unsteady", 0.012, {"older": 0.12, "ces": 0.3}, SAME, "careful walking with pain"),
    Row("hand_clumsy", 0.03, {"older": 0.06}, WIDER, "0.015 in 0.2.0; weak, numb or clumsy arms and hands now count"),
    Row("cord_symptoms_worsening", 0.075, {}, LEGS, "from day to day: half of before", "gait_unsteady|hand_clumsy"),
    Row("electric_shock_spine", 0.010, {}, SAME, "twinges"),
    Row("stroke_signs", 0.002, {"older": 0.008}, SAME, "rare"),
    Row("chest_pain", 0.004, {"older": 0.015, "pregnant": 0.01}, ORGANS, "24 hours, without sore ribs"),
    Row("breathless_severe", 0.001, {"older": 0.008, "pregnant": 0.01, "infection": 0.05}, ORGANS, "rare"),
    Row("collapse_or_faint", 0.002, {"infection": 0.03, "pregnant": 0.01}, ORGANS, "24 hours, without near-fainting"),
    Row("shock_signs", 0.002, {"infection": 0.1}, ORGANS, "24 hours"),
    Row("abdominal_pain_severe", 0.004, {"pregnant": 0.015}, ORGANS, "0.003 there; groin and testicle came in since"),
    Row("tearing_pain", 0.005, {"sciatica": 0.01, "older": 0.015}, ORGANS, "a pulled muscle is set aside"),
    Row("chest_pain_earlier", 0.008, {"older": 0.03}, ORGANS, "what comes and goes"),
    Row("breathless", 0.008, {"older": 0.05, "pregnant": 0.15}, ORGANS, "pregnancy does that"),
    Row("near_faint", 0.005, {"older": 0.015, "infection": 0.05, "pregnant": 0.03}, ORGANS, "not on standing up"),
    Row("arm_or_jaw_pain", 0.02, {"older": 0.03}, ORGANS, "necks"),
    Row("sick_with_pain", 0.02, {"sciatica": 0.05, "infection": 0.2, "pregnant": 0.1}, ORGANS, "tablets do that"),
    Row("cold_pale_leg", 0.002, {"older": 0.005}, SAME, "rare"),
    Row("calf_swelling", 0.006, {"older": 0.02, "pregnant": 0.04}, ORGANS, "a sore calf is set aside"),
    Row("calf_pain_new", 0.010, {"older": 0.02, "pregnant": 0.03}, ORGANS, "cramps"),
    Row("clot_risk", 0.06, {"older": 0.15, "cancer": 0.3}, ORGANS, "operations, trips, the pill"),
]
