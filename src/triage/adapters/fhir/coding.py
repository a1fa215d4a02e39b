"""What FHIR calls things: code systems, units, and the two codes that stand for yes and for not sure."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias

from triage.model.findings import UNSURE, Finding
from triage.model.ruleset import RuleSet

__all__ = [
    "FLAG_CODES",
    "SYSTEMS",
    "UCUM",
    "UNITS",
    "Coding",
    "Version",
    "coding_of",
    "converted",
    "options_of",
    "system_of",
    "url_of",
    "version_of",
]

Version: TypeAlias = Literal["R4", "R5"]
Coding: TypeAlias = dict[str, str]

UCUM: Final = "http://unitsofmeasure.org"
_YES_NO = "http://terminology.hl7.org/CodeSystem/v2-0136"
_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
# What the vocabulary calls a code system, and its address. SNOMED CT isn't among them: using its codes needs a licence.
SYSTEMS: Final = {"loinc": "http://loinc.org", "icd10cm": "http://hl7.org/fhir/sid/icd-10-cm"}
NOT_SURE: Final[Coding] = {"system": _ABSENT, "code": "asked-unknown", "display": "Not sure"}
FLAG_CODES: Final[Mapping[bool | str, Coding]] = {
    True: {"system": _YES_NO, "code": "Y", "display": "Yes"},
    False: {"system": _YES_NO, "code": "N", "display": "No"},
    UNSURE: NOT_SURE,
}
# The unit of a quantity in UCUM, by the vocabulary's words for it, and what else is converted exactly: factor and offset.
UNITS: Final[Mapping[str, str]] = {
    "degrees Celsius": "Cel",
    "years": "a",
    "weeks": "wk",
    "days": "d",
    "hours": "h",
    "minutes": "min",
    "millilitres": "mL",
}
_EXACT: Final[Mapping[str, Mapping[str, tuple[Fraction, Fraction]]]] = {
    "Cel": {"[degF]": (Fraction(5, 9), Fraction(-160, 9))},
    "d": {"wk": (Fraction(7), Fraction(0))},
    "wk": {"d": (Fraction(1, 7), Fraction(0))},
    "min": {"h": (Fraction(60), Fraction(0))},
    "h": {"min": (Fraction(1, 60), Fraction(0))},
    "mL": {"L": (Fraction(1000), Fraction(0)), "cL": (Fraction(10), Fraction(0)), "dL": (Fraction(100), Fraction(0))},
}
_LARGEST: Final = 10**9


def url_of(rules: RuleSet) -> str:
    """The canonical address of the questionnaire of some rules: a name, and no place on the web."""
    return f"urn:triage:questionnaire:{rules.name}"


def version_of(rules: RuleSet) -> str:
    """The version of the questionnaire: of the rules, and the first digits of the digest of what they decide."""
    return f"{rules.version}+{rules.digest[:12]}"


def system_of(rules: RuleSet, finding: Finding) -> str:
    """The code system of the options of a choice."""
    return f"{url_of(rules)}:{finding.name}"


def options_of(rules: RuleSet, finding: Finding) -> dict[bool | str, Coding]:
    """The codes that answer a flag or a choice, by the answer that each means. Not sure is always among them."""
    if finding.kind == "flag":
        return dict(FLAG_CODES)
    system = system_of(rules, finding)
    own: dict[bool | str, Coding] = {
        each.name: {"system": system, "code": each.name, "display": each.label or each.name} for each in finding.options
    }
    return own if UNSURE in own else own | {UNSURE: NOT_SURE}


def coding_of(finding: Finding) -> list[Coding]:
    """The codes of a finding in systems that everybody may use."""
    return [{"system": SYSTEMS[system], "code": code} for system, codes in finding.codes if system in SYSTEMS for code in codes]


def converted(value: Any, code: object, finding: Finding) -> int | float | None:
    """
    A number in the finding's own unit; None where UCUM knows no exact way from the unit it was given in.

    A month or a year has no fixed number of days in life, whatever UCUM says, so neither is converted.
    """
    own = UNITS.get(finding.unit)
    # No quantity of a person is larger, and arithmetic with some that are would end in an error of its own.
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_LARGEST < value < _LARGEST:
        return None
    if code == own:
        return value
    factor, offset = _EXACT.get(own or "", {}).get(code if isinstance(code, str) else "", (None, None))
    if factor is None or offset is None:
        return None
    # A float as it is written: 100.4 is no sum of halves, and the fever line is drawn through it.
    exact = (Fraction(value) if isinstance(value, int) else Fraction(repr(value))) * factor + offset
    return exact.numerator if exact.denominator == 1 else float(exact)
