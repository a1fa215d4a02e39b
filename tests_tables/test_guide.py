"""The guide for tables does what it says: its blocks are run in order, and what they print is compared."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from itertools import pairwise
from pathlib import Path

PAGE = (Path(__file__).parent.parent / "docs/how-to/tables.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_guide_prints_what_it_shows():
    """Each block with the names of those before it."""
    names: dict = {"__name__": "__docs__"}
    pairs = pairwise(BLOCKS)
    shown = [(code, expected) for (language, code), (after, expected) in pairs if language == "python" and after == "text"]
    assert len(shown) == sum(language == "python" for language, _ in BLOCKS)
    for code, expected in shown:
        printed = StringIO()
        with redirect_stdout(printed):
            exec(compile(code, "<tables.md>", "exec", dont_inherit=True), names)  # noqa: S102
        assert printed.getvalue() == expected


def test_the_command_prints_what_duckdb_runs():
    """A whole row of answers, for the sample rules; equal to what `evaluate` gives."""
    import subprocess
    import sys

    import duckdb
    import polars as pl

    from triage import evaluate, sample_rules
    from triage.adapters.sql import columns_of

    done = subprocess.run(
        [sys.executable, "-m", "triage", "sql", "--rules", "@sample", "--table", "answers", "--keep", "id"],
        capture_output=True,
        text=True,
        check=True,
    )
    rules = sample_rules()
    people = [{"rash": "yes", "temperature_c": 39.0}, {"rash": "unsure"}, {}]
    rows = [{"id": place, **dict.fromkeys(columns_of(rules)), **person} for place, person in enumerate(people)]
    types = {"id": pl.Int64} | {name: pl.Float64 if kind == "number" else pl.String for name, kind in columns_of(rules).items()}
    answers = pl.DataFrame(rows, schema=types, strict=False)  # noqa: F841 (duckdb finds it by its name)
    given = [{name: {"yes": True}.get(answer, answer) for name, answer in person.items()} for person in people]
    wanted = [str(evaluate(person, rules=rules).outcome.level.value) for person in given]
    assert [level for (level,) in duckdb.sql(done.stdout).select("level").fetchall()] == wanted
