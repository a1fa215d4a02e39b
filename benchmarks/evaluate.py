"""
How long an assessment takes, beside what an app would do without the library; all of it in one run.

``python benchmarks/evaluate.py`` prints the tables of docs/explanation/speed.md in about ten minutes; ``--quick`` in one or two, with fewer
rounds. Look at the ratios: they hold on other machines, and on a busy one.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from statistics import mean
from typing import Any

from burden import THREADS, lost_bytes, pack_bytes, wrong_in_threads
from engines import json_logic, pydantic_dict, pydantic_model, zen_expression
from generated import careful, straight, tuned
from growth import growth
from people import people
from turns import Result, Work, turns

from triage.api import bundled_rules
from triage.api import evaluate as evaluated
from triage.model.outcome import OUTCOMES
from triage.model.ruleset import RuleSet

SEED = 20261122
PEOPLE = 2_000

EVALUATE = "evaluate"
STRAIGHT = "(a) straight if/else Python, nothing checked"
CAREFUL = "(b) the same, names, types and ranges checked"
TUNED = "(b) the same, the check tuned for speed"
MODEL = "(c) pydantic model, validation alone"
TYPED_DICT = "(c) pydantic typed dict, validation alone"
ZEN = "(d) zen-engine, one compiled expression"
JSON_LOGIC = "(e) JSON Logic (panzi-json-logic), one tree"

# The most that `evaluate` may take of what each of them takes. The tuned check is there to show what is left to gain.
GOALS = {CAREFUL: 1.0, MODEL: 1.0, TYPED_DICT: 1.0, ZEN: 1 / 3}
GROWTH_GOAL = 1.3
# Of `to_dict()`, in times of `evaluate`; and of `next_panel` with nothing answered, in microseconds.
RECORD_GOAL = 20
PANEL_GOAL_US = 1_000
_OF_NOTHING = {"": "", ".next_panel": ", .next_panel", ".next_questions": ", .next_questions"}


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, threads and memory over fewer evaluations")
    quick: bool = parser.parse_args().quick
    rules = bundled_rules()
    inputs = people(rules, number=PEOPLE, seed=SEED)
    print_machine(rules)
    expected = print_inputs(inputs, rules)
    print_beside(inputs, expected, rules, rounds=3 if quick else 15)
    print_more(inputs, rules, rounds=1 if quick else 5)
    print_growth(inputs=400 if quick else 1_000, rounds=3 if quick else 15)
    evaluations = 40_000 if quick else 1_000_000
    wrong = wrong_in_threads(rules, inputs, expected, evaluations=evaluations)
    print(f"\n{THREADS} threads on one rule set, {evaluations:,} evaluations: {wrong} wrong outcomes")
    assert not wrong
    deciding, whole = pack_bytes(inputs)
    print(f"memory of the loaded pack: {deciding / 1024:,.0f} KiB to evaluate, {whole / 1024:,.0f} KiB with all its words")
    lost = lost_bytes(inputs, rules, evaluations=evaluations)
    print(f"memory held after {evaluations:,} more evaluations: {lost:,} bytes")


def print_machine(rules: RuleSet) -> None:
    """On what, and with what, this was measured."""
    packages = ("attrs", "pydantic", "zen-engine", "panzi-json-logic")
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors")
    print(", ".join(f"{package} {version(package)}" for package in packages))
    print(f"{rules.name} {rules.version}: {len(rules.rules)} rules, {len(rules.findings)} findings")


def print_inputs(inputs: Sequence[dict[str, Any]], rules: RuleSet) -> list[int]:
    """What the people said; gives the ranks of their outcomes."""
    said = {"answers": len, "yes": lambda form: _count(form, True), "unsure": lambda form: _count(form, "unsure")}
    means = ", ".join(f"{mean(count(form) for form in inputs):.1f} {what}" for what, count in said.items())
    print(f"\n{len(inputs):,} people, seed {SEED}; mean {means}")
    ranks = [evaluated(form, rules=rules).outcome.rank for form in inputs]
    found = Counter(ranks)
    print("outcomes: " + ", ".join(f"{found[rank]} {OUTCOMES[rank]}" for rank in sorted(found)))
    return ranks


def _count(form: dict[str, Any], answer: object) -> int:
    return sum(given is answer or (given == answer and isinstance(given, str)) for given in form.values())


def print_beside(inputs: Sequence[dict[str, Any]], expected: list[int], rules: RuleSet, *, rounds: int) -> None:
    """Evaluate beside what a user would pick instead; all that decide agree on every person."""
    deciding = {STRAIGHT: straight(rules), CAREFUL: careful(rules), TUNED: tuned(rules)}
    deciding |= {ZEN: zen_expression(rules), JSON_LOGIC: json_logic(rules)}
    for name, decide in deciding.items():
        assert [decide(form) for form in inputs] == expected, f"{name} disagrees"
    validating: dict[str, Work] = {MODEL: pydantic_model(rules), TYPED_DICT: pydantic_dict(rules)}
    for validate in validating.values():
        for form in inputs:
            validate(form)
    work: dict[str, Work] = {EVALUATE: lambda form: evaluated(form, rules=rules), **deciding, **validating}
    results = turns(work, inputs, rounds=rounds, seldom={ZEN: 3, JSON_LOGIC: 20})
    print(f"all agree on all {len(inputs):,} outcomes\n")
    print_table({name: results[name] for name in (EVALUATE, STRAIGHT, CAREFUL, TUNED, MODEL, TYPED_DICT, ZEN, JSON_LOGIC)})
    for name, goal in GOALS.items():
        share = 1 / results[name].ratio
        print(f"{'met' if share <= goal else 'NOT MET'}: evaluate takes {share:.2f} of {name}; the goal is at most {goal:.2f}")


def print_more(inputs: Sequence[dict[str, Any]], rules: RuleSet, *, rounds: int) -> None:
    """What the parts cost that are worked out when they are asked for."""
    work: dict[str, Work] = {
        EVALUATE: lambda form: evaluated(form, rules=rules),
        "evaluate, .fired": lambda form: evaluated(form, rules=rules).fired,
        "evaluate, .ceiling": lambda form: evaluated(form, rules=rules).ceiling,
        "evaluate, .next_panel": lambda form: evaluated(form, rules=rules).next_panel,
        "evaluate, .next_questions": lambda form: evaluated(form, rules=rules).next_questions,
        "evaluate, .to_dict()": lambda form: evaluated(form, rules=rules).to_dict(),
    }
    print()
    results = turns(work, inputs[:500], rounds=rounds)
    print_table(results)
    times = results["evaluate, .to_dict()"].ratio
    print(f"{'met' if times <= RECORD_GOAL else 'NOT MET'}: to_dict takes {times:.1f} times evaluate; the goal is at most {RECORD_GOAL}")
    nothing: list[dict[str, Any]] = [{}] * (20 * rounds)
    empty = {f"evaluate({{}}){name}": work[f"evaluate{dotted}"] for name, dotted in _OF_NOTHING.items()}
    print()
    results = turns(empty, nothing, rounds=1)
    print_table(results)
    taken = results["evaluate({}).next_panel"].median_us
    met = "met" if taken < PANEL_GOAL_US else "NOT MET"
    print(f"{met}: next_panel takes {taken:,.0f} us with nothing answered; the goal is under {PANEL_GOAL_US:,}")


def print_growth(*, inputs: int, rounds: int) -> None:
    """What more rules cost."""
    for own, title in ((True, "every pack brings findings of its own"), (False, "the hard case: all rules read the same hundred findings")):
        print(f"\nrandom rules over the same answers, {title}")
        measured = growth(own_findings=own, seed=SEED, inputs=inputs, rounds=rounds)
        for size, (microseconds, ratio) in measured.items():
            print(f"{size:>8,} rules {microseconds:9.1f} us   ratio {ratio:6.2f}")
        if own:
            most = max(ratio for _, ratio in measured.values())
            print(f"{'met' if most <= GROWTH_GOAL else 'NOT MET'}: the cost grows {most:.2f} times; the goal is at most {GROWTH_GOAL}")


def print_table(results: dict[str, Result]) -> None:
    """A line for each competitor."""
    print(f"{'':48}{'us, median':>12}{'us, quiet':>12}{'ratio':>9}")
    for name, result in results.items():
        print(f"{name:48}{result.median_us:12.1f}{result.quiet_us:12.1f}{result.ratio:9.2f}")


if __name__ == "__main__":
    main()
