"""The questionnaire for other front ends: `triage panels`, and which panels are worth showing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import trying
from triage import Level, bundled_rules, evaluate, load_rules
from triage.adapters.screens import panels_document
from triage.cli import main
from triage.model.outcome import OUTCOMES
from triage.testing import people, rule_sets, symptoms

PANELLED = Path(__file__).parent / "panelled"


@pytest.fixture(scope="module")
def panelled():
    """The invented pack with panels."""
    return load_rules(PANELLED)


class TestCommand:
    """`triage panels` says all that a front end needs, in order."""

    def test_the_json_has_every_question_of_the_person_once(self, panelled):
        """In the order of the screens, whatever the pack; clinicians' and apps' findings stand on none."""
        for rules in (panelled, bundled_rules()):
            document = json.loads(json.dumps(panels_document(rules)))
            asked = [line["finding"] for panel in document["panels"] for line in panel["lines"]]
            assert sorted(asked) == sorted(name for name, finding in rules.findings.items() if finding.is_asked)
            assert [panel["id"] for panel in document["panels"]] == [panel.id for panel in rules.panels]
            assert document["rules"]["digest"] == rules.digest

    def test_a_line_has_what_its_field_needs(self, panelled):
        """Words, kind, limits, options, and when it is asked as data."""
        lines = {line["finding"]: line for panel in panels_document(panelled)["panels"] for line in panel["lines"]}
        days = lines["glow_days"]
        assert (days["kind"], days["unit"], days["range"], days["plausible"], days["whole"]) == (
            "quantity",
            "days",
            [0, 3650],
            [0, 400],
            True,
        )
        assert days["help"] == "If there is no mark, answer 0."
        assert lines["rash_colour"]["options"][2] == {"name": "violet", "label": "Violet, or nearly black"}
        assert lines["rash_colour"]["asked_if"] == "rash"
        assert lines["child_floppy"]["asked_if"] == {"age_years": {"below": 16}}
        assert lines["child_floppy"]["critical"] is True
        assert lines["age_years"]["gate"] is True
        assert lines["blue_lips"]["asked_if"] is None

    def test_a_panel_has_its_stem_kind_and_place(self, panelled):
        """What is below another says which."""
        panels = {panel["id"]: panel for panel in panels_document(panelled)["panels"]}
        assert panels["glow-more"]["below"] == "glow"
        assert panels["glow"]["below"] is None
        assert panels["health"]["kind"] == "tick"
        assert panels["health"]["stem"].endswith("?")

    def test_what_an_answer_implies_is_said_through_every_step(self, sample):
        """A front end that decides for itself what is asked needs it."""
        lines = {line["finding"]: line for panel in panels_document(sample)["panels"] for line in panel["lines"]}
        assert lines["blisters"]["implies"] == [{"when": "blisters", "flags": ["rash"]}]
        assert lines["temperature_c"]["implies"] == [{"when": {"temperature_c": {"at_least": 38.0}}, "flags": ["feverish"]}]

    def test_json_and_list_on_the_command_line(self, capsys):
        """The list is for reading: each finding with what it takes."""
        assert main(["panels", "--json", "--rules", str(PANELLED)]) == 0
        assert json.loads(capsys.readouterr().out)["format"] == 1
        assert main(["panels", "--rules", str(PANELLED)]) == 0
        told = " ".join(capsys.readouterr().out.split())
        assert "glow-more (each, below glow): About the rash:" in told
        assert "child_floppy: Floppy, or hard to wake (yes, no or not sure, critical; asked if age below 16 years)" in told


class TestWorth:
    """`worth` leaves out the panels that could only bring less than a level, and no other."""

    @given(rule_sets().flatmap(lambda rules: st.tuples(st.just(rules), symptoms(rules))), st.sampled_from(Level), st.data())
    def test_a_panel_is_left_out_exactly_when_no_way_of_answering_brings_that_much(self, world, level, data):
        """Every way of answering is tried, with the reference evaluator."""
        rules, given_answers = world
        reference = trying.reference_of(rules)
        known = reference.own(given_answers)
        assume(trying.ways(reference, reference.open(known)) <= 500)
        ids = [panel.id for panel in rules.panels]
        passed = data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=2)) if ids else []
        least = min(each.rank for each in OUTCOMES if each.level >= level)
        found = evaluate(given_answers, rules=rules).panels(passed=passed, worth=level)
        said = [(panel.id, [line.finding for line in panel.lines], [line.finding for line in panel.depending]) for panel in found]
        assert said == trying.panels(reference, rules.panels, known, passed=passed, worth=least)

    @given(rule_sets().flatmap(lambda rules: st.tuples(st.just(rules), people(rules))), st.sampled_from(Level))
    def test_who_answers_only_what_is_worth_it_loses_nothing_of_that_level(self, world, level):
        """Whole people whose answers fit together end as if they had answered everything, where that is worth it."""
        rules, person = world
        known = {name: answer for name, answer in person.items() if not rules.findings[name].is_asked}
        while (panel := next((each for each in evaluate(known, rules=rules).panels(worth=level) if each.lines), None)) is not None:
            known |= {line.finding: person[line.finding] for line in panel.lines}
        everything = evaluate(person, rules=rules).outcome
        if everything.level >= level:
            assert evaluate(known, rules=rules).outcome == everything

    def test_each_level_leaves_out_more(self, panelled):
        """What only stops an activity goes first, then what only needs care."""
        left = {level: [panel.id for panel in evaluate({}, rules=panelled).panels(worth=level)] for level in Level}
        assert left[Level.NONE_FOUND] == left[Level.STOP] == [panel.id for panel in panelled.panels]
        assert left[Level.SEEK_CARE] == [panel.id for panel in panelled.panels if panel.id != "lasting"]
        assert left[Level.EMERGENCY] == ["about-you", "right-now", "glow", "glow-more", "temperature"]

    def test_a_level_is_no_text(self, panelled):
        """The alphabet doesn't know what is urgent."""
        with pytest.raises(TypeError, match="can't be ordered"):
            evaluate({}, rules=panelled).panels(worth="seek-care")
