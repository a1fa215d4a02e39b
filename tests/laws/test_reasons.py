"""Laws 9 to 11: nothing lost, true reasons, one meaning."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from worlds import worlds

import reference
from triage import SymptomError, evaluate


class TestNothingLost:
    """Law 9: every input is used or named in an error."""

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
    """Law 10: the findings of a firing are a minimal set of given answers that alone make it fire with that outcome."""

    @given(worlds())
    def test_the_findings_alone_fire_it_and_nothing_less_does(self, world):
        """Each reason is tried alone, and then without each of its answers."""
        rules, given_answers = world
        known = reference.canonical(rules.content, given_answers)
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
    """Law 11: the compiled engine gives what the reference evaluator gives."""

    @given(worlds())
    def test_outcome_and_firings_agree(self, world):
        """Outcome, every rule's result, and every reason."""
        rules, given_answers = world
        content = rules.content
        known = reference.canonical(content, given_answers)
        assessment = evaluate(given_answers, rules=rules)
        assert assessment.outcome == reference.outcome(content, known)
        expected = {rule.id: found for rule in content.rules if (found := reference.result(rule, content, known)).within}
        assert {firing.rule: firing.outcome for firing in assessment.fired} == expected
        for firing in assessment.fired:
            assert firing.findings == reference.reason(rules.rules[firing.rule], content, known)

    @given(worlds())
    def test_firings_come_worst_first_then_in_rule_order(self, world):
        """The order a reader sees."""
        rules, given_answers = world
        order = list(rules.rules)
        fired = evaluate(given_answers, rules=rules).fired
        assert list(fired) == sorted(fired, key=lambda each: (-each.outcome.rank, order.index(each.rule)))
