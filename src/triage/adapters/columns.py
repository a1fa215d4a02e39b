"""
A rule set as expressions over columns, for no library in particular: what each cell says, and which rules that fires.

The expressions are true or false and never null, and two of different kinds are never equal. `frames` writes them for data frames and
`sql` as text, so the two mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from attrs import frozen

from triage.engine.compiler import program_of
from triage.engine.scales import Scale
from triage.errors import Problem
from triage.model.ruleset import RuleSet
from triage.names import meant, quoted

__all__ = [
    "ALWAYS",
    "NEVER",
    "PER_MASK",
    "UNSETTLED",
    "AllOf",
    "AnyOf",
    "Cell",
    "Counted",
    "Expression",
    "Given",
    "Holds",
    "Kind",
    "Not",
    "Open",
    "Plan",
    "Says",
    "Spans",
    "Spoilt",
    "finding_of",
    "sort_columns",
]

# The sign of a 64-bit integer is left alone.
PER_MASK = 63
# Of a row of which only `evaluate` can tell whether critical questions are open.
UNSETTLED = "__triage_unsettled"
_UNSURE_COLUMN = "__unsure"

# How a column holds its cells: true or false, text, numbers, nothing at all, or what no finding takes.
Kind: TypeAlias = Literal["boolean", "text", "number", "null", "other"]


class Cell(NamedTuple):
    """
    A column that holds answers.

    Attributes:
        column: Its name.
        finding: The name or alias of the finding it answers.
        kind: How it holds them.
        words: The text it takes; none where it holds no text.
        scale: The numbers it takes; None where it holds none.
        number: For a column that says who isn't sure of a number, the column of the numbers, where there is one.
        unusable: Whether it holds what the finding never takes, so that every cell is refused.
    """

    column: str
    finding: str
    kind: Kind
    words: tuple[str, ...] = ()
    scale: Scale | None = None
    number: str = ""
    unusable: bool = False

    @property
    def refuses(self) -> bool:
        """Whether it may hold a cell that can't be used."""
        return self.unusable or bool(self.words) or self.scale is not None or bool(self.number)


@frozen(cache_hash=True)
class Says:
    """A cell says one of these words; true and false are `yes` and `no`."""

    column: str
    words: tuple[str, ...]


@frozen(cache_hash=True)
class Spans:
    """A cell holds a number between two others; the ends are in or out."""

    column: str
    low: int | float
    has_low: bool
    high: int | float
    has_high: bool


@frozen(cache_hash=True)
class Given:
    """A cell holds an answer that its finding takes."""

    column: str


@frozen(cache_hash=True)
class Spoilt:
    """A cell is refused."""

    column: str


@frozen(cache_hash=True)
class Not:
    """A part is false."""

    part: Expression


@frozen(cache_hash=True)
class Holds:
    """What stands under this name in the plan is true."""

    name: str


@frozen(cache_hash=True)
class AllOf:
    """Every part is true."""

    parts: tuple[Expression, ...]


@frozen(cache_hash=True)
class AnyOf:
    """One part is true; of no parts, never."""

    parts: tuple[Expression, ...]


@frozen(cache_hash=True)
class Counted:
    """So many parts are true, or more."""

    least: int
    parts: tuple[Expression, ...]


Expression: TypeAlias = Says | Spans | Given | Spoilt | Not | Holds | AllOf | AnyOf | Counted
NEVER = AnyOf(())
ALWAYS = AllOf(())


class Open(NamedTuple):
    """
    What the open questions could still bring.

    Attributes:
        steps: What it looks at, by name, beside the steps of the plan.
        reached: For each rank, whether the open questions could bring it, the most urgent first.
        raising: For each rank, whether an open critical finding could bring it: where the outcome is less urgent, the row isn't complete.
        unsettled: The same, where only `evaluate` can tell.
    """

    steps: tuple[Mapping[str, Expression], ...]
    reached: Mapping[int, Expression]
    raising: Mapping[int, Expression]
    unsettled: Mapping[int, Expression]


class Plan(NamedTuple):
    """
    What to work out for every row, in this order.

    Attributes:
        cells: The columns that are read.
        kinds: How each of them holds its cells.
        steps: What several rules look at, by name; those of the second step look at those of the first.
        sure: For each rule, whether it holds with every unsure read as no.
        doubt: For each rule, whether it holds with some reading of the unsure ones, whether or not it does without.
        ranks: For each rule, the rank of its outcome when sure and when in doubt.
        refs: For each rule, its short code, or its id where it has none.
        open: What the open questions could still bring; None where nobody asked.
    """

    cells: tuple[Cell, ...]
    kinds: Mapping[str, Kind]
    steps: tuple[Mapping[str, Expression], ...]
    sure: tuple[Expression, ...]
    doubt: tuple[Expression, ...]
    ranks: tuple[tuple[int, int], ...]
    refs: tuple[str, ...]
    open: Open | None = None

    @property
    def masks(self) -> int:
        """How many whole numbers hold one bit for each rule."""
        return max(1, -(-len(self.sure) // PER_MASK))


def sort_columns(columns: Iterable[str], rules: RuleSet, keep: Iterable[str] = ()) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The columns that hold answers, and a problem for each other one that isn't in `keep`."""
    entries = program_of(rules).entries
    kept = set(keep)
    found, problems = [], []
    for column in columns:
        if finding_of(column, rules):
            found.append(column)
        elif column not in kept:
            message = f"unknown column {quoted(column)}{meant(column, list(entries))}; name it in `keep` to pass it through"
            problems.append(Problem("unknown-column", message, where=quoted(column)[1:-1]))
    return tuple(found), tuple(problems)


def finding_of(column: str, rules: RuleSet) -> str | None:
    """The name or alias of the finding that a column answers; None where it answers none."""
    program = program_of(rules)
    if column in program.entries:
        return column
    name = column.removesuffix(_UNSURE_COLUMN)
    return name if name != column and name in program.scales and name in program.unsurable else None
