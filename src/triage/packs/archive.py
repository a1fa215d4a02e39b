"""
What comes with the library beside the rules of today: every released rule set, what was declared of each, and two invented packs.

Somebody may ask for ever what a rule set gave that is long replaced, so none is left out, and none needs a network or a clone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from attrs import frozen

from triage.errors import Problem, RuleError
from triage.model.ruleset import RuleSet
from triage.names import listed, quoted
from triage.packs.bundle import read_built, rule_set_from
from triage.packs.pinned import RELEASED

__all__ = ["Lowered", "common_rules", "lowerings", "released_rules", "releases", "sample_rules"]


@frozen
class Lowered:
    """
    A release that gives less than the one before it, as its authors declared.

    Attributes:
        version: The release.
        rule: What gave more before: the id of a rule, or the name of a finding.
        reason: Why it gives less, in clinical words.
        source: Id of the source.
    """

    version: str
    rule: str
    reason: str
    source: str


def releases(name: str) -> Mapping[str, str]:
    """The released versions of a pack, oldest first, each with its digest; empty for a pack that didn't come with the library."""
    return {version: digest for version, (digest, _) in RELEASED.get(name, {}).items()}


def released_rules(name: str, version_or_digest: str) -> RuleSet:
    """
    A released rule set, to apply again what was applied then: ``evaluate(answers, rules=released_rules(...))``.

    It keeps the meaning of the format in which it was written. The second time it is the same object.

    Args:
        name: Of the pack, such as ``low-back-pain``; ``rules.name`` in a record.
        version_or_digest: The version, such as ``0.2.0``, or the 64 hexadecimal digits of its digest. A record has both.

    Raises:
        RuleError: No such release came with this version of the library. The message names those that did.
    """
    for version, (digest, file) in RELEASED.get(name, {}).items():
        if version_or_digest in (version, digest):
            return _released(file)
    known = listed((f"{each} {version}" for each, versions in RELEASED.items() for version in versions), last="and")
    message = f"{quoted(f'{name} {version_or_digest}')} is no release that came with this version of the library; these did: {known}"
    raise RuleError((Problem("unknown-release", message, path=(name, version_or_digest)),))


def sample_rules(name: Literal["sample", "visit"] | str = "sample") -> RuleSet:
    """
    A small invented pack without clinical meaning, for trying things, for tests and for the examples of the documentation.

    Args:
        name: ``sample`` has three rules and one question a screen; ``visit`` has screens of several lines, as the bundled rules have.

    Raises:
        RuleError: There is no such pack.
    """
    if name not in ("sample", "visit"):
        raise RuleError((Problem("unknown-release", f"{quoted(name)} is no invented pack of the library; there are sample, visit"),))
    return _released(f"samples/{name}.json")


def common_rules() -> RuleSet:
    """
    The `common` pack: age, sex, pregnancy, fever and illness, and the body's defences, for packs of one's own to use.

    It has questions and no rules, word for word those of the bundled rules, so that beside these each is asked once. Give it to
    ``load_rules`` as ``onto``.
    """
    return _released("common.json")


def lowerings(name: str, *, after: str, until: str) -> tuple[Lowered, ...]:
    """What was declared to give less in the releases of a pack after one version, up to another; those come oldest first."""
    every: list[dict[str, Any]] = read_built("released/lowered.json")[name] if name in RELEASED else []
    found = [Lowered(**each) for each in every]
    return tuple(each for each in found if _numbers(after) < _numbers(each.version) <= _numbers(until))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


@cache
def _released(file: str) -> RuleSet:
    return rule_set_from(read_built(file))
