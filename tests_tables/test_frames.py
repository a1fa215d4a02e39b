"""Law 11 on data frames: every kind gives for every row what `evaluate` gives, and nothing in a table is lost."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tables import drawn, expected, found, table

from triage import bundled_rules, evaluate
from triage.adapters.frames import TableError, evaluate_frame, fired_rules, reasons
from triage.adapters.sql import to_sql

RULES = bundled_rules()
RANDOM = 40


def in_pandas(frame, kind):
    """A polars table as pandas in one of its three kinds."""
    if kind == "arrow":
        return frame.to_pandas(use_pyarrow_extension_array=True)
    plain = pd.DataFrame({name: frame[name].to_list() for name in frame.columns})
    return plain.convert_dtypes() if kind == "nullable" else plain


def as_polars(result):
    """Any result as polars; pandas' missing text is null."""
    if isinstance(result, pd.DataFrame):
        return pl.DataFrame({name: [None if pd.isna(cell) else cell for cell in result[name]] for name in result.columns})
    if isinstance(result, pl.LazyFrame):
        return result.collect()
    if isinstance(result, pa.Table):
        return pl.DataFrame(pl.from_arrow(result))
    return result if isinstance(result, pl.DataFrame) else result.pl()


WAYS = {
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: in_pandas(frame, "plain"),
    "pandas nullable": lambda frame: in_pandas(frame, "nullable"),
    "pandas arrow": lambda frame: in_pandas(frame, "arrow"),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.connect().from_arrow(frame.to_arrow()),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("yes", [0.0, 0.05])
def test_the_real_pack(way, yes):
    """400 people; rows, order and kind of frame kept."""
    columns = table(RULES, 400, seed=f"{way} {yes}", yes=yes)
    given = WAYS[way](pl.DataFrame({**columns, "id": range(400)}))
    result = evaluate_frame(given, keep=["id"])
    assert type(result) is type(given)
    result = as_polars(result)
    assert result["id"].to_list() == list(range(400))
    assert found(result, RULES) == expected(columns, RULES)


@pytest.mark.parametrize("part", range(2))
def test_random_rules(part):
    """Random rule sets, each with a random table, in polars and in DuckDB; test_open.py has hundreds more."""
    for seed in range(part * RANDOM // 2, (part + 1) * RANDOM // 2):
        rules = drawn(seed)
        columns = table(rules, 25, seed, yes=0.3, booleans=0.3)
        frame = pl.DataFrame(columns, strict=False)
        for way in ("polars", "duckdb"):
            assert found(as_polars(evaluate_frame(WAYS[way](frame), rules)), rules) == expected(columns, rules), (seed, way)


@pytest.mark.parametrize("way", WAYS)
class TestRefused:
    """What can't be used is named, counted and left out; the rest counts."""

    def test_raise_names_every_column_and_carries_the_result(self, way):
        """With counts, first rows where rows have numbers, and no cell's content."""
        columns = {
            "temperature_c": [38.5, 98.6, None, 101.0],
            "fever": ["yes", "no", "Yes", None],
            "saddle_numbness": [True, None, False, True],
        }
        with pytest.raises(TableError) as caught:
            as_polars(evaluate_frame(WAYS[way](pl.DataFrame(columns))))
        text = str(caught.value)
        assert [(problem.where, problem.code) for problem in caught.value.problems] == [
            ("temperature_c", "refused-cells"),
            ("fever", "refused-cells"),
        ]
        assert "2 cells" in text
        assert "1 cell " in text
        assert "98.6" not in text
        assert "Yes" not in text
        if way != "duckdb":
            assert "row 1, 3" in text
        assert found(as_polars(caught.value.result), RULES) == expected(columns, RULES)

    def test_mark_says_which_cells(self, way):
        """A column of its own, null where nothing was refused."""
        columns = {"temperature_c": [38.5, 98.6], "fever": ["yes", "Yes"]}
        result = as_polars(evaluate_frame(WAYS[way](pl.DataFrame(columns)), errors="mark"))
        assert result["refused"].to_list() == [None, "temperature_c, fever"]
        assert found(result, RULES) == expected(columns, RULES)

    def test_many_broken_cells(self, way):
        """The result is that of all that was valid."""
        columns = table(RULES, 200, seed=way, yes=0.02, broken=0.1)
        result = as_polars(evaluate_frame(WAYS[way](pl.DataFrame(columns, strict=False)), errors="mark"))
        assert found(result, RULES) == expected(columns, RULES)
        assert result["refused"].null_count() < 200

    def test_an_unknown_column(self, way):
        """A misspelt column is a question that nobody was asked."""
        with pytest.raises(TableError, match="did you mean `saddle_numbness`") as caught:
            evaluate_frame(WAYS[way](pl.DataFrame({"sadle_numbness": [True], "fever": [True]})))
        assert as_polars(caught.value.result)["level"].to_list() == [str(evaluate({"fever": True}).level)]

    def test_a_number_beside_its_unsure(self, way):
        """The number counts, and the other cell is refused."""
        frame = pl.DataFrame({"temperature_c": [39.0], "diabetes": [True], "temperature_c__unsure": [True]})
        result = as_polars(evaluate_frame(WAYS[way](frame), errors="mark"))
        assert result["refused"].to_list() == ["temperature_c__unsure"]
        assert result["level"].to_list() == [str(evaluate({"temperature_c": 39.0, "diabetes": True}).level)]

    def test_columns_of_a_wrong_type(self, way):
        """Numbers for a flag and text for a number: every cell is refused, none is coerced."""
        frame = pl.DataFrame({"fever": [1, None], "temperature_c": ["39.0", None]})
        result = as_polars(evaluate_frame(WAYS[way](frame), errors="mark"))
        assert result["refused"].to_list() == ["fever, temperature_c", None]
        assert result["level"].to_list() == ["none-found", "none-found"]


def test_pandas_keeps_its_index_and_mixed_cells():
    """True beside unsure is one column of objects; NaN is not asked."""
    frame = pd.DataFrame(
        {"fever": [True, "unsure", None, float("nan")], "diabetes": [True, True, False, 1], "who": list("abcd")}, index=[7, 3, 5, 1]
    )
    result = evaluate_frame(frame, keep=["who"], errors="mark")
    assert list(result.index) == [7, 3, 5, 1]
    assert list(result["who"]) == list("abcd")
    assert list(result["refused"].isna()) == [True, True, True, False]
    people = [{"fever": True, "diabetes": True}, {"fever": "unsure", "diabetes": True}, {"diabetes": False}, {}]
    assert list(result["level"]) == [str(evaluate(person).level) for person in people]


def test_a_narrow_float_is_read_as_it_is():
    """38.1 in 32 bits is a little less than 38.1, and is compared as that."""
    frame = pl.DataFrame({"temperature_c": pl.Series([37.9, 38.0, 38.1], dtype=pl.Float32), "diabetes": [True] * 3})
    people = [{"temperature_c": float(number), "diabetes": True} for number in frame["temperature_c"]]
    assert evaluate_frame(frame)["level"].to_list() == [str(evaluate(person).level) for person in people]


def test_reasons_are_those_of_evaluate():
    """For the few rows that somebody looks at."""
    frame = pl.DataFrame({"saddle_numbness": [True, False], "fever": ["unsure", "no"]})
    assert reasons(frame) == [evaluate({"saddle_numbness": True, "fever": "unsure"}).fired, ()]
    assert fired_rules(evaluate_frame(frame))["fired"].to_list()[1] == []


def test_the_sql_text_alone():
    """Pasted into DuckDB by hand, with the columns as it says."""
    columns = {finding.name: [None, None] for finding in RULES.findings.values()}
    columns["saddle_numbness" if "saddle_numbness" in columns else "saddle_sensory_change"] = ["yes", "no"]
    kinds = {name: pl.Float64 if RULES.findings[name].kind == "quantity" else pl.String for name in columns}
    connection = duckdb.connect()
    connection.register("answers", pl.DataFrame(columns, schema=kinds).to_arrow())
    assert found(connection.sql(to_sql()).pl(), RULES) == expected(columns, RULES)
