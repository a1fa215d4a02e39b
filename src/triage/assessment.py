"""The result of evaluating symptoms, and the reasons in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import field, frozen

from triage.engine.answers import Given, Reading, ordered, read
from triage.engine.compiler import program_of
from triage.engine.evaluate import Fired, fired, worst_rank
from triage.engine.program import Program
from triage.errors import Problem, TriageError
from triage.model.outcome import OUTCOMES, Level, Outcome, Timeframe
from triage.model.rules import Rule
from triage.model.ruleset import RuleSet, RuleSetStamp

if TYPE_CHECKING:
    from triage.engine.conflicts import Conflict
    from triage.engine.panels import OpenPanel
    from triage.engine.questions import Interview
    from triage.model.words import Citation
    from triage.telling.advice import AdviceText

__all__ = ["Assessment", "Firing", "SymptomError", "assessed"]


@frozen(repr=False)
class Firing:
    """
    A rule that fired, and why.

    Attributes:
        rule: Its id.
        ref: Its short code.
        outcome: What it gives this person.
        unsure: Whether it fired only because an unsure was read as yes.
        findings: A minimal set of the given answers that alone make it fire with this outcome.
        also: The other given answers that met one of its leaves.
    """

    rule: str
    ref: str
    outcome: Outcome
    unsure: bool
    findings: tuple[str, ...]
    also: tuple[str, ...]
    _rules: RuleSet = field(eq=False)

    @property
    def _rule(self) -> Rule:
        return self._rules.rules[self.rule]

    @property
    def title(self) -> str:
        """What the rule flags, in a few words."""
        return self._rule.title

    @property
    def say(self) -> str:
        """What the person reads; for a doubt that weighs less than a yes, the words for that."""
        doubted = self.unsure and self.outcome < self._rule.outcome
        return self._rule.say_unsure if doubted and self._rule.say_unsure else self._rule.say

    @property
    def because(self) -> str:
        """Why the rule exists, for whoever reviews the answer."""
        return self._rule.because

    @property
    def limits(self) -> tuple[str, ...]:
        """What the rule can't see."""
        return self._rule.limits

    @property
    def sources(self) -> tuple[Citation, ...]:
        """What the rule rests on; ``bundled_rules().sources[citation.id]`` is the whole entry."""
        return self._rule.sources

    def __repr__(self) -> str:
        return f"<Firing {self.rule}: {self.outcome}>"


@frozen(eq=False, repr=False, slots=False)
class Assessment:
    """
    Which red flags the symptoms raise, how urgent the worst is, and what is still open.

    Compare ``level`` or ``outcome``; an assessment has no truth value. Two are equal when the same answers met the same rules.
    What isn't in the outcome is worked out when it is asked for.
    """

    outcome: Outcome
    _reading: Reading
    _ruleset: RuleSet

    @property
    def level(self) -> Level:
        """What to do."""
        return self.outcome.level

    @property
    def within(self) -> Timeframe | None:
        """How soon; None at none-found."""
        return self.outcome.within

    @property
    def rules(self) -> RuleSetStamp:
        """Name, version, digest and clinical review status of the rules that were applied."""
        return self._ruleset.stamp

    @cached_property
    def fired(self) -> tuple[Firing, ...]:
        """Every rule that fired, worst first."""
        return tuple(self._firing(each) for each in fired(self._reading, self._program))

    @cached_property
    def ceiling(self) -> Outcome:
        """The worst outcome that some way of answering the open questions could still bring."""
        return OUTCOMES[self._interview.ceiling()]

    @cached_property
    def next_questions(self) -> tuple[str, ...]:
        """The open findings that could still raise the outcome, most decisive first; empty when none can."""
        return self._interview.next_questions()

    @cached_property
    def next_panel(self) -> OpenPanel | None:
        """The first panel with something on it that could still raise the outcome; None when nothing can."""
        return next((panel for panel in self._panels(()) if panel.lines), None)

    @cached_property
    def panels_left(self) -> int:
        """How many screens are still to come; fewer, once answers close some. A panel below another comes on its screen."""
        return len({panel.below or panel.id for panel in self._panels(())})

    def panels(self, *, passed: Collection[str] = (), worth: Level = Level.NONE_FOUND) -> tuple[OpenPanel, ...]:
        """
        Every panel that is still to come, in order. The first one with lines is the one to show next.

        Args:
            passed: Ids of panels that the person was shown and went past. They come no more, and what is open on them stays open.
            worth: The least level that is worth asking for. Panels that could only bring less are left out.
        """
        return tuple(self._panels(passed, worth))

    @cached_property
    def open_critical(self) -> tuple[str, ...]:
        """The critical findings that are open and could still raise the outcome, in vocabulary order."""
        return tuple(entry.finding.name for entry in self._interview.open_critical)

    @cached_property
    def complete(self) -> bool:
        """Whether no critical finding is open that could still raise the outcome, and no answer refused. Says nothing about the outcome."""
        return not self._reading.problems and not self._interview.is_critical_open

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The answers that were overruled by more serious ones, in vocabulary order."""
        from triage.engine.conflicts import conflicts

        return conflicts(self._reading, self._interview.relevance)

    @property
    def implausible(self) -> tuple[str, ...]:
        """The quantities whose value is possible but unlikely; they count in full. Ask again."""
        from triage.engine.relevance import implausible

        return implausible(self._reading, self._program)

    @cached_property
    def advice(self) -> AdviceText:
        """What to tell the person: what to do, what to add for some people, and the safety net."""
        from triage.telling.advice import advice_for

        given = {each.rule: each.outcome for each in self.fired}
        return advice_for(self.outcome, self._reading, complete=self.complete, fired=given, rules=self._ruleset)

    def explain(self) -> str:
        """The whole assessment as text for a person. Holds the answers: it is the caller's record."""
        from triage.telling.explain import explained

        return explained(self.to_dict(), self._ruleset)

    def summary(self) -> str:
        """
        What to do and why, in two sentences, for a text message or a chat. It tells what raised the result: it is the caller's record.

        One sentence more says that critical questions are open, below an emergency; and at ``stop`` that everyday movement goes on.
        """
        from triage.telling.summary import summarised

        why = self.fired[0].say if self.fired else ""
        return summarised(self.advice.say, why, level=self.level, complete=self.complete, rules=self._ruleset)

    def handover(self) -> str:
        """
        A note for the clinician who takes over, in the order situation, background, assessment, recommendation.

        Holds the answers: it is the caller's record. Its recommendation is the outcome; what to do about it is for the clinician to say.
        """
        from triage.telling.handover import handover_note

        unasked = [entry.finding.name for entry in self._interview.open]
        refused = [problem.where for problem in self._reading.problems]
        return handover_note(self.to_dict(), self._ruleset, unasked=unasked, refused=refused)

    def to_dict(self, *, answers: bool = True, questions: bool = False) -> dict[str, Any]:
        """
        The assessment as plain data, ready for JSON; ``docs/reference/assessment-json.md`` says what each field means.

        Args:
            answers: Whether to include the answers, and the names of the findings that raised something.
            questions: Whether to include ``next_questions``, for who asks one at a time: working them out takes longest.
        """
        from triage.telling.record import record_of

        given = ordered(self._reading.given, self._program) if answers else None
        return record_of(self, rules=self._ruleset, answers=given, questions=questions)

    @property
    def _program(self) -> Program:
        return program_of(self._ruleset)

    @cached_property
    def _interview(self) -> Interview:
        # Here and below: what says more than the outcome is loaded when somebody asks for more.
        from triage.engine.questions import Interview

        return Interview(self._program, self._reading, self.outcome.rank)

    def _panels(self, passed: Collection[str], worth: Level = Level.NONE_FOUND) -> Iterator[OpenPanel]:
        from triage.engine.panels import open_panels
        from triage.engine.questions import Interview

        skipped = [line.finding for panel in self._ruleset.panels if panel.id in passed for line in panel.lines]
        least = min(each.rank for each in OUTCOMES if each.level >= worth)
        plain = not skipped and not least
        interview = self._interview if plain else Interview(self._program, self._reading, self.outcome.rank, skipped, worth=least)
        return open_panels(interview, self._ruleset.panels, passed=passed)

    def _firing(self, each: Fired) -> Firing:
        rule = self._ruleset.decisions.rules[each.place]
        return Firing(rule.id, rule.ref, OUTCOMES[each.rank], each.unsure, each.findings, each.also, self._ruleset)

    def _key(self) -> tuple[Any, ...]:
        refused = tuple(problem.where for problem in self._reading.problems)
        return self._ruleset.digest, frozenset(self._reading.given.items()), refused

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Assessment) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "an assessment is neither true nor false; compare its level, "
            "for example `assessment.level >= Level.SEEK_CARE`, and look at `assessment.complete`"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._reading.given, self._reading.problems, self._ruleset)

    def __repr__(self) -> str:
        state = "complete" if self.complete else "incomplete"
        return f"<Assessment {self.outcome}, {state}, by {self.rules.name} {self.rules.version}>"


class SymptomError(TriageError):
    """
    Symptoms that can't all be read. ``problems`` lists every fault, in vocabulary order, unknown names sorted.

    Attributes:
        assessment: Of the answers that were valid; a refused answer counts as open, and it is never complete. A mistake in
            one field doesn't hide an emergency in another.
    """

    def __init__(self, problems: tuple[Problem, ...], assessment: Assessment) -> None:
        super().__init__(problems)
        self.assessment = assessment

    def __reduce__(self) -> tuple[Any, ...]:
        return SymptomError, (self.problems, self.assessment)


def _again(given: Given, problems: tuple[Problem, ...], rules: RuleSet) -> Assessment:
    return assessed(read(given, program_of(rules))._replace(problems=problems), rules)


def assessed(reading: Reading, rules: RuleSet) -> Assessment:
    """The assessment of a reading."""
    return Assessment(OUTCOMES[worst_rank(reading, program_of(rules))], reading, rules)
