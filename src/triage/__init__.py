"""Red-flag symptom triage that can't be talked out of an emergency. Start at ``evaluate``."""

from typing import TYPE_CHECKING

from triage.api import Answer, Symptoms, bundled_rules, evaluate
from triage.assessment import Assessment, Firing, SymptomError
from triage.errors import PanelError, Problem, RecordError, RuleError, TriageError
from triage.model.findings import Choice, Finding, Flag, Option, Quantity
from triage.model.outcome import Level, Outcome, Timeframe
from triage.model.rules import Line, Pack, Panel, Rule
from triage.model.ruleset import RuleSet, RuleSetStamp

if TYPE_CHECKING:
    from triage.engine.conflicts import Conflict
    from triage.engine.panels import OpenPanel
    from triage.model.words import Citation, Group, Source
    from triage.packs.archive import common_rules, released_rules, releases, sample_rules
    from triage.packs.loader import load_rules
    from triage.replay import Difference, Reevaluation, reevaluate
    from triage.telling.advice import AdviceText

__version__ = "0.1.0"

__all__ = [
    "AdviceText",
    "Answer",
    "Assessment",
    "Choice",
    "Citation",
    "Conflict",
    "Difference",
    "Finding",
    "Firing",
    "Flag",
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
    "Quantity",
    "RecordError",
    "Reevaluation",
    "Rule",
    "RuleError",
    "RuleSet",
    "RuleSetStamp",
    "Source",
    "SymptomError",
    "Symptoms",
    "Timeframe",
    "TriageError",
    "__version__",
    "bundled_rules",
    "common_rules",
    "evaluate",
    "load_rules",
    "reevaluate",
    "released_rules",
    "releases",
    "sample_rules",
]

if not TYPE_CHECKING:
    # What few ask for, by its module: evaluating needs none of it.
    _LATER = {
        "AdviceText": "telling.advice",
        "Citation": "model.words",
        "Conflict": "engine.conflicts",
        "Difference": "replay",
        "Group": "model.words",
        "OpenPanel": "engine.panels",
        "Reevaluation": "replay",
        "Source": "model.words",
        "common_rules": "packs.archive",
        "load_rules": "packs.loader",
        "reevaluate": "replay",
        "released_rules": "packs.archive",
        "releases": "packs.archive",
        "sample_rules": "packs.archive",
    }

    def __getattr__(name: str) -> object:
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
