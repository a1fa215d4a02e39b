"""Pairs of rule sets, an old and a new one, to hold against one another."""

from __future__ import annotations

from hypothesis import reject
from hypothesis import strategies as st

from triage import RuleError, RuleSet
from triage.proof.mutants import mutants
from triage.testing import rule_sets


@st.composite
def pairs(draw):
    """An old rule set, and a new one: the old with one to three slips, or other rules over the same findings, or more rules."""
    old = draw(rule_sets())
    how = draw(st.sampled_from(["slips", "slips", "other", "more"]))
    try:
        if how == "other":
            return old, draw(rule_sets(findings=old.content.findings))
        if how == "more":
            return old, old.joined(draw(rule_sets(prefix="more-".replace("-", "_"), findings=old.content.findings)))
        content = old.content
        for _ in range(draw(st.integers(1, 3))):
            found = list(mutants(content))
            content = draw(st.sampled_from(found)).applied(content) if found else content
        return old, RuleSet.of(content)
    except RuleError:
        # A slip may make a rule set that the loader would refuse; nothing is left to prove of it.
        reject()
