"""`triage ask` leads a person to the right end: in a pipe, in a real terminal, and when somebody breaks off."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from triage import bundled_rules
from triage.cli import main

ASK = [sys.executable, "-m", "triage", "ask"]


def asked(text: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run the interview with typed lines through a pipe."""
    return subprocess.run(
        [*ASK, *arguments], input=text, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=120
    )


class TestPipe:
    """Lines go in, the assessment comes out."""

    def test_an_emergency_ends_the_questions(self):
        """The first yes of a numb saddle is enough; nobody is asked on against their will."""
        done = asked("yes\nno\n")
        assert done.returncode == 40
        assert "Don't wait for more questions" in done.stdout
        assert done.stdout.rstrip().splitlines()[-1].endswith("clinician.")

    def test_json_goes_to_standard_output_and_questions_to_standard_error(self):
        """A script reads one and a person the other."""
        done = asked("no\nunsure\nquit\n", "--json")
        document = json.loads(done.stdout)
        assert done.returncode == 30
        assert list(document["answers"].values()) == [False, "unsure"]
        assert "Answer yes, no or unsure" in done.stderr

    def test_back_takes_an_answer_back_and_skip_leaves_a_question_open(self):
        """What was taken back is asked again; what was skipped is not."""
        done = asked("yes\nyes\nback\nno\nskip\nno\nquit\n", "--json")
        document = json.loads(done.stdout)
        assert document["outcome"]["level"] == "none-found"
        assert list(document["answers"].values()) == [False, False]

    def test_what_can_t_be_used_is_asked_again_with_its_cure(self):
        """Nothing is guessed."""
        done = asked("perhaps\nno\nquit\n")
        assert "That can't be used: answer yes, no or unsure." in done.stdout
        assert done.returncode == 10

    def test_the_end_of_the_input_prints_the_assessment_so_far(self):
        """Nothing that was said is lost."""
        done = asked("no\nunsure\n")
        assert "SEEK CARE: TODAY" in done.stdout
        assert done.returncode == 30

    def test_a_narrow_terminal_gets_narrow_lines(self):
        """Forty columns are enough."""
        done = asked("no\nunsure\nquit\n", COLUMNS="40")
        assert max(len(line) for line in done.stdout.splitlines() if " " in line.strip()) <= 40

    def test_it_stops_when_nothing_can_change_the_outcome(self, capsys, monkeypatch):
        """Somebody who answers every question no gets to the end, and is asked each question once."""
        rules = bundled_rules()
        asked_names = []
        from triage.commands import ask

        harmless = {"flag": "no", "quantity": None, "choice": None}

        def show(self, finding):
            asked_names.append(finding.name)

        def heard(self, line):
            finding = rules.findings[asked_names[-1]]
            if finding.kind == "quantity":
                return str(finding.least)
            raising = {option for each in rules.content.rules for option in raised_by(each, finding.name)}
            plain = [option.name for option in finding.options if option.name not in raising]
            return harmless[finding.kind] or plain[0]

        monkeypatch.setattr(ask._Interview, "_show", show)
        monkeypatch.setattr(ask._Interview, "_heard", heard)
        code = main(["ask"])
        assert len(set(asked_names)) == len(asked_names)
        assert code == 0
        assert "NO RED FLAG FOUND AMONG THE QUESTIONS ANSWERED" in capsys.readouterr().out


def raised_by(rule, name):
    """The options of a choice that some condition or implication lists."""
    text = repr(rule.when) + repr(bundled_rules().findings[name].implies)
    lists = re.findall(rf"Chosen\(finding='{name}', options=\(([^)]*)\)", text)
    return {option for found in lists for option in re.findall(r"'(\w+)'", found)}


class Screen:
    """A real pseudo-terminal with the interview in it."""

    def __init__(self, **environment: str) -> None:
        self.child, self.end = pty.fork()
        if self.child == 0:
            # A job in the background ignores Ctrl-C and hands that down; a person's shell doesn't.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execve(ASK[0], ASK, {**os.environ, "TERM": "xterm-256color", "COLUMNS": "60", **environment})
        self.seen, self.mark = "", 0

    def until(self, text: str) -> str:
        """Read until some text is on the screen, behind what was waited for before."""
        start, limit = self.mark, monotonic() + 60
        while (found := self.seen.find(text, start)) < 0:
            assert monotonic() < limit, f"never saw {text!r} in {self.seen[start:]!r}"
            if select.select([self.end], [], [], 1)[0]:
                try:
                    self.seen += os.read(self.end, 65536).decode()
                except OSError:
                    return self.seen[start:]
        self.mark = found + len(text)
        return self.seen[start : self.mark]

    def type(self, text: str) -> None:
        """Type, without waiting."""
        os.write(self.end, text.encode())

    def interrupt(self) -> None:
        """
        Press Ctrl-C once the interview sleeps, waiting for a line.

        Between its prompt and its wait there are microseconds in which Python takes note of a signal, and then waits all the same.
        """
        state, limit = Path(f"/proc/{self.child}/stat"), monotonic() + 60
        while state.exists() and state.read_text().rpartition(") ")[2][0] != "S":
            assert monotonic() < limit, "it never waited"
            sleep(0.01)
        self.type("\x03")

    def code(self) -> int:
        """The exit code, after all output was read."""
        self.until("\0")
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


class TestTerminal:
    """In a real pseudo-terminal, as a person would."""

    def test_ctrl_c_loses_nothing_that_was_said(self):
        """It prints the assessment so far, and exits with its code."""
        screen = Screen()
        screen.until("> ")
        screen.type("no\n")
        screen.until("> ")
        screen.type("unsure\n")
        screen.until("> ")
        screen.interrupt()
        assert "Stopped. What was said so far:" in screen.until("clinician.")
        assert "SEEK CARE: TODAY" in screen.seen
        assert screen.code() == 30

    def test_colour_where_somebody_looks_and_none_with_no_color(self):
        """The same words either way."""
        seen = []
        for environment in ({}, {"NO_COLOR": "1"}):
            screen = Screen(**environment)
            screen.until("> ")
            screen.type("yes\n")
            screen.until("yes or no")
            screen.until("> ")
            screen.type("no\n")
            assert screen.code() == 40
            seen.append(screen.seen)
        assert "\x1b[" in seen[0]
        assert "\x1b[" not in seen[1]
        assert re.sub(r"\x1b\[[0-9;]*m", "", seen[0]).split() == seen[1].split()

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            (["no", "yes", "no"], 40),
            (["quit"], 10),
            (["u", "u", "no"], 40),
            (["s", "u", "q"], 30),
            (["no", "no", "b", "u", "q"], 30),
        ],
    )
    def test_people_get_to_their_right_end(self, typed, code):
        """Yes, quit at once, two doubts, a skipped question, an answer taken back."""
        screen = Screen()
        for line in typed:
            screen.until("> ")
            screen.type(line + "\n")
        assert screen.code() == code
