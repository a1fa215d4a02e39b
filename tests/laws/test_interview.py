"""A stateful interview on the real pack: hypothesis plays a person who answers, corrects nothing, and asks for the result at any time."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from triage import bundled_rules, evaluate
from triage.testing import answers


class Interview(RuleBasedStateMachine):
    """Answers arrive one at a time, the suggested question first or any other."""

    @initialize()
    def start(self):
        """Nothing asked yet."""
        self.rules = bundled_rules()
        self.known = {}
        self.before = self.now = evaluate({}, rules=self.rules)

    @precondition(lambda self: self.now.next_questions)
    @rule(data=st.data())
    def answer_what_is_asked(self, data):
        """The most decisive open question."""
        self._answer(self.now.next_questions[0], data)

    @rule(data=st.data())
    def answer_anything(self, data):
        """Any finding that was not answered yet."""
        left = [name for name in self.rules.findings if name not in self.known]
        if left:
            self._answer(data.draw(st.sampled_from(left)), data)

    def _answer(self, name, data):
        self.known[name] = data.draw(answers(self.rules.findings[name]))
        self.before, self.now = self.now, evaluate(self.known, rules=self.rules)

    @invariant()
    def outcome_never_falls(self):
        """Law 3."""
        assert self.now.outcome >= self.before.outcome

    @invariant()
    def ceiling_never_rises(self):
        """Law 8; a clinician's value was never open, so it may raise the ceiling."""
        if all(self.rules.findings[name].asked_of == "person" for name in self.known):
            assert self.now.ceiling <= self.before.ceiling

    @invariant()
    def every_reason_stands_alone(self):
        """Law 10."""
        for firing in self.now.fired:
            alone = evaluate({name: self.known[name] for name in firing.findings}, rules=self.rules)
            assert firing.outcome in {each.outcome for each in alone.fired if each.rule == firing.rule}


TestInterviewOnTheRealPack = Interview.TestCase
TestInterviewOnTheRealPack.settings = settings(max_examples=15, stateful_step_count=25)
