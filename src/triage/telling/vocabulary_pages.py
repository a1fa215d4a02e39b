"""The words of the rules, as pages: every question, every shared definition, and the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.conditions import Bound, Chosen
from triage.model.findings import Finding, Implication
from triage.model.rules import Content, Definition, Rule
from triage.telling.asking import asked_by, put_to
from triage.telling.catalogue import Catalogue
from triage.telling.clauses import case_table, condition_text
from triage.telling.leaves import leaf_words, side
from triage.telling.markdown import capital, link, prose, table
from triage.telling.wording import in_words, label_of

__all__ = ["definitions_page", "findings_page", "glossary_page", "groups"]

_SYSTEMS = {"icd10cm": "ICD-10-CM", "loinc": "LOINC", "snomed": "SNOMED CT"}


def groups(content: Content) -> Iterator[tuple[str, list[Finding]]]:
    """The title of each group of the vocabulary with its findings, in the order a form asks them."""
    titles = {group.name: group.title for pack in content.packs for group in pack.groups}
    for name in dict.fromkeys([*titles, *(finding.group for finding in content.findings)]):
        findings = [finding for finding in content.findings if finding.group == name]
        if findings:
            yield titles.get(name, name) or "Other questions", findings


def findings_page(book: Catalogue) -> Iterator[str]:
    """Every question, what can be answered, and what each answer does."""
    findings = book.content.findings
    critical = [book.finding_link(finding.name) for finding in findings if finding.critical]
    yield from ("# Findings: what is asked", "")
    yield (
        f"{len(findings)} findings, each asked of the person unless it says otherwise. Each can also be left unasked: that raises "
        f"nothing and hides nothing. {len(critical)} are critical: while one of them is open and could still raise the outcome, no "
        "assessment is complete."
    )
    if any(finding.asked_if is not None for finding in findings):
        yield ""
        yield (
            "Some are asked only of the people they are for. That decides what is asked and nothing else: an answer counts whoever "
            "gives it, and what is open, unsure, refused or unlikely closes no question."
        )
    yield from ("", "Codes are for the finding as recorded, never for a diagnosis.")
    if critical:
        yield from ("", f"Critical: {'; '.join(critical)}.")
    for title, members in groups(book.content):
        yield from ("", f"## {prose(title)}")
        for finding in members:
            yield from ("", f"### `{finding.name}`", "", f"**{prose(capital(label_of(finding)))}**", "")
            yield from _finding(finding, book)


def _finding(finding: Finding, book: Catalogue) -> Iterator[str]:
    if finding.question:
        yield f"- Question: “{prose(finding.question)}”"
    if finding.help:
        yield f"- Help: “{prose(finding.help)}”"
    if finding.clinical:
        yield f"- For clinicians: {prose(finding.clinical)}"
    yield from _answers(finding, book)
    if finding.critical:
        yield "- Critical: while it is open and could still raise the outcome, no assessment is complete"
    if asked_by(finding):
        yield f"- {asked_by(finding)}: it counts when given, and is never open"
    yield from _asking(finding, book)
    yield from _meaning(finding, book)
    if finding.aliases:
        yield f"- Other names that programs may use: {', '.join(f'`{alias}`' for alias in finding.aliases)}"
    if finding.synonyms:
        yield f"- Found in a search as: {prose('; '.join(finding.synonyms))}"
    for system, codes in finding.codes:
        yield f"- {_SYSTEMS.get(system, system)} codes: {', '.join(codes)}"
    yield from _readers(finding, book)


def _asking(finding: Finding, book: Catalogue) -> Iterator[str]:
    """On which screen it stands, whom it is put to, and which others it decides about."""
    yield from (f"- {words}" for words in put_to(finding, book))
    if finding.gate:
        yield "- A gate: its answer may close critical questions, which no other answer may"
    if decided := book.decided(finding):
        yield f"- Decides whether these are asked: {'; '.join(book.finding_link(name) for name in decided)}"


def _answers(finding: Finding, book: Catalogue) -> Iterator[str]:
    if finding.kind == "flag":
        yield "- Answer: yes, no or unsure"
    elif finding.kind == "choice":
        yield "- Answer: one of"
        yield from (f"    - “{prose(option.label or option.name)}” (`{option.name}`)" for option in finding.options)
        if finding.none_of_these:
            yield f"- The option `{finding.none_of_these}` says no to all that the others also mean; reported where another answer says yes"
    else:
        low, high = finding.limits
        unsure = ", or unsure" if book.content.format > 1 else ""
        number = f"a {'whole ' if finding.whole else ''}number ({prose(finding.unit)}), {low} to {high}{unsure}"
        yield f"- Answer: {number}; anything else is refused"
        bounds = zip(("below", "above"), finding.plausible or (low, high), (low, high), strict=True)
        unlikely = " or ".join(f"{where} {value}" for where, value, limit in bounds if value != limit)
        if unlikely:
            yield f"- Unlikely {unlikely}: counts in full, and is to be asked again"
        band = f"the further below {finding.normal[0]} or above {finding.normal[1]}" if finding.normal else finding.worse
        yield f"- Worse: {band}"
        if finding.not_above:
            yield f"- Can't be more than {book.finding_link(finding.not_above)}; reported when it is"


def _meaning(finding: Finding, book: Catalogue) -> Iterator[str]:
    """What answers to a finding make yes, and which others make it yes."""
    for implication in finding.implies:
        flags = [flag for flag in book.vocabulary.findings if flag in book.vocabulary.implied_by(implication.leaf)]
        yield f"- {_said(implication, finding)} also means yes to: {'; '.join(map(book.finding_link, flags))}"
    made = [leaf_words(leaf, book) for leaf in book.made.get(finding.name, ())]
    if made:
        yield f"- Counts as yes as well: {'; '.join(made)}"


def _said(implication: Implication, finding: Finding) -> str:
    match implication.leaf:
        case Bound() as bound:
            return capital(side(bound, finding))
        case Chosen(_, options):
            words = {option.name: option.label or option.name for option in finding.options}
            return in_words([f"“{prose(words[option])}”" for option in options], last="or")
    return "Yes"


def _readers(finding: Finding, book: Catalogue) -> Iterator[str]:
    reading, reached = book.reading(finding), book.reached(finding)
    if reading:
        yield f"- Read by {_refs(reading, book)}"
    if reached:
        yield f"- Reaches, through what it also means, {_refs(reached, book)}"
    if not reading and not reached:
        yield "- No rule reads it; it is recorded for the clinician" if finding.context else "- No rule reads it"


def _refs(rules: list[Rule], book: Catalogue) -> str:
    return f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'}: {', '.join(book.ref_link(rule) for rule in rules)}"


def definitions_page(book: Catalogue) -> Iterator[str]:
    """Every definition that several rules share."""
    yield from ("# Definitions", "", "Conditions that several rules share. On the page of a rule they are opened in place.", "")
    yield "Each has cases: *holds* is yes, *unsure* only in doubt, *open* not yet, *silent* not any more."
    for definition in book.content.definitions:
        yield from ("", f"## `{definition.name}`", "", f"**{prose(capital(definition.label or definition.name))}**")
        yield from condition_text(definition.when, book, holds="It holds")
        if definition.because:
            yield from ("", f"Why: {book.linked(definition.because)}")
        rules = book.ordered(rule for rule in book.content.rules if definition.name in book.uses(rule.when))
        others = [each for each in book.content.definitions if definition.name in book.uses(each.when)]
        if rules:
            yield from ("", f"Used by {_refs(rules, book)}.")
        if others:
            yield from ("", f"Part of: {', '.join(_definition_link(each) for each in others)}.")
        yield from case_table(definition.cases, book)


def _definition_link(definition: Definition) -> str:
    return link(prose(definition.label or definition.name), "definitions.md", at=definition.name)


def glossary_page(book: Catalogue) -> Iterator[str]:
    """Words of the rules and of the evidence."""
    yield from ("# Glossary", "", "Words of the rules, their reasons and their sources.")
    rows = [
        [f"**{prose(entry.term)}**", prose(entry.means)] for entry in sorted(book.content.glossary, key=lambda each: each.term.casefold())
    ]
    yield from table(("Word", "Meaning"), rows)
