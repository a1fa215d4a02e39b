"""Sources are called by short names that a clinician knows, and no two by the same."""

from __future__ import annotations

import pytest

from triage.model.words import Source
from triage.telling.citing import short_names


def named(*titles: str) -> list[str]:
    """The short names of sources with these titles."""
    return list(short_names([Source(f"source-{place}", title=title) for place, title in enumerate(titles)]).values())


class TestShortNames:
    """A publisher, first author and year, or title; enough to tell sources apart, and no more."""

    @pytest.mark.parametrize(
        ("title", "short"),
        [
            ("NICE NG127. Suspected neurological conditions. 2019, updated 2023.", "NICE NG127"),
            ("Shaw B, Kinsella R, Henschke N, et al. Back pain red flags. Eur Spine J 2020.", "Shaw B et al 2020"),
            ("White BD et al. Summary of NICE guidance. BMJ 2008;337.", "White BD et al 2008"),
            ("Todd NV. Red flags and white flags. 2017.", "Todd NV 2017"),
            ("Public pages on one thing.", "Public pages on one thing"),
            ("", "source-0"),
        ],
    )
    def test_one_source(self, title, short):
        """What stands first in its title."""
        assert named(title) == [short]

    def test_pages_of_one_publisher_are_told_apart(self):
        """By what follows; and by the id where nothing does."""
        assert named("NHS website. Back pain.", "NHS website. Sciatica, with more.") == ["NHS website: Back pain", "NHS website: Sciatica"]
        assert named("Leaflet.", "Leaflet.") == ["source-0", "source-1"]

    def test_a_long_title_is_cut_at_a_word(self):
        """It is a name, not a sentence."""
        (short,) = named("A register " + "of very many people " * 10)
        assert short.endswith(" many …")
        assert len(short) <= 70

    def test_those_of_the_real_pack_differ(self, bundled):
        """A heading leads to one source."""
        names = short_names(bundled.content.sources)
        assert len(set(names.values())) == len(names) == len(bundled.content.sources)
