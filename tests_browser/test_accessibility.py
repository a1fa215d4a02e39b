"""axe-core finds no serious or critical fault, in light and dark, before and after answers."""

from __future__ import annotations

from pathlib import Path

import pytest

AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"


def faults(page):
    """What axe finds serious or critical, with the places."""
    page.evaluate(AXE.read_text("utf-8"))
    # Colours fade in and out; a shade in between is nobody's colour.
    page.add_style_tag(content="* { transition: none !important; animation: none !important }")
    page.evaluate("async () => { await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame) }")
    page.evaluate("() => Promise.allSettled(document.getAnimations().map((each) => each.finished))")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{each['id']}: {[node['target'] for node in each['nodes']][:4]} {each['nodes'][0]['failureSummary']}"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/rules/saddle-numbness/", "/rules/coverage/", "/rules/", "/explanation/levels/"])
def test_pages_have_no_serious_fault(visits, path, scheme):
    """Home, a rule, the coverage matrix, the list of rules, a guide with code."""
    assert faults(visits.open(path, scheme=scheme)) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_try_it_has_no_serious_fault(tried, scheme, width):
    """Empty, then with an emergency, a doubt, a refused answer and everything open; on a desk and on a phone."""
    tried.set_viewport_size({"width": width, "height": 844})
    switch = tried.locator('label[title="Switch to dark mode"]')
    if switch.is_visible() == (scheme == "dark"):
        tried.locator("label[title^='Switch to']:visible").click()
    assert faults(tried) == []
    tried.evaluate("location.hash = 'saddle_numbness=yes&leg_weakness_new=unsure&temperature_c=101&feverish=no'")
    tried.wait_for_selector(".refused", state="attached")
    tried.get_by_role("button", name="Open all groups").click()
    if width < 800:
        tried.get_by_role("button", name="Details").click()
    tried.locator(".json").evaluate("details => (details.open = true)")
    assert faults(tried) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_questionnaire_has_no_serious_fault(visits, scheme, width):
    """A screen, a refused answer on it, and an emergency with every answer in sight."""
    page = visits.try_it(mode="walk", width=width, height=844, scheme=scheme)
    assert faults(page) == []
    page.locator("#line-age_years").fill("thirty")
    page.get_by_role("button", name="Next").click()
    page.wait_for_selector(".line__fault")
    assert faults(page) == []
    page.locator("#line-age_years").fill("35")
    page.locator('#line-sex_at_birth input[value="male"]').check()
    page.get_by_role("button", name="Next").click()
    page.wait_for_selector('.walk[data-screen="right-now"]')
    page.locator('#line-chest_pain input[value="yes"]').check()
    page.get_by_role("button", name="Next").click()
    page.wait_for_selector(".result")
    page.locator(".walk details").evaluate_all("all => all.forEach((each) => (each.open = true))")
    assert faults(page) == []
