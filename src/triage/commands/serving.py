"""``triage mcp``: the questionnaire and the assessment as tools of a language model."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from triage.commands.loading import add_rules, rules_of

__all__ = ["add"]

_PORT = 8321


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("mcp", help="serve a language model over the Model Context Protocol, on standard input and output")
    add_rules(command)
    command.add_argument("--http", action="store_true", help="serve streamable HTTP on this machine alone instead")
    command.add_argument("--port", type=int, default=_PORT, help=f"with --http: the port ({_PORT})")
    command.set_defaults(run=_mcp)


def _mcp(options: Namespace) -> int:
    from triage.adapters.mcp import server

    made = server(rules_of(options))
    if options.http:
        # Nobody is asked for a password here, so nobody from elsewhere may come in.
        made.run("streamable-http", host="127.0.0.1", port=options.port)
    else:
        made.run("stdio")
    return 0
