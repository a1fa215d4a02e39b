"""What a record says in FHIR: newest or highest, nothing older than its limit, and nothing counts as no."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from time import process_time

import pytest
from attrs import evolve

from triage import evaluate, sample_rules
from triage.adapters.fhir import SOURCES, FhirError, symptoms_from_observations
from triage.adapters.fhir.coding import UCUM

AT = datetime(2026, 11, 27, 12, tzinfo=timezone(timedelta(hours=1)))
OWN = (("https://example.org/codes", "pvr"),)
WITH_RESIDUAL = [evolve(each, codes=OWN) if each.finding == "post_void_residual_ml" else each for each in SOURCES]


def seen(value, code="8310-5", *, system="http://loinc.org", unit="Cel", at="2026-11-27T10:00:00Z", **more):
    """An Observation."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": system, "code": code}]},
        "effectiveDateTime": at,
        "valueQuantity": {"value": value, "system": UCUM, "code": unit},
    } | more


def pregnancy(answer, at="2026-11-20"):
    """An Observation of pregnancy status."""
    concept = {"coding": [{"system": "http://loinc.org", "code": answer}]}
    found = seen(0, "82810-3", at=at, valueCodeableConcept=concept)
    del found["valueQuantity"]
    return found


def patient(born):
    """A Patient."""
    return {"resourceType": "Patient", "birthDate": born}


def bundle(*resources, **more):
    """A Bundle of resources."""
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]} | more


def read(*resources, **more):
    """What a Bundle of these says."""
    return symptoms_from_observations(bundle(*resources), at=AT, **more)


def faults(*resources):
    """The error that a Bundle of these raises."""
    with pytest.raises(FhirError) as raised:
        read(*resources)
    return raised.value


class TestRead:
    """By code, within a limit."""

    def test_the_highest_temperature_of_48_hours(self):
        """As the question asks for it: one lower reading proves nothing. Fahrenheit becomes Celsius exactly."""
        early, late = "2026-11-25T12:00:00+01:00", "2026-11-27T11:00:00Z"
        assert read(seen(38.4, at=early), seen(36.8, at=late)) == {"temperature_c": 38.4}
        assert read(seen(101.3, unit="[degF]")) == {"temperature_c": 38.5}
        assert read(seen(39.9, at="2026-11-25T11:59:59+01:00"), seen(36.8)) == {"temperature_c": 36.8}
        assert read(seen(39.9, at="2026-11-25T11:59:59+01:00")) == {}

    def test_of_residual_urine_the_newest(self):
        """By a code of one's own, in litres too; without a code none is read."""
        there = [
            seen(400, "pvr", system=OWN[0][0], unit="mL", at="2026-11-27T08:00:00Z"),
            seen(0.25, "pvr", system=OWN[0][0], unit="L", at="2026-11-27T09:00:00Z"),
        ]
        assert read(*there, sources=WITH_RESIDUAL) == {"post_void_residual_ml": 250}
        assert read(*reversed(there), sources=WITH_RESIDUAL) == {"post_void_residual_ml": 250}
        assert read(*there) == {}

    def test_pregnancy_is_read_and_its_absence_is_not(self):
        """Not pregnant says nothing of a pregnancy that ended lately; unknown in a record is nobody's answer."""
        assert read(pregnancy("LA15173-0")) == {"pregnancy_state": "pregnant"}
        assert read(pregnancy("LA26683-5")) == read(pregnancy("LA4489-6")) == {}
        assert read(pregnancy("LA15173-0", at="2026-08-01")) == {}

    @pytest.mark.parametrize(
        ("born", "age"),
        [("1966-11-27", 60), ("1966-11-28", 59), ("2026-11-27", 0), ("1966-12", 59), ("2000-02-29", 26)],
    )
    def test_the_age_in_whole_years(self, born, age):
        """On the day of the encounter; a month is enough where it leaves no doubt."""
        assert read(patient(born)) == {"age_years": age}

    def test_a_component_counts_as_an_observation(self):
        """Vital signs come as a panel too."""
        part = {key: each for key, each in seen(38.9).items() if key in ("code", "valueQuantity")}
        panel = seen(0, "85353-1", component=[part])
        del panel["valueQuantity"]
        assert read(panel) == {"temperature_c": 38.9}

    def test_what_does_not_count_is_passed_over(self):
        """Another code, what was retracted, what has no value and says why, and findings that the rules don't have."""
        absent = seen(0, dataAbsentReason={"text": "refused"})
        del absent["valueQuantity"]
        assert read(seen(99, "29463-7"), seen(39, status="entered-in-error"), seen(39, status="cancelled"), absent) == {}
        assert read(seen(39), pregnancy("LA15173-0"), rules=sample_rules("sample")) == {"temperature_c": 39}

    def test_the_rest_is_still_asked(self):
        """A record closes nothing but what it answers."""
        found = evaluate(read(patient("1980-01-01"), seen(36.6)))
        assert found.level == "none-found"
        assert not found.complete


class TestFaults:
    """What would count and can't be used is named, and hides nothing."""

    @pytest.mark.parametrize(
        ("resource", "code", "said"),
        [
            (seen(39.5, effectiveDateTime=None), "no-date", "needs the time when it was made"),
            (seen(39.5, at="2026-11"), "no-date", "a day, or a time with its offset"),
            (seen(39.5, at="2026-11-27T10:00:00"), "no-date", "a day, or a time with its offset"),
            (seen(39.5, at="2026-11-28"), "from-the-future", "later than `at`"),
            (seen(39.5, unit="K"), "wrong-answer", "with its UCUM code"),
            (seen(39.5, valueQuantity={"value": 39.5}), "wrong-answer", "in degrees Celsius"),
            (seen(float("nan")), "wrong-answer", "in degrees Celsius"),
            (seen(10**5000), "wrong-answer", "in degrees Celsius"),
            (seen("39.5"), "wrong-answer", "in degrees Celsius"),
            (patient("2026-11-28"), "from-the-future", "`birthDate` is later"),
            (patient("2026-13-01"), "wrong-date", "is a date"),
            (patient("1966"), "wrong-date", "leaves the age open"),
            (patient(1966), "wrong-date", "is a date"),
        ],
    )
    def test_a_fault_is_named_with_its_place(self, resource, code, said):
        """And never with what was measured."""
        error = faults(pregnancy("LA15173-0"), resource)
        (problem,) = error.problems
        assert (problem.code, problem.where) == (code, "entry[1]")
        assert said in problem.message
        assert "39.5" not in str(error)
        assert error.symptoms == {"pregnancy_state": "pregnant"}

    def test_several_people_are_not_mixed(self):
        """Nothing of either counts."""
        for resources in (
            [patient("1980-01-01"), patient("1990-01-01")],
            [seen(39, subject={"reference": f"Patient/{n}"}) for n in (1, 2)],
        ):
            error = faults(*resources)
            assert [each.code for each in error.problems] == ["several-people"]
            assert error.symptoms == {}

    def test_a_page_of_a_longer_list_says_so(self):
        """The newest may be on another one."""
        with pytest.raises(FhirError, match="all pages"):
            symptoms_from_observations(bundle(seen(37), link=[{"relation": "next", "url": "?page=2"}]), at=AT)

    @pytest.mark.parametrize("wrong", [None, [], {}, {"resourceType": "Patient"}, bundle(None), {"resourceType": "Bundle", "entry": [3]}])
    def test_something_else_altogether(self, wrong):
        """No traceback, whatever it is."""
        with pytest.raises(FhirError):
            symptoms_from_observations(wrong, at=AT)

    def test_the_time_needs_its_offset(self):
        """48 hours are counted from it."""
        with pytest.raises(ValueError, match="offset"):
            symptoms_from_observations(bundle(), at=datetime(2026, 11, 27))

    def test_a_hundred_thousand_entries_take_less_than_two_seconds(self):
        """Those with other codes, and those that count."""
        many = bundle(*[seen(36 + number % 30 / 10, ("8310-5", "29463-7")[number % 2]) for number in range(100_000)])
        began = process_time()
        assert symptoms_from_observations(many, at=AT) == {"temperature_c": 38.8}
        assert process_time() - began < 2
