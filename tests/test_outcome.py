"""Levels, timeframes and outcomes: their order is severity, and only severity."""

from __future__ import annotations

import json
import operator
import pickle

import pytest

from triage import Level, Outcome, Timeframe

ORDERINGS = [operator.lt, operator.le, operator.gt, operator.ge]


class TestWords:
    """Levels and timeframes are words that know their severity."""

    def test_levels_are_ordered_by_severity(self):
        """The alphabet would put emergency first."""
        assert list(Level) == [Level.NONE_FOUND, Level.STOP, Level.SEEK_CARE, Level.EMERGENCY]
        assert sorted(reversed(Level)) == list(Level)
        assert max(Level) is Level.EMERGENCY
        assert max(Timeframe) is Timeframe.NOW

    def test_they_equal_their_plain_word(self):
        """Ready for JSON, databases and templates."""
        assert Level.SEEK_CARE == "seek-care"
        assert json.dumps({"level": Level.EMERGENCY}) == '{"level": "emergency"}'
        assert f"{Timeframe.TODAY}" == "today"
        assert {Level.STOP: 1}["stop"] == 1

    @pytest.mark.parametrize("compare", ORDERINGS)
    def test_ordering_against_a_plain_string_raises(self, compare):
        """On either side: an alphabetical comparison is a missed emergency."""
        with pytest.raises(TypeError, match="the alphabet doesn't know what is urgent"):
            compare(Level.EMERGENCY, "stop")
        with pytest.raises(TypeError, match=r'write Level\("emergency"\) on both sides'):
            compare("stop", Level.EMERGENCY)

    @pytest.mark.parametrize("compare", ORDERINGS)
    def test_a_level_is_not_ordered_against_a_timeframe(self, compare):
        """Nor either against a number."""
        for other in (Timeframe.NOW, 3):
            with pytest.raises(TypeError):
                compare(Level.STOP, other)


class TestOutcome:
    """An outcome is a level and a timeframe; the worst is the greatest."""

    def test_level_comes_before_timeframe(self):
        """An emergency of any kind outranks every seek-care."""
        assert Outcome.parse("seek-care today") > Outcome.parse("seek-care days") > Outcome.parse("stop now") > Outcome(Level.NONE_FOUND)
        assert Outcome.parse("emergency fortnight") > Outcome.parse("seek-care now")

    @pytest.mark.parametrize("text", ["none-found", "stop now", "seek-care fortnight", "emergency now"])
    def test_text_round_trips(self, text):
        """As rule files write it."""
        assert str(Outcome.parse(text)) == text
        assert pickle.loads(pickle.dumps(Outcome.parse(text))) == Outcome.parse(text)

    @pytest.mark.parametrize("text", ["none-found now", "stop", "urgent now", "emergency soon", ""])
    def test_what_is_no_outcome_is_refused(self, text):
        """Every outcome but none-found has a timeframe."""
        with pytest.raises(ValueError, match=r".+"):
            Outcome.parse(text)

    def test_an_outcome_is_not_ordered_against_anything_else(self):
        """Not even against its own text."""
        with pytest.raises(TypeError):
            assert Outcome.parse("stop now") < "stop now"
