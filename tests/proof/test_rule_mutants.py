"""Every slip that a rule author could make is caught by a case, or changes nothing for anybody."""

from __future__ import annotations

from attrs import evolve

from triage.proof.mutants import mutants
from triage.proof.survivors import mutation


class TestMutants:
    """Rule mutants: the score that matters to a clinician."""

    def test_none_is_left_on_the_real_pack(self, bundled):
        """Each edit is caught by the files' own cases, or proved to change nothing."""
        found = mutation(bundled.content)
        assert [(mutant.path, mutant.edit) for mutant in found.left] == []
        assert found.caught > 5 * len(bundled.rules)

    def test_a_hole_in_the_cases_is_found(self, sample):
        """A pack with two cases taken away has a hole, and the slip that falls through is named."""
        rule = sample.rules["sample-rash"]
        fewer = evolve(rule, cases=tuple(case for case in rule.cases if case.name not in ("no rash", "not sure")))
        content = evolve(sample.content, rules=tuple(fewer if each.id == rule.id else each for each in sample.content.rules))
        before, after = mutation(sample.content), mutation(content)
        assert len(after.left) > len(before.left)
        assert ("rules", "sample-rash", "when", "all", 0) in {mutant.path for mutant in after.left}

    def test_every_kind_of_slip_is_made(self, bundled):
        """Drop, swap, move, strict and inclusive, lower, count, option, implication."""
        edits = {mutant.edit.partition(" from ")[0].partition(" to ")[0].partition(" `")[0] for mutant in mutants(bundled.content)}
        for kind in ("drop the rule", "drop the branch", "drop the option", "drop the implication", "swap all for any", "swap any for all"):
            assert kind in edits
        for kind in ("move the bound", "lower the outcome", "lower", "above in place of at_least", "count 1 in place of 2"):
            assert kind in edits
