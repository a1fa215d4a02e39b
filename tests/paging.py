"""What tests of the rule pages share: a page in parts, and rule sets that differ in one thing."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import normalize

from attrs import evolve

from triage import RuleSet

ROOT = Path(__file__).parent.parent


def sections(page):
    """The text under each second heading of a page, in order."""
    return dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))


def anchors(page):
    """The anchor of each heading, worked out as Python-Markdown does it."""
    found = []
    for heading in re.findall(r"^#+ (.*)$", page, re.MULTILINE):
        plain = normalize("NFKD", heading.replace("`", "")).encode("ascii", "ignore").decode()
        found.append(re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower()))
    return found


def cells(line):
    """The cells of one row of a table."""
    return re.split(r"(?<!\\)\|", line)[1:-1]


def with_rule(rules, name, **changes):
    """The same rules, one of them changed."""
    content = rules.content
    return RuleSet.of(evolve(content, rules=tuple(evolve(each, **changes) if each.id == name else each for each in content.rules)))


def of_version(rules, version):
    """The same rules under another version."""
    return RuleSet.of(evolve(rules.content, packs=tuple(evolve(pack, version=version) for pack in rules.content.packs)))


def with_finding(rules, name, **changes):
    """The same rules, one of their findings changed."""
    content = rules.content
    return RuleSet.of(evolve(content, findings=tuple(evolve(each, **changes) if each.name == name else each for each in content.findings)))
