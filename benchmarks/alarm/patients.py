"""
Simulated primary care patients with back pain: how often each type gives each answer to the questions of 0.3.0.

The table comes with the library, and `triage alarm` draws people from it too. Nearly all of it is assumption, and each share says so or
names its source.
"""

from __future__ import annotations

from triage import bundled_rules
from triage.simulation.shares import bundled_shares

__all__ = ["CERTAIN", "TABLE", "TITLES", "TYPES"]

_SHARES = bundled_shares(bundled_rules().vocabulary)

TABLE, TYPES = _SHARES.rows, dict(_SHARES.types)
CERTAIN = {row.name for row in TABLE if row.fact == "certain"}
TITLES = {
    "plain": "plain sore back",
    "sciatica": "sciatica",
    "chronic": "chronic",
    "older": "older, thin bones",
    "cancer": "cancer, now or past",
    "pregnant": "pregnant or just was",
    "child": "child",
    "infection": "spinal infection",
    "ces": "cauda equina syndrome",
}
