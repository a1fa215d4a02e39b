"""A CDS Hooks service on the FHIR questionnaire: from the body of a request to its cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from triage.adapters.cds_hooks import cards
from triage.adapters.fhir import FhirError, symptoms_from
from triage.adapters.fhir.coding import url_of
from triage.adapters.hook_requests import HookError, HookRequest, request_in
from triage.api import Answer, bundled_rules, evaluate
from triage.errors import Problem
from triage.model.ruleset import RuleSet

__all__ = ["ANSWERS", "answered", "prefetch_of"]

ANSWERS = "answers"
_KIND = "QuestionnaireResponse"


def prefetch_of(rules: RuleSet | None = None) -> dict[str, str]:
    """What a client is asked to send along: the newest response to the questionnaire of these rules, finished or not."""
    applied = bundled_rules() if rules is None else rules
    about = f"patient={{{{context.patientId}}}}&questionnaire={url_of(applied)}"
    return {ANSWERS: f"{_KIND}?{about}&status=completed,amended,in-progress&_sort=-authored&_count=1"}


def answered(body: bytes, *, since: datetime, rules: RuleSet | None = None, url: str = "") -> dict[str, Any]:
    """
    The response to ``POST /cds-services/{id}``.

    What isn't answered in the response that was sent along was not asked. What can't be read is named on a card of its own, beside what the
    rest raises.

    Args:
        body: As it came.
        since: When the oldest answers that still count were given, with its time zone. Older ones say nothing of today: they count as not
            asked, and a card says so.
        rules: The rules to apply; the bundled ones when left out.
        url: Where the rules can be read.

    Raises:
        HookError: The request isn't one of `patient-view` (400), or nothing was sent along (412).
    """
    applied = bundled_rules() if rules is None else rules
    request = request_in(body)
    if ANSWERS not in request.prefetch:
        message = f"`prefetch.{ANSWERS}` isn't there, and this service fetches nothing; send null where there are no answers"
        raise HookError((Problem("no-prefetch", message, where=f"prefetch.{ANSWERS}"),), 412)
    problems: list[Problem] = []
    symptoms = _symptoms(request, applied, since, problems)
    return cards(evaluate(symptoms, rules=applied), instance=request.instance, problems=problems, url=url, rules=applied)


def _symptoms(request: HookRequest, rules: RuleSet, since: datetime, problems: list[Problem]) -> dict[str, Answer]:
    extra = len(request.prefetch.keys() - {ANSWERS})
    if extra:
        problems.append(Problem("unknown-prefetch", f"{extra} of the keys in `prefetch` isn't asked for; only `{ANSWERS}` is read"))
    response = _newest(_responses(request.prefetch[ANSWERS], problems), problems)
    if response is None or not _counts(response, request.patient, since, problems):
        return {}
    try:
        return symptoms_from(response, rules)
    except FhirError as error:
        problems += error.problems
        return error.symptoms


def _responses(sent: Any, problems: list[Problem]) -> Iterator[Mapping[str, Any]]:
    """The responses in what was sent: none, one by itself, or those of a bundle."""
    entries = sent.get("entry", []) if isinstance(sent, Mapping) and sent.get("resourceType") == "Bundle" else [{"resource": sent}]
    for entry in entries if isinstance(entries, list) else [None]:
        found = entry.get("resource") if isinstance(entry, Mapping) else entry
        kind = found.get("resourceType") if isinstance(found, Mapping) else ""
        if kind == _KIND and isinstance(found, Mapping):
            if found.get("status") != "entered-in-error":
                yield found
        # A search may add what it has to say of itself; null is a client that has no answers.
        elif kind != "OperationOutcome" and sent is not None:
            message = f"`prefetch.{ANSWERS}` takes a {_KIND}, or a bundle of them"
            problems.append(Problem("unreadable-prefetch", message, where=f"prefetch.{ANSWERS}"))


def _newest(found: Iterator[Mapping[str, Any]], problems: list[Problem]) -> Mapping[str, Any] | None:
    responses = list(found)
    dated = [(when, place) for place, each in enumerate(responses) if (when := _when(each)) is not None]
    if len(responses) > 1 and len(dated) < len(responses):
        problems.append(Problem("undated-answers", "of several responses one has no `authored`, so it isn't known which is the newest"))
    if not dated:
        return responses[0] if responses else None
    return responses[max(dated, key=lambda each: (each[0].timestamp(), -each[1]))[1]]


def _when(response: Mapping[str, Any]) -> datetime | None:
    """When it was authored; a day without a time counts to its end. None where that isn't said."""
    authored = response.get("authored")
    if not isinstance(authored, str):
        return None
    try:
        if len(authored) == len("2026-11-27"):
            return datetime.combine(date.fromisoformat(authored), datetime.max.time()).astimezone()
        read = datetime.fromisoformat(authored)
    except ValueError:
        return None
    return read if read.tzinfo is not None else None


def _counts(response: Mapping[str, Any], patient: str, since: datetime, problems: list[Problem]) -> bool:
    """Whether a response is this patient's, and not too old. One without a date counts, and is named."""
    subject = response.get("subject")
    reference = subject.get("reference") if isinstance(subject, Mapping) else None
    if not isinstance(reference, str) or reference.partition("/_history/")[0].rpartition("/")[2] != patient:
        message = "the response isn't marked as this patient's; `subject.reference` must be `Patient/` and the `patientId` of the context"
        problems.append(Problem("other-patient", message, where="subject"))
        return False
    when = _when(response)
    if when is None:
        problems.append(
            Problem("undated-answers", "`authored` of the response isn't a date and time with a time zone; ask how old the answers are")
        )
    elif when < since:
        problems.append(Problem("old-answers", "the newest answers are too old to say anything of today; ask again", where="authored"))
        return False
    return True
