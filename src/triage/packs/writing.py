"""
Files written whole or not at all.

Whoever reads a rule set finds the old one or the new one: a full disk or a lost process in the middle of writing leaves no half of one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST
from pathlib import Path

from triage.errors import Problem, RuleError

__all__ = ["keep", "locked", "write"]

_LOCK = ".releasing"


def write(file: Path, text: str) -> None:
    """Write a file in place of whatever is there; on an error that stays as it is."""
    with _beside(file, text) as written:
        os.replace(written, file)


def keep(file: Path, text: str) -> None:
    """
    Write a file that isn't there.

    Raises:
        FileExistsError: It is there, and stays as it is.
    """
    with _beside(file, text) as written:
        try:
            # Unlike renaming, it never takes the place of what another process wrote since somebody looked.
            os.link(written, file)
        except FileExistsError:
            raise FileExistsError(EEXIST, "it is there already, and is never overwritten", str(file)) from None
        except OSError:
            # A file system without links.
            with open(file, "x", encoding="utf-8") as opened:
                opened.write(text)


@contextmanager
def locked(folder: Path, *, name: str = _LOCK, what: str = "release") -> Iterator[None]:
    """
    Alone in a folder of releases, so that of two releases at once neither passes for the first; or of reviews, so that none is lost.

    Raises:
        RuleError: Somebody else is.
    """
    lock = folder / name
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        message = f"another {what} is being written here; wait for it, or take this file away if none is"
        raise RuleError((Problem("release-locked", message, where=str(lock), path=(str(lock),)),)) from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


@contextmanager
def _beside(file: Path, text: str) -> Iterator[str]:
    """The text in a file of its own beside the one that is meant, safely on the disk."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        # As any new file has, and not for its owner alone.
        os.chmod(name, 0o644)
        yield name
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)
