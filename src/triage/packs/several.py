"""
Several packs as one rule set: what they share is there once, and each asks only about its own complaint.

Two packs may both define the age of a person. The same definition in both is one; two that differ are a fault, named with both places,
because the second could switch off the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields

from triage.errors import Problem
from triage.model.conditions import All, Condition, Present, leaves
from triage.model.conditions import Any as AnyOf
from triage.model.findings import Finding
from triage.model.rules import Content
from triage.model.sound_findings import problem_at
from triage.names import listed, meant, quoted

if TYPE_CHECKING:
    # What was built is read without YAML, which is an extra.
    from triage.packs.folder import Folder

__all__ = ["Parts", "beside", "opened", "opening_problems", "together"]

# What two packs may have in common, and by which key it is known.
_SHARED = {"findings": "name", "definitions": "name", "sources": "id"}

Parts = dict[str, list[Any]]


def together(folders: Sequence[Folder], kinds: Sequence[str]) -> tuple[Parts, list[Problem]]:
    """What the packs of some folders say, in the form of bundles, each shared thing once; and what they define differently."""
    parts: Parts = {kind: [] for kind in kinds}
    first: dict[tuple[str, str], tuple[Any, Folder]] = {}
    shared: set[str] = set()
    problems: list[Problem] = []
    for folder in folders:
        document = folder.plain()
        name = document["packs"][0]["name"]
        document["panels"] = [{**panel, "pack": name} for panel in document["panels"]]
        for kind in kinds:
            for each in document[kind]:
                key = (kind, str(each[_SHARED[kind]])) if kind in _SHARED else None
                if key is None or key not in first:
                    parts[kind].append(each)
                    if key is not None:
                        first[key] = (each, folder)
                elif each == first[key][0]:
                    shared.add(key[1])
                else:
                    known, other = first[key]
                    differing = sorted(name for name in {*known, *each} if known.get(name) != each.get(name))
                    problems.append(_differing(key, differing, other.place(key), folder.place(key)))
    parts["panels"] = list(_once(parts["panels"], shared=shared))
    return parts, problems


def beside(known: Content, new: Content) -> tuple[Content, Content, list[Problem]]:
    """
    Rules and what is added to them, each without what the other has already; and what the two define differently.

    What both define stays where it was. A question that packs on both sides open is left to what is added, so that either opens it.
    """
    problems: list[Problem] = []
    left: dict[str, Any] = {}
    opened_twice: set[str] = set()
    for kind, name in _SHARED.items():
        there = {getattr(each, name): each for each in getattr(known, kind)}
        for each in getattr(new, kind):
            old = there.get(getattr(each, name))
            if old is None or old == each:
                continue
            if kind == "findings" and old == _only(each, _openers_of(each, known)):
                opened_twice.add(each.name)
                continue
            differing = [at.name for at in fields(type(each)) if getattr(old, at.name) != getattr(each, at.name)]
            problems.append(_differing((kind, getattr(each, name)), differing, "the rules that it is added to", None))
        left[kind] = tuple(each for each in getattr(new, kind) if getattr(each, name) not in there)
    shared = {finding.name for finding in known.findings} & {finding.name for finding in new.findings}
    asked = {line.finding for panel in known.panels for line in panel.lines} & shared
    panels = (evolve(panel, lines=tuple(line for line in panel.lines if line.finding not in asked)) for panel in new.panels)
    wider = {
        each.name: _only(each, [*_openers_of(each, known), *_openers_of(each, new)]) for each in new.findings if each.name in opened_twice
    }
    known = evolve(known, findings=tuple(wider.get(each.name, each) for each in known.findings))
    return known, evolve(new, **left, panels=tuple(panel for panel in panels if panel.lines)), problems


def _openers_of(finding: Finding, content: Content) -> list[str]:
    """What opens the packs that ask a question."""
    return [pack.opens_with for pack in content.packs if finding.group in {group.name for group in pack.groups}]


def _once(panels: Sequence[Mapping[str, Any]], *, shared: Collection[str]) -> Iterator[dict[str, Any]]:
    """The screens with each shared question on the first that has it. A screen of one pack is as its author wrote it, faults included."""
    asked: dict[str, Any] = {}
    for panel in panels:
        pack = panel["pack"]
        lines = [line for line in panel["lines"] if asked.setdefault(line["finding"], pack) == pack or line["finding"] not in shared]
        if lines:
            yield {**{key: value for key, value in panel.items() if key != "pack"}, "lines": lines}


def _differing(path: tuple[str, str], keys: Sequence[str], first: str | None, second: str | None) -> Problem:
    message = (
        f"{quoted(path[1])} is defined differently in {first}: {listed(keys, last='and')}; make them the same, or give one another name"
    )
    return Problem("name-clash", message, where=second or "/".join(path), path=path)


def opened(content: Content, packs: Mapping[str, Sequence[str]], openers: Mapping[str, str]) -> Content:
    """
    The content in which each question of a pack that says what opens it is asked only where that complaint may be there.

    Args:
        content: The rule set.
        packs: For each finding that files define, the names of the packs that do.
        openers: For each of these packs the finding that opens its questions; empty for one that asks everybody.
    """
    findings = tuple(
        _only(finding, [openers[pack] for pack in packs[finding.name]]) if finding.name in packs else finding
        for finding in content.findings
    )
    complaints = {pack.opens_with for pack in content.packs} - {""}
    if len(complaints) < 2:
        return evolve(content, findings=findings)
    # A question that two packs share waits for both complaints, so both are asked before it.
    first = [panel for panel in content.panels if any(line.finding in complaints for line in panel.lines)]
    return evolve(content, findings=findings, panels=(*first, *(panel for panel in content.panels if panel not in first)))


def _only(finding: Finding, openers: Sequence[str]) -> Finding:
    """A finding asked where one of its packs is opened; gates are asked of everybody, since they do the opening."""
    if not openers or not all(openers) or finding.gate or not finding.is_asked:
        return finding
    gates = tuple(map(Present, dict.fromkeys(openers)))
    gate: Condition = gates[0] if len(gates) == 1 else AnyOf(gates)
    asked_if = finding.asked_if
    if asked_if is None:
        return evolve(finding, asked_if=gate)
    members = asked_if.members if isinstance(asked_if, All) else (asked_if,)
    return finding if gate in [leaf for _, leaf in leaves(asked_if)] else evolve(finding, asked_if=All((gate, *members)))


def opening_problems(content: Content) -> Iterator[Problem]:
    """Packs that are opened by what can't open them."""
    findings = {finding.name: finding for finding in content.findings}
    for pack in content.packs:
        finding = findings.get(pack.opens_with)
        if not pack.opens_with or (finding and finding.kind == "flag" and finding.gate and finding.is_asked and finding.asked_if is None):
            continue
        message = f"unknown finding {quoted(pack.opens_with)}{meant(pack.opens_with, list(findings))}"
        if finding:
            message = f"{quoted(pack.opens_with)} opens a pack, so it is a flag with `gate: true` that everybody is asked"
        yield problem_at(("packs", pack.name, "opens_with"), "opens-with", message)
