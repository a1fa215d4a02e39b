"""
The red-flag check as a CDS Hooks service: its discovery document, and cards for what an assessment found, as plain dictionaries.

One hook is answered, `patient-view`: whoever opens the record sees what the person's answers raise. `order-select` and `order-sign` aren't:
the outcome doesn't depend on what is ordered, and a card at every order teaches people to click cards away. `encounter-discharge` isn't:
there no card would read as leave to go home.

Source:
    CDS Hooks, https://cds-hooks.hl7.org: discovery, request and response of a service, card attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten
from typing import Any
from uuid import UUID, uuid5

from triage.api import bundled_rules
from triage.assessment import Assessment, Firing
from triage.errors import Problem
from triage.model.outcome import Level
from triage.model.ruleset import RuleSet
from triage.telling.catalogue import outcome_words
from triage.telling.citing import short_names
from triage.telling.markdown import capital, prose

__all__ = ["HOOK", "OVERRIDE_SYSTEM", "SERVICE", "cards", "discovery"]

HOOK = "patient-view"
SERVICE = "red-flag-check"
# A name of our own for the code system, which needs no registered address.
OVERRIDE_SYSTEM = "urn:uuid:780fa997-abd6-4471-8e63-99e18549eedf"
_OVERRIDES = {
    "assessed": "Assessed already",
    "arranged": "Care is arranged already",
    "not-as-answered": "The answers are not right",
    "known-cause": "A known condition explains it",
}
_INDICATORS = {Level.EMERGENCY: "critical", Level.SEEK_CARE: "warning", Level.STOP: "warning"}
# A summary has fewer than 140 characters.
_SUMMARY = 139
# How many problems and sources a card names; the best grades stand first.
_MOST_PROBLEMS = 20
_MOST_SOURCES = 3
_GRADES = "ABCDS"


def discovery(rules: RuleSet | None = None, *, prefetch: Mapping[str, str], service: str = SERVICE) -> dict[str, Any]:
    """
    What ``GET /cds-services`` answers: one service, for the hook `patient-view`.

    Args:
        rules: The rules that are applied; the bundled ones when left out.
        prefetch: What the client is asked to send along: key to query.
        service: The id of the service, the last part of its address.
    """
    applied = bundled_rules() if rules is None else rules
    stamp = applied.stamp
    described = {
        "hook": HOOK,
        "id": service,
        "title": "Red-flag check",
        "description": f"Red flags among the symptoms that somebody reported, by {stamp.name} {stamp.version}; {stamp.review}.",
        "prefetch": dict(prefetch),
        "usageRequirements": "Reads what the client sends along and fetches nothing. What isn't sent counts as not asked, never as no.",
    }
    return {"services": [described]}


def cards(
    assessment: Assessment, *, instance: str, problems: Sequence[Problem] = (), url: str = "", rules: RuleSet | None = None
) -> dict[str, Any]:
    """
    The response to a hook: a card for the outcome, and one that says what can't be read. At none-found there is no card for the outcome.

    No card says that somebody is well: a client that shows no card has been told nothing.

    Args:
        assessment: Of the symptoms that could be read.
        instance: `hookInstance` of the request. The same assessment in the same instance gives cards with the same uuids.
        problems: What couldn't be read; their messages hold no answers.
        url: Where the rules can be read, for the source of each card.
        rules: The rules of the assessment; the bundled ones when left out.

    Raises:
        ValueError: The assessment was made with other rules, or the instance is no UUID.
    """
    applied = bundled_rules() if rules is None else rules
    if assessment.rules.digest != applied.digest:
        raise ValueError("the assessment is by other rules than those given; give the ones it was made with")
    space = uuid5(UUID(instance), applied.digest)
    found = []
    if assessment.level is not Level.NONE_FOUND:
        found.append(_outcome_card(assessment, applied))
    if problems:
        found.append(_problems_card(problems))
    return {"cards": [_whole(card, space, applied, url) for card in found]}


def _outcome_card(assessment: Assessment, rules: RuleSet) -> dict[str, Any]:
    worst = assessment.fired[0]
    others = len(assessment.fired) - 1
    more = f" (and {others} more)" if others else ""
    start = f"{outcome_words(assessment.outcome)}: "
    names = short_names(list(rules.sources.values()))
    parts = [
        f"**{start[:-2]}**, by what the person answered. No diagnosis.",
        "\n".join(_reason(firing, names) for firing in assessment.fired),
        *_still_open(assessment),
        *_conflicting(assessment),
    ]
    return {
        "summary": start + shorten(worst.title, _SUMMARY - len(start) - len(more), placeholder=" …") + more,
        "indicator": _INDICATORS[assessment.level],
        "detail": "\n\n".join(parts),
    }


def _problems_card(problems: Sequence[Problem]) -> dict[str, Any]:
    shown = [f"- {prose(capital(problem.message))}" for problem in problems[:_MOST_PROBLEMS]]
    left = len(problems) - len(shown)
    listed = "\n".join([*shown, *([f"- and {left} more"] if left else [])])
    return {
        "summary": "The red-flag check is incomplete: some of what was sent can't be read",
        "indicator": "warning",
        "detail": f"What can't be read counts as not asked. It may hide something urgent, so ask again.\n\n{listed}",
    }


def _whole(card: dict[str, Any], space: UUID, rules: RuleSet, url: str) -> dict[str, Any]:
    stamp = rules.stamp
    source = {"label": f"triage: {stamp.name} {stamp.version}"} | ({"url": url} if url else {})
    overrides = [{"code": code, "system": OVERRIDE_SYSTEM, "display": display} for code, display in _OVERRIDES.items()]
    card["detail"] += f"\n\n*{capital(prose(stamp.review))}.*"
    return {"uuid": str(uuid5(space, card["summary"] + card["detail"])), **card, "source": source, "overrideReasons": overrides}


def _reason(firing: Firing, names: Mapping[str, str]) -> str:
    doubt = ", not sure" if firing.unsure else ""
    best = sorted(firing.sources, key=lambda each: (_GRADES.find(each.grade), each.id))
    cited = list(dict.fromkeys(prose(names[each.id]) for each in best))
    limits = "".join(f" {prose(limit)}" for limit in firing.limits[:1])
    more = [f"{len(cited) - _MOST_SOURCES} more"] if len(cited) > _MOST_SOURCES else []
    sources = f" Sources: {'; '.join([*cited[:_MOST_SOURCES], *more])}." if cited else ""
    said = f"{firing.ref or firing.rule}; {_small(outcome_words(firing.outcome))}{doubt}"
    return f"- **{prose(firing.title)}** ({said}).{limits}{sources}"


def _still_open(assessment: Assessment) -> Iterable[str]:
    critical = len(assessment.open_critical)
    if critical:
        questions = "1 critical question was" if critical == 1 else f"{critical} critical questions were"
        yield f"Not complete: {questions} not asked; the answers could make it {_small(outcome_words(assessment.ceiling))}."


def _conflicting(assessment: Assessment) -> Iterable[str]:
    names = dict.fromkeys(name for conflict in assessment.conflicts for name in (conflict.finding, *conflict.against))
    if names:
        yield f"Answers that don't fit together, the more serious one counted: {', '.join(f'`{name}`' for name in names)}."


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
