"""The rules that people get, and got: the proved kernel says what the engine and the reference say, and what `compare` says of releases."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import strategies as st
from kernel import tried
from test_releases import agree
from test_worlds import same_as_engine

from triage import RuleSet
from triage.proof.mutants import mutants
from triage.testing import symptoms
from trying import reference_of


@pytest.mark.parametrize("back", range(3))
def test_everybody_gets_what_was_proved(kernel, every, back):
    """Random people, of the rules that people get and of the releases before."""
    rules = list(every.values())[-1 - back]
    reference = reference_of(rules)
    kernel.load(rules.content)

    @tried(40, st.integers(1, 30).flatmap(lambda most: symptoms(rules, most=most)))
    def check(given):
        same_as_engine(kernel, rules, given)
        own = reference.own(given)
        found = kernel.assess(own)
        assert set(found["open"]) == reference.open(own)
        if list(own.values()).count("unsure") < 4:
            assert found["outcome"] == str(reference.outcome(own))


def test_the_releases_compare_as_was_proved(kernel, every):
    """Each with the next, and the newest with itself."""
    for old, new in pairwise(every.values()):
        agree(kernel, old, new)
    newest = list(every.values())[-1]
    proved = agree(kernel, newest, newest)
    assert proved == {"refused": [], "closes": [], "lowered": []}


@pytest.mark.parametrize("place", range(3))
def test_a_slip_is_found_by_both(kernel, every, place):
    """One of each hundred small edits of the first release, and whatever it lowers."""
    rules = every["0.1.0"]
    content = evolve(rules.content, format=2)
    for mutant in list(mutants(content))[place * 7 :: 60]:
        changed = mutant.applied(content)
        try:
            new = RuleSet.of(changed)
        except ValueError:
            continue
        agree(kernel, rules, new)
