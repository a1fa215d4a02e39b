"""The shapes of rule files. Pydantic guards this border; behind it the model may trust what it gets."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NoReturn, Self, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from triage.packs.condition_schema import (
    AnswerShape,
    ConditionShape,
    Date,
    Id,
    Name,
    Number,
    OutcomeText,
    Pair,
    Ref,
    Shape,
    Text,
    Version,
    fail,
)

__all__ = [
    "CoverageFile",
    "DefinitionsFile",
    "FiguresFile",
    "FindingsFile",
    "GlossaryFile",
    "LoweredFile",
    "PackFile",
    "RuleFile",
    "SourcesFile",
]


class CaseShape(Shape):
    """An example, and what is expected of it."""

    name: Text
    given: dict[Name, AnswerShape]
    expect: Text


class FindingCaseShape(Shape):
    """An answer, and the flags it is expected to make yes."""

    name: Text
    given: AnswerShape
    expect: list[Name]


class ImplicationShape(Shape):
    """The flags that a bound or some options make yes."""

    flags: list[Name] = Field(min_length=1)
    at_least: Number = None
    above: Number = None
    at_most: Number = None
    below: Number = None
    options: list[Name] | None = Field(default=None, alias="is")

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        given = [each for each in (self.at_least, self.above, self.at_most, self.below, self.options) if each is not None]
        if len(given) != 1:
            fail("not-a-limit", "an implication takes exactly one of `at_least`, `above`, `at_most`, `below` and `is`, beside `flags`")
        return self


class _FindingBase(Shape):
    label: Text
    question: Text
    help: Text = ""
    clinical: Text
    synonyms: list[Text] = []
    critical: bool = False
    asked_of: Literal["person", "clinician"] = "person"
    context: bool = False
    codes: dict[Literal["icd10cm", "loinc"], list[Text]] = {}
    cases: list[FindingCaseShape] = []


class FlagShape(_FindingBase):
    """Yes, no or unsure."""

    kind: Literal["flag"]
    aliases: list[Name] = []
    implies: list[Name] = []


class QuantityShape(_FindingBase):
    """A number with a unit."""

    kind: Literal["quantity"]
    unit: Text
    range: Pair
    plausible: Pair | None = None
    whole: bool = False
    worse: Literal["higher", "lower", "both"]
    normal: Pair | None = None
    not_above: Name | None = None
    implies: list[ImplicationShape] = []


class ChoiceShape(_FindingBase):
    """One of named options."""

    kind: Literal["choice"]
    options: dict[Name, Text]
    implies: list[ImplicationShape] = []


def _kind_tag(value: Any) -> str:
    kind = value.get("kind") if isinstance(value, dict) else None
    return f"<{kind}>" if kind in ("flag", "quantity", "choice") else "<kindless>"


def _kindless(value: Any) -> NoReturn:
    fail("no-kind", "a finding is a map with `kind: flag`, `kind: quantity` or `kind: choice`")


FindingShape: TypeAlias = Annotated[
    Annotated[FlagShape, Tag("<flag>")]
    | Annotated[QuantityShape, Tag("<quantity>")]
    | Annotated[ChoiceShape, Tag("<choice>")]
    | Annotated[Any, BeforeValidator(_kindless), Tag("<kindless>")],
    Discriminator(_kind_tag),
]


class FindingsFile(Shape):
    """One group of the vocabulary."""

    group: Id
    title: Text
    findings: dict[Name, FindingShape]


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


class LoweringShape(Shape):
    """A lowering of a draft that its authors declare, with the reason."""

    version: Version
    rule: Id | None = None
    lost: Name | None = None
    example: dict[Name, AnswerShape]
    terms: int
    reason: Text
    source: Id


class LoweredFile(Shape):
    """Every declared lowering of a pack's releases."""

    lowered: list[LoweringShape]


class NoteShape(Shape):
    """A sentence of advice for some people."""

    when: ConditionShape
    say: Text


class PackFile(Shape):
    """What a pack is, and the words it uses for outcomes."""

    name: Id
    title: Text
    version: Version
    date: Date
    intended_use: Text
    not_for: list[Text]
    groups: list[Id] = Field(min_length=1)
    advice: dict[OutcomeText, Text]
    safety_net: Text
    incomplete: Text
    notes: list[NoteShape] = []


class CitationShape(Shape):
    """A source as one rule uses it."""

    id: Id
    grade: Literal["A", "B", "C", "D", "S"]
    where: Text = ""


class ReviewShape(Shape):
    """A clinician's review of the rule's very text."""

    by: Text
    role: Text
    on: Date
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class RuleFile(Shape):
    """One rule."""

    id: Id
    ref: Ref
    title: Text
    outcome: OutcomeText
    when_unsure: OutcomeText | None = None
    decides: Literal["never"] | None = None
    suspects: list[Text] = Field(min_length=1)
    when: ConditionShape
    say: Text
    say_unsure: Text = ""
    because: Text
    sources: list[CitationShape] = Field(min_length=1)
    limits: list[Text] = Field(min_length=1)
    reviews: list[ReviewShape]
    cases: list[CaseShape] = Field(min_length=1)
