"""Law 6: what rules may do to an outcome."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from triage import RuleError, RuleSet, evaluate
from triage.testing import rule_sets, symptoms


class TestNeverDowngradedByRules:
    """
    Law 6, never downgraded by rules.

    Adding a rule or a pack never lowers any result. Joining refuses a name that two packs define differently.
    """

    @given(rule_sets(), st.data())
    def test_a_joined_pack_never_lowers(self, rules, data):
        """Outcome and ceiling, for any answers, with rules over the same findings."""
        other = data.draw(rule_sets(prefix="more_", findings=rules.content.findings))
        try:
            joined = rules.joined(other)
        except RuleError:
            # Together they may leave a choice without a harmless option.
            return
        answers = data.draw(symptoms(rules))
        alone, together = evaluate(answers, rules=rules), evaluate(answers, rules=joined)
        assert together.outcome >= max(alone.outcome, evaluate(answers, rules=other).outcome)
        assert together.ceiling >= alone.ceiling
        assert {firing.rule for firing in alone.fired} <= {firing.rule for firing in together.fired}

    def test_joining_with_the_bundled_pack_never_lowers(self, bundled, sample):
        """The real pack beside the sample, each in its own words."""
        with pytest.raises(RuleError, match="defined differently"):
            bundled.joined(sample)

    def test_a_name_with_two_meanings_is_refused(self, sample):
        """Joining a changed copy would switch off what the first one meant."""
        finding = sample.content.findings[0]
        changed = RuleSet.of(evolve(sample.content, findings=(evolve(finding, question="Other?"), *sample.content.findings[1:])))
        with pytest.raises(RuleError) as caught:
            sample.joined(changed)
        assert str(caught.value) == "findings/rash: `rash` is defined differently in the two rule sets; joining can only add"

    def test_joining_itself_changes_nothing(self, sample):
        """What is there already is there once."""
        assert sample.joined(sample) == sample
