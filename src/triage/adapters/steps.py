"""One step of the questionnaire without a memory: the answers so far and what was submitted go in, the next screen comes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, ValidationError

from triage.adapters.models import AssessmentModel, OpenLineModel, Strict
from triage.api import evaluate
from triage.assessment import Assessment, SymptomError
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.engine.panels import OpenPanel
from triage.errors import PanelError, Problem
from triage.model.outcome import Level
from triage.model.ruleset import RuleSet
from triage.names import meant, printable, quoted

__all__ = ["NextModel", "ScreenModel", "StepModel", "next_step", "valid_part"]


class StepModel(Strict):
    """Where somebody is in the questionnaire. The client keeps it; the server keeps nothing."""

    answers: dict[str, Any] = Field(default={}, description="The symptoms so far, as `POST /assess` takes them.")
    panel: str | None = Field(default=None, description="The screen that `submitted` comes from.")
    submitted: dict[str, Any] | list[str] = Field(default={}, description="Finding to answer; on a tick screen what was ticked.")
    none_of_these: bool = Field(default=False, description="Whether that box of a tick screen was ticked.")
    passed: list[str] = Field(default=[], description="Screens that the person was shown and went past; they come no more.")
    worth: Literal["none-found", "stop", "seek-care", "emergency"] = Field(default="none-found", description="The least worth asking for.")


class ScreenModel(Strict):
    """A screen to show."""

    id: str
    kind: Literal["each", "tick"]
    stem: str
    below: str | None
    lines: list[OpenLineModel] = Field(description="Those to show now.")
    depending: list[OpenLineModel] = Field(description="Those that may join once answers on this screen say so.")


class NextModel(Strict):
    """What to show next, and what is known so far."""

    answers: dict[str, Any] = Field(description="The symptoms, with what was submitted.")
    assessment: AssessmentModel
    screen: ScreenModel | None = Field(description="Null when nothing can change the outcome any more.")
    screens_left: int


def next_step(body: Mapping[str, Any], rules: RuleSet) -> dict[str, Any]:
    """
    What to show next, as `NextModel` says it.

    Args:
        body: As `StepModel` says it.
        rules: The rules.

    Raises:
        SymptomError: Answers can't be read.
        PanelError: The step itself, or what was submitted on the screen, can't be.
    """
    step = _step(body)
    before = evaluate(step.answers, rules=rules)
    answers = dict(step.answers)
    if step.panel is not None:
        screen = _screen(step.panel, before, rules)
        answers |= screen.answers(step.submitted, none_of_these=step.none_of_these)
    elif step.submitted or step.none_of_these:
        raise _wrong("no-panel", "say in `panel` on which screen this was submitted", where="panel")
    after = evaluate(answers, rules=rules)
    left = after.panels(passed=step.passed, worth=Level(step.worth))
    return {
        "answers": answers,
        "assessment": after.to_dict(),
        "screen": next((_screen_document(panel) for panel in left if panel.lines), None),
        "screens_left": len({panel.below or panel.id for panel in left}),
    }


def valid_part(body: Mapping[str, Any], rules: RuleSet) -> Assessment:
    """The assessment of whatever in a step can be read: a slip on one line hides no emergency on another."""
    given = dict(answers) if isinstance(answers := body.get("answers"), dict) else {}
    submitted = body.get("submitted")
    if isinstance(submitted, list):
        submitted = {name: True for name in submitted if isinstance(name, str)}
    for name, answer in submitted.items() if isinstance(submitted, dict) else ():
        # What was answered before stands, unless it couldn't be read.
        if name not in given or _is_refused(name, given[name], rules):
            given[name] = answer
    try:
        return evaluate(given, rules=rules)
    except SymptomError as error:
        return error.assessment


def _is_refused(name: str, answer: Any, rules: RuleSet) -> bool:
    return bool(read({name: answer}, program_of(rules)).problems)


def _step(body: Mapping[str, Any]) -> StepModel:
    try:
        return StepModel.model_validate(dict(body))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        raise PanelError(tuple(Problem("bad-step", each["msg"], where=_place(each["loc"])) for each in faults)) from None


def _place(path: tuple[int | str, ...]) -> str:
    # What lies deeper than the key is the person's.
    return printable(str(path[0]))[:60] if path else ""


def _screen(id: str, before: Assessment, rules: RuleSet) -> OpenPanel:
    """The screen as it stood when it was shown."""
    found = next((panel for panel in before.panels() if panel.id == id), None)
    if found is None:
        known = [panel.id for panel in rules.panels]
        why = "isn't open with these answers" if id in known else f"is no screen of these rules{meant(id, known)}"
        raise _wrong("not-open", f"{quoted(id)} {why}", where="panel")
    return found


def _screen_document(panel: OpenPanel) -> dict[str, Any]:
    def told(lines: Any) -> list[dict[str, str]]:
        return [{"finding": line.finding, "tick": line.tick} for line in lines]

    return {
        "id": panel.id,
        "kind": panel.kind,
        "stem": panel.stem,
        "below": panel.below or None,
        "lines": told(panel.lines),
        "depending": told(panel.depending),
    }


def _wrong(code: str, message: str, *, where: str) -> PanelError:
    return PanelError((Problem(code, message, where=where),))
