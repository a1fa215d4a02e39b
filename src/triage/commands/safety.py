"""``triage safety-case``: the hazards of a pack, checked against its rules and tests, as a page."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Mapping
from os.path import relpath
from pathlib import Path
from typing import Any

from triage.commands.loading import rules_from
from triage.packs.writing import write
from triage.telling.safety_case import safety_case_page

__all__ = ["add"]

_FILE = "docs/explanation/hazards.yaml"
_PAGE = "safety-case.md"


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("safety-case", help="check a file of hazards, and write the safety case from it")
    command.add_argument("file", nargs="?", default=_FILE, help=f"the hazards ({_FILE})")
    command.add_argument("--rules", help="folder or built file of the rules (the bundled ones)")
    command.add_argument("--root", default=".", help="where the paths of tests and pages begin (here)")
    command.add_argument("--to", help=f"page to write ({_PAGE} beside the file)")
    command.add_argument("--check", action="store_true", help="write nothing; exit with 1 when the page is stale")
    command.set_defaults(run=_safety_case)


def _safety_case(options: Namespace) -> int:
    # Reading rule files needs pydantic and PyYAML; most commands don't.
    from triage.packs.hazards import safety_case_in

    file, root = Path(options.file), Path(options.root)
    page = Path(options.to) if options.to is not None else file.with_name(_PAGE)
    rules = rules_from(options.rules)
    case = safety_case_in(file, rules.content, root=root)
    place = relpath(page.parent, root)
    text = safety_case_page(case, rules, place=place, source=file.name, laws=_laws(page.with_name("laws.md")))
    if page.is_file() and page.read_text("utf-8") == text:
        print(f"{page} is fresh")
        return 0
    if options.check:
        print(f"{page} is stale; run `triage safety-case`")
        return 1
    write(page, text)
    print(f"{page} written")
    return 0


def _laws(page: Path) -> Mapping[int, str]:
    """The headings of the laws, where there is a page of them."""
    text = page.read_text("utf-8") if page.is_file() else ""
    return {int(number): title for number, title in re.findall(r"^## (\d+)\. (.+)$", text, re.MULTILINE)}
