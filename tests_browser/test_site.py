"""The site as a whole: every page loads in peace, every link holds, search finds, and nothing leaves the site."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest


class Links(HTMLParser):
    """The targets and the anchors of one page."""

    def __init__(self):
        super().__init__()
        self.targets, self.anchors = set(), set()

    def handle_starttag(self, tag, attrs):
        """Collect what leads somewhere, and where links may lead to."""
        named = dict(attrs)
        self.anchors |= {named.get("id"), named.get("name") if tag == "a" else None}
        for key in ("href", "src"):
            if named.get(key) and not (tag == "link" and named.get("rel") == "canonical"):
                self.targets.add(named[key])


@pytest.fixture(scope="module")
def linked(site):
    """Targets and anchors of every HTML file, by its path."""
    found = {}
    for file in site.rglob("*.html"):
        reader = Links()
        reader.feed(file.read_text("utf-8"))
        path = f"/{file.relative_to(site).as_posix()}"
        found[path.removesuffix("index.html") if path.endswith("/index.html") else path] = reader
    return found


def test_every_internal_link_leads_somewhere(site, linked):
    """To a file that is there, and to an anchor that stands in it."""
    broken = []
    for path, reader in linked.items():
        for target in reader.targets:
            url = urlsplit(urljoin(f"http://site{path}", target))
            if url.netloc != "site" or url.scheme != "http" or "=" in url.fragment:
                continue
            file = site / unquote(url.path).lstrip("/")
            found = (file / "index.html").is_file() if url.path.endswith("/") else file.is_file()
            anchors = linked[url.path].anchors if found and url.path in linked else None
            if not found or (url.fragment and anchors is not None and unquote(url.fragment) not in {*anchors, "__search"}):
                broken.append(f"{path} -> {target}")
    assert broken == []


def test_no_page_names_another_host_for_a_file_it_needs(linked):
    """Scripts, styles, fonts and images come from the site; links that a reader follows may lead elsewhere."""
    for path, reader in linked.items():
        outside = {each for each in reader.targets if each.endswith((".js", ".mjs", ".css", ".woff2", ".png", ".svg")) and "//" in each}
        assert outside == set(), path


@pytest.mark.parametrize("part", range(4))
def test_every_page_loads_without_a_word_on_the_console(visits, pages, part):
    """In Chromium, under the policy, and asking this server only; `visits` looks at all three."""
    page = visits.page()
    for path in pages[part::4]:
        response = page.goto(visits.url + path)
        assert response.status == 200, path
        assert page.locator("h1").first.is_visible(), path


def test_search_finds_what_a_person_would_type(visits):
    """A word out of a question leads to a rule."""
    page = visits.open("/")
    page.get_by_role("textbox", name="Search").first.click()
    page.keyboard.type("wipe")
    page.wait_for_selector(".md-search-result__item a")
    hrefs = page.locator(".md-search-result__item a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert any("rules/" in href for href in hrefs), hrefs


def test_search_knows_every_rule_and_source_but_not_the_lists_that_repeat_them(site):
    """Each page loads the index; a list in another order would also bury the rule under itself."""
    places = {each["location"].partition("#")[0] for each in json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]}
    found = {page.parent.relative_to(site).as_posix() + "/" for page in site.glob("rules/*/index.html")}
    assert found - places == {f"rules/{name}/" for name in ("by-cause", "by-finding", "by-source", "sign-off")}


def test_the_palette_can_be_switched(visits):
    """From light to dark, and the choice is kept for the next page."""
    page = visits.open("/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    page.locator('label[title="Switch to dark mode"]').click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.goto(visits.url + "/try-it/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
