"""Law 7 for doubts: an unsure number or option is tried in place of a definite one, and a doubt reaches what nobody is asked."""

from __future__ import annotations

import pytest
from attrs import evolve

from triage import Outcome, RuleError, RuleSet, SymptomError, evaluate
from triage.model.conditions import All, Any, Bound, Chosen, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.outcome import NONE_FOUND
from triage.model.rules import Content, Pack, Rule
from triage.proof.downgrade import compare

NOW, TODAY, DAYS = map(Outcome.parse, ("emergency now", "seek-care today", "seek-care days"))
SIDE = Finding("side", "choice", options=tuple(map(Option, ("neither", "left", "right", "unsure"))))
HEAT = Finding("heat", "quantity", unit="degrees", range=(0, 10))
RASH, ITCH = Finding("rash", "flag"), Finding("itch", "flag")
LEFT, RIGHT, EITHER = (Chosen("side", options) for options in (("left",), ("right",), ("left", "right")))
HOT = Bound("heat", Operator.AT_LEAST, 8)


def rule_set(*rules, findings=(SIDE, HEAT, RASH, ITCH), format=2):
    """Some rules over a choice, a number and two flags."""
    return RuleSet.of(Content((Pack("pack", "0.1.0", "2026-11-22"),), tuple(findings), (), rules, format=format))


def lowered(old, new):
    """What the old rules gave and the new ones give less, with the example; each holds when it is evaluated."""
    found = compare(old, new).lowered
    for change in found:
        assert evaluate(change.example, rules=old).outcome == change.before
        assert change.after is None or evaluate(change.example, rules=new).outcome == change.after
    return [(change.before, change.after, change.example) for change in found]


class TestChoicesAndNumbers:
    """In doubt each choice and quantity leaf is tried both at its point and as unsure."""

    def test_a_doubt_about_an_option_that_gives_less_is_found(self):
        """Nobody's definite answer gets less, and whoever isn't sure does."""
        old, new = (rule_set(Rule("left", NOW, doubt, LEFT)) for doubt in (TODAY, DAYS))
        assert lowered(old, new) == [(TODAY, DAYS, {"side": "unsure"})]
        assert not compare(new, old).downgraded
        assert [change.example for change in compare(new, old).raised] == [{"side": "unsure"}]

    def test_a_doubt_about_a_number_that_gives_less_is_found(self):
        """The same for a number, which has no option to list."""
        old, new = (rule_set(Rule("hot", NOW, doubt, HOT)) for doubt in (TODAY, DAYS))
        assert lowered(old, new) == [(TODAY, DAYS, {"heat": "unsure"})]

    def test_a_doubt_that_raises_nothing_any_more_is_found(self):
        """`when_unsure: none-found` is a lowering like any other."""
        old, new = (rule_set(Rule("hot", TODAY, doubt, Any((HOT, Present("rash"))))) for doubt in (DAYS, NONE_FOUND))
        found = lowered(old, new)
        assert [(before, after) for before, after, _ in found] == [(DAYS, NONE_FOUND)] * 2
        assert [example for *_, example in found] == [{"rash": "unsure"}, {"heat": "unsure"}]
        assert compare(new, old).lowered == ()

    def test_a_later_line_lowers_the_number_and_no_doubt(self):
        """Somebody who isn't sure may still be above both."""
        old, new = (rule_set(Rule("hot", NOW, TODAY, Bound("heat", Operator.AT_LEAST, line))) for line in (8, 9))
        assert lowered(old, new) == [(NOW, NONE_FOUND, {"heat": 8})]

    def test_a_definite_option_in_doubt_is_another_point_than_an_unsure_one(self):
        """A rule that keeps the doubt for who isn't sure of the side may lose it for who is."""
        old = rule_set(Rule("both", NOW, TODAY, All((Present("rash"), EITHER))))
        new = rule_set(Rule("both", NOW, TODAY, All((Present("rash"), LEFT))), Rule("right", NOW, NOW, All((Present("rash"), RIGHT))))
        assert lowered(old, new) == []
        without = rule_set(Rule("both", NOW, TODAY, All((Present("rash"), LEFT))), Rule("right", NOW, DAYS, All((Present("rash"), RIGHT))))
        assert lowered(old, without) == [(TODAY, DAYS, {"rash": "unsure", "side": "right"})]

    def test_an_unsure_beside_a_number_is_another_point_than_the_number(self):
        """A rule that asks for more heat where the rash is in doubt lowers who knows the number, and nobody else."""
        old = rule_set(Rule("both", NOW, TODAY, All((Present("rash"), HOT))))
        hotter = All((Present("rash"), Bound("heat", Operator.AT_LEAST, 9)))
        new = rule_set(Rule("both", NOW, DAYS, All((Present("rash"), HOT))), Rule("hotter", NOW, TODAY, hotter))
        assert lowered(old, new) == [(TODAY, DAYS, {"rash": "unsure", "heat": 8})]

    def test_two_leaves_of_one_choice_are_never_both_met_by_one_doubt(self):
        """Two rules that each read one side don't stand in for a rule that reads either side beside another flag."""
        twice = All((Any((Present("rash"), LEFT)), Any((Present("itch"), RIGHT))))
        old = rule_set(Rule("twice", NOW, TODAY, twice))
        assert evaluate({"rash": False, "itch": False, "side": "unsure"}, rules=old).outcome == NONE_FOUND
        apart = rule_set(Rule("one", NOW, TODAY, All((Present("rash"), RIGHT))), Rule("other", NOW, TODAY, All((Present("itch"), LEFT))))
        found = lowered(old, apart)
        assert [example for *_, example in found] == [{"rash": True, "itch": True}, {"rash": "unsure", "itch": "unsure"}]

    def test_an_unsure_that_a_condition_lists_counts_in_full(self):
        """Taken off the list it becomes a doubt, which is less."""
        listed = rule_set(Rule("left", NOW, TODAY, Chosen("side", ("left", "unsure"))))
        new = rule_set(Rule("left", NOW, TODAY, LEFT))
        assert lowered(listed, new) == [(NOW, TODAY, {"side": "unsure"})]
        assert not compare(new, listed).downgraded


CAUSE = Finding("cause", "choice", options=SIDE.options, implies=(Implication(Chosen("cause", ("left",)), ("known",)),))
KNOWN = Finding("known", "flag", asked_of="app")
FIRST = Finding("first", "flag", implies=(Implication(Present("first"), ("known",)),))
LEVEL = Finding("level", "quantity", unit="points", range=(0, 10), implies=(Implication(Bound("level", Operator.ABOVE, 4), ("known",)),))


class TestWhatNobodyIsAsked:
    """A doubt reaches the flags that an app supplies; once somebody is asked them, it doesn't."""

    def test_an_app_flag_that_becomes_asked_loses_the_doubts_that_reached_it(self):
        """Each answer whose doubt reached it is an example."""
        findings = (CAUSE, FIRST, LEVEL, KNOWN)
        old = rule_set(Rule("known", NOW, TODAY, Present("known")), findings=findings)
        for name in ("cause", "first", "level"):
            assert evaluate({name: "unsure"}, rules=old).outcome == TODAY
        for by in ("person", "clinician"):
            new = rule_set(Rule("known", NOW, TODAY, Present("known")), findings=(*findings[:3], evolve(KNOWN, asked_of=by)))
            found = lowered(old, new)
            assert [(before, after) for before, after, _ in found] == [(TODAY, NONE_FOUND)] * 3
            assert {name for *_, example in found for name in example} == {"cause", "first", "level"}
            assert {answer for *_, example in found for answer in example.values()} == {"unsure"}

    def test_through_several_steps(self):
        """A doubt about the first step reaches what the last one implies."""
        step = Finding("step", "flag", implies=(Implication(Present("step"), ("known",)),))
        first = evolve(FIRST, implies=(Implication(Present("first"), ("step",)),))
        rule = Rule("known", NOW, TODAY, All((Present("known"), Present("rash"))))
        old = rule_set(rule, findings=(first, step, KNOWN, RASH))
        new = rule_set(rule, findings=(first, step, evolve(KNOWN, asked_of="person"), RASH))
        assert [example for *_, example in lowered(old, new)] == [
            {"rash": "unsure", "first": "unsure"},
            {"rash": "unsure", "step": "unsure"},
        ]

    def test_a_rule_that_reads_the_doubt_itself_makes_good_for_it(self):
        """Then nobody gets less."""
        old = rule_set(Rule("known", NOW, TODAY, Present("known")), findings=(CAUSE, KNOWN))
        rules = Rule("known", NOW, TODAY, Present("known")), Rule("cause", NOW, TODAY, Chosen("cause", ("left",)))
        assert lowered(old, rule_set(*rules, findings=(CAUSE, evolve(KNOWN, asked_of="person")))) == []

    def test_what_an_app_supplies_now_was_asked_before(self):
        """A doubt reaches further, so nobody gets less; but the question is never open again, and that is a loss."""
        rule = Rule("known", NOW, TODAY, Present("known"))
        old = rule_set(rule, findings=(CAUSE, evolve(KNOWN, asked_of="person")))
        found = compare(old, rule_set(rule, findings=(CAUSE, KNOWN)))
        assert found.lowered == ()
        assert [loss.code for loss in found.lost] == ["app-only"]
        assert found.downgraded
        assert [change.example for change in found.raised] == [{"cause": "unsure"}]

    def test_an_app_flag_that_is_no_longer_implied_is_a_lost_implication(self):
        """Sure and in doubt."""
        rule = Rule("known", NOW, TODAY, Present("known"))
        old, new = (rule_set(rule, findings=(cause, KNOWN)) for cause in (CAUSE, evolve(CAUSE, implies=())))
        assert lowered(old, new) == [(NOW, NONE_FOUND, {"cause": "left"}), (TODAY, NONE_FOUND, {"cause": "unsure"})]
        assert [loss.code for loss in compare(old, new).lost] == ["lost-implication"]


class TestFormats:
    """A released file keeps its meaning in this law: format 1 is judged by what it gave, and format 2 by what it gives."""

    RULES = (Rule("left", NOW, TODAY, All((LEFT, Present("rash")))), Rule("hot", NOW, TODAY, HOT))

    def test_the_same_rules_in_the_new_format_are_never_lower(self):
        """What was a no is a doubt now, and that is more."""
        old, new = rule_set(*self.RULES, format=1), rule_set(*self.RULES)
        found = compare(old, new)
        assert not found.downgraded
        assert found.lost == ()
        assert [change.example for change in found.raised] == [{"rash": "unsure", "side": "unsure"}]
        assert evaluate({"rash": True, "side": "unsure"}, rules=old).outcome == NONE_FOUND
        assert evaluate({"rash": True, "side": "unsure"}, rules=new).outcome == TODAY

    def test_a_weaker_rule_is_found_across_formats(self):
        """At a definite answer, and at an unsure flag."""
        old = rule_set(*self.RULES, format=1)
        weaker = rule_set(Rule("left", TODAY, DAYS, All((LEFT, Present("rash")))), self.RULES[1])
        assert lowered(old, weaker) == [
            (NOW, TODAY, {"rash": True, "side": "left"}),
            (TODAY, DAYS, {"rash": "unsure", "side": "left"}),
        ]

    def test_a_doubt_that_format_1_did_not_have_is_not_asked_for(self):
        """An old rule gave nothing for it, so the new one may give nothing either."""
        old = rule_set(Rule("left", TODAY, DAYS, LEFT), format=1)
        assert lowered(old, rule_set(Rule("left", TODAY, NONE_FOUND, LEFT))) == []
        flag = rule_set(Rule("rash", TODAY, DAYS, Present("rash")), format=1)
        assert lowered(flag, rule_set(Rule("rash", TODAY, NONE_FOUND, Present("rash")))) == [(DAYS, NONE_FOUND, {"rash": "unsure"})]

    def test_an_unsure_that_format_1_listed_counts_in_full_in_both(self):
        """It was always an answer of its own."""
        rule = Rule("left", NOW, TODAY, Chosen("side", ("left", "unsure")))
        old = rule_set(rule, format=1)
        assert lowered(old, rule_set(rule)) == []
        assert lowered(old, rule_set(Rule("left", NOW, TODAY, LEFT))) == [(NOW, TODAY, {"side": "unsure"})]

    def test_back_to_format_1_is_a_loss(self):
        """A number could be unsure, and is refused then, whatever the rules make of the rest."""
        new = rule_set(Rule("rash", NOW, TODAY, Present("rash")))
        back = rule_set(Rule("rash", NOW, TODAY, Present("rash")), format=1)
        person = {"rash": True, "heat": "unsure"}
        assert evaluate(person, rules=new).outcome == NOW
        with pytest.raises(SymptomError):
            evaluate(person, rules=back)
        found = compare(new, back)
        assert found.downgraded
        assert [(loss.code, loss.name, loss.example) for loss in found.lost] == [("refused", "heat", {"heat": "unsure"})]

    def test_the_releases_are_held_against_these_rules_in_their_own_format(self, bundled, released):
        """Each was written in format 1; the bundled rules are not."""
        assert bundled.decisions.format == 2
        for old in released[:1]:
            assert old.content.format == 1
            raised = [change.example for change in compare(old, bundled).raised]
            choices = {finding.name for finding in old.content.findings if finding.kind == "choice"}
            assert any(example.get(name) == "unsure" for example in raised for name in choices)


NARROW = evolve(HEAT, range=(0, 5.00000005))


class TestNumbers:
    """The holes that a formal model of this check found: numbers beside which no other can be told are refused at loading."""

    @pytest.mark.parametrize(
        ("finding", "bounds", "message"),
        [
            (NARROW, [Bound("heat", Operator.ABOVE, 5)], "`5.00000005` is too fine"),
            (HEAT, [Bound("heat", Operator.ABOVE, 5.0000001)], "`5.0000001` is too fine"),
            (evolve(HEAT, range=(0, 3e9)), [Bound("heat", Operator.AT_LEAST, 2.1e9)], "is too large"),
            (evolve(HEAT, range=(-3e9, 0)), [Bound("heat", Operator.ABOVE, -1)], "is too large"),
            (evolve(HEAT, range=(0, 10.5), whole=True), [Bound("heat", Operator.ABOVE, 9)], "`10.5` isn't whole"),
            (evolve(HEAT, whole=True), [Bound("heat", Operator.ABOVE, 9.5)], "`9.5` isn't whole"),
            (evolve(HEAT, whole=True, worse="lower"), [Bound("heat", Operator.BELOW, 0.5)], "`0.5` isn't whole"),
            (evolve(HEAT, range=(0, 2**53 + 2)), [Bound("heat", Operator.ABOVE, 9)], "is too large"),
        ],
    )
    def test_such_a_vocabulary_is_refused(self, finding, bounds, message):
        """Before anything is proved of it."""
        with pytest.raises(RuleError, match=message):
            rule_set(*(Rule(f"rule-{place}", NOW, NOW, bound) for place, bound in enumerate(bounds)), findings=(finding,))

    @pytest.mark.parametrize("line", [99_999_999.999998, -99_999_999.999998, 0, 4.999999])
    def test_the_largest_and_the_finest_that_are_taken_can_still_be_stepped_beside(self, line):
        """A release that drops the rule is found at each of them, and the same rule is no release less."""
        heat = evolve(HEAT, range=(-100_000_000, 100_000_000))
        for operator in (Operator.ABOVE, Operator.AT_LEAST):
            rash = Rule("rash", NOW, NOW, Present("rash"))
            old = rule_set(Rule("hot", NOW, NOW, Bound("heat", operator, line)), rash, findings=(heat, RASH))
            found = compare(old, rule_set(rash, findings=(heat, RASH))).lowered
            assert {(change.rule, change.before, change.after) for change in found} == {("hot", NOW, NONE_FOUND)}
            assert [type(change.example["heat"]) is str for change in found] == [False, True]
            assert evaluate(found[0].example, rules=old).outcome == NOW
            assert not compare(old, old).downgraded
            later = rule_set(Rule("hot", NOW, NOW, Bound("heat", operator, line + 0.000001)), rash, findings=(heat, RASH))
            assert compare(old, later).downgraded
            assert not compare(later, old).downgraded

    @pytest.mark.parametrize("number", [2**53 + 1, 2**63, 10**30, -(2**53) - 1, 10**400])
    def test_whole_numbers_beyond_what_a_float_can_tell_apart_are_refused(self, number):
        """No quantity goes that far, so each is out of range, and named without its value."""
        rules = rule_set(Rule("hot", NOW, NOW, HOT), findings=(evolve(HEAT, range=(-100_000_000, 100_000_000)),))
        with pytest.raises(SymptomError) as caught:
            evaluate({"heat": number}, rules=rules)
        assert [(problem.code, problem.where) for problem in caught.value.problems] == [("out-of-range", "heat")]
        assert str(number) not in str(caught.value)

    def test_every_ceiling_is_reached_at_the_end_of_a_whole_range(self):
        """No bound lies between the last whole number and the end, so whoever is promised an emergency can get there."""
        for finding, bound, worst in (
            (evolve(HEAT, whole=True), Bound("heat", Operator.ABOVE, 9), 10),
            (evolve(HEAT, whole=True, worse="lower"), Bound("heat", Operator.BELOW, 1), 0),
        ):
            rules = rule_set(Rule("hot", NOW, NOW, bound), findings=(finding,))
            assert evaluate({}, rules=rules).ceiling == NOW
            assert evaluate({"heat": worst}, rules=rules).outcome == NOW

    def test_whole_numbers_that_may_be_broken_now_are_tried_on_both_sides_of_the_band(self):
        """An example is one that the old rules took, and there is one only where somebody gets less."""
        old = rule_set(Rule("some", NOW, NOW, Bound("heat", Operator.AT_LEAST, 2)), findings=(evolve(HEAT, whole=True),))
        band = evolve(HEAT, worse="both", normal=(4.2, 4.8))
        both = Any((Bound("heat", Operator.AT_LEAST, 5), Bound("heat", Operator.AT_MOST, 4)))
        assert lowered(old, rule_set(Rule("some", NOW, NOW, both), findings=(band,))) == []
        up = rule_set(Rule("some", NOW, NOW, Bound("heat", Operator.AT_LEAST, 5)), findings=(band,))
        assert lowered(old, up) == [(NOW, NONE_FOUND, {"heat": 4})]
        down = rule_set(Rule("some", NOW, NOW, Bound("heat", Operator.AT_MOST, 4)), findings=(band,))
        assert lowered(old, down) == [(NOW, NONE_FOUND, {"heat": 5})]
