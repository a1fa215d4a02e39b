"""``triage alarm``: invented people of a table of shares, and what rules give them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from triage import RuleError, load_rules
from triage.cli import main
from triage.model.findings import UNSURE
from triage.simulation.form import Form
from triage.simulation.people import From, person, trait
from triage.simulation.shares import bundled_shares, measured, read_shares

PACKS = Path(__file__).parent.parent / "examples" / "packs"
PEOPLE = PACKS / "headache-people.csv"
HEADER = "finding,of,otherwise,fact,everybody,plain,worse,source,why\n"
ROWS = "(people),,,,,0.9,0.1,assumed,\n"


@pytest.fixture(scope="module")
def headache():
    """The example pack."""
    return load_rules(PACKS / "headache")


class TestCommand:
    """What is printed: how many are alarmed, and that it is no data."""

    def test_any_pack_with_a_table_of_its_own(self, capsys):
        """The same at every run, and another with another seed; worse at worst."""
        command = ["alarm", str(PACKS / "headache"), "--people", str(PEOPLE), "--number", "200"]
        assert main(command) == 0
        said = capsys.readouterr().out
        assert said.startswith("A simulation, not data: 200 invented people of each kind, headache 0.2.0, seed 1.\n")
        assert "Of the 23 shares of answers 0 come from a study; the others are assumed." in " ".join(said.split())
        lines = {line.split("  ")[0]: line.split() for line in said.splitlines()}
        assert all(float(lines[kind][-1]) > 0 for kind in ("plain", "migraine", "older"))
        emergency, today, care = map(float, lines["everybody, by the shares of the kinds"][-3:])
        assert 0 < emergency < today <= care < 100
        main(command)
        assert capsys.readouterr().out == said
        main([*command, "--seed", "2"])
        assert capsys.readouterr().out != said

    def test_the_bundled_rules_have_an_example(self, capsys):
        """With nothing named at all; it has a row for every question."""
        assert main(["alarm", "--number", "3", "--clustered"]) == 0
        said = capsys.readouterr().out
        assert "invented people of each kind, low-back-pain " in said
        assert "no row for them" not in said

    def test_the_rules_behind_one_kind(self, capsys):
        """By their refs; a kind that isn't there is told."""
        command = ["alarm", str(PACKS / "headache"), "--people", str(PEOPLE), "--number", "100", "--kind"]
        assert main([*command, "older"]) == 0
        assert "HA-09 headache-older-age" in capsys.readouterr().out
        assert main([*command, "elder"]) == 2
        assert "did you mean `older`?" in capsys.readouterr().err

    def test_another_pack_needs_another_table(self, capsys):
        """The example is of the bundled questions; what a table leaves out is named."""
        assert main(["alarm", str(PACKS / "headache")]) == 1
        assert "name a table of shares for headache with --people" in capsys.readouterr().err
        assert main(["alarm", "--people", str(PEOPLE), str(PACKS / "headache"), "--onto", "--number", "2"]) == 0
        assert "Answered harmlessly, because the table has no row for them: sex_at_birth, " in capsys.readouterr().out


class TestPeople:
    """Who is drawn."""

    @pytest.mark.parametrize("clustered", [False, True])
    def test_each_answer_is_as_frequent_as_its_share(self, headache, clustered):
        """Clustered or not; within what chance allows of 20,000 people."""
        shares = read_shares(PEOPLE.read_text("utf-8"), file="p.csv", vocabulary=headache.vocabulary)
        chance = Random(1)
        drawn = [person("plain", shares.rows, chance=chance, tilt=trait(chance, clustered=clustered)) for _ in range(20_000)]
        for row in shares.rows:
            if isinstance(row.plain, float) and not row.of:
                assert sum(each[row.name] for each in drawn) / len(drawn) == pytest.approx(row.plain, abs=0.01)
        assert sum(each["headache_deficit"] for each in drawn) / len(drawn) == pytest.approx(0.02 * 0.5 + 0.98 * 0.002, abs=0.004)

    def test_nobody_answers_what_isnt_put_to_them(self, headache):
        """Whoever has no headache is asked about nothing else; with doubts only where somebody may doubt."""
        form = Form(headache, certain={"has_headache", "age_years"})
        answers = form.filled_in({"has_headache": False, "age_years": 40}, chance=Random(1), unsure=1.0)
        assert answers == {"age_years": 40, "has_headache": False}
        answers = form.filled_in({"has_headache": True, "age_years": 40}, chance=Random(1), unsure=1.0)
        assert len(answers) == len(headache.findings)
        assert {name for name, answer in answers.items() if answer != UNSURE} == {"has_headache", "age_years"}

    def test_the_bundled_table_says_what_is_from_a_study(self, bundled):
        """Few of its shares are."""
        shares = bundled_shares(bundled.vocabulary)
        assert measured(shares.rows) == (15, 448)
        assert sum(shares.types.values()) == pytest.approx(1.0)
        flares = next(row for row in shares.rows if row.name == "_flare_2_weeks")
        assert isinstance(flares.types["ces"], From)
        assert flares.types["ces"].share == 0.8


class TestFaults:
    """A bad table is refused whole, each fault by row and column."""

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            (
                "feverich,,,,0.1,,,assumed,",
                "t.csv:3:1: row 3, column `finding`: no question is called `feverich`; did you mean `feverish`?",
            ),
            ("feverish,_ill,,,0.1,,,assumed,", "t.csv:3:2: row 3, column `of`: no row above is of `_ill`"),
            ("feverish,,,sure,0.1,,,assumed,", "t.csv:3:4: row 3, column `fact`: must be empty, `yes`"),
            (
                "feverish,,,,1.2,,,assumed,",
                "t.csv:3:5: row 3, column `everybody`: `1.2` must be the share of those who say yes, from 0 to 1",
            ),
            (
                "feverish,,,,,0.1,,assumed,",
                "t.csv:3:5: row 3, column `everybody`: a share is missing, and not every kind has one of its own",
            ),
            (
                "age_years,,,,0.1,,,assumed,",
                "t.csv:3:5: row 3, column `everybody`: `0.1` must be bands of numbers, such as `18-44: 0.6 | 45-90: 0.4`",
            ),
            ("age_years,,,,18-44,,,assumed,", "t.csv:3:5: row 3, column `everybody`: `18-44` must be"),
            ("age_years,,,,old: 1,,,assumed,", "t.csv:3:5: row 3, column `everybody`: `old: 1` must be bands of numbers"),
            ("feverish,,,,0.1 [x,,,assumed,", "t.csv:3:5: row 3, column `everybody`: the bracket of its source isn't closed"),
            ("feverish,,,,0.1,,,,", "t.csv:3:8: row 3, column `source`: where is it from? say `assumed` where it is from nowhere"),
            ("feverish,,,,0.1,,assumed,", "t.csv:3:1: row 3: it has 8 cells and the first row 9"),
        ],
    )
    def test_a_cell_is_named(self, headache, row, message):
        """With what would be right."""
        with pytest.raises(RuleError) as refused:
            read_shares(f"{HEADER}{ROWS}{row}\n", file="t.csv", vocabulary=headache.vocabulary)
        (problem,) = refused.value.problems
        assert str(problem).startswith(message)

    def test_an_option_that_isnt_there(self, bundled):
        """Of a choice."""
        with pytest.raises(RuleError, match=r"`sex_at_birth` has no option `men`"):
            read_shares(f"{HEADER}{ROWS}sex_at_birth,,,,men: 1,,,assumed,\n", file="t.csv", vocabulary=bundled.vocabulary)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "the columns of a table of shares are"),
            ("finding,of\n", "the columns of a table of shares are"),
            (f'{HEADER}"', "the columns of a table of shares are"),
            (HEADER, "no row `(people)` says how many of all people are of each kind"),
            (f"{HEADER}(people),,,,,0.9,some,assumed,\n", "row 2, column `worse`: must be a share of all people above 0"),
        ],
    )
    def test_what_is_no_table(self, headache, text, message):
        """Whatever is wrong with it."""
        with pytest.raises(RuleError) as refused:
            read_shares(text, file="t.csv", vocabulary=headache.vocabulary)
        assert message in str(refused.value.problems[0])
