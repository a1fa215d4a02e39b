"""An interview one question at a time, the most decisive first, until nothing can change the outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from attrs import define, field

from triage.assessment import Assessment, assessed
from triage.commands.leading import so_far, warning
from triage.commands.replies import COMMANDS, WORDS, Unusable, answer_from
from triage.commands.terminal import Terminal
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.model.findings import Finding
from triage.model.outcome import NONE_FOUND, Level, Outcome
from triage.model.ruleset import RuleSet

__all__ = ["OneByOne"]


@define
class OneByOne:
    """One person's answers, in the order they were given, so that each can be taken back."""

    rules: RuleSet
    talk: Terminal
    answers: dict[str, Any] = field(factory=dict)
    unusable: dict[str, Any] = field(factory=dict)
    skipped: set[str] = field(factory=set)
    _passed: list[str] = field(factory=list)
    _told: Outcome = NONE_FOUND

    @property
    def assessment(self) -> Assessment:
        """Of what was said so far."""
        return assessed(read({**self.unusable, **self.answers}, program_of(self.rules)), self.rules)

    def said(self) -> Iterable[tuple[str, Any]]:
        """What was said so far, by the findings' own names."""
        entries = program_of(self.rules).entries
        return [(entries[name].finding.name, answer) for name, answer in self.answers.items()]

    def run(self, line: Callable[[], str]) -> None:
        """Ask until nothing can change the outcome, somebody stops, or the input ends."""
        self.talk.say("Answer yes, no or unsure; skip a question, go back, or quit. Nothing you type leaves this machine.")
        while (name := self._next(line)) is not None:
            self._show(self.rules.findings[name])
            said = self._heard(line)
            if said in ("", "quit"):
                return
            if said == "back":
                self._back()
            elif said == "so far":
                so_far(self, self.talk)
            elif said == "skip":
                self.skipped.add(name)
                self._passed.append(name)
            else:
                self._take(self.rules.findings[name], said)

    def _next(self, line: Callable[[], str]) -> str | None:
        """The question to ask; None when the outcome is settled."""
        assessment = self.assessment
        if assessment.level is Level.EMERGENCY and assessment.outcome > self._told:
            warning(self, self.talk)
            self.talk.say("Don't wait for more questions. Go on with them all the same? yes or no")
            self.talk.write("> ")
            if WORDS.get(line().strip().lower()) is not True:
                return None
            self._told = assessment.outcome
        waiting = assessment.next_questions or (assessment.open_critical if self._told != NONE_FOUND else ())
        return next((name for name in waiting if name not in self.skipped), None)

    def _show(self, finding: Finding) -> None:
        assessment = self.assessment
        left = sum(name not in self.skipped for name in assessment.next_questions)
        group = next((group.title for pack in self.rules.packs for group in pack.groups if group.name == finding.group), "")
        state = f"{len(self.answers)} answered, {left} can still change the result. So far: {assessment.outcome}."
        self.talk.say()
        self.talk.say(f"{group} ({state})", style="dim")
        self.talk.say(finding.question, style="bold")
        if finding.help:
            self.talk.say(finding.help, indent="  ")
        if finding.kind == "quantity":
            low, high = finding.limits
            self.talk.say(f"A {'whole ' if finding.whole else ''}number from {low} to {high} {finding.unit}", indent="  ")
        for number, option in enumerate(finding.options, start=1):
            self.talk.say(f"{number}  {option.label or option.name}", indent="  ")
        self.talk.write("> ")

    def _heard(self, line: Callable[[], str]) -> str:
        """What was typed: a command in full, an answer as it is, or nothing when the input has ended."""
        while True:
            typed = line()
            said = typed.strip().lower()
            if said or not typed:
                return COMMANDS.get(said, said)
            self.talk.write("> ")

    def _take(self, finding: Finding, said: str) -> None:
        try:
            self.answers[finding.name] = answer_from(finding, said, self.rules)
        except Unusable as fault:
            self.talk.say(f"{fault} You can also skip, go back, or quit.")
            return
        entries = program_of(self.rules).entries
        self.unusable = {key: each for key, each in self.unusable.items() if key not in entries or entries[key].finding is not finding}
        self._passed.append(finding.name)

    def _back(self) -> None:
        """Take the last answer back; it is asked again."""
        if not self._passed:
            self.talk.say("This is the first question.")
            return
        name = self._passed.pop()
        self.answers.pop(name, None)
        self.skipped.discard(name)
        self._told = NONE_FOUND
