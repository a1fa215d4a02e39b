"""The way in: symptoms to assessment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, TypeAlias

from triage.assessment import Assessment, SymptomError, assessed
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.model.ruleset import RuleSet
from triage.packs.bundle import bundled

__all__ = ["Answer", "Symptoms", "bundled_rules", "evaluate"]

# True, False or "unsure" for a flag; a number in the finding's unit; the name of an option. None is not asked.
Answer: TypeAlias = bool | int | float | str | Literal["unsure"] | None
# Any list, tuple, set or iterator of names; a table or a multi-dict is refused by name.
Symptoms: TypeAlias = Mapping[str, Answer] | Sequence[str] | AbstractSet[str] | Iterator[str]


def evaluate(symptoms: Symptoms, *, rules: RuleSet | None = None) -> Assessment:
    """
    Say which red flags these symptoms raise, and how urgent the worst one is.

    Args:
        symptoms: Finding to answer (``True``, ``False``, ``"unsure"``, a number in the finding's unit, an option), or an
            list, tuple, set or iterator of findings that are present. What is left out, or None, was not asked.
        rules: The rules to apply; the bundled low back pain set when left out.

    Raises:
        SymptomError: Unknown finding, wrong kind of answer, out of range. Lists every fault, and carries the assessment of
            the answers that were valid.

    Source:
        docs/explanation/laws.md, laws 1 to 10.
    """
    applied = bundled() if rules is None else rules
    reading = read(symptoms, program_of(applied))
    assessment = assessed(reading, applied)
    if reading.problems:
        raise SymptomError(reading.problems, assessment)
    return assessment


def bundled_rules() -> RuleSet:
    """The low back pain rules that come with the library; the same object at every call."""
    return bundled()
