"""Tables that lie in memory, as polars and back: pandas in its three kinds, and pyarrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from triage.adapters.columns import sort_columns
from triage.engine.compiler import program_of
from triage.model.ruleset import RuleSet

__all__ = ["back", "in_polars"]

# Text that no finding takes stands for what isn't text, so that the cell is refused and counted.
_REFUSED = "\0"


def in_polars(frame: Any, rules: RuleSet, keep: Sequence[str]) -> tuple[Any, bool]:
    """The columns of a pandas or pyarrow table as polars, and whether it was one; other frames as they are."""
    kind = type(frame).__module__.partition(".")[0]
    if kind not in ("pandas", "pyarrow"):
        return frame, False
    import polars as pl
    import pyarrow as pa

    names = list(frame.columns) if kind == "pandas" else frame.column_names
    answers = set(sort_columns(map(str, names), rules, keep)[0])
    columns = {}
    for place, name in enumerate(names):
        if name in answers and kind == "pandas":
            columns[name] = pl.Series(name, pl.from_arrow(_column(frame.iloc[:, place], name, rules, pa)))
        elif name in answers:
            columns[name] = pl.Series(name, pl.from_arrow(frame.column(place)))
        else:
            # What is kept is taken from the frame itself later; what is unknown is named.
            columns[str(name)] = pl.Series(str(name), [None] * len(frame), dtype=pl.Boolean)
    return pl.DataFrame(columns) if columns else pl.DataFrame(height=len(frame)), True


def _column(series: Any, name: str, rules: RuleSet, pa: Any) -> Any:
    """A column of pandas as Arrow; one that holds cells of several kinds is read cell by cell."""
    try:
        return pa.array(series, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        entry = program_of(rules).entries.get(name)
        if entry is None or entry.scale is not None:
            return pa.array([_number(cell) for cell in series], pa.float64())
        words = {True: "yes", False: "no"} if entry.bit else {}
        return pa.array([_text(cell, words) for cell in series], pa.string())


def _is_missing(cell: Any) -> bool:
    return cell is None or type(cell).__name__ in ("NAType", "NaTType") or (isinstance(cell, float) and cell != cell)


def _number(cell: Any) -> float | None:
    # NaN itself is refused in polars, so it stands for what is no number.
    if _is_missing(cell):
        return None
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else float("nan")


def _text(cell: Any, words: dict[bool, str]) -> str | None:
    if _is_missing(cell):
        return None
    if isinstance(cell, str):
        return cell
    return words.get(bool(cell), _REFUSED) if type(cell).__name__ in ("bool", "bool_") else _REFUSED


def back(result: Any, frame: Any, keep: Sequence[str], *, restore: bool) -> Any:
    """The result as the same kind of frame, with the kept columns as they were."""
    if not restore:
        return result
    own = result.drop(keep)
    if type(frame).__module__.startswith("pyarrow"):
        table = frame.select(list(keep))
        for column in own.columns:
            table = table.append_column(column, own[column].to_arrow())
        return table
    table = frame[list(keep)].copy()
    for column in own.columns:
        table[column] = own[column].to_pandas().set_axis(frame.index)
    return table
