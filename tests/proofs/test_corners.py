"""Corners of the release check and of relevance that the proofs brought to light, for the kernel and for the library."""

from __future__ import annotations

from attrs import evolve
from test_releases import agree
from test_worlds import opened

from triage import Outcome, RuleSet, evaluate
from triage.model.conditions import All, Bound, Chosen, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.rules import Content, Rule
from triage.proof.downgrade import compare
from trying import reference_of

NOW, TODAY = Outcome.parse("emergency now"), Outcome.parse("seek-care today")
F, G = Finding("f", "flag"), Finding("g", "flag")
LEFT = Implication(Chosen("side", ("left",)), ("k",))
SIDE = Finding("side", "choice", options=tuple(map(Option, ("neither", "left", "right", "unsure"))), implies=(LEFT,))
APP = Finding("k", "flag", asked_of="app")


def rule_set(when, *findings):
    """One rule over some findings."""
    return RuleSet.of(Content((), findings, (), (Rule("r", NOW, TODAY, when),)))


def distinct(points):
    """Each point once: several terms may lead there."""
    return [point for place, point in enumerate(points) if point not in points[:place]]


class TestMerges:
    """A question that another one's name stands for now is closed by a no to that."""

    def test_the_flag_that_no_term_reads_closes_the_one_that_a_term_reads(self, kernel):
        """At `{f: no}` the old ceiling is an emergency, and the new one nothing."""
        old, new = rule_set(Present("g"), F, G), rule_set(Present("g"), evolve(G, aliases=("f",)))
        assert [str(evaluate({"f": False}, rules=rules).ceiling) for rules in (old, new)] == ["emergency now", "none-found"]
        assert "g" in agree(kernel, old, new)["closes"]
        assert [(loss.code, loss.name, loss.example) for loss in compare(old, new).lost] == [("merged", "g", {"f": False})]

    def test_another_rule_doesn_t_hide_it(self, kernel):
        """With everything else answered harmlessly, it shows."""
        content = rule_set(Present("g"), F, G, Finding("h", "flag")).content
        old = RuleSet.of(evolve(content, rules=(*content.rules, Rule("other", NOW, NOW, Present("h")))))
        new = RuleSet.of(evolve(old.content, findings=(evolve(G, aliases=("f",)), content.findings[2])))
        assert "g" in agree(kernel, old, new)["closes"]
        assert [loss.name for loss in compare(old, new).lost] == ["g"]


class TestDoubtsThroughWhatNobodyIsAsked:
    """A doubt reaches a flag that nobody is asked through what implies it; once somebody is asked it, no more."""

    def test_a_flag_that_somebody_is_asked_now(self, kernel):
        """The flag's own unsure still gives what it gave; the unsure side gives less."""
        for by in ("person", "clinician"):
            old, new = rule_set(Present("k"), SIDE, APP), rule_set(Present("k"), SIDE, evolve(APP, asked_of=by))
            assert {"side": "unsure"} in agree(kernel, old, new)["lowered"]
            assert {"side": "unsure"} in [change.example for change in compare(old, new).lowered]

    def test_an_implication_that_is_gone(self, kernel):
        """Surely and in doubt."""
        old, new = rule_set(Present("k"), SIDE, APP), rule_set(Present("k"), evolve(SIDE, implies=()), APP)
        wanted = [{"side": "left"}, {"side": "unsure"}]
        assert distinct(agree(kernel, old, new)["lowered"]) == wanted
        assert all(example in [change.example for change in compare(old, new).lowered] for example in wanted)


class TestOneReading:
    """A doubt is one answer, in the place of the flags that it stands for too."""

    def test_no_side_is_left_and_right(self, kernel):
        """So an unsure side is no way to hold, and nobody gets less when it goes."""
        when = All((Present("k"), Chosen("side", ("right",))))
        old, new = rule_set(when, SIDE, APP), rule_set(when, evolve(SIDE, implies=()), APP)
        assert str(evaluate({"side": "unsure"}, rules=old).outcome) == "none-found"
        assert agree(kernel, old, new)["lowered"] == []
        assert compare(old, new).lowered == ()

    def test_a_side_that_is_both_at_once(self, kernel):
        """With left in both lists one reading meets both, and its loss is one."""
        when = All((Present("k"), Chosen("side", ("left", "right"))))
        old, new = rule_set(when, SIDE, APP), rule_set(when, evolve(SIDE, implies=()), APP)
        assert {"side": "unsure"} in agree(kernel, old, new)["lowered"]
        assert {"side": "unsure"} in [change.example for change in compare(old, new).lowered]

    def test_what_must_be_sure_beside_a_doubt(self, kernel):
        """What implies a flag that the person is asked must be definite, and so is the same side in the other leaf."""
        when = All((Present("k"), Chosen("side", ("left", "right"))))
        asked = evolve(APP, asked_of="person")
        old, new = rule_set(when, SIDE, asked), rule_set(when, evolve(SIDE, implies=()), asked)
        found = compare(old, new)
        assert distinct(agree(kernel, old, new)["lowered"]) == [{"side": "left"}]
        assert [change.example for change in found.lowered] == [{"side": "left"}]


class TestRelevance:
    """Relevance is the least that the conditions allow, and a doubt about what an app supplies closes nothing."""

    def test_a_question_that_only_its_own_yes_could_open_stays_closed(self, kernel):
        """It would imply its own gate; nobody is asked it, and the answer given counts."""
        gated = evolve(F, asked_if=Present("k"), implies=(Implication(Present("f"), ("k",)),))
        rules = rule_set(Present("f"), gated, APP)
        kernel.load(rules.content)
        assert kernel.assess({})["open"] == sorted(opened(rules, {})) == sorted(reference_of(rules).open({})) == []
        assert kernel.assess({"f": True})["outcome"] == "emergency now"

    def test_a_doubt_about_what_an_app_supplies_closes_nothing(self, kernel):
        """Not even beside the app's no."""
        rules = rule_set(Present("f"), evolve(F, asked_if=Present("k")), SIDE, APP)
        kernel.load(rules.content)
        for given in ({"side": "unsure"}, {"side": "unsure", "k": False}):
            assert kernel.assess(given)["open"] == sorted(opened(rules, given)) == ["f"]


class TestClosedByWhatDecides:
    """A question is closed by what tells less of its gate, though its own condition reads the same."""

    def test_a_number_that_isn_t_unlikely_any_more(self, kernel):
        """Unlikely it counted as any; and the number itself is asked of as many."""
        age = Finding("age", "quantity", unit="years", range=(0, 120), plausible=(0, 110))
        gated = evolve(F, asked_if=Bound("age", Operator.BELOW, 6))
        old, new = rule_set(Present("f"), age, gated), rule_set(Present("f"), evolve(age, plausible=None), gated)
        assert [opened(rules, {"age": 115}) for rules in (old, new)] == [{"f"}, set()]
        assert agree(kernel, old, new)["closes"] == ["f"] == list(compare(old, new).closed)

    def test_a_gate_that_less_implies(self, kernel):
        """The loss names what implied it, and the list what hangs on it, through every step."""
        gated = (evolve(F, asked_if=Present("g")), Finding("h", "flag", asked_if=Present("f")))
        cause = evolve(SIDE, implies=(Implication(Chosen("side", ("left",)), ("g",)),))
        old, new = rule_set(Present("h"), G, cause, *gated), rule_set(Present("h"), G, evolve(SIDE, implies=()), *gated)
        given = {"side": "left", "g": False}
        assert [opened(rules, given) for rules in (old, new)] == [{"f", "h"}, set()]
        assert agree(kernel, old, new)["closes"] == ["f", "h"] == list(compare(old, new).closed)


class TestConsistent:
    """A yes that follows from what somebody is asked fits, though they aren't asked it themselves."""

    def test_an_implied_flag_that_is_closed(self, kernel):
        """Without what implies it, it doesn't fit."""
        gated = evolve(F, asked_if=Present("g"))
        rules = rule_set(Present("f"), gated, G, evolve(SIDE, implies=(Implication(Chosen("side", ("left",)), ("f",)),)))
        kernel.load(rules.content)
        for side, fits in (("left", True), ("right", False)):
            person = {"g": False, "side": side, "f": True}
            assert (
                kernel.ask("consistent", world="rules", answers=person)["consistent"] is reference_of(rules).is_consistent(person) is fits
            )


class TestWholeNumbers:
    """A band that holds no whole number: the whole numbers on both sides are tried."""

    def test_nobody_gets_less(self, kernel):
        """36 and 37 raise what they raised."""
        heat = Finding("heat", "quantity", unit="degrees", range=(30, 45), whole=True, worse="both", normal=(36, 37))
        when = Bound("heat", Operator.AT_LEAST, 38)
        old, new = rule_set(when, heat), rule_set(when, evolve(heat, whole=False, normal=(36.4, 36.6)))
        assert agree(kernel, old, new)["lowered"] == []
