"""The plans of rule sets, the last few of them remembered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from triage.adapters.columns import Kind, Open, Plan
from triage.adapters.opening import Opening
from triage.adapters.planning import Planner
from triage.adapters.raising import Raising
from triage.adapters.reaching import reached_by
from triage.model.ruleset import RuleSet

__all__ = ["plan_of"]


def plan_of(rules: RuleSet, columns: Mapping[str, Kind], *, open: bool = False) -> Plan:
    """The plan of a rule set for columns that all hold answers; with `open`, also of what the open questions could still bring."""
    return _planned(rules, tuple(columns.items()), open)


@lru_cache(maxsize=16)
def _planned(rules: RuleSet, columns: tuple[tuple[str, Kind], ...], open: bool) -> Plan:
    planner = Planner(rules, dict(columns))
    plan = planner.plan()
    if not open:
        return plan
    named = len(planner.names)
    opening = Opening(planner)
    reached = reached_by(planner, opening)
    raising, unsettled = Raising(planner, opening).by_rank()
    return plan._replace(open=Open(planner.names.steps(after=named), reached, raising, unsettled))
