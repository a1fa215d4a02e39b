"""The same decision in the engines that a user would pick instead: zen-engine, JSON Logic, and pydantic for the validation alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

import zen
from json_logic import jsonLogic
from ladder import Writer, implications, ladder, unasked
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, TypeAdapter, create_model
from typing_extensions import TypedDict

from triage.model.conditions import Bound, Chosen, Leaf, Operator, Present
from triage.model.findings import Finding
from triage.model.ruleset import RuleSet

__all__ = ["json_logic", "pydantic_dict", "pydantic_model", "zen_expression"]

Decision = Callable[[Mapping[str, Any]], int]
_SIGNS = {Operator.AT_LEAST: ">=", Operator.ABOVE: ">", Operator.AT_MOST: "<=", Operator.BELOW: "<"}


def _implying(rules: RuleSet) -> dict[str, list[Leaf]]:
    """Which leaves make a flag yes."""
    found: dict[str, list[Leaf]] = {}
    for leaf, flags in implications(rules):
        for flag in flags:
            found.setdefault(flag, []).append(leaf)
    return found


class _Zen:
    """Conditions as expressions of the zen language; a name that isn't there is null."""

    def __init__(self, rules: RuleSet) -> None:
        self._implying, self._unasked = _implying(rules), unasked(rules)

    def present(self, finding: str, *, doubtful: bool) -> str:
        implying = self._implying.get(finding, ())
        doubted = [finding, *(leaf.finding for leaf in implying if finding in self._unasked and isinstance(leaf, Present))]
        said = [f"{finding} == true", *([f'{name} == "unsure"' for name in doubted] if doubtful else [])]
        return self.some([*said, *map(self._leaf, implying)])

    def _leaf(self, leaf: Leaf) -> str:
        match leaf:
            case Present(flag):
                return f"{flag} == true"
            case Bound():
                return self.bound(leaf)
            case Chosen():
                return self.chosen(leaf)

    def bound(self, leaf: Bound) -> str:
        return f"({leaf.finding} != null and {leaf.finding} {_SIGNS[leaf.operator]} {leaf.value})"

    def chosen(self, leaf: Chosen) -> str:
        return f"{leaf.finding} in {json.dumps(leaf.options)}"

    def defined(self, name: str, *, doubtful: bool) -> None:
        return None

    def every(self, members: list[str]) -> str:
        return f"({' and '.join(members)})"

    def some(self, members: list[str]) -> str:
        return members[0] if len(members) == 1 else f"({' or '.join(members)})"

    def count(self, number: int, members: list[str]) -> str:
        return f"({' + '.join(f'({member} ? 1 : 0)' for member in members)} >= {number})"


def zen_expression(rules: RuleSet) -> Decision:
    """All rules as one compiled expression, most urgent first."""
    writer = Writer(rules, _Zen(rules))
    text = "0"
    for rung in reversed(ladder(rules)):
        either = " or ".join(writer.written(condition, doubtful=doubtful) for condition, doubtful in rung.conditions)
        text = f"({either}) ? {rung.rank} : ({text})"
    expression = zen.compile_expression(text)
    return lambda symptoms: int(expression.evaluate(symptoms))


class _JsonLogic:
    """Conditions as trees of JSON Logic."""

    def __init__(self, rules: RuleSet) -> None:
        self._implying, self._unasked = _implying(rules), unasked(rules)

    def present(self, finding: str, *, doubtful: bool) -> Any:
        implying = self._implying.get(finding, ())
        # True and "unsure" are the two answers of a flag that JSON Logic takes for true.
        said = [{"var": finding}] if doubtful else [{"===": [{"var": finding}, True]}]
        if doubtful and finding in self._unasked:
            said += [{"var": leaf.finding} for leaf in implying if isinstance(leaf, Present)]
        return self.some([*said, *map(self._leaf, implying)])

    def _leaf(self, leaf: Leaf) -> Any:
        match leaf:
            case Present(flag):
                return {"===": [{"var": flag}, True]}
            case Bound():
                return self.bound(leaf)
            case Chosen():
                return self.chosen(leaf)

    def bound(self, leaf: Bound) -> Any:
        # Null is a number to JSON Logic, so an answer that isn't there has to be told apart.
        return {"and": [{"!==": [{"var": leaf.finding}, None]}, {_SIGNS[leaf.operator]: [{"var": leaf.finding}, leaf.value]}]}

    def chosen(self, leaf: Chosen) -> Any:
        return {"in": [{"var": leaf.finding}, list(leaf.options)]}

    def defined(self, name: str, *, doubtful: bool) -> None:
        return None

    def every(self, members: list[Any]) -> Any:
        return {"and": members}

    def some(self, members: list[Any]) -> Any:
        return members[0] if len(members) == 1 else {"or": members}

    def count(self, number: int, members: list[Any]) -> Any:
        return {">=": [{"+": [{"if": [member, 1, 0]} for member in members]}, number]}


def json_logic(rules: RuleSet) -> Decision:
    """All rules as one tree, most urgent first."""
    writer = Writer(rules, _JsonLogic(rules))
    steps: list[Any] = []
    for rung in ladder(rules):
        steps += [{"or": [writer.written(condition, doubtful=doubtful) for condition, doubtful in rung.conditions]}, rung.rank]
    tree = {"if": [*steps, 0]}
    return lambda symptoms: int(jsonLogic(tree, symptoms))


def _kind(finding: Finding) -> Any:
    """The type of an answer, as strict as the library is."""
    if finding.kind == "flag":
        return StrictBool | Literal["unsure"]
    if finding.kind == "choice":
        return Literal[tuple(option.name for option in finding.options)]
    low, high = finding.limits
    whole = Annotated[StrictInt, Field(ge=low, le=high)]
    return whole if finding.whole else whole | Annotated[StrictFloat, Field(ge=low, le=high)]


def pydantic_model(rules: RuleSet) -> Callable[[Mapping[str, Any]], Any]:
    """Validation into a model, as most apps would write it."""
    fields: dict[str, Any] = {finding.name: (_kind(finding) | None, None) for finding in rules.decisions.findings}
    model: type[BaseModel] = create_model("Symptoms", __config__=ConfigDict(extra="forbid"), **fields)
    return model.model_validate


def pydantic_dict(rules: RuleSet) -> Callable[[Mapping[str, Any]], Any]:
    """Validation into a typed dict, which has no defaults to fill in."""
    fields = {finding.name: _kind(finding) | None for finding in rules.decisions.findings}
    shape = TypedDict("Symptoms", fields, total=False)  # type: ignore[operator]
    shape.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return TypeAdapter(shape).validate_python
