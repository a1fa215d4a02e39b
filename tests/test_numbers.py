"""What a person types: numbers, by one grammar for every command, and boxes."""

from __future__ import annotations

import json

import pytest

from terminals import RULES
from triage.cli import main
from triage.commands.numbers import NumberRefused, number_from
from triage.commands.replies import Unusable, ticks_from
from triage.model.findings import UNSURE, Finding


class TestNumbers:
    """What is typed means one number, or is refused with what to type instead; the same for `ask` and `evaluate`."""

    DAYS = Finding("days", "quantity", unit="days", range=(0, 3650), whole=True)
    HEAT = Finding("heat", "quantity", unit="degrees Celsius", range=(30, 45))
    WEIGHT = Finding("weight", "quantity", unit="grams", range=(0, 5000))

    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("38", 38),
            ("38.5", 38.5),
            ("38,5", 38.5),
            (" 38 ", 38),
            ("038", 38),
            ("38,500", 38.5),
            (",5", 0.5),
            ("0,500", 0.5),
            ("-5", -5),
            ("12,34", 12.34),
            ("1234,567", 1234.567),
        ],
    )
    def test_digits_with_a_point_or_a_comma_are_a_number(self, typed, number):
        """A whole number stays an int; whether the quantity takes it is for the engine to say."""
        found = number_from(typed, self.HEAT)
        assert (found, type(found)) == (number, type(number))

    @pytest.mark.parametrize(
        ("typed", "why"),
        [
            ("1 000", "mark of thousands"),
            ("1,000,000", "mark of thousands"),
            ("1.000,5", "mark of thousands"),
            ("1'000", "mark of thousands"),
            ("1\u2009000", "space"),
            ("1\u202f000", "space"),
            ("٣٨", "digits other than 0 to 9"),
            ("３８", "digits other than 0 to 9"),
            ("5²", "digits other than 0 to 9"),
            ("½", "fraction"),
            ("1½", "fraction"),
            ("1/2", "fraction"),
            ("1e3", "exponent"),
            ("1_0", "underscore"),
            ("+5", "plus sign"),
            ("−5", "minus sign"),
            ("5.", "ends in a mark"),
            ("1.2.3", "more than one mark"),
            ("5 days", "letters"),
            ("nan", "letters"),
            ("0x10", "letters"),
            ("", "missing"),
            ("-", "can't be read"),
            ("9" * 5000, "too long"),
        ],
    )
    def test_everything_else_is_refused_with_its_cure(self, typed, why):
        """And what was typed isn't repeated: the message may end in a log."""
        with pytest.raises(NumberRefused) as refused:
            number_from(typed, self.WEIGHT)
        assert why in refused.value.why
        assert not typed or typed in "-/" or typed not in refused.value.why

    @pytest.mark.parametrize("typed", ["1,000", "1.000"])
    @pytest.mark.parametrize("finding", [DAYS, WEIGHT])
    def test_thousands_or_decimals_are_refused_with_both_readings(self, typed, finding):
        """One of them would lose three years, or make them up."""
        with pytest.raises(NumberRefused, match="two ways") as refused:
            number_from(typed, finding)
        assert refused.value.readings == ("1", "1000")

    def test_a_mark_of_thousands_is_never_taken(self):
        """Not even where the other reading is impossible: a person who means a day and a half didn't say 1500."""
        with pytest.raises(NumberRefused, match="mark of thousands") as refused:
            number_from("1,500", self.DAYS)
        assert refused.value.readings == ("1500",)

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["glow_days=1,000"], "`glow_days` can be read in two ways"),
            (["glow_days=1e3"], "`glow_days` has an exponent in it"),
            (["temperature_c=½"], "`temperature_c` has a fraction in it"),
            (["temperature_c=98.6"], "`temperature_c` must lie between 30 and 45 degrees Celsius; was it given in Fahrenheit?"),
        ],
    )
    def test_evaluate_says_the_same_without_the_number(self, capsys, arguments, told):
        """On standard error, by the finding's name."""
        assert main(["evaluate", *arguments, *RULES]) == 2
        error = capsys.readouterr().err
        assert error.startswith(told)
        assert arguments[0].partition("=")[2] not in error

    def test_evaluate_reads_a_comma_and_an_unsure(self, capsys):
        """As the interview does."""
        main(["evaluate", "temperature_c=38,5", "glow_days=unsure", "--json", *RULES])
        assert json.loads(capsys.readouterr().out)["answers"] == {"glow_days": "unsure", "temperature_c": 38.5}


class TestBoxes:
    """What is typed on a list of boxes."""

    @pytest.mark.parametrize(
        ("typed", "ticked"),
        [
            ("0", {}),
            ("1 3", {"a": True, "c": True}),
            ("1,3", {"a": True, "c": True}),
            ("3?", {"c": UNSURE}),
            ("2 3? 2", {"b": True, "c": UNSURE}),
        ],
    )
    def test_numbers_tick_and_a_question_mark_doubts(self, typed, ticked):
        """0 is none of these."""
        assert ticks_from(typed, ["a", "b", "c"]) == ticked

    @pytest.mark.parametrize("typed", ["", "yes", "0 1", "0?", "4", "2 2?", "1-3", "1.5", "٣"])
    def test_what_could_be_meant_otherwise_is_refused(self, typed):
        """Nothing beside none of these, no line that isn't there, no line twice in two ways."""
        with pytest.raises(Unusable):
            ticks_from(typed, ["a", "b", "c"])
