"""Rules, the definitions they share, and the packs that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from triage.model.conditions import Condition
from triage.model.findings import WORDS, Finding
from triage.model.outcome import Outcome

if TYPE_CHECKING:
    # Evaluating needs none of these, and making a class takes longer than evaluating a hundred people.
    from triage.model.words import Advice, Case, Citation, Demand, Entry, Figure, Group, Note, Review, Source

__all__ = ["Content", "Definition", "Pack", "Rule"]


@frozen
class Definition:
    """A named condition that several rules share."""

    name: str
    when: Condition
    label: str = field(default="", metadata=WORDS)
    because: str = field(default="", metadata=WORDS)
    cases: tuple[Case, ...] = field(default=(), metadata=WORDS)


@frozen(repr=False)
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

    def __repr__(self) -> str:
        return f"<Rule {self.id}: {self.outcome}>"


@frozen(repr=False)
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

    def __repr__(self) -> str:
        return f"<Pack {self.name} {self.version}>"


@frozen(repr=False)
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

    def __repr__(self) -> str:
        return f"<Content: {len(self.rules)} rules, {len(self.findings)} findings>"
