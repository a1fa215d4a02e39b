"""
What makes content a meaningful rule set. The checks here are what all proofs rest on, so joining runs them too.

Each check yields problems whose path leads into the content as rule files write it: ``("rules", id, "when", "all", 1)``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import reduce
from math import comb

from triage.errors import Problem
from triage.model.conditions import All, Any, AtLeast, Chosen, Condition, Defined, Path, members
from triage.model.findings import UNSURE
from triage.model.outcome import NONE_FOUND, Level
from triage.model.rules import Content, Rule
from triage.model.sound_asking import asking_problems, panel_problems
from triage.model.sound_choices import choice_problems
from triage.model.sound_findings import finding_problems, leaf_problems, problem_at
from triage.model.vocabulary import Vocabulary
from triage.names import quoted

__all__ = ["TERM_LIMIT", "problems_of"]

TERM_LIMIT = 4096

# Beyond it the number of terms may have thousands of digits, and tells nobody more.
_COUNTABLE = 10**12

# How many definitions may stand on one another.
_DEEPEST = 32


def problems_of(content: Content) -> tuple[Problem, ...]:
    """Every fault of meaning in some content; none means that it may be compiled and that the laws hold for it."""
    vocabulary = Vocabulary.of(content)
    found = (*_clashes(content), *finding_problems(content, vocabulary), *_conditions(content, vocabulary))
    circles = [*_circular_implications(vocabulary), *_circular_definitions(vocabulary)]
    if not circles:
        circles = list(_circular_asking(vocabulary))
    if not found and not circles:
        found = tuple(_sizes(content, vocabulary))
        # What is too large to review is too large to look into.
        found = found or (
            *_members_apart(content, vocabulary),
            *choice_problems(content, vocabulary),
            *_harmless(content, vocabulary),
            *asking_problems(content, vocabulary),
            *panel_problems(content, vocabulary),
        )
    return (*found, *circles)


def _written(content: Content) -> Iterator[tuple[Path, Condition]]:
    """Every condition that somebody wrote, with its path."""
    for definition in content.definitions:
        yield ("definitions", definition.name, "when"), definition.when
    for rule in content.rules:
        yield ("rules", rule.id, "when"), rule.when
    for pack in content.packs:
        for index, note in enumerate(pack.notes):
            yield ("packs", pack.name, "notes", index, "when"), note.when


def _asking(content: Content) -> Iterator[tuple[Path, Condition]]:
    """Every condition for asking, with its path. It decides no outcome, so any bound and any option will do."""
    for finding in content.findings:
        if finding.asked_if is not None:
            yield ("findings", finding.name, "asked_if"), finding.asked_if


def _clashes(content: Content) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    names: list[tuple[str, Path, str]] = [(each.name, ("findings", each.name), "a finding") for each in content.findings]
    names += [
        (alias, ("findings", finding.name, "aliases", index), f"an alias of {quoted(finding.name)}")
        for finding in content.findings
        for index, alias in enumerate(finding.aliases)
    ]
    names += [(each.name, ("definitions", each.name), "a definition") for each in content.definitions]
    for name, path, what in names:
        if name in taken:
            message = f"{quoted(name)} is already {taken[name]}; findings, aliases and definitions share one namespace"
            yield problem_at(path, "name-clash", message)
        taken.setdefault(name, what)
    ids_of = {
        "rules": [rule.id for rule in content.rules],
        "sources": [source.id for source in content.sources],
        "panels": [panel.id for panel in content.panels],
        "vignettes": [vignette.name for vignette in content.vignettes],
    }
    for kind, ids in ids_of.items():
        for name, count in Counter(ids).items():
            if count > 1:
                what = "name" if kind == "vignettes" else "id"
                message = f"{quoted(name)} is the {what} of {count} {kind}; {what}s are used once"
                yield problem_at((kind, name), "name-clash", message)
    refs: dict[str, str] = {}
    for rule in content.rules:
        if rule.ref and refs.setdefault(rule.ref, rule.id) != rule.id:
            message = f"{quoted(rule.ref)} is already the ref of the rule {quoted(refs[rule.ref])}; refs are used once"
            yield problem_at(("rules", rule.id, "ref"), "name-clash", message)


def _conditions(content: Content, vocabulary: Vocabulary) -> Iterator[Problem]:
    for rule in content.rules:
        yield from _outcomes(rule)
    for path, condition in _written(content):
        yield from _walked(condition, path, vocabulary)
    for path, condition in _asking(content):
        yield from _walked(condition, path, vocabulary, asking=True)
        finding = vocabulary.findings[str(path[1])]
        if not finding.is_asked:
            message = f"{quoted(finding.name)} has `asked_of: {finding.asked_of}`, so `asked_if` says nothing; take it away"
            yield problem_at(path, "asked-if-unasked", message)


def _outcomes(rule: Rule) -> Iterator[Problem]:
    path: Path = ("rules", rule.id)
    if rule.outcome == NONE_FOUND:
        yield problem_at((*path, "outcome"), "raises-nothing", "a rule raises something; `none-found` is what is left when none fires")
    elif rule.when_unsure == NONE_FOUND and rule.outcome.level is Level.EMERGENCY:
        message = "a doubt about an emergency always raises something; `when_unsure: none-found` is for less"
        yield problem_at((*path, "when_unsure"), "doubted-emergency", message)
    elif rule.when_unsure > rule.outcome:
        message = f"`when_unsure` ({rule.when_unsure}) is worse than the outcome ({rule.outcome}); a doubt can't weigh more than a yes"
        yield problem_at((*path, "when_unsure"), "unsure-worse", message)


def _walked(condition: Condition, path: Path, vocabulary: Vocabulary, *, asking: bool = False) -> Iterator[Problem]:
    if not isinstance(condition, All | Any | AtLeast):
        yield from leaf_problems(condition, path, vocabulary, asking=asking)
        return
    if not condition.members:
        yield problem_at(path, "empty-list", "an empty list holds nothing to fire on")
    if isinstance(condition, AtLeast) and not 1 <= condition.count <= len(condition.members):
        message = f"`count` is {condition.count}, and must lie between 1 and the {len(condition.members)} members of `of`"
        yield problem_at((*path, "at_least", "count"), "bad-count", message)
    for step, member in members(condition):
        yield from _walked(member, path + step, vocabulary, asking=asking)


def _circles(following: dict[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Every circle once, as a walk that ends where it starts."""
    seen: set[frozenset[str]] = set()
    for name in following:
        circle = _circle(name, following)
        if circle and frozenset(circle) not in seen:
            seen.add(frozenset(circle))
            yield circle


def _circle(name: str, following: dict[str, set[str]]) -> tuple[str, ...]:
    """The shortest walk from a name back to it; empty when there is none."""
    walks: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    for walk in walks:  # It grows on the way.
        for step in sorted(following.get(walk[-1], ())):
            if step == name:
                return (*walk, name)
            if step not in seen:
                seen.add(step)
                walks.append((*walk, step))
    return ()


def _circular_implications(vocabulary: Vocabulary) -> Iterator[Problem]:
    following = {
        name: {flag for implication in finding.implies for flag in implication.flags} for name, finding in vocabulary.findings.items()
    }
    for circle in _circles(following):
        message = f"{' implies '.join(map(quoted, circle))}; implications may not circle"
        yield problem_at(("findings", circle[0], "implies"), "circular", message)


def _circular_asking(vocabulary: Vocabulary) -> Iterator[Problem]:
    following = {
        name: {leaf.finding for leaf in vocabulary.opened(finding.asked_if)}
        for name, finding in vocabulary.findings.items()
        if finding.asked_if is not None
    }
    for circle in _circles(following):
        message = f"{' waits for '.join(map(quoted, circle))}; `asked_if` may not circle"
        yield problem_at(("findings", circle[0], "asked_if"), "circular", message)


def _used(condition: Condition) -> set[str]:
    if isinstance(condition, Defined):
        return {condition.name}
    return {name for _, member in members(condition) for name in _used(member)}


def _circular_definitions(vocabulary: Vocabulary) -> Iterator[Problem]:
    following = {name: _used(condition) for name, condition in vocabulary.definitions.items()}
    circles = list(_circles(following))
    for circle in circles:
        message = f"{' uses '.join(map(quoted, circle))}; definitions may not circle"
        yield problem_at(("definitions", circle[0], "when"), "circular", message)
    # What is left after so many rounds without the definitions that use no other stands on too many in a row.
    for _ in range(_DEEPEST + 1):
        following = {name: uses for name, uses in following.items() if uses & following.keys()}
    if following and not circles:
        name = next(iter(following))
        message = f"{quoted(name)} stands on more than {_DEEPEST} definitions in a row; nobody could review it"
        yield problem_at(("definitions", name, "when"), "too-deep", message)


def _members_apart(content: Content, vocabulary: Vocabulary) -> Iterator[Problem]:
    for path, condition in (*_written(content), *_asking(content)):
        yield from _apart(condition, path, vocabulary)


def _apart(condition: Condition, path: Path, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Members that are counted must be different things, or one answer would be counted twice."""
    if isinstance(condition, AtLeast):
        named_by: dict[str, int] = {}
        counted_by: dict[str, int] = {}
        for place, member in enumerate(condition.members):
            opened = tuple(vocabulary.opened(member))
            named = {leaf.finding for leaf in opened}
            implied = {flag for leaf in opened for flag in vocabulary.implied_by(leaf)}
            shared = (named & counted_by.keys()) | (implied & named_by.keys())
            if shared:
                first = counted_by[min(shared)]
                message = f"members {first + 1} and {place + 1} both count {quoted(min(shared))}; one answer would count twice"
                yield problem_at((*path, "at_least", "of", place), "counted-twice", message)
            named_by |= dict.fromkeys(named - named_by.keys(), place)
            counted_by |= dict.fromkeys((named | implied) - counted_by.keys(), place)
    for step, member in members(condition):
        yield from _apart(member, path + step, vocabulary)


def _harmless(content: Content, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Every choice needs an option that raises nothing; for flags it is no, for numbers the direction checks see to it."""
    raising: dict[str, set[str]] = {}
    conditions = [condition for _, condition in _written(content)]
    for leaf in [leaf for condition in conditions for leaf in vocabulary.opened(condition)] + [
        implication.leaf for finding in content.findings for implication in finding.implies
    ]:
        if isinstance(leaf, Chosen):
            raising.setdefault(leaf.finding, set()).update(leaf.options)
    for name, options in raising.items():
        # Whoever isn't sure has a doubt; a person to whom none applies says so.
        if options >= {option.name for option in vocabulary.findings[name].options} - {UNSURE}:
            message = "every option of this choice raises something; a person to whom none applies needs a harmless one"
            yield problem_at(("findings", name, "options"), "no-harmless-option", message)


def _sizes(content: Content, vocabulary: Vocabulary) -> Iterator[Problem]:
    known: dict[str, tuple[int, int]] = {}
    for path, condition in (*_written(content), *_asking(content)):
        terms, parts = _size(condition, vocabulary, known)
        # What is only too large because a definition in it is was faulted there.
        if any(max(known[name]) > TERM_LIMIT for name in _used(condition)):
            continue
        for number, what, code in ((terms, "ways to fire", "too-many-terms"), (parts, "parts, definitions opened", "too-many-parts")):
            if number > TERM_LIMIT:
                count = f"{number:,}" if number < _COUNTABLE else f"{_COUNTABLE:,} or more"
                message = f"this condition has {count} {what}, and may have {TERM_LIMIT:,}; split it, or nobody could review it"
                yield problem_at(path, code, message)
                break


def _size(condition: Condition, vocabulary: Vocabulary, known: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """How many terms and how many leaves a condition expands to, before implications are opened; each definition is counted once."""
    if isinstance(condition, Defined):
        if condition.name not in known:
            known[condition.name] = _size(vocabulary.definitions[condition.name], vocabulary, known)
        return known[condition.name]
    inside = [_size(member, vocabulary, known) for _, member in members(condition)]
    terms = _terms(condition, [each for each, _ in inside])
    return min(terms, _COUNTABLE), min(sum(parts for _, parts in inside) or 1, _COUNTABLE)


def _terms(condition: Condition, counts: list[int]) -> int:
    """How many terms members of these many terms make together."""
    if isinstance(condition, Any):
        return sum(counts)
    if not isinstance(condition, AtLeast) or condition.count == len(counts):
        return reduce(lambda terms, count: min(terms * count, _COUNTABLE), counts, 1)
    fewest = comb(len(counts), condition.count)
    if fewest > (_COUNTABLE if len(counts) < 1000 else TERM_LIMIT):
        return fewest
    # ways[k] is the number of terms that pick k members: the elementary symmetric polynomials of the counts.
    ways = [1] + [0] * condition.count
    for count in counts:
        for picked in range(condition.count, 0, -1):
            ways[picked] += ways[picked - 1] * count
    return ways[condition.count]
