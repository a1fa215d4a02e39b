"""What callers could say to the old rules and can't to the new, or no longer with the same meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from triage.model.conditions import Bound, Leaf
from triage.model.findings import UNSURE, Finding
from triage.model.rules import Content
from triage.model.sound_findings import FINEST
from triage.model.vocabulary import Vocabulary
from triage.names import listed, quoted
from triage.proof.terms import Point, points

__all__ = ["Loss", "losses"]


@frozen
class Loss:
    """
    An input that was valid and is refused now, or that means less.

    Attributes:
        code: Which kind of loss: ``refused``, ``changed-kind``, ``changed-unit``, ``narrower``, ``lost-option``,
            ``moved-alias``, ``clinician-only``, ``app-only``, ``not-critical``, ``lost-implication``, ``merged``.
        name: The finding or alias.
        message: What was lost, in one sentence.
        example: The smallest symptoms that show it; empty where the loss is one of asking.
        implied: For a lost implication, the old leaf and the flags it no longer makes yes.
    """

    code: str
    name: str
    message: str
    example: Point
    implied: tuple[tuple[Leaf, tuple[str, ...]], ...] = ()


def losses(old: Content, new: Content) -> tuple[Loss, ...]:
    """Everything of the old vocabulary that the new one no longer takes, or takes for less."""
    before, after = Vocabulary.of(old), Vocabulary.of(new)
    found: list[Loss] = []
    for finding in old.findings:
        now = _resolved(finding.name, after)
        if now is None:
            found.append(Loss("refused", finding.name, f"the finding {quoted(finding.name)} is refused", {finding.name: _some(finding)}))
            continue
        found += _narrowed(finding, now)
        if finding.kind == now.kind == "quantity" and old.format > 1 == new.format:
            message = f"{quoted(finding.name)} no longer takes {quoted(UNSURE)}"
            found.append(Loss("refused", finding.name, message, {finding.name: UNSURE}))
        found += _weaker(finding, now, before, after)
        for alias in finding.aliases:
            other = _resolved(alias, after)
            if other is None:
                found.append(Loss("refused", alias, f"the alias {quoted(alias)} is refused", {alias: True}))
            elif other.name != now.name:
                found.append(Loss("moved-alias", alias, f"{quoted(alias)} stands for {quoted(other.name)} now", {alias: True}))
    return tuple(found)


def _resolved(name: str, vocabulary: Vocabulary) -> Finding | None:
    return vocabulary.findings.get(vocabulary.aliases.get(name, name))


def _some(finding: Finding) -> Any:
    """An answer to a finding, for an example."""
    if finding.kind == "flag":
        return True
    return finding.worst[0] if finding.kind == "quantity" else finding.options[0].name


def _narrowed(finding: Finding, now: Finding) -> Iterator[Loss]:
    """Answers that are refused, and marks that make asking less certain."""
    name = finding.name
    if finding.kind != now.kind:
        yield Loss("changed-kind", name, f"{quoted(name)} was a {finding.kind} and is a {now.kind}", {name: _some(finding)})
        return
    if finding.unit != now.unit:
        yield Loss("changed-unit", name, f"{quoted(name)} was in {finding.unit} and is in {now.unit}", {name: _some(finding)})
    if finding.kind == "quantity":
        refused = [value for value in finding.limits if not now.limits[0] <= value <= now.limits[1]]
        if refused:
            yield Loss("narrower", name, f"{quoted(name)} no longer takes {listed(refused)}", {name: refused[0]})
        if now.whole and not finding.whole:
            low, high = finding.limits
            value = low + 0.5 if low + 0.5 <= high else low + FINEST
            yield Loss("narrower", name, f"{quoted(name)} takes whole numbers only", {name: value})
    for option in finding.options:
        if option.name not in {each.name for each in now.options}:
            yield Loss("lost-option", name, f"{quoted(name)} has no option {quoted(option.name)} any more", {name: option.name})
    if finding.is_asked and not now.is_asked:
        who = {"clinician": "asked of clinicians only", "app": "supplied by an app only"}[now.asked_of]
        yield Loss(f"{now.asked_of}-only", name, f"{quoted(name)} is {who}, so it is never open for a person", {})
    if finding.critical and not now.critical:
        yield Loss("not-critical", name, f"{quoted(name)} isn't critical any more, so an assessment is complete without it", {})


def _weaker(finding: Finding, now: Finding, before: Vocabulary, after: Vocabulary) -> Iterator[Loss]:
    """Answers that no longer imply what they did."""
    for implication in finding.implies:
        for point in _least(implication.leaf, finding, now):
            # Two flags that became one are as good as implied by each other.
            kept = after.implied_by_answer(now.name, point[finding.name]) | {now.name}
            lost = sorted(flag for flag in before.implied_by(implication.leaf) if after.aliases.get(flag, flag) not in kept)
            if lost:
                message = f"{quoted(finding.name)} no longer implies {listed(lost, last='and')}"
                yield Loss("lost-implication", finding.name, message, point, ((implication.leaf, tuple(lost)),))


def _least(leaf: Leaf, finding: Finding, now: Finding) -> Iterator[Point]:
    """The least severe answers, in the new vocabulary, that met an old leaf; none where it takes no numbers any more."""
    if isinstance(leaf, Bound) and now.kind != "quantity":
        return iter(())
    return points((leaf,), {finding.name: finding}, after={finding.name: now})
