"""The list of what survives mutation testing is about the code as it is; that it is complete only `make mutation` can tell."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import triage
from mutation import PAGE, Edit, edits, explained

SOURCE = Path(triage.__file__).parent


def functions(tree, module, inside=""):
    """Every function of a module by its name, with the places of its lines."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from functions(node, module, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            yield f"{module}.{inside}{node.name}", range(node.lineno - 1, node.end_lineno)


def test_every_line_that_is_explained_is_there():
    """In the function it is listed under: an edit to the code voids the reason."""
    written = {}
    for file in [*(SOURCE / "engine").glob("*.py"), *(SOURCE / "proof").glob("*.py")]:
        text = file.read_text("utf-8")
        lines = [line.strip() for line in text.splitlines()]
        written |= {name: [lines[place] for place in places] for name, places in functions(ast.parse(text), file.stem)}
    listed = explained(PAGE.read_text("utf-8"))
    assert len(listed) > 20
    for edit in listed:
        assert set(edit.before.splitlines()) <= set(written[edit.function]), f"{edit.function} has no line {edit.before!r}"


def test_every_list_of_edits_has_a_reason():
    """At least a sentence in front of each."""
    _, *sections = re.split(r"^### ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    for section in sections:
        heading, *parts = re.split(r"^```(?:diff)?\n", section, flags=re.MULTILINE)
        reasons = [heading.partition("\n")[2], *parts[1::2]]
        assert all(reason.strip().endswith(".") for reason in reasons[: len(parts) // 2]), section


def test_an_edit_is_one_line_in_place_of_another():
    """Several may stand below the same line; lines that belong together are one edit."""
    one = ["--- a", "+++ b", "@@ -1 +1 @@", " def f():", "-    a", "+    b", "+    c", " d", "-  e", "-  f", "+  g"]
    assert list(edits("f", one)) == [Edit("f", "a", "b"), Edit("f", "a", "c"), Edit("f", "e\nf", "g")]
    assert list(edits("f", ["-a"])) == [Edit("f", "a", "")]
