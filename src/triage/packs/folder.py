"""A pack's folder: which files it has, what each is for, and what they say together as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from attrs import define, field
from pydantic import BaseModel

from triage.errors import Problem
from triage.model.conditions import Path
from triage.model.outcome import NONE_FOUND, OUTCOMES
from triage.names import listed, quoted
from triage.packs.release_schema import ReviewsFile
from triage.packs.schema import (
    AcceptedFile,
    CoverageFile,
    DefinitionsFile,
    FiguresFile,
    GlossaryFile,
    PackFile,
    PointsFile,
    RuleFile,
    SourcesFile,
    VignettesFile,
)
from triage.packs.shapes import shape_problems
from triage.packs.vocabulary_schema import FindingsFile, PanelsFile
from triage.packs.walking import files_in
from triage.packs.yaml import Document, read_file

__all__ = ["Folder", "read_folder"]

_TOP: Mapping[str, type[BaseModel]] = {
    "pack.yaml": PackFile,
    "definitions.yaml": DefinitionsFile,
    "sources.yaml": SourcesFile,
    "coverage.yaml": CoverageFile,
    "figures.yaml": FiguresFile,
    "glossary.yaml": GlossaryFile,
    "panels.yaml": PanelsFile,
    "reviews.yaml": ReviewsFile,
    "accepted.yaml": AcceptedFile,
    "points.yaml": PointsFile,
}

# Folders whose files aren't rules.
_FOLDERS: Mapping[str, type[BaseModel]] = {"findings": FindingsFile, "vignettes": VignettesFile}


@define
class Folder:
    """
    A pack as its files say it.

    Attributes:
        path: The folder.
        documents: Each file that can be used, by its path within the folder.
        problems: Faults of reading, of shape, and of where files lie.
        broken: The files that can't be used.
    """

    path: FilePath
    documents: dict[str, Document] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    broken: set[str] = field(factory=set)

    @property
    def is_readable(self) -> bool:
        """Whether only rules are broken, so that all others can still be checked for meaning."""
        return all(_shape_of(name) is RuleFile for name in self.broken)

    @property
    def rule_files(self) -> Iterator[tuple[str, Document]]:
        """The files that hold a rule each, in rule order."""
        return ((name, document) for name, document in self.documents.items() if _shape_of(name) is RuleFile)

    @property
    def _vignette_files(self) -> Iterator[tuple[str, Document]]:
        return ((name, document) for name, document in self.documents.items() if _shape_of(name) is VignettesFile)

    def plain(self) -> dict[str, Any]:
        """What the pack says, in the form of bundles; only for a readable folder."""
        pack = self.documents["pack.yaml"].data
        groups = {name: self.documents[f"findings/{name}.yaml"].data for name in pack["groups"]}
        return {
            "packs": [
                {
                    **pack,
                    "groups": [{"name": name, "title": data["title"]} for name, data in groups.items()],
                    "advice": [{"outcome": outcome, "say": say} for outcome, say in pack.get("advice", {}).items()],
                    "opens": [list(pair) for pair in pack.get("opens", {}).items()],
                }
            ],
            "findings": [
                _finding(name, {**finding, "group": group}) for group, data in groups.items() for name, finding in data["findings"].items()
            ],
            "definitions": [
                {**definition, "name": name, "cases": _cases(definition)}
                for name, definition in self._of("definitions.yaml", "definitions").items()
            ],
            "rules": [_rule(document.data) for _, document in self.rule_files],
            "sources": [{**source, "id": name} for name, source in self._of("sources.yaml", "sources").items()],
            "coverage": [
                {**demand, "id": name, "given": [list(item) for item in demand["given"].items()]}
                for name, demand in self._of("coverage.yaml", "coverage").items()
            ],
            "figures": list(self._of("figures.yaml", "figures")),
            "glossary": [{"term": term, "means": means} for term, means in self._of("glossary.yaml", "glossary").items()],
            "panels": [_panel(name, panel) for name, panel in self._of("panels.yaml", "panels").items()],
            "vignettes": [_vignette(each) for _, document in self._vignette_files for each in document.data["vignettes"]],
            "points": [{**point, "id": name} for name, point in self._of("points.yaml", "points").items()],
            "accepted": list(self._of("accepted.yaml", "accepted")),
            "reviews": list(self._of("reviews.yaml", "reviews")),
        }

    def place(self, path: Path) -> str | None:
        """Where a path into the rule set stands in these files; None when it isn't here."""
        kind, name, *rest = path
        inside = tuple(rest)
        if kind == "rules":
            for _, document in self.rule_files:
                if document.data["id"] == name:
                    return document.place(inside)
        elif kind == "findings":
            for file, document in self.documents.items():
                if file.startswith("findings/") and name in document.data["findings"]:
                    return document.place(("findings", name, *inside))
        elif kind == "packs":
            if self.documents["pack.yaml"].data["name"] == name:
                return self.documents["pack.yaml"].place(inside)
        elif kind == "vignettes":
            for _, document in self._vignette_files:
                for place, vignette in enumerate(document.data["vignettes"]):
                    if vignette["name"] == name:
                        return document.place(("vignettes", place, *inside))
        elif kind in ("figures", "accepted", "reviews"):
            # Lists without names: there is one file of each, and the place in it is the place in the pack.
            if f"{kind}.yaml" in self.documents:
                return self.documents[f"{kind}.yaml"].place((kind, name, *inside))
        elif name in self._of(f"{kind}.yaml", str(kind)):
            return self.documents[f"{kind}.yaml"].place((kind, name, *inside))
        return None

    def _of(self, file: str, key: str) -> Any:
        return self.documents[file].data[key] if file in self.documents else {}


def read_folder(path: FilePath) -> Folder:
    """Read every file of a pack; the folder's problems say what is wrong with them, all at once."""
    files, problems = files_in(path)
    folder = Folder(path, problems=problems)
    if problems:
        # What can't be read may be anything that others rest on.
        folder.broken.add("pack.yaml")
    if path / "pack.yaml" not in files:
        folder.problems.append(_misplaced(path / "pack.yaml", "no `pack.yaml` here; a pack is a folder that has one"))
        folder.broken.add("pack.yaml")
        return folder
    taken: dict[tuple[str | int, str], str] = {}
    for file in (each for each in files if each.suffix.lower() in (".yaml", ".yml")):
        name = file.relative_to(path).as_posix()
        shape = _shape_of(name)
        if shape is None:
            folder.problems.append(_misplaced(file, _unread(name)))
            continue
        document = read_file(file, shown=str(file))
        found = document.problems or shape_problems(document, shape)
        found = found or (*_named(name, document), *_taken(name, document, taken))
        if found:
            folder.problems += found
            folder.broken.add(name)
        else:
            folder.documents[name] = document
    if "pack.yaml" in folder.documents and (problems := [*_groups(folder), *_unworded(folder)]):
        folder.problems += problems
        folder.broken.add("pack.yaml")
    return folder


def _unread(name: str) -> str:
    """Why a file isn't read, and what would be."""
    if not name.endswith(".yaml"):
        return f"a file of this name is not read; rule files end in `.yaml`: {quoted(name.rpartition('/')[2].rpartition('.')[0] + '.yaml')}"
    names = ["findings/GROUP.yaml", "vignettes/ANY.yaml", "CAUSE/RULE.yaml", *_TOP]
    return f"no file of this name is read; a pack has {listed(names, last='and')}"


def _shape_of(name: str) -> type[BaseModel] | None:
    parts = name.split("/")
    if len(parts) == 1:
        return _TOP.get(name)
    if len(parts) != 2 or not name.endswith(".yaml"):
        return None
    return _FOLDERS.get(parts[0], RuleFile)


def _misplaced(file: FilePath, message: str) -> Problem:
    return Problem("misplaced-file", message, where=f"{file}:1:1", path=(str(file),))


def _named(name: str, document: Document) -> list[Problem]:
    """A rule's file is named after its id, and a group's after the group."""
    shape = _shape_of(name)
    key = "group" if shape is FindingsFile else "id" if shape is RuleFile else None
    stem = name.rpartition("/")[2].removesuffix(".yaml")
    if key is None or document.data[key] == stem:
        return []
    message = f"`{key}` is {quoted(document.data[key])} in a file named {quoted(stem)}; they must be the same"
    return [Problem("misnamed-file", message, where=document.place((key,)), path=(key,))]


def _taken(name: str, document: Document, taken: dict[tuple[str | int, str], str]) -> Iterator[Problem]:
    """Ids of rules and names of findings that an earlier file of the pack has taken."""
    if name.startswith("findings/"):
        names: list[tuple[str, Path]] = [(each, ("findings", each)) for each in document.data["findings"]]
    elif _shape_of(name) is RuleFile:
        names = [(document.data["id"], ("id",))]
    else:
        return
    for each, path in names:
        first = taken.setdefault((path[0], each), name)
        if first != name:
            message = f"{quoted(each)} is already in {quoted(first)}; ids of rules and names of findings are used once"
            yield Problem("name-clash", message, where=document.place(path), path=path)


def _groups(folder: Folder) -> list[Problem]:
    """Every group has its file, and every file its group."""
    document = folder.documents["pack.yaml"]
    listed_groups = document.data["groups"]
    files = sorted([*folder.documents, *folder.broken])
    there = [name.split("/")[1].removesuffix(".yaml") for name in files if name.startswith("findings/")]
    messages: list[tuple[Path, str]] = []
    for place, name in enumerate(listed_groups):
        if name not in there:
            messages.append((("groups", place), f"the group {quoted(name)} has no file; write {quoted(f'findings/{name}.yaml')}"))
        if name in listed_groups[:place]:
            messages.append((("groups", place), f"the group {quoted(name)} is listed twice; once is enough"))
    strays = [name for name in there if name not in listed_groups]
    messages += [(("groups",), f"{quoted(f'findings/{name}.yaml')} is not listed; add {quoted(name)} to `groups`") for name in strays]
    return [Problem("misplaced-file", message, where=document.place(path), path=path) for path, message in messages]


def _unworded(folder: Folder) -> Iterator[Problem]:
    """What the rules of a pack need its words for."""
    document = folder.documents["pack.yaml"]
    if any(_shape_of(name) is RuleFile for name in (*folder.documents, *folder.broken)):
        for key in ("advice", "safety_net", "incomplete"):
            if key not in document.data:
                yield Problem("missing-key", f"{quoted(key)} is missing", where=document.place((key,)), path=(key,))


def _cases(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**case, "given": [list(item) for item in case["given"].items()]} for case in document.get("cases", [])]


def _panel(name: str, data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "id": name, "lines": [{"finding": finding, "tick": tick} for finding, tick in data["lines"].items()]}


def _vignette(data: dict[str, Any]) -> dict[str, Any]:
    expect = data["expect"]
    between = expect if isinstance(expect, dict) else {"at_least": expect, "at_most": expect}
    plain = {key: value for key, value in data.items() if key != "expect"}
    worst = {"at_least": str(NONE_FOUND), "at_most": str(OUTCOMES[-1])}
    return {**plain, **worst, **between, "given": [list(item) for item in data["given"].items()]}


def _rule(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "when_unsure": data.get("when_unsure", data["outcome"]), "cases": _cases(data)}


def _finding(name: str, data: dict[str, Any]) -> dict[str, Any]:
    plain = {**data, "name": name}
    if "options" in data:
        plain["options"] = [{"name": option, "label": label} for option, label in data["options"].items()]
    if "implies" in data:
        plain["implies"] = [_implication(name, implied) for implied in data["implies"]]
    if "codes" in data:
        plain["codes"] = [[system, codes] for system, codes in data["codes"].items()]
    return plain


def _implication(name: str, implied: Any) -> dict[str, Any]:
    if isinstance(implied, str):
        return {"leaf": name, "flags": [implied]}
    limit = {key: value for key, value in implied.items() if key != "flags"}
    return {"leaf": {name: limit}, "flags": implied["flags"]}
