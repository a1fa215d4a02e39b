"""Law 11 on what is open: every frame says of `complete` and the ceiling, row by row, what `evaluate` says."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest
from tables import drawn, expected, filled, found, still_open, table

from triage import bundled_rules, evaluate
from triage.adapters import plans, raising
from triage.adapters.frames import TableError, evaluate_frame
from triage.adapters.sql import columns_of, to_sql

RULES = bundled_rules()
COLUMNS = ["complete", "ceiling_level", "ceiling_within"]


def said(frame, rules=None):
    """The columns that say what is open, of a frame in polars or in DuckDB."""
    result = evaluate_frame(frame, rules, errors="mark", open=True)
    return (result if isinstance(result, pl.DataFrame) else result.pl()).select(COLUMNS).rows()


def in_duckdb(frame):
    """The same table as a relation."""
    return duckdb.connect().from_arrow(frame.to_arrow())


@pytest.mark.parametrize("part", range(4))
def test_random_rules(part):
    """Hundreds of random rule sets, each with a random table, some cells refused; in polars, and every fourth in DuckDB."""
    complete = incomplete = written = 0
    for seed in range(part * 50, (part + 1) * 50):
        rules = drawn(seed)
        columns = table(rules, 40, seed, yes=0.2, broken=0.02, booleans=0.3)
        frame = pl.DataFrame(columns, strict=False)
        wanted = still_open(columns, rules)
        result = evaluate_frame(frame, rules, errors="mark", open=True)
        assert result.select(COLUMNS).rows() == wanted, seed
        assert found(result, rules) == expected(columns, rules), seed
        if seed % 4 == 0:
            in_columns = not plans.plan_of(rules, columns_of(rules), open=True).open.unsettled
            assert not in_columns or said(in_duckdb(frame), rules) == wanted, seed
            written += in_columns
        complete += sum(row[0] for row in wanted)
        incomplete += sum(not row[0] for row in wanted)
    assert complete > 100
    assert incomplete > 100
    assert written > 5


@pytest.mark.parametrize("share", [0.0, 0.9])
@pytest.mark.parametrize("yes", [0.0, 0.02, 0.1])
def test_the_real_pack(share, yes):
    """300 people, with a fifth of the answers missing and with hardly any."""
    columns = filled(table(RULES, 300, seed=f"{share} {yes}", yes=yes), share, seed=yes)
    assert said(pl.DataFrame(columns)) == still_open(columns, RULES)


def test_the_real_pack_in_duckdb():
    """The same SELECT, run there."""
    columns = filled(table(RULES, 300, seed="duckdb", yes=0.02), 0.7, seed=1)
    assert said(in_duckdb(pl.DataFrame(columns))) == still_open(columns, RULES)


@pytest.mark.parametrize("columns", [["saddle_numbness"], ["temperature_c", "leg_pain_side"], []])
def test_a_table_with_few_columns(columns):
    """What has no column is open for everybody."""
    everything = table(RULES, 50, seed=3, yes=0.3)
    few = {name: everything[name] for name in columns if name in everything} or {"feverish": [None] * 50}
    assert said(pl.DataFrame(few, schema_overrides=None if columns else {"feverish": pl.Boolean})) == still_open(few, RULES)


def test_a_row_with_a_refused_cell_is_never_complete():
    """Whatever else it says; the ceiling counts the cell as open."""
    flags = [name for name, finding in RULES.findings.items() if finding.kind == "flag"]
    frame = pl.DataFrame({name: ["no", "perhaps" if name == "saddle_sensory_change" else "no"] for name in flags})
    ceiling = evaluate({name: False for name in flags if name != "saddle_sensory_change"}).ceiling
    assert said(frame)[1] == (False, str(ceiling.level), str(ceiling.within))


def test_nothing_more_is_worked_out_unless_asked():
    """The outcome alone has no such columns."""
    assert not {*COLUMNS} & {*evaluate_frame(pl.DataFrame({"feverish": [True]})).columns}


class TestWhereOnlyEvaluateCanTell:
    """Rules of which too much would have to be written down: the rows in question are asked about one by one."""

    @pytest.fixture(autouse=True)
    def _nothing_written_down(self, monkeypatch):
        monkeypatch.setattr(raising, "MOST", 0)
        plans._planned.cache_clear()
        yield
        plans._planned.cache_clear()

    def test_in_memory_the_result_is_the_same(self):
        """Random rule sets, all rows left to `evaluate` that aren't complete at once."""
        asked = 0
        for seed in range(40):
            rules = drawn(seed)
            columns = table(rules, 30, seed, yes=0.2, booleans=0.3)
            frame = pl.DataFrame(columns, strict=False)
            assert said(frame, rules) == still_open(columns, rules), seed
            plan = plans.plan_of(rules, {name: "text" for name in columns if rules.findings.get(name)}, open=True)
            asked += bool(plan.open.unsettled)
        assert asked > 10

    def test_a_query_is_refused(self):
        """With what to do instead; lazy frames and databases call no Python."""
        frame = pl.DataFrame({"feverish": [True, None]})
        for given in (frame.lazy(), in_duckdb(frame)):
            with pytest.raises(TableError, match="collect the table"):
                evaluate_frame(given, open=True)
        with pytest.raises(TableError, match="collect the table"):
            to_sql(open=True)
        assert said(frame) == still_open({"feverish": [True, None]}, RULES)
