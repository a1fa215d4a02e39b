"""`make docs` on a machine without npm: everything but Try it's Python is built, and both the build and the page say so."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from serving import served

from conftest import Visits

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """What make printed, and the folder, of a copy of the sources that has the docs environment and finds no npm."""
    copy = tmp_path_factory.mktemp("without") / "triage"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, tracked):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    (copy / ".venv-docs").symlink_to(ROOT / ".venv-docs")
    tools = copy.parent / "bin"
    tools.mkdir()
    for name in ("make", "touch"):
        (tools / name).symlink_to(shutil.which(name))
    # The environment is there already, whatever its age: no network, and nothing of the real clone is touched.
    command = [tools / "make", "docs", "--old-file=.venv-docs/.ready"]
    made = subprocess.run(
        command, cwd=copy, env={"PATH": str(tools)}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout, copy / "site"


def test_the_build_says_what_is_missing(built):
    """In one sentence, with the cure."""
    printed, _ = built
    assert "Try it is built without Python" in printed
    assert "npm brings it" in printed


def test_every_other_page_is_there(built, site):
    """The same pages, and no half of a runtime."""
    _, folder = built
    assert {page.relative_to(folder) for page in folder.rglob("*.html")} == {page.relative_to(site) for page in site.rglob("*.html")}
    assert not (folder / "assets/try-it/runtime").exists()


def test_try_it_says_so(built, browser):
    """On the page that was really built, and not only where a file is withheld."""
    with served(built[1]) as server:
        visits = Visits(browser, server.url)
        page = visits.open("/try-it/")
        page.wait_for_selector(".sorry")
        assert "built without the Python runtime" in page.locator(".sorry").inner_text()
        assert visits.close()[1] == []
        assert server.violations == []
