"""
How the proof that a release is never lower grows with the number of rules: 100, 300 and 1,000 random rules, and the real pack.

Each is compared with itself, and with the same rules under other ids: what became more urgent is looked for only in rules that
the two sets don't share.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from statistics import median
from time import perf_counter

from attrs import evolve

from triage import RuleSet, bundled_rules
from triage.model.conditions import All, Any, Condition, Present
from triage.model.findings import Finding
from triage.model.outcome import OUTCOMES
from triage.model.rules import Content, Pack, Rule
from triage.proof.downgrade import compare
from triage.proof.verify import verify


def random_rules(count: int, *, seed: int = 1) -> RuleSet:
    """Random rules over as many findings as rules, each an `all` of two or three short `any` lists, as in a real pack."""
    dice = random.Random(seed)
    flags = [f"flag_{number}" for number in range(count)]
    rules = []
    for number in range(count):
        parts: list[Condition] = [
            Any(tuple(Present(flag) for flag in dice.sample(flags, dice.randint(1, 4)))) for _ in range(dice.randint(1, 3))
        ]
        outcome = dice.choice(OUTCOMES[1:])
        rules.append(Rule(f"rule-{number}", outcome, min(outcome, dice.choice(OUTCOMES[1:])), All(tuple(parts))))
    findings = tuple(Finding(flag, "flag") for flag in flags)
    return RuleSet.of(Content((Pack("random", "0.1.0", "2026-11-22"),), findings, (), tuple(rules)))


def renamed(rules: RuleSet) -> RuleSet:
    """The same rules under other ids, so that none is known to be in both sets."""
    content = rules.content
    return RuleSet.of(evolve(content, rules=tuple(evolve(rule, id=f"{rule.id}-again") for rule in content.rules)))


def seconds(work: Callable[[], object], *, rounds: int = 5) -> float:
    """The median time of some work."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def main() -> None:
    """Print the curve, and the ratio of each step to the number of rules."""
    real = bundled_rules()
    print(f"{'rules':>12} {'terms':>8} {'itself':>10} {'renamed':>10} {'verify':>10}   seconds, median of 5")
    for name, rules in [("real pack", real), *((str(count), random_rules(count)) for count in (100, 300, 1000))]:
        other = renamed(rules)
        found = compare(rules, other)
        assert found.lowered == found.lost == found.raised == ()
        same = seconds(lambda rules=rules: compare(rules, rules))
        compared = seconds(lambda rules=rules, other=other: compare(rules, other))
        verified = seconds(lambda rules=rules: verify(rules.decisions))
        print(f"{name:>12} {found.terms:>8} {same:>10.3f} {compared:>10.3f} {verified:>10.3f}")


if __name__ == "__main__":
    main()
