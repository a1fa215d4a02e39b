"""Rule sets of a hundred to ten thousand random rules: does an assessment get dearer the more rules there are?"""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Any

from turns import turns

from triage.api import evaluate
from triage.engine.compiler import program_of
from triage.model.conditions import All, AtLeast, Condition, Present
from triage.model.conditions import Any as AnyOf
from triage.model.findings import Finding
from triage.model.outcome import OUTCOMES
from triage.model.rules import Content, Pack, Rule
from triage.model.ruleset import RuleSet, stamp_of

__all__ = ["growth", "random_rules"]

SIZES = (100, 1_000, 10_000)
PACK = 100


def random_rules(number: int, *, own_findings: bool, seed: int) -> RuleSet:
    """
    So many random rules, in packs of a hundred.

    Args:
        number: How many rules.
        own_findings: Whether every pack brings a hundred findings of its own; otherwise all read the same hundred.
        seed: For the same rules at every run; the rules of the pack that is answered are the same at every size.
    """
    findings: list[Finding] = []
    rules: list[Rule] = []
    # The pack that people answer comes last, where its bits are the highest and dearest.
    for pack in reversed(range(number // PACK)):
        chance = Random(seed + pack)
        if own_findings or not findings:
            own = [Finding(f"flag_{pack if own_findings else 0}_{place}", "flag", critical=place < 10) for place in range(PACK)]
            findings += own
        rules += [_rule(f"rule-{pack}-{place}", own, chance) for place in range(PACK)]
    content = Content((Pack("random", "0.1.0", "2026-11-22"),), tuple(findings), (), tuple(rules))
    # Sound by construction; the checks, the advice and the digest are none of what is measured.
    rule_set = RuleSet(stamp_of(content, digest=f"{number}"), content)
    program_of(rule_set)
    return rule_set


def _rule(name: str, findings: list[Finding], chance: Random) -> Rule:
    """Two or three things together, each of them one flag or one of some, or two of a list."""
    outcome = chance.choice(OUTCOMES[1:])
    doubt = chance.choice([each for each in OUTCOMES[1:] if each <= outcome])
    drawn = [Present(finding.name) for finding in chance.sample(findings, 9)]
    if chance.random() < 0.1:
        return Rule(name, outcome, doubt, AtLeast(2, tuple(drawn[:4])))
    parts: list[Condition] = [drawn[0], drawn[1] if chance.random() < 0.5 else AnyOf(tuple(drawn[1:4]))]
    if chance.random() < 0.4:
        parts.append(AnyOf(tuple(drawn[4:7])))
    return Rule(name, outcome, doubt, All(tuple(parts)))


def _forms(number: int, *, seed: int) -> list[dict[str, Any]]:
    """Forms over the findings of one pack: none to six yes, now and then an unsure."""
    chance = Random(seed)
    forms = []
    for _ in range(number):
        said: dict[str, Any] = {f"flag_0_{place}": False for place in range(PACK)}
        said |= dict.fromkeys(chance.sample(list(said), chance.randint(0, 6)), True)
        if chance.random() < 0.3:
            said[chance.choice(list(said))] = "unsure"
        forms.append(said)
    return forms


def growth(*, own_findings: bool, seed: int, inputs: int, rounds: int) -> dict[int, tuple[float, float]]:
    """Microseconds and the ratio to the smallest rule set, by number of rules."""
    forms = _forms(inputs, seed=seed)
    work = {f"{size}": partial(evaluate, rules=random_rules(size, own_findings=own_findings, seed=seed)) for size in SIZES}
    results = turns(work, forms, rounds=rounds)
    return {size: (results[f"{size}"].median_us, results[f"{size}"].ratio) for size in SIZES}
