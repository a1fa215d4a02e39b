"""
How long it takes to have the library: fresh interpreters, their bytecode compiled beforehand, beside ``import attrs`` alone.

``python benchmarks/importing.py`` prints the table of docs/explanation/speed.md; ``--quick`` has fewer runs. Interpreters take turns.
What counts is the processor time of the whole process, its end included, less that of a bare interpreter.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
from compileall import compile_dir, compile_file
from importlib.metadata import distribution, version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

BARE = "bare interpreter"
ATTRS = "import attrs"
FIRST = "import triage, a first evaluate"
CODE = {
    BARE: "pass",
    ATTRS: "import attrs",
    "import triage": "import triage",
    FIRST: "import triage; triage.evaluate({'back_pain': True, 'fever': True})",
    "the same, and the words of what fired": (
        "import triage\nfor each in triage.evaluate({'back_pain': True, 'bladder_loss': True}).fired: each.say, each.sources"
    ),
    "import pydantic, a first model": "import pydantic\nclass Symptoms(pydantic.BaseModel):\n    back_pain: bool",
}
GOAL = 2.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="5 runs of each instead of 25")
    runs = 5 if parser.parse_args().quick else 25
    compile_all()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors")
    print(", ".join(f"{package} {version(package)}" for package in ("attrs", "pydantic")))
    wall: dict[str, list[float]] = {name: [] for name in CODE}
    used: dict[str, list[float]] = {name: [] for name in CODE}
    for run in range(runs + 1):
        for name, code in CODE.items():
            seconds, processor = one(code)
            if run:  # The first warms the disk's cache.
                wall[name].append(seconds * 1000)
                used[name].append(processor * 1000)
    print(f"median of {runs} runs, milliseconds over a bare interpreter\n")
    print(f"{'':40}{'processor':>12}{'ratio':>8}{'wall':>12}{'ratio':>8}")
    for name in CODE:
        columns = [(over(times, name), ratio(times, name)) for times in (used, wall)]
        print(f"{name:40}" + "".join(f"{milliseconds:12.1f}{times:8.2f}" for milliseconds, times in columns))
    most = ratio(used, FIRST)
    print(f"{'met' if most <= GOAL else 'NOT MET'}: {FIRST} takes {most:.2f} times {ATTRS}; the goal is at most {GOAL:.0f}")


def compile_all() -> None:
    """Bytecode for everything that is imported, as an installer makes it."""
    for name in ("triage", "pydantic", "attrs", "attr", "annotated_types", "typing_inspection"):
        spec = find_spec(name)
        assert spec is not None
        for folder in spec.submodule_search_locations or ():
            compile_dir(folder, quiet=1)
    compile_file(Path(str(distribution("typing_extensions").locate_file("typing_extensions.py"))), quiet=1)


def one(code: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor for a fresh interpreter that runs this."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON") or name == "PYTHONPATH"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    seconds = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def over(times: dict[str, list[float]], name: str) -> float:
    """Milliseconds over a bare interpreter."""
    return median(times[name]) - median(times[BARE])


def ratio(times: dict[str, list[float]], name: str) -> float:
    """Against importing attrs."""
    return over(times, name) / over(times, ATTRS)


if __name__ == "__main__":
    main()
