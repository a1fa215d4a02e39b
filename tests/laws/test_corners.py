"""Laws 8, 10, 11 and 12 on the same few hundred people each time, and rules that use every corner of the language."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from random import Random

import pytest
from attrs import evolve

import corners
import trying
from corners import DAYS, NONE, NOW, TODAY
from reference import Reference, leaf_met
from triage import RuleSet, evaluate
from triage.engine.answers import read
from triage.engine.compiler import compiled, program_of
from triage.engine.questions import Interview
from triage.engine.tree import Facts, met, met_in_doubt
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.rules import Content, Rule
from triage.model.vocabulary import Vocabulary

SETS = pytest.mark.parametrize(
    ("make", "people"), [(corners.rules, corners.people), (corners.asking, corners.asked_people)], ids=["conditions", "asking"]
)


def met_too(reference, rule, firing, known):
    """The answers beside a firing's reasons that meet one of its leaves alone; a doubt only where the firing is one."""
    for name, answer in known.items():
        alone = reference.readings({name: answer}, rule) if firing.unsure else [reference.opened({name: answer})]
        if name not in firing.findings and any(leaf_met(leaf, each) for each in alone for leaf in reference.read(rule.when)):
            yield name


def in_doubt(reference, rule, known):
    """Whether a rule holds under one way of reading what a person isn't sure of."""
    return any(reference.holds(rule.when, partial(leaf_met, answers=each)) for each in reference.readings(known, rule))


class TestOneMeaning:
    """Law 11, one meaning. The compiled engine and the reference evaluator give the same answer."""

    @SETS
    def test_outcome_firings_and_reasons_agree(self, make, people):
        """Every rule's result, its reasons and what else matched, worst first."""
        rules = make()
        reference = Reference(rules.content)
        for person in people(300, answered=0.5):
            known = reference.own(person)
            assessment = evaluate(person, rules=rules)
            assert assessment.outcome == reference.outcome(known)
            results = [(rule, *reference.result(rule, known)) for rule in rules.content.rules]
            fired = sorted((each for each in results if each[1] > NONE), key=lambda each: -each[1].rank)
            assert [(each.rule, each.outcome, not each.unsure) for each in assessment.fired] == [(rule.id, *rest) for rule, *rest in fired]
            for firing, (rule, *_) in zip(assessment.fired, fired, strict=True):
                assert firing.findings == reference.reason(rule, known)
                assert firing.also == tuple(met_too(reference, rule, firing, known))

    def test_a_thousand_other_findings_change_nothing(self):
        """With long masks the engine moves them down before it tests them."""
        others = tuple(Finding(f"other_{number}", "flag") for number in range(1100))
        crowded = RuleSet.of(evolve(corners.CONTENT, findings=(*others, *corners.FINDINGS)))
        reference = Reference(corners.CONTENT)
        for person in corners.people(100, answered=0.5):
            assert evaluate(person, rules=crowded).outcome == reference.outcome(reference.own(person))

    def test_a_rule_set_is_compiled_once(self):
        """And the compiled form is kept with it."""
        rules = corners.rules()
        assert program_of(rules) is program_of(rules) is rules.compiled

    def test_one_answer_may_meet_a_whole_count(self):
        """It implies two of three, and waits for no company."""
        two = Rule("two", NOW, NOW, AtLeast(2, (Present("numb"), Present("pain"), Present("scan"))))
        rules = RuleSet.of(Content((), corners.FINDINGS, (), (two,)))
        assert [evaluate({"side": side}, rules=rules).outcome for side in ("both", "left")] == [NOW, NONE]

    @pytest.mark.parametrize(("content", "people"), [(corners.CONTENT, corners.people), (corners.ASKING, corners.asked_people)])
    def test_conditions_as_written_agree(self, content, people):
        """The slower way to evaluate, which the checks of rule files use, with unsure read as no and in every other way."""
        reference, program, vocabulary = Reference(content), compiled(content), Vocabulary.of(content)
        for person in people(150, answered=0.5):
            known = reference.own(person)
            facts = Facts.of(read(person, program), program)
            for rule in content.rules:
                sure = met(rule.when, facts, vocabulary)
                assert sure is reference.result(rule, known)[1]
                assert (sure or met_in_doubt(rule.when, facts, vocabulary)) is (sure or in_doubt(reference, rule, known))


SIDE = Finding("side", "choice", options=tuple(map(Option, ("neither", "left", "right", "unsure"))))
SIZE = Finding("size", "quantity", range=(0, 10), worse="both", normal=(4, 6))
X, Y, Z = Present("x"), Present("y"), Present("z")
LEFT, RIGHT, UNSURE = (Chosen("side", (option,)) for option in ("left", "right", "unsure"))
SMALL, LARGE, HUGE = Bound("size", Operator.BELOW, 4), Bound("size", Operator.ABOVE, 6), Bound("size", Operator.AT_LEAST, 9)


def doubted(when, given, **marks):
    """What one rule gives; z is asked of the app, and implied by x, by the left side and by a large size."""
    implying = [("x", X), ("side", LEFT), ("size", LARGE)]
    implies = {name: (Implication(leaf, ("z",)),) for name, leaf in implying}
    findings = (
        Finding("x", "flag", implies=implies["x"]),
        Finding("y", "flag"),
        Finding("z", "flag", asked_of=marks.get("asked_of", "app")),
        evolve(SIDE, implies=implies["side"]),
        evolve(SIZE, implies=implies["size"]),
    )
    content = Content((), findings, (), (Rule("rule", NOW, marks.get("doubt", TODAY), when),))
    found = evaluate(given, rules=RuleSet.of(content)).outcome
    assert found == Reference(content).outcome(given)
    return found


class TestUnsure:
    """
    Unsure: every kind of finding can be answered `unsure`: a flag, a choice, a quantity.

    Each rule has two fixed outcomes: its own, when the condition holds with unsure read as no; and `when_unsure`, when it holds only in
    doubt: an unsure flag read as yes, and for each unsure choice or quantity one single answer (its `unsure` included) that makes it hold.
    A choice's `unsure` that a condition lists counts in full; unlisted it counts as a doubt like any other, never silently as no. An unsure
    implies nothing, except in doubt the flags that nobody is asked (`asked_of: app`), whose no it then outranks.
    """

    EITHER = All((Any((X, LEFT)), Any((Y, RIGHT))))

    @pytest.mark.parametrize(
        ("when", "given", "outcome"),
        [
            # Two leaves of one choice are never both met by one doubt.
            (EITHER, {"x": False, "y": False, "side": "unsure"}, NONE),
            (EITHER, {"x": True, "y": False, "side": "unsure"}, TODAY),
            (EITHER, {"x": False, "y": "unsure", "side": "unsure"}, TODAY),
            (EITHER, {"side": "unsure"}, NONE),
            (All((Any((X, SMALL)), Any((Y, LARGE)))), {"size": "unsure"}, NONE),
            (All((LARGE, HUGE)), {"size": "unsure"}, TODAY),
            (Any((SMALL, All((X, HUGE)))), {"size": "unsure"}, TODAY),
            # A listed unsure counts in full, and no longer once the doubt is read as another option.
            (UNSURE, {"side": "unsure"}, NOW),
            (Chosen("side", ("left", "unsure")), {"side": "unsure"}, NOW),
            (All((UNSURE, Any((X, LEFT)))), {"side": "unsure"}, NONE),
            (All((UNSURE, Any((X, LEFT)))), {"side": "unsure", "x": "unsure"}, TODAY),
            # In doubt it reaches what nobody is asked, and nothing else.
            (Z, {"side": "unsure"}, TODAY),
            (Z, {"size": "unsure"}, TODAY),
            (Z, {"x": "unsure"}, TODAY),
            (Z, {"side": "unsure", "z": False}, TODAY),
            (Z, {"side": "right", "z": False}, NONE),
            (Z, {"side": "left", "z": False}, NOW),
            (All((Z, RIGHT)), {"side": "unsure"}, NONE),
            (All((Z, RIGHT)), {"side": "unsure", "size": "unsure"}, TODAY),
        ],
    )
    def test_a_rule_holds_in_doubt_under_one_reading(self, when, given, outcome):
        """And all that it reads is read together."""
        assert doubted(when, given) == outcome

    @pytest.mark.parametrize("asked_of", ["person", "clinician"])
    def test_it_implies_nothing_that_somebody_can_answer(self, asked_of):
        """Only what an app supplies has no doubt of its own."""
        assert [doubted(Z, {name: "unsure"}, asked_of=asked_of) for name in ("x", "side", "size")] == [NONE] * 3

    @pytest.mark.parametrize("name", ["x", "side", "size"])
    def test_a_doubt_that_raises_nothing_fires_nothing(self, name):
        """`when_unsure: none-found`, for what is less than an emergency."""
        rule = Rule("rule", DAYS, NONE, Any((X, LEFT, HUGE)), unsure_because="Because.")
        rules = RuleSet.of(Content((), (Finding("x", "flag"), SIDE, SIZE), (), (rule,)))
        assessment = evaluate({name: "unsure"}, rules=rules)
        assert (assessment.outcome, assessment.fired) == (NONE, ())
        assert assessment.ceiling == DAYS

    def test_it_is_an_answer_and_not_an_open_question(self):
        """Of any kind."""
        unsure = dict.fromkeys(("sex", "age", "pregnant", "bleeding"), "unsure")
        assert evaluate(unsure, rules=corners.asking()).open_critical == ("crying",)


class TestNotAskedIsHonest:
    """Law 8, bounded. Every way of answering the open questions lands between the outcome and `ceiling`, and both ends are reached."""

    @SETS
    def test_ceiling_questions_and_panels_are_those_of_trying_everything(self, make, people):
        """With few questions open, each way of answering them is tried with the reference evaluator."""
        rules = make()
        reference, program, tried = Reference(rules.content), program_of(rules), 0
        for person in people(300, answered=0.75):
            known = reference.own(person)
            found = reference.open(known)
            if trying.ways(reference, found) <= 24:
                tried += 1
                assessment = evaluate(person, rules=rules)
                reached = list(trying.completions(reference, known, found))
                outcomes = [reference.outcome(each) for each in reached]
                assert (assessment.outcome, assessment.ceiling) == (min(outcomes), max(outcomes))
                assert list(assessment.next_questions) == trying.next_questions(reference, known)
                for rule, written in zip(program.rules, rules.content.rules, strict=True) if len(reached) < 30 else ():
                    best = max(reference.result(written, each)[0] for each in reached)
                    assert Interview(program, read(person, program), 0).ceiling(rules=(rule,)) == best.rank
                critical = [each for each in trying.raising(reference, known) if reference.findings[each].critical]
                assert sorted(assessment.open_critical) == sorted(critical)
                screens = [(each.id, each.lines, each.depending) for each in assessment.panels()]
                panels = [(id, [line.finding for line in lines], [line.finding for line in more]) for id, lines, more in screens]
                assert panels == trying.panels(reference, rules.panels, known)
        assert tried > 40

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

    def test_a_lesser_answer_may_leave_something_to_do(self):
        """A size of 7 needs x where one of 9 doesn't: x is asked, its panel comes, and as it is critical it is missing."""
        findings = (Finding("x", "flag", critical=True), SIZE)
        rules = RuleSet.of(Content((), findings, (), (Rule("rule", NOW, NOW, All((LARGE, Any((HUGE, X))))),)))
        assessment = evaluate({}, rules=rules)
        assert (assessment.next_questions, assessment.complete, assessment.next_panel.id) == (("size", "x"), False, "x")
        assert evaluate({"size": 9}, rules=rules).complete

    def test_a_doubt_may_leave_something_to_do(self):
        """X implies y, so a yes to both is never needed; but beside an unsure of x, y makes the difference."""
        findings = (Finding("x", "flag", implies=(Implication(X, ("y",)),)), Finding("y", "flag", critical=True))
        rules = RuleSet.of(Content((), findings, (), (Rule("rule", NOW, TODAY, All((X, Y))),)))
        assert (evaluate({}, rules=rules).next_questions, evaluate({}, rules=rules).open_critical) == (("x", "y"), ("y",))
        assert evaluate({"x": "unsure", "y": True}, rules=rules).outcome == TODAY

    def test_between_neighbouring_bounds_of_a_whole_quantity_lies_no_number(self):
        """Above 6 is at least 7, so x has nothing to do there; of broken numbers it has."""
        when = All((LARGE, Any((Bound("size", Operator.AT_LEAST, 7), X))))
        for whole, expected in ((True, ("size",)), (False, ("size", "x"))):
            findings = (Finding("x", "flag", critical=True), evolve(SIZE, whole=whole))
            assessment = evaluate({}, rules=RuleSet.of(Content((), findings, (), (Rule("rule", NOW, NOW, when),))))
            assert (assessment.next_questions, assessment.complete) == (expected, whole)


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
    reference, best = Reference(content), {}

    def holds(rule, yes):
        return reference.result(rule, dict.fromkeys(yes, True))[1]

    for size in range(len(names)):
        for before in combinations(names, size):
            for rule in content.rules:
                if not holds(rule, before):
                    for name in set(names) - {*before}:
                        if holds(rule, (*before, name)):
                            best[name] = min(best.get(name, (0, 0)), (-rule.outcome.rank, size + 1))
    return tuple(sorted(best, key=lambda name: (*best[name], name)))
