"""
Short stories of people, each with the outcome the evidence asks for, on the rules that people get.

That an added or worsened answer never lowers anything is no vignette: ``tests/laws`` proves it for all answers.
"""

from __future__ import annotations

import pytest

from triage import Outcome, SymptomError, evaluate

HARMLESS = {"sex_at_birth": "undisclosed", "pregnancy_state": "none", "pain_trend": "same", "leg_pain_side": "neither"}
HARMLESS |= {"leg_weakness_progression": "none", "leg_weakness_side": "none", "leg_feeling_side": "none", "symptom_duration": "none"}

VIGNETTES = [
    ("nothing answered", {}, "none-found"),
    ("not sure of the feeling between the legs", {"saddle_sensory_change": "unsure"}, "seek-care today"),
    (
        "not sure of the feeling between the legs, nor of the bladder",
        {"saddle_sensory_change": "unsure", "bladder_sensation_altered": "unsure"},
        "emergency now",
    ),
    ("pain that travels into a leg", {"leg_pain_radiating": True}, "stop now"),
    ("leg pain that is new", {"leg_pain_radiating": True, "leg_pain_new_or_worse": True}, "seek-care week"),
    (
        "new leg pain below the knee, worse on walking",
        {"leg_pain_radiating": True, "leg_pain_new_or_worse": True, "leg_pain_below_knee": True, "leg_pain_worse_walking": True},
        "seek-care today",
    ),
    ("new leg pain, leg pain as such never asked", {"leg_pain_new_or_worse": True}, "seek-care week"),
    ("a child who won't walk, age never asked", {"child_wont_walk_or_limps": True}, "emergency now"),
    ("a child who limps, age never asked", {"child_limps": True}, "seek-care today"),
    ("past cancer and leg pain, back pain never asked", {"cancer_history": True, "leg_pain_radiating": True}, "seek-care week"),
    (
        "past cancer and new pain down both legs",
        {"cancer_history": True, "leg_pain_radiating": True, "bilateral_leg_pain": True},
        "emergency now",
    ),
    ("a temperature of 37.9", {"temperature_c": 37.9}, "none-found"),
    ("a temperature of 38.0", {"temperature_c": 38.0}, "seek-care today"),
    ("a temperature of 38.0 and diabetes", {"temperature_c": 38.0, "diabetes": True}, "seek-care today"),
    (
        "a temperature of 38.0, diabetes and pain as strong day and night",
        {"temperature_c": 38.0, "diabetes": True, "pain_unrelieved_by_rest": True},
        "emergency now",
    ),
    ("a temperature of 38.0 in somebody who injected drugs", {"temperature_c": 38.0, "iv_drug_use": True}, "emergency now"),
    (
        "new back pain in somebody who injected drugs, no fever",
        {"iv_drug_use": True, "back_pain": True, "symptom_duration": "under_2_weeks"},
        "seek-care today",
    ),
    (
        "old unchanged back pain in somebody who injected drugs, no fever",
        {"iv_drug_use": True, "back_pain": True, "symptom_duration": "over_3_months_same"},
        "none-found",
    ),
    ("pain of 3 during the walk", {"pain_during_activity_nrs": 3}, "none-found"),
    ("pain of 4 during the walk", {"pain_during_activity_nrs": 4}, "stop now"),
    ("a rise of 2 up to 4", {"pain_rise_nrs": 2, "pain_during_activity_nrs": 4}, "stop now"),
    ("a rise of 2.5 up to 3.5", {"pain_rise_nrs": 2.5, "pain_during_activity_nrs": 3.5}, "stop now"),
    ("a rise of 2.5 up to 2.5", {"pain_rise_nrs": 2.5, "pain_during_activity_nrs": 2.5}, "stop now"),
    ("a rise of exactly 2 up to 2", {"pain_rise_nrs": 2, "pain_during_activity_nrs": 2}, "none-found"),
    ("pain of 5 at rest after 4 weeks of self-care", {"self_care_weeks": 4, "pain_rest_nrs": 5}, "seek-care fortnight"),
    ("pain of 4 at rest after 4 weeks of self-care", {"self_care_weeks": 4, "pain_rest_nrs": 4}, "none-found"),
    ("new constipation", {"constipation_new": True}, "seek-care week"),
    ("new constipation with old leg pain", {"constipation_new": True, "leg_pain_radiating": True}, "seek-care week"),
    ("new constipation with new leg pain", {"constipation_new": True, "leg_pain_new_or_worse": True}, "seek-care today"),
    (
        "constipation and a weak leg, both of the last 2 weeks",
        {"constipation_last_2_weeks": True, "leg_weakness_last_2_weeks": True},
        "emergency now",
    ),
    ("past cancer and back pain", {"cancer_history": True, "back_pain": True}, "seek-care week"),
    ("past cancer and new back pain", {"cancer_history": True, "back_pain": True, "pain_started_recently": True}, "seek-care days"),
    (
        "past cancer, back pain and one newly tingling leg",
        {"cancer_history": True, "back_pain": True, "leg_numbness_tingling_new": True},
        "seek-care today",
    ),
    (
        "active cancer, back pain and one newly tingling leg",
        {"cancer_active_or_spread": True, "back_pain": True, "leg_numbness_tingling_new": True},
        "emergency now",
    ),
    ("back pain at the age of 5", {"age_years": 5, "back_pain": True}, "emergency now"),
    ("back pain at the age of 6", {"age_years": 6, "back_pain": True}, "seek-care days"),
    ("back pain at the age of 9", {"age_years": 9, "back_pain": True}, "seek-care days"),
    ("back pain at the age of 10", {"age_years": 10, "back_pain": True}, "seek-care week"),
    ("back pain at the age of 15", {"age_years": 15, "back_pain": True}, "seek-care week"),
    ("back pain at the age of 16", {"age_years": 16, "back_pain": True}, "none-found"),
    ("back pain at an age that nobody is sure of", {"age_years": "unsure", "back_pain": True}, "seek-care today"),
    ("chest pain in the last 24 hours", {"chest_pain": True}, "emergency at-once"),
    ("a leg that has lost strength over days", {"leg_weakness_progression": "days"}, "emergency now"),
    ("a leg that has lost strength over weeks", {"leg_weakness_progression": "weeks"}, "seek-care today"),
    ("a leg that has lost strength over months", {"leg_weakness_progression": "months"}, "seek-care days"),
]


def all_no(rules):
    """Every question of a form answered with what raises nothing."""
    asked = [finding for finding in rules.findings.values() if finding.asked_of == "person"]
    least = {"flag": lambda _: False, "quantity": lambda finding: finding.least, "choice": lambda finding: HARMLESS[finding.name]}
    return {finding.name: least[finding.kind](finding) for finding in asked}


class TestVignettes:
    """What the evidence was read to ask for, person by person."""

    @pytest.mark.parametrize(("symptoms", "outcome"), [story[1:] for story in VIGNETTES], ids=[story[0] for story in VIGNETTES])
    def test_the_outcome_is_what_the_evidence_asks_for(self, symptoms, outcome):
        """Exactly: one step less would miss somebody, one step more would frighten somebody."""
        assert str(evaluate(symptoms).outcome) == outcome

    def test_everything_answered_no_is_complete_and_still_has_the_safety_net(self, bundled):
        """At 40, with five days of back pain and no other yes, nothing is found, and the person is told what to watch for."""
        assessment = evaluate(all_no(bundled) | {"age_years": 40, "back_pain": True, "symptom_duration": "under_2_weeks"})
        assert str(assessment.outcome) == "none-found"
        assert assessment.complete
        assert "Go to emergency care now if" in assessment.advice.safety_net

    def test_nothing_answered_is_incomplete_and_no_clearance(self):
        """The same level as a row of noes, but open, with the worst still possible, and told so."""
        assessment = evaluate({})
        assert not assessment.complete
        assert assessment.ceiling == Outcome.parse("emergency at-once")
        assert any("not been answered" in note for note in assessment.advice.notes)

    def test_fahrenheit_is_an_error_with_a_hint_and_never_no_fever(self):
        """98.6 is refused, the question stays open, and the rest of the answers still count."""
        with pytest.raises(SymptomError, match="was it given in Fahrenheit") as caught:
            evaluate({"temperature_c": 98.6, "saddle_sensory_change": True})
        assert caught.value.assessment.outcome == Outcome.parse("emergency now")
        assert not caught.value.assessment.complete


class TestPlainPeople:
    """Those whom a check that cries wolf would frighten, and who would be right not to come back."""

    @pytest.fixture
    def plain(self, bundled):
        """The vignettes that may end at a visit within a week at most."""
        return [each for each in bundled.content.vignettes if each.at_most <= Outcome.parse("seek-care week")]

    def test_there_are_many(self, plain):
        """Strains, sciatica, chronic pain, pregnancy, old troubles of bladder and feet, children, sport, doubts."""
        assert len(plain) >= 40

    def test_no_to_every_other_question_changes_nothing_and_closes_the_form(self, plain, bundled):
        """What they were not said to have in the story is answered no, screen by screen or all at once."""
        for each in plain:
            given = dict(each.given)
            whole = evaluate({**all_no(bundled), "age_years": 40, **given})
            assert (each.name, whole.outcome, whole.complete) == (each.name, evaluate(given).outcome, True)
