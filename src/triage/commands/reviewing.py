"""``triage review``, ``triage sign`` and ``triage reviews``: for those who review rules, and those who enter what they said."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from triage.commands.loading import add_onto, add_rules, onto_of, rules_from, rules_of
from triage.model.digest import cause_digest, pack_digest, pack_document, rule_digest, rule_document
from triage.model.rules import Pack, Rule
from triage.model.ruleset import RuleSet
from triage.model.words import Review
from triage.names import meant, printable, quoted
from triage.packs.bundle import BUNDLED
from triage.telling.pack_sheet import pack_sheet
from triage.telling.sheet import review_sheet
from triage.telling.signatures import signatures

__all__ = ["add"]

_BAD_NAME = 2
# As few characters of a digest as pages and sheets show.
_DIGEST = re.compile(r"[0-9a-f]{12,64}", re.ASCII)


def add(commands: Any) -> None:
    """Add the commands to a parser."""
    command = commands.add_parser("review", help="print the sheet that a clinician signs")
    _add_what(command)
    add_rules(command)
    command.set_defaults(run=_review)

    command = commands.add_parser("sign", help="enter what a clinician said of a rule into reviews.yaml")
    _add_what(command)
    command.add_argument("--by", required=True, type=_said, metavar="NAME", help="who judged it: a person, not a department")
    command.add_argument("--role", required=True, type=_said, help="why this person can judge it")
    command.add_argument("--decision", required=True, choices=["agree", "object", "change"], help="only agree counts as reviewed")
    command.add_argument("--digest", required=True, metavar="D", help="of what was read: the first 12 characters or more, from its page")
    command.add_argument("--comment", default="", metavar="TEXT", help="needed for object and change: what is wrong, what would be right")
    command.add_argument("--on", type=_day, metavar="DATE", help="when it was signed on paper (today)")
    command.add_argument("--rules", default=f"rules/{BUNDLED}", metavar="PACK", help=f"folder of the pack (rules/{BUNDLED})")
    add_onto(command)
    command.set_defaults(run=_sign)

    command = commands.add_parser("reviews", help="say who signed what, what an edit has voided since, and what is left")
    command.add_argument("path", nargs="*", help="folder or built file of the rules (the bundled ones)")
    add_onto(command)
    command.add_argument("--released", default="rules/released", help="folder of released versions (rules/released)")
    command.set_defaults(run=_reviews)


def _add_what(command: ArgumentParser) -> None:
    command.add_argument("rule", nargs="?", help="id or ref of the rule")
    command.add_argument("--all-of", metavar="CAUSE", help="instead of one rule, all that suspect a cause; their digest is on by-cause.md")
    command.add_argument("--pack", action="store_true", help="instead of a rule, what is signed for the pack as a whole")


def _said(text: str) -> str:
    """Text of an argument that says something."""
    if not text.strip():
        raise ArgumentTypeError("it must not be empty")
    return " ".join(text.split())


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ArgumentTypeError(f"a date is written 2026-11-22, not {quoted(text)}") from None


def _review(options: Namespace) -> int:
    rules = rules_of(options)
    wanted = _wanted(options, rules)
    if wanted is None:
        return _BAD_NAME
    if isinstance(wanted, Pack):
        print(pack_sheet(wanted, rules.content), end="")
        return 0
    for rule in wanted:
        print(review_sheet(rule, rules.content), end="")
    if options.all_of is not None:
        print(f"\n## {len(wanted)} rules of {options.all_of}\n\nTheir digest together, for who signs them at once:\n")
        print(f"    {cause_digest(options.all_of, rules.content)}")
    return 0


def _wanted(options: Namespace, rules: RuleSet) -> Sequence[Rule] | Pack | None:
    """The rules, or the pack, that the arguments name; None where there is no such thing, which is told."""
    if (options.rule is not None) + (options.all_of is not None) + options.pack != 1:
        _refused("say what is signed: one rule, or all of a cause with `--all-of CAUSE`, or the pack as a whole with `--pack`")
        return None
    if options.pack:
        # What it is built onto comes first.
        return rules.packs[-1]
    if options.rule is not None:
        rule = _named(options.rule, rules)
        return None if rule is None else (rule,)
    found = tuple(rule for rule in rules.content.rules if options.all_of in rule.suspects)
    if not found:
        causes = sorted({cause for rule in rules.content.rules for cause in rule.suspects})
        print(f"no rule suspects {quoted(options.all_of)}{meant(options.all_of, causes)}", file=sys.stderr)
    return found or None


def _named(name: str, rules: RuleSet) -> Rule | None:
    """The rule of an id, a ref, or the ref of a rule that was joined into it; what isn't known is told."""
    for rule in rules.content.rules:
        if name.lower() in (rule.id, rule.ref.lower(), *map(str.lower, rule.former_refs)):
            return rule
    print(f"unknown rule {quoted(name)}{meant(name, list(rules.rules))}", file=sys.stderr)
    return None


def _sign(options: Namespace) -> int:
    from triage.packs.signing import enter

    folder = Path(options.rules)
    if not (folder / "pack.yaml").is_file():
        return _refused(f"{quoted(options.rules)} is no folder of a pack; reviews are entered beside the rule files")
    if options.decision != "agree" and not options.comment.strip():
        return _refused(f"`--decision {options.decision}` needs a `--comment`: what is wrong, and what would be right")
    rules = rules_from([options.rules], onto=onto_of(options))
    signed = _signed(options, rules)
    if signed is None:
        return _BAD_NAME
    what, digest, texts = signed
    if not _DIGEST.fullmatch(options.digest) or not digest.startswith(options.digest):
        given = options.digest if _DIGEST.fullmatch(options.digest) else quoted(options.digest)
        return _refused(f"nothing is signed: the digest of {what} is {digest} as it stands, and not {given}; read it again, as it is now")
    day = options.on or datetime.now(UTC).date().isoformat()
    said: dict[str, Any] = {"by": options.by, "role": options.role, "on": day, "decision": options.decision}
    said["comment"] = " ".join(options.comment.split())
    reviews = [Review(**(said | of), digest=each) for each, (of, _) in texts.items()]
    if known := [each for each in reviews if each in rules.content.reviews]:
        return _refused(f"{options.by} said this of {known[0].rule or known[0].pack} already, on {day}; nothing is entered twice")
    *_, file = enter(folder, reviews, {each: document for each, (_, document) in texts.items()})
    print(f"{file}: {printable(options.by)}, {options.decision}: {what}, digest {digest}")
    print(rules_from([options.rules], onto=onto_of(options), cases=False).stamp.review)
    return 0


def _signed(options: Namespace, rules: RuleSet) -> tuple[str, str, dict[str, tuple[dict[str, str], Any]]] | None:
    """
    What is to be signed: in words, the digest that was read, and by its own digest each text with what a review calls it.

    None where there is no such thing, which is told.
    """
    content, wanted = rules.content, _wanted(options, rules)
    if wanted is None:
        return None
    if isinstance(wanted, Pack):
        digest = pack_digest(wanted, content)
        return f"{wanted.name} as a whole", digest, {digest: ({"pack": wanted.name}, pack_document(wanted, content))}
    texts: dict[str, tuple[dict[str, str], Any]] = {
        rule_digest(rule, content): ({"rule": rule.id}, rule_document(rule, content)) for rule in wanted
    }
    if options.all_of is None:
        return wanted[0].id, next(iter(texts)), texts
    return f"the {len(wanted)} rules of {options.all_of}", cause_digest(options.all_of, content), texts


def _refused(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


def _reviews(options: Namespace) -> int:
    rules = rules_from(options.path, onto=onto_of(options), cases=False)
    print(f"{rules.name} {rules.version}: {rules.stamp.review}")
    for line in signatures(rules.content, signed=_finder(options, rules)):
        print(printable(line))
    return 0


def _finder(options: Namespace, rules: RuleSet) -> Callable[[Review], Any]:
    """Where the text of a review is looked for: beside the reviews, where `triage sign` keeps it, then in every released version."""
    from triage.packs.released import all_released
    from triage.packs.signing import signed_text

    folders = [Path(path) for path in options.path or [f"rules/{BUNDLED}"] if Path(path).is_dir()]

    def found(review: Review) -> Any:
        kept = [text for folder in folders if (text := signed_text(folder, review)) is not None]
        if kept:
            return kept[0]
        for released in all_released(Path(options.released), name=rules.name):
            content = released.content
            for pack in content.packs:
                if review.pack == pack.name and pack_digest(pack, content) == review.digest:
                    return pack_document(pack, content)
            rule = released.rules.get(review.rule)
            if rule is not None and rule_digest(rule, content) == review.digest:
                return rule_document(rule, content)
        return None

    return found
