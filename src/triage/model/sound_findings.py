"""What makes a finding, and one leaf over it, meaningful: kinds, ranges, and the directions that the proofs rest on."""

from __future__ import annotations

from collections.abc import Iterator

from triage.errors import Problem
from triage.model.conditions import Bound, Chosen, Defined, Leaf, Path, Present
from triage.model.findings import UNSURE, Finding
from triage.model.rules import Content
from triage.model.vocabulary import Vocabulary
from triage.names import listed, meant, quoted

__all__ = ["FINEST", "finding_problems", "leaf_problems", "problem_at", "unknown"]

# Bounds are no finer than this, so that the proofs have a value to step to just inside a strict bound.
FINEST = 10**-6

# Up to here a step of a tenth of that still leads to another number.
LARGEST = 10**8


def problem_at(path: Path, code: str, message: str) -> Problem:
    """A problem at a path into the content, as rule files write it."""
    return Problem(code, message, where="/".join(map(str, path)), path=path)


def finding_problems(content: Content, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Faults of findings: their marks, ranges, options and implications."""
    for finding in content.findings:
        path = ("findings", finding.name)
        if finding.critical and (not finding.is_asked or finding.context):
            message = "a critical finding is asked of the person and read by rules; else nobody could ever be complete"
            yield problem_at((*path, "critical"), "critical-unasked", message)
        if finding.kind == "quantity":
            yield from _quantity(finding, path, vocabulary)
        if finding.kind == "choice" and UNSURE not in {option.name for option in finding.options}:
            message = "a choice needs the option `unsure`; people must be able to say so"
            yield problem_at((*path, "options"), "no-unsure-option", message)
        yield from _none_of_these(finding, path)
        for index, implication in enumerate(finding.implies):
            spot = (*path, "implies", index)
            yield from leaf_problems(implication.leaf, spot, vocabulary, limit=spot)
            if isinstance(implication.leaf, Chosen) and UNSURE in implication.leaf.options:
                place = (*spot, "is", implication.leaf.options.index(UNSURE))
                yield problem_at(place, "unsure-implies", "the option `unsure` can't imply anything; only a definite answer does")
            for number, flag in enumerate(implication.flags):
                yield from _implied_flag(flag, (*spot, "flags", number), vocabulary)


def _none_of_these(finding: Finding, path: Path) -> Iterator[Problem]:
    """The option that says no to what the others imply is one of them, and implies nothing itself."""
    option, known = finding.none_of_these, [each.name for each in finding.options]
    implying = {each for implication in finding.implies if isinstance(implication.leaf, Chosen) for each in implication.leaf.options}
    if option and option not in known:
        message = f"unknown option {quoted(option)}; {quoted(finding.name)} has {listed(known, last='and')}{meant(option, known)}"
        yield problem_at((*path, "none_of_these"), "unknown-option", message)
    elif option and (option in implying or option == UNSURE):
        message = f"{quoted(option)} can't say none of these; it {'is a doubt' if option == UNSURE else 'implies something itself'}"
        yield problem_at((*path, "none_of_these"), "none-implies", message)


def _implied_flag(flag: str, path: Path, vocabulary: Vocabulary) -> Iterator[Problem]:
    target = vocabulary.findings.get(flag)
    if flag in vocabulary.definitions:
        yield problem_at(path, "implies-no-flag", f"{quoted(flag)} is a definition; an implication ends in a flag")
    elif target is None:
        yield unknown(flag, path, vocabulary)
    elif target.kind != "flag":
        yield problem_at(path, "implies-no-flag", f"{quoted(flag)} is a {target.kind}; an implication ends in a flag")


def _quantity(finding: Finding, path: Path, vocabulary: Vocabulary) -> Iterator[Problem]:
    low, high = finding.limits
    if not low < high:
        yield problem_at((*path, "range"), "bad-range", "`range` must go from a lower to a higher number")
    yield from _numbers(finding, path)
    for key, inner in (("plausible", finding.plausible), ("normal", finding.normal)):
        if inner is not None and not low <= inner[0] <= inner[1] <= high:
            yield problem_at((*path, key), "bad-range", f"`{key}` must lie inside `range`, from lower to higher")
    if (finding.worse == "both") is not (finding.normal is not None):
        if finding.normal is None:
            message = "`worse: both` needs a band in which nothing is raised: `normal: [..., ...]`"
        else:
            message = "only a quantity with `worse: both` has a `normal` band"
        yield problem_at((*path, "worse" if finding.normal is None else "normal"), "bad-band", message)
    if finding.not_above is not None:
        other = vocabulary.findings.get(finding.not_above)
        if other is None or other.kind != "quantity" or other.name == finding.name:
            near = meant(finding.not_above, [each.name for each in vocabulary.findings.values() if each.kind == "quantity"])
            message = f"{quoted(finding.not_above)} is not a quantity of this rule set{near}"
            yield problem_at((*path, "not_above"), "unknown-finding", message)


def _numbers(finding: Finding, path: Path) -> Iterator[Problem]:
    """Numbers that are too large or too fine for the proofs to step beside them, or that no whole number is."""
    for key, pair in (("range", finding.range), ("plausible", finding.plausible), ("normal", finding.normal)):
        for place, number in enumerate(pair or ()):
            if fault := _unfit(number, finding):
                yield problem_at((*path, key, place), "unfit-number", f"{quoted(str(number))} {fault}")


def _unfit(number: int | float, finding: Finding) -> str:
    """Why a number can't stand in a range or a bound; empty when it can."""
    if abs(number) > LARGEST:
        return f"is too large; numbers go to {LARGEST:,}, beyond which neighbours can't be told apart"
    if round(number, 6) != number:
        return "is too fine; a number has at most six decimals"
    if finding.whole and number != int(number):
        return f"isn't whole, and {quoted(finding.name)} takes whole numbers only"
    return ""


def leaf_problems(
    leaf: Leaf | Defined, path: Path, vocabulary: Vocabulary, *, limit: Path | None = None, asking: bool = False
) -> Iterator[Problem]:
    """
    Faults of one leaf: a name that isn't there, a kind that doesn't fit, a bound or an option that means nothing.

    Args:
        leaf: The leaf.
        path: Where it stands.
        vocabulary: For findings and definitions.
        limit: Where its bound or its options stand; below its name when left out.
        asking: Whether it decides only who is asked: then bounds may point either way, and what no rule reads may be read.
    """
    name = leaf.name if isinstance(leaf, Defined) else leaf.finding
    if isinstance(leaf, Defined) or (isinstance(leaf, Present) and name in vocabulary.definitions):
        return
    finding = vocabulary.findings.get(name)
    if limit is None:
        limit = path if isinstance(leaf, Present) else (*path, name)
    if finding is None:
        yield unknown(name, limit, vocabulary)
        return
    needed = {Present: "flag", Bound: "quantity", Chosen: "choice"}[type(leaf)]
    if finding.kind != needed:
        cure = {
            "flag": "a flag stands alone, without a bound or options",
            "quantity": "give it a bound, such as `{at_least: ...}`",
            "choice": "give it options, such as `{is: [...]}`",
        }[finding.kind]
        yield problem_at(limit, "wrong-kind", f"{quoted(name)} is a {finding.kind}; {cure}")
    elif finding.context and not asking:
        yield problem_at(limit, "context-read", f"{quoted(name)} is marked `context: true`, so no rule may read it")
    elif isinstance(leaf, Bound):
        yield from _bound(leaf, finding, (*limit, str(leaf.operator)), asking=asking)
    elif isinstance(leaf, Chosen):
        yield from _options(leaf, finding, (*limit, "is"))


def unknown(name: str, path: Path, vocabulary: Vocabulary) -> Problem:
    """A name that stands for nothing here, with the one that was probably meant."""
    if name in vocabulary.aliases:
        message = f"{quoted(name)} is an alias, a word for callers; rule files use the name {quoted(vocabulary.aliases[name])}"
        return problem_at(path, "alias-in-rule", message)
    known = [*vocabulary.findings, *vocabulary.definitions]
    return problem_at(path, "unknown-finding", f"unknown finding {quoted(name)}{meant(name, known)}")


def _bound(bound: Bound, finding: Finding, path: Path, *, asking: bool) -> Iterator[Problem]:
    low, high = finding.limits
    if not low < high:
        return
    name = quoted(finding.name)
    if not asking and not finding.allows(bound.operator):
        side = "at_least` or `above" if finding.worse == "higher" else "at_most` or `below"
        message = f"{name} gets worse when {finding.worse}, so a bound on it is `{side}`; a question of its own can ask for the rest"
        yield problem_at(path, "wrong-direction", message)
    elif not asking and finding.normal is not None and (bound.met_by(finding.normal[0]) or bound.met_by(finding.normal[1])):
        message = f"this bound reaches into the normal band of {name}, {finding.normal[0]} to {finding.normal[1]}"
        yield problem_at(path, "inside-band", message)
    elif fault := _unfit(bound.value, finding):
        yield problem_at(path, "unfit-number", f"{quoted(str(bound.value))} {fault}")
    elif not bound.met_by(low) and not bound.met_by(high):
        yield problem_at(path, "bound-unmeetable", f"no value of {name} meets this bound; its range is {low} to {high}")
    elif bound.met_by(low) and bound.met_by(high):
        yield problem_at(path, "bound-always-met", f"every value of {name} meets this bound; its range is {low} to {high}")


def _options(leaf: Chosen, finding: Finding, path: Path) -> Iterator[Problem]:
    known = [option.name for option in finding.options]
    for place, option in enumerate(leaf.options):
        if option not in known:
            options = f"{quoted(finding.name)} has {listed(known, last='and')}"
            message = f"unknown option {quoted(option)}; {options}{meant(option, known)}"
            yield problem_at((*path, place), "unknown-option", message)
        elif option in leaf.options[:place]:
            yield problem_at((*path, place), "repeated-option", f"the option {quoted(option)} is listed twice; once is enough")
