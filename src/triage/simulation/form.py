"""
One simulated person goes through the screens of a pack: a question that isn't put isn't answered.

The people are consistent: what an answer implies is answered with yes where it is asked. A small share of lines is answered "not sure".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from random import Random
from typing import Any

from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.engine.relevance import Relevance
from triage.model.conditions import Chosen
from triage.model.findings import UNSURE, Finding
from triage.model.ruleset import RuleSet

__all__ = ["Form"]


class Form:
    """
    The questionnaire of some rules.

    Args:
        rules: The rules.
        certain: Questions that nobody doubts, such as their own age.
    """

    def __init__(self, rules: RuleSet, *, certain: Collection[str] = ()) -> None:
        self.rules, self.certain = rules, frozenset(certain)
        self.program = program_of(rules)
        vocabulary = rules.vocabulary
        read_by_rules = [leaf for rule in rules.decisions.rules for leaf in vocabulary.opened(rule.when)]
        read_by_rules += [implication.leaf for finding in rules.decisions.findings for implication in finding.implies]
        self.raising = {(leaf.finding, option) for leaf in read_by_rules if isinstance(leaf, Chosen) for option in leaf.options}

    def filled_in(self, traits: Mapping[str, Any], *, chance: Random, unsure: float) -> dict[str, Any]:
        """The answers of a person with these traits, screen by screen, each line that is due."""
        true = self._implied(traits)
        answers: dict[str, Any] = {}
        for panel in self.rules.panels:
            # A line may wait for another on the same screen.
            while lines := self._due([line.finding for line in panel.lines if line.finding not in answers], answers):
                for name in lines:
                    answers[name] = self._answer(self.program.entries[name].finding, traits, true)
                    if name not in self.certain and chance.random() < unsure:
                        answers[name] = UNSURE
        return answers

    def unknown(self, rows: Collection[str]) -> list[str]:
        """The questions that the table of shares has no row for; they are answered harmlessly."""
        return [line.finding for panel in self.rules.panels for line in panel.lines if line.finding not in rows]

    def _due(self, names: list[str], answers: Mapping[str, Any]) -> list[str]:
        relevance = Relevance(self.program, read(answers, self.program))
        entries = [self.program.entries[name] for name in names]
        return [entry.finding.name for entry in entries if entry.place in relevance.open and relevance.is_due(entry)]

    def _implied(self, traits: Mapping[str, Any]) -> set[str]:
        """The flags that are yes: answered so, or implied by what was answered, through all steps."""
        known = {
            name: answer for name, answer in traits.items() if name in self.program.entries and answer is not False and answer != UNSURE
        }
        implied = (self.rules.vocabulary.implied_by_answer(name, answer) for name, answer in known.items())
        return {name for name, answer in known.items() if answer is True}.union(*implied)

    def _answer(self, finding: Finding, traits: Mapping[str, Any], true: Collection[str]) -> Any:
        if finding.kind == "flag":
            return finding.name in true
        given = traits.get(finding.name)
        if given is not None:
            return given
        if finding.kind == "quantity":
            return finding.least
        calm = [option.name for option in finding.options if (finding.name, option.name) not in self.raising and option.name != UNSURE]
        return calm[0] if calm else UNSURE
