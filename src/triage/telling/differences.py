"""What changed between two rule sets, in words that a clinician reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from triage.model.ruleset import RuleSet
from triage.model.vocabulary import Vocabulary
from triage.proof.downgrade import Change, Comparison
from triage.proof.terms import Point
from triage.telling.wording import answer_text, condition_text, in_words

__all__ = ["difference_document", "difference_markdown", "difference_text"]


def difference_text(found: Comparison, *, old: RuleSet, new: RuleSet) -> str:
    """The comparison as plain text, smallest examples first."""
    lines = [_summary(found, old, new)]
    lines += [f"LOST     {loss.message}{_pasted(loss.example)}" for loss in found.lost]
    for heading, changes, words in (("LOWERED", found.lowered, old), ("RAISED", found.raised, new)):
        for rule, change in _one_each(changes).items():
            lines += [f"{heading:8} {_title(rule, words)}", *(f"         {line}" for line in _change(change, words))]
            more = sum(each.rule == rule for each in changes) - 1
            lines += [f"         And {more} more ways to fire; `--json` lists them all."] if more else []
    for heading, listed in (("ADDED", found.added), ("REMOVED", found.removed), ("REWORDED", found.reworded)):
        lines += [f"{heading:8} {kind} {name}" for kind, name in listed]
    for name in found.closed:
        lines.append(f"CLOSED   finding {name} is asked of fewer people: {_closing(name, new)}")
    for each in found.rewordings:
        lines += [f"WORDS    {each.finding}", f"         before: {_joined(each.before)}", f"         after:  {_joined(each.after)}"]
    return "\n".join(lines) + "\n"


def difference_markdown(found: Comparison, *, old: RuleSet, new: RuleSet) -> str:
    """The comparison for a pull request."""
    lines = [f"## {old.name} {old.version} to {new.version}", "", _summary(found, old, new), ""]
    if found.lost:
        lines += ["### Lost answers", "", *(f"- {loss.message}{_pasted(loss.example)}" for loss in found.lost), ""]
    for heading, changes, words in (("Less urgent", found.lowered, old), ("More urgent", found.raised, new)):
        if changes:
            lines += [f"### {heading}", ""]
            for rule, change in _one_each(changes).items():
                lines.append(f"- **{_title(rule, words)}.** {' '.join(_change(change, words))}")
            lines.append("")
    for heading, listed in (("Added", found.added), ("Removed", found.removed), ("Reworded", found.reworded)):
        if listed:
            lines += [f"### {heading}", "", *(f"- {kind} `{name}`" for kind, name in listed), ""]
    if found.closed:
        lines += ["### Asked of fewer people", "", *(f"- `{name}`: {_closing(name, new)}" for name in found.closed), ""]
    if found.rewordings:
        lines += ["### In other words", ""]
        for each in found.rewordings:
            lines += [f"- `{each.finding}`", f"    - before: {_joined(each.before)}", f"    - after: {_joined(each.after)}"]
        lines.append("")
    return "\n".join(lines)


def difference_document(found: Comparison) -> dict[str, Any]:
    """The comparison as plain data, ready for JSON."""
    return {
        "downgraded": found.downgraded,
        "terms": found.terms,
        "points": found.points,
        "lost": [{"code": each.code, "name": each.name, "message": each.message, "example": each.example} for each in found.lost],
        "lowered": [_plain(change) for change in found.lowered],
        "raised": [_plain(change) for change in found.raised],
        "added": [list(each) for each in found.added],
        "removed": [list(each) for each in found.removed],
        "reworded": [list(each) for each in found.reworded],
        "rewordings": [{"finding": each.finding, "before": list(each.before), "after": list(each.after)} for each in found.rewordings],
        "closed": list(found.closed),
    }


def _joined(words: tuple[str, ...]) -> str:
    return " / ".join(filter(None, words))


def _closing(name: str, rules: RuleSet) -> str:
    """Whom a finding is still asked of."""
    vocabulary = Vocabulary.of(rules.decisions)
    condition = vocabulary.findings[vocabulary.aliases.get(name, name)].asked_if
    assert condition is not None
    return f"only of {condition_text(condition, rules.findings, {each.name: each for each in rules.content.definitions})}"


def _plain(change: Change) -> dict[str, Any]:
    after = None if change.after is None else str(change.after)
    return {"rule": change.rule, "before": str(change.before), "after": after, "example": change.example}


def _summary(found: Comparison, old: RuleSet, new: RuleSet) -> str:
    over = f"{found.terms} terms of {old.name} {old.version} at {found.points} points, against {new.version}"
    if not found.downgraded:
        return f"Never lower, for all inputs: {over}."
    return f"DOWNGRADED: {len(found.lowered)} lowered, {len(found.lost)} lost; {over}."


def _title(rule: str, rules: RuleSet) -> str:
    found = rules.rules.get(rule)
    return f"{found.title or rule} ({found.ref or rule})" if found else rule


def _change(change: Change, rules: RuleSet) -> Iterator[str]:
    after = "refused" if change.after is None else str(change.after)
    yield f"Before: {change.before}. After: {after}."
    answers = [answer_text(rules.findings[name], answer) for name, answer in change.example.items()]
    yield f"Smallest example: {in_words(answers, last='and')}.{_pasted(change.example)}"


def _pasted(example: Point) -> str:
    return f" evaluate({example})" if example else ""


def _one_each(changes: tuple[Change, ...]) -> dict[str, Change]:
    """The first and smallest change of each rule."""
    found: dict[str, Change] = {}
    for change in changes:
        found.setdefault(change.rule, change)
    return found
