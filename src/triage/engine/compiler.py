"""From a rule set to its compiled form: hands out the bits, and files every rule under those that can tip it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, pairwise, product

from triage.engine.alarms import Alarm, Alarms, Branch, Step, Worked, bits_in
from triage.engine.program import CompiledRule, Entry, Program, Scale
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Present
from triage.model.findings import UNSURE, Finding
from triage.model.rules import Content
from triage.model.ruleset import RuleSet
from triage.model.vocabulary import Vocabulary

__all__ = ["compiled", "program_of"]


def program_of(rules: RuleSet) -> Program:
    """The compiled form of a rule set, made when first asked for and kept with it."""
    program: Program | None = rules.compiled
    if program is None:
        program = compiled(rules.decisions)
        # Two threads may both get here; they make the same thing, and either may stay.
        object.__setattr__(rules, "compiled", program)
    return program


def compiled(content: Content) -> Program:
    """Compile sound content; what isn't sound must not come here."""
    return _Compiler(content).program()


class _Compiler:
    """Hands out the bits, then files every branch of every rule under them."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.vocabulary = Vocabulary.of(content)
        self.bits: dict[Leaf, int] = {}
        for finding in content.findings:
            if finding.kind == "flag":
                self._bit(Present(finding.name))
        self.branches_of: dict[str, tuple[Branch, ...]] = {}
        self.rules = tuple(self._rule(place) for place in range(len(content.rules)))
        # Which leaves there are over a finding; quantities and choices look through theirs.
        self.leaves_over: dict[str, list[Leaf]] = {}
        for leaf in self.bits:
            self.leaves_over.setdefault(leaf.finding, []).append(leaf)

    def program(self) -> Program:
        entries: dict[str, Entry] = {}
        for place, finding in enumerate(self.content.findings):
            entry = self._entry(place, finding)
            for name in (finding.name, *finding.aliases):
                entries[name] = entry
        alarms = Alarms(Alarm(rule.rank, branch) for rule in self.rules for branch in rule.branches)
        doubts = Alarms(Alarm(rule.doubt_rank, branch) for rule in self.rules for branch in rule.branches)
        steps: Worked[int, Step] = Worked(lambda bits: Step(bits, *alarms.pull(bits), doubts.pull(bits)))
        touching: list[list[int]] = [[] for _ in self.bits]
        for rule in self.rules:
            for number in bits_in(rule.bits):
                touching[number].append(rule.place)
        asked = tuple(entry for name, entry in entries.items() if name == entry.finding.name and entry.finding.asked_of == "person")
        return Program(
            entries=entries,
            flags=frozenset(name for name, entry in entries.items() if entry.bit),
            yes=Worked(lambda name: steps[entries[name].sets["yes"]]),
            # An unsure does nothing by itself; read as yes it does what setting its own bit does, for only a yes implies.
            unsure=Worked(lambda name: Step(entries[name].bit, doubt=doubts.pull(entries[name].bit))),
            steps=steps,
            scales={name: entry.scale for name, entry in entries.items() if entry.scale is not None},
            options={name: entry.sets for name, entry in entries.items() if entry.finding.kind == "choice"},
            calm={name: entry.scale.calm for name, entry in entries.items() if entry.scale is not None},
            asked=asked,
            near=Worked(lambda place: _setting(self.rules[place].bits, asked)),
            rules=self.rules,
            leaves=tuple(self.bits),
            touching=tuple(map(tuple, touching)),
            not_above=tuple((each.name, each.not_above) for each in self.content.findings if each.not_above),
        )

    def _bit(self, leaf: Leaf) -> int:
        return self.bits.setdefault(leaf, 1 << len(self.bits))

    def _rule(self, place: int) -> CompiledRule:
        rule = self.content.rules[place]
        branches = self._branches(rule.when)
        read = 0
        for branch in branches:
            for mask in (*branch.masks, *(mask for mask, _ in branch.counts)):
                read |= mask
        return CompiledRule(place, rule.outcome.rank, rule.when_unsure.rank, branches, read)

    def _branches(self, condition: Condition) -> tuple[Branch, ...]:
        match condition:
            case Present() | Bound() | Chosen():
                return (Branch((self._bit(condition),)),)
            case Defined(name):
                if name not in self.branches_of:
                    self.branches_of[name] = self._branches(self.vocabulary.definitions[name])
                return self.branches_of[name]
            case All(members):
                return _joined([self._branches(member) for member in members])
            case Any(members):
                return _alternatives([branch for member in members for branch in self._branches(member)])
            case AtLeast(count, members):
                return self._counted(count, members)

    def _counted(self, count: int, members: tuple[Condition, ...]) -> tuple[Branch, ...]:
        if count == 1:
            return self._branches(Any(members))
        inside = [self._branches(member) for member in members]
        if all(len(each) == 1 and not each[0].counts and len(each[0].masks) == 1 for each in inside):
            masks = [each[0].masks[0] for each in inside]
            if all(mask.bit_count() == 1 for mask in masks):
                return (Branch((), ((sum(masks), count),)),)
        # A member with several leaves counts once however many of them are met: say so in full.
        return _alternatives([branch for chosen in combinations(inside, count) for branch in _joined(list(chosen))])

    def _entry(self, place: int, finding: Finding) -> Entry:
        own = self.leaves_over.get(finding.name, [])
        bit = 0
        sets: dict[str, int] = {}
        scale: Scale | None = None
        if finding.kind == "flag":
            flag = Present(finding.name)
            bit = self.bits[flag]
            # Only a yes implies.
            sets = {"yes": bit | self._implied(flag), UNSURE: bit}
            reach = [sets["yes"]]
        elif finding.kind == "choice":
            sets = {option.name: self._option_bits(finding, option.name, own) for option in finding.options}
            reach = list(sets.values())
        else:
            scale = self._scale(finding, own)
            reach = [scale.bits(worst) for worst in finding.worst]
        return Entry(finding, place, bit, sets, scale, _undominated(reach))

    def _scale(self, finding: Finding, own: list[Leaf]) -> Scale:
        leaves = (*own, *(implication.leaf for implication in finding.implies))
        met = {bound: self.bits.get(bound, 0) | self._implied(bound) for bound in leaves if isinstance(bound, Bound)}
        cuts = tuple(sorted({bound.value for bound in met}))
        low, high = finding.limits
        between = [(left + right) / 2 for left, right in pairwise((min([low, *cuts]) - 1, *cuts, max([high, *cuts]) + 1))]
        # One number below each cut and one on it, and a last one above them all.
        tried = [number for pair in zip(between, (*cuts, high), strict=True) for number in pair][: 2 * len(cuts) + 1]
        return Scale(
            low,
            high,
            finding.whole,
            cuts,
            sets=tuple(_united(bits for bound, bits in met.items() if bound.met_by(number)) for number in tried),
        )

    def _option_bits(self, finding: Finding, option: str, own: list[Leaf]) -> int:
        met = _united(self.bits[leaf] for leaf in own if finding.leaf_met(leaf, option))
        return met | _united(self.bits[Present(flag)] for flag in self.vocabulary.implied_by_answer(finding.name, option))

    def _implied(self, leaf: Leaf) -> int:
        return _united(self.bits[Present(flag)] for flag in self.vocabulary.implied_by(leaf))


def _setting(bits: int, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The findings of which some answer sets one of these bits."""
    return tuple(entry for entry in entries if any(answer & bits for answer in entry.reach))


def _united(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _undominated(reach: Iterable[int]) -> tuple[int, ...]:
    """Without answers that set nothing, or nothing that another answer doesn't."""
    distinct = [bits for bits in dict.fromkeys(reach) if bits]
    return tuple(bits for bits in distinct if not any(bits | other == other != bits for other in distinct))


def _joined(parts: list[tuple[Branch, ...]]) -> tuple[Branch, ...]:
    """The branches of an `all`: one of each part, together."""
    return tuple(
        Branch(
            tuple(dict.fromkeys(mask for branch in chosen for mask in branch.masks)),
            tuple(dict.fromkeys(counted for branch in chosen for counted in branch.counts)),
        )
        for chosen in product(*parts)
    )


def _alternatives(branches: list[Branch]) -> tuple[Branch, ...]:
    """The branches of an `any`; those that ask for one leaf out of some are one branch with a longer list."""
    simple = [branch.masks[0] for branch in branches if len(branch.masks) == 1 and not branch.counts]
    rest = [branch for branch in branches if len(branch.masks) != 1 or branch.counts]
    return tuple(dict.fromkeys([*([Branch((_united(simple),))] if simple else []), *rest]))
