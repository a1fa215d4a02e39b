"""`make demo`: seven people and one typing mistake, triaged by the bundled rules, and the first screens of an interview."""

from __future__ import annotations

from typing import Any

import triage

# One for each level, and for both steps of an emergency; a doubt; and what a form gets wrong.
PEOPLE: dict[str, dict[str, Any]] = {
    "A sore back after gardening, and a few questions answered no": {
        "saddle_numbness": False,
        "progressive_weakness": False,
        "bladder_loss": False,
        "fever": False,
    },
    "Pain shooting down one leg on a walk": {"sciatica": True},
    "A fever with the back pain": {"temperature_c": 38.4},
    "The same fever, some weeks after an abscess": {"temperature_c": 38.4, "recent_infection": True},
    "Chest pain beside the back pain": {"chest_pain": True},
    "Not sure whether it feels numb when wiping": {"saddle_numbness": "unsure"},
    "A numb saddle, a misspelt field, and a temperature in Fahrenheit": {
        "saddle_numbness": True,
        "diabtes": True,
        "temperature_c": 98.6,
    },
}
FULL = "The same fever, some weeks after an abscess"
# What somebody of 40 with pain into the left leg says when asked; what isn't here is a no.
ASKED: dict[str, Any] = {"age_years": 40, "sex_at_birth": "male", "back_pain": True, "leg_pain_side": "left", "saddle_sensory_change": True}


def main() -> None:
    """Print what each person is told, what an app gets, and how it asks."""
    rules = triage.bundled_rules()
    print(f"triage {triage.__version__}, rules {rules.name} {rules.version}: {rules.stamp.review}.\n")
    for number, (person, answers) in enumerate(PEOPLE.items(), start=1):
        print(f"{number}. {person}\n   evaluate({answers})")
        tell(answers, rules)
    print(f"What number {list(PEOPLE).index(FULL) + 1} reads:\n")
    print(triage.evaluate(PEOPLE[FULL]).explain())
    interview(rules)
    print("\nNo answer ever downgrades a red flag: see docs/explanation/laws.md.")
    print("Next: `triage ask`, `triage evaluate --help`, and README.md.")


def tell(answers: dict[str, Any], rules: triage.RuleSet) -> None:
    """Print the outcome of some answers, why, and what is open."""
    try:
        assessment = triage.evaluate(answers)
    except triage.SymptomError as error:
        assessment = error.assessment
        for problem in error.problems:
            print(f"   refused    {problem}")
    print(f"   outcome    {assessment.outcome}")
    print(f"   in short   {assessment.summary()}")
    for firing in assessment.fired:
        print(f"   because    {firing.title} ({firing.ref}), from {', '.join(firing.findings)}")
    if not assessment.complete:
        print(f"   incomplete {len(assessment.open_critical)} critical questions are open; ceiling {assessment.ceiling}")
    if assessment.next_panel is None:
        print("   ask next   nothing: no answer could make it more urgent")
    else:
        print(f"   ask next   {assessment.next_panel.stem} (at most {assessment.panels_left} screens)")
    print()


def interview(rules: triage.RuleSet) -> None:
    """Ask somebody screen by screen, as an app would, until it is an emergency."""
    print("How an app asks, screen by screen, with short lines and only what is for this person:")
    known: dict[str, Any] = {}
    assessment = triage.evaluate(known)
    while assessment.level < triage.Level.EMERGENCY and (panel := assessment.next_panel):
        print(f"\n   {panel.stem}   [{panel.id}, at most {assessment.panels_left} screens]")
        submitted = {line.finding: ASKED.get(line.finding, False) for line in panel.lines}
        for line in panel.lines:
            print(f"   {said(submitted[line.finding]):>8}  {line.tick}")
        known |= panel.answers(submitted)
        assessment = triage.evaluate(known)
    print(f"\n   {len(known)} of {sum(each.is_asked for each in rules.findings.values())} questions, and then: {assessment.summary()}")


def said(answer: bool | int | str) -> str:
    """An answer as a person gives it."""
    return str(answer) if not isinstance(answer, bool) else "yes" if answer else "no"


if __name__ == "__main__":
    main()
