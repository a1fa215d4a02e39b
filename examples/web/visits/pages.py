"""Pages from templates, with the headers that health data ask for."""

from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from triage import bundled_rules

__all__ = ["HEADERS", "page"]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    # The address names the visit: no other site is told of it.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_templates = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined)
_templates.globals["status"] = bundled_rules().stamp.review


def page(template: str, *, code: int = 200, **values: Any) -> HTMLResponse:
    """A page of the app."""
    return HTMLResponse(_templates.get_template(template).render(values), status_code=code)
