"""``triage table`` and ``triage sql``: whole tables of people, in files or in a database."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage.commands.loading import add_rules, rules_of
from triage.commands.output import tell
from triage.errors import TriageError

if TYPE_CHECKING:
    from triage.adapters.table_files import FileSummary
    from triage.model.ruleset import RuleSet

__all__ = ["add"]

# As for symptoms that can't be read.
_REFUSED = 2


def add(commands: Any) -> None:
    """Add the commands to a parser."""
    _add_table(commands)
    command = commands.add_parser("sql", help="print the rules as one SELECT over a table of answers, a column a finding")
    add_rules(command)
    command.add_argument("--dialect", choices=("duckdb", "spark"), default="duckdb", help="whose SQL (duckdb)")
    command.add_argument("--table", default="answers", help="name of the table (answers)")
    _add_columns(command)
    command.set_defaults(run=_sql)


def _add_table(commands: Any) -> None:
    command = commands.add_parser("table", help="assess a CSV or Parquet file, a row a person, a column a finding")
    command.add_argument("answers", type=Path, help="the file of answers")
    command.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the result goes, CSV or Parquet")
    add_rules(command)
    _add_columns(command)
    command.add_argument("--memory", metavar="SIZE", help="how much memory to take, such as 2GB; what needs more goes to the disk")
    command.set_defaults(run=_table)


def _add_columns(command: Any) -> None:
    command.add_argument("--keep", nargs="*", default=[], metavar="COLUMN", help="columns to pass through, such as a key")
    command.add_argument("--open", action="store_true", help="also what the open questions could still bring: complete and the ceiling")


def _sql(options: Namespace) -> int:
    from triage.adapters.sql import to_sql

    print(to_sql(rules_of(options), options.dialect, table=options.table, keep=options.keep, open=options.open))
    return 0


def _table(options: Namespace) -> int:
    from triage.adapters.table_files import evaluate_file

    rules = rules_of(options)
    try:
        with _progress() as progress:
            summary = evaluate_file(
                options.answers, options.out, rules, keep=options.keep, open=options.open, memory=options.memory, progress=progress
            )
    except TriageError as error:
        for problem in error.problems:
            tell(f"triage: {problem}", stream=sys.stderr)
        return _REFUSED
    except ValueError as error:
        tell(f"triage: {error}", stream=sys.stderr)
        return _REFUSED
    tell("\n".join(_told(summary, rules)))
    return 0


@contextmanager
def _progress() -> Iterator[Callable[[float], object] | None]:
    """A bar on the terminal; nothing where nobody looks, or without rich."""
    try:
        from rich.progress import Progress
    except ImportError:
        yield None
        return
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("assessing", total=100)
        yield lambda percent: bar.update(task, completed=percent)


def _told(summary: FileSummary, rules: RuleSet) -> Iterator[str]:
    """The summary as lines: counts and names of columns and rules, and nobody's answers."""
    yield f"{rules.name} {rules.version}: {rules.stamp.review}"
    yield from _counts("people", {**summary.levels, "all": summary.rows})
    often = sorted(summary.fired.items(), key=lambda each: -sum(each[1]))
    yield from _counts("rule fired", {name: sum(counts) for name, counts in often}, {name: counts[1] for name, counts in often})
    yield from _counts("cells refused", summary.refused)


def _counts(title: str, counts: Mapping[str, int], doubts: Mapping[str, int] | None = None) -> Iterator[str]:
    if not counts:
        return
    width = max(map(len, counts))
    yield ""
    yield f"{title}:"
    for name, count in counts.items():
        doubt = (doubts or {}).get(name)
        yield f"  {name:{width}}  {count:>12,}" + (f", {doubt:,} of them only in doubt" if doubt else "")
