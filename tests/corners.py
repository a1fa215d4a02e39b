"""An invented rule set that uses every corner of the language, and people for it: what random rule sets meet only now and then."""

from __future__ import annotations

from itertools import product
from random import Random

from triage import Outcome, RuleSet
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Defined, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.rules import Content, Definition, Pack, Rule
from triage.model.words import Advice

NOW, TODAY, DAYS, WEEK, FORTNIGHT = map(
    Outcome.parse, ("emergency now", "seek-care today", "seek-care days", "seek-care week", "stop fortnight")
)
HOT, WARM, COLD = (
    Bound("heat", Operator.AT_LEAST, 8),
    Bound("heat", Operator.ABOVE, 6),
    Bound("heat", Operator.BELOW, 2),
)
ELDER, OLD = Bound("years", Operator.AT_LEAST, 7), Bound("years", Operator.ABOVE, 4)
WEAK, FEEBLE = Bound("grip", Operator.AT_MOST, 3), Bound("grip", Operator.BELOW, 6)

FINDINGS = (
    Finding("rash", "flag", aliases=("spots", "redness"), critical=True),
    Finding("heat", "quantity", unit="degrees", range=(0, 10), worse="both", normal=(4, 6), implies=(Implication(HOT, ("fever", "ill")),)),
    Finding("fever", "flag", implies=(Implication(Present("fever"), ("ill",)),), critical=True),
    Finding("scan", "flag", asked_of="clinician"),
    Finding("years", "quantity", unit="years", range=(0, 10), whole=True),
    Finding("grip", "quantity", unit="kilograms", range=(0, 10), worse="lower", implies=(Implication(WEAK, ("ill",)),), not_above="years"),
    Finding(
        "side",
        "choice",
        options=tuple(map(Option, ("neither", "left", "right", "both", "unsure"))),
        implies=(Implication(Chosen("side", ("both",)), ("numb", "pain")),),
    ),
    Finding("numb", "flag"),
    Finding("ill", "flag"),
    Finding("pain", "flag", aliases=("ache",)),
)
DEFINITIONS = (
    Definition("frail", Any((ELDER, WEAK))),
    Definition("sick", All((Any((Present("ill"), COLD)), Any((Defined("frail"), Present("pain")))))),
)
RULES = (
    Rule("rash-and-fever", NOW, TODAY, All((Present("rash"), Present("fever")))),
    Rule("numb", TODAY, WEEK, Present("numb")),
    Rule("any-sign", FORTNIGHT, FORTNIGHT, Any((Present("rash"), Present("pain"), WARM, OLD, Chosen("side", ("left", "right", "unsure"))))),
    Rule("two-signs", DAYS, WEEK, AtLeast(2, (Present("rash"), Present("pain"), Present("numb"), FEEBLE))),
    Rule("two-of-wide", TODAY, DAYS, AtLeast(2, (Any((Present("rash"), COLD)), Present("pain"), Defined("frail")))),
    Rule("one-of", WEEK, FORTNIGHT, AtLeast(1, (Present("scan"), All((Present("pain"), OLD))))),
    Rule("sick-side", NOW, DAYS, All((Defined("sick"), Chosen("side", ("left", "right"))))),
    Rule(
        "counted-and", NOW, NOW, All((AtLeast(2, (Present("rash"), Present("ill"), Present("pain"))), Any((Present("scan"), FEEBLE)), WARM))
    ),
    Rule("either-way", DAYS, DAYS, Any((All((Present("rash"), Present("pain"))), AtLeast(3, (Present("ill"), Present("numb"), ELDER))))),
    Rule("count-of-pairs", WEEK, FORTNIGHT, AtLeast(2, (All((Present("fever"), Present("numb"))), Present("pain"), Present("scan")))),
    Rule(
        "count-in-count", DAYS, DAYS, AtLeast(2, (AtLeast(2, (Present("rash"), Present("numb"), Present("pain"))), Present("scan"), FEEBLE))
    ),
    Rule(
        "wide-pairs",
        TODAY,
        WEEK,
        AtLeast(2, (Any((Present("rash"), COLD)), Any((Present("pain"), Present("scan"))), Any((Present("numb"), OLD)))),
    ),
)
_ADVICE = tuple(
    Advice(outcome, f"Advice for {outcome}.") for outcome in sorted({Outcome.parse("none-found"), NOW, TODAY, DAYS, WEEK, FORTNIGHT})
)
CONTENT = Content((Pack("corners", "0.1.0", "2026-11-22", advice=_ADVICE, safety_net="Watch."),), FINDINGS, DEFINITIONS, RULES)
ANSWERS = {
    "rash": (True, False, "unsure"),
    "spots": (True, "unsure"),
    "heat": (1.9, 2, 5, 6, 6.1, 7.9, 8, 10),
    "fever": (True, False, "unsure"),
    "scan": (True, "unsure", False),
    "years": (0, 4, 5, 6, 7, 10),
    "grip": (10, 6, 5.9, 3, 0.0),
    "side": ("neither", "left", "both", "unsure"),
    "numb": (True, False, "unsure"),
    "ill": (True, False, "unsure"),
    "pain": (True, False, "unsure"),
}


def rules() -> RuleSet:
    """The rule set, compiled anew."""
    return RuleSet.of(CONTENT)


def people(count: int, *, answered: float) -> list[dict[str, object]]:
    """Always the same people, each with about that share of the questions answered, in an order of their own."""
    random = Random(0)
    found = [{name: answer} for name, answers in ANSWERS.items() for answer in answers]
    found += [{first: True, second: True} for first, second in product(("rash", "pain", "fever"), ("ill", "numb", "scan"))]
    while len(found) < count:
        names = random.sample(list(ANSWERS), k=len(ANSWERS))
        found.append({name: random.choice(ANSWERS[name]) for name in names if random.random() < answered})
    return found
