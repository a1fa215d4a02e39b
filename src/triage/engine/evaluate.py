"""From bits to outcomes: the worst of what fires, and the answers that made each rule fire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import or_
from typing import NamedTuple

from triage.engine.alarms import Pull, Step, bits_in, counted
from triage.engine.answers import Reading
from triage.engine.program import CompiledRule, Doubt, Program

__all__ = ["Fired", "Said", "fired", "holds_in_doubt", "readings_of", "said_by", "said_of", "worst", "worst_rank"]


class Said(NamedTuple):
    """What one answer, or several together, says: bits that are met, bits that an unsure stands for, and the wider doubts."""

    yes: int = 0
    unsure: int = 0
    doubts: tuple[Doubt, ...] = ()

    @property
    def bits(self) -> int:
        """Every bit that may be met."""
        perhaps = self.yes | self.unsure
        for doubt in self.doubts:
            for answer in doubt.answers:
                perhaps |= answer
        return perhaps

    def beside(self, other: Said) -> Said:
        """Both together."""
        return Said(self.yes | other.yes, self.unsure | other.unsure, self.doubts + other.doubts)


def worst_rank(reading: Reading, program: Program) -> int:
    """The rank of the worst outcome that any rule gives."""
    best = worst(reading.steps, reading.yes, 0)
    if reading.unsure:
        best = worst([step.doubt for step in reading.steps], reading.yes | reading.unsure, best)
    return _worst_in_doubt(said_by(reading), program, best) if reading.doubts else best


def _worst_in_doubt(said: Said, program: Program, best: int) -> int:
    """The best so far, or the most urgent rank of a rule that holds in doubt."""
    for place in _tipped(said.bits, program):
        rule = program.rules[place]
        if rule.doubt_rank > best and holds_in_doubt(rule, said):
            best = rule.doubt_rank
    return best


def _tipped(bits: int, program: Program) -> set[int]:
    """The places of the rules that may hold with these bits: without one of those that a rule is filed under it can't."""
    return set[int]().union(*(program.filed[number] for number in bits_in(bits)))


def said_by(reading: Reading) -> Said:
    """What all answers together say."""
    return Said(reading.yes, reading.unsure, reading.doubts)


def holds_in_doubt(rule: CompiledRule, said: Said) -> bool:
    """Whether some way of reading what a person isn't sure of meets a rule."""
    return any(map(rule.holds, readings_of(said, wanted=rule.bits)))


def readings_of(said: Said, *, wanted: int) -> Iterator[int]:
    """
    What may be true of a person: the bits, for every way of reading what they aren't sure of.

    Args:
        said: Their answers.
        wanted: The bits that matter; readings that differ in no other are given once.
    """
    yield said.yes | said.unsure
    near = [doubt for doubt in said.doubts if any(answer & wanted for answer in doubt.answers)]
    if not near:
        return
    known = said.yes | said.unsure
    for doubt in near:
        known &= ~doubt.own
    for chosen in product(*(dict.fromkeys(answer & wanted for answer in doubt.answers) for doubt in near)):
        present = known
        for answer in chosen:
            present |= answer
        yield present


def worst(pulls: Sequence[Step | Pull], present: int, best: int) -> int:
    """The most urgent rank that an answer brings alone or an alarm with these bits, or the best so far."""
    for pull in pulls:
        if pull.rank > best:
            best = pull.rank
    for pull in pulls:
        if pull.most <= best:
            continue
        moved = present >> pull.shift if pull.shift else present
        company = moved & pull.company
        while company:
            bit = company & -company
            company ^= bit
            for rank, (masks, counts) in pull.alarms[bit]:
                if rank <= best:
                    break
                for mask in masks:
                    if not moved & mask:
                        break
                else:
                    if not counts or counted(counts, moved):
                        best = rank
                        break
    return best


class Fired(NamedTuple):
    """
    A rule that fired.

    Attributes:
        place: Of the rule, in rule order.
        rank: Of the outcome it gave.
        unsure: Whether it held only in doubt.
        findings: A minimal set of given answers that makes it fire with that outcome, in vocabulary order.
        also: The other answers that met one of its leaves.
    """

    place: int
    rank: int
    unsure: bool
    findings: tuple[str, ...]
    also: tuple[str, ...]


def said_of(reading: Reading, program: Program) -> dict[str, Said]:
    """What each answer that raises something says by itself, by its key, in vocabulary order."""
    order = program.order
    return {key: Said(heard.yes, heard.unsure, heard.doubts) for key, heard in sorted(reading.raising, key=lambda each: order[each[0]])}


def fired(reading: Reading, program: Program) -> tuple[Fired, ...]:
    """Every rule that fired, worst first, then in rule order."""
    answers: dict[str, Said] = {}
    for key, said in said_of(reading, program).items():
        # A finding may have been given under several names.
        name = program.entries[key].finding.name
        answers[name] = answers[name].beside(said) if name in answers else said
    whole = said_by(reading)
    perhaps = whole.bits
    doubtful = perhaps & ~reading.yes
    sure = {name: each.yes for name, each in answers.items() if each.yes}
    doubted = {name: (each, each.bits) for name, each in answers.items()} if doubtful else {}
    found = []
    for place in _tipped(perhaps, program):
        rule = program.rules[place]
        if rule.holds(reading.yes):
            # An unsure answer can't have helped where the rule holds without it.
            read = {name: bits for name, bits in sure.items() if bits & rule.bits}
            found.append(_fired(rule, rule.rank, read, _reason(rule, read), unsure=False))
        elif doubtful and rule.doubt_rank and rule.bits & doubtful and holds_in_doubt(rule, whole):
            unsure = {name: each for name, (each, bits) in doubted.items() if bits & rule.bits}
            found.append(_fired(rule, rule.doubt_rank, unsure, _reason_in_doubt(rule, unsure), unsure=True))
    return tuple(sorted(found, key=lambda each: (-each.rank, each.place)))


def _fired(rule: CompiledRule, rank: int, read: Iterable[str], findings: Sequence[str], *, unsure: bool) -> Fired:
    return Fired(rule.place, rank, unsure, tuple(findings), tuple(name for name in read if name not in findings))


def _reason(rule: CompiledRule, read: Mapping[str, int]) -> list[str]:
    """Drop answers in reverse vocabulary order while the rule still holds; what is left is the reason."""
    kept = dict(read)
    for name in reversed(list(read)):
        bits = kept.pop(name)
        if not rule.holds(reduce(or_, kept.values(), 0)):
            kept[name] = bits
    return [name for name in read if name in kept]


def _reason_in_doubt(rule: CompiledRule, read: Mapping[str, Said]) -> list[str]:
    """The same where a doubt is read in every way."""
    kept = dict(read)
    for name in reversed(list(read)):
        if holds_in_doubt(rule, _together(each for other, each in kept.items() if other != name)):
            del kept[name]
    return list(kept)


def _together(said: Iterable[Said]) -> Said:
    whole = Said()
    for each in said:
        whole = whole.beside(each)
    return whole
