"""``triage import-table``: a decision table in CSV becomes rules, and rules become a table."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from attrs import evolve

from triage import RuleError, evaluate, load_rules
from triage.cli import main
from triage.model.conditions import All
from triage.model.conditions import Any as AnyOf
from triage.model.soundness import problems_of
from triage.packs.decision_table import read_table
from triage.packs.table_rows import table_of, ways
from triage.proof.downgrade import compare

ROOT = Path(__file__).parent.parent.parent
HEADACHE = ROOT / "examples" / "packs" / "headache"


@pytest.fixture
def bare(tmp_path):
    """The example without its rules."""
    pack = tmp_path / "headache"
    shutil.copytree(HEADACHE, pack)
    for folder in ("brain", "eye", "infection", "pregnancy", "vascular"):
        shutil.rmtree(pack / folder)
    return pack


def fires(when):
    """Each way to meet a condition, in whatever order its leaves are written."""
    return [set(way) for way in ways(when)]


def imported(rules, vocabulary):
    """The conditions of the rules of a table, by id."""
    return {rule.id: rule for rule in read_table(table_of(rules), file="t.csv", vocabulary=vocabulary)}


class TestRoundTrip:
    """Rules written as a table and read again are the same rules."""

    def test_the_example_comes_back_from_its_table(self, bare, capsys):
        """Every word, every condition; its own check and its people hold, and every slip is caught by the cases that are written."""
        whole = load_rules(HEADACHE)
        table = bare.parent / "table.csv"
        assert main(["export", "table", "--rules", str(HEADACHE)]) == 0
        table.write_text(capsys.readouterr().out, "utf-8")
        assert main(["import-table", str(table), str(bare)]) == 0
        assert "9 rules of " in capsys.readouterr().out
        again = load_rules(bare)
        for id, rule in whole.rules.items():
            assert evolve(again.rules[id], when=rule.when, cases=rule.cases) == rule
            assert fires(again.rules[id].when) == fires(rule.when)
        assert main(["mutants", str(bare)]) == 0
        assert " 0 left" in capsys.readouterr().out
        # The order of rules is that of their folders, which a table without `cause` names after what they suspect.
        assert sorted(csv.reader(io.StringIO(table_of(again)))) == sorted(csv.reader(io.StringIO(table.read_text("utf-8"))))

    @pytest.mark.parametrize("which", ["bundled", "sample"])
    def test_any_rules_come_back_with_each_way_to_fire(self, which, request):
        """Counts, definitions, choices and bounds among them; the rules of the table give nobody less or more."""
        rules = request.getfixturevalue(which)
        found = imported(rules, rules.vocabulary)
        assert list(found) == list(rules.rules)
        for rule in rules.content.rules:
            assert [set(row) for row in found[rule.id].rows] == fires(rule.when)
        made = tuple(evolve(rule, when=found[rule.id].when) for rule in rules.content.rules)
        assert not problems_of(evolve(rules.content, rules=made))
        again = type(rules).of(evolve(rules.content, rules=made))
        for old, new in ((rules, again), (again, rules)):
            assert not compare(old, new).downgraded

    def test_rows_of_one_id_are_one_rule_that_either_fires(self, bare):
        """And the cells of a row hold together."""
        table = bare.parent / "table.csv"
        table.write_text(
            "id;ref;title;outcome;suspects;say;because;sources;limits;has_headache;age_years;feverish;headache_sudden\n"
            'either;HA-50;Either;seek-care days;"one\ntwo";Go.;Why.;do-2019 B item 3;None.;yes;>= 50;;\n'
            "either;;;;;;;;;yes;;yes;yes\n",
            "utf-8",
        )
        assert main(["import-table", str(table), str(bare)]) == 0
        rules = load_rules(bare, cases=False)
        rule = rules.rules["either"]
        assert isinstance(rule.when, AnyOf)
        assert [type(each) for each in rule.when.members] == [All, All]
        assert (rule.suspects, rule.sources[0].where) == (("one", "two"), "item 3")
        for answers, outcome in (
            ({"has_headache": True, "age_years": 50}, "seek-care days"),
            ({"has_headache": True, "age_years": 49}, "none-found"),
            ({"has_headache": True, "feverish": True}, "none-found"),
            ({"has_headache": True, "feverish": True, "headache_sudden": True}, "seek-care days"),
        ):
            assert str(evaluate(answers, rules=rules).outcome) == outcome
        assert (bare / "one" / "either.yaml").is_file()


class TestFaults:
    """Every fault of a table, by row and column."""

    def said(self, text, vocabulary):
        """What is said against a table."""
        with pytest.raises(RuleError) as refused:
            read_table(text, file="t.csv", vocabulary=vocabulary)
        return [str(problem) for problem in refused.value.problems]

    @pytest.mark.parametrize(
        ("column", "cell", "message"),
        [
            ("outcome", "seek-care soon", "t.csv:2:4: row 2, column `outcome`: `seek-care soon` must be a level"),
            ("ref", "first", "t.csv:2:2: row 2, column `ref`: `first`: a ref is letters, a hyphen and a number"),
            ("title", "", "t.csv:2:3: row 2, column `title`: `title` is missing"),
            ("sources", "mine", "t.csv:2:8: row 2, column `sources`: `` must be `A`, `B`, `C`, `D` or `S`"),
            ("age_years", "fifty", "t.csv:2:10: row 2, column `age_years`: `fifty` must be a bound such as `>= 38` or `< 36.5`"),
            (
                "age_years",
                ">= 130",
                "t.csv:2:10: row 2, column `age_years`: no value of `age_years` meets this bound; its range is 0 to 120",
            ),
            ("age_years", "<= 48", "t.csv:2:10: row 2, column `age_years`: this bound reaches into the normal band of `age_years`"),
            ("feverish", "maybe", "t.csv:2:11: row 2, column `feverish`: `maybe` must be `yes`, or empty where it doesn't matter"),
            ("feverish", "no", "t.csv:2:11: row 2, column `feverish`: there is no `no` in a table"),
            ("pregnancy_state", "pregnent", "t.csv:2:12: row 2, column `pregnancy_state`: unknown option `pregnent`"),
            ("sex_at_birth", "female", "t.csv:2:13: row 2, column `sex_at_birth`: `sex_at_birth` is marked `context: true`"),
        ],
    )
    def test_a_cell_is_named_by_row_and_column(self, bundled, column, cell, message):
        """With what would be right."""
        good = {"id": "a-rule", "ref": "X-01", "title": "T", "outcome": "stop now", "suspects": "x", "say": "S.", "because": "B."}
        good |= {"sources": "mine D", "limits": "L.", "age_years": ">= 50", "feverish": "", "pregnancy_state": "", "sex_at_birth": ""}
        text = io.StringIO()
        writer = csv.DictWriter(text, list(good))
        writer.writeheader()
        writer.writerow(good | {column: cell})
        (said,) = self.said(text.getvalue(), bundled.vocabulary)
        assert said.startswith(message)

    def test_columns_rows_and_all_faults_at_once(self, bundled):
        """A column that means nothing stops the reading; of the rows every fault is told."""
        said = self.said("id,title,feverich,id\nx,,yes,\n", bundled.vocabulary)
        assert said[0] == "t.csv:1:3: row 1, column `feverich`: no finding, and nothing of a rule; did you mean `feverish`?"
        assert said[1] == "t.csv:1:4: row 1, column `id`: there are two columns of this name"
        assert said[2].startswith("t.csv:1:1: row 1, column `id`: the table has no column `ref`, `outcome`")
        header = "id,ref,title,outcome,suspects,say,because,sources,limits,feverish\n"
        row = "a,X-1,T,stop now,x,S.,B.,m D,L.,yes\n"
        said = self.said(
            f"{header}{row}a,X-2,,,,,,,,yes\n,,T,,,,,,,yes\nb,X-3,T,stop now\nc,X-4,T,stop now,x,S.,B.,m D,L.,\n", bundled.vocabulary
        )
        assert sorted(said) == [
            "t.csv:3:2: row 3, column `ref`: row 2 says something else of the same rule; leave it empty here",
            "t.csv:4:1: row 4, column `id`: every row says of which rule it is",
            "t.csv:5:5: row 5, column `suspects`: it has 4 cells and the first row 10",
            "t.csv:6:1: row 6, column `id`: no finding is asked for, so everybody would meet it",
        ]

    @pytest.mark.parametrize("text", ["", "id\n", 'id,"ref\n', "id\0,ref\n"])
    def test_what_is_no_table_is_refused(self, text, bundled):
        """Whatever is wrong with it."""
        assert self.said(text, bundled.vocabulary)[0].startswith("t.csv:1:1: ")

    def test_rules_that_are_there_are_left(self, bare, capsys):
        """All of them, unless they are to be replaced; what is the same is no change."""
        table = bare.parent / "table.csv"
        main(["export", "table", "--rules", str(HEADACHE)])
        text = capsys.readouterr().out
        table.write_text(text, "utf-8")
        main(["import-table", str(table), str(bare)])
        assert main(["import-table", str(table), str(bare)]) == 0
        table.write_text(text.replace("A new headache at your age", "A headache at your age"), "utf-8")
        before = {file: file.read_bytes() for file in bare.rglob("*.yaml")}
        capsys.readouterr()
        assert main(["import-table", str(table), str(bare)]) == 1
        assert "headache-older-age.yaml is there already, and is left" in capsys.readouterr().err
        assert {file: file.read_bytes() for file in bare.rglob("*.yaml")} == before
        assert main(["import-table", str(table), str(bare), "--replace"]) == 0
        assert load_rules(bare).rules["headache-older-age"].say.startswith("A headache at your age")
