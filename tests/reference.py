"""
The reference evaluator: what symptoms mean, written from the design in the plainest way, and never optimised.

It shares the model with the library, and not a line with the engine. Read it in one sitting; the engine is held against it.
"""

from __future__ import annotations

from typing import Any

from triage.model.conditions import All, AtLeast, Bound, Chosen, Defined, Operator, Present
from triage.model.outcome import NONE_FOUND

WEIGHT = {False: 0, "unsure": 1, True: 2}


def canonical(content, symptoms) -> dict[str, Any]:
    """Answers by a finding's own name: None is not asked, and of two names for one flag yes beats unsure beats no."""
    own = {name: finding.name for finding in content.findings for name in (finding.name, *finding.aliases)}
    found: dict[str, Any] = {}
    for name, answer in symptoms.items():
        if answer is not None and (own[name] not in found or WEIGHT[answer] > WEIGHT[found[own[name]]]):
            found[own[name]] = answer
    return {finding.name: found[finding.name] for finding in content.findings if finding.name in found}


def leaf_met(leaf, answers) -> bool:
    answer = answers.get(leaf.finding)
    if isinstance(leaf, Present):
        return answer is True
    if isinstance(leaf, Chosen):
        return answer in leaf.options
    compare = {Operator.AT_LEAST: float.__ge__, Operator.ABOVE: float.__gt__, Operator.AT_MOST: float.__le__, Operator.BELOW: float.__lt__}
    return answer is not None and compare[leaf.operator](float(answer), float(leaf.value))


def opened(content, answers) -> dict[str, Any]:
    """The answers with all that they imply; only a yes implies, and an implied yes outranks what was given."""
    known = dict(answers)
    while True:
        new = {flag for finding in content.findings for each in finding.implies if leaf_met(each.leaf, known) for flag in each.flags}
        if all(known.get(flag) is True for flag in new):
            return known
        known |= dict.fromkeys(new, True)


def holds(condition, content, known) -> bool:
    match condition:
        case Defined(name):
            return holds(next(each.when for each in content.definitions if each.name == name), content, known)
        case Present() | Bound() | Chosen():
            return leaf_met(condition, known)
    held = [holds(member, content, known) for member in condition.members]
    return sum(held) >= (len(held) if isinstance(condition, All) else condition.count if isinstance(condition, AtLeast) else 1)


def result(rule, content, answers):
    """What one rule gives: its outcome, its outcome when unsure is read as yes, or nothing."""
    known = opened(content, answers)
    flags = {finding.name for finding in content.findings if finding.kind == "flag"}
    doubted = {name: True if name in flags and answer == "unsure" else answer for name, answer in known.items()}
    return rule.outcome if holds(rule.when, content, known) else rule.when_unsure if holds(rule.when, content, doubted) else NONE_FOUND


def outcome(content, answers):
    return max((result(rule, content, answers) for rule in content.rules), default=NONE_FOUND)


def reason(rule, content, answers) -> tuple[str, ...]:
    """Law 10: drop answers in reverse vocabulary order while the rule's outcome stays, and stays as sure."""

    def fires(given):
        return result(rule, content, given), holds(rule.when, content, opened(content, given))

    kept, target = dict(answers), fires(answers)
    for name in reversed(list(answers)):
        rest = {other: answer for other, answer in kept.items() if other != name}
        kept = rest if fires(rest) == target else kept
    return tuple(kept)
