"""What came out for one kind of people, counted: how many at each outcome, and the rules behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any, NamedTuple

from triage.api import evaluate
from triage.model.outcome import OUTCOMES
from triage.model.ruleset import RuleSet

__all__ = ["CARE", "EMERGENCY", "LADDER", "PLACE", "TODAY", "Judge", "Tally", "Verdict", "engine", "people", "tallied"]

# Least urgent first; a place in this tuple is how outcomes are compared.
LADDER = tuple(map(str, OUTCOMES))
PLACE = {outcome: place for place, outcome in enumerate(LADDER)}
CARE, TODAY, EMERGENCY = PLACE["seek-care fortnight"], PLACE["seek-care today"], PLACE["emergency fortnight"]
KEPT = 40


class Verdict(NamedTuple):
    """The worst place on the ladder, and the place that each rule that fired gives, by the rule's ref and name."""

    place: int
    fired: dict[str, int]


Judge = Callable[[Mapping[str, Any]], Verdict]


def engine(rules: RuleSet) -> Judge:
    """The library itself."""

    def judged(answers: Mapping[str, Any]) -> Verdict:
        assessment = evaluate(answers, rules=rules)
        fired = {f"{rules.rules[firing.rule].ref} {firing.rule}": PLACE[str(firing.outcome)] for firing in assessment.fired}
        return Verdict(PLACE[str(assessment.outcome)], fired)

    return judged


class Tally:
    """
    The counts of one group of people.

    ``fires`` counts, for each threshold, the people whom a rule takes there; ``alone`` those who would stay below without that rule;
    ``points`` splits each person evenly among the rules that take them there, so that it adds up. ``decides`` counts those whose
    outcome is the rule's, and ``below`` keeps some people who stay below a threshold, with their answers.
    """

    def __init__(self) -> None:
        self.places: Counter[int] = Counter()
        self.decides: Counter[str] = Counter()
        self.fires: dict[int, Counter[str]] = {each: Counter() for each in (CARE, TODAY, EMERGENCY)}
        self.alone: dict[int, Counter[str]] = {each: Counter() for each in (CARE, TODAY, EMERGENCY)}
        self.points: dict[int, Counter[str]] = {each: Counter() for each in (CARE, TODAY, EMERGENCY)}
        self.below: dict[int, list[tuple[int, dict[str, Any]]]] = {each: [] for each in (CARE, TODAY, EMERGENCY)}

    def add(self, answers: dict[str, Any], verdict: Verdict) -> None:
        """One person."""
        self.places[verdict.place] += 1
        if verdict.place:
            self.decides.update(ref for ref, place in verdict.fired.items() if place == verdict.place)
        for threshold, fires in self.fires.items():
            reached = [ref for ref, place in verdict.fired.items() if place >= threshold]
            fires.update(reached)
            for ref in reached:
                self.points[threshold][ref] += 1 / len(reached)  # type: ignore[assignment]
            if len(reached) == 1:
                self.alone[threshold].update(reached)
            if not reached and len(self.below[threshold]) < KEPT:
                self.below[threshold].append((verdict.place, answers))

    @property
    def people(self) -> int:
        """How many were counted."""
        return self.places.total()

    def at(self, place: int) -> float:
        """Per cent at this step."""
        return 100 * self.places[place] / self.people

    def from_(self, threshold: int) -> float:
        """Per cent at this step or a more urgent one."""
        return 100 * sum(count for place, count in self.places.items() if place >= threshold) / self.people


def tallied(drawn: Iterable[dict[str, Any]], judge: Judge) -> Tally:
    """The tally of these answers."""
    tally = Tally()
    for answers in drawn:
        tally.add(answers, judge(answers))
    return tally


def people(draw: Callable[[Random], dict[str, Any]], *, number: int, seed: str) -> Iterable[dict[str, Any]]:
    """So many filled-in forms; the same at every run."""
    chance = Random(seed)  # noqa: S311 - invented people, and the same ones at every run
    return (draw(chance) for _ in range(number))
