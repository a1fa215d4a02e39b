"""From a rule set to its compiled form: hands out the bits, and files every rule under those that can tip it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, combinations, product
from operator import attrgetter

from triage.engine.alarms import Alarm, Alarms, Branch, Step, Worked, bits_in, shortest, united
from triage.engine.gates import GateMaker
from triage.engine.program import CompiledRule, Doubt, Entry, Near, Program
from triage.engine.scales import Scale
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
        self.gates = GateMaker(self.vocabulary, self.bits)
        self.rules = tuple(self._rule(place) for place in range(len(content.rules)))
        # Which leaves there are over a finding; quantities and choices look through theirs.
        self.leaves_over: dict[str, list[Leaf]] = {}
        for leaf in self.bits:
            self.leaves_over.setdefault(leaf.finding, []).append(leaf)

    def program(self) -> Program:
        entries = self._entries()
        alarms = Alarms(Alarm(rule.rank, branch) for rule in self.rules for branch in rule.branches)
        doubts = Alarms(Alarm(rule.doubt_rank, branch) for rule in self.rules for branch in rule.branches)
        steps: Worked[int, Step] = Worked(lambda bits: Step(bits, *alarms.pull(bits), doubts.pull(bits)))
        touching = self._touching()
        places = tuple(entry for name, entry in entries.items() if name == entry.finding.name)
        asked = {entry.finding.name: entry for entry in places if entry.finding.is_asked}
        near: Worked[int, tuple[Near, ...]] = Worked(lambda place: _near(self.rules[place].bits, asked.values()))
        implying = _implying(asked.values(), places)
        return Program(
            entries=entries,
            order={name: place for place, name in enumerate(entries)},
            flags=frozenset(name for name, entry in entries.items() if entry.bit),
            flag_bits=united(entry.bit for entry in places),
            heard={name: {} for name in entries},
            unsurable=frozenset(name for name, entry in entries.items() if entry.bit or self.content.format > 1),
            unsure=Worked(lambda name: _doubt(entries[name], doubts)),
            steps=steps,
            scales={name: entry.scale for name, entry in entries.items() if entry.scale is not None},
            plausible={name: entry.finding.plausible for name, entry in entries.items() if entry.finding.plausible is not None},
            options={name: entry.sets for name, entry in entries.items() if entry.finding.kind == "choice"},
            calm={name: entry.scale.calm for name, entry in entries.items() if entry.scale is not None},
            aliases=frozenset(name for name, entry in entries.items() if name != entry.finding.name),
            gates=self.gates.made(implying),
            places=places,
            asked=asked,
            implying=implying,
            deciding=Worked(lambda place: _deciding(places[place], places, implying)),
            near=near,
            reached=Worked(lambda place: self._reached(places[place], touching, near)),
            format=self.content.format,
            rules=self.rules,
            urgent=tuple(sorted(self.rules, key=attrgetter("rank"), reverse=True)),
            leaves=tuple(self.bits),
            touching=tuple(map(tuple, touching)),
            filed=Worked(lambda number: self._filed(touching[number], 1 << number)),
            denying=tuple((each.name, each.none_of_these) for each in self.content.findings if each.none_of_these),
            not_above=tuple((each.name, each.not_above) for each in self.content.findings if each.not_above),
        )

    def _entries(self) -> dict[str, Entry]:
        """Every finding as the engine reads it, by each of its names."""
        made = [self._entry(place, finding) for place, finding in enumerate(self.content.findings)]
        return {name: entry for entry in made for name in (entry.finding.name, *entry.finding.aliases)}

    def _touching(self) -> list[list[int]]:
        """The places of the rules that read each bit."""
        touching: list[list[int]] = [[] for _ in self.bits]
        for rule in self.rules:
            for number in bits_in(rule.bits):
                touching[number].append(rule.place)
        return touching

    def _filed(self, touching: Iterable[int], bit: int) -> tuple[int, ...]:
        """Those of the rules that read a bit with a branch whose shortest mask has it; whatever makes one hold sets one of those."""
        return tuple(place for place in touching if any(shortest(branch) & bit for branch in self.rules[place].branches))

    def _reached(
        self, entry: Entry, touching: Sequence[Iterable[int]], near: Mapping[int, tuple[Near, ...]]
    ) -> tuple[tuple[CompiledRule, Near], ...]:
        """The rules that answers to a finding can help to hold, with what they do to each."""
        rules = dict.fromkeys(place for number in bits_in(united(entry.reach)) for place in touching[number])
        return tuple((self.rules[place], each) for place in rules for each in near[place] if each.entry is entry)

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
        # A member that is a single leaf can be counted. One with several counts once however many of them are met: say so in full.
        leaves = [branches[0].masks[0] for branches in inside if _is_leaf(branches)]
        others = [branches for branches in inside if not _is_leaf(branches)]
        found: list[Branch] = []
        for chosen in chain.from_iterable(combinations(others, number) for number in range(min(count, len(others)) + 1)):
            more = count - len(chosen)
            if more <= len(leaves):
                found += _joined([*chosen, _some(leaves, more)])
        return _alternatives(found)

    def _entry(self, place: int, finding: Finding) -> Entry:
        own = self.leaves_over.get(finding.name, [])
        bit = 0
        sets: dict[str, int] = {}
        scale: Scale | None = None
        if finding.kind == "flag":
            flag = Present(finding.name)
            bit = self.bits[flag]
            sets = {"yes": bit | self._implied(flag), UNSURE: bit}
            reach = [sets["yes"]]
        elif finding.kind == "choice":
            sets = {option.name: self._option_bits(finding, option.name, own) for option in finding.options}
            reach = list(sets.values())
        else:
            scale = self._scale(finding, own)
            reach = [scale.bits(worst) for worst in finding.worst]
        asked_if, gates = (None, ()) if finding.asked_if is None else self.gates.asking(finding.asked_if)
        doubt = self._doubted(finding, bit, own, reach)
        return Entry(finding, place, bit, sets, scale, _undominated(reach), doubt, asked_if, gates)

    @cached_property
    def _unasked(self) -> int:
        """The bits of the flags that nobody is asked."""
        unasked = (each for each in self.content.findings if each.kind == "flag" and each.asked_of == "app")
        return united(self.bits[Present(each.name)] for each in unasked)

    def _doubted(self, finding: Finding, bit: int, own: Sequence[Leaf], reach: Iterable[int]) -> tuple[int, ...]:
        """
        The bits of each answer that an unsure may stand for.

        Only a yes implies. But a flag that nobody is asked has no doubt of its own, so a doubt reaches it from what implies it.
        """
        kept = bit | united(self.bits[leaf] for leaf in own)
        if self.content.format > 1:
            kept |= self._unasked
        elif not bit:
            return ()
        return _undominated(answer & kept for answer in reach)

    def _scale(self, finding: Finding, own: list[Leaf]) -> Scale:
        leaves = (*own, *(implication.leaf for implication in finding.implies))
        met = {bound: self.bits.get(bound, 0) | self._implied(bound) for bound in leaves if isinstance(bound, Bound)}
        return Scale.of(finding, met)

    def _option_bits(self, finding: Finding, option: str, own: list[Leaf]) -> int:
        met = united(self.bits[leaf] for leaf in own if finding.leaf_met(leaf, option))
        return met | united(self.bits[Present(flag)] for flag in self.vocabulary.implied_by_answer(finding.name, option))

    def _implied(self, leaf: Leaf) -> int:
        return united(self.bits[Present(flag)] for flag in self.vocabulary.implied_by(leaf))


def _is_leaf(branches: tuple[Branch, ...]) -> bool:
    """Whether a condition is met by one bit alone."""
    return len(branches) == 1 and not branches[0].counts and [mask.bit_count() for mask in branches[0].masks] == [1]


def _some(leaves: list[int], count: int) -> tuple[Branch, ...]:
    """So many of these leaves, as a branch."""
    if count in (0, len(leaves)):
        return (Branch(tuple(leaves[:count])),)
    return (Branch((sum(leaves),)),) if count == 1 else (Branch((), ((sum(leaves), count),)),)


def _doubt(entry: Entry, doubts: Alarms) -> Doubt:
    """What an unsure does that may stand for other answers."""
    own = 0 if entry.bit else entry.sets.get(UNSURE, 0)
    if len(entry.doubt) == 1:
        return Doubt(own, entry.doubt, Step(entry.doubt[0], doubt=doubts.pull(entry.doubt[0])))
    return Doubt(own, entry.doubt, None)


def _implying(asked: Iterable[Entry], entries: Iterable[Entry]) -> dict[int, tuple[int, ...]]:
    """By the bit of each flag, the findings asked of the person of which some answer makes it yes."""
    found: dict[int, list[int]] = {entry.bit: [] for entry in entries if entry.bit}
    for entry in asked:
        for number in bits_in(united(entry.reach)):
            bit = 1 << number
            if bit in found and bit != entry.bit:
                found[bit].append(entry.place)
    return {bit: tuple(places) for bit, places in found.items()}


def _deciding(entry: Entry, places: Sequence[Entry], implying: Mapping[int, Iterable[int]]) -> tuple[str, ...]:
    """The keys of the findings that decide, through all steps, whether one is asked, in vocabulary order."""
    found: set[int] = set()
    waiting = [entry]
    while waiting:
        for gate in waiting.pop().gates:
            for place in (gate.place, *implying.get(gate.flag, ())):
                if place not in found and place != entry.place:
                    found.add(place)
                    waiting.append(places[place])
    findings = [places[place].finding for place in sorted(found)]
    return tuple(key for finding in findings for key in (finding.name, *finding.aliases))


def _near(bits: int, entries: Iterable[Entry]) -> tuple[Near, ...]:
    """The findings of which some answer sets one of these bits, and what each answer sets of them."""
    found = []
    for entry in entries:
        said = entry.scale.answers if entry.scale is not None else [entry.sets["yes"]] if entry.bit else entry.sets.values()
        answers = tuple(dict.fromkeys(answer & bits for answer in said if answer & bits))
        if answers:
            doubt = tuple(dict.fromkeys(answer & bits for answer in entry.doubt))
            found.append(Near(entry, _undominated(answers), answers, doubt))
    return tuple(found)


def _undominated(reach: Iterable[int]) -> tuple[int, ...]:
    """Without answers that set nothing, or nothing that another answer doesn't."""
    distinct = [bits for bits in dict.fromkeys(reach) if bits]
    return tuple(bits for bits in distinct if not any(bits | other == other != bits for other in distinct))


def _joined(parts: list[tuple[Branch, ...]]) -> tuple[Branch, ...]:
    """The branches of an `all`: one of each part, together; the mask that is met least often first, for there most people's looks end."""
    return tuple(
        Branch(
            tuple(sorted(dict.fromkeys(mask for branch in chosen for mask in branch.masks), key=int.bit_count)),
            tuple(dict.fromkeys(counted for branch in chosen for counted in branch.counts)),
        )
        for chosen in product(*parts)
    )


def _alternatives(branches: list[Branch]) -> tuple[Branch, ...]:
    """The branches of an `any`; those that ask for one leaf out of some are one branch with a longer list."""
    simple = [branch.masks[0] for branch in branches if len(branch.masks) == 1 and not branch.counts]
    rest = [branch for branch in branches if len(branch.masks) != 1 or branch.counts]
    return tuple(dict.fromkeys([*([Branch((united(simple),))] if simple else []), *rest]))
