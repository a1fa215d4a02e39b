"""The pages that need the extra, as they stand: their blocks are run in order, and their requests sent."""

from __future__ import annotations

import json
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from fastapi.testclient import TestClient

PAGE = (Path(__file__).parent.parent / "docs/how-to/fastapi.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_fastapi_page_does_what_it_says():
    """The app of the page answers its requests as the text says, and the wrong model prints what is shown."""
    names: dict = {"__name__": "__docs__"}
    printed = StringIO()
    with redirect_stdout(printed):
        for language, code in BLOCKS:
            if language == "python":
                exec(compile(code, "<fastapi.md>", "exec", dont_inherit=True), names)  # noqa: S102
    assert printed.getvalue() == next(text for language, text in BLOCKS if language == "text")
    client = TestClient(names["app"])
    step, slip = (json.loads(text) for language, text in BLOCKS if language == "json")
    followed = client.post("/triage/next", json=step)
    assert (followed.status_code, followed.json()["answers"]["stroke_signs"]) == (200, "unsure")
    refused = client.post("/triage/assess", json=slip)
    assert refused.status_code == 422
    assert "must lie between 30 and 45 degrees Celsius" in refused.json()["problems"][0]["message"]
    assert refused.json()["assessment"]["outcome"] == {"level": "emergency", "within": "now"}
    visited = client.post("/visits", json={"room": "4", "symptoms": {"saddle_numbness": True}})
    assert visited.json() == {"room": "4", "outcome": "emergency now"}
    assert client.post("/visits", json={"room": "4", "symptoms": {"sadle_numbness": True}}).status_code == 422
