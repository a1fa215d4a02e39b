"""
How long the questionnaire of the bundled rules is, for six people who answer everything that is offered to them.

``python benchmarks/questionnaire.py`` prints screens, lines and words, beside the goals; tests/test_questionnaire.py holds the numbers. A
person is a table of what isn't harmless about them: other flags are a no, and numbers and choices what ``OTHERWISE`` says.
"""

from __future__ import annotations

from typing import Any

from triage import Level, Panel, bundled_rules, evaluate

__all__ = ["PEOPLE", "interview"]

OTHERWISE = {"leg_pain_side": "neither", "pain_trend": "same", "pain_rest_nrs": 3, "pain_during_activity_nrs": 0, "sex_at_birth": "female"}
OTHERWISE |= {"self_care_weeks": 0, "pregnancy_state": "none", "temperature_c": 36, "leg_feeling_side": "none", "leg_weakness_side": "none"}
SORE = {"back_pain": True, "symptom_duration": "under_2_weeks", "pain_trend": "better"}
LEG = {"leg_pain_side": "left", "leg_pain_new_or_worse": True, "leg_pain_below_knee": True}
OLD = {"symptom_duration": "over_3_months_same", "onset_age_years": 50, "vascular_risk": True}
PEOPLE: dict[str, dict[str, Any]] = {
    "a plain sore back at 35": SORE | {"age_years": 35, "sex_at_birth": "male"},
    "sciatica of 3 weeks at 40": SORE
    | LEG
    | {"age_years": 40, "sex_at_birth": "male", "symptom_duration": "weeks_2_to_4", "pain_trend": "same"},
    "old pain at 72": SORE | OLD | {"age_years": 72, "pain_trend": "same"},
    "30 weeks pregnant": SORE | {"age_years": 30, "pregnancy_state": "pregnant"},
    "a child of 8": SORE | {"age_years": 8},
    "a numb saddle": SORE | {"age_years": 45, "sex_at_birth": "male", "saddle_sensory_change": True},
}
MOST_SCREENS = 17
# Screens, lines and words of the first; screens until the last is told.
PLAIN_GOALS = (12, 75, 1150)
TOLD_WITHIN = 3


def interview(person: dict[str, Any], *, stopping: bool = False) -> tuple[dict[str, Any], list[Panel]]:
    """
    What somebody has answered when nothing is offered any more, and the panels that they were shown.

    With ``stopping``, an emergency ends it behind its screen, as in a form.
    """
    findings = bundled_rules().findings
    known: dict[str, Any] = {}
    shown: list[Panel] = []
    while (panel := evaluate(known).next_panel) is not None:
        same_screen = bool(shown) and _screen(panel) == _screen(shown[-1])
        if stopping and not same_screen and evaluate(known).level is Level.EMERGENCY:
            break
        said = {}
        for line in panel.lines:
            harmless = False if findings[line.finding].kind == "flag" else OTHERWISE.get(line.finding)
            said[line.finding] = person.get(line.finding, harmless)
        ticked = {name: answer for name, answer in said.items() if answer is not False}
        known |= panel.answers(said) if panel.kind == "each" else panel.answers(ticked, none_of_these=not ticked)
        shown.append(panel)
    return known, shown


def sizes(shown: list[Panel]) -> tuple[int, int, int]:
    """Screens, lines, and words: of stems, lines, and the options of a choice."""
    findings = bundled_rules().findings
    lines = [line for panel in shown for line in panel.lines]
    texts = [panel.stem for panel in shown] + [line.tick for line in lines]
    texts += [option.label for line in lines for option in findings[line.finding].options]
    return len({_screen(panel) for panel in shown}), len(lines), sum(len(text.split()) for text in texts)


def _screen(panel: Panel) -> str:
    # One below another stands on its screen.
    return panel.below or panel.id


def main() -> None:
    """Print the table."""
    print(f"{'who answers everything that is offered':40}{'screens':>9}{'lines':>8}{'words':>8}   outcome")
    measured = {}
    for name, person in PEOPLE.items():
        known, shown = interview(person)
        measured[name] = sizes(shown)
        screens, lines, words = measured[name]
        print(f"{name:40}{screens:9}{lines:8}{words:8,}   {evaluate(known).outcome}")
    (plain, *_), numb = measured.values(), PEOPLE["a numb saddle"]
    told, _, _ = sizes(interview(numb, stopping=True)[1])
    found = [(f"plain: {what}", value, goal) for what, value, goal in zip(("screens", "lines", "words"), plain, PLAIN_GOALS, strict=True)]
    found += [
        ("anybody: screens", max(each[0] for each in measured.values()), MOST_SCREENS),
        ("a numb saddle is told after screens", told, TOLD_WITHIN),
    ]
    for what, value, goal in found:
        print(f"{'met' if value <= goal else 'NOT MET'}: {what} {value:,}; the goal is at most {goal:,}")


if __name__ == "__main__":
    main()
