"""The two kinds of panel as forms: lines answered each for itself, and boxes."""

from __future__ import annotations

from typing import Any

from triage.commands.canvas import Canvas, Row
from triage.commands.form import Form
from triage.commands.interview import Interview, Visit
from triage.commands.keys import Keys
from triage.commands.leading import Did, answer_words, heading, warning
from triage.commands.replies import Unusable, answer_from, choices
from triage.commands.slips import Run
from triage.commands.terminal import Terminal, wrapped
from triage.model.findings import UNSURE, Finding
from triage.model.rules import Line
from triage.telling.wording import in_words

__all__ = ["FormFront"]

_BOX = 8


class FormFront:
    """
    Asks by forms.

    Args:
        talk: Where to print.
        keys: What the person presses.
    """

    def __init__(self, talk: Terminal, keys: Keys) -> None:
        self.talk = talk
        self.keys = keys
        self.canvas = Canvas(talk)

    def greet(self) -> None:
        self.talk.say("Press y for yes, n for no or u for not sure: one key a line, without Enter. The arrows up and down move.")
        self.talk.say("b goes back, ? helps, q quits. Nothing you type leaves this machine.")

    def panel(self, interview: Interview, visit: Visit) -> Did:
        heading(interview, visit, self.talk)
        self.talk.say()
        kind = TickForm if visit.panel.kind == "tick" else EachForm
        did = kind(interview, visit, self.canvas, self.keys).run()
        if did is Did.BACK and not interview.reopen():
            self.talk.say("This is the first screen.")
        return did

    def emergency(self, interview: Interview, *, more: bool) -> Did:
        warning(interview, self.talk)
        if more:
            self.talk.say("Don't wait for more questions. Press n to stop here; y to go on with them all the same; b to change an answer.")
        else:
            self.talk.say("The questions end here. Press Enter to see why; or b, if your last answer was a slip.")
        # What was pressed before this could be read is no answer to it.
        self.keys.forget()
        ends = ("n", "q", "end") if more else ("enter", "q", "end")
        while (key := self.keys.next()) not in ends:
            if key == "b":
                interview.reopen(last=True)
                return Did.BACK
            if key == "y" and more:
                return Did.DONE
        return Did.QUIT


class EachForm(Form):
    """Lines that are answered each for itself."""

    def __init__(self, interview: Interview, visit: Visit, canvas: Canvas, keys: Keys) -> None:
        super().__init__(interview, visit, canvas, keys)
        self.typed = ""
        self.slip = Run()
        self.warned: list[str] = []
        self._go_to_pending()
        if visit.handled:
            # Who came back wants to see what was said last.
            self.at = [line.finding for line in self.lines].index(visit.handled[-1])

    @property
    def keys_text(self) -> tuple[str, ...]:
        return "y yes", "n no", "u not sure"

    def command(self, key: str) -> Did | None:
        if self.typed and len(key) == 1:
            return self.press(key)
        if self.typed and key in ("up", "down"):
            return self._commit()
        self.slip.end()
        return super().command(key)

    def press(self, key: str) -> Did | None:
        finding = self.finding()
        if key == "enter":
            return self._enter(finding)
        if (meant := self.slip.word(key, answers=key in ("y", "n", "u"))) is not None:
            return self._mend(key, meant)
        if key not in ("y", "n", "u"):
            self.slip.end()
        if finding is None:
            self.note = "Press Enter to go on, or up to change an answer."
        elif key in ("backspace", "escape"):
            self.typed = self.typed[:-1] if key == "backspace" else ""
        elif key == "u" and not self.typed:
            return self._answer(finding, key, key)
        elif finding.kind == "quantity" and len(key) == 1:
            self.typed += key
        elif finding.kind == "choice" and len(key) == 1 and key.isascii() and key.isdecimal():
            self.typed += key
            return self._commit() if int(self.typed) * 10 > len(finding.options) else None
        elif finding.kind == "flag" and key in ("y", "n"):
            return self._answer(finding, key, key)
        else:
            self.note = f"Press {'y, n or u' if finding.kind == 'flag' else f'a number, {choices(finding)}; or u for not sure'}."
        return None

    def _enter(self, finding: Finding | None) -> Did | None:
        if self.slip.text:
            # Who ends each answer with Enter means the line before.
            self.slip.end()
            if finding is not None:
                return None
        if self.typed:
            return self._commit(entered=True)
        if finding is None:
            return self._done()
        if finding.name in self.visit.handled:
            self._go_to_pending(after=finding.name)
        else:
            self.note = "Press y, n or u; down passes this line over." if finding.kind == "flag" else f"This takes a {choices(finding)}."
        return None

    def _done(self) -> Did | None:
        """Leave the form; blank lines are left open only by who says so twice."""
        names = [line.finding for line in self.lines]
        blank = [line.finding for line in self.interview.pending(self.visit)]
        if blank != self.warned:
            self.warned = blank
            numbers = in_words([str(names.index(name) + 1) for name in blank], last="and")
            which = f"Line {numbers} has no answer. Go up to it" if len(blank) == 1 else f"Lines {numbers} have no answer. Go up to them"
            self.note = f"{which}; or press Enter once more to leave {'it' if len(blank) == 1 else 'them'} open."
            return None
        self.interview.skip(self.visit, blank)
        # What was passed over may have decided about another line, which is then to be shown.
        self._go_to_pending()
        return None if self.interview.pending(self.visit) else Did.DONE

    def _commit(self, *, entered: bool = False) -> Did | None:
        finding, typed, self.typed = self.finding(), self.typed, ""
        did = self._answer(finding, typed, "") if finding is not None else None
        # Who typed the one number of a screen has pressed Enter already.
        alone = len(self.visit.panel.lines) == 1 and not self.interview.pending(self.visit) and not self.note
        return did or (Did.DONE if entered and alone else None)

    def _answer(self, finding: Finding, said: str, key: str) -> Did | None:
        """Take an answer and go on to the next line that has none."""
        try:
            answer = answer_from(finding, said, self.interview.rules)
        except Unusable as fault:
            self.note = str(fault)
            return None
        if key:
            self.slip.answer(key, finding.name, self.interview.answers.get(finding.name))
        else:
            self.slip.end()
        self.interview.take(self.visit, {finding.name: answer})
        if finding.name in self.interview.assessment.implausible:
            self.note = "That is unlikely, and it counts. If it was a slip, go up and change it."
        self._go_to_pending(after=finding.name)
        return Did.ALARM if self.interview.alarm else None

    def _mend(self, key: str, meant: bool | str) -> Did | None:
        """Take a word that was typed for the one answer that it is."""
        (name, _), *wrong = self.slip.answered
        for other, before in wrong:
            self.interview.withdraw(self.visit, other, before)
        self.slip.answered = self.slip.answered[:1]
        self.slip.text, self.slip.is_word = self.slip.text + key, True
        self.interview.take(self.visit, {name: meant})
        self._go_to_pending(after=name)
        return Did.ALARM if self.interview.alarm else None

    def _go_to_pending(self, *, after: str = "") -> None:
        """Go to the next line without an answer, behind a line or from the first; behind the last line where there is none."""
        names = [line.finding for line in self.lines]
        start = names.index(after) + 1 if after in names else 0
        pending = [line.finding for line in self.interview.pending(self.visit)]
        self.at = next((names.index(name) for name in names[start:] if name in pending), len(names))

    def rows(self, place: int, line: Line, width: int, *, here: bool) -> list[Row]:
        finding = self.interview.rules.findings[line.finding]
        answer = self.interview.answers.get(finding.name)
        said = "" if answer is None else answer_words(finding, answer)
        box, text = said, line.tick
        if finding.kind == "choice" and answer is not None:
            box, text = str([option.name for option in finding.options].index(answer) + 1), f"{line.tick}: {said}"
        elif finding.kind == "quantity":
            box = str("" if answer is None else "not sure" if answer == UNSURE else answer)
            text += f" ({finding.unit})" if finding.unit and finding.unit not in line.tick else ""
        if here and self.typed:
            box = f"{self.typed[1 - _BOX :]}_"
        rows = _line_rows(f"{place + 1}  [{box:<{_BOX}}]", text, width, here=here)
        if here and finding.kind != "flag":
            hints = [f"{number}  {option.label or option.name}" for number, option in enumerate(finding.options, start=1)]
            for hint in hints or [f"{choices(finding)}; then Enter"]:
                rows += [(each, "") for each in wrapped(hint, width, indent=" " * 7, hanging=3, exact=True)]
        return rows

    def end_rows(self, width: int, *, still: bool) -> list[Row]:
        return [] if still else [("", ""), *_line_rows("Enter to go on", "", width, here=self.finding() is None)]


class TickForm(Form):
    """Boxes; they are answered all at once."""

    def __init__(self, interview: Interview, visit: Visit, canvas: Canvas, keys: Keys) -> None:
        super().__init__(interview, visit, canvas, keys)
        self.names = [line.finding for line in self.lines]
        said = {name: interview.answers[name] for name in self.names if name in visit.handled and name in interview.answers}
        self.ticked: dict[str, Any] = {name: answer for name, answer in said.items() if answer is not False}
        self.none = bool(said) and not self.ticked
        self.warned = False

    @property
    def keys_text(self) -> tuple[str, ...]:
        return f"1 to {len(self.names)} tick", "0 none of these", "u not sure", "Enter goes on"

    @property
    def last(self) -> int:
        return len(self.names) - 1

    def press(self, key: str) -> Did | None:
        if key == "enter":
            return self._done()
        self.warned = False
        if key == "0":
            if self.ticked:
                self.note = "0 means none of these; untick what is ticked first."
            else:
                self.none = not self.none
        elif len(key) == 1 and key in "123456789"[: len(self.names)]:
            self.at = int(key) - 1
            self._mark(None if self.names[self.at] in self.ticked else True)
        elif key in (" ", "x"):
            self._mark(None if self.names[self.at] in self.ticked else True)
        elif key in ("y", "u", "n"):
            self._mark(True if key == "y" else UNSURE if key == "u" else None)
        else:
            self.note = f"Press the numbers of all that apply, 1 to {len(self.names)}; or 0 for none of these."
        return None

    def _mark(self, answer: bool | str | None) -> None:
        name = self.names[self.at]
        self.ticked.pop(name, None)
        if answer is not None:
            self.ticked[name], self.none = answer, False

    def _done(self) -> Did | None:
        if self.ticked or self.none:
            self.interview.take(self.visit, {name: self.ticked.get(name, False) for name in self.names})
            return Did.ALARM if self.interview.alarm else Did.DONE
        if not self.warned:
            self.warned = True
            self.note = "Nothing is ticked. Press 0 for none of these; or Enter once more to leave this open."
            return None
        self.interview.skip(self.visit, self.names)
        return Did.DONE

    def rows(self, place: int, line: Line, width: int, *, here: bool) -> list[Row]:
        mark = {True: "x", UNSURE: "?"}.get(self.ticked.get(line.finding), " ")
        return _line_rows(f"{place + 1}  [{mark}]", line.tick, width, here=here)

    def end_rows(self, width: int, *, still: bool) -> list[Row]:
        return _line_rows(f"0  [{'x' if self.none else ' '}]", "None of these", width, here=False)


def _line_rows(front: str, text: str, width: int, *, here: bool) -> list[Row]:
    """A line with its box in front, marked where the person is."""
    style = "bold" if here else ""
    start = f"{'>' if here else ' '} {front}  "
    return [(each, style) for each in wrapped(start + text, width, hanging=min(len(start), width // 2), exact=True)]
