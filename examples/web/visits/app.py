"""The app: screens, a result that is there at every step, records, their audit, and the routes that tell whether it is well."""

import os
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from triage import Assessment, Level, OpenPanel, PanelError, SymptomError, bundled_rules, evaluate, reevaluate
from triage.adapters.web import install, router
from visits.forms import Fields, fields_in, in_plain_words, submitted
from visits.pages import HEADERS, page
from visits.store import Store, Visit

__all__ = ["create_app"]

# The rules that this app was tested with. Other rules mean other questions and other results: `/ready` says so before anybody is asked.
TESTED = "2b38fd1474829f4bf2a14049a9f46db8ade0b98ec9fd58c6b72dec0bf89cc9da"

routes = APIRouter()


def create_app(database: Path | None = None) -> FastAPI:
    """The app over a database file, which is made where it isn't there: the one given, or that of the environment."""
    made = FastAPI(title="Visits", docs_url=None, redoc_url=None)
    made.state.store = Store(database or Path(os.environ.get("VISITS_DATABASE", "visits.sqlite3")))
    made.include_router(routes)
    # For front ends of their own: GET /api/panels, POST /api/assess, POST /api/next.
    made.include_router(router(), prefix="/api")
    install(made)
    made.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")

    @made.middleware("http")
    async def with_headers(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await go_on(request)
        response.headers.update(HEADERS)
        return response

    return made


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


Kept = Annotated[Store, Depends(_store)]
Sent = Annotated[Fields, Depends(fields_in)]


def _visit(id: str, store: Kept) -> Visit:
    found = store.visit(id)
    if found is None:
        raise HTTPException(404, "There is no such visit.")
    return found


Going = Annotated[Visit, Depends(_visit)]


@routes.get("/", response_class=HTMLResponse)
def start() -> HTMLResponse:
    """What this is, and a way to begin."""
    return page("start.html")


@routes.post("/visits")
def begin(store: Kept) -> RedirectResponse:
    """A new visit."""
    return _to(f"/visits/{store.begin().id}")


@routes.get("/visits/{id}", response_class=HTMLResponse)
def show(visit: Going) -> Response:
    """The next screen, or that there is none."""
    return _screen(visit, _assessed(visit))


@routes.post("/visits/{id}", response_class=HTMLResponse)
def answer(visit: Going, store: Kept, fields: Sent) -> Response:
    """What was sent of a screen: kept and the next one shown, or the same one with what to correct beside what was valid."""
    here = f"/visits/{visit.id}"
    before = _assessed(visit)
    panel = next((each for each in before.panels(passed=visit.passed) if [each.id] == fields.get("panel")), None)
    if panel is None:
        # Sent twice, or from a page that is long gone: what counts now is shown.
        return _to(here)
    if fields.get("action") == ["pass"]:
        visit.passed.append(panel.id)
        store.save(visit)
        return _to(here)
    answers, wrong = submitted(panel, fields, bundled_rules().findings)
    try:
        added = panel.answers(answers, none_of_these="none_of_these" in fields)
    except PanelError as error:
        wrong |= {each.where: in_plain_words(each, bundled_rules().findings) for each in error.problems}
        added = {}
    if wrong:
        # A slip on one line hides no emergency on another.
        valid = {name: given for name, given in answers.items() if name not in wrong}
        return _screen(visit, _tried(visit.answers | valid), panel, wrong=wrong, fields=fields, code=422)
    if not added:
        visit.passed.append(panel.id)
    visit.answers |= added
    store.save(visit)
    return _to(here)


@routes.post("/visits/{id}/result")
def finish(visit: Going, store: Kept) -> RedirectResponse:
    """Keep the record, and show what it says."""
    return _to(f"/records/{store.finish(visit, _assessed(visit).to_dict())}")


@routes.get("/records/{id}", response_class=HTMLResponse)
def result(id: str, store: Kept) -> HTMLResponse:
    """What the person is told, from the record alone: it stays as it was, whatever becomes of the rules."""
    return page("result.html", record=_record(id, store))


@routes.get("/records/{id}/audit", response_class=HTMLResponse)
def audit(id: str, store: Kept) -> HTMLResponse:
    """The record beside what its rules and those of today give."""
    record = _record(id, store)
    return page("audit.html", record=record, again=reevaluate(record.assessment))


@routes.get("/health")
def health() -> dict[str, str]:
    """Whether the process answers."""
    return {"status": "ok"}


@routes.get("/ready")
def ready(store: Kept) -> JSONResponse:
    """Whether people can be asked: the rules are those that were tested, and records can be written."""
    stamp = bundled_rules().stamp
    checks = {"rules": stamp.digest == TESTED, "database": True}
    try:
        store.check()
    except sqlite3.Error:
        checks["database"] = False
    content = {"ready": all(checks.values()), **checks, "version": stamp.version, "digest": stamp.digest}
    return JSONResponse(content, status_code=200 if all(checks.values()) else 503)


def _record(id: str, store: Store) -> Any:
    found = store.record(id)
    if found is None:
        raise HTTPException(404, "There is no such record.")
    return found


def _assessed(visit: Visit) -> Assessment:
    """The visit by the rules of today; an answer that they no longer take is open again."""
    return _tried(visit.answers)


def _tried(answers: dict[str, Any]) -> Assessment:
    try:
        return evaluate(answers)
    except SymptomError as error:
        return error.assessment


def _screen(
    visit: Visit,
    assessment: Assessment,
    panel: OpenPanel | None = None,
    *,
    wrong: dict[str, str] | None = None,
    fields: Fields | None = None,
    code: int = 200,
) -> HTMLResponse:
    """A screen with what is known so far above it."""
    left = assessment.panels(passed=visit.passed)
    shown = panel or next((each for each in left if each.lines), None)
    return page(
        "screen.html",
        code=code,
        visit=visit,
        panel=shown,
        findings=bundled_rules().findings,
        wrong=wrong or {},
        fields=fields or {},
        assessment=assessment,
        urgent=assessment.level >= Level.EMERGENCY,
        left=len({each.below or each.id for each in left}),
    )


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303)
