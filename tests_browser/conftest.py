"""One browser and one server for all tests; each page that a test opens must be quiet on the console."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from serving import served

SITE = Path(os.environ.get("TRIAGE_SITE", Path(__file__).parent.parent / "site"))
# Both sides of every comparison run the one wheel that the site carries, not what src/ has become since.
sys.path[:0] = [str(wheel) for wheel in (SITE / "assets/try-it/runtime").glob("triage*.whl")]
# Debian's Chromium as root in a container without a network: no sandbox, and none of its own errands.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY = 60_000  # milliseconds; about 6,000 is usual, and a busy machine takes longer


class Visits:
    """Opens pages, and keeps what they say on the console and whom they ask."""

    def __init__(self, browser, url):
        self.browser, self.url = browser, url
        self.noise, self.asked, self.contexts = [], [], []

    def page(self, *, width=1280, height=900, scheme="light"):
        """An empty page in a context of its own."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self.noise.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.noise.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        return page

    def open(self, path, **size):
        """A page of the site."""
        page = self.page(**size)
        page.goto(self.url + path)
        return page

    def try_it(self, fragment="", **size):
        """Try it, ready to answer."""
        page = self.open(f"/try-it/{fragment}", **size)
        page.wait_for_selector('#triage-app[data-state="ready"]', timeout=READY)
        return page

    def close(self):
        """Close everything, and say what was heard."""
        for context in self.contexts:
            context.close()
        foreign = [url for url in self.asked if not url.startswith((self.url, "data:", "blob:"))]
        return self.noise, foreign


@pytest.fixture(scope="session")
def site():
    """The folder of the built site."""
    assert (SITE / "index.html").is_file(), "no site; `make docs` builds it"
    return SITE


@pytest.fixture(scope="session")
def server(site):
    """The site under the content security policy."""
    with served(site) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visits(browser, server):
    """Opens pages; afterwards nothing was complained of, and no other host was asked."""
    opened = Visits(browser, server.url)
    yield opened
    noise, foreign = opened.close()
    assert noise == []
    assert foreign == []
    assert server.violations == []


@pytest.fixture(scope="session")
def running(browser, server):
    """Try it, started once for the tests that only answer questions."""
    opened = Visits(browser, server.url)
    yield opened.try_it()
    assert opened.close() == ([], [])


@pytest.fixture
def tried(running):
    """The started Try it, with no answer given."""
    running.get_by_role("button", name="Start again", include_hidden=True).first.evaluate("button => button.click()")
    running.wait_for_selector('.outcome[data-answers="0"]')
    return running


@pytest.fixture(scope="session")
def pages(site):
    """Every page of the site, as a path."""
    return sorted(f"/{file.parent.relative_to(site).as_posix()}/".replace("/./", "/") for file in site.rglob("index.html"))
