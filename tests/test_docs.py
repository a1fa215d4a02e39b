"""The documentation does what it says: every Python and console block is run, and its output compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blocks import run_console, run_python

ROOT = Path(__file__).parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    # The guide for tables is run by `tests_tables`, which has what it needs.
    *sorted(page for page in ROOT.glob("docs/**/*.md") if page.parent.name != "rules" and page.name != "tables.md"),
]


@pytest.fixture
def where(page, monkeypatch, tmp_path):
    """Where the blocks of a page are run: a tutorial or a guide in an empty folder, unless it says that it is for a clone; others here."""
    alone = page.parent.name == "how-to" or page.name == "tutorial.md"
    monkeypatch.chdir(tmp_path if alone and "in a clone of" not in page.read_text("utf-8")[:400] else ROOT)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
@pytest.mark.usefixtures("where")
def test_python_blocks_print_what_the_page_says(page):
    """Blocks of a page share their names; a `text` block right behind one is what it prints."""
    run_python(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
@pytest.mark.usefixtures("where")
def test_console_blocks_print_what_the_page_says(page):
    """Every `$ triage` line is run, and what follows it is compared."""
    run_console(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_files_hold(page):
    """Every relative link leads to a file of the repository."""
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
