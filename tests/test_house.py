"""The house: what may import what, how large things are, and what evaluating loads."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import triage

SOURCE = Path(triage.__file__).parent
ROOT = Path(__file__).parent.parent
FILES = sorted(SOURCE.rglob("*.py"))
# What only extras bring, and these tests do without.
EXTRAS = {"mcp", "fastapi"}


def imports(file: Path) -> set[str]:
    """Every module that a file imports, inside functions too."""
    tree = ast.parse(file.read_text("utf-8"))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


def name_of(file: Path) -> str:
    """The dotted name of a file's module."""
    return ".".join(["triage", *file.relative_to(SOURCE).with_suffix("").parts]).removesuffix(".__init__")


def defined(file: Path, tree: ast.Module) -> set[str]:
    """The names of a module; of one whose extra isn't installed here, those that its text defines."""
    try:
        module = __import__(name_of(file), fromlist=["x"])
        return {name for name in module.__all__ if hasattr(module, name)}
    except ModuleNotFoundError as missing:
        if missing.name not in EXTRAS:
            raise
        return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


class TestImports:
    """Data flows one way."""

    def test_the_import_contract_holds(self):
        """Floors, and what may be imported on which; written down in pyproject.toml."""
        done = subprocess.run(
            [Path(sys.executable).with_name("lint-imports"), "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT
        )
        assert done.returncode == 0, done.stdout

    @pytest.mark.parametrize("file", [each for each in FILES if name_of(each) != "triage"], ids=name_of)
    def test_nothing_imports_through_the_root(self, file):
        """The version is the one thing of the root that others may have."""
        if "triage" in imports(file):
            assert re.findall(r"^ *(?:from triage import|import triage\b).*$", file.read_text(), re.MULTILINE) == [
                "from triage import __version__"
            ]

    def test_no_module_imports_in_a_circle(self):
        """Of any length."""
        graph = {name_of(file): {each for each in imports(file) if each.startswith("triage.")} for file in FILES}
        for start in graph:
            waiting, seen = list(graph[start]), set()
            while waiting:
                module = waiting.pop()
                assert module != start, f"{start} imports itself through others"
                if module not in seen:
                    seen.add(module)
                    waiting.extend(graph.get(module, ()))

    def test_evaluating_loads_neither_pydantic_nor_yaml(self):
        """Nor anything else that an app would pay for without using it."""
        code = "import json, sys, triage; triage.evaluate({'fever': True}); print(json.dumps(sorted(sys.modules)))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        loaded = {module.partition(".")[0] for module in json.loads(done.stdout)}
        assert loaded.isdisjoint({"pydantic", "pydantic_core", "yaml", "hypothesis", "rich", "argparse", "difflib", "hashlib"})


class TestSizes:
    """One idea a file."""

    @pytest.mark.parametrize("file", FILES, ids=name_of)
    def test_files_have_at_most_300_lines_and_functions_40(self, file):
        """Docstrings included."""
        text = file.read_text("utf-8")
        assert len(text.splitlines()) <= 300
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 40, f"{node.name} is too long"

    @pytest.mark.parametrize("file", FILES, ids=name_of)
    def test_what_is_exported_is_sorted_and_exists(self, file):
        """`__all__` is the list a reader trusts."""
        tree = ast.parse(file.read_text("utf-8"))
        for node in tree.body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
                names = ast.literal_eval(node.value)
                assert len(set(names)) == len(names)
                assert set(names) <= defined(file, tree)


class TestTypes:
    """What a type checker sees is what there is."""

    def test_a_misspelt_import_is_found_by_mypy(self, tmp_path):
        """The lazy names must not turn every name into Any."""
        file = tmp_path / "use.py"
        file.write_text("from triage import evaluate, load_rules\nfrom triage import evalute\n")
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", str(file)], capture_output=True, text=True, check=False, cwd=tmp_path
        )
        assert 'use.py:2: error: Module "triage" has no attribute "evalute"' in done.stdout
        assert "Found 1 error" in done.stdout

    def test_the_public_names_are_all_there(self):
        """Every name of the documentation can be imported from the root."""
        for name in triage.__all__:
            assert getattr(triage, name) is not None
