"""An assessment as text that a person can read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import Any

from triage.model.findings import Finding
from triage.model.ruleset import RuleSet
from triage.telling.citing import short_names
from triage.telling.wording import answer_text, in_words, label_of

__all__ = ["WIDTH", "explained"]

WIDTH = 88
_HEADLINES = {
    "none-found": "NO RED FLAG FOUND AMONG THE QUESTIONS ANSWERED",
    "stop": "STOP THIS ACTIVITY",
    "seek-care": "SEEK CARE",
    "emergency": "EMERGENCY",
}
_SOON = {
    "at-once": "call an ambulance at once",
    "now": "now",
    "today": "today",
    "days": "within 2 to 3 days",
    "week": "within a week",
    "fortnight": "within two weeks",
}


def explained(document: Mapping[str, Any], rules: RuleSet, *, width: int = WIDTH) -> str:
    """
    The whole of an assessment in paragraphs.

    Args:
        document: What ``Assessment.to_dict()`` gives, answers included.
        rules: The rules that gave it, for their words.
        width: Columns to wrap to.
    """
    outcome = document["outcome"]
    soon = f": {_SOON[outcome['within']]}" if outcome["within"] else ""
    parts = [f"{_HEADLINES[outcome['level']]}{soon.upper()}", _paragraphs(document["advice"]["say"])]
    parts += [_paragraphs(note) for note in document["advice"]["notes"]]
    if document["fired"]:
        parts.append("\n".join(["Why", *(line for fired in document["fired"] for line in _reason(fired, document, rules))]))
    parts += _doubts(document, rules)
    parts += _still_open(document, rules)
    parts.append("From now on\n" + _paragraphs(document["advice"]["safety_net"], indent="  "))
    stamp = document["rules"]
    parts.append(_paragraphs(f"By the rules {stamp['name']} {stamp['version']} ({stamp['digest'][:12]}): {stamp['review']}."))
    return _filled("\n\n".join(part for part in parts if part), width) + "\n"


def _paragraphs(text: str, *, indent: str = "") -> str:
    return "\n\n".join(indent + paragraph for paragraph in text.split("\n\n"))


def _filled(text: str, width: int) -> str:
    """The text with each line wrapped to a width, continued at its own indent."""
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        lines.append(
            fill(line.strip(), width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        )
    return "\n".join(lines)


def _outcome(outcome: Mapping[str, Any]) -> str:
    return f"{outcome['level']} {outcome['within'] or ''}".strip()


def _reason(fired: Mapping[str, Any], document: Mapping[str, Any], rules: RuleSet) -> Iterator[str]:
    doubt = ", because you weren't sure" if fired["unsure"] else ""
    yield f"  {fired['title']} [{_outcome(fired['outcome'])}{doubt}] ({fired['ref'] or fired['rule']})"
    yield _paragraphs(fired["say"], indent="    ")
    answers = _by_finding(document["answers"], rules)
    matched = [answer_text(rules.findings[name], answers[name]) for name in fired["findings"]]
    yield _paragraphs(f"Your answers: {'; '.join(matched)}.", indent="    ")
    short = short_names(rules.content.sources)
    named = dict.fromkeys(f"{short.get(each['id'], each['title'])} ({each['grade']})" for each in fired["sources"])
    sources = in_words(list(named) or ["none"], last="and")
    yield _paragraphs(f"Sources: {sources}.", indent="    ")


def _by_finding(answers: Mapping[str, Any], rules: RuleSet) -> dict[str, Any]:
    """Answers by the finding's own name; of two under different names the more serious."""
    known = _by_any_name(rules)
    found: dict[str, Any] = {}
    for name, answer in answers.items():
        key = known[name].name
        if answer is not False or key not in found:
            found[key] = True if found.get(key) is True else answer
    return found


def _by_any_name(rules: RuleSet) -> dict[str, Finding]:
    return {name: finding for finding in rules.findings.values() for name in (finding.name, *finding.aliases)}


def _doubts(document: Mapping[str, Any], rules: RuleSet) -> Iterator[str]:
    # A question answered under two names may be overruled under both: once is enough.
    for told in dict.fromkeys(_conflict(conflict, _by_any_name(rules)) for conflict in document["conflicts"]):
        yield _paragraphs(f"These answers don't fit together: {told}. The more serious one counts. Please ask again.")
    for name in document["implausible"]:
        yield _paragraphs(f"The value for {label_of(rules.findings[name])} is unlikely. It counts in full; please measure or ask again.")


def _conflict(conflict: Mapping[str, Any], known: Mapping[str, Finding]) -> str:
    """The answers that don't fit by what they are about; those to one question, by the names they came under."""
    finding = known[conflict["finding"]]
    others = dict.fromkeys(known[name] for name in conflict["against"] if known[name] is not finding)
    if others:
        return f"{label_of(finding)}; and {in_words([label_of(other) for other in others], last='and')}"
    return in_words([f"`{name}`" for name in (conflict["finding"], *conflict["against"])], last="and")


def _still_open(document: Mapping[str, Any], rules: RuleSet) -> Iterator[str]:
    lines = []
    if document["open_critical"]:
        names = [label_of(rules.findings[name]) for name in document["open_critical"]]
        lines.append(_paragraphs(f"Not answered, and needed: {'; '.join(names)}.", indent="  "))
    if waiting := _first_open(document):
        first = rules.findings[waiting]
        lines.append(_paragraphs(f"Open answers could still make it {_outcome(document['ceiling'])}, first:", indent="  "))
        lines.append(_paragraphs(first.question or label_of(first), indent="    "))
    if lines:
        yield "\n".join(["Still open", *lines])


def _first_open(document: Mapping[str, Any]) -> str:
    """The finding to ask about next; empty when no answer could change anything. Records of format 1 list questions and no panel."""
    if questions := document.get("next_questions"):
        return str(questions[0])
    panel = document.get("next_panel")
    return str(panel["lines"][0]["finding"]) if panel else ""
