"""Content with a slip or two that the loader may refuse: what a rule file could say, and mostly shouldn't."""

from __future__ import annotations

from attrs import evolve
from hypothesis import strategies as st

from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Operator, Present
from triage.model.findings import Implication
from triage.model.outcome import NONE_FOUND, OUTCOMES
from triage.testing import rule_sets

__all__ = ["contents"]

NUMBERS = [0, 1, 4, 5, 5.5, 6, 10, 10.5, -1, 0.0000001, 2 * 10**8]


@st.composite
def contents(draw):
    """The content of a random rule set with up to three slips."""
    content = draw(rule_sets()).content
    # What the kernel knows nothing of is taken away, so that no fault of it hides another.
    plain = tuple(evolve(each, none_of_these="") for each in content.findings)
    content = evolve(content, findings=plain, panels=())
    for _ in range(draw(st.integers(0, 3))):
        content = draw(st.sampled_from([_finding, _finding, _rule, _bounded, _asked]))(draw, content)
    return content


def _leaf(draw, content):
    """Any leaf over any finding, or nearly one: most don't fit."""
    finding = draw(st.sampled_from(content.findings))
    name = draw(st.sampled_from([finding.name, finding.name, finding.name, *finding.aliases, "nothing"]))
    options = tuple(draw(st.lists(st.sampled_from(["calm", "mild", "bad", "unsure", "worst"]), min_size=1, max_size=3)))
    leaves = {
        "flag": [Present(name)],
        "choice": [Chosen(name, options)],
        "quantity": [Bound(name, draw(st.sampled_from(list(Operator))), draw(st.sampled_from(NUMBERS)))],
    }
    return draw(st.sampled_from([*leaves[finding.kind] * 5, *(leaf for found in leaves.values() for leaf in found)]))


def _condition(draw, content):
    """Leaves that are put together in some way: none, too few or far too many, some counted twice."""
    members = tuple(_leaf(draw, content) for _ in range(draw(st.integers(0, 3))))
    shapes = [_leaf(draw, content), All(members), Any(members), AtLeast(draw(st.integers(0, 3)), members)]
    return draw(st.sampled_from([*shapes, *([All((Any(members),) * draw(st.integers(7, 8)))] if len(members) == 3 else [])]))


def _replaced(content, key, old, new):
    return evolve(content, **{key: tuple(new if each is old else each for each in getattr(content, key))})


def _rule(draw, content):
    """Another condition, or other outcomes."""
    if not content.rules:
        return content
    rule = draw(st.sampled_from(content.rules))
    edit = draw(
        st.sampled_from(
            [
                {"when": _condition(draw, content)},
                {"when": _condition(draw, content)},
                {"outcome": draw(st.sampled_from(OUTCOMES))},
                {"when_unsure": draw(st.sampled_from([NONE_FOUND, *OUTCOMES]))},
            ]
        )
    )
    return _replaced(content, "rules", rule, evolve(rule, **edit))


def _bounded(draw, content):
    """A rule that reads a number too, in whichever direction."""
    numbers = [each.name for each in content.findings if each.kind == "quantity"]
    if not numbers or not content.rules:
        return content
    rule = draw(st.sampled_from(content.rules))
    bound = Bound(draw(st.sampled_from(numbers)), draw(st.sampled_from(list(Operator))), draw(st.integers(0, 10)))
    return _replaced(content, "rules", rule, evolve(rule, when=draw(st.sampled_from([All, Any]))((bound, rule.when))))


def _finding(draw, content):
    """Other marks, names, numbers, options or implications."""
    finding = draw(st.sampled_from(content.findings))
    names = [name for each in content.findings for name in (each.name, *each.aliases)]
    edits = [
        {"critical": draw(st.booleans())},
        {"context": draw(st.booleans())},
        {"gate": draw(st.booleans())},
        {"asked_of": draw(st.sampled_from(["person", "app", "clinician"]))},
        {"implies": (*finding.implies, Implication(_leaf_of(draw, content, finding), (draw(st.sampled_from(names)),)))},
    ]
    if finding.kind == "flag":
        edits.append({"aliases": (*finding.aliases, draw(st.sampled_from([*names, "another"])))})
    if finding.kind == "quantity":
        low, high = draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(NUMBERS))
        edits += [{"range": (low, high)}, {"plausible": (low, high)}, {"whole": draw(st.booleans())}]
        edits += [{"normal": (low, high)}] if finding.worse == "both" else [{"worse": draw(st.sampled_from(["higher", "lower"]))}]
    if finding.kind == "choice":
        edits.append({"options": finding.options[draw(st.integers(0, 2)) :]})
    return _replaced(content, "findings", finding, evolve(finding, **draw(st.sampled_from(edits))))


def _leaf_of(draw, content, finding):
    """A leaf over one finding; an implication starts at its own."""
    return _leaf(draw, evolve(content, findings=(finding,)))


def _asked(draw, content):
    """Another condition for asking; it may circle, and close what is critical."""
    finding = draw(st.sampled_from(content.findings))
    return _replaced(content, "findings", finding, evolve(finding, asked_if=_condition(draw, content)))
