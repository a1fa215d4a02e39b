"""Which slips are made of each part of a rule set, and what each makes of it."""

from __future__ import annotations

import pytest
from attrs import evolve

from corners import NOW, TODAY
from triage import Outcome
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.rules import Content, Definition, Rule
from triage.proof.mutants import edits_of, mutants

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
