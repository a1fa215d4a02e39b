"""Every way of answering some questions, for tests that try them all: what they can still bring, and what is asked next."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import Any

from reference import Reference, leaf_met


@lru_cache(maxsize=8)
def reference_of(rules) -> Reference:
    """The reference evaluator of a rule set, with or without what asking depends on."""
    return Reference(rules.content)


def every_answer(finding) -> list[Any]:
    """One answer of each kind that rules can tell apart; quantities of the tests go from 0 to 10 in whole bounds."""
    if finding.kind == "flag":
        return [False, "unsure", True]
    return [option.name for option in finding.options] or ([*range(11)] if finding.whole else [each / 2 for each in range(21)])


def harmless(reference, name) -> list[Any]:
    """The definite answers to a finding that meet nothing which a rule or an implication reads."""
    definite = [answer for answer in reference.every_answer(name) if answer is not True and answer != "unsure"]
    return [answer for answer in definite if not any(leaf_met(leaf, {name: answer}) for leaf in reference.leaves)]


def raises(reference, name, answer) -> bool:
    """Whether an answer, or in doubt what it may stand for, meets something that a rule reads."""
    rules = reference.content.rules
    readings = [reference.opened({name: answer}), *(each for rule in rules for each in reference.readings({name: answer}, rule))]
    return any(leaf_met(leaf, known) for rule in rules for leaf in reference.read(rule.when) for known in readings)


def ways(reference, names) -> int:
    """How many ways there are to answer some findings."""
    count = 1
    for name in names:
        count *= len(reference.every_answer(name))
    return count


def completions(reference, answers, names):
    """Every way of answering these findings, added to the answers."""
    chosen = list(names)
    for given in product(*map(reference.every_answer, chosen)):
        yield answers | dict(zip(chosen, given, strict=True))


def raising(reference, answers) -> dict[str, tuple[int, int]]:
    """
    The open findings that can tip a rule above the outcome; every set of answers to them is tried.

    Each with the worst rank that it can bring, counted down from none, and the fewest answers that it takes.
    """
    return _raising(reference, tuple(answers.items()))


@lru_cache(maxsize=8)
def _raising(reference, known) -> dict[str, tuple[int, int]]:
    answers = dict(known)
    now, names = reference.outcome(answers), sorted(reference.open(answers))

    @cache
    def gives(place: int, *given: Any) -> Any:
        more = {name: answer for name, answer in zip(names, given, strict=True) if answer is not None}
        return reference.result(reference.content.rules[place], answers | more)[0]

    best: dict[str, tuple[int, int]] = {}
    for before in product(*([None, *reference.every_answer(name)] for name in names)):
        for place in range(len(reference.content.rules)):
            was, size = gives(place, *before), len(names) - before.count(None) + 1
            for spot, name in enumerate(names):
                for answer in reference.every_answer(name) if before[spot] is None else ():
                    then = gives(place, *before[:spot], answer, *before[spot + 1 :])
                    if then > now and then > was:
                        best[name] = min(best.get(name, (0, 0)), (-then.rank, size))
    return best


def deciding(reference, answers, name, *, passed=(), behind=()) -> list[str]:
    """The open findings whose answers decide whether this one is asked, each behind those that decide it; none once it is due."""
    found: list[str] = []
    if name not in reference.relevant(answers, passed):
        open, known = reference.open(answers), reference.opened(answers)
        for leaf in reference.read(reference.findings[name].asked_if):
            implying = [each for each in reference.findings if each in open and leaf.finding in reference.reach[each]]
            for each in [leaf.finding] if leaf.finding in open else implying if leaf.finding not in known else []:
                if each not in (name, *behind):
                    found += [*deciding(reference, answers, each, passed=passed, behind=(name, *behind)), each]
    return list(dict.fromkeys(found))


def next_questions(reference, answers) -> list[str]:
    """What can tip a rule above the outcome, in the order that is promised, each behind what decides whether it is asked."""
    best, order = raising(reference, answers), list(reference.findings)
    first = sorted(best, key=lambda name: (*best[name], order.index(name)))
    return list(dict.fromkeys(each for name in first for each in (*deciding(reference, answers, name), name)))


def panels(reference, screens, answers, *, passed=(), worth=0) -> list[tuple[str, list[str], list[str]]]:
    """The panels still to come, for a rank of at least so much: each with the lines to show now, and those that may join."""
    open, could = reference.open(answers), {name: best for name, best in raising(reference, answers).items() if -best[0] >= worth}
    left = open & {line.finding for panel in screens if panel.id in passed for line in panel.lines}
    wanted = could.keys() | {each for name in could for each in deciding(reference, answers, name, passed=left)}
    found = []
    for panel in screens:
        waiting = [line.finding for line in panel.lines if line.finding in open]
        if panel.id not in passed and wanted & {*waiting}:
            due = [name for name in waiting if name in reference.relevant(answers, left)]
            found.append((panel.id, due, [name for name in waiting if name not in due]))
    return found
