"""The page on errors: every code of the library has its entry with a cure, and no entry is of a code that is gone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import triage

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/errors.md").read_text("utf-8")
ROW = re.compile(r"^\| `([a-z-]+)` \| (.+) \| (.+) \|$", re.MULTILINE)
PLACES = ("engine/*", "model/*", "packs/*", "proof/*", "adapters/*", "adapters/fhir/*", "commands/*", "replay")

# Codes of one word can't be told from other words by their form; those of two words can, but for these.
ONE_WORD = {"circular", "merged", "narrower", "negation", "refused", "undemanded", "unreadable", "unused"}
NO_CODES = {
    "asked-unknown",
    "at-once",
    "data-absent-reason",
    "data-requested",
    "entered-in-error",
    "import-table",
    "json-schema",
    "known-cause",
    "low-back-pain",
    "none-found",
    "not-as-answered",
    "patient-view",
    "red-flag-check",
    "safety-case",
    "second-hand",
    "seek-care",
    "streamable-http",
}
# Put together from who supplies a finding.
BUILT = {"app-only", "clinician-only"}
FIELDS = {"code", "message", "where", "path"}


def literals():
    """Every text that stands in the modules which find faults, docstrings left out by their form."""
    for place in PLACES:
        for file in sorted(Path(triage.__file__).parent.glob(f"{place}.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


class TestErrors:
    """Whoever meets a fault finds its cure."""

    def test_every_code_has_an_entry_with_a_cure(self):
        """A new code without one fails here."""
        told = {code: cure for code, _, cure in ROW.findall(PAGE)}
        codes = {text for text in literals() if re.fullmatch(r"[a-z]+(-[a-z]+)+", text)} - NO_CODES
        assert len(codes) > 50
        assert codes | ONE_WORD | BUILT == told.keys() - FIELDS
        assert all(cure.strip() for cure in told.values())

    def test_codes_of_one_word_are_codes(self):
        """The lists above are of this library."""
        assert set(literals()) >= {*ONE_WORD, "-only"}
