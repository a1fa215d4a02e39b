"""Relevance, panels, and law 12: what is put to whom, and that nothing is lost by it."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from test_bounded import found_open
from worlds import asking_everybody, nearly_answered, own_names, whole_people, worlds

import trying
from corners import NOW
from triage import RuleSet, evaluate
from triage.model.conditions import All, Present
from triage.model.findings import Finding, Implication
from triage.model.rules import Content, Rule
from triage.testing import answers, people, rule_sets
from trying import reference_of


class TestRelevance:
    """
    Relevance: a finding may say `asked_if`, outside which it isn't put to the person.

    It steers what is open, `ceiling`, `complete`, `next_questions` and the panels, and nothing else: a given answer always counts in full.
    In it a leaf that is answered or implied counts as now; open, unsure, refused and implausible leaves count as met; closed and unanswered
    ones as not met. A finding whose `asked_if` doesn't hold so is closed; *due* is one whose `asked_if` holds already, or whose gate was
    passed or unsure.
    """

    @given(worlds())
    def test_open_is_what_the_reference_says(self, world):
        """The least set in which what is open opens the next."""
        rules, given_answers = world
        assert found_open(rules, given_answers) == reference_of(rules).open(own_names(rules, given_answers))

    @given(worlds())
    def test_no_outcome_changes_by_one_bit(self, world):
        """With every `asked_if` taken away the same rules fire for the same reasons; only what could still come may be more."""
        rules, given_answers = world
        asked, everybody = evaluate(given_answers, rules=rules), evaluate(given_answers, rules=asking_everybody(rules))
        assert asked.outcome == everybody.outcome
        assert [evolve(each, rules=rules) for each in everybody.fired] == list(asked.fired)
        assert asked.ceiling <= everybody.ceiling
        assert set(asked.open_critical) <= set(everybody.open_critical)

    @given(worlds(rules=rule_sets()))
    def test_what_raises_something_though_it_is_closed_is_a_conflict(self, world):
        """Against answers that decide whether it is asked; and what is asked or raises nothing isn't told."""
        rules, given_answers = world
        reference, known = reference_of(rules), own_names(rules, given_answers)
        closed = known.keys() - reference.relevant(known, reference.open(known))
        rising = {name for name in closed if trying.raises(reference, name, known[name])}
        aliases = {alias: finding.name for finding in rules.findings.values() for alias in (finding.name, *finding.aliases)}
        told = {aliases[each.finding] for each in evaluate(given_answers, rules=rules).conflicts}
        everybody = {aliases[each.finding] for each in evaluate(given_answers, rules=asking_everybody(rules)).conflicts}
        assert told == everybody | rising

    @pytest.mark.parametrize(("given_answer", "asked"), [({}, ("h", "g", "x")), ({"c": True}, ("g", "x")), ({"c": "unsure"}, ("g", "x"))])
    def test_what_is_known_already_is_not_found_out(self, given_answer, asked):
        """X is asked of those with c, which a clinician tells and h implies, and g. Once c is known, h decides nothing."""
        implies = (Implication(Present("h"), ("c",)),)
        findings = (
            Finding("x", "flag", asked_if=All((Present("c"), Present("g")))),
            Finding("h", "flag", implies=implies),
            Finding("c", "flag", asked_of="clinician"),
            Finding("g", "flag"),
        )
        rules = RuleSet.of(Content((), findings, (), (Rule("rule", NOW, NOW, Present("x")),)))
        assessment = evaluate(given_answer, rules=rules)
        assert assessment.next_questions == asked
        assert (assessment.next_panel.id, assessment.panels_left) == (asked[0], len(asked))

    def test_a_denied_gate_stays_closed_until_something_contradicts_it(self):
        """After a no to c nobody is asked x; a yes to h outranks that no, and reopens it."""
        findings = (
            Finding("c", "flag"),
            Finding("x", "flag", asked_if=Present("c")),
            Finding("h", "flag", implies=(Implication(Present("h"), ("c",)),)),
        )
        rules = RuleSet.of(Content((), findings, (), (Rule("rule", NOW, NOW, Present("x")),)))
        assert evaluate({"c": False}, rules=rules).next_questions == ()
        assert evaluate({"c": False, "h": True}, rules=rules).next_questions == ("x",)


def shown(panel):
    """What a panel shows: its lines now, and those that may join."""
    return panel.id, [line.finding for line in panel.lines], [line.finding for line in panel.depending]


class TestPanels:
    """
    Panels: `next_panel` is the first panel with an open line that could raise the outcome, or that decides whether such a one is asked.

    It shows the lines that are open and due. `assessment.panels(passed=...)` lists all that are still to come, without those that somebody
    passed.
    """

    @given(nearly_answered(left=3), st.data())
    def test_panels_are_those_of_trying_everything(self, world, data):
        """Which come, what they show now and what may join; whatever was passed."""
        rules, given_answers = world
        reference, known = reference_of(rules), own_names(rules, given_answers)
        assume(trying.ways(reference, reference.open(known)) <= 100)
        passed = data.draw(st.sets(st.sampled_from([panel.id for panel in rules.panels]))) if rules.panels else set()
        assessment = evaluate(given_answers, rules=rules)
        expected = trying.panels(reference, rules.panels, known)
        assert [shown(each) for each in assessment.panels()] == expected
        assert [shown(each) for each in assessment.panels(passed=passed)] == trying.panels(reference, rules.panels, known, passed=passed)
        first = next((each for each in expected if each[1]), None)
        assert (assessment.next_panel and shown(assessment.next_panel)) == first
        below = {panel.id: panel.below or panel.id for panel in rules.panels}
        assert assessment.panels_left == len({below[id] for id, *_ in expected})

    @given(worlds(rules=rule_sets()), st.data())
    def test_what_was_passed_never_comes_again_and_there_is_an_end(self, world, data):
        """Somebody answers some lines of each panel and goes past others; each panel has a line to answer, until none is left."""
        rules, given_answers = world
        known, passed = own_names(rules, given_answers), set()
        for _ in range(len(rules.findings) + len(rules.panels) + 1):
            panel = next((each for each in evaluate(known, rules=rules).panels(passed=passed) if each.lines), None)
            if panel is None:
                break
            assert panel.id not in passed
            lines = [line.finding for line in panel.lines]
            assert not set(lines) & set(known)
            said = data.draw(st.lists(st.sampled_from(lines), unique=True))
            if panel.kind == "tick" and said:
                known |= panel.answers({name: data.draw(st.sampled_from([True, "unsure"])) for name in said})
                continue
            known |= panel.answers({name: data.draw(answers(rules.findings[name])) for name in said}) if panel.kind == "each" else {}
            passed |= {panel.id} if set(said) < set(lines) else set()
        assert panel is None


class TestNothingLostByNotAsking:
    """
    Law 12, nothing lost by not asking.

    A person is consistent when their full answers meet all implications and every finding that is closed for them, found step by step, has
    a harmless answer (what an app or a clinician supplies is given beforehand). For every consistent person who leaves no line blank,
    answering only the panels offered, until none is left, ends at the outcome of answering everything.
    """

    @given(whole_people())
    def test_panel_by_panel_ends_at_the_outcome_of_answering_everything(self, world):
        """Each line of each panel that is offered, answered as the person would; on the real pack too."""
        rules, person = world
        reference = reference_of(rules)
        assert reference.is_consistent(person)
        known = {name: answer for name, answer in person.items() if name not in reference.asked_of["person"]}
        while (panel := evaluate(known, rules=rules).next_panel) is not None:
            lines = {line.finding: person[line.finding] for line in panel.lines}
            assert lines
            ticked = {name: answer for name, answer in lines.items() if answer is not False}
            more = panel.answers(lines) if panel.kind == "each" else panel.answers(ticked, none_of_these=not ticked)
            assert more == lines
            known |= more
        assessment = evaluate(known, rules=rules)
        assert assessment.outcome == assessment.ceiling == evaluate(person, rules=rules).outcome
        assert assessment.complete
        assert assessment.panels() == ()

    @given(whole_people(rules=rule_sets()))
    def test_question_by_question_ends_there_too(self, world):
        """For who asks one at a time."""
        rules, person = world
        known = {name: answer for name, answer in person.items() if not rules.findings[name].is_asked}
        while questions := evaluate(known, rules=rules).next_questions:
            known |= {questions[0]: person[questions[0]]}
        assert evaluate(known, rules=rules).outcome == evaluate(person, rules=rules).outcome

    @given(rule_sets(), st.data())
    def test_people_are_consistent_for_rules_that_ask_everybody_too(self, rules, data):
        """What fits where some questions are closed fits where none is; and to answer everything is never less than to answer some."""
        person = data.draw(people(rules))
        assert reference_of(asking_everybody(rules)).is_consistent(person)
        assert evaluate(person, rules=rules).panels() == ()
