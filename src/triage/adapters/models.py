"""
What comes out of the library as pydantic models: an assessment, its panels, its problems.

They say what ``to_dict()`` and ``panels_document`` give, field by field, and take nothing else. JSON Schema, OpenAPI and TypeScript are
made of them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from triage.errors import Problem

__all__ = ["AssessmentModel", "OpenLineModel", "PanelsModel", "ProblemModel", "RefusalModel", "Strict", "problem_document"]


class Strict(BaseModel):
    """Nothing is coerced, nothing is dropped, and no error or repr shows what somebody answered."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)

    def __repr_args__(self) -> Any:
        return ()


class OutcomeModel(Strict):
    """What to do and how soon."""

    level: Literal["none-found", "stop", "seek-care", "emergency"] = Field(description="From least to most urgent.")
    within: Literal["fortnight", "week", "days", "today", "now", "at-once"] | None = Field(
        description="How soon; null at none-found and only there. At once: call an ambulance."
    )


class SourceModel(Strict):
    """What a rule rests on."""

    id: str
    where: str
    grade: str
    title: str


class FiringModel(Strict):
    """A rule that fired. What the person answered is left out of it where the record leaves out answers."""

    rule: str
    ref: str
    title: str
    outcome: OutcomeModel
    say: str = Field(description="What the person reads.")
    because: str = Field(description="Why the rule exists, for whoever reviews the answer.")
    limits: list[str]
    sources: list[SourceModel]
    unsure: bool = Field(default=False, description="Whether it fired only because an unsure was read as yes.")
    findings: list[str] = Field(default=[], description="A minimal set of answers that alone make it fire.")
    also: list[str] = Field(default=[], description="Other answers that met one of its leaves.")


class OpenLineModel(Strict):
    """One finding on a screen, with the words that stand for its question under the stem."""

    finding: str
    tick: str


class OpenPanelModel(Strict):
    """The screen to show next, with the lines that are open."""

    id: str
    kind: Literal["each", "tick"]
    stem: str
    lines: list[OpenLineModel]


class AdviceModel(Strict):
    """What to tell the person."""

    say: str
    notes: list[str]
    safety_net: str


class RulesModel(Strict):
    """Which rules gave an assessment, so that it can be replayed."""

    name: str
    version: str
    digest: str = Field(pattern="^[0-9a-f]{64}$")
    review: str = Field(description="Their clinical review status.")


class ConflictModel(Strict):
    """Two answers that can't both be right; the more serious one counted."""

    finding: str
    against: list[str]


class AssessmentModel(Strict):
    """An assessment as `to_dict()` gives it. Holds the answers: it is health data."""

    format: Literal[2]
    outcome: OutcomeModel
    ceiling: OutcomeModel = Field(description="The worst outcome that some way of answering the open questions could still bring.")
    complete: bool = Field(description="Whether nothing critical is open that could raise the outcome, and no answer was refused.")
    fired: list[FiringModel] = Field(description="Every rule that fired, the most urgent first.")
    open_critical: list[str] = Field(description="The critical findings that are open and could still raise the outcome.")
    next_panel: OpenPanelModel | None = Field(description="The screen to show next; null when nothing could change the outcome.")
    advice: AdviceModel
    rules: RulesModel
    next_questions: list[str] = Field(default=[], description="Only when asked for: the open findings, most decisive first.")
    conflicts: list[ConflictModel] = Field(default=[], description="Answers that don't fit one another.")
    implausible: list[str] = Field(default=[], description="Quantities whose value is possible but unlikely; ask again.")
    answers: dict[str, bool | int | float | str] = Field(default={}, description="The answers that counted, as they were given.")


class ProblemModel(Strict):
    """What is wrong with one answer, and what would be right. Never holds the answer."""

    code: str = Field(description="What kind of fault it is; permanent.")
    message: str
    where: str = Field(description="The finding's name as it was given.")


class RefusalModel(Strict):
    """Answers that can't all be read, with the assessment of those that were valid: a slip in one hides no emergency in another."""

    problems: list[ProblemModel]
    assessment: AssessmentModel


class LineModel(Strict):
    """One question of the questionnaire, with all that a front end needs."""

    finding: str
    tick: str
    question: str
    help: str
    kind: Literal["flag", "quantity", "choice"]
    critical: bool
    gate: bool
    asked_if: Any = Field(description="Outside this condition it isn't asked; null when it always is.")
    implies: list[dict[str, Any]] = Field(description="What an answer makes yes, through every step.")
    unit: str = ""
    range: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    plausible: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    whole: bool = False
    options: list[dict[str, str]] = []


class PanelModel(Strict):
    """One screen of the questionnaire."""

    id: str
    kind: Literal["each", "tick"]
    stem: str
    below: str | None = Field(description="The screen on which this one appears; null for one of its own.")
    lines: list[LineModel]


class PanelsModel(Strict):
    """The whole questionnaire, screen by screen."""

    format: Literal[1]
    rules: RulesModel
    panels: list[PanelModel]


def problem_document(problem: Problem) -> dict[str, str]:
    """A problem as plain data."""
    return {"code": problem.code, "message": problem.message, "where": problem.where}
