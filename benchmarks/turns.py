"""
Timing on a machine that others use too: everybody takes turns on the same hundred inputs.

The time is that of this thread's processor, so waiting for others isn't counted. A ratio is taken within each turn, in which the
machine is as fast for the one as for the other, and the median over all turns is reported.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import thread_time_ns
from typing import Any, NamedTuple

__all__ = ["Result", "Work", "timed", "turns"]

Work = Callable[[Any], object]

BLOCK = 100


class Result(NamedTuple):
    """
    What one competitor took.

    Attributes:
        median_us: Microseconds a call, median over all turns.
        quiet_us: The same in the quietest tenth of the turns.
        ratio: Against the first competitor, median over all turns.
    """

    median_us: float
    quiet_us: float
    ratio: float


def turns(work: Mapping[str, Work], inputs: Sequence[Any], *, rounds: int, seldom: Mapping[str, int] | None = None) -> dict[str, Result]:
    """
    Let competitors take turns, and compare them with the first.

    Args:
        work: Competitor by name.
        inputs: What each is called with; blocks of a hundred.
        rounds: How often everybody gets all the inputs.
        seldom: Competitors so slow that they take part in every so many turns only.
    """
    names = list(work)
    took: dict[str, dict[int, float]] = {name: {} for name in names}
    blocks = [inputs[start : start + BLOCK] for start in range(0, len(inputs), BLOCK)]
    for turn, block in enumerate(blocks * rounds):
        # Whoever comes first finds the inputs cold: take that in turns too.
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            if turn % (seldom or {}).get(name, 1) == 0:
                took[name][turn] = timed(work[name], block)
    base = took[names[0]]
    return {name: _result(times, base) for name, times in took.items()}


def timed(work: Work, block: Sequence[Any]) -> float:
    """Microseconds a call, over a block of inputs."""
    gc.collect(0)
    start = thread_time_ns()
    for each in block:
        work(each)
    return (thread_time_ns() - start) / 1000 / len(block)


def _result(times: Mapping[int, float], base: Mapping[int, float]) -> Result:
    ordered = sorted(times.values())
    return Result(median(ordered), ordered[len(ordered) // 10], median(each / base[turn] for turn, each in times.items()))
