"""The command line: its parser, and what every command has in common."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence

from triage import __version__
from triage.commands import ask, authoring, completion, evaluate, lookup, pages, proving, schema
from triage.errors import RuleError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
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
        return evaluate.BAD_INPUT
    except BrokenPipeError:
        # The reader has what it wanted; what is left unsaid isn't an error of ours.
        sys.stderr.close()
        return evaluate.BAD_INPUT
    except OSError as error:
        print(f"triage: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", file=sys.stderr)
        return evaluate.BAD_INPUT
    return code


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "triage",
        description="Red-flag triage for back pain and sciatica.",
        epilog=evaluate.EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"triage-redflags {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in (ask, evaluate, lookup, authoring, schema, pages, proving, completion):
        module.add(commands)
    return parser
