"""
What a release does to asking: questions that it puts to fewer people, and questions that it joins into one.

An answer that is never asked for can't raise anything. That is the point of `asked_if`, and so each question that a release closes for
somebody needs a reason. Two questions joined into one are worse: a no to one then hides the other, and nobody may have meant that.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from attrs import evolve

from triage.engine.answers import read
from triage.engine.compiler import compiled
from triage.engine.program import CompiledRule, Program
from triage.engine.questions import Interview
from triage.model.conditions import Chosen, Leaf, Present
from triage.model.findings import Finding
from triage.model.outcome import OUTCOMES
from triage.model.rules import Content
from triage.model.sound_asking import ways
from triage.model.vocabulary import Vocabulary, covers
from triage.names import listed, quoted
from triage.proof.frontdoor import Loss
from triage.proof.terms import Point, Term, places, terms

__all__ = ["closed", "merged"]


def closed(old: Content, new: Content) -> tuple[str, ...]:
    """
    The findings that the new rules ask of fewer people than the old, as far as their conditions can be held against each other.

    The list that was proved complete is written in the same steps: `closes` in `proofs/Check.v`.
    """
    before, after = Vocabulary.of(old), Vocabulary.of(new)
    now = {finding.name: after.findings.get(after.aliases.get(finding.name, finding.name)) for finding in old.findings}
    here = {name: (before.findings[name], each) for name, each in now.items() if each is not None}
    asked = {name: pair for name, pair in here.items() if pair[0].is_asked}
    both = {name: pair for name, pair in asked.items() if pair[1].is_asked}
    # Whose answer an app or a clinician gives now is asked of nobody: a loss of its own, which closes what hangs on it as well.
    found = {name for name, (was, each) in asked.items() if _is_narrower(_ways(each, after), _ways(was, before))}
    gates = {name: {leaf.finding for way in _ways(each, after) for leaf in way} for name, (_, each) in both.items()}
    less = {each.name for was, each in here.values() if _tells_less(was, each, before, after)}
    found |= {name for name, read in gates.items() if read & less}
    # What isn't asked of everybody is told by what implies it, too.
    some = {flag for read in gates.values() for flag in read if _ways(after.findings[flag], after) != [()]}
    telling = {flag: _implying(flag, before, after) for flag in some}
    gates = {name: read.union(*(telling.get(flag, ()) for flag in read)) for name, read in gates.items()}
    # Whoever is asked less of what decides is asked less of what hangs on it.
    while grown := {name for name, read in gates.items() if name not in found and any(now[other] in _of(read, after) for other in found)}:
        found |= grown
    return tuple(name for name in both if name in found)


def _tells_less(was: Finding, now: Finding, before: Vocabulary, after: Vocabulary) -> bool:
    """Whether an answer to a finding, or to what implies it, leaves less to be asked: what was unlikely, in doubt or implied isn't now."""
    if was.plausible is not None and now.kind == "quantity":
        (low, high), (least, most) = was.plausible, was.limits
        likely = now.plausible or now.limits
        if (low > least and likely[0] < low) or (high < most and likely[1] > high):
            return True
    if was.asked_of == "app" and now.asked_of != "app":
        return True
    # Under another name it is the same question, and two that became one are as good as implied by each other.
    leading = (evolve(leaf, finding=after.aliases.get(leaf.finding, leaf.finding)) for leaf in _leading_to(was.name, before))
    return any(leaf.finding != now.name and now.name not in after.implied_by(leaf) for leaf in leading)


def _leading_to(flag: str, vocabulary: Vocabulary) -> Iterator[Leaf]:
    """Every leaf that makes a flag yes, in however many steps."""
    for finding in vocabulary.findings.values():
        yield from (each.leaf for each in finding.implies if flag in vocabulary.implied_by(each.leaf))


def _implying(flag: str, before: Vocabulary, after: Vocabulary) -> set[str]:
    """The findings, by their present names, of which some answer made a flag yes."""
    present = (after.aliases.get(leaf.finding, leaf.finding) for leaf in _leading_to(flag, before))
    return {name for name in present if name in after.findings}


def _of(names: Iterable[str], vocabulary: Vocabulary) -> list[Finding]:
    return [vocabulary.findings[name] for name in names]


def _is_narrower(narrow: Sequence[tuple[Leaf, ...]], wide: Sequence[tuple[Leaf, ...]]) -> bool:
    """Whether some way of meeting the wide condition may not meet the narrow one."""
    return not all(any(_within(way, other) for other in narrow) for way in wide)


def _ways(finding: Finding, vocabulary: Vocabulary) -> list[tuple[Leaf, ...]]:
    """The ways in which a finding comes to be asked: none where nobody is, one without any condition where everybody is."""
    if not finding.is_asked:
        return []
    return [()] if finding.asked_if is None else list(ways(vocabulary.written_out(finding.asked_if)))


def _within(way: Iterable[Leaf], other: Iterable[Leaf]) -> bool:
    """Whether everybody who meets all leaves of one way meets those of the other."""
    met = tuple(way)
    return all(any(leaf.finding == each.finding and covers(leaf, each) for each in met) for leaf in other)


def merged(old: Content, new: Content, program: Program) -> Iterator[Loss]:
    """
    Questions that were several and are one now, where a no to one of them lowers what open answers could still bring.

    Decided at every term of the old rules that reads one of them, or what one of them implies: that one open, the rest of the term
    answered, everything else harmless. Closing by `asked_if` is another matter, so here everything is asked.
    """
    joined = _joined(old, new)
    if not joined:
        return
    asking = compiled(evolve(new, findings=tuple(evolve(each, asked_if=None) for each in new.findings)))
    harmless, findings, after = _harmless(old), {finding.name: finding for finding in old.findings}, Vocabulary.of(new)
    now = {name: after.findings.get(after.aliases.get(name, name), finding) for name, finding in findings.items()}
    fallen: dict[str, tuple[int, int, Point]] = {}
    for rule, term in _reading(joined, program, Vocabulary.of(old)):
        named = {leaf.finding for leaf in term}
        around = tuple(places(term, rule, findings, unsure=old.format > 1, after=now))
        for name in named & joined.keys() - fallen.keys():
            siblings = [other for other in joined[name] if other not in named]
            for point, rank in around if siblings and findings[name].is_asked else ():
                rest = {key: value for key, value in point.items() if key != name} | dict.fromkeys(siblings, False)
                least = {key: value for key, value in harmless.items() if key != name} | rest
                ceiling = Interview(asking, read(least, asking), 0).ceiling()
                if ceiling < rank:
                    fallen[name] = (rank, ceiling, rest)
                    break
    for name, (before, ceiling, example) in fallen.items():
        message = (
            f"{quoted(name)} is one question with {listed(joined[name], last='and')} now: a no to that closes both, and where it alone "
            f"could still bring {OUTCOMES[before]}, open answers bring {OUTCOMES[ceiling]} at most"
        )
        yield Loss("merged", name, message, example)


def _reading(joined: Container[str], program: Program, vocabulary: Vocabulary) -> Iterator[tuple[CompiledRule, Term]]:
    """Every old term that reads a joined flag, as it is and with what implies its flags in their place."""
    implying: dict[str, list[Leaf]] = {}
    for finding in vocabulary.findings.values():
        for implication in finding.implies:
            for flag in vocabulary.implied_by(implication.leaf):
                implying.setdefault(flag, []).append(implication.leaf)
    for rule in program.rules:
        for term in terms(rule, program):
            ways = [(leaf, *implying.get(leaf.finding, ())) if isinstance(leaf, Present) else (leaf,) for leaf in term]
            if any(leaf.finding in joined for way in ways for leaf in way):
                for chosen in product(*ways):
                    if any(leaf.finding in joined for leaf in chosen):
                        yield rule, chosen


def _joined(old: Content, new: Content) -> dict[str, list[str]]:
    """By old flag, the other old flags that are the same finding now."""
    after = Vocabulary.of(new)
    same: dict[str, list[str]] = {}
    for finding in old.findings:
        if finding.kind == "flag":
            same.setdefault(after.aliases.get(finding.name, finding.name), []).append(finding.name)
    return {name: [other for other in names if other != name] for names in same.values() if len(names) > 1 for name in names}


def _harmless(content: Content) -> Mapping[str, Any]:
    """An answer to each finding that raises nothing."""
    vocabulary = Vocabulary.of(content)
    raising: dict[str, set[str]] = {}
    conditions = [rule.when for rule in content.rules]
    read_leaves = [leaf for condition in conditions for leaf in vocabulary.opened(condition)]
    for leaf in [*read_leaves, *(implication.leaf for finding in content.findings for implication in finding.implies)]:
        if isinstance(leaf, Chosen):
            raising.setdefault(leaf.finding, set()).update(leaf.options)
    found: dict[str, Any] = {}
    for finding in content.findings:
        if finding.kind == "choice":
            calm = [option.name for option in finding.options if option.name not in raising.get(finding.name, ())]
            found |= {finding.name: calm[0]} if calm else {}
        else:
            found[finding.name] = False if finding.kind == "flag" else finding.least
    return found
