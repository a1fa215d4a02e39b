"""``triage diff``, ``triage verify``, ``triage mutants``, ``triage release``: what is proved of rules, and what a release may change."""

from __future__ import annotations

import json
import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from triage.commands.loading import add_onto, onto_of, placed, rules_from
from triage.errors import Problem, RuleError
from triage.model.ruleset import RuleSet
from triage.names import listed, quoted
from triage.packs.archive import releases
from triage.packs.bundle import BUNDLED, verified
from triage.proof.downgrade import compare
from triage.telling.differences import difference_document, difference_markdown, difference_text

if TYPE_CHECKING:
    from triage.proof.mutants import Mutant

__all__ = ["add"]

_RELEASED = "rules/released"
_SHOWN = 5


def add(commands: Any) -> None:
    """Add the commands to a parser."""
    command = commands.add_parser("diff", help="prove that new rules give nobody less than old ones, or show who gets less")
    command.add_argument("old", help="folder, built file, or released version such as 0.1.0")
    command.add_argument("new", nargs="+", help="the same, for the new rules; several are one rule set")
    add_onto(command)
    command.add_argument("--json", action="store_true", help="print everything as JSON")
    command.add_argument("--markdown", action="store_true", help="print it for a pull request")
    command.add_argument("--released", default=_RELEASED, help=f"folder of released versions ({_RELEASED})")
    command.set_defaults(run=_diff)

    command = commands.add_parser("verify", help="prove what can be proved of one rule set")
    command.add_argument("path", nargs="*", help="folder or built file of the rules (the bundled ones)")
    add_onto(command)
    command.add_argument("--installed", action="store_true", help="only hold the installed files against this version of the library")
    command.set_defaults(run=_verify)

    command = commands.add_parser("mutants", help="make every slip an author could make, and say which no case catches")
    command.add_argument("path", nargs="*", help="folder or built file of the rules (the bundled ones)")
    add_onto(command)
    command.set_defaults(run=_mutants)

    command = commands.add_parser("release", help="keep a rule set for good, unless it gives somebody less")
    command.add_argument("path", nargs="*", default=[f"rules/{BUNDLED}"], help=f"folder of the pack, or of several (rules/{BUNDLED})")
    add_onto(command)
    command.add_argument("--released", default=_RELEASED, help=f"folder of released versions ({_RELEASED})")
    command.add_argument("--changelog", default="CHANGELOG.md", help="the changelog (CHANGELOG.md)")
    command.add_argument("--check", action="store_true", help="write nothing; only say whether the rules could follow the last release")
    command.set_defaults(run=_release)


def _named(text: str, folder: str, *, of: str = BUNDLED) -> RuleSet:
    """Rules at a path, or a released version; a version without a name is one of this pack."""
    name, _, version = text.rpartition("@")
    file = Path(folder) / f"{name or of}-{version}.json"
    # Without the cases: a rule that was weakened is to be shown with its example, not with the cases that broke.
    if Path(text).exists() or not file.exists():
        # Where no clone is, what came with the library.
        if not name and text in releases(of):
            return rules_from([f"{of}@{text}"], cases=False)
        if not name and not Path(text).exists():
            raise RuleError((Problem("unknown-release", _unknown(text, folder, of=of), where=text, path=(text,)),))
        return rules_from([text], cases=False)
    return rules_from([str(file)], cases=False)


def _new(options: Namespace) -> RuleSet:
    """The new rules of a comparison. Each of several is found as one alone would be."""
    onto = onto_of(options)
    if onto is None and len(options.new) == 1:
        return _named(options.new[0], options.released)
    kept = {text: Path(options.released) / f"{text.replace('@', '-')}.json" for text in options.new if "@" in text}
    paths = [str(kept[text]) if text in kept and kept[text].exists() else text for text in options.new]
    return rules_from(paths, onto=onto, cases=False)


def _unknown(text: str, folder: str, *, of: str) -> str:
    """What somebody may have meant who named neither a place nor a release."""
    kept = sorted(file.stem.rpartition("-")[0] + "@" + file.stem.rpartition("-")[2] for file in Path(folder).glob("*-*.json"))
    came = [f"{BUNDLED}@{version}" for version in releases(BUNDLED)]
    here = f"in {folder} there are {listed(kept, last='and')}" if kept else f"in {folder} there is none"
    return f"no folder or file, and no release of {quoted(of)}; {here}, and with the library came {listed(came, last='and')}"


def _diff(options: Namespace) -> int:
    # Reading declarations needs pydantic and PyYAML; most commands don't.
    from triage.packs.released import declared_in

    new = _new(options)
    # A bare version is that of the pack it is held against.
    old = _named(options.old, options.released, of=new.name)
    found = compare(old, new)
    # A declaration says why; it doesn't make the lowering any less of one.
    here = declared_in(Path(options.released)).of(new.version)
    declared = [each.told() for each in here.lowered]
    if options.json:
        print(json.dumps({**difference_document(found), "declared": declared}, indent=2, ensure_ascii=False))
    else:
        print((difference_markdown if options.markdown else difference_text)(found, old=old, new=new), end="")
        for line in declared:
            print(f"{'- ' if options.markdown else 'DECLARED '}{line}")
    unsaid = {each.finding for each in found.rewordings} - {each.finding for each in here.reworded}
    unsaid |= set(found.closed) - {each.finding for each in here.closed}
    return 1 if found.downgraded or unsaid else 0


def _verify(options: Namespace) -> int:
    if options.installed:
        rules = verified()
        print(f"{rules.name} {rules.version}, {rules.digest}: the installed decisions, words and reviews are those of this version")
        return 0
    # Here and below: each command waits for its own proof and no other.
    from triage.proof.verify import verify

    # Without the cases: they are `triage check`'s, and what is proved here doesn't rest on them.
    rules = rules_from(options.path, onto=onto_of(options), cases=False)
    start = perf_counter()
    found = verify(rules.decisions)
    seconds = perf_counter() - start
    if found.problems:
        for problem in placed(found.problems, options.path):
            print(problem, file=sys.stderr)
        return 1
    print(f"{rules.name} {rules.version} ({rules.digest[:12]}), proved for all inputs:")
    print(f"  monotone    each of {found.leaves} leaves points the way in which its finding gets worse, and there is no negation")
    print(f"  alive       each of {found.rules} rules can fire, and some person can meet each of {found.terms} terms")
    print(f"  faithful    the compiled form has the same {found.terms} terms as the conditions as written")
    print(f"  exact       outcome and ceiling reach what the rule promises at each of {found.points} least severe points")
    print(f"  in {seconds:.2f} s. Not proved: that the rules are clinically right, or that people answer truthfully.")
    return 0


def _mutants(options: Namespace) -> int:
    from triage.proof.survivors import mutation

    rules = rules_from(options.path, onto=onto_of(options))
    found = mutation(rules.content)
    problems = [
        Problem("untested-leaf", f"LEFT {each.edit}; {_missing(rules, each)}", "/".join(map(str, each.path)), each.path)
        for each in found.left
    ]
    for problem in placed(tuple(problems), options.path):
        print(problem)
    total = found.caught + found.same + len(found.left)
    print(f"{total} mutants: {found.caught} caught by cases, {found.same} proved to change nothing, {len(found.left)} left")
    return 1 if found.left else 0


def _missing(rules: RuleSet, mutant: Mutant) -> str:
    """What no case says, and the one that would."""
    from triage.proof.missing import missing_case

    found = missing_case(rules.content, mutant)
    told = f"; add one with `given: {json.dumps(found[0], ensure_ascii=False)}` and `expect: {found[1]}`" if found else ""
    return f"no case catches it, and it changes something{told}"


def _release(options: Namespace) -> int:
    from triage.packs.writing import locked

    rules, folder = rules_from(options.path, onto=onto_of(options)), Path(options.released)
    if options.check:
        return _released(rules, options)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        return _released(rules, options)


def _released(rules: RuleSet, options: Namespace) -> int:
    # Reading rule files and declarations needs pydantic and PyYAML; most commands don't.
    from triage.packs.released import declared_in, last_released, objections, released_file, write_released

    folder = Path(options.released)
    old, declared = last_released(folder, name=rules.name), declared_in(folder)
    against: list[str] = []
    if old is not None and old.digest != rules.digest:
        found = compare(old, rules)
        against += objections(found, old=old, new=rules, declared=declared)
    if not options.check and released_file(folder, name=rules.name, version=rules.version).exists():
        against.append(f"{rules.name} {rules.version} is released already; raise `version` in pack.yaml")
    if old is None or old.digest != rules.digest:
        against += _unsaid(rules, Path(options.changelog))
    for objection in against:
        print(objection, file=sys.stderr)
    if against:
        return 1
    after = "the first release" if old is None else _after(old, rules, declared.of(rules.version).lower)
    if options.check:
        print(f"{rules.name} {rules.version}: {after}")
    else:
        print(f"{write_released(folder, rules)}: {after}")
    return 0


def _after(old: RuleSet, rules: RuleSet, lower: Sequence[str]) -> str:
    """How a release stands to the last one."""
    if not lower or old.digest == rules.digest:
        return f"never lower than {old.version}"
    more = f" and {len(lower) - _SHOWN} more, which `triage diff` lists" if len(lower) > _SHOWN else ""
    points = f"{len(lower)} declared point{'s' * (len(lower) > 1)}"
    return f"lower than {old.version} in {points}, and nowhere else: {', '.join(lower[:_SHOWN])}{more}"


def _unsaid(rules: RuleSet, changelog: Path) -> list[str]:
    """What the changelog should say of this version and doesn't."""
    lines = changelog.read_text("utf-8").split("\n") if changelog.exists() else []
    named = re.compile(rf"(?<![\w+-]){re.escape(f'{rules.name} {rules.version}')}(?![\w+-])")
    starts = [place for place, line in enumerate(lines) if named.search(line)]
    if not starts:
        return [f"{changelog} says nothing of {rules.name} {rules.version}"]
    entry: list[str] = []
    for line in lines[starts[0] :]:
        if entry and (line.startswith(("- ", "#"))):
            break
        entry.append(line)
    if "**Clinical impact:**" not in "\n".join(entry):
        return [f"{changelog} has no **Clinical impact:** line for {rules.name} {rules.version}"]
    return []
