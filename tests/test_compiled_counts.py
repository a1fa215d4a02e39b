"""A count of members that are more than one leaf is compiled to few branches; they mean what the condition says."""

from __future__ import annotations

from itertools import product

import pytest

from triage.engine.answers import read
from triage.engine.compiler import compiled
from triage.engine.tree import Facts, met
from triage.model.conditions import All, Any, AtLeast, Present
from triage.model.findings import Finding
from triage.model.outcome import Outcome
from triage.model.rules import Content, Rule
from triage.model.vocabulary import Vocabulary

A, B, C, D, E, F, G, H = (Present(name) for name in "abcdefgh")
FINDINGS = tuple(Finding(name, "flag") for name in "abcdefgh")
STOP = Outcome.parse("stop fortnight")
MEMBERS = {
    "leaves": (A, B, C, D),
    "one list": (Any((A, B)), C, D, E, F),
    "two lists": (Any((A, B)), Any((C, D)), E, F, G),
    "lists alone": (Any((A, B)), Any((C, D)), Any((E, F)), Any((G, H))),
    "both of two": (All((A, B)), All((C, D)), E, F),
    "a count inside": (AtLeast(2, (A, B, C)), Any((D, E)), F, G),
    "a list of both": (Any((All((A, B)), C)), All((D, Any((E, F)))), G, H),
}


def program_of(condition):
    """A rule set of one rule, compiled, with its vocabulary."""
    content = Content((), FINDINGS, (), (Rule("one", STOP, STOP, condition),))
    return compiled(content), Vocabulary.of(content)


@pytest.mark.parametrize("members", MEMBERS.values(), ids=MEMBERS)
def test_each_count_holds_where_the_condition_does(members):
    """For everybody who can be told apart, alone and beside another leaf."""
    for count in range(1, len(members) + 1):
        condition = AtLeast(count, members)
        program, vocabulary = program_of(condition)
        for answers in product((True, False), repeat=len(FINDINGS)):
            reading = read(dict(zip("abcdefgh", answers, strict=True)), program)
            assert program.rules[0].holds(reading.yes) is met(condition, Facts.of(reading, program), vocabulary)


def test_leaves_are_counted_and_only_the_others_are_written_out():
    """Three of nine of which one is a list: two branches, where one for each three would be eighty-four."""
    (rule,) = program_of(AtLeast(3, (Any((A, H)), B, C, D, E, F, G)))[0].rules
    assert sorted(len(branch.masks) for branch in rule.branches) == [0, 1]
    assert sorted(count for branch in rule.branches for _, count in branch.counts) == [2, 3]
