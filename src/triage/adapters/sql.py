"""Rules as one SELECT, for the place where a table already is: DuckDB, Spark, and what understands either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from triage.adapters.columns import (
    PER_MASK,
    AllOf,
    AnyOf,
    Cell,
    Counted,
    Expression,
    Given,
    Holds,
    Kind,
    Not,
    Plan,
    Says,
    Spans,
    Spoilt,
    sort_columns,
)
from triage.adapters.plans import plan_of
from triage.adapters.refusing import ONLY_EVALUATE, TableError
from triage.api import bundled_rules
from triage.engine.compiler import program_of
from triage.model.outcome import OUTCOMES
from triage.model.ruleset import RuleSet
from triage.names import printable

__all__ = ["Dialect", "columns_of", "refusals_sql", "to_sql"]

Dialect: TypeAlias = Literal["duckdb", "spark"]
_TEXT = {"duckdb": "VARCHAR", "spark": "STRING"}
_NEVER = AnyOf(())


def to_sql(
    rules: RuleSet | None = None,
    dialect: Dialect = "duckdb",
    *,
    table: str = "answers",
    columns: Mapping[str, Kind] | None = None,
    keep: Sequence[str] = (),
    mark: bool = True,
    open: bool = False,
) -> str:
    """
    The outcome of every row of a table, as the text of one SELECT. Nothing is run and nothing else is needed.

    Args:
        rules: The rules to apply; the bundled ones when left out.
        dialect: `duckdb` or `spark`.
        table: What stands after FROM.
        columns: The columns of the table that hold answers, and how: `boolean`, `text`, `number`. Left out, a column for each finding by
            its own name: flags and choices as text, numbers as numbers.
        keep: Columns to pass through.
        mark: Whether a column `refused` names the cells that can't be used.
        open: Whether to say too what the open questions could still bring: `complete`, `ceiling_level`, `ceiling_within`.

    Returns:
        The kept columns, then `level`, `within`, the masks `fired_1`, ... and `in_doubt_1`, ..., as `evaluate_frame` gives them.

    Raises:
        TableError: A column is no finding; or, with `open`, only `evaluate` can tell what is open.
    """
    applied = bundled_rules() if rules is None else rules
    asked = columns_of(applied) if columns is None else dict(columns)
    problems = sort_columns(asked, applied)[1]
    if problems:
        raise TableError(problems)
    plan = plan_of(applied, asked, open=open)
    if plan.open is not None and plan.open.unsettled:
        raise TableError((ONLY_EVALUATE,))
    return _Text(plan, dialect).select(applied, table, keep, mark=mark)


def refusals_sql(plan: Plan, dialect: Dialect, table: str) -> str | None:
    """How many cells of each column are refused, as one SELECT; None where no column may hold such a cell."""
    text = _Text(plan, dialect)
    counts = [f"COUNT_IF({text.refused(cell)}) AS {text.name(cell.column)}" for cell in plan.cells if cell.refuses]
    return f"SELECT {', '.join(counts)}\nFROM {table}" if counts else None


def columns_of(rules: RuleSet) -> dict[str, Kind]:
    """A column for each finding: flags and choices as text."""
    return {entry.finding.name: "number" if entry.scale is not None else "text" for entry in program_of(rules).places}


class _Text:
    """Writes a plan in one dialect."""

    def __init__(self, plan: Plan, dialect: Dialect) -> None:
        self.plan = plan
        self.dialect = dialect
        self.kinds = {cell.column: cell.kind for cell in plan.cells}

    def name(self, column: str) -> str:
        quote = "`" if self.dialect == "spark" else '"'
        return quote + column.replace(quote, quote * 2) + quote

    def select(self, rules: RuleSet, table: str, keep: Sequence[str], *, mark: bool) -> str:
        plan, kept = self.plan, [self.name(column) for column in keep]
        fires = [place for place, each in enumerate(plan.sure) if each != _NEVER]
        doubtful = [place for place, each in enumerate(plan.doubt) if each != _NEVER]
        stages = [("cells", kept + [*self._cells(), *self._told(), *([self._marks()] if mark else [])])]
        stages += self._named("facts", plan.steps)
        sure = [f"{self._written(plan.sure[place])} AS sure_{place} /* {plan.refs[place]} */" for place in fires]
        stages.append(("rules_sure", ["*", *sure]))
        doubt = [
            f"{self._written(plan.doubt[place])} AND NOT {self._sure(place, fires)} AS doubt_{place} /* {plan.refs[place]} */"
            for place in doubtful
        ]
        stages.append(("rules_in_doubt", ["*", *doubt]))
        ranks = self._ranks(fires, doubtful)
        if plan.open is not None:
            stages.append(("ranks", ["*", *(f"{' OR '.join(names)} AS rank_{rank}" for rank, names in ranks.items())]))
            stages += self._named("open", plan.open.steps)
            ranks = {rank: [f"rank_{rank}"] for rank in ranks}
        last = [
            *kept,
            *self._outcome(ranks),
            *self._still_open(ranks),
            *self._masks("fired", "sure", fires),
            *self._masks("in_doubt", "doubt", doubtful),
        ]
        head = f"-- {printable(rules.name)} {printable(rules.version)}, sha256 {rules.digest}\n"
        head += f"-- Clinical status: {printable(rules.stamp.review)}\n"
        source, parts = table, []
        for stage, columns in stages:
            parts.append(f"{stage} AS (\n  SELECT\n    " + ",\n    ".join(columns or ["1 AS nothing"]) + f"\n  FROM {source}\n)")
            source = stage
        return (
            head
            + "WITH "
            + ",\n".join(parts)
            + "\nSELECT\n  "
            + ",\n  ".join([*last, *(["refused"] if mark else [])])
            + f"\nFROM {source}\n"
        )

    def _sure(self, place: int, fires: Iterable[int]) -> str:
        return f"sure_{place}" if place in set(fires) else "FALSE"

    def _cells(self) -> Iterable[str]:
        for cell in self.plan.cells:
            if cell.unusable or cell.kind == "null":
                continue
            column = self.name(cell.column)
            if cell.scale is not None:
                column = f"CASE WHEN {self._valid(cell)} THEN CAST({column} AS DOUBLE) END"
            elif cell.kind == "text":
                column = f"CAST({column} AS {_TEXT[self.dialect]})"
            else:
                column = f"COALESCE({column}, FALSE)" + (f" AND {self.name(cell.number)} IS NULL" if cell.number else "")
            yield f"{column} AS {self.name('cell_' + cell.column)}"

    def _valid(self, cell: Cell) -> str:
        assert cell.scale is not None
        number = f"CAST({self.name(cell.column)} AS DOUBLE)"
        valid = f"{number} BETWEEN {_number(cell.scale.low)} AND {_number(cell.scale.high)}"
        return f"({valid} AND {number} % 1 = 0)" if cell.scale.whole else f"({valid})"

    def refused(self, cell: Cell) -> str:
        column = self.name(cell.column)
        if cell.unusable:
            return f"{column} IS NOT NULL"
        if cell.number:
            return f"(COALESCE({column}, FALSE) AND {self.name(cell.number)} IS NOT NULL)"
        if cell.scale is not None:
            return f"({column} IS NOT NULL AND NOT COALESCE({self._valid(cell)}, FALSE))"
        return f"COALESCE(CAST({column} AS {_TEXT[self.dialect]}) NOT IN ({_texts(cell.words)}), FALSE)"

    def _marks(self) -> str:
        refused = [f"CASE WHEN {self.refused(cell)} THEN {_text(cell.column)} END" for cell in self.plan.cells if cell.refuses]
        return (
            f"NULLIF(CONCAT_WS(', ', {', '.join(refused)}), '') AS refused"
            if refused
            else f"CAST(NULL AS {_TEXT[self.dialect]}) AS refused"
        )

    def _written(self, expression: Expression) -> str:
        match expression:
            case Holds(name):
                return name
            case Says(column, words):
                cell = self.name("cell_" + column)
                if self.kinds[column] == "boolean":
                    return cell
                return (
                    f"COALESCE({cell} = {_text(words[0])}, FALSE)" if len(words) == 1 else f"COALESCE({cell} IN ({_texts(words)}), FALSE)"
                )
            case Spans(column, low, has_low, high, has_high):
                cell = self.name("cell_" + column)
                above, below = ">=" if has_low else ">", "<=" if has_high else "<"
                return f"COALESCE({cell} {above} {_number(low)} AND {cell} {below} {_number(high)}, FALSE)"
            case Given(column):
                return f"{self.name('cell_' + column)} IS NOT NULL" if self.kinds[column] == "number" else self.name("given_" + column)
            case Spoilt(column):
                return self.name("spoilt_" + column)
            case Not(part):
                return f"NOT {self._written(part)}"
            case AllOf(parts):
                return f"({' AND '.join(map(self._written, parts))})" if parts else "TRUE"
            case AnyOf(parts):
                return f"({' OR '.join(map(self._written, parts))})" if parts else "FALSE"
            case Counted(count, parts):
                return f"({' + '.join(f'CAST({self._written(part)} AS INT)' for part in parts)} >= {count})"

    def _named(self, stage: str, steps: Iterable[Mapping[str, Expression]]) -> Iterable[tuple[str, list[str]]]:
        for number, step in enumerate(steps):
            yield f"{stage}_{number + 1}", ["*", *(f"{self._written(each)} AS {name}" for name, each in step.items())]

    def _told(self) -> Iterable[str]:
        """Which cells are answers and which are refused, where what is open hangs on it."""
        for cell in self.plan.cells if self.plan.open is not None else ():
            if cell.refuses:
                yield f"{self.refused(cell)} AS {self.name('spoilt_' + cell.column)}"
            elif cell.kind == "boolean":
                yield f"{self.name(cell.column)} IS NOT NULL AS {self.name('given_' + cell.column)}"

    def _ranks(self, fires: Iterable[int], doubtful: Iterable[int]) -> dict[int, list[str]]:
        """What gives each rank, the most urgent first."""
        ranked: dict[int, list[str]] = {}
        for place in fires:
            ranked.setdefault(self.plan.ranks[place][0], []).append(f"sure_{place}")
        for place in doubtful:
            ranked.setdefault(self.plan.ranks[place][1], []).append(f"doubt_{place}")
        return dict(sorted(ranked.items(), reverse=True))

    def _outcome(self, ranked: Mapping[int, Sequence[str]], *, prefix: str = "") -> Iterable[str]:
        for which in ("level", "within"):
            cases = "".join(
                f"\n    WHEN {' OR '.join(names)} THEN {_text(str(getattr(OUTCOMES[rank], which)))}"
                for rank, names in sorted(ranked.items(), reverse=True)
            )
            none = _text(str(OUTCOMES[0].level)) if which == "level" else f"CAST(NULL AS {_TEXT[self.dialect]})"
            yield f"CASE{cases}\n    ELSE {none}\n  END AS {prefix}{which}" if cases else f"{none} AS {prefix}{which}"

    def _still_open(self, ranked: Mapping[int, Sequence[str]]) -> Iterable[str]:
        """What the open questions could still bring, where somebody asked."""
        if self.plan.open is None:
            return
        spoilt = [self.name("spoilt_" + cell.column) for cell in self.plan.cells if cell.refuses]
        # Where the outcome is as urgent as what an answer could bring, nothing below is looked at.
        cases = "".join(
            f"\n    WHEN {self._written(each)} THEN FALSE"
            if not (above := [name for other, names in ranked.items() if other >= rank for name in names])
            else f"\n    WHEN {' OR '.join(above)} THEN TRUE\n    WHEN {self._written(each)} THEN FALSE"
            for rank, each in self.plan.open.raising.items()
        )
        refused = f"\n    WHEN {' OR '.join(spoilt)} THEN FALSE" if spoilt else ""
        yield f"CASE{refused}{cases}\n    ELSE TRUE\n  END AS complete" if refused or cases else "TRUE AS complete"
        reached = {rank: self._written(each) for rank, each in self.plan.open.reached.items()}
        ranks = {*ranked, *reached}
        given = {rank: [*ranked.get(rank, ()), *([reached[rank]] if rank in reached else [])] for rank in ranks}
        yield from self._outcome(given, prefix="ceiling_")

    def _masks(self, name: str, kind: str, places: Sequence[int]) -> Iterable[str]:
        for number in range(self.plan.masks):
            bits = [f"CAST({kind}_{place} AS BIGINT) * {1 << place % PER_MASK}" for place in places if place // PER_MASK == number]
            yield f"{' + '.join(bits) if bits else 'CAST(0 AS BIGINT)'} AS {name}_{number + 1}"


def _number(number: int | float) -> str:
    # With an exponent it is a double in every dialect, and compared as Python compares it.
    written = repr(float(number))
    return written if "e" in written else written + "e0"


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _texts(words: Iterable[str]) -> str:
    return ", ".join(map(_text, words))
