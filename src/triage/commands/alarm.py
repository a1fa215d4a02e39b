"""``triage alarm``: how often invented people are alarmed by some rules, and by which."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from random import Random
from typing import Any

from triage.commands.loading import add_onto, onto_of, rules_from
from triage.errors import Problem, RuleError
from triage.model.ruleset import RuleSet
from triage.names import meant, quoted
from triage.packs.bundle import BUNDLED
from triage.simulation.form import Form
from triage.simulation.people import person, trait, whole_mix
from triage.simulation.shares import Shares, bundled_shares, measured, read_shares
from triage.simulation.tally import CARE, EMERGENCY, LADDER, TODAY, Tally, engine, people, tallied

__all__ = ["add"]

_SHOWN = 12
_MOST = 100_000


def add(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("alarm", help="simulate how often invented people are alarmed, and by which rules")
    command.add_argument("path", nargs="*", help="folder or built file of the rules (the bundled ones)")
    add_onto(command)
    command.add_argument(
        "--people", metavar="SHARES", help="CSV with how often each kind of people gives each answer (the bundled example)"
    )
    command.add_argument("--number", type=_count, default=500, help="people of each kind (500)")
    command.add_argument("--seed", type=int, default=1, help="another draw (1)")
    command.add_argument("--unsure", type=_share, default=0.002, help="share of lines that are answered not sure (0.002)")
    command.add_argument("--clustered", action="store_true", help="a fifth of people give rare answers often, the rest seldom")
    command.add_argument("--kind", help="which rules decide for one kind of people, and nothing else")
    command.set_defaults(run=_alarm)


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= _MOST:
        return int(text)
    raise ArgumentTypeError(f"a number of people lies between 1 and {_MOST}")


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if 0 <= share <= 1:
        return share
    raise ArgumentTypeError("a share lies between 0 and 1")


def _alarm(options: Namespace) -> int:
    rules = rules_from(options.path, onto=onto_of(options), cases=False)
    shares = _shares(options, rules)
    if options.kind is not None and options.kind not in shares.types:
        print(f"no kind of people is called {quoted(options.kind)}{meant(options.kind, list(shares.types))}", file=sys.stderr)
        return 2
    form = Form(rules, certain={row.name for row in shares.rows if row.fact == "certain"})
    tallies = {kind: _tally(kind, form, shares, options) for kind in ([options.kind] if options.kind else shares.types)}
    studied, every = measured(shares.rows)
    print(
        f"A simulation, not data: {options.number} invented people of each kind, {rules.name} {rules.version}, seed {options.seed}.\n"
        f"Of the {every} shares of answers {studied} come from a study; the others are assumed. It compares rules and questions with\n"
        "each other. It can't say how many real people would be alarmed, and nothing about how many illnesses are found.\n"
    )
    if options.kind:
        print(_table(_deciding(tallies[options.kind])))
    else:
        print(_table(_reached(tallies, dict(shares.types))))
        print()
        print(_table(_outcomes(tallies)))
    if missing := form.unknown({row.name for row in shares.rows}):
        print(f"\nAnswered harmlessly, because the table has no row for them: {', '.join(missing)}")
    return 0


def _shares(options: Namespace, rules: RuleSet) -> Shares:
    if options.people is None:
        if BUNDLED not in [pack.name for pack in rules.packs]:
            message = f"the example is of the questions of {BUNDLED}; name a table of shares for {rules.name} with --people"
            raise RuleError((Problem("bad-table", message),))
        return bundled_shares(rules.vocabulary)
    file = Path(options.people)
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        message = "the table isn't UTF-8; save it as CSV UTF-8"
        raise RuleError((Problem("bad-table", message, where=f"{file}:1:1", path=(str(file),)),)) from None
    return read_shares(text, file=options.people, vocabulary=rules.vocabulary)


def _tally(kind: str, form: Form, shares: Shares, options: Namespace) -> Tally:
    def drawn(chance: Random) -> dict[str, Any]:
        traits = person(kind, shares.rows, chance=chance, tilt=trait(chance, clustered=options.clustered))
        return form.filled_in(traits, chance=chance, unsure=options.unsure)

    return tallied(people(drawn, number=options.number, seed=f"{options.seed} {kind}"), engine(form.rules))


def _reached(tallies: dict[str, Tally], types: dict[str, float]) -> list[list[str]]:
    """Per cent of each kind at a threshold or above, and of all people."""
    rows = [["% of people", "emergency", "today or faster", "any care"]]
    rows += [[kind, *(f"{tally.from_(step):.1f}" for step in (EMERGENCY, TODAY, CARE))] for kind, tally in tallies.items()]
    whole = [whole_mix({kind: tally.from_(step) for kind, tally in tallies.items()}, types=types) for step in (EMERGENCY, TODAY, CARE)]
    return [*rows, ["everybody, by the shares of the kinds", *(f"{share:.1f}" for share in whole)]]


def _outcomes(tallies: dict[str, Tally]) -> list[list[str]]:
    """Per cent of each kind at each outcome that somebody got."""
    places = sorted({place for tally in tallies.values() for place in tally.places})
    rows = [[kind, *(f"{tally.at(place):.1f}" if tally.places[place] else "." for place in places)] for kind, tally in tallies.items()]
    return [["% of people", *(LADDER[place] for place in places)], *rows]


def _deciding(tally: Tally) -> list[list[str]]:
    """The rules that decide most, per cent of people; and what hangs on one alone."""
    rows = [["rule, % of people", "decides", "emergency", "alone", "today or faster", "alone"]]
    for rule, count in tally.decides.most_common(_SHOWN):
        counts = [count, *(counted[step][rule] for step in (EMERGENCY, TODAY) for counted in (tally.fires, tally.alone))]
        rows.append([rule, *(f"{100 * each / tally.people:.1f}" if each else "." for each in counts)])
    return rows


def _table(rows: list[list[str]]) -> str:
    first, *others = (max(len(row[column]) for row in rows) for column in range(len(rows[0])))
    return "\n".join("  ".join([row[0].ljust(first), *map(str.rjust, row[1:], others)]) for row in rows)
