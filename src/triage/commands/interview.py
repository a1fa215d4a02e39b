"""An interview by panels: what was said so far, which panel comes next, and the way back. It neither reads nor prints."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from attrs import define, field

from triage.assessment import Assessment, assessed
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.engine.panels import OpenPanel
from triage.engine.relevance import Relevance
from triage.model.outcome import NONE_FOUND, Level, Outcome, Timeframe
from triage.model.rules import Line, Panel
from triage.model.ruleset import RuleSet

__all__ = ["Interview", "Visit"]


@define
class Visit:
    """
    A panel in front of the person.

    Attributes:
        panel: With all its lines.
        offer: The same as it was offered.
        screen: The panel on whose screen it stands; itself, or the one that it is below.
        number: Of the screen, from 1.
        handled: The findings that were answered or passed over, in that order.
        skipped: Those that were passed over.
        finished: Whether the person is through with it.
    """

    panel: Panel
    offer: OpenPanel
    screen: str
    number: int
    handled: list[str] = field(factory=list)
    skipped: set[str] = field(factory=set)
    finished: bool = False


@define
class Interview:
    """
    One person's way through the panels.

    Attributes:
        rules: The rules.
        answers: What was said, by finding.
        unusable: Answers of a record that these rules can't use. The assessment isn't complete until they are given again.
        visits: The panels that were shown, in order.
        ahead: The panels that were shown and that the person went back from; they come again, the last one next.
        told: The emergency that the person was told of and chose to go on from.
    """

    rules: RuleSet
    answers: dict[str, Any] = field(factory=dict)
    unusable: dict[str, Any] = field(factory=dict)
    visits: list[Visit] = field(factory=list)
    ahead: list[Visit] = field(factory=list)
    told: Outcome = NONE_FOUND
    _known: Assessment | None = None

    @property
    def assessment(self) -> Assessment:
        """Of what was said so far."""
        if self._known is None:
            self._known = assessed(read({**self.unusable, **self.answers}, program_of(self.rules)), self.rules)
        return self._known

    @property
    def passed(self) -> set[str]:
        """The panels on which something was passed over."""
        return {visit.panel.id for visit in self.visits if visit.finished and visit.skipped}

    @property
    def skipped(self) -> set[str]:
        """The findings that were passed over, and that nothing else has answered."""
        return {name for visit in self.visits for name in visit.skipped} - set(self.answers)

    @property
    def unfinished(self) -> Visit | None:
        """The panel that the person is at."""
        return self.visits[-1] if self.visits and not self.visits[-1].finished else None

    @property
    def to_come(self) -> tuple[OpenPanel, ...]:
        """The panels that are still to come, those first that stand on the present screen."""
        here = self.visits[-1].screen if self.visits else ""
        panels = self.assessment.panels(passed=self.passed)
        return tuple(sorted((panel for panel in panels if panel.lines or panel.depending), key=lambda panel: _screen(panel) != here))

    @property
    def screens_left(self) -> int:
        """How many screens come after the present one, at most."""
        here = {self.visits[-1].screen} if self.visits else set()
        return len({_screen(panel) for panel in self.to_come} - here)

    @property
    def alarm(self) -> Outcome | None:
        """
        An emergency that the person must hear of now, before any further question.

        At-once is said in the middle of a screen, now at its end.
        """
        outcome = self.assessment.outcome
        if outcome.level is not Level.EMERGENCY or outcome <= self.told:
            return None
        if outcome.within is Timeframe.AT_ONCE:
            return outcome
        following = next((panel for panel in self.to_come if panel.lines), None)
        goes_on = self.visits and following is not None and _screen(following) == self.visits[-1].screen
        return None if self.unfinished or goes_on else outcome

    def next_visit(self) -> Visit | None:
        """The panel to show now: the one that isn't finished, or the next; None when no answer can change the outcome any more."""
        if self.unfinished:
            return self.unfinished
        if self.ahead:
            self.visits.append(self.ahead.pop())
            return self.visits[-1]
        offer = next((panel for panel in self.to_come if panel.lines), None)
        if offer is None:
            return None
        number, screen = (self.visits[-1].number, self.visits[-1].screen) if self.visits else (0, "")
        panel = next(each for each in self.rules.panels if each.id == offer.id)
        self.visits.append(Visit(panel, offer, _screen(offer), number + (_screen(offer) != screen)))
        return self.visits[-1]

    def lines(self, visit: Visit) -> list[Line]:
        """The lines of a panel that are in front of the person: those handled, and those that are open and known to be asked."""
        program = program_of(self.rules)
        skipped = {line.finding for panel in self.rules.panels if panel.id in self.passed for line in panel.lines} | visit.skipped
        relevance = Relevance(program, read({**self.unusable, **self.answers}, program), skipped)
        entries = {line.finding: program.entries[line.finding] for line in visit.panel.lines}
        return [
            line
            for line in visit.panel.lines
            if line.finding in visit.handled or (entries[line.finding].place in relevance.open and relevance.is_due(entries[line.finding]))
        ]

    def pending(self, visit: Visit) -> list[Line]:
        """The lines in front of the person with which nothing was done yet."""
        return [line for line in self.lines(visit) if line.finding not in visit.handled]

    def take(self, visit: Visit, answers: Mapping[str, Any]) -> None:
        """Keep answers given on a panel, in place of earlier ones to the same findings."""
        for name, answer in answers.items():
            self._handle(visit, name)
            visit.skipped.discard(name)
            self.answers[name] = answer
        own = program_of(self.rules).entries
        self.unusable = {key: answer for key, answer in self.unusable.items() if key not in own or own[key].finding.name not in answers}
        self._changed()

    def skip(self, visit: Visit, names: Collection[str]) -> None:
        """Pass lines of a panel over; they stay open."""
        for name in names:
            self._handle(visit, name)
            visit.skipped.add(name)
            self.answers.pop(name, None)
        self._changed()

    def withdraw(self, visit: Visit, name: str, before: Any = None) -> None:
        """Take an answer back, and put the one before it in its place; None for none."""
        if before is not None:
            self.take(visit, {name: before})
            return
        visit.handled.remove(name)
        self.answers.pop(name, None)
        self._changed()

    def reopen(self, *, last: bool = False) -> bool:
        """
        Go back to the panel before, or to the last one, with what was said there in place.

        Returns:
            Whether there was one.
        """
        place = len(self.visits) - (1 if last else 2)
        if place < 0:
            return False
        self.ahead += [visit for visit in self.visits[:place:-1] if visit.handled]
        del self.visits[place + 1 :]
        self.visits[-1].finished = False
        return True

    def back(self) -> bool:
        """
        Go back to the last line that was handled; of boxes, to the whole panel. What was said there is taken back.

        Returns:
            Whether there was anything to go back to.
        """
        while self.visits and not self.visits[-1].handled:
            if len(self.visits) == 1:
                return False
            self.visits.pop()
        if not self.visits:
            return False
        visit = self.visits[-1]
        visit.finished = False
        for name in list(visit.handled) if visit.panel.kind == "tick" else visit.handled[-1:]:
            visit.handled.remove(name)
            visit.skipped.discard(name)
            self.answers.pop(name, None)
        self._changed()
        return True

    def said(self) -> Iterator[tuple[str, Any]]:
        """What was said so far, in the order of the questionnaire; what isn't on it last."""
        order = {line.finding: place for place, line in enumerate(line for panel in self.rules.panels for line in panel.lines)}
        entries = program_of(self.rules).entries
        found = [(entries[name].finding.name, answer) for name, answer in self.answers.items()]
        yield from sorted(found, key=lambda item: order.get(item[0], len(order)))

    def _handle(self, visit: Visit, name: str) -> None:
        # What is changed later counts as said later: the way back is the way it was said.
        if name in visit.handled:
            visit.handled.remove(name)
        visit.handled.append(name)

    def _changed(self) -> None:
        self._known = None
        if self.assessment.outcome < self.told:
            self.told = NONE_FOUND


def _screen(panel: OpenPanel) -> str:
    return panel.below or panel.id
