"""Where Python can't start, Try it says why in plain words, and the rest of the site is unharmed."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("lacking", "says"),
    [
        ("delete window.WebAssembly", "WebAssembly"),
        ("delete window.Worker", "workers"),
    ],
)
def test_an_old_browser_is_told_what_it_lacks(visits, lacking, says):
    """Instead of a bar that never moves."""
    page = visits.page()
    page.add_init_script(lacking)
    page.goto(visits.url + "/try-it/")
    assert says in page.locator(".sorry").inner_text()


def test_a_site_built_without_npm_says_so(browser, server):
    """The runtime is missing as a whole: the server answers 404 to its first file."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/runtime/manifest.json", lambda route: route.fulfill(status=404))
    page.goto(server.url + "/try-it/")
    page.wait_for_selector(".sorry")
    assert "built without the Python runtime" in page.locator(".sorry").inner_text()
    context.close()


def test_a_file_that_breaks_off_is_reported(browser, server):
    """Half a runtime isn't waited for."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/runtime/*.whl", lambda route: route.fulfill(status=503))
    page.goto(server.url + "/try-it/")
    page.wait_for_selector(".sorry", timeout=60_000)
    assert "could not be loaded (503)" in page.locator(".sorry").inner_text()
    context.close()


def test_evaluating_in_the_browser_loads_no_pydantic(running):
    """The page refuses to start otherwise; here the same is seen in what was fetched."""
    names = running.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not any("pydantic" in name or "micropip" in name for name in names)
    assert running.locator("#triage-app").get_attribute("data-state") == "ready"
