"""The examples of the rule language are of packs that load, and what stands in no pack has the shape that its file wants."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from triage import load_rules
from triage.packs import release_schema, schema
from triage.packs.shapes import shape_problems
from triage.packs.yaml import read_file
from triage.proof.survivors import mutation
from triage.proof.verify import verify

ROOT = Path(__file__).parents[2]
PACKS = (ROOT / "tests/sample", ROOT / "tests/docs/visit")
TEXT = (ROOT / "docs/reference/rule-files.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)

# What lies beside a pack or is optional in it, by its first key.
SHAPES = {
    "coverage": schema.CoverageFile,
    "figures": schema.FiguresFile,
    "glossary": schema.GlossaryFile,
    "points": schema.PointsFile,
    "lowered": release_schema.LoweredFile,
    "closed": release_schema.ClosedFile,
    "reworded": release_schema.RewordedFile,
    "asks": release_schema.AsksFile,
    "reviews": release_schema.ReviewsFile,
}
# For the editor, and no rule file.
COMMENT = "# yaml-language-server"


def quoted(example, text):
    """Whether every line of an example stands in a file, in this order."""
    rest = iter(text.splitlines())
    return all(line in rest for line in example.splitlines())


class TestExamples:
    """Whoever copies an example has something that loads."""

    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.splitlines()[0])
    def test_each_example_is_of_a_pack_that_loads_or_has_its_shape(self, example, tmp_path):
        """Line for line, so that an example can't grow stale; some may be left out between them."""
        key = example.partition(":")[0].strip()
        if key in SHAPES:
            file = tmp_path / f"{key}.yaml"
            file.write_text(example, "utf-8")
            document = read_file(file, shown=str(file))
            assert [*document.problems, *shape_problems(document, SHAPES[key])] == []
        elif not example.startswith(COMMENT):
            assert any(quoted(example, file.read_text("utf-8")) for pack in PACKS for file in pack.rglob("*.yaml")), example

    def test_the_packs_of_the_examples_are_whole(self):
        """Loaded, proved, and with a case for every slip."""
        for pack in PACKS:
            rules = load_rules(pack)
            assert verify(rules.content).problems == ()
            assert mutation(rules.content).left == ()
