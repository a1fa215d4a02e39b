"""
Rule files as data, read strictly, with the place of everything.

YAML has more ways to say a thing than a reviewer can know: `no` is false, `12:30` is 750, a key given twice silently wins.
None of that gets through. What is left is maps, lists, text, plain decimal numbers, true and false.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import yaml
from attrs import define, field, frozen

from triage.errors import Problem
from triage.model.conditions import Path
from triage.names import hidden_in, quoted
from triage.packs.walking import Unreadable, bytes_of

__all__ = ["Document", "read_file", "read_text"]

_LARGEST = 1_000_000
_DEEPEST = 32

# At most 15 digits, so that a number is what it says: not infinite, not another one nearby.
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"(?=[-.0-9]{1,17}$)-?(0|[1-9][0-9]*)\.[0-9]+")
_TIME = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+]?[0-9][0-9_]*(:[0-9]{1,2})+(\.[0-9]*)?")
_ODD_NUMBER = re.compile(
    r"[-+]?(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|[0-9][0-9_]*\.?[0-9_]*([eE][-+]?[0-9]+)?)"
    r"|[-+]?(\.[0-9_]+|\.(inf|Inf|INF))|\.(nan|NaN|NAN)"
)
_BOOLEAN_WORDS = frozenset(
    form for word in ("yes", "no", "on", "off", "y", "n", "true", "false") for form in (word, word.title(), word.upper())
)
_NULL_WORDS = frozenset(["", "~", "null", "Null", "NULL"])


@frozen
class Document:
    """
    One file, read.

    Attributes:
        file: Its path, as given.
        data: What it says; None when it can't be read.
        places: Line and column, counted from 1, by path into the data.
        problems: Every fault of reading.
    """

    file: str
    data: Any
    places: dict[Path, tuple[int, int]]
    problems: tuple[Problem, ...]

    def place(self, path: Path) -> str:
        """Where a path stands, or the nearest part of it that was written: ``file:line:column``."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return f"{self.file}:{line}:{column}"


@define
class _Open:
    """A map or list that is being read."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    keys: dict[str, int] = field(factory=dict)


def read_file(file: FilePath, *, shown: str) -> Document:
    """Read one YAML file; what is wrong with it is in the document's problems."""
    try:
        raw = bytes_of(file, largest=_LARGEST, what="a rule file")
    except Unreadable as reason:
        return _unread(shown, str(reason))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _unread(shown, "the file isn't UTF-8; save it as UTF-8", line=line)
    return _Reader(shown, text).document()


def read_text(text: str, *, shown: str) -> Document:
    """Read what is to become a YAML file, as strictly as if it were one."""
    if len(text.encode()) > _LARGEST:
        return _unread(shown, f"the file would have more than {_LARGEST:,} bytes, which is the most that a rule file has")
    return _Reader(shown, text).document()


def _unread(file: str, message: str, *, line: int = 1, column: int = 1) -> Document:
    problem = Problem("unreadable", message, where=f"{file}:{line}:{column}", path=(file,))
    return Document(file, None, {}, (problem,))


class _Reader:
    """Builds the data from the parser's events, and notes every fault on the way."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.places: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.root: Any = None
        self.documents = 0
        self.path: Path = ()

    def document(self) -> Document:
        # YAML breaks a line at more characters than editors and comparisons do: what follows one would look like a comment.
        text = self.text.replace("\r\n", " \n")
        forbidden = hidden_in(text)
        if forbidden is None:
            self._read()
        else:
            before = text[: forbidden.start()]
            place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
            self._fault(place, f"{_named(forbidden[0])} is not allowed; take it away")
        if not self.problems and self.documents == 0:
            self._fault((1, 1), "the file is empty")
        return Document(self.file, None if self.problems else self.root, self.places, tuple(self.problems))

    def _read(self) -> None:
        try:
            for event in self._events():
                if not self._take(event):
                    break
        except yaml.YAMLError as error:
            self._syntax(error)

    def _events(self) -> Iterator[Any]:
        # The parser in C is an order of magnitude faster; where PyYAML was built without it, the same events come slower.
        return yaml.parse(self.text, Loader=getattr(yaml, "CLoader", yaml.Loader))

    def _fault(self, place: tuple[int, int], message: str) -> None:
        self.problems.append(Problem("unreadable", message, where=f"{self.file}:{place[0]}:{place[1]}", path=(self.file,)))

    def _syntax(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = self.text.splitlines()
        line = lines[place[0] - 1] if place[0] <= len(lines) else ""
        if "\t" in line[: place[1]]:
            self._fault(place, "a tab can't indent or separate; use spaces")
        else:
            reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it isn't YAML"
            since = getattr(error, "context_mark", None)
            start = f"; what isn't finished starts in line {since.line + 1}" if since and since.line + 1 < place[0] else ""
            self._fault(place, f"can't be read: {reason}{start}")

    def _take(self, event: Any) -> bool:
        """Take in one event; False stops the reading."""
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            return self._node(event, place)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._fault(place, "a second document starts here; one file holds one")
                return False
        elif isinstance(event, yaml.AliasEvent):
            # A merge was faulted at its key.
            if not (self.stack and self.stack[-1].key == "<<"):
                alias = quoted(f"*{event.anchor}")
                self._fault(place, f"an alias ({alias}) is not allowed; write it out, so that a reviewer sees it here")
            self._add("", place)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()
        return True

    def _node(self, event: Any, place: tuple[int, int]) -> bool:
        if event.anchor is not None:
            anchor = quoted(f"&{event.anchor}")
            self._fault(place, f"an anchor ({anchor}) is not allowed; write it out where it is needed")
        if event.tag is not None:
            tag = quoted(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._fault(place, f"a tag ({tag}) is not allowed; there are only maps, lists, text, numbers, true and false")
        if isinstance(event, yaml.ScalarEvent):
            if hidden := hidden_in(event.value):
                # Quoted, it can be written with an escape.
                self._fault(place, f"{_named(hidden[0])} is not allowed in text, escaped neither; take it away")
            plain = event.style in (None, "") and event.tag is None and not (event.value == "on" and self._at_key())
            self._add(self._scalar(event.value, place) if plain else event.value, place, written=event.value)
            return True
        if len(self.stack) >= _DEEPEST:
            self._fault(place, f"nested deeper than {_DEEPEST} levels; nobody could review it")
            return False
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._add(value, place)
        self.stack.append(_Open(value, self.path))
        return True

    def _at_key(self) -> bool:
        """Whether a key comes next. As a key, `on` is a word of the rule language: the day of a review."""
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _add(self, value: Any, place: tuple[int, int], *, written: str = "") -> None:
        """Put a value, or a key, where the reading stands."""
        if not self.stack:
            self.root = value
            self.places[()] = place
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            self.path = (*top.path, len(top.value))
            top.value.append(value)
        elif top.key is None:
            self._key(top, value, place, written)
            return
        else:
            self.path = (*top.path, top.key)
            top.value[top.key] = value
            top.key = None
            # Keep the place of the key: that is what an author looks for.
            return
        self.places[self.path] = place

    def _key(self, top: _Open, key: Any, place: tuple[int, int], written: str) -> None:
        if not isinstance(key, str):
            self._fault(place, f"a key must be text; quote {quoted(written)} if it is meant" if written else "a key must be text")
            key = written
        if key == "<<":
            self._fault(place, "a merge key (`<<`) is not allowed; write it out")
        if key in top.keys:
            self._fault(place, f"{quoted(key)} is given twice; the first is in line {top.keys[key]}")
        top.keys.setdefault(key, place[0])
        top.key = key
        self.places.setdefault((*top.path, key), place)

    def _scalar(self, text: str, place: tuple[int, int]) -> Any:
        """What an unquoted scalar says; everything that YAML would turn into something unexpected is refused."""
        if text in ("true", "false"):
            return text == "true"
        if text in _BOOLEAN_WORDS:
            self._fault(place, f"YAML reads {quoted(text)} as true or false; write `true` or `false`, or quote the word")
        elif text in _NULL_WORDS:
            what = quoted(text) if text else "an empty value"
            self._fault(place, f"{what} says nothing; leave the key out, or quote the word if it is meant")
        elif not text[0].isalpha():
            # No number, date or time starts with a letter, and nearly everything else does.
            return self._number(text, place)
        return text

    def _number(self, text: str, place: tuple[int, int]) -> Any:
        """What an unquoted scalar says that may be a number."""
        if _WHOLE.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        if _TIME.fullmatch(text):
            self._fault(place, f"YAML reads {quoted(text)} as a date or a time; quote it")
        elif _ODD_NUMBER.fullmatch(text):
            cure = "write it as one of at most 15 digits, such as 38.0, or quote it"
            self._fault(place, f"{quoted(text)} isn't a plain decimal number; {cure}")
        return text


def _named(character: str) -> str:
    """A character that people don't see, by its number."""
    kind = "a control character" if unicodedata.category(character) == "Cc" else "a hidden character"
    return f"{kind} (U+{ord(character):04X})"
