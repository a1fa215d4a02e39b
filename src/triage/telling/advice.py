"""What a person is told to do."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from triage.engine.answers import Reading
from triage.engine.compiler import program_of
from triage.engine.tree import Facts, met
from triage.model.outcome import Level, Outcome
from triage.model.ownership import closed_by_complaint
from triage.model.rules import Pack
from triage.model.ruleset import RuleSet

__all__ = ["AdviceText", "advice_for"]


@frozen
class AdviceText:
    """
    What to tell the person; ``str`` of it is the whole as paragraphs.

    Attributes:
        say: What to do and how soon.
        notes: What is added for some people, such as those under 16, and for an incomplete assessment.
        safety_net: What to watch for from now on; part of every assessment.
    """

    say: str
    notes: tuple[str, ...]
    safety_net: str

    def __str__(self) -> str:
        return "\n\n".join((self.say, *self.notes, self.safety_net))


def advice_for(outcome: Outcome, reading: Reading, *, complete: bool, fired: Mapping[str, Outcome], rules: RuleSet) -> AdviceText:
    """
    The words for an outcome of the packs that have something to say, each sentence once.

    Args:
        outcome: Of the assessment.
        reading: The answers.
        complete: Whether no critical question is open.
        fired: For each rule that fired what it gives. Of several packs only those speak of which a rule fired, and of what to do only those
            that gave the outcome. Where none fired, those speak whose complaint wasn't answered with no.
        rules: The rules.
    """
    facts = Facts.of(reading, program_of(rules))
    asked = _asked(rules, reading)
    speaking = [pack for pack in rules.packs if not fired.keys().isdisjoint(pack.rules)] or asked
    deciding = [pack for pack in speaking if any(fired.get(rule) == outcome for rule in pack.rules)] or speaking
    # A pack that is built onto another may leave it the words for an outcome.
    say = _said(deciding, outcome) or _said(rules.packs, outcome)
    notes = {note.say: None for pack in speaking for note in pack.notes if met(note.when, facts, rules.vocabulary)}
    # Nobody is kept from emergency care by questions.
    if not complete and outcome.level is not Level.EMERGENCY:
        notes |= {pack.incomplete: None for pack in rules.packs if pack in speaking or pack in asked}
    nets = {pack.safety_net: None for pack in speaking}
    return AdviceText("\n\n".join(say), tuple(filter(None, notes)), "\n\n".join(filter(None, nets)))


def _asked(rules: RuleSet, reading: Reading) -> list[Pack]:
    """The packs whose complaint wasn't answered with no; all of them where that leaves none."""
    closed = closed_by_complaint(rules.content, reading.given)
    return [pack for pack in rules.packs if pack.name not in closed] or list(rules.packs)


def _said(packs: list[Pack] | tuple[Pack, ...], outcome: Outcome) -> dict[str, None]:
    return {advice.say: None for pack in packs for advice in pack.advice if advice.outcome == outcome}
