"""
A CDS Hooks service: the red-flag check when somebody opens a patient's record.

Start it with ``uvicorn --factory cds_hooks:create_app --no-access-log`` in this folder. No clinician has reviewed any of the rules: this is
an example of how to build, and not for patients.
"""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from triage import RuleSet
from triage.adapters.cds_hooks import SERVICE, discovery
from triage.adapters.hook_requests import HookError
from triage.adapters.hook_service import answered, prefetch_of

__all__ = ["create_app", "router"]

# How old answers may be. Yours to decide: in hours a leg can go weak.
COUNTS_FOR = timedelta(hours=24)


def router(rules: RuleSet | None = None) -> APIRouter:
    """``GET /cds-services`` and ``POST /cds-services/red-flag-check``. Keeps nothing and writes no log."""
    routes = APIRouter()
    described = discovery(rules, prefetch=prefetch_of(rules))

    @routes.get("/cds-services")
    def services() -> JSONResponse:
        return JSONResponse(described)

    @routes.post(f"/cds-services/{SERVICE}")
    async def check(request: Request) -> JSONResponse:
        # The body is read by the library and not by FastAPI, which would echo what somebody answered.
        body = await request.body()
        try:
            return JSONResponse(answered(body, since=datetime.now(UTC) - COUNTS_FOR, rules=rules))
        except HookError as error:
            problems = [{"code": each.code, "where": each.where, "message": each.message} for each in error.problems]
            return JSONResponse({"problems": problems}, status_code=error.status)

    return routes


def create_app() -> FastAPI:
    """The service alone. Who may call it is yours to add: the specification has clients sign a JSON web token."""
    app = FastAPI(title="Red-flag check", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(router())
    return app
