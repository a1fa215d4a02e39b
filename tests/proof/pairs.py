"""Pairs of rule sets, an old and a new one, to hold against one another; and everybody who can answer both."""

from __future__ import annotations

from itertools import pairwise, product

from attrs import evolve
from hypothesis import reject
from hypothesis import strategies as st

from triage import RuleError, RuleSet
from triage.model.conditions import All, Any, Bound, Chosen, Operator, Present, leaves
from triage.model.outcome import NONE_FOUND
from triage.model.vocabulary import Vocabulary
from triage.proof.mutants import mutants
from triage.testing import rule_sets

HOWS = ("slips", "slips", "marks", "fewer", "likely", "format", "other", "more")


@st.composite
def pairs(draw, hows=HOWS):
    """
    An old rule set, and a new one over findings of the same names and kinds.

    The old with one to three slips, or with whom its questions are asked of changed, or what decides it, or from the format before; or
    other rules, or more.
    """
    old = draw(rule_sets())
    how = draw(st.sampled_from(hows))
    try:
        if how in ("other", "more"):
            # The new rules have definitions of their own.
            known = Vocabulary.of(old.content)
            plain = (evolve(each, asked_if=each.asked_if and known.written_out(each.asked_if)) for each in old.content.findings)
            old = RuleSet.of(evolve(old.content, findings=tuple(plain)))
        if how == "other":
            return old, draw(rule_sets(findings=old.content.findings))
        if how == "more":
            return old, old.joined(draw(rule_sets(prefix="more_", findings=old.content.findings)))
        if how == "format":
            old = RuleSet.of(in_format_1(old.content))
        content = evolve(old.content, format=2)
        if how == "marks":
            content = _asked_otherwise(draw, content)
        if how == "likely":
            return tuple(map(RuleSet.of, _likely_now(draw, content)))
        if how == "fewer":
            return old, RuleSet.of(_asked_of_fewer(draw, content))
        for _ in range(draw(st.integers(1 if how == "slips" else 0, 3 if how == "slips" else 1))):
            found = list(mutants(content))
            content = draw(st.sampled_from(found)).applied(content) if found else content
        return old, RuleSet.of(content)
    except RuleError:
        # A slip may make a rule set that the loader would refuse; nothing is left to prove of it.
        reject()


def in_format_1(content):
    """The same rules as they could be written before: nobody was left out, an app had no questions, and a doubt always raised something."""
    findings = tuple(
        evolve(each, asked_if=None, gate=False, none_of_these="", asked_of="person" if each.asked_of == "app" else each.asked_of)
        for each in content.findings
    )
    rules = tuple(
        evolve(each, when_unsure=each.outcome, unsure_because="") if each.when_unsure == NONE_FOUND else each for each in content.rules
    )
    return evolve(content, findings=findings, rules=rules, panels=(), format=1)


def _asked_otherwise(draw, content):
    """The same rules and words, with some questions asked of others, or under no condition any more."""
    findings = list(content.findings)
    for place in draw(st.lists(st.integers(0, len(findings) - 1), min_size=1, max_size=3, unique=True)):
        by = draw(st.sampled_from(["person", "app", "clinician", "always"]))
        edit = {"asked_if": None} if by == "always" else {"asked_of": by, "asked_if": None if by != "person" else findings[place].asked_if}
        findings[place] = evolve(findings[place], critical=False, **edit)
    return evolve(content, findings=tuple(findings), panels=())


def _asked_of_fewer(draw, content):
    """The same rules, with questions asked only of those whose answer to another meets something, or of nobody."""
    findings = {each.name: each for each in content.findings}
    asked = [each.name for each in content.findings if each.is_asked]
    for name in draw(st.lists(st.sampled_from(asked), min_size=1, max_size=2, unique=True)) if asked else []:
        gate = findings[draw(st.sampled_from([each for each in findings if each != name]))]
        leaf = {
            "flag": lambda gate: Present(gate.name),
            "choice": lambda gate: Chosen(gate.name, draw(st.sampled_from([("mild",), ("bad", "calm"), ("mild", "bad")]))),
            "quantity": lambda gate: Bound(gate.name, draw(st.sampled_from(list(Operator))), draw(st.integers(3, 7))),
        }[gate.kind](gate)
        before = findings[name].asked_if
        narrow = leaf if before is None else All((before, leaf)) if draw(st.booleans()) else Any((before, leaf))
        findings[name] = evolve(findings[name], asked_if=narrow)
    if asked and draw(st.integers(0, 3)) == 3:
        name = draw(st.sampled_from(asked))
        findings[name] = evolve(findings[name], asked_if=None, asked_of=draw(st.sampled_from(["app", "clinician"])))
    return _open_to_all(content, findings)


def _likely_now(draw, content):
    """Rules in which a number decides whether another question is asked, and the same with other numbers unlikely, or none."""
    findings = {each.name: each for each in content.findings}
    numbers = [each.name for each in content.findings if each.plausible]
    asked = [each.name for each in content.findings if each.is_asked]
    if numbers and asked:
        number, name = draw(st.sampled_from(numbers)), draw(st.sampled_from(asked))
        line = Bound(number, draw(st.sampled_from(list(Operator))), draw(st.integers(3, 7)))
        findings[name] = evolve(findings[name], asked_if=line)
        findings[number] = evolve(findings[number], asked_if=None)
    old = _open_to_all(content, findings)
    likely = draw(st.sampled_from([None, (0, 10), (0, 9), (1, 10), (2, 8)]))
    return old, evolve(old, findings=tuple(evolve(each, plausible=likely) if each.plausible else each for each in old.findings))


def _open_to_all(content, findings):
    """The rules over these findings, none of them critical, so that each may be closed by any."""
    marks = (evolve(each, critical=False, gate=True) for each in findings.values())
    return evolve(content, findings=tuple(marks), panels=())


def people(*contents, most):
    """Everybody who answers these findings, one of each kind that any of the rule sets tells apart; None where they are too many."""
    (first, *_) = contents
    answers = [[None, *_every_answer(finding, contents)] for finding in first.findings]
    count = 1
    for each in answers:
        count *= len(each)
    if count > most:
        return None
    names = [finding.name for finding in first.findings]
    return (dict(zip(names, given, strict=True)) for given in product(*answers))


def _every_answer(finding, contents):
    """Yes, no and unsure; each option; or unsure and a number on each line that is drawn, and one on each side of it."""
    if finding.kind == "flag":
        return [False, "unsure", True]
    if finding.kind == "choice":
        return [option.name for option in finding.options]
    drawn = [each.when for content in contents for each in (*content.rules, *content.definitions)]
    drawn += [way.leaf for content in contents for each in content.findings for way in each.implies]
    bounds = [leaf for condition in drawn for _, leaf in leaves(condition) if isinstance(leaf, Bound) and leaf.finding == finding.name]
    lines = sorted({*finding.limits, *(bound.value for bound in bounds)})
    between = [(left + right) / 2 for left, right in pairwise(lines)]
    if finding.whole:
        between = [(left + right) // 2 for left, right in pairwise(lines)]
    unsure = ["unsure"] if all(content.format > 1 for content in contents) else []
    return [*dict.fromkeys([*lines, *between]), *unsure]
