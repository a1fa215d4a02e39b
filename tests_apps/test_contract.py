"""The routes under thousands of requests made from their own OpenAPI description, sound and unsound."""

from __future__ import annotations

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from triage.adapters.web import router

app = FastAPI()
app.include_router(router(), prefix="/triage")
schema = schemathesis.openapi.from_asgi("/openapi.json", app)


@schema.parametrize()
@settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_every_answer_is_described_and_none_is_an_error_of_ours(case):
    """No 500, and every body is what the description says."""
    response = case.call()
    case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])
