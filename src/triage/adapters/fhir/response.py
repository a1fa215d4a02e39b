"""Answers out of a FHIR QuestionnaireResponse: everything in it is used, or named in an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from triage.adapters.fhir.coding import UCUM, UNITS, converted, options_of, url_of, version_of
from triage.adapters.fhir.enabling import holds
from triage.adapters.fhir.form import UNSURE_SUFFIX, Form
from triage.adapters.reading import merged
from triage.api import Answer, bundled_rules
from triage.errors import Problem, TriageError
from triage.model.findings import UNSURE, Finding
from triage.model.ruleset import RuleSet
from triage.names import listed, meant, quoted

__all__ = ["FhirError", "symptoms_from"]

# Our questionnaire is five deep; what nests further is no answer to it.
_DEEPEST = 50
_UNUSABLE = ("entered-in-error", "stopped")
# Beside an answer these say nothing about it.
_ABOUT = {"id", "extension", "item"}


class FhirError(TriageError):
    """
    A resource that can't be used as it is.

    Attributes:
        problems: Every fault; never an answer.
        symptoms: What could be read, as `evaluate` takes it. Assess it and show the result first: a fault in one field must not
            hide an emergency in another.
    """

    def __init__(self, problems: tuple[Problem, ...], symptoms: Mapping[str, Answer]) -> None:
        super().__init__(problems)
        self.symptoms = dict(symptoms)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems, self.symptoms)


class _Said(NamedTuple):
    """The answers to one item."""

    link: str
    answers: list[Any]


def symptoms_from(response: Mapping[str, Any], rules: RuleSet | None = None) -> dict[str, Answer]:
    """
    The answers of a QuestionnaireResponse to `questionnaire(rules)`, as `evaluate` takes them.

    Groups may be nested in any way; what counts is each item's linkId. A temperature in degrees Fahrenheit with its unit code is
    converted, and so is every unit that UCUM converts exactly; a number without the unit that its item asks for is refused.

    Args:
        response: The resource as plain data (R4 or R5).
        rules: The bundled rules if None.

    Raises:
        FhirError: A response to another questionnaire or version, an unknown linkId, an answer of the wrong type, two answers to one
            question, an answer to an item that the questionnaire hides, a foreign unit. It has all faults, and what could be read.
    """
    rules = bundled_rules() if rules is None else rules
    problems = list(_of_resource(response, rules))
    if not isinstance(response, Mapping) or response.get("status") in _UNUSABLE:
        raise FhirError(tuple(problems), {})
    reader = _Reader(rules, problems)
    symptoms = reader.read(_items(response, problems))
    if problems:
        raise FhirError(tuple(problems), symptoms)
    return symptoms


def _of_resource(response: Any, rules: RuleSet) -> Iterator[Problem]:
    if not isinstance(response, Mapping) or response.get("resourceType") != "QuestionnaireResponse":
        yield Problem("not-a-response", "a QuestionnaireResponse is read here, an object whose resourceType says so")
        return
    if response.get("status") in _UNUSABLE:
        yield Problem("unusable-status", f"a response that is {listed(_UNUSABLE)} counts for nothing", where="status")
    own, wanted = response.get("questionnaire"), f"{url_of(rules)}|{version_of(rules)}"
    if own != wanted:
        same = isinstance(own, str) and own.partition("|")[0] == url_of(rules)
        what = "another version of the questionnaire" if same else "another questionnaire"
        yield Problem("other-questionnaire", f"this is a response to {what}; these rules read answers to {wanted}", where="questionnaire")


def _items(response: Mapping[str, Any], problems: list[Problem]) -> Iterator[_Said]:
    """Every item that holds answers, groups opened; iterative, since nesting is the sender's."""
    waiting: list[tuple[Any, int]] = [(response, 0)]
    while waiting:
        holder, depth = waiting.pop()
        items = holder.get("item", [])
        if depth > _DEEPEST or not isinstance(items, list):
            message = f"items nest at most {_DEEPEST} deep here" if depth > _DEEPEST else "`item` is a list of objects"
            problems.append(Problem("unreadable-item", message, where=_link(holder)))
            continue
        for item in items:
            if not isinstance(item, Mapping) or not isinstance(item.get("linkId"), str):
                problems.append(Problem("unreadable-item", "an item is an object with a `linkId`", where=_link(holder)))
                continue
            answers = item.get("answer", [])
            answers = answers if isinstance(answers, list) else [answers]
            if answers:
                yield _Said(item["linkId"], answers)
            waiting += [(each, depth + 1) for each in (item, *answers) if isinstance(each, Mapping) and each.get("item")]


def _link(holder: Mapping[str, Any]) -> str:
    link = holder.get("linkId", "")
    return link if isinstance(link, str) else ""


class _Reader:
    """Reads items one by one; what is wrong goes to `problems`."""

    def __init__(self, rules: RuleSet, problems: list[Problem]) -> None:
        self._rules = rules
        self._form = Form(rules)
        self._problems = problems

    def read(self, items: Iterator[_Said]) -> dict[str, Answer]:
        """The symptoms; those of items that are hidden too, named as a fault: no answer is dropped."""
        pairs: list[tuple[str, Answer]] = []
        seen: Counter[str] = Counter()
        for link, answers in items:
            seen[link] += len(answers)
            pairs += [pair for answer in answers if (pair := self._pair(link, answer)) is not None]
        # Which of two counts until it is mended, `merged` says; that there are two is said already, unless a number is known and unknown.
        for link in (link for link, count in seen.items() if count > 1):
            self._fault("repeated-answer", f"{quoted(link)} is answered more than once; it takes one answer", link)
        twice: list[Problem] = []
        symptoms = {name: answer for name, answer in merged(pairs, twice).items() if answer is not None}
        self._problems += [each for each in twice if each.where + UNSURE_SUFFIX in seen and each.where in seen]
        self._hidden(symptoms)
        return symptoms

    def _hidden(self, symptoms: Mapping[str, Answer]) -> None:
        shown: dict[str, Answer] = {}
        for name in self._form.order:
            if name not in symptoms:
                continue
            if not holds(self._form.enabling.of(name), shown):
                self._fault("hidden-item", f"{quoted(name)} is answered, though the questionnaire hides it after these answers", name)
            elif self._rules.findings[name].kind != "quantity" or symptoms[name] != UNSURE:
                shown[name] = symptoms[name]

    def _pair(self, link: str, answer: Any) -> tuple[str, Answer] | None:
        name = link.removesuffix(UNSURE_SUFFIX)
        finding = self._rules.findings.get(name)
        if finding is None or name not in self._form.order or (link != name and finding.kind != "quantity"):
            self._fault("unknown-link", f"unknown linkId {quoted(link)}{meant(link, list(self._form.order))}", link)
            return None
        values = {key: value for key, value in answer.items() if key not in _ABOUT} if isinstance(answer, Mapping) else {}
        if len(values) != 1:
            self._fault("unreadable-answer", f"an answer to {quoted(link)} is an object with one `value[x]`", link)
            return None
        ((kind, value),) = values.items()
        if link != name:
            if kind == "valueBoolean" and isinstance(value, bool):
                return (name, UNSURE) if value else None
            read, wanted = None, "`valueBoolean`, true where the number isn't known"
        else:
            read, wanted = self._number(kind, value, finding) if finding.kind == "quantity" else self._code(kind, value, finding)
        if read is None:
            self._fault("wrong-answer", f"{quoted(link)} takes {wanted}", link)
            return None
        return name, read

    def _code(self, kind: str, value: Any, finding: Finding) -> tuple[Answer | None, str]:
        """A flag or a choice: a coding, or for a flag a boolean."""
        options = options_of(self._rules, finding)
        systems = sorted({code["system"] for code in options.values()})
        codes = listed(code["code"] for code in options.values())
        wanted = f"`valueCoding` with the code {codes} of {' or '.join(systems)}"
        if finding.kind == "flag":
            wanted += ", or `valueBoolean`"
            if kind == "valueBoolean" and isinstance(value, bool):
                return value, wanted
        if kind == "valueCoding" and isinstance(value, Mapping):
            for answer, code in options.items():
                if (value.get("system"), value.get("code")) == (code["system"], code["code"]):
                    return answer, wanted
        return None, wanted

    def _number(self, kind: str, value: Any, finding: Finding) -> tuple[Answer | None, str]:
        unit = UNITS.get(finding.unit)
        plain = "valueInteger" if finding.whole else "valueDecimal"
        wanted = f"`{plain}`" if unit is None or finding.whole else ""
        if unit is not None:
            wanted += f"{' or ' if wanted else ''}`valueQuantity` in {finding.unit}, with the unit code `{unit}` of {UCUM}"
            wanted += ", or `[degF]` for degrees Fahrenheit" if unit == "Cel" else ""
        if isinstance(value, Mapping):
            exact = kind == "valueQuantity" and value.get("system") == UCUM and "comparator" not in value
            number = value.get("value")
            is_number = isinstance(number, int | float) and not isinstance(number, bool)
            return (converted(number, value.get("code"), finding) if unit and exact and is_number else None), wanted
        bare = kind == plain and (unit is None or finding.whole) and isinstance(value, int | float) and not isinstance(value, bool)
        return (value if bare else None), wanted

    def _fault(self, code: str, message: str, link: str) -> None:
        self._problems.append(Problem(code, message, where=link))
