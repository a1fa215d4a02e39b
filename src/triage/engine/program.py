"""
The compiled form of a rule set.

Every leaf of the rules is one bit. What is known about a person is a whole number, the bits that are met, and a
rule is a handful of masks over it: an `any` of leaves is met when mask and number share a bit, an `all` when each of its masks
is. Rules are filed under the leaves that can tip them, so that an answer looks only at the rules it can matter to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from triage.engine.alarms import Branch, Step, Worked, counted
from triage.engine.gates import Asking, Gate, Gates
from triage.engine.scales import Scale
from triage.model.conditions import Leaf
from triage.model.findings import Finding

__all__ = ["CompiledRule", "Doubt", "Entry", "Heard", "Near", "Program"]


class CompiledRule(NamedTuple):
    """A rule as masks: it holds when one of its branches does."""

    place: int
    rank: int
    doubt_rank: int
    branches: tuple[Branch, ...]
    bits: int

    def holds(self, present: int) -> bool:
        """Whether the rule's condition is met by these bits."""
        # Written out, for this is asked more often than anything else.
        for masks, counts in self.branches:
            for mask in masks:
                if not present & mask:
                    break
            else:
                if not counts or counted(counts, present):
                    return True
        return False


class Doubt(NamedTuple):
    """
    What an unsure may stand for: one of several answers, never two at once.

    Attributes:
        own: The bits that the unsure sets in full; they fall away when it is read as another answer.
        answers: The bits of each answer it may stand for; none where an unsure is nothing but an option.
        step: What it does where that comes down to one answer, which holds all that the others do.
    """

    own: int
    answers: tuple[int, ...]
    step: Step | None


class Heard(NamedTuple):
    """What one answer says: bits that it meets, bits that it may stand for, what it does, and the wider doubts."""

    yes: int = 0
    unsure: int = 0
    steps: tuple[Step, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Entry(NamedTuple):
    """
    One finding as the engine reads it.

    Attributes:
        finding: The finding, for its kind, range and name.
        place: Its place in the vocabulary.
        bit: A flag's own bit; 0 for others.
        sets: The bits that an answer sets, by option; for a flag under `yes` and `unsure`.
        scale: What a quantity's numbers set; None for others.
        reach: The bits of each answer that no other answer of this finding outdoes.
        doubt: The same for one who isn't sure: the bits of each single answer that may be the true one.
        asked_if: Whether the condition holds outside which it isn't asked, given the bits of the gates that do; None when it always is.
        gates: The leaves of that condition.
    """

    finding: Finding
    place: int
    bit: int
    sets: Mapping[str, int]
    scale: Scale | None
    reach: tuple[int, ...]
    doubt: tuple[int, ...]
    asked_if: Asking | None
    gates: tuple[Gate, ...]


class Near(NamedTuple):
    """
    What the answers to one finding do to one rule.

    Attributes:
        entry: The finding.
        reach: The bits of the rule that each answer sets which no other outdoes.
        answers: Those that each answer sets, whether another outdoes it or not.
        doubt: Those that an unsure may stand for.
    """

    entry: Entry
    reach: tuple[int, ...]
    answers: tuple[int, ...]
    doubt: tuple[int, ...]


class Program(NamedTuple):
    """
    A rule set, compiled. Nothing in it changes its meaning, so any number of threads may share one.

    Attributes:
        entries: By every name that symptoms may use, aliases included.
        order: Where each of them stands: in vocabulary order, a finding's own name before its aliases.
        flags: Every name that a flag may be given under.
        flag_bits: The bits of all flags.
        heard: What each yes, option and unsure says that somebody has given, by every name that symptoms may use.
        unsurable: Every name under which an unsure may stand for other answers.
        unsure: What it then does.
        steps: What the numbers and options do that set some bits.
        scales: What a quantity's numbers set, by its name.
        plausible: The ends of what is likely, both included, by a quantity's name.
        options: The bits that each option of a choice sets, by its name.
        calm: The numbers that raise nothing, both ends included, and the types they may be of, by a quantity's name.
        aliases: The names that symptoms may use and that aren't a finding's own.
        gates: What answers do to the leaves that decide whether something is asked.
        places: Every finding, in vocabulary order.
        asked: Every finding that may be asked of the person, by name, in vocabulary order.
        deciding: The keys of the findings that decide, through all steps, whether a finding is asked, by its place.
        near: Those of them that can help a rule to hold, by its place.
        implying: The places of those of them of which some answer makes a flag yes, by the flag's bit.
        reached: The rules that some answer can help to hold, and what answers do to them, by a finding's place.
        format: Of the rule language; it decides what an unsure means.
        rules: In rule order.
        urgent: The same, most urgent first.
        leaves: The leaf that each bit stands for, by bit number.
        touching: The rules that read it, by bit number.
        filed: Those of them that need it or another of a few, by bit number.
        denying: The choices with an option that says none of these, and that option.
        not_above: Pairs of quantities of which the first can't exceed the second.
    """

    entries: Mapping[str, Entry]
    order: Mapping[str, int]
    flags: frozenset[str]
    flag_bits: int
    heard: Mapping[str, dict[bool | str, Heard]]
    unsurable: frozenset[str]
    unsure: Worked[str, Doubt]
    steps: Worked[int, Step]
    scales: Mapping[str, Scale]
    plausible: Mapping[str, tuple[int | float, int | float]]
    options: Mapping[str, Mapping[str, int]]
    calm: Mapping[str, tuple[int | float, int | float, tuple[type, ...]]]
    aliases: frozenset[str]
    gates: Gates
    places: tuple[Entry, ...]
    asked: Mapping[str, Entry]
    deciding: Worked[int, tuple[str, ...]]
    near: Worked[int, tuple[Near, ...]]
    implying: Mapping[int, tuple[int, ...]]
    reached: Worked[int, tuple[tuple[CompiledRule, Near], ...]]
    format: int
    rules: tuple[CompiledRule, ...]
    urgent: tuple[CompiledRule, ...]
    leaves: tuple[Leaf, ...]
    touching: tuple[tuple[int, ...], ...]
    filed: Worked[int, tuple[int, ...]]
    denying: tuple[tuple[str, str], ...]
    not_above: tuple[tuple[str, str], ...]
