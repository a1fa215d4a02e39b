"""Symptoms in pydantic models: the same refusals as `evaluate`, and nothing coerced on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import ConfigDict, GetJsonSchemaHandler, PlainValidator, RootModel
from pydantic_core import CoreSchema

from triage.adapters.schema import symptoms_schema
from triage.api import bundled_rules, evaluate
from triage.assessment import Assessment
from triage.engine.answers import answers_in
from triage.model.ruleset import RuleSet

__all__ = ["SymptomsModel", "symptoms_model", "symptoms_type"]


class _Symptoms:
    """How pydantic checks symptoms, and what it says of them in a schema."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    def checked(self, value: Any) -> dict[str, Any]:
        """The symptoms, as given; raises `SymptomError`, which pydantic lets through whole."""
        evaluate(value, rules=self.rules)
        return answers_in(value)[0]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {key: value for key, value in symptoms_schema(self.rules).items() if key != "$schema"}


def symptoms_type(rules: RuleSet | None = None) -> Any:
    """
    A type for a field of a model that holds symptoms.

    Validating raises `SymptomError`, and no `ValidationError`: it lists every fault at once, holds no answer, and carries the assessment of
    the answers that were valid.
    """
    symptoms = _Symptoms(rules or bundled_rules())
    return Annotated[dict[str, Any], PlainValidator(symptoms.checked), symptoms]


class SymptomsModel(RootModel[dict[str, Any]]):
    """Symptoms as a model of their own; `symptoms_model` makes the class for some rules."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    def assess(self) -> Assessment:
        """The assessment of these symptoms, by the rules of the class."""
        raise NotImplementedError

    def __repr_args__(self) -> Any:
        # A repr ends in logs.
        return ()


def symptoms_model(rules: RuleSet | None = None) -> type[SymptomsModel]:
    """
    A model of symptoms: what `evaluate` takes of these rules, in validation and in the schema.

    Validating raises `SymptomError`; see `symptoms_type`. In FastAPI a handler must answer it: `triage.adapters.web.install`.
    """
    applied = rules or bundled_rules()
    checked = symptoms_type(applied)

    class Symptoms(SymptomsModel):
        if not TYPE_CHECKING:
            root: checked

        def assess(self) -> Assessment:
            return evaluate(self.root, rules=applied)

    return Symptoms
