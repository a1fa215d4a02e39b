"""From bits to outcomes: the worst of what fires, and the answers that made each rule fire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from triage.engine.alarms import Pull, Step, bits_in, counted
from triage.engine.answers import Given, Reading
from triage.engine.program import CompiledRule, Program

__all__ = ["Fired", "answered", "fired", "worst_rank"]


def worst_rank(reading: Reading) -> int:
    """The rank of the worst outcome that any rule gives."""
    best = _worst(reading.steps, reading.yes, 0)
    if reading.unsure:
        best = _worst([step.doubt for step in reading.steps], reading.yes | reading.unsure, best)
    return best


def _worst(pulls: Sequence[Step | Pull], present: int, best: int) -> int:
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
        unsure: Whether it held only with unsure read as yes.
        findings: A minimal set of given answers that makes it fire with that outcome, in vocabulary order.
        also: The other answers that met one of its leaves.
    """

    place: int
    rank: int
    unsure: bool
    findings: tuple[str, ...]
    also: tuple[str, ...]


def answered(given: Given, program: Program) -> dict[str, tuple[int, int]]:
    """The yes and unsure bits of each answered finding, by its own name, in vocabulary order."""
    bits: dict[str, tuple[int, int]] = {}
    for name in sorted(given, key=lambda name: program.entries[name].place):
        entry, answer = program.entries[name], given[name]
        yes = unsure = 0
        if entry.scale is not None and isinstance(answer, int | float):
            yes = entry.scale.bits(answer)
        elif entry.finding.kind == "choice":
            yes = entry.sets[str(answer)]
        elif answer is True:
            yes = entry.sets["yes"]
        elif answer is not False:
            unsure = entry.bit
        before = bits.get(entry.finding.name, (0, 0))
        bits[entry.finding.name] = (before[0] | yes, before[1] | unsure)
    return bits


def fired(reading: Reading, program: Program) -> tuple[Fired, ...]:
    """Every rule that fired, worst first, then in rule order."""
    answers = answered(reading.given, program)
    near = {place for number in bits_in(reading.yes | reading.unsure) for place in program.touching[number]}
    found = [each for place in near if (each := _fired(program.rules[place], reading, answers)) is not None]
    return tuple(sorted(found, key=lambda each: (-each.rank, each.place)))


def _fired(rule: CompiledRule, reading: Reading, answers: Mapping[str, tuple[int, int]]) -> Fired | None:
    if rule.holds(reading.yes):
        unsure, rank = False, rule.rank
    elif reading.unsure and rule.holds(reading.yes | reading.unsure):
        unsure, rank = True, rule.doubt_rank
    else:
        return None
    read = {
        name: bits
        for name, (yes, doubt) in answers.items()
        # An unsure answer can't have helped where the rule holds without it.
        if (bits := yes | doubt if unsure else yes) & rule.bits
    }
    findings = tuple(_minimal(rule, read))
    return Fired(rule.place, rank, unsure, findings, tuple(name for name in read if name not in findings))


def _minimal(rule: CompiledRule, read: Mapping[str, int]) -> Iterator[str]:
    """Drop answers in reverse vocabulary order while the rule still holds; what is left is the reason."""
    kept = dict(read)
    for name in reversed(list(read)):
        rest = 0
        for other, bits in kept.items():
            if other != name:
                rest |= bits
        if rule.holds(rest):
            del kept[name]
    yield from kept
