"""Rules, the definitions they share, and the packs that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from triage.model.conditions import Condition
from triage.model.findings import WORDS, Finding
from triage.model.outcome import Outcome

if TYPE_CHECKING:
    # Evaluating needs none of these, and making a class takes longer than evaluating a hundred people.
    from triage.model.words import (
        Accepted,
        Advice,
        Case,
        Citation,
        ClinicalPoint,
        Demand,
        Entry,
        Figure,
        Group,
        Note,
        Review,
        Source,
        Vignette,
    )

__all__ = ["FORMAT", "Content", "Definition", "Line", "Pack", "Panel", "Rule"]

# Of the rule language. In format 1 a choice's `unsure` that no condition lists was a no, no quantity could be unsure, and nothing
# was ever closed. A file keeps the meaning, and the digest, of the format in which it was written.
FORMAT = 2


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
        former_refs: The codes of rules that were joined into this one.
        outcome: When the condition holds with unsure read as no.
        when_unsure: When it holds only in doubt; never worse than ``outcome``. None-found says that a doubt raises nothing.
        unsure_because: Why a doubt raises nothing, where it doesn't.
        when: The condition.
        decides: ``never`` when another rule always outranks it.
        title: What it flags, for lists.
        suspects: Diseases to think of; for clinicians, never shown as a diagnosis.
        say: What the person reads.
        say_unsure: What a person reads for whom only a doubt made it fire, where that gives a less urgent outcome.
        because: Why, for the reviewer.
        sources: What it rests on.
        limits: What it can't see.
        reviews: Of format 1 only, so that its files keep their digest; since then reviews lie outside what they sign.
        cases: Examples it must meet.
    """

    id: str
    outcome: Outcome
    when_unsure: Outcome
    when: Condition
    ref: str = ""
    decides: Literal["never"] | None = None
    title: str = field(default="", metadata=WORDS)
    former_refs: tuple[str, ...] = field(default=(), metadata=WORDS)
    suspects: tuple[str, ...] = field(default=(), metadata=WORDS)
    unsure_because: str = field(default="", metadata=WORDS)
    say: str = field(default="", metadata=WORDS)
    say_unsure: str = field(default="", metadata=WORDS)
    because: str = field(default="", metadata=WORDS)
    sources: tuple[Citation, ...] = field(default=(), metadata=WORDS)
    limits: tuple[str, ...] = field(default=(), metadata=WORDS)
    reviews: tuple[Review, ...] = field(default=(), metadata=WORDS)
    cases: tuple[Case, ...] = field(default=(), metadata=WORDS)

    def __repr__(self) -> str:
        return f"<Rule {self.id}: {self.outcome}>"


@frozen
class Line:
    """One finding on a panel, with the words that stand for its question under the panel's stem."""

    finding: str
    tick: str


@frozen
class Panel:
    """
    Findings that are shown on one screen under one stem.

    Attributes:
        id: Permanent name.
        kind: ``each``, where every line is answered for itself; or ``tick``, boxes with "none of these".
        stem: What the lines have in common.
        lines: At most eight.
        below: The panel on whose screen this one appears once its lines are due; empty for a screen of its own.
    """

    id: str
    kind: Literal["each", "tick"]
    stem: str
    lines: tuple[Line, ...]
    below: str = ""


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
        opens_with: The finding without which none of its questions is asked; empty for a pack that asks everybody.
        opens: Other packs, each with the finding without which none of that pack's questions is asked.
        findings: Beside other packs, the names of the findings that it defines, shared ones included.
        rules: Beside other packs, the ids of its rules.
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
    opens_with: str = field(default="", metadata=WORDS)
    opens: tuple[tuple[str, str], ...] = field(default=(), metadata=WORDS)
    findings: tuple[str, ...] = field(default=(), metadata=WORDS)
    rules: tuple[str, ...] = field(default=(), metadata=WORDS)

    def __repr__(self) -> str:
        return f"<Pack {self.name} {self.version}>"


@frozen(repr=False)
class Content:
    """All that one or more packs say, in vocabulary order, rule order, and the order of the screens."""

    packs: tuple[Pack, ...]
    findings: tuple[Finding, ...]
    definitions: tuple[Definition, ...]
    rules: tuple[Rule, ...]
    panels: tuple[Panel, ...] = ()
    format: int = FORMAT
    sources: tuple[Source, ...] = field(default=(), metadata=WORDS)
    coverage: tuple[Demand, ...] = field(default=(), metadata=WORDS)
    figures: tuple[Figure, ...] = field(default=(), metadata=WORDS)
    glossary: tuple[Entry, ...] = field(default=(), metadata=WORDS)
    vignettes: tuple[Vignette, ...] = field(default=(), metadata=WORDS)
    points: tuple[ClinicalPoint, ...] = field(default=(), metadata=WORDS)
    accepted: tuple[Accepted, ...] = field(default=(), metadata=WORDS)
    reviews: tuple[Review, ...] = field(default=(), metadata=WORDS)

    def __repr__(self) -> str:
        return f"<Content: {len(self.rules)} rules, {len(self.findings)} findings>"
