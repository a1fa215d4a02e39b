"""CDS Hooks: what the service says of itself, what it takes, and what its cards say and don't say."""

from __future__ import annotations

import json
import pickle
import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage import Level, SymptomError, bundled_rules, evaluate
from triage.adapters.cds_hooks import HOOK, cards, discovery
from triage.adapters.hook_requests import MOST_BYTES, HookError, HookRequest, request_in
from triage.testing import symptoms

RULES = bundled_rules()
INSTANCE = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
FORBIDDEN = re.compile(r"\b(safe|clear|normal|nothing serious|all-clear)\b", re.IGNORECASE)
REQUEST = {
    "hook": HOOK,
    "hookInstance": INSTANCE,
    "fhirServer": "https://example.org/fhir",
    "context": {"userId": "Practitioner/1", "patientId": "patient-9"},
    "prefetch": {"answers": None},
}


def shown(answers, **more):
    """The cards for these answers."""
    return cards(evaluate(answers), instance=INSTANCE, **more)["cards"]


class TestDiscovery:
    """What a client reads before it sends anything."""

    def test_one_service_for_the_opening_of_a_record(self):
        """With what it wants sent along, and that no clinician has reviewed the rules."""
        (service,) = discovery(prefetch={"answers": "QuestionnaireResponse?patient={{context.patientId}}"})["services"]
        assert (service["hook"], service["id"]) == ("patient-view", "red-flag-check")
        assert service["prefetch"] == {"answers": "QuestionnaireResponse?patient={{context.patientId}}"}
        assert RULES.stamp.review in service["description"]

    def test_it_names_the_rules_given(self, sample):
        """Not the bundled ones."""
        assert "sample 0.1.0" in discovery(sample, prefetch={}, service="other")["services"][0]["description"]


class TestCards:
    """What a clinician sees."""

    @pytest.mark.parametrize(
        ("answers", "indicator", "start"),
        [
            ({"saddle_numbness": True}, "critical", "Emergency care now: "),
            ({"fever": True}, "warning", "Seek care today: "),
        ],
    )
    def test_an_emergency_is_critical_and_less_is_a_warning(self, answers, indicator, start):
        """The summary says what to do, how soon, and what for."""
        (card,) = shown(answers)
        assert card["indicator"] == indicator
        assert card["summary"].startswith(start)
        assert RULES.stamp.review in card["detail"].lower()

    @pytest.mark.parametrize("answers", [{}, {"saddle_numbness": False, "fever": False}, {"age_years": 40}])
    def test_none_found_gives_no_card(self, answers):
        """Never one that says that all is well."""
        assert evaluate(answers).level is Level.NONE_FOUND
        assert shown(answers) == []

    @given(symptoms(RULES, most=25))
    def test_every_card_has_the_form_of_the_specification(self, answers):
        """Short summary, one of two indicators, a source, reasons with code, system and display; every rule that fired with its code."""
        assessment = evaluate(answers)
        found = cards(assessment, instance=INSTANCE, url="https://example.org/rules")["cards"]
        assert len(found) == (assessment.level is not Level.NONE_FOUND)
        for card in found:
            assert 0 < len(card["summary"]) < 140
            assert card["indicator"] == ("critical" if assessment.level is Level.EMERGENCY else "warning")
            assert card["source"] == {"label": f"triage: {RULES.name} {RULES.version}", "url": "https://example.org/rules"}
            assert all(set(each) == {"code", "system", "display"} for each in card["overrideReasons"])
            assert all(f"({firing.ref}; " in card["detail"] for firing in assessment.fired)
            assert ("Not complete" in card["detail"]) == bool(assessment.open_critical)
            assert not FORBIDDEN.search(card["summary"])
            assert json.loads(json.dumps(card)) == card

    def test_uuids_are_the_same_for_the_same_and_differ_otherwise(self):
        """So that feedback finds its card, and two openings of a record are told apart."""
        first, again = shown({"fever": True}), shown({"fever": True})
        assert first == again
        other = cards(evaluate({"fever": True}), instance="00000000-0000-4000-8000-000000000000")["cards"]
        different = shown({"fever": True, "saddle_numbness": True})
        assert len({str(UUID(each[0]["uuid"])) for each in (first, other, different)}) == 3

    def test_what_cannot_be_read_has_a_card_of_its_own(self):
        """Also where nothing was found; the field is named, and never what was answered."""
        with pytest.raises(SymptomError) as caught:
            evaluate({"temperature_c": 101.3, "saddle_numbness": True})
        found = cards(caught.value.assessment, instance=INSTANCE, problems=caught.value.problems)["cards"]
        assert [card["indicator"] for card in found] == ["critical", "warning"]
        assert "temperature_c" in found[1]["detail"]
        assert "101" not in json.dumps(found)
        (alone,) = shown({}, problems=caught.value.problems)
        assert "incomplete" in alone["summary"]

    def test_many_problems_are_counted(self):
        """A card stays readable."""
        with pytest.raises(SymptomError) as caught:
            evaluate({f"unknown_{number}": True for number in range(30)})
        (card,) = shown({}, problems=caught.value.problems)
        assert "- and 10 more" in card["detail"]

    def test_markup_in_a_name_stays_text(self):
        """A key from outside is no heading, link or script in the client."""
        with pytest.raises(SymptomError) as caught:
            evaluate({"`<script>[x](y)": True, "<b>[z](y)": True})
        outside_code = re.sub(r"`[^`]*`", "", shown({}, problems=caught.value.problems)[0]["detail"])
        assert "<" not in outside_code
        assert "](" not in outside_code

    def test_contradictions_are_named(self):
        """The more serious answer counted, and the clinician learns that there was another."""
        (card,) = shown({"foot_drop_new": True, "leg_weakness_new": False})
        assert "don't fit together" in card["detail"]

    def test_cards_of_other_rules_are_refused(self, sample):
        """Their words would be those of the wrong rules."""
        with pytest.raises(ValueError, match="other rules"):
            cards(evaluate({}, rules=sample), instance=INSTANCE)


class TestRequests:
    """What a client sends."""

    def test_what_the_specification_brings_is_taken(self):
        """The address of the record and its token are read over."""
        read = request_in(json.dumps(REQUEST | {"fhirAuthorization": {"access_token": "secret"}}).encode())
        assert read == HookRequest(INSTANCE, "patient-9", {"answers": None})
        assert "patient-9" not in repr(read)
        assert request_in(json.dumps({**REQUEST, "prefetch": None}).encode()).prefetch == {}

    @pytest.mark.parametrize(
        ("changed", "where"),
        [
            ({"hook": "order-sign"}, ["hook"]),
            ({"hookInstance": "no-uuid"}, ["hookInstance"]),
            ({"hookInstance": 7}, ["hookInstance"]),
            ({"context": {"userId": "Practitioner/1"}}, ["context.patientId"]),
            ({"context": "patient-9"}, ["context", "context.userId", "context.patientId"]),
            ({"prefetch": ["answers"]}, ["prefetch"]),
            ({"hook": None, "hookInstance": None, "prefetch": 1}, ["hook", "hookInstance", "prefetch"]),
        ],
    )
    def test_every_fault_is_named_at_once_and_no_value_echoed(self, changed, where):
        """By the place in the request."""
        with pytest.raises(HookError) as caught:
            request_in(json.dumps(REQUEST | changed).encode())
        assert [problem.where for problem in caught.value.problems] == where
        assert not any(word in str(caught.value) for word in ("order-sign", "no-uuid", "patient-9", "Practitioner/1"))
        assert caught.value.status == 400

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b"", "not-json"),
            (b"[]", "not-an-object"),
            (b"[" * 100_000, "not-json"),
            (b" " * (MOST_BYTES + 1), "body-too-long"),
            (b'{"hook": "patient-view", "hook": "order-sign"}', "repeated-answer"),
        ],
        ids=["empty", "list", "deep", "long", "twice"],
    )
    def test_a_body_that_is_no_request_is_refused(self, body, code):
        """Whatever was sent, it is answered with what would be right."""
        with pytest.raises(HookError) as caught:
            request_in(body)
        assert [problem.code for problem in caught.value.problems] == [code]

    def test_an_error_survives_pickling(self):
        """With its status."""
        copied = pickle.loads(pickle.dumps(HookError((), 412)))
        assert copied.status == 412

    @given(st.binary(max_size=200) | st.recursive(st.none() | st.text(), st.lists).map(lambda made: json.dumps(made).encode()))
    def test_nothing_else_ever_comes_out(self, body):
        """An error with its problems: none of these is a request."""
        with pytest.raises(HookError) as caught:
            request_in(body)
        assert caught.value.problems
