"""The proved kernel, for the tests of this folder alone: `make prove` builds it and runs them, and `make test` doesn't look here."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without this folder's own settings there is nothing here."""
    return None if config.inipath == HERE / "pytest.ini" else True


@pytest.fixture(scope="session")
def kernel():
    """The evaluator and the checks that were proved, extracted from the proofs."""
    from kernel import Kernel

    with Kernel() as running:
        yield running


@pytest.fixture(scope="session")
def bundled():
    """The rules that people get."""
    from triage import bundled_rules

    return bundled_rules()


@pytest.fixture(scope="session")
def every(bundled):
    """Every release of the bundled rules, and what they are now, by version."""
    from triage.packs.released import all_released

    known = all_released(HERE.parent.parent / "rules" / "released", name=bundled.name)
    return {each.version: each for each in (*known, bundled)}
