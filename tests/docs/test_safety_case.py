"""The safety case: every hazard with all its parts, every control really there and run by CI, and nobody said to have accepted it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from triage.cli import main
from triage.errors import RuleError
from triage.packs.hazards import is_defined, safety_case_in
from triage.telling.people import people, resting_on

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs/explanation/hazards.yaml"
PAGE = (ROOT / "docs/explanation/safety-case.md").read_text("utf-8")
SECTIONS = {part[:4]: part for part in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]}
PARTS = [
    "Cause",
    "Effect",
    "Before control",
    "Control",
    "Where the control lives",
    "After control",
    "Residual risk",
    "Acceptability",
]
# What .ci/run runs of each folder of tests; the longest beginning counts.
RUN_BY = {"tests/": "make test", "tests/proofs/": "make prove", "tests_apps/": "make test-apps", "tests_browser/": "make test-docs"}
RUN_BY |= {"tests_tables/": "make test-tables", "tests_wheel/": "make test-wheel"}
SAMPLE = """pack: sample
owner: open
accepted_by: nobody
scope: Invented.
severity: {small: little, large: much}
likelihood: [seldom, often]
ratings:
  small: [1, 2]
  large: [3, 4]
acceptability: {"1": fine, "2": so so, "3": hardly, "4": never}
missing: [everything]
hazards:
  H-01:
    title: A rash is missed
    cause: Nobody asks.
    effect: Nobody knows.
    before: {severity: large, likelihood: often}
    control: The question.
    rules: [sample-rash]
    tests: ["tests/test_it.py::TestIt::test_that_it_is_asked"]
    after: {severity: large, likelihood: seldom}
    residual: Some rashes are hidden.
"""
TEST = "class TestIt:\n    def test_that_it_is_asked(self):\n        pass\n"


@pytest.fixture(scope="module")
def case(bundled):
    """The safety case of the bundled rules."""
    return safety_case_in(FILE, bundled.content, root=ROOT)


@pytest.fixture
def place(tmp_path):
    """A folder with a file of hazards and the test it names."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_it.py").write_text(TEST)
    (tmp_path / "hazards.yaml").write_text(SAMPLE)
    return tmp_path


class TestPage:
    """What a safety officer reads."""

    def test_it_is_fresh(self, tmp_path, capsys):
        """Written from the file as it is, and from the rules as they are."""
        assert main(["safety-case", str(FILE), "--root", str(ROOT), "--check"]) == 0
        capsys.readouterr()

    def test_every_hazard_is_there_with_all_parts(self, case):
        """Once, in the order of the file."""
        assert list(SECTIONS) == [hazard.id for hazard in case.hazards] == [f"H-{number:02}" for number in range(1, 37)]
        for section in SECTIONS.values():
            assert re.findall(r"^- \*\*([^*]+):\*\*(?=\s+\S)", section, re.MULTILINE) == PARTS

    def test_nobody_has_accepted_it_and_it_says_so_first(self, case):
        """No owner, and no name."""
        assert (case.owner, case.accepted_by) == ("open", "nobody")
        assert not any(hazard.owner for hazard in case.hazards)
        assert "**Nobody has accepted this safety case.**" in PAGE.partition("## ")[0]
        assert "no clinician made or checked them" in " ".join(PAGE.split())
        assert "none of 168 rules has been reviewed by a clinician" in PAGE.partition("## ")[0]

    def test_what_is_not_acceptable_is_counted(self, case):
        """By the ratings; nothing is rated by hand."""
        left = [hazard for hazard in case.hazards if case.rating(hazard.after) > 3]
        assert len(left) > 10
        assert f"{len(left)} of 36 are rated above 3 after control: not acceptable as they stand." in PAGE
        assert PAGE.count("- **Acceptability:** not acceptable") == len(left)

    def test_each_hazard_is_traced_to_rules_tests_and_people(self, case, bundled):
        """In one table: each of its rules in a row, with the people who rest on it, or the word that there are none."""
        table = PAGE.split("## From hazard to test")[1].split("\n## ")[0]
        everybody = people(bundled.content)
        for hazard in case.hazards:
            rows = [row for row in table.splitlines() if row.startswith(f"| [{hazard.id}]")]
            assert len(rows) == max(1, len(hazard.rules))
            assert all(name.rpartition("::test_")[2].replace("_", " ") in rows[0] for name in hazard.tests)
            assert all(f"    - test: `{name}`\n" in SECTIONS[hazard.id] for name in hazard.tests)
            for row, rule in zip(rows, hazard.rules, strict=False):
                assert f"(../rules/{rule}.md)" in row
                resting = resting_on(rule, everybody)
                assert (resting[0].vignette.name if resting else "| none |") in row

    def test_what_has_to_be_said_is_said(self, case):
        """What isn't covered, what is only recalled, and that nothing is validated."""
        hazards = {hazard.id: hazard for hazard in case.hazards}
        told = " ".join(SECTIONS["H-22"].split())
        assert "Problems of the neck have no questions, and nothing asks about thoughts of self-harm" in told
        assert "This is recalled, not checked: take advice" in " ".join(SECTIONS["H-30"].split())
        assert hazards["H-31"].after == hazards["H-31"].before
        assert "which were not read for it" in " ".join(PAGE.split())


class TestControls:
    """A control that isn't there controls nothing."""

    def test_every_test_exists_and_is_run(self, case):
        """By a step of .ci/run."""
        steps = (ROOT / ".ci/run").read_text("utf-8")
        for name in {name for hazard in case.hazards for name in hazard.tests}:
            assert is_defined(name, root=ROOT), name
            folder = max((each for each in RUN_BY if name.startswith(each)), key=len)
            assert f"\n{RUN_BY[folder]}\n" in steps, name

    def test_a_name_that_does_not_exist_would_be_found(self):
        """The search itself can fail: wrong file, wrong class, wrong function."""
        good = "tests/docs/test_safety_case.py::TestControls::test_a_name_that_does_not_exist_would_be_found"
        assert is_defined(good, root=ROOT)
        assert not any(is_defined(good.replace(part, "other"), root=ROOT) for part in ("test_safety_case", "TestControls", "test_a_name"))

    def test_every_law_it_names_has_its_heading(self, case):
        """By its number on the page of laws."""
        numbers = {int(each) for each in re.findall(r"^## (\d+)\. ", (ROOT / "docs/explanation/laws.md").read_text("utf-8"), re.MULTILINE)}
        assert {law for hazard in case.hazards for law in hazard.laws} <= numbers

    def test_many_rules_are_part_of_a_control(self, case):
        """The log isn't about a few."""
        assert len({rule for hazard in case.hazards for rule in hazard.rules}) > 40


class TestCommand:
    """`triage safety-case` for a file of one's own."""

    def test_a_page_is_written_and_then_fresh(self, place, sample_path, capsys):
        """With what it is written from in its last line."""
        arguments = ["safety-case", str(place / "hazards.yaml"), "--rules", str(sample_path), "--root", str(place)]
        assert main([*arguments, "--check"]) == 1
        assert main(arguments) == 0
        assert main([*arguments, "--check"]) == 0
        page = (place / "safety-case.md").read_text("utf-8")
        assert "| [H-01](#h-01-a-rash-is-missed) A rash is missed | large, often: 4 | large, seldom: 3 | hardly | open |" in page
        assert "*Written by `triage safety-case` from `hazards.yaml`, for the rules sample 0.1.0" in page
        capsys.readouterr()

    @pytest.mark.parametrize(
        ("before", "after", "message"),
        [
            ("rules: [sample-rash]", "rules: [sample-rsh]", "unknown rule `sample-rsh`; did you mean `sample-rash`?"),
            ("    rules:", "    people: [nobody]\n    rules:", "unknown whole person `nobody`"),
            ("test_that_it_is_asked", "test_nothing", "there is no test `tests/test_it.py::TestIt::test_nothing`"),
            ("    rules:", "    pages: [docs/none.md]\n    rules:", "there is no file `docs/none.md`"),
            ("after: {severity: large, likelihood: seldom}", "after: {severity: large, likelihood: oftn}", "did you mean `often`?"),
            ("before: {severity: large, likelihood: often}", "before: {severity: small, likelihood: often}", "is larger after control"),
            ("  small: [1, 2]", "  small: [1]", "`small` needs 2 numbers, one for each likelihood"),
            ("  small: [1, 2]\n", "", "`ratings` needs one row for each of `small` and `large`, in this order"),
            ('"3": hardly, ', "", "`acceptability` doesn't say what `3` means"),
            ("pack: sample", "pack: other", "the hazards are of `other`, and the rules of another pack"),
            ("    control: The question.\n", "", "`control` is missing"),
        ],
    )
    def test_what_is_wrong_is_told_with_its_place(self, place, sample, before, after, message):
        """Each fault by file and line."""
        text = SAMPLE.replace(before, after)
        assert text != SAMPLE
        (place / "hazards.yaml").write_text(text)
        with pytest.raises(RuleError) as raised:
            safety_case_in(place / "hazards.yaml", sample.content, root=place)
        (problem,) = raised.value.problems
        assert message in str(problem)
        assert re.match(r".*hazards\.yaml:\d+:\d+: ", str(problem))

    def test_an_owner_and_who_accepted_it_are_named(self, place, sample_path, capsys):
        """As soon as there is one; and then the page no longer says that there is none."""
        text = SAMPLE.replace("accepted_by: nobody", "accepted_by: a safety board, invented").replace(
            "    rules:", "    owner: somebody\n    rules:"
        )
        (place / "hazards.yaml").write_text(text)
        assert main(["safety-case", str(place / "hazards.yaml"), "--rules", str(sample_path), "--root", str(place)]) == 0
        page = (place / "safety-case.md").read_text("utf-8")
        assert "Accepted by a safety board, invented." in page
        assert "Nobody has accepted" not in page
        assert "Owner: somebody." in page
        shutil.rmtree(place / "tests")
        assert main(["safety-case", str(place / "hazards.yaml"), "--rules", str(sample_path), "--root", str(place)]) == 1
        assert "there is no test" in capsys.readouterr().err
