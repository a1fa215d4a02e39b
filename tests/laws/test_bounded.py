"""Law 8: what the open questions can still bring."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from worlds import worlds

import reference
import trying
from triage import evaluate
from triage.testing import answers, rule_sets, symptoms


def few_open(rules, given_answers, *, most):
    """The open findings, where trying every way of answering them stays quick."""
    found = trying.open_findings(rules.content, reference.canonical(rules.content, given_answers))
    ways = 1
    for finding in found:
        ways *= len(trying.every_answer(finding))
    assume(ways <= most)
    return found


class TestNotAskedIsHonest:
    """Law 8: every way of answering the open questions lands between the outcome and the ceiling, and both ends are reached."""

    @given(worlds(rules=rule_sets()))
    def test_both_ends_are_reached_and_never_left(self, world):
        """Every way of answering, tried one by one with the reference evaluator."""
        rules, given_answers = world
        found = few_open(rules, given_answers, most=3000)
        assessment = evaluate(given_answers, rules=rules)
        known = reference.canonical(rules.content, given_answers)
        reached = {reference.outcome(rules.content, each) for each in trying.completions(rules.content, known, found)}
        assert min(reached) == assessment.outcome
        assert max(reached) == assessment.ceiling

    @given(worlds(), st.data())
    def test_completions_stay_between_outcome_and_ceiling(self, world, data):
        """Random ways of answering, on the real pack too."""
        rules, given_answers = world
        assessment = evaluate(given_answers, rules=rules)
        known = reference.canonical(rules.content, given_answers)
        found = trying.open_findings(rules.content, known)
        more = known | {finding.name: data.draw(answers(finding)) for finding in found}
        assert assessment.outcome <= evaluate(more, rules=rules).outcome <= assessment.ceiling

    @given(worlds())
    def test_asking_what_is_next_reaches_the_ceiling(self, world):
        """There are next questions exactly while the ceiling is above the outcome, and all of them are open."""
        rules, given_answers = world
        assessment = evaluate(given_answers, rules=rules)
        assert bool(assessment.next_questions) is (assessment.ceiling > assessment.outcome)
        known = reference.canonical(rules.content, given_answers)
        assert set(assessment.next_questions) <= {each.name for each in trying.open_findings(rules.content, known)}

    @given(worlds(rules=rule_sets()))
    def test_next_questions_are_those_that_can_tip_a_rule(self, world):
        """The list and its order, against every set of answers tried in order of size."""
        rules, given_answers = world
        found = few_open(rules, given_answers, most=200)
        content, known = rules.content, reference.canonical(rules.content, given_answers)
        assert list(evaluate(given_answers, rules=rules).next_questions) == trying.next_questions(content, known, found)

    @given(worlds(), st.data())
    def test_complete_means_no_critical_finding_is_open(self, world, data):
        """Whatever else was or wasn't asked."""
        rules, given_answers = world
        known = reference.canonical(rules.content, given_answers)
        critical = [each.name for each in trying.open_findings(rules.content, known) if each.critical]
        assessment = evaluate(given_answers, rules=rules)
        assert assessment.open_critical == tuple(critical)
        assert assessment.complete is not bool(critical)


class TestInterview:
    """Laws 3 and 8 along a whole interview."""

    @given(worlds(most=0), st.data())
    def test_outcome_never_falls_and_ceiling_never_rises(self, world, data):
        """Answers arrive one at a time, in any order, until nothing is open."""
        rules, _ = world
        everything = data.draw(symptoms(rules))
        known, before = {}, evaluate({}, rules=rules)
        for name, answer in reference.canonical(rules.content, everything).items():
            known[name] = answer
            after = evaluate(known, rules=rules)
            assert before.outcome <= after.outcome <= after.ceiling
            if rules.findings[name].asked_of == "person":
                assert after.ceiling <= before.ceiling
            before = after
