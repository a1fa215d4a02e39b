"""The sheet that a clinician signs: one rule in words, every question that bears on it, and the digest that the signature binds to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill

from triage.model.digest import rule_digest
from triage.model.findings import Finding
from triage.model.outcome import NONE_FOUND
from triage.model.rules import Content, Definition, Rule
from triage.model.vocabulary import Vocabulary
from triage.model.words import Case
from triage.telling.asking import NOT_ASKED
from triage.telling.wording import answer_text, condition_lines, condition_text, in_words, leaf_text

__all__ = ["review_sheet", "rule_sheet"]

_WIDTH = 100


def rule_sheet(rule: Rule, content: Content) -> str:
    """Everything about one rule, as Markdown."""
    findings = {finding.name: finding for finding in content.findings}
    definitions = {definition.name: definition for definition in content.definitions}
    parts = (_words(rule, findings, definitions), _questions(rule, content, definitions), _grounds(rule, content, findings))
    return "\n".join(line for part in parts for line in part) + "\n"


def review_sheet(rule: Rule, content: Content) -> str:
    """Everything about one rule that a reviewer judges, with room for name, role, date and signature."""
    return rule_sheet(rule, content) + "\n".join(_signature(rule, content)) + "\n"


def _words(rule: Rule, findings: Mapping[str, Finding], definitions: Mapping[str, Definition]) -> Iterator[str]:
    yield f"# {rule.title} ({rule.ref}, `{rule.id}`)"
    yield ""
    doubt = "it raises nothing" if rule.when_unsure == NONE_FOUND else f"**{rule.when_unsure}**"
    yield f"Outcome: **{rule.outcome}**. If it holds only in doubt: {doubt}."
    if rule.unsure_because:
        yield f"Why a doubt raises nothing: {rule.unsure_because}"
    yield f"Suspects: {', '.join(rule.suspects)}."
    if rule.former_refs:
        yield f"Joined from {in_words(list(rule.former_refs), last='and')}."
    yield from ("", "## What the person reads", "", fill(rule.say, _WIDTH))
    if rule.say_unsure:
        yield from ("", "With a doubt only: " + rule.say_unsure)
    yield from ("", "## When it fires", "")
    yield from condition_lines(rule.when, findings, definitions)
    yield from ("", "## Why", "", fill(rule.because, _WIDTH))


def _questions(rule: Rule, content: Content, definitions: Mapping[str, Definition]) -> Iterator[str]:
    """Every question that bears on the rule as a person reads it: those it reads, those that imply them, those that decide who is asked."""
    vocabulary = Vocabulary.of(content)
    bearing = _bearing(rule, content, vocabulary)
    lines = {line.finding: (panel.stem, line.tick) for panel in content.panels for line in panel.lines}
    yield from ("", "## Questions", "")
    for finding in content.findings:
        if finding.name in bearing:
            yield f"- {finding.question or finding.label} (`{finding.name}`{', critical' if finding.critical else ''})"
            if finding.help:
                yield f"    - Help: {finding.help}"
            yield f"    - For clinicians: {finding.clinical}"
            if finding.name in lines:
                yield f"    - On its screen: {' / '.join(lines[finding.name])}"
            if finding.options:
                yield f"    - Options: {'; '.join(option.label or option.name for option in finding.options)}"
            if finding.asked_of in NOT_ASKED:
                yield f"    - {NOT_ASKED[finding.asked_of]}"
            if finding.asked_if is not None:
                yield f"    - Asked only of: {condition_text(finding.asked_if, vocabulary.findings, definitions)}"
            for implication in finding.implies:
                reached = [answer_text(vocabulary.findings[flag], True) for flag in implication.flags]
                yield f"    - Also means yes: {leaf_text(implication.leaf, vocabulary.findings)} means {in_words(reached, last='and')}"


def _bearing(rule: Rule, content: Content, vocabulary: Vocabulary) -> set[str]:
    """The findings that a signature of the rule covers, which are those of its digest."""
    found = {leaf.finding for leaf in vocabulary.opened(rule.when)}
    while True:
        more = {each.name for each in content.findings for implied in each.implies if not found.isdisjoint(implied.flags)}
        for each in content.findings:
            if each.name in found and each.asked_if is not None:
                more |= {leaf.finding for leaf in vocabulary.opened(each.asked_if)}
        if more <= found:
            return found
        found |= more


def _grounds(rule: Rule, content: Content, findings: Mapping[str, Finding]) -> Iterator[str]:
    sources = {source.id: source for source in content.sources}
    yield from ("", "## Sources", "")
    for citation in rule.sources:
        source = sources[citation.id]
        where = f", {citation.where}" if citation.where else ""
        yield f"- {source.title} Grade {citation.grade}{where}; reading: {source.reading}, {source.evidence_read}."
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


def _signature(rule: Rule, content: Content) -> Iterator[str]:
    digest = rule_digest(rule, content)
    yield from ("", "## Review", "")
    current = [review for review in content.reviews if review.rule == rule.id and review.digest == digest]
    for review in current:
        what = {"agree": "Agreed to", "object": "Objected to", "change": "Change asked for"}[review.decision]
        yield f"- {what} by {review.by}, {review.role}, on {review.on}.{f' {review.comment}' if review.comment else ''}"
    if not any(review.decision == "agree" for review in current):
        yield f"No clinician has {'agreed to' if current else 'reviewed'} this rule."
    yield ""
    yield "The signature binds to this digest of the rule, its definitions, questions, figures and sources; any edit voids it:"
    yield from ("", f"    {digest}", "")
    yield "Decision: agree / object / change    Name: ____________________  Role: ____________________"
    yield "Date: __________  Signature: ____________________  Comment: ______________________________"
