"""The screens of a questionnaire: those a pack says, and one for each question that stands on none."""

from __future__ import annotations

from triage.model.rules import Content, Line, Panel

__all__ = ["panels_of"]


def panels_of(content: Content) -> tuple[Panel, ...]:
    """
    The screens of some content, in order.

    A pack may leave panels out: each of its questions is then a screen of its own, in vocabulary order.
    """
    placed = {line.finding for panel in content.panels for line in panel.lines}
    alone = (finding for finding in content.findings if finding.is_asked and finding.name not in placed)
    return (
        *content.panels,
        *(Panel(each.name.replace("_", "-"), "each", each.question, (Line(each.name, each.label),)) for each in alone),
    )
