"""What is wrong with a table: columns that nobody knows, and cells that can't be used, counted and never shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from triage.adapters.columns import Cell
from triage.errors import Problem, TriageError
from triage.names import listed, quoted

__all__ = ["FIRST_ROWS", "ONLY_EVALUATE", "Refused", "TableError", "problem_of", "wanting"]

FIRST_ROWS = 5
_RESULT = ("level", "within", "complete", "ceiling_level", "ceiling_within", "refused")
ONLY_EVALUATE = Problem(
    "open-by-evaluate",
    "what is open can't be written down in columns for these rules; collect the table into polars, pandas or pyarrow, where `evaluate` "
    "is asked about the rows in question",
    where="open",
)


class Refused(NamedTuple):
    """
    The cells of a column that can't be used.

    Attributes:
        cell: The column.
        number: How many of its cells; at least 1.
        rows: The numbers of the first few rows, counted from 0; empty where rows have no order.
    """

    cell: Cell
    number: int
    rows: tuple[int, ...] = ()


class TableError(TriageError):
    """
    A table with columns or cells that can't be used.

    Attributes:
        problems: One for each column: how many cells, the first row numbers, what would be right. Never a cell's content.
        result: The result of all that was valid, as `evaluate_frame` returns it; a refused cell counts as not asked.
    """

    def __init__(self, problems: tuple[Problem, ...], result: Any = None) -> None:
        super().__init__(problems)
        self.result = result

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems, self.result)


def problem_of(refused: Refused) -> Problem:
    """The problem that a column has."""
    cell, count, rows = refused
    where = f" (row {', '.join(map(str, rows))}{', ...' if count > len(rows) else ''})" if rows else ""
    cells = "1 cell" if count == 1 else f"{count} cells"
    return Problem("refused-cells", f"{quoted(cell.column)}: {cells} can't be used{where}; {_right(cell)}", where=cell.column)


def wanting(keep: Iterable[str], names: Sequence[str]) -> tuple[Problem, ...]:
    """What is to be kept and can't be."""
    found = []
    for name in keep:
        if name not in names:
            found.append(Problem("no-such-column", f"there is no column {quoted(name)} to keep", where=quoted(name)[1:-1]))
        elif name in _RESULT or name.startswith(("fired_", "in_doubt_")):
            found.append(Problem("name-taken", f"{quoted(name)} is a column of the result; rename it to keep it", where=quoted(name)[1:-1]))
    if found:
        raise TableError(tuple(found))
    return ()


def _right(cell: Cell) -> str:
    if cell.number:
        return f"true only where {quoted(cell.number)} is empty"
    if cell.scale is not None:
        kind = "a whole number" if cell.scale.whole else "a number"
        return f"it takes {kind} between {cell.scale.low} and {cell.scale.high}"
    if cell.unusable:
        return "nothing in a column of this type can be read; see docs/how-to/tables.md for the types"
    return f"it takes exactly {_words(cell.words)}"


def _words(words: Iterable[str]) -> str:
    return listed(words)
