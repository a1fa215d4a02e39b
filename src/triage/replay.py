"""A stored assessment gone through again: what its rules gave, what those of today give, and why the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from triage.api import bundled_rules, evaluate
from triage.assessment import Assessment, SymptomError
from triage.errors import Problem, RecordError, RuleError
from triage.model.digest import rule_digest
from triage.model.outcome import Level, Outcome, Timeframe
from triage.model.ruleset import RuleSet
from triage.packs.archive import lowerings, released_rules
from triage.telling.wording import condition_text

__all__ = ["Difference", "Reevaluation", "reevaluate"]

# Of `to_dict()`: every format that a library has written.
_FORMATS = (1, 2)


@frozen
class Difference:
    """
    A rule that gives these answers something else today.

    Attributes:
        rule: Its id.
        title: What it flags, in a few words.
        then: What it gave; None when it didn't fire.
        now: What it gives; None when it doesn't fire.
        why: The reasons, a sentence each.
    """

    rule: str
    title: str
    then: Outcome | None
    now: Outcome | None
    why: tuple[str, ...]


@frozen(repr=False)
class Reevaluation:
    """
    A record beside what its own rules and those of today give to its answers.

    Attributes:
        recorded: The outcome in the record.
        holds: Whether the rules it names give its answers that outcome, by those rules that the record says fired.
        then: What the rules it names give.
        now: What the rules of today give to those of its answers that they take.
        refused: Why they don't take the others.
        differences: Every rule that gives something else, the worst first.
    """

    recorded: Outcome
    holds: bool
    then: Assessment
    now: Assessment
    refused: tuple[Problem, ...]
    differences: tuple[Difference, ...]

    def explain(self) -> str:
        """All of it as text for whoever looks into the record. It says which rules fired: treat it as the record itself."""
        then, now = self.then.rules, self.now.rules
        lines = [
            f"Recorded: {self.recorded}.",
            f"Then, {then.name} {then.version}: {self.then.outcome}. The record {'holds' if self.holds else 'does NOT hold'}.",
            f"Now, {now.name} {now.version}: {self.now.outcome}.",
            *(f"Refused now: {problem}" for problem in self.refused),
        ]
        for each in self.differences:
            lines += ["", f"{each.title} ({each.rule}): {each.then or 'silent'} then, {each.now or 'silent'} now."]
            lines += [f"  {reason}" for reason in each.why]
        return "\n".join(lines) + "\n"

    def __repr__(self) -> str:
        return f"<Reevaluation: {self.then.outcome} by {self.then.rules.version}, {self.now.outcome} by {self.now.rules.version}>"


def reevaluate(record: Mapping[str, Any], *, then: RuleSet | None = None, now: RuleSet | None = None) -> Reevaluation:
    """
    Go through a stored assessment again: with the rules that made it, and with those of today.

    Args:
        record: What ``to_dict()`` gave, of any format, or what JSON made of it.
        then: The rules that made it; when left out, the released ones of its name and digest, all of which come with the library.
        now: The rules to hold against them; the bundled ones when left out.

    Raises:
        RecordError: It is no such record, holds no answers, or was made by other rules than ``then``, or by rules that never came with
            the library.
    """
    recorded = _read(record)
    old, new = _rules_of(record, then), bundled_rules() if now is None else now
    was, problems = _assessed(record["answers"], old)
    here, refused = _assessed(record["answers"], new)
    fired = [(each["rule"], _outcome(each["outcome"])) for each in record["fired"]]
    holds = not problems and recorded == was.outcome and fired == [(each.rule, each.outcome) for each in was.fired]
    return Reevaluation(recorded, holds, was, here, refused, tuple(_differences(was, here, old, new)))


def _assessed(answers: Mapping[str, Any], rules: RuleSet) -> tuple[Assessment, tuple[Problem, ...]]:
    try:
        return evaluate(answers, rules=rules), ()
    except SymptomError as error:
        return error.assessment, error.problems


def _read(record: Mapping[str, Any]) -> Outcome:
    """The outcome of a record that can be read."""
    if not isinstance(record, Mapping) or record.get("format") not in _FORMATS:
        raise _bad("not-a-record", "this is no assessment as `to_dict()` gives it, of format 1 or 2")
    if "answers" not in record:
        raise _bad("no-answers", "this assessment was stored without its answers, so it can't be gone through again")
    try:
        for each in record["fired"]:
            _outcome(each["outcome"])
        answers, stamp = record["answers"], record["rules"]
        if isinstance(answers, Mapping) and all(isinstance(stamp[key], str) for key in ("name", "version", "digest")):
            return _outcome(record["outcome"])
    except (KeyError, TypeError, ValueError):
        pass
    raise _bad("not-a-record", "this assessment isn't whole; it needs `outcome`, `fired`, `rules` and `answers` as `to_dict()` gives them")


def _outcome(document: Mapping[str, Any]) -> Outcome:
    within = document["within"]
    return Outcome(Level(document["level"]), None if within is None else Timeframe(within))


def _rules_of(record: Mapping[str, Any], given: RuleSet | None) -> RuleSet:
    """The very rules that made a record."""
    stamp = record["rules"]
    if given is not None:
        if given.digest != stamp["digest"]:
            raise _bad("other-rules", f"{given} didn't make this record; the digest in it begins with {stamp['digest'][:12]!r}")
        return given
    if stamp["digest"] == bundled_rules().digest:
        return bundled_rules()
    try:
        return released_rules(stamp["name"], stamp["digest"])
    except RuleError as error:
        raise RecordError((*error.problems, Problem("other-rules", "give the rules that made this record as `then`"))) from None


def _bad(code: str, message: str) -> RecordError:
    return RecordError((Problem(code, message),))


def _differences(was: Assessment, here: Assessment, old: RuleSet, new: RuleSet) -> Iterator[Difference]:
    then = {each.rule: each.outcome for each in was.fired}
    now = {each.rule: each.outcome for each in here.fired}
    changed = [name for name in dict.fromkeys([*then, *now]) if then.get(name) != now.get(name)]
    for name in sorted(changed, key=lambda name: -max(each.rank for each in (then.get(name), now.get(name)) if each)):
        title = (new.rules.get(name) or old.rules[name]).title
        before, after = then.get(name), now.get(name)
        why = [*_reasons(name, old, new)]
        if before is not None and (after is None or after < before):
            why += _declared(name, old, new)
        yield Difference(name, title, before, after, tuple(why))


def _reasons(name: str, old: RuleSet, new: RuleSet) -> Iterator[str]:
    """Why a rule gives something else, a sentence each; where nothing of its own changed, what lies around it did."""
    was, here = old.rules.get(name), new.rules.get(name)
    if here is None and was is not None:
        into = [each.id for each in new.rules.values() if was.ref in each.former_refs]
        yield f"{new.version} has no such rule" + (f"; it was joined into {', '.join(into)}." if into else ".")
    elif was is None and here is not None:
        yield f"{old.version} had no such rule."
    elif was is not None and here is not None:
        for heading, before, after in _texts(name, old, new):
            if before != after:
                yield f"{heading} then: {before}. Now: {after}."
        if (was.when, was.outcome, was.when_unsure) == (here.when, here.outcome, here.when_unsure):
            same = rule_digest(was, old.content) == rule_digest(here, new.content)
            yield "What it reads changed: a definition, or what an answer implies." if not same else _format(old, new)


def _declared(name: str, old: RuleSet, new: RuleSet) -> Iterator[str]:
    """What the authors said when they made a rule give less."""
    if old.name == new.name:
        for each in lowerings(old.name, after=old.version, until=new.version):
            if each.rule == name:
                yield f"{each.version} declares that it gives less: {each.reason} ({each.source})"


def _texts(name: str, old: RuleSet, new: RuleSet) -> Iterator[tuple[str, str, str]]:
    """What decides in a rule, in words, by both rule sets."""
    said = []
    for rules in (old, new):
        definitions = {each.name: each for each in rules.content.definitions}
        rule = rules.rules[name]
        said.append((condition_text(rule.when, rules.findings, definitions), str(rule.outcome), str(rule.when_unsure)))
    yield from zip(("Condition", "Outcome", "In doubt"), *said, strict=True)


def _format(old: RuleSet, new: RuleSet) -> str:
    if old.content.format != new.content.format:
        return (
            "The rule reads the same. What an unsure stands for changed with the format of the rule language, or an answer is refused now."
        )
    return "The rule reads the same; an answer that it rested on is refused now, or is heard in another way."
