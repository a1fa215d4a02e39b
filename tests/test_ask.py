"""`triage ask` by typed lines leads a person to the right end, and one question at a time too."""

from __future__ import annotations

import json

import pytest

from terminals import CALM, PANELLED, RULES, piped, prompted


class TestPipe:
    """Lines go in, the assessment comes out."""

    def test_an_at_once_emergency_ends_the_questions_in_the_middle_of_a_screen(self):
        """The next line of the screen isn't asked any more."""
        done = piped("30\ny\n", *RULES)
        assert done.returncode == 50
        assert "Lips that turned blue" in done.stdout
        assert "A neck too stiff" not in done.stdout
        assert "EMERGENCY: CALL AN AMBULANCE AT ONCE" in done.stdout

    def test_an_emergency_now_is_told_at_the_end_of_the_screen_with_an_offer_to_go_on(self):
        """Its last line is still asked; nobody is asked on against their will."""
        done = prompted("30\nn\ny\nn\n")
        assert done.returncode == 40
        assert done.stdout.index("A glow under the skin") < done.stdout.index("EMERGENCY: NOW")
        assert "Don't wait for more questions." in done.stdout
        assert "About the skin" not in done.stdout

    def test_who_goes_on_is_asked_only_what_could_make_it_more_urgent(self):
        """And is told again when it does."""
        done = prompted("30\nn\ny\nn\nyes\ny\n0\n3\ny\n")
        assert done.returncode == 50
        assert "Diabetes" not in done.stdout
        assert done.stdout.count("EMERGENCY: NOW") == 1

    def test_what_a_line_opens_follows_on_the_same_screen(self):
        """No new screen is counted for it."""
        done = prompted(f"{CALM}y\n3\n1\nn\n")
        assert "Screen 3" in done.stdout
        between = done.stdout[done.stdout.index("About the skin:") : done.stdout.index("It has spread")]
        assert "About the rash:" in between
        assert "Screen" not in between

    def test_a_line_that_another_on_its_panel_opens_follows_at_once(self):
        """A child's question, once the age is known; and nobody else gets it."""
        assert "Floppy" in prompted("8\n").stdout
        assert "Floppy" not in prompted("30\n").stdout

    def test_who_skips_the_age_is_asked_the_child_s_question(self):
        """What isn't known closes nothing."""
        done = prompted("skip\ny\n")
        assert done.returncode == 40

    def test_json_goes_to_standard_output_and_questions_to_standard_error(self):
        """A script reads one and a person the other."""
        done = piped("30\nn\nunsure\nquit\n", *RULES, "--json")
        document = json.loads(done.stdout)
        assert done.returncode == 30
        assert document["answers"] == {"age_years": 30, "blue_lips": False, "stiff_neck": "unsure"}
        assert "Answer each line with y for yes" in done.stderr

    def test_back_takes_an_answer_back_and_skip_leaves_a_line_open(self):
        """Over screens too; what was taken back is asked again, what was skipped is not."""
        done = prompted("30\nback\n31\nn\ny\nback\nskip\nn\nquit\n", "--json")
        document = json.loads(done.stdout)
        assert document["answers"] == {"age_years": 31, "blue_lips": False, "glowing": False}
        assert document["open_critical"] == ["stiff_neck", "rash"]

    def test_back_from_an_emergency_is_for_slips(self):
        """The answer that made it is asked again."""
        done = prompted("30\ny\nback\nn\nquit\n", "--json")
        assert done.returncode == 10
        assert json.loads(done.stdout)["answers"] == {"age_years": 30, "blue_lips": False}

    def test_back_at_the_first_question_stays_there(self):
        """There is nothing before it."""
        done = prompted("back\n30\nquit\n", "--json")
        assert "This is the first question." in done.stderr
        assert json.loads(done.stdout)["answers"] == {"age_years": 30}

    def test_back_to_boxes_takes_them_all_back(self):
        """They were answered together, and are asked again together."""
        done = prompted(f"{CALM}y\n0\n1\nn\n0\nback\n3\n", "--json")
        answers = json.loads(done.stdout)["answers"]
        assert (answers["sugar"], answers["old_glow"]) == (False, True)
        assert done.returncode == 30

    def test_boxes_answer_every_line_that_they_show(self):
        """What isn't ticked is a no, and a question mark a doubt."""
        done = prompted(f"{CALM}y\n0\n1\nn\n1 3?\n", "--json")
        document = json.loads(done.stdout)
        answers = document["answers"]
        assert (answers["sugar"], answers["thin_blood"], answers["old_glow"]) == (True, False, "unsure")

    def test_so_far_and_help_answer_nothing(self):
        """They can be asked for at any time."""
        done = prompted("30\nso far\nhelp\nn\nquit\n", "--json")
        assert json.loads(done.stdout)["answers"] == {"age_years": 30, "blue_lips": False}
        assert "30 years  age" in done.stderr
        assert "It counts even if it has passed." in done.stderr

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("perhaps", "That can't be used: answer with a whole number from 0 to 120 years."),
            ("5.5", "That can't be used: answer with a whole number from 0 to 120 years."),
            ("200", "That can't be used: answer with a whole number from 0 to 120 years."),
            ("1e1", "That number has an exponent in it; write the number out."),
            ("", "whole number from 0 to 120, years >"),
        ],
    )
    def test_what_can_t_be_used_is_asked_again_with_its_cure(self, typed, told):
        """Nothing is guessed."""
        done = prompted(f"{typed}\n30\nquit\n", "--json")
        assert json.loads(done.stdout)["answers"] == {"age_years": 30}
        assert told in done.stderr or "letters" in done.stderr

    def test_a_number_with_two_readings_names_both(self):
        """The person chooses; nothing is lost and nothing made up."""
        done = prompted(f"{CALM}n\n1,000\n1000\n", "--json")
        assert "Was it 1 or 1000?" in done.stderr
        assert json.loads(done.stdout)["answers"]["glow_days"] == 1000

    def test_an_unlikely_number_counts_and_is_pointed_out(self):
        """At once, while it can be changed."""
        done = prompted("115\nquit\n", "--json")
        assert "That is unlikely, and it counts." in done.stderr
        assert json.loads(done.stdout)["implausible"] == ["age_years"]

    def test_the_end_of_the_input_prints_the_assessment_so_far(self):
        """Nothing that was said is lost."""
        done = piped("30\nn\nunsure\n", *RULES)
        assert "SEEK CARE: TODAY" in done.stdout
        assert done.returncode == 30

    def test_a_narrow_terminal_gets_narrow_lines(self):
        """Forty columns are enough."""
        done = prompted("30\nn\nunsure\nn\ny\n0\nhelp\n2\nn\nso far\n1 2?\nquit\n", columns=40)
        assert max(len(line) for line in done.stdout.splitlines()) <= 40

    def test_a_pack_without_panels_asks_each_question_on_a_screen_of_its_own(self):
        """In its own words, once."""
        done = prompted("n\nn\npale\n", rules=PANELLED.parent / "sample")
        assert done.stdout.count("Do you have a rash?") == 1
        assert "Screen 3" in done.stdout


class TestOneByOne:
    """`--one-by-one` asks the most decisive question first, and no screens."""

    def test_the_first_question_is_the_most_decisive(self):
        """An emergency ends the questions."""
        done = prompted("yes\nno\n", "--one-by-one")
        assert done.returncode == 50
        assert "Screen" not in done.stdout
        assert "Don't wait for more questions" in done.stdout

    def test_back_takes_an_answer_back_and_skip_leaves_a_question_open(self):
        """What was taken back is asked again; what was skipped is not."""
        done = prompted("unsure\nback\nno\nskip\n1\nso far\nquit\n", "--one-by-one", "--json")
        document = json.loads(done.stdout)
        assert document["outcome"]["level"] == "none-found"
        assert document["answers"] == {"blue_lips": False, "rash_colour": "pale"}
        assert "So far you have said" in done.stderr

    def test_what_can_t_be_used_is_asked_again_with_its_cure(self):
        """Nothing is guessed."""
        done = prompted("perhaps\nno\nquit\n", "--one-by-one")
        assert "That can't be used: answer yes, no or unsure." in done.stdout
        assert done.returncode == 10
