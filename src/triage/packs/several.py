"""
Several packs as one rule set: what they share is there once, and each asks only about its own complaint.

Two packs may both define the age of a person. The same definition in both is one; two that differ are a fault, named with both places,
because the second could switch off the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields

from triage.errors import Problem, RuleError
from triage.model.ownership import alone, as_written, opened, owned
from triage.model.rules import Content
from triage.model.ruleset import RuleSet
from triage.model.sound_findings import problem_at
from triage.names import listed, meant, quoted

if TYPE_CHECKING:
    # What was built is read without YAML, which is an extra.
    from triage.packs.folder import Folder

__all__ = ["Parts", "beside", "joined", "opening_problems", "together"]

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
        document["packs"][0] |= {
            "findings": [finding["name"] for finding in document["findings"]],
            "rules": [rule["id"] for rule in document["rules"]],
        }
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


def beside(known: Content, new: Content) -> tuple[Content, list[Problem]]:
    """
    Rules with others added to them, as their files say them and each shared thing once; and what the two define differently.

    Args:
        known: The rules, of packs that name what is theirs; what both define stays where it was here.
        new: What is added.
    """
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    for kind, name in _SHARED.items():
        there = {getattr(each, name): each for each in getattr(known, kind)}
        for each in getattr(new, kind):
            old = there.get(getattr(each, name))
            if old is None or old == each:
                continue
            differing = [at.name for at in fields(type(each)) if getattr(old, at.name) != getattr(each, at.name)]
            problems.append(_differing((kind, getattr(each, name)), differing, "the rules that it is added to", None))
        parts[kind] = (*getattr(known, kind), *(each for each in getattr(new, kind) if getattr(each, name) not in there))
    shared = {finding.name for finding in known.findings} & {finding.name for finding in new.findings}
    asked = {line.finding for panel in known.panels for line in panel.lines} & shared
    panels = (evolve(panel, lines=tuple(line for line in panel.lines if line.finding not in asked)) for panel in new.panels)
    parts["panels"] = (*known.panels, *(panel for panel in panels if panel.lines))
    for kind in (each.name for each in fields(Content) if each.name not in {*parts, "format"}):
        parts[kind] = (*getattr(known, kind), *getattr(new, kind))
    return evolve(known, **parts), problems


def joined(rules: RuleSet, other: RuleSet) -> RuleSet:
    """
    Two loaded rule sets as one, as if both were loaded from their files at once.

    Raises:
        RuleError: They define something differently, are of different formats, or mean nothing together.
    """
    same = {pack.name for pack in rules.packs} & {pack.name for pack in other.packs}
    if same or rules.content.format != other.content.format:
        return rules.joined(other)
    content, problems = beside(as_written(owned(rules.content)), as_written(owned(other.content)))
    problems += opening_problems(content)
    if problems:
        raise RuleError(tuple(problems))
    return RuleSet.of(alone(opened(content)))


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


def opening_problems(content: Content) -> Iterator[Problem]:
    """Packs that are opened by what can't open them, twice, or that aren't there."""
    packs = [pack.name for pack in content.packs]
    by: dict[str, str] = {pack.name: pack.name for pack in content.packs if pack.opens_with}
    for pack in content.packs:
        if pack.opens_with and (message := _cant_open(pack.opens_with, content)):
            yield problem_at(("packs", pack.name, "opens_with"), "opens-with", message)
        for name, finding in pack.opens:
            if name not in packs:
                fault = f"no pack {quoted(name)} is loaded beside this one{meant(name, packs)}"
            elif by.setdefault(name, pack.name) != pack.name or name == pack.name:
                fault = (
                    f"{quoted(name)} says itself what opens it" if by[name] == name else f"{quoted(by[name])} opens {quoted(name)} already"
                )
            else:
                fault = _cant_open(finding, content)
            if fault:
                yield problem_at(("packs", pack.name, "opens", name), "opens-with", fault)


def _cant_open(name: str, content: Content) -> str:
    """Why a finding can't open a pack; empty when it can."""
    findings = {finding.name: finding for finding in content.findings}
    finding = findings.get(name)
    if finding is None:
        return f"unknown finding {quoted(name)}{meant(name, list(findings))}"
    if finding.kind == "flag" and finding.gate and finding.is_asked and finding.asked_if is None:
        return ""
    return f"{quoted(name)} opens a pack, so it is a flag with `gate: true` that everybody is asked"
