"""The sheet that a clinician signs: one rule in words, and the digest that the signature binds to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill

from triage.model.digest import rule_digest
from triage.model.findings import Finding
from triage.model.rules import Content, Rule
from triage.model.words import Case
from triage.telling.wording import answer_text, condition_lines

__all__ = ["review_sheet", "rule_sheet"]

_WIDTH = 100


def rule_sheet(rule: Rule, content: Content) -> str:
    """Everything about one rule, as Markdown."""
    findings = {finding.name: finding for finding in content.findings}
    return "\n".join([*_words(rule, content, findings), *_grounds(rule, content, findings)]) + "\n"


def review_sheet(rule: Rule, content: Content) -> str:
    """Everything about one rule that a reviewer judges, with room for name, role, date and signature."""
    return rule_sheet(rule, content) + "\n".join(_signature(rule, content)) + "\n"


def _words(rule: Rule, content: Content, findings: Mapping[str, Finding]) -> Iterator[str]:
    yield f"# {rule.title} ({rule.ref}, `{rule.id}`)"
    yield ""
    yield f"Outcome: **{rule.outcome}**. If it holds only with unsure read as yes: **{rule.when_unsure}**."
    yield f"Suspects: {', '.join(rule.suspects)}."
    yield from ("", "## What the person reads", "", fill(rule.say, _WIDTH))
    if rule.say_unsure:
        yield from ("", "With a doubt only: " + rule.say_unsure)
    yield from ("", "## When it fires", "")
    yield from condition_lines(rule.when, findings, {definition.name: definition for definition in content.definitions})
    yield from ("", "## Why", "", fill(rule.because, _WIDTH))


def _grounds(rule: Rule, content: Content, findings: Mapping[str, Finding]) -> Iterator[str]:
    sources = {source.id: source for source in content.sources}
    yield from ("", "## Sources", "")
    for citation in rule.sources:
        source = sources[citation.id]
        where = f", {citation.where}" if citation.where else ""
        yield f"- {source.title} Grade {citation.grade}{where}; reading: {source.reading}, {source.evidence_read}."
    yield from ("", "## Cases", "")
    yield from (f"- {case.name}: {_given(case, findings)} gives **{case.expect}**" for case in rule.cases)
    yield from ("", "## Limits", "")
    yield from (f"- {limit}" for limit in rule.limits)


def _given(case: Case, findings: Mapping[str, Finding]) -> str:
    return "; ".join(answer_text(findings[name], answer) for name, answer in case.given) or "nothing answered"


def _signature(rule: Rule, content: Content) -> Iterator[str]:
    digest = rule_digest(rule, content)
    yield from ("", "## Review", "")
    current = [review for review in rule.reviews if review.digest == digest]
    yield from (f"- Reviewed by {review.by}, {review.role}, on {review.on}." for review in current)
    if not current:
        yield "No clinician has reviewed this rule."
    yield ""
    yield "The signature binds to this digest of the rule, its definitions, questions and sources; any edit voids it:"
    yield from ("", f"    {digest}", "")
    yield "Name: ____________________  Role: ____________________  Date: __________  Signature: ____________________"
