"""
Seeded people with back pain who fill in the whole form: the inputs of ``evaluate.py``.

Most answer most of the questions, nearly all of them no: up to six yes, seldom an unsure, numbers and options that mostly raise
nothing. For measuring only; ``patients.py`` is the table that tries to be like people.
"""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from triage.api import evaluate
from triage.model.conditions import Bound, Leaf
from triage.model.findings import UNSURE, Finding
from triage.model.outcome import NONE_FOUND
from triage.model.ruleset import RuleSet
from triage.model.vocabulary import Vocabulary

__all__ = ["people"]

# How many yes and how many unsure a person gives, and how often.
_YES = {0: 10, 1: 22, 2: 24, 3: 18, 4: 13, 5: 8, 6: 5}
_UNSURE = {0: 70, 1: 22, 2: 8}
# What raises nothing by itself (back pain, a family doctor's everyday) is said so much more often than what does.
_EVERYDAY = 10
# Of a hundred numbers and options, so many raise nothing.
_HARMLESS_PERCENT = 85
# Where the band that raises nothing says little about people.
_LIKELY = {"age_years": (18, 80)}


def people(rules: RuleSet, *, number: int, seed: int) -> list[dict[str, Any]]:
    """So many filled-in forms, in vocabulary order, under the findings' own names; the same at every run."""
    chance = Random(seed)
    questions = _questions(rules)
    return [_person(questions, chance) for _ in range(number)]


def _skewed(weights: dict[int, int], chance: Random) -> int:
    """One of the keys, as often as its weight says."""
    return chance.choices(list(weights), list(weights.values()))[0]


class Question(NamedTuple):
    """One finding as people answer it: how often a yes is said, the usual answers of a choice, the usual numbers."""

    finding: Finding
    weight: int
    options: tuple[str, ...]
    usual: tuple[int | float, int | float]


def _questions(rules: RuleSet) -> list[Question]:
    cuts = _cuts(rules)
    return [_question(finding, cuts.get(finding.name, []), rules) for finding in rules.decisions.findings if finding.is_asked]


def _question(finding: Finding, cuts: list[int | float], rules: RuleSet) -> Question:
    def alone(answer: Any) -> bool:
        return evaluate({finding.name: answer}, rules=rules).outcome == NONE_FOUND

    weight = _EVERYDAY if finding.kind == "flag" and alone(True) else 1
    options = tuple(option.name for option in finding.options if option.name != UNSURE and alone(option.name))
    return Question(finding, weight, options, _band(finding, cuts))


def _cuts(rules: RuleSet) -> dict[str, list[int | float]]:
    """Where the rules and the implications cut each quantity."""
    vocabulary = Vocabulary.of(rules.decisions)
    leaves: list[Leaf] = [leaf for rule in rules.decisions.rules for leaf in vocabulary.opened(rule.when)]
    leaves += [implication.leaf for finding in rules.decisions.findings for implication in finding.implies]
    cuts: dict[str, list[int | float]] = {}
    for leaf in leaves:
        if isinstance(leaf, Bound):
            cuts.setdefault(leaf.finding, []).append(leaf.value)
    return cuts


def _band(finding: Finding, cuts: list[int | float]) -> tuple[int | float, int | float]:
    """The plausible numbers that meet no bound; just inside, so that a bound on the line isn't met."""
    low, high = finding.plausible or finding.limits
    inside = 1 if finding.whole else 0.1
    least = finding.least
    return max([low, *(cut + inside for cut in cuts if cut < least)]), min([high, *(cut - inside for cut in cuts if cut > least)])


def _person(questions: list[Question], chance: Random) -> dict[str, Any]:
    # Nine of ten reach the end and skip a few questions; the tenth gives up on the way.
    share = chance.uniform(0.8, 1.0) if chance.random() < 0.9 else chance.uniform(0.1, 0.8)
    answered = [each for each in questions if chance.random() < share]
    flags = [each for each in answered if each.finding.kind == "flag"]
    said = _some(flags, _skewed(_YES, chance), chance)
    doubted = _some(flags, _skewed(_UNSURE, chance), chance) - said
    symptoms: dict[str, Any] = {}
    for each in answered:
        name = each.finding.name
        if each.finding.kind == "flag":
            symptoms[name] = True if name in said else UNSURE if name in doubted else False
        else:
            symptoms[name] = _number(each, chance) if each.finding.kind == "quantity" else _option(each, chance)
    return symptoms


def _some(flags: list[Question], number: int, chance: Random) -> set[str]:
    drawn = chance.choices(flags, [each.weight for each in flags], k=number) if flags else []
    return {each.finding.name for each in drawn}


def _number(question: Question, chance: Random) -> int | float:
    finding = question.finding
    low, high = _LIKELY.get(finding.name) or finding.plausible or finding.limits
    if finding.name not in _LIKELY and chance.randrange(100) < _HARMLESS_PERCENT:
        low, high = question.usual
    return chance.randint(int(low), int(high)) if finding.whole else round(chance.uniform(low, high), 1)


def _option(question: Question, chance: Random) -> str:
    if question.options and chance.randrange(100) < _HARMLESS_PERCENT:
        return chance.choice(question.options)
    # Nobody is unsure of an option here: what a developer writes by hand wouldn't know what that means.
    return chance.choice([option.name for option in question.finding.options if option.name != UNSURE])
