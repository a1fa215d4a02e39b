"""What a client of CDS Hooks sends, read strictly: which hook, for whom, and what was sent along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from attrs import field, frozen

from triage.adapters.cds_hooks import HOOK
from triage.adapters.reading import object_in
from triage.errors import Problem, TriageError
from triage.names import quoted

__all__ = ["MOST_BYTES", "HookError", "HookRequest", "request_in"]

# A questionnaire that is answered whole has about 60 KiB.
MOST_BYTES = 1024 * 1024


class HookError(TriageError):
    """
    A request that can't be answered. ``problems`` lists every fault, and never what somebody answered.

    Attributes:
        status: The HTTP status to answer with: 400, or 412 where nothing was sent along that could be read.
    """

    def __init__(self, problems: tuple[Problem, ...], status: int = 400) -> None:
        super().__init__(problems)
        self.status = status

    def __reduce__(self) -> tuple[Any, ...]:
        return HookError, (self.problems, self.status)


@frozen(repr=False)
class HookRequest:
    """
    A request that can be answered. Its repr holds nothing of the person.

    Attributes:
        instance: `hookInstance`, which tells this opening of the record from others.
        patient: The id of the patient in context.
        prefetch: What was sent along, by key; what isn't there or is null was not asked.
    """

    instance: str
    patient: str
    prefetch: Mapping[str, Any] = field(factory=dict)

    def __repr__(self) -> str:
        return f"<HookRequest {self.instance}>"


def request_in(body: bytes) -> HookRequest:
    """
    The request in the body of ``POST /cds-services/{id}``.

    What else the specification lets a client send (`fhirServer`, `fhirAuthorization`, extensions) is read over: nothing is fetched, and no
    token is kept.

    Raises:
        HookError: The body is no JSON object, is for another hook, or lacks what `patient-view` brings. Lists every fault.
    """
    found, problems = object_in(body, most=MOST_BYTES)
    if not problems:
        problems = tuple(_faults(found))
    if problems:
        raise HookError(problems)
    return HookRequest(found["hookInstance"], found["context"]["patientId"], found.get("prefetch") or {})


def _faults(found: dict[str, Any]) -> list[Problem]:
    context = found.get("context")
    inside = context if isinstance(context, dict) else {}
    wanted: list[tuple[str, Any, Callable[[Any], bool], str]] = [
        ("hook", found.get("hook"), lambda value: value == HOOK, f"must be {quoted(HOOK)}, the one hook that this service answers"),
        ("hookInstance", found.get("hookInstance"), _is_uuid, "must be a UUID, as text"),
        ("context", context, lambda value: isinstance(value, dict), "must be an object"),
        ("context.userId", inside.get("userId"), _is_text, "must be text, such as `Practitioner/` and an id"),
        ("context.patientId", inside.get("patientId"), _is_text, "must be text: the id of the patient"),
        ("prefetch", found.get("prefetch"), lambda value: value is None or isinstance(value, dict), "must be an object, or not there"),
    ]
    return [Problem("bad-hook-request", f"`{where}` {right}", where=where) for where, value, holds, right in wanted if not holds(value)]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_uuid(value: Any) -> bool:
    try:
        return str(UUID(value)) == value.lower() if isinstance(value, str) else False
    except ValueError:
        return False
