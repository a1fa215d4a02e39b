"""What sources ask for beside what a pack demands: where the pack asks for less, and what of it a clinician has to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.model.rules import Rule
from triage.model.words import Demand
from triage.telling.catalogue import Catalogue, outcome_words
from triage.telling.markdown import link, prose, table

__all__ = ["asks_less", "less_rows", "less_words", "open_demands", "source_asks"]

# A note that names a clinician is a point that one must decide.
_OPEN = re.compile(r"\bclinicians?\b", re.IGNORECASE)


def asks_less(demand: Demand, book: Catalogue) -> bool:
    """Whether the pack asks for less than the source, for everybody or for some."""
    asked = book.asked.get(demand.id)
    return asked is not None and ((asked.asks is not None and demand.demands < asked.asks) or bool(asked.less_for))


def source_asks(demand: Demand, book: Catalogue) -> str:
    """What the source asks for, in a cell of a table; empty where nobody said anything of the pack's sources."""
    if not book.asked:
        return ""
    asked = book.asked.get(demand.id)
    if asked is None:
        return "the same"
    return prose(asked.says) if asked.asks is None else f"{outcome_words(asked.asks)}: {prose(asked.says)}"


def less_words(demand: Demand, book: Catalogue) -> str:
    """How the pack's own demand reads beside the source's: where it is lower, it says so."""
    asked = book.asked.get(demand.id)
    words = outcome_words(demand.demands)
    if asked is not None and asked.asks is not None and demand.demands < asked.asks:
        words = f"**Lower:** {words}"
    if asked is not None and asked.less_for:
        words += f". **Lower for some:** {prose(asked.less_for)}"
    return words


def less_rows(book: Catalogue) -> Iterator[str]:
    """The statements with which a source asks for more than the pack does, as a table."""
    found = [demand for demand in book.content.coverage if asks_less(demand, book)]
    if not book.asked:
        return
    yield from ("", "## Where the pack asks for less than a source", "")
    yield (
        f"{len(found)} of {len(book.content.coverage)} statements, as the authors read the sources; no clinician has checked these "
        "readings. Each is for a clinician to decide. *Lower for some* names people whom the statement means as well, and who get less "
        "than those it is tried with."
    )
    rows = [
        [
            _source(demand, book),
            book.linked(demand.text),
            source_asks(demand, book),
            less_words(demand, book),
            ", ".join(book.ref_link(rule) for rule in book.ordered(book.rules.rules[name] for name in demand.rules)) or "none",
            book.linked(demand.note),
        ]
        for demand in found
    ]
    yield from table(("Source", "What it says", "It asks for", "The pack demands at least", "Rules", "Why"), rows, keep=4)


def open_demands(rule: Rule, book: Catalogue) -> Iterator[str]:
    """What is open about a rule because of what sources say: notes that leave it to a clinician, and where it asks for less."""
    for demand in book.content.coverage:
        if rule.id not in demand.rules and not re.search(rf"\b{re.escape(rule.ref or rule.id)}\b", demand.note):
            continue
        if asks_less(demand, book) or _OPEN.search(demand.note):
            asked, note = source_asks(demand, book), book.linked(demand.note, own=rule.ref)
            held = f" Source: {asked[0].lower()}{asked[1:]}; pack: {less_words(demand, book)}." if asks_less(demand, book) else ""
            yield f"- {_source(demand, book)}: {book.linked(demand.text, own=rule.ref)}{held} {note}".rstrip()


def _source(demand: Demand, book: Catalogue) -> str:
    return link(prose(book.sources[demand.source]), "coverage.md", at=book.sources[demand.source])
