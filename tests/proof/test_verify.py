"""What `verify` proves of a rule set, and that it notices what isn't so."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given

from triage.engine import compiler
from triage.engine.alarms import Alarms, Pull
from triage.proof.terms import points, terms
from triage.proof.verify import verify
from triage.testing import rule_sets


class TestVerify:
    """The compiled form is what is written; outcome and ceiling are exact at every term."""

    def test_the_real_pack_is_proved(self, bundled):
        """Every rule, every term."""
        found = verify(bundled.decisions)
        assert found.problems == ()
        assert found.rules == len(bundled.rules)
        assert found.points >= found.terms > found.rules

    @given(rule_sets())
    def test_random_rule_sets_are_proved_but_for_what_no_person_can_meet(self, rules):
        """Nothing but contradictions is ever reported."""
        assert {problem.code for problem in verify(rules.decisions).problems} <= {"never-fires", "unmeetable-term"}

    def test_a_compiler_that_drops_a_branch_is_found(self, bundled, monkeypatch):
        """The expansion of the written conditions shares no step with the compiler."""
        whole = compiler._alternatives
        monkeypatch.setattr(compiler, "_alternatives", lambda branches: whole(branches[:-1] or branches))
        assert "compiled-differs" in {problem.code for problem in verify(bundled.decisions).problems}

    def test_a_filing_that_forgets_an_answer_is_found(self, bundled, monkeypatch):
        """An alarm that isn't filed under an answer that can tip it would never ring."""
        monkeypatch.setattr(Alarms, "pull", lambda filed, bits: Pull())
        assert "outcome-differs" in {problem.code for problem in verify(bundled.decisions).problems}

    def test_a_wrong_direction_is_found(self, sample):
        """A bound that gets better as it is met would break every law."""
        (pain,) = [finding for finding in sample.content.findings if finding.name == "pain_nrs"]
        turned = evolve(pain, worse="lower")
        findings = tuple(turned if finding is pain else finding for finding in sample.content.findings)
        assert "wrong-direction" in {problem.code for problem in verify(evolve(sample.content, findings=findings)).problems}


class TestTerms:
    """Terms are minimal, and their points meet them."""

    @given(rule_sets())
    def test_every_point_meets_its_rule_and_nothing_less_does(self, rules):
        """Taking an answer away from a point leaves the rule unmet, unless another answer implies what it gave."""
        from triage.engine.answers import read
        from triage.engine.compiler import program_of

        program = program_of(rules)
        findings = {finding.name: finding for finding in rules.content.findings}
        for rule in program.rules:
            for term in terms(rule, program):
                for point in points(term, findings):
                    assert rule.holds(read(point, program).yes)
