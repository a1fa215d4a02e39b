"""What sources ask for beside what the pack demands, and the true review status: nothing that is open is told on one page only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import evolve

from triage.cli import main
from triage.errors import RuleError
from triage.model.digest import pack_digest, rule_digest
from triage.model.ruleset import RuleSet
from triage.model.words import Review
from triage.packs.asked import asked_in
from triage.telling.pages import pages
from triage.telling.status import with_status

ROOT = Path(__file__).parent.parent
RELEASES = ROOT / "rules/released"
MARKED = "Before. <!-- review status -->anything\nat all<!-- as it is --> After."


@pytest.fixture(scope="module")
def asked(bundled):
    """What the sources of the bundled pack ask for."""
    return asked_in(RELEASES, bundled.content)


@pytest.fixture(scope="module")
def written(bundled, asked):
    """The pages with it."""
    return pages(bundled, asked=asked)


def plain(text):
    """Words alone, without the targets of links."""
    return re.sub(r"[^a-z]+", " ", re.sub(r"\]\([^)]*\)", "", text).lower())


class TestAsked:
    """Where the pack asks for less than a source, a reader sees it."""

    def test_every_note_that_calls_it_below_the_page_is_marked(self, bundled, asked):
        """The notes and the file say the same."""
        below = [each for each in bundled.content.coverage if "Below the page" in each.note]
        assert len(below) > 5
        assert [each.id for each in below if asked[each.id].asks is None or not each.demands < asked[each.id].asks] == []

    def test_every_note_that_names_no_time_is_unstated(self, bundled, asked):
        """Nothing is compared with what no source says, but where it says in other words how soon."""
        silent = [each for each in bundled.content.coverage if re.search(r"(gives?|names?|sets?) no time", each.note)]
        assert len(silent) > 40
        told = [each.id for each in silent if each.id not in asked]
        assert told == []

    def test_what_is_lower_stands_first_and_in_its_row(self, written, bundled, asked):
        """Marked in both; and what is higher isn't marked."""
        page = written["coverage.md"]
        lower = [each for each in bundled.content.coverage if each.id in asked and (asked[each.id].asks or each.demands) > each.demands]
        assert len(lower) > 15
        assert page.count("**Lower:** ") == 2 * len(lower)
        some = [each for each in asked.values() if each.less_for]
        assert page.count("**Lower for some:** ") == 2 * len(some)
        first = page.split("## Where the pack asks for less than a source")[1].split("\n## ")[0]
        assert first.count("\n| [") == len({each.id for each in lower} | {name for name, each in asked.items() if each.less_for})

    def test_a_pack_without_the_file_has_no_such_column(self, bundled):
        """And its page says nothing of it."""
        page = pages(bundled)["coverage.md"]
        assert "The source asks for" not in page
        assert "Where the pack asks for less" not in page

    def test_every_open_point_stands_on_the_page_of_its_rules(self, written, bundled):
        """Those of the page on decisions, and every note of the coverage that leaves something to a clinician."""
        content = bundled.content
        for point in content.points:
            for name in point.rules:
                assert f"[{point.id}](" in written[f"{name}.md"]
        left = [each for each in content.coverage if re.search(r"\bclinician", each.note)]
        assert len(left) > 15
        words = {each.id: plain(each.note)[-40:] for each in left}
        for each in left:
            for name in each.rules:
                assert words[each.id] in plain(written[f"{name}.md"]), (each.id, name)

    def test_a_strange_statement_is_refused(self, bundled, tmp_path):
        """With the near one, and where it stands."""
        (tmp_path / "asks.yaml").write_text("asks:\n  nhs-back-pain-fevr: {asks: unstated, says: soon}\n", "utf-8")
        with pytest.raises(RuleError) as raised:
            asked_in(tmp_path, bundled.content)
        (problem,) = raised.value.problems
        assert str(problem).endswith("asks.yaml:2:3: unknown statement `nhs-back-pain-fevr`; did you mean `nhs-back-pain-fever`?")

    def test_a_wrong_word_is_refused(self, bundled, tmp_path):
        """An outcome is one of the pack's."""
        (tmp_path / "asks.yaml").write_text("asks:\n  nhs-back-pain-fever: {asks: urgent, says: soon}\n", "utf-8")
        with pytest.raises(RuleError, match=r"asks\.yaml:2:"):
            asked_in(tmp_path, bundled.content)


class TestStatus:
    """Pages by hand state the review status that there is."""

    def test_the_pages_by_hand_are_marked_and_true(self, bundled):
        """The front page and the intended use; no other sentence there says how many are reviewed."""
        for name in ("docs/index.md", "docs/explanation/intended-use.md"):
            text = (ROOT / name).read_text("utf-8")
            assert text.count("<!-- review status -->") == 1
            assert "None of 168 rules has been reviewed by a clinician; intended use" in text
            assert with_status(text, bundled) == text

    def test_what_is_said_by_hand_of_reviews_is_true(self, bundled):
        """Elsewhere it is written out that nobody reviewed anything: as soon as somebody has, these pages are named here."""
        pages_by_hand = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs/[!r]*").glob("*.md")]
        claim = re.compile(r"no clinician has reviewed any|no rule of the bundled pack has been reviewed", re.IGNORECASE)
        saying = [file.name for file in pages_by_hand if claim.search(" ".join(file.read_text("utf-8").split()))]
        assert len(saying) > 3
        assert bundled.stamp.review.startswith("none of "), f"no longer true in {saying}"

    def test_it_follows_who_signed(self, sample):
        """Rules and pack apart."""
        content = sample.content
        (pack,) = content.packs
        signed = [Review("A", "b", "2026-11-22", rule_digest(rule, content), rule=rule.id) for rule in content.rules]
        whole = Review("A", "b", "2026-11-22", pack_digest(pack, content), pack=pack.name)
        rest = "reviewed by a clinician; intended use, advice and the order of the questions"
        for reviews, words in (
            ((), f"None of 3 rules has been {rest} aren't signed"),
            (tuple(signed), f"3 of 3 rules have been {rest} aren't signed"),
            ((*signed, whole), f"3 of 3 rules have been {rest} are signed"),
        ):
            rules = RuleSet.of(evolve(content, reviews=reviews))
            assert with_status(MARKED, rules).startswith(f"Before. <!-- review status -->{words}")
        assert with_status("Nothing marked.", sample) == "Nothing marked."

    def test_a_stale_status_is_found_and_mended(self, tmp_path, capsys):
        """`triage pages --check` names the file; `triage pages` writes it."""
        (tmp_path / "how-to").mkdir()
        (tmp_path / "how-to/review.md").write_text("# Review\n")
        (tmp_path / "index.md").write_text(MARKED)
        arguments = ["pages", "--to", str(tmp_path / "rules"), "--released", str(tmp_path / "none")]
        main(arguments)
        assert "None of 168 rules" in (tmp_path / "index.md").read_text("utf-8")
        assert main([*arguments, "--check"]) == 0
        (tmp_path / "index.md").write_text(MARKED)
        capsys.readouterr()
        assert main([*arguments, "--check"]) == 1
        assert "index.md states another review status than there is; run `triage pages`" in capsys.readouterr().out
