"""The example app in Chromium: with and without JavaScript, on a phone and on a desk, in light and dark."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import sync_playwright

EXAMPLE = Path(__file__).parent.parent / "examples/web"
# Debian's Chromium as root in a container without a network: no sandbox, and none of its own errands.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
SIZES = [(width, scheme) for width in (390, 1280) for scheme in ("light", "dark")]
# Where pictures are kept for somebody who wants to look: `PICTURES=folder make test-apps`.
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """The app as it is started in life, on a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", "visits.app:create_app", "--port", str(port), "--no-access-log"]
    database = tmp_path_factory.mktemp("visits") / "visits.sqlite3"
    server = subprocess.Popen(command, cwd=EXAMPLE, env={**os.environ, "VISITS_DATABASE": str(database)})
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                assert httpx.get(f"{address}/ready").status_code == 200
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def browser():
    """One Chromium for all."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, url):
    """Opens the app; whatever a page says on the console fails the test."""
    noise, contexts = [], []

    def opened(*, width=1280, scheme="light", scripts=True):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts)
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: noise.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    # A screen that is sent back with something to correct has the status of an error, and the browser says so.
    assert not [each for each in noise if "422" not in each]


def to_screen(page, id):
    """Skip until a screen comes."""
    while page.locator("input[name=panel]").get_attribute("value") != id:
        page.get_by_role("button", name="Skip this screen").click()


def fits(page):
    """Whether nothing is cut off at the side."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth") if page else False


def pictured(page, name, width, scheme):
    """Keep a picture, where somebody asked for it."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{width}-{scheme}.png", full_page=True)


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_somebody_goes_through_to_a_record_and_its_audit(visit, width, scheme):
    """Start, screens, a slip, an emergency above the next screen, the result, the audit; every page fits its window."""
    page = visit(width=width, scheme=scheme)
    pictured(page, "start", width, scheme)
    page.get_by_role("button", name="Start").click()
    page.locator("input[name=age_years]").fill("four")
    page.locator("input[name=thoracic_pain][value=no]").check()
    page.get_by_role("button", name="Next").click()
    assert "can't be read yet" in page.get_by_role("alert").inner_text()
    assert fits(page)
    pictured(page, "slip", width, scheme)
    page.locator("input[name=age_years]").fill("44")
    page.get_by_role("button", name="Next").click()
    to_screen(page, "right-now")
    page.locator("input[name=chest_pain][value=yes]").check()
    pictured(page, "screen", width, scheme)
    page.get_by_role("button", name="Next").click()
    assert "Call an ambulance now" in page.get_by_role("alert").inner_text()
    assert fits(page)
    pictured(page, "urgent", width, scheme)
    page.get_by_role("button", name="Show all of it now").click()
    assert "Call an ambulance now" in page.get_by_role("heading", level=1).inner_text()
    assert fits(page)
    pictured(page, "result", width, scheme)
    page.get_by_role("link", name="Audit this record").click()
    assert "The record holds" in page.locator("main").inner_text()
    assert fits(page)
    pictured(page, "audit", width, scheme)


def test_the_same_without_javascript(visit):
    """A form is all it takes: a tick screen with both a tick and none of these is sent back, and mended."""
    page = visit(scripts=False)
    page.get_by_role("button", name="Start").click()
    while page.locator("form.screen").get_attribute("data-kind") != "tick":
        page.get_by_role("button", name="Skip this screen").click()
    page.locator("form.screen input[type=checkbox]").first.check()
    page.locator("input[name=none_of_these]").check()
    shown = page.locator("input[name=panel]").get_attribute("value")
    page.get_by_role("button", name="Next").click()
    assert "Leave one of them" in page.locator("main").inner_text()
    page.locator("input[name=none_of_these]").uncheck()
    page.get_by_role("button", name="Next").click()
    assert page.locator("input[name=panel]").get_attribute("value") != shown
    page.get_by_role("button", name="Stop here and show the result").click()
    assert page.locator(".result").is_visible()


def test_with_javascript_two_answers_undo_each_other(visit):
    """None of these and a tick, a number and not sure: only one can be meant, and the last one is."""
    page = visit()
    page.get_by_role("button", name="Start").click()
    number, unsure = page.locator("input[name=age_years]"), page.locator("input[name='age_years.unsure']")
    number.fill("44")
    unsure.check()
    assert number.input_value() == ""
    number.fill("45")
    assert not unsure.is_checked()
    while page.locator("form.screen").get_attribute("data-kind") != "tick":
        page.get_by_role("button", name="Skip this screen").click()
    box, none = page.locator("form.screen input[type=checkbox]").first, page.locator("input[name=none_of_these]")
    box.check()
    none.check()
    assert not box.is_checked()
    box.check()
    assert not none.is_checked()


def test_a_screen_is_answered_by_keyboard(visit):
    """Tab and space reach every line, and enter sends."""
    page = visit()
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("form.screen")
    page.locator("input[name=age_years]").focus()
    page.keyboard.type("44")
    # What is already loaded would be taken for loaded: the wait is for the next page.
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("input[name=age_years]").count() == 0
    assert page.get_by_role("alert").count() == 0
