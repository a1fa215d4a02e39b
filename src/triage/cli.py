"""The command line: its parser, and what every command has in common."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from triage import __version__
from triage.commands.evaluate import BAD_INPUT, EXAMPLES
from triage.commands.output import give_up, prepare, tell
from triage.errors import RuleError
from triage.names import printable, quoted

__all__ = ["main"]

# The modules under `triage.commands`, with what each adds, in the order of the help.
_COMMANDS = {
    "ask": ("ask",),
    "evaluate": ("evaluate",),
    "panels": ("panels",),
    "lookup": ("findings", "rules", "rule", "explain"),
    "new": ("new",),
    "importing": ("import-table",),
    "authoring": ("check", "build"),
    "reviewing": ("review", "sign", "reviews"),
    "schema": ("schema",),
    "pages": ("pages",),
    "safety": ("safety-case",),
    "proving": ("diff", "verify", "mutants", "release"),
    "alarm": ("alarm",),
    "serving": ("mcp",),
    "tables": ("table", "sql"),
    "exporting": ("export",),
    "fhir": ("fhir",),
    "completion": ("completion",),
}

# What a command lacks where an extra isn't installed.
_EXTRAS = {
    "yaml": ("reading rule files", "authoring"),
    "mcp": ("serving language models", "mcp"),
    "duckdb": ("assessing files of tables", "tables"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    prepare()
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _options(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except RuleError as error:
        for problem in error.problems:
            tell(str(problem), stream=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        if error.name not in _EXTRAS:
            raise
        purpose, extra = _EXTRAS[error.name]
        tell(f'triage: {purpose} needs the extra `{extra}`: pip install "triage-redflags[{extra}]"', stream=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # The reader has what it wanted; what is left unsaid isn't an error of ours.
        give_up(sys.stdout)
        return BAD_INPUT
    except OSError as error:
        if error.filename is None:
            give_up(sys.stdout)
        named = f": {error.filename}" if error.filename else ""
        tell(printable(f"triage: {error.strerror or error}{named}"), stream=sys.stderr)
        return BAD_INPUT
    return code


def _options(arguments: Sequence[str]) -> Namespace:
    """The options of a command. What it doesn't know is refused by name: it may hold an answer."""
    parser = _parser(*arguments[:1])
    options, unknown = parser.parse_known_args(arguments)
    options.unknown = unknown
    if unknown and not options.takes_unknown:
        parser.error(f"unknown: {', '.join(quoted(each.partition('=')[0]) for each in unknown)}")
    return options


class _Parser(ArgumentParser):
    """A parser of options that are written out, and no beginnings of them."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{**more, "allow_abbrev": False})


def _parser(command: str = "") -> ArgumentParser:
    """The parser of all commands, or of this one alone, so that it waits for no other."""
    parser = _Parser(
        "triage",
        description="Red-flag triage for back pain and sciatica.",
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.set_defaults(takes_unknown=False)
    parser.add_argument("--version", action="version", version=f"triage-redflags {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    # Completion is told of all of them.
    needed = [module for module, names in _COMMANDS.items() if command in names and command != "completion"]
    for module in needed or _COMMANDS:
        import_module(f"triage.commands.{module}").add(commands)
    return parser
