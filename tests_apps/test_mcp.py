"""The server for language models as a separate process, held by the client of the protocol's own SDK."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from triage import bundled_rules, evaluate

MARK = "87654321"


def told(result):
    """What a tool gave, as data."""
    assert not result.is_error
    return result.structured_content if result.structured_content is not None else json.loads(result.content[0].text)


async def _conversation(client):
    """What a model does in a conversation; every promise is looked at on the way."""
    names = {tool.name for tool in (await client.list_tools()).tools}
    assert names == {"questions", "assess", "explain_rule"}
    first = told(await client.call_tool("questions", {}))
    assert first["screen"]["id"] == bundled_rules().panels[0].id
    assert first["screen"]["lines"][0]["question"].endswith("?")
    found = told(await client.call_tool("assess", {"answers": {"saddle_numbness": True}}))
    assert found == {"assessment": evaluate({"saddle_numbness": True}).to_dict(answers=False), "problems": []}
    slip = {"sadle_numbness": True, "temperature_c": int(MARK), "bladder_loss": True}
    refused = told(await client.call_tool("assess", {"answers": slip}))
    assert [each["code"] for each in refused["problems"]] == ["out-of-range", "unknown-finding"]
    assert refused["assessment"]["outcome"] == {"level": "emergency", "within": "now"}
    assert MARK not in json.dumps(refused)
    after = told(await client.call_tool("questions", {"answers": {"chest_pain": True}}))
    assert (after["screen"], after["outcome"]) == (None, "emergency at-once")
    sheet = (await client.call_tool("explain_rule", {"rule": "C-01"})).content[0].text
    assert "C-01" in sheet
    assert "did you mean" in (await client.call_tool("explain_rule", {"rule": "saddle-numbnes"})).content[0].text
    page = (await client.read_resource(f"triage://rules/{next(iter(bundled_rules().rules))}")).contents[0].text
    assert "none of 168 rules has been reviewed by a clinician" in page
    assert len((await client.read_resource("triage://rules")).contents[0].text.splitlines()) == len(bundled_rules().rules)


def test_a_conversation_over_standard_input_and_output(tmp_path):
    """And nothing that was answered is written beside it."""
    log = tmp_path / "stderr"

    async def talk():
        parameters = StdioServerParameters(command=sys.executable, args=["-m", "triage", "mcp"])
        with log.open("w") as errors:
            async with Client(stdio_client(parameters, errlog=errors)) as client:
                await _conversation(client)

    anyio.run(talk)
    assert MARK not in log.read_text("utf-8")


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def served(tmp_path):
    """The server on HTTP, its address, and what it writes."""
    port, log = _free_port(), tmp_path / "log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "triage", "mcp", "--http", "--port", str(port)], stdout=written, stderr=subprocess.STDOUT
        )
        try:
            for _ in range(200):
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/mcp", log
        finally:
            process.terminate()
            process.wait(10)


def test_a_conversation_over_http_on_this_machine_alone(served):
    """The same, and the log names no answer."""
    address, log = served

    async def talk():
        async with Client(address) as client:
            await _conversation(client)

    anyio.run(talk)
    assert MARK not in Path(log).read_text("utf-8")
