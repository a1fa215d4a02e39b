"""What makes a questionnaire meaningful: whom a question is asked of, what may close it, and on which screen it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from math import ceil, floor

from triage.errors import Problem
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Condition, Leaf, Path, leaves, members
from triage.model.findings import Finding
from triage.model.rules import Content, Panel
from triage.model.sound_findings import problem_at, unknown
from triage.model.vocabulary import Vocabulary
from triage.names import listed, meant, quoted

__all__ = ["MOST_LINES", "asking_problems", "panel_problems", "ways"]

# More than a screen of a telephone holds is skimmed and not read.
MOST_LINES = 8


def asking_problems(content: Content, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Conditions for asking that nobody could meet, or that close what they may not; names and circles are checked before."""
    for finding in content.findings:
        if finding.asked_if is None:
            continue
        path: Path = ("findings", finding.name, "asked_if")
        condition = vocabulary.written_out(finding.asked_if)
        if not any(_possible(way, vocabulary.findings) for way in ways(condition)):
            message = (
                f"nobody can meet this condition, so {quoted(finding.name)} would be asked of nobody; say `asked_of: app` if that is meant"
            )
            yield problem_at(path, "asked-if-unmeetable", message)
        elif finding.critical:
            closing = [name for name in _deciding(finding, vocabulary) if not vocabulary.findings[name].gate]
            if closing:
                direct = {leaf.finding for leaf in vocabulary.opened(finding.asked_if)}
                steps = sorted(direct - set(closing)) if not direct & set(closing) else []
                what = listed(closing, last="and") + (f", which decides {listed(steps, last='and')}," if steps else "")
                message = f"{quoted(finding.name)} is critical, and {what} may not close it; only findings with `gate: true` may"
                yield problem_at(path, "critical-closed", message)


def _deciding(finding: Finding, vocabulary: Vocabulary) -> list[str]:
    """The findings that decide, through all steps, whether one is asked."""
    found: dict[str, None] = {}
    waiting = [finding]
    while waiting:
        condition = waiting.pop().asked_if
        for leaf in vocabulary.opened(condition) if condition is not None else ():
            if leaf.finding not in found:
                found[leaf.finding] = None
                waiting.append(vocabulary.findings[leaf.finding])
    return list(found)


def ways(condition: Condition) -> Iterator[tuple[Leaf, ...]]:
    """The leaves of each way in which a condition, its definitions written out, can hold."""
    inside = [tuple(ways(member)) for _, member in members(condition)]
    match condition:
        case All():
            chosen: Iterable[tuple[tuple[tuple[Leaf, ...], ...], ...]] = [tuple(inside)]
        case Any():
            chosen = ((way,) for way in inside)
        case AtLeast(count, _):
            chosen = combinations(inside, count)
        case _:
            yield (condition,)  # type: ignore[misc]
            return
    for some in chosen:
        for parts in product(*some):
            yield tuple(leaf for part in parts for leaf in part)


def _possible(way: Iterable[Leaf], findings: Mapping[str, Finding]) -> bool:
    """Whether one person can meet all these leaves, with one answer to each finding."""
    bounds: dict[str, list[Bound]] = {}
    options: dict[str, set[str]] = {}
    for leaf in way:
        if isinstance(leaf, Bound):
            bounds.setdefault(leaf.finding, []).append(leaf)
        elif isinstance(leaf, Chosen):
            options[leaf.finding] = options.get(leaf.finding, set(leaf.options)) & set(leaf.options)
    return all(options.values()) and all(_has_a_number(findings[name], lines) for name, lines in bounds.items())


def _has_a_number(finding: Finding, bounds: Iterable[Bound]) -> bool:
    """Whether some number of a quantity meets all these bounds."""
    low, high = finding.limits
    lines = tuple(bounds)
    low = max([low, *(bound.value for bound in lines if bound.operator.is_lower)])
    high = min([high, *(bound.value for bound in lines if not bound.operator.is_lower)])
    if finding.whole:
        return any(
            all(bound.met_by(number) for bound in lines) for number in {ceil(low), ceil(low) + 1, floor(high)} if low <= number <= high
        )
    return low <= high and all(bound.met_by((low + high) / 2) for bound in lines)


def panel_problems(content: Content, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Faults of the screens; a pack may leave them out, and then each of its questions is a screen of its own."""
    where: dict[str, int] = {}
    for place, panel in enumerate(content.panels):
        path: Path = ("panels", panel.id)
        if len(panel.lines) > MOST_LINES:
            message = f"{quoted(panel.id)} has {len(panel.lines)} lines, and may have {MOST_LINES}; split it"
            yield problem_at((*path, "lines"), "too-many-lines", message)
        yield from _lines(panel, path, vocabulary, {name: content.panels[at].id for name, at in where.items()})
        for line in panel.lines:
            where.setdefault(line.finding, place)
        earlier = [each.id for each in content.panels[:place]]
        if panel.below and panel.below not in earlier:
            message = (
                f"`below` names the panel before this one whose screen it joins; {quoted(panel.below)} is none{meant(panel.below, earlier)}"
            )
            yield problem_at((*path, "below"), "below-unknown", message)
    yield from _missing(content, where, vocabulary)
    yield from _gates(content, where, vocabulary)


def _lines(panel: Panel, path: Path, vocabulary: Vocabulary, taken: Mapping[str, str]) -> Iterator[Problem]:
    for line in panel.lines:
        finding, spot = vocabulary.findings.get(line.finding), (*path, "lines", line.finding)
        name = quoted(line.finding)
        if finding is None and line.finding in vocabulary.definitions:
            yield problem_at(spot, "not-asked", f"{name} is a definition; the lines of a panel are findings")
        elif finding is None:
            yield unknown(line.finding, spot, vocabulary)
        elif not finding.is_asked:
            yield problem_at(spot, "not-asked", f"{name} has `asked_of: {finding.asked_of}`, so it stands on no panel")
        elif line.finding in taken:
            yield problem_at(
                spot, "on-two-panels", f"{name} stands on {quoted(taken[line.finding])} already; a finding stands on one panel"
            )
        elif panel.kind == "tick" and finding.critical:
            message = f"{name} is critical, so its panel is `each`: people tick fewer boxes than they say yes"
            yield problem_at(spot, "critical-ticked", message)
        elif panel.kind == "tick" and finding.kind != "flag":
            yield problem_at(spot, "ticked-no-flag", f"{name} is a {finding.kind}, and only a flag can be ticked; make the panel `each`")


def _missing(content: Content, where: Mapping[str, int], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Findings that stand on no panel, of packs that have panels."""
    if any(line.finding not in vocabulary.findings for panel in content.panels for line in panel.lines):
        # One slip is one fault: the line that names nothing may be the one that is missed.
        return
    for pack in content.packs:
        groups = {group.name for group in pack.groups}
        own = [finding for finding in content.findings if finding.is_asked and (finding.group in groups or not groups)]
        if any(finding.name in where for finding in own):
            for finding in own:
                if finding.name not in where:
                    message = f"{quoted(finding.name)} stands on no panel; what is asked of the person stands on one"
                    yield problem_at(("findings", finding.name), "on-no-panel", message)


def _gates(content: Content, where: Mapping[str, int], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Questions that come before what decides whether they are asked."""
    for finding in content.findings:
        for _, leaf in leaves(vocabulary.written_out(finding.asked_if)) if finding.asked_if is not None else ():
            gate = leaf.finding  # type: ignore[union-attr]
            if gate in where and finding.name in where and where[gate] > where[finding.name]:
                message = f"{quoted(finding.name)} comes before {quoted(gate)}, which decides whether it is asked; move one of them"
                yield problem_at(("panels", content.panels[where[finding.name]].id, "lines", finding.name), "gate-later", message)
