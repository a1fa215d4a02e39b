"""
Built and released files: what is evaluated is what the digest is of, and a file is there whole or not at all.

A digest that somebody pins proves nothing if another file can stand under it.
"""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import triage
from triage import RuleError, bundled_rules, load_rules
from triage.cli import main
from triage.packs import bundle
from triage.packs.bundle import document_of, reviews_of, rule_set_from
from triage.packs.released import all_released, released_file, write_released
from triage.packs.writing import keep, locked, write

LIBRARY = Path(triage.__file__).parent


@pytest.fixture
def document(sample):
    """The sample pack as `triage build` writes it."""
    return json.loads(json.dumps(document_of(sample)))


def refusal(document, **reviews):
    """Why some data are no rule set."""
    with pytest.raises(RuleError) as caught:
        rule_set_from(document, **reviews)
    return str(caught.value)


class TestDigestBindsWhatIsEvaluated:
    """No two files of one digest say two things."""

    @pytest.mark.parametrize(
        "edit",
        [
            lambda document: document["findings"][0].update(asked_of=""),
            lambda document: document["findings"][0].update(critical=""),
            lambda document: document["findings"][0].update(aliases=[]),
            lambda document: document["rules"][0].update(decides=None),
            lambda document: document["packs"][0].update(incomplete=""),
            lambda document: document["stamp"].update(version="9.9.9"),
            lambda document: document["stamp"].update(name="other"),
            lambda document: document["stamp"].update(review="all rules have been reviewed by a clinician"),
            lambda document: document.update(reviews=[]),
            lambda document: document.update(format=True),
            lambda document: document.update(more={}),
        ],
    )
    def test_data_that_say_something_else_under_the_same_digest(self, edit, document):
        """On 0.2.0 an empty `asked_of` dropped a critical question, and the digest stayed."""
        before = copy.deepcopy(document)
        edit(document)
        assert document["stamp"]["digest"] == before["stamp"]["digest"]
        refusal(document)
        assert rule_set_from(before).digest == before["stamp"]["digest"]

    def test_the_bundled_pack_with_critical_questions_dropped(self, bundled):
        """The same on the pack that people get, for every finding."""
        document = json.loads(json.dumps(document_of(bundled)))
        for finding in document["findings"]:
            finding["asked_of"] = ""
        assert "asked_of: this is no rule set that `triage build` wrote: must be one of person, clinician, app" in refusal(document)

    @pytest.mark.parametrize("key", ["review", "digest"])
    def test_reviews_that_nobody_made(self, key, sample):
        """What the stamp says of reviews is worked out from them."""
        assert "the reviews were changed" in refusal(document_of(sample), reviews={**reviews_of(sample), key: "all"})

    @pytest.mark.parametrize("name", ["../../x", "/etc/x", "x\x1b[31m", "X", ""])
    def test_a_name_that_leads_elsewhere(self, name, document, tmp_path, capsys):
        """Files are named after packs and rules: on 0.2.0 `build`, `release` and `pages` wrote to such paths."""
        for kind, key in (("packs", "name"), ("rules", "id"), ("panels", "id"), ("sources", "id")):
            edited = copy.deepcopy(document)
            edited.setdefault(kind, [{}])[0][key] = name
            file = tmp_path / "in" / "built.json"
            file.parent.mkdir(exist_ok=True)
            file.write_text(json.dumps(edited), "utf-8")
            for command in (["build", str(file), "--to"], ["pages", str(file), "--to"], ["release", str(file), "--released"]):
                assert main([*command, str(tmp_path / "out")]) == 1
            captured = capsys.readouterr()
            assert "\x1b" not in captured.err + captured.out
            assert [each.name for each in tmp_path.iterdir() if each.name != "out"] == ["in"]


class TestInstalledFiles:
    """The library evaluates with the very files that it came with, or not at all."""

    @pytest.fixture
    def copied(self, tmp_path):
        """A copy of the installed library that a test may tamper with."""
        shutil.copytree(LIBRARY, tmp_path / "triage", ignore=shutil.ignore_patterns("__pycache__"))
        return tmp_path / "triage" / "packs" / "data"

    def run(self, copied, *arguments):
        """A fresh interpreter that imports the copy."""
        environment = {**os.environ, "PYTHONPATH": str(copied.parent.parent.parent)}
        return subprocess.run([sys.executable, *arguments], env=environment, check=False, capture_output=True, text=True)

    def test_decisions_that_were_edited(self, copied):
        """On 0.2.0 each outcome could be made `stop fortnight`, under the digest that somebody had pinned."""
        file = copied / "low-back-pain.decisions.json"
        document = json.loads(file.read_bytes())
        for rule in document["rules"]:
            rule.update(outcome="stop fortnight", when_unsure="stop fortnight")
        file.write_text(json.dumps(document, separators=(",", ":")) + "\n", "utf-8")
        found = self.run(copied, "-m", "triage", "evaluate", "saddle_numbness")
        assert found.returncode == 1
        assert found.stderr == (
            "the installed low-back-pain.decisions.json isn't the one that came with this version; install the library again\n"
        )

    @pytest.mark.parametrize(("name", "code"), [("", "bundled_rules().packs"), (".reviews", "bundled_rules()")])
    def test_words_and_reviews_that_were_edited(self, name, code, copied):
        """They are held against the code when they are read."""
        file = copied / f"low-back-pain{name}.json"
        file.write_bytes(file.read_bytes().replace(b" ", b"  ", 1))
        found = self.run(copied, "-c", f"from triage import bundled_rules\n{code}")
        assert f"the installed low-back-pain{name}.json isn't the one that came with this version" in found.stderr

    def test_verify_installed(self, copied, bundled):
        """One command holds all of them against the code and against one another."""
        found = self.run(copied, "-m", "triage", "verify", "--installed")
        words = "the installed decisions, words and reviews are those of this version"
        assert (found.stdout, found.returncode) == (f"{bundled.name} {bundled.version}, {bundled.digest}: {words}\n", 0)
        file = copied / "low-back-pain.json"
        file.write_bytes(file.read_bytes() + b" ")
        assert self.run(copied, "-m", "triage", "verify", "--installed").returncode == 1

    def test_decisions_of_other_rules(self, monkeypatch, bundled):
        """Even where the code was changed to trust them."""
        read = bundle.read_built
        other = {**read("low-back-pain.decisions.json"), "rules": []}
        monkeypatch.setattr(bundle, "read_built", lambda name: other if "decisions" in name else read(name))
        with pytest.raises(RuleError, match="the installed decisions aren't those of the installed rules"):
            bundle.verified()

    def test_sixteen_threads_get_the_same_object(self, tmp_path):
        """On 0.2.0 they got up to fourteen."""
        code = (
            "import sys, threading\nsys.setswitchinterval(1e-6)\nfrom triage import bundled_rules\n"
            "start, found = threading.Barrier(16), []\n"
            "def one():\n    start.wait()\n    found.append(bundled_rules())\n"
            "threads = [threading.Thread(target=one) for _ in range(16)]\n"
            "[each.start() for each in threads]\n[each.join() for each in threads]\n"
            "print(len(found), len(set(map(id, found))))"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True).stdout == "16 1\n"
        assert bundled_rules() is bundled_rules()


class TestReleasedFiles:
    """A release is what its file is named after, and stays as it is."""

    def test_a_release_under_the_name_of_another(self, sample, tmp_path):
        """On 0.2.0 a copy under a later version's name was that version, and a loss passed as never lower."""
        file = write_released(tmp_path, sample)
        shutil.copy(file, released_file(tmp_path, name=sample.name, version="0.2.0"))
        with pytest.raises(RuleError, match=r"the file is named after sample 0\.2\.0 and holds sample 0\.1\.0"):
            all_released(tmp_path, name=sample.name)

    def test_a_release_that_was_edited(self, sample, tmp_path):
        """Whatever leaves the digest as it was is refused, and the file is named."""
        file = write_released(tmp_path, sample)
        document = json.loads(file.read_bytes())
        document["findings"][0]["asked_of"] = ""
        file.write_text(json.dumps(document), "utf-8")
        with pytest.raises(RuleError) as caught:
            all_released(tmp_path, name=sample.name)
        assert str(caught.value).startswith(f"{file}:findings/0/asked_of: ")

    @pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"format": 2}', "null"])
    def test_a_release_that_is_no_rule_set(self, text, sample, tmp_path):
        """Half a file, as a lost process may leave it, is an error and no traceback."""
        released_file(tmp_path, name=sample.name, version="0.1.0").write_text(text, "utf-8")
        with pytest.raises(RuleError):
            all_released(tmp_path, name=sample.name)

    def test_a_release_is_never_overwritten(self, sample, tmp_path):
        """Not even by the same command at the same moment."""
        file = write_released(tmp_path, sample)
        before = file.read_bytes()
        with pytest.raises(FileExistsError):
            write_released(tmp_path, sample)
        assert file.read_bytes() == before
        assert [each.name for each in tmp_path.iterdir()] == [file.name]

    def test_two_releases_at_once(self, tmp_path, sample_path, capsys):
        """The second waits for nobody: it is told that there is another."""
        with locked(tmp_path):
            assert main(["release", str(sample_path), "--released", str(tmp_path)]) == 1
        assert "another release is being written here" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []


class TestWriting:
    """A file is written whole or not at all."""

    @pytest.mark.parametrize("how", [write, keep])
    def test_a_disk_that_is_full(self, how, tmp_path, monkeypatch):
        """What was there stays, and nothing is left beside it. On 0.2.0 half a file stayed, and every later command failed."""
        file = tmp_path / "file"
        if how is write:
            file.write_text("before")

        def full(_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            how(file, "after")
        assert [each.read_text() for each in tmp_path.iterdir()] == (["before"] if how is write else [])

    def test_of_many_who_keep_a_file_one_does(self, tmp_path):
        """And the others are told."""
        told = []

        def one(number):
            try:
                keep(tmp_path / "file", str(number) * 10_000)
            except FileExistsError:
                told.append(number)

        threads = [threading.Thread(target=one, args=[number]) for number in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(told) == 7
        assert len(set((tmp_path / "file").read_text())) == 1

    def test_what_is_built_is_what_is_loaded(self, tmp_path, sample_path, sample):
        """Written, read, written again: the same bytes."""
        assert main(["build", str(sample_path), "--to", str(tmp_path)]) == 0
        first = (tmp_path / "sample.json").read_bytes()
        assert load_rules(tmp_path / "sample.json") == sample
        assert main(["build", str(tmp_path / "sample.json"), "--to", str(tmp_path), "--check"]) == 0
        assert (tmp_path / "sample.json").read_bytes() == first
