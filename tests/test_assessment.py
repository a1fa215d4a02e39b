"""What an assessment tells, and what it refuses to be taken for."""

from __future__ import annotations

import pickle
import re

import pytest
from attrs.exceptions import FrozenInstanceError

import corners
import triage
from triage import Level, Outcome, RuleError, SymptomError, evaluate

FORBIDDEN = re.compile(r"\b(safe|clear|normal|nothing serious|all-clear)\b", re.IGNORECASE)


class TestHeadlines:
    """The five headline red flags, each under the word that people use."""

    @pytest.mark.parametrize(
        ("symptoms", "outcome"),
        [
            (["saddle_numbness"], "emergency now"),
            (["bladder_loss"], "emergency now"),
            (["bowel_loss"], "emergency now"),
            (["progressive_weakness"], "emergency now"),
            (["fever"], "seek-care today"),
            (["sciatica"], "stop now"),
            ({"temperature_c": 38.0}, "seek-care today"),
            ({"temperature_c": 37.9}, "none-found"),
            ({"temperature_c": 38.0, "iv_drug_use": True}, "emergency now"),
            (["chest_pain"], "emergency at-once"),
            ({"saddle_numbness": "unsure"}, "seek-care today"),
            ({"bowel_loss": "unsure"}, "seek-care today"),
            ({"saddle_numbness": "unsure", "bowel_loss": "unsure"}, "emergency now"),
            ({"saddle_numbness": True, "bowel_loss": False}, "emergency now"),
        ],
    )
    def test_they_land_where_the_evidence_puts_them(self, symptoms, outcome):
        """Outcome and shortcuts agree."""
        assessment = evaluate(symptoms)
        assert assessment.outcome == Outcome.parse(outcome)
        assert (assessment.level, assessment.within) == (assessment.outcome.level, assessment.outcome.within)

    def test_nothing_answered_is_no_clearance(self):
        """None found, incomplete, and the ceiling says what may be hiding."""
        assessment = evaluate({})
        assert assessment.level is Level.NONE_FOUND
        assert assessment.within is None
        assert not assessment.complete
        assert assessment.ceiling == Outcome.parse("emergency at-once")
        assert "saddle_sensory_change" in assessment.open_critical
        assert assessment.fired == ()


class TestReasons:
    """A firing says which rule, from which answers, on what grounds."""

    def test_a_firing_has_words_limits_and_sources(self):
        """All that an app shows and a reviewer asks for."""
        (firing,) = evaluate(["saddle_numbness"]).fired
        assert (firing.rule, firing.ref) == ("saddle-numbness", "C-01")
        assert firing.findings == ("saddle_sensory_change",)
        assert firing.also == ()
        assert not firing.unsure
        assert "emergency care" in firing.say
        assert firing.title
        assert firing.because
        assert firing.limits
        assert {citation.grade for citation in firing.sources} <= set("ABCDS")

    def test_a_doubt_is_told_as_a_doubt(self):
        """Who isn't sure is sent the same day, and doesn't read that it is an emergency."""
        (firing,) = evaluate({"saddle_numbness": "unsure"}).fired
        assert firing.unsure
        assert firing.outcome == Outcome.parse("seek-care today")
        assert "today" in firing.say
        assert "emergency" not in firing.say

    def test_other_answers_that_matched_are_named_apart(self):
        """One answer is the reason; the rest also matched."""
        firing = next(each for each in evaluate(["bladder_loss", "bladder_retention"]).fired if each.ref == "C-02")
        assert len(firing.findings) == 1
        assert set(firing.findings + firing.also) == {"bladder_incontinence_new", "bladder_retention"}

    def test_an_implied_answer_is_never_a_reason(self):
        """The reason is what was answered, not what follows from it."""
        firing = next(each for each in evaluate(["foot_drop_new"]).fired if each.rule == "new-leg-weakness")
        assert firing.findings == ("foot_drop_new",)

    def test_advice_always_has_the_safety_net(self):
        """At every level."""
        for symptoms in ({}, ["sciatica"], ["fever"], ["saddle_numbness"]):
            advice = evaluate(symptoms).advice
            assert "between your legs" in advice.safety_net
            assert str(advice).startswith(advice.say)

    def test_an_incomplete_assessment_says_so(self):
        """Until every critical question is answered."""
        assert any("not been answered" in note for note in evaluate({}).advice.notes)

    def test_under_16_the_advice_says_that_the_rules_have_not_been_tested(self):
        """And at 16 it doesn't."""
        assert any("not been tested on children" in note for note in evaluate({"age_years": 15}).advice.notes)
        assert not any("not been tested on children" in note for note in evaluate({"age_years": 16}).advice.notes)

    @pytest.mark.parametrize("symptoms", [{}, ["sciatica"], {"fever": "unsure"}, ["saddle_numbness", "fever"], {"temperature_c": 43}])
    def test_no_wording_sounds_like_a_clearance(self, symptoms):
        """As whole words, in nothing that is told."""
        assert not FORBIDDEN.search(evaluate(symptoms).explain())


class TestConflicts:
    """Answers that can't both be right: the more serious one counts, and both are named."""

    def test_two_names_of_one_flag(self):
        """Yes beats no, and the other way round changes nothing."""
        assessment = evaluate({"fever": False, "feverish": True})
        assert assessment.level is Level.SEEK_CARE
        (conflict,) = assessment.conflicts
        assert (conflict.finding, conflict.against) == ("fever", ("feverish",))

    def test_unsure_beats_no_and_yes_beats_unsure(self):
        """Between two names."""
        assert [each.finding for each in evaluate({"fever": "unsure", "feverish": False}).conflicts] == ["feverish"]
        assert [each.finding for each in evaluate({"fever": "unsure", "feverish": True}).conflicts] == ["fever"]

    def test_a_no_beside_what_implies_it(self):
        """The measured temperature outranks the denied fever."""
        assessment = evaluate({"feverish": False, "temperature_c": 38.0})
        assert assessment.level is Level.SEEK_CARE
        assert [(each.finding, each.against) for each in assessment.conflicts] == [("feverish", ("temperature_c",))]

    def test_an_implied_yes_outranks_unsure_without_a_conflict(self):
        """Not being sure and then measuring is no contradiction."""
        assert evaluate({"feverish": "unsure", "temperature_c": 38.0}).conflicts == ()

    @pytest.mark.parametrize(
        ("symptoms", "told"),
        [
            ({"fever": False, "feverish": False, "temperature_c": 39.0}, "fever in the last 2 weeks; and temperature"),
            ({"fever": False, "feverish": True}, "`fever` and `feverish`"),
        ],
    )
    def test_the_explanation_tells_it_once_in_words(self, symptoms, told):
        """By what was asked; by names only where one question was answered under two."""
        text = " ".join(evaluate(symptoms).explain().split())
        assert text.count(f"These answers don't fit together: {told}. The more serious one counts.") == 1
        assert text.count("don't fit together") == 1

    def test_unlikely_values_count_in_full_and_are_listed(self):
        """Possible, unlikely, and used."""
        assessment = evaluate({"temperature_c": 43.5})
        assert assessment.implausible == ("temperature_c",)
        assert assessment.level is Level.SEEK_CARE


def screens(given, *, passed=()):
    """The panels still to come of the invented rules about asking: what each shows, and after a bar what may join it."""
    found = evaluate(given, rules=corners.asking()).panels(passed=passed)
    return {
        panel.id: " ".join([*(line.finding for line in panel.lines), "|", *(line.finding for line in panel.depending)]) for panel in found
    }


class TestPanels:
    """What is asked comes screen by screen; answers close some, and what nobody needs any more isn't asked."""

    LATER = {"pain": "hurt numb | sudden", "where": "heat | side limp", "more": "tear | held"}

    def test_with_nothing_answered_all_are_to_come(self):
        """In order, with what is due and what may join; one below another comes on its screen."""
        about = {"about": "sex age |", "pregnancy": "| pregnant", "alarm": "| bleeding crying"}
        assert list(screens({}).items()) == list((about | self.LATER).items())
        nothing = evaluate({}, rules=corners.asking())
        assert (nothing.next_panel.id, nothing.panels_left) == ("about", 4)
        assert repr(nothing.next_panel) == "<OpenPanel about: 2 lines>"

    def test_answers_close_some(self):
        """A man of 5 is asked neither about a pregnancy nor about crying."""
        assert screens({"sex": "male", "age": 5}) == self.LATER
        assert screens({"sex": "female", "age": 5}) == {"pregnancy": "pregnant |", "alarm": "| bleeding"} | self.LATER
        assert screens({"sex": "female", "age": 3})["alarm"] == "crying | bleeding"

    def test_who_is_not_sure_is_asked_on(self):
        """An unsure closes nothing, and nor does an unlikely number."""
        everything = {"pregnancy": "pregnant |", "alarm": "crying | bleeding"} | self.LATER
        assert screens({"sex": "unsure", "age": "unsure"}) == screens({"sex": "female", "age": 0}) == everything
        assert "pregnancy" not in screens({"sex": "female", "age": 1})

    def test_what_was_passed_comes_no_more_and_closes_nothing(self):
        """What waited for it is due."""
        assert screens({}, passed={"about"}) == {"pregnancy": "pregnant |", "alarm": "crying | bleeding"} | self.LATER
        assert screens({}, passed={"about", "pregnancy"})["alarm"] == "bleeding crying |"

    def test_what_can_raise_nothing_is_not_asked(self):
        """After the worst there is, nothing; and of a general no what follows it comes no more."""
        assert screens({"bleeding": True}) == {}
        assert screens({"sex": "male", "age": 5, "hurt": False, "numb": False}) == {"where": "heat | limp", "more": "tear | held"}

    def test_only_what_is_worth_asking_for(self):
        """Panels that could bring an emergency, where somebody wants to know no more than that."""
        rules = corners.asking()
        found = evaluate({"sex": "male", "age": 3}, rules=rules).panels(worth=Level.EMERGENCY)
        assert [(panel.id, [line.finding for line in panel.lines]) for panel in found] == [("alarm", ["crying"])]
        assert evaluate({"sex": "male", "age": 5}, rules=rules).panels(worth=Level.EMERGENCY) == ()

    def test_rules_without_panels_ask_each_question_on_a_screen_of_its_own(self):
        """In the order of the vocabulary."""
        nothing = evaluate({}, rules=corners.rules())
        asked = [each.name for each in corners.FINDINGS if each.asked_of == "person"]
        assert [panel.id for panel in nothing.panels()] == asked
        assert nothing.panels_left == len(asked)

    def test_the_panels_of_the_bundled_rules_begin_with_age(self, bundled):
        """What closes most stands first; every question of the person is on one panel."""
        assert "age_years" in [line.finding for line in evaluate({}).next_panel.lines]
        placed = [line.finding for panel in bundled.panels for line in panel.lines]
        assert sorted(placed) == sorted(finding.name for finding in bundled.findings.values() if finding.asked_of == "person")


class TestMisuse:
    """What callers are likely to get wrong fails at once, and says what to do instead."""

    def test_an_assessment_has_no_truth_value(self):
        """`if evaluate(...)` would be true for everybody."""
        with pytest.raises(TypeError, match="compare its level"):
            bool(evaluate({}))

    def test_results_are_frozen(self):
        """Nobody lowers an outcome by assignment."""
        assessment = evaluate(["fever"])
        with pytest.raises(FrozenInstanceError):
            assessment.outcome = Outcome.parse("stop now")
        with pytest.raises((FrozenInstanceError, AttributeError)):
            assessment.level = Level.STOP

    def test_reprs_hold_no_answers(self):
        """Neither what was answered nor what matched."""
        assessment = evaluate({"temperature_c": 38.4, "iv_drug_use": True})
        assert repr(assessment) == f"<Assessment emergency now, incomplete, by low-back-pain {assessment.rules.version}>"
        assert repr(assessment.fired[0]) == "<Firing fever-with-infection-risk: emergency now>"

    def test_other_rules_are_refused_when_unpickling(self, monkeypatch):
        """A pickled assessment finds the very rules it was made with, or says that it can't."""
        data = pickle.dumps(evaluate(["fever"]))
        assert pickle.loads(data) == evaluate(["fever"])
        other = data.replace(evaluate({}).rules.digest.encode(), b"0" * 64)
        with pytest.raises(RuleError, match="pickled with other bundled rules"):
            pickle.loads(other)

    def test_a_misspelt_public_name_is_an_attribute_error(self):
        """The lazy names don't swallow it."""
        with pytest.raises(AttributeError, match="no attribute 'evalute'"):
            _ = triage.evalute

    def test_an_error_is_a_triage_error_with_problems(self):
        """One `except` catches all that the library raises on purpose."""
        with pytest.raises(triage.TriageError) as caught:
            evaluate({"nonsense": 1})
        assert isinstance(caught.value, SymptomError)
        assert repr(caught.value) == "<SymptomError: 1 problems>"


class TestForms:
    """What an app needs to draw its form is in the rule set."""

    def test_findings_carry_question_kind_unit_ranges_and_options(self, bundled):
        """For each kind of finding."""
        temperature, side = bundled.findings["temperature_c"], bundled.findings["leg_pain_side"]
        assert (temperature.kind, temperature.unit, temperature.range, temperature.plausible) == (
            "quantity",
            "degrees Celsius",
            (30, 45),
            (34, 42),
        )
        assert {"left", "neither", "unsure"} <= {option.name for option in side.options}
        assert all(option.label for option in side.options)
        for finding in bundled.findings.values():
            assert "?" in finding.question or finding.asked_of == "clinician"
            assert finding.group in {group.name for group in bundled.packs[0].groups}

    def test_the_stamp_says_which_rules_and_that_nobody_reviewed_them(self, bundled):
        """Honest about the clinical status."""
        stamp = evaluate({}).rules
        assert stamp.name == "low-back-pain"
        assert re.fullmatch(r"[0-9a-f]{64}", stamp.digest)
        assert stamp.review == f"none of {len(bundled.rules)} rules has been reviewed by a clinician"
