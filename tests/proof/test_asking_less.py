"""
What a release does to asking: questions put to fewer people, questions joined into one, questions in other words.

An outcome can't get less by any of these, and a person can: what is never asked raises nothing.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from proof.pairs import people
from triage import Outcome, RuleError, RuleSet, evaluate
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Defined, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.rules import Content, Definition, Line, Pack, Panel, Rule
from triage.proof.downgrade import Rewording, compare
from triage.testing import rule_sets

NOW, TODAY, DAYS = map(Outcome.parse, ("emergency now", "seek-care today", "seek-care days"))
AGE = Finding("age", "quantity", unit="years", range=(0, 120), whole=True, worse="both", normal=(20, 60), gate=True)
SIDE = Finding("side", "choice", options=tuple(map(Option, ("neither", "left", "right", "both", "unsure"))))
RASH, ITCH, CRYING = (Finding(name, "flag") for name in ("rash", "itch", "crying"))
ALL = (AGE, SIDE, RASH, ITCH, CRYING)
RULES = (Rule("crying", NOW, NOW, Present("crying")), Rule("rash", TODAY, DAYS, All((Present("rash"), Present("itch")))))


def rule_set(*rules, findings=ALL, definitions=(), panels=()):
    """Some rules over these findings."""
    packs = (Pack("pack", "0.1.0", "2026-11-22"),)
    return RuleSet.of(Content(packs, tuple(findings), tuple(definitions), rules or RULES, tuple(panels)))


def asked_if(condition, *, name="crying", definitions=(), findings=ALL):
    """The rules with one question asked under a condition."""
    edited = tuple(evolve(each, asked_if=condition) if each.name == name else each for each in findings)
    return rule_set(findings=edited, definitions=definitions)


def age(operator, line):
    """A bound on the age."""
    return Bound("age", Operator(operator), line)


def sides(*options):
    """Some options of the side."""
    return Chosen("side", options)


YOUNG = Definition("young", Any((age("below", 6), Present("rash"))))
BABY = Definition("young", age("below", 6))

# Before, after, and whether the question is asked of fewer people.
CONDITIONS = [
    ("a new condition", None, age("below", 6), True),
    ("no condition any more", age("below", 6), None, False),
    ("the same", age("below", 6), age("below", 6), False),
    ("narrower by a year", age("below", 6), age("below", 5), True),
    ("wider by a year", age("below", 6), age("below", 7), False),
    ("narrower on its line", age("at_most", 6), age("below", 6), True),
    ("wider on its line", age("below", 6), age("at_most", 6), False),
    ("the other way", age("below", 6), age("at_least", 6), True),
    ("narrower from above", age("at_least", 50), age("above", 50), True),
    ("wider from above", age("above", 50), age("at_least", 50), False),
    ("an option less", sides("left", "right"), sides("left"), True),
    ("an option more", sides("left"), sides("both", "left"), False),
    ("another option", sides("left"), sides("right"), True),
    ("another finding", Present("rash"), Present("itch"), True),
    ("one of two", Any((Present("rash"), Present("itch"))), Present("rash"), True),
    ("one of two now", Present("rash"), Any((Present("rash"), Present("itch"))), False),
    ("both of two now", Present("rash"), All((Present("rash"), Present("itch"))), True),
    ("both of two no more", All((Present("rash"), Present("itch"))), Present("itch"), False),
    ("all for any", Any((Present("rash"), Present("itch"))), All((Present("rash"), Present("itch"))), True),
    ("any for all", All((Present("rash"), Present("itch"))), Any((Present("rash"), Present("itch"))), False),
    ("in another order", Any((Present("rash"), age("below", 6))), Any((age("below", 6), Present("rash"))), False),
    (
        "one of three for two of three",
        AtLeast(2, (Present("rash"), Present("itch"), age("below", 6))),
        AtLeast(1, (Present("rash"), Present("itch"), age("below", 6))),
        False,
    ),
    (
        "two of three for one of three",
        AtLeast(1, (Present("rash"), Present("itch"), age("below", 6))),
        AtLeast(2, (Present("rash"), Present("itch"), age("below", 6))),
        True,
    ),
    ("a span within a span", All((age("at_least", 10), age("at_most", 60))), All((age("at_least", 12), age("at_most", 55))), True),
    ("a span around a span", All((age("at_least", 12), age("at_most", 55))), All((age("at_least", 10), age("at_most", 60))), False),
    ("half of a span", All((age("at_least", 12), age("at_most", 55))), age("at_least", 12), False),
]


class TestClosed:
    """A new or narrower `asked_if` closes questions: each is listed, and needs a line that says why nobody loses by it."""

    @pytest.mark.parametrize(("before", "after", "fewer"), [each[1:] for each in CONDITIONS], ids=[each[0] for each in CONDITIONS])
    def test_a_question_asked_of_fewer_people_is_listed(self, before, after, fewer):
        """And one that is asked of as many, or of more, is not; no outcome changes by either."""
        found = compare(asked_if(before), asked_if(after))
        assert found.closed == (("crying",) if fewer else ())
        assert (found.lowered, found.raised) == ((), ())
        assert not found.downgraded

    def test_a_definition_that_is_narrower_closes_too(self):
        """The condition reads the same, and asks fewer."""
        old, new = (asked_if(Defined("young"), definitions=[each]) for each in (YOUNG, BABY))
        assert compare(old, new).closed == ("crying",)
        assert compare(new, old).closed == ()

    def test_a_definition_written_out_is_the_same(self):
        """It is held against what it says and not against its name."""
        old, new = asked_if(Defined("young"), definitions=[YOUNG]), asked_if(YOUNG.when)
        assert compare(old, new).closed == compare(new, old).closed == ()

    def test_a_renamed_question_is_held_against_what_stands_for_it_now(self):
        """By its old name."""
        weeping = tuple(evolve(each, name="weeping", aliases=("crying",)) if each is CRYING else each for each in ALL)
        rules = (evolve(RULES[0], when=Present("weeping")), RULES[1])
        closed = tuple(evolve(each, asked_if=age("below", 6)) if each.name == "weeping" else each for each in weeping)
        assert compare(rule_set(), rule_set(*rules, findings=weeping)).closed == ()
        assert compare(rule_set(), rule_set(*rules, findings=closed)).closed == ("crying",)

    def test_what_nobody_is_asked_is_not_closed(self):
        """Neither before nor after; to make it so is a loss of another kind."""
        for by in ("clinician", "app"):
            unasked = tuple(evolve(each, asked_of=by) if each is CRYING else each for each in ALL)
            assert compare(rule_set(findings=unasked), asked_if(age("below", 6))).closed == ()
            found = compare(asked_if(age("below", 6)), rule_set(findings=unasked))
            assert found.closed == ()
            assert [loss.code for loss in found.lost] == [f"{by}-only"]

    def test_a_new_question_is_asked_of_as_many_as_before(self):
        """Nobody was asked it."""
        fewer = tuple(each for each in ALL if each is not CRYING)
        assert compare(rule_set(RULES[1], findings=fewer), asked_if(age("below", 6))).closed == ()

    def test_a_question_whose_gate_is_closed_is_closed_with_it(self):
        """It is asked of fewer people although its own condition stands, and each of the two is listed."""
        gated = tuple(evolve(each, asked_if=Present("itch")) if each is CRYING else each for each in ALL)
        old = rule_set(findings=gated)
        new = asked_if(age("below", 6), name="itch", findings=gated)
        person = {"age": 40}
        assert "crying" in evaluate(person, rules=old).next_questions
        assert "crying" not in evaluate(person, rules=new).next_questions
        assert set(compare(old, new).closed) == {"itch", "crying"}

    def test_a_question_whose_gate_nobody_can_imply_any_more_is_closed_with_what_implied_it(self):
        """An app knows nothing, and the question that would have told it is closed: what hangs on it is closed too."""
        known = Finding("known", "flag", asked_of="app")
        cause = evolve(ITCH, implies=(Implication(Present("itch"), ("known",)),))
        gated = (AGE, SIDE, RASH, cause, known, evolve(CRYING, asked_if=Present("known")))
        old = rule_set(findings=gated)
        new = asked_if(age("below", 6), name="itch", findings=gated)
        person = {"age": 40}
        assert "crying" in evaluate(person, rules=old).next_questions
        assert "crying" not in evaluate(person, rules=new).next_questions
        assert set(compare(old, new).closed) == {"itch", "crying"}

    def test_a_gate_that_is_closed_already_is_told_by_what_implies_it(self):
        """It is asked of some, and for the others there was one more way to it; once that is closed, so is what hangs on the gate."""
        gate = evolve(ITCH, asked_if=age("at_least", 6))
        cause = evolve(RASH, implies=(Implication(Present("rash"), ("itch",)),))
        gated = (AGE, SIDE, cause, gate, evolve(CRYING, asked_if=Present("itch")))
        old = rule_set(findings=gated)
        new = asked_if(age("at_least", 6), name="rash", findings=gated)
        person = {"age": 3}
        assert "crying" in evaluate(person, rules=old).next_questions
        assert "crying" not in evaluate(person, rules=new).next_questions
        assert set(compare(old, new).closed) == {"rash", "crying"}

    @pytest.mark.parametrize("by", ["app", "clinician"])
    def test_a_gate_that_nobody_is_asked_any_more_closes_what_hangs_on_it(self, by):
        """The loss names the gate; whom the other question still reaches is another matter."""
        gated = (AGE, SIDE, RASH, ITCH, evolve(CRYING, asked_if=Present("itch")))
        old = rule_set(findings=gated)
        new = rule_set(findings=(*gated[:3], evolve(ITCH, asked_of=by), gated[4]))
        assert "crying" in evaluate({}, rules=old).next_questions
        assert "crying" not in evaluate({}, rules=new).next_questions
        found = compare(old, new)
        assert [(loss.code, loss.name) for loss in found.lost] == [(f"{by}-only", "itch")]
        assert found.closed == ("crying",)

    @pytest.mark.parametrize(("likely", "closes"), [((0, 120), True), (None, True), ((0, 110), False), ((0, 90), False)])
    def test_an_age_that_isn_t_unlikely_any_more_closes_what_hangs_on_it(self, likely, closes):
        """Unlikely it counted as any age; the age itself is asked of as many."""
        old = asked_if(age("below", 6), findings=(evolve(AGE, plausible=(0, 110)), *ALL[1:]))
        new = asked_if(age("below", 6), findings=(evolve(AGE, plausible=likely), *ALL[1:]))
        asked = ["crying" in evaluate({"age": 115}, rules=rules).next_questions for rules in (old, new)]
        assert asked == [True, not closes]
        assert compare(old, new).closed == (("crying",) if closes else ())

    def test_a_gate_that_less_implies_closes_what_hangs_on_it(self):
        """The loss names what implied it; whom the other question still reaches is another matter."""
        cause = evolve(RASH, implies=(Implication(Present("rash"), ("itch",)),))
        gated = (AGE, SIDE, cause, ITCH, evolve(CRYING, asked_if=Present("itch")))
        old, new = rule_set(findings=gated), rule_set(findings=(AGE, SIDE, RASH, *gated[3:]))
        person = {"rash": True, "itch": False}
        asked = ["crying" in evaluate(person, rules=rules).next_questions for rules in (old, new)]
        assert asked == [True, False]
        found = compare(old, new)
        assert [(loss.code, loss.name) for loss in found.lost] == [("lost-implication", "rash")]
        assert found.closed == ("crying",)

    def test_a_doubt_that_reaches_a_gate_no_more_closes_what_hangs_on_it(self):
        """A clinician is asked now what an app supplied, and who isn't sure of what implies it opens nothing."""
        cause = evolve(RASH, implies=(Implication(Present("rash"), ("itch",)),))
        gated = (AGE, SIDE, cause, evolve(ITCH, asked_of="app"), evolve(CRYING, asked_if=Present("itch")))
        old, new = rule_set(findings=gated), rule_set(findings=(*gated[:3], evolve(ITCH, asked_of="clinician"), gated[4]))
        asked = ["crying" in evaluate({"rash": "unsure"}, rules=rules).next_questions for rules in (old, new)]
        assert asked == [True, False]
        assert compare(old, new).closed == ("crying",)


class TestMerged:
    """Two questions joined into one by an alias: a no to one of them then hides what the other could bring."""

    OLD = rule_set(Rule("rash", NOW, TODAY, Present("rash")), Rule("itch", DAYS, DAYS, Present("itch")), findings=(RASH, ITCH, CRYING))
    JOINED = (evolve(RASH, aliases=("itch",)), CRYING)

    def new(self, *rules, findings=None):
        """Rules over the joined question."""
        return rule_set(*(rules or (Rule("rash", NOW, TODAY, Present("rash")),)), findings=findings or self.JOINED)

    def test_the_example_of_the_issue(self):
        """The same answers: an emergency was still possible, and nothing is now, although no outcome is lower."""
        old, new = self.OLD, self.new()
        assert str(evaluate({"itch": False}, rules=old).ceiling) == "emergency now"
        assert str(evaluate({"itch": False}, rules=new).ceiling) == "none-found"
        found = compare(old, new)
        assert found.lowered == ()
        assert found.downgraded
        assert [(loss.code, loss.name, loss.example) for loss in found.lost] == [
            ("merged", "rash", {"itch": False}),
            ("merged", "itch", {"rash": False}),
        ]
        assert found.lost[0].message == (
            "`rash` is one question with `itch` now: a no to that closes both, and where it alone could still bring emergency now, "
            "open answers bring none-found at most"
        )

    def test_completeness_falls_with_the_ceiling(self):
        """Who said no to one was told that a critical question is open, and isn't now."""
        critical = evolve(RASH, critical=True)
        old = rule_set(Rule("rash", NOW, TODAY, Present("rash")), findings=(critical, ITCH))
        new = rule_set(Rule("rash", NOW, TODAY, Present("rash")), findings=(evolve(critical, aliases=("itch",)),))
        assert not evaluate({"itch": False}, rules=old).complete
        assert evaluate({"itch": False}, rules=new).complete
        assert [loss.code for loss in compare(old, new).lost] == ["merged"]

    def test_only_what_could_bring_something_is_lost(self):
        """A question that no rule read brings nothing, open or not."""
        old = rule_set(Rule("rash", NOW, TODAY, Present("rash")), findings=(RASH, ITCH, CRYING))
        assert [(loss.code, loss.name) for loss in compare(old, self.new()).lost] == [("merged", "rash")]
        nothing = rule_set(Rule("crying", NOW, TODAY, Present("crying")), findings=(RASH, ITCH, CRYING))
        assert compare(nothing, rule_set(Rule("crying", NOW, TODAY, Present("crying")), findings=self.JOINED)).lost == ()

    def test_with_the_rest_of_its_term_answered(self):
        """A rule that reads it beside others is lost where they are yes."""
        both = All((Present("rash"), Present("crying")))
        old = rule_set(Rule("both", NOW, TODAY, both), findings=(RASH, ITCH, CRYING))
        found = compare(old, self.new(Rule("both", NOW, TODAY, both)))
        assert [(loss.name, loss.example) for loss in found.lost] == [("rash", {"crying": True, "itch": False})]

    def test_a_rule_that_reads_both_loses_nothing(self):
        """A no to one of them closed that rule before; where the other was a yes, so is the joined one."""
        both = All((Present("rash"), Present("itch")))
        old = rule_set(Rule("both", NOW, TODAY, both), findings=(RASH, ITCH, CRYING))
        found = compare(old, self.new(Rule("both", NOW, TODAY, Present("rash"))))
        assert (found.lost, found.lowered) == ((), ())

    def test_what_one_implied_of_the_other_is_no_excuse(self):
        """A no to the narrow one left the wide one open; and to the wide one the narrow one, whose yes outranks it."""
        wide, narrow = RASH, evolve(ITCH, implies=(Implication(Present("itch"), ("rash",)),))
        old = rule_set(Rule("rash", NOW, TODAY, Present("rash")), findings=(wide, narrow))
        new = rule_set(Rule("rash", NOW, TODAY, Present("rash")), findings=(evolve(RASH, aliases=("itch",)),))
        for name in ("rash", "itch"):
            assert [str(evaluate({name: False}, rules=rules).ceiling) for rules in (old, new)] == ["emergency now", "none-found"]
        found = compare(old, new)
        assert [(loss.code, loss.name, loss.example) for loss in found.lost] == [
            ("merged", "rash", {"itch": False}),
            ("merged", "itch", {"rash": False}),
        ]
        assert found.lowered == ()

    def test_what_an_app_said_closes_the_question_that_it_is_joined_with(self):
        """Before, somebody could still be asked whether what the app didn't see is there."""
        implying = evolve(ITCH, implies=(Implication(Present("itch"), ("rash",)),))
        old = rule_set(Rule("rash", NOW, TODAY, Present("rash")), findings=(evolve(RASH, asked_of="app"), implying))
        new = rule_set(Rule("rash", NOW, TODAY, Present("itch")), findings=(evolve(ITCH, aliases=("rash",)),))
        assert [str(evaluate({"rash": False}, rules=rules).ceiling) for rules in (old, new)] == ["emergency now", "none-found"]
        assert [(loss.code, loss.name, loss.example) for loss in compare(old, new).lost] == [("merged", "itch", {"rash": False})]

    def test_three_are_joined(self):
        """Each against the two others."""
        rules = [Rule(name, NOW, TODAY, Present(name)) for name in ("rash", "itch", "crying")]
        old = rule_set(*rules, findings=(RASH, ITCH, CRYING))
        found = compare(old, rule_set(rules[0], findings=(evolve(RASH, aliases=("itch", "crying")),)))
        assert {loss.name: loss.example for loss in found.lost} == {
            name: {other: False for other in ("rash", "itch", "crying") if other != name} for name in ("rash", "itch", "crying")
        }

    def test_what_was_never_asked_is_not_lost(self):
        """A clinician's finding was never open, so no answer closes it; the person's still is closed by the clinician's no."""
        old = rule_set(*self.OLD.content.rules, findings=(evolve(RASH, asked_of="clinician"), ITCH, CRYING))
        found = compare(old, self.new())
        assert [(loss.code, loss.name) for loss in found.lost] == [("merged", "itch")]

    def test_what_only_a_doubt_could_still_bring_is_lost_too(self):
        """A side that is known implies the joined question, and one that isn't sure doesn't: only in doubt the no closes anything."""
        implying = evolve(SIDE, implies=(Implication(sides("left"), ("rash",)),))
        both = Rule("both", NOW, TODAY, All((Present("itch"), sides("left"))))
        old = rule_set(both, findings=(implying, RASH, ITCH))
        new = rule_set(evolve(both, when=All((Present("rash"), sides("left")))), findings=(implying, evolve(RASH, aliases=("itch",))))
        for side, ceilings in (("left", (NOW, NOW)), ("unsure", (TODAY, Outcome.parse("none-found")))):
            assert tuple(evaluate({"side": side, "rash": False}, rules=rules).ceiling for rules in (old, new)) == ceilings
        found = compare(old, new)
        assert [(loss.code, loss.name, loss.example) for loss in found.lost] == [("merged", "itch", {"side": "unsure", "rash": False})]
        assert "could still bring seek-care today, open answers bring none-found at most" in found.lost[0].message

    def test_an_alias_of_a_new_question_joins_nothing(self):
        """A renamed question stands for itself."""
        new = rule_set(
            Rule("rash", NOW, TODAY, Present("spots")),
            Rule("itch", DAYS, DAYS, Present("itch")),
            findings=(evolve(RASH, name="spots", aliases=("rash",)), ITCH, CRYING),
        )
        assert compare(self.OLD, new).lost == ()

    def test_two_old_questions_in_a_new_one(self):
        """Neither keeps its name, and a no to either hides the other."""
        new = rule_set(Rule("rash", NOW, TODAY, Present("skin")), findings=(Finding("skin", "flag", aliases=("rash", "itch")), CRYING))
        assert [(loss.code, loss.name) for loss in compare(self.OLD, new).lost] == [("merged", "rash"), ("merged", "itch")]

    def test_closing_by_a_condition_is_another_matter(self):
        """What isn't asked under the new condition is listed as closed, and no merge."""
        findings = (evolve(RASH, aliases=("itch",), asked_if=Present("crying")), CRYING)
        both = Rule("both", NOW, TODAY, All((Present("rash"), Present("itch"))))
        old = rule_set(both, findings=(RASH, ITCH, CRYING))
        found = compare(old, rule_set(evolve(both, when=Present("rash")), findings=findings))
        assert found.lost == ()
        assert found.closed == ("rash", "itch")

    @settings(max_examples=80)
    @given(rule_sets(), st.data())
    def test_a_merge_that_lowers_a_ceiling_is_told_and_one_that_is_told_does(self, rules, data):
        """On random rule sets with two flags joined, against everybody, whatever they have answered so far."""
        old = rules.content
        flags = [each.name for each in old.findings if each.kind == "flag" and not each.context]
        assume(len(flags) > 1)
        keep, gone = data.draw(st.permutations(flags))[:2]
        try:
            first = RuleSet.of(evolve(old, findings=tuple(evolve(each, asked_if=None) for each in old.findings), panels=()))
            joined = RuleSet.of(merged(first.content, keep, gone))
        except RuleError:
            # They circle now, or count one thing twice.
            return
        everybody = people(first.content, joined.content, most=2500)
        if everybody is None:
            return

        def falls(person):
            before, after = evaluate(person, rules=first), evaluate(person, rules=joined)
            return after.outcome < before.outcome or after.ceiling < before.ceiling

        assert any(map(falls, everybody)) is compare(first, joined).downgraded


def merged(content, keep, gone):
    """The same rules, with two flags joined into one, which keeps whatever either implied and whoever was asked it."""

    def renamed(condition):
        if isinstance(condition, Present):
            return Present(keep) if condition.finding == gone else condition
        if isinstance(condition, All | Any):
            return type(condition)(tuple(map(renamed, condition.members)))
        return AtLeast(condition.count, tuple(map(renamed, condition.members))) if isinstance(condition, AtLeast) else condition

    findings = {each.name: each for each in content.findings}
    both = (findings[keep], findings[gone])
    implied = {flag for each in both for way in each.implies for flag in way.flags} - {keep, gone}
    one = evolve(
        both[0],
        aliases=(*both[0].aliases, gone, *both[1].aliases),
        critical=any(each.critical for each in both),
        asked_of="person" if any(each.is_asked for each in both) else both[0].asked_of,
        implies=(Implication(Present(keep), tuple(sorted(implied))),) if implied else (),
    )
    kept = []
    for finding in content.findings:
        if finding.name == keep:
            kept.append(one)
        elif finding.name != gone:
            ways = (
                evolve(way, flags=tuple(dict.fromkeys(keep if flag == gone else flag for flag in way.flags))) for way in finding.implies
            )
            kept.append(evolve(finding, implies=tuple(ways)))
    definitions = (evolve(each, when=renamed(each.when)) for each in content.definitions)
    rules = (evolve(each, when=renamed(each.when)) for each in content.rules)
    return evolve(content, findings=tuple(kept), definitions=tuple(definitions), rules=tuple(rules))


LONG = Finding(
    "stiff",
    "choice",
    question="How long are you stiff in the morning?",
    options=(Option("short", "less than a minute"), Option("long", "over an hour"), Option("unsure", "I'm not sure")),
)
FLAG = Finding("rash", "flag", question="Do you have a rash?", help="Look at your back too.")
WORDS = (Rule("stiff", TODAY, DAYS, Chosen("stiff", ("long",))), Rule("rash", NOW, TODAY, Present("rash")))


def worded(*findings, panels=()):
    """The rules in some words."""
    return rule_set(*WORDS, findings=findings, panels=panels)


def panel(tick="A rash", stem="Which of these do you have?", id="skin"):
    """A screen with both questions."""
    return Panel(id, "each", stem, (Line("stiff", "Stiffness in the morning"), Line("rash", tick)))


class TestRewordings:
    """Other words may be another question: both texts are shown, and somebody has to say whether they mean the same."""

    def test_swapped_options_are_told(self):
        """Each answer would mean the other, and no rule has changed."""
        swapped = evolve(LONG, options=(Option("short", "over an hour"), Option("long", "less than a minute"), LONG.options[2]))
        found = compare(worded(LONG, FLAG), worded(swapped, FLAG))
        assert not found.downgraded
        (told,) = found.rewordings
        assert told.finding == "stiff"
        assert told.before[2:4] == ("short: less than a minute", "long: over an hour")
        assert told.after[2:4] == ("short: over an hour", "long: less than a minute")

    def test_options_whose_names_are_swapped_are_told(self):
        """The texts stand in the same order, and each answer means the other all the same."""
        swapped = evolve(LONG, options=(Option("long", "less than a minute"), Option("short", "over an hour"), LONG.options[2]))
        assert [each.finding for each in compare(worded(LONG, FLAG), worded(swapped, FLAG)).rewordings] == ["stiff"]

    def test_a_flipped_question_is_told_with_both_texts(self):
        """A yes would be a no."""
        flipped = evolve(FLAG, question="Is your skin free of any rash?")
        (told,) = compare(worded(LONG, FLAG), worded(LONG, flipped)).rewordings
        assert told == Rewording(
            "rash", ("Do you have a rash?", "Look at your back too."), ("Is your skin free of any rash?", "Look at your back too.")
        )

    @pytest.mark.parametrize("edit", [{"help": "Look."}, {"help": ""}, {"question": "Do you have a rash now?"}])
    def test_help_counts_as_much_as_the_question(self, edit):
        """What stands below it says what is meant."""
        assert [each.finding for each in compare(worded(LONG, FLAG), worded(LONG, evolve(FLAG, **edit))).rewordings] == ["rash"]

    @pytest.mark.parametrize("edit", [{"label": "skin"}, {"clinical": "Any exanthem."}, {"synonyms": ("spots",)}, {"group": "skin"}])
    def test_what_no_person_reads_is_no_rewording(self, edit):
        """Labels are for lists, clinical definitions for clinicians."""
        assert compare(worded(LONG, FLAG), worded(LONG, evolve(FLAG, **edit))).rewordings == ()

    def test_the_line_of_a_panel_counts(self):
        """Its words and its stem: on a screen they are the question."""
        before = worded(LONG, FLAG, panels=[panel()])
        for edit in ({"tick": "No rash"}, {"stem": "Which of these are you free of?"}):
            found = compare(before, worded(LONG, FLAG, panels=[panel(**edit)])).rewordings
            assert {each.finding for each in found} == ({"rash"} if "tick" in edit else {"rash", "stiff"})
            assert all(edit.get("tick", edit.get("stem")) in each.after for each in found)
        assert compare(before, worded(LONG, FLAG, panels=[panel(id="other")])).rewordings == ()

    def test_a_first_panel_says_nothing_of_what_was_asked_before(self):
        """Where there was none, the question stands for itself; where there was one and is none now, its words are gone."""
        without, having = worded(LONG, FLAG), worded(LONG, FLAG, panels=[panel()])
        assert compare(without, having).rewordings == ()
        assert {each.finding for each in compare(having, without).rewordings} == {"rash", "stiff"}

    def test_a_renamed_question_is_held_against_what_stands_for_it_now(self):
        """The old name with the new words."""
        spots = evolve(FLAG, name="spots", aliases=("rash",), question="Do you have spots?")
        rules = (WORDS[0], evolve(WORDS[1], when=Present("spots")))
        (told,) = compare(worded(LONG, FLAG), rule_set(*rules, findings=(LONG, spots))).rewordings
        assert (told.finding, told.after[0]) == ("rash", "Do you have spots?")

    def test_what_is_not_asked_of_the_person_is_read_by_nobody(self):
        """An app's or a clinician's finding has no question on any screen."""
        for by in ("app", "clinician"):
            one, other = (evolve(FLAG, asked_of=by, question=question) for question in ("One?", "Other?"))
            assert compare(worded(LONG, one), worded(LONG, other)).rewordings == ()
