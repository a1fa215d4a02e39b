"""
Evaluating for a long time over threads and processes, with the panels walked: every result is held against that of a fresh process, and
memory is printed as it goes.

``python benchmarks/soak.py --evaluations 10000000``; less for a look. What is wrong is counted, and must be 0.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

from triage import bundled_rules, evaluate

PEOPLE, THREADS, PROCESSES = 400, 8, 4


def people(seed: int) -> list[dict[str, object]]:
    """Invented people with a few answers each."""
    chance = random.Random(seed)
    findings = list(bundled_rules().findings.values())
    made = []
    for _ in range(PEOPLE):
        person: dict[str, object] = {}
        for finding in chance.sample(findings, chance.randint(0, 30)):
            if finding.kind == "flag":
                person[finding.name] = chance.choice([True, False, False, False, "unsure"])
            elif finding.kind == "choice":
                person[finding.name] = chance.choice(finding.options).name
            else:
                low, high = finding.limits
                person[finding.name] = chance.randint(int(low) + 1, int(high))
        made.append(person)
    return made


def told(person: dict[str, object], *, whole: bool) -> list[object]:
    """What somebody is told; whole, with the ceiling, and the panels walked to their end with a no to each flag."""
    found = evaluate(person)  # type: ignore[arg-type]
    result: list[object] = [str(found.outcome), [each.rule for each in found.fired]]
    if whole:
        walked = [panel.id for panel in found.panels()]
        result += [str(found.ceiling), found.complete, walked, len(found.explain())]
    return result


def thread(task: tuple[int, int, list[list[object]]]) -> int:
    """Evaluate so many times; how often it was wrong."""
    seed, times, expected = task
    every, chance, wrong = people(0), random.Random(seed), 0
    for turn in range(times):
        number = chance.randrange(PEOPLE)
        # One in two hundred walks the panels too: that takes a thousand times as long.
        whole = turn % 200 == 0
        result = told(every[number], whole=whole)
        wrong += result != (expected[number] if whole else expected[number][:2])
    return wrong


def process(task: tuple[int, int, list[list[object]]]) -> tuple[int, int]:
    """The same on threads; how often it was wrong, and the most memory used so far, in KB."""
    seed, times, expected = task
    with ThreadPoolExecutor(THREADS) as pool:
        wrong = sum(pool.map(thread, [(seed * THREADS + number, times // THREADS, expected) for number in range(THREADS)]))
    return wrong, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evaluations", type=int, default=10_000_000)
    parser.add_argument("--alone", action="store_true", help="print what a fresh process says of everybody, as JSON")
    options = parser.parse_args()
    if options.alone:
        print(json.dumps([told(person, whole=True) for person in people(0)]))
        return
    done = subprocess.run([sys.executable, __file__, "--alone"], capture_output=True, check=True)
    expected = json.loads(done.stdout)
    rounds = 10
    each = options.evaluations // (rounds * PROCESSES)
    wrong = 0
    # The same processes for all rounds: what they keep, they keep.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for number in range(1, rounds + 1):
            found = list(pool.map(process, [(number * PROCESSES + place, each, expected) for place in range(PROCESSES)]))
            wrong += sum(bad for bad, _ in found)
            memory = ", ".join(f"{kilobytes / 1024:.1f}" for _, kilobytes in found)
            print(f"{number * each * PROCESSES:12,} evaluations, {wrong} wrong, at most {memory} MB", flush=True)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
