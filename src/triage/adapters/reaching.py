"""How bad it could still get, row by row, as expressions over columns: `Interview.ceiling` says the same of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from triage.adapters.columns import NEVER, Expression
from triage.adapters.joining import any_of
from triage.adapters.opening import Opening
from triage.adapters.planning import Met, Planner, branch_bits, largest
from triage.engine.alarms import Branch
from triage.engine.program import CompiledRule

__all__ = ["answered", "reached_by", "ways_of"]


def reached_by(planner: Planner, opening: Opening) -> Mapping[int, Expression]:
    """For each rank, whether one joint way of answering the open questions could bring it, the most urgent first."""
    found: dict[int, list[Expression]] = {}
    for rule in planner.program.rules:
        near = planner.program.near[rule.place]
        for rank, doubting in _modes(rule, planner):
            for branch, met in ways_of(rule, planner, doubting=doubting):
                for each in answered(branch, met, [(one.entry.place, one.reach) for one in near], opening):
                    found.setdefault(rank, []).append(planner.branch(branch, each))
    return {rank: any_of(found[rank]) for rank in sorted(found, reverse=True)}


def _modes(rule: CompiledRule, planner: Planner) -> Iterator[tuple[int, bool]]:
    """The ranks that a rule can bring, and whether in doubt; where a doubt weighs as much, it says all that a yes does."""
    doubtful = rule.doubt_rank and rule.bits & planner.reached_in_doubt
    if not doubtful or rule.rank > rule.doubt_rank:
        yield rule.rank, False
    if doubtful:
        yield rule.doubt_rank, True


def ways_of(rule: CompiledRule, planner: Planner, *, doubting: bool) -> Iterator[tuple[Branch, Met]]:
    """Every branch of a rule, under every way of reading the answers so far."""
    for branch in rule.branches:
        if not doubting:
            yield branch, planner.met
        else:
            for met in planner.readings(branch):
                yield branch, met


def answered(branch: Branch, met: Met, near: Iterable[tuple[int, Iterable[int]]], opening: Opening) -> Iterator[Met]:
    """
    When each bit of a branch is met or could be, under every way of giving one answer to each open question.

    Args:
        branch: The branch.
        met: When each of its bits is met.
        near: The places of the findings that may be answered, and the bits of their answers.
        opening: When they are open.
    """
    wanted = branch_bits(branch)
    places = [(place, largest(answer & wanted for answer in answers)) for place, answers in near]
    places = [(place, answers) for place, answers in places if answers and opening.open(place) != NEVER]
    for chosen in product(*(answers for _, answers in places)):
        taken = list(zip((place for place, _ in places), chosen, strict=True))

        def reached(number: int, taken: list[tuple[int, int]] = taken) -> Expression:
            return any_of([met(number), *(opening.open(place) for place, answer in taken if answer >> number & 1)])

        yield reached
