"""Visits and records in SQLite. Records are written once, and never changed."""

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from triage import Answer, __version__

__all__ = ["Record", "Store", "Visit"]

_TABLES = """
create table if not exists visits (id text primary key, answers text not null, passed text not null);
create table if not exists records (id text primary key, stored text not null, library text not null, assessment text not null);
create trigger if not exists records_stay before update on records begin select raise(abort, 'a record is never changed'); end;
"""


@dataclass
class Visit:
    """An interview that is going on: the answers so far, and the screens that the person went past."""

    id: str
    answers: dict[str, Answer] = field(default_factory=dict[str, Answer], repr=False)
    passed: list[str] = field(default_factory=list[str], repr=False)


@dataclass(frozen=True)
class Record:
    """What somebody was told, on which answers, by which rules; when, and by which version of the library."""

    id: str
    stored: str
    library: str
    assessment: dict[str, Any] = field(repr=False)


class Store:
    """All that the app remembers."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as database:
            database.executescript(_TABLES)

    def begin(self) -> Visit:
        """A new visit, under a name that nobody can guess: whoever has it reads the answers."""
        visit = Visit(secrets.token_urlsafe(24))
        with self._open() as database:
            database.execute("insert into visits values (?, ?, ?)", (visit.id, "{}", "[]"))
        return visit

    def visit(self, id: str) -> Visit | None:
        """A visit that is going on."""
        with self._open() as database:
            row = database.execute("select answers, passed from visits where id = ?", (id,)).fetchone()
        return Visit(id, json.loads(row[0]), json.loads(row[1])) if row else None

    def save(self, visit: Visit) -> None:
        """Keep what is known of a visit now."""
        with self._open() as database:
            values = (json.dumps(visit.answers), json.dumps(visit.passed), visit.id)
            database.execute("update visits set answers = ?, passed = ? where id = ?", values)

    def finish(self, visit: Visit, assessment: dict[str, Any]) -> str:
        """Keep the record of a visit for good, and forget the visit; the same name leads to both."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._open() as database:
            database.execute("insert into records values (?, ?, ?, ?)", (visit.id, now, __version__, json.dumps(assessment)))
            database.execute("delete from visits where id = ?", (visit.id,))
        return visit.id

    def record(self, id: str) -> Record | None:
        """A record."""
        with self._open() as database:
            row = database.execute("select stored, library, assessment from records where id = ?", (id,)).fetchone()
        return Record(id, row[0], row[1], json.loads(row[2])) if row else None

    def check(self) -> None:
        """Raise what keeps the app from writing."""
        with self._open() as database:
            database.execute("begin immediate")
            database.rollback()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # A connection each time: SQLite's may not be shared by threads, and opening one takes well under a millisecond.
        with closing(sqlite3.connect(self.path, timeout=10)) as database, database:
            yield database
