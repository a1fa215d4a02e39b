"""Bad symptoms, each with the exact message it earns. No message ever holds what the person answered."""

from __future__ import annotations

import pickle
import traceback
from collections import ChainMap, OrderedDict, UserDict, defaultdict, deque
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import pytest
from attrs import asdict, evolve

import corners
from corners import NOW
from triage import Level, PanelError, RuleSet, SymptomError, TriageError, evaluate
from triage.model.conditions import Bound, Operator
from triage.model.findings import Choice, Finding, Flag, Quantity
from triage.model.rules import Content, Rule

FLAG = 'takes True, False or "unsure", not'
TEXT = "text; text is never read as yes or no"
SIDES = "takes exactly `neither`, `left`, `right`, `one`, `both_new`, `both_recent`, `both_longstanding`, `swaps` or `unsure`"
DEGREES = "between 30 and 45 degrees Celsius"
NUMBER = f'takes an int or a float {DEGREES}, or "unsure", not'

ONE_FAULT = [
    ("a misspelt finding", {"sadle_numbness": True}, "unknown finding `sadle_numbness`; did you mean `saddle_numbness`?"),
    ("upper case", {"Fever": True}, "unknown finding `Fever`; did you mean `fever`?"),
    ("no near name", {"zzzzzz": True}, "unknown finding `zzzzzz`"),
    ("an unknown name that was not asked", {"zzzzzz": None}, "unknown finding `zzzzzz`"),
    ("the text no for a flag", {"fever": "no"}, f"`fever` {FLAG} {TEXT}"),
    ("the text false for a flag", {"fever": "false"}, f"`fever` {FLAG} {TEXT}"),
    ("unsure in the wrong case", {"fever": "Unsure"}, f"`fever` {FLAG} {TEXT}"),
    ("an empty text for a flag", {"fever": ""}, f"`fever` {FLAG} {TEXT}"),
    ("0 for a flag", {"fever": 0}, f"`fever` {FLAG} a whole number"),
    ("1 for a flag", {"fever": 1}, f"`fever` {FLAG} a whole number"),
    ("1.0 for a flag", {"fever": 1.0}, f"`fever` {FLAG} a number"),
    ("numpy's true for a flag", {"fever": np.bool_(True)}, f"`fever` {FLAG} a value of type `numpy.bool`"),
    ("a nested dict", {"fever": {"present": True}}, f"`fever` {FLAG} a value of type `dict`"),
    ("a list", {"fever": [True]}, f"`fever` {FLAG} a value of type `list`"),
    ("an array", {"fever": np.zeros(2)}, f"`fever` {FLAG} a value of type `numpy.ndarray`"),
    ("True for a number", {"temperature_c": True}, f"`temperature_c` {NUMBER} a yes or no"),
    ("False for a number", {"temperature_c": False}, f"`temperature_c` {NUMBER} a yes or no"),
    ("text for a number", {"temperature_c": "38.4"}, f"`temperature_c` {NUMBER} text"),
    ("unsure in the wrong case for a number", {"temperature_c": "Unsure"}, f"`temperature_c` {NUMBER} text"),
    (
        "a Decimal",
        {"temperature_c": Decimal("38.4")},
        f"`temperature_c` {NUMBER} a value of type `decimal.Decimal`",
    ),
    (
        "numpy's float",
        {"temperature_c": np.float64(38.4)},
        f"`temperature_c` {NUMBER} a value of type `numpy.float64`",
    ),
    ("five and a half years", {"age_years": 5.5}, "`age_years` must be a whole number between 0 and 120 years"),
    ("Fahrenheit", {"temperature_c": 98.6}, f"`temperature_c` must lie {DEGREES}; was it given in Fahrenheit?"),
    ("Fahrenheit fever", {"temperature_c": 102}, f"`temperature_c` must lie {DEGREES}; was it given in Fahrenheit?"),
    ("the lowest Fahrenheit", {"temperature_c": 86.0}, f"`temperature_c` must lie {DEGREES}; was it given in Fahrenheit?"),
    ("the highest Fahrenheit", {"temperature_c": 113}, f"`temperature_c` must lie {DEGREES}; was it given in Fahrenheit?"),
    ("too low for Fahrenheit", {"temperature_c": 85.9}, f"`temperature_c` must lie {DEGREES}"),
    ("too high for Fahrenheit", {"temperature_c": 113.1}, f"`temperature_c` must lie {DEGREES}"),
    ("a slipped point", {"temperature_c": 3.8}, f"`temperature_c` must lie {DEGREES}"),
    ("another slipped point", {"temperature_c": 380}, f"`temperature_c` must lie {DEGREES}"),
    ("below zero", {"age_years": -1}, "`age_years` must lie between 0 and 120 years"),
    ("an enormous number", {"age_years": 10**400}, "`age_years` must lie between 0 and 120 years"),
    (
        "not a number",
        {"temperature_c": float("nan")},
        f"`temperature_c` must be a finite number {DEGREES}; NaN is neither a number nor not asked: give None",
    ),
    ("infinity", {"temperature_c": float("inf")}, f"`temperature_c` must be a finite number {DEGREES}"),
    ("an unknown option", {"leg_pain_side": "middle"}, f"`leg_pain_side` {SIDES}; upper and lower case count"),
    ("an option in the wrong case", {"leg_pain_side": "Left"}, f"`leg_pain_side` {SIDES}; upper and lower case count"),
    ("a yes for a choice", {"leg_pain_side": True}, f"`leg_pain_side` {SIDES}, not a yes or no"),
    ("a no for a choice", {"leg_pain_side": False}, f"`leg_pain_side` {SIDES}, not a yes or no"),
    ("a number as name", {3: True}, "names of findings are text; one key is a whole number"),
    ("None as name", {None: True}, "names of findings are text; one key is None"),
    ("bytes as name", {b"fever": True}, "names of findings are text; one key is a value of type `bytes`"),
    ("control characters", {"fe\x1b[31mver\n": True}, "unknown finding `fe\\x1b[31mver\\n`; did you mean `fever`?"),
    ("a right-to-left mark", {"\u202efever": True}, "unknown finding `\\u202efever`; did you mean `fever`?"),
    ("a lone surrogate", {"\ud800": True}, "unknown finding `\\ud800`"),
    ("a backtick", {"a`b": True}, "unknown finding `a\\x60b`"),
    ("a quantity in a list", ["temperature_c"], f"`temperature_c` {NUMBER} a yes or no"),
    ("a number in a list", ["fever", 3], "entry 2 of the list is a whole number; a list of symptoms holds names of findings"),
    (
        "a bare text",
        "fever",
        "symptoms are a mapping of finding to answer, or a list of findings that are present; "
        "a bare text is neither: put the name of one finding in a list",
    ),
    (
        "None",
        None,
        "symptoms are a mapping of finding to answer, or a list of findings that are present; "
        "None is neither: when nothing was asked, give an empty dict",
    ),
    ("a number", 3, "symptoms are a mapping of finding to answer, or a list of findings that are present; a whole number is neither"),
]


def refused(symptoms) -> SymptomError:
    """The error that some symptoms earn."""
    with pytest.raises(SymptomError) as caught:
        evaluate(symptoms)
    return caught.value


@pytest.mark.parametrize(("symptoms", "message"), [each[1:] for each in ONE_FAULT], ids=[each[0] for each in ONE_FAULT])
def test_one_fault_earns_exactly_this_message(symptoms, message):
    """One problem, in one line; the assessment of the rest is there and incomplete."""
    error = refused(symptoms)
    assert [problem.message for problem in error.problems] == [message]
    assert str(error) == message
    assert not error.assessment.complete
    assert isinstance(error, TriageError)


CODES = [
    ("not-symptoms", "fever"),
    ("not-a-name", [3]),
    ("not-a-name", {3: True}),
    ("unknown-finding", {"zz": True}),
    ("not-a-flag", {"fever": 1}),
    ("unknown-option", {"leg_pain_side": 1}),
    ("not-a-number", {"temperature_c": "38"}),
    ("out-of-range", {"temperature_c": 98}),
    ("out-of-range", {"temperature_c": float("nan")}),
    ("not-whole", {"age_years": 5.5}),
]


@pytest.mark.parametrize(("code", "symptoms"), CODES, ids=[f"{code} {symptoms!r}" for code, symptoms in CODES])
def test_each_kind_of_fault_has_a_code(code, symptoms):
    """Apps that say it in their own words go by the code, and it never changes."""
    assert [problem.code for problem in refused(symptoms).problems] == [code]


def test_a_quantity_without_a_unit_is_told_without_one():
    """The sentence ends behind the numbers."""
    score = Finding("score", "quantity", range=(0, 10))
    rules = RuleSet.of(Content((), (score,), (), (Rule("high", NOW, NOW, Bound("score", Operator.AT_LEAST, 5)),)))
    with pytest.raises(SymptomError, match=r"^`score` must lie between 0 and 10$"):
        evaluate({"score": 11}, rules=rules)


@pytest.mark.parametrize("broken", [0.5, 9.5])
def test_a_broken_number_near_the_end_of_the_range_is_told_that_it_must_be_whole(broken):
    """It lies within the range."""
    score = Finding("score", "quantity", range=(0, 10), whole=True)
    rules = RuleSet.of(Content((), (score,), (), (Rule("high", NOW, NOW, Bound("score", Operator.AT_LEAST, 5)),)))
    with pytest.raises(SymptomError, match=r"^`score` must be a whole number between 0 and 10$"):
        evaluate({"score": broken}, rules=rules)


def test_rules_of_format_1_take_no_unsure_for_a_number():
    """They keep the meaning of the time in which they were written; the message is of today."""
    score = Finding("score", "quantity", range=(0, 10))
    old = Content((), (score,), (), (Rule("high", NOW, NOW, Bound("score", Operator.AT_LEAST, 5)),), format=1)
    assert evaluate({"score": "unsure"}, rules=RuleSet.of(evolve(old, format=2))).outcome == NOW
    with pytest.raises(SymptomError, match=r"^`score` takes an int or a float between 0 and 10"):
        evaluate({"score": "unsure"}, rules=RuleSet.of(old))


class TestManyFaults:
    """Every fault is listed, and none hides what was valid."""

    TEN = {
        "saddle_numbness": True,
        "zz": 1,
        "aa": None,
        "temperature_c": 98.6,
        "age_years": "x",
        "fever": "no",
        "leg_pain_side": "?",
        "bladder_retention": 1,
        "foot_drop_new": 0,
        "diabetes": "yes",
        "hiv": [],
    }

    def test_ten_at_once_are_all_listed_and_the_emergency_is_seen(self):
        """Ten faults beside a numb saddle: ten problems, and still an emergency."""
        error = refused(self.TEN)
        assert len(error.problems) == 10
        assert error.assessment.level is Level.EMERGENCY
        assert not error.assessment.complete

    def test_known_findings_come_in_vocabulary_order_and_unknown_names_sorted(self, bundled):
        """The order is that of the form, so that an app can walk through both."""
        names = [problem.where for problem in refused(self.TEN).problems]
        known = [name for name in names if name not in ("aa", "zz")]
        order = list(bundled.findings) + ["fever"]
        aliases = {alias: finding.name for finding in bundled.findings.values() for alias in finding.aliases}
        assert known == sorted(known, key=lambda name: order.index(aliases.get(name, name)))
        assert names[-2:] == ["aa", "zz"]

    def test_what_is_no_name_and_what_is_no_finding_are_both_told(self):
        """Of one list."""
        assert [problem.code for problem in refused([3, "zz"]).problems] == ["not-a-name", "unknown-finding"]

    def test_near_names_are_looked_for_ten_times(self):
        """The first ten of the sorted names; it is slow, and nobody reads more."""
        messages = [problem.message for problem in refused({f"fevers_{letter}": True for letter in "lkjihgfedcba"}).problems]
        assert ["did you mean" in message for message in messages] == [True] * 10 + [False] * 2

    def test_a_hundred_thousand_unknown_keys_are_all_listed(self, monkeypatch):
        """The message shows twenty and counts the rest; near names, which are slow to find, are looked for ten times."""
        searched = []
        monkeypatch.setattr("triage.engine.faults.meant", lambda name, known: searched.append(known) or "")
        error = refused({f"fever_{number}": True for number in range(100_000)})
        assert len(error.problems) == 100_000
        assert len(str(error).splitlines()) == 21
        assert str(error).endswith("... and 99980 more problems, all in `.problems`")
        assert sum(bool(known) for known in searched) == 10

    def test_a_key_of_a_million_characters_is_cut(self):
        """Sixty characters are shown, and no suggestion is looked for."""
        (problem,) = refused({"x" * 1_000_000: True}).problems
        assert problem.message == f"unknown finding `{'x' * 60}...`"
        assert len(problem.where) < 100


def panel(id):
    """A panel of the invented rules about asking, for somebody who was asked nothing yet."""
    return next(each for each in evaluate({"hurt": "unsure"} if id == "where" else {}, rules=corners.asking()).panels() if each.id == id)


SEXES = "takes exactly `female`, `male`, `other` or `unsure`"
NEITHER = "symptoms are a mapping of finding to answer, or a list of findings that are present"
ON_PANELS = [
    ("a bare text", "pain", "hurt", f"{NEITHER}; a bare text is neither: put the name of one finding in a list"),
    ("None", "pain", None, f"{NEITHER}; None is neither: when nothing was asked, give an empty dict"),
    ("a list in a list", "pain", [["hurt"]], "entry 1 of the list is a value of type `list`; a list of symptoms holds names of findings"),
    ("a finding of another panel", "about", {"crying": True}, "`crying` is no open line of `about`"),
    ("a misspelt line", "about", {"aeg": 3}, "`aeg` is no open line of `about`; did you mean `age`?"),
    ("a name that is no text", "about", {3: True}, "lines are known by their finding's name; one key is a whole number"),
    ("an option in the wrong case", "about", {"sex": "Male"}, f"`sex` {SEXES}; upper and lower case count"),
    ("a broken number", "about", {"age": 3.5}, "`age` must be a whole number between 0 and 10 years"),
    ("no box", "pain", {}, "`pain` has no tick: tick what applies, or `none of these`"),
    ("only boxes that aren't ticked", "pain", {"hurt": False}, "`pain` has no tick: tick what applies, or `none of these`"),
    ("a box for a line that isn't shown yet", "pain", {"hurt": True, "sudden": True}, "`sudden` is no open line of `pain`"),
    ("a number in a box", "pain", {"hurt": 1}, f"`hurt` {FLAG} a whole number"),
]


class TestSubmittedPanels:
    """Submitting a `tick` panel answers every line shown; with no box it needs "none of these", which beside a box is refused."""

    @pytest.mark.parametrize(("id", "submitted", "message"), [each[1:] for each in ON_PANELS], ids=[each[0] for each in ON_PANELS])
    def test_one_fault_earns_exactly_this_message(self, id, submitted, message):
        """Beside whatever else it earns; no message holds what was answered."""
        with pytest.raises(PanelError) as caught:
            panel(id).answers(submitted)
        assert message in [problem.message for problem in caught.value.problems]
        assert isinstance(caught.value, TriageError)

    def test_none_of_these_beside_a_tick_is_refused(self):
        """Only one can be meant, and nobody guesses which."""
        with pytest.raises(PanelError) as caught:
            panel("pain").answers(["hurt", "numb"], none_of_these=True)
        assert str(caught.value).splitlines() == [
            "`hurt` is ticked beside `none of these`; only one can be meant",
            "`numb` is ticked beside `none of these`; only one can be meant",
        ]

    def test_none_of_these_on_a_panel_that_asks_each_line_is_refused(self):
        """There each line has a no of its own."""
        with pytest.raises(PanelError, match=r"^`about` asks each line for itself; it has no `none of these`$"):
            panel("about").answers({"sex": "male"}, none_of_these=True)

    def test_boxes_answer_every_line_that_is_shown_and_nothing_else(self):
        """What isn't ticked is a no, what isn't shown isn't answered."""
        assert panel("pain").answers(["numb"]) == {"hurt": False, "numb": True}
        assert panel("pain").answers({"hurt": "unsure"}) == {"hurt": "unsure", "numb": False}
        assert panel("pain").answers([], none_of_these=True) == {"hurt": False, "numb": False}

    def test_a_line_left_blank_is_not_asked(self):
        """On a panel that asks each line; and a line that may join can be answered with the one that decides it."""
        assert panel("about").answers({"sex": "female", "age": None}) == {"sex": "female"}
        assert panel("about").answers({}) == {}
        shown = panel("where")
        assert ([line.finding for line in shown.lines], [line.finding for line in shown.depending]) == (["side", "heat"], ["limp"])
        assert shown.answers({"heat": "unsure", "limp": False}) == {"heat": "unsure", "limp": False}


class TestNoAnswerLeaks:
    """A person's answers never enter a message, a repr or a traceback line of ours."""

    SECRETS = {"fever": "SECRET", "temperature_c": 98.7, "leg_pain_side": "SECRET", "age_years": 1234567, "diabetes": True}

    def test_messages_and_reprs_hold_no_values(self):
        """Neither the error, nor its problems, nor the assessment it carries."""
        error = refused(self.SECRETS)
        shown = "".join([str(error), repr(error), *map(repr, error.problems), repr(error.assessment)])
        shown += "".join(traceback.format_exception(error))
        for value in ("SECRET", "98.7", "1234567"):
            assert value not in shown

    def test_the_record_without_answers_has_none(self):
        """`to_dict(answers=False)` names no finding that was answered yes."""
        document = str(evaluate({"temperature_c": 38.65, "diabetes": True}).to_dict(answers=False))
        assert "38.65" not in document
        assert "'answers'" not in document
        assert "'findings'" not in document

    def test_the_error_survives_pickling(self):
        """With its problems and its assessment."""
        error = refused(self.SECRETS)
        again = pickle.loads(pickle.dumps(error))
        assert again.problems == error.problems
        assert again.assessment == error.assessment


class TestGoodInput:
    """What is accepted, beside plain dicts."""

    def test_any_mapping_and_any_iterable_of_names(self):
        """Sets, tuples and generators are lists of what is present."""
        expected = evaluate({"fever": True, "diabetes": True})
        assert evaluate({"fever", "diabetes"}) == expected
        assert evaluate(name for name in ("fever", "diabetes")) == expected

    def test_a_mapping_that_is_no_dict_is_a_mapping(self):
        """Its noes are noes: read as a list of names, all of it would be present."""
        answers = {"fever": False, "temperature_c": 38.4}
        assert evaluate(MappingProxyType(answers)) == evaluate(answers)

    def test_none_is_not_asked(self):
        """A form's empty fields may be passed as they are."""
        assert evaluate({"fever": True, "diabetes": None}) == evaluate({"fever": True})

    def test_whole_floats_count_where_whole_numbers_are_asked(self):
        """JSON of some languages writes 40 as 40.0."""
        assert evaluate({"age_years": 40.0}).outcome == evaluate({"age_years": 40}).outcome

    @pytest.mark.parametrize("name", ["fever", "temperature_c", "leg_pain_side"])
    def test_every_kind_takes_unsure(self, name):
        """A flag, a number, a choice; it is an answer, and comes back as it was given."""
        assessment = evaluate({name: "unsure"})
        assert assessment.to_dict()["answers"] == {name: "unsure"}
        assert name not in assessment.next_questions


class _Several(dict):
    """As the forms of a web framework are: several values to a name, of which a dict keeps one."""

    def getlist(self, name):
        """All of them."""
        return [self[name]]


class _Repeating(Mapping):
    """As multidict's: a key for each value."""

    def __init__(self, *pairs):
        self.pairs = pairs

    def __iter__(self):
        return (key for key, _ in self.pairs)

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, key):
        return dict(self.pairs)[key]


class _Table:
    """As a data frame is: it can be gone through, and gives the names of its columns."""

    def __iter__(self):
        return iter(["saddle_numbness"])


class TestContainers:
    """A plain mapping or a list of names; whatever could hold more than is read of it is refused by name."""

    @pytest.mark.parametrize(
        "symptoms",
        [
            _Several(saddle_numbness=True),
            _Repeating(("fever", True), ("fever", False)),
            _Repeating(([], True)),
            _Table(),
            ChainMap({"saddle_numbness": False}, {"saddle_numbness": True}),
        ],
        ids=["form", "multi-dict", "unhashable keys", "table", "layers"],
    )
    def test_what_would_lose_an_answer_or_make_one_up(self, symptoms):
        """On 0.2.0 the later value of a multi-dict won, and a table of nothing but no was an emergency."""
        error = refused(symptoms)
        assert [problem.code for problem in error.problems] == ["not-symptoms"]
        assert type(symptoms).__qualname__ in str(error)
        assert str(error.assessment.outcome) == "none-found"
        assert error.assessment.complete is False

    @pytest.mark.parametrize(
        "symptoms",
        [
            {"fever": True},
            OrderedDict(fever=True),
            defaultdict(bool, fever=True),
            MappingProxyType({"fever": True}),
            ChainMap({"fever": True}, {"diabetes": False}),
            UserDict(fever=True),
            ["fever"],
            ("fever",),
            {"fever"},
            frozenset(["fever"]),
            {"fever": 1}.keys(),
            deque(["fever"]),
            iter(["fever"]),
            (name for name in ["fever"]),
        ],
        ids=lambda symptoms: type(symptoms).__name__,
    )
    def test_what_is_taken(self, symptoms):
        """Every plain container of one answer to a finding."""
        assert evaluate(symptoms).outcome == evaluate({"fever": True}).outcome

    @pytest.mark.parametrize("answer", ["unsure", "yes"])
    def test_a_class_of_text_that_cannot_be_hashed_or_lies(self, answer):
        """On 0.2.0 it was a TypeError; it says what it holds."""

        class Text(str):
            __slots__ = ()
            __hash__ = None

            def __eq__(self, other):
                return True

        for name in ("fever", "leg_pain_side", "temperature_c"):
            if answer == "unsure":
                found, plain = evaluate({name: Text(answer)}), evaluate({name: answer})
                assert (found, hash(found)) == (plain, hash(plain))
            else:
                assert str(refused({name: Text(answer)})) == str(refused({name: answer}))
        assert evaluate([Text("fever")]).outcome == evaluate(["fever"]).outcome


class TestNotANumber:
    """A table writes NaN for an empty cell: it is told apart, for every kind of finding."""

    @pytest.mark.parametrize("name", ["rash", "temperature_c", "colour"])
    def test_nan_is_told_apart(self, sample, name):
        """From a number and from not asked; infinity is only a number that is too large."""
        with pytest.raises(SymptomError, match=r"; NaN is neither a number nor not asked: give None$"):
            evaluate({name: float("nan")}, rules=sample)
        with pytest.raises(SymptomError) as caught:
            evaluate({name: float("inf")}, rules=sample)
        assert "NaN" not in str(caught.value)


class TestKinds:
    """Each finding of a rule set is of the class of its kind, and the same in all else."""

    def test_findings_are_of_their_kind(self, bundled):
        """A quantity has a range, a choice has options, and every entry is that of the content."""
        kinds = {"flag": Flag, "quantity": Quantity, "choice": Choice}
        for finding, plain in zip(bundled.findings.values(), bundled.content.findings, strict=True):
            assert type(finding) is kinds[finding.kind]
            assert asdict(finding, recurse=False) == asdict(plain, recurse=False)
            assert (finding.range is not None, bool(finding.options)) == (finding.kind == "quantity", finding.kind == "choice")
