"""Files of answers, CSV or Parquet, larger than memory: DuckDB reads, assesses and writes them piece by piece."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from errno import ENOENT
from pathlib import Path
from threading import Event, Thread
from typing import Any, NamedTuple

from triage.adapters.columns import PER_MASK, Kind, finding_of, sort_columns
from triage.adapters.refusing import TableError, wanting
from triage.adapters.sql import to_sql
from triage.api import bundled_rules
from triage.engine.compiler import program_of
from triage.model.outcome import Level
from triage.model.ruleset import RuleSet
from triage.names import quoted

__all__ = ["FORMATS", "FileSummary", "evaluate_file"]

FORMATS = (".csv", ".parquet")
# Cells of a CSV file that say yes or no of a flag.
_YES, _NO = ("yes", "true", "True", "TRUE"), ("no", "false", "False", "FALSE")
_NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"


class FileSummary(NamedTuple):
    """
    What a file of answers came to.

    Attributes:
        rows: How many people it holds.
        levels: How many of them have each level, the most urgent first.
        fired: How often each rule fired, and how often only in doubt, by its id, in rule order; rules that never fired are left out.
        refused: How many cells of each column can't be used, in the order of the columns; none where all could.
    """

    rows: int
    levels: Mapping[str, int]
    fired: Mapping[str, tuple[int, int]]
    refused: Mapping[str, int]


def evaluate_file(
    answers: Path,
    out: Path,
    rules: RuleSet | None = None,
    *,
    keep: Sequence[str] = (),
    open: bool = False,
    memory: str | None = None,
    progress: Callable[[float], object] | None = None,
) -> FileSummary:
    """
    Assess a file of answers, a column a finding, and write the result beside it; neither is ever in memory as a whole.

    Args:
        answers: A CSV file with a head, or a Parquet file.
        out: Where the result goes, in either format: written whole or not at all. Rows keep their order.
        rules: The rules to apply; the bundled ones when left out.
        keep: Columns to pass through.
        open: Whether to say too what the open questions could still bring.
        memory: How much DuckDB may take, such as `2GB`; what needs more goes to a folder beside the result for the time being.
        progress: Called now and then with the percentage that is done.

    Raises:
        TableError: A column is no finding, or can't be kept. Nothing is written then.
        ValueError: A format that isn't read or written, or both files are the same.
    """
    applied = bundled_rules() if rules is None else rules
    _check(answers, out)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as folder, _connected(folder, memory) as database:
        source, kinds = _source(database, answers, applied, keep)
        text = to_sql(applied, "duckdb", table=source, columns=kinds, keep=keep, open=open)
        written = Path(folder) / out.name
        _run(database, f"COPY ({text}) TO {_text(str(written))} ({_options(out)})", progress)
        summary = _summary(database, written, applied, kinds)
        os.replace(written, out)
    return summary


def _check(answers: Path, out: Path) -> None:
    for file in (answers, out):
        if file.suffix not in FORMATS:
            raise ValueError(f"{quoted(file.name)} is no CSV or Parquet file; end its name with `.csv` or `.parquet`")
    if out.exists() and out.samefile(answers):
        raise ValueError("the result can't take the place of the answers; give another name after `--out`")
    if not answers.exists():
        raise FileNotFoundError(ENOENT, "there is no such file", str(answers))


def _connected(folder: str, memory: str | None) -> Any:
    import duckdb

    database = duckdb.connect()
    # Its own bar goes to the standard output, where the summary goes.
    settings = {"enable_progress_bar_print": "false", "temp_directory": folder, **({"memory_limit": memory} if memory else {})}
    for name, value in settings.items():
        database.execute(f"SET {name} = {_text(value)}")
    return database


def _options(file: Path) -> str:
    return "FORMAT parquet" if file.suffix == ".parquet" else "FORMAT csv, HEADER"


def _source(database: Any, file: Path, rules: RuleSet, keep: Sequence[str]) -> tuple[str, dict[str, Kind]]:
    """What stands after FROM, and how each column of answers holds them."""
    is_text = file.suffix == ".csv"
    read = f"read_csv({_text(str(file))}, header = true, all_varchar = true)" if is_text else f"read_parquet({_text(str(file))})"
    types = {row[0]: row[1] for row in database.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()}
    columns, problems = sort_columns(types, rules, keep)
    problems += wanting(keep, list(types))
    if problems:
        raise TableError(problems)
    if not is_text:
        return read, {name: _kind(types[name]) for name in columns}
    kinds = {name: _kind_in_text(name, rules) for name in columns}
    flags = program_of(rules).flags
    cells = [f"{_in_text(name, kind, flag=name in flags)} AS {_name(name)}" for name, kind in kinds.items()]
    kept = [_name(name) for name in keep if name not in kinds]
    return f"(SELECT {', '.join([*cells, *kept]) or '1 AS nothing'} FROM {read})", kinds


def _kind(type_name: str) -> Kind:
    if type_name == "BOOLEAN":
        return "boolean"
    if type_name == "VARCHAR" or type_name.startswith("ENUM"):
        return "text"
    numbers = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT", "DOUBLE")
    return "number" if type_name in numbers or type_name.startswith("DECIMAL") else "other"


def _kind_in_text(name: str, rules: RuleSet) -> Kind:
    finding = finding_of(name, rules)
    if finding != name:
        return "boolean"
    return "number" if program_of(rules).entries[name].scale is not None else "text"


def _in_text(name: str, kind: Kind, *, flag: bool) -> str:
    """A cell of a CSV file as the rules read it; what can't be read stays something that they refuse."""
    column = _name(name)
    if kind == "number":
        # NaN lies in no range, so it is refused and counted.
        number = f"WHEN regexp_full_match({column}, '{_NUMBER}') THEN TRY_CAST({column} AS DOUBLE)"
        return f"CASE WHEN {column} IS NULL THEN NULL {number} ELSE 'nan'::DOUBLE END"
    yes, no = (", ".join(map(_text, words)) for words in (_YES, _NO))
    if kind == "text":
        if not flag:
            return column
        return f"CASE WHEN {column} IN ({yes}) THEN 'yes' WHEN {column} IN ({no}) THEN 'no' ELSE {column} END"
    wrong = _text(f"column {quoted(name)} takes exactly `true`, `false` or nothing")
    said = f"WHEN {column} IN ({yes}) THEN TRUE WHEN {column} IN ({no}) THEN FALSE"
    return f"CASE WHEN {column} IS NULL THEN NULL {said} ELSE error({wrong}) END"


def _run(database: Any, text: str, progress: Callable[[float], object] | None) -> None:
    """Run a statement, and say meanwhile how far it is."""
    if progress is None:
        database.execute(text)
        return
    database.execute("SET enable_progress_bar = true")
    done = Event()

    def watch() -> None:
        while not done.wait(0.2):
            progress(max(0.0, database.query_progress()))

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        database.execute(text)
    finally:
        done.set()
        watcher.join()
    progress(100.0)


def _summary(database: Any, file: Path, rules: RuleSet, kinds: Mapping[str, Kind]) -> FileSummary:
    """Counts over a result that was written; it has few columns, and only some of them are read."""
    read = f"read_csv({_text(str(file))}, header = true, types = {{{_result_types(rules)}}})" if file.suffix == ".csv" else _text(str(file))
    levels = dict(database.execute(f"SELECT level, count(*) FROM {read} GROUP BY level").fetchall())
    decided = rules.decisions.rules
    bits = [
        f"sum(({kind}_{place // PER_MASK + 1} >> {place % PER_MASK}) & 1)"
        for place in range(len(decided))
        for kind in ("fired", "in_doubt")
    ]
    sums = database.execute(f"SELECT {', '.join(bits)} FROM {read}").fetchone() if bits else ()
    fired = {rule.id: (int(sums[2 * place] or 0), int(sums[2 * place + 1] or 0)) for place, rule in enumerate(decided)}
    names = f"SELECT unnest(string_split(refused, ', ')) AS name FROM {read} WHERE refused IS NOT NULL"
    refused = dict(database.execute(f"SELECT name, count(*) FROM ({names}) GROUP BY name").fetchall())
    return FileSummary(
        sum(levels.values()),
        {str(level): levels[str(level)] for level in reversed(Level) if str(level) in levels},
        {name: counts for name, counts in fired.items() if any(counts)},
        {name: refused[name] for name in kinds if name in refused},
    )


def _result_types(rules: RuleSet) -> str:
    masks = max(1, -(-len(rules.decisions.rules) // PER_MASK))
    names = [f"{kind}_{number}" for kind in ("fired", "in_doubt") for number in range(1, masks + 1)]
    return ", ".join(["'level': 'VARCHAR'", "'refused': 'VARCHAR'", *(f"'{name}': 'BIGINT'" for name in names)])


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
