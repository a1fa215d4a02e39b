"""The sheet that a clinician signs: one rule in words, all that bears on it, and the digest that the signature binds to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill

from triage.model.digest import judgements, rule_digest
from triage.model.findings import Finding
from triage.model.outcome import NONE_FOUND
from triage.model.rules import Content, Definition, Rule
from triage.model.words import Case, Review
from triage.telling.people import expected, people, resting_on
from triage.telling.question_sheet import definition_lines, question_lines, source_lines
from triage.telling.signatures import review_words
from triage.telling.wording import answer_text, condition_lines, condition_text, in_words

__all__ = ["review_sheet", "rule_sheet", "signature_lines"]

_WIDTH = 100


def rule_sheet(rule: Rule, content: Content) -> str:
    """Everything about one rule, as Markdown."""
    findings = {finding.name: finding for finding in content.findings}
    definitions = {definition.name: definition for definition in content.definitions}
    parts = (_words(rule, findings, definitions), _questions(rule, content), _grounds(rule, content, findings))
    return "\n".join(line for part in parts for line in part) + "\n"


def review_sheet(rule: Rule, content: Content) -> str:
    """Everything that a reviewer of one rule judges, the people who rest on it, and room for name, role, date and objections."""
    parts = (_people(rule, content), _beside(rule, content), _signature(rule, content))
    return rule_sheet(rule, content) + "\n".join(line for part in parts for line in part) + "\n"


def _words(rule: Rule, findings: Mapping[str, Finding], definitions: Mapping[str, Definition]) -> Iterator[str]:
    yield f"# {rule.title} ({rule.ref}, `{rule.id}`)"
    yield ""
    doubt = "it raises nothing" if rule.when_unsure == NONE_FOUND else f"**{rule.when_unsure}**"
    yield f"Outcome: **{rule.outcome}**. If it holds only in doubt: {doubt}."
    if rule.unsure_because:
        yield f"Why a doubt raises nothing: {rule.unsure_because}"
    yield f"Suspects: {', '.join(rule.suspects)}."
    if rule.decides == "never":
        yield "Whenever it fires, others give at least the same."
    if rule.former_refs:
        yield f"Joined from {in_words(list(rule.former_refs), last='and')}."
    yield from ("", "## What the person reads", "", fill(rule.say, _WIDTH, break_on_hyphens=False))
    if rule.say_unsure:
        yield from ("", "With a doubt only: " + rule.say_unsure)
    yield from ("", "## When it fires", "")
    yield from condition_lines(rule.when, findings, definitions)
    yield from ("", "## Why", "", fill(rule.because, _WIDTH, break_on_hyphens=False))


def _questions(rule: Rule, content: Content) -> Iterator[str]:
    yield from ("", "## Questions", "", *question_lines(rule, content))
    if definitions := list(definition_lines(rule, content)):
        yield from ("", "## Definitions", "", *definitions)


def _grounds(rule: Rule, content: Content, findings: Mapping[str, Finding]) -> Iterator[str]:
    sources = {source.id: source for source in content.sources}
    yield from ("", "## Sources", "", *source_lines(rule, content))
    figures = [figure for figure in content.figures if rule.id in figure.rules]
    if figures:
        yield from ("", "## Figures", "")
    for figure in figures:
        measured = (("sensitivity", figure.sensitivity), ("specificity", figure.specificity), ("", figure.other))
        numbers = "; ".join(f"{what} {number}".strip() for what, number in measured if number)
        note = f" {figure.note}" if figure.note else ""
        yield f"- {figure.feature}, for {figure.target} ({figure.setting}): {numbers or 'no number'}. {sources[figure.source].title}{note}"
    yield from ("", "## Cases", "")
    yield from (f"- {case.name}: {_given(case, findings)} gives **{case.expect}**" for case in rule.cases)
    yield from ("", "## Limits", "")
    yield from (f"- {limit}" for limit in rule.limits)


def _given(case: Case, findings: Mapping[str, Finding]) -> str:
    return "; ".join(answer_text(findings[name], answer) for name, answer in case.given) or "nothing answered"


def _people(rule: Rule, content: Content) -> Iterator[str]:
    """The whole people to whom the rule gives their outcome. The digest of a rule doesn't cover them."""
    findings = {finding.name: finding for finding in content.findings}
    resting = resting_on(rule.id, people(content))
    if resting:
        yield from ("", "## Whole people who rest on it", "")
    for each in resting:
        person = each.vignette
        given = "; ".join(answer_text(findings[name], answer) for name, answer in person.given)
        others = (
            f" Others give it as well: {', '.join(name for name in each.deciding if name != rule.id)}." if len(each.deciding) > 1 else ""
        )
        yield f"- {person.name}: {given} gives **{each.outcome}**; must get {expected(person)}.{others}"


def _beside(rule: Rule, content: Content) -> Iterator[str]:
    """What the person is told beside the words of the rule. It is signed for the pack."""
    findings = {finding.name: finding for finding in content.findings}
    definitions = {definition.name: definition for definition in content.definitions}
    yield from ("", "## What the person is told beside it (signed for the pack)", "")
    for pack in content.packs:
        for advice in pack.advice:
            if advice.outcome in (rule.outcome, rule.when_unsure) and (advice.outcome != NONE_FOUND or rule.outcome == NONE_FOUND):
                yield f"- At {advice.outcome}: {advice.say}"
        for note in pack.notes:
            yield f"- Where this holds, {condition_text(note.when, findings, definitions)}: {note.say}"
        if pack.safety_net:
            yield f"- Always: {pack.safety_net}"


def _signature(rule: Rule, content: Content) -> Iterator[str]:
    digest = rule_digest(rule, content)
    covers = "the rule, its definitions, questions, figures and sources"
    yield from signature_lines(judgements(content, rule=rule.id, digest=digest), digest, what="this rule", covers=covers)


def signature_lines(current: Sequence[Review], digest: str, *, what: str, covers: str) -> Iterator[str]:
    """
    Who signed, and room for who signs.

    Args:
        current: The reviews of the text as it stands.
        digest: That of the text.
        what: What the text is of.
        covers: What the digest is made of.
    """
    yield from ("", "## Review", "")
    for review in current:
        words = review_words(review)
        yield f"- {words[0].upper()}{words[1:]}."
    if not any(review.decision == "agree" for review in current):
        yield f"No clinician has {'agreed to' if current else 'reviewed'} {what}."
    yield ""
    yield f"The signature binds to this digest of {covers}; any edit voids it:"
    yield from ("", f"    {digest}", "")
    yield "Decision: agree / object / change    Name: ____________________  Role: ____________________"
    yield ""
    yield "Date: __________  Signature: ____________________"
    yield from ("", "Objections, what should change, who is missing:", "")
    for _ in range(4):
        yield from ("_" * 90, "")
