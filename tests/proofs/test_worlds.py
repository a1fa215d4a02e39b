"""The proved kernel, the engine and the reference say the same of random rule sets and people."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import strategies as st
from kernel import tried

import trying
from proof.pairs import in_format_1
from triage import RuleError, RuleSet, evaluate
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.engine.questions import Interview
from triage.model.outcome import NONE_FOUND
from triage.testing import answers, people, rule_sets, symptoms
from trying import reference_of


@st.composite
def worlds(draw):
    """A rule set, of format 1 now and then; and symptoms, some flags answered under two names."""
    rules = draw(rule_sets())
    if draw(st.integers(0, 4)) == 4:
        # Where that would be refused, it stays as it is.
        with suppress(RuleError):
            rules = RuleSet.of(in_format_1(rules.content))
    given = draw(symptoms(rules))
    for finding in rules.content.findings:
        if finding.aliases and draw(st.integers(0, 2)) == 2:
            given[draw(st.sampled_from([finding.name, *finding.aliases]))] = draw(answers(finding) | st.none())
    return rules, given


@st.composite
def whole_people(draw):
    """A rule set, and somebody whose answers fit together; or did, before some of them changed."""
    rules = draw(rule_sets())
    person = draw(people(rules))
    own = {name: finding.name for finding in rules.findings.values() for name in (finding.name, *finding.aliases)}
    if draw(st.booleans()):
        person |= {own[name]: answer for name, answer in draw(symptoms(rules, most=2)).items()}
    return rules, person


def opened(rules, given):
    """What the engine takes to be open."""
    program = program_of(rules)
    return {entry.finding.name for entry in Interview(program, read(given, program), 0).open}


def told(firings):
    """What fired, by rule: the outcome, whether surely, and the reasons."""
    return {each["rule"]: (each["outcome"], each["sure"], each["findings"]) for each in firings}


def same_as_engine(kernel, rules, given):
    """Outcome, ceiling, open questions, and each rule that fired; its reasons under own names, as the engine tells them."""
    found, assessment = kernel.assess(given), evaluate(given, rules=rules)
    assert found["accepted"]
    assert found["outcome"] == str(assessment.outcome)
    firmly = {each["rule"]: (each["outcome"], each["sure"]) for each in found["fired"]}
    assert firmly == {each.rule: (str(each.outcome), not each.unsure) for each in assessment.fired}
    own = kernel.assess(reference_of(rules).own(given))
    assert told(own["fired"]) == {each.rule: (str(each.outcome), not each.unsure, list(each.findings)) for each in assessment.fired}
    assert set(found["open"]) == opened(rules, given)
    assert found["ceiling"] == str(assessment.ceiling)


def same_as_reference(kernel, rules, given):
    """The same under the findings' own names, which are all that the reference knows; the ceiling where every answer can be tried."""
    reference = reference_of(rules)
    own = reference.own(given)
    found = kernel.assess(own)
    results = {rule: reference.result(rule, own) for rule in rules.content.rules}
    assert found["outcome"] == str(reference.outcome(own))
    assert told(found["fired"]) == {
        rule.id: (str(outcome), sure, list(reference.reason(rule, own)))
        for rule, (outcome, sure) in results.items()
        if outcome != NONE_FOUND
    }
    assert set(found["open"]) == reference.open(own)
    if trying.ways(reference, found["open"]) <= 40:
        assert found["ceiling"] == str(max(map(reference.outcome, trying.completions(reference, own, found["open"]))))


@pytest.mark.parametrize("part", range(4))
def test_the_kernel_the_engine_and_the_reference_agree(kernel, part):
    """On 2,000 random worlds; and each rule set that the loader takes is sound."""

    @tried(500, worlds(), part)
    def agree(drawn):
        rules, given = drawn
        kernel.load(rules.content)
        assert kernel.ask("sound", world="rules")["sound"]
        same_as_engine(kernel, rules, given)
        same_as_reference(kernel, rules, given)


def test_a_person_is_asked_the_same_and_consistent_alike(kernel):
    """Law 12: whom it is about, and what they are asked step by step."""

    @tried(500, whole_people())
    def agree(drawn):
        rules, person = drawn
        reference = reference_of(rules)
        kernel.load(rules.content)
        asked = set(kernel.ask("asked", world="rules", answers=person)["asked"])
        assert asked & person.keys() == reference.asked(person).keys()
        assert kernel.ask("consistent", world="rules", answers=person)["consistent"] is reference.is_consistent(person)
