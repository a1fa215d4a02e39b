"""Law 11 on Spark: a session of its own, on two cores, from Parquet to Parquet; nothing is collected in between."""

from __future__ import annotations

import polars as pl
import pytest
from pyspark.sql import SparkSession
from tables import drawn, expected, found, still_open, table

from triage import bundled_rules, sample_rules
from triage.adapters.frames import TableError, evaluate_frame
from triage.adapters.plans import plan_of
from triage.adapters.sql import columns_of, to_sql

RULES = bundled_rules()
# One worker: a session takes seconds to start, and a gigabyte.
pytestmark = pytest.mark.xdist_group("spark")


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """Spark on this machine, without its web page."""
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def in_parquet(frame, folder):
    """A table as a file that Spark reads."""
    frame.write_parquet(folder / "answers.parquet")
    return str(folder / "answers.parquet")


def through(spark, frame, folder, rules=None, **options):
    """The result of a polars table, by Spark, from a file to files."""
    result = evaluate_frame(spark.read.parquet(in_parquet(frame, folder)), rules, **options)
    result.write.mode("overwrite").parquet(str(folder / "result"))
    return pl.read_parquet(folder / "result" / "*.parquet")


def test_the_real_pack(spark, tmp_path):
    """300 people, some cells refused, with a column kept."""
    columns = table(RULES, 300, seed="spark", yes=0.05, broken=0.01)
    frame = pl.DataFrame({**columns, "id": range(300)}, strict=False)
    result = through(spark, frame, tmp_path, keep=["id"], errors="mark").sort("id")
    assert result["id"].to_list() == list(range(300))
    assert found(result, RULES) == expected(columns, RULES)
    assert 0 < result["refused"].null_count() < 300


@pytest.mark.parametrize("seed", range(12))
def test_random_rules(spark, tmp_path, seed):
    """Random rule sets, each with a random table; with what is open, where that can be told in columns."""
    rules = drawn(seed)
    columns = table(rules, 40, seed, yes=0.2, broken=0.02, booleans=0.3)
    frame = pl.DataFrame(columns, strict=False)
    in_columns = not plan_of(rules, columns_of(rules), open=True).open.unsettled
    result = through(spark, frame, tmp_path, rules, errors="mark", open=in_columns)
    assert found(result, rules) == expected(columns, rules)
    if in_columns:
        assert result.select("complete", "ceiling_level", "ceiling_within").rows() == still_open(columns, rules)


def test_refused_cells_are_counted(spark, tmp_path):
    """The error names the columns, and carries a data frame of all that was valid."""
    frame = pl.DataFrame({"temperature_c": [38.5, 98.6, None], "fever": ["yes", "no", "Yes"]})
    with pytest.raises(TableError, match="1 cell can't be used") as caught:
        evaluate_frame(spark.read.parquet(in_parquet(frame, tmp_path)))
    assert [problem.where for problem in caught.value.problems] == ["temperature_c", "fever"]
    assert "98.6" not in str(caught.value)
    assert caught.value.result.columns[:2] == ["level", "within"]


def test_the_text_alone(spark):
    """Pasted into Spark SQL, for a table with a column for each finding."""
    rules = sample_rules()
    columns = {name: ["yes", "no"] if rules.findings[name].kind == "flag" else [None, None] for name in columns_of(rules)}
    kinds = {name: "double" if kind == "number" else "string" for name, kind in columns_of(rules).items()}
    rows = list(zip(*columns.values(), strict=True))
    spark.createDataFrame(rows, ", ".join(f"{name} {kind}" for name, kind in kinds.items())).createOrReplaceTempView("visits")
    level = [row.level for row in spark.sql(to_sql(rules, "spark", table="visits")).select("level").collect()]
    assert level == [said[0] for said in expected(columns, rules)]
