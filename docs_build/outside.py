"""Files of the repository that pages link to though they don't lie under docs/: they come into the site too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os.path import normpath, relpath
from pathlib import Path, PurePosixPath

__all__ = ["Outside"]

LINK = re.compile(r"\]\((?![a-z]+:|#|/)([^)#\s]+)(#[^)\s]*)?\)")
ALWAYS = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
# The home page says what the README says.
HOME = {"README.md": "index.md"}


@dataclass(frozen=True)
class Outside:
    """
    Files from beyond docs/, by their place in the site.

    Attributes:
        pages: Markdown files that become pages: place in the site to path in the repository.
        copies: Other files, copied with ``.txt`` behind their name so that a browser shows them.
    """

    pages: Mapping[str, str]
    copies: Mapping[str, str]

    @classmethod
    def of(cls, root: Path) -> Outside:
        """Everything that the pages link to, the pages found on the way included."""
        waiting = [*ALWAYS, *(f"docs/{page.relative_to(root / 'docs').as_posix()}" for page in (root / "docs").rglob("*.md"))]
        seen: set[str] = set()
        while waiting:
            path = waiting.pop()
            if path in seen or path in HOME or not (root / path).is_file():
                continue
            seen.add(path)
            if path.endswith(".md"):
                waiting.extend(_targets((root / path).read_text("utf-8"), path))
        found = sorted(path for path in seen if not path.startswith("docs/"))
        return cls(
            pages={_place(path): path for path in found if path.endswith(".md")},
            copies={_place(path): path for path in found if not path.endswith(".md")},
        )

    def relinked(self, markdown: str, page: str) -> str:
        """The text of a page of the site with its links led to where the targets lie in the site."""
        origin = self.pages.get(page, f"docs/{page}")

        def led(match: re.Match[str]) -> str:
            target = _resolved(match[1], origin)
            place = _place(target)
            if origin.startswith("docs/") and target.startswith("docs/"):
                return match[0]
            if target not in HOME and not target.startswith("docs/") and place not in self.pages and place not in self.copies:
                return match[0]
            return f"]({relpath(place, PurePosixPath(page).parent)}{match[2] or ''})"

        return LINK.sub(led, markdown)


def _targets(markdown: str, origin: str) -> Iterator[str]:
    for match in LINK.finditer(markdown):
        yield _resolved(match[1], origin)


def _resolved(link: str, origin: str) -> str:
    return normpath(PurePosixPath(origin).parent / link)


def _place(path: str) -> str:
    """Where a file of the repository lies in the site."""
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    if path in HOME:
        return HOME[path]
    return f"project/{path.lower()}" if path.endswith(".md") else f"project/{path}.txt"
