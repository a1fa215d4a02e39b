"""The rules from four sides: by urgency, by suspected cause, by question, and as a sheet to sign; and what people are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from triage.model.digest import cause_digest, judgements, pack_digest
from triage.model.findings import Finding
from triage.model.outcome import OUTCOMES, Outcome
from triage.model.rules import Pack, Rule
from triage.model.words import Review
from triage.telling.catalogue import Catalogue, doubt_words, outcome_words
from triage.telling.clauses import condition_text
from triage.telling.markdown import INDENT, capital, link, prose, quote, slug, table
from triage.telling.vocabulary_pages import groups

__all__ = ["advice_page", "by_cause_page", "by_finding_page", "index_page", "sign_off_page"]

_PAGES = (
    ("by-cause.md", "Rules by suspected cause"),
    ("by-finding.md", "Rules by question"),
    ("by-source.md", "Rules by source"),
    ("findings.md", "Findings: every question, what can be answered, what an answer also means"),
    ("questionnaire.md", "The questionnaire, screen by screen, and who sees what"),
    ("definitions.md", "Definitions that several rules share"),
    ("advice.md", "Advice: what every person is told beside the rules"),
    ("coverage.md", "Coverage: what articles and guidelines ask for, and the rules that answer it"),
    ("accuracy.md", "Accuracy: what was measured"),
    ("sources.md", "Sources, and how much of each was read"),
    ("glossary.md", "Glossary"),
    ("vignettes.md", "Whole people, and what they must get"),
    ("changes.md", "What changed between releases"),
    ("sign-off.md", "A sheet to sign, for the whole pack"),
)

# Of the library's documentation, where the pages are part of it.
_AROUND = (
    ("../how-to/review.md", "How to review a rule and sign it"),
    ("../try-it.md", "Try any combination of answers"),
    ("../explanation/safety-case.md", "The safety case, with the hazard log"),
    ("../explanation/levels.md", "What the levels mean, and what unsure and not asked do"),
    ("../explanation/laws.md", "What is promised of every result"),
)


def index_page(book: Catalogue) -> Iterator[str]:
    """Every rule by level and timeframe, what the pack is for, and where everything else is."""
    stamp = book.rules.stamp
    titles = " and ".join(prose(pack.title or pack.name) for pack in book.rules.packs)
    yield from (f"# Rules: {titles}", "")
    yield f"Version {stamp.version}, digest `{stamp.digest}`."
    yield from ("", "## What it is for")
    for pack in book.rules.packs:
        yield from ("", prose(pack.intended_use), "", "It is not for:", "", *(f"- {prose(each)}" for each in pack.not_for))
        yield from ("", f"This, the advice, the safety net and the order of the questions: {book.pack_words(pack)}.")
    yield from ("", "## Pages", "", *(f"- {link(words, page)}" for page, words in (*_PAGES, *(_AROUND if book.around else ()))))
    yield from ("", "## How many")
    yield from table(
        ("Outcome", "Rules"),
        [[link(outcome_words(each), "index.md", at=outcome_words(each)), str(len(rules))] for each, rules in _by_outcome(book)],
    )
    for outcome, rules in _by_outcome(book):
        yield from ("", f"## {outcome_words(outcome)}")
        yield from table(("Ref", "Rule", "If only a doubt", "Review"), [_entry(rule, book) for rule in rules], keep=3)


def _entry(rule: Rule, book: Catalogue) -> list[str]:
    """One rule in a list of its outcome. Reviews have a column as soon as there is one; until then the top of the page says it."""
    unsure = "the same" if rule.when_unsure == rule.outcome else doubt_words(rule)
    review = book.review_words(rule) if any(map(book.reviews, book.content.rules)) else ""
    return [rule.ref, link(prose(rule.title), f"{rule.id}.md"), unsure, review]


def _by_outcome(book: Catalogue) -> list[tuple[Outcome, list[Rule]]]:
    found = [(outcome, book.ordered(rule for rule in book.content.rules if rule.outcome == outcome)) for outcome in reversed(OUTCOMES)]
    return [(outcome, rules) for outcome, rules in found if rules]


def by_cause_page(book: Catalogue) -> Iterator[str]:
    """The rules by what they make a clinician think of."""
    yield from ("# Rules by suspected cause", "")
    yield "What each rule makes a clinician think of. No rule says that somebody has it, and none is ever shown as a diagnosis."
    causes = {cause for rule in book.content.rules for cause in rule.suspects}
    for cause in sorted(causes, key=slug):
        rules = book.ordered(rule for rule in book.content.rules if cause in rule.suspects)
        yield from ("", f"## {capital(prose(cause))}", "", *(f"- {book.rule_link(rule)}: {outcome_words(rule.outcome)}" for rule in rules))
        yield from ("", f"Digest of these rules together, for who signs them at once: `{cause_digest(cause, book.content)}`")


def by_finding_page(book: Catalogue) -> Iterator[str]:
    """The rules that each question bears on."""
    yield from ("# Rules by question", "")
    yield (
        "For each finding the rules that read it, and those that it reaches because its answers also mean yes to something that they read."
    )
    for title, members in groups(book.content):
        yield from ("", f"## {prose(title)}", "")
        for finding in members:
            yield from _bears_on(finding, book)


def _bears_on(finding: Finding, book: Catalogue) -> Iterator[str]:
    reading, reached = book.reading(finding), book.reached(finding)
    yield f"- {book.finding_link(finding.name)} (`{finding.name}`){'' if reading or reached else ': no rule'}"
    for rules, through in ((reading, ""), (reached, " through what it also means")):
        for outcome in dict.fromkeys(rule.outcome for rule in rules):
            named = "; ".join(book.rule_link(rule) for rule in rules if rule.outcome == outcome)
            yield f"{INDENT}- {outcome_words(outcome)}{through}: {named}"


def advice_page(book: Catalogue) -> Iterator[str]:
    """What people are told whatever rule fired."""
    yield from ("# Advice: what every person is told", "")
    yield (
        "An assessment gives the advice for its outcome, then the notes that hold, then what to watch for. The words of rules "
        "stand before it."
    )
    for pack in book.rules.packs:
        for advice in sorted(pack.advice, key=lambda each: -each.outcome.rank):
            yield from ("", f"## {outcome_words(advice.outcome)}", "", quote(advice.say))
        if pack.safety_net:
            yield from ("", "## What to watch for", "", "Part of every assessment:", "", quote(pack.safety_net))
        if pack.incomplete:
            yield from ("", "## While a critical question is open", "", quote(pack.incomplete))
        for place, note in enumerate(pack.notes, start=1):
            yield from ("", f"## Note {place}", *condition_text(note.when, book, holds="It is added"), "", quote(note.say))


def sign_off_page(book: Catalogue) -> Iterator[str]:
    """A sheet for the whole pack, to print and sign."""
    stamp = book.rules.stamp
    yield from ("# Sign-off sheet", "")
    yield f"Rules: {stamp.name} {stamp.version}. Digest of the whole: `{stamp.digest}`."
    yield from ("", "## What a signature means", "")
    yield (
        "Whoever signs a line states: I have read the whole page of this rule, with its words, condition, evidence, cases and "
        f"limits; I judge it fit for the intended use stated on the {link('front page', 'index.md')}; and I am named with my role "
        "so that others can ask me. A rule that somebody objects to stays unsigned, and the objection is written down with its ref."
    )
    yield ""
    yield (
        "It binds to the digest, which covers the rule, its definitions, its questions with their words on a screen, its figures and its "
        "sources. The sheet shows its first 12 characters, the page of the rule all of it. Any edit gives another digest and voids the "
        "signature. A signature counts from the day on which it is entered in `reviews.yaml` as `agree`; entering it changes no digest. "
        "It is no approval for patient care, no assessment as a medical device, and says nothing about rules that are not signed."
    )
    yield from ("", "## The pack as a whole", "")
    yield "What no rule has of its own is signed for the pack: intended use, advice, safety net, and the order of the questionnaire."
    columns = ("Pack", "What is signed", "Digest", "Name", "Role", "Date", "Signature")
    named = (("intended use", "index.md"), ("advice and safety net", "advice.md"), ("order of the questionnaire", "questionnaire.md"))
    parts = "; ".join(link(words, page) for words, page in named)
    rows = [[pack.name, parts, f"`{pack_digest(pack, book.content)[:12]}`", *_signed_pack(pack, book), ""] for pack in book.rules.packs]
    yield from table(columns, rows, keep=len(columns))
    yield from ("", "In full:", "", *(f"- {pack.name}: `{pack_digest(pack, book.content)}`" for pack in book.rules.packs))
    yield from ("", "## Rules")
    header = ("Ref", "Rule", "Outcome", "Digest", "Name", "Role", "Date", "Signature")
    yield from table(header, [_line(rule, book) for rule in book.ordered(book.content.rules)], keep=len(header))


def _line(rule: Rule, book: Catalogue) -> list[str]:
    signed = _signed(book.reviews(rule))
    return [rule.ref, link(prose(rule.title), f"{rule.id}.md"), outcome_words(rule.outcome), f"`{book.digests[rule.id][:12]}`", *signed, ""]


def _signed_pack(pack: Pack, book: Catalogue) -> list[str]:
    held = judgements(book.content, pack=pack.name, digest=pack_digest(pack, book.content))
    return _signed([each for each in held if each.decision == "agree"])


def _signed(reviews: Sequence[Review]) -> list[str]:
    """Names, roles and dates of those who agreed, a cell each."""
    return ["; ".join(prose(getattr(each, field)) for each in reviews) for field in ("by", "role", "on")]
