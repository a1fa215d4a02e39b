"""
Invented rule sets that use every corner of the language, and people for them: what random rule sets meet only now and then.

One is about conditions; the other about what is asked of whom, on which panel, and what an unsure may stand for.
"""

from __future__ import annotations

from itertools import product
from random import Random

from triage import Outcome, RuleSet
from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Defined, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.rules import Content, Definition, Line, Pack, Panel, Rule
from triage.model.words import Advice

AT_ONCE, NOW, TODAY, DAYS, WEEK, FORTNIGHT, NONE = map(
    Outcome.parse,
    ("emergency at-once", "emergency now", "seek-care today", "seek-care days", "seek-care week", "stop fortnight", "none-found"),
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
_ADVICE = tuple(Advice(outcome, f"Advice for {outcome}.") for outcome in (NONE, FORTNIGHT, WEEK, DAYS, TODAY, NOW, AT_ONCE))
CONTENT = Content((Pack("corners", "0.1.0", "2026-11-22", advice=_ADVICE[:-1], safety_net="Watch."),), FINDINGS, DEFINITIONS, RULES)
ANSWERS = {
    "rash": (True, False, "unsure"),
    "spots": (True, "unsure"),
    "heat": (1.9, 2, 5, 6, 6.1, 7.9, 8, 10, "unsure"),
    "fever": (True, False, "unsure"),
    "scan": (True, "unsure", False),
    "years": (0, 4, 5, 6, 7, 10, "unsure"),
    "grip": (10, 6, 5.9, 3, 0.0, "unsure"),
    "side": ("neither", "left", "both", "unsure"),
    "numb": (True, False, "unsure"),
    "ill": (True, False, "unsure"),
    "pain": (True, False, "unsure"),
}


def _flag(name: str, *implied: str, **marks: object) -> Finding:
    return Finding(name, "flag", implies=tuple(Implication(Present(name), (flag,)) for flag in implied), **marks)


YOUNG, GROWN = Bound("age", Operator.BELOW, 4), Bound("age", Operator.AT_LEAST, 3)
ASKING = Content(
    (Pack("asking", "0.1.0", "2026-11-22", advice=_ADVICE, safety_net="Watch.", incomplete="Ask more."),),
    (
        _flag("numb"),
        _flag("limp", asked_if=AtLeast(2, (Present("lame"), Present("hurt"), GROWN))),
        Finding(
            "side",
            "choice",
            options=tuple(map(Option, ("neither", "left", "right", "both", "unsure"))),
            none_of_these="neither",
            asked_if=Defined("hurting"),
            implies=(Implication(Chosen("side", ("both",)), ("numb",)), Implication(Chosen("side", ("left", "right", "both")), ("lame",))),
        ),
        _flag("sudden", asked_if=Present("hurt")),
        _flag("tear", "sudden", "hurt"),
        _flag("hurt", aliases=("sore",)),
        _flag("lame", "weak", asked_of="app"),
        _flag("weak", asked_of="app"),
        Finding("sex", "choice", options=tuple(map(Option, ("female", "male", "other", "unsure"))), gate=True, context=True),
        Finding("age", "quantity", unit="years", range=(0, 10), plausible=(1, 9), whole=True, worse="both", normal=(4, 6), gate=True),
        _flag("pregnant", gate=True, asked_if=All((Chosen("sex", ("female", "unsure")), GROWN))),
        _flag("bleeding", critical=True, asked_if=Present("pregnant")),
        _flag("crying", critical=True, asked_if=YOUNG),
        Finding("heat", "quantity", unit="degrees", range=(0, 10), implies=(Implication(HOT, ("lame",)),)),
        Finding("pulse", "quantity", unit="beats", range=(0, 10), asked_of="app"),
        Finding("weight", "quantity", unit="stones", range=(0, 10), worse="lower", asked_if=Bound("pulse", Operator.AT_MOST, 5)),
        _flag("scan", "weak", asked_of="clinician"),
        _flag("held", asked_if=Any((Present("scan"), Present("weak")))),
    ),
    (Definition("hurting", Any((Present("hurt"), Present("numb")))), Definition("thin", Bound("weight", Operator.BELOW, 3))),
    (
        Rule("bleeding", AT_ONCE, TODAY, Present("bleeding")),
        Rule("crying", NOW, NOW, All((Present("crying"), YOUNG))),
        Rule(
            "sides",
            TODAY,
            NONE,
            All((Any((Present("hurt"), Chosen("side", ("left",)))), Any((Present("numb"), Chosen("side", ("right",)))))),
        ),
        Rule("old-limp", DAYS, WEEK, All((Present("limp"), Bound("age", Operator.AT_LEAST, 8)))),
        Rule("lame-side", WEEK, FORTNIGHT, All((Present("lame"), Chosen("side", ("left", "unsure"))))),
        Rule("two", WEEK, FORTNIGHT, AtLeast(2, (Present("sudden"), Present("weak"), Defined("thin"), Bound("heat", Operator.ABOVE, 6)))),
        Rule("fast", NOW, WEEK, All((Bound("pulse", Operator.AT_LEAST, 7), Any((HOT, All((WARM, Present("held")))))))),
        Rule("held", FORTNIGHT, NONE, Any((Present("held"), Present("tear")))),
    ),
    tuple(
        Panel(id, kind, "Stem", tuple(Line(name, "Tick.") for name in names), below)
        for id, kind, below, names in (
            ("about", "each", "", ("sex", "age")),
            ("pregnancy", "each", "about", ("pregnant",)),
            ("alarm", "each", "", ("bleeding", "crying")),
            ("pain", "tick", "", ("hurt", "sudden", "numb")),
            ("where", "each", "pain", ("side", "limp", "heat", "weight")),
            ("more", "tick", "", ("tear", "held")),
        )
    ),
)
ASKED = {
    "numb": (True, False, "unsure"),
    "limp": (True, False, "unsure"),
    "side": ("neither", "left", "right", "both", "unsure", "unsure"),
    "sudden": (True, False, "unsure"),
    "tear": (True, False, False, "unsure"),
    "hurt": (True, False, "unsure"),
    "sore": (True, False),
    "lame": (True, False, "unsure"),
    "weak": (True, False, "unsure"),
    "sex": ("female", "male", "other", "unsure"),
    "age": (0, 3, 4, 6, 8, 10, "unsure"),
    "pregnant": (True, False, "unsure"),
    "bleeding": (True, False, "unsure"),
    "crying": (True, False, "unsure"),
    "heat": (0, 6, 6.5, 8, "unsure"),
    "pulse": (0, 5, 6, 7, "unsure"),
    "weight": (10, 3, 2.9, "unsure"),
    "scan": (True, False, "unsure"),
    "held": (True, False, "unsure"),
}


def rules() -> RuleSet:
    """The rule set about conditions, compiled anew."""
    return RuleSet.of(CONTENT)


def asking() -> RuleSet:
    """The rule set about asking, compiled anew."""
    return RuleSet.of(ASKING)


def people(count: int, *, answered: float) -> list[dict[str, object]]:
    """Always the same people for the first, each with about that share of the questions answered, in an order of their own."""
    found = [{name: answer} for name, answers in ANSWERS.items() for answer in answers]
    found += [{first: True, second: True} for first, second in product(("rash", "pain", "fever"), ("ill", "numb", "scan"))]
    return [*found, *_drawn(ANSWERS, count - len(found), answered)]


def asked_people(count: int, *, answered: float) -> list[dict[str, object]]:
    """The same for the second."""
    found = [{name: answer} for name, answers in ASKED.items() for answer in answers]
    return [*found, *_drawn(ASKED, count - len(found), answered)]


def _drawn(answers: dict[str, tuple[object, ...]], count: int, answered: float) -> list[dict[str, object]]:
    random = Random(0)
    orders = [random.sample(list(answers), k=len(answers)) for _ in range(count)]
    return [{name: random.choice(answers[name]) for name in names if random.random() < answered} for names in orders]
