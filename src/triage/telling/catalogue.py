"""Look-ups that the pages of a rule set share, and how each thing is called and linked on all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from triage.engine.compiler import program_of
from triage.model.conditions import Bound, Chosen, Condition, Defined, Leaf, Present, leaves
from triage.model.digest import judgements, pack_digest, rule_digest
from triage.model.findings import Finding
from triage.model.outcome import NONE_FOUND, Level, Outcome, Timeframe
from triage.model.rules import Content, Definition, Line, Pack, Panel, Rule
from triage.model.ruleset import RuleSet
from triage.model.vocabulary import Vocabulary
from triage.model.words import Asked, Review
from triage.telling.citing import short_names
from triage.telling.markdown import link, prose
from triage.telling.people import Person, people
from triage.telling.signatures import review_words
from triage.telling.wording import in_words, label_of

__all__ = ["FOOTER_START", "GRADES", "READING", "Catalogue", "doubt_words", "outcome_words", "with_code"]

_LEVELS = {
    Level.NONE_FOUND: "No red flag found among the questions answered",
    Level.STOP: "Stop this activity",
    Level.SEEK_CARE: "Seek care",
    Level.EMERGENCY: "Emergency care",
}
_SOON = {
    Timeframe.AT_ONCE: "at once, by ambulance",
    Timeframe.NOW: "now",
    Timeframe.TODAY: "today",
    Timeframe.DAYS: "within 2 to 3 days",
    Timeframe.WEEK: "within a week",
    Timeframe.FORTNIGHT: "within two weeks",
}
READING = {
    "whole": "read in full",
    "abstract": "abstract only",
    "excerpt": "excerpts only",
    "second-hand": "original not read; known through other documents",
    "recalled": "original not read; recalled from memory",
}
GRADES = (
    "Grades: A guideline, pathway or point-of-care reference; B review, or cohort of 1,000 or more; C smaller study; "
    "D consensus, local pathway, public page or textbook; S general-interest article."
)

# Begins the last line of every page, so that pages can be told from what somebody wrote by hand.
FOOTER_START = "*Written by `triage pages` from the rules "

# Codes that texts of a pack use for one another: rules (C-06b), hazards (H-07), statements of an article (Z05).
_CODE = re.compile(r"\b(?:[A-Z]{1,2}-\d{2}[a-z]?|Z\d{2})\b")


def outcome_words(outcome: Outcome) -> str:
    """An outcome as a heading says it."""
    return f"{_LEVELS[outcome.level]} {_SOON[outcome.within]}" if outcome.within else _LEVELS[outcome.level]


def with_code(outcome: Outcome) -> str:
    """An outcome in words, and as rule files and programs write it."""
    return f"**{outcome_words(outcome)}** (`{outcome}`)"


def doubt_words(rule: Rule) -> str:
    """What only a doubt gives, as a table says it."""
    return "Raises nothing" if rule.when_unsure == NONE_FOUND else outcome_words(rule.when_unsure)


@frozen(eq=False)
class Catalogue:
    """
    A rule set as its pages need it.

    Attributes:
        rules: The rule set.
        bundled: Whether ``evaluate`` applies it by itself.
        around: Whether the library's documentation lies around the pages.
        content: Everything in it, words included.
        vocabulary: Its names.
        definitions: Definition by name.
        digests: The digest of each rule, by id.
        read: The findings that each rule reads, definitions opened, by id.
        made: For each flag, the answers to other findings that make it yes.
        places: The panel that a pack puts each finding on, and its line there.
        sources: The short name of each source, by id.
        codes: Page and heading for the codes by which texts name rules, hazards and statements.
        asked: What sources ask for, by the statement of the coverage, where that isn't what the pack demands.
        people: Every whole person, with what the rules give them.
    """

    rules: RuleSet
    bundled: bool
    around: bool
    content: Content
    vocabulary: Vocabulary
    definitions: Mapping[str, Definition]
    digests: Mapping[str, str]
    read: Mapping[str, frozenset[str]]
    made: Mapping[str, tuple[Leaf, ...]]
    places: Mapping[str, tuple[Panel, Line]]
    sources: Mapping[str, str]
    codes: Mapping[str, tuple[str, str]]
    asked: Mapping[str, Asked]
    people: tuple[Person, ...]

    @classmethod
    def of(cls, rules: RuleSet, *, bundled: bool = True, around: bool = True, asked: Mapping[str, Asked] | None = None) -> Catalogue:
        """Look everything up once."""
        content = rules.content
        vocabulary = Vocabulary.of(content)
        definitions = {definition.name: definition for definition in content.definitions}
        sources = short_names(content.sources)
        codes = {demand.id: ("coverage.md", sources[demand.source]) for demand in content.coverage}
        # A text that names a rule which was joined into another leads to that one.
        codes |= {ref: (f"{rule.id}.md", "") for rule in content.rules for ref in rule.former_refs}
        return cls(
            rules=rules,
            bundled=bundled,
            around=around,
            content=content,
            vocabulary=vocabulary,
            definitions=definitions,
            digests={rule.id: rule_digest(rule, content) for rule in content.rules},
            read={rule.id: frozenset(leaf.finding for leaf in vocabulary.opened(rule.when)) for rule in content.rules},
            made=_made(vocabulary),
            places={line.finding: (panel, line) for panel in content.panels for line in panel.lines},
            sources=sources,
            codes=codes | {rule.ref: (f"{rule.id}.md", "") for rule in content.rules if rule.ref},
            asked=asked or {},
            people=people(content, program=program_of(rules)),
        )

    def uses(self, condition: Condition) -> frozenset[str]:
        """The definitions that a condition uses, directly or through others."""
        return frozenset(_uses(condition, self.definitions))

    def ordered(self, rules: Iterable[Rule]) -> list[Rule]:
        """Rules, most urgent first."""
        return sorted(rules, key=lambda rule: (-rule.outcome.rank, rule.ref, rule.id))

    def reading(self, finding: Finding) -> list[Rule]:
        """The rules that read a finding, most urgent first."""
        return self.ordered(rule for rule in self.content.rules if finding.name in self.read[rule.id])

    def reached(self, finding: Finding) -> list[Rule]:
        """The rules that don't read a finding, and read something that its answers imply."""
        implied = self.implied(finding)
        rules = (rule for rule in self.content.rules if not implied.isdisjoint(self.read[rule.id]))
        return self.ordered(rule for rule in rules if finding.name not in self.read[rule.id])

    def implied(self, finding: Finding) -> frozenset[str]:
        """Every flag that some answer to a finding makes yes."""
        return frozenset(flag for each in finding.implies for flag in self.vocabulary.implied_by(each.leaf))

    def decided(self, finding: Finding) -> list[str]:
        """The findings that an answer to this one may close, by their own condition."""
        asking = [(each.name, each.asked_if) for each in self.content.findings if each.asked_if is not None]
        return [name for name, when in asking if any(leaf.finding == finding.name for leaf in self.vocabulary.opened(when))]

    def reviews(self, rule: Rule) -> tuple[Review, ...]:
        """The reviews that agreed to this very text."""
        return tuple(each for each in self._judgements(rule) if each.decision == "agree")

    def objections(self, rule: Rule) -> tuple[Review, ...]:
        """The reviews that asked for something else than this very text."""
        return tuple(each for each in self._judgements(rule) if each.decision != "agree")

    def _judgements(self, rule: Rule) -> tuple[Review, ...]:
        return judgements(self.content, rule=rule.id, digest=self.digests[rule.id])

    def review_words(self, rule: Rule) -> str:
        """Who reviewed a rule; nobody, as long as no review of this very text is recorded, or somebody objects to it."""
        against = self.objections(rule)
        named = [
            f"{'agreed to' if against else 'reviewed'} by {prose(each.by)}, {prose(each.role)}, on {each.on}" for each in self.reviews(rule)
        ]
        if named and against:
            named.append(
                f"not counted as reviewed while {in_words([prose(each.by) for each in against], last='and')} asks for something else"
            )
        return "; ".join(named) or "not reviewed by a clinician"

    def pack_words(self, pack: Pack) -> str:
        """Who judged what is signed for a pack as a whole."""
        held = judgements(self.content, pack=pack.name, digest=pack_digest(pack, self.content))
        return "; ".join(prose(review_words(each)) for each in held) or "not signed by anybody"

    def rule_link(self, rule: Rule) -> str:
        """The title of a rule, and its ref."""
        return f"{link(prose(rule.title or rule.id), f'{rule.id}.md')}{f' ({rule.ref})' if rule.ref else ''}"

    def ref_link(self, rule: Rule) -> str:
        """The ref of a rule, for long lists; its title shows when one points at it."""
        title = " ".join(rule.title.split()).replace('"', "'")
        shown = f' "{title}"' if title else ""
        return f"[{rule.ref or rule.id}]({rule.id}.md{shown})"

    def finding_link(self, name: str) -> str:
        """The label of a finding."""
        return link(prose(label_of(self.vocabulary.findings[name])), "findings.md", at=name)

    def linked(self, text: str, *, own: str = "") -> str:
        """A text of the pack in which the codes of other rules, hazards and statements are links."""

        def linked(found: re.Match[str]) -> str:
            code = found[0]
            # A ref that was split lives on in its parts.
            known = code if code in self.codes else f"{code}a"
            if known in self.codes and own not in (code, known):
                page, at = self.codes[known]
                return link(code, page, at=at)
            if not self.around:
                return code
            if code.startswith(("D-", "E-")):
                return link(code, "../explanation/clinical-decisions.md", at=code.lower())
            return link(code, "../explanation/safety-case.md", at="All hazards") if code.startswith("H-") else code

        return _CODE.sub(linked, prose(text))

    def footer(self) -> str:
        """Where a page comes from, and what its rules were not put through; the last line of every page."""
        stamp = self.rules.stamp
        return f"{FOOTER_START}{stamp.name} {stamp.version}, digest `{stamp.digest[:12]}`. Clinical review: {stamp.review}.*"


def _uses(condition: Condition, definitions: Mapping[str, Definition]) -> Iterator[str]:
    for _, leaf in leaves(condition):
        if isinstance(leaf, Defined):
            yield leaf.name
            yield from _uses(definitions[leaf.name].when, definitions)


def _made(vocabulary: Vocabulary) -> dict[str, tuple[Leaf, ...]]:
    """For each flag the answers to other findings that make it yes, the widest of each."""
    found: dict[str, dict[tuple[str, str], Leaf]] = {}
    for finding in vocabulary.findings.values():
        for implication in finding.implies:
            for flag in vocabulary.implied_by(implication.leaf):
                known = found.setdefault(flag, {})
                key = _key(implication.leaf)
                known[key] = _wider(known[key], implication.leaf, finding) if key in known else implication.leaf
    return {flag: tuple(leaf for leaf in known.values() if leaf != Present(flag)) for flag, known in found.items()}


def _key(leaf: Leaf) -> tuple[str, str]:
    """Leaves that can be told as one: those over one finding that point the same way."""
    return leaf.finding, str(leaf.operator.is_lower) if isinstance(leaf, Bound) else ""


def _wider(known: Leaf, other: Leaf, finding: Finding) -> Leaf:
    """One leaf for two over the same finding."""
    if isinstance(known, Chosen) and isinstance(other, Chosen):
        named = {*known.options, *other.options}
        return Chosen(finding.name, tuple(option.name for option in finding.options if option.name in named))
    if isinstance(known, Bound) and isinstance(other, Bound):
        if known.value == other.value:
            return known if known.operator.is_inclusive else other
        return known if known.met_by(other.value) else other
    return known
