"""``triage sql``: the rules as one SELECT, for tables that lie in a database or outgrow one machine."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from triage.commands.loading import add_rules, rules_of

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("sql", help="print the rules as one SELECT over a table of answers, a column a finding")
    add_rules(command)
    command.add_argument("--dialect", choices=("duckdb", "spark"), default="duckdb", help="whose SQL (duckdb)")
    command.add_argument("--table", default="answers", help="name of the table (answers)")
    command.add_argument("--keep", nargs="*", default=[], metavar="COLUMN", help="columns to pass through, such as a key")
    command.add_argument("--open", action="store_true", help="also what the open questions could still bring: complete and the ceiling")
    command.set_defaults(run=_sql)


def _sql(options: Namespace) -> int:
    from triage.adapters.sql import to_sql

    print(to_sql(rules_of(options), options.dialect, table=options.table, keep=options.keep, open=options.open))
    return 0
