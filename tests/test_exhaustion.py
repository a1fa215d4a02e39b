"""
What somebody could write to make the library compute for ever is answered in steps that grow with its size, or refused with the reason.

Time is never measured here; what is counted is how often the work is done of which there was too much on 0.2.0. Benchmarks print the times.
"""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from triage import Outcome, RuleError, RuleSet, evaluate, load_rules
from triage.engine import tipping, tree
from triage.model.conditions import All, AtLeast, Chosen, Present
from triage.model.findings import Finding, Implication, Option
from triage.model.rules import Content, Pack, Rule
from triage.model.sound_choices import CHOICE_LIMIT
from triage.packs import shapes
from triage.proof import downgrade
from triage.proof.downgrade import POINT_LIMIT, compare

SAMPLE = Path(__file__).parent / "sample"
RULE = "skin/sample-pain.yaml"
NOW, WEEK = Outcome.parse("emergency now"), Outcome.parse("seek-care week")
PACK = Pack("pack", "0.1.0", "2026-11-22")


@pytest.fixture
def pack(tmp_path):
    """A copy of the sample pack that a test may break."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "pack"))


@pytest.fixture
def counted(monkeypatch):
    """Count the calls of a function."""

    def count(module, name):
        calls = []
        function = getattr(module, name)

        def call(*arguments, **more):
            calls.append(name)
            return function(*arguments, **more)

        monkeypatch.setattr(module, name, call)
        return calls

    return count


def faults_of(pack):
    """How many faults loading reports."""
    with pytest.raises(RuleError) as caught:
        load_rules(pack)
    return caught.value.problems


class TestManyFaults:
    """Five thousand faults are five thousand lines, and not five thousand guesses."""

    @pytest.mark.parametrize("key", ["key_{}", "tytle_{}"])
    def test_unknown_keys(self, key, pack, counted):
        """On 0.2.0 they took a minute: each was guessed, and each guess made the schema again."""
        guesses = counted(difflib, "get_close_matches")
        schemas = counted(shapes, "_walk")
        with (pack / RULE).open("a") as file:
            file.writelines(f"{key.format(number)}: 1\n" for number in range(5000))
        problems = faults_of(pack)
        assert len([each for each in problems if each.code == "unknown-key"]) == 5000
        assert len(guesses) < 200
        assert len(schemas) < 5000

    def test_keys_that_are_missing_and_misspelt(self, pack, counted):
        """A thousand findings without their label and with something like it."""
        guesses = counted(shapes, "meant")
        with (pack / "findings/skin.yaml").open("a") as file:
            file.writelines(f"  flag_{number}: {{kind: flag, labl: L, clinical: C, question: Q?}}\n" for number in range(1000))
        assert len(faults_of(pack)) == 1000
        assert len(guesses) <= 2 * 1000 + 10


class TestLongConditions:
    """A condition of a thousand flags is checked in one pass a case."""

    @pytest.mark.parametrize("many", [50, 200])
    def test_any_of_many_flags(self, many, pack, counted):
        """On 0.2.0 each leaf was taken out of each case in turn: the cube of the flags, and a minute for three hundred."""
        steps = counted(tree, "deciding")
        flags = [f"flag_{number}" for number in range(many)]
        with (pack / "findings/skin.yaml").open("a") as file:
            file.writelines(f"  {flag}: {{kind: flag, label: L, clinical: C, question: Q {flag}?}}\n" for flag in flags)
        text = (pack / RULE).read_text("utf-8").replace("when: {pain_nrs: {above: 3}}", f"when: {{any: [{', '.join(flags)}]}}")
        cases = "".join(f"  - {{name: {flag}, given: {{{flag}: true}}, expect: stop now}}\n" for flag in flags)
        (pack / RULE).write_text(text[: text.index("cases:")] + "cases:\n" + cases, "utf-8")
        assert not [each for each in faults_of(pack) if each.code == "untested-leaf"]
        assert many * many <= len(steps) < 3 * many * many + 1000


def pigeons(choices, holes):
    """A rule that needs more flags than there are choices to imply one each."""
    flags = tuple(Finding(f"flag_{hole}", "flag", asked_of="clinician") for hole in range(holes))
    return RuleSet.of(
        Content(
            (PACK,),
            (
                *(
                    Finding(
                        f"choice_{number}",
                        "choice",
                        options=(*(Option(f"option_{hole}") for hole in range(holes)), Option("none"), Option("unsure")),
                        implies=tuple(
                            Implication(Chosen(f"choice_{number}", (f"option_{hole}",)), (f"flag_{hole}",)) for hole in range(holes)
                        ),
                    )
                    for number in range(choices)
                ),
                *flags,
            ),
            (),
            (Rule("rule", NOW, NOW, All(tuple(Present(flag.name) for flag in flags))),),
        )
    )


class TestChoicesThatExcludeOneAnother:
    """The ceiling tries no set of questions twice, and what has too many sets is refused."""

    @pytest.mark.parametrize("holes", [6, 9])
    def test_a_ceiling_that_cannot_be_reached(self, holes, counted):
        """On 0.2.0 every order was tried: nine choices took two seconds and ten took twenty."""
        steps = counted(tipping, "_unmet")
        found = evaluate({}, rules=pigeons(holes - 1, holes))
        assert found.ceiling == Outcome.parse("none-found")
        assert len(steps) < 2**holes * holes
        assert found.next_questions == ()
        assert len(steps) < 2**holes * holes**3

    def test_a_ceiling_that_can(self):
        """The same with a choice for each flag: every question is in it."""
        found = evaluate({}, rules=pigeons(6, 6))
        assert (found.ceiling, len(found.next_questions)) == (NOW, 6)

    def test_too_many_are_refused(self):
        """With the reason, where the author reads it."""
        with pytest.raises(RuleError) as caught:
            pigeons(11, 11)
        assert str(caught.value) == (
            f"rules/rule/when: the answers to 6 choices can meet this condition in more than {CHOICE_LIMIT:,} combinations; "
            "split it, or what it could still bring can't be worked out while somebody waits"
        )

    @pytest.mark.parametrize(("count", "of"), [(2, 5), (3, 7)])
    def test_counting_is_as_before(self, count, of):
        """The fewest answers are found, whatever else is tried: one flag short of the count, each other one tips it."""
        flags = tuple(Finding(f"flag_{number}", "flag") for number in range(of))
        rules = RuleSet.of(
            Content((PACK,), flags, (), (Rule("rule", NOW, NOW, AtLeast(count, tuple(Present(each.name) for each in flags))),))
        )
        given = {flag.name: True for flag in flags[: count - 1]}
        assert evaluate(given, rules=rules).next_questions == tuple(flag.name for flag in flags[count - 1 :])


class TestComparing:
    """Law 7 tries every point, or says that there are too many."""

    def rules(self, many, *, implied):
        """A rule over flags, each implied by two others, or not any more."""
        flags = tuple(Finding(f"flag_{number}", "flag") for number in range(many))
        others = tuple(
            Finding(
                f"other_{number}_{which}", "flag", implies=(Implication(Present(f"other_{number}_{which}"), (f"flag_{number}",)),) * implied
            )
            for number in range(many)
            for which in range(2)
        )
        both = Rule("both", NOW, WEEK, All(tuple(Present(each.name) for each in flags)))
        return RuleSet.of(
            Content(
                (PACK,),
                flags + others,
                (),
                (both, *(Rule(f"other-{place}", WEEK, WEEK, Present(each.name)) for place, each in enumerate(others))),
            )
        )

    def test_few_lost_implications_are_all_tried(self):
        """Each flag by itself, and through each of the two that implied it."""
        found = compare(self.rules(4, implied=True), self.rules(4, implied=False))
        assert len(found.lowered) == 3**4 - 1
        assert found.points > 3**4

    def test_too_many_are_refused(self, counted):
        """On 0.2.0 twelve flags were a million points and more than a minute."""
        tried = counted(downgrade, "read")
        with pytest.raises(RuleError, match=f"this rule is least severe at more than {POINT_LIMIT:,} points"):
            compare(self.rules(12, implied=True), self.rules(12, implied=False))
        assert len(tried) < 4 * POINT_LIMIT
