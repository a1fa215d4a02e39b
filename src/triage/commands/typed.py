"""Panels by typed lines: through a pipe, on a terminal without single keys, and for who reads by ear. One answer a line."""

from __future__ import annotations

from collections.abc import Callable

from triage.commands.interview import Interview, Visit
from triage.commands.leading import Did, heading, so_far, warning
from triage.commands.replies import COMMANDS, WORDS, Unusable, answer_from, choices, ticks_from
from triage.commands.terminal import Terminal, wrapped
from triage.model.findings import Finding
from triage.model.rules import Line
from triage.telling.wording import label_of

__all__ = ["TypedFront"]

_INDENT = "   "


class TypedFront:
    """
    Asks line by line.

    Args:
        talk: Where to print.
        line: Reads the next line, its end included; an empty text is the end of the input.
    """

    def __init__(self, talk: Terminal, line: Callable[[], str]) -> None:
        self.talk = talk
        self._line = line

    def greet(self) -> None:
        self.talk.say("Answer each line with y for yes, n for no or u for not sure, or with a number, and press Enter.")
        self.talk.say("At any time: back, skip, so far, help, quit. Nothing you type leaves this machine.")

    def panel(self, interview: Interview, visit: Visit) -> Did:
        heading(interview, visit, self.talk)
        while pending := interview.pending(visit):
            did = self._boxes(interview, visit, pending) if visit.panel.kind == "tick" else self._one(interview, visit, pending[0])
            if did is not Did.DONE:
                return did
            if interview.unfinished is not visit:
                return Did.BACK
        return Did.DONE

    def emergency(self, interview: Interview, *, more: bool) -> Did:
        warning(interview, self.talk)
        if more:
            self.talk.say("Don't wait for more questions. Go on with them all the same? yes or no; back to change your last answer.")
        else:
            self.talk.say("The questions end here. Press Enter to see why; or type back, if your last answer was a slip.")
        while True:
            said = self._heard()
            if said in ("", "quit") or WORDS.get(said) is False or (not more and said == "enter"):
                return Did.QUIT
            if said == "back":
                interview.back()
                return Did.BACK
            if more and WORDS.get(said) is True:
                return Did.DONE
            self.talk.say("yes, no or back." if more else "Press Enter, or type back.")

    def _one(self, interview: Interview, visit: Visit, line: Line) -> Did:
        """Ask for one line of a panel on which each is answered for itself."""
        finding = interview.rules.findings[line.finding]
        number = interview.lines(visit).index(line) + 1
        if len(visit.panel.lines) > 1 or visit.panel.stem != finding.question:
            self.talk.say(f"{number}  {line.tick}", hanging=3)
        for place, option in enumerate(finding.options, start=1):
            self.talk.say(f"{place}  {option.label or option.name}", indent=_INDENT, hanging=3)
        while True:
            said = self._asked(interview, finding, choices(finding))
            if said in ("", "quit"):
                return Did.QUIT
            if said == "back":
                return self._back(interview)
            if said == "skip":
                interview.skip(visit, [finding.name])
                return Did.DONE
            try:
                interview.take(visit, {finding.name: answer_from(finding, said, interview.rules)})
            except Unusable as fault:
                self.talk.say(str(fault), indent=_INDENT)
                continue
            if finding.name in interview.assessment.implausible:
                self.talk.say("That is unlikely, and it counts. If it was a slip, type back.", indent=_INDENT)
            return Did.ALARM if interview.alarm else Did.DONE

    def _boxes(self, interview: Interview, visit: Visit, pending: list[Line]) -> Did:
        """Ask for the boxes of a panel, all at once."""
        for number, line in enumerate(pending, start=1):
            self.talk.say(f"{number}  {line.tick}", hanging=3)
        self.talk.say("0  None of these")
        names = [line.finding for line in pending]
        while True:
            said = self._asked(interview, None, "all that apply, such as 1 3; 3? is not sure")
            if said in ("", "quit"):
                return Did.QUIT
            if said == "back":
                return self._back(interview)
            if said == "skip":
                interview.skip(visit, names)
                return Did.DONE
            try:
                ticked = ticks_from(said, names)
            except Unusable as fault:
                self.talk.say(str(fault), indent=_INDENT)
                continue
            interview.take(visit, {name: ticked.get(name, False) for name in names})
            return Did.ALARM if interview.alarm else Did.DONE

    def _back(self, interview: Interview) -> Did:
        """Go one answer back."""
        if not interview.back():
            self.talk.say("This is the first question.", indent=_INDENT)
        return Did.DONE

    def _asked(self, interview: Interview, finding: Finding | None, prompt: str) -> str:
        """What was typed in answer to a prompt, after all help was given; empty when the input has ended."""
        while True:
            self.talk.write("\n".join(wrapped(f"{prompt} >", self.talk.width - 9, indent=_INDENT)) + " ")
            said = self._said()
            if said == "so far":
                so_far(interview, self.talk)
            elif said == "help":
                self._help(finding)
            elif said != "enter":
                return said

    def _help(self, finding: Finding | None) -> None:
        if finding is not None:
            self.talk.say(finding.question or label_of(finding), indent=_INDENT)
            if finding.help:
                self.talk.say(finding.help, indent=_INDENT)
        self.talk.say(
            "back takes the last answer back; skip leaves this unanswered; so far shows what you have said; "
            "quit stops and shows the result of what you have said.",
            indent=_INDENT,
            style="dim",
        )

    def _heard(self) -> str:
        self.talk.write("> ")
        return self._said()

    def _said(self) -> str:
        """The next line: a command in full, an answer as it is, `enter` for an empty one; empty when the input has ended."""
        typed = self._line()
        said = typed.strip().lower()
        return COMMANDS.get(said, said) or ("enter" if typed else "")
