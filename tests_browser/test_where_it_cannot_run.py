"""Where Python can't start, Try it says why in plain words, and the rest of the site is unharmed."""

from __future__ import annotations

import pytest

from conftest import PATIENCE


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


@pytest.mark.parametrize(
    ("file", "status", "says"),
    [
        ("manifest.json", 404, "built without the Python runtime"),
        ("*.whl", 503, "could not be loaded (503)"),
    ],
)
def test_a_missing_part_is_reported(browser, server, file, status, says):
    """Without npm the whole runtime is missing; and half a runtime isn't waited for. Both are told, not only on the console."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.route(f"**/runtime/{file}", lambda route: route.fulfill(status=status))
    page.goto(server.url + "/try-it/")
    page.wait_for_selector(".sorry")
    assert says in page.locator(".sorry").inner_text()
    assert "work without it" in page.locator(".sorry").inner_text()
    context.close()


def test_evaluating_in_the_browser_loads_no_pydantic(tried):
    """The page refuses to start otherwise; here the same is seen in what was fetched."""
    names = tried.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not any("pydantic" in name or "micropip" in name for name in names)
    assert tried.locator("#triage-app").get_attribute("data-state") == "ready"
