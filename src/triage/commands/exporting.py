"""``triage export``: the rules in a rule language of somebody else's."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from triage.commands.loading import add_rules, rules_of

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("export", help="print the rules in another rule language, as one library with a define for each rule")
    command.add_argument("language", choices=("cql",), help="cql: Clinical Quality Language 1.5")
    add_rules(command)
    command.set_defaults(run=_export)


def _export(options: Namespace) -> int:
    from triage.adapters.cql import to_cql

    print(to_cql(rules_of(options)), end="")
    return 0
