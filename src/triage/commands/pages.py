"""``triage pages``: the rule pages, written, kept fresh, and checked."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from triage.commands.loading import rules_from
from triage.packs.writing import write
from triage.telling.pages import is_written_here, pages

__all__ = ["add"]

_FOLDER = "docs/rules"
_RELEASED = "rules/released"


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("pages", help="write the pages on which clinicians review the rules")
    command.add_argument("path", nargs="?", help="folder or built file of the rules (the bundled ones)")
    command.add_argument("--to", default=_FOLDER, help=f"folder to write to ({_FOLDER})")
    command.add_argument("--released", default=_RELEASED, help=f"folder of released versions ({_RELEASED})")
    command.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a page is stale, missing or superfluous")
    command.set_defaults(run=_pages)


def _pages(options: Namespace) -> int:
    # Reading releases needs what reads rule files; most commands don't.
    from triage.packs.released import all_released, declared_in

    rules, folder, releases = rules_from(options.path), Path(options.to), Path(options.released)
    written = pages(rules, released=all_released(releases, name=rules.name), declared=declared_in(releases))
    found = _differences(folder, written)
    if options.check:
        for name, fault in found.items():
            print(f"{folder / name} is {fault}; run `triage pages`")
        return 1 if found else 0
    folder.mkdir(parents=True, exist_ok=True)
    stale = [name for name in found if name in written]
    for name in stale:
        write(folder / name, written[name])
    print(f"{folder}: {len(stale)} of {len(written)} pages written")
    return _cleared(folder, [name for name in found if name not in written])


def _differences(folder: Path, written: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each file of the folder that isn't as it would be written; other kinds of files don't count."""
    there = {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.md"))}
    faults = {name: "stale" if name in there else "missing" for name, text in written.items() if there.get(name) != text}
    return dict(sorted((faults | {name: "superfluous" for name in there if name not in written}).items()))


def _cleared(folder: Path, names: list[str]) -> int:
    """Take away pages of rules that are gone; what somebody wrote by hand is named and left."""
    kept = 0
    for name in names:
        if is_written_here((folder / name).read_text("utf-8")):
            (folder / name).unlink()
        else:
            print(f"{folder / name} wasn't written by `triage pages`, and is left; move it elsewhere")
            kept += 1
    return 1 if kept else 0
