"""FHIR: the questionnaire loses nobody, every answer is used or named, and the guidance says what the assessment says."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trying
from adapters.rendering import Renderer
from triage import evaluate, load_rules
from triage.adapters.fhir import FhirError, guidance, questionnaire, symptoms_from
from triage.adapters.fhir.coding import UCUM, UNITS, options_of
from triage.testing import people, rule_sets
from trying import reference_of

ROOT = Path(__file__).parents[2]
PEOPLE = 60


def value_of(rules, link, answer):
    """How somebody whose answer is known fills in an item; None leaves it out."""
    name = link.removesuffix("--unsure")
    finding = rules.findings[name]
    if link != name:
        return {"valueBoolean": True} if answer == "unsure" else None
    if finding.kind != "quantity":
        return {"valueCoding": options_of(rules, finding)[answer]}
    if answer == "unsure":
        return None
    if finding.unit in UNITS and not finding.whole:
        return {"valueQuantity": {"value": answer, "system": UCUM, "code": UNITS[finding.unit]}}
    return {"valueInteger" if finding.whole else "valueDecimal": answer}


def filled(rules, person, version="R4"):
    """The response of somebody who answers all that is shown, and what was shown."""
    renderer = Renderer(questionnaire(rules, version=version), lambda link: value_of(rules, link, person[link.removesuffix("--unsure")]))
    return renderer.response(), [link for link in renderer.shown if not link.endswith("--unsure")]


def answered(bundled, **values):
    """A response with some items; each is named and has its `value[x]`."""
    resource = questionnaire(bundled)
    items = [{"linkId": link, "answer": answers if isinstance(answers, list) else [answers]} for link, answers in values.items()]
    canonical = f"{resource['url']}|{resource['version']}"
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": canonical, "item": items}


YES, NO = ({"valueCoding": {"system": "http://terminology.hl7.org/CodeSystem/v2-0136", "code": code}} for code in "YN")
UNSURE = {"valueCoding": {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "asked-unknown"}}


def waiting_for_themselves(item):
    """The linkIds that an item's own `enableWhen`, or that of a group around it, asks for; and those of what is inside it."""
    inside = [each for each in item.get("item", []) if each["type"] != "display"]
    below = [waiting_for_themselves(each) for each in inside]
    links = {item.get("linkId")} | {each["linkId"] for each in inside if len(inside) == 1}
    return {test["question"] for test in item.get("enableWhen", [])} & links | set().union(*below)


def quantity(value, code, **more):
    """A Quantity with a UCUM code."""
    return {"valueQuantity": {"value": value, "system": UCUM, "code": code} | more}


class TestNobodyIsLost:
    """Law 12 for the form in somebody else's renderer: who answers what it shows ends where answering everything ends."""

    @settings(max_examples=60)
    @given(rule_sets().flatmap(lambda rules: st.tuples(st.just(rules), people(rules))))
    def test_whoever_answers_all_that_is_shown_has_nothing_open(self, world):
        """On random rule sets, whatever the answers: no question that is still to be asked is hidden."""
        rules, person = world
        response, _ = filled(rules, person)
        assert reference_of(rules).open(symptoms_from(response, rules)) == set()

    def test_no_question_waits_for_its_own_answer(self, bundled):
        """A hidden item has none, and LHC-Forms can't open a form in which one waits so. Nor does a group wait for what is in it."""
        assert waiting_for_themselves(questionnaire(bundled)) == set()

    def test_on_the_bundled_rules(self, bundled, request):
        """And all but a few of the questions that aren't for somebody are hidden: as many as our own screens hide."""
        from test_questionnaire import drawn

        reference = trying.reference_of(bundled)
        random = Random(7)
        hidden = needless = 0
        for _ in range(2000 if request.config.getoption("--deep") else PEOPLE):
            person = drawn(random)
            response, shown = filled(bundled, person)
            supplied = {name: answer for name, answer in person.items() if not bundled.findings[name].is_asked}
            assert evaluate(supplied | symptoms_from(response, bundled)).outcome == evaluate(person).outcome
            asked = reference.asked(person)
            hidden += 164 - len(shown)
            needless += len(set(shown) - set(asked))
        assert hidden > 20 * needless


class TestReading:
    """Everything in a response is used, or named in an error that carries what could be read."""

    def test_each_kind_is_read(self, bundled):
        """Codes, booleans, whole numbers with and without unit, quantities, and not sure of a number."""
        response = answered(
            bundled,
            age_years={"valueInteger": 44},
            back_pain=YES,
            leg_pain_side={"valueCoding": {"system": "urn:triage:questionnaire:low-back-pain:leg_pain_side", "code": "left"}},
            feverish={"valueBoolean": True},
            temperature_c=quantity(38.4, "Cel"),
            saddle_sensory_change=UNSURE,
            **{"pain_rest_nrs--unsure": {"valueBoolean": True}},
        )
        assert symptoms_from(response) == {
            "age_years": 44,
            "back_pain": True,
            "leg_pain_side": "left",
            "feverish": True,
            "temperature_c": 38.4,
            "saddle_sensory_change": "unsure",
            "pain_rest_nrs": "unsure",
        }

    @pytest.mark.parametrize(("fahrenheit", "celsius"), [(100.4, 38), (101.3, 38.5), (98.6, 37), (101, 38.333333333333336)])
    def test_fahrenheit_with_its_code_is_converted(self, bundled, fahrenheit, celsius):
        """Exactly, so that nobody falls off the line."""
        found = symptoms_from(answered(bundled, feverish=YES, temperature_c=quantity(fahrenheit, "[degF]")))
        assert found["temperature_c"] == celsius

    def test_weeks_are_days(self, bundled):
        """Where a unit is seven of another."""
        found = symptoms_from(answered(bundled, recent_spinal_procedure=YES, days_since_spinal_surgery=quantity(2, "wk")))
        assert found["days_since_spinal_surgery"] == 14

    @pytest.mark.parametrize(
        ("link", "value", "code", "said"),
        [
            ("saddle_sensory_chang", YES, "unknown-link", "did you mean `saddle_sensory_change`"),
            ("bladder_loss", YES, "unknown-link", "unknown linkId `bladder_loss`"),
            ("saddle_sensory_change", {"valueString": "true"}, "wrong-answer", "or `valueBoolean`"),
            ("saddle_sensory_change", {"valueBoolean": "true"}, "wrong-answer", "`saddle_sensory_change` takes `valueCoding`"),
            ("saddle_sensory_change", {"valueCoding": {"code": "Y"}}, "wrong-answer", "v2-0136"),
            ("saddle_sensory_change", {}, "unreadable-answer", "one `value[x]`"),
            ("temperature_c", {"valueDecimal": 101}, "wrong-answer", "with the unit code `Cel`"),
            ("temperature_c", quantity(311, "K"), "wrong-answer", "or `[degF]` for degrees Fahrenheit"),
            ("temperature_c", {"valueQuantity": {"value": 101}}, "wrong-answer", "with the unit code `Cel`"),
            ("temperature_c", quantity(38.4, "Cel", comparator=">"), "wrong-answer", "with the unit code `Cel`"),
            ("temperature_c", quantity(10**400, "[degF]"), "wrong-answer", "with the unit code `Cel`"),
            ("temperature_c", quantity(float("nan"), "[degF]"), "wrong-answer", "with the unit code `Cel`"),
            ("age_years", quantity(500, "mo"), "wrong-answer", "in years, with the unit code `a`"),
            ("saddle_sensory_change", [YES, NO], "repeated-answer", "is answered more than once"),
            ("pregnancy_state", UNSURE, "wrong-answer", "`pregnancy_state` takes `valueCoding`"),
        ],
    )
    def test_what_cant_be_used_is_named_and_hides_nothing(self, bundled, link, value, code, said):
        """Beside it lost control of the bladder is read; no value is in the message."""
        response = answered(bundled, feverish=YES, bladder_incontinence_new=YES, **{link: value})
        with pytest.raises(FhirError) as raised:
            symptoms_from(response)
        problem = next(each for each in raised.value.problems if each.code == code)
        assert said in problem.message
        assert problem.where == link
        assert evaluate(raised.value.symptoms).level == "emergency"
        assert "101" not in str(raised.value)
        assert "311" not in str(raised.value)

    def test_of_two_answers_the_worse_counts_until_it_is_mended(self, bundled):
        """In one item, or in two with the same linkId."""
        response = answered(bundled, saddle_sensory_change=[NO, YES])
        response["item"].append({"linkId": "bladder_incontinence_new", "answer": [NO]})
        response["item"].append({"linkId": "bladder_incontinence_new", "answer": [YES]})
        with pytest.raises(FhirError) as raised:
            symptoms_from(response)
        assert raised.value.symptoms == {"saddle_sensory_change": True, "bladder_incontinence_new": True}
        assert [each.code for each in raised.value.problems] == ["repeated-answer", "repeated-answer"]

    def test_an_answer_to_a_hidden_item_is_named_and_counts(self, bundled):
        """A man of 80 with a pregnancy."""
        state = {"valueCoding": {"system": "urn:triage:questionnaire:low-back-pain:pregnancy_state", "code": "pregnant"}}
        sex = {"valueCoding": {"system": "urn:triage:questionnaire:low-back-pain:sex_at_birth", "code": "male"}}
        with pytest.raises(FhirError, match="though the questionnaire hides it") as raised:
            symptoms_from(answered(bundled, age_years={"valueInteger": 80}, sex_at_birth=sex, pregnancy_state=state))
        assert raised.value.symptoms["pregnancy_state"] == "pregnant"

    @pytest.mark.parametrize(
        ("canonical", "said"),
        [
            ("urn:triage:questionnaire:low-back-pain|0.2.0+1", "another version"),
            ("http://example.org/q|1", "another questionnaire"),
            (None, "another questionnaire"),
        ],
    )
    def test_a_response_to_something_else(self, bundled, canonical, said):
        """Is refused, with what could be read."""
        response = answered(bundled, saddle_sensory_change=YES) | {"questionnaire": canonical}
        with pytest.raises(FhirError, match=said) as raised:
            symptoms_from(response)
        assert raised.value.symptoms == {"saddle_sensory_change": True}

    @pytest.mark.parametrize(
        "response", [None, [], {}, {"resourceType": "Patient"}, "text", {"resourceType": "QuestionnaireResponse", "item": 3}]
    )
    def test_something_else_altogether(self, response):
        """No traceback, whatever it is."""
        with pytest.raises(FhirError):
            symptoms_from(response)

    def test_what_was_entered_in_error_counts_for_nothing(self, bundled):
        """And says so."""
        with pytest.raises(FhirError, match="counts for nothing") as raised:
            symptoms_from(answered(bundled, saddle_sensory_change=YES) | {"status": "entered-in-error"})
        assert raised.value.symptoms == {}

    def test_ten_thousand_deep(self, bundled):
        """Nesting is the sender's; reading it is no recursion."""
        response = answered(bundled, bladder_incontinence_new=YES)
        inner = response["item"]
        for _ in range(10_000):
            inner.append({"linkId": "panel-pelvic-1", "item": [{"linkId": "back_pain", "answer": [YES]}]})
            inner = inner[-1]["item"]
        with pytest.raises(FhirError, match="nest at most 50 deep") as raised:
            symptoms_from(response)
        assert evaluate(raised.value.symptoms).level == "emergency"


class TestQuestionnaire:
    """What stands in the resource."""

    def test_links_are_unique_and_everything_asked_is_there(self, bundled):
        """In both versions."""

        def links(items):
            return [link for item in items for link in (item["linkId"], *links(item.get("item", [])))]

        for version in ("R4", "R5"):
            found = links(questionnaire(bundled, version=version)["item"])
            assert len(found) == len(set(found))
            assert {name for name, each in bundled.findings.items() if each.is_asked} <= set(found)

    def test_the_version_holds_the_digest_and_the_text_its_status(self, bundled):
        """And it is a draft."""
        resource = questionnaire(bundled)
        assert resource["version"] == f"{bundled.version}+{bundled.digest[:12]}"
        assert (resource["status"], resource["experimental"]) == ("draft", True)
        assert bundled.stamp.review in resource["description"]

    def test_translations_stand_beside_the_text(self, bundled):
        """What isn't translated stays as it is."""
        stem = bundled.panels[0].stem
        resource = questionnaire(bundled, translations={"de": {stem: "Zuerst"}})
        (extension,) = resource["item"][0]["_text"]["extension"]
        assert extension["extension"] == [{"url": "lang", "valueCode": "de"}, {"url": "content", "valueString": "Zuerst"}]
        assert "_text" not in resource["item"][1]

    def test_no_code_of_snomed(self, bundled):
        """Its codes need a licence."""
        assert "snomed" not in json.dumps(questionnaire(bundled)).lower()

    def test_an_own_pack_becomes_one_too(self):
        """With panels of its own or without."""
        for folder in ("tests/sample", "tests/panelled"):
            rules = load_rules(ROOT / folder)
            assert len(questionnaire(rules)["item"]) == len(rules.panels)


class TestGuidance:
    """What another system is told."""

    def test_an_emergency(self, bundled):
        """Level, rules and what is open, and no answer."""
        found = guidance(
            evaluate({"saddle_sensory_change": True, "temperature_c": 38.4}), subject="Patient/1", occurred="2026-11-27T10:00:00Z"
        )
        parameters = found["contained"][0]["parameter"]
        assert parameters[:2] == [{"name": "level", "valueCode": "emergency"}, {"name": "within", "valueCode": "now"}]
        assert found["status"] == "data-requested"
        assert "C-01: Changed feeling between the legs or in a buttock" in [each["text"] for each in found["reasonCode"]]
        assert "38.4" not in json.dumps(found)
        assert {each["codeFilter"][0]["code"][0]["code"] for each in found["dataRequirement"]} == set(
            evaluate({"saddle_sensory_change": True, "temperature_c": 38.4}).open_critical
        )

    def test_complete_is_success(self, bundled):
        """No data is asked for when no critical question is open."""
        from test_questionnaire import CALM

        found = guidance(evaluate(CALM | {"back_pain": True, "symptom_duration": "under_2_weeks"}), version="R5")
        assert found["status"] == "success"
        assert "dataRequirement" not in found
        assert "reasonCode" not in found
