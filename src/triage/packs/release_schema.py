"""The shapes of the files that lie beside the rules: what a release declares, and who reviewed what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints, model_validator

from triage.packs.condition_schema import AnswerShape, Date, Id, Name, OutcomeText, Shape, Text, Versions, fail

__all__ = ["AsksFile", "ClosedFile", "LoweredFile", "LoweringShape", "ReviewsFile", "RewordedFile"]


class LoweringShape(Shape):
    """A lowering of a draft that its authors declare, with the reason."""

    version: Versions
    rule: Id | None = None
    lost: Name | None = None
    example: dict[Name, AnswerShape]
    terms: int
    reason: Text
    source: Id


class LoweredFile(Shape):
    """Every declared lowering of a pack's releases."""

    lowered: list[LoweringShape]


class ClosingShape(Shape):
    """A question that a release asks of fewer people, and why nobody whom it leaves out could answer with something that raises."""

    version: Versions
    finding: Name
    because: Text


class ClosedFile(Shape):
    """Every question that a pack's releases ask of fewer people."""

    closed: list[ClosingShape]


class RewordingShape(Shape):
    """A finding whose words a release changed, and what that does to its meaning."""

    version: Versions
    finding: Name
    meaning: Literal["same", "wider", "narrower"]
    because: Text


class RewordedFile(Shape):
    """Every finding that a pack's releases put into other words."""

    reworded: list[RewordingShape]


class AskShape(Shape):
    """What a source asks for with one statement, where that isn't what the pack demands."""

    asks: OutcomeText | Literal["unstated"]
    says: Text
    less_for: Text = ""


class AsksFile(Shape):
    """What sources ask for, by the statement of the pack's coverage."""

    asks: dict[Text, AskShape]


class ReviewShape(Shape):
    """A clinician's judgement of the very text of a rule, or of what is signed for a pack."""

    rule: Id | None = None
    pack: Id | None = None
    by: Text
    role: Text
    on: Date
    decision: Literal["agree", "object", "change"]
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    comment: Text = ""

    @model_validator(mode="after")
    def _of_one_text(self) -> ReviewShape:
        if (self.rule is None) == (self.pack is None):
            fail("wrong-shape", "a review is of one `rule`, or of one `pack` as a whole")
        return self


class ReviewsFile(Shape):
    """Who judged which rules, and what is signed for a pack; it lies outside what they signed."""

    reviews: list[ReviewShape]
