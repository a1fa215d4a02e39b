"""What the rules rest on, as pages: what sources ask for, what was measured, and the sources themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from triage.model.outcome import OUTCOMES
from triage.model.rules import Rule
from triage.model.words import Citation, Demand, Figure, Source
from triage.telling.asked import less_rows, less_words, source_asks
from triage.telling.catalogue import GRADES, READING, Catalogue, outcome_words
from triage.telling.clauses import given_text
from triage.telling.markdown import capital, link, prose, table
from triage.telling.wording import in_words

__all__ = ["accuracy_page", "by_source_page", "coverage_page", "figure_table", "figures_of", "reading_words", "sources_page"]

# What stands in the cell of a number that its source doesn't give.
_NOT_GIVEN = "–"

# Targets of figures that describe everybody who comes, whatever the sign. On the page of a rule they would crowd out its own.
_EVERYBODY = ("share of people", "base rate")

_PRINTED = "as printed in their sources; what was worked out here from printed numbers is marked *derived*."

_DOI = re.compile(r"10\.\d{4,}/[^\s;]+")


def reading_words(source: Source) -> str:
    """How much of a source was read."""
    return READING.get(source.reading, source.reading)


def figures_of(rule: Rule, book: Catalogue) -> Iterator[str]:
    """The figures about the signs of a rule, and where those about everybody stand."""
    figures = [figure for figure in book.content.figures if rule.id in figure.rules]
    own = [figure for figure in figures if figure.target not in _EVERYBODY]
    everything = link("All figures", "accuracy.md")
    yield ""
    if own:
        yield f"Figures for its signs, {_PRINTED} The {link('glossary', 'glossary.md')} has the words. {everything}."
        yield from figure_table(own, book)
    else:
        yield f"No accuracy figure is recorded for its signs. {everything}."
    targets = dict.fromkeys(figure.target for figure in figures if figure.target in _EVERYBODY)
    if targets:
        named = in_words([link(prose(each), "accuracy.md", at=each) for each in targets], last="and")
        yield from ("", f"How common flags and serious disease are among everybody who comes, whatever the sign: {named}.")


def figure_table(figures: Sequence[Figure], book: Catalogue, *, rules: bool = False, target: bool = True) -> Iterator[str]:
    """Accuracy figures as a table, perhaps with the rules that each bears on."""
    header = ["Feature", "Target", "Setting and size", "Sensitivity", "Specificity", "Other", "Rules", "Source and note"]
    rows = []
    for each in figures:
        named = ", ".join(book.ref_link(book.rules.rules[name]) for name in each.rules) if rules else ""
        measured = [each.sensitivity or _NOT_GIVEN, each.specificity or _NOT_GIVEN, each.other]
        words = [prose(each.feature), prose(each.target) if target else "", prose(each.setting)]
        source = f"{link(prose(book.sources[each.source]), 'sources.md', at=each.source)}. {book.linked(each.note)}".rstrip()
        rows.append([*words, *map(prose, measured), named, source])
    yield from table(header, rows, keep=1)


def coverage_page(book: Catalogue) -> Iterator[str]:
    """Every statement and red flag that a source asks for, with the rules that answer it."""
    demands = book.content.coverage
    yield from ("# Coverage: what the sources ask for", "")
    if not demands:
        yield "No list of statements and red flags is recorded for these rules."
        return
    yield (
        f"{len(demands)} statements and red flags of {len(_sources(demands))} sources, each in our own words, with the least "
        "outcome that the pack demands for it and the rules that answer it. `triage check` tries every one: the signs are evaluated, must "
        "bring at least that outcome and fire each rule named, and no rule may exist that nothing here demands."
    )
    yield ""
    yield (
        "How a statement was seen: *read* in the source or an abstract or excerpt of it; *second-hand*, through another document; "
        "*recalled* from memory, to be checked against the original before sign-off."
    )
    yield from less_rows(book)
    yield from ("", "## How many", "", "How many statements of each source demand at least which outcome:")
    yield from _matrix(demands, book)
    for name in _sources(demands):
        yield from ("", f"## {prose(book.sources[name])}", "", *_of_source(name, book))


def _matrix(demands: Sequence[Demand], book: Catalogue) -> Iterator[str]:
    """The sources against the outcomes that they demand."""
    outcomes = [outcome for outcome in reversed(OUTCOMES) if any(demand.demands == outcome for demand in demands)]
    rows = []
    for name in _sources(demands):
        counts = [sum(demand.source == name and demand.demands == outcome for demand in demands) for outcome in outcomes]
        rows.append([link(prose(book.sources[name]), "coverage.md", at=book.sources[name]), *(str(count or "") for count in counts)])
    yield from table(["Source", *(capital(str(outcome)) for outcome in outcomes)], rows)


def _sources(demands: Sequence[Demand]) -> list[str]:
    return list(dict.fromkeys(demand.source for demand in demands))


def _of_source(name: str, book: Catalogue) -> Iterator[str]:
    """What one source asks for. How it was seen stands above the table where that is the same for all of it."""
    demands = [demand for demand in book.content.coverage if demand.source == name]
    seen = {demand.reading for demand in demands}
    all_seen = f" Seen here: *{seen.pop()}*." if len(seen) == 1 else ""
    yield f"{prose(book.rules.sources[name].title or name)} {link('Entry', 'sources.md', at=name)}.{all_seen}"
    header = ("Statement", "What it says", "Tried with", "The source asks for", "The pack demands at least", "Rules", "Seen")
    yield from table(header, [_demand(each, book, seen="" if all_seen else each.reading) for each in demands], keep=0)


def _demand(demand: Demand, book: Catalogue, *, seen: str) -> list[str]:
    """One row. Only the numbers of statements say something to a reader; other names are for the file."""
    number = demand.id if re.fullmatch(r"[A-Z]+[0-9]+", demand.id) else ""
    text = book.linked(demand.text, own=demand.id)
    note = f" *Note: {book.linked(demand.note)}*" if demand.note else ""
    rules = ", ".join(book.ref_link(rule) for rule in book.ordered(book.rules.rules[name] for name in demand.rules))
    return [
        number,
        f"{text}{note}",
        given_text(demand.given, book.vocabulary.findings),
        source_asks(demand, book),
        less_words(demand, book),
        rules or "none",
        seen,
    ]


def accuracy_page(book: Catalogue) -> Iterator[str]:
    """Every accuracy figure, by what it was measured against."""
    figures = book.content.figures
    yield from ("# Accuracy: what was measured", "")
    if not figures:
        yield "No accuracy figure is recorded for these rules."
        return
    yield (
        f"{len(figures)} figures, {_PRINTED} Each describes the people of the studies named, and not the rule beside it. A low "
        "sensitivity means that most people with the disease don't have the sign, so that its absence excludes nothing. The "
        f"{link('glossary', 'glossary.md')} says what sensitivity, specificity, LR+ and odds ratio mean."
    )
    yield ""
    yield f"{_NOT_GIVEN} stands where the source, as far as it was read, gives no such number."
    for target in dict.fromkeys(figure.target for figure in figures):
        yield from ("", f"## {capital(prose(target))}")
        yield from figure_table([each for each in figures if each.target == target], book, rules=True, target=False)


def sources_page(book: Catalogue) -> Iterator[str]:
    """Every source: what it is, and how much of it was read."""
    yield from ("# Sources", "", "Every document that a rule, a statement or a figure rests on, and how much of it was read.")
    rows = [
        [prose(words), str(sum(source.reading == reading for source in book.content.sources))]
        for reading, words in READING.items()
        if any(source.reading == reading for source in book.content.sources)
    ]
    yield from table(("How much was read", "Sources"), rows)
    demanded, measured = {demand.source for demand in book.content.coverage}, {figure.source for figure in book.content.figures}
    for source in book.content.sources:
        yield from ("", f"## `{source.id}`", "", prose(source.title or source.id), "")
        if source.identifier:
            yield f"- Identifier: {_identifier(source.identifier)}"
        yield f"- {capital(reading_words(source))}, as of {source.evidence_read}"
        if source.note:
            yield f"- Note: {book.linked(source.note)}"
        if source.ref:
            yield f"- Number in the evidence table: {prose(source.ref)}"
        used = [link("rules", "by-source.md", at=book.sources[source.id])] if _citing(source, book) else []
        used += [link("coverage", "coverage.md", at=book.sources[source.id])] if source.id in demanded else []
        used += [link("figures", "accuracy.md")] if source.id in measured else []
        yield f"- Used by: {', '.join(used) or 'nothing'}"


def _identifier(text: str) -> str:
    """An identifier in which every DOI is a link."""

    def linked(found: re.Match[str]) -> str:
        return f"[{prose(found[0])}](https://doi.org/{found[0].replace('(', '%28').replace(')', '%29')})"

    return _DOI.sub(linked, text) if _DOI.search(text) else prose(text)


def _citing(source: Source, book: Catalogue) -> list[tuple[Rule, Citation]]:
    """The rules that cite a source, most urgent first, and how."""
    return [(rule, each) for rule in book.ordered(book.content.rules) for each in rule.sources if each.id == source.id]


def by_source_page(book: Catalogue) -> Iterator[str]:
    """The rules that rest on each source."""
    yield from ("# Rules by source", "", GRADES)
    for source in book.content.sources:
        citing = _citing(source, book)
        if citing:
            about = f"{prose(source.title or source.id)} {link('Entry', 'sources.md', at=source.id)}: {reading_words(source)}."
            yield from ("", f"## {prose(book.sources[source.id])}", "", about)
            rows = [[book.rule_link(rule), outcome_words(rule.outcome), each.grade, prose(each.where)] for rule, each in citing]
            yield from table(("Rule", "Outcome", "Grade", "Where"), rows)
