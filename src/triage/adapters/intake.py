"""
A language model proposes, the person confirms, `evaluate` decides.

A model can mishear, be talked round, or change its mind. So nothing that it says lowers anything by itself: a no of its own counts as not
asked until the person has confirmed it, a yes counts at once, and of two answers to one question the more urgent counts until the person
has said which is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod
from typing import Any

from attrs import field, frozen

from triage.api import bundled_rules
from triage.assessment import Assessment, assessed
from triage.engine.answers import answers_in, read
from triage.engine.compiler import program_of
from triage.engine.faults import not_a_line
from triage.errors import PanelError, Problem
from triage.model.findings import UNSURE
from triage.model.ruleset import RuleSet
from triage.names import quoted

__all__ = ["Intake", "Question"]

# In how many ways a conversation may be read while nothing is confirmed.
_MOST_WAYS = 200


@frozen(repr=False)
class Question:
    """
    Something to read back to the person before it counts as said.

    Attributes:
        finding: Whose answer it is.
        question: As a person reads it.
        proposed: What the model took from the conversation.
        before: What stood before, where that differs; None when nothing did.
    """

    finding: str
    question: str
    proposed: bool | int | float | str
    before: bool | int | float | str | None

    def __repr__(self) -> str:
        return f"<Question {self.finding}>"


@frozen(repr=False)
class Intake:
    """
    The answers of one conversation. It is a value: each step gives the next, and what was said before stays as it was.

    Attributes:
        rules: The rules; the bundled ones when left out.
        confirmed: What the person has confirmed.
        proposed: What the model proposed since, and nobody confirmed.
    """

    rules: RuleSet = field(factory=bundled_rules)
    confirmed: Mapping[str, Any] = field(factory=dict)
    proposed: Mapping[str, tuple[Any, ...]] = field(factory=dict)

    def propose(self, arguments: Mapping[str, Any]) -> tuple[Intake, tuple[Problem, ...]]:
        """
        Take the arguments of a tool call. What can't be read is left out and named, for the model to mend.

        A null says that nothing was said, and takes nothing back.
        """
        program = program_of(self.rules)
        given, unreadable = answers_in(arguments)
        reading = read(given, program)
        intake, full = self, []
        for key, answer in reading.given.items():
            name = program.entries[key].finding.name
            if answer is not None and self.confirmed.get(name) != answer:
                answers = tuple(dict.fromkeys((*intake.proposed.get(name, ()), answer)))
                further = Intake(self.rules, self.confirmed, {**intake.proposed, name: answers})
                if prod(map(len, further._ways().values())) > _MOST_WAYS:
                    message = f"{quoted(name)} and others were answered in too many ways; ask the person which are right before you go on"
                    full.append(Problem("too-many-answers", message, where=name))
                else:
                    intake = further
        return intake, (*unreadable, *reading.problems, *full)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What to read back to the person, in vocabulary order."""
        return tuple(
            Question(name, finding.question, self.proposed[name][-1], self.confirmed.get(name))
            for name, finding in self.rules.findings.items()
            if name in self.proposed
        )

    def confirm(self, answers: Mapping[str, Any]) -> Intake:
        """
        Take what the person themselves answered when it was read back: it replaces what stood before, a yes too.

        Raises:
            PanelError: An answer can't be read, or is to something that wasn't read back. Nothing is taken.
        """
        given, unreadable = answers_in(answers)
        known = [question.finding for question in self.questions]
        foreign = tuple(not_a_line(name, "questions", known) for name in given if name not in known)
        problems = (*unreadable, *foreign, *read({name: given[name] for name in given if name in known}, program_of(self.rules)).problems)
        if problems:
            raise PanelError(problems)
        said = {name: answer for name, answer in given.items() if answer is not None}
        left = {name: each for name, each in self.proposed.items() if name not in said}
        return Intake(self.rules, {**self.confirmed, **said}, left)

    def assess(self) -> Assessment:
        """
        The assessment as things stand: the more urgent answer counts wherever the person hasn't said which is right.

        A no of the model's is left open, so that nothing is taken for settled that nobody settled.
        """
        ways = self._ways()
        tried = [self._assessed(dict(zip(ways, chosen, strict=True))) for chosen in product(*ways.values())]
        return max(tried, key=lambda each: each.outcome)

    def _ways(self) -> dict[str, tuple[Any, ...]]:
        """By finding, the answers that may be right: of a flag the most urgent alone, and a no only if the person gave it."""
        ways: dict[str, tuple[Any, ...]] = {name: (answer,) for name, answer in self.confirmed.items()}
        for name, proposed in self.proposed.items():
            answers = tuple(dict.fromkeys((*ways.get(name, ()), *proposed)))
            if self.rules.findings[name].kind == "flag":
                answers = tuple(answer for answer in (True, UNSURE, False) if answer in answers)[:1]
            if answers != (False,) or name in self.confirmed:
                ways[name] = answers
        return ways

    def _assessed(self, answers: Mapping[str, Any]) -> Assessment:
        return assessed(read(dict(answers), program_of(self.rules)), self.rules)

    def __repr__(self) -> str:
        return f"<Intake: {len(self.confirmed)} confirmed, {len(self.proposed)} to confirm>"
