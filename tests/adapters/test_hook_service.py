"""A CDS Hooks service on the FHIR questionnaire: what is sent along is used or named, and what isn't there is no no."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from triage import bundled_rules, evaluate
from triage.adapters.cds_hooks import cards
from triage.adapters.fhir import questionnaire
from triage.adapters.hook_requests import HookError
from triage.adapters.hook_service import answered, prefetch_of

INSTANCE = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
FORM = questionnaire()
SINCE = datetime(2026, 11, 26, 12, tzinfo=UTC)
NUMB = [{"linkId": "saddle_sensory_change", "answer": [{"valueBoolean": True}]}]
WELL = [{"linkId": "saddle_sensory_change", "answer": [{"valueBoolean": False}]}]


def response(item=NUMB, **more):
    """A response to the questionnaire."""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{FORM['url']}|{FORM['version']}",
        "status": "completed",
        "subject": {"reference": "Patient/p-9"},
        "authored": "2026-11-27T09:30:00+01:00",
        "item": item,
    } | more


def bundle(*resources):
    """What a search gives."""
    return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": each} for each in resources]}


def sent(answers, **more):
    """The cards for what a client sent along."""
    request = {
        "hook": "patient-view",
        "hookInstance": INSTANCE,
        "context": {"userId": "Practitioner/1", "patientId": "p-9"},
        "prefetch": {"answers": answers, **more},
    }
    return answered(json.dumps(request).encode(), since=SINCE)["cards"]


def levels(found):
    """What the cards are marked as."""
    return [card["indicator"] for card in found]


class TestWhatIsSent:
    """Everything counts or is named."""

    @pytest.mark.parametrize("answers", [response(), bundle(response()), bundle(response(), {"resourceType": "OperationOutcome"})])
    def test_an_answer_gives_the_card_of_the_assessment(self, answers):
        """Alone, in a bundle, beside what a search says of itself."""
        assert sent(answers) == cards(evaluate({"saddle_sensory_change": True}), instance=INSTANCE)["cards"]

    @pytest.mark.parametrize("status", ["completed", "amended", "in-progress"])
    def test_an_unfinished_response_counts_too(self, status):
        """An emergency in it can't wait until it is finished."""
        assert levels(sent(response(status=status))) == ["critical"]

    def test_the_newest_counts_wherever_it_stands(self):
        """The order of a bundle and the time zones are not trusted."""
        older = response(WELL, authored="2026-11-27T09:00:00+02:00")
        for both in (bundle(older, response()), bundle(response(), older)):
            assert levels(sent(both)) == ["critical"]
        newer = response(WELL, authored="2026-11-27T09:00:00Z")
        assert sent(bundle(response(), newer)) == []

    def test_what_was_entered_in_error_counts_for_nothing(self):
        """Somebody took it back."""
        assert sent(bundle(response(status="entered-in-error"))) == []

    def test_a_fault_hides_no_emergency_and_echoes_no_answer(self):
        """Both have their card."""
        warm = {"linkId": "temperature_c", "answer": [{"valueDecimal": 101.3}]}
        found = sent(response([*NUMB, warm, {"linkId": "nothing_known", "answer": [{"valueString": "whisky"}]}]))
        assert levels(found) == ["critical", "warning"]
        assert "temperature_c" in found[1]["detail"]
        assert "nothing_known" in found[1]["detail"]
        assert not any(word in json.dumps(found) for word in ("101", "whisky"))

    def test_a_response_to_another_version_is_named(self):
        """And what it says counts."""
        found = sent(response(questionnaire=FORM["url"] + "|0.1.0"))
        assert levels(found) == ["critical", "warning"]
        assert "another version" in found[1]["detail"]


class TestWhatIsNotThere:
    """Nothing that isn't there is a no."""

    @pytest.mark.parametrize("answers", [None, bundle(), response([])])
    def test_no_answers_give_no_card(self, answers):
        """Nothing was asked, and no card says that all is well."""
        assert sent(answers) == []

    def test_a_question_left_out_stays_open(self):
        """The card counts the critical ones."""
        (card,) = sent(response([{"linkId": "feverish", "answer": [{"valueBoolean": True}]}, *WELL]))
        open_critical = evaluate({"feverish": True, "saddle_sensory_change": False}).open_critical
        assert f"{len(open_critical)} critical questions were not asked" in card["detail"]

    def test_a_client_that_sent_nothing_along_is_told(self):
        """With 412, as the specification says."""
        request = {"hook": "patient-view", "hookInstance": INSTANCE, "context": {"userId": "u", "patientId": "p-9"}}
        for prefetch in ({}, {"prefetch": None}, {"prefetch": {"patient": {}}}):
            with pytest.raises(HookError, match="fetches nothing") as caught:
                answered(json.dumps(request | prefetch).encode(), since=SINCE)
            assert caught.value.status == 412

    @pytest.mark.parametrize(
        ("changed", "counts", "words"),
        [
            ({"authored": "2026-11-26T11:59:59Z"}, False, "too old"),
            ({"authored": "2026-11-25"}, False, "too old"),
            ({"authored": "2026"}, True, "how old"),
            ({"authored": "2026-11-27T09:30:00"}, True, "how old"),
            ({"authored": None}, True, "how old"),
            ({"subject": {"reference": "Patient/p-99"}}, False, "this patient's"),
            ({"subject": None}, False, "this patient's"),
        ],
    )
    def test_answers_of_another_time_or_person_are_named(self, changed, counts, words):
        """Old ones and those of somebody else count for nothing; undated ones count. A card says which."""
        found = sent(response(**changed))
        assert levels(found) == ["critical"] * counts + ["warning"]
        assert words in found[-1]["detail"]
        assert "p-99" not in json.dumps(found)

    @pytest.mark.parametrize("reference", ["Patient/p-9", "https://example.org/fhir/Patient/p-9", "Patient/p-9/_history/2"])
    def test_every_way_to_name_the_patient_is_read(self, reference):
        """Relative, absolute, with a version."""
        assert levels(sent(response(subject={"reference": reference}))) == ["critical"]

    @pytest.mark.parametrize(
        "answers", ["text", 7, [], {}, {"resourceType": "Patient"}, {"resourceType": "Bundle", "entry": 7}, bundle(None, [])]
    )
    def test_what_cannot_be_read_is_named(self, answers):
        """Instead of passing for no answers."""
        assert levels(sent(answers)) == ["warning"]

    def test_a_key_that_nobody_asked_for_is_named(self):
        """Answers may stand under it."""
        found = sent(response(), observations=bundle())
        assert levels(found) == ["critical", "warning"]
        assert "1 of the keys" in found[1]["detail"]

    def test_of_several_one_without_a_date_is_named(self):
        """It may be the newest."""
        assert levels(sent(bundle(response(WELL, authored=None), response()))) == ["critical", "warning"]


def test_the_query_is_for_this_questionnaire():
    """In the part of FHIR's search that the specification recommends."""
    query = prefetch_of(bundled_rules())["answers"]
    assert f"&questionnaire={FORM['url']}&" in query
    assert query.startswith("QuestionnaireResponse?patient={{context.patientId}}")
