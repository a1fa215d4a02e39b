"""The screens that are still to come for one person, and what was submitted on one as symptoms."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, Literal

from attrs import field, frozen

from triage.engine.answers import answers_in, read
from triage.engine.faults import not_a_line
from triage.engine.program import Entry, Program
from triage.engine.questions import Interview
from triage.errors import PanelError, Problem
from triage.model.findings import UNSURE
from triage.model.rules import Line, Panel
from triage.names import quoted

__all__ = ["OpenPanel", "open_panels"]

NONE_OF_THESE = "none of these"


@frozen(repr=False)
class OpenPanel:
    """
    A panel with what is still open of it for one person.

    Attributes:
        id: Of the panel.
        kind: ``each``: every line is answered for itself; ``tick``: boxes, with "none of these".
        stem: What the lines have in common.
        lines: Those to show now.
        depending: Those that may join once answers before them say so.
        below: The panel on whose screen this one appears; empty for a screen of its own.
    """

    id: str
    kind: Literal["each", "tick"]
    stem: str
    lines: tuple[Line, ...]
    depending: tuple[Line, ...]
    below: str
    _program: Program = field(eq=False)

    def answers(
        self, submitted: Mapping[str, Any] | Sequence[str] | AbstractSet[str] | Iterator[str], *, none_of_these: bool = False
    ) -> dict[str, Any]:
        """
        What was submitted, as symptoms.

        On an ``each`` panel a line left blank, or None, was not asked. A ``tick`` panel answers every line that it shows: what isn't
        ticked is a no.

        Args:
            submitted: Finding to answer; or, on a ``tick`` panel, the findings that were ticked.
            none_of_these: Whether that box was ticked. A ``tick`` panel without any box needs it.

        Raises:
            PanelError: Says line by line what is missing or contradicts.
        """
        given, refused = answers_in(submitted)
        problems = [*refused, *self._unusable(given), *(() if refused else self._contradicting(given, none_of_these))]
        if problems:
            raise PanelError(tuple(problems))
        if self.kind == "each":
            return {name: answer for name, answer in given.items() if answer is not None}
        return {line.finding: given.get(line.finding) or False for line in self.lines}

    def _unusable(self, given: Mapping[str, Any]) -> Iterator[Problem]:
        names = [line.finding for line in self.lines]
        # A line may be shown on the same screen as the one that decides whether it is asked.
        known = names if self.kind == "tick" else [*names, *(line.finding for line in self.depending)]
        for name in given:
            if name not in known:
                yield not_a_line(name, self.id, known)
        yield from read({name: given[name] for name in known if name in given}, self._program).problems

    def _contradicting(self, given: Mapping[str, Any], none_of_these: bool) -> Iterator[Problem]:
        if self.kind == "each":
            if none_of_these:
                yield Problem(
                    "not-a-tick-panel", f"{quoted(self.id)} asks each line for itself; it has no {quoted(NONE_OF_THESE)}", where=self.id
                )
            return
        ticked = [line.finding for line in self.lines if given.get(line.finding) is True or given.get(line.finding) == UNSURE]
        if not ticked and not none_of_these:
            yield Problem("nothing-ticked", f"{quoted(self.id)} has no tick: tick what applies, or {quoted(NONE_OF_THESE)}", where=self.id)
        for name in ticked if none_of_these else ():
            yield Problem(
                "ticked-beside-none", f"{quoted(name)} is ticked beside {quoted(NONE_OF_THESE)}; only one can be meant", where=name
            )

    def __repr__(self) -> str:
        return f"<OpenPanel {self.id}: {len(self.lines)} lines>"


def open_panels(interview: Interview, panels: Sequence[Panel], *, passed: Collection[str] = ()) -> Iterator[OpenPanel]:
    """
    The panels still to come, in order: those with an open line that could raise the outcome, or that decides whether such a one is asked.

    Args:
        interview: The open questions.
        panels: All panels.
        passed: Ids of panels that the person was shown and went past; they come no more.
    """
    entries, relevance = interview.program.entries, interview.relevance
    wanted = _Wanted(interview)
    for panel in panels:
        waiting = [line for line in panel.lines if entries[line.finding].place in relevance.open]
        if panel.id not in passed and any(wanted.holds(entries[line.finding]) for line in waiting):
            due = tuple(line for line in waiting if relevance.is_due(entries[line.finding]))
            depending = tuple(line for line in waiting if line not in due)
            yield OpenPanel(panel.id, panel.kind, panel.stem, due, depending, panel.below, interview.program)


class _Wanted:
    """Which open findings are worth asking."""

    def __init__(self, interview: Interview) -> None:
        self.interview = interview

    def holds(self, entry: Entry) -> bool:
        """Whether an open finding could raise the outcome, or decides whether one that could is asked."""
        can_raise = self.interview.can_raise
        opens = entry.place in self.interview.program.gates.opening
        return can_raise(entry) or (opens and any(entry.place in gates and can_raise(each) for each, gates in self._waiting))

    @cached_property
    def _waiting(self) -> list[tuple[Entry, frozenset[int]]]:
        """The open findings of which it isn't known yet whether they are asked, with those that decide it."""
        relevance = self.interview.relevance
        gated = [entry for entry in self.interview.open if not relevance.is_due(entry)]
        return [(entry, frozenset(gate.place for gate in relevance.gates(entry))) for entry in gated]
