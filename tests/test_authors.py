"""Authors of other packs: from `triage new` to built files and pages, and none of it in anybody's way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from triage import evaluate, load_rules
from triage.cli import main
from triage.packs.released import write_released
from triage.telling.markdown import slug

LINK = re.compile(r"\]\(([^)# ]*)(?:#([^) ]*))?(?: \"[^\"]*\")?\)")


@pytest.fixture
def pack(tmp_path, monkeypatch, capsys):
    """A pack as `triage new` writes it, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "my-pack"]) == 0
    capsys.readouterr()
    return Path("my-pack")


def edit(file, old, new):
    """One text for another, which is there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


class TestNew:
    """``triage new``: a pack to begin with."""

    @pytest.mark.parametrize("command", ["check", "mutants", "verify"])
    def test_it_passes_as_it_is(self, pack, command):
        """Its cases hold, catch each slip, and each rule can be met."""
        assert main([command, str(pack)]) == 0

    def test_nothing_that_is_there_is_touched(self, pack, capsys):
        """The folder may hold somebody's work."""
        edit(pack / "pack.yaml", "a draft", "my draft")
        assert main(["new", str(pack)]) == 1
        assert capsys.readouterr().err == "my-pack is there already, and is left as it is\n"
        assert "my draft" in (pack / "pack.yaml").read_text("utf-8")

    @pytest.mark.parametrize("name", ["low-back-pain", "My Pack", "a_b", "-x"])
    def test_a_name_that_no_pack_can_have_is_refused(self, name, tmp_path, capsys):
        """Before a folder is made."""
        assert main(["new", "--", str(tmp_path / name)]) == 1
        assert f"`{name}`" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []


class TestDraft:
    """``triage check --draft``: what isn't used yet doesn't drown what is wrong."""

    def test_only_the_unused_is_left_out(self, pack, capsys):
        """A finding that no rule reads is told without it alone; a fault in either case."""
        unread = "  other:\n    kind: flag\n    label: other\n    question: Anything else?\n    clinical: Anything.\n"
        edit(pack / "findings/complaint.yaml", "findings:\n", f"findings:\n{unread}")
        edit(pack / "panels.yaml", "    lines:\n", "    lines:\n      other: Anything else\n")
        assert main(["check", str(pack)]) == 1
        assert "no rule reads `other`" in capsys.readouterr().err
        assert main(["check", str(pack), "--draft"]) == 0
        assert capsys.readouterr().err == ""
        edit(pack / "first-cause/first-rule.yaml", "all: [has_complaint", "all: [has_complaimt")
        assert main(["check", str(pack), "--draft"]) == 1
        said = capsys.readouterr().err
        assert "did you mean `has_complaint`" in said
        assert "no rule reads" not in said


class TestBuild:
    """``triage build``: into the pack's own folder, and never over the rules that came with the library."""

    def test_without_a_place_it_writes_beside_the_pack_and_says_where(self, pack, capsys):
        """And the package is as it was."""
        data = Path(load_rules.__code__.co_filename).parent / "data"
        before = sorted(data.rglob("*"))
        assert main(["build", str(pack)]) == 0
        assert capsys.readouterr().out.splitlines()[0] == "my-pack/my-pack.json written"
        assert sorted(data.rglob("*")) == before
        assert main(["check", str(pack)]) == 0
        assert main(["build", str(pack), "--check"]) == 0
        rules = load_rules(pack / "my-pack.json")
        assert str(evaluate({"has_complaint": True, "sudden_start": True}, rules=rules).outcome) == "emergency now"

    @pytest.mark.parametrize("where", [[], ["--to", "built"]])
    def test_the_name_of_the_bundled_pack_is_refused(self, pack, where, capsys):
        """Wherever it would be written."""
        edit(pack / "pack.yaml", "name: my-pack", "name: low-back-pain")
        assert main(["build", str(pack), *where]) == 1
        assert "a pack of your own needs a `name` of its own" in capsys.readouterr().err
        assert not list(Path().rglob("*.json"))


class TestPages:
    """``triage pages`` of a pack of one's own: a site, and nobody else's file touched."""

    def test_every_link_leads_to_a_page_and_a_heading(self, pack):
        """What `mkdocs build --strict` asks of it."""
        assert main(["pages", str(pack), "--to", "site"]) == 0
        texts = {file.name: file.read_text("utf-8") for file in Path("site").iterdir()}
        headings = {name: {slug(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")} for name, text in texts.items()}
        links = [(name, page or name, at) for name, text in texts.items() for page, at in LINK.findall(text)]
        assert len(links) > 50
        assert [link for link in links if link[1] not in texts or (link[2] and link[2] not in headings[link[1]])] == []

    def test_the_example_of_a_rule_applies_its_own_rules(self, pack, monkeypatch):
        """Run as it stands where the pack was built."""
        main(["build", str(pack)])
        main(["pages", str(pack), "--to", "site"])
        code = Path("site/first-rule.md").read_text("utf-8").partition("```python\n")[2].partition("```")[0]
        monkeypatch.chdir(pack)
        assert "rules=rules" in code
        exec(code, {})  # noqa: S102 - it is what the page tells a reader to run

    def test_a_page_that_somebody_wrote_is_never_overwritten(self, pack, capsys):
        """Nor is anything else written."""
        Path("site").mkdir()
        Path("site/index.md").write_text("# Mine\n", "utf-8")
        assert main(["pages", str(pack), "--to", "site"]) == 1
        assert capsys.readouterr().err == "site/index.md wasn't written from my-pack, and is left; give another folder with --to\n"
        assert [file.name for file in Path("site").iterdir()] == ["index.md"]
        assert Path("site/index.md").read_text("utf-8") == "# Mine\n"

    def test_the_pages_of_another_pack_are_left(self, pack, sample_path, capsys):
        """They were taken away unmentioned."""
        main(["pages", str(sample_path), "--to", "site", "--released", "none"])
        before = {file: file.read_text("utf-8") for file in Path("site").iterdir()}
        assert main(["pages", str(pack), "--to", "site"]) == 1
        assert "site/sample-rash.md wasn't written from my-pack" in capsys.readouterr().err
        assert {file: file.read_text("utf-8") for file in Path("site").iterdir()} == before

    def test_check_says_what_is_superfluous_and_the_command_removes_it(self, pack, capsys):
        """Pages of a rule that is gone; the check itself takes nothing away."""
        main(["pages", str(pack), "--to", "site"])
        rule = pack / "first-cause/first-rule.yaml"
        for file in (rule, pack / "coverage.yaml"):
            edit(file, "first-rule", "other-rule")
        rule.rename(rule.with_name("other-rule.yaml"))
        capsys.readouterr()
        assert main(["pages", str(pack), "--to", "site", "--check"]) == 1
        said = capsys.readouterr().out.splitlines()
        assert "site/first-rule.md is superfluous; run `triage pages`" in said
        assert "site/other-rule.md is missing; run `triage pages`" in said
        assert Path("site/first-rule.md").is_file()
        assert main(["pages", str(pack), "--to", "site"]) == 0
        assert "site/first-rule.md was superfluous, and is removed" in capsys.readouterr().out.splitlines()
        assert not Path("site/first-rule.md").exists()
        assert main(["pages", str(pack), "--to", "site", "--check"]) == 0

    def test_a_page_of_somebody_elses_beside_them_is_named_and_left(self, pack, capsys):
        """By the check and by the command, which writes all the same."""
        main(["pages", str(pack), "--to", "site"])
        Path("site/notes.md").write_text("# Mine\n", "utf-8")
        capsys.readouterr()
        assert main(["pages", str(pack), "--to", "site", "--check"]) == 1
        assert capsys.readouterr().out == "site/notes.md is superfluous; run `triage pages`\n"
        assert main(["pages", str(pack), "--to", "site"]) == 1
        assert "site/notes.md wasn't written by `triage pages`, and is left" in capsys.readouterr().out
        assert Path("site/notes.md").read_text("utf-8") == "# Mine\n"


class TestDiff:
    """``triage diff``: a version alone is one of the pack at hand."""

    def test_a_release_that_isnt_there_is_told_with_those_that_are(self, pack, capsys):
        """Outside the repository too."""
        write_released(Path("kept"), load_rules(pack))
        assert main(["diff", "9.9.9", str(pack), "--released", "kept"]) == 1
        said = capsys.readouterr().err
        assert "no release of `my-pack`; in kept there are `my-pack@0.1.0`" in said
        assert "`low-back-pain@0.3.0`" in said

    def test_a_version_alone_is_one_of_the_pack_it_is_held_against(self, pack, capsys):
        """And not of the bundled pack, which has one of the same number."""
        write_released(Path("kept"), load_rules(pack))
        assert main(["diff", "0.1.0", str(pack), "--released", "kept"]) == 0
        assert "1 terms of my-pack 0.1.0" in capsys.readouterr().out


class TestWhatIsMissing:
    """The case or the question that an author has to find is named."""

    def test_a_mutant_that_is_left_comes_with_place_and_case(self, pack, capsys):
        """And with that case it is caught."""
        file = pack / "first-cause/first-rule.yaml"
        edit(file, "outcome: emergency now", "outcome: emergency now\n# A line more.")
        case = "  - {name: not sure, given: {has_complaint: true, sudden_start: unsure}, expect: seek-care today}\n"
        edit(file, case, "")
        assert main(["mutants", str(pack)]) == 1
        said = capsys.readouterr().out.splitlines()[0]
        assert said.startswith(f"{file}:6:1: LEFT lower `when_unsure` to seek-care days; no case catches it")
        given, expect = re.search(r"`given: (\{.*\})` and `expect: (.*)`", said).groups()
        edit(file, "cases:\n", f"cases:\n  - {{name: found, given: {given}, expect: {expect}}}\n")
        assert main(["mutants", str(pack)]) == 0

    def test_a_case_that_gives_open_names_the_question(self, pack, capsys):
        """That could still make the rule fire."""
        edit(
            pack / "first-cause/first-rule.yaml",
            "given: {has_complaint: true}, expect: open",
            "given: {has_complaint: true}, expect: silent",
        )
        assert main(["check", str(pack)]) == 1
        assert "expects `silent` and gives `open`: `sudden_start` is open and could still make it fire" in capsys.readouterr().err
