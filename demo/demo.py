"""`make demo`: five people and one typing mistake, triaged by the bundled rules."""

from __future__ import annotations

import triage

PEOPLE = {
    "A sore back after gardening, and a few questions answered no": {
        "saddle_numbness": False,
        "progressive_weakness": False,
        "bladder_loss": False,
        "fever": False,
    },
    "Pain shooting down one leg on a walk": {"sciatica": True},
    "A fever with the back pain": {"temperature_c": 38.4},
    "The same fever, in a person with diabetes": {"temperature_c": 38.4, "diabetes": True},
    "Not sure whether it feels numb when wiping": {"saddle_numbness": "unsure"},
    "A numb saddle, a misspelt field, and a temperature in Fahrenheit": {
        "saddle_numbness": True,
        "diabtes": True,
        "temperature_c": 98.6,
    },
}


def main() -> None:
    """Print what each person is told, and what an app gets."""
    rules = triage.bundled_rules()
    print(f"triage {triage.__version__}, rules {rules.name} {rules.version}: {rules.stamp.review}.\n")
    for number, (person, answers) in enumerate(PEOPLE.items(), start=1):
        print(f"{number}. {person}\n   evaluate({answers})")
        try:
            assessment = triage.evaluate(answers)
        except triage.SymptomError as error:
            assessment = error.assessment
            for problem in error.problems:
                print(f"   refused    {problem}")
        print(f"   outcome    {assessment.outcome}")
        for firing in assessment.fired:
            print(f"   because    {firing.title} ({firing.ref}), from {', '.join(firing.findings)}")
        if not assessment.complete:
            print(f"   incomplete {len(assessment.open_critical)} critical questions are open; ceiling {assessment.ceiling}")
        if assessment.next_questions:
            print(f"   ask next   {rules.findings[assessment.next_questions[0]].question}")
        print()
    print("What the fourth person reads:\n")
    print(triage.evaluate(list(PEOPLE.values())[3]).explain())
    print("No red flag is ever downgraded: see docs/explanation/laws.md. Next: `triage evaluate --help`, and README.md.")


if __name__ == "__main__":
    main()
