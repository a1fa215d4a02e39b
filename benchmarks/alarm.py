"""
Alarm fatigue: how many simulated primary care patients the rules would alarm, and which questions are behind it.

**A simulation, not data.** Nearly every probability in ``patients.py`` is an assumption; the few that come from a study say which. Use it
to compare rules and wordings with each other, never to state how the rules do on people. Everybody answers every question of a form.
Rare answers are drawn apart from one another; in people they cluster, so the share of alarms is overstated and the order of rules and
questions is what counts.

    python benchmarks/alarm.py [--rules PATH] [--people N] [--seed N] [--unsure SHARE]
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from typing import Any

from patients import TABLE, TITLES, TYPES

from triage import Level, bundled_rules, evaluate

KNOWN = {row.name for row in TABLE}
HARMLESS = {"leg_pain_side": "neither", "leg_weakness_progression": "none", "pregnancy_state": "none", "pain_trend": "same"}
SHOWN = 25
EVERYBODY, PLAIN = "everybody", "plain"


def draw(spec, chance):
    """One answer: a yes or no, an option, or a number of one of the bands."""
    if isinstance(spec, int | float):
        return chance.random() < spec
    if isinstance(spec, dict):
        return chance.choices(list(spec), list(spec.values()))[0]
    low, high, _ = chance.choices(spec, [band[2] for band in spec])[0]
    return chance.randint(low, high) if isinstance(low, int) else round(chance.uniform(low, high), 1)


def person(kind, chance):
    """The traits of one simulated patient of a type."""
    traits: dict[str, Any] = {}
    for row in TABLE:
        met = not row.of or traits.get(row.of) is True
        spec = row.types.get(kind, row.plain) if met else row.other
        if spec is not None:
            traits[row.name] = draw(spec, chance)
    traits["onset_age_years"] = min(traits["onset_age_years"], traits["age_years"])
    return traits


def filled_in(traits, findings, chance, unsure):
    """The traits as a form with every question answered; a small share of yes and no turns into not sure."""
    answers = {}
    for finding in findings:
        harmless = {"flag": False, "quantity": finding.least, "choice": HARMLESS.get(finding.name, "unsure")}
        answers[finding.name] = traits.get(finding.name, harmless[finding.kind])
        if finding.kind == "flag" and chance.random() < unsure:
            answers[finding.name] = "unsure"
    return answers


class Tally:
    """What came out, counted; an alarm is an outcome of seek-care or emergency."""

    def __init__(self):
        self.outcomes: dict[str, Counter] = defaultdict(Counter)
        self.fires: dict[str, Counter] = defaultdict(Counter)
        self.decides: dict[str, Counter] = defaultdict(Counter)
        self.alone: dict[str, Counter] = defaultdict(Counter)
        self.yes: Counter = Counter()
        self.behind: dict[Level, Counter] = defaultdict(Counter)

    def add(self, kind, answers, assessment):
        """One person. A rule decides when it has the outcome of the whole, and alone when the outcome would be lower without it."""
        deciding = [firing for firing in assessment.fired if firing.outcome == assessment.outcome]
        for group in (EVERYBODY, kind):
            self.outcomes[group][assessment.outcome] += 1
            if assessment.level >= Level.SEEK_CARE:
                self.fires[group].update(firing.rule for firing in assessment.fired if firing.outcome.level >= Level.SEEK_CARE)
                self.decides[group].update(firing.rule for firing in deciding)
                self.alone[group].update(firing.rule for firing in deciding if len(deciding) == 1)
        if kind == PLAIN:
            self.yes.update(name for name, answer in answers.items() if answer is True)
            self.behind[assessment.level].update({name for firing in deciding for name in firing.findings})


def simulated(rules, *, people, seed, unsure):
    """The tally over so many people."""
    chance = random.Random(seed)
    findings = [each for each in rules.findings.values() if each.asked_of == "person" and not each.context]
    tally = Tally()
    for kind in chance.choices(list(TYPES), list(TYPES.values()), k=people):
        answers = filled_in(person(kind, chance), findings, chance, unsure)
        tally.add(kind, answers, evaluate(answers, rules=rules))
    return tally


def share(part, whole):
    """A share of people in per cent, with a space where it is nought."""
    return f"{100 * part / whole:6.1f}%" if part else "      ."


def print_outcomes(tally):
    """The share of people at each outcome, over all and by type."""
    columns = sorted(tally.outcomes[EVERYBODY])
    print(f"{'':24}{'people':>7}" + "".join(f"{outcome!s:>21}" for outcome in columns))
    for kind in (EVERYBODY, *TYPES):
        counts = tally.outcomes[kind]
        print(f"{TITLES.get(kind, kind):24}{counts.total():7}" + "".join(f"{share(counts[each], counts.total()):>21}" for each in columns))
    print(f"\nseek-care or emergency: {share(alarms(tally, EVERYBODY), tally.outcomes[EVERYBODY].total()).strip()} of everybody.")
    print("For comparison: 80.4% of 1,172 primary care patients had a textbook red flag of whatever kind (Henschke 2009).")


def alarms(tally, group):
    """How many people of a group were sent to care or to emergency care."""
    return sum(count for outcome, count in tally.outcomes[group].items() if outcome.level >= Level.SEEK_CARE)


def print_rules(tally, rules, group):
    """The rules that fire in most alarms of a group, how often each decides, and how often it does so alone."""
    whole = alarms(tally, group)
    print(f"\nRules by their share of the {whole} alarms, {TITLES.get(group, group)}")
    print(f"{'':48}{'fires':>8}{'decides':>9}{'alone':>8}")
    for rule, count in tally.fires[group].most_common(SHOWN):
        shares = f"{share(count, whole):>8}{share(tally.decides[group][rule], whole):>9}{share(tally.alone[group][rule], whole):>8}"
        print(f"{rules.rules[rule].ref:6}{rule:42}{shares}  {rules.rules[rule].outcome}")


def print_questions(tally):
    """What plain sore backs answer with yes, and which answers stand behind their outcomes."""
    plain = tally.outcomes[PLAIN].total()
    columns = {str(level): tally.behind[level] for level in (Level.EMERGENCY, Level.SEEK_CARE, Level.STOP)}
    for worst in ("emergency", "seek-care"):
        print(f"\nPlain sore backs: answers in the reasons that decide for {worst}, most of them first (% of plain sore backs)")
        print(f"{'':44}{'yes':>9}" + "".join(f"{column:>11}" for column in columns))
        for name, _ in columns[worst].most_common(SHOWN):
            shares = "".join(f"{share(counts[name], plain):>11}" for counts in columns.values())
            print(f"{name:44}{share(tally.yes[name], plain):>9}{shares}")
    print("\nPlain sore backs: questions answered with yes most often")
    print(", ".join(f"{name} {share(count, plain).strip()}" for name, count in tally.yes.most_common(SHOWN)))


def main():
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rules", help="folder of other rules (the bundled ones)")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unsure", type=float, default=0.002, help="share of yes and no that turns into not sure (0.002)")
    options = parser.parse_args()
    rules = bundled_rules()
    if options.rules:
        from triage import load_rules

        rules = load_rules(options.rules)
    print("A SIMULATION, NOT DATA: nearly all shares of answers are assumptions; see the table in patients.py.")
    print(f"{options.people} people, seed {options.seed}, {rules.name} {rules.version}, {len(rules.rules)} rules\n")
    unknown = [each.name for each in rules.findings.values() if each.asked_of == "person" and not each.context and each.name not in KNOWN]
    if unknown:
        print(f"answered with no, because the table has no row for them: {', '.join(unknown)}\n")
    tally = simulated(rules, people=options.people, seed=options.seed, unsure=options.unsure)
    print_outcomes(tally)
    for group in (EVERYBODY, PLAIN):
        print_rules(tally, rules, group)
    print_questions(tally)


if __name__ == "__main__":
    main()
