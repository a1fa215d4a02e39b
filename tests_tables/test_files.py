"""`triage table`: files larger than memory, from CSV or Parquet to either, with counts of what was found and refused."""

from __future__ import annotations

import subprocess
import sys

import duckdb
import polars as pl
import pytest
from tables import expected, found, still_open, table

from triage import bundled_rules
from triage.adapters.refusing import TableError
from triage.adapters.table_files import evaluate_file

RULES = bundled_rules()


def command(*arguments):
    """The command, as somebody runs it."""
    return subprocess.run([sys.executable, "-m", "triage", "table", *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def people():
    """400 people, some cells refused."""
    return table(RULES, 400, seed="files", yes=0.03, broken=0.01)


@pytest.fixture
def answers(people, tmp_path):
    """Their answers as files of both formats."""
    frame = pl.DataFrame({**people, "id": range(400)}, strict=False)
    frame.write_parquet(tmp_path / "answers.parquet")
    frame.write_csv(tmp_path / "answers.csv")
    return tmp_path


@pytest.mark.parametrize("given", ["answers.parquet", "answers.csv"])
@pytest.mark.parametrize("out", ["result.parquet", "result.csv"])
def test_files_of_either_format(answers, people, given, out):
    """Row by row what `evaluate` says, in the order of the file; the summary counts the same."""
    summary = evaluate_file(answers / given, answers / out, keep=["id"])
    read = pl.read_parquet if out.endswith("parquet") else pl.read_csv
    result = read(answers / out)
    wanted = expected(people, RULES)
    assert result["id"].cast(pl.Int64).to_list() == list(range(400))
    assert found(result, RULES) == wanted
    assert summary.rows == 400
    assert summary.levels == {
        level: count for level in ("emergency", "seek-care", "stop", "none-found") if (count := sum(row[0] == level for row in wanted))
    }
    fired = {rule.id: count for rule in RULES.decisions.rules if (count := sum(rule.id in row[2] for row in wanted))}
    assert {rule: sum(counts) for rule, counts in summary.fired.items()} == fired
    assert sum(summary.refused.values()) == sum(len(cell.split(", ")) for cell in result["refused"].drop_nulls())


def test_what_is_open(answers, people):
    """With the option, as for frames."""
    evaluate_file(answers / "answers.parquet", answers / "result.parquet", keep=["id"], open=True)
    result = pl.read_parquet(answers / "result.parquet")
    assert result.select("complete", "ceiling_level", "ceiling_within").rows() == still_open(people, RULES)


def test_cells_of_a_csv_file_are_read_strictly(tmp_path):
    """Yes and no as tables write them; what isn't a number in plain digits is refused, and so is any other word."""
    (tmp_path / "a.csv").write_text(
        'diabetes,temperature_c,feverish\ntrue,38.4,\nTrue,39,no\nYES,"38,4",yes\nno,nan,unsure\n,1e400,FALSE\n', "utf-8"
    )
    summary = evaluate_file(tmp_path / "a.csv", tmp_path / "r.csv")
    assert summary.refused == {"diabetes": 1, "temperature_c": 3}
    refused = pl.read_csv(tmp_path / "r.csv")["refused"].to_list()
    assert refused == [None, None, "diabetes, temperature_c", "temperature_c", "temperature_c"]


def test_the_command_prints_counts_and_no_answers(answers):
    """Levels, rules, refused cells; the clinical status first."""
    done = command(answers / "answers.csv", "--out", answers / "result.parquet", "--keep", "id")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("low-back-pain 0.3.0: none of 168 rules has been reviewed by a clinician\n\npeople:\n  emergency ")
    assert "\nrule fired:\n" in done.stdout
    assert "\ncells refused:\n" in done.stdout
    assert "999" not in done.stdout
    assert done.stderr == ""


class TestNothingIsWritten:
    """Unless the whole of it is; what was there stays."""

    def test_an_unknown_column(self, answers):
        """Every such column is named, with what was meant."""
        (answers / "result.parquet").write_text("before")
        frame = pl.read_parquet(answers / "answers.parquet").rename({"saddle_sensory_change": "sadle_sensory_change"})
        frame.write_parquet(answers / "answers.parquet")
        done = command(answers / "answers.parquet", "--out", answers / "result.parquet")
        assert done.returncode == 2
        assert "unknown column `id`" in done.stderr
        assert "did you mean `saddle_sensory_change`?" in done.stderr
        assert (answers / "result.parquet").read_text() == "before"

    def test_a_fault_half_way(self, tmp_path):
        """A cell that stops the reading: the old result stays, and nothing lies about."""
        (tmp_path / "a.csv").write_text("temperature_c,temperature_c__unsure\n38,\n,perhaps\n", "utf-8")
        (tmp_path / "r.csv").write_text("before")
        with pytest.raises(duckdb.Error, match="takes exactly `true`, `false` or nothing"):
            evaluate_file(tmp_path / "a.csv", tmp_path / "r.csv")
        assert (tmp_path / "r.csv").read_text() == "before"
        assert sorted(file.name for file in tmp_path.iterdir()) == ["a.csv", "r.csv"]

    def test_the_answers_themselves(self, answers):
        """They are never written over; nor is a format guessed."""
        done = command(answers / "answers.csv", "--out", answers / "answers.csv", "--keep", "id")
        assert done.returncode == 2
        assert "can't take the place of the answers" in done.stderr
        assert "end its name with `.csv` or `.parquet`" in command(answers / "answers.csv", "--out", answers / "x.xlsx").stderr
        assert command(answers / "none.csv", "--out", answers / "x.csv").returncode == 2

    def test_a_column_that_cannot_be_kept(self, answers):
        """It isn't there."""
        with pytest.raises(TableError, match="there is no column `patient` to keep"):
            evaluate_file(answers / "answers.csv", answers / "r.csv", keep=["id", "patient"])


def test_memory_does_not_grow_with_the_file(tmp_path):
    """Three times as many people, and the memory of the whole process is about the same; flags are true and false."""
    pl.DataFrame(table(RULES, 400, seed="memory", yes=0.03, booleans=1.0)).write_parquet(tmp_path / "few.parquet")
    program = (
        "import resource, sys; from pathlib import Path; from triage.adapters.table_files import evaluate_file; "
        "print(evaluate_file(Path(sys.argv[1]), Path(sys.argv[2]), memory='200MB').rows); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    taken = []
    for times in (300, 900):
        many = tmp_path / f"{times}.parquet"
        duckdb.execute(
            f"COPY (SELECT a.* FROM '{tmp_path / 'few.parquet'}' a, range({times})) TO '{many}' (FORMAT parquet, ROW_GROUP_SIZE 20480)"
        )
        done = subprocess.run([sys.executable, "-c", program, many, tmp_path / "out.parquet"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert pl.scan_parquet(tmp_path / "out.parquet").select(pl.len()).collect().item() == 400 * times
        taken.append(int(done.stderr.split()[-1]))
    assert taken[1] < 1.4 * taken[0], taken


def test_progress_is_told(answers):
    """At the end it is all done."""
    told: list[float] = []
    evaluate_file(answers / "answers.parquet", answers / "r.parquet", keep=["id"], progress=told.append)
    assert told[-1] == 100.0
    assert all(0 <= percent <= 100 for percent in told)
