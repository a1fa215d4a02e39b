"""Whom a question is put to, by whom it is answered, and what stands on its screen."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.findings import Finding
from triage.telling.catalogue import Catalogue
from triage.telling.leaves import one_line
from triage.telling.markdown import link, prose

__all__ = ["NOT_ASKED", "asked_by", "on_screen", "only_of", "put_to"]

# What is never put to the person, by who supplies it.
NOT_ASKED = {"clinician": "Given by a clinician; never asked of the person", "app": "Supplied by an app, asked of nobody"}


def asked_by(finding: Finding) -> str:
    """Who supplies what isn't asked of the person; empty for what is."""
    return NOT_ASKED.get(finding.asked_of, "")


def only_of(finding: Finding, book: Catalogue) -> str:
    """Of whom a question is asked only; empty where everybody is asked."""
    return one_line(finding.asked_if, book) if finding.asked_if is not None else ""


def on_screen(finding: Finding, book: Catalogue) -> str:
    """The stem and the line under which a person meets a question; empty where the pack puts it on no panel."""
    if finding.name not in book.places:
        return ""
    panel, line = book.places[finding.name]
    return f"“{prose(panel.stem)}” “{prose(line.tick)}” ({link(f'panel `{panel.id}`', 'questionnaire.md', at=panel.id)})"


def put_to(finding: Finding, book: Catalogue) -> Iterator[str]:
    """How a question comes to be asked: its words on a screen, and whom they are shown to."""
    if screen := on_screen(finding, book):
        yield f"On its screen: {screen}"
    if only := only_of(finding, book):
        yield f"Asked only of: {only}"
