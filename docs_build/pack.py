"""
The sources of a site for another pack, in ``build/pack``: its pages, and Try it with its rules.

    python docs_build/pack.py PATH ... [--released FOLDER] [--to FOLDER]

``make docs PACK='PATH ...'`` runs it and then mkdocs. A path is what ``load_rules`` takes: folders of packs, or built files.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml

from triage import RuleSet
from triage.cli import main as triage
from triage.commands.loading import rules_from
from triage.packs.bundle import document_of

ROOT = Path(__file__).parent.parent
RUNTIME = ROOT / "build" / "try-it"
HOME = """# {title}

*Clinical review: {review}.*

{intended_use}

- [The rules](rules/index.md), a page for each, as clinicians read them.
- [Try it](try-it.md): the questions as they are asked, answered by the library in this browser.
"""


def main() -> None:
    """Write everything that mkdocs reads."""
    parser = ArgumentParser(description="The sources of a site for another pack.")
    parser.add_argument("path", nargs="+", help="folders or built files of the pack")
    parser.add_argument("--onto", action="append", nargs="?", const="low-back-pain", help="rules that they are added to (the bundled ones)")
    parser.add_argument("--released", default="", help="folder of its released versions")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "pack", help="folder to write to (build/pack)")
    given = parser.parse_args()
    rules = rules_from(given.path, onto=rules_from(given.onto) if given.onto else None)
    docs = given.to / "docs"
    shutil.rmtree(given.to, ignore_errors=True)
    shutil.copytree(ROOT / "docs" / "assets", docs / "assets", ignore=shutil.ignore_patterns("__pycache__"))
    onto = [f"--onto={each}" for each in given.onto or ()]
    if code := triage(["pages", *given.path, *onto, "--to", str(docs / "rules"), "--released", given.released or str(given.to / "none")]):
        sys.exit(code)
    (docs / "index.md").write_text(_home(rules), "utf-8")
    # The examples are answers to the questions of the bundled rules.
    page = (ROOT / "docs" / "try-it.md").read_text("utf-8")
    (docs / "try-it.md").write_text(re.sub(r"^Examples:\n.*?\n\n", "", page, flags=re.MULTILINE | re.DOTALL), "utf-8")
    _runtime(docs / "assets" / "try-it" / "runtime", rules)
    (given.to / "mkdocs.yml").write_text(yaml.safe_dump(_config(rules), sort_keys=False, allow_unicode=True), "utf-8")


def _home(rules: RuleSet) -> str:
    return HOME.format(
        title=", ".join(pack.title for pack in rules.packs),
        review=rules.stamp.review,
        intended_use="\n\n".join(pack.intended_use for pack in rules.packs),
    )


def _runtime(folder: Path, rules: RuleSet) -> None:
    """What Try it runs on, with the rules; nothing where npm didn't bring it, which the page then says."""
    if not (RUNTIME / "manifest.json").is_file():
        return
    shutil.copytree(RUNTIME, folder)
    built = json.dumps(document_of(rules), ensure_ascii=False, separators=(",", ":"))
    (folder / "rules.json").write_text(built, "utf-8")
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest |= {"rules": "rules.json", "sizes": {**manifest["sizes"], "rules.json": len(built.encode())}}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def _config(rules: RuleSet) -> dict[str, Any]:
    """The site's settings, without what belongs to the library's own documentation."""
    config: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    config |= {
        "site_name": ", ".join(pack.title for pack in rules.packs),
        "site_description": f"Red-flag rules: {rules.name}",
        "copyright": f"Clinical review: {rules.stamp.review}. This is not medical advice.",
        "docs_dir": "docs",
        "site_dir": "site",
        "plugins": ["search"],
        "hooks": [str(ROOT / "docs_build" / "pack_hooks.py")],
        "watch": [],
    }
    return config


if __name__ == "__main__":
    main()
