"""Releases: kept for good, and refused where somebody would get less unseen."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise

import pytest

from triage.cli import main

CHANGELOG = """# Changelog

## [Unreleased]

- Rule set sample {version} (2026-11-22), a draft.
  **Clinical impact:** first rules.
"""


@pytest.fixture
def house(tmp_path, sample_path, capsys):
    """A pack, its released versions and a changelog, with a way to run the release command on them."""

    class House:
        pack = tmp_path / "sample"
        released = tmp_path / "released"
        changelog = tmp_path / "CHANGELOG.md"

        def release(self, *arguments):
            paths = ["--released", str(self.released), "--changelog", str(self.changelog)]
            code = main(["release", str(self.pack), *paths, *arguments])
            captured = capsys.readouterr()
            return code, captured.out, captured.err

        def edit(self, file, before, after):
            path = self.pack / file
            text = path.read_text()
            assert before in text
            path.write_text(text.replace(before, after))

        def version(self, version):
            self.edit("pack.yaml", "version: 0.1.0", f"version: {version}")
            self.changelog.write_text(CHANGELOG.format(version=version))

    found = House()
    shutil.copytree(sample_path, found.pack)
    found.changelog.write_text(CHANGELOG.format(version="0.1.0"))
    return found


def weaken(house):
    """Let the sample rash ask for a higher temperature, and its case agree."""
    house.edit("skin/sample-pain.yaml", "{pain_nrs: {above: 3}}", "{pain_nrs: {above: 4}}")
    house.edit("skin/sample-pain.yaml", "{pain_nrs: 3}", "{pain_nrs: 4}")
    house.edit("skin/sample-pain.yaml", "{pain_nrs: 3.1}", "{pain_nrs: 4.1}")


LOWERED = (
    "lowered:\n"
    "  - version: {version}\n    rule: sample-pain\n    example: {{pain_nrs: 3.1}}\n    terms: 1\n"
    "    reason: Invented for this test.\n    source: sample-guideline-2026\n"
)


def declare(house, what, text):
    """Write one of the files in which a release is declared."""
    (house.released / f"{what}.yaml").write_text(text)


class TestRelease:
    """`triage release` cuts a release, or says what stands against it."""

    def test_the_first_release_is_kept_and_a_second_of_the_same_version_refused(self, house):
        """A version is released once."""
        assert house.release()[0] == 0
        assert (house.released / "sample-0.1.0.json").exists()
        code, _, err = house.release()
        assert code == 1
        assert "is released already" in err
        assert house.release("--check")[0] == 0

    def test_a_changed_pack_needs_a_new_version_and_a_line_in_the_changelog(self, house):
        """With its clinical impact."""
        house.release()
        house.edit("skin/sample-pain.yaml", "This hurts too much", "This hurts a lot")
        code, _, err = house.release("--check")
        assert code == 1
        assert "version 0.1.0 is not above the released 0.1.0" in err
        house.version("0.2.0")
        house.changelog.write_text("# Changelog\n")
        assert "says nothing of sample 0.2.0" in house.release()[2]
        house.changelog.write_text("# Changelog\n- Rule set sample 0.2.0\n")
        assert "has no **Clinical impact:** line" in house.release()[2]
        house.changelog.write_text(CHANGELOG.format(version="0.2.0"))
        assert house.release()[0] == 0

    def test_a_lowering_of_a_draft_must_be_declared_with_example_reason_and_source(self, house, capsys):
        """And a declaration that is no longer true is refused too."""
        house.release()
        weaken(house)
        house.version("0.2.0")
        code, _, err = house.release()
        assert code == 1
        assert "`sample-pain` gives less than in 0.1.0, for example to {'pain_nrs': 3.1}; declare it in lowered.yaml" in err
        declared = LOWERED.format(version="0.2.0")
        (house.released / "lowered.yaml").write_text(declared.replace("2026", "2062"))
        code, _, err = house.release()
        assert code == 1
        assert "declared lowered for `sample-guideline-2062`, which is no source of the pack; did you mean `sample-guideline-2026`?" in err
        (house.released / "lowered.yaml").write_text(declared)
        assert house.release()[0] == 0
        main(["diff", "sample@0.1.0", "sample@0.2.0", "--released", str(house.released)])
        assert "DECLARED 0.2.0 declares that `sample-pain` gives less" in capsys.readouterr().out
        main(["pages", str(house.pack), "--released", str(house.released), "--to", str(house.pack.parent / "pages")])
        page = (house.pack.parent / "pages" / "sample-pain.md").read_text()
        assert "- 0.2.0 gives less, for example to: Pain: 3.1 points. Why: Invented for this test." in page
        house.edit("pack.yaml", "version: 0.2.0", "version: 0.3.0")
        house.changelog.write_text(CHANGELOG.format(version="0.3.0"))
        (house.released / "lowered.yaml").write_text((house.released / "lowered.yaml").read_text().replace("0.2.0", "0.3.0"))
        assert "is declared lowered in 0.3.0, and isn't" in house.release()[2]

    def test_from_1_0_on_nothing_is_lowered_declared_or_not(self, house):
        """A wrong rule then changes only in a pack of a new name."""
        house.release()
        weaken(house)
        house.version("1.0.0")
        declare(house, "lowered", LOWERED.format(version="1.0.0"))
        code, _, err = house.release()
        assert code == 1
        assert "from 1.0 on nothing is ever lowered" in err

    def test_what_was_lowered_is_said(self, house):
        """Once it is declared; and of a release that lowers nothing, that it does."""
        house.release()
        weaken(house)
        house.version("0.2.0")
        declare(house, "lowered", LOWERED.format(version="0.2.0"))
        code, out, err = house.release("--check")
        assert (code, err) == (0, "")
        assert out == "sample 0.2.0: lower than 0.1.0 in 1 declared point, and nowhere else: sample-pain\n"
        assert house.release()[1].endswith("sample-0.2.0.json: lower than 0.1.0 in 1 declared point, and nowhere else: sample-pain\n")
        assert house.release("--check")[1] == "sample 0.2.0: never lower than 0.2.0\n"
        house.edit("pack.yaml", "version: 0.2.0", "version: 0.3.0")
        house.changelog.write_text(CHANGELOG.format(version="0.3.0"))
        assert house.release("--check")[1] == "sample 0.3.0: never lower than 0.2.0\n"

    def test_a_merged_question_is_declared_like_any_other_lowering(self, house):
        """By the name of the question, with its example; and its words are others now."""
        house.release()
        house.edit("findings/skin.yaml", "    aliases: [spots]\n", "    aliases: [spots, blisters]\n")
        text = (house.pack / "findings/skin.yaml").read_text()
        start, end = text.index("  blisters:\n"), text.index("  colour:\n")
        (house.pack / "findings/skin.yaml").write_text(text[:start] + text[end:])
        house.edit("skin/sample-rash.yaml", "{rash: false, blisters: false, ", "{rash: false, ")
        house.version("0.2.0")
        code, _, err = house.release("--check")
        assert code == 1
        *lowered, reworded = err.splitlines()
        assert [line.partition(" gives less")[0] for line in lowered] == ["`rash`", "`blisters`"]
        assert all("declare it in lowered.yaml for 0.2.0" in line for line in lowered)
        assert reworded.startswith("`blisters` asks in other words")
        entry = (
            "  - version: 0.2.0\n    lost: {name}\n    example: {example}\n    terms: 1\n"
            "    reason: Invented for this test.\n    source: sample-guideline-2026\n"
        )
        examples = {line.partition(" gives")[0].strip("`"): line.partition("to {")[2].partition("}")[0] for line in lowered}
        texts = {name: "{" + text.replace("'", "").replace("T", "t").replace("F", "f") + "}" for name, text in examples.items()}
        declare(house, "lowered", "lowered:\n" + "".join(entry.format(name=name, example=text) for name, text in texts.items()))
        declare(house, "reworded", "reworded:\n  - {version: 0.2.0, finding: blisters, meaning: wider, because: Invented.}\n")
        code, out, err = house.release("--check")
        assert (code, err) == (0, "")
        assert out == "sample 0.2.0: lower than 0.1.0 in 2 declared points, and nowhere else: rash, blisters\n"


class TestAskedOfFewer:
    """A question that a release closes for somebody needs a line in `closed.yaml`."""

    LINE = "  - {version: 0.2.0, finding: blisters, because: Who has no rash has no blisters.}\n"

    def closing(self, house):
        """A release that asks about blisters only where there is a rash."""
        house.release()
        house.edit("findings/skin.yaml", "clinical: Vesicles or bullae.\n", "clinical: Vesicles or bullae.\n    asked_if: rash\n")
        house.version("0.2.0")

    def test_without_a_line_it_is_refused(self, house):
        """And with the reason it is released, and not called lower."""
        self.closing(house)
        code, _, err = house.release()
        assert code == 1
        assert err == (
            "`blisters` is asked of fewer people; say in closed.yaml for 0.2.0 why nobody whom that leaves out could have answered with "
            "something that raises\n"
        )
        declare(house, "closed", "closed:\n" + self.LINE)
        code, out, err = house.release()
        assert (code, err) == (0, "")
        assert out.endswith("never lower than 0.1.0\n")

    def test_from_1_0_on_a_reason_is_still_enough(self, house):
        """No outcome is lowered by it."""
        self.closing(house)
        house.edit("pack.yaml", "version: 0.2.0", "version: 1.0.0")
        house.changelog.write_text(CHANGELOG.format(version="1.0.0"))
        assert house.release("--check")[0] == 1
        declare(house, "closed", "closed:\n" + self.LINE.replace("0.2.0", "1.0.0"))
        assert house.release("--check")[0] == 0

    def test_a_line_for_another_release_or_another_question_is_none(self, house):
        """What is said of 0.3.0 says nothing of 0.2.0, and what isn't closed isn't said to be."""
        self.closing(house)
        declare(house, "closed", "closed:\n" + self.LINE.replace("0.2.0", "0.3.0"))
        assert "`blisters` is asked of fewer people" in house.release()[2]
        declare(house, "closed", "closed:\n" + self.LINE + self.LINE.replace("blisters", "rash"))
        code, _, err = house.release()
        assert code == 1
        assert err == "`rash` is said to be asked of fewer people in 0.2.0, and isn't; take the line away\n"

    def test_diff_says_whom_it_is_still_asked_of(self, house, capsys):
        """In text, for a pull request and as JSON; and fails until the reason is there."""
        self.closing(house)
        arguments = ["diff", str(house.released / "sample-0.1.0.json"), str(house.pack), "--released", str(house.released)]
        assert main(arguments) == 1
        assert "CLOSED   finding blisters is asked of fewer people: only of " in capsys.readouterr().out
        assert main([*arguments, "--markdown"]) == 1
        assert "### Asked of fewer people\n\n- `blisters`: only of " in capsys.readouterr().out
        assert main([*arguments, "--json"]) == 1
        assert json.loads(capsys.readouterr().out)["closed"] == ["blisters"]
        declare(house, "closed", "closed:\n" + self.LINE)
        assert main(arguments) == 0


class TestInOtherWords:
    """A reworded question is a change of meaning until somebody says otherwise."""

    def reworded(self, house, meaning="same", version="0.2.0", finding="rash"):
        """Say what new words mean."""
        line = f"  - {{version: {version}, finding: {finding}, meaning: {meaning}, because: Invented.}}\n"
        declare(house, "reworded", "reworded:\n" + line)

    def flip(self, house):
        """A release that asks for the opposite."""
        house.release()
        house.edit("findings/skin.yaml", "Do you have a rash?", "Is your skin free of any rash?")
        house.version("0.2.0")

    def test_without_a_line_it_is_refused(self, house):
        """Whatever the words are: no proof can read them."""
        self.flip(house)
        code, _, err = house.release()
        assert code == 1
        choice = "whether they mean the `same`, or are `wider` or `narrower`, and why"
        assert err == f"`rash` asks in other words; say in reworded.yaml for 0.2.0 {choice}\n"

    @pytest.mark.parametrize("meaning", ["same", "wider"])
    def test_the_same_meaning_or_a_wider_one_is_no_lowering(self, house, meaning):
        """Somebody has said so, and why."""
        self.flip(house)
        self.reworded(house, meaning)
        code, out, err = house.release()
        assert (code, err) == (0, "")
        assert out.endswith("never lower than 0.1.0\n")

    def test_a_narrower_meaning_is_a_lowering(self, house):
        """Of a draft it is said; from 1.0 on it is refused."""
        self.flip(house)
        self.reworded(house, "narrower")
        code, out, _ = house.release("--check")
        assert (code, out) == (0, "sample 0.2.0: lower than 0.1.0 in 1 declared point, and nowhere else: rash\n")
        house.edit("pack.yaml", "version: 0.2.0", "version: 1.0.0")
        house.changelog.write_text(CHANGELOG.format(version="1.0.0"))
        self.reworded(house, "narrower", version="1.0.0")
        code, _, err = house.release("--check")
        assert (code, err) == (1, "`rash` is narrower in 1.0.0; from 1.0 on nothing is ever lowered\n")

    def test_a_line_for_what_is_as_it_was_is_refused(self, house):
        """And one for another release counts for nothing."""
        self.flip(house)
        self.reworded(house, version="0.3.0")
        assert "`rash` asks in other words" in house.release()[2]
        self.reworded(house, finding="chills")
        err = house.release()[2]
        assert "`rash` asks in other words" in err
        assert "`chills` is said to be reworded in 0.2.0, and isn't; take the line away" in err

    def test_another_word_for_a_meaning_is_refused(self, house):
        """By file, line and column."""
        self.flip(house)
        self.reworded(house, "equal")
        code, _, err = house.release()
        assert code != 0
        assert "reworded.yaml:2:" in err
        assert "`equal` must be `same`, `wider` or `narrower`" in err

    def test_diff_prints_both_texts(self, house, capsys):
        """One below the other, for whoever decides; as JSON too."""
        self.flip(house)
        arguments = ["diff", str(house.released / "sample-0.1.0.json"), str(house.pack), "--released", str(house.released)]
        assert main(arguments) == 1
        words = "WORDS    rash\n         before: Do you have a rash?\n         after:  Is your skin free of any rash?\n"
        assert words in capsys.readouterr().out
        assert main([*arguments, "--markdown"]) == 1
        told = "- `rash`\n    - before: Do you have a rash?\n    - after: Is your skin free of any rash?\n"
        assert told in capsys.readouterr().out
        assert main([*arguments, "--json"]) == 1
        (told,) = json.loads(capsys.readouterr().out)["rewordings"]
        assert told == {"finding": "rash", "before": ["Do you have a rash?", ""], "after": ["Is your skin free of any rash?", ""]}
        self.reworded(house)
        assert main(arguments) == 0

    def test_swapped_options_are_refused_until_somebody_says_what_they_mean(self, house):
        """Red would mean purple, and every rule reads the same."""
        house.release()
        house.edit("findings/skin.yaml", "red: Red, purple: Purple", "red: Purple, purple: Red")
        house.version("0.2.0")
        assert house.release()[2].startswith("`colour` asks in other words; say in reworded.yaml for 0.2.0")


class TestEveryRelease:
    """Not only the last one."""

    def test_the_first_releases_were_never_lower_than_one_another(self, released):
        """Without any declaration: 0.2.0 gave at least what 0.1.0 gave, in their own format."""
        from triage.proof.downgrade import compare

        assert not any(compare(old, new).downgraded for old, new in pairwise(released[:2]))

    def test_the_bundled_rules_may_follow_the_last_release(self, bundled, root, capsys):
        """Nothing gives less or asks less that isn't declared; what is declared is said: how many points, and the first of them by name."""
        folder = root / "rules" / "released"
        if not (root / "rules" / "low-back-pain").exists():
            # The wheel is tested without the rule files beside it; there is nothing to release there.
            return
        from triage.packs.released import declared_in, last_released

        files = ["--released", str(folder), "--changelog", str(root / "CHANGELOG.md")]
        assert main(["release", str(root / "rules" / "low-back-pain"), "--check", *files]) == 0
        out, lower = capsys.readouterr().out, declared_in(folder).of(bundled.version).lower
        if last_released(folder, name=bundled.name) == bundled or not lower:
            assert "never lower than" in out
        else:
            assert f"in {len(lower)} declared points, and nowhere else: {', '.join(lower[:5])}" in out


TEN_SLIPS = [
    ("infection/fever-with-infection-risk.yaml", "outcome: emergency now", "outcome: seek-care today", {"feverish": True}),
    ("cauda-equina/saddle-numbness.yaml", "outcome: emergency now", "outcome: seek-care today", {"saddle_sensory_change": True}),
    (
        "cauda-equina/saddle-numbness.yaml",
        "when_unsure: seek-care today",
        "when_unsure: seek-care days",
        {"saddle_sensory_change": "unsure"},
    ),
    ("findings/infection.yaml", "at_least: 38.0, flags", "at_least: 38.5, flags", {"temperature_c": 38.0}),
    ("findings/cauda-equina.yaml", "    aliases: [saddle_numbness]\n", "", {"saddle_numbness": True}),
    ("cauda-equina/two-cauda-equina-signs.yaml", "count: 2", "count: 3", None),
    ("weakness/severe-weakness-or-foot-drop.yaml", "  - foot_drop_new\n", "", {"foot_drop_new": True}),
    ("walking/pain-above-three-or-rising.yaml", "above: 3", "above: 4", None),
    ("fracture/recent-injury.yaml", "outcome: seek-care week", "outcome: seek-care fortnight", None),
    ("findings/cauda-equina.yaml", "    critical: true\n", "", None),
]


class TestTenWeakenedRules:
    """Ten slips in the real pack, one at a time: each makes `triage diff` fail with the right example."""

    @pytest.mark.parametrize(("file", "before", "after", "example"), TEN_SLIPS, ids=[f"{each[0]} {each[2]!r}" for each in TEN_SLIPS])
    def test_each_is_found_with_somebody_who_gets_less(self, file, before, after, example, tmp_path, root, capsys):
        """The example is in what is printed, ready to paste."""
        if not (root / "rules" / "low-back-pain").exists():
            # The wheel is tested without the rule files beside it; there is nothing to weaken there.
            return
        pack = tmp_path / "low-back-pain"
        shutil.copytree(root / "rules" / "low-back-pain", pack)
        path = pack / file
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after, 1))
        code = main(["diff", str(root / "rules" / "low-back-pain"), str(pack)])
        out = capsys.readouterr().out
        assert code == 1
        assert out.startswith("DOWNGRADED")
        if example is not None:
            assert str(example)[1:-1] in out
