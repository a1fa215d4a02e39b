"""
Decision tables: rules as rows of a spreadsheet, a column for each finding, and each row one way to fire.

Rows with the same id are one rule that any of them fires. A cell says what its finding has to be: ``yes`` for a flag or a definition,
bounds such as ``>= 38`` for a quantity, options such as ``left|right`` for a choice; an empty cell asks nothing of it. There is no "no", as
in every rule.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from triage.errors import Problem, RuleError
from triage.model.conditions import All, Bound, Chosen, Condition, Defined, Leaf, Operator, Present
from triage.model.conditions import Any as AnyOf
from triage.model.plain import plain
from triage.model.sound_findings import leaf_problems, unknown
from triage.model.vocabulary import Vocabulary
from triage.names import listed, meant, quoted
from triage.packs.schema import RuleFile
from triage.packs.shapes import shape_problems
from triage.packs.yaml import Document

__all__ = ["CAUSE", "LISTS", "SIGNS", "TEXTS", "TableRule", "read_table"]

# What a table says of a rule beside its condition: texts, and lists with an entry a line.
TEXTS = ("id", "ref", "title", "outcome", "when_unsure", "unsure_because", "decides", "say", "say_unsure", "because")
LISTS = ("suspects", "sources", "limits")
# The folder that a rule is written to; by its first suspect when left out.
CAUSE = "cause"
SIGNS = {">=": Operator.AT_LEAST, ">": Operator.ABOVE, "<=": Operator.AT_MOST, "<": Operator.BELOW}

_NEEDED = ("id", "ref", "title", "outcome", "suspects", "say", "because", "sources", "limits")
_BOUND = re.compile(r"(>=|<=|>|<)\s*(-?[0-9]+(?:\.[0-9]+)?)", re.ASCII)
_LARGEST = 4_000_000
_NO = ("no", "not", "false", "n", "-")


@frozen
class TableRule:
    """
    A rule of a table.

    Attributes:
        id: Its id.
        cause: The folder it is written to.
        rows: For each row the leaves that have to be met together.
        data: What its file says, but for `when` and the cases.
    """

    id: str
    cause: str
    rows: tuple[tuple[Leaf | Defined, ...], ...]
    data: Mapping[str, Any]

    @property
    def when(self) -> Condition:
        """The condition that its rows are."""
        ways: list[Condition] = [row[0] if len(row) == 1 else All(row) for row in self.rows]
        return ways[0] if len(ways) == 1 else AnyOf(tuple(ways))


def read_table(text: str, *, file: str, vocabulary: Vocabulary) -> tuple[TableRule, ...]:
    """
    The rules of a decision table, in the order of their first rows.

    Args:
        text: CSV with commas or semicolons, its first row the names of the columns.
        file: Its name, for messages.
        vocabulary: The findings and definitions that columns may be named after.

    Raises:
        RuleError: Lists every fault as ``file:row:column``, with the row and the column by name.
    """
    reader = _Reader(file, vocabulary, _cells(text, file))
    rules = tuple(reader.rules())
    if reader.problems:
        raise RuleError(tuple(reader.problems))
    return rules


def _cells(text: str, file: str) -> list[list[str]]:
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    try:
        if len(text) > _LARGEST or "\0" in text:
            raise csv.Error
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True))
    except csv.Error:
        message = "this can't be read as CSV: a quote isn't closed, or it is too large; save the table as CSV again"
        raise RuleError((Problem("bad-table", message, where=f"{file}:1:1", path=(file,)),)) from None
    return [[cell.strip() for cell in row] for row in rows]


class _Reader:
    """Reads the rows of a table, and keeps every fault."""

    def __init__(self, file: str, vocabulary: Vocabulary, rows: list[list[str]]) -> None:
        self.file, self.vocabulary = file, vocabulary
        self.problems: list[Problem] = []
        self.header = rows[0] if rows else []
        self.rows = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
        self._columns()

    def _columns(self) -> None:
        known = [*TEXTS, *LISTS, CAUSE, *self.vocabulary.findings, *self.vocabulary.definitions]
        for place, name in enumerate(self.header):
            if name in self.header[:place]:
                self._fault(1, place, "there are two columns of this name")
            elif name not in known:
                alias = name in self.vocabulary.aliases
                near = (
                    unknown(name, (name,), self.vocabulary).message if alias else f"no finding, and nothing of a rule{meant(name, known)}"
                )
                self._fault(1, place, near)
        if missing := [name for name in _NEEDED if name not in self.header]:
            self._fault(1, 0, f"the table has no column {listed(missing, last='and')}")
        if not self.rows:
            self._fault(1, 0, "the table has no row below the names of its columns")

    def _fault(self, row: int, place: int, message: str, *, code: str = "bad-table") -> None:
        name = self.header[place] if place < len(self.header) else ""
        spot = f"row {row}, column {quoted(name)}" if name else f"row {row}"
        self.problems.append(Problem(code, f"{spot}: {message}", where=f"{self.file}:{row}:{place + 1}", path=(self.file, row, name)))

    def rules(self) -> Iterator[TableRule]:
        """Each rule of the table; what is wrong is among the problems."""
        if self.problems:
            return
        groups: dict[str, list[tuple[int, dict[str, str]]]] = {}
        for number, row in self.rows:
            if len(row) != len(self.header):
                self._fault(number, min(len(row), len(self.header)), f"it has {len(row)} cells and the first row {len(self.header)}")
                continue
            cells = dict(zip(self.header, row, strict=True))
            if not cells["id"]:
                self._fault(number, self.header.index("id"), "every row says of which rule it is")
                continue
            groups.setdefault(cells["id"], []).append((number, cells))
        for id, rows in groups.items():
            data = self._data(rows)
            ways = tuple(self._way(number, cells) for number, cells in rows)
            self._shape(rows[0][0], {**data, "when": plain(ways[0][0]) if ways[0] else "x"})
            yield TableRule(id, rows[0][1].get(CAUSE) or _folder(data.get("suspects", [])), ways, data)

    def _data(self, rows: list[tuple[int, dict[str, str]]]) -> dict[str, Any]:
        """What the first row says of the rule; further ones repeat it or leave it out."""
        first, said = rows[0]
        for number, cells in rows[1:]:
            for name in (*TEXTS, *LISTS, CAUSE):
                if cells.get(name) and cells[name] != said[name]:
                    self._fault(number, self.header.index(name), f"row {first} says something else of the same rule; leave it empty here")
        data: dict[str, Any] = {name: said[name] for name in TEXTS if said.get(name)}
        data |= {name: [line.strip() for line in said[name].splitlines() if line.strip()] for name in LISTS if said.get(name)}
        data["sources"] = [_citation(line) for line in data.get("sources", [])]
        return data

    def _shape(self, row: int, data: dict[str, Any]) -> None:
        """Faults of what stands beside the condition, by the same shape that rule files have."""
        case = {"name": "-", "given": {}, "expect": "open"}
        document = Document(self.file, {**data, "cases": [case]}, {}, ())
        for problem in shape_problems(document, RuleFile):
            name = str(problem.path[0])
            if name != "when":
                self._fault(row, self.header.index(name) if name in self.header else 0, problem.message, code=problem.code)

    def _way(self, number: int, cells: Mapping[str, str]) -> tuple[Leaf | Defined, ...]:
        """What one row asks for together."""
        found: list[Leaf | Defined] = []
        asked = [name for name in self.header if name in self.vocabulary.findings or name in self.vocabulary.definitions]
        for name in asked:
            if not cells[name]:
                continue
            place = self.header.index(name)
            leaves, fault = self._leaves(name, cells[name])
            faults = [(fault, "bad-table")] if fault else [(each.message, each.code) for leaf in leaves for each in self._unfit(leaf)]
            for message, code in faults:
                self._fault(number, place, message, code=code)
            found += leaves
        if not any(cells[name] for name in asked):
            self._fault(number, 0, "no finding is asked for, so everybody would meet it")
        return tuple(found)

    def _unfit(self, leaf: Leaf | Defined) -> Sequence[Problem]:
        return list(leaf_problems(leaf, ("when",), self.vocabulary))

    def _leaves(self, name: str, cell: str) -> tuple[list[Leaf | Defined], str]:
        """What a cell asks of its finding, or what is wrong with it."""
        finding = self.vocabulary.findings.get(name)
        kind = "flag" if finding is None else finding.kind
        if cell.lower() in _NO:
            return [], "there is no `no` in a table: if an answer could switch a rule off, a red flag could be talked away; leave it empty"
        if kind == "flag":
            if cell.lower() != "yes":
                return [], f"{quoted(cell)} must be `yes`, or empty where it doesn't matter"
            return [Present(name) if finding is not None else Defined(name)], ""
        if kind == "choice":
            return [Chosen(name, tuple(option.strip() for option in cell.split("|")))], ""
        bounds = [_BOUND.fullmatch(part.strip()) for part in cell.split(" and ")]
        read = [Bound(name, SIGNS[each[1]], _number(each[2])) for each in bounds if each is not None]
        if len(read) < len(bounds):
            return [], f"{quoted(cell)} must be a bound such as `>= 38` or `< 36.5`; two are joined by ` and `"
        return [*read], ""


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _citation(line: str) -> dict[str, str]:
    """A source as one line says it: its id, the grade, and where in it."""
    id, _, rest = line.partition(" ")
    grade, _, where = rest.strip().partition(" ")
    return {"id": id, "grade": grade} | ({"where": where.strip()} if where.strip() else {})


def _folder(suspects: Sequence[str]) -> str:
    """The folder of a rule that names none."""
    return re.sub(r"[^a-z0-9]+", "-", suspects[0].lower()).strip("-") or "rules" if suspects else "rules"
