"""
Hypothesis strategies: valid symptoms for any rule set, and random rule sets.

For apps that want to test their own code against every kind of answer, and for the laws of this library. Needs
hypothesis, which is no dependency of the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from triage.errors import RuleError
from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Operator, Present
from triage.model.conditions import Any as AnyOf
from triage.model.findings import UNSURE, Finding, Implication, Option
from triage.model.outcome import OUTCOMES
from triage.model.rules import Content, Definition, Pack, Rule
from triage.model.ruleset import RuleSet
from triage.model.words import Advice

__all__ = ["answers", "rule_sets", "symptoms"]

_OPTIONS = ("calm", "mild", "bad", UNSURE)


def answers(finding: Finding, *, bounds: tuple[int | float, ...] = ()) -> st.SearchStrategy[Any]:
    """
    Every valid answer to one finding.

    Args:
        finding: The finding.
        bounds: Values worth trying for a quantity: its thresholds.
    """
    if finding.kind == "flag":
        return st.sampled_from([True, False, UNSURE])
    if finding.kind == "choice":
        return st.sampled_from([option.name for option in finding.options])
    low, high = finding.limits
    near = [value + step for value in bounds for step in (-1, -0.1, 0, 0.1, 1) if low <= value + step <= high]
    edges = [low, high, *near]
    if finding.whole:
        return st.sampled_from([int(edge) for edge in edges]) | st.integers(int(low), int(high))
    return st.sampled_from(edges) | st.floats(low, high)


@st.composite
def symptoms(draw: st.DrawFn, rules: RuleSet, *, most: int | None = None) -> dict[str, Any]:
    """
    Valid symptoms for a rule set, under names and aliases, from nothing answered to everything.

    Args:
        draw: Hypothesis gives it.
        rules: The rule set.
        most: How many findings are answered at most; all of them when left out.
    """
    bounds = _thresholds(rules.decisions)
    findings = list(rules.decisions.findings)
    chosen = draw(st.lists(st.sampled_from(findings), unique=True, max_size=most if most is not None else len(findings)))
    return {
        draw(st.sampled_from([finding.name, *finding.aliases])): draw(answers(finding, bounds=bounds.get(finding.name, ())))
        for finding in chosen
    }


def _thresholds(content: Content) -> Mapping[str, tuple[int | float, ...]]:
    found: dict[str, list[int | float]] = {}
    waiting: list[Any] = [rule.when for rule in content.rules] + [definition.when for definition in content.definitions]
    waiting += [implication.leaf for finding in content.findings for implication in finding.implies]
    while waiting:
        condition = waiting.pop()
        if isinstance(condition, Bound):
            found.setdefault(condition.finding, []).append(condition.value)
        waiting.extend(getattr(condition, "members", ()))
    return {name: tuple(sorted(set(values))) for name, values in found.items()}


def _bounds(finding: Finding) -> st.SearchStrategy[Leaf]:
    """Every bound that the direction checks allow on a quantity from 0 to 10."""
    low, high = (1, 10) if finding.worse == "higher" else (0, 9)
    lower, upper = (7, 10) if finding.worse == "both" else (low, high), (0, 3) if finding.worse == "both" else (low, high)
    up = st.builds(Bound, st.just(finding.name), st.just(Operator.AT_LEAST), st.integers(*lower)) | st.builds(
        Bound, st.just(finding.name), st.just(Operator.ABOVE), st.integers(lower[0] - 1, lower[1] - 1)
    )
    down = st.builds(Bound, st.just(finding.name), st.just(Operator.AT_MOST), st.integers(*upper)) | st.builds(
        Bound, st.just(finding.name), st.just(Operator.BELOW), st.integers(upper[0] + 1, upper[1] + 1)
    )
    return up | down if finding.worse == "both" else up if finding.worse == "higher" else down


def _leaf(finding: Finding, *, options: tuple[str, ...] = _OPTIONS[1:]) -> st.SearchStrategy[Leaf]:
    if finding.kind == "flag":
        return st.just(Present(finding.name))
    if finding.kind == "quantity":
        return _bounds(finding)
    some = st.lists(st.sampled_from(options), min_size=1, max_size=2, unique=True)
    return st.builds(Chosen, st.just(finding.name), some.map(tuple))


@st.composite
def _findings(draw: st.DrawFn) -> tuple[Finding, ...]:
    asked = st.sampled_from(["person", "person", "person", "clinician"])
    flags: list[Finding] = []
    for place in range(draw(st.integers(2, 5))):
        by = draw(asked)
        implied = draw(st.lists(st.sampled_from(flags), unique=True, max_size=2)) if flags else []
        flags.append(
            Finding(
                f"flag_{place}",
                "flag",
                aliases=(f"other_{place}",) if draw(st.booleans()) else (),
                critical=by == "person" and draw(st.booleans()),
                asked_of=by,  # type: ignore[arg-type]
                implies=tuple(Implication(Present(f"flag_{place}"), (flag.name,)) for flag in implied),
            )
        )
    others: list[Finding] = []
    for place in range(draw(st.integers(0, 2))):
        worse = draw(st.sampled_from(["higher", "lower", "both"]))
        plain = Finding(
            f"number_{place}",
            "quantity",
            unit="points",
            range=(0, 10),
            plausible=(1, 9),
            whole=draw(st.booleans()),
            worse=worse,  # type: ignore[arg-type]
            normal=(4, 6) if worse == "both" else None,
            asked_of=draw(asked),  # type: ignore[arg-type]
        )
        others.append(draw(_implying(plain, flags)))
    for place in range(draw(st.integers(0, 2))):
        options = tuple(Option(name) for name in _OPTIONS)
        others.append(draw(_implying(Finding(f"choice_{place}", "choice", options=options), flags)))
    return tuple(draw(st.permutations([*flags, *others])))


def _implying(finding: Finding, flags: list[Finding]) -> st.SearchStrategy[Finding]:
    from attrs import evolve

    one = st.builds(Implication, _leaf(finding, options=_OPTIONS[1:3]), st.sampled_from(flags).map(lambda flag: (flag.name,)))
    return st.lists(one, max_size=2).map(lambda implies: evolve(finding, implies=tuple(implies)))


@st.composite
def _condition(draw: st.DrawFn, findings: tuple[Finding, ...], defined: tuple[str, ...], depth: int = 2) -> Condition:
    # By hand and not with `st.recursive`, which takes most of the time of a whole test.
    shape = draw(st.sampled_from(["leaf", "leaf", All, AnyOf, AtLeast])) if depth else "leaf"
    if shape == "leaf":
        if defined and draw(st.integers(0, 3)) == 0:
            return Defined(draw(st.sampled_from(defined)))
        return draw(_leaf(draw(st.sampled_from(findings))))
    inner = _condition(findings, defined, depth - 1)
    members = tuple(draw(inner) for _ in range(draw(st.integers(1, 3))))
    if shape is AtLeast:
        return AtLeast(draw(st.integers(1, len(members))), members)
    return All(members) if shape is All else AnyOf(members)


@st.composite
def rule_sets(draw: st.DrawFn, *, prefix: str = "", findings: tuple[Finding, ...] | None = None) -> RuleSet:
    """
    Random sound rule sets, small enough to try all answers.

    Args:
        draw: Hypothesis gives it.
        prefix: Before the ids of rules and the pack's name, so that two sets can be joined.
        findings: The vocabulary; a random one when left out.
    """
    vocabulary = draw(_findings()) if findings is None else findings
    definitions: list[Definition] = []
    for place in range(draw(st.integers(0, 2))):
        known = tuple(definition.name for definition in definitions)
        definitions.append(Definition(f"{prefix}defined_{place}", draw(_condition(vocabulary, known))))
    named = tuple(definition.name for definition in definitions)
    rules = []
    for place in range(draw(st.integers(1, 5))):
        outcome = draw(st.sampled_from(OUTCOMES[1:]))
        doubt = draw(st.sampled_from([each for each in OUTCOMES[1:] if each <= outcome]))
        rules.append(Rule(f"{prefix}rule-{place}", outcome, doubt, draw(_condition(vocabulary, named)), say="Say."))
    advice = tuple(Advice(outcome, f"Advice for {outcome}.") for outcome in OUTCOMES)
    pack = Pack(f"{prefix}random", "0.1.0", "2026-11-22", advice=advice, safety_net="Watch.", incomplete="Ask more.")
    try:
        return RuleSet.of(Content((pack,), vocabulary, tuple(definitions), tuple(rules)))
    except RuleError:
        # Members of a count that overlap, or a choice without a harmless option: rare, and refused by design.
        reject()
