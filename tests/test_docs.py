"""The documentation does what it says: every Python and console block is run, and its output compared."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted(page for page in ROOT.glob("docs/**/*.md") if page.parent.name != "rules"),
]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str]]:
    """Language and text of each fenced block."""
    return BLOCK.findall(page.read_text("utf-8"))


def matches(printed: str, expected: str) -> bool:
    """Whether output is as documented; a line of three dots stands for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line.strip() == "..." else re.escape(line) for line in expected.splitlines(keepends=True))
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_python_blocks_print_what_the_page_says(page, monkeypatch):
    """Blocks of a page share their names; a `text` block right behind one is what it prints."""
    monkeypatch.chdir(ROOT)
    names: dict = {"__name__": "__docs__"}
    found = blocks(page)
    for (language, code), (after, expected) in zip(found, [*found[1:], ("", "")], strict=False):
        if language == "python":
            out = StringIO()
            with redirect_stdout(out):
                exec(compile(code, f"<{page.name}>", "exec"), names)  # noqa: S102
            assert matches(out.getvalue(), expected if after == "text" else ""), out.getvalue()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_console_blocks_print_what_the_page_says(page):
    """Every `$ triage` line is run, and what follows it is compared."""
    for language, text in blocks(page):
        if language == "console":
            for session in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, expected = session.partition("\n")
                words = shlex.split(command)
                assert words[0] == "triage", f"{page.name}: only triage is run here, not {words[0]}"
                run = subprocess.run(
                    [sys.executable, "-m", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd=ROOT
                )
                assert matches(run.stdout, expected), run.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_files_hold(page):
    """Every relative link leads to a file of the repository."""
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
