"""Whether the rules answer what the sources ask, and whether something asks for each rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from triage.engine.answers import read
from triage.engine.compiler import compiled
from triage.engine.evaluate import fired, worst_rank
from triage.engine.program import Program
from triage.errors import Problem
from triage.model.outcome import NONE_FOUND, OUTCOMES
from triage.model.rules import Content
from triage.model.sound_findings import problem_at, unknown
from triage.model.vocabulary import Vocabulary
from triage.model.words import Demand
from triage.names import listed, meant, quoted

__all__ = ["coverage_problems"]


def coverage_problems(content: Content, *, written: Collection[str]) -> Iterator[Problem]:
    """
    Demands that the rules don't meet, names that don't resolve, and rules that nothing demands.

    A pack without any coverage isn't held to it.
    """
    program, vocabulary = compiled(content), Vocabulary.of(content)
    rules = [rule.id for rule in content.rules]
    sources = {source.id for source in content.sources}
    for demand in content.coverage:
        path = ("coverage", demand.id)
        if demand.source not in sources:
            yield problem_at((*path, "source"), "unknown-source", f"unknown source {quoted(demand.source)}{meant(demand.source, sources)}")
        yield from _named(demand.rules, rules, (*path, "rules"))
        yield from _unmet(demand, content, program)
    for place, figure in enumerate(content.figures):
        yield from _named(figure.rules, rules, ("figures", place, "rules"))
        if figure.source not in sources:
            message = f"unknown source {quoted(figure.source)}{meant(figure.source, sources)}"
            yield problem_at(("figures", place, "source"), "unknown-source", message)
    for place, review in enumerate(content.reviews):
        if review.pack:
            yield from _named((review.pack,), [pack.name for pack in content.packs], ("reviews", place, "pack"), code="unknown-pack")
        else:
            yield from _named((review.rule,), rules, ("reviews", place, "rule"))
    for point in content.points:
        yield from _named(point.rules, rules, ("points", point.id, "rules"))
    for place, accepted in enumerate(content.accepted):
        yield from _named((accepted.rule,), rules, ("accepted", place, "rule"))
        for number, name in enumerate(accepted.findings):
            if name not in vocabulary.findings:
                yield unknown(name, ("accepted", place, "findings", number), vocabulary)
    demanded = {rule for demand in content.coverage for rule in demand.rules}
    held = [rule for rule in content.rules if rule.id in written]
    # A pack that comes with no coverage isn't held to it, whatever it is added to.
    for rule in held if demanded.intersection(rule.id for rule in held) else ():
        if rule.id not in demanded:
            yield problem_at(("rules", rule.id), "undemanded", f"nothing in `coverage.yaml` demands the rule {quoted(rule.id)}")


def _named(names: Collection[str], known: Collection[str], path: tuple[str | int, ...], *, code: str = "unknown-rule") -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield problem_at(path, code, f"{code.replace('-', ' ')} {quoted(name)}{meant(name, known)}")


def _unmet(demand: Demand, content: Content, program: Program) -> Iterator[Problem]:
    """What evaluating the demand's signs gives less of than it asks."""
    path = ("coverage", demand.id)
    reading = read(dict(demand.given), program)
    for problem in reading.problems:
        yield problem_at((*path, "given"), "bad-case", problem.message)
    outcome = OUTCOMES[worst_rank(reading, program)]
    if outcome < demand.demands:
        message = f"{quoted(demand.id)} demands {quoted(str(demand.demands))} and its signs give {quoted(str(outcome))}"
        yield problem_at((*path, "demands"), "unmet-demand", message)
    found = {content.rules[each.place].id for each in fired(reading, program)}
    silent = [name for name in demand.rules if name not in found]
    if silent:
        yield problem_at((*path, "rules"), "unmet-demand", f"the signs of {quoted(demand.id)} don't fire {listed(silent, last='and')}")
    if not demand.rules and demand.demands != NONE_FOUND:
        yield problem_at((*path, "rules"), "unmet-demand", f"{quoted(demand.id)} has no rule; only `demands: none-found` may have none")
