"""What the open questions could still bring: the ceiling, and what to ask next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from operator import itemgetter

from triage.engine.alarms import Worked, united
from triage.engine.answers import Reading
from triage.engine.evaluate import readings_of, said_by, worst
from triage.engine.program import CompiledRule, Entry, Near, Program
from triage.engine.relevance import Relevance
from triage.engine.tipping import Hope, reachable, tips

__all__ = ["Interview"]


class Interview:
    """
    The open questions of one person.

    Args:
        program: The rules.
        reading: The answers so far.
        rank: Of the outcome so far.
        passed: Names of findings that the person was shown and left without an answer.
        worth: The least rank that is worth asking for; what could only bring less raises nothing here.
    """

    def __init__(self, program: Program, reading: Reading, rank: int, passed: Collection[str] = (), *, worth: int = 0) -> None:
        self.program = program
        self.reading = reading
        self.rank = rank
        self.worth = worth
        self.relevance = Relevance(program, reading, passed)
        self._raising: dict[int, bool] = {}
        self._tips: dict[int, list[Hope]] = {}
        # What an outcome must be above to count.
        self._above = max(rank, worth - 1)
        # The bits that only a doubt sets.
        self._perhaps = self.relevance.perhaps & ~reading.yes

    @cached_property
    def open(self) -> list[Entry]:
        """
        The findings that are open, in vocabulary order.

        Open is what was not asked or was refused and is still relevant, unless it is known by implication or nobody is asked.
        """
        return [self.program.places[place] for place in sorted(self.relevance.open)]

    def ceiling(self, *, rules: Sequence[CompiledRule] | None = None) -> int:
        """The worst rank that one joint way of answering the open questions can reach; by all rules, or by these, most urgent first."""
        best = self._above
        for rule in self.program.urgent if rules is None else rules:
            # A definite answer never reaches less than an unsure one.
            if rule.rank <= best:
                break
            if not self._may_hold[rule.place]:
                continue
            if self._within_reach(self._surely(rule)):
                best = rule.rank
            elif rule.doubt_rank > best and rule.bits & self._perhaps and any(map(self._within_reach, self._in_doubt(rule))):
                best = rule.doubt_rank
        return best if best > self._above else self.rank

    def next_questions(self, *, rules: Sequence[CompiledRule] | None = None) -> tuple[str, ...]:
        """
        The open findings that can still raise the outcome, most decisive first; by all rules, or by these.

        A finding can when, together with some other answers or none, its answer makes a more urgent rule fire that
        wouldn't fire without it. Those that reach the worst outcome come first, then those that need the fewest answers.
        What decides whether one of them is asked at all comes before it.
        """
        best: dict[int, tuple[int, int]] = {}
        hopes = [
            hope
            for rule in (self.program.rules if rules is None else rules)
            if self._may_hold[rule.place] and self._near[rule.place]
            for hope in self._tippable(rule)
        ]
        for hope in sorted(hopes, key=itemgetter(0), reverse=True):
            open_ones = self._near[hope.rule.place]
            for near in open_ones:
                rank, answers = best.get(near.entry.place, (0, 0))
                limit = answers - 1 if rank == hope.rank else 0 if rank > hope.rank else len(open_ones)
                needed = tips(near, hope, open_ones, limit=limit)
                if needed is not None:
                    best[near.entry.place] = (hope.rank, needed)
        order = sorted((-rank, answers, place) for place, (rank, answers) in best.items())
        found: dict[str, None] = {}
        for _, _, place in order:
            entry = self.program.places[place]
            found |= dict.fromkeys(each.finding.name for each in (*self.relevance.gates(entry), entry))
        return tuple(found)

    def can_raise(self, entry: Entry) -> bool:
        """Whether an answer to an open finding could still raise the outcome, by itself or with others."""
        if entry.place not in self._raising:
            self._raising[entry.place] = self._can_raise(entry)
        return self._raising[entry.place]

    def _can_raise(self, entry: Entry) -> bool:
        yes, steps = self.reading.yes, self.program.steps
        # Most findings raise the outcome alone, and that is quickly seen.
        if any(worst((steps[bits],), yes | bits, self._above) > self._above for bits in entry.reach):
            return True
        own = [(rule, near) for rule, near in self.program.reached[entry.place] if rule.rank > self._above and self._may_hold[rule.place]]
        if not own:
            return False
        # Beside a doubt it may do so alone too. What may still be tipped isn't met yet.
        alone = own if self._perhaps else ()
        if any(rule.holds(hope.start | bits) for rule, near in alone for hope in self._tippable(rule) for bits in near.reach):
            return True
        for rule, near in own:
            others = self._near[rule.place]
            if any(tips(near, hope, others, limit=len(others), any_will_do=True) for hope in self._tippable(rule)):
                return True
        return False

    @cached_property
    def open_critical(self) -> tuple[Entry, ...]:
        """The critical findings that are open and could still raise the outcome, in vocabulary order."""
        return tuple(filter(self._counts, self.open))

    @property
    def is_critical_open(self) -> bool:
        """Whether there is one."""
        return any(map(self._counts, self.open))

    def _counts(self, entry: Entry) -> bool:
        # In format 1 nothing was asked of whether a critical finding could raise anything.
        return entry.finding.critical and (self.program.format == 1 or self.can_raise(entry))

    @cached_property
    def _near(self) -> Worked[int, list[Near]]:
        """The open findings that can help a rule to hold, by its place."""
        near, open_ones = self.program.near, self.relevance.open
        return Worked(lambda place: [each for each in near[place] if each.entry.place in open_ones])

    @cached_property
    def _may_hold(self) -> Worked[int, bool]:
        """Whether a rule could hold if every open question could be answered in all ways at once, by its place; most can't."""
        rules, places = self.program.rules, self.program.places
        most = united((self.reading.yes, self._perhaps, *(bits for place in self.relevance.open for bits in places[place].reach)))
        return Worked(lambda place: rules[place].holds(most))

    def _within_reach(self, hope: Hope) -> bool:
        """Whether one answer to each open question can meet a rule."""
        present = hope.start
        choices = []
        for near in self._near[hope.rule.place]:
            if len(near.reach) == 1:
                # Where one answer of a finding outdoes all its others, everybody may be taken to have given it.
                present |= near.reach[0]
            else:
                choices.append(near)
        return any(reachable(branch, present, choices) for branch in hope.rule.branches)

    def _surely(self, rule: CompiledRule) -> Hope:
        """A rule that may be met for certain."""
        return Hope(rule.rank, self.reading.yes, (self.reading.yes,), rule)

    def _tippable(self, rule: CompiledRule) -> list[Hope]:
        """The ways in which an answer may still tip a rule; beside an answer that is unsure it may tip a doubt."""
        if rule.place not in self._tips:
            surely = rule.rank > max(self._above, rule.doubt_rank)
            sure = [self._surely(rule)] if surely else []
            self._tips[rule.place] = [*sure, *(self._in_doubt(rule) if rule.doubt_rank > self._above else ())]
        return self._tips[rule.place]

    def _in_doubt(self, rule: CompiledRule) -> list[Hope]:
        """A rule that may be met in doubt, from each way of reading the answers so far."""
        if not rule.bits & self._perhaps:
            return [Hope(rule.doubt_rank, self.reading.yes, (self.reading.yes,), rule, doubting=True)]
        ways = tuple(readings_of(said_by(self.reading), wanted=rule.bits))
        return [Hope(rule.doubt_rank, start, ways, rule, doubting=True) for start in ways]
