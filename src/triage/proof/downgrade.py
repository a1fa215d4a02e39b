"""
Law 7: for all inputs, a new rule set gives at least what the old one gave.

Decided exactly and not sampled. Both rule sets are monotone, so it is enough to evaluate the new rules at the least severe
point of every term of the old ones; the first point that gets less is the smallest counterexample.
docs/explanation/never-downgraded.md has the argument.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import product
from math import ceil, floor

from attrs import frozen

from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.engine.evaluate import worst_rank
from triage.engine.program import CompiledRule, Program
from triage.errors import Problem, RuleError
from triage.model.conditions import Leaf
from triage.model.findings import Finding
from triage.model.outcome import OUTCOMES, Outcome
from triage.model.rules import Content
from triage.model.ruleset import RuleSet
from triage.model.vocabulary import Vocabulary
from triage.proof.closing import closed, merged
from triage.proof.frontdoor import Loss, losses
from triage.proof.terms import Point, Term, places, terms

__all__ = ["POINT_LIMIT", "Change", "Comparison", "Rewording", "compare"]

# At how many points one rule is tried before the comparison is refused; the largest of a release so far needed 15,484.
POINT_LIMIT = 50_000


@frozen
class Change:
    """
    Symptoms that two rule sets judge differently.

    Attributes:
        rule: The rule whose term shows it.
        before: What the old rules give.
        after: What the new rules give; None when they refuse the symptoms.
        example: The least severe symptoms of that term, ready for ``evaluate``.
    """

    rule: str
    before: Outcome
    after: Outcome | None
    example: Point


@frozen
class Rewording:
    """
    A finding that asks in other words. Whether it asks the same is for people to say.

    Attributes:
        finding: Its name.
        before: What a person read: question, help, options, stem and line of a panel.
        after: What they read now.
    """

    finding: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@frozen
class Comparison:
    """
    What became of an old rule set in a new one; each list smallest example first.

    Attributes:
        lowered: Terms of old rules that the new ones give less.
        lost: Answers that are refused now or mean less, and questions that are asked less.
        raised: Terms of new rules that the old ones gave less, for answers that both take.
        added: Rules and findings that are new, by kind and name.
        removed: Rules and findings that are gone; a downgrade only where the two lists above say so.
        reworded: Rules and findings whose words differ, by kind and name.
        rewordings: What a person reads of each reworded finding, before and after.
        closed: Findings that are asked of fewer people.
        terms: How many terms of old rules were tried.
        points: At how many points.
    """

    lowered: tuple[Change, ...]
    lost: tuple[Loss, ...]
    raised: tuple[Change, ...]
    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    reworded: tuple[tuple[str, str], ...]
    rewordings: tuple[Rewording, ...]
    closed: tuple[str, ...]
    terms: int
    points: int

    @property
    def downgraded(self) -> bool:
        """Whether anybody gets less, or may say less; what new words mean and whom a closed question would reach, people decide."""
        return bool(self.lowered or self.lost)


def compare(old: RuleSet, new: RuleSet) -> Comparison:
    """Hold a new rule set against an old one, for all inputs."""
    lowered, tried, at = _less(old, new)
    raised, _, _ = _less(new, old, refusals=False)
    before, after = _texts(old), _texts(new)
    return Comparison(
        lowered=lowered,
        lost=(*losses(old.decisions, new.decisions), *merged(old.decisions, new.decisions, program_of(old))),
        raised=tuple(Change(each.rule, each.after or OUTCOMES[0], each.before, each.example) for each in raised),
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        reworded=tuple(key for key, words in before.items() if key in after and after[key] != words),
        rewordings=_rewordings(old.content, new.content),
        closed=closed(old.decisions, new.decisions),
        terms=tried,
        points=at,
    )


def _rewordings(old: Content, new: Content) -> tuple[Rewording, ...]:
    """Every finding that a person reads other words of; words that only the new rules have say nothing about the old ones."""
    vocabulary = Vocabulary.of(new)
    found, reading = [], _read(new)
    for name, (before, ticked) in _read(old).items():
        now = vocabulary.aliases.get(name, name)
        if now in reading:
            after, ticked_now = reading[now]
            pair = (before + ticked, after + ticked_now) if ticked else (before, after)
            if pair[0] != pair[1]:
                found.append(Rewording(name, *pair))
    return tuple(found)


def _read(content: Content) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """What a person reads of each finding that is asked: its own words, and those of its line on a panel."""
    lines = {line.finding: (panel.stem, line.tick) for panel in content.panels for line in panel.lines}
    return {
        finding.name: (
            # Labels that change places between two options change what each of them means.
            (finding.question, finding.help, *(f"{option.name}: {option.label}" for option in finding.options)),
            lines.get(finding.name, ()),
        )
        for finding in content.findings
        if finding.is_asked
    }


def _texts(rules: RuleSet) -> dict[tuple[str, str], object]:
    """The words of every rule and finding, without what decides."""
    content = rules.content
    found: dict[tuple[str, str], object] = {}
    for rule in content.rules:
        found["rule", rule.id] = (rule.title, rule.say, rule.say_unsure, rule.because, rule.limits, rule.sources, rule.suspects)
    for finding in content.findings:
        labels = tuple((option.name, option.label) for option in finding.options)
        found["finding", finding.name] = (finding.label, finding.question, finding.help, finding.clinical, labels)
    return found


def _less(old: RuleSet, new: RuleSet, *, refusals: bool = True) -> tuple[tuple[Change, ...], int, int]:
    """Where the new rules give less than a term of the old; how many terms, and at how many points."""
    programs = program_of(old), program_of(new)
    around = _Places.between(old, new, refusals=refusals)
    # What is refused is no matter of rules, and where no answer implies less a rule that both have gives no less.
    kept = frozenset[str]() if refusals or around.lost else _kept(old.decisions, new.decisions)
    found: list[Change] = []
    tried = at = 0
    for rule in programs[0].rules:
        if old.decisions.rules[rule.place].id in kept:
            continue
        most = at + POINT_LIMIT
        for term in terms(rule, programs[0]):
            tried += 1
            for point, rank in around.of(term, rule):
                if at == most:
                    raise _too_many(old.decisions.rules[rule.place].id)
                at += 1
                reading = read(point, programs[1])
                if reading.problems and not refusals:
                    continue
                after = None if reading.problems else worst_rank(reading, programs[1])
                if after is None or after < rank:
                    found.append(_change(old.decisions.rules[rule.place].id, _readable(point, programs), programs))
    return tuple(sorted(_distinct(found), key=lambda each: (len(each.example), -each.before.rank))), tried, at


def _too_many(rule: str) -> RuleError:
    message = (
        f"this rule is least severe at more than {POINT_LIMIT:,} points where the other rules lack implications that these have, and none "
        "may be left out; take implications away in several releases, or split the rule first"
    )
    return RuleError((Problem("too-many-points", message, where=f"rules/{rule}", path=("rules", rule)),))


def _kept(old: Content, new: Content) -> frozenset[str]:
    """The rules that both have with the same condition and outcomes; none while a definition, or what a doubt means, differs."""
    unasked = [{each.name for each in content.findings if each.asked_of == "app"} for content in (old, new)]
    if old.format != new.format or unasked[0] != unasked[1]:
        return frozenset()
    if {each.name: each.when for each in old.definitions} != {each.name: each.when for each in new.definitions}:
        return frozenset()
    forms = {rule.id: (rule.when, rule.outcome, rule.when_unsure) for rule in old.rules}
    return frozenset(rule.id for rule in new.rules if forms.get(rule.id) == (rule.when, rule.outcome, rule.when_unsure))


def _ranks(point: Point, programs: tuple[Program, Program]) -> tuple[int, int | None]:
    """What old and new give at a point; None where the new refuse it."""
    reading = read(point, programs[1])
    return worst_rank(read(point, programs[0]), programs[0]), None if reading.problems else worst_rank(reading, programs[1])


def _change(rule: str, point: Point, programs: tuple[Program, Program]) -> Change:
    before, after = _ranks(point, programs)
    return Change(rule, OUTCOMES[before], None if after is None else OUTCOMES[after], point)


def _readable(point: Point, programs: tuple[Program, Program]) -> Point:
    """A value just inside a strict bound, such as 35.9999999, as 35.9 where that shows the same."""
    for name, value in point.items():
        if isinstance(value, float) and round(value, 6) != value:
            near = (floor(value * 10) / 10, ceil(value * 10) / 10)
            same = [{**point, name: rounded} for rounded in near if _ranks({**point, name: rounded}, programs) == _ranks(point, programs)]
            if same:
                point = same[0]
    return point


def _distinct(changes: list[Change]) -> Iterator[Change]:
    """One change for each example of a rule: one answer may stand in for several flags of its terms."""
    seen = set()
    for each in changes:
        key = (each.rule, *sorted(each.example.items()))
        if repr(key) not in seen:
            seen.add(repr(key))
            yield each


@frozen(eq=False)
class _Places:
    """
    Where a term of the old rules is least severe to the new ones.

    Attributes:
        before: The old findings.
        after: What stands for each of them now.
        lost: The old ways to make a flag yes that the new vocabulary lacks; the others are as good as the flag itself.
        tried: The names of the findings that a place may have.
        unsure: Whether to the old rules a number or an option that isn't known is a doubt.
    """

    before: Mapping[str, Finding]
    after: Mapping[str, Finding]
    lost: Mapping[str, tuple[Leaf, ...]]
    tried: Container[str]
    unsure: bool

    @classmethod
    def between(cls, old: RuleSet, new: RuleSet, *, refusals: bool) -> _Places:
        before, now = Vocabulary.of(old.decisions), Vocabulary.of(new.decisions)
        after = {name: now.findings.get(now.aliases.get(name, name), finding) for name, finding in before.findings.items()}
        lost: dict[str, tuple[Leaf, ...]] = {}
        for loss in losses(old.decisions, new.decisions):
            for leaf, flags in loss.implied:
                for flag in flags:
                    lost[flag] = (*lost.get(flag, ()), leaf)
        for flag, leaf in _doubted(before, after):
            if leaf not in lost.get(flag, ()):
                lost[flag] = (*lost.get(flag, ()), leaf)
        tried = before.findings if refusals else {*now.findings, *now.aliases}
        return cls(before.findings, after, lost, tried, old.decisions.format > 1)

    def of(self, term: Term, rule: CompiledRule) -> Iterator[tuple[Point, int]]:
        """Each place with the rank that the old rule gives there, its flags yes and then unsure."""
        for chosen in product(*((leaf, *self.lost.get(leaf.finding, ())) for leaf in term)):
            if all(leaf.finding in self.tried for leaf in chosen):
                # What stands in for a flag stays definite, for only that implies; but a doubt reaches a flag that nobody is asked.
                pairs = [(leaf, self.before[own.finding]) for leaf, own in zip(chosen, term, strict=True) if leaf is not own]
                sure = {leaf.finding for leaf, own in pairs if own.asked_of != "app"}
                yield from places(chosen, rule, self.before, unsure=self.unsure, sure=sure, after=self.after)


def _doubted(before: Vocabulary, after: Mapping[str, Finding]) -> Iterator[tuple[str, Leaf]]:
    """The old flags that a doubt reached because nobody was asked them, and somebody is now, each with what implied it."""
    for finding in before.findings.values():
        for implication in finding.implies:
            for flag in before.implied_by(implication.leaf):
                if before.findings[flag].asked_of == "app" and after[flag].asked_of != "app":
                    yield flag, implication.leaf
