"""The command line: its parser, and what every command has in common."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module

from triage import __version__
from triage.commands.evaluate import BAD_INPUT, EXAMPLES
from triage.errors import RuleError

__all__ = ["main"]

# The modules under `triage.commands`, with what each adds, in the order of the help.
_COMMANDS = {
    "ask": ("ask",),
    "evaluate": ("evaluate",),
    "panels": ("panels",),
    "lookup": ("findings", "rules", "rule", "explain"),
    "authoring": ("check", "build", "review"),
    "schema": ("schema",),
    "pages": ("pages",),
    "proving": ("diff", "verify", "mutants", "release"),
    "completion": ("completion",),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser(*arguments[:1]).parse_args(arguments)
    try:
        code: int = options.run(options)
    except RuleError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        if error.name != "yaml":
            raise
        print('triage: reading rule files needs the extra `authoring`: pip install "triage-redflags[authoring]"', file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # The reader has what it wanted; what is left unsaid isn't an error of ours.
        sys.stderr.close()
        return BAD_INPUT
    except OSError as error:
        print(f"triage: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", file=sys.stderr)
        return BAD_INPUT
    return code


def _parser(command: str = "") -> ArgumentParser:
    """The parser of all commands, or of this one alone, so that it waits for no other."""
    parser = ArgumentParser(
        "triage",
        description="Red-flag triage for back pain and sciatica.",
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"triage-redflags {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    # Completion is told of all of them.
    needed = [module for module, names in _COMMANDS.items() if command in names and command != "completion"]
    for module in needed or _COMMANDS:
        import_module(f"triage.commands.{module}").add(commands)
    return parser
