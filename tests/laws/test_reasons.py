"""Laws 9 to 11: nothing lost, true reasons, one meaning."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from worlds import own_names, worlds

from triage import SymptomError, evaluate
from trying import reference_of


class TestNothingLost:
    """Law 9, nothing lost. Every input either is used or is named in an error. Nothing is skipped, defaulted or guessed."""

    @given(worlds(), st.dictionaries(st.text(max_size=12) | st.integers() | st.none(), st.none() | st.booleans() | st.text(max_size=3)))
    def test_every_key_is_an_answer_or_a_problem(self, world, stray):
        """Strange keys and values beside good ones: each is counted once, and the good ones still count."""
        rules, good = world
        mixed = {**stray, **good}
        try:
            assessment, problems = evaluate(mixed, rules=rules), ()
        except SymptomError as error:
            assessment, problems = error.assessment, error.problems
            assert not assessment.complete
        used = assessment.to_dict()["answers"]
        known = {name for finding in rules.findings.values() for name in (finding.name, *finding.aliases)}
        dropped = [name for name, answer in mixed.items() if answer is None and name in known]
        assert len(used) + len(problems) + len(dropped) == len(mixed)
        assert set(good) <= set(used)
        assert assessment.outcome >= evaluate(good, rules=rules).outcome

    @given(worlds())
    def test_answers_come_back_as_they_were_given(self, world):
        """The record holds each answer under the name it came with."""
        rules, given_answers = world
        assert evaluate(given_answers, rules=rules).to_dict()["answers"] == given_answers


class TestTrueReasons:
    """
    Law 10, true reasons.

    `Firing.findings` names one minimal set of given answers (never implied ones) that alone make that rule fire with that outcome, found by
    dropping answers in reverse vocabulary order while the outcome stays; `Firing.also` names the other answers that matched.
    """

    @given(worlds())
    def test_the_findings_alone_fire_it_and_nothing_less_does(self, world):
        """Each reason is tried alone, and then without each of its answers."""
        rules, given_answers = world
        known = own_names(rules, given_answers)
        for firing in evaluate(given_answers, rules=rules).fired:
            reasons = {name: known[name] for name in firing.findings}
            assert (firing.rule, firing.outcome, firing.unsure) in results(reasons, rules)
            for name in reasons:
                less = {other: answer for other, answer in reasons.items() if other != name}
                assert (firing.rule, firing.outcome, firing.unsure) not in results(less, rules)
            assert not set(firing.findings) & set(firing.also)
            assert set(firing.also) <= set(known)


def results(answers, rules):
    """Each rule that fires, with what it gives."""
    return {(each.rule, each.outcome, each.unsure) for each in evaluate(answers, rules=rules).fired}


class TestOneMeaning:
    """Law 11, one meaning. The compiled engine and the reference evaluator give the same answer."""

    @given(worlds())
    def test_outcome_and_firings_agree(self, world):
        """Outcome, every rule's result, and every reason; with unsure of every kind, and whatever is closed."""
        rules, given_answers = world
        reference = reference_of(rules)
        known = reference.own(given_answers)
        assessment = evaluate(given_answers, rules=rules)
        assert assessment.outcome == reference.outcome(known)
        given_by = {rule.id: reference.result(rule, known) for rule in rules.content.rules}
        expected = {id: (found, sure) for id, (found, sure) in given_by.items() if found.within}
        assert {firing.rule: (firing.outcome, not firing.unsure) for firing in assessment.fired} == expected
        for firing in assessment.fired:
            assert firing.findings == reference.reason(rules.rules[firing.rule], known)

    @given(worlds())
    def test_firings_come_worst_first_then_in_rule_order(self, world):
        """The order a reader sees."""
        rules, given_answers = world
        order = list(rules.rules)
        fired = evaluate(given_answers, rules=rules).fired
        assert list(fired) == sorted(fired, key=lambda each: (-each.outcome.rank, order.index(each.rule)))
