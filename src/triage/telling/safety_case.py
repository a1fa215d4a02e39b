"""A safety case as a page: hazards with their risks before and after control, what holds each control, and what is left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from os.path import relpath

from triage.model.hazards import Hazard, Risk, SafetyCase
from triage.model.ruleset import RuleSet
from triage.telling.markdown import capital, slug, table
from triage.telling.people import Person, people, resting_on

__all__ = ["safety_case_page"]

# So many whole people are named for a rule; the page of vignettes has them all.
_NAMED = 3

# Ratings above it aren't acceptable as they stand.
_TOLERABLE = 3

_NOBODY = (
    "**Nobody has accepted this safety case.** It has the form of one, close to what DCB0129 and ISO 14971 ask for, so that a clinical "
    "safety officer has something to correct: the severities, likelihoods and ratings are estimates by the authors, no clinician made or "
    "checked them, and nobody measured them. Until somebody with the standing to do so has accepted it, in a case of their own, it is no "
    "ground for use with patients."
)


def safety_case_page(case: SafetyCase, rules: RuleSet, *, place: str, source: str, laws: Mapping[int, str]) -> str:
    """
    The safety case of a pack, as Markdown.

    Args:
        case: Its hazards, checked.
        rules: Its rules.
        place: Folder of the page, from where the paths of tests and pages begin; links are made from it.
        source: Name of the file that it is written from.
        laws: The heading of each law on the page of laws beside it; empty without such a page.
    """
    parts = (_status(case, rules), _scale(case), _summary(case), _trace(case, rules, place), _log(case, place, laws), _missing(case))
    lines = ["# Safety case", *(line for part in parts for line in part)]
    stamp = rules.stamp
    end = f"*Written by `triage safety-case` from `{source}`, for the rules {stamp.name} {stamp.version}, digest `{stamp.digest[:12]}`.*"
    return "\n".join([*lines, "", end, ""])


def _status(case: SafetyCase, rules: RuleSet) -> Iterator[str]:
    yield from ("", f"*Clinical review: {rules.stamp.review}.*", "")
    yield _NOBODY if case.accepted_by == "nobody" else f"Accepted by {case.accepted_by}."
    owned = sum(bool(hazard.owner) for hazard in case.hazards)
    header = ("Owner of the safety case", "Accepted by", "Hazards", "Hazards with an owner")
    yield from table(header, [[case.owner, case.accepted_by, str(len(case.hazards)), str(owned)]], keep=4)
    yield from ("", "## What it covers", "", case.scope.rstrip())


def _scale(case: SafetyCase) -> Iterator[str]:
    yield from ("", "## The scale")
    yield from table(("Severity", "What it means here"), [[word, means] for word, means in case.severity.items()])
    yield from ("", "How severe and likely together make a rating from 1 to 5:")
    header = ("Severity", *(capital(word) for word in case.likelihood))
    yield from table(header, [[word, *map(str, case.ratings[word])] for word in case.severity], keep=len(header))
    yield from table(("Rating", "What it means"), [[str(number), words] for number, words in sorted(case.acceptability.items())])
    yield ""
    yield "The ratings are the authors'. Copies of the matrix in circulation differ; whoever accepts a risk puts their own in its place."


def _summary(case: SafetyCase) -> Iterator[str]:
    before = Counter(case.rating(hazard.before) for hazard in case.hazards)
    after = Counter(case.rating(hazard.after) for hazard in case.hazards)
    left = sum(case.rating(hazard.after) > _TOLERABLE for hazard in case.hazards)
    yield from ("", "## All hazards", "", "How many have each rating:")
    counted = [[str(each), str(before[each]), str(after[each])] for each in sorted(case.acceptability, reverse=True)]
    yield from table(("Rating", "Before control", "After control"), counted, keep=3)
    yield ""
    yield (
        f"{left} of {len(case.hazards)} are rated above {_TOLERABLE} after control: not acceptable as they stand. What each would need "
        "stands in its residual risk, and what all of them need at the end of this page."
    )
    rows = [
        [
            f"{_linked(hazard)} {hazard.title}",
            f"{hazard.before}: {case.rating(hazard.before)}",
            f"{hazard.after}: {case.rating(hazard.after)}",
            case.acceptability[case.rating(hazard.after)],
            hazard.owner or "open",
        ]
        for hazard in case.hazards
    ]
    yield from table(("Hazard", "Before control", "After control", "Residual risk is", "Owner"), rows, keep=5)


def _trace(case: SafetyCase, rules: RuleSet, place: str) -> Iterator[str]:
    """From each hazard to the rules, tests and whole people that hold its control, in one table."""
    everybody = people(rules.content)
    yield from ("", "## From hazard to test", "")
    yield (
        "What holds each control: the rules that are part of it, the tests that hold it, and the whole people who rest on those rules, "
        "whom `triage check` tries. Tests are told by what their names say; each name stands in full with its hazard below. Every name "
        "was looked for when this page was written, and the tests run with all others in continuous integration."
    )
    rows = [row for hazard in case.hazards for row in _traced(hazard, rules, everybody, place)]
    yield from table(("Hazard", "Rule", "Tests", "Whole people"), rows, keep=4)


def _traced(hazard: Hazard, rules: RuleSet, everybody: tuple[Person, ...], place: str) -> Iterator[list[str]]:
    """The rows of one hazard: one for each rule, or one that has none. Its tests stand in the first."""
    tests = "; ".join(_in_words(name) for name in hazard.tests)
    named = "; ".join(hazard.people)
    if not hazard.rules:
        yield [_linked(hazard), "none by name", tests, named or "none"]
    for number, name in enumerate(hazard.rules):
        rule = rules.rules[name]
        resting = [each.vignette.name for each in resting_on(name, everybody)]
        more = f" and {len(resting) - _NAMED} more" if len(resting) > _NAMED else ""
        whole = f"{'; '.join(resting[:_NAMED])}{more}"
        first = "; ".join(filter(None, (whole, named)))
        shown = f"[{rule.ref or name}]({_rule(name, place)}) {rule.title}"
        yield [_linked(hazard), shown, "as above" if number else tests, (whole if number else first) or "none"]


def _log(case: SafetyCase, place: str, laws: Mapping[int, str]) -> Iterator[str]:
    yield from ("", "## Hazards, one by one")
    for hazard in case.hazards:
        rating = case.rating(hazard.after)
        yield from ("", f"### {hazard.id} {hazard.title}", "")
        yield f"- **Cause:** {hazard.cause}"
        yield f"- **Effect:** {hazard.effect}"
        yield f"- **Before control:** {_risk(hazard.before)}; rated {case.rating(hazard.before)}."
        yield f"- **Control:** {hazard.control}"
        yield from _held_by(hazard, place, laws)
        yield f"- **After control:** {_risk(hazard.after)}; rated {rating}."
        yield f"- **Residual risk:** {hazard.residual}"
        yield f"- **Acceptability:** {case.acceptability[rating]}. Owner: {hazard.owner or 'open'}."


def _held_by(hazard: Hazard, place: str, laws: Mapping[int, str]) -> Iterator[str]:
    """Where a control lives."""
    yield "- **Where the control lives:**"
    if hazard.rules:
        yield f"    - rules: {', '.join(f'[`{rule}`]({_rule(rule, place)})' for rule in hazard.rules)}"
    if hazard.laws:
        named = (f"[{law}](laws.md#{slug(f'{law}. {laws[law]}')})" if law in laws else str(law) for law in hazard.laws)
        yield f"    - laws: {', '.join(named)}"
    yield from (f"    - test: `{name}`" for name in hazard.tests)
    if hazard.pages:
        yield f"    - pages: {', '.join(f'[{page}]({relpath(page, place)})' for page in hazard.pages)}"


def _missing(case: SafetyCase) -> Iterator[str]:
    if case.missing:
        yield from ("", "## What is missing", "", "Before anybody could accept it:", "", *(f"- {each}" for each in case.missing))


def _in_words(test: str) -> str:
    """What the name of a test says."""
    return test.rpartition("::")[2].removeprefix("test_").replace("_", " ")


def _linked(hazard: Hazard) -> str:
    return f"[{hazard.id}](#{slug(f'{hazard.id} {hazard.title}')})"


def _risk(risk: Risk) -> str:
    return f"severity {risk.severity}, likelihood {risk.likelihood}"


def _rule(name: str, place: str) -> str:
    """The page of a rule, as a link from the folder of this one."""
    return relpath(f"docs/rules/{name}.md", place)
