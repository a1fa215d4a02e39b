"""
The rule pages: a whole rule set as Markdown that a clinician reviews without reading code.

A pure function from rule sets to text; writing the files is the command's business, and publishing them the site's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from triage.errors import Problem, RuleError
from triage.model.ruleset import RuleSet
from triage.model.words import Asked
from triage.names import quoted
from triage.telling.catalogue import FOOTER_START, Catalogue
from triage.telling.changes_page import changes_page
from triage.telling.evidence_pages import accuracy_page, by_source_page, coverage_page, sources_page
from triage.telling.index_pages import advice_page, by_cause_page, by_finding_page, index_page, sign_off_page
from triage.telling.questionnaire_page import questionnaire_page
from triage.telling.rule_page import rule_page
from triage.telling.vignettes_page import vignettes_page
from triage.telling.vocabulary_pages import definitions_page, findings_page, glossary_page

if TYPE_CHECKING:
    from triage.packs.released import Declarations

__all__ = ["is_written_here", "is_written_of", "pages"]


def pages(
    rules: RuleSet,
    *,
    released: Sequence[RuleSet] = (),
    declared: Declarations | None = None,
    asked: Mapping[str, Asked] | None = None,
    bundled: bool = True,
    around: bool = True,
) -> dict[str, str]:
    """
    Every page of a rule set, by its path in the folder of rule pages, as Markdown.

    The same rules and releases give the same text, on any machine and at any time.

    Args:
        rules: The rules to describe.
        released: The releases of these rules, oldest first; for the history of each rule and for what changed.
        declared: What their authors declare of those releases: what gives less, what is asked of fewer people, what reads otherwise.
        asked: What sources ask for, by the statement of the coverage, where that isn't what the rules demand.
        bundled: Whether the rules are those that ``evaluate`` applies by itself; for others the examples say which.
        around: Whether the library's documentation lies around the pages, so that they may lead there.

    Raises:
        RuleError: A rule has the name of a page that every rule set has.
    """
    book = Catalogue.of(rules, bundled=bundled, around=around, asked=asked)
    found = {name: _text(lines, book) for name, lines in _indexes(book, released, declared).items()}
    clashes = [rule.id for rule in rules.content.rules if f"{rule.id}.md" in found]
    if clashes:
        problems = [
            Problem("name-clash", f"{quoted(name)} is the name of a page; rename the rule", path=("rules", name)) for name in clashes
        ]
        raise RuleError(tuple(problems))
    lowered = declared.lowered if declared else ()
    return found | {f"{rule.id}.md": rule_page(rule, book, released=released, lowered=lowered) for rule in rules.content.rules}


def _indexes(book: Catalogue, released: Sequence[RuleSet], declared: Declarations | None) -> dict[str, Iterator[str]]:
    return {
        "index.md": index_page(book),
        "by-cause.md": by_cause_page(book),
        "by-finding.md": by_finding_page(book),
        "by-source.md": by_source_page(book),
        "coverage.md": coverage_page(book),
        "accuracy.md": accuracy_page(book),
        "findings.md": findings_page(book),
        "questionnaire.md": questionnaire_page(book),
        "definitions.md": definitions_page(book),
        "advice.md": advice_page(book),
        "glossary.md": glossary_page(book),
        "sources.md": sources_page(book),
        "vignettes.md": vignettes_page(book),
        "changes.md": changes_page(book, released=released, declared=declared),
        "sign-off.md": sign_off_page(book),
    }


def _text(lines: Iterator[str], book: Catalogue) -> str:
    """The lines of a page, its status right below its title and where it comes from at its end."""
    title, *rest = lines
    return "\n".join([title, "", f"*Clinical review: {book.rules.stamp.review}.*", *rest, "", book.footer(), ""])


def is_written_here(text: str) -> bool:
    """Whether a page was written from rules, and not by hand."""
    return _last_line(text).startswith(FOOTER_START)


def is_written_of(text: str, rules: RuleSet) -> bool:
    """Whether a page was written from some version of these rules, and not from those of another pack."""
    return _last_line(text).startswith(f"{FOOTER_START}{rules.name} ")


def _last_line(text: str) -> str:
    return text.rstrip("\n").rpartition("\n")[2]
