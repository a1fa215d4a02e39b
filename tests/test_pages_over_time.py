"""The rule pages from release to release, and the command that keeps them fresh."""

from __future__ import annotations

from attrs import evolve

from paging import ROOT, of_version, sections, with_rule
from triage import RuleSet, load_rules
from triage.cli import main
from triage.model.outcome import Outcome
from triage.packs.asked import asked_in
from triage.packs.released import all_released, declared_in, write_released
from triage.telling.catalogue import outcome_words
from triage.telling.markdown import prose
from triage.telling.pages import is_written_here, pages


class TestHistory:
    """What a rule was in each release, and what changed between releases."""

    def test_a_rule_of_no_release(self, sample):
        """Says so."""
        rule = sample.content.rules[0]
        assert sections(pages(sample)[f"{rule.id}.md"])["History"].split("\n")[1] == "- Not released yet."
        assert "## Not released yet" in pages(sample)["changes.md"]

    def test_each_change_has_its_release(self, sample):
        """First released, outcome and words changed later, and a change of a question since."""
        rule = sample.rules["sample-count"]
        first = of_version(sample, "0.0.1")
        today = Outcome.parse("seek-care today")
        second = with_rule(of_version(sample, "0.0.2"), rule.id, outcome=today, when_unsure=today, say="Other words.")
        findings = tuple(evolve(each, question=f"{each.question} Now?") for each in second.content.findings)
        present = RuleSet.of(evolve(second.content, findings=findings))
        history = sections(pages(present, released=(first, second))[f"{rule.id}.md"])["History"]
        assert history.strip().split("\n")[:3] == [
            "- 0.0.1 of 2026-11-22: first released.",
            "- 0.0.2 of 2026-11-22: outcome changed from Seek care within 2 to 3 days to Seek care today; "
            "outcome with only a doubt changed from Seek care within 2 to 3 days to Seek care today; "
            "text changed (what the person reads).",
            "- Since 0.0.2, not released yet: a question, definition or source that it uses changed.",
        ]

    def test_changes_between_releases(self, sample):
        """Who gets more, who gets less with an example, which rules are new, newest release first."""
        rule = sample.rules["sample-count"]
        fewer = evolve(sample.content, rules=tuple(each for each in sample.content.rules if each != rule))
        first, second = RuleSet.of(fewer), of_version(sample, "0.2.0")
        lower = with_rule(second, rule.id, outcome=Outcome.parse("stop now"), when_unsure=Outcome.parse("stop now"))
        text = pages(lower, released=(first, second))["changes.md"]
        found = sections(text)
        assert [heading.partition(",")[0] for heading in found] == [*("Not released yet", "0.2.0 of 2026-11-22", "0.1.0 of 2026-11-22")]
        newest, middle, oldest = found.values()
        assert "**Somebody gets less than before**" in newest
        assert "### Less urgent for somebody" in newest
        assert "Nobody gets less than before" in middle
        assert "| New rules | 1 |" in middle
        assert f"]({rule.id}.md)" in middle
        assert f"{len(first.rules)} rules" in oldest

    def test_words_are_shown_before_and_after(self, sample):
        """A rule's, a question's and the advice's; what is decided by a new answer alone is said so."""
        rule, finding, pack = sample.content.rules[0], sample.content.findings[0], sample.packs[0]
        advice = (evolve(pack.advice[0], say="Newly told."), *pack.advice[1:])
        content = evolve(
            with_rule(sample, rule.id, say="Newly said.").content,
            findings=(evolve(finding, question="Newly asked?", help="Newly helped."), *sample.content.findings[1:]),
            packs=(evolve(pack, version="0.9.0", advice=advice),),
        )
        found = sections(pages(RuleSet.of(content), released=(sample,))["changes.md"])
        newest = next(iter(found.values()))
        assert f"    - What the person reads: “{prose(rule.say)}” became “Newly said.”" in newest
        assert f"    - Question: “{prose(finding.question)}” became “Newly asked?”" in newest
        assert f"- {outcome_words(advice[0].outcome)}: “{prose(pack.advice[0].say)}” became “Newly told.”" in newest
        assert "    - Help: nothing became “Newly helped.”" in newest

    def test_what_a_format_changed_is_said(self, sample):
        """Somebody who gets more from the same rules is told why; between rules of one format nothing is said."""
        old = RuleSet.of(evolve(of_version(sample, "0.0.1").content, format=1))
        newest = next(iter(sections(pages(sample, released=(old,))["changes.md"]).values()))
        assert "Between the two an unsure came to count as a doubt for every kind of question." in newest
        same = pages(sample, released=(of_version(sample, "0.0.1"),))["changes.md"]
        assert "Between the two an unsure" not in same

    def test_new_rules_that_need_new_answers_are_apart(self, sample):
        """In a line for each outcome, and not in rows that all say that there is no example."""
        rule = sample.rules["sample-pain"]
        fewer = evolve(
            sample.content,
            rules=tuple(each for each in sample.content.rules if each != rule),
            findings=tuple(each for each in sample.content.findings if each.name != "pain_nrs"),
        )
        newest = next(iter(sections(pages(of_version(sample, "0.2.0"), released=(RuleSet.of(fewer),))["changes.md"]).values()))
        line = f"- {outcome_words(rule.outcome)}: [{rule.title}]({rule.id}.md) ({rule.ref})"
        assert f"They raise somebody only with an answer that is new in this version:\n\n{line}\n" in newest
        assert "Smallest example" not in newest


class TestCommand:
    """``triage pages``: written, found fresh, found stale, and nothing of anybody's taken away."""

    def test_written_checked_and_mended(self, sample_path, tmp_path, capsys):
        """Stale, missing and superfluous pages are named, and mended by writing."""
        where = ["--to", str(tmp_path), "--released", str(tmp_path / "none")]
        assert main(["pages", str(sample_path), *where]) == 0
        assert main(["pages", str(sample_path), *where, "--check"]) == 0
        gone = tmp_path / "old-rule.md"
        gone.write_text((tmp_path / "index.md").read_text("utf-8"), "utf-8")
        (tmp_path / "glossary.md").unlink()
        (tmp_path / "index.md").write_text(gone.read_text("utf-8").replace("Rules:", "Old rules:"), "utf-8")
        capsys.readouterr()
        assert main(["pages", str(sample_path), *where, "--check"]) == 1
        said = capsys.readouterr().out
        assert [line.removeprefix(f"{tmp_path}/").partition(";")[0] for line in said.splitlines()] == [
            *("glossary.md is missing", "index.md is stale", "old-rule.md is superfluous")
        ]
        assert main(["pages", str(sample_path), *where]) == 0
        assert "old-rule.md was superfluous, and is removed" in capsys.readouterr().out
        assert not gone.exists()
        assert main(["pages", str(sample_path), *where, "--check"]) == 0

    def test_what_somebody_wrote_is_left(self, sample_path, tmp_path, capsys):
        """Pointed at the wrong folder, the command names the stranger and keeps it; other files don't count."""
        (tmp_path / "essay.md").write_text("# Mine\n", "utf-8")
        (tmp_path / "picture.svg").write_text("", "utf-8")
        assert main(["pages", str(sample_path), "--to", str(tmp_path)]) == 1
        assert "essay.md wasn't written by `triage pages`, and is left" in capsys.readouterr().out
        assert (tmp_path / "essay.md").exists()
        assert (tmp_path / "picture.svg").exists()
        assert not is_written_here("# Mine\n")

    def test_releases_are_read_oldest_first(self, sample, tmp_path):
        """By their numbers, and only those of this pack."""
        for version in ("0.10.0", "0.2.0"):
            write_released(tmp_path, of_version(sample, version))
        (tmp_path / "sample-other-0.1.0.json").write_text("{}", "utf-8")
        assert [each.version for each in all_released(tmp_path, name="sample")] == ["0.2.0", "0.10.0"]
        assert all_released(tmp_path / "none", name="sample") == ()

    def test_the_committed_pages_are_fresh(self, bundled, released):
        """Where the pages and the releases that they tell of are both there; the wheel is tested beside the pages alone."""
        folder, releases = ROOT / "docs" / "rules", ROOT / "rules" / "released"
        if folder.exists() and releases.exists():
            found = {file.name: file.read_text("utf-8") for file in folder.glob("*.md")}
            assert found == pages(bundled, released=released, declared=declared_in(releases), asked=asked_in(releases, bundled.content))

    def test_the_sample_pack_has_all_its_pages_too(self, sample_path):
        """A pack without coverage, figures and glossary is described as well."""
        found = pages(load_rules(sample_path))
        assert "No list of statements and red flags" in found["coverage.md"]
        assert "No accuracy figure" in found["accuracy.md"]
