"""What only people read: sources, cases, reviews, advice, coverage, glossary. Evaluating loads none of it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from triage.model.conditions import Condition
from triage.model.outcome import Outcome

__all__ = [
    "Accepted",
    "Advice",
    "Asked",
    "Case",
    "Citation",
    "ClinicalPoint",
    "Demand",
    "Entry",
    "Figure",
    "FindingCase",
    "Given",
    "Group",
    "Note",
    "Review",
    "Source",
    "Vignette",
]

Given: TypeAlias = tuple[tuple[str, bool | int | float | str], ...]


@frozen
class Source:
    """
    Something a rule rests on.

    Attributes:
        id: Permanent name that rules cite.
        ref: Its number in the evidence table.
        title: Title, authors, year, journal or publisher.
        identifier: DOI, guideline number, or empty.
        reading: How much of it was read: ``whole``, ``abstract``, ``excerpt``, ``second-hand``, ``recalled``.
        evidence_read: ISO date on which the evidence was last gone through.
        note: What to know about it; may be empty.
    """

    id: str
    ref: str = ""
    title: str = ""
    identifier: str = ""
    reading: str = ""
    evidence_read: str = ""
    note: str = ""


@frozen
class Citation:
    """A source as one rule uses it: where in it, and how strong it is for this rule (A to D, S for an article)."""

    id: str
    grade: str
    where: str = ""


@frozen
class Case:
    """An example: answers, and what the rule or definition that carries it makes of them."""

    name: str
    given: Given
    expect: str


@frozen
class FindingCase:
    """What an answer is expected to imply; every implication has one, so that none is lost unseen."""

    name: str
    given: bool | int | float | str
    expect: tuple[str, ...]


@frozen
class Vignette:
    """
    A whole person, and the outcome that all rules together must give them.

    Attributes:
        name: Who it is, in a few words.
        given: Their answers; what isn't there was not asked.
        at_least: The least urgent outcome that will do.
        at_most: The most urgent one. The same as ``at_least`` where exactly one will do.
        because: Why, or where the story comes from; may be empty.
    """

    name: str
    given: Given
    at_least: Outcome
    at_most: Outcome
    because: str = ""


@frozen
class ClinicalPoint:
    """Something that a clinician must decide, by its code on the page that tells it, and the rules it touches."""

    id: str
    title: str
    rules: tuple[str, ...]


@frozen
class Accepted:
    """A way for a rule to fire that nobody meets whose answers fit together, and why it stays."""

    rule: str
    findings: tuple[str, ...]
    because: str


@frozen
class Review:
    """
    A clinician's judgement of the very text of a rule, or of what is signed for a pack; void as soon as its digest differs.

    Attributes:
        by: Name.
        role: Profession.
        on: ISO date.
        digest: What was judged.
        rule: The rule's id; empty for a pack.
        decision: Only ``agree`` counts as reviewed.
        comment: May be empty.
        pack: The name of a pack whose intended use, advice, safety net and order of questions were judged; empty for a rule.
    """

    by: str
    role: str
    on: str
    digest: str
    rule: str = ""
    decision: Literal["agree", "object", "change"] = "agree"
    comment: str = ""
    pack: str = ""


@frozen
class Group:
    """A group of the vocabulary, in the order a form asks them."""

    name: str
    title: str


@frozen
class Advice:
    """What to do at one outcome, in plain words."""

    outcome: Outcome
    say: str


@frozen
class Note:
    """A sentence the advice adds when its condition holds, such as that the rules aren't validated for children."""

    when: Condition
    say: str


@frozen
class Demand:
    """
    What a source asks for, and what this rule set makes of it.

    Attributes:
        id: The number of a founding statement (``Z01``), or a name of its own.
        source: The source that asks.
        text: What it says, in our words.
        demands: The least outcome that its signs must bring.
        reading: Whether the source was read or recalled here.
        given: Its signs, as answers.
        rules: Ids of the rules that answer it.
        note: Where and why the rules ask for more than the source; may be empty.
    """

    id: str
    source: str
    text: str
    demands: Outcome
    reading: str
    given: Given = ()
    rules: tuple[str, ...] = ()
    note: str = ""


@frozen
class Asked:
    """
    What a source asks for with one statement, where that isn't what the pack demands.

    Attributes:
        asks: In the outcomes of the pack; None where the source names no time.
        says: In a few words, as the source has it.
        less_for: People whom the statement means as well, and who get less than those it is tried with; may be empty.
    """

    asks: Outcome | None
    says: str
    less_for: str = ""


@frozen
class Figure:
    """How well a sign tells a disease, where it was measured, and which rules it bears on; numbers as printed."""

    feature: str
    target: str
    setting: str
    source: str
    rules: tuple[str, ...]
    sensitivity: str = ""
    specificity: str = ""
    other: str = ""
    note: str = ""


@frozen
class Entry:
    """A word of the glossary."""

    term: str
    means: str
