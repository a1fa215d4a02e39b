"""Rules applied to a whole data frame: a row a person, a column a finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import narwhals.stable.v2 as nw

from triage.adapters.columns import Kind, Plan, sort_columns
from triage.adapters.decoding import fired_rules, reasons, settled
from triage.adapters.expressions import refusals, worked_out
from triage.adapters.memory import back, in_polars
from triage.adapters.plans import plan_of
from triage.adapters.refusing import FIRST_ROWS, ONLY_EVALUATE, Refused, TableError, problem_of, wanting
from triage.adapters.sql import Dialect, refusals_sql, to_sql
from triage.api import bundled_rules
from triage.model.ruleset import RuleSet

__all__ = ["TableError", "evaluate_frame", "fired_rules", "reasons"]


def evaluate_frame(
    frame: Any,
    rules: RuleSet | None = None,
    *,
    keep: Sequence[str] = (),
    errors: Literal["raise", "mark"] = "raise",
    open: bool = False,
) -> Any:
    """
    Say for every row which red flags its answers raise.

    Args:
        frame: A polars, pandas or pyarrow table, a DuckDB relation or a PySpark data frame. A column is a finding, by name or alias: flags
            true and false, or text `yes`, `no`, `unsure`; numbers in the finding's unit; options as text. Null is not asked. A Boolean
            column `<name>__unsure` says who isn't sure of a number.
        rules: The rules to apply; the bundled ones when left out.
        keep: Columns to pass through, such as a key; other columns that are no finding are an error.
        errors: With `raise`, cells that can't be used are one error that carries the result of the others; with `mark`, a column
            `refused` names them, with commas, and is null where there are none.
        open: Whether to say too what the open questions could still bring: `complete`, `ceiling_level`, `ceiling_within`. A row with a
            refused cell is never complete.

    Returns:
        A frame of the same kind, with as many rows, in the same order: the kept columns, `level`, `within` (null at none-found), and the
        rules that fired as bit masks `fired_1`, `fired_2`, ... and, where they fired only in doubt, `in_doubt_1`, ...: 63 rules each.
        What is lazy stays lazy; but with `raise`, columns that may hold refused cells are counted at once.

    Raises:
        TableError: Columns that are no finding, or refused cells. Lists every column. With `open`, a lazy frame or a query
            under the rare rules of which only `evaluate` can tell what is open.
    """
    if errors not in ("raise", "mark"):
        raise ValueError('errors is "raise" or "mark"')
    applied = bundled_rules() if rules is None else rules
    work = _in_database if _is_query(frame) else _in_memory
    return work(frame, applied, keep, mark=errors == "mark", open=open)


def _in_memory(frame: Any, rules: RuleSet, keep: Sequence[str], *, mark: bool, open: bool) -> Any:
    """The same by polars' own expressions."""
    native, restore = in_polars(frame, rules, keep)
    table = nw.from_native(native)
    lazy = table.lazy()
    schema = lazy.collect_schema()
    columns, problems = sort_columns(schema.names(), rules, keep)
    problems += wanting(keep, schema.names())
    plan = plan_of(rules, {name: _kind(schema[name]) for name in columns}, open=open)
    unsettled = plan.open is not None and bool(plan.open.unsettled)
    if unsettled and not isinstance(table, nw.DataFrame):
        raise TableError((ONLY_EVALUATE,))
    result = worked_out(lazy, plan, keep=keep, mark=mark)
    if isinstance(table, nw.DataFrame):
        result = result.collect(backend="polars")
    if unsettled:
        result = settled(result, table, rules)
    if not mark:
        problems += tuple(map(problem_of, _counted(lazy, plan, numbered=nw.get_native_namespace(lazy).__name__ == "polars")))
    given = back(result.to_native(), frame, keep, restore=restore)
    if problems:
        raise TableError(problems, given)
    return given


def _is_query(frame: Any) -> bool:
    """Whether a frame is a query of a database that understands SQL."""
    return type(frame).__module__.partition(".")[0] in ("duckdb", "_duckdb", "pyspark")


def _in_database(frame: Any, rules: RuleSet, keep: Sequence[str], *, mark: bool, open: bool) -> Any:
    """The same by the text of `to_sql`: a tenth of the time that it takes to build as many expressions there."""
    dialect: Dialect = "spark" if type(frame).__module__.startswith("pyspark") else "duckdb"
    schema = nw.from_native(frame).collect_schema()
    columns, problems = sort_columns(schema.names(), rules, keep)
    problems += wanting(keep, schema.names())
    plan = plan_of(rules, {name: _kind(schema[name]) for name in columns}, open=open)
    table = "{answers}" if dialect == "spark" else "answers"
    text = to_sql(rules, dialect, table=table, columns={name: _kind(schema[name]) for name in columns}, keep=keep, mark=mark, open=open)
    counting = None if mark else refusals_sql(plan, dialect, table)
    result = _run(frame, text)
    if counting is not None:
        row = _run(frame, counting).fetchall()[0] if dialect == "duckdb" else tuple(_run(frame, counting).first())
        cells = [cell for cell in plan.cells if cell.refuses]
        problems += tuple(problem_of(Refused(cell, count)) for cell, count in zip(cells, row, strict=True) if count)
    if problems:
        raise TableError(problems, result)
    return result


def _run(frame: Any, text: str) -> Any:
    if type(frame).__module__.startswith("pyspark"):
        return frame.sparkSession.sql(text, answers=frame)
    return frame.query("answers", text)


def _kind(dtype: Any) -> Kind:
    if dtype == nw.Boolean:
        return "boolean"
    if dtype in (nw.String, nw.Categorical) or isinstance(dtype, nw.Enum):
        return "text"
    if dtype.is_numeric():
        return "number"
    # A column that holds nothing but null has a type of its own in polars only.
    return "other"


def _counted(lazy: Any, plan: Plan, *, numbered: bool) -> list[Refused]:
    """The refused cells of each column that has any."""
    refused = refusals(plan.cells)
    if not refused:
        return []
    cells = {cell.column: cell for cell in plan.cells}
    sums = lazy.select(*(each.cast(nw.Int64).sum().alias(name) for name, each in refused.items())).collect(backend="pyarrow")
    counts = {name: int(sums[name][0] or 0) for name in refused}
    return [Refused(cells[name], count, _first(lazy, refused[name]) if numbered else ()) for name, count in counts.items() if count]


def _first(lazy: Any, refused: Any) -> tuple[int, ...]:
    rows = lazy.select(refused.alias("refused")).with_row_index("row", order_by=None)
    return tuple(rows.filter(nw.col("refused")).head(FIRST_ROWS).collect(backend="polars")["row"].to_list())
