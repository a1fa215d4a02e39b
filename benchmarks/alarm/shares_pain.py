"""Shares of answers about the person, the pain, its time, walking and progress, for the questions of 0.3.0."""

from __future__ import annotations

from typing import Any

from drawing import From, Row
from sources import ASSUMED, HARDING, KORSE, NARROWER, ORGANS, PAIN, SAME

__all__ = ["PAIN_ROWS"]

ADULT, OLD, YOUNG = [(18, 44, 0.45), (45, 64, 0.4), (65, 80, 0.15)], [(65, 74, 0.45), (75, 92, 0.55)], [(4, 9, 0.15), (10, 17, 0.85)]
NRS, NRS_BAD = [(0, 3, 0.55), (4, 6, 0.35), (7, 10, 0.1)], [(0, 3, 0.2), (4, 6, 0.45), (7, 10, 0.35)]
WALK, WALK_BAD = [(0, 3, 0.4), (4, 6, 0.42), (7, 10, 0.18)], [(0, 3, 0.2), (4, 6, 0.45), (7, 10, 0.35)]
TREND = {"better": 0.45, "same": 0.39, "worse_days": 0.07, "worse": 0.04, "unsure": 0.05}
WORSE = {"better": 0.1, "same": 0.3, "worse_days": 0.2, "worse": 0.35, "unsure": 0.05}

# How long, as 0.2.0 drew it: 1 to 27 days evenly, or else 28 to 365; chronic from 90. Of pain over 3 months three in ten changed of late.
BANDS = ("under_2_weeks", "weeks_2_to_4", "weeks_4_to_6", "weeks_6_to_12", "over_3_months_changed", "over_3_months_same", "unsure")
SHORT = dict(zip(BANDS, (0.34, 0.35, 0.01, 0.04, 0.07, 0.18, 0.01), strict=True))
HALF = dict(zip(BANDS, (0.27, 0.27, 0.02, 0.07, 0.11, 0.25, 0.01), strict=True))
LONG = dict(zip(BANDS, (0.0, 0.0, 0.0, 0.0, 0.3, 0.69, 0.01), strict=True))
RECENT = dict(zip(BANDS, (0.34, 0.35, 0.01, 0.04, 0.25, 0.0, 0.01), strict=True))
CHANGED = "symptom_duration=weeks_2_to_4/weeks_4_to_6/weeks_6_to_12/over_3_months_changed/unsure"
FLARES: dict[str, Any] = {
    "chronic": 0.3,
    "sciatica": 0.29,
    "older": 0.21,
    "cancer": 0.21,
    "pregnant": 0.15,
    "child": 0.15,
    "infection": 0.25,
    "ces": From(0.8, KORSE),
}
FOUR_WEEKS = "symptom_duration=weeks_4_to_6/weeks_6_to_12/over_3_months_changed/over_3_months_same"

PAIN_ROWS = [
    Row("age_years", ADULT, {"older": OLD, "child": YOUNG, "cancer": [(40, 88, 1)], "pregnant": [(19, 42, 1)]}, SAME, "adults"),
    Row(
        "sex_at_birth",
        {"female": 0.55, "male": 0.44, "other": 0.01},
        {"pregnant": {"female": 1}, "older": {"female": 0.7, "male": 0.3}},
        ASSUMED,
        "a few more women come",
    ),
    Row(
        "pregnancy_state",
        {"none": 0.995, "unsure": 0.005},
        {"pregnant": {"pregnant": 0.8, "postpartum": 0.2}, "child": {"none": 1}},
        ASSUMED,
        "by type; half in a hundred women of 11 to 55 can't say",
    ),
    Row("back_pain", 0.97, {"sciatica": 0.85, "ces": 0.9}, SAME, "some have leg pain only"),
    Row("thoracic_pain", 0.12, {"older": 0.3, "child": 0.25, "infection": 0.3, "sciatica": 0.04}, SAME, "the waist is a vague border"),
    Row(
        "symptom_duration",
        SHORT,
        {"chronic": LONG, "sciatica": HALF, "older": HALF, "cancer": HALF, "ces": RECENT, "infection": RECENT},
        SAME,
        "the bands of the field; three months or less is recent by the field",
    ),
    Row("pain_started_recently", 0.70, {"chronic": 0.3, "infection": 1, "ces": 1}, SAME, "asked of those who can't say how long"),
    Row("_new_2_weeks", 1.0, {}, ORGANS, "0.5 of all recent pain, 0.7 of plain, 0.3 of chronic", "symptom_duration=under_2_weeks"),
    Row("_flare_2_weeks", 0.49, FLARES, ORGANS, "what the band under two weeks leaves of that", CHANGED),
    Row(
        "pain_onset_sudden",
        0.35,
        {"chronic": 0.15, "older": 0.4},
        SAME,
        "of pain or flares of the last 2 weeks, which the question asks",
        "_new_2_weeks|_flare_2_weeks",
    ),
    Row(
        "pain_severe_at_onset",
        0.10,
        {"sciatica": 0.2, "older": 0.25, "ces": 0.3},
        SAME,
        '"worst of my life" is said easily; 2 weeks too',
        "_new_2_weeks|_flare_2_weeks",
    ),
    Row("pain_trend", TREND, {"infection": From(WORSE, SAME), "ces": From(WORSE, SAME)}, PAIN, "worse 0.12 was split by a week"),
    Row("pain_rest_nrs", NRS, {"sciatica": NRS_BAD, "ces": NRS_BAD, "infection": NRS_BAD}, SAME, "most plain pain is mild at rest"),
    Row("pain_during_activity_nrs", WALK, {"sciatica": WALK_BAD, "chronic": WALK_BAD, "older": WALK_BAD}, SAME, "seldom under 3"),
    Row("severe_pain_disabling", 0.05, {"sciatica": 0.1, "ces": 0.4, "infection": 0.4}, SAME, "the first bad days"),
    Row(
        "unfamiliar_escalating_pain",
        0.02,
        {"infection": From(0.5, SAME), "ces": From(0.4, SAME), "cancer": From(0.08, SAME)},
        PAIN,
        "building up for a week leaves most first attacks out",
    ),
    Row(
        "pain_unrelieved_by_rest",
        0.08,
        {"chronic": From(0.2, NARROWER), "infection": From(0.6, SAME), "cancer": From(0.12, NARROWER)},
        PAIN,
        "just as strong however you lie; the question on nights is merged into it",
    ),
    Row("night_pain_disturbs_sleep", 0.44, {}, HARDING, "broken sleep is usual"),
    Row("pain_worse_straining", 0.25, {"sciatica": 0.45, "ces": 0.5}, SAME, "common in strains, more so with a disc"),
    Row("pain_sharp_on_activity", 0.25, {"sciatica": 0.35}, SAME, "twinges are common"),
    Row("pain_worse_walking", 0.25, {"chronic": 0.4, "older": 0.4}, SAME, "some of all back pain"),
    Row("pain_worse_walking_repeatedly", 0.50, {"chronic": 0.7}, SAME, "half of those", "pain_worse_walking"),
    Row("pain_persists_after_activity", 0.20, {"chronic": 0.35, "sciatica": 0.3}, SAME, "sore the next day"),
    Row("neurogenic_claudication", 0.04, {"older": 0.25, "sciatica": 0.12}, SAME, "heavy legs after standing"),
    Row("claudication_new_or_worse", 0.40, {}, SAME, "new counts too", "neurogenic_claudication"),
    Row("recent_disc_herniation", 0.02, {"sciatica": 0.2, "ces": 0.3}, SAME, "old scans get retold"),
    Row("self_care_weeks", [(0, 3, 0.4), (4, 26, 0.6)], {"chronic": [(0, 3, 0.4), (4, 150, 0.6)]}, SAME, "else under 4", FOUR_WEEKS),
    Row("not_improving", 0.35, {"chronic": 0.6, "older": 0.5}, SAME, "many get no better in 4 weeks", FOUR_WEEKS),
    Row("onset_age_years", [(15, 34, 0.45), (35, 44, 0.25), (45, 75, 0.3)], {"child": [(4, 15, 1)]}, SAME, "never above the age"),
    Row("woken_second_half_night", 0.15, {"chronic": 0.3}, SAME, "early waking"),
    Row("buttock_pain", 0.25, {"sciatica": 0.6, "pregnant": 0.5}, SAME, "part of most low back pain"),
    Row("better_with_movement", 0.45, {"chronic": 0.4, "sciatica": 0.3}, NARROWER, "0.55, 0.5, 0.4 in 0.2.0; now more than resting does"),
    Row("nsaid_relief_48h", 0.25, {}, NARROWER, "0.4 in 0.2.0; now most of the pain within 2 days"),
    Row("spa_family_history", 0.02, {}, SAME, "rheumatism in the family"),
    Row("arthritis_ever", 0.05, {"older": 0.12, "child": 0.01}, NARROWER, "swollen, hot and sore for weeks; worn joints are set aside"),
    Row("enthesitis_ever", 0.10, {"child": 0.03}, SAME, "sore heels"),
    Row("psoriasis_ever", 0.03, {}, SAME, "about as in the population"),
    Row("eye_inflammation_ever", 0.005, {}, SAME, "rare"),
    Row("bowel_inflammation_ever", 0.012, {}, SAME, "about as in the population"),
]
