"""The adapter inside an app: what the natural code gives, and what it refuses."""

from __future__ import annotations

import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from triage import SymptomError, evaluate
from triage.adapters.reading import MOST_BYTES
from triage.adapters.symptoms import symptoms_model, symptoms_type
from triage.adapters.web import install, router

Symptoms = symptoms_model()
EMERGENCY = {"level": "emergency", "within": "now"}


class Visit(BaseModel):
    """A body that holds symptoms beside other things."""

    room: str
    symptoms: symptoms_type()  # type: ignore[valid-type]


@pytest.fixture(scope="module")
def client():
    """An app with the router, and with two routes of its own that take the model and the type."""
    app = FastAPI()
    app.include_router(router(), prefix="/triage")
    install(app)

    @app.post("/own")
    def own(symptoms: Symptoms) -> dict:
        return symptoms.assess().to_dict()

    @app.post("/visit")
    def visit(visit: Visit) -> dict:
        return evaluate(visit.symptoms).to_dict()

    return TestClient(app)


def posted(client, path, symptoms):
    """An answer to symptoms on one of the three routes."""
    return client.post(path, json={"room": "4", "symptoms": symptoms} if path == "/visit" else symptoms)


PATHS = ("/triage/assess", "/own", "/visit")


@pytest.mark.parametrize("path", PATHS)
class TestSymptoms:
    """All three ways to take symptoms say the same."""

    @pytest.mark.parametrize("name", ["saddle_sensory_change", "saddle_numbness"])
    def test_a_name_and_an_alias_are_an_emergency(self, client, path, name):
        found = posted(client, path, {name: True})
        assert (found.status_code, found.json()["outcome"]) == (200, EMERGENCY)

    @pytest.mark.parametrize(
        ("symptoms", "code"),
        [
            ({"sadle_numbness": True}, "unknown-finding"),
            ({"bladder_retention": "no"}, "not-a-flag"),
            ({"bladder_retention": 0}, "not-a-flag"),
            ({"bladder_retention": []}, "not-a-flag"),
            ({"temperature_c": 101.3}, "out-of-range"),
            ({"temperature_c": "38"}, "not-a-number"),
        ],
    )
    def test_a_slip_is_refused_and_hides_no_emergency(self, client, path, symptoms, code):
        found = posted(client, path, symptoms | {"bladder_incontinence_new": True})
        document = found.json()
        assert found.status_code == 422
        assert [each["code"] for each in document["problems"]] == [code]
        assert document["assessment"]["outcome"] == EMERGENCY
        assert document["assessment"]["complete"] is False
        assert "101.3" not in found.text

    def test_every_slip_is_named_at_once(self, client, path):
        found = posted(client, path, {"sadle_numbness": True, "temperature_c": 101.3, "feverish": "maybe"})
        assert [each["where"] for each in found.json()["problems"]] == ["feverish", "temperature_c", "sadle_numbness"]
        assert "maybe" not in found.text

    def test_nothing_is_written_to_a_log(self, client, path, caplog):
        with caplog.at_level(logging.DEBUG):
            posted(client, path, {"bladder_retention": "perhaps tomorrow"})
        assert "perhaps tomorrow" not in caplog.text


class TestBodies:
    """A body that isn't one object with each key once."""

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b'{"feverish": true, "feverish": false}', "repeated-answer"),
            (b"", "not-json"),
            (b"{", "not-json"),
            (b"\xff\xfe", "not-json"),
            (b"[1]", "not-an-object"),
            (b'"feverish"', "not-an-object"),
            (b"[" * 100_000, "not-json"),
            (b" " * (MOST_BYTES + 1), "body-too-long"),
        ],
    )
    def test_it_is_refused_by_name(self, client, body, code):
        found = client.post("/triage/assess", content=body)
        assert (found.status_code, [each["code"] for each in found.json()["problems"]]) == (422, [code])

    def test_of_two_answers_the_more_serious_counts(self, client):
        body = b'{"saddle_sensory_change": true, "saddle_sensory_change": false, "temperature_c": NaN}'
        found = client.post("/triage/assess", content=body).json()
        assert [each["code"] for each in found["problems"]] == ["repeated-answer", "not-a-number"]
        assert found["assessment"]["outcome"] == EMERGENCY

    def test_a_byte_order_mark_is_read(self, client):
        assert client.post("/triage/assess", content=b'\xef\xbb\xbf{"feverish": true}').status_code == 200


class TestSteps:
    """The questionnaire without a memory on the server."""

    def test_somebody_who_says_no_to_everything_reaches_the_end_with_the_outcome_of_evaluate(self, client):
        step, shown = {}, 0
        numbers = {"age_years": 35, "pain_rest_nrs": 3, "pain_during_activity_nrs": 3}
        words = {"sex_at_birth": "male", "leg_pain_side": "neither", "symptom_duration": "under_2_weeks", "pain_trend": "better"}
        while (found := client.post("/triage/next", json=step).json())["screen"] is not None:
            screen, shown = found["screen"], shown + 1
            names = [line["finding"] for line in screen["lines"]]
            given = {name: numbers.get(name, words.get(name, False)) for name in names}
            answered = {"submitted": given} if screen["kind"] == "each" else {"submitted": [], "none_of_these": True}
            step = {"answers": found["answers"], "panel": screen["id"]} | answered
        assert 5 < shown < 18
        assert found["screens_left"] == 0
        assert found["assessment"]["complete"] is True
        assert found["assessment"] == evaluate(found["answers"]).to_dict()

    def test_an_emergency_at_once_leaves_nothing_to_ask(self, client):
        found = client.post("/triage/next", json={"panel": "right-now", "submitted": {"chest_pain": True}}).json()
        assert found["screen"] is None
        assert found["assessment"]["outcome"] == {"level": "emergency", "within": "at-once"}

    def test_what_was_passed_comes_no_more(self, client):
        first = client.post("/triage/next", json={}).json()["screen"]["id"]
        assert client.post("/triage/next", json={"passed": [first]}).json()["screen"]["id"] != first

    @pytest.mark.parametrize(
        ("step", "code"),
        [
            ({"panel": "pelvik-1", "submitted": {}}, "not-open"),
            ({"submitted": ["feverish"]}, "no-panel"),
            ({"pannel": "pelvic-1"}, "bad-step"),
            ({"answers": []}, "bad-step"),
            ({"worth": "everything"}, "bad-step"),
            ({"panel": "pelvic-1", "submitted": {"feverish": True}}, "not-a-line"),
            ({"answers": {"feverish": "yes"}}, "not-a-flag"),
        ],
    )
    def test_a_step_that_means_nothing_is_refused_and_what_is_known_is_assessed(self, client, step, code):
        known = {"saddle_sensory_change": True}
        if isinstance(step.get("answers", {}), dict):
            step = step | {"answers": known | step.get("answers", {})}
        found = client.post("/triage/next", json=step)
        assert (found.status_code, [each["code"] for each in found.json()["problems"]]) == (422, [code])
        if step.get("answers"):
            assert found.json()["assessment"]["outcome"] == EMERGENCY

    def test_a_slip_on_one_line_hides_no_emergency_on_another(self, client):
        step = {"panel": "pelvic-1", "submitted": {"bladder_retention": "a little", "saddle_sensory_change": True}}
        found = client.post("/triage/next", json=step)
        assert (found.status_code, found.json()["assessment"]["outcome"]) == (422, EMERGENCY)


class TestModels:
    """Without a server."""

    def test_the_refusal_is_the_one_of_evaluate_and_no_repr_shows_answers(self):
        with pytest.raises(SymptomError, match="did you mean `saddle_numbness`"):
            Symptoms.model_validate({"sadle_numbness": True})
        assert "38.5" not in repr(Symptoms.model_validate({"temperature_c": 38.5}))

    def test_an_app_without_the_handler_fails_loudly(self):
        app = FastAPI()

        @app.post("/own")
        def own(symptoms: Symptoms) -> dict:
            return symptoms.assess().to_dict()

        assert TestClient(app, raise_server_exceptions=False).post("/own", json={"sadle_numbness": True}).status_code == 500
