"""A stateful interview: hypothesis plays a person who answers panels and questions, goes past some, and asks for the result at any time."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from worlds import fewer

from triage import bundled_rules, evaluate
from triage.testing import answers, rule_sets
from trying import reference_of


class Interview(RuleBasedStateMachine):
    """Answers arrive in any order: what is asked, the lines of the next panel, or anything else."""

    def begin(self, rules):
        """Nothing asked yet."""
        self.rules, self.reference = rules, reference_of(rules)
        self.known, self.passed, self.was_open = {}, set(), True
        self.before = self.now = evaluate({}, rules=rules)
        self.panel = self.now.next_panel

    @precondition(lambda self: self.now.next_questions)
    @rule(data=st.data())
    def answer_what_is_asked(self, data):
        """The most decisive open question."""
        self._answer(self.now.next_questions[:1], data)

    @precondition(lambda self: self.panel is not None)
    @rule(data=st.data())
    def answer_the_next_panel(self, data):
        """All lines of it."""
        self._answer([line.finding for line in self.panel.lines], data)

    @precondition(lambda self: self.panel is not None)
    @rule()
    def go_past_the_next_panel(self):
        """It never comes again, and what is open on it stays open."""
        panel = self.panel
        self.passed.add(panel.id)
        self.panel = self._next()
        assert {line.finding for line in panel.lines} <= self.reference.open(self.known)

    @rule(data=st.data())
    def answer_anything(self, data):
        """Any finding that was not answered yet, whoever is asked it."""
        left = [name for name in self.rules.findings if name not in self.known]
        if left:
            self._answer([data.draw(st.sampled_from(left))], data)

    def _next(self):
        left = [panel for panel in self.now.panels(passed=self.passed) if panel.lines]
        assert self.passed.isdisjoint(panel.id for panel in left)
        return left[0] if left else None

    def _answer(self, names, data):
        more = {name: data.draw(answers(self.rules.findings[name])) for name in names}
        denied = {name for name, answer in (self.known | more).items() if answer is False}
        # An answer to what wasn't open, or one that contradicts a no, may reopen what was closed.
        implied = {flag for name in more for flag in self.reference.reach[name] if flag != name}
        self.was_open = self.reference.open(self.known) >= more.keys() and not implied & denied
        self.known |= more
        self.before, self.now = self.now, evaluate(self.known, rules=self.rules)
        self.panel = self._next()

    @invariant()
    def outcome_never_falls(self):
        """Law 3."""
        assert self.now.ceiling >= self.now.outcome >= self.before.outcome

    @invariant()
    def ceiling_never_rises(self):
        """Law 8."""
        if self.was_open:
            assert self.now.ceiling <= self.before.ceiling

    @invariant()
    def an_interview_that_can_change_nothing_is_complete(self):
        """And it has no panel left."""
        if self.now.ceiling == self.now.outcome:
            assert self.now.complete
            assert self.now.panels() == ()

    @invariant()
    def every_reason_stands_alone(self):
        """Law 10."""
        for firing in self.now.fired:
            alone = evaluate({name: self.known[name] for name in firing.findings}, rules=self.rules)
            assert firing.outcome in {each.outcome for each in alone.fired if each.rule == firing.rule}


class InterviewOnTheRealPack(Interview):
    """The rules that people get."""

    @initialize()
    def start(self):
        """Nothing asked yet."""
        self.begin(bundled_rules())


class InterviewOnRandomRules(Interview):
    """Rules with gates, panels and questions that nobody is asked."""

    @initialize(rules=rule_sets())
    def start(self, rules):
        """Nothing asked yet."""
        self.begin(rules)


TestInterviewOnTheRealPack = InterviewOnTheRealPack.TestCase
TestInterviewOnTheRealPack.settings = settings(fewer(6), stateful_step_count=20)
TestInterviewOnRandomRules = InterviewOnRandomRules.TestCase
TestInterviewOnRandomRules.settings = settings(fewer(2), stateful_step_count=12)
