"""
Simulated primary care patients with back pain: types, their shares, and how often each type gives each answer.

One table. Nearly all of it is assumption; what comes from a study names it. ``alarm.py`` draws people from it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

# Patient types and their shares. Serious disease is 0.9% in primary care (Henschke 2009, 1,172 people): here 0.1% cauda equina syndrome,
# 0.1% infection, about 7% of those with cancer (Downie 2013), and fractures among older people. The other shares are assumptions.
TYPES = {"plain": 0.60, "sciatica": 0.16, "chronic": 0.11, "older": 0.06, "cancer": 0.03, "pregnant": 0.02, "child": 0.018}
TYPES |= {"infection": 0.001, "ces": 0.001}
TITLES = {"plain": "plain sore back", "older": "older, thin bones", "cancer": "cancer, now or past", "ces": "cauda equina syndrome"}

ASSUMED = "assumption"


class Row(NamedTuple):
    """
    How often a finding is yes: a probability, bands ``(low, high, weight)`` of a number, or weights of options.

    ``types`` holds what differs by patient type. ``of`` names a row that has to be yes first; without it the answer is ``other`` or else
    the harmless one. A name that starts with a line is a hidden trait, not a question.
    """

    name: str
    plain: Any
    types: dict[str, Any]
    source: str
    why: str
    of: str = ""
    other: Any = None


ADULT, OLD, YOUNG = [(18, 44, 0.45), (45, 64, 0.4), (65, 80, 0.15)], [(65, 74, 0.45), (75, 92, 0.55)], [(4, 9, 0.15), (10, 17, 0.85)]
NRS, NRS_BAD = [(0, 3, 0.55), (4, 6, 0.35), (7, 10, 0.1)], [(0, 3, 0.2), (4, 6, 0.45), (7, 10, 0.35)]
WALK, WALK_BAD = [(0, 3, 0.4), (4, 6, 0.42), (7, 10, 0.18)], [(0, 3, 0.2), (4, 6, 0.45), (7, 10, 0.35)]
TREND, WORSE = {"better": 0.45, "same": 0.38, "worse": 0.12, "unsure": 0.05}, {"better": 0.1, "same": 0.3, "worse": 0.55, "unsure": 0.05}
ONE_SIDE = {"left": 0.48, "right": 0.48, "both_longstanding": 0.02, "swaps": 0.01, "unsure": 0.01}

TABLE = [
    Row("_lasting", 0.30, {"chronic": 1.0, "sciatica": 0.45, "older": 0.5, "cancer": 0.5, "ces": 0.3}, ASSUMED, "over 4 weeks"),
    Row("age_years", ADULT, {"older": OLD, "child": YOUNG, "cancer": [(40, 88, 1)], "pregnant": [(19, 42, 1)]}, ASSUMED, "adults"),
    Row("pregnancy_state", {"none": 1}, {"pregnant": {"pregnant": 0.8, "postpartum": 0.2}}, ASSUMED, "by type"),
    Row("back_pain", 0.97, {"sciatica": 0.85, "ces": 0.9}, ASSUMED, "some have leg pain only"),
    Row("thoracic_pain", 0.12, {"older": 0.3, "child": 0.25, "infection": 0.3, "sciatica": 0.04}, ASSUMED, "the waist is a vague border"),
    Row("pain_started_recently", 0.70, {"chronic": 0.3, "infection": 1, "ces": 1}, ASSUMED, "flares count as changed"),
    Row("symptom_duration_days", [(28, 365, 1)], {"chronic": [(90, 4000, 1)]}, ASSUMED, "4 weeks", "_lasting", [(1, 27, 1)]),
    Row("pain_onset_sudden", 0.35, {"chronic": 0.15, "older": 0.4}, ASSUMED, "many strains come on at once"),
    Row("pain_severe_at_onset", 0.10, {"sciatica": 0.2, "older": 0.25, "ces": 0.3}, ASSUMED, '"worst of my life" is said easily'),
    Row("pain_trend", TREND, {"infection": WORSE, "ces": WORSE}, ASSUMED, "most plain pain eases"),
    Row("pain_rest_nrs", NRS, {"sciatica": NRS_BAD, "ces": NRS_BAD, "infection": NRS_BAD}, ASSUMED, "most plain pain is mild at rest"),
    Row("pain_during_activity_nrs", WALK, {"sciatica": WALK_BAD, "chronic": WALK_BAD, "older": WALK_BAD}, ASSUMED, "seldom under 3"),
    Row("pain_rise_nrs", [(0, 2, 0.7), (3, 5, 0.25), (6, 8, 0.05)], {}, ASSUMED, "walking seldom adds much"),
    Row("severe_pain_disabling", 0.05, {"sciatica": 0.1, "ces": 0.4, "infection": 0.4}, ASSUMED, "the first bad days"),
    Row("unfamiliar_escalating_pain", 0.03, {"infection": 0.5, "ces": 0.4, "cancer": 0.08}, ASSUMED, "a first attack is unfamiliar"),
    Row("pain_unrelieved_by_rest", 0.10, {"chronic": 0.25, "infection": 0.6, "cancer": 0.15}, ASSUMED, "an ache that goes on"),
    Row("night_pain_unremitting", 0.07, {"chronic": 0.15, "infection": 0.5, "cancer": 0.12}, ASSUMED, "stricter than broken sleep"),
    Row("night_pain_disturbs_sleep", 0.44, {}, "Harding 2005", "213 of 482 in a back pain clinic, none with serious disease"),
    Row("pain_worse_straining", 0.25, {"sciatica": 0.45, "ces": 0.5}, ASSUMED, "common in strains, more so with a disc"),
    Row("saddle_sensory_change", 0.005, {"ces": 0.60, "pregnant": 0.03}, "on-call series", "25 of 334 with cauda equina; rest assumed"),
    Row("bladder_retention", 0.003, {"ces": 0.2}, "on-call series", "any bladder trouble 0.72 in 25; the split is assumed"),
    Row("bladder_voiding_change", 0.015, {"ces": 0.35, "older": 0.05}, "on-call series", "any bladder trouble 0.72 in 25; split assumed"),
    Row("bladder_sensation_altered", 0.003, {"ces": 0.2}, ASSUMED, "rare outside cauda equina syndrome"),
    Row("bladder_incontinence_new", 0.008, {"ces": 0.2, "older": 0.02, "pregnant": 0.12}, ASSUMED, "stress leakage on coughing"),
    Row("bladder_urgency_frequency_new", 0.03, {"ces": 0.15, "older": 0.06, "pregnant": 0.5}, ASSUMED, "usual in pregnancy"),
    Row("bowel_incontinence_new", 0.003, {"ces": 0.25, "pregnant": 0.02}, ASSUMED, "loose wind counts"),
    Row("bowel_sensation_lost", 0.002, {"ces": 0.3}, ASSUMED, "rare"),
    Row("constipation_new", 0.05, {"sciatica": 0.1, "ces": 0.35, "older": 0.1, "pregnant": 0.15}, ASSUMED, "painkillers, lying still"),
    Row("sexual_function_change", 0.012, {"ces": 0.35, "child": 0.0}, ASSUMED, "often skipped"),
    Row("longstanding_sphincter_problem_unassessed", 0.04, {"older": 0.12, "child": 0.0, "pregnant": 0.06}, ASSUMED, "weak bladders"),
    Row("told_at_risk_of_ces", 0.004, {"sciatica": 0.03, "ces": 0.25}, ASSUMED, "safety leaflets misread"),
    Row("leg_pain_radiating", 0.12, {"sciatica": 1, "ces": 0.95, "chronic": 0.25, "older": 0.2, "cancer": 0.2}, ASSUMED, "referred pain"),
    Row("leg_pain_side", ONE_SIDE, {}, ASSUMED, "a few swap or can't say", "leg_pain_radiating"),
    Row("bilateral_leg_pain", 0.03, {"ces": 0.63, "sciatica": 0.04}, "on-call series", "0.60 of 25; rest assumed", "leg_pain_radiating"),
    Row(
        "leg_pain_new_or_worse", 0.45, {"sciatica": 0.7, "chronic": 0.2, "ces": 0.9}, ASSUMED, "new in a first attack", "leg_pain_radiating"
    ),
    Row("leg_pain_below_knee", 0.15, {"sciatica": 0.65, "ces": 0.7}, ASSUMED, "referred pain stays above the knee", "leg_pain_radiating"),
    Row("leg_pain_worse_walking", 0.35, {"sciatica": 0.45, "older": 0.6}, ASSUMED, "common in leg pain", "leg_pain_radiating"),
    Row("leg_symptoms_spreading", 0.05, {"sciatica": 0.15, "ces": 0.4}, ASSUMED, "uncommon", "leg_pain_radiating"),
    Row("leg_pain_uncontrolled", 0.03, {"sciatica": 0.12, "ces": 0.4}, ASSUMED, "uncommon without root pain", "leg_pain_radiating"),
    Row("leg_numbness_tingling_new", 0.05, {"sciatica": 0.45, "ces": 0.72}, "on-call series", "0.72 of 25; rest assumed"),
    Row("leg_numbness_progressive", 0.08, {"sciatica": 0.12, "ces": 0.5}, ASSUMED, "uncommon", "leg_numbness_tingling_new"),
    Row("bilateral_leg_sensory_change", 0.10, {"sciatica": 0.04, "ces": 0.5}, ASSUMED, "sleepy feet", "leg_numbness_tingling_new"),
    Row("leg_weakness_new", 0.02, {"sciatica": 0.15, "ces": 0.68, "older": 0.05}, "on-call series", "0.68 of 25; rest assumed"),
    Row("leg_weakness_worsening", 0.15, {"ces": 0.6}, ASSUMED, "uncommon", "leg_weakness_new"),
    Row("leg_weakness_progression", {"hours": 0.1, "days": 0.4, "weeks": 0.5}, {}, ASSUMED, "goes with it", "leg_weakness_worsening"),
    Row("leg_weakness_severe", 0.08, {"sciatica": 0.12, "ces": 0.4}, ASSUMED, "pain stops the leg", "leg_weakness_new"),
    Row("foot_drop_new", 0.03, {"sciatica": 0.1, "ces": 0.2}, ASSUMED, "rare", "leg_weakness_new"),
    Row("bilateral_leg_weakness", 0.20, {"sciatica": 0.05, "ces": 0.6}, ASSUMED, "legs feel heavy with pain", "leg_weakness_new"),
    Row("foot_drop_both", 0.05, {}, ASSUMED, "very rare", "foot_drop_new"),
    Row("leg_paralysis_sudden", 0.01, {"ces": 0.05}, ASSUMED, "very rare", "leg_weakness_new"),
    Row("unable_to_walk", 0.006, {"older": 0.02, "ces": 0.1, "infection": 0.1}, ASSUMED, "too sore to stand"),
    Row("feverish", 0.015, {"infection": 0.20, "child": 0.04}, "pyogenic spine ED cohort", "0.197 of 61 with an abscess; rest assumed"),
    Row("temperature_c", [(38.0, 39.4, 0.6), (36.4, 37.7, 0.4)], {}, ASSUMED, "not all measure", "feverish", [(36.2, 37.4, 1)]),
    Row("rigors", 0.10, {"infection": 0.3}, ASSUMED, "with a high fever", "feverish"),
    Row("systemically_unwell", 0.015, {"infection": 0.6, "cancer": 0.05}, ASSUMED, "worn out by pain"),
    Row("sepsis_signs", 0.002, {"infection": 0.1}, ASSUMED, "rare"),
    Row("night_sweats", 0.02, {"infection": 0.3, "cancer": 0.05, "pregnant": 0.05}, ASSUMED, "menopause"),
    Row("immunosuppressed", 0.02, {"infection": 0.15, "cancer": 0.12, "older": 0.04}, ASSUMED, "treatments are common"),
    Row("hiv", 0.003, {"child": 0.0}, ASSUMED, "about as in the population"),
    Row("iv_drug_use", 0.01, {"infection": 0.2}, "pyogenic spine ED cohort", "0.803 of 61 had some risk; the split is assumed"),
    Row("recent_infection", 0.02, {"infection": 0.3}, "pyogenic spine ED cohort", "0.803 of 61 had some risk; the split is assumed"),
    Row("recent_spinal_procedure", 0.012, {"chronic": 0.05, "sciatica": 0.03, "infection": 0.12, "pregnant": 0.15}, ASSUMED, "epidurals"),
    Row("days_since_spinal_surgery", [(5, 365, 0.4), (36500, 36500, 0.6)], {}, ASSUMED, "most had a needle", "recent_spinal_procedure"),
    Row("vascular_line", 0.003, {"infection": 0.08, "cancer": 0.06}, ASSUMED, "rare"),
    Row("diabetes", 0.07, {"older": 0.18, "infection": 0.25, "child": 0.005, "pregnant": 0.05}, ASSUMED, "about as in the population"),
    Row("alcohol_dependence", 0.05, {"infection": 0.12, "child": 0.0, "pregnant": 0.005}, ASSUMED, "about as in the population"),
    Row("tb_history_or_exposure", 0.05, {}, ASSUMED, "who lived where it is common says yes"),
    Row("spinal_wound_problem", 0.003, {"infection": 0.05}, ASSUMED, "spots and boils"),
    Row("cancer_history", 0.0, {"cancer": 1}, ASSUMED, "they are a type of their own"),
    Row("cancer_active_or_spread", 0.25, {}, ASSUMED, "a quarter under treatment", "cancer_history"),
    Row("spinal_metastases_known", 0.10, {}, ASSUMED, "few", "cancer_active_or_spread"),
    Row("weight_loss_unexplained", 0.015, {"cancer": 0.08, "infection": 0.3, "older": 0.04}, ASSUMED, "looser clothes"),
    Row("band_like_pain", 0.008, {"cancer": 0.03, "older": 0.04}, ASSUMED, "muscle spasm round the waist"),
    Row("spine_lump", 0.008, {}, ASSUMED, "fatty lumps, tight muscle"),
    Row("back_shape_changed", 0.015, {"older": 0.2, "child": 0.03}, ASSUMED, "leaning over with pain; getting shorter"),
    Row("trauma_major", 0.004, {"older": 0.02, "child": 0.02}, ASSUMED, "most go to hospital instead"),
    Row("trauma_minor", 0.04, {"older": 0.15, "child": 0.12, "chronic": 0.02}, ASSUMED, "bumps are remembered after the fact"),
    Row("back_injury_recent", 0.03, {"older": 0.1, "child": 0.1, "chronic": 0.01}, ASSUMED, "lifting set aside by the question"),
    Row("acute_injury_intense_pain", 0.06, {"chronic": 0.01, "older": 0.08}, ASSUMED, "strains count here"),
    Row("osteoporosis", 0.01, {"older": 0.5, "cancer": 0.1, "child": 0.0}, ASSUMED, "younger than the older type"),
    Row("steroid_long_term", 0.012, {"older": 0.08, "cancer": 0.08, "infection": 0.1, "child": 0.002}, ASSUMED, "asthma, rheumatism"),
    Row("focal_bony_tenderness", 0.12, {"older": 0.25, "infection": 0.4}, ASSUMED, "sore muscle beside the bone is taken for bone"),
    Row("skin_bruise_over_spine", 0.008, {"older": 0.03, "child": 0.03}, ASSUMED, "rare"),
    Row("severe_central_pain_eased_lying", 0.08, {"older": 0.2, "sciatica": 0.05}, ASSUMED, "lying eases most strains"),
    Row("extension_sport_youth", 0.03, {"child": 0.35, "older": 0.005}, ASSUMED, "dance and gymnastics"),
    Row("known_aaa", 0.001, {"older": 0.01, "child": 0.0}, ASSUMED, "rare"),
    Row("abdominal_pulsation", 0.008, {"older": 0.02}, ASSUMED, "slim people feel their artery"),
    Row("tearing_pain", 0.012, {"sciatica": 0.02, "older": 0.03}, ASSUMED, "a torn muscle feels torn"),
    Row("collapse_or_faint", 0.005, {"infection": 0.05, "pregnant": 0.02}, ASSUMED, "nearly passed out with pain"),
    Row("shock_signs", 0.003, {"infection": 0.1}, ASSUMED, "sweating with pain"),
    Row("abdominal_pain_severe", 0.006, {"pregnant": 0.02}, ASSUMED, "rare beside plain pain"),
    Row("chest_pain", 0.012, {"older": 0.03}, ASSUMED, "pain from the ribs"),
    Row("breathless", 0.012, {"older": 0.05, "pregnant": 0.15}, ASSUMED, "pain on breathing in"),
    Row("vascular_risk", 0.50, {"older": 0.7, "child": 0.02, "pregnant": 0.3}, ASSUMED, "ever smoked is common"),
    Row("cold_pale_leg", 0.002, {"older": 0.005}, ASSUMED, "rare"),
    Row("calf_swelling", 0.010, {"older": 0.03, "pregnant": 0.06}, ASSUMED, "sore calves"),
    Row("vascular_claudication", 0.010, {"older": 0.07, "child": 0.0}, ASSUMED, "rare under 65"),
    Row("foot_rest_pain", 0.006, {"older": 0.03, "child": 0.0}, ASSUMED, "rare"),
    Row("foot_sore_not_healing", 0.005, {"older": 0.03}, ASSUMED, "rare"),
    Row("anticoagulant", 0.03, {"older": 0.2, "cancer": 0.12, "child": 0.002}, ASSUMED, "about as in the population"),
    Row("gait_unsteady", 0.012, {"older": 0.12, "ces": 0.3}, ASSUMED, "careful walking with pain"),
    Row("hand_clumsy", 0.015, {"older": 0.06}, ASSUMED, "hands that fall asleep"),
    Row("cord_symptoms_worsening", 0.15, {}, ASSUMED, "few of the unsteady", "gait_unsteady"),
    Row("electric_shock_spine", 0.010, {}, ASSUMED, "twinges"),
    Row("stroke_signs", 0.002, {"older": 0.008}, ASSUMED, "rare"),
    Row("onset_age_years", [(15, 34, 0.45), (35, 44, 0.25), (45, 75, 0.3)], {"child": [(4, 15, 1)]}, ASSUMED, "never above the age"),
    Row("woken_second_half_night", 0.15, {"chronic": 0.3}, ASSUMED, "early waking"),
    Row("buttock_pain", 0.25, {"sciatica": 0.6, "pregnant": 0.5}, ASSUMED, "part of most low back pain"),
    Row("better_with_movement", 0.55, {"chronic": 0.5, "sciatica": 0.4}, ASSUMED, "true of most plain pain"),
    Row("nsaid_relief_48h", 0.40, {}, ASSUMED, "true of much plain pain"),
    Row("spa_family_history", 0.02, {}, ASSUMED, "rheumatism in the family"),
    Row("arthritis_ever", 0.08, {"older": 0.25, "child": 0.01}, ASSUMED, "worn joints are counted"),
    Row("enthesitis_ever", 0.10, {"child": 0.03}, ASSUMED, "sore heels"),
    Row("psoriasis_ever", 0.03, {}, ASSUMED, "about as in the population"),
    Row("eye_inflammation_ever", 0.005, {}, ASSUMED, "rare"),
    Row("bowel_inflammation_ever", 0.012, {}, ASSUMED, "about as in the population"),
    Row("flank_pain_colicky", 0.010, {}, ASSUMED, "spasm in the side"),
    Row("urinary_infection_symptoms", 0.02, {"older": 0.05, "pregnant": 0.06}, ASSUMED, "about as in the population"),
    Row("blood_in_urine", 0.004, {"older": 0.01}, ASSUMED, "rare"),
    Row("vomiting_cannot_keep_fluids", 0.002, {"pregnant": 0.01}, ASSUMED, "rare"),
    Row("upper_tummy_pain_to_back", 0.010, {}, ASSUMED, "heartburn"),
    Row("pregnancy_warning_sign", 0.0, {"pregnant": 0.04}, ASSUMED, "by type"),
    Row("child_wont_walk_or_limps", 0.0, {"child": 0.02}, ASSUMED, "by type"),
    Row("child_night_waking_pain", 0.0, {"child": 0.08}, ASSUMED, "by type"),
    Row("child_curved_painful_spine", 0.0, {"child": 0.02}, ASSUMED, "by type"),
    Row("child_pale_bruised_unwell", 0.0, {"child": 0.03}, ASSUMED, "by type"),
    Row("self_care_weeks", [(0, 3, 0.4), (4, 26, 0.6)], {"chronic": [(0, 3, 0.4), (4, 150, 0.6)]}, ASSUMED, "else under 4", "_lasting"),
    Row("not_improving", 0.35, {"chronic": 0.6, "older": 0.5}, ASSUMED, "many get no better in 4 weeks", "_lasting"),
    Row("severe_or_worse_despite_self_care", 0.10, {"sciatica": 0.25, "chronic": 0.25, "ces": 0.6}, ASSUMED, "impatience"),
    Row("pain_sharp_on_activity", 0.25, {"sciatica": 0.35}, ASSUMED, "twinges are common"),
    Row("pain_worse_walking", 0.25, {"chronic": 0.4, "older": 0.4}, ASSUMED, "some of all back pain"),
    Row("pain_worse_walking_repeatedly", 0.50, {"chronic": 0.7}, ASSUMED, "half of those", "pain_worse_walking"),
    Row("pain_persists_after_activity", 0.20, {"chronic": 0.35, "sciatica": 0.3}, ASSUMED, "sore the next day"),
    Row("neurogenic_claudication", 0.04, {"older": 0.25, "sciatica": 0.12}, ASSUMED, "heavy legs after standing"),
    Row("claudication_new_or_worse", 0.40, {}, ASSUMED, "new counts too", "neurogenic_claudication"),
    Row("known_severe_stenosis", 0.005, {"older": 0.08, "chronic": 0.03}, ASSUMED, "told after a scan"),
    Row("recent_disc_herniation", 0.02, {"sciatica": 0.2, "ces": 0.3}, ASSUMED, "old scans get retold"),
    Row("unstable_spondylolisthesis", 0.003, {"chronic": 0.01}, ASSUMED, "told after a scan"),
    Row("no_clearance_after_surgery", 0.002, {"chronic": 0.008, "sciatica": 0.006}, ASSUMED, "few are operated"),
]
