"""
The form of built files: what plain data must be before they are read as a rule set.

It is the model's own: each entry of each class by its type, names by their grammar. What has this form can be read; whether it also
means something is looked into afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from triage.errors import Problem
from triage.model import conditions, findings, outcome, rules, words
from triage.model.conditions import Operator, Path
from triage.model.outcome import Outcome
from triage.model.rules import Content
from triage.model.words import Review
from triage.names import DATE, ID, NAME, REF, VERSION, hidden_in, quoted

__all__ = ["form_problems", "review_problems"]

# As in rule files: numbers of at most 15 digits, names of at most 60 characters, 32 levels.
_LARGEST, _LONGEST, _DEEPEST = 10**15, 60, 32

_GRAMMAR: Mapping[tuple[str, str], str] = {
    ("Citation", "id"): ID,
    ("Definition", "name"): NAME,
    ("Finding", "aliases"): NAME,
    ("Finding", "group"): ID,
    ("Finding", "name"): NAME,
    ("Group", "name"): ID,
    ("Implication", "flags"): NAME,
    ("Line", "finding"): NAME,
    ("Option", "name"): NAME,
    ("Pack", "date"): DATE,
    ("Pack", "name"): ID,
    ("Pack", "version"): VERSION,
    ("Panel", "below"): ID,
    ("Panel", "id"): ID,
    ("Review", "on"): DATE,
    ("Review", "pack"): ID,
    ("Review", "rule"): ID,
    ("Rule", "id"): ID,
    ("Rule", "ref"): REF,
    ("Source", "evidence_read"): DATE,
    ("Source", "id"): ID,
}


# What has no default, and is left out all the same where nothing is in it.
_EMPTY = frozenset(
    {
        ("Case", "given"),
        ("Content", "definitions"),
        ("Content", "rules"),
        ("Figure", "rules"),
        ("FindingCase", "expect"),
        ("Vignette", "given"),
    }
)


def form_problems(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Every way in which plain data hasn't the form of a rule set; beside its entries it has a stamp and a format."""
    stamp = document.get("stamp")
    marked = isinstance(stamp, dict) and all(isinstance(stamp.get(key), str) for key in ("name", "version", "digest"))
    found = [] if marked else [_problem(("stamp",), "must be a map with name, version and digest")]
    return (*found, *_made({key: each for key, each in document.items() if key != "stamp"}, Content, ()))


def review_problems(document: Any) -> tuple[Problem, ...]:
    """Every way in which plain data haven't the form of the reviews of a rule set."""
    if not isinstance(document, dict) or document.keys() != {"review", "digest", "reviews"}:
        return (_problem(("reviews",), "must be a map with review, digest and reviews"),)
    texts = [fault for key in ("review", "digest") for fault in _text(document[key], "", (key,))]
    return (*texts, *_valued(document["reviews"], tuple[Review, ...], ("reviews",)))


def _problem(path: Path, message: str) -> Problem:
    where = "/".join(quoted(str(step))[1:-1] for step in path)
    return Problem("bad-bundle", f"this is no rule set that `triage build` wrote: {message}", where=where, path=path or ("",))


def _made(value: Any, kind: type, path: Path) -> Iterator[Problem]:
    """A value of a class of the model."""
    if not isinstance(value, dict):
        yield _problem(path, "must be a map")
        return
    known = {each.name: each.default for each in fields(kind)}
    hints = _hints(kind)
    for name, default in known.items():
        if name not in value and default is NOTHING and (kind.__name__, name) not in _EMPTY:
            yield _problem((*path, name), "is missing")
    for key, each in value.items():
        if key not in known:
            yield _problem((*path, key), "doesn't belong here")
        else:
            yield from _valued(each, hints[key], (*path, key), grammar=_GRAMMAR.get((kind.__name__, key), ""))


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    """The types of a class's entries. Some of the modules name their classes for type checkers alone."""
    known: dict[str, Any] = {}
    for module in (conditions, findings, outcome, words, rules):
        known |= vars(module)
    return get_type_hints(kind, globalns=known)


def _valued(value: Any, hint: Any, path: Path, *, grammar: str = "") -> Iterator[Problem]:
    """A value of any type that the model has."""
    origin, members = get_origin(hint), tuple(each for each in get_args(hint) if each is not NoneType)
    if origin in (UnionType, Union) and len(members) == 1:
        # What isn't there is left out, and never written as null.
        yield from _valued(value, members[0], path, grammar=grammar)
    elif origin is tuple:
        yield from _listed(value, members, path, grammar)
    elif conditions.Present in members or hint is conditions.Present:
        yield from _condition(value, path)
    elif origin in (UnionType, Union):
        if not any(_is(value, member) for member in members):
            yield _problem(path, "must be a number of at most 15 digits, true, false or text, as its key takes it")
        elif isinstance(value, str):
            yield from _text(value, grammar, path)
    elif origin is Literal:
        if value not in members:
            yield _problem(path, f"must be one of {', '.join(map(str, members))}")
    elif hint is Outcome:
        yield from _outcome(value, path)
    elif has(hint):
        yield from _made(value, hint, path)
    elif hint is str:
        yield from _text(value, grammar, path)
    elif not _is(value, hint):
        yield _problem(path, "must be true or false" if hint is bool else "must be a whole number")


def _is(value: Any, hint: Any) -> bool:
    """Whether a value is of this plain type, a yes never a number; none is infinite or longer than any in a rule file."""
    return type(value) is hint and (hint not in (int, float) or abs(value) < _LARGEST)


def _listed(value: Any, members: tuple[Any, ...], path: Path, grammar: str) -> Iterator[Problem]:
    many = members[-1] is Ellipsis
    if not isinstance(value, list) or not (many or len(value) == len(members)):
        yield _problem(path, "must be a list" if many else f"must be a list of {len(members)}")
        return
    for place, each in enumerate(value):
        yield from _valued(each, members[0] if many else members[place], (*path, place), grammar=grammar)


def _text(value: Any, grammar: str, path: Path) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _problem(path, "must be text")
    elif hidden_in(value):
        yield _problem(path, "has a character in it that nobody sees")
    elif grammar and not (len(value) <= _LONGEST and re.fullmatch(grammar, value)):
        yield _problem(path, f"is {quoted(value)}, and may not be spelt so")
    elif grammar == DATE and not _checked(date.fromisoformat, value):
        yield _problem(path, f"is {quoted(value)}, and there is no such day")


def _checked(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def _outcome(value: Any, path: Path) -> Iterator[Problem]:
    if not (isinstance(value, str) and _checked(Outcome.parse, value)):
        yield _problem(path, "must be an outcome, such as `seek-care today`")


def _condition(value: Any, path: Path, depth: int = 0) -> Iterator[Problem]:
    if isinstance(value, str):
        yield from _text(value, NAME, path)
        return
    if not (isinstance(value, dict) and len(value) == 1) or depth > _DEEPEST:
        yield _problem(path[:_DEEPEST], "must be a condition of at most 32 levels")
        return
    ((key, inner),) = value.items()
    if key == "at_least" and isinstance(inner, dict) and inner.keys() == {"count", "of"}:
        yield from _valued(inner["count"], int, (*path, key, "count"))
        yield from _members(inner["of"], (*path, key, "of"), depth)
    elif key in ("all", "any"):
        yield from _members(inner, (*path, key), depth)
    else:
        yield from _text(key, NAME, (*path, key))
        yield from _limit(inner, (*path, key))


def _members(value: Any, path: Path, depth: int) -> Iterator[Problem]:
    if not (isinstance(value, list) and value):
        yield _problem(path, "must be a list of conditions")
        return
    for place, member in enumerate(value):
        yield from _condition(member, (*path, place), depth + 1)


def _limit(value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, dict) and list(value) == ["is"]:
        yield from _listed(value["is"], (str, Ellipsis), (*path, "is"), NAME)
    elif not (isinstance(value, dict) and len(value) == 1 and {*value} <= {*Operator} and _numeric(next(iter(value.values())))):
        yield _problem(path, "must be a bound with a number, or `is` with options")


def _numeric(value: Any) -> bool:
    return _is(value, int) or _is(value, float)
