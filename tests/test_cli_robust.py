"""An emergency is told, and the exit code says so, whatever becomes of the text and whatever else is wrong with the input."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

SIGN = "saddle_numbness"


def triage(*arguments, streams="", environment=None, **more):
    """Run the command as a user would, in a shell that may close or redirect its streams."""
    command = [sys.executable, "-m", "triage", *arguments]
    if streams:
        command = ["sh", "-c", f'exec "$@" {streams}', "sh", *command]
    return subprocess.run(command, env={**os.environ, **(environment or {})}, check=False, **({"capture_output": True} | more))


class TestOutputThatFails:
    """The exit code is the level, and no error of output hides it."""

    @pytest.mark.parametrize("arguments", [["evaluate", SIGN], ["evaluate", SIGN, "--json"]], ids=["text", "json"])
    @pytest.mark.parametrize(
        "environment",
        [
            {"PYTHONIOENCODING": "latin-1"},
            {"PYTHONIOENCODING": "ascii"},
            {"PYTHONIOENCODING": "cp437"},
            {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
        ],
        ids=["latin-1", "ascii", "cp437", "posix"],
    )
    def test_a_terminal_that_knows_few_characters(self, arguments, environment):
        """On 0.2.0 nothing was printed, and the exit code was 1."""
        done = triage(*arguments, environment={"PYTHONCOERCECLOCALE": "0", **environment})
        assert done.returncode == 40
        assert b"emergency" in done.stdout.lower()
        assert b"Traceback" not in done.stderr

    @pytest.mark.parametrize(
        "streams", [">/dev/full", ">/dev/full 2>/dev/full", ">&-", ">&- 2>&-", "2>&-", "<&-", "2>/dev/full", "<&- >&- 2>&-"]
    )
    @pytest.mark.parametrize("arguments", [["evaluate", SIGN, "bogus"], ["evaluate", SIGN, "--json"]], ids=["text", "json"])
    def test_streams_that_are_full_or_closed(self, streams, arguments):
        """On 0.2.0 a full device gave the exit code of bad input, which says that there is no emergency."""
        done = triage(*arguments, streams=streams)
        assert done.returncode == 40
        assert b"Traceback" not in done.stderr + done.stdout

    def test_a_reader_that_is_gone(self):
        """A pipe that is closed before anything is written."""
        read, written = os.pipe()
        os.close(read)
        done = triage("evaluate", SIGN, capture_output=False, stdout=written, stderr=subprocess.PIPE)
        os.close(written)
        assert (done.returncode, done.stderr) == (40, b"")

    @pytest.mark.parametrize("streams", ["<&-", ">&- <&-", "</dev/null"])
    def test_an_interview_without_input(self, streams):
        """Nothing said is nothing found, and no traceback."""
        for more in ([], ["--one-by-one"], ["--typed"], ["--json"]):
            done = triage("ask", *more, streams=streams)
            assert (done.returncode, b"Traceback" in done.stderr) == (10, False)

    def test_an_interview_whose_output_fails(self, tmp_path):
        """What was said before counts."""
        file = tmp_path / "answers.json"
        file.write_text(json.dumps({"saddle_sensory_change": True}))
        for streams in (">/dev/full", ">&-", "<&- >&- 2>&-"):
            assert triage("ask", "--answers", str(file), streams=streams if "<" in streams else f"{streams} </dev/null").returncode == 40

    def test_input_that_is_no_text(self):
        """A line in another encoding is an answer that isn't understood."""
        done = triage("ask", "--typed", input=b"\xff\xfe\n")
        assert (done.returncode, b"Traceback" in done.stderr) == (10, False)

    def test_an_explanation_that_nobody_reads(self, tmp_path):
        """A stored emergency is one, too."""
        file = tmp_path / "answers.json"
        file.write_text(json.dumps({SIGN: True}))
        assert triage("explain", str(file), streams=">/dev/full").returncode == 40


class TestInputThatIsBroken:
    """What can't be read is named, and hides nothing that can."""

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("deep.json", b"[" * 200_000, "isn't JSON in UTF-8"),
            ("deep.json", b'{"a":' * 200_000, "isn't JSON in UTF-8"),
            ("long.json", b'{"pain_nrs": ' + b"9" * 5000 + b"}", "isn't JSON in UTF-8"),
            ("latin.json", '{"é": true}'.encode("latin-1"), "isn't JSON in UTF-8"),
            ("", None, "can't be read: "),
            ("nowhere.json", None, "can't be read: No such file or directory"),
            (".", None, "can't be read: Is a directory"),
            ("/dev/zero", None, "can't be read: it has more than 16,000,000 bytes"),
            ("inside.json", b'{"fever": {"a": 1, "a": []}}', 'takes True, False or "unsure", not a value of type `dict`'),
            ("inside.json", b'["fever", {"a": 1}]', "entry 2 of the list is a value of type `dict`"),
        ],
    )
    def test_a_file_beside_a_typed_emergency(self, name, content, message, tmp_path):
        """On 0.2.0 a deep file was a traceback, a missing one hid the rest, and an empty name was passed over."""
        if content is not None:
            (tmp_path / name).write_bytes(content)
        done = triage("evaluate", SIGN, "--file", str(tmp_path / name) if name else "")
        assert done.returncode == 40
        assert message in done.stderr.decode()
        assert b"Traceback" not in done.stderr
        done = triage("evaluate", "--file", str(tmp_path / name) if name else "")
        assert done.returncode == 2

    @pytest.mark.parametrize("place", ["file", "-", "explain"])
    def test_a_byte_order_mark(self, place, tmp_path):
        """Editors put one before UTF-8; it says nothing."""
        content = b"\xef\xbb\xbf" + json.dumps({SIGN: True}).encode()
        file = tmp_path / "answers.json"
        file.write_bytes(content)
        done = {
            "file": lambda: triage("evaluate", "--file", str(file)),
            "-": lambda: triage("evaluate", "--file", "-", input=content, environment={"PYTHONIOENCODING": "latin-1"}),
            "explain": lambda: triage("explain", str(file)),
        }[place]()
        assert done.returncode == 40

    def test_a_stored_answer_that_is_given_twice(self, tmp_path):
        """On 0.2.0 `explain` took the later one and said nothing."""
        file = tmp_path / "answers.json"
        for text in ('{"saddle_numbness": true, "saddle_numbness": false}', '{"saddle_numbness": false, "saddle_numbness": true}'):
            file.write_text(text)
            done = triage("explain", str(file))
            assert done.returncode == 40
            assert b"`saddle_numbness` is answered twice" in done.stderr

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (["--temperature_c=39.7", SIGN], 40),
            (["--temperature_c=39.7"], 2),
            (["-temperature_c=39.7"], 2),
            ([SIGN, "--json", "fever", "--what"], 40),
            (["fever", "--json", SIGN], 40),
            ([SIGN, "--file"], 40),
            (["--temperature_c", "39.7", SIGN], 40),
        ],
    )
    def test_an_answer_that_is_written_like_an_option(self, arguments, code):
        """On 0.2.0 it was repeated in an error, and there was no assessment."""
        done = triage("evaluate", *arguments)
        assert done.returncode == code
        assert done.stdout
        if "=39.7" in " ".join(arguments):
            assert b"39.7" not in done.stderr + done.stdout
            assert b"temperature_c` is no option of `evaluate`; answers are written `temperature_c=ANSWER`" in done.stderr

    def test_an_option_of_another_command_is_named_without_its_value(self):
        """It may hold an answer, wherever it was typed."""
        done = triage("rules", "--temperature_c=39.7")
        assert done.returncode == 2
        assert b"39.7" not in done.stderr

    @pytest.mark.parametrize("path", ["\x1b[31mred", "new\nline"])
    def test_a_path_with_characters_that_a_terminal_obeys(self, path, tmp_path):
        """They are shown, and not obeyed."""
        (tmp_path / path).mkdir()
        (tmp_path / path / "pack.yaml").write_text("name: 1")
        for command in (
            ["check", str(tmp_path / path)],
            ["check", str(tmp_path / "no" / path)],
            ["evaluate", "--file", path],
            ["rule", path],
        ):
            done = triage(*command)
            assert done.returncode in (1, 2)
            assert b"\x1b" not in done.stderr
            assert b"new\nline" not in done.stderr


class TestNumbers:
    """One grammar at every front door; what could be two numbers is refused."""

    @pytest.mark.parametrize("typed", ["1_0", "1E1", "1,000", "1e1", "+4", "0x4", "4.", "4 0", "\u0664"])
    def test_what_another_grammar_would_read(self, typed):
        """On 0.2.0 `evaluate` read some of these, and `ask` others."""
        done = triage("evaluate", f"temperature_c={typed}")
        assert done.returncode == 2
        assert typed.encode() not in done.stderr
