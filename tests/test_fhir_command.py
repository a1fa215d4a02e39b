"""`triage fhir`: the exit code is the level, and what can't be read is told and hides nothing."""

from __future__ import annotations

import io
import json

import pytest

from triage.adapters.fhir import questionnaire
from triage.cli import main


def answered(**answers):
    """A response in JSON; each answer is its `value[x]`."""
    form = questionnaire()
    items = [{"linkId": link, "answer": [value]} for link, value in answers.items()]
    canonical = f"{form['url']}|{form['version']}"
    return json.dumps({"resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": canonical, "item": items})


YES = {"valueBoolean": True}


@pytest.fixture
def assess(monkeypatch, capsys):
    """Run `triage fhir assess` on some text."""

    def run(text, *options):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        code = main(["fhir", "assess", *options])
        return code, *capsys.readouterr()

    return run


def test_the_questionnaire_is_printed(capsys):
    """In R4, or R5."""
    assert main(["fhir", "questionnaire", "--version", "R5"]) == 0
    assert json.loads(capsys.readouterr().out) == questionnaire(version="R5")


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"saddle_sensory_change": YES}, 40), ({"shock_signs": YES}, 50), ({"feverish": YES}, 30), ({"back_pain": YES}, 10)],
)
def test_the_exit_code_is_the_level(assess, answers, code):
    """As for `evaluate`; in JSON the guidance is printed."""
    assert assess(answered(**answers))[0] == code
    found, out, err = assess(answered(**answers), "--json")
    assert (found, err) == (code, "")
    assert json.loads(out)["resourceType"] == "GuidanceResponse"


def test_a_fault_is_told_and_hides_no_emergency(assess):
    """Below an emergency the exit code is 2, and nothing is complete; no value is told."""
    code, out, err = assess(answered(feverish=YES, temperature_c={"valueDecimal": 101.3}), "--json")
    assert code == 2
    assert json.loads(out)["status"] == "data-requested"
    assert "`temperature_c` takes" in err
    assert "101" not in err
    assert assess(answered(saddle_sensory_change=YES, saddle_numb=YES))[0] == 40


def test_a_number_out_of_range_is_told_too(assess):
    """It is no fault of FHIR's, but of the answer."""
    code, _, err = assess(answered(age_years={"valueInteger": 500}))
    assert code == 2
    assert "`age_years`" in err


@pytest.mark.parametrize("text", ["", "no", "[]", "null", "3", "[" * 100_000])
def test_what_is_no_response_exits_with_2(assess, text):
    """And says what would be right."""
    code, _, err = assess(text)
    assert code == 2
    assert "JSON" in err or "QuestionnaireResponse" in err


def test_a_key_that_is_there_twice_loses_nothing(assess):
    """Python would keep the last; both lists count, and it is told."""
    text = answered(saddle_sensory_change=YES).replace('"answer": [', '"answer": [{"valueBoolean": false}], "answer": [')
    code, _, err = assess(text)
    assert code == 40
    assert "there twice" in err
