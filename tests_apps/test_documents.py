"""The schemas say what the library takes and gives, by the word of a validator that isn't ours."""

from __future__ import annotations

import json
from random import Random

import pytest
from jsonschema import Draft202012Validator

from triage import SymptomError, bundled_rules, evaluate
from triage.adapters.models import AssessmentModel, PanelsModel
from triage.adapters.schema import KINDS, schema_of
from triage.adapters.screens import panels_document

RULES = bundled_rules()
ODD = [True, False, "unsure", None, 0, 1, 37.5, 38, -1, 5.5, 10**6, "yes", "", "none", "left", [], {}]


@pytest.fixture(scope="module")
def validators():
    """One validator a kind of document."""
    return {kind: Draft202012Validator(schema_of(kind, RULES)) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_one(kind):
    Draft202012Validator.check_schema(schema_of(kind, RULES))


def test_one_answer_is_taken_by_the_schema_exactly_where_evaluate_takes_it(validators):
    """Every name that symptoms may use, and one that they may not, with answers of every kind."""
    names = [name for finding in RULES.findings.values() for name in (finding.name, *finding.aliases)]
    for name in [*names, "sadle_numbness"]:
        for answer in ODD:
            try:
                evaluate({name: answer})
                taken = True
            except SymptomError:
                taken = False
            assert validators["symptoms"].is_valid({name: answer}) == taken, (name, type(answer))


def test_what_comes_out_is_what_the_schemas_say(validators):
    """Whole people, with and without answers and questions; through JSON, as it is kept."""
    random = Random(20261126)
    findings = list(RULES.findings.values())
    for _ in range(200):
        person = {each.name: random.choice((True, False, "unsure")) for each in random.sample(findings, 12) if each.kind == "flag"}
        for options in ({}, {"answers": False}, {"questions": True}):
            document = json.loads(json.dumps(evaluate(person).to_dict(**options)))
            validators["assessment"].validate(document)
            AssessmentModel.model_validate(document)


def test_the_panels_are_what_their_schema_says(validators):
    document = json.loads(json.dumps(panels_document(RULES)))
    validators["questionnaire"].validate(document)
    assert [panel.id for panel in PanelsModel.model_validate(document).panels] == [panel.id for panel in RULES.panels]
