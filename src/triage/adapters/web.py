"""
A FastAPI router for the questionnaire: the screens, an assessment, and what to show next. Needs the extra ``web``.

Bodies are read here and not by FastAPI: it would take the last of two answers to one question, and echo what somebody answered. What
can't be read is answered with 422, with every problem and with the assessment of the answers that were valid.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from triage.adapters.models import AssessmentModel, PanelsModel, RefusalModel, problem_document
from triage.adapters.reading import object_in
from triage.adapters.schema import symptoms_schema
from triage.adapters.screens import panels_document
from triage.adapters.steps import NextModel, StepModel, next_step, valid_part
from triage.api import bundled_rules, evaluate
from triage.assessment import SymptomError
from triage.errors import Problem, TriageError
from triage.model.ruleset import RuleSet

__all__ = ["install", "router"]

_REFUSED: dict[int | str, dict[str, Any]] = {
    422: {"model": RefusalModel, "description": "Answers that can't all be read, with the assessment of those that were valid"}
}


def router(rules: RuleSet | None = None) -> APIRouter:
    """
    Three routes: ``GET /panels``, ``POST /assess``, ``POST /next``.

    Include it in an app: ``app.include_router(router(), prefix="/triage")``. It keeps nothing and writes no log.
    """
    applied = rules or bundled_rules()
    routes = APIRouter()
    _add_panels(routes, applied)
    _add_assess(routes, applied)
    _add_next(routes, applied)
    return routes


def _add_panels(routes: APIRouter, rules: RuleSet) -> None:
    screens = panels_document(rules)

    @routes.get("/panels", response_model=PanelsModel, summary="The questionnaire, screen by screen")
    def panels() -> JSONResponse:
        return JSONResponse(screens)


def _add_assess(routes: APIRouter, rules: RuleSet) -> None:
    @routes.post(
        "/assess",
        response_model=AssessmentModel,
        responses=_REFUSED,
        summary="Which red flags these symptoms raise, and how urgent the worst is",
        openapi_extra=_body({key: value for key, value in symptoms_schema(rules).items() if key != "$schema"}),
    )
    async def assess(request: Request) -> JSONResponse:
        symptoms, problems = object_in(await request.body())
        return _answered(symptoms, problems, rules)


def _add_next(routes: APIRouter, rules: RuleSet) -> None:
    @routes.post(
        "/next",
        response_model=NextModel,
        responses=_REFUSED,
        summary="What to show next, after what was submitted on a screen",
        openapi_extra=_body(StepModel.model_json_schema()),
    )
    async def following(request: Request) -> JSONResponse:
        body, problems = object_in(await request.body())
        if not problems:
            try:
                return JSONResponse(next_step(body, rules))
            except TriageError as error:
                problems = error.problems
        return refusal(problems, valid_part(body, rules).to_dict())


def _answered(symptoms: dict[str, Any], problems: tuple[Problem, ...], rules: RuleSet) -> JSONResponse:
    try:
        assessment = evaluate(symptoms, rules=rules)
    except SymptomError as error:
        assessment, problems = error.assessment, (*problems, *error.problems)
    return refusal(problems, assessment.to_dict()) if problems else JSONResponse(assessment.to_dict())


def refusal(problems: tuple[Problem, ...], assessment: dict[str, Any]) -> JSONResponse:
    """The answer to what can't be read: 422, with every problem, and what the valid answers already raise."""
    return JSONResponse({"problems": [problem_document(each) for each in problems], "assessment": assessment}, status_code=422)


def install(app: FastAPI) -> None:
    """
    Let an app answer `SymptomError` as the router does, for routes of its own that take `symptoms_model`.

    Without it such a route answers 500 to a misspelt finding: nothing is lost, but nothing is said either.
    """

    async def refused(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, SymptomError)
        return refusal(error.problems, error.assessment.to_dict())

    app.add_exception_handler(SymptomError, refused)


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    """What OpenAPI says of a body that isn't FastAPI's to read."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
