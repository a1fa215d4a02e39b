"""``triage ask``: leads a person through the questions, the most decisive first, until nothing can change the outcome."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from attrs import define, field

from triage.api import evaluate
from triage.assessment import Assessment
from triage.commands.evaluate import exit_code
from triage.commands.loading import rules_from
from triage.commands.terminal import LEVEL_STYLES, Terminal
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.model.findings import UNSURE, Finding
from triage.model.outcome import Level
from triage.model.ruleset import RuleSet
from triage.telling.explain import explained

__all__ = ["add"]

_WORDS = {"yes": True, "y": True, "no": False, "n": False, "unsure": UNSURE, "u": UNSURE}
_COMMANDS = {"skip": "skip", "s": "skip", "back": "back", "b": "back", "quit": "quit", "q": "quit"}


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("ask", help="be led through the questions, the most decisive first")
    command.add_argument("--rules", help="folder or built file of other rules")
    command.add_argument("--json", action="store_true", help="print the assessment as JSON; the questions go to standard error")
    command.set_defaults(run=_ask)


def _ask(options: Namespace) -> int:
    rules = rules_from(options.rules)
    talk = Terminal(sys.stderr if options.json else sys.stdout)
    interview = _Interview(rules, talk)
    try:
        interview.run(sys.stdin.readline)
    except KeyboardInterrupt:
        talk.say("\n\nStopped. What was said so far:")
    assessment = interview.assessment
    if options.json:
        print(json.dumps(assessment.to_dict(), indent=2, ensure_ascii=False))
    else:
        headline, _, rest = explained(assessment.to_dict(), rules, width=talk.width).partition("\n")
        talk.say("\n" + headline, style=LEVEL_STYLES[assessment.level])
        talk.write(rest)
    return exit_code(assessment)


@define
class _Interview:
    """One person's answers, in the order they were given, so that each can be taken back."""

    rules: RuleSet
    talk: Terminal
    answers: dict[str, Any] = field(factory=dict)
    passed: list[str] = field(factory=list)
    skipped: set[str] = field(factory=set)
    beyond_emergency: bool = False

    @property
    def assessment(self) -> Assessment:
        return evaluate(self.answers, rules=self.rules)

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
            else:
                self._take(self.rules.findings[name], said)

    def _next(self, line: Callable[[], str]) -> str | None:
        """The question to ask; None when the outcome is settled."""
        assessment = self.assessment
        if assessment.level is Level.EMERGENCY and not self.beyond_emergency:
            self.talk.say()
            self.talk.say("EMERGENCY", style=LEVEL_STYLES[Level.EMERGENCY])
            self.talk.say(assessment.advice.say, style="bold")
            self.talk.say("Don't wait for more questions. Go on with them all the same? yes or no")
            self.talk.write("> ")
            if _WORDS.get(line().strip().lower()) is not True:
                return None
            self.beyond_emergency = True
        waiting = assessment.next_questions or (assessment.open_critical if self.beyond_emergency else ())
        return next((name for name in waiting if name not in self.skipped), None)

    def _show(self, finding: Finding) -> None:
        assessment = self.assessment
        left = sum(name not in self.skipped for name in assessment.next_questions)
        group = next(group.title for pack in self.rules.packs for group in pack.groups if group.name == finding.group)
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
                return _COMMANDS.get(said, said)
            self.talk.write("> ")

    def _take(self, finding: Finding, said: str) -> None:
        if said == "skip":
            self.skipped.add(finding.name)
            self.passed.append(finding.name)
            return
        answer = _answer(finding, said)
        reading = read({finding.name: answer}, program_of(self.rules))
        if reading.problems:
            self.talk.say(f"That can't be used: {_cure(finding)}. You can also skip, go back, or quit.")
            return
        self.answers[finding.name] = answer
        self.passed.append(finding.name)

    def _back(self) -> None:
        """Take the last answer back; it is asked again."""
        if not self.passed:
            self.talk.say("This is the first question.")
            return
        name = self.passed.pop()
        self.answers.pop(name, None)
        self.skipped.discard(name)
        self.beyond_emergency = False


def _answer(finding: Finding, said: str) -> Any:
    """What was typed, as an answer; what can't be read stays text, for the engine to refuse."""
    if finding.kind == "flag":
        return _WORDS.get(said, said)
    if finding.kind == "choice":
        names = [option.name for option in finding.options]
        if said.isdecimal() and 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        return UNSURE if said == "u" else said
    try:
        return int(said) if said.lstrip("-").isdecimal() else float(said.replace(",", "."))
    except ValueError:
        return said


def _cure(finding: Finding) -> str:
    if finding.kind == "flag":
        return "answer yes, no or unsure"
    if finding.kind == "choice":
        return f"answer with a number from 1 to {len(finding.options)}"
    low, high = finding.limits
    return f"answer with a {'whole ' if finding.whole else ''}number from {low} to {high} {finding.unit}"
