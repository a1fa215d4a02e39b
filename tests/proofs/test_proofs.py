"""The proofs themselves: nothing is assumed, nothing admitted, and each statement has its sentence on the page for readers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROOFS = ROOT / "proofs"
PAGES = sorted(PROOFS.glob("*.v"))
THEOREMS = re.findall(r"^Theorem (\w+)", (PROOFS / "Theorems.v").read_text("utf-8"), re.MULTILINE)


def test_nothing_is_assumed():
    """Coq itself says what the statements rest on."""
    done = subprocess.run(
        ["coqtop", "-q", "-R", ".", "Triage"],
        input="From Triage Require Import Theorems.\nPrint Assumptions all_laws.\n",
        capture_output=True,
        text=True,
        check=True,
        cwd=PROOFS,
    )
    assert "Closed under the global context" in done.stdout


def test_every_statement_is_among_those_that_are_printed():
    """None is left out of the list that Coq looks into."""
    (listed,) = re.findall(r"Definition all_laws :=\s*\((.*?)\)\.", (PROOFS / "Theorems.v").read_text("utf-8"), re.DOTALL)
    assert [each.strip() for each in listed.split(",")] == THEOREMS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_proof_is_left_open(page):
    """Nor is anything taken for granted, and no page is too long to read."""
    text = page.read_text("utf-8")
    assert not re.findall(r"\b(Admitted|admit|Axiom|Parameter|Conjecture|Abort)\b", text)
    assert len(text.splitlines()) < 500


def plain(text):
    """One line, with names marked as on pages for readers."""
    return re.sub(r"\[([^\]]+)\]", r"`\1`", re.sub(r"\s+", " ", text)).strip()


def test_the_page_for_readers_has_every_statement_as_it_is_proved():
    """All of them in their order, word for word, each under its sentence; and none that isn't proved."""
    page = (ROOT / "docs" / "explanation" / "theorems.md").read_text("utf-8")
    shown = re.findall(r"\n\n([^\n]+(?:\n[^\n]+)*)\n\n```coq\n(.*?)```", page, re.DOTALL)
    text = (PROOFS / "Theorems.v").read_text("utf-8")
    proved = re.findall(r"\(\*\* (?:\*\* [^\n]*\n\n)?((?:(?!\*\)).)*?) ?\*\)\n(Theorem .*?\.)\nProof\.", text, re.DOTALL)
    assert len(proved) == len(THEOREMS)
    assert [" ".join(statement.split()) for _, statement in shown] == [" ".join(statement.split()) for _, statement in proved]
    assert [plain(sentence) for sentence, _ in shown] == [plain(sentence) for sentence, _ in proved]


def test_each_law_s_theorems_stand_in_the_tables():
    """In the one that says who proves what, and in the one beside the proofs; and no name stands there that isn't proved."""
    page = (ROOT / "docs" / "explanation" / "never-downgraded.md").read_text("utf-8")
    table = page.split("## What is proved by whom")[1].split("\n## ")[0]
    rows = [line.split("|")[3] for line in table.splitlines() if line.count("|") == 5]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == {*THEOREMS}
    beside = (PROOFS / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in beside for name in THEOREMS)


def test_the_model_is_what_is_listed():
    """No page of it lies beside the build."""
    built = {line for line in (PROOFS / "_CoqProject").read_text("utf-8").split() if line.endswith(".v")}
    assert built | {"Extract.v", "Examples.v"} == {page.name for page in PAGES}
