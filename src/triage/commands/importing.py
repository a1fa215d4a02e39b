"""``triage import-table``: the rows of a decision table become rule files."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from triage.commands.loading import add_onto, onto_of
from triage.errors import Problem, RuleError
from triage.model.outcome import Outcome
from triage.model.plain import plain
from triage.model.rules import Content, Rule
from triage.model.soundness import problems_of
from triage.model.vocabulary import Vocabulary
from triage.packs.writing import keep, write

if TYPE_CHECKING:
    from triage.packs.decision_table import TableRule

__all__ = ["add"]


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("import-table", help="turn the rows of a decision table (CSV) into rule files of a pack")
    command.add_argument("table", help="CSV file; each row is one way to fire, rows with the same id are one rule")
    command.add_argument("pack", help="folder of the pack, whose findings are the columns")
    add_onto(command)
    command.add_argument("--replace", action="store_true", help="write over rules that are there already")
    command.set_defaults(run=_import)


def _import(options: Namespace) -> int:
    # Reading rule files needs pydantic and PyYAML; most commands don't.
    from triage.packs.decision_table import read_table
    from triage.packs.loader import written_content

    pack = Path(options.pack)
    content, own = written_content(pack, onto=onto_of(options))
    vocabulary = Vocabulary.of(content)
    table = read_table(_text(Path(options.table)), file=options.table, vocabulary=vocabulary)
    _hold(table, content, file=options.table)
    texts = {pack / rule.cause / f"{rule.id}.yaml": _file(rule, vocabulary) for rule in table}
    there = {file.stem: file for file in pack.glob("*/*.yaml") if file.stem in own}
    taken = [there[file.stem] for file in texts if file.stem in there and there[file.stem] != file]
    taken += [file for file, text in texts.items() if file.exists() and not options.replace and file.read_text("utf-8") != text]
    for file in taken:
        print(f"{file} is there already, and is left; nothing was written (--replace writes over a rule in its place)", file=sys.stderr)
    if taken:
        return 1
    for file, text in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            keep(file, text)
        elif file.read_text("utf-8") != text:
            write(file, text)
        else:
            continue
        print(f"{file} written")
    print(f"{len(table)} rules of {sum(len(rule.rows) for rule in table)} rows; `triage check {options.pack}` says what is missing")
    return 0


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        message = "the table isn't UTF-8; save it as CSV UTF-8"
        raise RuleError((Problem("bad-table", message, where=f"{file}:1:1", path=(str(file),)),)) from None


def _hold(table: tuple[TableRule, ...], content: Content, *, file: str) -> None:
    """Refuse rules that mean nothing beside the others of the pack, each by its id."""
    ids = {rule.id for rule in table}
    made = [
        Rule(
            rule.id,
            outcome=Outcome.parse(rule.data["outcome"]),
            when_unsure=Outcome.parse(rule.data.get("when_unsure", rule.data["outcome"])),
            unsure_because=rule.data.get("unsure_because", ""),
            when=rule.when,
            ref=rule.data["ref"],
        )
        for rule in table
    ]
    others = tuple(rule for rule in content.rules if rule.id not in ids)
    problems = problems_of(evolve(content, rules=(*others, *made)))
    found = [evolve(each, where=f"{file}: {each.path[1]}") for each in problems if each.path[:1] == ("rules",) and each.path[1] in ids]
    if found:
        raise RuleError(tuple(found))


def _file(rule: TableRule, vocabulary: Vocabulary) -> str:
    """The rule as its file."""
    import yaml

    from triage.packs.table_cases import cases_of

    keys = ("id", "ref", "title", "outcome", "when_unsure", "unsure_because", "decides", "suspects")
    more = ("say", "say_unsure", "because", "sources", "limits")
    data = {key: rule.data[key] for key in keys if key in rule.data} | {"when": plain(rule.when)}
    data |= {key: rule.data[key] for key in more if key in rule.data} | {"cases": cases_of(rule, vocabulary)}
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=130, default_flow_style=None)
    return text
