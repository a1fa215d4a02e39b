"""Profiles: quick by default, `--deep` for a long search."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]

settings.register_profile("quick", max_examples=60, deadline=None, suppress_health_check=CALM, derandomize=True)
settings.register_profile("deep", max_examples=2000, deadline=None, suppress_health_check=CALM)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="search thirty times as long, with new random seeds")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("deep" if config.getoption("--deep") else "quick")


@pytest.fixture(scope="session")
def bundled():
    """The rules that people get."""
    from triage import bundled_rules

    return bundled_rules()


@pytest.fixture(scope="session")
def sample():
    """The invented pack of the tests."""
    from triage import load_rules

    return load_rules(Path(__file__).parent / "sample")


@pytest.fixture(scope="session")
def sample_path():
    """Where the invented pack lies."""
    return Path(__file__).parent / "sample"


@pytest.fixture(scope="session")
def root():
    """The folder that holds the tests, and in a clone the rules."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def released(bundled):
    """The releases of the bundled rules; none where only the wheel is there."""
    from triage.packs.released import all_released

    return all_released(Path(__file__).parent.parent / "rules" / "released", name=bundled.name)


@pytest.fixture(scope="session")
def written(bundled, released):
    """The pages of the bundled rules."""
    from triage.telling.pages import pages

    return pages(bundled, released=released)
