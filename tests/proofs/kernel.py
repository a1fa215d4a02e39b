"""Talking to the proved kernel, and drawing worlds for it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy
from world import world

from triage.model.rules import Content

__all__ = ["Kernel", "tried"]

PROGRAM = Path(__file__).parents[2] / "proofs" / "kernel" / "triage-kernel"


class Kernel:
    """The extracted kernel, asked line by line. Rule sets are loaded under a name, `rules` when none is given."""

    def __enter__(self) -> Self:
        self._running = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._running.communicate()

    def ask(self, do: str, **what: Any) -> dict[str, Any]:
        """One question, one answer; what the kernel can't read is a fault of the test."""
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        self._running.stdin.write(json.dumps({"do": do} | what) + "\n")
        self._running.stdin.flush()
        reply: dict[str, Any] = json.loads(self._running.stdout.readline())
        assert "error" not in reply, reply["error"]
        return reply

    def load(self, content: Content, name: str = "rules") -> None:
        """Rules to ask about."""
        self.ask("load", **{"as": name}, **world(content))

    def assess(self, answers: dict[str, Any], name: str = "rules") -> dict[str, Any]:
        """Outcome, ceiling, what is open, what fired and why."""
        return self.ask("assess", world=name, answers=answers)


def tried(times: int, strategy: SearchStrategy[Any], part: int = 0) -> Callable[[Callable[[Any], None]], None]:
    """Runs the decorated function on so many drawn examples, the same ones every time; each part has others."""

    def run(check: Callable[[Any], None]) -> None:
        calm = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]
        drawn = given(strategy)(check)
        settings(max_examples=times, deadline=None, database=None, suppress_health_check=calm, phases=[Phase.generate])(seed(part)(drawn))()

    return run
