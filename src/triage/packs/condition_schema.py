"""
The shapes of conditions and of the plain values in rule files.

A union is tagged by its key, so that one fault gives one error and not one for each shape that it might have been.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, NoReturn, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, StringConstraints, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from triage.model.outcome import Outcome, Timeframe
from triage.names import DATE, ID, NAME, REF, VERSION, VERSIONS, meant, quoted

__all__ = [
    "NEGATIONS",
    "AnswerShape",
    "ConditionShape",
    "Date",
    "Id",
    "Name",
    "Number",
    "OutcomeText",
    "Pair",
    "Ref",
    "Shape",
    "Text",
    "Version",
    "fail",
]

_OUTCOME = "^(none-found|emergency at-once|(stop|seek-care|emergency) (fortnight|week|days|today|now))$"

_JOINING = ("all", "any", "at_least")

NEGATIONS = ("none", "not", "is_not", "unless", "except", "neither", "without")


def fail(code: str, message: str) -> NoReturn:
    """Refuse a value with one error of our own words."""
    # Braces would be read as fields of a template.
    raise PydanticCustomError(code, "{message}", {"message": message})


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        fail("not-a-number", "must be a number, written without quotes")
    return value


def _answer(value: Any) -> Any:
    if not isinstance(value, bool | int | float | str):
        fail("not-an-answer", "an answer is true, false, unsure, a number or an option")
    return value


def _outcome(value: Any) -> Any:
    try:
        Outcome.parse(value)
    except (ValueError, AttributeError):
        if isinstance(value, str) and value.endswith(f" {Timeframe.AT_ONCE}"):
            fail("bad-outcome", "must be less urgent; only an emergency is `at-once`, for which an ambulance is called")
        fail(
            "bad-outcome",
            "must be a level (`stop`, `seek-care`, `emergency`) and a timeframe (`fortnight`, `week`, `days`, `today`, `now`, and for an "
            "emergency `at-once`), such as `seek-care today`",
        )
    return value


def _day(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        fail("no-day", f"there is no day {quoted(value)}")
    return value


def _negation(value: Any) -> NoReturn:
    word = next((key for key in value if key in NEGATIONS), "not") if isinstance(value, dict) else "false"
    fail(
        "negation",
        f"there is no `{word}` here: if an answer could switch a rule off, a red flag could be talked away; "
        "put the exception into the question (newly, since this began)",
    )


def _shapeless(value: Any) -> NoReturn:
    fail(
        "not-a-condition",
        "a condition is the name of a flag or definition, or a map with one key: `all`, `any`, `at_least`, a quantity or a choice",
    )


def _misjoined(value: Any) -> NoReturn:
    key = str(*value)
    fail("not-a-condition", f"{quoted(key)} doesn't join conditions; `all`, `any` and `at_least` do{meant(key, _JOINING)}")


def _limitless(value: Any) -> NoReturn:
    if value is False or (isinstance(value, dict) and any(key in NEGATIONS for key in value)):
        _negation(value)
    if isinstance(value, list):
        fail("not-a-limit", "a list of options stands under `is`, a list of conditions under `all`, `any` or `at_least`")
    fail(
        "not-a-limit",
        "a quantity takes one of `at_least`, `above`, `at_most`, `below` and a number; a choice takes `is` and a list of options; "
        "a flag stands alone",
    )


Name: TypeAlias = Annotated[str, StringConstraints(pattern=NAME, max_length=60)]
Id: TypeAlias = Annotated[str, StringConstraints(pattern=ID, max_length=60)]
Ref: TypeAlias = Annotated[str, StringConstraints(pattern=REF)]
Text: TypeAlias = Annotated[str, StringConstraints(min_length=1)]
Date: TypeAlias = Annotated[str, StringConstraints(pattern=DATE), AfterValidator(_day)]
Version: TypeAlias = Annotated[str, StringConstraints(pattern=VERSION)]
Versions: TypeAlias = Annotated[str, StringConstraints(pattern=VERSIONS)]
Number: TypeAlias = Annotated[Any, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
AnswerShape: TypeAlias = Annotated[Any, BeforeValidator(_answer), WithJsonSchema({"type": ["boolean", "number", "string"]})]
OutcomeText: TypeAlias = Annotated[
    Any,
    BeforeValidator(_outcome),
    WithJsonSchema(
        {"type": "string", "pattern": "^(none-found|emergency at-once|(stop|seek-care|emergency) (fortnight|week|days|today|now))$"}
    ),
]
Pair: TypeAlias = Annotated[list[Number], Field(min_length=2, max_length=2)]


class Shape(BaseModel):
    # Most commands check a few of the shapes, and building a validator for each takes longer than reading a pack.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def _limit_tag(value: Any) -> str:
    keys = list(value) if isinstance(value, dict) else []
    if keys == ["is"]:
        return "<is>"
    return "<bound>" if len(keys) == 1 and keys[0] in ("at_least", "above", "at_most", "below") else "<limitless>"


class Is(Shape):
    """A choice held against some of its options."""

    options: list[Name] = Field(alias="is", min_length=1)


Limit: TypeAlias = Annotated[
    Annotated[Is, Tag("<is>")]
    | Annotated[dict[Literal["at_least", "above", "at_most", "below"], Number], Tag("<bound>")]
    | Annotated[Any, BeforeValidator(_limitless), Tag("<limitless>")],
    Discriminator(_limit_tag),
]


def _condition_tag(value: Any) -> str:
    if isinstance(value, str):
        return "<name>"
    keys = list(value) if isinstance(value, dict) else []
    if any(key in NEGATIONS for key in keys):
        return "<negation>"
    if len(keys) != 1:
        return "<shapeless>"
    if keys[0] in _JOINING:
        return f"<{keys[0]}>"
    inside = value[keys[0]]
    joins = isinstance(inside, list) or (isinstance(inside, dict) and "of" in inside)
    return "<misjoined>" if joins and meant(keys[0], _JOINING) else "<answer>"


class All(Shape):
    """Every member holds."""

    all: list[ConditionShape] = Field(min_length=1)


class AnyOf(Shape):
    """One member or more holds."""

    any: list[ConditionShape] = Field(min_length=1)


class Counted(Shape):
    """At least so many of these members hold."""

    count: int
    of: list[ConditionShape] = Field(min_length=1)


class AtLeast(Shape):
    """At least so many members hold."""

    at_least: Counted


ConditionShape: TypeAlias = Annotated[
    Annotated[Name, Tag("<name>")]
    | Annotated[All, Tag("<all>")]
    | Annotated[AnyOf, Tag("<any>")]
    | Annotated[AtLeast, Tag("<at_least>")]
    | Annotated[dict[Name, Limit], Tag("<answer>")]
    | Annotated[Any, BeforeValidator(_negation), Tag("<negation>")]
    | Annotated[Any, BeforeValidator(_misjoined), Tag("<misjoined>")]
    | Annotated[Any, BeforeValidator(_shapeless), Tag("<shapeless>")],
    Discriminator(_condition_tag),
]
