"""Levels, timeframes and outcomes: their order is severity, and only severity."""

from __future__ import annotations

import json
import operator
import pickle

import pytest

from triage import Level, Outcome, Timeframe
from triage.model.outcome import OUTCOMES

ORDERINGS = [operator.lt, operator.le, operator.gt, operator.ge]


class TestWords:
    """Levels and timeframes are words that know their severity."""

    def test_levels_are_ordered_by_severity(self):
        """The alphabet would put emergency first."""
        assert list(Level) == [Level.NONE_FOUND, Level.STOP, Level.SEEK_CARE, Level.EMERGENCY]
        assert sorted(reversed(Level)) == list(Level)
        assert max(Level) is Level.EMERGENCY

    def test_timeframes_are_ordered_by_how_soon(self):
        """At-once, an ambulance, comes before now."""
        order = [Timeframe.FORTNIGHT, Timeframe.WEEK, Timeframe.DAYS, Timeframe.TODAY, Timeframe.NOW, Timeframe.AT_ONCE]
        assert list(Timeframe) == sorted(reversed(Timeframe)) == order
        assert Timeframe.AT_ONCE == "at-once"

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

    def test_at_once_is_the_worst_there_is(self):
        """An ambulance is called for nothing less than an emergency, and comes before going there oneself."""
        assert Outcome.parse("emergency at-once") > Outcome.parse("emergency now")
        assert max(OUTCOMES) == Outcome.parse("emergency at-once")

    def test_every_outcome_is_found_again_by_its_rank(self):
        """None-found, five timeframes for each level, and one more for an emergency."""
        assert [outcome.rank for outcome in OUTCOMES] == list(range(17))
        assert list(OUTCOMES) == sorted(OUTCOMES)
        assert len({str(outcome) for outcome in OUTCOMES}) == 17

    @pytest.mark.parametrize("text", ["none-found", "stop now", "seek-care fortnight", "emergency now", "emergency at-once"])
    def test_text_round_trips(self, text):
        """As rule files write it."""
        assert str(Outcome.parse(text)) == text
        assert pickle.loads(pickle.dumps(Outcome.parse(text))) == Outcome.parse(text)

    @pytest.mark.parametrize("text", ["urgent now", "emergency soon", "emergency at once", ""])
    def test_what_is_no_outcome_is_refused(self, text):
        """A level and a timeframe, as they are written."""
        with pytest.raises(ValueError, match=r".+"):
            Outcome.parse(text)

    @pytest.mark.parametrize("text", ["none-found now", "stop", "emergency"])
    def test_every_outcome_but_none_found_has_a_timeframe(self, text):
        """And none-found has none."""
        with pytest.raises(ValueError, match=r"^every outcome but none-found has a timeframe, and none-found has none$"):
            Outcome.parse(text)

    @pytest.mark.parametrize("text", ["seek-care at-once", "stop at-once"])
    def test_only_an_emergency_is_at_once(self, text):
        """Nobody calls an ambulance in order to be seen some time."""
        with pytest.raises(ValueError, match=r"^only an emergency is at-once: call an ambulance$"):
            Outcome.parse(text)

    def test_an_outcome_is_not_ordered_against_anything_else(self):
        """Not even against its own text."""
        with pytest.raises(TypeError):
            assert Outcome.parse("stop now") < "stop now"
