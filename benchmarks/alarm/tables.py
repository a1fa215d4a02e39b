"""The tallies as tables, for the terminal and for a page of the documentation, with what they are worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from patients import TABLE, TITLES, TYPES

from triage.simulation.people import whole_mix
from triage.simulation.shares import measured
from triage.simulation.tally import CARE, EMERGENCY, PLACE, TODAY, Tally

__all__ = ["plain_text", "ruled", "table_of", "worded"]

OLD, NEW = "0.2.0", "0.3.0"
RUNS = ((OLD, False), (NEW, False), (OLD, True), (NEW, True))
STEPS = (EMERGENCY, TODAY, CARE)
SHOWN = 12
SPLIT = {
    "none-found": "none-found",
    "stop now": "stop",
    "seek-care fortnight": "fortnight",
    "seek-care week": "week",
    "seek-care days": "days",
    "seek-care today": "today",
    "emergency now": "emergency now",
    "emergency at-once": "at-once",
}

Tallies = Mapping[tuple[str, str, bool], Tally]
Table = list[list[str]]


def worth(settings: Any) -> str:
    """The plain statement of what the tables are worth."""
    from_studies, shares = measured(TABLE)
    return (
        f"A simulation, not data. {settings.people} invented people of each type, seed {settings.seed}. Of the {shares} shares of answers "
        f"{from_studies} come from a study; the others are assumed, most of them by the people who wrote the questions. The tables "
        "compare two sets of rules and questions with each other. They can't say how many real people would be alarmed, and they say "
        "nothing about how many illnesses are found. Not simulated: people who stop early, who misread, or who answer for somebody else. "
        f"A line is answered not sure in {100 * settings.unsure:.1f} % of cases."
    )


def side_by_side(tallies: Tallies) -> Table:
    """A row for each type: emergency / today or faster / any care, at both packs, without and with the trait."""
    rows = [["type of patient", OLD, NEW, f"{OLD}, clustered", f"{NEW}, clustered"]]
    rows += [[TITLES[kind], *(triple(reached(tallies[version, kind, clustered])) for version, clustered in RUNS)] for kind in TYPES]
    whole = ["everybody, by the shares of the types"]
    for version, clustered in RUNS:
        by_type = {kind: reached(tallies[version, kind, clustered]) for kind in TYPES}
        whole.append(triple({step: whole_mix({kind: shares[step] for kind, shares in by_type.items()}, types=TYPES) for step in STEPS}))
    return [*rows, whole]


def reached(tally: Tally) -> dict[int, float]:
    """Per cent at each threshold or more urgent."""
    return {step: tally.from_(step) for step in STEPS}


def triple(shares: Mapping[int, float]) -> str:
    """Three per cents in one cell."""
    return f"{shares[EMERGENCY]:.1f} / {shares[TODAY]:.1f} / {shares[CARE]:.1f}"


def split(tallies: Tallies, *, version: str, clustered: bool) -> Table:
    """A row for each type with the share at each outcome."""
    rows = []
    for kind in TYPES:
        tally = tallies[version, kind, clustered]
        rows.append([TITLES[kind], *(f"{tally.at(place):.1f}" if tally.places[place] else "." for place in map(PLACE.__getitem__, SPLIT))])
    return [["type of patient", *SPLIT.values()], *rows]


def deciding(tally: Tally, *, emergencies: bool = False) -> Table:
    """
    The rules that decide most for a type, or that take most to emergency care, each person split evenly among the rules that do.

    Per cent of its people whose outcome is the rule's, and what hangs on the rule alone.
    """
    rows = []
    for ref, _ in (tally.points[EMERGENCY] if emergencies else tally.decides).most_common(SHOWN):
        beyond = [counts[step][ref] for step in (EMERGENCY, TODAY) for counts in (tally.fires, tally.alone)]
        shares = [tally.decides[ref], *beyond]
        rows.append([ref, *(f"{100 * each / tally.people:.1f}" if each else "." for each in shares)])
    return [["rule", "decides", "emergency", "alone", "today or faster", "alone"], *rows]


def table_of(table: Table) -> str:
    """A table in columns for the terminal."""
    first, *others = (max(len(row[column]) for row in table) for column in range(len(table[0])))
    lines = ["  ".join([row[0].ljust(first), *map(str.rjust, row[1:], others)]) for row in table]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def piped(table: Table) -> str:
    """A table in Markdown."""
    head, *rows = table
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def ruled(tallies: Tallies, kind: str) -> str:
    """Which rules decide most for one type, and which take most to emergency care, at both packs, without and with the trait."""
    parts = [f"{TITLES[kind]}: rules by the share of people (%) whose outcome they give, then by those whom they take to emergency care"]
    for version, clustered in RUNS:
        tally = tallies[version, kind, clustered]
        by_one = 100 * tally.alone[EMERGENCY].total() / tally.people
        parts.append(f"\n{version}{', clustered' if clustered else ''}\n" + table_of(deciding(tally)))
        parts.append(f"\nto emergency care; by one rule alone {by_one:.1f}\n" + table_of(deciding(tally, emergencies=True)))
    return "\n".join(parts)


def plain_text(tallies: Tallies, settings: Any) -> str:
    """Everything, for the terminal."""
    parts = [worth(settings), "\nEmergency / today or faster / any care, % of the type", table_of(side_by_side(tallies))]
    for version, clustered in RUNS:
        title = f"\n{version}, each outcome, %{', rare answers clustered' if clustered else ''}"
        parts += [title, table_of(split(tallies, version=version, clustered=clustered))]
    for kind in TYPES:
        parts += [f"\n{NEW}, {TITLES[kind]}: rules that decide most, %", table_of(deciding(tallies[NEW, kind, False]))]
    return "\n".join(parts)


def worded(tallies: Tallies, settings: Any) -> str:
    """The same as a page of the documentation includes it."""
    parts = [worth(settings), "", f"Per cent of each type at {OLD} and at {NEW}: emergency / today or faster / any care.", ""]
    parts += [piped(side_by_side(tallies)), ""]
    parts += ["Clustered: a fifth of people give rare answers four times as often, the rest a quarter as often."]
    for version, clustered in ((NEW, False), (NEW, True), (OLD, False), (OLD, True)):
        title = f"Each outcome at {version}, %{', rare answers clustered' if clustered else ''}."
        parts += ["", title, "", piped(split(tallies, version=version, clustered=clustered))]
    for kind in TYPES:
        parts += ["", f"Rules of {NEW} that decide most for: {TITLES[kind]} (%).", "", piped(deciding(tallies[NEW, kind, False]))]
    return "\n".join(parts)
