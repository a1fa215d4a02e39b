"""The drawing of the house is true: its floors are those of the import contract, and its arrows are the imports that are there."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/explanation/architecture.md").read_text("utf-8")
SOURCE = ROOT / "src" / "triage"
ROW = re.compile(r"^\| `(\w+)` +\| ([^|]+?) +\| ([^|]*?) *\|$", re.MULTILINE)


def floor_of(module: str) -> str:
    """The floor that a module of the library lies on."""
    return module.split(".")[1] if "." in module else "triage"


def is_for_checkers(node: ast.AST) -> bool:
    """Whether this is `if TYPE_CHECKING`."""
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "not TYPE_CHECKING")


def imported(tree: ast.AST):
    """The modules of the library that a file imports when it runs, in functions too."""
    for node in ast.iter_child_nodes(tree):
        if is_for_checkers(node):
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("triage"):
            yield from (f"{node.module}.{each.name}" if node.module == "triage" else node.module for each in node.names)
        else:
            yield from imported(node)


def arrows():
    """Which floors each floor imports."""
    found = {}
    for file in SOURCE.rglob("*.py"):
        parts = file.relative_to(SOURCE).with_suffix("").parts
        if parts[0] == "__init__":
            continue
        for module in imported(ast.parse(file.read_text("utf-8"))):
            if floor_of(module) != parts[0] and module != "triage.__version__":
                found.setdefault(parts[0], set()).add(floor_of(module))
        found.setdefault(parts[0], set())
    return found


def test_the_floors_are_those_of_the_contract():
    """From the top down, none left out."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (floors,) = (each["layers"] for each in contracts if each["type"] == "layers")
    assert [name for name, _, _ in ROW.findall(PAGE)] == floors


def test_the_arrows_are_the_imports_that_are_there():
    """No more and no fewer, in the order of the floors."""
    names = [name for name, _, _ in ROW.findall(PAGE)]
    drawn = {name: [each.strip("`") for each in below.split(", ") if each] for name, _, below in ROW.findall(PAGE)}
    assert drawn == {name: sorted(below, key=names.index) for name, below in arrows().items()}


def test_the_drawing_names_the_same_floors_in_the_same_order():
    """The boxes, read from the top."""
    drawing = PAGE.partition("```text\n")[2].partition("```")[0]
    assert re.findall(r"│ (\w+)", drawing) == [name for name, _, _ in ROW.findall(PAGE)]
