"""
The code of a documentation page, run in order as a reader would: Python blocks, and console blocks of `$ triage` lines.

Blocks of a page share their names; a `text` block right behind one is what it prints. As a script it runs one page where it stands, with
nothing but the library: `python tests/blocks.py PAGE`.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str]]:
    """Language and text of each fenced block."""
    return BLOCK.findall(page.read_text("utf-8"))


def matches(printed: str, expected: str) -> bool:
    """Whether output is as documented; a line of three dots stands for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line.strip() == "..." else re.escape(line) for line in expected.splitlines(keepends=True))
    return re.fullmatch(pattern, printed) is not None


def run_python(page: Path) -> int:
    """Run the Python blocks, and say how many there were."""
    names: dict = {"__name__": "__docs__"}
    found = blocks(page)
    for (language, code), (after, expected) in zip(found, [*found[1:], ("", "")], strict=False):
        if language == "python":
            out = StringIO()
            with redirect_stdout(out):
                exec(compile(code, f"<{page.name}>", "exec"), names)  # noqa: S102
            assert matches(out.getvalue(), expected if after == "text" else ""), f"{page.name} prints:\n{out.getvalue()}"
    return sum(language == "python" for language, _ in found)


def run_console(page: Path) -> int:
    """Run every `$ triage` line, compare what follows it, and say how many there were."""
    ran = 0
    for session in (
        part for language, text in blocks(page) if language == "console" for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    ):
        command, _, expected = session.partition("\n")
        words = shlex.split(command)
        assert words[0] == "triage", f"{page.name}: only triage is run here, not {words[0]}"
        run = subprocess.run([sys.executable, "-m", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        assert matches(run.stdout, expected), f"{page.name} prints:\n{run.stdout}"
        ran += 1
    return ran


if __name__ == "__main__":
    print(run_python(Path(sys.argv[1])), run_console(Path(sys.argv[1])))
