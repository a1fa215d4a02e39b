"""The questions, definitions and sources of a rule as a reviewer's sheet has them: all that the digest covers of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from triage.model.conditions import Condition, Defined, leaves
from triage.model.digest import bearing
from triage.model.findings import Finding
from triage.model.rules import Content, Definition, Rule
from triage.model.vocabulary import Vocabulary
from triage.model.words import FindingCase
from triage.telling.asking import NOT_ASKED
from triage.telling.wording import answer_text, condition_lines, condition_text, in_words, label_of, leaf_text

__all__ = ["definition_lines", "question_lines", "source_lines"]


def question_lines(rule: Rule, content: Content) -> Iterator[str]:
    """Every question that bears on a rule as a person reads it: those it reads, those that imply them, those that decide who is asked."""
    vocabulary = Vocabulary.of(content)
    definitions = {definition.name: definition for definition in content.definitions}
    bears = bearing(rule, content)
    places = {line.finding: (panel.stem, line.tick, panel.kind) for panel in content.panels for line in panel.lines}
    for finding in content.findings:
        if finding.name in bears:
            yield f"- {finding.question or label_of(finding)} (`{finding.name}`{', critical' if finding.critical else ''})"
            if finding.help:
                yield f"    - Help: {finding.help}"
            yield f"    - For clinicians: {finding.clinical}"
            if finding.name in places:
                stem, tick, kind = places[finding.name]
                yield f"    - On its screen: {stem} / {tick}{' (a box to tick)' if kind == 'tick' else ''}"
            yield f"    - In lists: {label_of(finding)}"
            yield from (f"    - {words}" for words in _answers(finding))
            yield from (f"    - {words}" for words in _asking(finding, vocabulary, definitions))
            for implication in finding.implies:
                reached = [answer_text(vocabulary.findings[flag], True) for flag in implication.flags]
                yield f"    - Also means yes: {leaf_text(implication.leaf, vocabulary.findings)} means {in_words(reached, last='and')}"
            yield from (f"    - {_case(each, finding, vocabulary)}" for each in finding.cases)
            yield from (f"    - {words}" for words in _recorded(finding))


def _answers(finding: Finding) -> Iterator[str]:
    """What can be answered."""
    if finding.options:
        yield f"Options: {'; '.join(f'{option.label or option.name} (`{option.name}`)' for option in finding.options)}"
    if finding.none_of_these:
        yield f"The option `{finding.none_of_these}` says no to all that the others also mean"
    if finding.kind == "quantity":
        low, high = finding.limits
        yield f"A {'whole ' if finding.whole else ''}number ({finding.unit}), {low} to {high}"
        if finding.plausible:
            yield f"Unlikely outside {finding.plausible[0]} to {finding.plausible[1]}, and counts in full"
        yield f"Worse: {f'the further outside {finding.normal[0]} to {finding.normal[1]}' if finding.normal else finding.worse}"
        if finding.not_above:
            yield f"Can't be more than `{finding.not_above}`"


def _asking(finding: Finding, vocabulary: Vocabulary, definitions: Mapping[str, Definition]) -> Iterator[str]:
    """Who answers, and who is asked."""
    if finding.asked_of in NOT_ASKED:
        yield NOT_ASKED[finding.asked_of]
    if finding.asked_if is not None:
        yield f"Asked only of: {condition_text(finding.asked_if, vocabulary.findings, definitions)}"
    if finding.gate:
        yield "A gate: its answer may close critical questions"


def _case(case: FindingCase, finding: Finding, vocabulary: Vocabulary) -> str:
    """What an answer must imply, as the pack tries it."""
    means = in_words([answer_text(vocabulary.findings[flag], True) for flag in case.expect], last="and") if case.expect else "nothing else"
    return f"Tried, {case.name}: {answer_text(finding, case.given)} means {means}"


def _recorded(finding: Finding) -> Iterator[str]:
    """How programs and records name it."""
    if finding.aliases:
        yield f"Other names for programs: {', '.join(finding.aliases)}"
    if finding.synonyms:
        yield f"Found in a search as: {'; '.join(finding.synonyms)}"
    yield from (f"Codes of {system}: {', '.join(codes)}" for system, codes in finding.codes)


def definition_lines(rule: Rule, content: Content) -> Iterator[str]:
    """Every definition that bears on a rule, also those that only decide who is asked: what it is, why, and its cases."""
    definitions = {definition.name: definition for definition in content.definitions}
    findings = {finding.name: finding for finding in content.findings}
    bears = bearing(rule, content)
    asking = [finding.asked_if for finding in content.findings if finding.name in bears and finding.asked_if is not None]
    used = set(_defined([rule.when, *asking], definitions))
    for definition in content.definitions:
        if definition.name in used:
            yield f"- {definition.label or definition.name.replace('_', ' ')} (`{definition.name}`)"
            if definition.because:
                yield f"    - Why: {definition.because}"
            yield "    - Holds on:"
            yield from (f"        {line}" for line in condition_lines(definition.when, findings, definitions))
            for case in definition.cases:
                given = "; ".join(answer_text(findings[name], answer) for name, answer in case.given) or "nothing answered"
                yield f"    - {case.name}: {given} gives **{case.expect}**"


def _defined(conditions: Iterable[Condition], definitions: Mapping[str, Definition]) -> Iterator[str]:
    for condition in conditions:
        for _, leaf in leaves(condition):
            if isinstance(leaf, Defined):
                yield leaf.name
                yield from _defined([definitions[leaf.name].when], definitions)


def source_lines(rule: Rule, content: Content) -> Iterator[str]:
    """Every source that a rule cites: what it is, where in it, how strong, and how much of it was read."""
    sources = {source.id: source for source in content.sources}
    for citation in rule.sources:
        source = sources[citation.id]
        where = f", {citation.where}" if citation.where else ""
        yield f"- {source.title} Grade {citation.grade}{where}; reading: {source.reading}, {source.evidence_read}."
        named = [f"`{source.id}`", source.identifier, source.ref and f"{source.ref} in the evidence table", source.note]
        yield f"    - {'; '.join(filter(None, named))}"
