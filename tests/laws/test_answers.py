"""Laws 1 to 5: what answers may do to an outcome."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st
from worlds import own_names, worlds

from triage import evaluate
from triage.testing import answers, symptoms
from trying import harmless, reference_of


class TestPure:
    """
    Law 1, pure. Same symptoms, same rules: same assessment, on any machine, thread, process, Python.

    No clock, file, network, randomness, log or global state after loading.
    """

    @given(worlds())
    def test_asking_twice_gives_equal_assessments(self, world):
        """Nothing is remembered between two evaluations, and the symptoms aren't touched."""
        rules, given_answers = world
        before = dict(given_answers)
        first, second = evaluate(given_answers, rules=rules), evaluate(given_answers, rules=rules)
        assert given_answers == before
        assert first == second
        assert hash(first) == hash(second)
        assert json.dumps(first.to_dict(questions=True)) == json.dumps(second.to_dict(questions=True))

    @given(worlds())
    def test_an_assessment_survives_pickling(self, world):
        """Another process gets the same assessment, refused answers included."""
        rules, given_answers = world
        assessment = evaluate(given_answers, rules=rules)
        again = pickle.loads(pickle.dumps(assessment))
        assert again == assessment
        assert again.to_dict() == assessment.to_dict()

    def test_threads_share_a_rule_set(self, bundled):
        """Four threads that ask for everything at once get what one gets alone."""
        people = [{"saddle_numbness": True}, {"fever": True}, {"sciatica": True}, {}, {"temperature_c": "unsure"}] * 20
        alone = [evaluate(person, rules=bundled).to_dict() for person in people]
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(lambda person: evaluate(person, rules=bundled).to_dict(), people)) == alone


class TestOrderFree:
    """Law 2, order-free. The order of answers never matters."""

    @given(worlds(), st.randoms(use_true_random=False))
    def test_shuffled_answers_give_the_same(self, world, random):
        """The whole assessment is the same, reasons, questions and panels included."""
        rules, given_answers = world
        shuffled = list(given_answers.items())
        random.shuffle(shuffled)
        one, other = evaluate(dict(shuffled), rules=rules), evaluate(given_answers, rules=rules)
        assert one.to_dict(questions=True) == other.to_dict(questions=True)
        assert one.panels() == other.panels()


class TestNeverDowngradedByAnAnswer:
    """Law 3, never downgraded by an answer. Answering an open question never lowers the outcome."""

    @given(worlds(), st.data())
    def test_one_more_answer_never_lowers(self, world, data):
        """Any finding that was not answered, with any answer; whether it is closed or isn't the person's to answer makes no difference."""
        rules, given_answers = world
        unanswered = [each for each in rules.findings.values() if each.name not in own_names(rules, given_answers)]
        if unanswered:
            finding = data.draw(st.sampled_from(unanswered))
            more = given_answers | {finding.name: data.draw(answers(finding))}
            assert evaluate(more, rules=rules).outcome >= evaluate(given_answers, rules=rules).outcome


class TestNeverDowngradedBySeverity:
    """
    Law 4, never downgraded by severity.

    no -> unsure -> yes never lowers, nor a harmless option or number -> unsure (unsure -> a definite option or number is a changed answer),
    nor does moving a quantity in its `worse` direction (for `both`: away from the band). Changing one option for another is a changed
    answer and outside this law.
    """

    @given(worlds(), st.data())
    def test_no_unsure_yes_never_lowers(self, world, data):
        """Each step of a flag, with everything else as it was."""
        rules, given_answers = world
        flag = data.draw(st.sampled_from([each for each in rules.findings.values() if each.kind == "flag"]))
        rest = {name: answer for name, answer in own_names(rules, given_answers).items() if name != flag.name}
        steps = [evaluate(rest | {flag.name: answer}, rules=rules).outcome for answer in (False, "unsure", True)]
        assert steps == sorted(steps)

    @given(worlds(), st.data())
    def test_unsure_never_lowers_what_a_harmless_answer_gave(self, world, data):
        """An option that nothing lists, or a number that meets no bound, for a choice or a quantity."""
        rules, given_answers = world
        others = [each for each in rules.findings.values() if each.kind != "flag"]
        if not others:
            return
        finding = data.draw(st.sampled_from(others))
        rest = {name: answer for name, answer in own_names(rules, given_answers).items() if name != finding.name}
        unsure = evaluate(rest | {finding.name: "unsure"}, rules=rules).outcome
        calm = harmless(reference_of(rules), finding.name)
        for answer in calm:
            assert unsure >= evaluate(rest | {finding.name: answer}, rules=rules).outcome
        assert calm

    @given(worlds(), st.data())
    def test_moving_a_number_to_its_worse_side_never_lowers(self, world, data):
        """Higher, lower, or away from the band."""
        rules, given_answers = world
        quantities = [each for each in rules.findings.values() if each.kind == "quantity"]
        if not quantities:
            return
        finding = data.draw(st.sampled_from(quantities))
        rest = {name: answer for name, answer in own_names(rules, given_answers).items() if name != finding.name}
        numbers = answers(finding).filter(lambda answer: answer != "unsure")
        two = sorted(data.draw(st.lists(numbers, min_size=2, max_size=2)))
        if finding.worse == "both":
            low, high = finding.normal
            two = [min(max(two[0], low), high), two[1]] if two[1] > high else [max(two[1], low), two[0]]
        elif finding.worse == "lower":
            two.reverse()
        better, worse = (evaluate(rest | {finding.name: value}, rules=rules).outcome for value in two)
        assert worse >= better


class TestNeverDowngradedByCompany:
    """
    Law 5, never downgraded by company.

    For A1, A2 in which (aliases resolved, None dropped) no finding has two different answers:
    `evaluate(A1 | A2) >= max(evaluate(A1), evaluate(A2))`.
    """

    @given(worlds(), st.data())
    def test_the_union_gives_at_least_both(self, world, data):
        """Wherever no finding has two different answers."""
        rules, given_answers = world
        first = own_names(rules, given_answers)
        other = own_names(rules, data.draw(symptoms(rules)))
        second = {name: first.get(name, answer) for name, answer in other.items()}
        both = evaluate(first | second, rules=rules).outcome
        assert both >= max(evaluate(first, rules=rules).outcome, evaluate(second, rules=rules).outcome)
