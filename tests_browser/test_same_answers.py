"""Law 11: the library in the browser gives what it gives under CPython."""

from __future__ import annotations

import json
from random import Random

import pytest

import triage
from triage import bundled_rules, evaluate

PEOPLE = 200


def thresholds(rules):
    """The numbers written in rules, definitions and implications, by finding."""
    found = {}
    waiting = [each.when for each in (*rules.content.rules, *rules.content.definitions)]
    waiting += [implication.leaf for finding in rules.findings.values() for implication in finding.implies]
    while waiting:
        condition = waiting.pop()
        waiting.extend(getattr(condition, "members", ()))
        if hasattr(condition, "operator"):
            found.setdefault(condition.finding, set()).add(condition.value)
    return {name: sorted(values) for name, values in found.items()}


def person(random, rules, bounds):
    """Valid answers of one random person, from a few to all questions, numbers often at a threshold."""
    answers = {}
    share = random.choice([0.02, 0.05, 0.1, 0.3, 1])
    for finding in rules.findings.values():
        if random.random() > share:
            continue
        if finding.kind == "flag":
            answer = random.choice([True, False, False, "unsure"])
        elif finding.kind == "choice":
            answer = random.choice(finding.options).name
        else:
            low, high = finding.range
            step = 1 if finding.whole else 0.1
            near = [value + away for value in bounds.get(finding.name, ()) for away in (-step, 0, step)]
            answer = random.choice([random.uniform(low, high), *near])
            answer = min(max(round(answer, None if finding.whole else 1), low), high)
        answers[random.choice([finding.name, *finding.aliases])] = answer
    return answers


def facts(document):
    """What must be equal."""
    return document["outcome"], document["ceiling"], document["complete"], [each["rule"] for each in document["fired"]]


@pytest.fixture(scope="module")
def people():
    """The same two hundred at every run."""
    random = Random(20261122)  # noqa: S311
    rules = bundled_rules()
    bounds = thresholds(rules)
    return [person(random, rules, bounds) for _ in range(PEOPLE)]


def test_browser_and_cpython_agree(tried, people):
    """Level, timeframe, ceiling, completeness and every rule that fired, for each of them."""
    texts = [json.dumps(answers) for answers in people]
    shown = tried.evaluate("texts => Promise.all(texts.map((text) => window.triageEvaluate(text)))", texts)
    for answers, text in zip(people, shown, strict=True):
        result = json.loads(text)
        assert result["problems"] == []
        assert facts(result["assessment"]) == facts(evaluate(answers).to_dict()), answers


def test_both_run_the_wheel_that_the_site_carries():
    """And not the source tree, which the browser never sees."""
    assert ".whl" in triage.__file__


def test_the_two_hundred_reach_every_level(people):
    """Agreement about nothing but emergencies would prove little."""
    assert {evaluate(answers).level.value for answers in people} == {"emergency", "seek-care", "stop", "none-found"}
