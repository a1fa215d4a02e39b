"""
What assessing a whole table costs, as ratios between ways that take turns on the same table in one run.

Run it with `make bench-tables`. `--rows 1000000` is the size of the comparison, `--curve` adds the sizes from 10 k to 10 M,
`--memory FILE.parquet --rows 50000000` writes a file of so many people, runs `triage table` on it, and prints what memory it took.
"""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import duckdb
import polars as pl
from by_hand import polars_by_hand, sql_by_hand

from triage import bundled_rules, evaluate
from triage.adapters.decoding import symptoms_of
from triage.adapters.frames import evaluate_frame
from triage.adapters.plans import plan_of
from triage.adapters.sql import columns_of
from triage.model.findings import UNSURE

RULES = bundled_rules()
# So many different people; larger tables repeat them.
PEOPLE = 20_000


def people() -> pl.DataFrame:
    """Seeded people, a fifth of the cells empty, one flag in fifty true."""
    chance = Random(1)
    columns: dict[str, list[object]] = {}
    for finding in RULES.findings.values():
        if finding.kind == "flag":
            cells: list[object] = [chance.random() < 0.02 for _ in range(PEOPLE)]
        elif finding.kind == "choice":
            # A doubt is left to the library: what is written by hand beside it knows none.
            words = [option.name for option in finding.options if option.name != UNSURE]
            cells = [chance.choice(words) for _ in range(PEOPLE)]
        else:
            low, high = finding.limits
            cells = [float(round(chance.uniform(low, high), 0 if finding.whole else 1)) for _ in range(PEOPLE)]
        columns[finding.name] = [None if chance.random() < 0.2 else cell for cell in cells]
    return pl.DataFrame(columns)


def table(rows: int) -> pl.DataFrame:
    """So many people in polars."""
    few = people()
    return pl.concat([few] * -(-rows // PEOPLE), rechunk=True).head(rows)


def taken(work: Callable[[], object], *, times: int = 3) -> float:
    """The median of the seconds that some work takes."""
    seconds = []
    for _ in range(times):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return median(seconds)


def looped(frame: pl.DataFrame) -> list[str]:
    """The same by a Python loop over `evaluate`."""
    return [str(evaluate(symptoms_of(row, RULES)).level) for row in frame.iter_rows(named=True)]


def planning() -> None:
    """How long it takes from the rules to the expressions, without what was remembered."""
    columns = columns_of(RULES)
    for open in (False, True):
        start = perf_counter()
        plan_of(RULES, columns, open=open)
        print(f"planning, {'with what is open' if open else 'the outcome'}: {perf_counter() - start:.2f} s", flush=True)


def compared(rows: int) -> None:
    """The ways beside each other; the loop on the first rows alone, and scaled."""
    frame = table(rows)
    few = frame.head(10_000)
    database = duckdb.connect()
    database.register("answers", frame.to_arrow())
    relation = database.table("answers")
    hand, text = polars_by_hand(RULES), sql_by_hand(RULES, "answers")
    same = evaluate_frame(few, errors="mark").get_column("level")
    assert hand(few).get_column("level").equals(same)
    assert database.sql(text).pl().get_column("level").head(len(few)).equals(same)
    ways = {
        "polars, the outcome": taken(lambda: evaluate_frame(frame, errors="mark")),
        "polars, written by hand": taken(lambda: hand(frame)),
        "polars, with what is open": taken(lambda: evaluate_frame(frame, errors="mark", open=True)),
        "DuckDB, the outcome": taken(lambda: evaluate_frame(relation, errors="mark").to_arrow_table()),
        "DuckDB, SQL written by hand": taken(lambda: database.sql(text).to_arrow_table()),
        "a Python loop over `evaluate`": taken(lambda: looped(few), times=1) * rows / len(few),
    }
    outcome = ways["polars, the outcome"]
    print(f"{rows:,} rows, {len(RULES.decisions.rules)} rules, {frame.estimated_size() / 1e6:.0f} MB")
    for name, seconds in ways.items():
        print(f"{name:32} {seconds:8.2f} s  {seconds / outcome:8.2f}", flush=True)


def curve() -> None:
    """Seconds for a million rows, by size."""
    for rows in (10_000, 100_000, 1_000_000, 10_000_000):
        frame = table(rows)
        seconds = taken(lambda frame=frame: evaluate_frame(frame, errors="mark"), times=1)  # type: ignore[misc]
        print(f"{rows:>12,} rows {seconds:8.2f} s, {seconds / rows * 1e6:6.2f} s a million", flush=True)


def memory(file: Path, rows: int) -> None:
    """A file of so many people, and what `triage table` takes for it: seconds and the most memory of the process."""
    if not file.exists():
        database = duckdb.connect()
        database.register("few", people().to_arrow())
        database.execute(f"COPY (SELECT few.* FROM few, range({-(-rows // PEOPLE)})) TO '{file}' (FORMAT parquet)")
    program = (
        "import sys; from triage.cli import main; main(sys.argv[1:]); "
        "print(*[line for line in open('/proc/self/status') if line.startswith('VmHWM')])"
    )
    start = perf_counter()
    out = file.with_suffix(".result.parquet")
    subprocess.run([sys.executable, "-c", program, "table", file, "--out", out, "--memory", "500MB"], check=True)
    print(f"{perf_counter() - start:.0f} s, a file of {file.stat().st_size / 1e6:.0f} MB")


def main() -> None:
    """All of it, or what was asked for."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--memory", type=Path)
    options = parser.parse_args()
    if options.memory:
        memory(options.memory, options.rows)
        return
    planning()
    compared(options.rows)
    if options.curve:
        curve()


if __name__ == "__main__":
    main()
