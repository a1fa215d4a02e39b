"""The rule pages: complete, linked, the same every time, fresh, and claiming no review that nobody made."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from attrs import evolve

from triage import RuleError, RuleSet, bundled_rules, evaluate, load_rules
from triage.cli import main
from triage.model.digest import rule_digest
from triage.model.outcome import Outcome
from triage.model.words import Review
from triage.packs.released import all_released, write_released
from triage.telling.markdown import prose, slug, table
from triage.telling.pages import is_written_here, pages

ROOT = Path(__file__).parent.parent
HEADINGS = [
    "What it flags",
    "What the person reads",
    "When it fires",
    "If the answer is unsure",
    "Why",
    "Evidence",
    "Cases",
    "Limits",
    "History",
    "For developers",
]
INDEXES = {
    *("index.md", "by-cause.md", "by-finding.md", "by-source.md", "coverage.md", "accuracy.md", "findings.md", "definitions.md"),
    *("advice.md", "glossary.md", "sources.md", "changes.md", "sign-off.md"),
}
LINK = re.compile(r'\]\(([^)\s]+)(?: "[^"]*")?\)')
CLEARANCE = re.compile(r"\b(safe|clear|normal|nothing serious|all-clear)\b", re.IGNORECASE)
REVIEWED = re.compile(r"\b(reviewed|approved|endorsed|certified|signed off)\b", re.IGNORECASE)
DENIED = re.compile(r"\b(no|not|none|never|nobody|before)\b", re.IGNORECASE)


def sections(page):
    """The text under each second heading of a page, in order."""
    return dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))


def anchors(page):
    """The anchor of each heading, worked out as Python-Markdown does it."""
    found = []
    for heading in re.findall(r"^#+ (.*)$", page, re.MULTILINE):
        plain = normalize("NFKD", heading.replace("`", "")).encode("ascii", "ignore").decode()
        found.append(re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower()))
    return found


def cells(line):
    """The cells of one row of a table."""
    return re.split(r"(?<!\\)\|", line)[1:-1]


def with_rule(rules, name, **changes):
    """The same rules, one of them changed."""
    content = rules.content
    return RuleSet.of(evolve(content, rules=tuple(evolve(each, **changes) if each.id == name else each for each in content.rules)))


def of_version(rules, version):
    """The same rules under another version."""
    return RuleSet.of(evolve(rules.content, packs=tuple(evolve(pack, version=version) for pack in rules.content.packs)))


@pytest.fixture(scope="module")
def released():
    """The releases of the bundled rules; none where only the wheel is there."""
    return all_released(ROOT / "rules" / "released", name=bundled_rules().name)


@pytest.fixture(scope="module")
def written(bundled, released):
    """The pages of the bundled rules."""
    return pages(bundled, released=released)


class TestPages:
    """A pure function of the rules, with a place for everything in them."""

    def test_twice_the_same(self, bundled, released, written):
        """No clock, no order of a set, no place on a disk."""
        again = RuleSet.of(bundled.content)
        assert list(pages(again, released=released).items()) == list(written.items())

    def test_one_page_for_each_rule_beside_the_indexes(self, bundled, written):
        """Named after the rule, so that a link to it never moves."""
        assert set(written) == INDEXES | {f"{name}.md" for name in bundled.rules}

    def test_every_rule_has_its_place_on_each_index(self, bundled, written):
        """By urgency, cause, question and source, among the demands, and on the sheet to sign with its digest."""
        for rule in bundled.content.rules:
            target = f"]({rule.id}.md"
            for name in ("index.md", "by-cause.md", "by-finding.md", "by-source.md", "coverage.md", "sign-off.md"):
                assert target in written[name], (rule.id, name)
            assert f"`{rule_digest(rule, bundled.content)[:12]}`" in written["sign-off.md"]

    def test_every_finding_definition_source_and_word_has_its_place(self, bundled, written):
        """With the question and the words exactly as written."""
        for finding in bundled.content.findings:
            assert f"### `{finding.name}`\n" in written["findings.md"]
            assert prose(finding.question) in written["findings.md"]
            assert f"(`{finding.name}`)" in written["by-finding.md"]
        for definition in bundled.content.definitions:
            assert f"## `{definition.name}`\n" in written["definitions.md"]
        for source in bundled.content.sources:
            assert f"## `{source.id}`\n" in written["sources.md"]
        for entry in bundled.content.glossary:
            assert f"**{prose(entry.term)}**" in written["glossary.md"]
        for place, figure in enumerate(bundled.content.figures):
            assert prose(figure.feature) in written["accuracy.md"], place

    def test_every_statement_has_its_place(self, bundled, written):
        """Its words, the outcome that it demands and its note, in one row."""
        rows = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", line) for line in written["coverage.md"].split("\n") if line.startswith("| ")]
        for demand in bundled.content.coverage:
            words = (f" {prose(demand.text)} ", f" {demand.demands} ", prose(demand.note))
            assert any(all(each in row for each in words) for row in rows), demand.id

    def test_a_rule_can_t_take_the_name_of_an_index(self, sample):
        """Its page would be lost."""
        first = sample.content.rules[0]
        with pytest.raises(RuleError, match="`glossary` is the name of a page"):
            pages(with_rule(sample, first.id, id="glossary"))


class TestRulePages:
    """The same headings in the same order, and under them what a clinician judges."""

    def test_headings(self, bundled, written):
        """So that a reviewer of many rules finds each thing where it was."""
        for name in bundled.rules:
            assert list(sections(written[f"{name}.md"])) == HEADINGS, name

    def test_status_line(self, bundled, written):
        """Outcome, doubt, review status, ref and digest, before anything else."""
        page = written["saddle-numbness.md"]
        rule = bundled.rules["saddle-numbness"]
        status = next(line for line in page.split("\n") if line.startswith("| **"))
        digest = f"`{rule_digest(rule, bundled.content)[:12]}`"
        assert [cell.strip() for cell in cells(status)] == [
            *("**Emergency care now**", "**Seek care today**", "**not reviewed by a clinician**", "C-01", digest)
        ]

    def test_everything_the_person_reads_is_there(self, bundled, written):
        """The rule's words, those for a doubt, and the advice."""
        advice = {each.outcome: each.say for pack in bundled.packs for each in pack.advice}
        for rule in bundled.content.rules:
            shown = sections(written[f"{rule.id}.md"])["What the person reads"]
            for text in (rule.say, rule.say_unsure, advice[rule.outcome]):
                assert prose(text) in shown

    def test_every_leaf_is_there_with_its_question(self, bundled, written):
        """Definitions opened; a bound with its number and unit."""
        from triage.model.vocabulary import Vocabulary

        vocabulary = Vocabulary.of(bundled.content)
        for rule in bundled.content.rules:
            shown = sections(written[f"{rule.id}.md"])["When it fires"]
            for leaf in vocabulary.opened(rule.when):
                assert f"findings.md#{leaf.finding})" in shown
                assert prose(bundled.findings[leaf.finding].question) in shown

    def test_what_else_counts_is_said(self, written):
        """A measured fever is a fever; and a reading stands with its unit."""
        shown = sections(written["fever.md"])["When it fires"]
        assert "Also counts: [temperature](findings.md#temperature_c): 38.0 degrees Celsius or more" in shown

    def test_cases_limits_and_sources_are_all_there(self, bundled, written):
        """None is left out for length."""
        for rule in bundled.content.rules:
            found = sections(written[f"{rule.id}.md"])
            assert len([line for line in found["Cases"].split("\n") if line.startswith("| ")]) == len(rule.cases) + 1
            assert len(re.findall(r"^- ", found["Limits"], re.MULTILINE)) == len(rule.limits)
            for citation in rule.sources:
                assert f"(sources.md#{citation.id}) | {citation.grade} |" in found["Evidence"]

    def test_figures_stand_on_the_pages_of_their_rules(self, bundled, written):
        """With setting and size; a number never travels alone."""
        for figure in bundled.content.figures:
            for name in figure.rules:
                assert f"| {prose(figure.feature)} | {prose(figure.target)} | {prose(figure.setting)} |" in written[f"{name}.md"]

    def test_the_example_does_what_it_says(self, bundled, written):
        """Run as a developer would paste it."""
        for name in bundled.rules:
            code = re.search(r"```python\n(.*?)```", written[f"{name}.md"], re.DOTALL)
            exec(code[1], {"evaluate": evaluate})  # noqa: S102


class TestLinksAndTables:
    """What is linked is there, and tables stay tables."""

    def test_every_link_and_anchor_resolves(self, written):
        """Within the pages, and to the explanations beside them."""
        known = {name: anchors(text) for name, text in written.items()}
        for name, text in written.items():
            for target in LINK.findall(text):
                page, _, anchor = target.partition("#")
                if target.startswith("../"):
                    assert (ROOT / "docs" / "rules" / page).resolve().is_file(), (name, target)
                elif not target.startswith("https://doi.org/"):
                    assert page in written, (name, target)
                    assert not anchor or known[page].count(anchor) == 1, (name, target)

    def test_every_table_has_as_many_cells_in_each_row(self, written):
        """A bar in somebody's text doesn't make a cell, and an empty line stands before each table."""
        for name, text in written.items():
            lines = text.split("\n")
            for before, line in pairwise(lines):
                if line.startswith("|"):
                    expected = len(cells(before)) if before.startswith("|") else len(cells(line))
                    assert len(cells(line)) == expected, (name, line)
                    assert before == "" or before.startswith("|"), (name, line)

    def test_text_from_outside_is_no_markup(self):
        """Nor is it lost."""
        assert prose("a *b*  [c]\n<b> 3 < 4 `x*y`") == r"a \*b\* \[c\] &lt;b> 3 < 4 `x*y`"
        assert prose("one ` alone*") == r"one ' alone\*"
        assert list(table(("A", "B"), [["1|2", r"3\|4"]])) == ["", "| A | B |", "|---|---|", r"| 1\|2 | 3\|4 |"]
        assert slug("`saddle_sensory_change`") == "saddle_sensory_change"
        assert slug("Guillain-Barré syndrome") == "guillain-barre-syndrome"

    def test_there_is_no_html(self, written):
        """Plain Markdown moves to another builder as it is."""
        for name, text in written.items():
            assert re.search(r"</?[A-Za-z!]", text) is None, name


class TestHonest:
    """No review that nobody made, and no word that sounds like a clearance."""

    def test_each_page_carries_the_review_status(self, bundled, written):
        """Below the title of every index, in the status of every rule, and in the last line of all."""
        for name, text in written.items():
            assert text.rstrip().split("\n")[-1].endswith(f"Clinical review: {bundled.stamp.review}.*")
            own = bundled.stamp.review if name in INDEXES else "**not reviewed by a clinician**"
            assert own in "\n".join(text.split("\n")[:6]), name

    def test_nothing_claims_a_review(self, written):
        """Wherever a page speaks of one, the sentence denies it."""
        for name, text in written.items():
            for sentence in re.split(r"(?<=[.!?])\s|\n|\|", text):
                assert REVIEWED.search(sentence) is None or DENIED.search(sentence), (name, sentence)

    def test_a_recorded_review_is_named_until_the_text_changes(self, sample):
        """The digest decides, and not the entry."""
        rule = sample.content.rules[0]
        own = Review("Dr Sample", "invented doctor", "2026-11-22", rule_digest(rule, sample.content))
        reviewed = with_rule(sample, rule.id, reviews=(own,))
        for name in (f"{rule.id}.md", "index.md"):
            assert "reviewed by Dr Sample, invented doctor, on 2026-11-22" in pages(reviewed)[name]
        edited = with_rule(reviewed, rule.id, say="Other words.")
        assert all("Dr Sample" not in text for text in pages(edited).values())

    def test_no_word_sounds_like_a_clearance(self, sample, written):
        """In our own wording, on the pages of rules whose texts have none of these words either."""
        for pack in (written, pages(sample, released=(of_version(sample, "0.0.1"),))):
            for name, text in pack.items():
                assert CLEARANCE.search(text) is None, (name, CLEARANCE.search(text))


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
        (tmp_path / "index.md").write_text("old", "utf-8")
        capsys.readouterr()
        assert main(["pages", str(sample_path), *where, "--check"]) == 1
        said = capsys.readouterr().out
        assert [line.removeprefix(f"{tmp_path}/").partition(";")[0] for line in said.splitlines()] == [
            *("glossary.md is missing", "index.md is stale", "old-rule.md is superfluous")
        ]
        assert main(["pages", str(sample_path), *where]) == 0
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

    def test_the_committed_pages_are_fresh(self, written):
        """Where the pages and the releases that they tell of are both there; the wheel is tested beside the pages alone."""
        folder = ROOT / "docs" / "rules"
        if folder.exists() and (ROOT / "rules" / "released").exists():
            assert {file.name: file.read_text("utf-8") for file in folder.glob("*.md")} == written

    def test_the_sample_pack_has_all_its_pages_too(self, sample_path):
        """A pack without coverage, figures and glossary is described as well."""
        found = pages(load_rules(sample_path))
        assert "No list of statements and red flags" in found["coverage.md"]
        assert "No accuracy figure" in found["accuracy.md"]
