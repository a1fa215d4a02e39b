"""``triage new``: a small pack to begin with, which passes its own check."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from os.path import lexists
from pathlib import Path
from typing import Any

from triage.names import quoted
from triage.packs.archive import releases
from triage.packs.writing import keep

__all__ = ["add"]

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("new", help="write a small pack of your own to begin with")
    command.add_argument("pack", help="folder to make; the pack is named after it")
    command.set_defaults(run=_new)


def _new(options: Namespace) -> int:
    folder = Path(options.pack)
    name = folder.name
    if not _NAME.fullmatch(name) or releases(name):
        why = (
            "is the pack that comes with the library" if releases(name) else "must be lower-case words joined with hyphens, such as my-pack"
        )
        print(f"the name of the pack, {quoted(name)}, {why}", file=sys.stderr)
        return 1
    if lexists(folder):
        print(f"{folder} is there already, and is left as it is", file=sys.stderr)
        return 1
    today = datetime.now(UTC).date().isoformat()
    for inside, text in _texts(files("triage.packs").joinpath("template")):
        file = folder / inside
        file.parent.mkdir(parents=True, exist_ok=True)
        keep(file, text.replace("NAME", name).replace("DATE", today))
        print(f"{file} written")
    print(f"Age, sex, pregnancy, fever and more need no question of your own: `triage check {folder} --onto @common` knows them")
    return 0


def _texts(place: Traversable, inside: str = "") -> list[tuple[str, str]]:
    """Each file of the template by its path, in order."""
    found: list[tuple[str, str]] = []
    for each in sorted(place.iterdir(), key=lambda one: one.name):
        if each.is_dir():
            found += _texts(each, f"{inside}{each.name}/")
        elif each.name.endswith(".yaml"):
            found.append((inside + each.name, each.read_text("utf-8")))
    return found
