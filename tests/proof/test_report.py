"""What a comparison tells of each difference, word by word: an app's maintainers decide by it whether to update."""

from __future__ import annotations

import pytest
from attrs import evolve

import corners
from corners import DAYS, NOW, TODAY, WEEK
from proof.test_losses import ALL, GRIP, HEAT, HIGH, ILL, RASH, SICK, SIDE, changed, content, without
from triage import RuleSet
from triage.model.conditions import All, Any, Bound, Chosen, Defined, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.outcome import NONE_FOUND
from triage.model.rules import Definition, Rule
from triage.proof.downgrade import Change, compare


def rule_set(*rules, findings=ALL, definitions=()):
    """A rule set of some rules."""
    return RuleSet.of(evolve(content(findings, rules), definitions=definitions))


class TestChanges:
    """Who gets less, and who more: each with the rule that shows it, both outcomes and an example."""

    def test_less_is_told_smallest_example_first_then_most_urgent_first(self):
        """One change for each term of an old rule: as it is, and in doubt with its flags unsure and its number as it is or unsure."""
        one, two, three = Present("rash"), All((Present("ill"), Present("sick"))), All((Present("rash"), HIGH))
        findings = changed("rash", implies=())
        old = rule_set(Rule("two", TODAY, WEEK, two), Rule("one", DAYS, WEEK, one), Rule("three", NOW, NOW, three), findings=findings)
        new = rule_set(Rule("other", WEEK, WEEK, Any((one, Present("ill")))), findings=findings)
        assert compare(old, new).lowered == (
            Change("one", DAYS, WEEK, {"rash": True}),
            Change("three", NOW, WEEK, {"rash": True, "heat": 8}),
            Change("three", NOW, WEEK, {"rash": "unsure", "heat": 8}),
            Change("three", NOW, WEEK, {"rash": "unsure", "heat": "unsure"}),
            Change("two", TODAY, WEEK, {"ill": True, "sick": True}),
        )

    def test_more_is_told_with_what_was_given_before(self):
        """For answers that both take; not for those that the old rules refuse."""
        old = rule_set(Rule("rash", DAYS, WEEK, Present("rash")), findings=(RASH, ILL, SICK))
        new = rule_set(Rule("rash", NOW, WEEK, Present("rash")), Rule("hot", NOW, NOW, HIGH))
        found = compare(old, new)
        assert found.raised == (Change("rash", DAYS, NOW, {"rash": True}),)
        assert found.lowered == found.lost == ()
        assert not found.downgraded
        assert found.added == (("rule", "hot"), ("finding", "heat"), ("finding", "grip"), ("finding", "side"))
        back = compare(new, old)
        assert back.removed == found.added
        assert back.downgraded
        assert (back.terms, back.points) == (2, 4)
        assert [(change.before, change.after, change.example) for change in back.lowered] == [
            (NOW, DAYS, {"rash": True}),
            (NOW, None, {"heat": 8}),
            (NOW, None, {"heat": "unsure"}),
        ]

    def test_more_is_told_where_there_is_only_one_finding(self):
        """An answer may name all that the old rules know."""
        old, new = (rule_set(Rule("ill", outcome, outcome, Present("ill")), findings=(ILL,)) for outcome in (DAYS, NOW))
        assert compare(old, new).raised == (Change("ill", DAYS, NOW, {"ill": True}), Change("ill", DAYS, NOW, {"ill": "unsure"}))

    def test_one_answer_that_is_refused_hides_no_other_that_is_given_more(self):
        """Another option of the list, or an old answer that implies what is new."""
        ill, red = Rule("ill", DAYS, DAYS, Present("ill")), tuple(map(Option, ("amber", "red", "neither", "unsure")))
        sides = [Finding("side", "choice", options=options) for options in (red[1:], red)]
        rules = (ill, Rule("side", NOW, NOW, Chosen("side", ("red", "amber"))))
        found = compare(rule_set(ill, findings=(ILL, sides[0])), rule_set(*rules, findings=(ILL, sides[1])))
        assert found.raised == tuple(Change("side", NONE_FOUND, NOW, {"side": answer}) for answer in ("unsure", "red"))
        implying = evolve(ILL, implies=(Implication(Present("ill"), ("sick",)),))
        found = compare(rule_set(ill, findings=(ILL,)), rule_set(ill, Rule("sick", NOW, NOW, Present("sick")), findings=(implying, SICK)))
        assert found.raised == (Change("sick", DAYS, NOW, {"ill": True}),)

    @pytest.mark.parametrize(
        ("edit", "raised"),
        [
            ({}, ()),
            ({"outcome": NOW}, (Change("once", DAYS, NOW, {"ill": True, "sick": True}),)),
            ({"when_unsure": DAYS}, (Change("once", WEEK, DAYS, {"ill": "unsure", "sick": "unsure"}),)),
        ],
    )
    def test_a_rule_that_both_have_is_more_where_its_outcomes_are(self, edit, raised):
        """With one edit at a time, and with none."""
        once, weak = Rule("once", DAYS, WEEK, Defined("weak")), Definition("weak", All((Present("ill"), Present("sick"))))
        old, new = (rule_set(rule, definitions=(weak,)) for rule in (once, evolve(once, **edit)))
        assert compare(old, new).raised == raised

    def test_a_rule_that_both_have_is_more_where_what_it_rests_on_is(self):
        """The definition that it reads, or an answer that implies what it reads."""
        weak, either = (Definition("weak", joined((Present("ill"), Present("sick")))) for joined in (All, Any))
        once, sick = Rule("once", DAYS, WEEK, Defined("weak")), Rule("sick", DAYS, DAYS, Present("sick"))
        found = compare(rule_set(once, definitions=(weak,)), rule_set(once, definitions=(either,)))
        assert {(change.before, change.after, *change.example) for change in found.raised} == {
            (NONE_FOUND, outcome, name) for outcome in (DAYS, WEEK) for name in ("ill", "sick")
        }
        implying = evolve(ILL, implies=(Implication(Present("ill"), ("sick",)),))
        found = compare(rule_set(sick, findings=(ILL, SICK)), rule_set(sick, findings=(implying, SICK)))
        assert found.raised == (Change("sick", NONE_FOUND, DAYS, {"ill": True}),)

    def test_what_is_refused_is_lowered_however_much_the_rest_is_given(self):
        """Symptoms are refused as a whole."""
        both = Rule("both", NOW, NOW, All((Present("ill"), Present("sick"))))
        found = compare(rule_set(both, findings=(ILL, SICK)), rule_set(Rule("ill", NOW, NOW, Present("ill")), findings=(ILL,)))
        assert found.lowered[0] == Change("both", NOW, None, {"ill": True, "sick": True})

    def test_what_is_refused_for_its_value_is_not_called_more(self):
        """A number that the old rules don't take was never given less; who isn't sure of it was, and is."""
        high = Rule("high", NOW, NOW, Bound("heat", Operator.AT_LEAST, 9))
        plain = evolve(HEAT, implies=())
        narrow = rule_set(Rule("ill", DAYS, DAYS, Present("ill")), findings=(ILL, evolve(plain, range=(0, 8))))
        assert compare(narrow, rule_set(high, Rule("ill", DAYS, DAYS, Present("ill")), findings=(ILL, plain))).raised == (
            Change("high", NONE_FOUND, NOW, {"heat": "unsure"}),
        )

    def test_from_nothing_is_raised_from_none_found(self):
        """Where no old rule fired at all."""
        old, new = (
            rule_set(Rule("ill", DAYS, DAYS, Present("ill"))),
            rule_set(Rule("any", DAYS, WEEK, Any((Present("ill"), Present("sick"))))),
        )
        assert compare(old, new).raised == (
            Change("any", NONE_FOUND, DAYS, {"sick": True}),
            Change("any", NONE_FOUND, WEEK, {"sick": "unsure"}),
        )

    def test_only_a_loss_is_a_downgrade_too(self):
        """Nobody gets less, but an answer is refused."""
        rule = Rule("ill", DAYS, DAYS, Present("ill"))
        found = compare(rule_set(rule), rule_set(rule, findings=without("grip")))
        assert found.lowered == ()
        assert found.downgraded

    def test_new_words_are_told_for_rules_and_findings(self):
        """And an edit that decides is no new wording."""
        ill, sick = Rule("ill", DAYS, DAYS, Present("ill")), Rule("sick", DAYS, DAYS, Present("sick"))
        for edit in ({"title": "T"}, {"say": "S"}, {"say_unsure": "S"}, {"because": "B"}, {"limits": ("L",)}, {"suspects": ("S",)}):
            assert compare(rule_set(ill, sick), rule_set(ill, evolve(sick, **edit))).reworded == (("rule", "sick"),)
        for edit in ({"label": "L"}, {"question": "Q"}, {"help": "H"}, {"clinical": "C"}):
            assert compare(rule_set(ill), rule_set(ill, findings=changed("ill", **edit))).reworded == (("finding", "ill"),)
        labelled = tuple(evolve(option, label="Label") for option in SIDE.options)
        assert compare(rule_set(ill), rule_set(ill, findings=changed("side", options=labelled))).reworded == (("finding", "side"),)
        assert compare(rule_set(ill), rule_set(evolve(ill, outcome=NOW))).reworded == ()

    def test_a_renamed_finding_with_its_old_name_as_alias_lowers_nothing(self):
        """Callers go on saying what they said, and the number is judged by the finding that stands for it."""
        band = {"worse": "both", "normal": (4, 6), "implies": ()}
        old = rule_set(Rule("sick", NOW, TODAY, Present("sick")), findings=(SICK, evolve(HEAT, **band)))
        new = rule_set(
            Rule("sick", NOW, TODAY, Present("unwell")), findings=(evolve(SICK, name="unwell", aliases=("sick",)), evolve(HEAT, **band))
        )
        assert not compare(old, new).downgraded
        high = Bound("heat", Operator.AT_LEAST, 3)
        warmth = evolve(HEAT, name="warmth", aliases=("heat",), **band)
        later = Rule("hot", NOW, NOW, Bound("warmth", Operator.ABOVE, 6))
        found = compare(rule_set(Rule("hot", NOW, NOW, high), findings=(evolve(HEAT, implies=()),)), rule_set(later, findings=(warmth,)))
        assert found.lowered == (Change("hot", NOW, NONE_FOUND, {"heat": 4}),)

    def test_a_lost_way_to_imply_a_flag_is_tried_in_its_place(self):
        """A stand-in stays a yes: an unsure implies nothing."""
        old = rule_set(Rule("ill", NOW, DAYS, All((Present("ill"), Present("sick")))))
        new = rule_set(Rule("ill", NOW, DAYS, All((Present("ill"), Present("sick")))), findings=changed("heat", implies=()))
        assert compare(old, new).lowered == (
            Change("ill", NOW, NONE_FOUND, {"heat": 8, "sick": True}),
            Change("ill", DAYS, NONE_FOUND, {"heat": 8, "sick": "unsure"}),
        )
        plain = tuple(evolve(finding, implies=()) for finding in ALL)
        alone = [rule_set(Rule("ill", NOW, NOW, Present("ill")), findings=findings) for findings in (ALL, plain)]
        examples = [change.example for change in compare(*alone).lowered]
        assert examples == [{"rash": True}, {"heat": 8}, {"side": "left"}, {"side": "right"}]
        less = rule_set(Rule("ill", NOW, DAYS, All((Present("ill"), Present("sick")))), findings=changed("rash", implies=()))
        assert [change.example for change in compare(old, less).lowered] == [
            {"rash": True},
            {"ill": True, "rash": True},
            {"ill": "unsure", "rash": True},
            {"rash": True, "sick": True},
            {"rash": True, "sick": "unsure"},
        ]

    @pytest.mark.parametrize(("line", "shown"), [(8, 8.1), (8.04, 8.1), (8.13, 8.2)])
    def test_just_inside_a_strict_bound_is_shown_as_somebody_would_read_it(self, line, shown):
        """With one decimal, where that shows the same."""
        plain = evolve(HEAT, implies=())
        old = rule_set(Rule("hot", NOW, NOW, Bound("heat", Operator.ABOVE, line)), findings=(plain,))
        new = rule_set(Rule("hot", NOW, NOW, Bound("heat", Operator.ABOVE, 9)), findings=(plain,))
        assert [change.example for change in compare(old, new).lowered] == [{"heat": shown}]
        on = rule_set(Rule("hot", NOW, NOW, Bound("heat", Operator.AT_LEAST, line)), findings=(plain,))
        assert [change.example for change in compare(on, new).lowered] == [{"heat": line}]
        old = rule_set(Rule("weak", NOW, NOW, Bound("grip", Operator.BELOW, round(10 - line, 2))), findings=(GRIP,))
        new = rule_set(Rule("weak", NOW, NOW, Bound("grip", Operator.BELOW, 1)), findings=(GRIP,))
        assert [change.example for change in compare(old, new).lowered] == [{"grip": round(10 - shown, 1)}]

    def test_the_corners_are_not_lower_than_themselves(self):
        """All terms are tried, at all their points."""
        rules = corners.rules()
        found = compare(rules, rules)
        assert (found.lowered, found.lost, found.raised, found.reworded) == ((), (), (), ())
        assert (found.terms, found.points) == (59, 216)
