"""Terms and their least severe points, one example for each way in which a bound, an option or a doubt is met."""

from __future__ import annotations

import pytest

import corners
from triage.engine.compiler import compiled
from triage.engine.program import CompiledRule
from triage.model.conditions import Bound, Chosen, Operator, Present
from triage.model.findings import Finding, Option
from triage.proof.terms import minimal, places, points, terms, told

RASH, PAIN, ILL, NUMB = (Present(name) for name in ("rash", "pain", "ill", "numb"))
AT_LEAST, ABOVE, AT_MOST, BELOW = Operator.AT_LEAST, Operator.ABOVE, Operator.AT_MOST, Operator.BELOW

SCORE = Finding("score", "quantity", range=(0, 10))
GRIP = Finding("score", "quantity", range=(0, 10), worse="lower")
YEARS = Finding("score", "quantity", range=(0, 10), whole=True)
HEAT = Finding("score", "quantity", range=(0, 10), worse="both", normal=(4, 6))
BROKEN = Finding("score", "quantity", range=(0, 10), worse="both", normal=(4.2, 4.8))
WIDER = Finding("score", "quantity", range=(0, 10), worse="both", normal=(4.2, 5.8))

POINTS = [
    ("a lower bound", SCORE, SCORE, [(AT_LEAST, 5)], 5),
    ("a strict lower bound", SCORE, SCORE, [(ABOVE, 5)], 5.0000001),
    ("an upper bound", GRIP, GRIP, [(AT_MOST, 5)], 5),
    ("a strict upper bound", GRIP, GRIP, [(BELOW, 5)], 4.9999999),
    ("a whole number, strictly above", YEARS, YEARS, [(ABOVE, 5)], 6),
    ("a whole number above a broken one", YEARS, YEARS, [(ABOVE, 5.5)], 6),
    ("a whole number from a broken one", YEARS, YEARS, [(AT_LEAST, 5.5)], 6),
    ("a whole number from a whole one", YEARS, YEARS, [(AT_LEAST, 5)], 5),
    ("the higher of two lower bounds", SCORE, SCORE, [(AT_LEAST, 3), (AT_LEAST, 5)], 5),
    ("the lower of two upper bounds", GRIP, GRIP, [(AT_MOST, 3), (AT_MOST, 5)], 3),
    ("the low end of a span", SCORE, SCORE, [(AT_LEAST, 3), (AT_MOST, 5)], 3),
    ("the high end of a span", GRIP, GRIP, [(AT_LEAST, 3), (AT_MOST, 5)], 5),
    ("a span of one number", SCORE, SCORE, [(AT_LEAST, 5), (AT_MOST, 5)], 5),
    ("an empty span", SCORE, SCORE, [(AT_LEAST, 5), (AT_MOST, 4)], None),
    ("beyond the range", SCORE, SCORE, [(ABOVE, 10)], None),
    ("a whole span, upwards", YEARS, YEARS, [(AT_LEAST, 3), (BELOW, 3.5)], 3),
    ("a whole number, strictly below", YEARS, GRIP, [(BELOW, 5)], 4),
    ("a whole number below a broken one", YEARS, GRIP, [(BELOW, 5.5)], 5),
    ("a whole number up to a broken one", YEARS, GRIP, [(AT_MOST, 5.5)], 5),
    ("a whole number up to a whole one", YEARS, GRIP, [(AT_MOST, 5)], 5),
    ("above the band", HEAT, HEAT, [(AT_LEAST, 8)], 8),
    ("below the band", HEAT, HEAT, [(AT_MOST, 2)], 2),
    ("into the band from below", SCORE, HEAT, [(AT_LEAST, 2)], 4),
    ("into the band and no further", SCORE, HEAT, [(AT_LEAST, 2), (AT_MOST, 5)], 4),
    ("into the band from within", SCORE, HEAT, [(AT_LEAST, 5)], 5),
    ("worse higher, now lower", SCORE, GRIP, [(AT_LEAST, 2)], 10),
    ("worse higher, now both", SCORE, HEAT, [(AT_LEAST, 7)], 7),
    ("whole, now in a band that holds a whole number", YEARS, HEAT, [(AT_LEAST, 2)], 4),
    ("whole, now below a broken band", YEARS, BROKEN, [(AT_MOST, 3)], 3),
    ("whole, now above a broken band", YEARS, BROKEN, [(AT_LEAST, 7)], 7),
    ("whole, now from below into the band's first whole number", YEARS, WIDER, [(AT_LEAST, 2)], 5),
]


class TestPoints:
    """The least severe symptoms that meet a term."""

    @pytest.mark.parametrize(("before", "now", "bounds", "value"), [each[1:] for each in POINTS], ids=[each[0] for each in POINTS])
    def test_a_number_is_on_the_line_or_just_inside_where_it_is_least_severe_now(self, before, now, bounds, value):
        """Within the old range, and least severe by the new vocabulary."""
        term = [Bound("score", operator, line) for operator, line in bounds]
        expected = [] if value is None else [{"score": value}]
        assert list(points(term, {"score": before}, after={"score": now})) == expected

    def test_a_band_that_no_whole_number_reaches_is_tried_on_both_its_sides(self):
        """Once the rules took whole numbers only, neither neighbour of the new band is less severe, and nobody could give one in it."""
        for bounds, numbers in (([(AT_LEAST, 2)], [4, 5]), ([(AT_LEAST, 5)], [5]), ([(AT_MOST, 4)], [4])):
            term = [Bound("score", operator, line) for operator, line in bounds]
            assert list(points(term, {"score": YEARS}, after={"score": BROKEN})) == [{"score": number} for number in numbers]

    def test_a_term_is_told_in_a_sentence(self):
        """Names as rule files have them."""
        term = (RASH, Bound("score", AT_LEAST, 3), Chosen("side", ("left", "right")))
        assert told(term) == "`rash` and `score` at least 3 and `side` is `left` or `right`"

    def test_a_term_is_tried_as_it_is_and_in_doubt(self):
        """Each place with the rank that its rule gives there; in doubt its flags are unsure, but for those that stay sure."""
        rule, both = CompiledRule(0, 9, 4, (), 0), {"rash": True, "pain": True}
        for unsure in (True, False):
            assert list(places((RASH, PAIN), rule, {}, unsure=unsure)) == [(both, 9), ({"rash": "unsure", "pain": "unsure"}, 4)]
            found = list(places((RASH, PAIN), rule, {}, unsure=unsure, sure=("rash",)))
            assert found == [(both, 9), ({"rash": True, "pain": "unsure"}, 4)]
            assert list(places((RASH, PAIN), rule, {}, unsure=unsure, sure=("rash", "pain"))) == [(both, 9)]

    def test_a_number_in_doubt_is_tried_at_its_point_and_as_unsure(self):
        """Neither is less severe than the other, beside a flag that is unsure; alone only the unsure is a doubt."""
        rule, above = CompiledRule(0, 9, 4, (), 0), Bound("score", AT_LEAST, 3)
        assert list(places((above,), rule, {"score": SCORE}, unsure=True)) == [({"score": 3}, 9), ({"score": "unsure"}, 4)]
        assert list(places((above, RASH), rule, {"score": SCORE}, unsure=True, after={"score": GRIP})) == [
            ({"score": 10, "rash": True}, 9),
            ({"score": 10, "rash": "unsure"}, 4),
            ({"score": "unsure", "rash": "unsure"}, 4),
        ]
        assert list(places((above,), rule, {"score": SCORE}, unsure=True, sure=("score",))) == [({"score": 3}, 9)]

    def test_in_format_1_no_number_and_no_option_was_a_doubt(self):
        """Then only flags are tried unsure."""
        rule, above = CompiledRule(0, 9, 4, (), 0), Bound("score", AT_LEAST, 3)
        assert list(places((above,), rule, {"score": SCORE}, unsure=False)) == [({"score": 3}, 9)]
        found = list(places((above, RASH), rule, {"score": SCORE}, unsure=False))
        assert found == [({"score": 3, "rash": True}, 9), ({"score": 3, "rash": "unsure"}, 4)]

    def test_options_in_doubt_are_tried_each_and_as_unsure(self):
        """With every number beside them, in every way."""
        side = Finding("side", "choice", options=(Option("a"), Option("b"), Option("c"), Option("unsure")))
        rule, term = CompiledRule(0, 9, 4, (), 0), (Chosen("side", ("a", "b")), Bound("score", AT_LEAST, 3))
        found = list(places(term, rule, {"side": side, "score": SCORE}, unsure=True))
        assert [place for place, rank in found if rank == 9] == [{"side": option, "score": 3} for option in "ab"]
        doubts = [tuple(place.values()) for place, rank in found if rank == 4]
        assert {frozenset(each) for each in doubts} == {
            frozenset(pair) for pair in (("a", "unsure"), ("b", "unsure"), ("unsure",), ("unsure", 3))
        }

    def test_a_doubt_that_raises_nothing_is_not_tried(self):
        """There is nothing to lower."""
        rule = CompiledRule(0, 9, 0, (), 0)
        assert list(places((RASH,), rule, {}, unsure=True)) == [({"rash": True}, 9)]

    def test_each_option_that_all_lists_hold_makes_a_point(self):
        """In order, together with everything else; none where the lists share no option."""
        side, pace = (Finding(name, "choice", options=(Option("a"), Option("b"), Option("c"))) for name in ("side", "pace"))
        findings = {"side": side, "pace": pace, "score": SCORE, "other": SCORE}
        term = (RASH, Chosen("side", ("c", "a", "b")), Chosen("side", ("b", "c")), Chosen("pace", ("a",)))
        both = (Bound("score", AT_LEAST, 3), Bound("other", ABOVE, 4))
        found = list(points((*term, *both), findings, after={"side": side}))
        assert found == [{"rash": True, "score": 3, "other": 4.0000001, "side": side, "pace": "a"} for side in ("b", "c")]
        assert list(points((Chosen("side", ("a",)), Chosen("side", ("b",))), findings)) == []


class TestTerms:
    """Every minimal way to fire, and no other."""

    WIDE = (RASH, corners.COLD)

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ("rash-and-fever", [{RASH, Present("fever")}]),
            (
                "two-signs",
                [{RASH, PAIN}, {RASH, NUMB}, {RASH, corners.FEEBLE}, {PAIN, NUMB}, {PAIN, corners.FEEBLE}, {NUMB, corners.FEEBLE}],
            ),
            (
                "two-of-wide",
                [{one, two} for one in WIDE for two in (PAIN, corners.ELDER, corners.WEAK)] + [{PAIN, corners.ELDER}, {PAIN, corners.WEAK}],
            ),
            (
                "counted-and",
                [
                    {*two, one, corners.WARM}
                    for two in ((RASH, ILL), (RASH, PAIN), (ILL, PAIN))
                    for one in (Present("scan"), corners.FEEBLE)
                ],
            ),
            ("either-way", [{RASH, PAIN}, {ILL, NUMB, corners.ELDER}]),
        ],
    )
    def test_a_rule_fires_in_these_ways(self, rule, expected):
        """Shortest first, each once."""
        program = compiled(corners.CONTENT)
        place = [each.id for each in corners.RULES].index(rule)
        found = [frozenset(term) for term in terms(program.rules[place], program)]
        assert len(found) == len(expected)
        assert set(found) == {frozenset(term) for term in expected}
        assert [len(term) for term in found] == sorted(len(term) for term in found)

    def test_what_holds_another_whole_mask_is_dropped(self):
        """However much larger it is, and what is there twice is there once."""
        assert minimal([0b1, 0, 0b11]) == [0]
        assert minimal([0b111, 0b011, 0b011, 0b100, 0b110]) == [0b100, 0b011]
        assert sorted(minimal([0b1111, 0b0111, 0b1011, 0b10000])) == [0b0111, 0b1011, 0b10000]
        assert sorted(minimal([0b11110, 0b00011, 0b00110, 0b11001])) == [0b00011, 0b00110, 0b11001]
