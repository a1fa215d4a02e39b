"""What mkdocs is told for the site of another pack: the marks of outcomes and refs in the tables of its rule pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from cells import marked


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """Mark outcomes and refs in the tables of the rule pages."""
    return marked(html) if page.file.src_uri.startswith("rules/") else html


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Name the theme's search dialog, which screen readers announce without a name."""
    return output.replace('data-md-component="search" role="dialog"', 'data-md-component="search" role="dialog" aria-label="Search"')
