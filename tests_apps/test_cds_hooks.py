"""The example of a CDS Hooks service, under a client's requests."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from triage.adapters.fhir import questionnaire

sys.path.insert(0, str(Path(__file__).parent.parent / "examples"))

import cds_hooks

FORM = questionnaire()
CHECK = "/cds-services/red-flag-check"


@pytest.fixture
def client():
    """A hospital's system."""
    return TestClient(cds_hooks.create_app())


def request(hours=1.0, **more):
    """What it sends, with answers of so many hours ago."""
    response = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{FORM['url']}|{FORM['version']}",
        "status": "completed",
        "subject": {"reference": "Patient/p-9"},
        "authored": (datetime.now(UTC) - timedelta(hours=hours)).isoformat(),
        "item": [{"linkId": "saddle_sensory_change", "answer": [{"valueBoolean": True}]}],
    }
    context = {"userId": "Practitioner/1", "patientId": "p-9"}
    made = {"hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "context": context}
    return made | {"prefetch": {"answers": response}} | more


def test_the_service_is_found_and_called(client):
    """As a client does it: discovery, then the address made of the id."""
    (service,) = client.get("/cds-services").json()["services"]
    called = client.post(f"/cds-services/{service['id']}", json=request())
    assert called.status_code == 200
    assert [card["indicator"] for card in called.json()["cards"]] == ["critical"]
    assert set(request()["prefetch"]) == set(service["prefetch"])


def test_answers_of_two_days_ago_are_asked_again(client):
    """They raise nothing, and a card says why."""
    (card,) = client.post(CHECK, json=request(hours=48)).json()["cards"]
    assert (card["indicator"], "too old" in card["detail"]) == ("warning", True)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (json.dumps(request(hook="order-sign")), 400),
        (json.dumps(request(prefetch={})), 412),
        ("{", 400),
        ("", 400),
        ('{"hook": "patient-view", "hook": "whisky"}', 400),
        (json.dumps(request(context={"patientId": {"secret": "whisky"}})), 400),
    ],
)
def test_a_bad_request_is_told_what_would_be_right(client, body, status, caplog):
    """No value is echoed, and nothing is written to a log."""
    with caplog.at_level(logging.DEBUG, logger="triage"):
        refused = client.post(CHECK, content=body)
    assert refused.status_code == status
    assert refused.json()["problems"]
    assert not any(word in refused.text for word in ("whisky", "order-sign", "p-9"))
    assert not [record for record in caplog.records if record.name.startswith("triage")]


def test_another_service_is_not_there(client):
    """404, as the specification has nothing else for it."""
    assert client.post("/cds-services/other", json=request()).status_code == 404
