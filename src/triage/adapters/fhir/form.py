"""The questionnaire as a FHIR resource: screens as groups, questions as items, and what hides them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from triage.adapters.fhir.coding import UCUM, UNITS, Version, coding_of, options_of, url_of, version_of
from triage.adapters.fhir.enabling import Enabling, Test
from triage.api import bundled_rules
from triage.model.findings import Finding
from triage.model.rules import Line, Panel
from triage.model.ruleset import RuleSet

__all__ = ["UNSURE_SUFFIX", "Form", "questionnaire"]

# The item beside a number, for who doesn't know it.
UNSURE_SUFFIX = "--unsure"
_CORE = "http://hl7.org/fhir/StructureDefinition"
_SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition"

Translations = Mapping[str, Mapping[str, str]]
Resource = dict[str, Any]


def questionnaire(rules: RuleSet | None = None, *, version: Version = "R4", translations: Translations | None = None) -> Resource:
    """
    The questionnaire as a FHIR Questionnaire, in R4 or R5.

    A screen is a group (linkId ``panel-ID``), a question an item whose linkId is the finding's name, with the line of the screen as its
    text and the question in full as help. Yes, no and not sure are codes; not sure of a number is an item of its own beside it
    (``NAME--unsure``). What an app or a clinician supplies isn't in it. See docs/how-to/fhir.md for what FHIR can't say exactly.

    Args:
        rules: The bundled rules if None.
        version: ``R4`` (4.0 and 4.3) or ``R5``.
        translations: By language tag (``de``), the translation of any text. What isn't there stays in English alone.

    Returns:
        Plain data, ready for JSON. Its ``status`` is ``draft``, since no clinician has reviewed it unless the rules say so.
    """
    return Form(bundled_rules() if rules is None else rules, version, translations or {}).resource()


class Form:
    """
    A questionnaire being written.

    Attributes:
        order: The findings that are items, by their place.
        enabling: What shows them.
    """

    def __init__(self, rules: RuleSet, version: Version = "R4", translations: Translations | None = None) -> None:
        self.rules = rules
        self.order = {line.finding: place for place, line in enumerate(line for panel in rules.panels for line in panel.lines)}
        self.enabling = Enabling(rules, self.order)
        self._version = version
        self._translations = translations or {}

    def resource(self) -> Resource:
        """The whole resource."""
        rules = self.rules
        name = "".join(part.capitalize() for part in rules.name.replace("+", "-").split("-"))
        return {
            "resourceType": "Questionnaire",
            "url": url_of(rules),
            "version": version_of(rules),
            "name": name,
            "title": f"Red flags: {rules.name.replace('-', ' ')}",
            "status": "draft",
            "experimental": True,
            "subjectType": ["Patient"],
            "description": f"Rules {rules.name} {rules.version}, digest {rules.digest}. {rules.stamp.review}",
            "item": [self._panel(panel) for panel in rules.panels],
        }

    def _panel(self, panel: Panel) -> Resource:
        items = [item for line in panel.lines for item in self._line(line)]
        return {"linkId": f"panel-{panel.id}", **self._text(panel.stem), "type": "group", "item": items}

    def _line(self, line: Line) -> Iterator[Resource]:
        finding = self.rules.findings[line.finding]
        clauses = self.enabling.of(finding.name)
        if all(len(clause) == 1 for clause in clauses):
            conditions = [self._shown([test for clause in clauses for test in clause], "all")] if clauses else []
        else:
            conditions = [self._shown(sorted(clause, key=str), "any") for clause in clauses]
        *outer, last = conditions or [{}]
        items = [item | last for item in self._items(line, finding)]
        for number, shown in enumerate(outer, 1):
            items = [{"linkId": f"{finding.name}--if-{number}", "type": "group"} | shown | {"item": items}]
        yield from items

    def _items(self, line: Line, finding: Finding) -> Iterator[Resource]:
        item: Resource = {"linkId": finding.name, "code": coding_of(finding), **self._text(line.tick), "type": self._type(finding)}
        if not item["code"]:
            del item["code"]
        if self.enabling.is_required(finding):
            item["required"] = True
        if finding.kind == "quantity":
            item["extension"] = list(_limits(finding))
        else:
            item["answerOption"] = [{"valueCoding": code} for code in options_of(self.rules, finding).values()]
        help_text = " ".join(filter(None, (finding.question, finding.help)))
        item["item"] = [{"linkId": f"{finding.name}--help", **self._text(help_text), "type": "display", "extension": [_control("help")]}]
        yield item
        if finding.kind == "quantity":
            yield {"linkId": finding.name + UNSURE_SUFFIX, **self._text(f"Not sure: {line.tick}"), "type": "boolean"}

    def _type(self, finding: Finding) -> str:
        if finding.kind != "quantity":
            return "choice" if self._version == "R4" else "coding"
        if finding.whole:
            return "integer"
        return "quantity" if finding.unit in UNITS else "decimal"

    def _text(self, text: str) -> Resource:
        extensions = [
            {
                "url": f"{_CORE}/translation",
                "extension": [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": texts[text]}],
            }
            for language, texts in self._translations.items()
            if text in texts
        ]
        return {"text": text, "_text": {"extension": extensions}} if extensions else {"text": text}

    def _shown(self, tests: list[Test], behaviour: str) -> Resource:
        when: Resource = {"enableWhen": [self._test(test) for test in tests]}
        return when | {"enableBehavior": behaviour} if len(tests) > 1 else when

    def _test(self, test: Test) -> Resource:
        finding = self.rules.findings[test.question]
        when: Resource = {"question": test.question, "operator": test.operator}
        if test.operator == "exists":
            return when | {"answerBoolean": False}
        if finding.kind != "quantity":
            assert isinstance(test.answer, bool | str)
            code = options_of(self.rules, finding)[test.answer]
            return when | {"answerCoding": {"system": code["system"], "code": code["code"]}}
        kind = self._type(finding)
        if kind == "quantity":
            return when | {"answerQuantity": _quantity(test.answer, finding)}
        return when | {"answerInteger" if kind == "integer" else "answerDecimal": test.answer}


def _limits(finding: Finding) -> Iterator[Resource]:
    low, high = finding.limits
    if not finding.whole and finding.unit in UNITS:
        yield {"url": f"{_SDC}/sdc-questionnaire-minQuantity", "valueQuantity": _quantity(low, finding)}
        yield {"url": f"{_SDC}/sdc-questionnaire-maxQuantity", "valueQuantity": _quantity(high, finding)}
        yield from ({"url": f"{_CORE}/questionnaire-unitOption", "valueCoding": each} for each in _units(finding))
        return
    value = "valueInteger" if finding.whole else "valueDecimal"
    yield {"url": f"{_CORE}/minValue", value: low}
    yield {"url": f"{_CORE}/maxValue", value: high}
    if finding.unit in UNITS:
        yield {"url": f"{_CORE}/questionnaire-unit", "valueCoding": _units(finding)[0]}


def _units(finding: Finding) -> list[Resource]:
    own = UNITS[finding.unit]
    found = [{"system": UCUM, "code": own, "display": finding.unit}]
    return [*found, {"system": UCUM, "code": "[degF]", "display": "degrees Fahrenheit"}] if own == "Cel" else found


def _quantity(value: object, finding: Finding) -> Resource:
    return {"value": value, "unit": finding.unit, "system": UCUM, "code": UNITS[finding.unit]}


def _control(code: str) -> Resource:
    return {
        "url": f"{_CORE}/questionnaire-itemControl",
        "valueCodeableConcept": {"coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": code}]},
    }
