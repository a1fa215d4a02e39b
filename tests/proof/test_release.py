"""Releases: kept for good, and refused where somebody would get less unseen."""

from __future__ import annotations

import shutil

import pytest
from attrs import evolve

from triage import RuleSet
from triage.cli import main
from triage.packs.released import write_released

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

    def test_several_packs_together_are_refused(self, house, sample):
        """Nothing would find such a release again, so that the next would pass for the first, whatever it lowers."""
        pack = sample.packs[0]
        both = RuleSet.of(evolve(sample.content, packs=(pack, evolve(pack, name="other"))))
        house.pack = write_released(house.pack.parent / "built", both)
        code, _, err = house.release("--check")
        assert code == 1
        assert "sample+other is 2 packs, and a release is one" in err
        assert not house.released.exists()

    def test_a_lowering_of_a_draft_must_be_declared_with_example_reason_and_source(self, house, capsys):
        """And a declaration that is no longer true is refused too."""
        house.release()
        weaken(house)
        house.version("0.2.0")
        code, _, err = house.release()
        assert code == 1
        assert "`sample-pain` gives less than in 0.1.0, for example to {'pain_nrs': 3.1}; declare it in lowered.yaml" in err
        declared = (
            "lowered:\n"
            "  - version: 0.2.0\n    rule: sample-pain\n    example: {pain_nrs: 3.1}\n    terms: 1\n"
            "    reason: Invented for this test.\n    source: sample-guideline-2026\n"
        )
        (house.released / "lowered.yaml").write_text(declared.replace("2026", "2062"))
        code, _, err = house.release()
        assert code == 1
        assert "declared lowered for `sample-guideline-2062`, which is no source of the pack; did you mean `sample-guideline-2026`?" in err
        (house.released / "lowered.yaml").write_text(declared)
        assert house.release()[0] == 0
        main(["diff", "sample@0.1.0", "sample@0.2.0", "--released", str(house.released)])
        assert "DECLARED 0.2.0 declares that `sample-pain` gives less" in capsys.readouterr().out
        main(["pages", str(house.pack), "--released", str(house.released), "--to", str(house.pack.parent / "pages")])
        assert "0.2.0 declares that `sample-pain` gives less" in (house.pack.parent / "pages" / "sample-pain.md").read_text()
        house.edit("pack.yaml", "version: 0.2.0", "version: 0.3.0")
        house.changelog.write_text(CHANGELOG.format(version="0.3.0"))
        (house.released / "lowered.yaml").write_text((house.released / "lowered.yaml").read_text().replace("0.2.0", "0.3.0"))
        assert "is declared lowered in 0.3.0, and isn't" in house.release()[2]

    def test_from_1_0_on_nothing_is_lowered_declared_or_not(self, house):
        """A wrong rule then changes only in a pack of a new name."""
        house.release()
        weaken(house)
        house.version("1.0.0")
        (house.released / "lowered.yaml").write_text(
            "lowered:\n"
            "  - version: 1.0.0\n    rule: sample-pain\n    example: {pain_nrs: 3.1}\n    terms: 1\n"
            "    reason: Invented for this test.\n    source: sample-guideline-2026\n"
        )
        code, _, err = house.release()
        assert code == 1
        assert "from 1.0 on nothing is ever lowered" in err

    def test_the_bundled_rules_are_never_lower_than_any_release(self, bundled, root):
        """Not only than the last one."""
        from triage import load_rules
        from triage.proof.downgrade import compare

        for file in sorted((root / "rules" / "released").glob("low-back-pain-*.json")):
            assert not compare(load_rules(file), bundled).downgraded


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
    ("weakness/severe-weakness-or-foot-drop.yaml", "    - foot_drop_new\n", "", {"foot_drop_new": True}),
    ("walking/pain-above-three-or-rising.yaml", "above: 3", "above: 4", None),
    ("fracture/recent-injury.yaml", "outcome: seek-care days", "outcome: seek-care week", None),
    ("findings/cauda-equina.yaml", "    critical: true\n", "", None),
]


class TestTenWeakenedRules:
    """Ten slips in the real pack, one at a time: each makes `triage diff` fail with the right example."""

    @pytest.mark.parametrize(("file", "before", "after", "example"), TEN_SLIPS, ids=[f"{each[0]} {each[2]!r}" for each in TEN_SLIPS])
    def test_each_is_found_with_somebody_who_gets_less(self, file, before, after, example, tmp_path, root, capsys):
        """The example is in what is printed, ready to paste."""
        if not (root / "rules").exists():
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
