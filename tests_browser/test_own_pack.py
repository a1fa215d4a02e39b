"""The site of a pack of one's own: `mkdocs build --strict` accepts its pages, and Try it asks its questions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from serving import served

from conftest import Visits

ROOT = Path(__file__).parent.parent
PACKS = ROOT / "examples" / "packs"


def run(*command, cwd):
    """What a command printed; it must succeed."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    made = subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout


@pytest.mark.parametrize("mine", [False, True], ids=["example", "new"])
def test_mkdocs_is_strict_and_content_with_the_pages_alone(tmp_path, mine):
    """Without any setting but a name: for the example with its releases, and for a pack as `triage new` writes it."""
    triage, mkdocs = [sys.executable, "-m", "triage"], [sys.executable, "-m", "mkdocs"]
    pack, released = ("my-pack", "released") if mine else (PACKS / "headache", PACKS / "released")
    if mine:
        run(*triage, "new", "my-pack", cwd=tmp_path)
    run(*triage, "pages", pack, "--to", "docs", "--released", released, cwd=tmp_path)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: mine\nvalidation: {links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}}\n", "utf-8"
    )
    run(*mkdocs, "build", "--strict", "--quiet", cwd=tmp_path)
    assert len(list((tmp_path / "site").rglob("index.html"))) > 10


@pytest.fixture(scope="module")
def own_site(tmp_path_factory):
    """The example and what opens the bundled rules, on top of these, as `make docs PACK=...` builds it."""
    folder = tmp_path_factory.mktemp("own")
    packs = [PACKS / "headache", PACKS / "complaints"]
    run(sys.executable, ROOT / "docs_build" / "pack.py", *packs, "--onto", "low-back-pain", "--to", folder / "pack", cwd=ROOT)
    run(sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", folder / "pack" / "mkdocs.yml", cwd=ROOT)
    return folder / "pack" / "site"


def test_try_it_asks_and_answers_by_the_rules_of_the_pack(own_site, browser):
    """A headache that came all at once; nothing about the back is asked."""
    with served(own_site) as server:
        visits = Visits(browser, server.url)
        page = visits.try_it("#has_headache=yes&back_complaint=no&headache_sudden=yes")
        page.wait_for_selector('.outcome[data-level="emergency"]')
        assert (
            "Headache that came all at once" in page.locator(".outcome").inner_text() or "headache" in page.locator(".outcome").inner_text()
        )
        link = page.locator("a.reason__title").first.get_attribute("href")
        assert page.request.get(f"{server.url}/try-it/{link}").ok
        assert visits.close() == ([], [])
        assert server.violations == []


def test_every_page_says_that_no_clinician_reviewed_the_rules(own_site):
    """At its foot."""
    for file in own_site.rglob("index.html"):
        assert "none of 177 rules has been reviewed by a clinician" in file.read_text("utf-8"), file


def test_make_docs_with_a_pack_does_just_that():
    """What `make docs PACK=...` runs, told by make itself."""
    said = run("make", "-n", "docs", "PACK=examples/packs/headache", "--old-file=docs-files", cwd=ROOT).splitlines()
    assert any(line.endswith("docs_build/pack.py examples/packs/headache") for line in said)
    assert any("mkdocs build --strict" in line and line.endswith("--config-file build/pack/mkdocs.yml") for line in said)
