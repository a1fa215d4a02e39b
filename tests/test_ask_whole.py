"""Whole interviews: whoever answers only what is asked loses nothing, and whoever breaks off goes on later."""

from __future__ import annotations

import io
import json
import re
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terminals import CALM, PANELLED, prompted
from triage import bundled_rules, evaluate, load_rules
from triage.commands.interview import Interview
from triage.commands.leading import Did, lead
from triage.commands.terminal import Terminal
from triage.commands.typed import TypedFront
from triage.model.findings import UNSURE
from triage.testing import people, rule_sets


@pytest.fixture(scope="module")
def panelled():
    """The invented pack with panels."""
    return load_rules(PANELLED)


class TestWalk:
    """Answering only what is put to a person ends at the outcome of answering everything."""

    @settings(max_examples=40)
    @given(st.one_of(rule_sets(), st.just(load_rules(PANELLED))).flatmap(lambda rules: st.tuples(st.just(rules), people(rules))))
    def test_whole_people_end_where_all_their_answers_do(self, world):
        """Law 12 through the typed interview itself; what an app or a clinician says is there beforehand."""
        rules, person = world
        given = {name: answer for name, answer in person.items() if not rules.findings[name].is_asked}
        interview = Interview(rules, dict(given))
        lead(interview, _Telling(person))
        assert interview.assessment.outcome == evaluate(person, rules=rules).outcome

    def test_somebody_without_anything_is_asked_each_question_once_and_gets_to_the_end(self):
        """On the rules that people get."""
        rules = bundled_rules()
        calm = {finding.name: _calm(finding, rules) for finding in rules.findings.values()}
        told = _Telling(calm)
        interview = Interview(rules)
        lead(interview, told)
        assert len(set(told.asked)) == len(told.asked)
        assert interview.assessment.complete
        assert str(interview.assessment.outcome) == "none-found"

    def test_typing_no_to_everything_prints_every_line_once(self, panelled):
        """The typed front shows what the interview gives it, and no more."""
        lines = iter(["45", "n", "n", "n", "n", "0", "0"])
        out = io.StringIO()
        interview = Interview(panelled)
        lead(interview, TypedFront(Terminal(out), lambda: f"{next(lines)}\n"))
        assert str(interview.assessment.outcome) == "none-found"
        assert next(lines, None) is None
        assert out.getvalue().count("Lips that turned blue") == 1


class _Telling:
    """A front that answers each line from what is known of a person, and goes on after every emergency."""

    def __init__(self, person):
        self.person = person
        self.asked = []

    def greet(self):
        """Nobody to greet."""

    def panel(self, interview, visit):
        """Answer line by line; boxes all at once."""
        while lines := interview.pending(visit):
            names = [line.finding for line in lines if visit.panel.kind == "tick" or line is lines[0]]
            self.asked += names
            interview.take(visit, {name: self.person[name] for name in names})
            if interview.alarm:
                return Did.ALARM
        return Did.DONE

    def emergency(self, interview, *, more):
        """Go on where there is more to ask."""
        return Did.DONE if more else Did.QUIT


def _calm(finding, rules):
    """An answer that raises nothing."""
    if finding.kind == "flag":
        return False
    if finding.kind == "quantity":
        return finding.least
    listed = re.findall(
        rf"Chosen\(finding='{finding.name}', options=\(([^)]*)\)", repr(rules.content.rules) + repr(rules.content.definitions)
    )
    listed += [repr(implication.leaf) for implication in finding.implies]
    raising = {option for found in listed for option in re.findall(r"'(\w+)'", found)}
    return next(option.name for option in finding.options if option.name not in raising and option.name != UNSURE)


class TestResuming:
    """`--answers` goes on with an interview that was broken off, under the same rules or their next release."""

    @pytest.fixture
    def record(self, tmp_path):
        """An interview that somebody left, as `--json` printed it."""
        file = tmp_path / "record.json"
        file.write_text(prompted(f"{CALM}y\nquit\n", "--json").stdout)
        return file

    @pytest.fixture
    def released(self, tmp_path):
        """The next release of the rules: a rash is urgent, a question is gone, and another took its place."""
        folder = tmp_path / "released"
        shutil.copytree(PANELLED, folder)
        for name, old, new in (
            ("pack.yaml", "0.1.0", "0.2.0"),
            ("glow/long-glow.yaml", "glowing}, expect: seek-care week", "glowing}, expect: seek-care week"),
            ("glow/long-glow.yaml", "    - glowing\n", "    - glowing\n    - rash\n"),
            ("glow/long-glow.yaml", "given: {glow_days: 13, glowing: false}", "given: {glow_days: 13, glowing: false, rash: false}"),
            ("glow/long-glow.yaml", "cases:\n", "cases:\n  - {name: rash, given: {rash: true}, expect: seek-care week}\n"),
        ):
            file = folder / name
            file.write_text(file.read_text().replace(old, new))
        return folder

    def test_what_was_answered_is_not_asked_again(self, record):
        """And the rest is."""
        done = prompted("3\n2\nn\n0\n0\n", "--answers", str(record), "--json")
        assert "Going on with 5 answers from an earlier interview." in done.stderr
        assert "given under" not in done.stderr
        assert "Lips that turned blue" not in done.stderr
        assert len(json.loads(done.stdout)["answers"]) == 13

    def test_under_other_rules_the_answers_stay_and_the_change_is_said(self, record, released):
        """Assessed by the new ones, with what the old ones had given."""
        done = prompted("", "--answers", str(record), rules=released)
        assert "They were given under panelled 0.1.0, and go on under panelled 0.2.0." in " ".join(done.stdout.split())
        assert "What was said gave none-found; by these rules it gives seek-care week." in " ".join(done.stdout.split())
        assert done.returncode == 30

    def test_an_answer_that_the_rules_can_t_use_is_named_and_asked_again(self, record, tmp_path):
        """Until then nothing is complete; what was said isn't repeated."""
        document = json.loads(record.read_text())
        document["answers"] |= {"blue_lips": "slightly", "green_lips": True}
        record.write_text(json.dumps(document))
        done = prompted("n\n3\n2\nn\n0\n0\n", "--answers", str(record), "--json")
        assert "Not used: `blue_lips` takes True, False or" in done.stderr
        assert "Not used: unknown finding `green_lips`" in done.stderr
        assert "slightly" not in done.stderr
        document = json.loads(done.stdout)
        assert document["answers"]["blue_lips"] is False
        assert not document["complete"]

    def test_plain_answers_will_do(self, tmp_path):
        """An object or a list, as `evaluate --file` takes them; also one by one."""
        file = tmp_path / "answers.json"
        file.write_text('{"age_years": 30, "blue_lips": false}')
        assert "Lips" not in prompted("n\n", "--answers", str(file)).stdout
        file.write_text('["stiff_neck"]')
        assert prompted("no\n", "--answers", str(file), "--one-by-one").returncode == 40

    @pytest.mark.parametrize(
        ("text", "told"),
        [("{", "isn't JSON"), ("3", "symptoms are a mapping"), ('{"format": 2, "outcome": {}, "rules": {}}', "stored without its answers")],
    )
    def test_a_file_without_answers_is_refused(self, tmp_path, text, told):
        """Before anything is asked."""
        file = tmp_path / "answers.json"
        file.write_text(text)
        done = prompted("n\n", "--answers", str(file))
        assert done.returncode == 2
        assert told in done.stderr
        assert done.stdout == ""
