"""
What a record knows already: temperature, age, pregnancy and residual urine out of a Bundle of Observations and a Patient.

A record can only add answers. What isn't in it was not asked, and none of it counts as no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal

from attrs import frozen

from triage.adapters.fhir.coding import SYSTEMS, UCUM, converted
from triage.adapters.fhir.response import FhirError
from triage.api import Answer, bundled_rules
from triage.errors import Problem
from triage.model.findings import Finding
from triage.model.ruleset import RuleSet
from triage.names import quoted

__all__ = ["SOURCES", "Recorded", "symptoms_from_observations"]

_LOINC: Final = SYSTEMS["loinc"]
_AGE: Final = "age_years"
_COUNTS: Final = ("final", "amended", "corrected", "preliminary")


@frozen
class Recorded:
    """
    Which Observations answer a finding.

    Attributes:
        finding: Its name.
        codes: System and code of what is observed; one is enough.
        within: How old it may be.
        take: Of several, the ``newest`` or the ``highest``.
        values: Of a choice, the option that a coded value stands for, by system and code. A value that isn't here answers nothing.
    """

    finding: str
    codes: tuple[tuple[str, str], ...]
    within: timedelta
    take: Literal["newest", "highest"] = "newest"
    values: Mapping[tuple[str, str], str] | None = None


SOURCES: Final[tuple[Recorded, ...]] = (
    # The question asks for the highest of 48 hours: one lower reading proves nothing.
    Recorded("temperature_c", ((_LOINC, "8310-5"),), timedelta(hours=48), "highest"),
    # The code for not pregnant says nothing of a pregnancy that ended in the last 12 weeks, so it doesn't answer the question.
    Recorded("pregnancy_state", ((_LOINC, "82810-3"),), timedelta(weeks=12), values={(_LOINC, "LA15173-0"): "pregnant"}),
    # Records code it in too many ways to guess one: give yours, `evolve(each, codes=...)`.
    Recorded("post_void_residual_ml", (), timedelta(hours=24)),
)


def symptoms_from_observations(
    bundle: Mapping[str, Any], rules: RuleSet | None = None, *, at: datetime, sources: Sequence[Recorded] = SOURCES
) -> dict[str, Answer]:
    """
    What a Bundle says of one person, as `evaluate` takes it: Observations by their code, and the age from the Patient's birth date.

    Observations that were cancelled or entered in error don't count, nor do those with another code or older than their finding's limit.

    Args:
        bundle: A Bundle as plain data (R4 or R5): the whole record of one person, or the part that was asked for.
        rules: The bundled rules if None.
        at: When the person was seen, with its offset. The library has no clock.
        sources: Which codes answer what, and how old they may be.

    Raises:
        FhirError: An Observation that would count but has no usable date, unit or value, a birth date in the future or without a day that
            matters, more than one person, a page of a longer list. It has all faults, and what could be read.
        ValueError: ``at`` has no offset.
    """
    if at.tzinfo is None:
        raise ValueError("`at` needs its offset from UTC")
    applied = bundled_rules() if rules is None else rules
    record = _Record(applied, at, [each for each in sources if each.finding in applied.findings])
    problems = record.problems
    if not isinstance(bundle, Mapping) or bundle.get("resourceType") != "Bundle":
        raise FhirError((Problem("not-a-bundle", "a Bundle is read here, an object whose resourceType says so"),), {})
    if any(isinstance(each, Mapping) and each.get("relation") == "next" for each in _list(bundle, "link")):
        problems.append(Problem("not-whole", "this is a page of a longer list; give all pages as one Bundle", where="link"))
    for place, entry in enumerate(_list(bundle, "entry")):
        resource = entry.get("resource") if isinstance(entry, Mapping) else None
        if not isinstance(resource, Mapping):
            problems.append(Problem("no-resource", "an entry holds a `resource`", where=f"entry[{place}]"))
        elif resource.get("resourceType") == "Observation":
            record.observe(resource, f"entry[{place}]")
        elif resource.get("resourceType") == "Patient":
            record.meet(resource, f"entry[{place}]")
    symptoms = record.symptoms()
    if problems:
        raise FhirError(tuple(problems), symptoms)
    return symptoms


class _Record:
    """The record of one person; what is wrong goes to `problems`."""

    def __init__(self, rules: RuleSet, at: datetime, sources: Sequence[Recorded]) -> None:
        self.problems: list[Problem] = []
        self._rules, self._at = rules, at
        self._by_code = {code: each for each in sources for code in each.codes}
        self._found: dict[str, list[tuple[datetime, Answer]]] = {}
        self._people: set[str] = set()
        self._patients = 0
        self._age: int | None = None
        self._take = {each.finding: each.take for each in sources}

    def observe(self, observation: Mapping[str, Any], where: str) -> None:
        """One Observation, its components included."""
        parts = [observation, *(each for each in _list(observation, "component") if isinstance(each, Mapping))]
        for part in parts:
            source = next((self._by_code[code] for code in _codes(part.get("code")) if code in self._by_code), None)
            if source is not None and observation.get("status") in _COUNTS:
                self._count(observation, part, source, where)

    def _count(self, observation: Mapping[str, Any], part: Mapping[str, Any], source: Recorded, where: str) -> None:
        seen = self._seen(observation, where)
        if seen is None or seen < self._at - source.within:
            return
        subject = observation.get("subject")
        if isinstance(subject, Mapping) and isinstance(subject.get("reference"), str):
            self._people.add(subject["reference"])
        finding = self._rules.findings[source.finding]
        answer = self._choice(part, source) if finding.kind == "choice" else self._number(part, finding, where)
        if answer is not None:
            self._found.setdefault(finding.name, []).append((seen, answer))

    def _seen(self, observation: Mapping[str, Any], where: str) -> datetime | None:
        """When it was observed: of a period its end, of a day its last moment that has passed."""
        period = observation.get("effectivePeriod")
        ends = period if isinstance(period, Mapping) else {}
        given = observation.get("effectiveDateTime") or observation.get("effectiveInstant") or ends.get("end") or ends.get("start")
        if not isinstance(given, str):
            self._fault("no-date", "an Observation that counts needs the time when it was made, as `effectiveDateTime`", where)
            return None
        try:
            if len(given) == len("2026-11-27"):
                day = datetime.combine(date.fromisoformat(given), time.max, self._at.tzinfo)
                seen = min(day, self._at) if day.date() == self._at.date() else day
            else:
                seen = datetime.fromisoformat(given)
                if seen.tzinfo is None:
                    raise ValueError
        except ValueError:
            self._fault("no-date", "the time of an Observation is a day, or a time with its offset", where)
            return None
        if seen > self._at:
            self._fault("from-the-future", "an Observation is later than `at`", where)
            return None
        return seen

    @staticmethod
    def _choice(part: Mapping[str, Any], source: Recorded) -> Answer | None:
        values = source.values or {}
        return next((values[code] for code in _codes(part.get("valueCodeableConcept")) if code in values), None)

    def _number(self, part: Mapping[str, Any], finding: Finding, where: str) -> Answer | None:
        value = part.get("valueQuantity")
        if value is None and "dataAbsentReason" in part:
            return None
        answer = None
        if isinstance(value, Mapping) and value.get("system") == UCUM and "comparator" not in value:
            number = value.get("value")
            if isinstance(number, int | float) and not isinstance(number, bool):
                answer = converted(number, value.get("code"), finding)
        if answer is None:
            right = f"takes a `valueQuantity` in {finding.unit}, or in a unit that becomes it exactly, with its UCUM code and no comparator"
            self._fault("wrong-answer", f"{quoted(finding.name)} {right}", where)
            return None
        return answer

    def meet(self, patient: Mapping[str, Any], where: str) -> None:
        """The Patient, for the age in whole years on the day of the encounter."""
        self._patients += 1
        born = patient.get("birthDate")
        if born is None or _AGE not in self._rules.findings:
            return
        ends = _born(born)
        if ends is None:
            self._fault("wrong-date", "`birthDate` is a date", where)
        elif ends[0] > self._at.date():
            self._fault("from-the-future", "`birthDate` is later than `at`", where)
        elif _years(ends[0], self._at.date()) != _years(ends[1], self._at.date()):
            self._fault("wrong-date", "`birthDate` leaves the age open: it needs the month, or the day as well; or ask for the age", where)
        else:
            self._age = _years(ends[0], self._at.date())

    def symptoms(self) -> dict[str, Answer]:
        """What counts; of more than one person nothing does."""
        if self._patients > 1 or len(self._people) > 1:
            self._fault("several-people", "this Bundle is about more than one person; give one at a time", "entry")
            return {}
        chosen = {name: self._chosen(name, each) for name, each in self._found.items()}
        return ({} if self._age is None else {_AGE: self._age}) | chosen

    def _chosen(self, name: str, found: list[tuple[datetime, Answer]]) -> Answer:
        if self._take[name] == "highest":
            return max(answer for _, answer in found if isinstance(answer, int | float))
        newest = max(seen for seen, _ in found)
        # Two at one time: the higher number, which is the more serious of those that are read here.
        return max((answer for seen, answer in found if seen == newest), key=lambda answer: (str(type(answer)), answer))

    def _fault(self, code: str, message: str, where: str) -> None:
        self.problems.append(Problem(code, f"{where}: {message}", where=where))


def _list(holder: Mapping[str, Any], key: str) -> list[Any]:
    found = holder.get(key)
    return found if isinstance(found, list) else []


def _codes(concept: Any) -> Iterator[tuple[str, str]]:
    """System and code of each coding of a CodeableConcept."""
    for each in _list(concept, "coding") if isinstance(concept, Mapping) else ():
        if isinstance(each, Mapping) and isinstance(each.get("system"), str) and isinstance(each.get("code"), str):
            yield each["system"], each["code"]


def _born(given: Any) -> tuple[date, date] | None:
    """The first and the last day that a FHIR date may be; it may be a year or a month."""
    parts = given.split("-") if isinstance(given, str) else []
    try:
        year, month, day = (int(each) for each in (*parts, *(["0"] * (3 - len(parts)))))
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
