"""`triage ask` by single keys, in a real pseudo-terminal, as a person would."""

from __future__ import annotations

import re
import termios

import pytest

from terminals import RULES, Screen


class TestTerminal:
    """In a real pseudo-terminal, by single keys, as a person would."""

    def test_a_panel_is_a_form_that_is_filled_in_in_its_place(self):
        """Every line is there once, with its answer; nothing is left behind of how it was drawn."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r", "n", "\x1b[A", "u", "n", "n", "\r", "q", "q")
        assert screen.code() == 30
        shown = screen.shown
        assert "  1  [not sure]  Lips that turned blue\n  2  [no      ]  A neck too stiff" in shown
        assert shown.count("Lips that turned blue") == 1
        assert "SEEK CARE: TODAY" in shown

    def test_an_at_once_emergency_ends_the_questions_with_its_key(self):
        """And back leads to the very line, for who slipped."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r", "y")
        assert "The questions end here." in screen.shown
        screen.press("b")
        assert "> 1  [yes     ]  Lips that turned blue" in screen.shown
        screen.press("n", "n", "n", "\r", "q", "q")
        assert screen.code() == 10

    def test_keys_pressed_before_an_emergency_is_read_don_t_answer_it(self):
        """Whoever goes down a list of lines quickly doesn't go on by accident."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r")
        screen.type("nyn\ryyy")
        screen.until("Press n to stop here")
        screen.press("n")
        assert screen.code() == 40

    @pytest.mark.parametrize(("word", "said"), [("yes", "yes"), ("no", "no"), ("unsure", "not sure"), ("not sure", "not sure")])
    def test_a_word_is_one_answer(self, word, said):
        """`unsure` would answer the next line with no, and the one after it with nothing: the words are known as words."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r", "n", *word, "\r")
        assert f"2  [{said:<8}]  A neck too stiff" in screen.shown
        assert "> 3  [        ]  A glow" in screen.shown
        screen.press("n", "\r", "q", "q")
        screen.code()

    def test_keys_that_only_look_like_a_word_are_answers(self):
        """Not sure, then no, then no."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r", "u", "n", "n", "q", "q")
        assert screen.code() == 30
        assert "[not sure]  Lips" in screen.shown
        assert screen.shown.count("[no      ]") == 2

    def test_who_ends_each_answer_with_enter_skips_no_line(self):
        """The key has gone to the next line already; Enter belongs to the one before."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r", "n", "\r", "n", "\r", "u", "\r", "q", "q")
        screen.code()
        assert [line[5:15] for line in screen.shown.splitlines() if "] " in line][:4] == [
            "[30      ]",
            "[no      ]",
            "[no      ]",
            "[not sure]",
        ]

    def test_blank_lines_are_left_open_only_by_who_says_so_twice(self):
        """Down passes over a line; they come no more, and stay open."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r", "\x1b[B", "n", "n", "\r")
        assert "Line 1 has no answer." in screen.shown
        screen.press("\r")
        assert "About the skin:" in screen.shown
        screen.press("q", "q")
        assert screen.code() == 10
        assert "Not answered, and needed: blue lips" in screen.shown

    def test_numbers_and_options(self):
        """A number ends with Enter and can be mended; an option is its number."""
        screen = Screen(*RULES)
        screen.press("3", "x", "\x7f", "0", "\r", "\r", "n", "n", "n", "\r", "y", *"1,000", "\r")
        assert "Was it 1 or 1000?" in screen.shown
        screen.press("5", "\r", "\r", "9")
        assert "3  Violet, or nearly black" in screen.shown
        screen.press("2", "n", "\r")
        assert "1  [2       ]  Its colour: Red" in screen.shown
        screen.press("q", "q")
        screen.code()
        assert "2  [5       ]  How many days ago" in screen.shown

    def test_boxes(self):
        """Digits tick and untick, u is not sure, 0 stands alone, and nothing at all is asked about."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r", "n", "n", "n", "\r", "n", "0", "\r", "\r", "\r")
        assert "Nothing is ticked." in screen.shown
        screen.press("1", "0")
        assert "untick what is ticked first" in screen.shown
        screen.press("1", "0", "2", "\x1b[A", "u", "\r")
        assert screen.code() == 20
        assert "  1  [?]  Feet that are sore after walking\n  2  [x]  Feet that are tired" in screen.shown
        assert "  0  [ ]  None of these" in screen.shown

    def test_back_shows_the_screen_before_as_it_was_filled_in(self):
        """What is changed there counts; what was said after it is still there."""
        screen = Screen(*RULES)
        screen.press("8", "\r", "n", "\r", "n", "u", "b")
        screen.press("\x1b[A", "\x7f", *"30", "\r", "\x1b[B", "\r")
        assert "[30      ]  Age" in screen.shown
        screen.press("\x1b[B", "n", "\r", "q", "q")
        assert screen.code() == 30
        assert screen.shown.count("[not sure]") >= 1

    def test_so_far_and_help_at_any_time(self):
        """The form goes on below them."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r", "?")
        assert "It counts even if it has passed." in screen.shown
        screen.press("n", "f")
        assert "        no  blue lips" in screen.shown
        screen.press("q", "q")
        screen.code()

    @pytest.mark.parametrize("last", ["qq", "\x04"])
    def test_the_terminal_is_left_as_it_was(self, last):
        """Lines are waited for and echoed again, however somebody leaves."""
        screen = Screen(*RULES)
        screen.press("3")
        before = termios.tcgetattr(screen.end)[3]
        assert not before & termios.ECHO
        screen.press("\r", "\r", *last)
        assert screen.code() == 10
        assert termios.tcgetattr(screen.end)[3] & termios.ECHO
        assert "NO RED FLAG FOUND AMONG THE QUESTIONS ANSWERED" in screen.shown

    def test_one_stray_key_doesn_t_end_it(self):
        """It is q that is pressed twice; anything in between takes the first back."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r", "q")
        assert "Press q once more to stop" in screen.shown
        screen.press("n", "q", "\x1b[A", "q")
        assert "NO RED FLAG" not in screen.shown
        screen.press("q")
        assert screen.code() == 10

    def test_ctrl_c_loses_nothing_that_was_said(self):
        """It prints the assessment so far, and exits with its code."""
        screen = Screen(*RULES)
        screen.press("3", "0", "\r", "\r", "n", "u")
        screen.interrupt()
        assert screen.code() == 30
        assert "Stopped. What was said so far:" in screen.shown
        assert "SEEK CARE: TODAY" in screen.shown

    def test_ctrl_c_between_typed_lines_loses_nothing_either(self):
        """`--typed` is for screen readers: no line is ever drawn again."""
        screen = Screen(*RULES, "--typed")
        for line in ("30", "no", "unsure"):
            screen.until(" > ")
            screen.type(line + "\n")
        screen.until(" > ")
        screen.interrupt()
        assert screen.code() == 30
        assert "Stopped. What was said so far:" in screen.shown
        assert not re.search(r"\x1b\[\d*[AJ]", screen.seen)

    def test_colour_where_somebody_looks_and_none_with_no_color(self):
        """The same words either way."""
        shown = []
        for environment, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
            screen = Screen(*RULES, **environment)
            screen.press("3", "0", "\r", "\r", "n", "y", "n", "\r", "n")
            assert screen.code() == 40
            assert bool(re.search(r"\x1b\[[\d;]*m", screen.seen)) is coloured
            shown.append(screen.shown)
        assert shown[0] == shown[1]

    @pytest.mark.parametrize(("columns", "rows"), [(30, 60), (40, 14), (60, 24)])
    def test_a_small_terminal_is_drawn_within_its_edges(self, columns, rows):
        """No line is wider than the screen; where not all lines have room, those around the person's are there."""
        screen = Screen(*RULES, columns=columns, rows=rows)
        screen.press("3", "0", "\r", "\r", "n", "n", "?", "n", "\r", "q", "q")
        assert screen.code() == 10
        assert max(map(len, screen.shown.splitlines())) <= columns
        assert screen.shown.count("NO RED FLAG") == 1

    def test_without_single_keys_lines_are_typed(self):
        """A terminal that can't move its cursor, or has no room for a form."""
        for arguments in ({"TERM": "dumb"}, {"columns": 24}):
            screen = Screen(*RULES, **arguments)
            screen.until("Answer each line")
            screen.until(" > ")
            screen.type("quit\n")
            assert screen.code() == 10


# What each presses, screen by screen; Enter ends a screen.
PEOPLE = {
    "somebody with nothing": (["45", "nnn", "n0\r", "0"], 0),
    "blue lips": (["45", "y"], 50),
    "a stiff neck": (["45", "nyn", "n"], 40),
    "not sure about the lips": (["45", "unn", "n0\r"], 30),
    "a floppy child": (["7\ry", "n"], 40),
    "a mark for three weeks": (["45", "nnn", "n21\r"], 30),
    "a violet rash that spreads": (["45", "nnn", "y2\r", "3y"], 50),
    "a red rash and diabetes": (["45", "nnn", "y2\r", "2n", "1"], 30),
    "a violet rash with fever": (["45", "nnn", "y2\r", "3n", "38,6", ""], 50),
    "sore and tired feet": (["45", "nnn", "n0\r", "12"], 20),
}


class TestPeople:
    """Ten invented people end where they should."""

    @pytest.mark.parametrize("name", PEOPLE)
    def test_by_single_keys(self, name):
        """In a pseudo-terminal, as they would press them."""
        screens, code = PEOPLE[name]
        screen = Screen(*RULES)
        for keys in screens:
            screen.press(*keys, "\r")
            if "45" in keys:
                screen.press("\r")
        assert screen.code() == code
