"""One rule as a page that a clinician can judge: the same headings in the same order for every rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from json import dumps
from re import sub
from typing import TYPE_CHECKING

from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.engine.evaluate import worst_rank
from triage.model.conditions import Chosen, Leaf, Present
from triage.model.findings import UNSURE, Finding
from triage.model.outcome import NONE_FOUND, OUTCOMES
from triage.model.rules import Rule
from triage.model.ruleset import RuleSet
from triage.model.words import Case, Citation
from triage.telling.asked import open_demands
from triage.telling.catalogue import GRADES, Catalogue, doubt_words, outcome_words, with_code
from triage.telling.clauses import case_table, condition_text
from triage.telling.declared import lowering
from triage.telling.evidence_pages import figures_of, reading_words
from triage.telling.history import former, history
from triage.telling.leaves import one_line
from triage.telling.markdown import INDENT, link, prose, quote, table
from triage.telling.people import resting_on
from triage.telling.wording import in_words

if TYPE_CHECKING:
    from triage.packs.released import Declared

__all__ = ["HEADINGS", "rule_page"]

HEADINGS = (
    "What it flags",
    "What the person reads",
    "When it fires",
    "If the answer is unsure",
    "Why",
    "Evidence",
    "Cases",
    "Limits",
    "History",
    "For developers",
)

_WIDTH = 88
# So long a condition is still taken in at a glance.
_SHORT = 300


def rule_page(rule: Rule, book: Catalogue, *, released: Sequence[RuleSet], lowered: Sequence[Declared]) -> str:
    """Everything about one rule, as Markdown."""
    sections = (
        _flags(rule, book),
        _read_by_person(rule, book),
        _fires(rule, book),
        _unsure(rule, book),
        ("", book.linked(rule.because, own=rule.ref), *_points(rule, book)),
        _evidence(rule, book),
        _cases(rule, book),
        ("", *(f"- {book.linked(limit, own=rule.ref)}" for limit in rule.limits)),
        _history(rule, book, released, lowered),
        _developers(rule, book),
    )
    lines = [f"# {prose(rule.title or rule.id)}", *_status(rule, book), *_summary(rule, book)]
    for heading, section in zip(HEADINGS, sections, strict=True):
        lines += ["", f"## {heading}", *section]
    return "\n".join([*lines, "", book.footer(), ""])


def _status(rule: Rule, book: Catalogue) -> Iterator[str]:
    outcomes = [f"**{words}**" for words in (outcome_words(rule.outcome), doubt_words(rule))]
    row = [*outcomes, f"**{book.review_words(rule)}**", rule.ref, f"`{book.digests[rule.id][:12]}`"]
    yield from table(("Outcome", "If only a doubt", "Review", "Ref", "Rule digest"), [row], keep=5)
    for each in book.objections(rule):
        what = "Objected to" if each.decision == "object" else "A change was asked for"
        comment = f": {prose(each.comment)}" if each.comment else "."
        yield from ("", f"**{what}** by {prose(each.by)}, {prose(each.role)}, on {each.on}{comment}")


def _summary(rule: Rule, book: Catalogue) -> Iterator[str]:
    """The rule in a sentence or two, before anything long."""
    short = one_line(rule.when, book)
    named = short if len(sub(r"\]\([^)]*\)", "]", short)) <= _SHORT else f"{prose(rule.title or rule.id)}; what exactly, stands below"
    doubt = "the same" if rule.when_unsure == rule.outcome else doubt_words(rule)
    yield from ("", f"**In short.** Fires on: {named}. Then: {outcome_words(rule.outcome)}; with only a doubt: {doubt}.")


def _flags(rule: Rule, book: Catalogue) -> Iterator[str]:
    causes = [link(prose(cause), "by-cause.md", at=cause) for cause in rule.suspects]
    if causes:
        yield ""
        yield f"A reason to think of {in_words(causes, last='or')}."
        yield "Suspected causes are for clinicians; they are never shown to a person as a diagnosis."
    if rule.decides == "never":
        yield ""
        yield "Whenever this rule fires, others give at least the same outcome. It adds its own reason and its own words to theirs."
    if rule.former_refs:
        yield from ("", f"Joined from {in_words(list(rule.former_refs), last='and')}.")


def _read_by_person(rule: Rule, book: Catalogue) -> Iterator[str]:
    yield from ("", quote(rule.say))
    if rule.say_unsure:
        yield from ("", "With only a doubt:", "", quote(rule.say_unsure))
    advice = [advice.say for pack in book.rules.packs for advice in pack.advice if advice.outcome == rule.outcome]
    if advice:
        net = link("what every assessment adds", "advice.md")
        yield from ("", f"Beside it, the advice for {with_code(rule.outcome)}, and {net}:")
        yield from ("", quote("\n\n".join(dict.fromkeys(advice))))


def _fires(rule: Rule, book: Catalogue) -> Iterator[str]:
    yield from condition_text(rule.when, book)
    for each in book.content.accepted:
        if each.rule == rule.id:
            named = in_words([book.finding_link(name) for name in each.findings], last="and")
            yield from ("", f"Only answers that don't fit together meet {named}. It stays: {prose(each.because)}")
    yield ""
    yield "Nothing switches it off: no other answer and no other rule can lower what it gives."


def _unsure(rule: Rule, book: Catalogue) -> Iterator[str]:
    leaves = list(book.vocabulary.opened(rule.when))
    chosen = {leaf.finding: UNSURE in leaf.options for leaf in leaves if isinstance(leaf, Chosen)}
    # In format 1 only a flag could be doubted, and an option `unsure` that no condition lists was a no.
    every_kind = book.content.format > 1
    if every_kind or any(isinstance(leaf, Present) for leaf in leaves):
        yield from ("", *_doubt(rule, leaves))
    elif not any(chosen.values()):
        yield from ("", "None of its questions is answered with yes, no or unsure, so no doubt can stand in for a yes.")
    if chosen:
        yield ""
    for name, listed in chosen.items():
        option = prose(_unsure_option(book.vocabulary.findings[name]))
        unlisted = "is a doubt" if every_kind else "isn't one of the options that count here"
        yield f"- {book.finding_link(name)}: “{option}” {'is one of the options that count, in full' if listed else unlisted}."
    reached = ", except, in doubt, what nobody is asked" if any(each.asked_of == "app" for each in book.content.findings) else ""
    yield from ("", f"A question that was not asked raises nothing and hides nothing; unsure never implies another answer{reached}.")


def _doubt(rule: Rule, leaves: Sequence[Leaf]) -> Iterator[str]:
    """What holding only in doubt is worth, and what a doubt is."""
    if rule.when_unsure == NONE_FOUND:
        yield f"If the rule holds only in doubt, it raises nothing. Why: {prose(rule.unsure_because)}"
    elif rule.when_unsure == rule.outcome:
        yield f"A doubt counts as a yes: the outcome is still {with_code(rule.outcome)}, and the words are the same."
    else:
        yield (
            f"If the rule holds only in doubt, the outcome is {with_code(rule.when_unsure)} instead of {with_code(rule.outcome)}. "
            "Where the plain answers are enough, an unsure beside them changes nothing."
        )
    if all(isinstance(leaf, Present) for leaf in leaves):
        yield "In doubt, an unsure is read as a yes."
    else:
        yield "In doubt, an unsure is read as a yes, and a number or a choice that isn't known as the one answer that makes the rule hold."


def _unsure_option(finding: Finding) -> str:
    return next((option.label or option.name for option in finding.options if option.name == UNSURE), UNSURE)


def _evidence(rule: Rule, book: Catalogue) -> Iterator[str]:
    yield from figures_of(rule, book)
    yield from table(("Source", "Grade", "Where", "How much was read", "As of"), [_source(each, book) for each in rule.sources])
    yield from ("", GRADES)


def _source(citation: Citation, book: Catalogue) -> list[str]:
    source = book.rules.sources[citation.id]
    title = link(prose(source.title or source.id), "sources.md", at=source.id)
    return [title, citation.grade, prose(citation.where), reading_words(source), source.evidence_read]


def _points(rule: Rule, book: Catalogue) -> Iterator[str]:
    """What a clinician must decide about a rule; each is told on a page of its own."""
    own = [f"- {book.linked(point.id)}: {prose(point.title)}" for point in book.content.points if rule.id in point.rules]
    own += open_demands(rule, book)
    if own:
        yield from ("", "For a clinician to decide:", "", *own)


def _cases(rule: Rule, book: Catalogue) -> Iterator[str]:
    yield from case_table(rule.cases, book)
    yield from ("", "Open: it hasn't fired, and open questions could still make it. Silent: nothing that is open could.")
    if not book.people:
        return
    resting, whole = resting_on(rule.id, book.people), link("whole people", "vignettes.md")
    if not resting:
        yield from ("", f"None of the {whole} gets their outcome from it.")
        return
    yield from ("", f"Of the {whole} these get their outcome from it, alone or with other rules:", "")
    for each in resting:
        others = "" if each.deciding == (rule.id,) else ", with other rules"
        yield f"- {prose(each.vignette.name)}: {each.outcome}{others}"


def _history(rule: Rule, book: Catalogue, released: Sequence[RuleSet], lowered: Sequence[Declared]) -> Iterator[str]:
    """What it was in each release, what became of the rules that were joined into it, and what was declared less of any of them."""
    own = {rule.id, *(old.id for old in former(rule, released))}
    yield from ("", *(f"- {line}" for line in history(rule, book.rules, released=released)))
    yield from (f"- {lowering(each, book, releases=released)}" for each in lowered if each.rule in own)


def _developers(rule: Rule, book: Catalogue) -> Iterator[str]:
    joined = f", joined from {in_words([f'`{ref}`' for ref in rule.former_refs], last='and')}" if rule.former_refs else ""
    yield from ("", f"- Ref: `{rule.ref}`{joined}", f"- Id: `{rule.id}`", f"- Rule digest: `{book.digests[rule.id]}`")
    folders = " or ".join(f"`rules/{pack.name}/`" for pack in book.rules.packs)
    yield f"- File: `{rule.id}.yaml`, in the folder of its cause in {folders}"
    firing = [case for case in rule.cases if case.expect not in ("open", "silent")]
    if firing:
        yield from ("", f"An example that fires it, the case “{prose(firing[0].name)}”:", "", *_example(rule, firing[0], book))


def _example(rule: Rule, case: Case, book: Catalogue) -> Iterator[str]:
    outcome = OUTCOMES[worst_rank(read(dict(case.given), program_of(book.rules)), program_of(book.rules))]
    if book.bundled:
        yield from ("```python", "from triage import evaluate", "")
    else:
        # What `triage build` wrote.
        yield from ("```python", "from triage import evaluate, load_rules", "", f'rules = load_rules("{book.rules.name}.json")')
    more = "" if book.bundled else ", rules=rules"
    given = [f"{dumps(name)}: {dumps(answer) if isinstance(answer, str) else answer}" for name, answer in case.given]
    call = f"assessment = evaluate({{{', '.join(given)}}}{more})"
    if len(call) <= _WIDTH:
        yield call
    else:
        yield from (
            "assessment = evaluate(",
            f"{INDENT}{{",
            *(f"{INDENT}{INDENT}{each}," for each in given),
            f"{INDENT}}}{more and f',{chr(10)}{INDENT}rules=rules,'}",
            ")",
        )
    yield f'assert "{rule.id}" in [firing.rule for firing in assessment.fired]'
    yield f'assert str(assessment.outcome) == "{outcome}"'
    yield "```"
