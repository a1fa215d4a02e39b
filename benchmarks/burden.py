"""Threads and memory: no wrong answer from a shared rule set, and nothing kept from one call to the next."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from sys import getswitchinterval, setswitchinterval
from threading import Barrier
from typing import Any

from triage.api import evaluate
from triage.engine.compiler import program_of
from triage.model.ruleset import RuleSet
from triage.packs import bundle

__all__ = ["lost_bytes", "pack_bytes", "wrong_in_threads"]

THREADS = 4


def wrong_in_threads(rules: RuleSet, inputs: Sequence[dict[str, Any]], expected: Sequence[int], *, evaluations: int) -> int:
    """How many outcomes are wrong when four threads share one rule set that none of them has used before."""
    fresh = RuleSet(rules.stamp, rules.decisions)
    start = Barrier(THREADS)

    def wrong(first: int) -> int:
        start.wait()
        found = 0
        for number in range(first, evaluations, THREADS):
            place = number % len(inputs)
            found += evaluate(inputs[place], rules=fresh).outcome.rank != expected[place]
        return found

    before = getswitchinterval()
    # Fifty times as many switches between threads as usual.
    setswitchinterval(before / 50)
    try:
        with ThreadPoolExecutor(THREADS) as pool:
            return sum(pool.map(wrong, range(THREADS)))
    finally:
        setswitchinterval(before)


def pack_bytes(inputs: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """Bytes that the bundled rules hold: read, compiled and used; and the same with their words."""
    gc.collect()
    tracemalloc.start()
    try:
        # Past the one that is kept, to load them once more.
        rules = bundle._bundled()
        program_of(rules)
        for each in inputs:
            evaluate(each, rules=rules)
        gc.collect()
        deciding, _ = tracemalloc.get_traced_memory()
        assert rules.content.rules
        gc.collect()
        return deciding, tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def lost_bytes(inputs: Sequence[dict[str, Any]], rules: RuleSet, *, evaluations: int) -> int:
    """Bytes that are held after so many evaluations and weren't before."""
    for each in inputs:
        evaluate(each, rules=rules)
    gc.collect()
    tracemalloc.start()
    try:
        evaluate(inputs[0], rules=rules)
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        for number in range(evaluations):
            evaluate(inputs[number % len(inputs)], rules=rules)
        gc.collect()
        return tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
