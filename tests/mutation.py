"""
What mutmut left alive, held against the list in docs/explanation/mutation-testing.md; `make mutation` runs both.

Fails when a mutant survives that the list doesn't explain, and when the list explains one that is killed by now or that can't be
made any more. With `--write` it puts the numbers into the page.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "explanation" / "mutation-testing.md"
NUMBERS = re.compile(r"(?<=<!-- numbers -->\n\n).*?(?=\n\n<!-- end -->)", re.DOTALL)
DEAD = ("killed", "timeout")


class Edit(NamedTuple):
    """One mutant, by what it changes: mutmut's own numbers shift with every line."""

    function: str
    before: str
    after: str


def edits(function: str, diff: Iterable[str]) -> Iterator[Edit]:
    """The edits of a diff: each line that takes the place of the one line above, or lines for several."""
    lines = [(line[:1], line[1:].strip()) for line in diff if line[:1] in ("-", "+") and line[1:3] not in ("--", "++")]
    while lines:
        before, after = list(_run(lines, "-")), list(_run(lines, "+"))
        for each in after if len(before) == 1 and after else ["\n".join(after)]:
            yield Edit(function, "\n".join(before), each)


def _run(lines: list[tuple[str, str]], sign: str) -> Iterator[str]:
    while lines and lines[0][0] == sign:
        yield lines.pop(0)[1]


def explained(text: str) -> Counter[Edit]:
    """Every edit of the page, with how often it is listed: under a heading with the function's name, in a diff."""
    found: Counter[Edit] = Counter()
    for section in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        function = section.partition("\n")[0].strip("` ")
        for diff in re.findall(r"^```diff\n(.*?)^```$", section, re.MULTILINE | re.DOTALL):
            found.update(edits(function, diff.splitlines()))
    return found


def named(mutant: str) -> str:
    """The function of a mutant as the page names it: `alarms.Alarms.pull`."""
    module, _, name = mutant.removeprefix("triage.").rpartition(".")
    return f"{module.partition('.')[2]}.{re.sub(r'__mutmut_[0-9]+$', '', name).removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"


def alive() -> tuple[Counter[Edit], dict[str, Counter[str]]]:
    """Every mutant that no test kills, and how many of each module ended how."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.stats import status_by_exit_code

    found: Counter[Edit] = Counter()
    numbers: dict[str, Counter[str]] = {}
    for floor in ("engine", "proof"):
        for file in sorted((ROOT / "mutants" / "src" / "triage" / floor).glob("*.py.meta")):
            source = Path("src") / "triage" / floor / file.name.removesuffix(".meta")
            ends = numbers.setdefault(f"{floor}.{source.stem}", Counter())
            for mutant, code in json.loads(file.read_text("utf-8"))["exit_code_by_key"].items():
                status = status_by_exit_code[code]
                ends[status] += 1
                if status not in DEAD:
                    found.update(edits(named(mutant), get_diff_for_mutant(mutant, path=source).splitlines()))
    return found, {module: ends for module, ends in numbers.items() if ends}


def table(numbers: dict[str, Counter[str]]) -> str:
    """The numbers as the page has them."""
    rows = ["| module | mutants | killed | timed out | alive, explained |", "|---|--:|--:|--:|--:|"]
    for module, ends in [*numbers.items(), ("all", sum(numbers.values(), Counter()))]:
        killed, late = (ends[status] for status in DEAD)
        rows.append(f"| {module} | {ends.total()} | {killed} | {late} | {ends.total() - killed - late} |")
    return "\n".join(rows)


def main() -> int:
    """Compare, print, and say whether the list is the truth."""
    text = PAGE.read_text("utf-8")
    found, numbers = alive()
    listed = explained(text)
    for heading, some in (("alive, and not explained", found - listed), ("explained, and not alive", listed - found)):
        for edit in sorted(some.elements()):
            print(f"{heading}: {edit.function}\n- {edit.before}\n+ {edit.after}")
    print(table(numbers))
    if "--write" in sys.argv:
        PAGE.write_text(NUMBERS.sub(lambda _: table(numbers), text), "utf-8")
    return 0 if found == listed else 1


if __name__ == "__main__":
    raise SystemExit(main())
