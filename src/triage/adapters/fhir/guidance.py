"""The answer as another system takes it: a GuidanceResponse, with what was found in contained Parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from triage.adapters.fhir.coding import Version, coding_of, url_of, version_of
from triage.assessment import Assessment, Firing
from triage.model.outcome import Outcome

__all__ = ["guidance"]

Resource = dict[str, Any]


def guidance(assessment: Assessment, *, version: Version = "R4", subject: str | None = None, occurred: str | None = None) -> Resource:
    """
    An assessment as a FHIR GuidanceResponse, in R4 or R5.

    ``data-requested`` while a critical question is open that could still matter, with a dataRequirement for each; else ``success``. Level,
    ceiling, completeness and the rules that fired are contained Parameters. A referral or an order stays the app's to make.

    Args:
        assessment: The assessment.
        version: ``R4`` (4.0 and 4.3) or ``R5``.
        subject: A reference to the patient (``Patient/17``).
        occurred: When it was made, a FHIR dateTime with its offset. The library has no clock.

    Returns:
        Plain data, ready for JSON. No answer is in it.
    """
    rules = assessment._ruleset
    resource: Resource = {
        "resourceType": "GuidanceResponse",
        "contained": [{"resourceType": "Parameters", "id": "result", "parameter": list(_parameters(assessment))}],
        "moduleCanonical": f"{url_of(rules)}|{version_of(rules)}",
        "status": "success" if assessment.complete else "data-requested",
    }
    if subject is not None:
        resource["subject"] = {"reference": subject}
    if occurred is not None:
        resource["occurrenceDateTime"] = occurred
    reasons = [{"text": f"{each.ref}: {each.title}"} for each in assessment.fired]
    if reasons:
        resource |= {"reasonCode": reasons} if version == "R4" else {"reason": [{"concept": each} for each in reasons]}
    resource["note"] = [{"text": assessment.advice.say}, {"text": rules.stamp.review}]
    resource["outputParameters"] = {"reference": "#result"}
    if not assessment.complete and assessment.open_critical:
        resource["dataRequirement"] = [_requirement(name, assessment) for name in assessment.open_critical]
    return resource


def _parameters(assessment: Assessment) -> Iterator[Resource]:
    yield from _outcome("", assessment.outcome)
    yield from _outcome("ceiling-", assessment.ceiling)
    yield {"name": "complete", "valueBoolean": assessment.complete}
    yield from ({"name": "fired", "part": list(_fired(each))} for each in assessment.fired)


def _fired(firing: Firing) -> Iterator[Resource]:
    yield {"name": "rule", "valueCode": firing.rule}
    yield {"name": "ref", "valueString": firing.ref}
    yield from _outcome("", firing.outcome)
    yield {"name": "unsure", "valueBoolean": firing.unsure}
    yield {"name": "say", "valueString": firing.say}


def _outcome(prefix: str, outcome: Outcome) -> Iterator[Resource]:
    yield {"name": f"{prefix}level", "valueCode": str(outcome.level)}
    if outcome.within is not None:
        yield {"name": f"{prefix}within", "valueCode": str(outcome.within)}


def _requirement(name: str, assessment: Assessment) -> Resource:
    """What to ask next: an item of the questionnaire, with the codes of the finding where it has some."""
    rules = assessment._ruleset
    item = {"system": url_of(rules), "code": name, "display": rules.findings[name].question}
    return {
        "type": "QuestionnaireResponse",
        "profile": ["http://hl7.org/fhir/StructureDefinition/QuestionnaireResponse"],
        "codeFilter": [{"path": "item.linkId", "code": [item, *coding_of(rules.findings[name])]}],
    }
