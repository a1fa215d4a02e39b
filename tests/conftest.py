"""Profiles: quick by default, `--deep` for a long search, `--brief` for `make mutation`."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, is_hypothesis_test, settings

# What mutmut takes for a timeout; and how long a test may compute, of which the longest needs three seconds.
TIMED_OUT, SECONDS = 36, 10

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]

settings.register_profile("quick", max_examples=60, deadline=None, suppress_health_check=CALM, derandomize=True)
settings.register_profile("deep", max_examples=10_000, deadline=None, suppress_health_check=CALM)
# A mutant is killed by any failure: nobody reads the example, so none is made smaller.
settings.register_profile("brief", settings.get_profile("quick"), max_examples=8, phases=[Phase.explicit, Phase.generate], database=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="10,000 examples of each law, with new random seeds")
    parser.addoption("--brief", action="store_true", help="a few examples, the quickest tests first: for mutants")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("deep" if config.getoption("--deep") else "brief" if config.getoption("--brief") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Most mutants of the engine fail at the corners, and most others where no examples are searched for."""
    if config.getoption("--brief"):
        items.sort(key=lambda item: (is_hypothesis_test(getattr(item, "obj", None)), "corners" not in item.nodeid))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A mutant that never ends is ended, however busy the machine is with other things."""
    if item.config.getoption("--brief"):
        signal.signal(signal.SIGVTALRM, lambda *_: os._exit(TIMED_OUT))
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)


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
