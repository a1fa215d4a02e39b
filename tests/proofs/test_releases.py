"""The release check that was proved, and `compare`, say the same of random releases."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import assume
from hypothesis import strategies as st
from kernel import tried

from proof.pairs import pairs
from proof.test_asking_less import merged
from triage import RuleError, RuleSet, evaluate
from triage.proof.downgrade import compare
from triage.testing import rule_sets

# Losses of answers, which the proved check counts as refused; the others are losses of asking, or of words and marks.
REFUSED = {"refused", "changed-kind", "narrower", "lost-option"}
UNASKED = {"clinician-only", "app-only"}


@st.composite
def merges(draw):
    """A rule set, and the same with two of its flags joined into one."""
    old = draw(rule_sets())
    flags = [each.name for each in old.content.findings if each.kind == "flag"]
    try:
        return old, RuleSet.of(evolve(merged(old.content, *draw(st.permutations(flags))[:2]), panels=()))
    except (RuleError, KeyError):
        # They circle now, or count one thing twice.
        assume(False)


def agree(kernel, old, new):
    """
    Who gets less, who is refused, and which questions are put to fewer people.

    Each merged question is among the proved list of what may be closed; what a merge lowers, that list has no look at.
    """
    kernel.load(old.content, "old")
    kernel.load(new.content, "new")
    assert all(kernel.ask("sound", world=name)["sound"] for name in ("old", "new"))
    proved, found = kernel.ask("compare", old="old", new="new"), compare(old, new)
    codes = {loss.code for loss in found.lost}
    assert bool(proved["refused"]) is bool(codes & REFUSED)
    if not proved["refused"]:
        assert bool(proved["lowered"]) is bool(found.lowered)
        for point in proved["lowered"]:
            assert evaluate(point, rules=new).outcome < evaluate(point, rules=old).outcome
        for change in found.lowered:
            outcomes = [kernel.ask("evaluate", world=name, answers=change.example)["outcome"] for name in ("old", "new")]
            assert outcomes == [str(change.before), str(change.after)]
    closes = set(proved["closes"])
    assert {loss.name for loss in found.lost if loss.code in {"merged", *UNASKED}} <= closes
    assert {*found.closed} <= closes
    # A question that nobody is asked any more is a loss; one under another name, or joined to one, the kernel takes for another.
    if not codes & {*REFUSED, "moved-alias"} and all(each in new.findings for each in old.findings):
        assert {*found.closed} | {loss.name for loss in found.lost if loss.code in UNASKED} == closes
    return proved


@pytest.mark.parametrize("part", range(4))
def test_both_checks_find_the_same_releases_lower(kernel, part):
    """On 500 random releases: slips, other rules, more rules, questions asked of others, and rules of the format before."""

    @tried(125, pairs(), part)
    def check(pair):
        agree(kernel, *pair)


def test_both_lists_have_the_same_questions_closed(kernel):
    """On 200 random releases that put a question to fewer people, in one way or another."""

    @tried(200, pairs(("fewer", "fewer", "likely")))
    def check(pair):
        agree(kernel, *pair)


def test_both_checks_find_the_same_of_merges(kernel):
    """Two questions that are one now lower no outcome unseen, and are listed as closed."""

    @tried(100, merges())
    def check(pair):
        agree(kernel, *pair)
