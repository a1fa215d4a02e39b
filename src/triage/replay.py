"""Other rules than the bundled ones that come with the library: released ones, for old records, and invented ones, to try it with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from triage.api import bundled_rules
from triage.assessment import Assessment, Firing, assessed
from triage.engine.answers import read
from triage.engine.compiler import program_of
from triage.errors import Problem, RecordError, RuleError
from triage.model.outcome import Level, Outcome, Timeframe
from triage.model.ruleset import RuleSet
from triage.names import listed, quoted
from triage.packs.bundle import BUNDLED, rule_set_from

__all__ = ["Reevaluation", "reevaluate", "released_rules", "sample_rules"]

# Nobody types more of a digest, and fewer would name another by chance.
_DIGITS = 8


def released_rules(version: str, *, name: str = BUNDLED) -> RuleSet:
    """
    A released rule set, as it was: it comes with the library, and keeps the meaning of the format in which it was written.

    Args:
        version: Its version (``0.2.0``), or its digest, of which the first eight digits are enough.
        name: Of the pack.

    Raises:
        RuleError: There is none; names those that there are.
    """
    files = {file.stem.removeprefix(f"{name}-"): file for file in sorted(_folder().glob(f"{name}-*.json"))}
    for known, file in files.items():
        if known == version:
            return _loaded(file)
    if len(version) >= _DIGITS:
        for file in files.values():
            rules = _loaded(file)
            if rules.digest.startswith(version):
                return rules
    there = f"there are {listed(files, last='and')}" if files else "none was released"
    raise RuleError((Problem("not-released", f"{quoted(name)} has no release {quoted(version)}; {there}", where=name),))


def _folder() -> Path:
    """Where released rule sets lie: in the installed package, or in the repository where that is what is installed."""
    here = Path(__file__).parent
    installed = here / "packs" / "data" / "released"
    return installed if installed.is_dir() else here.parents[1] / "rules" / "released"


def _loaded(file: Path) -> RuleSet:
    from triage.packs.loader import built

    return rule_set_from(built(file))


@frozen
class Reevaluation:
    """
    What was said then, and what would be said now, of the same answers.

    Attributes:
        recorded: The outcome that the record tells.
        then: The assessment by the rules that the record names, made again.
        now: The assessment by the present rules, of those answers that they take.
        refused: Answers that the present rules don't take, each with why; they count as open.
        differences: Why the two differ, in sentences; empty when the same rules fired with the same outcomes.
    """

    recorded: Outcome
    then: Assessment
    now: Assessment
    refused: tuple[Problem, ...]
    differences: tuple[str, ...]

    @property
    def is_true(self) -> bool:
        """Whether the record tells what its rules give; if not, somebody changed it, or the rules in it aren't those that gave it."""
        return self.recorded == self.then.outcome


def reevaluate(record: Mapping[str, Any], *, rules: RuleSet | None = None) -> Reevaluation:
    """
    Replay a record, and assess its answers by the present rules.

    Args:
        record: What ``to_dict()`` gave, of any format; as it was read from JSON.
        rules: The rules to hold it against; the bundled ones when left out.

    Raises:
        RecordError: It is no record, or was kept without its answers.
        RuleError: Its rules aren't among those that came with the library.
    """
    answers, stamp = _part(record, "answers"), _part(record, "rules")
    old, present = _by(stamp), rules or bundled_rules()
    then, was_refused = _assessed(answers, old)
    if was_refused:
        raise RecordError(tuple(was_refused))
    now, refused = _assessed(answers, present)
    return Reevaluation(_outcome(_part(record, "outcome")), then, now, refused, tuple(_differences(then, now)))


def _part(record: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = record.get(key)
    if isinstance(found, Mapping):
        return found
    kept = key == "answers" and "rules" in record
    why = "it was kept without its answers, and can't be replayed" if kept else "it is no record of `to_dict()`"
    raise RecordError((Problem("no-record", f"the record has no {quoted(key)}: {why}", where=key),))


def _by(stamp: Mapping[str, Any]) -> RuleSet:
    """The rules that a record names: by their digest, which two versions of one name don't share."""
    present, digest = bundled_rules(), str(stamp.get("digest", ""))
    return present if digest == present.digest else released_rules(digest, name=str(stamp.get("name", "")))


def _outcome(told: Mapping[str, Any]) -> Outcome:
    within = told.get("within")
    try:
        return Outcome(Level(str(told.get("level"))), Timeframe(within) if within is not None else None)
    except ValueError:
        message = "the record's `outcome` is none that rules can give"
        raise RecordError((Problem("no-record", message, where="outcome"),)) from None


def _assessed(answers: Mapping[str, Any], rules: RuleSet) -> tuple[Assessment, tuple[Problem, ...]]:
    reading = read(dict(answers), program_of(rules))
    return assessed(reading, rules), reading.problems


def _differences(then: Assessment, now: Assessment) -> Iterator[str]:
    """Rule by rule, in the order of the old ones; a rule that was joined into another is followed to it."""
    present = now._ruleset.content.rules
    by_ref = {ref: rule.id for rule in present for ref in (rule.ref, *rule.former_refs) if ref}
    ids = {rule.id for rule in present}
    heirs = {rule.id: rule.id if rule.id in ids else by_ref.get(rule.ref, "") for rule in then._ruleset.content.rules}
    after = {each.rule: each for each in now.fired}
    for firing in then.fired:
        heir = heirs[firing.rule]
        if not heir:
            yield f"{_named(firing)} gave {firing.outcome}, and there is no such rule any more."
        elif heir not in after:
            yield f"{_named(firing)} gave {firing.outcome}; the present rule {quoted(heir)} isn't met by these answers."
        elif after[heir].outcome != firing.outcome:
            yield f"{_named(firing)} gave {firing.outcome}; the present rule {quoted(heir)} gives {after[heir].outcome}."
    told = {heirs[firing.rule] for firing in then.fired}
    for id, firing in after.items():
        if id not in told:
            before = "wasn't met by these answers" if id in heirs.values() else "wasn't among the rules"
            yield f"{_named(firing)} gives {firing.outcome}; then it {before}."


def _named(firing: Firing) -> str:
    return f"{quoted(firing.rule)} ({firing.ref})" if firing.ref else quoted(firing.rule)


def sample_rules(name: Literal["sample", "visit"] = "sample") -> RuleSet:
    """
    Invented rules without clinical meaning, to try the library with: what they give stays the same from release to release.

    Args:
        name: ``sample``, three rules about a rash; ``visit``, with screens and with questions that are put to some people only.
    """
    return _loaded(Path(__file__).parent / "packs" / "data" / "samples" / f"{name}.json")
