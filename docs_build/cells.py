"""What the style sheet has to know about a table cell, written into the HTML; the words stay as they are."""

from __future__ import annotations

import re

__all__ = ["marked"]

# A cell that holds an outcome and nothing else: as the person reads it, or as code writes it ("seek-care days").
OUTCOME = re.compile(
    r"<td>(?=(?:<strong>|<code>)?(emergency|seek.care|stop)(?: care| this activity)? "
    r"(at.once(?:, by ambulance)?|now|today|days|week|fortnight|within [\w ]+)(?:</strong>|</code>)?</td>)",
    re.IGNORECASE,
)
# A rule's ref, which a browser would break at its hyphen.
REF = re.compile(r"<td>(?=[A-Z]{1,2}-?\d+[a-z]?</td>)")


def marked(html: str) -> str:
    """The page with ``data-level`` on each cell that holds an outcome, and the class ``ref`` on each that holds a ref."""
    return REF.sub('<td class="ref">', OUTCOME.sub(_cell, html))


def _cell(match: re.Match[str]) -> str:
    # An ambulance is an emergency, and more: it has a mark of its own.
    within = ' data-within="at-once"' if match[2].lower().startswith("at") else ""
    return f'<td data-level="{match[1].lower().replace(" ", "-")}"{within}>'
