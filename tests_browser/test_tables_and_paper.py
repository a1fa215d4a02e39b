"""Outcomes in tables have their level's colour, refs stay whole, and the sheet to sign prints as one."""

from __future__ import annotations

import re

import pytest
from cells import marked


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("<strong>Emergency care now</strong>", "emergency"),
        ("Seek care within 2 to 3 days", "seek-care"),
        ("Stop this activity now", "stop"),
        ("<code>emergency now</code>", "emergency"),
        ("seek-care fortnight", "seek-care"),
    ],
)
def test_an_outcome_by_itself_is_marked_with_its_level(cell, level):
    """As a person reads it and as code writes it; the words stay."""
    assert marked(f"<td>{cell}</td>") == f'<td data-level="{level}">{cell}</td>'


@pytest.mark.parametrize("cell", ["Emergency rules", "Stop walking now and then", "seek-care", "none-found", "Emergency care now or later"])
def test_other_words_are_left_alone(cell):
    """A sentence about an outcome is no outcome."""
    assert marked(f"<td>{cell}</td>") == f"<td>{cell}</td>"


def test_refs_are_marked():
    """So that no line ends within one."""
    assert marked("<td>C-06a</td><td>C-06a and more</td>") == '<td class="ref">C-06a</td><td>C-06a and more</td>'


def test_every_rule_page_shows_the_colour_of_its_outcome(site):
    """In its status line; a pack that words its outcomes otherwise would fail here, and not silently turn grey."""
    rules = [page for page in site.glob("rules/*/index.html") if '<h2 id="what-it-flags"' in page.read_text("utf-8")]
    assert len(rules) > 100
    for page in rules:
        status = page.read_text("utf-8").partition("</h1>")[2].partition("</table>")[0]
        assert "<td data-level=" in status, page


def test_the_sheet_to_sign_lies_on_its_side(visits):
    """Every page of it, black on white though the screen is dark, with lines that hold a signature and break over no page."""
    page = visits.open("/rules/sign-off/", scheme="dark")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(format="A4"))
    assert len(boxes) > 5
    assert all(float(width) > float(height) for width, height in boxes)
    page.emulate_media(media="print")
    # The first table is signed for the pack as a whole; the others list the rules, with their outcome.
    row = page.locator("table tr:has(td[data-level])").first
    assert row.bounding_box()["height"] >= 40  # pixels; 96 to the inch, so 10.5 mm
    assert row.evaluate("row => getComputedStyle(row).breakInside") == "avoid"
    assert row.locator("td").last.bounding_box()["width"] >= 150
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert row.locator("td[data-level]").first.evaluate("cell => getComputedStyle(cell).color") == "rgb(0, 0, 0)"
    assert not page.locator(".md-header").is_visible()


def test_other_pages_stay_upright(visits):
    """A rule page and the home page, whose tables have empty cells but nothing to sign."""
    for path in ("/", "/rules/saddle-numbness/"):
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", visits.open(path).pdf(format="A4"))
        assert all(float(width) < float(height) for width, height in boxes), path


def test_what_is_folded_on_a_screen_is_open_on_paper(visits):
    """What is signed has to be there; afterwards it is folded again."""
    page = visits.open("/rules/two-cauda-equina-signs/")
    folded = page.locator("details")
    assert folded.count() == 1
    assert not folded.evaluate("each => each.open")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.evaluate("each => each.open")
    assert folded.locator("li").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not folded.evaluate("each => each.open")
