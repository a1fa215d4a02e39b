"""Rules and what they rest on: sources, definitions, cases, reviews, and the pack that holds them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import field, frozen

from triage.model.conditions import Condition
from triage.model.findings import WORDS, Finding
from triage.model.outcome import Outcome

__all__ = [
    "Advice",
    "Case",
    "Citation",
    "Content",
    "Definition",
    "Demand",
    "Entry",
    "Figure",
    "Given",
    "Group",
    "Note",
    "Pack",
    "Review",
    "Rule",
    "Source",
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
class Review:
    """A clinician's review of a rule's very text; void as soon as the rule's digest differs."""

    by: str
    role: str
    on: str
    digest: str


@frozen
class Definition:
    """A named condition that several rules share."""

    name: str
    when: Condition
    label: str = field(default="", metadata=WORDS)
    because: str = field(default="", metadata=WORDS)
    cases: tuple[Case, ...] = field(default=(), metadata=WORDS)


@frozen
class Rule:
    """
    A condition, how urgent it is, what the person reads, why, and what it can't see.

    Attributes:
        id: Permanent name, also the file's name.
        ref: Short code of the evidence table.
        outcome: When the condition holds with unsure read as no.
        when_unsure: When it holds only with unsure read as yes; never worse than ``outcome``.
        when: The condition.
        decides: ``never`` when another rule always outranks it.
        title: What it flags, for lists.
        suspects: Diseases to think of; for clinicians, never shown as a diagnosis.
        say: What the person reads.
        say_unsure: What a person reads for whom only a doubt made it fire, where that gives a less urgent outcome.
        because: Why, for the reviewer.
        sources: What it rests on.
        limits: What it can't see.
        reviews: Named clinical reviews.
        cases: Examples it must meet.
    """

    id: str
    outcome: Outcome
    when_unsure: Outcome
    when: Condition
    ref: str = ""
    decides: Literal["never"] | None = None
    title: str = field(default="", metadata=WORDS)
    suspects: tuple[str, ...] = field(default=(), metadata=WORDS)
    say: str = field(default="", metadata=WORDS)
    say_unsure: str = field(default="", metadata=WORDS)
    because: str = field(default="", metadata=WORDS)
    sources: tuple[Citation, ...] = field(default=(), metadata=WORDS)
    limits: tuple[str, ...] = field(default=(), metadata=WORDS)
    reviews: tuple[Review, ...] = field(default=(), metadata=WORDS)
    cases: tuple[Case, ...] = field(default=(), metadata=WORDS)


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
class Pack:
    """
    One body area's findings, definitions, rules and sources, as one releasable thing.

    Attributes:
        name: Permanent name.
        version: Of its rules, apart from the library's.
        date: ISO date of that version.
        title: For people.
        intended_use: What it is for, and for whom.
        not_for: What it must not be used for.
        groups: The groups of its vocabulary, in form order.
        advice: What to do at each outcome its rules use, and at none-found.
        safety_net: What every assessment tells the person to watch for.
        incomplete: What the advice adds while a critical question is open.
        notes: What the advice adds for some people.
    """

    name: str
    version: str
    date: str
    title: str = field(default="", metadata=WORDS)
    intended_use: str = field(default="", metadata=WORDS)
    not_for: tuple[str, ...] = field(default=(), metadata=WORDS)
    groups: tuple[Group, ...] = field(default=(), metadata=WORDS)
    advice: tuple[Advice, ...] = field(default=(), metadata=WORDS)
    safety_net: str = field(default="", metadata=WORDS)
    incomplete: str = field(default="", metadata=WORDS)
    notes: tuple[Note, ...] = field(default=(), metadata=WORDS)


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


@frozen
class Content:
    """All that one or more packs say, in vocabulary order and rule order."""

    packs: tuple[Pack, ...]
    findings: tuple[Finding, ...]
    definitions: tuple[Definition, ...]
    rules: tuple[Rule, ...]
    sources: tuple[Source, ...] = field(default=(), metadata=WORDS)
    coverage: tuple[Demand, ...] = field(default=(), metadata=WORDS)
    figures: tuple[Figure, ...] = field(default=(), metadata=WORDS)
    glossary: tuple[Entry, ...] = field(default=(), metadata=WORDS)
