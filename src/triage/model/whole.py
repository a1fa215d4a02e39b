"""Whole rule sets from plain data, with the words that people read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from attrs import evolve

from triage.model.extract import Readers, condition_from, decisions_from, definitions_in, made, outcome_from, readers_for
from triage.model.findings import Finding
from triage.model.rules import Content, Definition, Pack, Panel, Rule
from triage.model.words import (
    Accepted,
    Advice,
    Case,
    Citation,
    ClinicalPoint,
    Demand,
    Entry,
    Figure,
    FindingCase,
    Given,
    Group,
    Note,
    Review,
    Source,
    Vignette,
)

__all__ = ["content_from"]


def content_from(document: Mapping[str, Any]) -> Content:
    """Read a whole rule set from plain data, with or without its words."""
    decisions = decisions_from(document, readers=_readers(document))
    return evolve(
        decisions,
        sources=tuple(Source(**source) for source in document.get("sources", ())),
        coverage=tuple(
            made(Demand, demand, {"demands": outcome_from, "given": _given, "rules": tuple}) for demand in document.get("coverage", ())
        ),
        figures=tuple(Figure(**{**figure, "rules": tuple(figure.get("rules", ()))}) for figure in document.get("figures", ())),
        glossary=tuple(Entry(**entry) for entry in document.get("glossary", ())),
        vignettes=tuple(
            made(Vignette, {"given": (), **each}, {"given": _given, "at_least": outcome_from, "at_most": outcome_from})
            for each in document.get("vignettes", ())
        ),
        points=tuple(made(ClinicalPoint, each, {"rules": tuple}) for each in document.get("points", ())),
        accepted=tuple(made(Accepted, each, {"findings": tuple}) for each in document.get("accepted", ())),
        reviews=tuple(Review(**each) for each in document.get("reviews", ())),
    )


def _readers(document: Mapping[str, Any]) -> Readers:
    """How to read what decides and what people read."""
    definitions = definitions_in(document)
    decisions = readers_for(definitions)
    return {
        Finding: {**decisions[Finding], "synonyms": tuple, "codes": _codes, "cases": _finding_cases},
        Definition: {**decisions[Definition], "cases": _cases},
        Rule: {
            **decisions[Rule],
            "former_refs": tuple,
            "suspects": tuple,
            "limits": tuple,
            "sources": lambda documents: tuple(Citation(**citation) for citation in documents),
            "reviews": lambda documents: tuple(Review(**review) for review in documents),
            "cases": _cases,
        },
        Panel: decisions[Panel],
        Pack: {
            **decisions[Pack],
            "not_for": tuple,
            "opens": lambda pairs: tuple((pack, finding) for pack, finding in pairs),
            "findings": tuple,
            "rules": tuple,
            "groups": lambda documents: tuple(Group(**group) for group in documents),
            "advice": lambda documents: tuple(made(Advice, advice, {"outcome": outcome_from}) for advice in documents),
            "notes": partial(_notes, definitions=definitions),
        },
    }


def _notes(documents: Any, definitions: frozenset[str]) -> tuple[Note, ...]:
    return tuple(Note(condition_from(note["when"], definitions=definitions), note["say"]) for note in documents)


def _codes(pairs: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((system, tuple(codes)) for system, codes in pairs)


def _finding_cases(documents: Any) -> tuple[FindingCase, ...]:
    return tuple(FindingCase(case["name"], case["given"], tuple(case.get("expect", ()))) for case in documents)


def _cases(documents: Any) -> tuple[Case, ...]:
    return tuple(Case(case["name"], _given(case.get("given", ())), case["expect"]) for case in documents)


def _given(pairs: Any) -> Given:
    return tuple((name, answer) for name, answer in pairs)
