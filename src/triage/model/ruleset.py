"""A rule set: one or more packs, checked, with a version and a digest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from triage.errors import Problem, RuleError
from triage.model.findings import Choice, Flag, Quantity, of_kind
from triage.model.panels import panels_of
from triage.model.rules import Content, Pack, Panel, Rule
from triage.model.vocabulary import Vocabulary
from triage.names import quoted

if TYPE_CHECKING:
    from triage.model.words import Source

__all__ = ["RuleSet", "RuleSetStamp"]


# What two rule sets may have in common, by which name it is known.
_KEYS = (("packs", "name"), ("findings", "name"), ("definitions", "name"), ("rules", "id"), ("panels", "id"), ("sources", "id"))


@frozen
class RuleSetStamp:
    """
    Which rules gave an assessment, so that it can be replayed.

    Attributes:
        name: Names of the packs.
        version: Their versions.
        digest: The sha256 of everything in them but their reviews, as 64 hexadecimal digits.
        review: Their clinical review status, in a sentence.
        reviews: The sha256 of the reviews, which lie outside what they sign.
    """

    name: str
    version: str
    digest: str
    review: str
    reviews: str = ""


@frozen(eq=False, repr=False, slots=False)
class RuleSet:
    """
    Rules that can be applied: the second argument of ``evaluate``. Get one from ``bundled_rules`` or ``load_rules``.

    Two rule sets are equal when their digests are.

    Attributes:
        stamp: Name, version, digest, review status.
        decisions: What evaluating reads; the words may be missing from it.

    The private two say how to get the words, and how an unpickled copy finds the same rules again.
    """

    stamp: RuleSetStamp
    decisions: Content
    _words: Callable[[], Content] | None = None
    _again: Callable[[str], RuleSet] | None = None
    # The engine keeps its compiled form here; the model knows nothing of it.
    compiled: Any = field(init=False, default=None)

    @classmethod
    def of(cls, content: Content) -> RuleSet:
        """
        Make a rule set of content that has its words.

        Raises:
            RuleError: The content means nothing, or something that could be downgraded. Lists every fault.
        """
        # Checks and digests are made by authors and by joining only; an app that evaluates bundled rules never gets here.
        from triage.model.digest import content_digest
        from triage.model.soundness import problems_of

        problems = problems_of(content)
        if problems:
            raise RuleError(problems)
        return cls(stamp_of(content, digest=content_digest(content)), content)

    @cached_property
    def content(self) -> Content:
        """Everything, words included."""
        return self.decisions if self._words is None else self._words()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Look-ups over findings and definitions."""
        return Vocabulary.of(self.decisions)

    @property
    def name(self) -> str:
        """Names of the packs, joined with a plus sign."""
        return self.stamp.name

    @property
    def version(self) -> str:
        """Versions of the packs, joined with a plus sign."""
        return self.stamp.version

    @property
    def digest(self) -> str:
        """The sha256 of everything in the rule set, as 64 hexadecimal digits."""
        return self.stamp.digest

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs, with their wording."""
        return self.content.packs

    @cached_property
    def findings(self) -> Mapping[str, Flag | Quantity | Choice]:
        """Every finding by its name, in vocabulary order: what an app needs to draw its form. Each is of the class of its kind."""
        return MappingProxyType({finding.name: of_kind(finding) for finding in self.content.findings})

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by its id, in rule order."""
        return MappingProxyType({rule.id: rule for rule in self.content.rules})

    @cached_property
    def panels(self) -> tuple[Panel, ...]:
        """The screens of the questionnaire, in order; a pack that says none asks each finding on a screen of its own."""
        said = panels_of(self.decisions)
        # A screen made of a question needs its words; those that a pack says are there without.
        return said if said == self.decisions.panels else panels_of(self.content)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source by its id."""
        return MappingProxyType({source.id: source for source in self.content.sources})

    def joined(self, other: RuleSet) -> RuleSet:
        """
        These rules and the others together. Joining only adds: no result gets less urgent, none can be switched off.

        Raises:
            RuleError: A name stands for different things in the two, or together they mean nothing.
        """
        # Only whoever joins gets here.
        from triage.model.ownership import alone, owned

        parts: dict[str, tuple[Any, ...]] = {}
        problems: list[Problem] = []
        if self.content.format != other.content.format:
            formats = f"format {self.content.format} and format {other.content.format} of the rule language"
            raise RuleError((Problem("format-clash", f"rules of {formats} don't mean the same and can't be joined; build them again"),))
        here, there = owned(self.content), owned(other.content)
        for kind, key in _KEYS:
            known = {getattr(each, key): each for each in getattr(here, kind)}
            new = []
            for each in getattr(there, kind):
                name = getattr(each, key)
                if name not in known:
                    new.append(each)
                elif each != known[name]:
                    message = f"{quoted(name)} is defined differently in the two rule sets; joining can only add"
                    problems.append(Problem("name-clash", message, where=f"{kind}/{name}", path=(kind, name)))
            parts[kind] = (*getattr(here, kind), *new)
        for kind in ("coverage", "figures", "glossary", "vignettes", "points", "accepted", "reviews"):
            parts[kind] = tuple(dict.fromkeys([*getattr(self.content, kind), *getattr(other.content, kind)]))
        if problems:
            raise RuleError(tuple(problems))
        return RuleSet.of(alone(Content(**parts, format=self.content.format)))

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, RuleSet) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<RuleSet {self.name} {self.version}, {len(self.decisions.rules)} rules, {self.digest[:12]}>"

    def __reduce__(self) -> tuple[Any, ...]:
        if self._again is not None:
            return self._again, (self.digest,)
        return RuleSet, (self.stamp, self.content)


def stamp_of(content: Content, *, digest: str) -> RuleSetStamp:
    """Name, version, digests and review status of some content."""
    from triage.model.digest import reviewed, reviews_digest

    rules, agreed = len(content.rules), reviewed(content)
    return RuleSetStamp(
        name="+".join(pack.name for pack in content.packs),
        version="+".join(pack.version for pack in content.packs),
        digest=digest,
        review=f"{agreed or 'none'} of {rules} rules {'has' if agreed < 2 else 'have'} been reviewed by a clinician",
        reviews=reviews_digest(content),
    )
