"""The sheet that is signed for a pack: what no rule has of its own."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from triage.model.digest import judgements, pack_digest
from triage.model.rules import Content, Pack
from triage.telling.sheet import signature_lines
from triage.telling.wording import condition_text

__all__ = ["pack_sheet"]

_WIDTH = 100


def pack_sheet(pack: Pack, content: Content) -> str:
    """Intended use, advice, notes, safety net and order of the questionnaire, with room to sign, as Markdown."""
    digest = pack_digest(pack, content)
    covers = "intended use, advice, notes, safety net and order of the questionnaire"
    signed = signature_lines(judgements(content, pack=pack.name, digest=digest), digest, what="this pack", covers=covers)
    parts = (_use(pack), _advice(pack, content), _order(pack, content), signed)
    return "\n".join(line for part in parts for line in part) + "\n"


def _use(pack: Pack) -> Iterator[str]:
    yield from (f"# {pack.title or pack.name} (`{pack.name}`): what is signed for the pack", "", "## Intended use", "")
    yield from (fill(pack.intended_use, _WIDTH, break_on_hyphens=False), "", "Not for:", "", *(f"- {each}" for each in pack.not_for))


def _advice(pack: Pack, content: Content) -> Iterator[str]:
    findings = {finding.name: finding for finding in content.findings}
    definitions = {definition.name: definition for definition in content.definitions}
    yield from ("", "## Advice", "", *(f"- **{each.outcome}**: {each.say}" for each in pack.advice))
    if pack.notes:
        yield from ("", "## Notes", "")
    yield from (f"- Where this holds, {condition_text(each.when, findings, definitions)}: {each.say}" for each in pack.notes)
    if pack.incomplete:
        yield f"- While a critical question is open: {pack.incomplete}"
    yield from ("", "## What every assessment says", "", fill(pack.safety_net, _WIDTH, break_on_hyphens=False))


def _order(pack: Pack, content: Content) -> Iterator[str]:
    yield from ("", "## Order of the questionnaire", "")
    if pack.opens_with:
        yield f"Nothing is asked of who says no to `{pack.opens_with}`."
    yield from (f"- Group: {group.title} (`{group.name}`)" for group in pack.groups)
    groups = {group.name for group in pack.groups}
    own = {finding.name for finding in content.findings if finding.group in groups}
    for number, panel in enumerate((each for each in content.panels if any(line.finding in own for line in each.lines)), start=1):
        below = f", on the screen of `{panel.below}`" if panel.below else ""
        yield f"{number}. `{panel.id}`{below}: {', '.join(line.finding for line in panel.lines)}"
