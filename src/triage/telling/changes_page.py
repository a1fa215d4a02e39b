"""What changed between releases, as a page: how much, who gets less or more, and what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from triage.model.ruleset import RuleSet
from triage.model.vocabulary import Vocabulary
from triage.proof.downgrade import Change, Comparison, compare
from triage.telling.catalogue import Catalogue, outcome_words
from triage.telling.clauses import given_text
from triage.telling.history import stages, version_of
from triage.telling.markdown import capital, prose, table
from triage.telling.wording import label_of

__all__ = ["changes_page"]


def changes_page(book: Catalogue, *, released: Sequence[RuleSet]) -> Iterator[str]:
    """Each release against the one before, newest first, and the present rules against the last release."""
    yield from ("# What changed between releases", "")
    yield (
        "Each section holds one version of the rules against the version before, decided for all inputs and not for samples. "
        "The examples are the smallest: the fewest and least severe answers that show the difference."
    )
    every = stages(book.rules, released)
    for old, new in reversed(list(pairwise(every))):
        title = f"{version_of(new)}" if new in released else "Not released yet"
        yield from ("", f"## {title}, against {version_of(old)}", "")
        yield from _section(compare(old, new), old, new, book)
    first = every[0]
    title = f"{version_of(first)}, the first release" if first in released else "Not released yet"
    yield from ("", f"## {title}", "", f"{len(first.content.rules)} rules and {len(first.content.findings)} findings.")


def _section(found: Comparison, old: RuleSet, new: RuleSet, book: Catalogue) -> Iterator[str]:
    tried = f"{found.terms} ways to fire, tried at {found.points} points"
    if found.downgraded:
        yield f"**Somebody gets less than before**, or can no longer say what they could: see below ({tried})."
    else:
        yield f"Nobody gets less than before, whatever the answers: {tried}."
    added, removed, reworded = (
        {kind: _of(kind, each) for kind in ("rule", "finding")} for each in (found.added, found.removed, found.reworded)
    )
    lowered, raised = _one_each(found.lowered), _one_each(found.raised)
    more = {name: change for name, change in raised.items() if name not in added["rule"]}
    yield from table(
        ("What", "How many"),
        [
            ["Rules that give somebody less", str(len(lowered))],
            ["Answers that are refused, or mean less", str(len(found.lost))],
            ["Earlier rules that give somebody more", str(len(more))],
            ["New rules", str(len(added["rule"]))],
            ["Rules taken away", str(len(removed["rule"]))],
            ["Rules with other words or sources", str(len(reworded["rule"]))],
            ["New questions", str(len(added["finding"]))],
            ["Questions taken away", str(len(removed["finding"]))],
            ["Questions with other words", str(len(reworded["finding"]))],
        ],
    )
    yield from _examples("Less urgent for somebody", lowered, old, book)
    if found.lost:
        yield from ("", "### Answers that are refused, or mean less", "", *(f"- {capital(prose(loss.message))}." for loss in found.lost))
    yield from _examples("More urgent for somebody", more, new, book)
    yield from _new_rules(added["rule"], raised, old, new, book)
    for heading, names, rules in (("Rules taken away", removed, old), ("Rules with other words or sources", reworded, new)):
        yield from _listed(heading, [_rule(name, rules, book) for name in names["rule"]])
    lists = (("New questions", added, new), ("Questions taken away", removed, old), ("Questions with other words", reworded, new))
    for heading, names, rules in lists:
        yield from _listed(heading, [_finding(name, rules, book) for name in names["finding"]])


def _of(kind: str, listed: Sequence[tuple[str, str]]) -> list[str]:
    return [name for each, name in listed if each == kind]


def _one_each(changes: Sequence[Change]) -> dict[str, Change]:
    """The first and smallest change of each rule."""
    found: dict[str, Change] = {}
    for change in changes:
        found.setdefault(change.rule, change)
    return found


def _listed(heading: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield from ("", f"### {heading}", "", *(f"- {name}" for name in names))


def _rule(name: str, rules: RuleSet, book: Catalogue) -> str:
    """A rule by its title; a link only where it still has a page."""
    rule = rules.rules[name]
    return book.rule_link(book.rules.rules[name]) if name in book.rules.rules else f"{prose(rule.title or name)} ({rule.ref or name})"


def _finding(name: str, rules: RuleSet, book: Catalogue) -> str:
    return book.finding_link(name) if name in book.vocabulary.findings else prose(label_of(rules.findings[name]))


def _examples(heading: str, changes: Mapping[str, Change], rules: RuleSet, book: Catalogue) -> Iterator[str]:
    """Earlier rules that give somebody something else, each with its smallest example."""
    if changes:
        yield from ("", f"### {heading}")
    rows = [[_rule(name, rules, book), _answers(change, rules), *_before_after(change)] for name, change in changes.items()]
    yield from table(("Rule", "Smallest example", "Before", "After"), rows)


def _before_after(change: Change) -> tuple[str, str]:
    return outcome_words(change.before), "refused" if change.after is None else outcome_words(change.after)


def _answers(change: Change, rules: RuleSet) -> str:
    return given_text(tuple(change.example.items()), rules.findings)


def _new_rules(added: Sequence[str], raised: Mapping[str, Change], old: RuleSet, new: RuleSet, book: Catalogue) -> Iterator[str]:
    """New rules, most urgent first, with whom each of them raises among those who could answer both versions."""
    if added:
        yield from ("", "### New rules", "", "Each example is the smallest among the answers that both versions take.")
    vocabulary = Vocabulary.of(new.content)
    rows = []
    for rule in book.ordered(new.rules[name] for name in added):
        change = raised.get(rule.id)
        known = all(leaf.finding in old.findings for leaf in vocabulary.opened(rule.when))
        none = "none: others gave as much" if known else "none: it reads new questions"
        example, before = (_answers(change, new), outcome_words(change.before)) if change else (none, "")
        rows.append([_rule(rule.id, new, book), outcome_words(rule.outcome), example, before])
    yield from table(("Rule", "Outcome", "Smallest example of somebody who gets more", "Before"), rows)
