"""
Hypothesis strategies: valid symptoms for any rule set, whole people whose answers fit together, and random rule sets.

For apps that want to test their own code against every kind of answer, and for the laws of this library. Needs
hypothesis, which is no dependency of the package.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Literal

from attrs import evolve
from hypothesis import reject
from hypothesis import strategies as st

from triage.errors import RuleError
from triage.model.conditions import All, AtLeast, Bound, Chosen, Condition, Defined, Leaf, Operator, Present, leaves
from triage.model.conditions import Any as AnyOf
from triage.model.findings import UNSURE, Finding, Implication, Option, Worse
from triage.model.outcome import NONE_FOUND, OUTCOMES, Level
from triage.model.rules import Content, Definition, Line, Pack, Panel, Rule
from triage.model.ruleset import RuleSet
from triage.model.vocabulary import Vocabulary
from triage.model.words import Advice

__all__ = ["answers", "people", "rule_sets", "symptoms"]

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
        return st.sampled_from([UNSURE, *(int(edge) for edge in edges)]) | st.integers(int(low), int(high))
    return st.sampled_from([UNSURE, *edges]) | st.floats(low, high)


@st.composite
def symptoms(draw: st.DrawFn, rules: RuleSet, *, least: int = 0, most: int | None = None) -> dict[str, Any]:
    """
    Valid symptoms for a rule set, under names and aliases, from nothing answered to everything.

    Args:
        draw: Hypothesis gives it.
        rules: The rule set.
        least: How many findings are answered at least; of fewer findings all.
        most: How many findings are answered at most; all of them when left out.
    """
    content, bounds = rules.decisions, _thresholds(rules.decisions)
    everything = len(content.findings)
    size = everything if most is None else most
    chosen = draw(st.lists(st.sampled_from(content.findings), unique_by=id, min_size=min(least, everything), max_size=size))
    given = {
        draw(st.sampled_from([finding.name, *finding.aliases])): draw(answers(finding, bounds=bounds.get(finding.name, ())))
        for finding in chosen
    }
    if content.format > 1:
        return given
    numbers = {finding.name for finding in chosen if finding.kind == "quantity"}
    return {name: answer for name, answer in given.items() if name not in numbers or answer != UNSURE}


@st.composite
def people(draw: st.DrawFn, rules: RuleSet, *, most: int | None = None) -> dict[str, Any]:
    """
    Whole people whose answers fit together: what is asked of a person is all answered, and what an app or a clinician adds may be there.

    What their answers imply is a yes; what is neither put to them, asked step by step, nor implied has an answer that raises nothing.

    Args:
        draw: Hypothesis gives it.
        rules: The rule set.
        most: How many answers may raise something at most; all of them when left out.
    """
    content, vocabulary, bounds = rules.decisions, Vocabulary.of(rules.decisions), _thresholds(rules.decisions)
    read = [leaf for condition in _conditions(content) for leaf in vocabulary.opened(condition)]

    def raises(finding: Finding, answer: Any) -> bool:
        return answer is True or answer == UNSURE or any(leaf.finding == finding.name and finding.leaf_met(leaf, answer) for leaf in read)

    calm: dict[str, Any] = {}
    for finding in content.findings:
        tried: list[Any] = [option.name for option in finding.options] or [False]
        if finding.kind == "quantity":
            tried = [draw(answers(finding, bounds=bounds.get(finding.name, ()))), finding.least]
        calm[finding.name] = next(answer for answer in tried if not raises(finding, answer))
    person = {finding.name: calm[finding.name] for finding in content.findings if finding.is_asked}
    least = len(content.findings) if most is None and draw(st.booleans()) else 0
    person |= {vocabulary.aliases.get(name, name): answer for name, answer in draw(symptoms(rules, least=least, most=most)).items()}
    implied = {name: vocabulary.implied_by_answer(name, answer) for name, answer in person.items()}
    person |= {flag: True for flags in implied.values() for flag in flags if flag in person}
    while True:
        asked = _asked(person, vocabulary)
        known = asked.union(*(vocabulary.implied_by_answer(name, person[name]) for name in asked))
        unfit = [
            name
            for name, answer in person.items()
            if raises(vocabulary.findings[name], answer)
            and (name not in known or not all(person.get(flag, True) is True for flag in vocabulary.implied_by_answer(name, answer)))
        ]
        if not unfit:
            return person
        person |= {name: calm[name] for name in unfit}


def _asked(person: Mapping[str, Any], vocabulary: Vocabulary) -> set[str]:
    """The findings put to a person, step by step; what an app or a clinician says is there before."""
    found = {name for name in person if not vocabulary.findings[name].is_asked}
    while True:
        yes = {flag for name in found for flag in vocabulary.implied_by_answer(name, person[name])}
        # An unsure may stand for what nobody is asked.
        unsure = [way.leaf for name in found if person[name] == UNSURE for way in vocabulary.findings[name].implies]
        doubted = {flag for leaf in unsure for flag in vocabulary.implied_by(leaf) if vocabulary.findings[flag].asked_of == "app"}
        yes |= doubted - person.keys()

        def met(leaf: Leaf, found: Collection[str] = frozenset(found), yes: Collection[str] = frozenset(yes)) -> bool:
            finding, answer = vocabulary.findings[leaf.finding], person.get(leaf.finding)
            low, high = finding.plausible or finding.limits
            unclear = answer == UNSURE or (finding.kind == "quantity" and answer is not None and not low <= answer <= high)
            return finding.name in yes or (finding.name in found and (unclear or finding.leaf_met(leaf, person[finding.name])))

        more = {name for name in person if name not in found and _holds(vocabulary.findings[name].asked_if, met, vocabulary)}
        if not more:
            return found
        found |= more


def _holds(condition: Condition | None, met: Callable[[Leaf], bool], vocabulary: Vocabulary) -> bool:
    match condition:
        case None:
            return True
        case Defined(name):
            return _holds(vocabulary.definitions[name], met, vocabulary)
        case Present() | Bound() | Chosen():
            return met(condition)
    held = [_holds(member, met, vocabulary) for member in condition.members]
    return sum(held) >= (condition.count if isinstance(condition, AtLeast) else len(held) if isinstance(condition, All) else 1)


def _conditions(content: Content) -> list[Condition]:
    """All that decides what is raised: what isn't met by it raises nothing."""
    written = [rule.when for rule in content.rules] + [definition.when for definition in content.definitions]
    return [*written, *(implication.leaf for finding in content.findings for implication in finding.implies)]


def _thresholds(content: Content) -> Mapping[str, tuple[int | float, ...]]:
    conditions = _conditions(content)
    conditions += [finding.asked_if for finding in content.findings if finding.asked_if is not None]
    found: dict[str, set[int | float]] = {}
    for condition in conditions:
        for _, leaf in leaves(condition):
            if isinstance(leaf, Bound):
                found.setdefault(leaf.finding, set()).add(leaf.value)
    return {name: tuple(sorted(values)) for name, values in found.items()}


# What follows takes `draw`: a strategy of its own for each small part takes most of the time of a whole test.


def _leaf(draw: st.DrawFn, finding: Finding, *, options: tuple[str, ...] = _OPTIONS[1:], asking: bool = False) -> Leaf:
    """Every leaf that the checks allow; a quantity goes from 0 to 10, and for asking its bounds may point either way."""
    if finding.kind == "flag":
        return Present(finding.name)
    if finding.kind == "choice":
        some = draw(st.lists(st.sampled_from(_OPTIONS if asking else options), min_size=1, max_size=2, unique=True))
        return Chosen(finding.name, tuple(some))
    inner = finding.worse == "both" and not asking
    up = {Operator.AT_LEAST: (7 if inner else 1, 10), Operator.ABOVE: (6 if inner else 0, 9)}
    down = {Operator.AT_MOST: (0, 3 if inner else 9), Operator.BELOW: (1, 4 if inner else 10)}
    spans = {"higher": up, "lower": down, "both": up | down}["both" if asking else finding.worse]
    operator = draw(st.sampled_from(list(spans)))
    return Bound(finding.name, operator, draw(st.integers(*spans[operator])))


def _marked(draw: st.DrawFn, plain: Finding, flags: Sequence[Finding]) -> Finding:
    """A finding with its marks, and with some of the flags implied."""
    by: Literal["person", "app", "clinician"] = draw(st.sampled_from(["person", "person", "person", "person", "app", "clinician"]))
    context = draw(st.integers(0, 7)) == 7
    implied = draw(st.lists(st.sampled_from(flags), max_size=2)) if flags and not context else []
    implies = tuple(Implication(_leaf(draw, plain, options=_OPTIONS[1:3]), (flag.name,)) for flag in implied)
    return evolve(
        plain,
        asked_of=by,
        context=context,
        critical=by == "person" and not context and draw(st.integers(0, 2)) == 2,
        gate=draw(st.booleans()),
        implies=implies,
        none_of_these=_OPTIONS[0] if plain.kind == "choice" and implies else "",
    )


def _findings(draw: st.DrawFn) -> tuple[Finding, ...]:
    """A vocabulary in an order in which whatever decides whether a finding is asked comes before it."""
    flags: list[Finding] = []
    for place in range(draw(st.integers(2, 5))):
        aliases = (f"other_{place}",) if draw(st.booleans()) else ()
        flags.append(_marked(draw, Finding(f"flag_{place}", "flag", aliases=aliases), flags))
    plain = [Finding(f"choice_{place}", "choice", options=tuple(map(Option, _OPTIONS))) for place in range(draw(st.integers(0, 2)))]
    for place in range(draw(st.integers(0, 2))):
        worse: Worse = draw(st.sampled_from(["higher", "lower", "both"]))
        quantity = Finding(f"number_{place}", "quantity", unit="points", range=(0, 10), plausible=(1, 9), worse=worse)
        plain.append(evolve(quantity, whole=draw(st.booleans()), normal=(4, 6) if worse == "both" else None))
    found: list[Finding] = []
    for finding in draw(st.permutations([*flags, *(_marked(draw, each, flags) for each in plain)])):
        # A critical finding is closed by gates only, through all steps.
        before = tuple(each for each in found if each.gate or not (finding.gate or finding.critical))
        asked_if = _condition(draw, before, depth=1, asking=True) if before and finding.is_asked and draw(st.booleans()) else None
        found.append(evolve(finding, asked_if=asked_if))
    return tuple(found)


def _panels(draw: st.DrawFn, findings: Sequence[Finding]) -> tuple[Panel, ...]:
    """Screens with all that is asked of the person, in this order."""
    left = [finding for finding in findings if finding.is_asked]
    found: list[Panel] = []
    while left:
        size = draw(st.integers(1, 4))
        lines, left = left[:size], left[size:]
        ticked = all(each.kind == "flag" and not each.critical for each in lines)
        kind: Literal["tick", "each"] = draw(st.sampled_from(["tick", "each"])) if ticked else "each"
        below = draw(st.sampled_from(["", *(panel.id for panel in found)]))
        found.append(Panel(f"panel-{len(found)}", kind, "Stem", tuple(Line(each.name, "Tick.") for each in lines), below))
    return tuple(found)


def _condition(
    draw: st.DrawFn, findings: Sequence[Finding], *, defined: Sequence[str] = (), depth: int = 2, asking: bool = False
) -> Condition:
    shape = draw(st.sampled_from(["leaf", "leaf", All, AnyOf, AtLeast])) if depth else "leaf"
    if shape == "leaf":
        if defined and draw(st.integers(0, 3)) == 0:
            return Defined(draw(st.sampled_from(defined)))
        return _leaf(draw, draw(st.sampled_from(findings)), asking=asking)
    size = draw(st.integers(1, 3))
    if shape is AtLeast:
        # Members share no finding.
        some = draw(st.lists(st.sampled_from(findings), min_size=1, max_size=4, unique_by=id))
        split = [some[place::size] for place in range(min(size, len(some)))]
        apart = tuple(_condition(draw, each, depth=depth - 1, asking=asking) for each in split)
        return AtLeast(draw(st.integers(1, len(apart))), apart)
    parts = tuple(_condition(draw, findings, defined=defined, depth=depth - 1, asking=asking) for _ in range(size))
    return All(parts) if shape is All else AnyOf(parts)


@st.composite
def rule_sets(draw: st.DrawFn, *, prefix: str = "", findings: tuple[Finding, ...] | None = None) -> RuleSet:
    """
    Random sound rule sets, small enough to try all answers.

    Args:
        draw: Hypothesis gives it.
        prefix: Before the ids of rules and the pack's name, so that two sets can be joined.
        findings: The vocabulary, without screens; a random one, half of the time with screens, when left out.
    """
    if any(isinstance(finding.asked_if, Defined) for finding in findings or ()):
        reject()  # What it stands for belongs to the rule set that these findings are from.
    ordered = _findings(draw) if findings is None else findings
    panels = _panels(draw, ordered) if findings is None and draw(st.booleans()) else ()
    vocabulary = tuple(draw(st.permutations(ordered))) if findings is None else findings
    readable = tuple(finding for finding in vocabulary if not finding.context)
    definitions: list[Definition] = []
    for place in range(draw(st.integers(0, 2)) if readable else 0):
        known = [definition.name for definition in definitions]
        definitions.append(Definition(f"{prefix}defined_{place}", _condition(draw, readable, defined=known)))
    flags = {Present(finding.name) for finding in readable}
    asking = [(each, when) for each in vocabulary if (when := each.asked_if) and {leaf for _, leaf in leaves(when)} <= flags]
    for finding, when in asking[:1] if findings is None and draw(st.booleans()) else ():
        definitions.append(Definition(f"{prefix}asking", when))
        vocabulary = tuple(evolve(each, asked_if=Defined(f"{prefix}asking")) if each is finding else each for each in vocabulary)
    named = [definition.name for definition in definitions]
    rules = []
    for place in range(draw(st.integers(1, 5)) if readable else 0):
        outcome = draw(st.sampled_from(OUTCOMES[1:]))
        lowest = 1 if outcome.level is Level.EMERGENCY else 0
        doubt = draw(st.sampled_from(OUTCOMES[lowest : outcome.rank + 1]))
        because = "Because." if doubt == NONE_FOUND else ""
        when = _condition(draw, readable, defined=named)
        rules.append(Rule(f"{prefix}rule-{place}", outcome, doubt, when, say="Say.", unsure_because=because))
    advice = tuple(Advice(outcome, f"Advice for {outcome}.") for outcome in OUTCOMES)
    pack = Pack(f"{prefix}random", "0.1.0", "2026-11-22", advice=advice, safety_net="Watch.", incomplete="Ask more.")
    try:
        return RuleSet.of(Content((pack,), vocabulary, tuple(definitions), tuple(rules), panels))
    except RuleError:
        # Members of a count that overlap, or a condition that nobody meets: rare, and refused by design.
        reject()
