"""Everything that becomes FHIR is FHIR to others, in R4 and R5; and the faults that are easily made are found by one of them."""

from __future__ import annotations

from random import Random

import pytest
from validators import refused, refused_by_classes, refused_by_schema

from adapters.rendering import Renderer
from triage import bundled_rules, evaluate, sample_rules
from triage.adapters.fhir import guidance, questionnaire, symptoms_from
from triage.adapters.fhir.coding import UCUM, UNITS, options_of

RULES = bundled_rules()
VERSIONS = ("R4", "R5")


def value_of(item, random):
    """Some answer to an item, or none."""
    link = item["linkId"]
    if item["type"] == "boolean":
        return {"valueBoolean": True} if random.random() < 0.03 else None
    if random.random() < 0.1:
        return None
    if "answerOption" in item:
        # Mostly no: whoever says yes to everything is no more than an emergency.
        return item["answerOption"][1 if random.random() < 0.8 else random.randrange(len(item["answerOption"]))]
    finding = RULES.findings[link]
    low, high = finding.limits
    number = random.randint(int(low), int(high))
    if item["type"] == "quantity":
        return {"valueQuantity": {"value": number, "system": UCUM, "code": UNITS[finding.unit]}}
    return {"valueInteger" if item["type"] == "integer" else "valueDecimal": number}


def items_of(items):
    """Every item by its linkId."""
    return {link: each for item in items for link, each in ((item["linkId"], item), *items_of(item.get("item", ())).items())}


def filled(form, random):
    """A response to the form, by somebody who answers most of what is shown and isn't sure of a number now and then."""
    items, said = items_of(form["item"]), {}

    def answer(link):
        number = link.removesuffix("--unsure")
        if link not in said:
            said[link] = value_of(items[link], random) if number == link or said.get(number) is None else None
        return said[link]

    return Renderer(form, answer).response()


def people(request):
    """How many random people for each version, and new ones where the search is a long one."""
    deep = request.config.getoption("--deep")
    return (250, Random()) if deep else (50, Random(16))


class TestWhatIsMade:
    """Nothing that the adapter makes is refused by either."""

    @pytest.mark.parametrize("version", VERSIONS)
    @pytest.mark.parametrize("rules", [RULES, sample_rules("sample"), sample_rules("visit")], ids=lambda each: each.name)
    def test_questionnaires(self, rules, version):
        """Of the bundled rules and of invented ones, with a translation beside every text."""
        assert refused(questionnaire(rules, version=version), version) == []
        texts = {each.question: each.question.upper() for each in rules.findings.values()}
        assert refused(questionnaire(rules, version=version, translations={"de": texts}), version) == []

    @pytest.mark.parametrize("version", VERSIONS)
    def test_responses_and_guidance_of_random_people(self, version, request):
        """What somebody's renderer would send is read, and the answer to it is one that others take."""
        form = questionnaire(version=version)
        count, random = people(request)
        seen = set()
        for number in range(count):
            response = filled(form, random)
            assert refused(response, version) == []
            assessment = evaluate(symptoms_from(response))
            found = guidance(assessment, version=version, subject=f"Patient/{number}", occurred="2026-11-27T10:00:00Z")
            assert refused(found, version) == []
            assert refused(guidance(assessment, version=version), version) == []
            seen.add(found["status"])
        assert seen == {"success", "data-requested"}

    @pytest.mark.parametrize("version", VERSIONS)
    def test_guidance_at_every_level(self, version):
        """From nothing answered to an ambulance."""
        for symptoms in ({}, {"pain_trend": "worse"}, {"feverish": True}, {"saddle_sensory_change": "unsure"}, {"shock_signs": True}):
            assert refused(guidance(evaluate(symptoms), version=version), version) == []

    def test_codes_of_options_are_told_apart_by_their_systems(self):
        """Two options of one choice never share a code."""
        for finding in RULES.findings.values():
            codes = [(each["system"], each["code"]) for each in options_of(RULES, finding).values()]
            assert len(codes) == len(set(codes))


FAULTS = {
    "no status": lambda found: found.pop("status"),
    "a status that there isn't": lambda found: found.update(status="maybe"),
    "a field that nobody knows": lambda found: found.update(level="emergency"),
    "text where a reference belongs": lambda found: found.update(subject="Patient/1"),
    "no module": lambda found: found.pop("moduleCanonical"),
    "a date that is none": lambda found: found.update(occurrenceDateTime="yesterday"),
    "contained Parameters that are none": lambda found: found["contained"][0].update(parameter=[{"valueCode": "emergency"}]),
}


class TestFaults:
    """The validators are worth having: each of seven faults is found by at least one."""

    @pytest.mark.parametrize("version", VERSIONS)
    @pytest.mark.parametrize("fault", FAULTS)
    def test_a_fault_is_found(self, fault, version):
        """In a guidance that is valid without it."""
        found = guidance(evaluate({"saddle_sensory_change": True}), version=version)
        assert refused(found, version) == []
        FAULTS[fault](found)
        assert refused(found, version) != []

    def test_neither_would_do_alone(self):
        """The schema has no required fields; the classes of R4 don't know which codes there are."""
        missing, wrong = (guidance(evaluate({"saddle_sensory_change": True})) for _ in range(2))
        FAULTS["no status"](missing)
        FAULTS["a status that there isn't"](wrong)
        assert refused_by_schema(missing, "R4") == []
        assert refused_by_classes(missing, "R4") != []
        assert refused_by_classes(wrong, "R4") == []
        assert refused_by_schema(wrong, "R4") != []
