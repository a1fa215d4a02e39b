"""Findings: what can be asked or measured, and what each answer implies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, fields, frozen

from triage.model.conditions import Bound, Chosen, Condition, Leaf, Operator, Present

if TYPE_CHECKING:
    from triage.model.words import FindingCase

__all__ = ["UNSURE", "Choice", "Finding", "Flag", "Implication", "Kind", "Option", "Quantity", "Worse", "of_kind"]

Kind: TypeAlias = Literal["flag", "quantity", "choice"]
Worse: TypeAlias = Literal["higher", "lower", "both"]

UNSURE = "unsure"

# Marks what is read by people only: evaluating needs none of it, and the extract that apps load leaves it out.
WORDS = {"words": True}


@frozen
class Option:
    """One option of a choice: the name that answers use, and the words a form shows."""

    name: str
    label: str = field(default="", metadata=WORDS)


@frozen
class Implication:
    """The flags that an answer makes yes: this flag's own yes, a bound of this quantity, or some of its options."""

    leaf: Leaf
    flags: tuple[str, ...]


@frozen
class Finding:
    """
    One thing that can be asked or measured: all that an app needs to draw the question in a form.

    Attributes:
        name: The key in symptoms. Permanent.
        kind: ``flag`` (yes, no, unsure), ``quantity`` (a number) or ``choice`` (one of named options).
        group: The group of the vocabulary it belongs to.
        label: A few words for lists and reasons.
        question: The question as a person reads it.
        help: More words below the question; may be empty.
        clinical: The clinician's definition.
        synonyms: What people call it; for search, never accepted as a name.
        aliases: Exact second names that symptoms may use.
        critical: While it is open and could still raise the outcome, no assessment is complete.
        asked_of: ``person``; or ``clinician``, or ``app`` for what an app or a record supplies: then it is never open, and
            counts when given.
        asked_if: Outside this condition it isn't put to the person; None when it is put to everybody. Changes no outcome.
        gate: Whether its answer may close a critical finding: age, sex, pregnancy, the complaint that opens a pack.
        context: Recorded for a clinician; no rule reads it.
        unit: Of a quantity, in words (``degrees Celsius``).
        range: Hard limits of a quantity, both inclusive; a number outside is refused.
        plausible: Numbers outside are used in full and listed in ``implausible``.
        whole: Whether 5.5 makes no sense.
        worse: Which way a quantity gets worse.
        normal: For ``worse: both``, the band that no bound reaches into, both ends inclusive.
        not_above: Another quantity that this one can't exceed in one person; reported as a conflict when it does.
        options: Of a choice, in the order a form shows them.
        none_of_these: Of a choice, the option that says no to all that its other options imply; for conflicts.
        implies: The flags that answers to this finding make yes.
        codes: Code system and codes for the finding as recorded; never a diagnosis.
        cases: What answers are expected to imply.
    """

    name: str
    kind: Kind
    group: str = ""
    aliases: tuple[str, ...] = ()
    critical: bool = False
    asked_of: Literal["person", "clinician", "app"] = "person"
    asked_if: Condition | None = None
    gate: bool = False
    context: bool = False
    unit: str = ""
    range: tuple[int | float, int | float] | None = None
    plausible: tuple[int | float, int | float] | None = None
    whole: bool = False
    worse: Worse = "higher"
    normal: tuple[int | float, int | float] | None = None
    not_above: str | None = None
    options: tuple[Option, ...] = ()
    none_of_these: str = ""
    implies: tuple[Implication, ...] = ()
    label: str = field(default="", metadata=WORDS)
    question: str = field(default="", metadata=WORDS)
    help: str = field(default="", metadata=WORDS)
    clinical: str = field(default="", metadata=WORDS)
    synonyms: tuple[str, ...] = field(default=(), metadata=WORDS)
    codes: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), metadata=WORDS)
    cases: tuple[FindingCase, ...] = field(default=(), metadata=WORDS)

    @property
    def limits(self) -> tuple[int | float, int | float]:
        """The hard range of a quantity."""
        return self.range or (0, 0)

    @property
    def least(self) -> int | float:
        """The value of a quantity that raises nothing."""
        low, high = self.limits
        if self.worse == "both" and self.normal is not None:
            return self.normal[0]
        return low if self.worse == "higher" else high

    @property
    def worst(self) -> tuple[int | float, ...]:
        """The values of a quantity beyond which nothing more is met, one for each direction that gets worse."""
        low, high = self.limits
        return {"higher": (high,), "lower": (low,), "both": (high, low)}[self.worse]

    def allows(self, operator: Operator) -> bool:
        """Whether a bound of this kind points in a direction in which the quantity gets worse."""
        return self.worse == "both" or (self.worse == "higher") is operator.is_lower

    @property
    def is_asked(self) -> bool:
        """Whether it is put to the person, by some panel."""
        return self.asked_of == "person"

    def leaf_met(self, leaf: Leaf, answer: bool | int | float | str) -> bool:
        """Whether an answer to this finding, on its own and without what it implies, meets a leaf over it."""
        match leaf:
            case Present():
                return answer is True
            case Bound():
                return isinstance(answer, int | float) and leaf.met_by(answer)
            case Chosen(_, options):
                return answer in options


class Flag(Finding):
    """A finding that is answered yes, no or unsure."""

    __slots__ = ()
    if TYPE_CHECKING:
        kind: Literal["flag"]


class Quantity(Finding):
    """A finding that is answered with a number of its ``unit`` within its ``range``, or unsure."""

    __slots__ = ()
    if TYPE_CHECKING:
        kind: Literal["quantity"]
        range: tuple[int | float, int | float]


class Choice(Finding):
    """A finding that is answered with the name of one of its ``options``, ``unsure`` among them."""

    __slots__ = ()
    if TYPE_CHECKING:
        kind: Literal["choice"]


def of_kind(finding: Finding) -> Flag | Quantity | Choice:
    """
    The same finding as one of its kind, for whoever draws it: to a type checker the range of a quantity is always there.

    A test of ``kind`` or of the class tells a checker which one it is.
    """
    kinds: dict[Kind, type[Flag | Quantity | Choice]] = {"flag": Flag, "quantity": Quantity, "choice": Choice}
    return kinds[finding.kind](**{each.name: getattr(finding, each.name) for each in fields(Finding)})
