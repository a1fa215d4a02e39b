"""Conditions for asking. Each leaf that decides whether something is asked is a gate, and each gate is a bit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from triage.engine.alarms import bits_in, united
from triage.engine.scales import Scale
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Condition, Leaf, Present
from triage.model.findings import UNSURE
from triage.model.vocabulary import Vocabulary

__all__ = ["Asking", "Gate", "GateMaker", "Gates"]

# Whether something is asked, by the bits of the gates that hold.
Asking: TypeAlias = Callable[[int], bool]


class Gate(NamedTuple):
    """
    A leaf that decides whether something is asked.

    Attributes:
        place: Of the finding it is over.
        name: Of that finding.
        flag: The bit of that finding among those of the rules, where it is a flag; 0 for others.
        bit: Its own, among those of the gates.
        leaf: The leaf.
    """

    place: int
    name: str
    flag: int
    bit: int
    leaf: Leaf


class Gates(NamedTuple):
    """
    What answers do to the gates.

    Attributes:
        over: The bits of those over a finding, by its name.
        implied: The same for flags that other findings imply.
        flags: The bit of the one over a flag, by the flag's bit among those of the rules.
        flag_bits: The bits of all these flags.
        met_by: The bits that a number or option meets, by the finding's name.
        opening: The bits that some answer to a finding may meet, over it or over a flag that it implies, by its place.
    """

    over: Mapping[str, int]
    implied: Mapping[str, int]
    flags: Mapping[int, int]
    flag_bits: int
    met_by: Mapping[str, Callable[..., int]]
    opening: Mapping[int, int]

    def denied(self, given: Collection[str]) -> int:
        """The gates that no answer to another finding can meet any more: those over flags that were answered."""
        return united([bits for name, bits in self.implied.items() if name in given])

    def holding(self, given: Mapping[str, object], vague: Iterable[str], perhaps: int) -> int:
        """
        The gates that hold as things stand.

        Args:
            given: The answers, by the findings' own names. One who isn't sure may mean whatever a gate wants.
            vague: The findings whose answers count as whatever a gate wants.
            perhaps: The bits of the rules that may be met.
        """
        met = united(self.over.get(name, 0) for name in vague)
        for number in bits_in(perhaps & self.flag_bits):
            met |= self.flags[1 << number]
        for name, met_by in self.met_by.items():
            answer = given.get(name)
            if answer is not None:
                met |= self.over[name] if answer == UNSURE else met_by(answer)
        return met


class GateMaker:
    """
    Hands out the bits of the gates.

    Args:
        vocabulary: What the conditions are over.
        flags: The bits of the flags among those of the rules.
    """

    def __init__(self, vocabulary: Vocabulary, flags: Mapping[Leaf, int]) -> None:
        self._vocabulary = vocabulary
        self._flags = flags
        self._gates: dict[Leaf, Gate] = {}

    def asking(self, condition: Condition) -> tuple[Asking, tuple[Gate, ...]]:
        """A condition for asking, and its gates."""
        gates = tuple(dict.fromkeys(map(self._gate, self._vocabulary.opened(condition))))
        return self._asking(self._vocabulary.written_out(condition)), gates

    def _gate(self, leaf: Leaf) -> Gate:
        if leaf not in self._gates:
            flag = self._flags[leaf] if isinstance(leaf, Present) else 0
            self._gates[leaf] = Gate(self._vocabulary.order[leaf.finding], leaf.finding, flag, 1 << len(self._gates), leaf)
        return self._gates[leaf]

    def _asking(self, condition: Condition) -> Asking:
        bits = self._any_of(condition)
        if bits:
            return lambda met: met & bits != 0
        assert isinstance(condition, All | Any | AtLeast)
        parts = [self._asking(member) for member in condition.members]
        if isinstance(condition, AtLeast):
            return lambda met: sum(part(met) for part in parts) >= condition.count
        every = isinstance(condition, All)
        return lambda met: (all if every else any)(part(met) for part in parts)

    def _any_of(self, condition: Condition) -> int:
        """The gates of which one is enough; 0 where there is more to a condition."""
        match condition:
            case Present() | Bound() | Chosen():
                return self._gate(condition).bit
            case Any(members):
                inside = list(map(self._any_of, members))
                return united(inside) if all(inside) else 0
        return 0

    def made(self, implying: Mapping[int, Iterable[int]]) -> Gates:
        """All gates; `implying` has the places of the findings that imply a flag, by its bit."""
        over: dict[str, int] = {}
        opening: dict[int, int] = {}
        gates = self._gates.values()
        for gate in gates:
            over[gate.name] = over.get(gate.name, 0) | gate.bit
            for place in (gate.place, *implying.get(gate.flag, ())):
                opening[place] = opening.get(place, 0) | gate.bit
        flags = {gate.flag: gate.bit for gate in gates if gate.flag}
        implied = {gate.name: gate.bit for gate in gates if implying.get(gate.flag)}
        met_by = {name: self._met_by(name) for name in dict.fromkeys(gate.name for gate in gates if not gate.flag)}
        return Gates(over, implied, flags, united(flags), met_by, opening)

    def _met_by(self, name: str) -> Callable[..., int]:
        finding = self._vocabulary.findings[name]
        bits = {leaf: gate.bit for leaf, gate in self._gates.items() if gate.name == name}
        if finding.kind == "quantity":
            return Scale.of(finding, {leaf: bit for leaf, bit in bits.items() if isinstance(leaf, Bound)}).bits
        met = {each.name: [bit for leaf, bit in bits.items() if finding.leaf_met(leaf, each.name)] for each in finding.options}
        return {option: united(inside) for option, inside in met.items()}.__getitem__
