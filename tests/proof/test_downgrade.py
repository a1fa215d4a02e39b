"""Law 7: a release that gives anybody less is found, for all inputs; and it is only found where there is one."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from proof.pairs import pairs, people
from proof.second_opinion import ever_lower
from triage import Outcome, RuleSet, SymptomError, evaluate
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.engine.questions import Interview
from triage.model.conditions import Bound, Operator, Present
from triage.model.findings import Finding, Implication
from triage.model.rules import Content, Pack, Rule
from triage.proof.downgrade import compare
from triage.testing import rule_sets, symptoms


class TestNeverDowngradedByARelease:
    """Law 7: for all inputs, this rule set gives at least what the last released one gave."""

    @settings(max_examples=120)
    @given(pairs())
    def test_exact_method_and_z3_agree_in_both_directions(self, pair):
        """On random pairs: whatever one of them finds lower or not lower, the other finds too; a format never goes back."""
        old, new = pair
        assert bool(compare(old, new).lowered) is ever_lower(old.content, new.content)
        if old.content.format == new.content.format:
            assert bool(compare(new, old).lowered) is ever_lower(new.content, old.content)

    @settings(max_examples=120)
    @given(pairs())
    def test_exact_method_brute_force_and_z3_agree(self, pair):
        """On vocabularies small enough to try every answer of every person: flags, options and numbers, unsure ones too."""
        old, new = pair
        everybody = people(old.content, new.content, most=2000)
        if everybody is None:
            # To draw another pair instead takes most of the time of the whole test.
            return
        outcomes = {(evaluate(person, rules=old).outcome, evaluate(person, rules=new).outcome) for person in everybody}
        found = compare(old, new)
        lower = any(after < before for before, after in outcomes)
        assert bool(found.lowered) is lower
        assert bool(found.raised) is any(after > before for before, after in outcomes)
        assert ever_lower(old.content, new.content) is lower

    @given(pairs())
    def test_every_example_shows_what_it_says(self, pair):
        """Pasted into `evaluate`, each counterexample gives the outcomes that the report states."""
        old, new = pair
        found = compare(old, new)
        for change in (*found.lowered, *found.raised):
            assert evaluate(change.example, rules=old).outcome == change.before
            assert evaluate(change.example, rules=new).outcome == change.after
        assert [len(change.example) for change in found.lowered] == sorted(len(change.example) for change in found.lowered)

    @given(pairs(), st.data())
    def test_where_nothing_is_lowered_the_ceiling_isn_t_either(self, pair, data):
        """What the open questions can bring never shrinks with a release that lowers and closes nothing, whatever was answered so far."""
        old, new = pair
        found = compare(old, new)
        if not found.downgraded and not found.closed:
            for person in ({}, data.draw(symptoms(old))):
                assert evaluate(person, rules=new).ceiling >= evaluate(person, rules=old).ceiling

    @settings(max_examples=100)
    @given(pairs(("fewer", "fewer", "likely")))
    def test_a_question_that_somebody_isn_t_asked_any_more_is_listed(self, pair):
        """Whoever is asked less, of all who have answered some of it: each question that is closed for them is one of those listed."""
        old, new = pair
        everybody = people(old.content, new.content, most=600)
        if everybody is None:
            # To draw another pair instead takes most of the time of the whole test.
            return
        found = compare(old, new)
        listed = {*found.closed, *(loss.name for loss in found.lost)}
        programs = program_of(old), program_of(new)
        for person in everybody:
            before, after = ({entry.finding.name for entry in Interview(each, read(person, each), 0).open} for each in programs)
            assert before - after <= listed

    @settings(max_examples=40)
    @given(rule_sets())
    def test_whom_a_question_is_asked_of_changes_no_outcome(self, rules):
        """Without any `asked_if` everybody gets the same, to the step; for all inputs, and by z3 too."""
        bare = RuleSet.of(evolve(rules.content, findings=tuple(evolve(each, asked_if=None) for each in rules.content.findings)))
        for one, other in ((rules, bare), (bare, rules)):
            found = compare(one, other)
            assert (found.lowered, found.raised, found.lost) == ((), (), ())
            assert not ever_lower(one.content, other.content)

    def test_the_real_pack_is_not_lower_than_itself_for_z3_either(self, bundled):
        """The same statement on the rules that people get, by a solver that knows nothing of the method."""
        assert not compare(bundled, bundled).downgraded
        assert not ever_lower(bundled.decisions, bundled.decisions)


def rule_set(*findings, rules, name="pack"):
    """A rule set of some findings and rules."""
    return RuleSet.of(Content((Pack(name, "0.1.0", "2026-11-22"),), tuple(findings), (), tuple(rules)))


FEVER = Finding("feverish", "flag", aliases=("fever",), critical=True)
HEAT = Finding(
    "temperature",
    "quantity",
    unit="degrees Celsius",
    range=(30, 45),
    worse="both",
    normal=(36, 37.5),
    implies=(Implication(Bound("temperature", Operator.AT_LEAST, 38), ("feverish",)),),
)
TODAY, NOW = Outcome.parse("seek-care today"), Outcome.parse("emergency now")
OLD = rule_set(FEVER, HEAT, rules=[Rule("fever", NOW, TODAY, Present("feverish"))])

LOST = [
    ("an alias gone", evolve(FEVER, aliases=()), HEAT, "the alias `fever` is refused"),
    ("a critical mark gone", evolve(FEVER, critical=False), HEAT, "`feverish` isn't critical any more"),
    ("clinician only", evolve(FEVER, critical=False, asked_of="clinician"), HEAT, "`feverish` is asked of clinicians only"),
    ("another unit", FEVER, evolve(HEAT, unit="degrees"), "`temperature` was in degrees Celsius and is in degrees"),
    ("a narrower range", FEVER, evolve(HEAT, range=(32, 45)), "`temperature` no longer takes `30`"),
    ("whole numbers only", FEVER, evolve(HEAT, whole=True, normal=(36, 37)), "`temperature` takes whole numbers only"),
    ("an implication gone", FEVER, evolve(HEAT, implies=()), "`temperature` no longer implies `feverish`"),
    (
        "an implication later",
        FEVER,
        evolve(HEAT, implies=(Implication(Bound("temperature", Operator.AT_LEAST, 38.5), ("feverish",)),)),
        "`temperature` no longer implies `feverish`",
    ),
]


class TestFrontDoor:
    """What could be said to the old rules can be said to the new, and means at least as much."""

    @pytest.mark.parametrize(("fever", "heat", "message"), [each[1:] for each in LOST], ids=[each[0] for each in LOST])
    def test_each_loss_is_named_with_an_example(self, fever, heat, message):
        """The example is refused, or gives less, or is a question that is no longer asked."""
        new = rule_set(fever, heat, rules=OLD.content.rules)
        found = compare(OLD, new)
        assert found.downgraded
        (loss,) = [loss for loss in found.lost if loss.message.startswith(message)]
        if loss.code in ("refused", "narrower"):
            with pytest.raises(SymptomError):
                evaluate(loss.example, rules=new)
        elif loss.code == "lost-implication":
            assert evaluate(loss.example, rules=new).outcome < evaluate(loss.example, rules=OLD).outcome

    def test_a_finding_gone_is_refused(self):
        """Together with all that rested on it."""
        new = rule_set(HEAT.__class__("other", "flag"), rules=[Rule("other", NOW, NOW, Present("other"))])
        found = compare(OLD, new)
        assert {loss.code for loss in found.lost} == {"refused"}
        assert found.lowered[0].after is None

    def test_an_option_gone_is_named(self):
        """A choice that can't be made any more."""
        from triage.model.conditions import Chosen
        from triage.model.findings import Option

        side = Finding("side", "choice", options=(Option("left"), Option("right"), Option("neither"), Option("unsure")))
        rule = Rule("side", NOW, NOW, Chosen("side", ("left",)))
        fewer = evolve(side, options=tuple(option for option in side.options if option.name != "right"))
        found = compare(rule_set(side, rules=[rule]), rule_set(fewer, rules=[rule]))
        assert [loss.message for loss in found.lost] == ["`side` has no option `right` any more"]

    def test_a_strict_bound_is_tried_just_inside(self):
        """Above 38 and at least 38 differ by one person, who is found, and found readable."""
        strict = Rule("fever", NOW, NOW, Bound("temperature", Operator.ABOVE, 38))
        inclusive = Rule("fever", NOW, NOW, Bound("temperature", Operator.AT_LEAST, 38))
        later = Rule("fever", NOW, NOW, Bound("temperature", Operator.AT_LEAST, 38.001))
        found = compare(rule_set(FEVER, HEAT, rules=[inclusive]), rule_set(FEVER, HEAT, rules=[strict]))
        assert [change.example for change in found.lowered] == [{"temperature": 38}]
        assert not compare(rule_set(FEVER, HEAT, rules=[strict]), rule_set(FEVER, HEAT, rules=[inclusive])).downgraded
        (change,) = compare(rule_set(FEVER, HEAT, rules=[strict]), rule_set(FEVER, HEAT, rules=[later])).lowered
        assert 38 < change.example["temperature"] < 38.001

    def test_a_moved_band_is_judged_by_the_new_vocabulary(self):
        """What counts as least severe is what the new rules say it is."""
        moved = evolve(HEAT, normal=(39, 40), implies=())
        old = rule_set(FEVER, evolve(HEAT, implies=()), rules=[Rule("hot", NOW, NOW, Bound("temperature", Operator.AT_LEAST, 38))])
        new = rule_set(FEVER, moved, rules=[Rule("hot", NOW, NOW, Bound("temperature", Operator.ABOVE, 40))])
        (change,) = compare(old, new).lowered
        assert change.example == {"temperature": 39}
