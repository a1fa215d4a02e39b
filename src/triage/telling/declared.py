"""What the authors declare of a release, in words: what gives less, what is asked of fewer people, what reads otherwise, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from triage.model.ruleset import RuleSet
from triage.proof.downgrade import Rewording
from triage.telling.catalogue import Catalogue
from triage.telling.clauses import given_text
from triage.telling.evidence_pages import reading_words
from triage.telling.markdown import INDENT, link, prose, table
from triage.telling.wording import condition_text, label_of

if TYPE_CHECKING:
    from triage.packs.released import Closed, Declared, Reworded

__all__ = ["closings", "lowering", "lowerings", "rewording"]

_MEANING = {"same": "the same meaning", "wider": "a wider meaning", "narrower": "a narrower meaning, which is a lowering"}
_UNSAID = "*Not declared yet.*"


def lowering(each: Declared, book: Catalogue, *, releases: Sequence[RuleSet]) -> str:
    """One lowering in a sentence, for the page of the rule that it was of, or that this rule became."""
    example = _answers(each.example, releases)
    return f"{each.version} gives less, for example to: {example} Why: {prose(each.reason)} Source: {_source(each, book)}."


def lowerings(declared: Sequence[Declared], old: RuleSet, book: Catalogue) -> Iterator[str]:
    """The declared lowerings of one release, as a table."""
    rows = []
    for each in declared:
        rule, finding = old.rules.get(each.rule), old.findings.get(each.rule)
        name = f"{prose(rule.title)} ({rule.ref})" if rule else f"the answer “{prose(label_of(finding))}”" if finding else f"`{each.rule}`"
        rows.append([name, _answers(each.example, (old,)), str(each.terms), prose(each.reason), _source(each, book)])
    yield from table(("What gave more", "Smallest example", "Examples", "Why it gives less", "Source, and how much was read"), rows)


def _answers(example: dict[str, object], releases: Sequence[RuleSet]) -> str:
    """The example in words; as it is written where no release knows one of its names."""
    if not example:
        return "Nothing answered: it is about what is asked."
    for rules in reversed(releases):
        known = {name: finding for finding in rules.findings.values() for name in (finding.name, *finding.aliases)}
        if known.keys() >= example.keys():
            return given_text(tuple(example.items()), known)  # type: ignore[arg-type]
    return f"`{example}`."


def _source(each: Declared, book: Catalogue) -> str:
    source = book.rules.sources.get(each.source)
    if source is None:
        return f"`{each.source}`"
    return f"{link(prose(book.sources[source.id]), 'sources.md', at=source.id)}: {reading_words(source)}"


def closings(names: Sequence[str], declared: Sequence[Closed], new: RuleSet) -> list[str]:
    """Each question that a release asks of fewer people: of whom still, and why nobody else could have raised anything with it."""
    definitions = {each.name: each for each in new.content.definitions}
    why = {each.finding: prose(each.because) for each in declared}
    found = []
    for name in names:
        finding = new.vocabulary.findings[new.vocabulary.aliases.get(name, name)]
        only = condition_text(finding.asked_if, new.findings, definitions) if finding.asked_if is not None else "everybody"
        label = prose(label_of(new.findings[finding.name]))
        found.append(f"{label} (`{name}`), asked only of: {prose(only)}. {why.get(name, _UNSAID)}")
    return found


def rewording(found: Rewording | None, declared: Sequence[Reworded], name: str) -> Iterator[str]:
    """What the new words of a question mean beside the old, as its authors say; nothing where a person reads the same."""
    said = next((each for each in declared if each.finding == name), None)
    if said is not None:
        yield f"{INDENT}- Declared as {_MEANING[said.meaning]}: {prose(said.because)}"
    elif found is not None:
        yield f"{INDENT}- {_UNSAID}"
