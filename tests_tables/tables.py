"""Tables of answers for the tests: random people as columns, and what `evaluate` says of each."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from triage import SymptomError, evaluate
from triage.adapters.decoding import symptoms_of
from triage.adapters.frames import fired_rules
from triage.testing import rule_sets


def table(rules, rows, seed, *, yes=0.05, broken=0.0, booleans=0.5):
    """A column for each finding, some under an alias too: a fifth null, some unsure, and some cells that nothing takes."""
    chance = Random(seed)
    columns = {}
    for finding in rules.findings.values():
        for name in (finding.name, *finding.aliases[: chance.random() < 0.3]):
            columns |= _column(name, finding, rows, chance, yes, booleans)
    for name, cells in columns.items():
        if not any(isinstance(cell, bool) for cell in cells):
            wrong = 999_999.0 if any(isinstance(cell, float) for cell in cells) else "YES"
            columns[name] = [wrong if chance.random() < broken else cell for cell in cells]
    return columns


def _column(name, finding, rows, chance, yes, booleans):
    if finding.kind == "flag":
        text = chance.random() > booleans
        words = ["yes", "no", "unsure"] if text else [True, False, None]
        return {name: [None if chance.random() < 0.2 else chance.choices(words, [yes, 0.9 - yes, 0.1])[0] for _ in range(rows)]}
    if finding.kind == "choice":
        words = [*(option.name for option in finding.options), "unsure"]
        return {name: [None if chance.random() < 0.2 else chance.choice(words) for _ in range(rows)]}
    low, high = finding.limits
    cells = [None if chance.random() < 0.3 else float(round(chance.uniform(low, high), 0 if finding.whole else 1)) for _ in range(rows)]
    return {name: cells, f"{name}__unsure": [cell is None and chance.random() < 0.3 for cell in cells]}


def expected(columns, rules):
    """What `evaluate` says of each row, refused cells left aside: level, timeframe, ids of the rules."""
    rows = zip(*columns.values(), strict=True)
    return [_said(dict(zip(columns, row, strict=True)), rules) for row in rows]


def _assessed(row, rules):
    try:
        return evaluate(symptoms_of(row, rules), rules=rules)
    except SymptomError as error:
        return error.assessment


def _said(row, rules):
    assessment = _assessed(row, rules)
    within = None if assessment.within is None else str(assessment.within)
    return str(assessment.level), within, tuple(firing.rule for firing in assessment.fired)


def still_open(columns, rules):
    """What `evaluate` says of each row is open: whether it is complete, and the ceiling."""
    rows = zip(*columns.values(), strict=True)
    return [_still_open(dict(zip(columns, row, strict=True)), rules) for row in rows]


def _still_open(row, rules):
    assessment = _assessed(row, rules)
    level, within = assessment.ceiling.level, assessment.ceiling.within
    return assessment.complete, str(level), None if within is None else str(within)


def filled(columns, share, seed):
    """The same with most empty cells of flags answered no: few questions are left open, and more people are complete."""
    chance = Random(seed)

    def no(cells):
        return "no" if any(isinstance(cell, str) for cell in cells) else False

    flags = {name for name, cells in columns.items() if {*cells} <= {None, True, False} or {*cells} <= {None, "yes", "no", "unsure", "YES"}}
    flags = {name for name in flags if not name.endswith("__unsure")}
    return {
        name: [no(cells) if name in flags and cell is None and chance.random() < share else cell for cell in cells]
        for name, cells in columns.items()
    }


def drawn(seed):
    """One random rule set, the same for the same number."""
    kept = []

    @seeded(seed)
    @settings(max_examples=5, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(rule_sets())
    def keep(rules):
        kept.append(rules)

    keep()
    return max(kept, key=lambda rules: len(rules.rules))


def found(result, rules):
    """The same of a result in polars."""
    decoded = fired_rules(result, rules)
    return [(row["level"], row["within"], tuple(row["fired"])) for row in decoded.iter_rows(named=True)]
