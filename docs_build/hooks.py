"""What mkdocs is told beyond mkdocs.yml: the navigation, the repository's own pages, and the files of Try it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from triage import bundled_rules

sys.path.insert(0, str(Path(__file__).parent))

from cells import marked
from navigation import navigation
from outside import Outside
from searching import REPEATS, without_repeats

ROOT = Path(__file__).parent.parent
RUNTIME = ROOT / "build" / "try-it"


def on_config(config: Any) -> Any:
    """State the review status that there is at the foot of each page."""
    config.copyright = f"Apache-2.0. Clinical review: {bundled_rules().stamp.review}. This is not medical advice."
    return config


def on_files(files: Files, config: Any) -> Files:
    """Add what isn't under docs/, then list every page in the navigation."""
    outside = Outside.of(ROOT)
    config.extra["outside"] = outside
    for path, origin in outside.pages.items():
        files.append(File.generated(config, path, abs_src_path=str(ROOT / origin)))
    for path, origin in outside.copies.items():
        files.append(File.generated(config, path, abs_src_path=str(ROOT / origin)))
    if RUNTIME.is_dir():
        for file in sorted(RUNTIME.iterdir()):
            files.append(File.generated(config, f"assets/try-it/runtime/{file.name}", abs_src_path=str(file)))
    config.nav = navigation([file.src_uri for file in files.documentation_pages()])
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Turn links that leave docs/ into links within the site, and keep repeats out of search."""
    if page.file.src_uri in REPEATS:
        page.meta["search"] = {"exclude": True}
    outside: Outside = config.extra["outside"]
    return outside.relinked(markdown, page.file.src_uri)


def on_page_content(html: str, page: Any, config: Any, files: Files) -> str:
    """Mark outcomes and refs in the tables of the rule pages, and what search leaves out of them."""
    return without_repeats(marked(html)) if page.file.src_uri.startswith("rules/") else html


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Name the theme's search dialog, which screen readers announce without a name."""
    return output.replace('data-md-component="search" role="dialog"', 'data-md-component="search" role="dialog" aria-label="Search"')
