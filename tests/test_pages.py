"""The rule pages: complete, linked, the same every time, fresh, and claiming no review that nobody made."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from attrs import evolve

from paging import ROOT, anchors, cells, of_version, sections, with_rule
from triage import RuleError, RuleSet, evaluate
from triage.model.digest import rule_digest
from triage.model.words import Review
from triage.telling.catalogue import outcome_words
from triage.telling.markdown import prose, slug, table
from triage.telling.pages import pages

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
    *("questionnaire.md", "advice.md", "glossary.md", "sources.md", "vignettes.md", "changes.md", "sign-off.md"),
}
LINK = re.compile(r'\]\(([^)\s]+)(?: "[^"]*")?\)')
CLEARANCE = re.compile(r"\b(safe|clear|normal|nothing serious|all-clear)\b", re.IGNORECASE)
REVIEWED = re.compile(r"\b(reviewed|approved|endorsed|certified|signed off)\b", re.IGNORECASE)
DENIED = re.compile(r"\b(no|not|none|never|nobody|before)\b", re.IGNORECASE)


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
            words = (f" {prose(demand.text)} ", f" {outcome_words(demand.demands)} ", prose(demand.note))
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
        """With setting and size; a number never travels alone. One about everybody, whatever the sign, is a link away."""
        everybody = ("share of people", "base rate")
        for figure in bundled.content.figures:
            assert f"| {prose(figure.feature)} | {prose(figure.setting)} |" in written["accuracy.md"]
            for name in figure.rules:
                page = written[f"{name}.md"]
                row = f"| {prose(figure.feature)} | {prose(figure.target)} | {prose(figure.setting)} |"
                if figure.target in everybody:
                    assert f"[{figure.target}](accuracy.md#{slug(figure.target)})" in page
                    assert row not in page
                else:
                    assert row in page

    def test_a_long_condition_is_told_in_short_first(self, written):
        """Definitions by their labels, so that a reader finds the way; the long form is folded, and a short condition needs none."""
        short, full = sections(written["infection-risk-with-nerve-signs.md"])["When it fires"].split("The same with every question")
        assert short.count("- Any of these: ") == 5
        assert "- Any of these: **pain in the back or a leg**; **constant, climbing or bone-sore pain**.\n" in short
        assert "findings.md#" not in short
        assert "findings.md#vascular_line" in full
        assert full.count("</details>") == 1
        assert "- Changed feeling between the legs.\n" in written["two-cauda-equina-signs.md"].split("<details")[0]
        assert "The same with every question" not in written["saddle-numbness.md"]

    def test_each_page_begins_with_the_rule_in_short(self, written, bundled):
        """Before the first heading: on what it fires, and what then; what is too long for that is said by its title."""
        for rule in bundled.rules.values():
            beginning = written[f"{rule.id}.md"].partition("\n## ")[0]
            (said,) = re.findall(r"^\*\*In short\.\*\* Fires on: (.+)\. Then: (.+)\.$", beginning, re.MULTILINE)
            assert len(re.sub(r"\]\([^)]*\)", "]", said[0])) < 340
            assert outcome_words(rule.outcome) in said[1]

    def test_nearly_every_option_is_told_by_the_others(self, written):
        """Shorter, and the reader sees at once what doesn't count."""
        shown = sections(written["back-pain-under-16.md"])["When it fires"]
        assert "[side of the leg pain](findings.md#leg_pain_side): any answer but “No” and “I'm not sure”" in shown

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
        """Plain Markdown moves to another builder as it is; but for what is folded, which Markdown has no mark for."""
        for name, text in written.items():
            assert re.search(r"</?(?!details\b|summary>)[A-Za-z!]", text) is None, name


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
        own = Review("Dr Sample", "invented doctor", "2026-11-22", rule_digest(rule, sample.content), rule=rule.id)
        reviewed = RuleSet.of(evolve(sample.content, reviews=(own,)))
        for name in (f"{rule.id}.md", "index.md"):
            assert "reviewed by Dr Sample, invented doctor, on 2026-11-22" in pages(reviewed)[name]
        edited = with_rule(reviewed, rule.id, say="Other words.")
        assert all("Dr Sample" not in text for text in pages(edited).values())

    def test_an_objection_is_no_review_and_is_told(self, sample):
        """With its words, on the page of the rule; the rule counts as not reviewed."""
        rule = sample.content.rules[0]
        digest = rule_digest(rule, sample.content)
        said = Review("Dr Sample", "invented doctor", "2026-11-22", digest, rule=rule.id, decision="object", comment="Too *slow*.")
        written = pages(RuleSet.of(evolve(sample.content, reviews=(said,))))
        assert "**Objected to** by Dr Sample, invented doctor, on 2026-11-22: Too \\*slow\\*." in written[f"{rule.id}.md"]
        assert "**not reviewed by a clinician**" in written[f"{rule.id}.md"]
        assert "Dr Sample" not in written["sign-off.md"]

    def test_no_word_sounds_like_a_clearance(self, sample, written):
        """In our own wording, on the pages of rules whose texts have none of these words either."""
        for pack in (written, pages(sample, released=(of_version(sample, "0.0.1"),))):
            for name, text in pack.items():
                assert CLEARANCE.search(text) is None, (name, CLEARANCE.search(text))
