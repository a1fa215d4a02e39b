"""
Tables of shares: for each question how often each kind of invented people gives each answer, with the source of every number.

A CSV file. Its columns are ``finding``, ``of``, ``otherwise``, ``fact``, ``everybody``, one for each kind of people, ``source``
and ``why``. The row ``(people)`` says how many of all people are of each kind. Every other row is of a question, or of a hidden trait whose
name starts with a line: ``everybody`` holds the share, and a kind's own cell what differs for it. A share is the probability of a yes
(``0.03``), bands of a number with their weights (``18-44: 0.6 | 45-90: 0.4``), or options with theirs (``none: 0.9 | unsure: 0.1``);
``[source]`` behind it is a source of its own. ``of`` says what has to be true first, and ``otherwise`` what is answered where it isn't.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from attrs import frozen

from triage.errors import Problem, RuleError
from triage.model.findings import UNSURE
from triage.model.vocabulary import Vocabulary
from triage.names import listed, meant, quoted
from triage.simulation.people import From, Row, conditions

__all__ = ["Shares", "bundled_shares", "measured", "read_shares"]

_BEFORE, _AFTER = ("finding", "of", "otherwise", "fact", "everybody"), ("source", "why")
_PEOPLE = "(people)"
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_BAND = re.compile(rf"({_NUMBER})-({_NUMBER})", re.ASCII)
_SHARE = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)
# Left and right as the leg that hurts, by a trait that the table draws.
_SIDES = ("same", "opposite")


@frozen
class Shares:
    """
    A table of shares.

    Attributes:
        types: The kinds of people, and how many of all people are of each.
        rows: In the order in which they are drawn.
    """

    types: Mapping[str, float]
    rows: tuple[Row, ...]


def bundled_shares(vocabulary: Vocabulary) -> Shares:
    """The table for the bundled rules, as an example. Nearly all of it is assumption."""
    text = files("triage.simulation").joinpath("low-back-pain.csv").read_text("utf-8")
    return read_shares(text, file="low-back-pain.csv", vocabulary=vocabulary)


def measured(rows: tuple[Row, ...]) -> tuple[int, int]:
    """How many shares of a table are from a study, and how many there are."""
    sources = [row.source for row in rows]
    sources += [share.source if isinstance(share, From) else row.source for row in rows for share in row.types.values()]
    return sum(not source.startswith("assum") for source in sources), len(sources)


def read_shares(text: str, *, file: str, vocabulary: Vocabulary) -> Shares:
    """
    Read a table of shares.

    Args:
        text: The CSV, with commas.
        file: Its name, for messages.
        vocabulary: The questions that it may be about.

    Raises:
        RuleError: Lists every fault as ``file:row:column``, with the row and the column by name.
    """
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error:
        rows = []
    reader = _Reader(file, vocabulary, [[cell.strip() for cell in row] for row in rows])
    shares = reader.shares()
    if reader.problems or shares is None:
        raise RuleError(tuple(reader.problems))
    return shares


class _Reader:
    """Reads the rows of a table, and keeps every fault."""

    def __init__(self, file: str, vocabulary: Vocabulary, rows: list[list[str]]) -> None:
        self.file, self.vocabulary, self.rows = file, vocabulary, rows
        self.header = rows[0] if rows else []
        self.problems: list[Problem] = []
        self.drawn: list[str] = []

    def _fault(self, row: int, name: str, message: str) -> None:
        place = self.header.index(name) + 1 if name in self.header else 1
        spot = f"row {row}, column {quoted(name)}" if name else f"row {row}"
        self.problems.append(Problem("bad-table", f"{spot}: {message}", where=f"{self.file}:{row}:{place}", path=(self.file, row, name)))

    def shares(self) -> Shares | None:
        """The whole table; None when its columns aren't those of one."""
        kinds = self.header[len(_BEFORE) : -len(_AFTER)]
        if (*self.header[: len(_BEFORE)], *self.header[-len(_AFTER) :]) != (*_BEFORE, *_AFTER) or not kinds or len({*kinds}) < len(kinds):
            columns = listed([*_BEFORE, "one for each kind of people", *_AFTER], last="and")
            self._fault(1, "", f"the columns of a table of shares are {columns}")
            return None
        cells = {number: row for number, row in enumerate(self.rows[1:], start=2) if any(row)}
        types: dict[str, float] = {}
        found: list[Row] = []
        for number, row in cells.items():
            if len(row) != len(self.header):
                self._fault(number, "", f"it has {len(row)} cells and the first row {len(self.header)}")
            elif row[0] == _PEOPLE:
                types = self._types(number, dict(zip(self.header, row, strict=True)), kinds)
            else:
                found.append(self._row(number, dict(zip(self.header, row, strict=True)), kinds))
        if not types:
            self._fault(1, "finding", f"no row {quoted(_PEOPLE)} says how many of all people are of each kind")
        return Shares(types, tuple(found))

    def _types(self, number: int, cells: Mapping[str, str], kinds: list[str]) -> dict[str, float]:
        wrong = [kind for kind in kinds if not _SHARE.fullmatch(cells[kind]) or not 0 < float(cells[kind]) <= 1]
        for kind in wrong:
            self._fault(number, kind, "must be a share of all people above 0, such as `0.25`")
        return {kind: float(cells[kind]) for kind in kinds if kind not in wrong}

    def _row(self, number: int, cells: Mapping[str, str], kinds: list[str]) -> Row:
        name = cells["finding"]
        if not name.startswith("_") and name not in self.vocabulary.findings:
            near = meant(name, list(self.vocabulary.findings))
            self._fault(number, "finding", f"no question is called {quoted(name)}{near}; a hidden trait starts with a line, `_trait`")
        if name in self.drawn:
            self._fault(number, "finding", f"there is a row of {quoted(name)} already")
        if cells["fact"] not in ("", "yes", "certain"):
            self._fault(number, "fact", "must be empty, `yes` (doesn't cluster) or `certain` (isn't doubted either)")
        if not cells["source"]:
            self._fault(number, "source", "where is it from? say `assumed` where it is from nowhere")
        row = Row(name, None, {}, cells["source"], cells["why"], cells["of"], fact=cells["fact"] or "")  # type: ignore[arg-type]
        for first, _ in conditions(row):
            if first not in self.drawn:
                self._fault(number, "of", f"no row above is of {quoted(first)}{meant(first, self.drawn)}")
        self.drawn.append(name)
        values = {
            column: self._value(number, column, name, cells[column]) for column in ("everybody", "otherwise", *kinds) if cells[column]
        }
        if not cells["everybody"] and any(not cells[kind] for kind in kinds):
            self._fault(number, "everybody", "a share is missing, and not every kind has one of its own")
        return row._replace(
            plain=values.get("everybody"), other=values.get("otherwise"), types={kind: values[kind] for kind in kinds if kind in values}
        )

    def _value(self, number: int, column: str, name: str, cell: str) -> Any:
        """A share as its cell says it."""
        text, _, source = cell.partition("[")
        value, fault = self._parsed(name, text.strip())
        if fault or (source and not source.endswith("]")):
            self._fault(number, column, fault or "the bracket of its source isn't closed")
        return From(value, source[:-1].strip()) if source else value

    def _parsed(self, name: str, text: str) -> tuple[Any, str]:
        finding = self.vocabulary.findings.get(name)
        kind = "flag" if finding is None else finding.kind
        if kind == "flag":
            if _SHARE.fullmatch(text) and float(text) <= 1:
                return float(text), ""
            return 0.0, f"{quoted(text)} must be the share of those who say yes, from 0 to 1"
        parts = list(_weighted(text))
        unweighted = any(weight is None for _, weight in parts)
        if kind == "quantity":
            bands = [(_BAND.fullmatch(key), weight) for key, weight in parts]
            if unweighted or any(band is None for band, _ in bands):
                return None, f"{quoted(text)} must be bands of numbers, such as `18-44: 0.6 | 45-90: 0.4`"
            return [(_number(band[1]), _number(band[2]), weight) for band, weight in bands if band is not None], ""
        if unweighted:
            return None, f"{quoted(text)} must be options with their weights, such as `none: 0.9 | unsure: 0.1`"
        options = [option.name for option in finding.options] if finding is not None else []
        for option, _ in parts:
            if option not in (*options, UNSURE, *_SIDES):
                return None, f"{quoted(name)} has no option {quoted(option)}{meant(option, options)}"
        return dict(parts), ""


def _weighted(text: str) -> Iterator[tuple[str, float | None]]:
    """What stands before each colon, and the weight behind it."""
    for part in text.split("|"):
        key, _, weight = part.rpartition(":")
        yield key.strip(), float(weight) if _SHARE.fullmatch(weight.strip()) else None


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
