"""
How many answers exclude one another in one condition.

The ceiling is what one joint way of answering can reach, and of a choice only one option can be given. Nobody knows a way to work that out
which is quick for any condition, so what would take long is refused here, where its author reads why.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.errors import Problem
from triage.model.conditions import Bound, Leaf, Path
from triage.model.findings import Finding
from triage.model.rules import Content
from triage.model.sound_findings import problem_at
from triage.model.vocabulary import Vocabulary

__all__ = ["CHOICE_LIMIT", "choice_problems"]

# How many sets of leaves the answers to all choices together may meet in one condition.
CHOICE_LIMIT = 1024


def choice_problems(content: Content, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Conditions of rules and definitions of which it would take too long to say whether they can still be met."""
    written = [(("rules", rule.id, "when"), rule.when) for rule in content.rules]
    written += [(("definitions", each.name, "when"), each.when) for each in content.definitions]
    for path, condition in written:
        yield from _problems(frozenset(vocabulary.opened(condition)), path, vocabulary)


def _problems(leaves: frozenset[Leaf], path: Path, vocabulary: Vocabulary) -> Iterator[Problem]:
    numbers = {leaf: 1 << number for number, leaf in enumerate(leaves)}
    met = {0}
    names = []
    for finding in vocabulary.findings.values():
        answers = _answers(finding, numbers, vocabulary)
        if len(answers) > 1:
            names.append(finding.name)
            met = {before | bits for before in met for bits in (0, *answers)}
            if len(met) > CHOICE_LIMIT:
                message = (
                    f"the answers to {len(names)} choices can meet this condition in more than {CHOICE_LIMIT:,} combinations; "
                    "split it, or what it could still bring can't be worked out while somebody waits"
                )
                yield problem_at(path, "too-many-choices", message)
                return


def _answers(finding: Finding, numbers: dict[Leaf, int], vocabulary: Vocabulary) -> set[int]:
    """The sets of leaves that the answers to a finding meet which exclude one another; a flag has one answer that meets any."""
    own = [leaf for leaf in numbers if leaf.finding == finding.name]
    flags = {leaf.finding: bit for leaf, bit in numbers.items() if not isinstance(leaf, Bound)}
    if finding.kind == "flag":
        return set()
    answers = [option.name for option in finding.options] if finding.kind == "choice" else finding.worst
    found = set()
    for answer in answers:
        bits = sum(numbers[leaf] for leaf in own if finding.leaf_met(leaf, answer))
        for flag in vocabulary.implied_by_answer(finding.name, answer):
            bits |= flags.get(flag, 0)
        found.add(bits)
    return {bits for bits in found if bits and not any(bits | other == other != bits for other in found)}
