"""
Simulated primary care patients with back pain: how often each type gives each answer to the questions of 0.3.0.

One table in three files. Nearly all of it is assumption, and each share says so or names its source. ``alarm.py`` draws people from it.
"""

from __future__ import annotations

from drawing import From, Row
from shares_health import HEALTH_ROWS
from shares_pain import PAIN_ROWS
from shares_signs import SIGN_ROWS

__all__ = ["TABLE", "measured"]

TABLE = [*PAIN_ROWS, *SIGN_ROWS, *HEALTH_ROWS]


def measured(table: list[Row]) -> tuple[int, int]:
    """How many shares of a table are from a study, and how many there are."""
    sources = [row.source for row in table]
    sources += [share.source if isinstance(share, From) else row.source for row in table for share in row.types.values()]
    return sum(not source.startswith("assum") for source in sources), len(sources)
