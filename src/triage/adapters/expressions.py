"""The plan of a rule set as narwhals expressions: the columns of the result, added step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals.stable.v2 as nw

from triage.adapters.columns import (
    PER_MASK,
    UNSETTLED,
    AllOf,
    AnyOf,
    Cell,
    Counted,
    Expression,
    Given,
    Holds,
    Not,
    Plan,
    Says,
    Spans,
    Spoilt,
)
from triage.model.outcome import OUTCOMES

__all__ = ["MARKED", "refusals", "worked_out"]

# Working columns have names that no finding can have.
_OWN = "__triage_"
MARKED = "refused"


def worked_out(frame: Any, plan: Plan, *, keep: Sequence[str], mark: bool) -> Any:
    """The kept columns and the result, for a lazy narwhals frame."""
    kept = [nw.col(name) for name in keep]
    frame = frame.with_columns(*_prepared(plan.cells), *_told(plan), *([_marks(plan.cells)] if mark else []))
    for step in plan.steps:
        frame = frame.with_columns(*(_written(each, plan).alias(_OWN + name) for name, each in step.items()))
    frame = frame.with_columns(*(_written(each, plan).alias(f"{_OWN}sure_{place}") for place, each in enumerate(plan.sure)))
    doubtful = [place for place, each in enumerate(plan.doubt) if each != AnyOf(())]
    if doubtful:
        frame = frame.with_columns(
            *((_written(plan.doubt[place], plan) & ~nw.col(f"{_OWN}sure_{place}")).alias(f"{_OWN}doubt_{place}") for place in doubtful)
        )
    fires = [place for place, each in enumerate(plan.sure) if each != AnyOf(())]
    frame = frame.with_columns(
        *_by_rank(plan, fires, doubtful), *_masks(plan, "fired", "sure", fires), *_masks(plan, "in_doubt", "doubt", doubtful)
    )
    if plan.open is not None:
        for step in plan.open.steps:
            frame = frame.with_columns(*(_written(each, plan).alias(_OWN + name) for name, each in step.items()))
    columns = [nw.col(f"{kind}_{number}") for kind in ("fired", "in_doubt") for number in range(1, plan.masks + 1)]
    ranks = list(_ranked(plan, fires, doubtful))
    outcome = _outcome({rank: nw.col(f"{_OWN}rank_{rank}") for rank in ranks})
    return frame.select(*kept, *outcome, *_still_open(plan, ranks), *columns, *([nw.col(MARKED)] if mark else []))


def refusals(cells: Iterable[Cell]) -> dict[str, Any]:
    """Whether each cell of a column is refused, by column; only columns that may hold such a cell."""
    return {cell.column: _refused(cell) for cell in cells if cell.refuses}


def _refused(cell: Cell) -> Any:
    column = nw.col(cell.column)
    if cell.unusable:
        return ~column.is_null()
    if cell.number:
        return column.fill_null(False) & ~nw.col(cell.number).is_null()
    if cell.scale is not None:
        return ~column.is_null() & ~_valid(cell)
    return ~column.is_null() & ~column.cast(nw.String).is_in(cell.words)


def _marks(cells: Iterable[Cell]) -> Any:
    """The names of the columns whose cell is refused, with commas; null where none is."""
    refused = refusals(cells)
    if not refused:
        return nw.lit(None, nw.String).alias(MARKED)
    names = [nw.when(each).then(nw.lit(name)).otherwise(nw.lit(None, nw.String)) for name, each in refused.items()]
    anywhere = _balanced(or_, list(refused.values()))
    return nw.when(anywhere).then(nw.concat_str(names, separator=", ", ignore_nulls=True)).otherwise(nw.lit(None, nw.String)).alias(MARKED)


def _valid(cell: Cell) -> Any:
    """Whether a number is one that the finding takes."""
    assert cell.scale is not None
    number = nw.col(cell.column).cast(nw.Float64)
    valid = (number >= cell.scale.low) & (number <= cell.scale.high)
    if cell.scale.whole:
        valid &= (number % 1) == 0
    return valid.fill_null(False)


def _prepared(cells: Iterable[Cell]) -> Iterable[Any]:
    """The cells as the rules read them: what is refused is null."""
    for cell in cells:
        if cell.unusable or cell.kind == "null":
            continue
        column = nw.col(cell.column)
        if cell.scale is not None:
            column = nw.when(_valid(cell)).then(column.cast(nw.Float64))
        elif cell.kind == "text":
            column = column.cast(nw.String)
        elif cell.number:
            column = column.fill_null(False) & nw.col(cell.number).is_null()
        else:
            column = column.fill_null(False)
        yield column.alias(_OWN + "cell_" + cell.column)


def _told(plan: Plan) -> Iterable[Any]:
    """Which cells are answers and which are refused, where what is open hangs on it."""
    for cell in plan.cells if plan.open is not None else ():
        if cell.refuses:
            yield _refused(cell).alias(f"{_OWN}spoilt_{cell.column}")
        elif cell.kind == "boolean":
            yield (~nw.col(cell.column).is_null()).alias(f"{_OWN}given_{cell.column}")


def _written(expression: Expression, plan: Plan) -> Any:
    match expression:
        case Holds(name):
            return nw.col(_OWN + name)
        case Says(column, words):
            cell = nw.col(_OWN + "cell_" + column)
            if plan.kinds[column] == "boolean":
                return cell
            said = cell == words[0] if len(words) == 1 else cell.is_in(words)
            return said.fill_null(False)
        case Spans(column, low, has_low, high, has_high):
            cell = nw.col(_OWN + "cell_" + column)
            above = cell >= low if has_low else cell > low
            below = cell <= high if has_high else cell < high
            return (above & below).fill_null(False)
        case Given(column):
            return ~nw.col(_OWN + "cell_" + column).is_null() if plan.kinds[column] == "number" else nw.col(_OWN + "given_" + column)
        case Spoilt(column):
            return nw.col(_OWN + "spoilt_" + column)
        case Not(part):
            return ~_written(part, plan)
        case AllOf(parts):
            return _balanced(and_, [_written(part, plan) for part in parts]) if parts else nw.lit(True)
        case AnyOf(parts):
            return _balanced(or_, [_written(part, plan) for part in parts]) if parts else nw.lit(False)
        case Counted(count, parts):
            return nw.sum_horizontal(*(_written(part, plan).cast(nw.Int8) for part in parts)) >= count


def _by_rank(plan: Plan, fires: Iterable[int], doubtful: Iterable[int]) -> Iterable[Any]:
    """For each rank, whether some rule gives it."""
    for rank, names in _ranked(plan, fires, doubtful).items():
        yield _balanced(or_, [nw.col(name) for name in names]).alias(f"{_OWN}rank_{rank}")


def _ranked(plan: Plan, fires: Iterable[int], doubtful: Iterable[int]) -> dict[int, list[str]]:
    """What gives each rank, the most urgent first."""
    found: dict[int, list[str]] = {}
    for place in fires:
        found.setdefault(plan.ranks[place][0], []).append(f"{_OWN}sure_{place}")
    for place in doubtful:
        found.setdefault(plan.ranks[place][1], []).append(f"{_OWN}doubt_{place}")
    return dict(sorted(found.items(), reverse=True))


def _outcome(given: Mapping[int, Any], *, prefix: str = "") -> Iterable[Any]:
    """Level and timeframe, where it is known whether each rank is given."""
    level: Any = nw.lit(str(OUTCOMES[0].level))
    within: Any = nw.lit(None, nw.String)
    for rank in sorted(given):
        outcome = OUTCOMES[rank]
        level = nw.when(given[rank]).then(nw.lit(str(outcome.level))).otherwise(level)
        within = nw.when(given[rank]).then(nw.lit(str(outcome.within))).otherwise(within)
    yield level.alias(prefix + "level")
    yield within.alias(prefix + "within")


def _still_open(plan: Plan, ranks: Sequence[int]) -> Iterable[Any]:
    """What the open questions could still bring, where somebody asked."""
    if plan.open is None:
        return
    yield (~(_below(plan, plan.open.raising, ranks) | _any_spoilt(plan))).alias("complete")
    given = {rank: nw.col(f"{_OWN}rank_{rank}") for rank in ranks}
    for rank, each in plan.open.reached.items():
        reached = _written(each, plan)
        given[rank] = given[rank] | reached if rank in given else reached
    yield from _outcome(given, prefix="ceiling_")
    if plan.open.unsettled:
        yield _below(plan, plan.open.unsettled, ranks).alias(UNSETTLED)


def _below(plan: Plan, raising: Mapping[int, Expression], ranks: Sequence[int]) -> Any:
    """Whether something is true for a rank that the outcome lies below."""
    parts = []
    for rank, each in raising.items():
        above = [nw.col(f"{_OWN}rank_{other}") for other in ranks if other >= rank]
        parts.append(_written(each, plan) & ~_balanced(or_, above) if above else _written(each, plan))
    return _balanced(or_, parts) if parts else nw.lit(False)


def _any_spoilt(plan: Plan) -> Any:
    spoilt = [nw.col(f"{_OWN}spoilt_{cell.column}") for cell in plan.cells if cell.refuses]
    return _balanced(or_, spoilt) if spoilt else nw.lit(False)


def _masks(plan: Plan, name: str, kind: str, places: Sequence[int]) -> Iterable[Any]:
    """Whole numbers with one bit for each rule."""
    for number in range(plan.masks):
        here = [place for place in places if place // PER_MASK == number]
        bits = [nw.col(f"{_OWN}{kind}_{place}").cast(nw.Int64) * (1 << place % PER_MASK) for place in here]
        total = _balanced(lambda one, other: one + other, bits) if bits else nw.lit(0, nw.Int64)
        yield total.alias(f"{name}_{number + 1}")


def _balanced(join: Callable[[Any, Any], Any], parts: Sequence[Any]) -> Any:
    """Joined two by two, so that long lists make no deep trees."""
    while len(parts) > 8:
        parts = [reduce(join, parts[place : place + 8]) for place in range(0, len(parts), 8)]
    return reduce(join, parts)
