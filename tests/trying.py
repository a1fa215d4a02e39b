"""Every way of answering some questions, for tests that try them all."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

from reference import opened, outcome, result


def open_findings(content, answers):
    """What was not answered, isn't known by implication, and may be asked of the person."""
    known = opened(content, answers)
    return [each for each in content.findings if each.name not in known and each.asked_of == "person"]


def every_answer(finding) -> list[Any]:
    """One answer of each kind that rules can tell apart; quantities of the tests go from 0 to 10 in whole bounds."""
    if finding.kind == "flag":
        return [False, "unsure", True]
    return [option.name for option in finding.options] or ([*range(11)] if finding.whole else [each / 2 for each in range(21)])


def completions(content, answers, findings):
    """Every way of answering these findings, added to the answers."""
    for given in product(*(every_answer(finding) for finding in findings)):
        yield answers | dict(zip([finding.name for finding in findings], given, strict=True))


def next_questions(content, answers, findings) -> list[str]:
    """The open findings that can tip a rule above the outcome, in the order that is promised; every set of answers is tried."""
    now = outcome(content, answers)
    best: dict[str, Any] = {}
    for size in range(len(findings)):
        for others in combinations(findings, size):
            for before in completions(content, answers, others):
                for rule in content.rules:
                    was = result(rule, content, before)
                    for finding in findings:
                        for answer in every_answer(finding) if finding not in others else ():
                            then = result(rule, content, before | {finding.name: answer})
                            if then > now and then > was:
                                best[finding.name] = min(best.get(finding.name, (0, 0)), (-then.rank, size + 1))
    order = [finding.name for finding in content.findings]
    return sorted(best, key=lambda name: (*best[name], order.index(name)))
