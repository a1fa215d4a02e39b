"""Law 11: the rules in CQL, translated by the reference translator and run by cql-execution, give what `evaluate` gives."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from random import Random

import pytest
from test_same_answers import person, thresholds

from triage import bundled_rules, evaluate, sample_rules
from triage.adapters.cql import to_cql

HERE = Path(__file__).parent
WORDS = {True: "yes", False: "no"}


def run(rules, people):
    """What the library says of each person: level, within, fired, in doubt, refused."""
    told = json.dumps({"library": to_cql(rules), "people": people})
    done = subprocess.run(["node", HERE / "cql.mjs"], input=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def parameters(answers, rules, chance):
    """The answers as parameters of the library; what wasn't asked is left out or null."""
    named = {alias: finding for finding in rules.findings.values() for alias in (finding.name, *finding.aliases)}
    given = {finding.name: None for finding in rules.findings.values() if chance.random() < 0.2}
    for name, answer in answers.items():
        finding = named[name]
        if finding.kind == "quantity" and answer == "unsure":
            given[f"{finding.name}__unsure"] = True
        else:
            given[finding.name] = WORDS.get(answer, answer) if isinstance(answer, bool) else answer
    return given


def expected(answers, rules):
    """What `evaluate` says."""
    found = evaluate(answers, rules=rules)
    fired = [sorted(each.rule for each in found.fired if each.unsure is unsure) for unsure in (False, True)]
    return [str(found.level), None if found.within is None else str(found.within), *fired, []]


def people(rules, number, seed):
    """Random people of all lengths, with some numbers unsure."""
    chance = Random(seed)  # noqa: S311
    bounds = thresholds(rules)
    for _ in range(number):
        answers = person(chance, rules, bounds)
        yield {
            name: "unsure" if isinstance(answer, float | int) and not isinstance(answer, bool) and chance.random() < 0.15 else answer
            for name, answer in answers.items()
        }


@pytest.mark.parametrize("seed", [1, 2])
def test_two_hundred_people_get_the_same_from_cql(seed):
    """Level, timeframe and every rule, sure or in doubt, a hundred people at a time."""
    rules, chance = bundled_rules(), Random(seed)  # noqa: S311
    answered = list(people(rules, 100, seed))
    ran = run(rules, [parameters(each, rules, chance) for each in answered])
    assert [[*row[:2], sorted(row[2]), sorted(row[3]), row[4]] for row in ran] == [expected(each, rules) for each in answered]
    assert {row[0] for row in ran} >= {"none-found", "seek-care", "emergency"}
    assert any(row[3] for row in ran)


def test_what_cannot_be_used_is_named_and_counts_as_not_asked():
    """Null, nothing and a refused value fire nothing, and a refused one hides no emergency beside it."""
    emergency = {"saddle_sensory_change": "yes"}
    ran = run(
        bundled_rules(),
        [
            {},
            {"temperature_c": None, "fever": None},
            emergency | {"temperature_c": 101.3, "age_years": 40.5, "chest_pain": "maybe"},
            emergency | {"temperature_c": 38.4, "temperature_c__unsure": True},
        ],
    )
    assert ran[0] == ran[1] == ["none-found", None, [], [], []]
    assert (ran[2][0], sorted(ran[2][4])) == ("emergency", ["age_years", "chest_pain", "temperature_c"])
    assert (ran[3][0], ran[3][4]) == ("emergency", ["temperature_c__unsure"])


def test_a_sample_of_rules_is_run_whole():
    """Counts, definitions and a small pack of its own."""
    rules, chance = sample_rules(), Random(3)  # noqa: S311
    answered = list(people(rules, 100, 3))
    ran = run(rules, [parameters(each, rules, chance) for each in answered])
    assert [[*row[:2], sorted(row[2]), sorted(row[3]), row[4]] for row in ran] == [expected(each, rules) for each in answered]
