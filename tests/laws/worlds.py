"""Where the laws are tried: random rule sets, and the rules that people get."""

from __future__ import annotations

from functools import lru_cache

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st

import corners
from triage import RuleSet, bundled_rules
from triage.testing import people, rule_sets, symptoms

# Half of all examples run on the real pack; the other half finds what its rules happen not to do.
any_rules = st.one_of(rule_sets(), st.builds(bundled_rules))
rules_that_ask = st.one_of(rule_sets(), st.builds(bundled_rules), st.builds(corners.asking))


@st.composite
def worlds(draw, *, least=0, most=None, rules=any_rules):
    """A rule set, and symptoms for it."""
    chosen = draw(rules)
    return chosen, draw(symptoms(chosen, least=least, most=most))


@st.composite
def nearly_answered(draw, *, left=4):
    """A random rule set, and symptoms that leave only a few questions open, so that every way of answering them can be tried."""
    rules = draw(rule_sets())
    return rules, draw(symptoms(rules, least=max(0, len(rules.content.findings) - left)))


@st.composite
def whole_people(draw, *, rules=rules_that_ask):
    """A rule set, and somebody whose answers fit together; of the real pack only some may raise anything, or all would be over at once."""
    chosen = draw(rules)
    return chosen, draw(people(chosen, most=12 if len(chosen.decisions.findings) > 20 else None))


@lru_cache(maxsize=4)
def asking_everybody(rules):
    """The same rules, with everything asked of everybody."""
    return RuleSet.of(evolve(rules.content, findings=tuple(evolve(each, asked_if=None) for each in rules.content.findings)))


def fewer(times):
    """Settings for what takes that many times as long as other tests."""
    return settings(max_examples=max(1, settings().max_examples // times))


def own_names(rules, given):
    """The answers by the findings' own names; of two for one flag the more serious."""
    own = {name: finding.name for finding in rules.findings.values() for name in (finding.name, *finding.aliases)}
    weight = {False: 0, "unsure": 1, True: 2}
    found = {}
    for name, answer in given.items():
        if answer is not None and (own[name] not in found or weight.get(answer, 0) > weight.get(found[own[name]], 0)):
            found[own[name]] = answer
    return found
