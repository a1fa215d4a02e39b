"""The shapes of the files that say what is asked: findings, and the panels they stand on."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NoReturn, Self, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from triage.packs.condition_schema import AnswerShape, ConditionShape, Id, Name, Number, Pair, Shape, Text, fail

__all__ = ["FindingsFile", "PanelsFile"]


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
    asked_of: Literal["person", "clinician", "app"] = "person"
    asked_if: ConditionShape | None = None
    gate: bool = False
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
    none_of_these: Name | None = None
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


class PanelShape(Shape):
    """Findings on one screen under one stem, each with the words that stand for its question there."""

    kind: Literal["each", "tick"]
    stem: Text
    below: Id | None = None
    lines: dict[Name, Text] = Field(min_length=1)


class PanelsFile(Shape):
    """The screens of the questionnaire, in order."""

    panels: dict[Id, PanelShape]
