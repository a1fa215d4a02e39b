"""Try it on a phone, and without a mouse."""

from __future__ import annotations


def overflow(page):
    """How far the page can be pushed sideways, in pixels."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_it_works_at_390_pixels(visits):
    """Nothing sticks out, the outcome is always in sight, and its details open over the questions and close again."""
    page = visits.try_it(width=390, height=844)
    assert overflow(page) == 0
    page.get_by_role("button", name="Open all groups").click()
    assert overflow(page) == 0
    page.locator('#q-saddle_sensory_change input[value="yes"]').check()
    page.wait_for_selector('.outcome[data-level="emergency"]')
    assert page.locator(".outcome__headline").is_visible()
    box = page.locator(".outcome__summary").bounding_box()
    assert 844 / 2 < box["y"] < 844
    assert not page.locator(".outcome__body").is_visible()
    page.get_by_role("button", name="Details").click()
    assert page.locator(".outcome__body .reason__title").first.is_visible()
    page.locator("ul.jumps .jump").first.click()
    assert not page.locator(".outcome__body").is_visible()


def test_other_pages_fit_a_phone(visits, pages):
    """Home, a rule, the widest tables: they scroll inside themselves."""
    page = visits.page(width=390, height=844)
    for path in (
        "/",
        "/rules/",
        "/rules/saddle-numbness/",
        "/rules/coverage/",
        "/rules/accuracy/",
        "/rules/sign-off/",
        "/reference/assessment-json/",
        "/explanation/safety-case/",
    ):
        assert path in pages
        page.goto(visits.url + path)
        assert overflow(page) == 0, path


def test_the_status_of_a_rule_is_in_sight_on_a_phone(visits):
    """Outcome, doubt, review, ref and digest stand below each other, and nothing has to be pushed into view."""
    page = visits.open("/rules/saddle-numbness/", width=390, height=844)
    cells = page.locator("h1 + * td")
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert len(boxes) >= 5
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    assert [box["y"] for box in boxes] == sorted({box["y"] for box in boxes})


def test_it_works_with_the_keyboard_alone(visits):
    """Tab to the search, to the question, arrows to an answer, on to the outcome and its link; focus is always visible."""
    page = visits.try_it()
    press = page.keyboard.press
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == "find-question":
            break
        press("Tab")
    page.keyboard.type("wipe")
    for _ in range(60):
        if page.evaluate("document.activeElement.name") == "saddle_sensory_change":
            break
        press("Tab")
    assert page.evaluate("document.activeElement.value") == "open"
    assert page.evaluate("getComputedStyle(document.activeElement.closest('label')).outlineStyle") == "solid"
    press("ArrowRight")
    page.wait_for_selector('.outcome[data-level="emergency"]')
    for _ in range(60):
        if page.evaluate("document.activeElement.classList.contains('reason__title')"):
            break
        press("Tab")
    press("Enter")
    page.wait_for_url("**/rules/saddle-numbness/")
    assert page.locator("h1").inner_text().strip()
