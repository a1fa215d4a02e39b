"""Answers that contradict one another: which are told, against which others, and in which order."""

from __future__ import annotations

import pytest

import corners
from triage import evaluate

TOLD = [
    ("no beside a yes under another name", {"spots": True, "rash": False}, [("rash", ("spots",))]),
    ("unsure beside a yes under another name", {"rash": True, "redness": "unsure"}, [("redness", ("rash",))]),
    ("no beside unsure under another name", {"rash": "unsure", "redness": False}, [("redness", ("rash",))]),
    ("the same under two names", {"rash": True, "spots": True}, []),
    ("no beside what doesn't imply it", {"rash": False, "pain": True}, []),
    ("no to what a number implies", {"fever": False, "heat": 8}, [("fever", ("heat",))]),
    ("no beside a number that doesn't imply it", {"fever": False, "heat": 7.9}, []),
    ("unsure of what a number implies", {"fever": "unsure", "heat": 8}, []),
    ("no to what three answers imply", {"grip": 1, "fever": True, "ill": False, "heat": 8}, [("ill", ("heat", "fever", "grip"))]),
    (
        "several, in the order of the vocabulary",
        {"numb": False, "fever": False, "side": "both", "heat": 8, "spots": True, "rash": False},
        [("rash", ("spots",)), ("fever", ("heat",)), ("numb", ("side",))],
    ),
    ("a number that exceeds what it can't", {"years": 4, "grip": 4.1}, [("grip", ("years",))]),
    ("two numbers that are the same", {"years": 4, "grip": 4}, []),
    ("the number that could be exceeded alone", {"years": 4}, []),
    ("the number that could exceed alone", {"grip": 5}, []),
]


@pytest.mark.parametrize(("symptoms", "expected"), [each[1:] for each in TOLD], ids=[each[0] for each in TOLD])
def test_each_contradiction_is_told_with_what_stands_against_it(symptoms, expected):
    """All of them, and nothing that isn't one."""
    found = evaluate(symptoms, rules=corners.rules()).conflicts
    assert [(conflict.finding, conflict.against) for conflict in found] == expected


ASKED = [
    # Closed questions: an answer to one that raises something stands against what closes it.
    ("a yes to what a no closes", {"hurt": False, "sudden": True}, [("sudden", ("hurt",))]),
    ("an unsure to it", {"hurt": False, "sudden": "unsure"}, [("sudden", ("hurt",))]),
    ("a no to it", {"hurt": False, "sudden": False}, []),
    ("the same under the other name of what closes it", {"sore": False, "sudden": True}, [("sudden", ("sore",))]),
    ("a yes where what decides is unsure", {"hurt": "unsure", "sudden": True}, []),
    ("a yes where what decides was not asked", {"sudden": True}, []),
    ("a yes that itself implies what closes it", {"hurt": False, "tear": True}, [("hurt", ("tear",))]),
    ("a yes that raises nothing", {"sex": "male", "pregnant": True}, []),
    (
        "a yes that two answers close, one through the other",
        {"sex": "male", "pregnant": False, "bleeding": True},
        [("bleeding", ("sex", "pregnant"))],
    ),
    ("a yes that a number closes", {"age": 5, "crying": True}, [("crying", ("age",))]),
    ("a yes beside an unlikely number", {"age": 10, "crying": True}, []),
    ("a yes beside a number that isn't sure", {"age": "unsure", "crying": True}, []),
    ("a number that an app's number closes", {"pulse": 9, "weight": 1}, [("weight", ("pulse",))]),
    ("a number that raises nothing", {"pulse": 9, "weight": 10}, []),
    ("an option that two noes close", {"hurt": False, "numb": False, "side": "left"}, [("side", ("numb", "hurt"))]),
    ("an option that one no of two closes", {"hurt": False, "side": "left"}, []),
    # None of these: an option that says no to what the others imply.
    ("none of these beside what another option implies", {"hurt": True, "side": "neither", "numb": True}, [("side", ("numb",))]),
    ("none of these beside what an app says", {"hurt": True, "side": "neither", "lame": True}, [("side", ("lame",))]),
    ("none of these beside an unsure", {"hurt": True, "side": "neither", "numb": "unsure"}, []),
    ("none of these beside anything else", {"hurt": True, "side": "neither", "tear": True}, []),
    ("another option beside it", {"hurt": True, "side": "left", "numb": True}, []),
    # In doubt, an unsure outranks the no of an app.
    ("an app's no beside what implies it", {"hurt": True, "side": "left", "lame": False}, [("lame", ("side",))]),
    ("an app's no beside a doubt that implies it", {"hurt": True, "side": "unsure", "lame": False}, [("lame", ("side",))]),
    ("an app's no beside a doubt that implies it in two steps", {"heat": "unsure", "weak": False}, [("weak", ("heat",))]),
    ("a person's no beside such a doubt", {"hurt": True, "side": "unsure", "numb": False}, []),
]


@pytest.mark.parametrize(("symptoms", "expected"), [each[1:] for each in ASKED], ids=[each[0] for each in ASKED])
def test_what_closes_or_denies_is_told_too(symptoms, expected):
    """By rules with closed questions, options that say none of these, and findings of an app."""
    found = evaluate(symptoms, rules=corners.asking()).conflicts
    assert [(conflict.finding, conflict.against) for conflict in found] == expected


@pytest.mark.parametrize("symptoms", [{"years": 4, "grip": "unsure"}, {"years": "unsure", "grip": 5}])
def test_who_is_not_sure_of_a_number_contradicts_nobody(symptoms):
    """Neither the one that can't be exceeded nor the one that can't exceed it."""
    assert evaluate(symptoms, rules=corners.rules()).conflicts == ()


def test_the_record_has_answers_in_the_order_of_the_vocabulary():
    """A finding's own name before its aliases, in whatever order they were given."""
    symptoms = {"ache": True, "numb": False, "redness": "unsure", "heat": 5, "pain": True, "spots": True, "rash": False}
    record = evaluate(symptoms, rules=corners.rules()).to_dict()["answers"]
    assert list(record) == ["rash", "spots", "redness", "heat", "numb", "pain", "ache"]
