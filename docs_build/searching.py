"""What search leaves out: pages and sections that repeat others. Every page loads the whole index, on phones too."""

from __future__ import annotations

import re

__all__ = ["REPEATS", "without_repeats"]

# Lists of the rules in another order; a word of a rule would find it here again and again.
REPEATS = frozenset({"rules/by-cause.md", "rules/by-finding.md", "rules/by-source.md", "rules/sign-off.md"})
# Of a rule page: what stands in words above, or in full under accuracy and sources, or is much the same on each page.
SECTION = re.compile(r'<h2 id="(?=(?:if-the-answer-is-unsure|evidence|cases|for-developers)")')


def without_repeats(html: str) -> str:
    """A rule page whose repeating sections are marked for the search plugin to leave out."""
    return SECTION.sub('<h2 data-search-exclude id="', html)
