"""The shape of the file of hazards, from which a safety case is written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from triage.packs.condition_schema import Id, Shape, Text

__all__ = ["HazardsFile"]

_Rating = Annotated[int, Field(ge=1, le=5)]


class RiskShape(Shape):
    """How bad and how likely."""

    severity: Text
    likelihood: Text


class HazardShape(Shape):
    """One thing that could go wrong, what is done about it, and what is left."""

    title: Text
    cause: Text
    effect: Text
    before: RiskShape
    control: Text
    rules: list[Id] = []
    laws: list[int] = []
    tests: Annotated[list[Text], Field(min_length=1)]
    pages: list[Text] = []
    people: list[Text] = []
    after: RiskShape
    residual: Text
    owner: Text = "open"


class HazardsFile(Shape):
    """Every hazard of a pack, and the scale on which they are told."""

    pack: Id
    owner: Text
    accepted_by: Text
    scope: Text
    missing: list[Text]
    severity: dict[Text, Text]
    likelihood: list[Text]
    ratings: dict[Text, list[_Rating]]
    acceptability: dict[Literal["1", "2", "3", "4", "5"], Text]
    hazards: dict[Annotated[str, Field(pattern=r"^[A-Z]+-?[0-9]+[a-z]?$")], HazardShape]
