"""``triage completion``: completion scripts for shells."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from typing import Any

from triage.api import bundled_rules

__all__ = ["add"]

_BASH = """\
# triage completion for bash; for zsh, run `autoload -U bashcompinit && bashcompinit` first.
_triage() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" command="${{COMP_WORDS[1]}}"
    case "$COMP_CWORD:$command" in
        1:*) COMPREPLY=($(compgen -W "{commands}" -- "$word")) ;;
{cases}
    esac
    [[ ${{#COMPREPLY[@]}} -eq 0 ]] && COMPREPLY=($(compgen -f -- "$word"))
}}
complete -o nospace -F _triage triage
"""


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser(
        "completion", help="print a completion script for a shell", epilog='example: eval "$(triage completion bash)"'
    )
    command.add_argument("shell", choices=["bash", "zsh", "fish"])
    command.set_defaults(run=lambda options: _completion(options, commands))


def _completion(options: Namespace, commands: _SubParsersAction[ArgumentParser]) -> int:
    words = {name: _options(parser) for name, parser in commands.choices.items()}
    rules = bundled_rules()
    names = [name for finding in rules.findings.values() for name in (finding.name, *finding.aliases)]
    words["evaluate"] += names
    words["findings"] += list(rules.findings)
    for name in ("rule", "review", "sign"):
        words[name] += list(rules.rules)
    if options.shell == "fish":
        print(f"complete -c triage -n __fish_use_subcommand -f -a '{' '.join(words)}'")
        for name, found in words.items():
            print(f"complete -c triage -n '__fish_seen_subcommand_from {name}' -a '{' '.join(found)}'")
        return 0
    cases = "\n".join(f'        *:{name}) COMPREPLY=($(compgen -W "{" ".join(found)}" -- "$word")) ;;' for name, found in words.items())
    print(_BASH.format(commands=" ".join(words), cases=cases), end="")
    return 0


def _options(parser: ArgumentParser) -> list[str]:
    return [option for action in parser._actions for option in action.option_strings if option.startswith("--")]
