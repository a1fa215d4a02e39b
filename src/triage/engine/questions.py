"""What the open questions could still bring: the ceiling, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrs import field, frozen

from triage.engine.alarms import Branch
from triage.engine.answers import Reading
from triage.engine.program import CompiledRule, Entry, Program

__all__ = ["Interview"]


class _Hope(NamedTuple):
    """A rule that isn't met yet, with the outcome that meeting it would bring and the bits to start from."""

    rank: int
    start: int
    rule: CompiledRule


@frozen(eq=False)
class Interview:
    """
    The open questions of one person.

    Attributes:
        program: The rules.
        reading: The answers so far.
        rank: Of the outcome so far.
    """

    program: Program
    reading: Reading
    rank: int
    _closed: frozenset[int] = field(init=False)

    @_closed.default
    def _answered(self) -> frozenset[int]:
        return frozenset(self.program.entries[name].place for name in self.reading.given)

    @property
    def open(self) -> list[Entry]:
        """
        The findings that are open, in vocabulary order.

        Open is what was not asked or was refused, unless it is known by implication or only a clinician can supply it.
        """
        return self._open_of(self.program.asked)

    def ceiling(self, *, rules: Sequence[CompiledRule] | None = None) -> int:
        """The worst rank that one joint way of answering the open questions can reach."""
        best = self.rank
        for hope in self._hopes(self.program.rules if rules is None else rules, best):
            if hope.rank <= best:
                break
            if self._within_reach(hope):
                best = hope.rank
        return best

    def next_questions(self) -> tuple[str, ...]:
        """
        The open findings that can still raise the outcome, most decisive first.

        A finding can when, together with some other answers or none, its answer makes a more urgent rule fire that
        wouldn't fire without it. Those that reach the worst outcome come first, then those that need the fewest answers.
        """
        best: dict[int, tuple[int, int]] = {}
        for hope in self._hopes(self.program.rules, self.rank):
            near = self._open_of(self.program.near[hope.rule.place])
            for entry in near:
                rank, answers = best.get(entry.place, (0, 0))
                limit = answers - 1 if rank == hope.rank else 0 if rank > hope.rank else len(near)
                needed = _needed(entry, hope, near, limit=limit)
                if needed is not None:
                    best[entry.place] = (hope.rank, needed)
        order = sorted((-rank, answers, place) for place, (rank, answers) in best.items())
        names = {entry.place: entry.finding.name for entry in self.open}
        return tuple(names[place] for _, _, place in order)

    def _open_of(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those of these findings that are open."""
        closed, yes = self._closed, self.reading.yes
        return [entry for entry in entries if entry.place not in closed and not entry.bit & yes]

    def _within_reach(self, hope: _Hope) -> bool:
        """Whether one answer to each open question can meet a rule."""
        present = hope.start
        choices = []
        for entry in self._open_of(self.program.near[hope.rule.place]):
            if len(entry.reach) == 1:
                # Where one answer of a finding outdoes all its others, everybody may be taken to have given it.
                present |= entry.reach[0]
            else:
                choices.append(entry)
        return any(_reachable(branch, present, choices) for branch in hope.rule.branches)

    def _hopes(self, rules: Sequence[CompiledRule], above: int) -> list[_Hope]:
        """What could still fire above a rank, most urgent first."""
        yes, perhaps = self.reading.yes, self.reading.yes | self.reading.unsure
        hopes = [_Hope(rule.rank, yes, rule) for rule in rules if rule.rank > above]
        if self.reading.unsure:
            hopes += [
                _Hope(rule.doubt_rank, perhaps, rule) for rule in rules if rule.doubt_rank > above and rule.bits & self.reading.unsure
            ]
        return sorted(hopes, key=lambda hope: (-hope.rank, hope.rule.place))


def _needed(entry: Entry, hope: _Hope, near: Sequence[Entry], *, limit: int) -> int | None:
    """The fewest answers, this one included and at most the limit, with which this one tips the rule."""
    if limit < 1:
        return None
    others = [other for other in near if other is not entry] if limit > 1 else []
    fewest: int | None = None
    for bits in entry.reach:
        for branch in hope.rule.branches:
            found = _tipped(branch, hope, bits, others, limit - 1)
            if found is not None:
                fewest, limit = found + 1, found
    return fewest


def _unmet(branch: Branch, present: int) -> int | None:
    """The bits of the first mask of a branch that isn't met, without those already present; None when all are met."""
    for mask in branch.masks:
        if not present & mask:
            return mask
    for mask, count in branch.counts:
        if (present & mask).bit_count() < count:
            return mask & ~present
    return None


def _covering(wanted: int, entries: Sequence[Entry]) -> Iterator[tuple[Entry, int]]:
    """Each open answer that sets one of the wanted bits."""
    for entry in entries:
        for bits in entry.reach:
            if bits & wanted:
                yield entry, bits


def _reachable(branch: Branch, present: int, choices: Sequence[Entry]) -> bool:
    """Whether one answer to each of these findings can meet the rest of a branch."""
    wanted = _unmet(branch, present)
    if wanted is None:
        return True
    return any(
        _reachable(branch, present | bits, [other for other in choices if other is not entry]) for entry, bits in _covering(wanted, choices)
    )


def _tipped(branch: Branch, hope: _Hope, tipping: int, others: Sequence[Entry], limit: int, set_by: int = 0) -> int | None:
    """
    The fewest further answers with which the tipping one meets a branch of a rule that they don't meet without it.

    Args:
        branch: The branch to be met.
        hope: Its rule, and the bits known so far.
        tipping: The bits of the answer that must make the difference.
        others: Findings that may still be answered.
        limit: How many of them at most.
        set_by: The bits of those chosen so far.
    """
    wanted = _unmet(branch, hope.start | tipping | set_by)
    if wanted is None:
        return None if hope.rule.holds(hope.start | set_by) else 0
    fewest: int | None = None
    if limit > 0:
        for entry, bits in _covering(wanted, others):
            rest = [other for other in others if other is not entry]
            found = _tipped(branch, hope, tipping, rest, limit - 1, set_by | bits)
            if found is not None:
                fewest, limit = found + 1, found
                if limit < 1:
                    break
    return fewest
