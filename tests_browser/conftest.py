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
    "--disable-dev-shm-usage",
]
# Milliseconds. Every wait ends with what it waits for; the limit is only there to end a test that will never pass.
PATIENCE = 180_000


@pytest.hookimpl(tryfirst=True)  # before xdist, which reads the groups in a hook of the same name
def pytest_collection_modifyitems(items):
    """Tests that share a started Python, or a second build, go to one worker; the others are shared out among all."""
    for item in items:
        if shared := {"running", "built"} & set(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group(shared.pop()))


class Visits:
    """Opens pages, and keeps what they say on the console and whom they ask."""

    def __init__(self, browser, url):
        self.browser, self.url = browser, url
        self.noise, self.asked, self.contexts = [], [], []

    def page(self, *, width=1280, height=900, scheme="light"):
        """An empty page in a context of its own."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        context.set_default_timeout(PATIENCE)
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

    def try_it(self, fragment="", *, mode="all", **size):
        """Try it, ready to answer: all questions at once, or screen by screen."""
        page = self.open(f"/try-it/{fragment}", **size)
        page.wait_for_selector('#triage-app[data-state="ready"]')
        page.locator(f'.modes [data-mode="{mode}"]').click()
        page.wait_for_selector(f'#triage-app[data-mode="{mode}"]')
        return page

    def heard(self):
        """What the pages said on the console, and which other hosts they asked, since this was last called."""
        noise, foreign = self.noise, [url for url in self.asked if not url.startswith((self.url, "data:", "blob:"))]
        self.noise, self.asked = [], []
        return noise, foreign

    def close(self):
        """Close everything, and say what was heard."""
        for context in self.contexts:
            context.close()
        return self.heard()


@pytest.fixture(scope="session")
def site():
    """The folder of the built site."""
    assert (SITE / "index.html").is_file(), "no site; `make docs` builds it"
    return SITE


@pytest.fixture(scope="session")
def server(site):
    """The site under the content security policy. Reports may come late: they are counted once more at the end."""
    with served(site) as running:
        yield running
        assert running.violations == []


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS, timeout=PATIENCE)
        yield running
        running.close()


@pytest.fixture
def visits(browser, server):
    """Opens pages; afterwards nothing was complained of, and no other host was asked."""
    opened = Visits(browser, server.url)
    yield opened
    assert opened.close() == ([], [])
    assert server.violations == []


@pytest.fixture(scope="session")
def running(browser, server):
    """Try it, started once for the tests that only answer questions."""
    opened = Visits(browser, server.url)
    opened.shared = opened.try_it()
    yield opened
    opened.close()


# What a person finds: the panel beside the questions, and the first groups open.
AT_FIRST = """() => {
  document.querySelectorAll('.outcome--expanded .outcome__toggle').forEach((button) => button.click());
  document.querySelectorAll('.outcome details').forEach((details) => (details.open = false));
  document.querySelectorAll('.group').forEach((group, place) => (group.open = place < 3));
}"""


@pytest.fixture
def tried(running, server):
    """The started Try it, with no answer given, nothing searched for, at a desk. It is as quiet as other pages."""
    page = running.shared
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator('.modes [data-mode="all"]').click()
    page.wait_for_selector('#triage-app[data-mode="all"]')
    page.evaluate(AT_FIRST)
    page.get_by_label("Find a question").fill("")
    page.get_by_role("button", name="Start again", include_hidden=True).first.evaluate("button => button.click()")
    page.wait_for_selector('.outcome[data-answers="0"]')
    yield page
    assert running.heard() == ([], [])
    assert server.violations == []


@pytest.fixture(scope="session")
def pages(site):
    """Every page of the site, as a path."""
    return sorted(f"/{file.parent.relative_to(site).as_posix()}/".replace("/./", "/") for file in site.rglob("index.html"))
