"""Which whole people rest on a rule: those whom it gives their outcome, alone or beside others."""

from __future__ import annotations

from attrs import frozen

from triage.engine.answers import read
from triage.engine.compiler import compiled
from triage.engine.evaluate import fired
from triage.engine.program import Program
from triage.model.outcome import NONE_FOUND, OUTCOMES, Outcome
from triage.model.rules import Content
from triage.model.words import Vignette

__all__ = ["Person", "expected", "people", "resting_on"]


@frozen
class Person:
    """
    A whole person, and what all rules together give them.

    Attributes:
        vignette: Their answers, and what they must get.
        outcome: What they get.
        deciding: Ids of the rules that give it, in the order in which they are told.
    """

    vignette: Vignette
    outcome: Outcome
    deciding: tuple[str, ...]


def people(content: Content, *, program: Program | None = None) -> tuple[Person, ...]:
    """Every vignette of some rules with its outcome and the rules that give it."""
    ready = program or compiled(content)
    return tuple(_person(each, content, ready) for each in content.vignettes)


def resting_on(rule: str, everybody: tuple[Person, ...]) -> tuple[Person, ...]:
    """The people to whom a rule gives their outcome; first those to whom no other does."""
    return tuple(sorted((each for each in everybody if rule in each.deciding), key=lambda each: len(each.deciding) > 1))


def expected(vignette: Vignette) -> str:
    """What somebody must get, in a few words."""
    if vignette.at_least == vignette.at_most:
        return f"exactly {vignette.at_least}"
    least = "" if vignette.at_least == NONE_FOUND else f"at least {vignette.at_least}"
    most = "" if vignette.at_most == OUTCOMES[-1] else f"at most {vignette.at_most}"
    return ", ".join(filter(None, (least, most)))


def _person(vignette: Vignette, content: Content, program: Program) -> Person:
    found = fired(read(dict(vignette.given), program), program)
    worst = found[0].rank if found else NONE_FOUND.rank
    deciding = tuple(content.rules[each.place].id for each in found if each.rank == worst)
    return Person(vignette, OUTCOMES[worst], deciding)
