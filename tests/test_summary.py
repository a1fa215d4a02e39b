"""Results to hand on: two sentences for a text message, and a note for the clinician who takes over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage import Level, SymptomError, bundled_rules, evaluate, load_rules
from triage.testing import symptoms

PANELLED = Path(__file__).parent / "panelled"
FORBIDDEN = re.compile(r"\b(safe|clear|normal|nothing serious|all-clear)\b", re.IGNORECASE)
CALM = {
    "age_years": 45,
    "blue_lips": False,
    "stiff_neck": False,
    "glowing": False,
    "rash": False,
    "glow_days": 0,
    "sore_feet": False,
    "tired_feet": False,
}


@pytest.fixture(scope="module")
def given_to():
    """The assessment of some answers by the invented pack with panels."""
    rules = load_rules(PANELLED)
    return lambda answers: evaluate(answers, rules=rules)


class TestSummary:
    """What to do and why, each in a sentence."""

    def test_an_emergency_is_two_sentences(self, given_to):
        """Questions that are open keep nobody from going."""
        assert given_to({"blue_lips": True}).summary() == "Call an ambulance at once. Blue lips can mean that you get too little air."

    def test_a_doubt_is_told_as_a_doubt(self, given_to):
        """In the words for that."""
        answers = CALM | {"blue_lips": "unsure"}
        assert given_to(answers).summary() == "Be seen today. You are not sure about your lips."

    def test_an_incomplete_assessment_says_so(self, given_to):
        """A message that hides it would be taken for the whole."""
        assert given_to({"blue_lips": "unsure"}).summary().endswith("Some important questions were not answered.")
        assert given_to({}).summary() == (
            "No red flag was found among the questions you answered. Some important questions were not answered."
        )

    def test_none_found_is_no_clearance(self, given_to):
        """The second sentence is the pack's own reserve."""
        assert given_to(CALM).summary() == "No red flag was found among the questions you answered. This rules nothing out."

    def test_stop_says_that_everyday_movement_goes_on(self, given_to):
        """Whoever reads only that they must stop stays in bed."""
        assert given_to(CALM | {"sore_feet": True, "tired_feet": True}).summary() == (
            "Stop what you are doing for now. Your feet are sore and tired, so stop walking for exercise. Everyday movement goes on."
        )

    @given(symptoms(bundled_rules()))
    def test_on_the_rules_that_people_get(self, answers):
        """Short, one line, never a clearance; and it begins with what the advice begins with."""
        assessment = evaluate(answers)
        told = assessment.summary()
        assert "\n" not in told
        assert len(told) <= 480
        assert not FORBIDDEN.search(told)
        assert assessment.advice.say.startswith(re.split(r"(?<=[.!?]) ", told)[0])
        assert (assessment.level is Level.NONE_FOUND) is ("No red flag" in told)


class TestHandover:
    """Situation, background, assessment, recommendation: in this order, with the answers and without advice."""

    def test_the_whole_note(self, given_to):
        """As a clinician reads it."""
        answers = CALM | {"age_years": 71, "rash": True, "sugar": "unsure", "blue_lips": None, "rash_colour": "pale", "temperature_c": 43}
        note = given_to(answers).handover()
        rules = load_rules(PANELLED)
        assert note == (Path(__file__).parent / "panelled" / "handover.txt").read_text().replace("DIGEST", rules.digest)

    def test_the_sections_stand_in_the_order_of_sbar(self, given_to):
        """Then what was not asked, and by which rules."""
        titles = [line for line in given_to({}).handover().splitlines() if line and not line.startswith(" ")]
        assert titles == ["HANDOVER", "Situation", "Background", "Assessment", "Recommendation", "Not asked", "Rules"]

    def test_no_advice_for_the_person_stands_in_it(self, given_to):
        """The recommendation is the outcome; what to do about it is the clinician's."""
        assessment = given_to({"blue_lips": True})
        note = " ".join(assessment.handover().split())
        assert "Recommendation emergency at-once Not asked" in note
        for told in (assessment.advice.say, assessment.advice.safety_net, assessment.fired[0].say):
            assert told not in note

    def test_critical_questions_that_were_not_asked_come_first(self, given_to):
        """Those that don't concern this person are left out."""
        note = " ".join(given_to({"age_years": 45, "rash": False}).handover().split())
        assert "Not asked Critical: blue lips; stiff neck. Others: glow under the skin;" in note
        assert "floppy child" not in note
        assert "colour of the rash" not in note

    def test_answers_that_could_not_be_used_are_named(self, given_to):
        """By the question alone."""
        with pytest.raises(SymptomError) as refused:
            given_to({"blue_lips": "slightly", "stiff_neck": True})
        note = refused.value.assessment.handover()
        assert "Answers that could not be used: blue_lips." in note
        assert "slightly" not in note

    @given(st.data())
    def test_every_answer_but_a_plain_no_stands_in_it(self, data):
        """On the rules that people get, and the same note every time."""
        rules = bundled_rules()
        answers = data.draw(symptoms(rules, most=12))
        assessment = evaluate(answers, rules=rules)
        note = assessment.handover()
        assert note == evaluate(dict(reversed(answers.items())), rules=rules).handover()
        text = " ".join(note.split())
        for name, answer in answers.items():
            finding = rules.findings.get(name) or rules.findings[rules.vocabulary.aliases[name]]
            if answer is not False:
                assert (finding.label in text) or (finding.question in text)
        for fired in assessment.fired:
            assert f"{fired.ref} {fired.rule} [{fired.outcome}" in text
        assert rules.digest in text
        assert assessment.rules.review in text
        assert max(map(len, note.splitlines())) <= 88
