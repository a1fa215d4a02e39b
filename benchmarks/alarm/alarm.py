"""
Alarm fatigue: what simulated primary care patients are told by type, at 0.2.0 and at 0.3.0 side by side, and which rules do it.

**A simulation, not data.** Nearly every share of answers is an assumption; each says so or names its source. They come with the library,
and `triage alarm` draws people for any pack. Use it to compare rules and wordings with each other, never to state how the rules do on
people. 0.2.0 is drawn from its own questions and shares, all of them answered; at 0.3.0 people go through the form, and what isn't put to
them isn't answered.

    python benchmarks/alarm/alarm.py [--pack PATH] [--released FOLDER] [--people N] [--seed N] [--unsure SHARE] [--type TYPE] [--markdown]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from patients import CERTAIN, TABLE, TYPES
from patients_0_2 import TABLE_0_2
from tables import plain_text, ruled, worded

from triage import load_rules
from triage.simulation.form import Form
from triage.simulation.people import person, trait
from triage.simulation.tally import Judge, Tally, engine, people, tallied

__all__ = ["OLD_PACK", "PACKS", "Settings", "Tallies", "main", "simulated"]

OLD_PACK, NEW_PACK = "0.2.0", "0.3.0"
PACKS = (OLD_PACK, NEW_PACK)
HARMLESS = {"leg_pain_side": "neither", "leg_weakness_progression": "none", "pregnancy_state": "none", "pain_trend": "same"}
ROOT = Path(__file__).parents[2]

Drawn = Callable[[Random], dict[str, Any]]
# By version, type of patient, and whether rare answers cluster.
Tallies = dict[tuple[str, str, bool], Tally]


class Settings(NamedTuple):
    """Where the two packs lie, how many people of each type are drawn, from which seed, and how often a line is doubted."""

    pack: Path
    released: Path
    people: int
    seed: int
    unsure: float


def simulated(settings: Settings, kinds: list[str] | None = None) -> Tallies:
    """The tally of each type of patient at both packs, with and without the trait."""
    jobs = [(settings, version, kind, clustered) for kind in kinds or TYPES for version in PACKS for clustered in (False, True)]
    with Pool() as pool:
        return dict(zip([job[1:] for job in jobs], pool.starmap(one, jobs, chunksize=1), strict=True))


def one(settings: Settings, version: str, kind: str, clustered: bool) -> Tally:
    """The tally of one type of patient at one pack."""
    drawn, judge = old_side(settings, kind, clustered) if version == OLD_PACK else new_side(settings, kind, clustered)
    return tallied(people(drawn, number=settings.people, seed=f"{settings.seed} {version} {kind}"), judge)


def old_side(settings: Settings, kind: str, clustered: bool) -> tuple[Drawn, Judge]:
    """How people answer 0.2.0, every question of it, and what it gives them."""
    rules = load_rules(settings.released / f"low-back-pain-{OLD_PACK}.json")
    findings = [each for each in rules.decisions.findings if each.asked_of == "person" and not each.context]

    def drawn(chance: Random) -> dict[str, Any]:
        traits = person(kind, TABLE_0_2, chance=chance, tilt=trait(chance, clustered=clustered))
        answers = {}
        for finding in findings:
            harmless = {"flag": False, "quantity": finding.least, "choice": HARMLESS.get(finding.name, "unsure")}
            answers[finding.name] = traits.get(finding.name, harmless[finding.kind])
            if finding.kind == "flag" and chance.random() < settings.unsure:
                answers[finding.name] = "unsure"
        return answers

    return drawn, engine(rules)


def new_side(settings: Settings, kind: str, clustered: bool) -> tuple[Drawn, Judge]:
    """How people go through the form of the pack, and what it gives them."""
    rules = load_rules(settings.pack, cases=False)
    form = Form(rules, certain=CERTAIN)

    def drawn(chance: Random) -> dict[str, Any]:
        traits = person(kind, TABLE, chance=chance, tilt=trait(chance, clustered=clustered))
        return form.filled_in(traits, chance=chance, unsure=settings.unsure)

    return drawn, engine(rules)


def options() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--pack", type=Path, default=ROOT / "rules" / "low-back-pain", help="folder of the pack")
    parser.add_argument("--released", type=Path, default=ROOT / "rules" / "released", help="folder of released rule sets")
    parser.add_argument("--people", type=int, default=4000, help="of each type, at each pack (4000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unsure", type=float, default=0.002, help="share of lines that are answered not sure (0.002)")
    parser.add_argument("--type", choices=list(TYPES), help="which rules decide most for one type, and nothing else")
    parser.add_argument("--markdown", action="store_true", help="print what the page of the documentation includes")
    return parser


def main() -> None:
    """Simulate and print."""
    given = options().parse_args()
    settings = Settings(given.pack, given.released, given.people, given.seed, given.unsure)
    tallies = simulated(settings, [given.type] if given.type else None)
    if given.type:
        print(ruled(tallies, given.type))
        return
    missing = Form(load_rules(settings.pack, cases=False)).unknown({row.name for row in TABLE})
    print(worded(tallies, settings) if given.markdown else plain_text(tallies, settings))
    if missing:
        print(f"\nAnswered harmlessly, because the table has no row for them: {', '.join(missing)}")


if __name__ == "__main__":
    main()
