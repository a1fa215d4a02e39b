"""Hazards: what could go wrong when rules are used, what is done about it, how well that is tested, and what is left."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

__all__ = ["Hazard", "Risk", "SafetyCase"]


@frozen
class Risk:
    """How bad and how likely something is, in words of the scale."""

    severity: str
    likelihood: str

    def __str__(self) -> str:
        return f"{self.severity}, {self.likelihood}"


@frozen
class Hazard:
    """
    One thing that could go wrong.

    Attributes:
        id: Its code, such as ``H-07``.
        title: A few words.
        cause: Why it can happen.
        effect: What it does to somebody.
        before: The risk without the control.
        control: What is done about it.
        tests: The tests that hold the control, as pytest names them.
        after: The risk with the control; in neither word larger than before.
        residual: What is left.
        rules: Ids of the rules that are part of the control.
        laws: Numbers of the laws that are.
        pages: Paths of the pages and files that are.
        people: Names of the whole people who show it, beside those who rest on its rules.
        owner: Who answers for it; empty while that is open.
    """

    id: str
    title: str
    cause: str
    effect: str
    before: Risk
    control: str
    tests: tuple[str, ...]
    after: Risk
    residual: str
    rules: tuple[str, ...] = ()
    laws: tuple[int, ...] = ()
    pages: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    owner: str = ""


@frozen
class SafetyCase:
    """
    All hazards of a pack, and the scale on which they are told.

    Attributes:
        pack: Name of the pack.
        owner: Who answers for the whole; ``open`` while nobody does.
        accepted_by: Who accepted it; ``nobody`` while nobody did.
        scope: What it covers, as Markdown.
        severity: What each word means, the least first.
        likelihood: The words, the least first.
        ratings: For each severity a number for each likelihood, from 1 to 5.
        acceptability: What each number means.
        hazards: In their order.
        missing: What has to be done before anybody could accept it.
    """

    pack: str
    owner: str
    accepted_by: str
    scope: str
    severity: Mapping[str, str]
    likelihood: tuple[str, ...]
    ratings: Mapping[str, tuple[int, ...]]
    acceptability: Mapping[int, str]
    hazards: tuple[Hazard, ...]
    missing: tuple[str, ...]

    def rating(self, risk: Risk) -> int:
        """The number of a risk, from 1 to 5."""
        return self.ratings[risk.severity][self.likelihood.index(risk.likelihood)]

    def is_larger(self, risk: Risk, *, than: Risk) -> bool:
        """Whether a risk is larger than another in severity or in likelihood."""
        order = list(self.severity)
        return order.index(risk.severity) > order.index(than.severity) or self.likelihood.index(risk.likelihood) > self.likelihood.index(
            than.likelihood
        )
