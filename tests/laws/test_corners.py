"""Laws 8, 10 and 11 on the same few hundred people each time, and rules that use every corner of the language."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from attrs import evolve

import corners
import reference
import trying
from corners import NOW, TODAY
from triage import RuleSet, evaluate
from triage.engine.answers import read
from triage.engine.compiler import compiled, program_of
from triage.engine.questions import Interview
from triage.engine.tree import Facts, met
from triage.model.conditions import All, Any, AtLeast, Present
from triage.model.findings import Finding
from triage.model.outcome import NONE_FOUND
from triage.model.rules import Content, Rule
from triage.model.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def rules():
    """The invented rules."""
    return corners.rules()


def met_too(rule, firing, content, known):
    """The answers beside a firing's reasons that meet one of its leaves alone; a doubt only where the firing is one."""
    leaves = set(Vocabulary.of(content).opened(rule.when))
    flags = {finding.name for finding in content.findings if finding.kind == "flag"}
    for name, answer in known.items():
        doubt = name in flags and answer == "unsure"
        alone = ({name: True} if firing.unsure else {}) if doubt else reference.opened(content, {name: answer})
        if name not in firing.findings and any(reference.leaf_met(leaf, alone) for leaf in leaves):
            yield name


class TestOneMeaning:
    """Law 11: the compiled engine gives what the reference evaluator gives."""

    def test_outcome_firings_and_reasons_agree(self, rules):
        """Every rule's result, its reasons and what else matched, worst first."""
        content = rules.content
        for person in corners.people(300, answered=0.5):
            known = reference.canonical(content, person)
            assessment = evaluate(person, rules=rules)
            assert assessment.outcome == reference.outcome(content, known)
            results = [(rule, found) for rule in content.rules if (found := reference.result(rule, content, known)).within]
            results.sort(key=lambda each: -each[1].rank)
            assert [(firing.rule, firing.outcome) for firing in assessment.fired] == [(rule.id, found) for rule, found in results]
            for firing, (rule, _) in zip(assessment.fired, results, strict=True):
                assert firing.findings == reference.reason(rule, content, known)
                assert firing.unsure is not reference.holds(rule.when, content, reference.opened(content, known))
                assert firing.also == tuple(met_too(rule, firing, content, known))

    def test_a_thousand_other_findings_change_nothing(self):
        """With long masks the engine moves them down before it tests them."""
        others = tuple(Finding(f"other_{number}", "flag") for number in range(1100))
        crowded = RuleSet.of(evolve(corners.CONTENT, findings=(*others, *corners.FINDINGS)))
        for person in corners.people(100, answered=0.5):
            known = reference.canonical(corners.CONTENT, person)
            assert evaluate(person, rules=crowded).outcome == reference.outcome(corners.CONTENT, known)

    def test_a_rule_set_is_compiled_once(self, rules):
        """And the compiled form is kept with it."""
        assert program_of(rules) is program_of(rules) is rules.compiled

    def test_one_answer_may_meet_a_whole_count(self):
        """It implies two of three, and waits for no company."""
        two = Rule("two", NOW, NOW, AtLeast(2, (Present("numb"), Present("pain"), Present("scan"))))
        rules = RuleSet.of(Content((), corners.FINDINGS, (), (two,)))
        assert [evaluate({"side": side}, rules=rules).outcome for side in ("both", "left")] == [NOW, NONE_FOUND]

    def test_conditions_as_written_agree(self):
        """The slower way to evaluate, which the checks of rule files use, with unsure read as no and as yes."""
        content, program, vocabulary = corners.CONTENT, compiled(corners.CONTENT), Vocabulary.of(corners.CONTENT)
        for person in corners.people(150, answered=0.5):
            known = reference.canonical(content, person)
            facts = Facts.of(read(person, program), program)
            for rule in content.rules:
                sure, found = met(rule.when, facts, vocabulary), reference.result(rule, content, known)
                assert sure is reference.holds(rule.when, content, reference.opened(content, known))
                assert (sure or met(rule.when, facts.doubted(), vocabulary)) is (found.within is not None)


class TestNotAskedIsHonest:
    """Law 8: every way of answering lands between outcome and ceiling, both are reached, and what is next is what can tip a rule."""

    def test_ceiling_and_next_questions_are_those_of_trying_everything(self, rules):
        """With few questions open, each way of answering them is tried with the reference evaluator."""
        content, program, tried = rules.content, program_of(rules), 0
        for person in corners.people(250, answered=0.7):
            known = reference.canonical(content, person)
            found = trying.open_findings(content, known)
            if sum(len(trying.every_answer(finding)) for finding in found) < 14:
                tried += 1
                assessment = evaluate(person, rules=rules)
                reached = [reference.outcome(content, each) for each in trying.completions(content, known, found)]
                assert (assessment.outcome, assessment.ceiling) == (min(reached), max(reached))
                assert list(assessment.next_questions) == trying.next_questions(content, known, found)
                for rule, written in zip(program.rules, content.rules, strict=True) if len(reached) < 30 else ():
                    best = max(reference.result(written, content, each) for each in trying.completions(content, known, found))
                    assert Interview(program, read(person, program), 0).ceiling(rules=(rule,)) == best.rank
                assert assessment.open_critical == tuple(finding.name for finding in found if finding.critical)
        assert tried > 60

    def test_what_needs_fewest_answers_comes_first_whatever_other_rules_need(self):
        """A finding that tips a rule alone stays first beside rules of the same outcome in which it needs company."""
        names = ("a", "b", "c", "d", "e", "f")
        need = [("long", NOW, "fab"), ("alone", NOW, "f"), ("longer", NOW, "fabd"), ("pair", NOW, "ec"), ("less", TODAY, "d")]
        rules = [Rule(id, outcome, outcome, All(tuple(map(Present, letters)))) for id, outcome, letters in need]
        findings = tuple(Finding(name, "flag") for name in names)
        for order in (rules, rules[::-1]):
            found = evaluate({}, rules=RuleSet.of(Content((), findings, (), tuple(order)))).next_questions
            assert found == ("f", "c", "e", "a", "b", "d")

    def test_the_fewest_answers_are_counted_right(self):
        """Fifty small rule sets in which many findings can tip many rules, each tried with every set of yeses."""
        random, names = Random(0), "abcdef"
        findings = tuple(Finding(name, "flag") for name in names)
        for _ in range(50):
            rules = tuple(Rule(f"rule-{place}", *[random.choice((NOW, TODAY))] * 2, some(names, random)) for place in range(4))
            content = Content((), findings, (), rules)
            assert evaluate({}, rules=RuleSet.of(content)).next_questions == by_yeses(content, names)


def some(names, random):
    """A condition over flags: all of some, of which some are alternatives and some are counted."""
    parts = [
        random.choice((Any, All))(tuple(map(Present, random.sample(names, random.randint(1, 3))))) for _ in range(random.randint(1, 3))
    ]
    counted = AtLeast(2, tuple(map(Present, random.sample(names, 3))))
    return (
        All((*parts, counted))
        if random.random() < 0.3
        else Any((All(tuple(parts)), counted))
        if random.random() < 0.2
        else All(tuple(parts))
    )


def by_yeses(content, names):
    """The next questions where nothing was answered and a doubt counts like a yes: the smallest sets in which each yes tips a rule."""
    best = {}
    for size in range(len(names)):
        for before in combinations(names, size):
            for rule in content.rules:
                if not reference.holds(rule.when, content, dict.fromkeys(before, True)):
                    for name in set(names) - {*before}:
                        if reference.holds(rule.when, content, dict.fromkeys((*before, name), True)):
                            best[name] = min(best.get(name, (0, 0)), (-rule.outcome.rank, size + 1))
    return tuple(sorted(best, key=lambda name: (*best[name], name)))
