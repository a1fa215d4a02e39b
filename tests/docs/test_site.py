"""What the documentation site makes of the pages: an ambulance looks like no other outcome, and every index has its place."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from triage import Outcome
from triage.telling.catalogue import outcome_words

ROOT = Path(__file__).parents[2]


def built(name):
    """A module of the site's builder, which is no package."""
    spec = spec_from_file_location(f"docs_build_{name}", ROOT / "docs_build" / f"{name}.py")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class TestAtOnce:
    """Whoever looks down a table sees the ambulance."""

    def test_it_has_a_mark_of_its_own(self):
        """In words and as code writes it; an emergency that is for now has none."""
        marked = built("cells").marked
        for words in (outcome_words(Outcome.parse("emergency at-once")), "<strong>Emergency care at once, by ambulance</strong>"):
            assert marked(f"<td>{words}</td>") == f'<td data-level="emergency" data-within="at-once">{words}</td>'
        assert 'data-within="at-once"' in marked("<td><code>emergency at-once</code></td>")
        assert "data-within" not in marked(f"<td>{outcome_words(Outcome.parse('emergency now'))}</td>")

    def test_the_mark_has_a_colour(self):
        """On the screen; on paper everything is black."""
        assert 'td[data-within="at-once"]' in (ROOT / "docs/assets/site.css").read_text("utf-8")
        assert 'td[data-within="at-once"]' in (ROOT / "docs/assets/print.css").read_text("utf-8")


def test_every_index_page_has_its_place_in_the_navigation(written, bundled):
    """In the order in which a reader should meet them, and not behind all rules."""
    navigation = built("navigation")
    indexes = [f"rules/{name}" for name in written if name.removesuffix(".md") not in bundled.rules]
    assert [name for name in indexes if name not in navigation.FIRST] == []
