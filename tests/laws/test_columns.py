"""Law 11, one meaning: the plan that data frames and SQL are written from says what `evaluate` says, for every row."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import any_rules

from triage import evaluate
from triage.adapters.columns import AllOf, AnyOf, Counted, Holds, Says, Spans, sort_columns
from triage.adapters.decoding import decoded
from triage.adapters.plans import plan_of
from triage.adapters.refusing import TableError
from triage.adapters.sql import to_sql
from triage.testing import symptoms

PEOPLE = 12


@st.composite
def tables(draw):
    """A rule set, and what several people answered."""
    rules = draw(any_rules)
    return rules, draw(st.lists(symptoms(rules), min_size=1, max_size=PEOPLE))


def as_columns(people, rules, *, text):
    """How each column holds its cells, and the rows; flags as text, or true and false where nobody is unsure."""
    names = {name: finding for finding in rules.findings.values() for name in (finding.name, *finding.aliases)}
    rows = [{} for _ in people]
    kinds = {}
    for name in sorted({name for person in people for name in person}):
        finding, cells = names[name], [person.get(name) for person in people]
        if finding.kind == "flag":
            kinds[name] = "text" if text or "unsure" in cells else "boolean"
            words = {True: "yes", False: "no"} if kinds[name] == "text" else {}
            cells = [words.get(cell, cell) for cell in cells]
        elif finding.kind == "quantity":
            kinds[name] = "number"
            if "unsure" in cells:
                kinds[f"{name}__unsure"] = "boolean"
                for row, cell in zip(rows, cells, strict=True):
                    row[f"{name}__unsure"] = cell == "unsure"
                cells = [None if cell == "unsure" else cell for cell in cells]
        else:
            kinds[name] = "text"
        for row, cell in zip(rows, cells, strict=True):
            row[name] = cell
    return kinds, rows


def value(expression, row, known, kinds):
    """What an expression is for one row: the few lines that frames and SQL say in their own ways."""
    match expression:
        case Holds(name):
            return known[name]
        case Says(column, words):
            return row[column] is True if kinds[column] == "boolean" else row[column] in words
        case Spans(column, low, has_low, high, has_high):
            cell = row[column]
            return cell is not None and (low <= cell if has_low else low < cell) and (cell <= high if has_high else cell < high)
        case AllOf(parts):
            return all(value(part, row, known, kinds) for part in parts)
        case AnyOf(parts):
            return any(value(part, row, known, kinds) for part in parts)
        case Counted(count, parts):
            return sum(value(part, row, known, kinds) for part in parts) >= count


@settings(max_examples=50)
@given(tables(), st.booleans())
def test_the_plan_says_what_evaluate_says(table, text):
    """Every rule that fires, surely or in doubt, and no other."""
    rules, people = table
    kinds, rows = as_columns(people, rules, text=text)
    plan = plan_of(rules, kinds)
    for person, row in zip(people, rows, strict=True):
        known = {}
        for step in plan.steps:
            known |= {name: value(expression, row, known, kinds) for name, expression in step.items()}
        sure = [value(expression, row, known, kinds) for expression in plan.sure]
        doubt = [value(expression, row, known, kinds) and not surely for expression, surely in zip(plan.doubt, sure, strict=True)]
        masks = [
            [sum(1 << bit for bit, met in enumerate(which[start : start + 63]) if met) for start in range(0, len(which), 63)]
            for which in (sure, doubt)
        ]
        expected = evaluate(person, rules=rules)
        assert decoded(*masks, rules) == tuple(firing.rule for firing in expected.fired)
        fired = [plan.ranks[place][0] for place, met in enumerate(sure) if met] + [
            plan.ranks[place][1] for place, met in enumerate(doubt) if met
        ]
        assert max(fired, default=0) == expected.outcome.rank


def test_an_unknown_column_is_named_with_the_nearest_finding(bundled):
    """Never skipped: a misspelt column would be a question that nobody was asked."""
    known, problems = sort_columns(["sadle_numbness", "fever", "id"], bundled, keep=["id"])
    assert known == ("fever",)
    assert [problem.code for problem in problems] == ["unknown-column"]
    assert "did you mean `saddle_numbness`" in problems[0].message


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_the_text_names_every_rule_and_the_digest(bundled, dialect):
    """Whoever reads the query finds each rule by its code."""
    text = to_sql(bundled, dialect)
    assert bundled.digest in text
    assert all(f"/* {rule.ref or rule.id} */" in text for rule in bundled.rules.values())
    assert text == to_sql(bundled, dialect)


def test_sql_refuses_a_column_that_is_no_finding(bundled):
    """The same error as a frame gives."""
    with pytest.raises(TableError, match="did you mean"):
        to_sql(bundled, columns={"sadle_numbness": "boolean"})
