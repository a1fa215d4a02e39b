"""
The questionnaire of the bundled rules: what is asked of whom, how long it is, and that nobody is lost by what they aren't asked.

Law 12 is held in tests/laws on random rule sets. Here it is held on the real pack, with people who come as patients do: an age, a sex, a
complaint, and some answers besides.
"""

from __future__ import annotations

from itertools import count, islice
from random import Random

import pytest

import trying
from triage import Level, SymptomError, bundled_rules, evaluate
from triage.model.conditions import Bound, leaves
from trying import reference_of

NONE, STOP, FORTNIGHT, WEEK = "none-found", "stop now", "seek-care fortnight", "seek-care week"
DAYS, TODAY, NOW, AT_ONCE = "seek-care days", "seek-care today", "emergency now", "emergency at-once"
YES, UNSURE = True, "unsure"
MOST_SCREENS = 17
PEOPLE, PEOPLE_DEEP = 40, 20_000

RULES = bundled_rules()
REFERENCE = reference_of(RULES)
ASKED = [name for name, finding in RULES.findings.items() if finding.is_asked]
HARMLESS = {name: trying.harmless(REFERENCE, name) for name in ASKED}
CALM = {name: answers[0] for name, answers in HARMLESS.items()} | {"pain_trend": "same"}


def gives(*yes, **given):
    """The outcome of some answers in words; names without a value are answered yes."""
    return str(evaluate(dict.fromkeys(yes, YES) | given).outcome)


def screen_by_screen(person, *, stopping=False):
    """
    What somebody has answered, and the panels that they were shown, when only what is offered is answered.

    With ``stopping`` the interview ends behind the first screen with an emergency on it, as a form would.
    """
    known, shown = {name: answer for name, answer in person.items() if not RULES.findings[name].is_asked}, []
    while (panel := evaluate(known).next_panel) is not None:
        same = bool(shown) and (panel.below or panel.id) == (shown[-1].below or shown[-1].id)
        if stopping and not same and evaluate(known).level is Level.EMERGENCY:
            break
        lines = {line.finding: person[line.finding] for line in panel.lines}
        ticked = {name: answer for name, answer in lines.items() if answer is not False}
        known |= panel.answers(lines) if panel.kind == "each" else panel.answers(ticked, none_of_these=not ticked)
        shown.append(panel)
    return known, shown


def screens(shown):
    """How many screens some panels make; one below another stands on its screen."""
    return len({panel.below or panel.id for panel in shown})


def drawn(random):
    """A whole person: age, sex and complaint, and from one to twelve answers of any kind besides, made to fit together."""
    person = CALM | {
        "age_years": random.choice([random.randint(0, 17), random.randint(18, 49), random.randint(50, 98), UNSURE]),
        "sex_at_birth": random.choice(["female", "female", "male", "other", "undisclosed", UNSURE]),
    }
    besides = random.sample(sorted(RULES.findings.keys() - {"age_years", "sex_at_birth"}), random.choice([1, 3, 6, 12]))
    for name in [*(each for each in ("back_pain", "symptom_duration", "leg_pain_side") if random.random() < 0.7), *besides]:
        person[name] = random.choice(REFERENCE.every_answer(name))
    return fitting(person)


def fitting(person):
    """
    The same person without contradictions: what the answers imply is a yes, and any other question that isn't put has a harmless answer.

    What is implied may be closed: who says "less than 2 weeks" isn't asked whether the pain is of the last 3 months.
    """
    while True:
        asked = REFERENCE.asked(person)
        implied = {name for name, answer in REFERENCE.opened(asked).items() if answer is True}
        fit = {name: True if name in implied else answer if name in asked else CALM[name] for name, answer in person.items()}
        if fit == person:
            return person
        person = fit


def drawn_people(*, deep=False):
    """People, each with the number to draw them again: other ones each time for a long search, the same few otherwise."""
    seeds = count(Random().randrange(10**9) if deep else 0)
    return ((seed, drawn(Random(seed))) for seed in islice(seeds, PEOPLE_DEEP if deep else PEOPLE))


class TestNobodyIsLost:
    """Law 12 on the real pack: answering only what is offered, until nothing is, ends where answering everything ends."""

    def test_panel_by_panel_ends_at_the_outcome_of_answering_everything(self, request):
        """And is complete then, with nothing left that could raise it."""
        for seed, person in drawn_people(deep=request.config.getoption("--deep")):
            known, _ = screen_by_screen(person)
            assessment = evaluate(known)
            assert assessment.outcome == assessment.ceiling == evaluate(person).outcome, f"person {seed}"
            assert assessment.complete, f"person {seed}"
            assert assessment.panels() == (), f"person {seed}"

    def test_the_people_are_worth_drawing(self):
        """Some are found nothing, some sent to emergency care, of each age; and nobody says yes to what they wouldn't be asked."""
        everybody = [person for _, person in drawn_people()]
        assert {evaluate(person).level for person in everybody} >= {Level.NONE_FOUND, Level.SEEK_CARE, Level.EMERGENCY}
        ages = [person["age_years"] for person in everybody if person["age_years"] != UNSURE]
        assert min(ages) < 16
        assert max(ages) >= 60
        for person in everybody:
            asked = REFERENCE.asked(person)
            assert len(asked) < len(person)
            assert REFERENCE.opened(person).items() >= person.items()
            closed = person.keys() - REFERENCE.opened(asked).keys()
            assert all(person[name] in HARMLESS[name] for name in closed)


BACK_PAIN = {"back_pain": YES, "symptom_duration": "under_2_weeks", "pain_trend": "better", "pain_rest_nrs": 3}
OLD_PAIN = {"back_pain": YES, "symptom_duration": "over_3_months_same", "pain_rest_nrs": 4}
SCIATICA = {"back_pain": YES, "symptom_duration": "weeks_2_to_4", "leg_pain_side": "left", "pain_rest_nrs": 5}
SCIATICA |= dict.fromkeys(["leg_pain_new_or_worse", "leg_pain_below_knee"], YES)
# Each with the outcome, and what they see until nothing more could raise it: screens, lines, and at most so many words.
SIZES = {
    "a plain sore back at 35": (BACK_PAIN | {"age_years": 35, "sex_at_birth": "male"}, NONE, 12, 89, 1350),
    "sciatica of 3 weeks at 40": (SCIATICA | {"age_years": 40, "sex_at_birth": "male"}, WEEK, 15, 96, 1450),
    "old pain at 72": (OLD_PAIN | {"age_years": 72, "onset_age_years": 50, "vascular_risk": YES}, NONE, 15, 102, 1550),
    "30 weeks pregnant": (BACK_PAIN | {"age_years": 30, "pregnancy_state": "pregnant"}, FORTNIGHT, 13, 97, 1500),
    "a child of 8": (BACK_PAIN | {"age_years": 8}, DAYS, 13, 83, 1300),
    "a numb saddle": (BACK_PAIN | {"age_years": 45, "sex_at_birth": "male", "saddle_sensory_change": YES}, NOW, 9, 67, 1050),
}


def words(shown):
    """How many words some panels have: stems, lines, and the options of a choice."""
    texts = [panel.stem for panel in shown] + [line.tick for panel in shown for line in panel.lines]
    texts += [option.label for panel in shown for line in panel.lines for option in RULES.findings[line.finding].options]
    return sum(len(text.split()) for text in texts)


class TestSizes:
    """How much is put to whom, measured; a question more shows here."""

    @pytest.mark.parametrize(("given", "outcome", "most", "lines", "read"), SIZES.values(), ids=SIZES)
    def test_screens_lines_and_words(self, given, outcome, most, lines, read):
        """Of whoever answers everything that is offered."""
        known, shown = screen_by_screen(fitting(CALM | given))
        assert str(evaluate(known).outcome) == outcome
        assert (screens(shown), sum(len(panel.lines) for panel in shown)) == (most, lines)
        assert read - 200 < words(shown) <= read

    def test_a_numb_saddle_is_told_after_three_screens(self):
        """An emergency ends the form on its own screen."""
        known, shown = screen_by_screen(fitting(CALM | SIZES["a numb saddle"][0]), stopping=True)
        assert str(evaluate(known).outcome) == NOW
        assert screens(shown) <= 3

    @pytest.mark.parametrize("more", [{}, {"leg_pain_side": "left"}], ids=["back pain", "and leg pain"])
    def test_nobody_sees_more_than_seventeen_screens(self, more):
        """Not even whoever is put the most without being sent anywhere: 60, with a back that has hurt since before 45."""
        person = CALM | OLD_PAIN | {"age_years": 60, "onset_age_years": 44} | more
        known, shown = screen_by_screen(fitting(person))
        assert evaluate(known).level <= Level.STOP
        assert screens(shown) <= MOST_SCREENS


class TestAsking:
    """Decisions E-13, E-14, E-16 to E-18 and E-25 to E-29 of tests/test_decisions.py: questions, reasons and numbers."""

    def test_decision_e13_the_sexual_question_may_be_skipped(self):
        """Decision E-13: it isn't critical, so who declines can be complete; alone it is for today, with a second sign an emergency."""
        assert not RULES.findings["sexual_function_change"].critical
        assert gives("sexual_function_change") == TODAY
        assert gives(sexual_function_change=UNSURE) == DAYS
        assert gives("sexual_function_change", "bladder_voiding_change") == NOW

    def test_decision_e14_only_people_who_were_operated_are_asked_about_it(self):
        """Decision E-14: nobody has to make up a number of days; 13 days or missing leave stop the activity, 14 days don't."""
        about = {"no_clearance_after_surgery", "days_since_spinal_surgery"}
        assert about <= set(evaluate({"recent_spinal_procedure": True}).next_questions)
        assert about.isdisjoint(evaluate({"recent_spinal_procedure": False}).next_questions)
        assert gives("no_clearance_after_surgery") == gives(days_since_spinal_surgery=13) == STOP
        assert gives(days_since_spinal_surgery=14) == NONE

    def test_decision_e16_a_rule_that_is_outranked_is_still_a_reason(self):
        """Decision E-16: who has an emergency is told the lesser reasons too."""
        fired = [firing.rule for firing in evaluate(["saddle_numbness", "constipation_new", "sciatica"]).fired]
        assert fired == ["saddle-numbness", "new-constipation", "sciatica"]

    def test_decision_e17_refs_stay_and_outcomes_follow_the_conditions(self):
        """Decision E-17: T-05 and T-05a seek care in spite of their letter."""
        outcomes = {rule.ref: str(rule.outcome) for rule in RULES.rules.values()}
        assert (outcomes["T-05"], outcomes["T-05a"]) == (FORTNIGHT, WEEK)

    def test_decision_e18_age_not_given_shows_in_ceiling_and_completeness(self):
        """Decision E-18: without an age the rules for children are silent, so the result is incomplete and may still rise."""
        everything = CALM | {"back_pain": YES, "symptom_duration": "under_2_weeks"}
        assessment = evaluate({name: answer for name, answer in everything.items() if name != "age_years"})
        assert assessment.open_critical == ("age_years",)
        assert not assessment.complete
        assert (str(assessment.outcome), str(assessment.ceiling)) == (NONE, NOW)

    def test_decision_e25_the_fever_threshold_is_typed_once(self):
        """Decision E-25: 38.0 stands in the implication alone; rules ask for fever."""
        content = RULES.content
        conditions = [each.when for each in (*content.rules, *content.definitions)]
        typed = [leaf for condition in conditions for _, leaf in leaves(condition) if isinstance(leaf, Bound)]
        assert not [leaf for leaf in typed if leaf.finding == "temperature_c" and leaf.operator.is_lower]
        assert [str(each.leaf.value) for each in RULES.findings["temperature_c"].implies] == ["38.0"]

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
    def test_decision_e29_context_is_recorded_and_raises_nothing(self, name, value):
        """Decision E-29: sex and morning stiffness are for the clinician, and no rule reads them."""
        assert RULES.findings[name].context
        assert gives(**{name: value}) == NONE
