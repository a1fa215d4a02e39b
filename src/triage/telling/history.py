"""What became of rules from release to release: of one rule for its page, and of all for those who follow the releases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from triage.model.digest import rule_digest
from triage.model.rules import Rule
from triage.model.ruleset import RuleSet
from triage.telling.catalogue import outcome_words
from triage.telling.markdown import prose

__all__ = ["changed", "former", "history", "stages", "version_of"]

_WORDS = {
    "ref": "ref",
    "former_refs": "the rules joined into it",
    "decides": "whether others always outrank it",
    "title": "title",
    "say": "what the person reads",
    "say_unsure": "what the person reads with only a doubt",
    "unsure_because": "why a doubt raises nothing",
    "because": "why",
    "suspects": "what to think of",
    "sources": "sources",
    "limits": "limits",
    "cases": "cases",
}


def version_of(rules: RuleSet) -> str:
    """Version and date of a rule set."""
    return f"{rules.version} of {', '.join(dict.fromkeys(pack.date for pack in rules.packs))}"


def stages(rules: RuleSet, released: Sequence[RuleSet]) -> list[RuleSet]:
    """The releases, oldest first, and then the present rules where they are no release themselves."""
    return [*released] if released and released[-1] == rules else [*released, rules]


def former(rule: Rule, released: Sequence[RuleSet]) -> list[Rule]:
    """The released rules that were joined into one, each as it was last."""
    found = {old.ref: old for rules in released for old in rules.content.rules if old.ref in rule.former_refs and old.id != rule.id}
    return [found[ref] for ref in rule.former_refs if ref in found]


def history(rule: Rule, rules: RuleSet, *, released: Sequence[RuleSet]) -> Iterator[str]:
    """When a rule first appeared, and in which releases its outcome, condition or words changed; oldest first."""
    every = stages(rules, released)
    there = [each for each in every if rule.id in each.rules]
    yield from (f"Joined from {old.ref}, “{prose(old.title or old.id)}”." for old in former(rule, released))
    if not any(each in released for each in there):
        yield "Not released yet."
        return
    yield f"{version_of(there[0])}: first released."
    for before, after in pairwise(there):
        found = changed(before, after, rule.id)
        when = version_of(after) if after in released else f"Since {before.version}, not released yet"
        if found:
            yield f"{when}: {'; '.join(found)}."


def changed(before: RuleSet, after: RuleSet, name: str) -> list[str]:
    """What differs in one rule between two rule sets."""
    old, new = before.rules[name], after.rules[name]
    found = []
    if old.outcome != new.outcome:
        found.append(f"outcome changed from {outcome_words(old.outcome)} to {outcome_words(new.outcome)}")
    if old.when_unsure != new.when_unsure:
        found.append(f"outcome with only a doubt changed from {outcome_words(old.when_unsure)} to {outcome_words(new.when_unsure)}")
    if old.when != new.when:
        found.append("condition changed")
    words = [said for field, said in _WORDS.items() if getattr(old, field) != getattr(new, field)]
    if words:
        found.append(f"text changed ({', '.join(words)})")
    if not found and rule_digest(old, before.content) != rule_digest(new, after.content):
        found.append("a question, definition or source that it uses changed")
    return found
