"""The questionnaire as a person meets it: screen after screen, who sees which line, and what is never put to anybody."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.findings import Finding
from triage.model.rules import Line, Panel
from triage.telling.asking import NOT_ASKED, only_of
from triage.telling.catalogue import Catalogue
from triage.telling.leaves import amount
from triage.telling.markdown import link, prose, quote, table

__all__ = ["questionnaire_page"]

_HOW = {
    "each": "Each line is answered for itself. A line left blank was not asked.",
    "tick": "Boxes. A line left without a tick is a no; without any tick, “none of these” is needed, and says no to every line shown.",
}


def questionnaire_page(book: Catalogue) -> Iterator[str]:
    """Every panel in the order of the screens, and each finding that stands on none."""
    content = book.content
    asked = [finding for finding in content.findings if finding.is_asked]
    alone = [finding for finding in asked if finding.name not in book.places]
    yield from ("# The questionnaire, screen by screen", "")
    everybody = sum(finding.asked_if is None for finding in asked)
    yield (
        f"{len(asked)} questions can be put to a person, {everybody} of them to everybody. A screen comes only while an answer on it could "
        "still raise the outcome, or decides whether a question that could is asked; a line comes only for the people it is for."
    )
    yield from ("", "Whom a line is for decides what is asked and nothing else: an answer counts whoever gives it.")
    screens = [panel for panel in content.panels if not panel.below]
    for panel in content.panels:
        place = f"Screen {screens.index(panel) + 1} of {len(screens)}." if panel in screens else _below(panel)
        yield from ("", f"## `{panel.id}`", "", f"{place} {_HOW[panel.kind]}", "", quote(panel.stem))
        yield from _lines(panel, book)
    if alone:
        yield from ("", "## Each on a screen of its own", "")
        yield "These stand on no panel. Each is asked by itself, in this order, with its question as the findings page has it."
        yield from _lines(Panel("", "each", "", tuple(Line(finding.name, finding.question) for finding in alone)), book)
    yield from _unasked(book)


def _below(panel: Panel) -> str:
    return f"On the screen of {link(f'`{panel.below}`', 'questionnaire.md', at=panel.below)}, below it, as soon as one of its lines is due."


def _lines(panel: Panel, book: Catalogue) -> Iterator[str]:
    """The lines of a screen as a table: what a person reads, what they can say, and who they are."""
    rows = []
    for line in panel.lines:
        finding = book.vocabulary.findings[line.finding]
        answers = "ticked, not sure" if panel.kind == "tick" else _answers(finding)
        marks = [word for word, holds in (("critical", finding.critical), ("gate", finding.gate)) if holds]
        who = only_of(finding, book) or "everybody"
        rows.append([prose(line.tick), answers, who, book.finding_link(finding.name), ", ".join(marks)])
    yield from table(("Line", "Answers", "Who sees it", "Finding", "Mark"), rows, keep=4)


def _answers(finding: Finding) -> str:
    if finding.kind == "flag":
        return "yes, no, not sure"
    if finding.kind == "choice":
        return " / ".join(prose(option.label or option.name) for option in finding.options)
    low, high = finding.limits
    return f"{low} to {prose(amount(high, finding.unit))}, not sure"


def _unasked(book: Catalogue) -> Iterator[str]:
    """What counts when it is given, and is put to nobody."""
    for asked_of, words in NOT_ASKED.items():
        named = [book.finding_link(finding.name) for finding in book.content.findings if finding.asked_of == asked_of]
        if named:
            yield from ("", f"## {words.partition(';')[0].partition(',')[0]}", "", f"{words}:", "", *(f"- {each}" for each in named))
