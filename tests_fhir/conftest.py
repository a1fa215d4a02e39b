"""`--deep` for five times as many people, new ones at every run."""

from __future__ import annotations


def pytest_addoption(parser):
    """Add the option that the other tests have, too."""
    parser.addoption("--deep", action="store_true", help="five times as many people, and new ones at every run")
