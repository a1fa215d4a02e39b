"""Reading a file of hazards, so that everything that it names as a control is really there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from triage.errors import Problem, RuleError
from triage.model.hazards import Hazard, Risk, SafetyCase
from triage.model.rules import Content
from triage.names import listed, meant, quoted
from triage.packs.hazard_schema import HazardsFile
from triage.packs.shapes import shape_problems
from triage.packs.yaml import Document, read_file

__all__ = ["is_defined", "safety_case_in"]

_LISTS = ("rules", "laws", "tests", "pages", "people")


def safety_case_in(file: Path, content: Content, *, root: Path) -> SafetyCase:
    """
    The hazards of a file, held against the rules and against the tests and pages below a folder.

    Args:
        file: The file.
        content: The rules that it is about.
        root: Where the paths of tests and pages begin.

    Raises:
        RuleError: It can't be read, or names a rule, test, page or whole person that doesn't exist, a word that isn't of its scale, or a
            risk that is larger after control. Lists every fault.
    """
    document = read_file(file, shown=str(file))
    problems = document.problems or shape_problems(document, HazardsFile)
    if problems:
        raise RuleError(tuple(problems))
    scale = [*_scale_problems(document)]
    if scale:
        raise RuleError(tuple(scale))
    case = _case(document.data)
    found = [each for hazard in case.hazards for each in _problems(hazard, case, content, root, document)]
    if case.pack not in [pack.name for pack in content.packs]:
        found.insert(0, _problem(document, ("pack",), f"the hazards are of {quoted(case.pack)}, and the rules of another pack"))
    if found:
        raise RuleError(tuple(found))
    return case


def is_defined(name: str, *, root: Path) -> bool:
    """Whether a test named as pytest names it exists, found without importing it."""
    path, *names = name.split("::")
    if not names or not names[-1].startswith("test_") or not (root / path).is_file():
        return False
    body = ast.parse((root / path).read_text("utf-8")).body
    for each in names:
        found = [node for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == each]
        if not found:
            return False
        body = found[0].body
    return True


def _case(data: dict[str, Any]) -> SafetyCase:
    return SafetyCase(
        **{key: data[key] for key in ("pack", "owner", "accepted_by", "scope", "severity")},
        likelihood=tuple(data["likelihood"]),
        ratings={word: tuple(row) for word, row in data["ratings"].items()},
        acceptability={int(number): words for number, words in data["acceptability"].items()},
        hazards=tuple(_hazard(name, entry) for name, entry in data["hazards"].items()),
        missing=tuple(data["missing"]),
    )


def _hazard(name: str, entry: dict[str, Any]) -> Hazard:
    owner = entry.get("owner", "open")
    made: dict[str, Any] = {**entry, "id": name, "owner": "" if owner == "open" else owner}
    made |= {key: tuple(entry.get(key, ())) for key in _LISTS}
    return Hazard(**(made | {key: Risk(**entry[key]) for key in ("before", "after")}))


def _problem(document: Document, path: tuple[str | int, ...], message: str, *, code: str = "bad-hazard") -> Problem:
    return Problem(code, message, where=document.place(path), path=path)


def _scale_problems(document: Document) -> Iterator[Problem]:
    """Whether the scale is whole: a row a severity, a number a likelihood, a meaning a number."""
    data = document.data
    if list(data["ratings"]) != list(data["severity"]):
        yield _problem(document, ("ratings",), f"`ratings` needs one row for each of {listed(data['severity'], last='and')}, in this order")
    for word, row in data["ratings"].items():
        if len(row) != len(data["likelihood"]):
            yield _problem(document, ("ratings", word), f"{quoted(word)} needs {len(data['likelihood'])} numbers, one for each likelihood")
    lacking = sorted({str(number) for row in data["ratings"].values() for number in row} - data["acceptability"].keys())
    if lacking:
        yield _problem(document, ("acceptability",), f"`acceptability` doesn't say what {listed(lacking, last='and')} means")
    for name, hazard in data["hazards"].items():
        for side in ("before", "after"):
            for key in ("severity", "likelihood"):
                word = hazard[side][key]
                if word not in data[key]:
                    message = f"{quoted(word)} must be {listed(data[key])}{meant(word, list(data[key]))}"
                    yield _problem(document, ("hazards", name, side, key), message)


def _problems(hazard: Hazard, case: SafetyCase, content: Content, root: Path, document: Document) -> Iterator[Problem]:
    here = ("hazards", hazard.id)
    rules, people = [rule.id for rule in content.rules], [each.name for each in content.vignettes]
    for kind, named, known in (("rules", hazard.rules, rules), ("people", hazard.people, people)):
        for place, name in enumerate(named):
            if name not in known:
                message = f"unknown {'rule' if kind == 'rules' else 'whole person'} {quoted(name)}{meant(name, known)}"
                yield _problem(document, (*here, kind, place), message)
    for place, name in enumerate(hazard.tests):
        if not is_defined(name, root=root):
            yield _problem(document, (*here, "tests", place), f"there is no test {quoted(name)}")
    for place, name in enumerate(hazard.pages):
        if not (root / name).is_file():
            yield _problem(document, (*here, "pages", place), f"there is no file {quoted(name)}")
    if case.is_larger(hazard.after, than=hazard.before):
        yield _problem(document, (*here, "after"), "the risk is larger after control than before")
