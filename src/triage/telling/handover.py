"""A note for the clinician who takes over: situation, background, assessment, recommendation."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from textwrap import fill
from typing import Any

from triage.model.findings import UNSURE, Finding
from triage.model.ruleset import RuleSet
from triage.telling.wording import in_words, label_of

__all__ = ["handover_note"]

_WIDTH = 88


def handover_note(document: Mapping[str, Any], rules: RuleSet, *, unasked: Sequence[str], refused: Sequence[str] = ()) -> str:
    """
    The note as text, wrapped. It holds the answers, and no advice.

    Args:
        document: What ``Assessment.to_dict()`` gives, answers included.
        rules: The rules that gave it, for their words.
        unasked: The findings that are open, in vocabulary order.
        refused: The keys of the answers that couldn't be used.
    """
    note = _Note(document, rules)
    parts = {
        "Situation": note.situation(refused),
        "Background": note.background(),
        "Assessment": note.assessment(),
        "Recommendation": [_outcome(document["outcome"])],
        "Not asked": note.not_asked(unasked),
        "Rules": note.stamp(),
    }
    sections = ("\n".join([title, *map(_filled, lines)]) for title, lines in parts.items())
    return "\n\n".join(["HANDOVER", *sections]) + "\n"


class _Note:
    """
    The sections of one note.

    Every answer stands in it once: under what fired, as background, or among what was answered no.
    """

    def __init__(self, document: Mapping[str, Any], rules: RuleSet) -> None:
        self.document = document
        self.rules = rules
        self.answers: dict[str, bool | int | float | str] = {}
        for name, answer in document["answers"].items():
            own = self._own(name)
            # Of two answers to one question the more serious counts; the conflict is told.
            if own not in self.answers or answer is True or self.answers[own] is False:
                self.answers[own] = answer
        self.told = {name for fired in document["fired"] for name in (*fired["findings"], *fired["also"])}

    def _own(self, name: str) -> str:
        return name if name in self.rules.findings else self.rules.vocabulary.aliases[name]

    def situation(self, refused: Collection[str]) -> Iterator[str]:
        outcome = _outcome(self.document["outcome"])
        yield f"Outcome of the red-flag questions: {outcome}, by the answers as they were given."
        critical = len(self.document["open_critical"])
        if critical:
            are = "question is" if critical == 1 else "questions are"
            yield f"Incomplete: {critical} critical {are} open that could make it more urgent."
        if self.document["ceiling"] != self.document["outcome"]:
            yield f"Open questions could still make it {_outcome(self.document['ceiling'])}."
        if refused:
            yield f"Answers that could not be used: {in_words(list(refused), last='and')}."

    def background(self) -> Iterator[str]:
        """What may matter beside the signs: gates and context whatever was answered, and all else that isn't a no and fired nothing."""
        given = [(self.rules.findings[own], answer) for own, answer in self.answers.items() if own not in self.told]
        lines = [f"{label_of(each)}: {_said(each, answer)}" for each, answer in given if answer is not False or each.gate or each.context]
        yield from lines or ["Nothing was given beside what stands below."]

    def assessment(self) -> Iterator[str]:
        for fired in self.document["fired"]:
            doubt = ", in doubt" if fired["unsure"] else ""
            ref = f"{fired['ref']} " if fired["ref"] else ""
            names = [label_of(self.rules.findings[name]) for name in fired["findings"]]
            because = in_words(names, last="and")
            yield f"{ref}{fired['rule']} [{_outcome(fired['outcome'])}{doubt}]: {fired['title'] or fired['rule']}. From: {because}."
        if not self.document["fired"]:
            yield "No rule fired."
        yield from self._positive()
        for conflict in self.document["conflicts"]:
            both = dict.fromkeys(label_of(self.rules.findings[self._own(name)]) for name in (conflict["finding"], *conflict["against"]))
            yield f"Don't fit together, the more serious one counted: {in_words(list(both), last='and')}."
        for name in self.document["implausible"]:
            yield f"Unlikely value, counted in full: {label_of(self.rules.findings[self._own(name)])}."
        yield from self._denied()

    def _positive(self) -> Iterator[str]:
        positive = [(self.rules.findings[own], answer) for own, answer in self.answers.items() if own in self.told]
        if positive:
            yield "As asked and answered:"
        for finding, answer in positive:
            said = _said(finding, answer)
            yield f"  {finding.question or label_of(finding)} {said[:1].upper()}{said[1:].rstrip('.')}."

    def _denied(self) -> Iterator[str]:
        """The critical questions that were answered no; of the others, how many."""
        denied = [self.rules.findings[own] for own, answer in self.answers.items() if answer is False]
        denied = [finding for finding in denied if not (finding.gate or finding.context)]
        critical = [label_of(finding) for finding in denied if finding.critical]
        others = len(denied) - len(critical)
        if critical:
            yield f"Answered no, critical: {'; '.join(critical)}."
        if others:
            yield f"Answered no, others: {others}."

    def not_asked(self, unasked: Sequence[str]) -> Iterator[str]:
        findings = [self.rules.findings[name] for name in unasked]
        for title, critical in (("Critical", True), ("Others", False)):
            labels = [label_of(finding) for finding in findings if finding.critical is critical]
            if labels:
                yield f"{title}: {'; '.join(labels)}."
        if not unasked:
            yield "Everything that is asked of this person was asked."

    def stamp(self) -> Iterator[str]:
        stamp = self.document["rules"]
        yield f"{stamp['name']} {stamp['version']}"
        yield f"sha256 {stamp['digest']}"
        yield f"Review: {stamp['review']}."


def _outcome(outcome: Mapping[str, Any]) -> str:
    return f"{outcome['level']} {outcome['within'] or ''}".strip()


def _said(finding: Finding, answer: bool | int | float | str) -> str:
    """An answer as it was given: yes, no, not sure, a number with its unit, an option in its words."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, int | float):
        return f"{answer} {finding.unit}".rstrip()
    option = next((option.label for option in finding.options if option.name == answer), "")
    return option or ("not sure" if answer == UNSURE else answer)


def _filled(line: str) -> str:
    """A line wrapped below its section, continued at its own indent."""
    indent = "  " + line[: len(line) - len(line.lstrip())]
    return fill(
        line.strip(), _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False, break_on_hyphens=False
    )
