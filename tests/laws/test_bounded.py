"""Law 8: what the open questions can still bring."""

from __future__ import annotations

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from worlds import nearly_answered, own_names, worlds

import trying
from triage import RuleSet, SymptomError, evaluate
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.engine.questions import Interview
from triage.testing import answers, rule_sets, symptoms
from trying import reference_of


def few_open(rules, given_answers, *, most):
    """The reference evaluator, the answers and the open findings, where trying every way of answering them stays quick."""
    reference = reference_of(rules)
    known = reference.own(given_answers)
    found = reference.open(known)
    assume(trying.ways(reference, found) <= most)
    return reference, known, found


def found_open(rules, given_answers):
    """The names of what the engine takes to be open."""
    program = program_of(rules)
    return {entry.finding.name for entry in Interview(program, read(given_answers, program), 0).open}


class TestNotAskedIsHonest:
    """Law 8, bounded. Every way of answering the open questions lands between the outcome and `ceiling`, and both ends are reached."""

    @given(nearly_answered())
    def test_both_ends_are_reached_and_never_left(self, world):
        """Every way of answering, tried one by one with the reference evaluator."""
        rules, given_answers = world
        reference, known, found = few_open(rules, given_answers, most=400)
        assessment = evaluate(given_answers, rules=rules)
        reached = {reference.outcome(each) for each in trying.completions(reference, known, found)}
        assert min(reached) == assessment.outcome
        assert max(reached) == assessment.ceiling

    @given(worlds(), st.data())
    def test_completions_stay_between_outcome_and_ceiling(self, world, data):
        """Random ways of answering, on the real pack too."""
        rules, given_answers = world
        assessment = evaluate(given_answers, rules=rules)
        known = own_names(rules, given_answers)
        found = [rules.findings[name] for name in rules.findings if name in found_open(rules, given_answers)]
        more = known | {finding.name: data.draw(answers(finding)) for finding in found}
        assert assessment.outcome <= evaluate(more, rules=rules).outcome <= assessment.ceiling

    @given(worlds())
    def test_asking_what_is_next_reaches_the_ceiling(self, world):
        """There are next questions, and a next panel, exactly while the ceiling is above the outcome; and all of them are open."""
        rules, given_answers = world
        assessment = evaluate(given_answers, rules=rules)
        hope = assessment.ceiling > assessment.outcome
        assert bool(assessment.next_questions) is (assessment.next_panel is not None) is bool(assessment.panels_left) is hope
        shown = [line.finding for panel in assessment.panels() for line in (*panel.lines, *panel.depending)]
        assert {*assessment.next_questions, *shown} <= reference_of(rules).open(own_names(rules, given_answers))
        assert len(shown) == len({*shown})

    @given(nearly_answered(left=3))
    def test_next_questions_are_those_that_can_tip_a_rule(self, world):
        """The list and its order, against every set of answers tried; and which critical ones keep an assessment incomplete."""
        rules, given_answers = world
        reference, known, _ = few_open(rules, given_answers, most=100)
        assessment = evaluate(given_answers, rules=rules)
        assert list(assessment.next_questions) == trying.next_questions(reference, known)
        could = trying.raising(reference, known)
        critical = tuple(name for name, finding in reference.findings.items() if finding.critical and name in could)
        assert assessment.open_critical == critical
        assert assessment.complete is not bool(critical)

    @given(worlds())
    def test_complete_means_that_nothing_critical_could_still_raise_it(self, world):
        """What is critical, open and among the next questions is told; where nothing is next, nothing is missing."""
        rules, given_answers = world
        assessment = evaluate(given_answers, rules=rules)
        critical = {name for name, finding in rules.findings.items() if finding.critical}
        assert set(assessment.open_critical) <= critical & found_open(rules, given_answers)
        assert assessment.complete is not bool(assessment.open_critical)
        assert assessment.complete or assessment.ceiling > assessment.outcome

    @given(rule_sets(), st.data())
    def test_in_format_1_every_critical_question_had_to_be_answered(self, rules, data):
        """A file keeps the meaning of the format it was written in; nothing was closed then, and a choice's unsure was a no."""
        by = {"app": "clinician", "clinician": "clinician", "person": "person"}
        findings = tuple(evolve(each, asked_if=None, asked_of=by[each.asked_of]) for each in rules.content.findings)
        old = RuleSet.of(evolve(rules.content, findings=findings, panels=(), format=1))
        given_answers = data.draw(symptoms(old))
        reference, assessment = reference_of(old), evaluate(given_answers, rules=old)
        known = reference.own(given_answers)
        found = reference.open(known)
        assert assessment.open_critical == tuple(each.name for each in findings if each.critical and each.name in found)
        assert assessment.outcome == reference.outcome(known)
        results = {rule.id: reference.result(rule, known) for rule in old.content.rules}
        fired = {id: (found, sure) for id, (found, sure) in results.items() if found.within}
        assert {each.rule: (each.outcome, not each.unsure) for each in assessment.fired} == fired


class TestRefused:
    """
    Bad input: a refused answer counts as open and `complete` is always False.

    So a typing mistake in one field can't hide an emergency in another.
    """

    @given(worlds(), st.data())
    def test_a_refused_answer_is_an_open_question(self, world, data):
        """The assessment of the others, in which it is open where it would be without it, and closes nothing."""
        rules, given_answers = world
        finding = data.draw(st.sampled_from(list(rules.findings.values())))
        rest = {name: answer for name, answer in own_names(rules, given_answers).items() if name != finding.name}
        try:
            evaluate(rest | {finding.name: "nonsense"}, rules=rules)
        except SymptomError as error:
            assessment = error.assessment
        alone = evaluate(rest, rules=rules)
        assert assessment.outcome == alone.outcome
        assert assessment.ceiling >= alone.ceiling
        assert not assessment.complete
        program = program_of(rules)
        found = Interview(program, read(rest | {finding.name: "nonsense"}, program), 0).open
        assert {entry.finding.name for entry in found} == reference_of(rules).open(rest, refused={finding.name})
