"""Under a strict content security policy nothing is violated, in pages and workers, and the counting itself works."""

from __future__ import annotations

from serving import POLICY, served


def test_nothing_is_violated_where_readers_go(visits, tried, server, pages):
    """Home, a rule page, search and Try it with an answer."""
    page = visits.open("/")
    rule = next(path for path in pages if path == "/rules/saddle-numbness/")
    page.goto(visits.url + rule)
    page.get_by_role("textbox", name="Search").first.click()
    page.keyboard.type("bladder")
    page.wait_for_selector(".md-search-result__item a")
    tried.evaluate("location.hash = 'saddle_numbness=yes'")
    tried.wait_for_selector('.outcome[data-level="emergency"]')
    assert server.violations == []


def test_a_violation_would_be_counted(browser, tmp_path):
    """A page that asks for another host's picture is reported; without this the count of none would prove nothing."""
    (tmp_path / "index.html").write_text("<img src='http://127.0.0.1:9/elsewhere.png'>")
    with served(tmp_path) as running:
        context = browser.new_context()
        page = context.new_page()
        with page.expect_response("**/violation"):
            page.goto(running.url)
        context.close()
        assert len(running.violations) == 1
    assert "unsafe-eval" not in POLICY.replace("wasm-unsafe-eval", "")
