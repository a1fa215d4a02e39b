"""Every kind of loss at the front door, word by word: what is refused now, or means less."""

from __future__ import annotations

import pytest
from attrs import evolve

from triage.model.conditions import Bound, Chosen, Operator, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.rules import Content, Pack
from triage.proof.frontdoor import Loss, losses

HIGH = Bound("heat", Operator.AT_LEAST, 8)
RASH = Finding("rash", "flag", aliases=("spots",), critical=True, implies=(Implication(Present("rash"), ("ill", "sick")),))
ILL, SICK = Finding("ill", "flag"), Finding("sick", "flag", aliases=("unwell",))
HEAT = Finding("heat", "quantity", unit="degrees", range=(0, 10), implies=(Implication(HIGH, ("ill",)),))
GRIP = Finding("grip", "quantity", unit="kilograms", range=(0, 10), worse="lower")
SIDE = Finding(
    "side",
    "choice",
    options=(Option("left"), Option("right"), Option("neither"), Option("unsure")),
    implies=(Implication(Chosen("side", ("left", "right")), ("ill",)),),
)
ALL = (RASH, ILL, SICK, HEAT, GRIP, SIDE)


def content(findings=ALL, rules=()):
    """Findings and rules as content."""
    return Content((Pack("pack", "0.1.0", "2026-11-22"),), tuple(findings), (), tuple(rules))


def changed(which, /, **edit):
    """All findings, one of them edited."""
    return tuple(evolve(finding, **edit) if finding.name == which else finding for finding in ALL)


def without(name):
    """All findings but one, and nothing that implies it."""
    return tuple(finding for finding in ALL if finding.name != name)


LOSSES = [
    ("a flag gone", without("rash"), [("refused", "rash", "the finding `rash` is refused", {"rash": True})]),
    ("a quantity gone", without("heat"), [("refused", "heat", "the finding `heat` is refused", {"heat": 10})]),
    ("a quantity that is worse low gone", without("grip"), [("refused", "grip", "the finding `grip` is refused", {"grip": 0})]),
    ("a choice gone", without("side"), [("refused", "side", "the finding `side` is refused", {"side": "left"})]),
    (
        "two gone",
        (evolve(ILL, critical=True), SICK, HEAT, SIDE),
        [("refused", name, f"the finding `{name}` is refused", {name: answer}) for name, answer in (("rash", True), ("grip", 0))],
    ),
    ("an alias gone", changed("rash", aliases=()), [("refused", "spots", "the alias `spots` is refused", {"spots": True})]),
    (
        "an alias moved",
        (evolve(RASH, aliases=()), evolve(ILL, aliases=("spots",)), SICK, HEAT, GRIP, SIDE),
        [("moved-alias", "spots", "`spots` stands for `ill` now", {"spots": True})],
    ),
    (
        "an alias that changed places with its finding",
        (
            evolve(RASH, implies=(Implication(Present("rash"), ("ill", "unwell")),)),
            ILL,
            evolve(SICK, name="unwell", aliases=("sick",)),
            *ALL[3:],
        ),
        [],
    ),
    (
        "another kind",
        (RASH, ILL, SICK, HEAT, evolve(GRIP, kind="flag"), SIDE),
        [("changed-kind", "grip", "`grip` was a quantity and is a flag", {"grip": 0})],
    ),
    (
        "another unit",
        changed("heat", unit="points"),
        [("changed-unit", "heat", "`heat` was in degrees and is in points", {"heat": 10})],
    ),
    ("narrower below", changed("heat", range=(1, 10)), [("narrower", "heat", "`heat` no longer takes `0`", {"heat": 0})]),
    ("narrower above", changed("heat", range=(0, 9)), [("narrower", "heat", "`heat` no longer takes `10`", {"heat": 10})]),
    ("narrower on both sides", changed("grip", range=(1, 9)), [("narrower", "grip", "`grip` no longer takes `0` or `10`", {"grip": 0})]),
    ("wider", changed("heat", range=(-1, 11)), []),
    ("whole numbers only", changed("grip", whole=True), [("narrower", "grip", "`grip` takes whole numbers only", {"grip": 0.5})]),
    (
        "an option gone",
        changed(
            "side",
            options=(Option("right"), Option("neither"), Option("unsure")),
            implies=(Implication(Chosen("side", ("right",)), ("ill",)),),
        ),
        [
            ("lost-option", "side", "`side` has no option `left` any more", {"side": "left"}),
            ("lost-implication", "side", "`side` no longer implies `ill`", {"side": "left"}),
        ],
    ),
    (
        "for clinicians",
        changed("sick", asked_of="clinician"),
        [("clinician-only", "sick", "`sick` is asked of clinicians only, so it is never open for a person", {})],
    ),
    (
        "for apps",
        changed("sick", asked_of="app"),
        [("app-only", "sick", "`sick` is supplied by an app only, so it is never open for a person", {})],
    ),
    (
        "not critical",
        changed("rash", critical=False),
        [("not-critical", "rash", "`rash` isn't critical any more, so an assessment is complete without it", {})],
    ),
    ("critical now, and whole no more", changed("ill", critical=True), []),
    (
        "implies less",
        changed("rash", implies=()),
        [("lost-implication", "rash", "`rash` no longer implies `ill` and `sick`", {"rash": True})],
    ),
    (
        "implies later",
        changed("heat", implies=(Implication(Bound("heat", Operator.ABOVE, 8), ("ill",)),)),
        [("lost-implication", "heat", "`heat` no longer implies `ill`", {"heat": 8})],
    ),
    (
        "implies later, and is worse both ways",
        changed("heat", worse="both", normal=(9, 9.5), implies=(Implication(Bound("heat", Operator.ABOVE, 9.5), ("ill",)),)),
        [("lost-implication", "heat", "`heat` no longer implies `ill`", {"heat": 9})],
    ),
    ("implies sooner", changed("heat", implies=(Implication(Bound("heat", Operator.AT_LEAST, 7), ("ill",)),)), []),
    (
        "an option implies no more",
        changed("side", implies=(Implication(Chosen("side", ("left",)), ("ill",)),)),
        [("lost-implication", "side", "`side` no longer implies `ill`", {"side": "right"})],
    ),
]


class TestLosses:
    """Every answer that is refused now or means less, with the smallest example."""

    @pytest.mark.parametrize(("findings", "expected"), [each[1:] for each in LOSSES], ids=[each[0] for each in LOSSES])
    def test_each_is_told_with_its_kind_name_sentence_and_example(self, findings, expected):
        """All of them, and nothing else."""
        found = losses(content(), content(findings))
        assert [(loss.code, loss.name, loss.message, loss.example) for loss in found] == expected

    def test_whole_numbers_only_are_shown_on_a_number_that_was_taken(self):
        """However narrow the range was."""
        for high, value in ((10, 0.5), (0.5, 0.5), (0.4, 1e-06)):
            narrow = evolve(GRIP, range=(0, high))
            (loss,) = losses(content((narrow,)), content((evolve(narrow, range=(0, 10), whole=True),)))
            assert loss.example == {"grip": value}

    def test_what_nobody_was_asked_may_be_supplied_by_somebody_else(self):
        """From a clinician to an app and back, and from either to the person, nothing is asked less."""
        for before in ("clinician", "app"):
            for after in ("clinician", "app", "person"):
                assert losses(content(changed("sick", asked_of=before)), content(changed("sick", asked_of=after))) == ()

    def test_a_lost_implication_names_the_leaf_and_the_flags(self):
        """The proof tries that leaf in place of the flags."""
        (loss,) = losses(content(), content(changed("heat", implies=())))
        assert loss == Loss("lost-implication", "heat", "`heat` no longer implies `ill`", {"heat": 8}, ((HIGH, ("ill",)),))

    def test_a_quantity_that_became_a_choice_loses_its_kind_only_once(self):
        """No bound of it can be tried any more."""
        found = losses(content(), content(changed("heat", kind="choice", options=(Option("hot"),), implies=())))
        assert [loss.code for loss in found] == ["changed-kind"]
