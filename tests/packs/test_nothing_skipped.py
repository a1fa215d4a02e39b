"""
Law 9 for files: every file of a pack is read, or named in an error.

A rule that is passed over in silence is a missed emergency, and nobody sees that it is missing.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from triage import RuleError, evaluate, load_rules
from triage.cli import main
from triage.packs.released import declared_in

SAMPLE = Path(__file__).parent.parent / "sample"
LINK = "a link is not followed; put the file or the folder itself here"
NOBODY = 65534


@pytest.fixture
def pack():
    """A copy of the sample pack in a place that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: S103  (it holds nothing secret)
        yield Path(shutil.copytree(SAMPLE, Path(folder) / "pack"))


def faults_of(path):
    """What loading reports, with paths relative to it."""
    with pytest.raises(RuleError) as caught:
        load_rules(path)
    return [str(problem).replace(f"{path}/", "", 1) for problem in caught.value.problems]


@contextmanager
def as_somebody():
    """Without the rights of an administrator, who may read everything."""
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if administrator:
            os.seteuid(0)


@contextmanager
def closed(place):
    """A file or folder that nobody may open."""
    before = place.stat().st_mode
    place.chmod(0)
    try:
        with as_somebody():
            yield
    finally:
        place.chmod(before)


class TestLinks:
    """A link shows a reviewer another file than the one that is read; none is followed, and none passed over."""

    def test_a_cause_folder_that_is_a_link(self, pack):
        """On 0.2.0 every rule behind it vanished, and what was left loaded."""
        (pack / "skin").rename(pack.parent / "elsewhere")
        (pack / "skin").symlink_to(pack.parent / "elsewhere", target_is_directory=True)
        assert f"skin:1:1: {LINK}" in faults_of(pack)

    @pytest.mark.parametrize("name", ["skin/sample-pain.yaml", "findings", "pack.yaml", "notes.txt"])
    def test_any_other_link(self, name, pack):
        """Whatever is behind it, and whether it would have been read."""
        if (pack / name).exists():
            (pack / name).rename(pack.parent / "elsewhere")
        (pack / name).symlink_to(pack.parent / "elsewhere")
        assert faults_of(pack)[0] == f"{name}:1:1: {LINK}"

    def test_a_pack_that_is_a_link_beside_others(self, pack):
        """A folder of packs has none that lies elsewhere."""
        (pack.parent / "other").symlink_to(pack, target_is_directory=True)
        assert faults_of(pack.parent) == [f"other:1:1: {LINK}"]

    def test_the_path_that_somebody_names_may_be_a_link(self, pack):
        """They chose it; nothing is hidden behind a name that they typed."""
        (pack.parent / "named").symlink_to(pack, target_is_directory=True)
        assert load_rules(pack.parent / "named") == load_rules(SAMPLE)


class TestWhatCannotBeRead:
    """What this user may not open is an error with its place."""

    @pytest.mark.parametrize("name", ["skin", "findings", "vignettes"])
    def test_a_folder(self, name, pack):
        """On 0.2.0 it counted as empty."""
        (pack / name).mkdir(exist_ok=True)
        with closed(pack / name):
            found = faults_of(pack)
        assert f"{name}:1:1: the folder can't be read (Permission denied), and a rule in it would be missing" in found

    @pytest.mark.parametrize("name", ["skin/sample-pain.yaml", "pack.yaml", "sources.yaml"])
    def test_a_file(self, name, pack):
        """It is a problem like any other, beside those of the other files."""
        with closed(pack / name):
            assert f"{name}:1:1: the file can't be read: Permission denied" in faults_of(pack)

    def test_a_pack_beside_others(self, pack):
        """A folder of packs with one that can't be opened isn't the others alone."""
        shutil.copytree(SAMPLE, pack.parent / "other")
        with closed(pack.parent / "other"):
            assert faults_of(pack.parent)[0].startswith("other:1:1: the folder can't be read (Permission denied)")

    def test_a_pipe_and_a_socket(self, pack):
        """Reading one would wait for ever."""
        os.mkfifo(pack / "skin/sample-pipe.yaml")
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(str(pack / "skin/s.yaml"))
            message = "it is no file but a pipe or a device; take it away"
            assert faults_of(pack) == [f"skin/{name}:1:1: {message}" for name in ("s.yaml", "sample-pipe.yaml")]

    @pytest.mark.parametrize("name", ["lowered.yaml", "closed.yaml", "reworded.yaml"])
    def test_a_declaration_that_is_a_device_or_a_pipe(self, name, tmp_path):
        """What lies beside the releases is read as carefully."""
        os.mkfifo(tmp_path / "pipe")
        for target in ("/dev/zero", tmp_path / "pipe", "nowhere"):
            (tmp_path / name).unlink(missing_ok=True)
            (tmp_path / name).symlink_to(target)
            with pytest.raises(RuleError, match=r"this is no file but a folder, a pipe or a device|can't be read"):
                declared_in(tmp_path)

    def test_rules_that_are_a_device(self):
        """A path to one is refused before a byte is read."""
        for path in ("/dev/zero", "/dev/null"):
            with pytest.raises(RuleError, match="can't be read"):
                load_rules(path)


class TestListing:
    """`check --listing` holds what was read against what a listing names, such as that of the repository."""

    def test_both_ways(self, pack, capsys, monkeypatch):
        """A file that wasn't read, and one that nobody named, are faults."""
        monkeypatch.chdir(pack.parent)
        names = sorted(str(file.relative_to(pack.parent)) for file in pack.rglob("*.yaml"))
        listing = pack.parent / "listing"
        listing.write_text("\n".join(names) + "\n", "utf-8")
        assert main(["check", "pack", "--listing", "listing"]) == 0
        listing.write_text("\n".join([*names[1:], "pack/skin/sample-lost.yaml"]), "utf-8")
        assert main(["check", "pack", "--listing", "listing"]) == 1
        lines = ["`pack/skin/sample-lost.yaml` is in the listing, and wasn't read", f"`{names[0]}` was read, and isn't in the listing"]
        assert capsys.readouterr().err.splitlines() == lines


def test_what_is_read_is_what_evaluates(pack):
    """The same pack without a trick finds what it did."""
    assert evaluate({"pain_nrs": 5}, rules=load_rules(pack)) == evaluate({"pain_nrs": 5}, rules=load_rules(SAMPLE))
