"""Whole people: what all rules together must give them, at least and at most."""

from __future__ import annotations

from collections.abc import Iterator

from triage.engine.answers import Reading, read
from triage.engine.compiler import compiled
from triage.engine.evaluate import fired, worst_rank
from triage.engine.program import Program
from triage.engine.questions import Interview
from triage.errors import Problem
from triage.model.outcome import OUTCOMES
from triage.model.rules import Content
from triage.model.sound_findings import problem_at
from triage.model.vocabulary import Vocabulary
from triage.model.words import Vignette
from triage.names import quoted

__all__ = ["vignette_problems"]


def vignette_problems(content: Content) -> Iterator[Problem]:
    """Vignettes that can't be told, or that the rules contradict; each with the rule that decided, or the question that is open."""
    program = compiled(content)
    aliases = Vocabulary.of(content).aliases
    for vignette in content.vignettes:
        path = ("vignettes", vignette.name)
        reading = read(dict(vignette.given), program)
        for problem in reading.problems:
            yield problem_at((*path, "given", problem.where), "bad-case", problem.message)
        for name, _ in vignette.given:
            if name in aliases:
                message = f"{quoted(name)} is an alias, a word for callers; rule files use the name {quoted(aliases[name])}"
                yield problem_at((*path, "given", name), "bad-case", message)
        if not reading.problems:
            yield from _contradicted(vignette, reading, content, program)


def _contradicted(vignette: Vignette, reading: Reading, content: Content, program: Program) -> Iterator[Problem]:
    outcome = OUTCOMES[worst_rank(reading, program)]
    path = ("vignettes", vignette.name, "expect")
    if outcome > vignette.at_most:
        deciding = content.rules[fired(reading, program)[0].place].id
        message = f"{quoted(vignette.name)} is to get `{vignette.at_most}` at most, and gets `{outcome}` from the rule {quoted(deciding)}"
        yield problem_at(path, "vignette-differs", message)
    elif outcome < vignette.at_least:
        message = f"{quoted(vignette.name)} is to get `{vignette.at_least}` at least, and gets `{outcome}`"
        yield problem_at(path, "vignette-differs", f"{message}; {_open(vignette, reading, outcome.rank, program)}")


def _open(vignette: Vignette, reading: Reading, rank: int, program: Program) -> str:
    """What could still bring what is expected: an open question, or nothing."""
    interview = Interview(program, reading, rank)
    if interview.ceiling() < vignette.at_least.rank:
        return "no open question could still bring it"
    # The first question is one of those that lead furthest.
    return f"{quoted(interview.next_questions()[0])} is open and could still bring it"
