"""A person at a terminal: typed lines, a pseudo-terminal with the interview in it, and what its screen shows."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from time import monotonic, sleep
from unittest import mock

from triage.cli import main

PANELLED = Path(__file__).parent / "panelled"
RULES = ("--rules", str(PANELLED))
CALM = "45\nn\nn\nn\n"  # through the first two screens of that pack, with nothing the matter
TRIAGE = [sys.executable, "-m", "triage"]
_SECONDS = 30


def piped(text: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run `triage ask` with typed lines through a pipe."""
    return subprocess.run(
        [*TRIAGE, "ask", *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "88", **environment},
        timeout=120,
    )


def prompted(typed: str, *arguments: str, rules: Path = PANELLED, columns: int = 88) -> subprocess.CompletedProcess:
    """The interview with typed lines, without the time that a process takes to start."""
    out, err = io.StringIO(), io.StringIO()
    typing = mock.patch.object(sys, "stdin", io.StringIO(typed))
    with typing, redirect_stdout(out), redirect_stderr(err), mock.patch.dict(os.environ, COLUMNS=str(columns)):
        code = main(["ask", "--rules", str(rules), *arguments])
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


class Screen:
    """
    A real pseudo-terminal with `triage ask` in it.

    Args:
        arguments: Of the command.
        columns: Of the terminal.
        rows: Of the terminal.
        environment: Further variables.
    """

    def __init__(self, *arguments: str, columns: int = 80, rows: int = 60, **environment: str) -> None:
        self.columns = columns
        known = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
        self.end, terminal = pty.openpty()
        self.terminal = os.ttyname(terminal)
        self.child = os.fork()
        if self.child == 0:
            os.login_tty(terminal)
            # A job in the background ignores Ctrl-C and hands that down; a person's shell doesn't.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execve(TRIAGE[0], [*TRIAGE, "ask", *arguments], {**known, "TERM": "xterm-256color", **environment})
        os.close(terminal)
        self.seen, self.mark = "", 0

    def until(self, text: str) -> str:
        """Read until some text comes, behind what was waited for before."""
        start, limit = self.mark, monotonic() + _SECONDS
        while (found := self.seen.find(text, start)) < 0:
            assert monotonic() < limit, f"never saw {text!r} in {self.seen[-500:]!r}"
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

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the form waits for it."""
        if not self.seen:
            self.until("> 1")
        for key in keys:
            self.rest()
            self.type(key)
        self.rest()

    def rest(self) -> None:
        """Wait until the command has read all that was typed and sleeps, waiting for more; and read what it has printed."""
        state, limit, quiet = Path(f"/proc/{self.child}/stat"), monotonic() + _SECONDS, 0
        # Several times in a row: while it starts it sleeps for other things.
        while quiet < 3:
            assert monotonic() < limit, "it never waited"
            try:
                waits = state.read_text().rpartition(") ")[2][0] in "SZ" and not self._unread()
                if select.select([self.end], [], [], 0.005)[0]:
                    self.seen += os.read(self.end, 65536).decode()
                    waits = False
            except OSError:
                return
            quiet = quiet + 1 if waits else 0

    def _unread(self) -> int:
        """How much of what was typed the command hasn't read."""
        terminal = os.open(self.terminal, os.O_RDWR | os.O_NOCTTY)
        try:
            return int(struct.unpack("i", fcntl.ioctl(terminal, termios.FIONREAD, b"\0" * 4))[0])
        finally:
            os.close(terminal)

    def interrupt(self) -> None:
        """
        Press Ctrl-C once the interview sleeps, waiting for a line.

        Between its prompt and its wait there are microseconds in which Python takes note of a signal, and then waits all the same.
        """
        self.rest()
        sleep(0.05)
        self.type("\x03")

    @property
    def shown(self) -> str:
        """What stands on the screen and above it."""
        return displayed(self.seen, self.columns)

    def code(self) -> int:
        """The exit code, after all output was read."""
        self.until("\0")
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


def displayed(printed: str, columns: int) -> str:
    """What a terminal shows that is never scrolled: of its codes it knows going up, clearing what is below, and colours."""
    lines, row, column = [""], 0, 0
    for number, letter, text in re.findall(r"\x1b\[(\d*)[\d;]*([A-Za-z])|([^\x1b])", printed.replace("\r\n", "\n")):
        if letter == "A":
            row -= int(number or 1)
            assert row >= 0, "went up beyond the first line"
        elif letter == "J":
            del lines[row + 1 :]
            lines[row] = lines[row][:column]
        elif text == "\r":
            column = 0
        elif text == "\n":
            row, column = row + 1, 0
            lines += [""] * (row + 1 - len(lines))
        elif text:
            assert column < columns, f"wider than the screen: {lines[row]!r}"
            lines[row] = f"{lines[row][:column]:<{column}}{text}{lines[row][column + 1 :]}"
            column += 1
    return "\n".join(line.rstrip() for line in lines)
