"""``triage export``: the rules in a rule language of somebody else's."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from triage.commands.loading import add_rules, rules_of

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("export", help="print the rules in another form: as one library of CQL, or as a decision table")
    command.add_argument("language", choices=("cql", "table"), help="cql: Clinical Quality Language 1.5; table: a decision table in CSV")
    add_rules(command)
    command.set_defaults(run=_export)


def _export(options: Namespace) -> int:
    if options.language == "table":
        from triage.packs.table_rows import table_of

        print(table_of(rules_of(options)), end="")
        return 0
    from triage.adapters.cql import to_cql

    print(to_cql(rules_of(options)), end="")
    return 0
