"""Red-flag symptom triage that can't be talked out of an emergency. Start at ``evaluate``."""

from typing import TYPE_CHECKING

from triage.api import Answer, Symptoms, bundled_rules, evaluate
from triage.assessment import Assessment, Firing, SymptomError
from triage.errors import PanelError, Problem, RecordError, RuleError, TriageError
from triage.model.findings import Finding, Option
from triage.model.outcome import Level, Outcome, Timeframe
from triage.model.rules import Line, Pack, Panel
from triage.model.ruleset import RuleSet, RuleSetStamp

if TYPE_CHECKING:
    from triage.engine.conflicts import Conflict
    from triage.engine.panels import OpenPanel
    from triage.model.words import Citation, Group
    from triage.packs.loader import load_rules
    from triage.replay import Reevaluation, reevaluate, released_rules, sample_rules
    from triage.telling.advice import AdviceText

__version__ = "0.1.0"

__all__ = [
    "AdviceText",
    "Answer",
    "Assessment",
    "Citation",
    "Conflict",
    "Finding",
    "Firing",
    "Group",
    "Level",
    "Line",
    "OpenPanel",
    "Option",
    "Outcome",
    "Pack",
    "Panel",
    "PanelError",
    "Problem",
    "RecordError",
    "Reevaluation",
    "RuleError",
    "RuleSet",
    "RuleSetStamp",
    "SymptomError",
    "Symptoms",
    "Timeframe",
    "TriageError",
    "__version__",
    "bundled_rules",
    "evaluate",
    "load_rules",
    "reevaluate",
    "released_rules",
    "sample_rules",
]

# Evaluating needs none of these: reading rule files takes pydantic, and old rules, words and conflicts are asked for by few.
_LATER = {
    "AdviceText": "triage.telling.advice",
    "Citation": "triage.model.words",
    "Conflict": "triage.engine.conflicts",
    "Group": "triage.model.words",
    "OpenPanel": "triage.engine.panels",
    "Reevaluation": "triage.replay",
    "load_rules": "triage.packs.loader",
    "reevaluate": "triage.replay",
    "released_rules": "triage.replay",
    "sample_rules": "triage.replay",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_LATER[name]), name)
