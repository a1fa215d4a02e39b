"""Tools for language models: what they are shown, and that nothing they say lowers anything by itself."""

from __future__ import annotations

import json
from random import Random

import pytest

from triage import Outcome, PanelError, evaluate
from triage.adapters.intake import Intake
from triage.adapters.tools import critical_tool, panel_tool, tool

DIALECTS = ("json-schema", "function")


def schema_in(definition):
    """The schema, whatever the dialect."""
    return definition.get("input_schema") or definition["function"]["parameters"]


class TestTools:
    """Two stages in two dialects."""

    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_the_first_stage_has_all_that_is_critical_and_is_short(self, dialect, bundled):
        """Under 8,000 bytes as it is sent."""
        definition = critical_tool(bundled, dialect=dialect)
        critical = {each.name for each in bundled.findings.values() if each.is_asked and each.critical}
        assert critical <= set(schema_in(definition)["properties"])
        assert len(json.dumps(definition, separators=(",", ":")).encode()) < 8_000

    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_the_second_stage_has_the_next_screens_and_ends(self, dialect, bundled):
        """With the questions in full; none once nothing can raise the outcome."""
        definition = panel_tool(evaluate({"age_years": 40}), dialect=dialect)
        properties = schema_in(definition)["properties"]
        assert properties["back_pain"]["description"].startswith(bundled.findings["back_pain"].question)
        assert "age_years" not in properties
        assert panel_tool(evaluate({"chest_pain": True}), dialect=dialect) is None

    def test_strict_means_every_key_and_a_null_for_what_was_not_said(self, bundled):
        """Else a model that must give every key invents an answer."""
        schema = schema_in(tool(bundled, ["feverish", "temperature_c", "leg_pain_side"], dialect="function"))
        assert schema["required"] == ["feverish", "temperature_c", "leg_pain_side"]
        assert schema["properties"]["feverish"]["enum"] == [True, False, "unsure", None]
        assert {"type": "null"} in schema["properties"]["temperature_c"]["anyOf"]
        assert None in schema["properties"]["leg_pain_side"]["enum"]
        assert schema_in(tool(bundled, ["feverish"]))["required"] == []

    def test_a_misspelt_finding_is_an_error_of_the_app(self, bundled):
        """With the name that was meant."""
        with pytest.raises(ValueError, match="unknown: `feverich`; did you mean `feverish`"):
            tool(bundled, ["feverich"])


class TestIntake:
    """The model proposes, the person confirms, the rules decide."""

    def test_a_yes_counts_at_once_and_a_no_only_when_the_person_has_said_it(self):
        """An emergency doesn't wait for a confirmation; all's well does."""
        intake, _ = Intake().propose({"saddle_numbness": True, "bladder_retention": False})
        assert str(intake.assess().outcome) == "emergency now"
        assert "bladder_retention" not in intake.assess().to_dict()["answers"]
        intake = intake.confirm({"bladder_retention": False})
        assert intake.assess().to_dict()["answers"]["bladder_retention"] is False

    def test_a_model_that_changes_its_mind_lowers_nothing(self):
        """Neither before the person confirmed nor after; the person may."""
        for first in (Intake().propose({"saddle_sensory_change": True})[0], Intake().propose({"saddle_sensory_change": "unsure"})[0]):
            before = first.assess().outcome
            confirmed = first.confirm({"saddle_sensory_change": first.questions[0].proposed})
            for intake in (first, confirmed):
                changed, _ = intake.propose({"saddle_sensory_change": False})
                assert changed.assess().outcome == before
                assert [(each.finding, each.proposed) for each in changed.questions] == [("saddle_sensory_change", False)]
            assert changed.questions[0].before == first.questions[0].proposed
            assert changed.confirm({"saddle_sensory_change": False}).assess().outcome == Outcome.parse("none-found")

    def test_null_says_nothing_and_takes_nothing_back(self):
        """The strict dialect sends one for every finding that was not talked about."""
        intake, problems = Intake().propose({"feverish": True})[0].propose({"feverish": None, "rigors": None})
        assert (problems, [each.finding for each in intake.questions]) == ((), ["feverish"])

    def test_what_can_not_be_read_is_named_and_the_rest_counts(self):
        """For the model to mend."""
        intake, problems = Intake().propose({"feverish": "yes", "sadle_numbness": True, "bladder_loss": True})
        assert [each.code for each in problems] == ["not-a-flag", "unknown-finding"]
        assert str(intake.assess().outcome) == "emergency now"

    def test_only_what_was_read_back_can_be_confirmed(self):
        """A confirmation is the person's answer to a question, and no way around the proposal."""
        intake, _ = Intake().propose({"feverish": True})
        with pytest.raises(PanelError, match="rigors"):
            intake.confirm({"rigors": False})
        with pytest.raises(PanelError, match="text is never read as yes or no"):
            intake.confirm({"feverish": "no"})

    def test_no_repr_shows_an_answer(self):
        """A chat is logged sooner than anybody thinks."""
        intake, _ = Intake().propose({"temperature_c": 38.5})
        assert "38.5" not in repr(intake) + repr(intake.questions)

    def test_whatever_a_model_proposes_the_outcome_never_falls(self, bundled):
        """A hundred conversations of random proposals, none confirmed."""
        random = Random(20261126)
        names = [each.name for each in bundled.findings.values() if each.kind != "quantity"]
        for _ in range(100):
            intake, worst = Intake(), Outcome.parse("none-found")
            for _ in range(6):
                name = random.choice(names)
                options = [each.name for each in bundled.findings[name].options] or [True, False]
                intake, _ = intake.propose({name: random.choice([*options, "unsure"])})
                assert intake.assess().outcome >= worst
                worst = intake.assess().outcome

    def test_two_answers_to_a_choice_are_both_tried_beside_everything_else(self):
        """The side that was said first needn't be the one that matters."""
        intake, _ = Intake().propose({"leg_pain_side": "right"})
        intake, _ = intake.propose({"leg_pain_side": "both_recent"})
        alone = evaluate({"leg_pain_side": "both_recent"}).outcome
        assert intake.assess().outcome == alone == intake.propose({"leg_pain_side": "right"})[0].assess().outcome

    def test_a_model_that_proposes_everything_is_sent_to_the_person(self, bundled):
        """Each refusal is named; what was proposed before still counts."""
        intake, problems = Intake().propose({"saddle_numbness": True})[0], ()
        for _ in range(4):
            for finding in bundled.findings.values():
                for option in finding.options if finding.is_asked else ():
                    intake, new = intake.propose({finding.name: option.name})
                    problems += new
        assert {each.code for each in problems} == {"too-many-answers"}
        assert intake.assess().level.value == "emergency"
