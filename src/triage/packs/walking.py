"""
Files and folders of rules, read so that none is left out unseen.

A rule that isn't read is an emergency that isn't seen. The standard library's ways of walking a folder pass over what they can't open, and
a link shows a reviewer another file than the one that is read. Here both are faults.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from triage.errors import Problem

__all__ = ["Unreadable", "bytes_of", "files_in", "packs_in", "unopened"]


class Unreadable(Exception):
    """Why a file can't be read, in a sentence."""


def files_in(folder: Path) -> tuple[list[Path], list[Problem]]:
    """Every file under a folder, in order, and what in it can't be read."""
    files: list[Path] = []
    problems: list[Problem] = []
    waiting = [folder]
    for here in waiting:  # It grows on the way.
        for entry in _entries(here, problems):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(here / entry.name)
            else:
                files.append(here / entry.name)
    return sorted(files), problems


def packs_in(place: Path) -> tuple[list[Path], list[Problem]]:
    """
    The packs at a place: the folder itself, or the folders in it that are packs; and what there can't be read.

    Raises:
        FileNotFoundError: Nothing is there.
    """
    os.stat(place)
    problems: list[Problem] = []
    entries = list(_entries(place, problems))
    if problems or any(entry.name == "pack.yaml" for entry in entries):
        return [place], problems
    folders = sorted(place / entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    packs = [folder for folder in folders if any(entry.name == "pack.yaml" for entry in _entries(folder, problems))]
    return packs or [place], problems


def bytes_of(file: Path, *, largest: int, what: str) -> bytes:
    """
    What a file holds.

    Raises:
        Unreadable: It can't be opened, is a device or a pipe, whose end may never come, or holds more bytes than the largest may.
    """
    try:
        status = os.stat(file)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("this is no file but a folder, a pipe or a device")
        if status.st_size > largest:
            raise Unreadable(f"the file has {status.st_size:,} bytes; {what} has at most {largest:,}")
        with open(file, "rb") as opened:
            return opened.read(largest)
    except OSError as error:
        raise Unreadable(f"the file can't be read: {error.strerror}") from None


def unopened(place: Path, reason: str) -> Problem:
    """A file or folder that can't be read, and why."""
    return Problem("unreadable", reason, where=f"{place}:1:1", path=(str(place),))


def _entries(folder: Path, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    """What lies in a folder, in order, without what can't be read, which is noted."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(unopened(folder, f"the folder can't be read ({error.strerror}), and a rule in it would be missing"))
        return
    for entry in entries:
        if entry.is_symlink() or getattr(entry, "is_junction", bool)():
            problems.append(unopened(folder / entry.name, "a link is not followed; put the file or the folder itself here"))
        elif entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False):
            yield entry
        else:
            problems.append(unopened(folder / entry.name, "it is no file but a pipe or a device; take it away"))
