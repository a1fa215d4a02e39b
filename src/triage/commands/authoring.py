"""``triage check`` and ``triage build``: for those who write rules."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from triage.commands.loading import add_onto, onto_of, rules_from
from triage.commands.shipping import pinned, shipped, written
from triage.errors import RuleError
from triage.model.digest import voided
from triage.model.ruleset import RuleSet
from triage.names import printable, quoted
from triage.packs.bundle import BUNDLED, decisions_of, document_of, reviews_of, rule_set_from
from triage.packs.writing import write

__all__ = ["add"]

_EXPIRY_YEARS = 2

# Characters of a listing.
_LONGEST = 16_000_000


def add(commands: Any) -> None:
    """Add the commands to a parser."""
    command = commands.add_parser("check", help="check rule files; silent when nothing is wrong")
    command.add_argument("path", nargs="+", help="folder of a pack, or of several")
    add_onto(command)
    command.add_argument("--draft", action="store_true", help="leave out what isn't used yet, while the pack is being written")
    command.add_argument("--on", type=_date, metavar="DATE", help="also list sources last read over two years before this date")
    command.add_argument("--listing", metavar="FILE", help="names of all files that must have been read, one a line (- for standard input)")
    command.set_defaults(run=_check)

    command = commands.add_parser("build", help="compile rule files to the JSON that apps load")
    command.add_argument("path", nargs="*", default=[f"rules/{BUNDLED}"], help=f"folder of a pack, or of several (rules/{BUNDLED})")
    add_onto(command)
    command.add_argument("--to", help="folder to write to (that of the first pack; of the bundled pack, the package's own)")
    command.add_argument("--check", action="store_true", help="write nothing; exit with 1 when the files there are stale")
    command.set_defaults(run=_build)


def _data(pack: Path) -> Path | None:
    """Where the package of the repository keeps the built rules, if this is its bundled pack; nobody else's pack goes there."""
    data = pack.parent.parent / "src" / "triage" / "packs" / "data"
    return data if pack.parts[-2:] == ("rules", BUNDLED) and data.is_dir() else None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"a date is written 2026-11-22, not {quoted(text)}") from None


def _check(options: Namespace) -> int:
    rules = _checked(options)
    found = [
        f"{review.rule or review.pack}: the review by {review.by} of {review.on} is of another text; it no longer counts"
        for review in voided(rules.content)
    ]
    if options.on is not None:
        found += [
            f"{source.id}: last read on {source.evidence_read}, over two years before {options.on}; read it again"
            for source in rules.content.sources
            if _expired(date.fromisoformat(source.evidence_read), options.on)
        ]
    if options.listing is not None:
        found += _unlisted(options.path, _listing(options.listing))
    for line in found:
        print(printable(line), file=sys.stderr)
    return 1 if found else 0


def _checked(options: Namespace) -> RuleSet:
    """The rules that are to be checked. In a draft what nothing uses yet isn't told, so that real faults can be seen."""
    try:
        return _loaded(options, cases=True)
    except RuleError as error:
        left = tuple(each for each in error.problems if not options.draft or each.code != "unused")
        if left:
            raise RuleError(left) from None
    return _loaded(options, cases=False)


def _loaded(options: Namespace, *, cases: bool) -> RuleSet:
    """One pack or several, on top of others where that is said."""
    return rules_from(options.path, onto=onto_of(options), cases=cases)


def _listing(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    # A device never ends.
    with open(name, encoding="utf-8") as opened:
        return opened.read(_LONGEST)


def _unlisted(paths: Sequence[str], listing: str) -> list[str]:
    """What a listing names and wasn't read, and what was read and isn't named."""
    from triage.packs.loader import files_of

    files = [file for path in paths for file in files_of(path)]
    read, named = ({os.path.abspath(each): str(each) for each in names} for names in (files, filter(None, listing.splitlines())))
    missing = [f"{quoted(named[each])} is in the listing, and wasn't read" for each in sorted(named.keys() - read.keys())]
    return missing + [f"{quoted(read[each])} was read, and isn't in the listing" for each in sorted(read.keys() - named.keys())]


def _expired(read: date, on: date) -> bool:
    """Whether more than two years lie between; a source read on 29 February expires with the month."""
    return (on.year - read.year, on.month, on.day) > (_EXPIRY_YEARS, read.month, read.day)


def _build(options: Namespace) -> int:
    rules, place = rules_from(options.path, onto=onto_of(options)), Path(options.path[0])
    home = _data(place.resolve())
    if rules.name == BUNDLED and home is None:
        message = f"{quoted(BUNDLED)} is the pack that comes with the library; a pack of your own needs a `name` of its own in pack.yaml"
        print(message, file=sys.stderr)
        return 1
    folder = Path(options.to) if options.to is not None else home or (place if place.is_dir() else place.parent)
    documents = {"": document_of(rules), ".decisions": decisions_of(rules), ".reviews": reviews_of(rules)}
    # What couldn't be read again isn't written.
    rule_set_from(documents[""], reviews=documents[".reviews"])
    built = {f"{rules.name}{suffix}.json": written(document) for suffix, document in documents.items()}
    texts = {folder / name: text for name, text in built.items()}
    if home is not None and folder.resolve() == home:
        beside, releases = shipped(place, built)
        texts |= {folder / name: text for name, text in beside.items()}
        texts[folder.parent / "pinned.py"] = pinned(built | beside, releases)
    # By their bytes: another end of a line is another file.
    stale = [file for file, text in texts.items() if not file.exists() or file.read_bytes() != text.encode()]
    for file in () if options.check else stale:
        file.parent.mkdir(parents=True, exist_ok=True)
        write(file, texts[file])
    for file in stale:
        print(f"{file} {'is stale; run `triage build`' if options.check else 'written'}")
    return 1 if stale and options.check else 0
