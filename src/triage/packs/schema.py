"""The shapes of rule files. Pydantic guards this border; behind it the model may trust what it gets."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from triage.model.outcome import Outcome
from triage.packs.condition_schema import (
    AnswerShape,
    ConditionShape,
    Date,
    Id,
    Name,
    OutcomeText,
    Ref,
    Shape,
    Text,
    Version,
    fail,
)

__all__ = [
    "AcceptedFile",
    "CoverageFile",
    "DefinitionsFile",
    "FiguresFile",
    "GlossaryFile",
    "PackFile",
    "PointsFile",
    "RuleFile",
    "SourcesFile",
    "VignettesFile",
]


class CaseShape(Shape):
    """An example, and what is expected of it."""

    name: Text
    given: dict[Name, AnswerShape]
    expect: Text


class DefinitionShape(Shape):
    """A named condition."""

    label: Text
    when: ConditionShape
    because: Text
    cases: list[CaseShape]


class DefinitionsFile(Shape):
    """The named conditions of a pack."""

    definitions: dict[Name, DefinitionShape]


class SourceShape(Shape):
    """Something rules rest on."""

    ref: Text
    title: Text
    identifier: Text = ""
    reading: Literal["whole", "abstract", "excerpt", "second-hand", "recalled"]
    evidence_read: Date
    note: Text = ""


class SourcesFile(Shape):
    """The sources of a pack."""

    sources: dict[Id, SourceShape]


class DemandShape(Shape):
    """What a source asks for."""

    source: Id
    text: Text
    reading: Literal["read", "second-hand", "recalled"]
    given: dict[Name, AnswerShape]
    demands: OutcomeText
    rules: list[Id]
    note: Text = ""


class CoverageFile(Shape):
    """Every statement and guideline flag, with the rules that answer it."""

    coverage: dict[Text, DemandShape]


class FigureShape(Shape):
    """One accuracy figure, as printed."""

    feature: Text
    target: Text
    setting: Text
    source: Id
    rules: list[Id] = Field(min_length=1)
    sensitivity: Text = ""
    specificity: Text = ""
    other: Text = ""
    note: Text = ""


class FiguresFile(Shape):
    """The accuracy figures behind the rules."""

    figures: list[FigureShape]


class GlossaryFile(Shape):
    """Words that a reader may not know."""

    glossary: dict[Text, Text]


class NoteShape(Shape):
    """A sentence of advice for some people."""

    when: ConditionShape
    say: Text


class PackFile(Shape):
    """What a pack is, and the words it uses for outcomes; a pack without rules has no use for them."""

    name: Id
    title: Text
    version: Version
    date: Date
    intended_use: Text
    not_for: list[Text]
    groups: list[Id] = Field(min_length=1)
    advice: dict[OutcomeText, Text] = {}
    safety_net: Text | None = None
    incomplete: Text | None = None
    notes: list[NoteShape] = []
    opens_with: Name | None = None
    opens: dict[Id, Name] = {}


class CitationShape(Shape):
    """A source as one rule uses it."""

    id: Id
    grade: Literal["A", "B", "C", "D", "S"]
    where: Text = ""


class BetweenShape(Shape):
    """The least and the most urgent outcome that will do."""

    at_least: OutcomeText = None
    at_most: OutcomeText = None

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.at_least is None and self.at_most is None:
            fail("no-outcome", "`expect` is an outcome, or a map with `at_least`, `at_most` or both")
        if self.at_least is not None and self.at_most is not None and Outcome.parse(self.at_least) > Outcome.parse(self.at_most):
            fail("no-outcome", f"no outcome is at least `{self.at_least}` and at most `{self.at_most}`")
        return self


def _expected_tag(value: Any) -> str:
    return "<between>" if isinstance(value, dict) else "<outcome>"


Expected: TypeAlias = Annotated[
    Annotated[OutcomeText, Tag("<outcome>")] | Annotated[BetweenShape, Tag("<between>")], Discriminator(_expected_tag)
]


class VignetteShape(Shape):
    """A whole person, and what the whole pack must give them."""

    name: Text
    given: dict[Name, AnswerShape]
    expect: Expected
    because: Text = ""


class VignettesFile(Shape):
    """Whole people."""

    vignettes: list[VignetteShape]


class PointShape(Shape):
    """Something that a clinician must decide, and the rules it touches."""

    title: Text
    rules: list[Id] = Field(min_length=1)


class PointsFile(Shape):
    """Everything that a clinician must decide, by the code that the page on it uses."""

    points: dict[Ref, PointShape]


class AcceptedShape(Shape):
    """A way for a rule to fire that only contradicting answers meet, and why it stays."""

    rule: Id
    findings: list[Name] = Field(min_length=1)
    because: Text


class AcceptedFile(Shape):
    """Every such way that a pack accepts."""

    accepted: list[AcceptedShape]


class RuleFile(Shape):
    """One rule."""

    id: Id
    ref: Ref
    former_refs: list[Ref] = []
    title: Text
    outcome: OutcomeText
    when_unsure: OutcomeText | None = None
    unsure_because: Text = ""
    decides: Literal["never"] | None = None
    suspects: list[Text] = Field(min_length=1)
    when: ConditionShape
    say: Text
    say_unsure: Text = ""
    because: Text
    sources: list[CitationShape] = Field(min_length=1)
    limits: list[Text] = Field(min_length=1)
    cases: list[CaseShape] = Field(min_length=1)
