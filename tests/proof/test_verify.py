"""What `verify` proves of a rule set, and that it notices what isn't so."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given

import corners
from corners import NOW
from triage import Outcome
from triage.engine import compiler, questions
from triage.engine.alarms import Alarms, Pull
from triage.engine.program import CompiledRule
from triage.model.conditions import All, Any, Bound, Operator, Present
from triage.model.rules import Content, Rule
from triage.model.soundness import problems_of
from triage.proof.terms import points, terms
from triage.proof.verify import Verification, verify
from triage.testing import rule_sets


def told(content):
    """Where, of which kind, and in which words each problem is told."""
    return [(problem.path, problem.code, problem.message) for problem in verify(content).problems]


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
        """Nothing but contradictions is ever reported, by anybody or by those who are asked."""
        assert {problem.code for problem in verify(rules.decisions).problems} <= {"never-fires", "unmeetable-term", "unreached-term"}

    def test_a_compiler_that_drops_a_branch_is_found(self, bundled, monkeypatch):
        """The expansion of the written conditions shares no step with the compiler."""
        whole = compiler._alternatives
        monkeypatch.setattr(compiler, "_alternatives", lambda branches: whole(branches[:-1] or branches))
        assert "compiled-differs" in {problem.code for problem in verify(bundled.decisions).problems}

    def test_a_filing_that_forgets_an_answer_is_found(self, bundled, monkeypatch):
        """An alarm that isn't filed under an answer that can tip it would never ring."""
        monkeypatch.setattr(Alarms, "pull", lambda filed, bits: Pull())
        assert "outcome-differs" in {problem.code for problem in verify(bundled.decisions).problems}

    def test_what_was_proved_is_counted(self):
        """Rules, leaves as written, terms, and points; a set that isn't sound is not proved at all."""
        assert verify(corners.CONTENT) == Verification(12, 53, 59, 216, ())
        unsound = evolve(corners.CONTENT, rules=(Rule("lost", NOW, NOW, Present("nobody")),))
        found = verify(unsound)
        assert (found.rules, found.leaves, found.terms, found.points) == (1, 7, 0, 0)
        assert [problem.code for problem in found.problems] == [problem.code for problem in problems_of(unsound)] != []

    def test_what_nobody_can_meet_is_told_with_its_place(self):
        """One way of several, or the whole rule."""
        nobody = All((Bound("heat", Operator.AT_LEAST, 8), corners.COLD))
        words = f"no person can meet `heat` at least 8 and `heat` {corners.COLD.operator.replace('_', ' ')} {corners.COLD.value}"
        some = Rule("some", NOW, NOW, Any((nobody, Present("pain"))))
        assert told(Content((), corners.FINDINGS, (), (some, Rule("none", NOW, NOW, nobody)))) == [
            (("rules", "some", "when"), "unmeetable-term", words),
            (("rules", "none", "when"), "never-fires", "no person can meet this condition"),
            (("rules", "none", "when"), "unmeetable-term", words),
        ]

    def test_a_broken_part_is_told_with_its_place_and_an_example(self, monkeypatch):
        """Nothing of the engine is taken on trust: not the ceiling, not the outcome, not which rules hold."""
        low = Outcome.parse("stop fortnight")
        both, one = Rule("both", low, low, All((Present("rash"), Present("pain")))), Rule("one", NOW, NOW, Present("rash"))
        content = Content((), corners.FINDINGS, (), (both,))
        path, yes, doubt = ("rules", "both", "when"), {"rash": True, "pain": True}, {"rash": "unsure", "pain": "unsure"}
        hides = "the ceiling hides this rule from who has yet to answer `rash` of"
        differs = "the outcome isn't the worst of the rules that hold at"
        with monkeypatch.context() as broken:
            broken.setattr(questions, "reachable", lambda branch, present, choices: len(branch.masks) == 1)
            expected = [(path, "ceiling-hides", f"{hides} {yes}")]
            assert told(content) == told(Content((), corners.FINDINGS, (), (both, one))) == expected
        with monkeypatch.context() as broken:
            broken.setattr("triage.proof.verify.worst_rank", lambda reading, program: 2)
            assert told(content) == [(path, "outcome-differs", f"{differs} {answers}") for answers in (yes, doubt)]
        with monkeypatch.context() as broken:
            broken.setattr(CompiledRule, "holds", lambda rule, present: False)
            expected = [(path, "outcome-differs", f"{differs} {answers}") for answers in (yes, doubt)]
            assert told(content) == [*expected, (path, "ceiling-hides", f"{hides} {yes}")]
        with monkeypatch.context() as broken:
            broken.setattr(compiler, "_joined", lambda parts: parts[0])
            expected = [(path, "compiled-differs", "the compiled form doesn't fire as the condition is written")]
            assert told(content) == expected

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
