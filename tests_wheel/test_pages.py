"""
A stranger's empty folder with nothing but the wheel: the tutorial and every guide do there what they say.

The wheel is built once and installed with its dependencies alone. A page that names an extra or a package in its first lines has that as
well, and one that says it is for a clone finds the files of the repository. Packages come from the ordinary index, or from the cache of uv.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UV = ROOT / ".tools/bin/uv"
PYTHON = ROOT / ".venv/bin/python"
PAGES = [ROOT / "docs/tutorial.md", *sorted((ROOT / "docs/how-to").glob("*.md"))]
RUNNER = ROOT / "tests/blocks.py"
# The parts of the guide for authors whose commands are run from the top.
WAYS = ("The short way", "Take the questions that are there", "Start from a table", "See how often it alarms")
# What a page says before its first code.
BEGINNING = 400


def uv(*arguments: object) -> None:
    """Run uv; what it says is shown where it fails."""
    done = subprocess.run([UV, *map(str, arguments)], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def beginning(page: Path) -> str:
    """The first lines of a page."""
    return page.read_text("utf-8")[:BEGINNING]


def needs(page: Path) -> tuple[str, ...]:
    """What a page says it needs: extras, in brackets, and packages beside the library."""
    extras = ",".join(sorted(set(re.findall(r"the extra `(\w+)`", beginning(page)))))
    return (f"[{extras}]" if extras else "", *re.findall(r"`pip install ([a-z]+)`", beginning(page)))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, built here."""
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "--quiet", "--wheel", "--no-build-isolation", "--python", PYTHON, "--out-dir", folder, ".")
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def python(wheel, tmp_path_factory):
    """A Python with the wheel and some extras, made once for each set of them."""
    made: dict[tuple[str, ...], Path] = {}

    def with_these(extras: str, *others: str) -> Path:
        if (extras, *others) not in made:
            folder = tmp_path_factory.mktemp("venv")
            uv("venv", "--quiet", "--clear", "--python", PYTHON, folder)
            uv("pip", "install", "--quiet", "--python", folder / "bin/python", f"{wheel}{extras}", *others)
            made[extras, *others] = folder / "bin/python"
        return made[extras, *others]

    return with_these


def run(python: Path, *arguments: object, where: Path) -> str:
    """What a Python that knows only its own packages prints."""
    kept = {key: each for key, each in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run([python, "-P", *map(str, arguments)], capture_output=True, text=True, check=False, cwd=where, env=kept)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_does_what_it_says(page, python, tmp_path):
    """Every block, in order; the folder is empty, so that nothing of the repository can help."""
    if "in a clone of" in beginning(page):
        shutil.copytree(ROOT / "tests/sample", tmp_path / "tests/sample")
    here = python(*needs(page))
    assert str(here.parent.parent) in run(here, "-c", "import triage; print(triage.__file__)", where=tmp_path)
    ran = [int(number) for number in run(here, RUNNER, page, where=tmp_path).split()[-2:]]
    assert sum(ran) == len(re.findall(r"^```python$|^\$ triage", page.read_text("utf-8"), re.MULTILINE))


def test_an_author_gets_from_nothing_to_a_signed_and_released_site(python, tmp_path):
    """By the shell blocks of the guide alone, with the wheel, its extra for authors, and mkdocs, as the guide says."""
    page = ROOT / "docs/how-to/own-pack.md"
    assert "`pip install mkdocs`" in page.read_text("utf-8")
    here = python(*needs(page), "mkdocs").parent
    text = page.read_text("utf-8")
    ways = [part for part in re.split(r"^## ", text, flags=re.MULTILINE) if part.startswith(WAYS)]
    assert len(ways) == len(WAYS)
    env = {key: each for key, each in os.environ.items() if not key.startswith("PYTHON")} | {"PATH": f"{here}:{os.environ['PATH']}"}
    env |= {"NO_MKDOCS_2_WARNING": "1"}
    for script in (block for way in ways for block in re.findall(r"^```sh\n(.*?)^```$", way, re.MULTILINE | re.DOTALL)):
        done = subprocess.run(
            [str(shutil.which("bash")), "-euc", script], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, script + done.stdout + done.stderr
    assert (tmp_path / "released/my-pack-0.1.0.json").is_file()
    assert "NAME OF WHO READ IT" in (tmp_path / "my-pack/reviews.yaml").read_text("utf-8")
    assert "1 of 1 rules has been reviewed by a clinician" in (tmp_path / "site/first-rule/index.html").read_text("utf-8")


def test_pages_with_code_are_among_them():
    """The tutorial alone has a dozen blocks, and it needs no extra; nor do most guides to evaluate, explain and record."""
    assert len(re.findall(r"^```python$", PAGES[0].read_text("utf-8"), re.MULTILINE)) > 10
    bare = {page.stem for page in PAGES if needs(page) == ("",)}
    assert bare >= {"tutorial", "audit", "embed", "language-model", "release", "upgrade"}
