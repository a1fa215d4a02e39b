"""Which slips are made of each part of a rule set, what each makes of it, and how each is judged."""

from __future__ import annotations

import pytest
from attrs import evolve

from corners import DAYS, NOW, TODAY
from triage import Outcome
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Defined, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.rules import Content, Definition, Rule
from triage.model.words import Case, FindingCase
from triage.proof.mutants import edits_of, mutants
from triage.proof.survivors import mutation

A, B, C = Present("a"), Present("b"), Present("c")
RED, SIDES = Chosen("side", ("red",)), Chosen("side", ("red", "blue"))
HOT = Bound("heat", Operator.AT_LEAST, 8)
STEPS = {"heat": 0.1, "years": 1}


def bound(operator, value, name="heat"):
    """A bound."""
    return Bound(name, Operator(operator), value)


EDITS = [
    ("a flag", A, []),
    ("one option", RED, []),
    (
        "two options",
        SIDES,
        [(("is", "red"), "drop the option `red`", Chosen("side", ("blue",))), (("is", "blue"), "drop the option `blue`", RED)],
    ),
    (
        "a bound",
        bound("above", 37.9),
        [
            ((), "move the bound from 37.9 to 37.8", bound("above", 37.8)),
            ((), "move the bound from 37.9 to 38.0", bound("above", 38.0)),
            ((), "at_least in place of above", bound("at_least", 37.9)),
        ],
    ),
    (
        "a whole bound",
        bound("at_most", 5, "years"),
        [
            ((), "move the bound from 5 to 4", bound("at_most", 4, "years")),
            ((), "move the bound from 5 to 6", bound("at_most", 6, "years")),
            ((), "below in place of at_most", bound("below", 5, "years")),
        ],
    ),
    ("all of one", All((A,)), []),
    ("any of one", Any((A,)), []),
    (
        "all of two",
        All((A, B)),
        [
            ((), "swap all for any", Any((A, B))),
            (("all", 0), "drop the branch", All((B,))),
            (("all", 1), "drop the branch", All((A,))),
        ],
    ),
    (
        "any of two, one with options",
        Any((SIDES, B)),
        [
            ((), "swap any for all", All((SIDES, B))),
            (("any", 0), "drop the branch", Any((B,))),
            (("any", 0, "is", "red"), "drop the option `red`", Any((Chosen("side", ("blue",)), B))),
            (("any", 0, "is", "blue"), "drop the option `blue`", Any((RED, B))),
            (("any", 1), "drop the branch", Any((SIDES,))),
        ],
    ),
    (
        "two of three",
        AtLeast(2, (A, B, C)),
        [
            (("at_least", "count"), "count 1 in place of 2", AtLeast(1, (A, B, C))),
            (("at_least", "count"), "count 3 in place of 2", AtLeast(3, (A, B, C))),
            (("at_least", "of", 0), "drop the branch", AtLeast(2, (B, C))),
            (("at_least", "of", 1), "drop the branch", AtLeast(2, (A, C))),
            (("at_least", "of", 2), "drop the branch", AtLeast(2, (A, B))),
        ],
    ),
    (
        "one of one within all",
        All((AtLeast(1, (SIDES,)),)),
        [
            (("all", 0, "at_least", "of", 0, "is", "red"), "drop the option `red`", All((AtLeast(1, (Chosen("side", ("blue",)),)),))),
            (("all", 0, "at_least", "of", 0, "is", "blue"), "drop the option `blue`", All((AtLeast(1, (RED,)),))),
        ],
    ),
    (
        "two of two",
        AtLeast(2, (A, B)),
        [
            (("at_least", "count"), "count 1 in place of 2", AtLeast(1, (A, B))),
            (("at_least", "of", 0), "drop the branch", AtLeast(1, (B,))),
            (("at_least", "of", 1), "drop the branch", AtLeast(1, (A,))),
        ],
    ),
]


@pytest.mark.parametrize(("condition", "expected"), [each[1:] for each in EDITS], ids=[each[0] for each in EDITS])
def test_every_edit_of_a_condition_is_made_once(condition, expected):
    """Where, in which words, and the whole condition with it."""
    assert list(edits_of(condition, STEPS)) == expected


FINDINGS = (
    Finding("a", "flag"),
    Finding("b", "flag", implies=(Implication(B, ("a",)), Implication(B, ("c",)))),
    Finding("c", "flag"),
    Finding("heat", "quantity", range=(0, 10), implies=(Implication(HOT, ("a", "b")),)),
    Finding("years", "quantity", range=(0, 10), whole=True),
    Finding(
        "side",
        "choice",
        options=tuple(map(Option, ("red", "blue", "neither", "unsure"))),
        implies=(Implication(SIDES, ("a",)), Implication(RED, ("c",))),
    ),
)


class TestSlips:
    """Every slip of a whole rule set, and what is left of the set with it."""

    LOW = Outcome.parse("stop fortnight")
    OLD = Rule("old", NOW, TODAY, bound("above", 5, "years"))
    PLAIN = Rule("plain", LOW, LOW, A)
    DEFINED = Definition("ill", Any((A, B)))
    CONTENT = Content((), FINDINGS, (Definition("one", C), DEFINED), (OLD, PLAIN))

    def made(self):
        """Each slip with what it makes of the set."""
        return {(mutant.path, mutant.edit): mutant.applied(self.CONTENT) for mutant in mutants(self.CONTENT)}

    def test_rules_are_dropped_lowered_and_edited(self):
        """The lowest outcome can't be lowered, and a doubt never stays above the outcome."""
        rules, days, when = ("rules", "old"), Outcome.parse("seek-care days"), ("rules", "old", "when")
        even = evolve(self.OLD, when_unsure=NOW)
        lower = Outcome.parse("emergency today")
        made = self.made()
        expected = {
            (rules, "drop the rule"): (self.PLAIN,),
            (("rules", "plain"), "drop the rule"): (self.OLD,),
            ((*rules, "outcome"), "lower the outcome to emergency today"): (evolve(self.OLD, outcome=lower), self.PLAIN),
            ((*rules, "when_unsure"), "lower `when_unsure` to seek-care days"): (evolve(self.OLD, when_unsure=days), self.PLAIN),
            (when, "move the bound from 5 to 4"): (evolve(self.OLD, when=bound("above", 4, "years")), self.PLAIN),
            (when, "move the bound from 5 to 6"): (evolve(self.OLD, when=bound("above", 6, "years")), self.PLAIN),
            (when, "at_least in place of above"): (evolve(self.OLD, when=bound("at_least", 5, "years")), self.PLAIN),
        }
        assert {key: content.rules for key, content in made.items() if key[0][0] == "rules"} == expected
        assert all(content.findings == FINDINGS for key, content in made.items() if key[0][0] != "findings")
        both = [mutant.rule for mutant in mutants(Content((), FINDINGS, (), (even,))) if mutant.path[-1] == "outcome"]
        assert both == [evolve(even, outcome=lower, when_unsure=lower)]
        second = Outcome.parse("stop week")
        two = [mutant.rule for mutant in mutants(Content((), FINDINGS, (), (Rule("low", second, second, A),))) if len(mutant.path) == 3]
        assert two == [Rule("low", self.LOW, self.LOW, A), Rule("low", second, self.LOW, A)]

    def test_definitions_are_edited(self):
        """One at a time, and the others stay."""
        path, one = ("definitions", "ill", "when"), Definition("one", C)
        assert {key: content.definitions for key, content in self.made().items() if key[0][0] == "definitions"} == {
            (path, "swap any for all"): (one, Definition("ill", All((A, B)))),
            ((*path, "any", 0), "drop the branch"): (one, Definition("ill", Any((B,)))),
            ((*path, "any", 1), "drop the branch"): (one, Definition("ill", Any((A,)))),
        }

    def test_implications_are_dropped_and_edited(self):
        """Whole, one flag of several, and each edit of what implies."""
        red, blue, plain = Implication(RED, ("c",)), Chosen("side", ("blue",)), Implication(SIDES, ("a",))
        b, heat, side = (("findings", name, "implies") for name in ("b", "heat", "side"))
        found = {
            key: next(finding.implies for finding in content.findings if finding.name == key[0][1])
            for key, content in self.made().items()
            if key[0][0] == "findings"
        }
        assert found == {
            ((*b, 0), "drop the implication"): (Implication(B, ("c",)),),
            ((*b, 1), "drop the implication"): (Implication(B, ("a",)),),
            ((*heat, 0), "drop the implication"): (),
            ((*heat, 0), "imply `a` no more"): (Implication(HOT, ("b",)),),
            ((*heat, 0), "imply `b` no more"): (Implication(HOT, ("a",)),),
            ((*heat, 0), "move the bound from 8 to 7.9"): (Implication(bound("at_least", 7.9), ("a", "b")),),
            ((*heat, 0), "move the bound from 8 to 8.1"): (Implication(bound("at_least", 8.1), ("a", "b")),),
            ((*heat, 0), "above in place of at_least"): (Implication(bound("above", 8), ("a", "b")),),
            ((*side, 0), "drop the implication"): (red,),
            ((*side, 0), "drop the option `red`"): (Implication(blue, ("a",)), red),
            ((*side, 0), "drop the option `blue`"): (Implication(RED, ("a",)), red),
            ((*side, 1), "drop the implication"): (plain,),
        }
        above = Implication(bound("above", 9), ("c",))
        two = evolve(FINDINGS[3], implies=(*FINDINGS[3].implies, above))
        fewer = [mutant.finding.implies for mutant in mutants(Content((), (two,), (), ())) if mutant.edit.endswith("no more")]
        assert fewer == [(Implication(HOT, (flag,)), above) for flag in ("b", "a")]
        for key, content in self.made().items():
            if key[0][0] == "findings":
                assert [each.name for each in content.findings] == [each.name for each in FINDINGS]
                assert sum(one != other for one, other in zip(content.findings, FINDINGS, strict=True)) == 1


def judged(*, rules=(), definitions=(), findings=FINDINGS):
    """How many slips are caught, how many change nothing, and the edits that are left."""
    found = mutation(Content((), tuple(findings), tuple(definitions), tuple(rules)))
    return found.caught, found.same, [(*mutant.path[:3], mutant.edit) for mutant in found.left]


def bare(*names):
    """The findings of these names, which imply nothing."""
    return tuple(evolve(finding, implies=()) for finding in FINDINGS if finding.name in names)


class TestJudged:
    """A slip is caught by a case, or changes nothing for anybody, or is left."""

    def test_the_sample_has_one_slip_that_changes_nothing(self, sample):
        """No number can be unsure, so the outcome for it is never given."""
        found = mutation(sample.content)
        assert (found.caught, found.same, found.left) == (46, 1, ())

    def test_a_case_of_each_side_catches_each_slip_of_a_rule(self):
        """The outcome, the doubt, and silence; what no case tells apart is left."""
        yes, doubt = Case("yes", {"a": True}, "emergency now"), Case("unsure", {"a": "unsure"}, "seek-care today")
        no, unasked = Case("no", {"a": False}, "silent"), Case("not asked", {}, "open")
        rule = Rule("rule", NOW, TODAY, A)
        drop, lower, less = (
            ("rules", "rule", "drop the rule"),
            ("rules", "rule", "outcome", "lower the outcome to emergency today"),
            ("rules", "rule", "when_unsure", "lower `when_unsure` to seek-care days"),
        )
        findings = bare("a")
        assert judged(rules=[rule], findings=findings) == (0, 0, [drop, lower, less])
        assert judged(rules=[evolve(rule, cases=(no, unasked))], findings=findings) == (0, 0, [drop, lower, less])
        assert judged(rules=[evolve(rule, cases=(yes,))], findings=findings) == (2, 0, [less])
        assert judged(rules=[evolve(rule, cases=(doubt,))], findings=findings) == (2, 0, [lower])
        assert judged(rules=[evolve(rule, cases=(no, yes, doubt))], findings=findings) == (3, 0, [])

    def test_a_rule_that_fires_too_much_is_caught_by_who_should_be_silent(self):
        """Or left, where nobody is."""
        both = Rule("rule", NOW, NOW, All((A, C)), cases=(Case("both", {"a": True, "c": True}, "emergency now"),))
        wide = [("rules", "rule", "when", edit) for edit in ("swap all for any", "drop the branch", "drop the branch")]
        lower = ("rules", "rule", "when_unsure", "lower `when_unsure` to emergency today")
        caught, same, left = judged(rules=[both], findings=bare("a", "c"))
        assert (caught, same, left) == (2, 0, [lower, *wide])
        one = Case("one", {"a": True}, "open")
        assert judged(rules=[evolve(both, cases=(*both.cases, one))], findings=bare("a", "c"))[2] == [lower, wide[1]]

    def test_what_another_branch_outdoes_changes_nothing(self):
        """Proved at the points of both conditions, doubts included."""
        wide = Rule("rule", NOW, NOW, Any((bound("at_least", 3), bound("at_least", 5))))
        _, same, left = judged(rules=[wide], findings=bare("heat"))
        assert same == 5
        assert [edit for *_, edit in left] == [
            "drop the rule",
            "lower the outcome to emergency today",
            "swap any for all",
            "drop the branch",
            "move the bound from 3 to 2.9",
            "move the bound from 3 to 3.1",
            "above in place of at_least",
        ]

    def test_a_branch_within_another_changes_nothing(self):
        """Neither for those who are sure nor for those who aren't."""
        rule = Rule("rule", NOW, TODAY, Any((A, All((A, C)))))
        _, same, left = judged(rules=[rule], findings=bare("a", "c"))
        assert (same, len(left)) == (2, 7)

    def test_a_doubt_that_can_be_given_is_never_called_the_same(self):
        """A flag may be unsure, in a definition too."""
        number = Rule("rule", NOW, TODAY, Defined("hot"))
        less = ("rules", "rule", "when_unsure", "lower `when_unsure` to seek-care days")
        findings = bare("a", "heat")
        assert less not in judged(rules=[number], definitions=[Definition("hot", HOT)], findings=findings)[2]
        assert less in judged(rules=[number], definitions=[Definition("hot", Any((HOT, A)))], findings=findings)[2]

    def test_an_edit_that_only_a_doubt_shows_is_not_the_same(self):
        """An unsure implies nothing, so the flag it would imply can't be left out."""
        rule = Rule("rule", NOW, DAYS, Any((A, B)))
        implied = (FINDINGS[0], evolve(FINDINGS[1], implies=(Implication(B, ("a",)),)))
        assert judged(rules=[rule], findings=implied)[2].count(("rules", "rule", "when", "drop the branch")) == 2

    def test_cases_of_definitions_catch_their_slips(self):
        """Holds, unsure, and anything else for neither."""
        defined = Definition("ill", Any((A, C)))
        edits = [("definitions", "ill", "when", edit) for edit in ("swap any for all", "drop the branch", "drop the branch")]
        first, second = Case("a", {"a": True}, "holds"), Case("c unsure", {"c": "unsure"}, "unsure")
        neither, unasked = Case("neither", {"a": False, "c": False}, "silent"), Case("not asked", {}, "open")
        for cases, left in (
            ((), edits),
            ((neither, unasked), edits),
            ((first,), [edits[2]]),
            ((second,), [edits[1]]),
            ((first, second, neither, unasked), []),
        ):
            assert judged(definitions=[evolve(defined, cases=cases)], findings=bare("a", "c"))[2] == left
        strict = Definition("ill", All((A, C)), cases=(Case("one", {"a": True, "c": False}, "silent"),))
        assert judged(definitions=[strict], findings=bare("a", "c"))[0] == 2
        deep = Definition("deep", Any((Defined("one"), HOT)))
        cases = (Case("hot", {"heat": 8}, "holds"), Case("c unsure", {"c": "unsure"}, "unsure"))
        found = judged(definitions=[Definition("one", C), evolve(deep, cases=cases)], findings=bare("c", "heat"))
        assert found == (5, 0, [("definitions", "deep", "when", "move the bound from 8 to 7.9")])
        twice = Definition("ill", Any((bound("at_least", 3), bound("above", 3))))
        assert judged(definitions=[twice], findings=bare("heat"))[1] == 3

    def test_cases_of_findings_catch_their_implications(self):
        """What is implied more or less; an implication that another repeats changes nothing."""
        flag, number, side = FINDINGS[1], FINDINGS[3], FINDINGS[5]
        drop = "drop the implication"
        assert judged()[0] == 0
        assert [each for each in judged()[2] if each[1] == "b"] == [("findings", "b", "implies", drop)] * 2
        known = evolve(flag, cases=(FindingCase("yes", True, ("a", "c")),))
        assert judged(findings=(FINDINGS[0], known, FINDINGS[2])) == (2, 0, [])
        hot = evolve(number, cases=(FindingCase("hot", 8, ("a", "b", "c")), FindingCase("warm", 7.9, ())))
        assert judged(findings=(*FINDINGS[:3], hot)) == (5, 1, [("findings", "b", "implies", drop)] * 2)
        both = evolve(side, implies=(Implication(SIDES, ("a",)), Implication(RED, ("a",))))
        caught, same, left = judged(findings=(FINDINGS[0], both))
        assert (caught, same, [edit for *_, edit in left]) == (0, 2, ["drop the implication", "drop the option `blue`"])
        twice = evolve(number, implies=(Implication(HOT, ("a",)), Implication(bound("above", 8), ("a",))))
        caught, same, left = judged(findings=(FINDINGS[0], twice))
        assert (caught, same, len(left)) == (0, 3, 5)

    def test_an_implication_that_only_some_numbers_show_is_not_the_same(self):
        """Those between two lines, those above the highest and those below the lowest."""
        number = bare("heat")[0]
        for implies, same, left in (
            ((bound("above", 8), bound("at_least", 8.1)), 3, 5),
            ((bound("above", 8),), 0, 4),
            ((bound("below", 2),), 0, 4),
            ((bound("below", 2), bound("at_most", 1.9)), 3, 5),
        ):
            found = judged(findings=(FINDINGS[0], evolve(number, implies=tuple(Implication(leaf, ("a",)) for leaf in implies))))
            assert (found[1], len(found[2])) == (same, left)
