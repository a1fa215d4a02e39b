"""Red-flag symptom triage that can't be talked out of an emergency. Start at ``evaluate``."""

from typing import TYPE_CHECKING

from triage.api import Answer, Symptoms, bundled_rules, evaluate
from triage.assessment import Assessment, Firing, SymptomError
from triage.errors import PanelError, Problem, RuleError, TriageError
from triage.model.findings import Finding
from triage.model.outcome import Level, Outcome, Timeframe
from triage.model.rules import Line, Panel
from triage.model.ruleset import RuleSet

if TYPE_CHECKING:
    from triage.engine.conflicts import Conflict
    from triage.engine.panels import OpenPanel
    from triage.packs.loader import load_rules

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Assessment",
    "Conflict",
    "Finding",
    "Firing",
    "Level",
    "Line",
    "OpenPanel",
    "Outcome",
    "Panel",
    "PanelError",
    "Problem",
    "RuleError",
    "RuleSet",
    "SymptomError",
    "Symptoms",
    "Timeframe",
    "TriageError",
    "__version__",
    "bundled_rules",
    "evaluate",
    "load_rules",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # Reading rule files needs pydantic and PyYAML, and few look for conflicts; evaluating needs none of them.
        if name == "load_rules":
            from triage.packs.loader import load_rules

            return load_rules
        if name == "Conflict":
            from triage.engine.conflicts import Conflict

            return Conflict
        if name == "OpenPanel":
            from triage.engine.panels import OpenPanel

            return OpenPanel
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
