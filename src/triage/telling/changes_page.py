"""What changed between releases, as a page: how much, who gets less or more, and what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from triage.model.rules import Rule
from triage.model.ruleset import RuleSet
from triage.model.vocabulary import Vocabulary
from triage.proof.downgrade import Change, Comparison, compare
from triage.telling.catalogue import Catalogue, outcome_words
from triage.telling.clauses import given_text
from triage.telling.declared import closings, lowerings, rewording
from triage.telling.history import changed, stages, version_of
from triage.telling.markdown import INDENT, capital, prose, table
from triage.telling.vocabulary_pages import groups
from triage.telling.wording import label_of

if TYPE_CHECKING:
    from triage.packs.released import Declarations

__all__ = ["changes_page"]

_FIELDS = {"Label": "label", "Question": "question", "Help": "help", "For clinicians": "clinical"}

# Names of rules and of findings.
_Names: TypeAlias = Mapping[str, Sequence[str]]


def changes_page(book: Catalogue, *, released: Sequence[RuleSet], declared: Declarations | None = None) -> Iterator[str]:
    """Each release against the one before, newest first, and the present rules against the last release; with what is declared of each."""
    yield from ("# What changed between releases", "")
    yield (
        "Each section holds one version of the rules against the version before, decided for all inputs and not for samples. "
        "The examples are the smallest: the fewest and least severe answers that show the difference."
    )
    every = stages(book.rules, released)
    for old, new in reversed(list(pairwise(every))):
        title = f"{version_of(new)}" if new in released else "Not released yet"
        yield from ("", f"## {title}, against {version_of(old)}", "")
        yield from _section(compare(old, new), old, new, book, declared and declared.of(new.version))
    first = every[0]
    title = f"{version_of(first)}, the first release" if first in released else "Not released yet"
    yield from ("", f"## {title}", "", f"{len(first.content.rules)} rules and {len(first.content.findings)} findings.")


def _verdict(found: Comparison, old: RuleSet, new: RuleSet, here: Declarations | None) -> Iterator[str]:
    """Whether anybody gets less, and over how much that was decided."""
    if found.downgraded:
        declared = "each is declared with its reason" if here and here.lowered else "it isn't declared yet"
        yield f"**Somebody gets less than before**, or can no longer say what they could: {declared}, see below."
    else:
        yield "Nobody gets less than before, whatever the answers."
    if old.content.format < 2 <= new.content.format:
        yield (
            "Between the two an unsure came to count as a doubt for every kind of question. Before, a number that wasn't known stayed "
            "open, and an option “unsure” that no condition listed was read as a no."
        )
    yield (
        f"Each of the {found.terms} ways in which an earlier rule could fire was tried on the later rules, where they would "
        f"most easily give less: {found.points} sets of answers."
    )


def _section(found: Comparison, old: RuleSet, new: RuleSet, book: Catalogue, here: Declarations | None) -> Iterator[str]:
    yield from _verdict(found, old, new, here)
    added, removed, reworded = (
        {kind: _of(kind, each) for kind in ("rule", "finding")} for each in (found.added, found.removed, found.reworded)
    )
    asked = [line for name in _asked_otherwise(found, reworded) for line in _reworded_finding(name, found, old, new, book, here)]
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
            ["Questions asked of fewer people", str(len(found.closed))],
            ["Questions with other words", str(len(_asked_otherwise(found, reworded)))],
        ],
    )
    if here and here.lowered:
        yield from ("", "### What is declared as less, and why", *lowerings(here.lowered, old, book))
    yield from _examples("Less urgent for somebody", lowered, old, book)
    if found.lost:
        yield from ("", "### Answers that are refused, or mean less", "", *(f"- {capital(prose(loss.message))}." for loss in found.lost))
    yield from _examples("More urgent for somebody", more, new, book)
    yield from _new_rules(added["rule"], raised, old, new, book)
    yield from _words(added, removed, reworded, old, new, book)
    yield from _listed("Questions asked of fewer people", closings(found.closed, here.closed if here else (), new))
    yield from _listed("Questions with other words", asked)


def _words(added: _Names, removed: _Names, reworded: _Names, old: RuleSet, new: RuleSet, book: Catalogue) -> Iterator[str]:
    """What was taken away, and what reads otherwise than before: rules and advice."""
    yield from _listed("Rules taken away", [_rule(name, old, book) for name in removed["rule"]])
    edited = [line for name in reworded["rule"] for line in _reworded_rule(name, old, new, book)]
    yield from _listed("Rules with other words or sources", edited)
    yield from _listed("What everybody is told, in other words", list(_advice(old, new)))
    yield from _listed("New questions", _by_group(added["finding"], new, book))
    yield from _listed("Questions taken away", _by_group(removed["finding"], old, book))


def _of(kind: str, listed: Sequence[tuple[str, str]]) -> list[str]:
    return [name for each, name in listed if each == kind]


def _one_each(changes: Sequence[Change]) -> dict[str, Change]:
    """The first and smallest change of each rule."""
    found: dict[str, Change] = {}
    for change in changes:
        found.setdefault(change.rule, change)
    return found


def _listed(heading: str, names: Sequence[str]) -> Iterator[str]:
    """A heading and a list, nothing for an empty one; lines that are indented already belong to the one above them."""
    if names:
        yield from ("", f"### {heading}", "", *(name if name.startswith(INDENT) else f"- {name}" for name in names))


def _reworded_rule(name: str, old: RuleSet, new: RuleSet, book: Catalogue) -> Iterator[str]:
    """What changed in a rule, and the old and the new text of what a person reads."""
    before, after = old.rules[name], new.rules[name]
    yield f"{_rule(name, new, book)}: {'; '.join(changed(old, new, name))}"
    yield from _old_and_new("What the person reads", before.say, after.say)
    yield from _old_and_new("With only a doubt", before.say_unsure, after.say_unsure)


def _asked_otherwise(found: Comparison, reworded: _Names) -> list[str]:
    """The findings whose words differ for anybody, and those that ask under another name; each once."""
    return list(dict.fromkeys([*(each.finding for each in found.rewordings), *reworded["finding"]]))


def _reworded_finding(
    name: str, found: Comparison, old: RuleSet, new: RuleSet, book: Catalogue, here: Declarations | None
) -> Iterator[str]:
    """What changed in a question, in full: its words decide what an answer means, and its authors say whether it means the same."""
    now = new.vocabulary.aliases.get(name, name)
    before, after = old.findings[name], new.findings[now]
    yield _finding(now, new, book) if now == name else f"{prose(label_of(before))}, now asked as {_finding(now, new, book)}"
    yield from rewording(next((each for each in found.rewordings if each.finding == name), None), here.reworded if here else (), name)
    for what, field in _FIELDS.items():
        yield from _old_and_new(what, getattr(before, field), getattr(after, field))
    labels = [", ".join(option.label or option.name for option in each.options) for each in (before, after)]
    yield from _old_and_new("Options", *labels)
    yield from _old_and_new("On its screen", *(" / ".join(_screen(each, rules)) for each, rules in ((name, old), (now, new))))


def _screen(name: str, rules: RuleSet) -> Sequence[str]:
    """The stem and the line under which a question is asked; nothing where it is asked by itself."""
    return next(((panel.stem, line.tick) for panel in rules.content.panels for line in panel.lines if line.finding == name), ())


def _advice(old: RuleSet, new: RuleSet) -> Iterator[str]:
    """What is told beside the words of rules, where it differs."""
    before, after = _told(old), _told(new)
    for what in dict.fromkeys([*before, *after]):
        yield from (line.removeprefix(f"{INDENT}- ") for line in _old_and_new(what, before.get(what, ""), after.get(what, "")))


def _told(rules: RuleSet) -> dict[str, str]:
    """Advice by outcome, what to watch for, the words for an incomplete result, and the notes."""
    found: dict[str, str] = {}
    for pack in rules.packs:
        found |= {outcome_words(advice.outcome): advice.say for advice in pack.advice}
        found |= {"What to watch for": pack.safety_net, "While a critical question is open": pack.incomplete}
        found |= {f"Note {place}": note.say for place, note in enumerate(pack.notes, start=1)}
    return found


def _old_and_new(what: str, before: str, after: str) -> Iterator[str]:
    if before != after:
        old, new = (f"“{prose(text)}”" if text else "nothing" for text in (before, after))
        yield f"{INDENT}- {what}: {old} became {new}"


def _by_group(names: Sequence[str], rules: RuleSet, book: Catalogue) -> list[str]:
    """Questions in the groups of the form that asks them."""
    found = []
    for title, members in groups(rules.content):
        said = [_finding(each.name, rules, book) for each in members if each.name in names]
        if said:
            found.append(f"{prose(title)}: {'; '.join(said)}")
    return found


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
        yield from ("", "### New rules")
    rules = book.ordered(new.rules[name] for name in added)
    changes = [(rule, raised[rule.id]) for rule in rules if rule.id in raised]
    rows = [
        [_rule(rule.id, new, book), outcome_words(rule.outcome), _answers(change, new), outcome_words(change.before)]
        for rule, change in changes
    ]
    if rows:
        yield from ("", "Somebody who gives only answers that the version before took gets more. The smallest example of each:")
    yield from table(("Rule", "Outcome", "Smallest example", "Before"), rows)
    vocabulary = Vocabulary.of(new.content)
    rest = [rule for rule in rules if rule.id not in raised]
    known = [rule for rule in rest if all(leaf.finding in old.findings for leaf in vocabulary.opened(rule.when))]
    asking = [rule for rule in rest if rule not in known]
    yield from _by_outcome("They raise somebody only with an answer that is new in this version:", asking, new, book)
    yield from _by_outcome("They add a reason; other rules gave as much before:", known, new, book)


def _by_outcome(heading: str, rules: Sequence[Rule], whole: RuleSet, book: Catalogue) -> Iterator[str]:
    """Rules in a line for each outcome."""
    if rules:
        yield from ("", heading, "")
    for outcome in dict.fromkeys(rule.outcome for rule in rules):
        named = "; ".join(_rule(rule.id, whole, book) for rule in rules if rule.outcome == outcome)
        yield f"- {outcome_words(outcome)}: {named}"
