"""Which pack of a rule set a finding and a rule belong to, and what opens the questions of each pack."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import evolve

from triage.model.conditions import All, Condition, Present, leaves
from triage.model.conditions import Any as AnyOf
from triage.model.findings import Finding
from triage.model.rules import Content, Pack, Panel

__all__ = ["alone", "as_written", "closed_by_complaint", "opened", "openers_of", "owned"]


def owned(content: Content) -> Content:
    """
    The content with each pack naming its findings and its rules.

    A pack that is alone names none, so that its digest is that of what its author wrote. Packs that were joined before they named any
    are told apart by the groups of their findings, and all of them stand for each rule.
    """
    if any(pack.findings or pack.rules for pack in content.packs):
        return content
    rules = tuple(rule.id for rule in content.rules) if len(content.packs) == 1 else ()
    packs = (evolve(pack, findings=tuple(_of_groups(pack, content)), rules=rules) for pack in content.packs)
    return evolve(content, packs=tuple(packs))


def alone(content: Content) -> Content:
    """The content as its author wrote it where it is one pack's; several packs go on naming what is theirs."""
    if len(content.packs) != 1:
        return content
    return evolve(content, packs=tuple(evolve(pack, findings=(), rules=()) for pack in content.packs))


def _of_groups(pack: Pack, content: Content) -> list[str]:
    groups = {group.name for group in pack.groups}
    return [finding.name for finding in content.findings if finding.group in groups]


def openers_of(content: Content) -> dict[str, str]:
    """For each pack the finding that opens its questions, by its own word or another pack's; empty where everybody is asked."""
    openers = {pack.name: pack.opens_with for pack in content.packs}
    for pack in content.packs:
        for other, finding in pack.opens:
            openers[other] = openers.get(other) or finding
    return openers


def closed_by_complaint(content: Content, answers: Mapping[str, object]) -> set[str]:
    """The packs whose complaint was answered with no; not asked and unsure close nothing."""
    return {name for name, opener in openers_of(content).items() if opener and answers.get(opener) is False}


def opened(content: Content) -> Content:
    """The content of packs that name what is theirs, in which each question is asked only where a complaint of its packs may be there."""
    gates = _gates(content)
    findings = tuple(_only(finding, gates.get(finding.name)) for finding in content.findings)
    complaints = set(openers_of(content).values()) - {""}
    return evolve(content, findings=findings, panels=_complaints_first(content.panels, findings, complaints))


def _complaints_first(panels: Sequence[Panel], findings: Sequence[Finding], complaints: Collection[str]) -> tuple[Panel, ...]:
    """The screens; those that ask for a complaint first, where one of another pack waits for its answer."""
    waiting = {finding.name: set(_read(finding)) & set(complaints) for finding in findings}
    asked: set[str] = set()
    for panel in panels:
        lines = {line.finding for line in panel.lines}
        asked |= lines & set(complaints)
        # A line may be of no finding at all, which is a fault told elsewhere.
        if any(waiting.get(name, set()) - asked for name in lines):
            first = [each for each in panels if any(line.finding in complaints for line in each.lines)]
            return (*first, *(each for each in panels if each not in first))
    return tuple(panels)


def _read(finding: Finding) -> Iterator[str]:
    """The flags that decide whether a finding is asked."""
    if finding.asked_if is not None:
        yield from (leaf.finding for _, leaf in leaves(finding.asked_if) if isinstance(leaf, Present))


def as_written(content: Content) -> Content:
    """The content as its files say it: each question without what :func:`opened` put before it."""
    gates = _gates(content)
    return evolve(content, findings=tuple(_without(finding, gates.get(finding.name)) for finding in content.findings))


def _gates(content: Content) -> dict[str, Condition]:
    """For each finding that isn't asked of everybody, the complaints of its packs."""
    openers = openers_of(content)
    owners: dict[str, list[str]] = {}
    # A pack without rules asks nothing for itself.
    for pack in (each for each in content.packs if each.rules):
        for name in pack.findings:
            owners.setdefault(name, []).append(openers[pack.name])
    return {name: _gate(found) for name, found in owners.items() if all(found)}


def _gate(openers: Sequence[str]) -> Condition:
    gates = tuple(map(Present, dict.fromkeys(openers)))
    return gates[0] if len(gates) == 1 else AnyOf(gates)


def _only(finding: Finding, gate: Condition | None) -> Finding:
    """A finding asked where one of its packs is opened; gates are asked of everybody, since they do the opening."""
    if gate is None or finding.gate or not finding.is_asked:
        return finding
    asked_if = finding.asked_if
    if asked_if is None:
        return evolve(finding, asked_if=gate)
    members = asked_if.members if isinstance(asked_if, All) else (asked_if,)
    return finding if gate in [leaf for _, leaf in leaves(asked_if)] else evolve(finding, asked_if=All((gate, *members)))


def _without(finding: Finding, gate: Condition | None) -> Finding:
    asked_if = finding.asked_if
    if gate is None or finding.gate or not finding.is_asked or asked_if is None:
        return finding
    if asked_if == gate:
        return evolve(finding, asked_if=None)
    if not isinstance(asked_if, All) or asked_if.members[0] != gate:
        return finding
    rest = asked_if.members[1:]
    return evolve(finding, asked_if=rest[0] if len(rest) == 1 else All(rest))
