"""How each slip is judged: caught by a case, changing nothing for anybody, or left."""

from __future__ import annotations

from attrs import evolve

from corners import DAYS, NOW, TODAY
from proof.test_slips import FINDINGS, HOT, RED, SIDES, A, B, C, bound
from triage.model.conditions import All, Any, Defined
from triage.model.findings import Implication
from triage.model.rules import Content, Definition, Rule
from triage.model.words import Case, FindingCase
from triage.proof.survivors import mutation


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
