"""The navigation, from the pages there are; a new page needs no entry anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from triage import Level, bundled_rules

__all__ = ["navigation"]

# Pages that a reader should meet in this order; the others of their folder follow by name.
FIRST = (
    "how-to/embed.md",
    "how-to/fastapi.md",
    "how-to/language-model.md",
    "how-to/mcp.md",
    "how-to/tables.md",
    "how-to/monitor.md",
    "how-to/fhir.md",
    "how-to/cds-hooks.md",
    "how-to/cql.md",
    "rules/index.md",
    "rules/by-cause.md",
    "rules/by-finding.md",
    "rules/by-source.md",
    "rules/coverage.md",
    "rules/accuracy.md",
    "rules/findings.md",
    "rules/questionnaire.md",
    "rules/definitions.md",
    "rules/advice.md",
    "rules/glossary.md",
    "rules/sources.md",
    "rules/vignettes.md",
    "rules/changes.md",
    "rules/sign-off.md",
    "explanation/levels.md",
    "explanation/laws.md",
    "explanation/safety-case.md",
    "reference/api.md",
    "reference/rule-files.md",
    "reference/assessment-json.md",
    "reference/errors.md",
    "reference/cli.md",
)
FOLDERS = {"how-to": "How-to", "rules": "Rules", "explanation": "Explanation", "reference": "Reference", "project": "Project"}
LEVELS = {Level.EMERGENCY: "Emergency rules", Level.SEEK_CARE: "Seek-care rules", Level.STOP: "Stop rules"}


def navigation(pages: Sequence[str]) -> list[dict[str, Any]]:
    """The entries of mkdocs' ``nav``: the single pages, then each folder that has any."""
    nav: list[dict[str, Any]] = [{"Home": "index.md"}, {"Try it": "try-it.md"}]
    nav += [{"Tutorial": "tutorial.md"}] * ("tutorial.md" in pages)
    for folder, title in FOLDERS.items():
        inside = sorted((page for page in pages if page.startswith(f"{folder}/")), key=_place)
        entries = _with_rules(inside) if folder == "rules" else inside
        if entries:
            nav.append({title: entries})
    known = {"index.md", "try-it.md", "tutorial.md"}
    nav += [page for page in sorted(pages) if page not in known and page.partition("/")[0] not in FOLDERS]
    return nav


def _place(page: str) -> tuple[int, str]:
    return (FIRST.index(page) if page in FIRST else len(FIRST)), page


def _with_rules(pages: Sequence[str]) -> list[Any]:
    """The index pages one by one, then the rule pages below their level, each by its ref as texts name it."""
    rules = bundled_rules().rules
    by_page = {f"rules/{rule.id}.md": rule for rule in rules.values()}
    entries: list[Any] = [page for page in pages if page not in by_page]
    for level, title in LEVELS.items():
        found = sorted((by_page[page].ref, page) for page in pages if page in by_page and by_page[page].outcome.level == level)
        if found:
            entries.append({f"{title} ({len(found)})": [{f"{ref} {by_page[page].title}": page} for ref, page in found]})
    return entries
