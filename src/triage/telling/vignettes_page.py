"""Whole people, as a page: what all rules together must give them, what they get, and the rule that decides it."""

from __future__ import annotations

from collections.abc import Iterator

from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.engine.evaluate import fired
from triage.model.outcome import NONE_FOUND, OUTCOMES, Outcome
from triage.model.words import Vignette
from triage.telling.catalogue import Catalogue, outcome_words
from triage.telling.clauses import given_text
from triage.telling.markdown import prose, table

__all__ = ["vignettes_page"]


def vignettes_page(book: Catalogue) -> Iterator[str]:
    """Every vignette, by what it must get, most urgent first."""
    people = book.content.vignettes
    yield from ("# Whole people: what they must get", "")
    if not people:
        yield "No whole person is recorded for these rules. The cases on the page of a rule say what that rule alone gives."
        return
    yield (
        f"{len(people)} invented people, each with the outcome that all rules together must give: exactly, at least or at most. Beside the "
        "emergencies that must not be lost stand plain people who must not be alarmed. What isn't among somebody's answers was not asked. "
        "`triage check` tries every one."
    )
    groups: dict[tuple[Outcome, Outcome], list[Vignette]] = {}
    for each in people:
        groups.setdefault((each.at_least, each.at_most), []).append(each)
    for (at_least, at_most), members in sorted(groups.items(), key=lambda item: (-item[0][0].rank, -item[0][1].rank)):
        yield from ("", f"## {_expected(at_least, at_most)}")
        yield from table(("Who", "Answers", "Gets", "Decided by", "Why"), [_row(each, book) for each in members], keep=4)


def _expected(at_least: Outcome, at_most: Outcome) -> str:
    """What somebody must get, as a heading."""
    if at_least == at_most:
        return f"Exactly: {outcome_words(at_least)}"
    if at_least == NONE_FOUND:
        return f"At most: {outcome_words(at_most)}"
    if at_most == OUTCOMES[-1]:
        return f"At least: {outcome_words(at_least)}"
    return f"At least: {outcome_words(at_least)}; at most: {outcome_words(at_most)}"


def _row(person: Vignette, book: Catalogue) -> list[str]:
    """One person: the outcome today, and the first of the rules that give it."""
    found = fired(read(dict(person.given), program_of(book.rules)), program_of(book.rules))
    worst = OUTCOMES[found[0].rank] if found else NONE_FOUND
    deciding = book.rule_link(book.content.rules[found[0].place]) if found else "no rule"
    answers = given_text(person.given, book.vocabulary.findings)
    return [prose(person.name), answers, outcome_words(worst), deciding, book.linked(person.because)]
