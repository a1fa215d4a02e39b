"""What a person is told to do."""

from __future__ import annotations

from attrs import frozen

from triage.engine.answers import Reading
from triage.engine.compiler import program_of
from triage.engine.tree import Facts, met
from triage.model.outcome import Level, Outcome
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


def advice_for(outcome: Outcome, reading: Reading, *, complete: bool, rules: RuleSet) -> AdviceText:
    """The packs' words for an outcome, each sentence once."""
    facts = Facts.of(reading, program_of(rules))
    vocabulary = rules.vocabulary
    say: dict[str, None] = {}
    notes: dict[str, None] = {}
    nets: dict[str, None] = {}
    for pack in rules.packs:
        say |= {advice.say: None for advice in pack.advice if advice.outcome == outcome}
        notes |= {note.say: None for note in pack.notes if met(note.when, facts, vocabulary)}
        # Nobody is kept from emergency care by questions.
        if not complete and pack.incomplete and outcome.level is not Level.EMERGENCY:
            notes[pack.incomplete] = None
        nets[pack.safety_net] = None
    return AdviceText("\n\n".join(say), tuple(notes), "\n\n".join(filter(None, nets)))
