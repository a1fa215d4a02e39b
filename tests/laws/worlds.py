"""Where the laws are tried: random rule sets, and the rules that people get."""

from __future__ import annotations

from hypothesis import strategies as st

from triage import bundled_rules
from triage.testing import rule_sets, symptoms

# Half of all examples run on the real pack; the other half finds what its rules happen not to do.
any_rules = st.one_of(rule_sets(), st.builds(bundled_rules))


@st.composite
def worlds(draw, *, most=None, rules=any_rules):
    """A rule set, and symptoms for it."""
    chosen = draw(rules)
    return chosen, draw(symptoms(chosen, most=most))


def own_names(rules, given):
    """The answers by the findings' own names; of two for one flag the more serious."""
    own = {name: finding.name for finding in rules.findings.values() for name in (finding.name, *finding.aliases)}
    weight = {False: 0, "unsure": 1, True: 2}
    found = {}
    for name, answer in given.items():
        if answer is not None and (own[name] not in found or weight.get(answer, 0) > weight.get(found[own[name]], 0)):
            found[own[name]] = answer
    return found
