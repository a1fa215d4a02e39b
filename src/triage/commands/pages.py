"""``triage pages``: the rule pages, written, kept fresh, and checked."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from triage.commands.loading import add_onto, onto_of, rules_from
from triage.model.ruleset import RuleSet
from triage.packs.bundle import BUNDLED
from triage.packs.writing import write
from triage.telling.pages import is_written_here, is_written_of, pages
from triage.telling.status import with_status

__all__ = ["add"]

_FOLDER = "docs/rules"
_RELEASED = "rules/released"
# Pages written by hand that may state the review status.
_STATING = ("*.md", "explanation/*.md")


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("pages", help="write the pages on which clinicians review the rules")
    command.add_argument("path", nargs="*", help="folder or built file of the rules (the bundled ones)")
    add_onto(command)
    command.add_argument("--to", default=_FOLDER, help=f"folder to write to ({_FOLDER})")
    command.add_argument("--released", default=_RELEASED, help=f"folder of released versions ({_RELEASED})")
    command.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a page is stale, missing or superfluous")
    command.set_defaults(run=_pages)


def _pages(options: Namespace) -> int:
    # Reading releases needs what reads rule files; most commands don't.
    from triage.packs.asked import asked_in
    from triage.packs.released import all_released, declared_in

    rules, folder, releases = rules_from(options.path, onto=onto_of(options)), Path(options.to), Path(options.released)
    released = all_released(releases, name=rules.name)
    bundled = rules.name == BUNDLED
    # Only there do the pages around them exist.
    around = bundled and (folder.parent / "how-to/review.md").is_file()
    declared, asked = (declared_in(releases), asked_in(releases, rules.content)) if released else (None, None)
    written = pages(rules, released=released, declared=declared, asked=asked, bundled=bundled, around=around)
    there = _texts(folder)
    hand = _by_hand(folder.parent, rules) if around else {}
    if strangers := [name for name, text in there.items() if _belongs_to_others(name, text, written, rules)]:
        for name in strangers:
            print(f"{folder / name} wasn't written from {rules.name}, and is left; give another folder with --to", file=sys.stderr)
        return 1
    found = _differences(there, written)
    if options.check:
        for name, fault in found.items():
            print(f"{folder / name} is {fault}; run `triage pages`")
        for file in hand:
            print(f"{file} states another review status than there is; run `triage pages`")
        return 1 if found or hand else 0
    folder.mkdir(parents=True, exist_ok=True)
    stale = [name for name in found if name in written]
    for name in stale:
        write(folder / name, written[name])
    for file, text in hand.items():
        write(file, text)
        print(f"{file}: review status written")
    print(f"{folder}: {len(stale)} of {len(written)} pages written")
    return _cleared(folder, [name for name in found if name not in written])


def _by_hand(docs: Path, rules: RuleSet) -> dict[Path, str]:
    """The pages written by hand that state another review status than there is, each as it should read."""
    found = {file: file.read_text("utf-8") for each in _STATING for file in docs.glob(each)}
    return {file: with_status(text, rules) for file, text in found.items() if with_status(text, rules) != text}


def _texts(folder: Path) -> dict[str, str]:
    """The pages of a folder; other kinds of files don't count."""
    return {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.md"))}


def _belongs_to_others(name: str, text: str, written: Mapping[str, str], rules: RuleSet) -> bool:
    """Whether a page would be overwritten that somebody wrote by hand, or would be so or be taken away as that of another pack."""
    return not is_written_of(text, rules) and (name in written or is_written_here(text))


def _differences(there: Mapping[str, str], written: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each page of the folder that isn't as it would be written."""
    faults = {name: "stale" if name in there else "missing" for name, text in written.items() if there.get(name) != text}
    return dict(sorted((faults | {name: "superfluous" for name in there if name not in written}).items()))


def _cleared(folder: Path, names: list[str]) -> int:
    """Take away pages of rules that are gone; what somebody wrote by hand is named and left."""
    kept = 0
    for name in names:
        if is_written_here((folder / name).read_text("utf-8")):
            (folder / name).unlink()
            print(f"{folder / name} was superfluous, and is removed")
        else:
            print(f"{folder / name} wasn't written by `triage pages`, and is left; move it elsewhere")
            kept += 1
    return 1 if kept else 0
