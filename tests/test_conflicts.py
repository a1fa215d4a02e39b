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


def test_the_record_has_answers_in_the_order_of_the_vocabulary():
    """A finding's own name before its aliases, in whatever order they were given."""
    symptoms = {"ache": True, "numb": False, "redness": "unsure", "heat": 5, "pain": True, "spots": True, "rash": False}
    record = evaluate(symptoms, rules=corners.rules()).to_dict()["answers"]
    assert list(record) == ["rash", "spots", "redness", "heat", "numb", "pain", "ache"]
