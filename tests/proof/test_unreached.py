"""
Law 12, as far as one rule set decides it: the terms that only answers which contradict one another can meet.

Who is asked a child's question isn't asked about a pregnancy; a rule that reads both can fire, for an app may know more than it asks,
and never will for anybody who answers what they are asked. Such a term is changed, or accepted by name with a reason.
"""

from __future__ import annotations

import shutil
from itertools import pairwise, product
from pathlib import Path

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from triage import Outcome, RuleError, RuleSet, load_rules
from triage.cli import main
from triage.engine.compiler import compiled
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Defined, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.rules import Content, Definition, Pack, Rule
from triage.model.vocabulary import Vocabulary
from triage.model.words import Accepted
from triage.packs.released import write_released
from triage.proof.asking import Asking
from triage.proof.terms import points, terms
from triage.proof.verify import verify
from triage.testing import rule_sets

NOW = Outcome.parse("emergency now")
AGE = Finding("age", "quantity", unit="years", range=(0, 120), whole=True, worse="both", normal=(20, 60), gate=True)
CHILD, GROWN = Bound("age", Operator.BELOW, 6), Bound("age", Operator.AT_LEAST, 12)
CRYING = Finding("crying", "flag", asked_if=CHILD)
PREGNANT = Finding("pregnant", "flag", asked_if=All((GROWN, Bound("age", Operator.AT_MOST, 55))))
RASH = Finding("rash", "flag")
BOTH = All((Present("crying"), Present("pregnant")))


def content(*rules, findings=(AGE, CRYING, PREGNANT, RASH), definitions=(), accepted=()):
    """Rules over a child's question and one about pregnancy."""
    made = tuple(Rule(f"rule-{place}", NOW, NOW, when) for place, when in enumerate(rules))
    return Content((Pack("pack", "0.1.0", "2026-11-22"),), tuple(findings), tuple(definitions), made, accepted=tuple(accepted))


def told(content):
    """What verify says, by code and message."""
    return [(problem.code, problem.message) for problem in verify(content).problems]


def unreached(term):
    """The problem of a term that nobody meets whose answers fit together."""
    why = "somebody who gives one isn't asked the other; change it, or accept it in `accepted.yaml`"
    return ("unreached-term", f"only answers that don't fit together meet {term}: {why}")


class TestUnreached:
    """`triage verify` names each term that only an inconsistent person can meet."""

    def test_a_child_that_is_pregnant_is_named(self):
        """And nothing else of the rule: each of the two beside a rash can be met."""
        either = Any((BOTH, All((Present("crying"), Present("rash"))), All((Present("pregnant"), Present("rash")))))
        assert told(content(BOTH)) == [unreached("`crying` and `pregnant`")]
        assert told(content(either)) == [unreached("`crying` and `pregnant`")]
        assert told(content(All((Present("crying"), Present("rash"))), Any((Present("pregnant"), Present("crying"))))) == []

    def test_what_is_asked_of_everybody_fits_with_anything(self):
        """Without the conditions nothing is closed."""
        plain = tuple(evolve(each, asked_if=None) for each in (AGE, CRYING, PREGNANT, RASH))
        assert told(content(BOTH, findings=plain)) == []

    def test_the_gate_itself_may_be_what_does_not_fit(self):
        """A child's question beside an age at which it isn't asked; below it they fit, and in between nobody is asked either."""
        old = Bound("age", Operator.ABOVE, 60)
        young = Bound("age", Operator.AT_MOST, 5)
        assert told(content(All((Present("crying"), old)))) == [unreached("`crying` and `age` above 60")]
        assert told(content(All((Present("crying"), young)))) == []
        assert told(content(All((Present("pregnant"), Bound("age", Operator.AT_MOST, 11))))) == [
            unreached("`pregnant` and `age` at most 11")
        ]

    def test_every_step_counts(self):
        """A question that follows a child's question is a child's too."""
        deeper = Finding("fists", "flag", asked_if=Present("crying"))
        findings = (AGE, CRYING, PREGNANT, RASH, deeper)
        assert told(content(All((Present("fists"), Present("pregnant"))), findings=findings)) == [unreached("`pregnant` and `fists`")]

    def test_what_is_implied_need_not_be_asked(self):
        """Who says yes to a question that everybody is asked has answered the child's question that it implies."""
        louder = Finding("screaming", "flag", implies=(Implication(Present("screaming"), ("crying",)),))
        assert told(content(BOTH, findings=(AGE, CRYING, PREGNANT, RASH, louder))) == []
        gated = evolve(louder, asked_if=CHILD)
        assert told(content(BOTH, findings=(AGE, CRYING, PREGNANT, RASH, gated))) == [unreached("`crying` and `pregnant`")]

    def test_what_an_app_or_a_clinician_supplies_fits_with_anything(self):
        """Nobody asks for it, so nobody is kept from giving it."""
        for by in ("app", "clinician"):
            findings = (AGE, evolve(CRYING, asked_if=None, asked_of=by), PREGNANT, RASH)
            assert told(content(BOTH, findings=findings)) == []

    def test_definitions_and_counts_are_opened(self):
        """Two of three is met by the pairs that fit; the one that doesn't is named."""
        defined = Definition("young", Any((CHILD, Present("crying"))))
        count = AtLeast(2, (Present("crying"), Present("pregnant"), Present("rash")))
        assert told(content(count)) == [unreached("`crying` and `pregnant`")]
        found = told(content(All((Defined("young"), Present("pregnant"))), definitions=[defined]))
        assert sorted(found) == [unreached("`crying` and `pregnant`"), unreached("`pregnant` and `age` below 6")]

    def test_one_answer_to_each_question(self):
        """A choice that opens two questions with two options opens them to two people."""
        side = Finding("side", "choice", options=tuple(map(Option, ("neither", "left", "right", "both", "unsure"))))
        left = Finding("left_worse", "flag", asked_if=Chosen("side", ("left", "both")))
        right = Finding("right_worse", "flag", asked_if=Chosen("side", ("right",)))
        term = All((Present("left_worse"), Present("right_worse")))
        assert told(content(term, findings=(side, left, right))) == [unreached("`left_worse` and `right_worse`")]
        wider = evolve(right, asked_if=Chosen("side", ("right", "both")))
        assert told(content(term, findings=(side, left, wider))) == []

    def test_a_number_between_two_lines_is_found(self):
        """It lies on no line that any rule draws."""
        above, below = Bound("age", Operator.ABOVE, 6), Bound("age", Operator.BELOW, 8)
        one, other = Finding("one", "flag", asked_if=above), Finding("other", "flag", asked_if=below)
        term = All((Present("one"), Present("other")))
        assert told(content(term, findings=(AGE, one, other))) == []
        nowhere = evolve(other, asked_if=Bound("age", Operator.BELOW, 7))
        assert told(content(term, findings=(AGE, one, nowhere))) == [unreached("`one` and `other`")]
        broken = evolve(AGE, whole=False)
        assert told(content(term, findings=(broken, one, nowhere))) == []

    def test_the_person_who_is_found_can_be_shown(self):
        """Their answers, with the gate that opens the question."""
        asking = Asking(content(BOTH))
        found = asking.person((Present("crying"), Present("rash")))
        assert found is not None
        assert found["crying"] is found["rash"] is True
        assert found["age"] < 6
        assert asking.person((Present("crying"), Present("pregnant"))) is None


class TestAccepted:
    """A pack accepts such a term by name and with a reason, and what it accepts must be so."""

    def accept(self, *findings, rule="rule-0"):
        """An entry of `accepted.yaml`."""
        return Accepted(rule, findings, "An app may know of the pregnancy from a record.")

    def test_what_is_accepted_is_silent(self):
        """In whichever order its findings stand."""
        for pair in (("crying", "pregnant"), ("pregnant", "crying")):
            assert told(content(BOTH, accepted=[self.accept(*pair)])) == []

    def test_it_is_accepted_of_one_rule_and_one_term(self):
        """Not of another rule, nor of a longer term of the same."""
        accepted = [self.accept("crying", "pregnant", rule="rule-1")]
        found = told(content(BOTH, All((Present("rash"), Present("crying"))), accepted=accepted))
        assert found[0] == unreached("`crying` and `pregnant`")
        assert [code for code, _ in found] == ["unreached-term", "accepted-untrue"]
        found = told(content(All((BOTH, Present("rash"))), accepted=[self.accept("crying", "pregnant")]))
        assert [code for code, _ in found] == ["unreached-term", "accepted-untrue"]

    def test_what_can_be_met_is_not_accepted(self):
        """Else the list would grow, and one day hide something."""
        (problem,) = verify(content(All((Present("crying"), Present("rash"))), accepted=[self.accept("crying", "rash")])).problems
        assert (problem.code, problem.path) == ("accepted-untrue", ("accepted", 0))
        assert problem.message == "`crying` and `rash` of `rule-0` can be met by answers that fit together; take it away"

    def test_a_term_that_nobody_at_all_can_meet_is_another_matter(self):
        """It is never accepted: no answers of any kind meet it."""
        nobody = All((CHILD, Bound("age", Operator.ABOVE, 60)))
        found = told(content(Any((nobody, Present("rash"))), accepted=[self.accept("age")]))
        assert [code for code, _ in found] == ["unmeetable-term", "accepted-untrue"]

    def test_the_command_tells_them_by_file_and_line(self, tmp_path, capsys):
        """The rule's condition, and the line of `accepted.yaml`; of a built pack by name."""
        tests = Path(__file__).parent.parent
        pack = Path(shutil.copytree(tests / "sample", tmp_path / "pack"))
        shutil.copytree(tests / "packs" / "questionnaire", pack, dirs_exist_ok=True)
        line = "  - {rule: sample-child, findings: [crying, rash], because: Invented.}\n"
        (pack / "accepted.yaml").write_text("accepted:\n" + line, "utf-8")
        assert main(["verify", str(pack)]) == 1
        untrue = "`crying` and `rash` of `sample-child` can be met by answers that fit together; take it away"
        assert capsys.readouterr().err.replace(f"{pack}/", "") == (
            f"accepted.yaml:2:5: {untrue}\nskin/sample-child.yaml:7:1: {unreached('`crying` and `pregnant`')[1]}\n"
        )
        built = write_released(tmp_path, load_rules(pack, cases=False))
        assert main(["verify", str(built)]) == 1
        assert f"rules/sample-child/when: {unreached('`crying` and `pregnant`')[1]}\n" in capsys.readouterr().err


def consistent_people(content, most):
    """
    Everybody who is sure of everything and whose answers fit together; None where there are too many to try.

    Everything is answered; what the answers imply is a yes; and what isn't asked, found step by step, either follows from what is or has
    an answer that raises nothing.
    """
    vocabulary = Vocabulary.of(content)
    read = [leaf for each in (*content.rules, *content.definitions) for leaf in vocabulary.opened(each.when)]
    read += [way.leaf for finding in content.findings for way in finding.implies]
    everything = [*read, *(leaf for each in content.findings if each.asked_if for leaf in vocabulary.opened(each.asked_if))]

    def answers(finding):
        if finding.kind == "flag":
            return [False, True]
        if finding.kind == "choice":
            return [option.name for option in finding.options]
        lines = sorted({*finding.limits, *(leaf.value for leaf in everything if isinstance(leaf, Bound) and leaf.finding == finding.name)})
        return [*lines, *((low + high) // 2 if finding.whole else (low + high) / 2 for low, high in pairwise(lines))]

    def met(leaf, person, asked):
        return leaf.finding in asked and vocabulary.findings[leaf.finding].leaf_met(leaf, person[leaf.finding])

    def holds(condition, person, asked):
        if isinstance(condition, All | Any | AtLeast):
            held = [holds(member, person, asked) for member in condition.members]
            return sum(held) >= (condition.count if isinstance(condition, AtLeast) else len(held) if isinstance(condition, All) else 1)
        return met(condition, person, asked)

    def fits(person):
        asked = {each.name for each in content.findings if not each.is_asked or each.asked_if is None}
        while True:
            implied = {flag for name in asked for flag in vocabulary.implied_by_answer(name, person[name])}
            known = asked | {flag for flag in implied if person[flag] is True}
            waiting = [each for each in content.findings if each.name not in asked]
            more = {each.name for each in waiting if holds(vocabulary.written_out(each.asked_if), person, known)}
            if not more:
                break
            asked |= more
        closed = person.keys() - known
        harmless = all(person[name] is not True and not any(met(leaf, person, closed) for leaf in read) for name in closed)
        return harmless and all(person[flag] is True for name in person for flag in vocabulary.implied_by_answer(name, person[name]))

    ways = [answers(finding) for finding in content.findings]
    count = 1
    for each in ways:
        count *= len(each)
    if count > most:
        return None
    names = [finding.name for finding in content.findings]
    everybody = (dict(zip(names, given_answers, strict=True)) for given_answers in product(*ways))
    return [person for person in everybody if fits(person)]


@st.composite
def gated(draw):
    """A random rule set in which two flags are asked of different people, with a rule that reads both."""
    rules = draw(rule_sets())
    content = rules.content
    flags = [each.name for each in content.findings if each.kind == "flag" and each.is_asked and not each.context]
    gates = [each for each in content.findings if each.kind != "flag"]
    if len(flags) < 2 or not gates:
        return rules
    first, second = draw(st.permutations(flags))[:2]
    gate = draw(st.sampled_from(gates))
    low, high = draw(st.sampled_from([(3, 6), (4, 5), (5, 5)]))
    apart = (Bound(gate.name, Operator.AT_MOST, low), Bound(gate.name, Operator.AT_LEAST, high))
    if gate.kind == "choice":
        apart = (Chosen(gate.name, ("calm", "mild")), Chosen(gate.name, draw(st.sampled_from([("bad",), ("mild", "bad")]))))
    edits = {gate.name: {"asked_if": None, "gate": True}, first: {"asked_if": apart[0]}, second: {"asked_if": apart[1]}}
    findings = tuple(evolve(each, critical=False, **edits.get(each.name, {})) for each in content.findings)
    both = Rule("both", NOW, NOW, All((Present(first), Present(second))))
    try:
        return RuleSet.of(evolve(content, findings=findings, rules=(*content.rules, both), panels=()))
    except RuleError:
        # What reads them may circle now.
        return rules


class TestEverybodyIsTried:
    """Who is found fits, and where nobody is found nobody does."""

    @settings(max_examples=100)
    @given(gated())
    def test_a_person_is_found_exactly_where_there_is_one(self, rules):
        """Against all people whose answers fit together, for each term of random rule sets."""
        content = rules.content
        everybody = consistent_people(content, most=4000)
        if everybody is None:
            return
        findings = {finding.name: finding for finding in content.findings}
        program, asking = compiled(content), Asking(content)
        for rule in program.rules:
            for term in terms(rule, program):
                meeting = [
                    person for person in everybody if all(findings[leaf.finding].leaf_met(leaf, person[leaf.finding]) for leaf in term)
                ]
                found = asking.person(term)
                assert (found is not None) is bool(meeting)
                if found is not None:
                    assert any(points(term, findings))
                    assert all(findings[leaf.finding].leaf_met(leaf, found[leaf.finding]) for leaf in term)

    def test_a_rule_set_that_is_not_sound_is_not_tried(self):
        """What it says of asking may circle."""
        circle = content(Present("crying"), findings=(evolve(AGE, asked_if=Present("crying")), CRYING))
        assert {problem.code for problem in verify(circle).problems} == {"circular"}
