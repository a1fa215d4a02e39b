"""
Rule files that can't be used, each with the exact message it earns.

Each folder of `tests/bad_rules/` is laid over a copy of the sample pack, and its `expected.txt` holds every problem that
`load_rules` then reports, in order. What can't lie in a repository as text is made here.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from triage import RuleError, load_rules

TESTS = Path(__file__).parent.parent
SAMPLE = TESTS / "sample"
BAD_RULES = TESTS / "bad_rules"
FOLDERS = sorted(folder for folder in BAD_RULES.iterdir() if folder.is_dir())
RULE = "skin/sample-pain.yaml"


@pytest.fixture
def pack(tmp_path):
    """A copy of the sample pack that a test may break."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "pack"))


def lay_over(pack, folder):
    """Put the files of a folder over those of the pack."""
    shutil.copytree(folder, pack, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))


def expected_of(folder):
    """The lines that a folder's faults earn."""
    return (folder / "expected.txt").read_text("utf-8").splitlines()


def lines_of(pack):
    """What loading the pack reports, with paths relative to it."""
    with pytest.raises(RuleError) as caught:
        load_rules(pack)
    return [str(problem).replace(f"{pack}/", "", 1) for problem in caught.value.problems]


def with_condition(pack, condition):
    """Give the pain rule another condition."""
    file = pack / RULE
    text = file.read_text("utf-8")
    assert text.count("when: {pain_nrs: {above: 3}}") == 1
    file.write_text(text.replace("when: {pain_nrs: {above: 3}}", f"when: {condition}"), "utf-8")


class TestEachBrokenFile:
    """Reading is strict: an error with `file:line:column`, what is wrong, what would be right."""

    @pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
    def test_a_broken_file_earns_its_exact_message(self, folder, pack):
        """Every problem of the folder's fault is reported, in these words, at this place, and no other."""
        lay_over(pack, folder)
        assert lines_of(pack) == expected_of(folder)

    def test_without_a_broken_file_the_pack_loads(self, pack):
        """So every message comes from the file that was laid over it."""
        assert load_rules(pack).name == "sample"

    @pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
    def test_messages_are_in_the_house_style(self, folder):
        """One line that starts with the place, then lower case, an even number of backticks, no full stop."""
        lines = expected_of(folder)
        assert lines
        for line in lines:
            assert re.fullmatch(r"[\w/.-]+\.(yaml|yml|YAML):[1-9]\d*:[1-9]\d*: (`|YAML |[a-z]).*[^.]", line)
            assert line.count("`") % 2 == 0


class TestFilesThatAreNoText:
    """What is no text, too large, too deep or made to blow up is refused before it costs anything."""

    def test_a_file_that_is_not_utf_8(self, pack):
        """It is refused at the line where it stops being UTF-8, and nothing is guessed."""
        text = (pack / RULE).read_text("utf-8").replace("title: Sample pain", "title: Schmerz für alle")
        (pack / RULE).write_bytes(text.encode("latin-1"))
        assert lines_of(pack) == [f"{RULE}:3:1: the file isn't UTF-8; save it as UTF-8"]

    def test_a_file_in_utf_16(self, pack):
        """The usual encoding of one editor is no exception."""
        (pack / RULE).write_bytes((pack / RULE).read_text("utf-8").encode("utf-16"))
        assert lines_of(pack) == [f"{RULE}:1:1: the file isn't UTF-8; save it as UTF-8"]

    def test_a_byte_order_mark_is_harmless(self, pack):
        """What some editors put before UTF-8 changes nothing."""
        (pack / RULE).write_bytes(b"\xef\xbb\xbf" + (pack / RULE).read_bytes())
        assert load_rules(pack) == load_rules(SAMPLE)

    def test_a_file_of_5_mb(self, pack):
        """The size is looked at before the file is read."""
        (pack / RULE).write_bytes(b"#" * 5_000_000)
        assert lines_of(pack) == [f"{RULE}:1:1: the file has 5,000,000 bytes; a rule file has at most 1,000,000"]

    def test_a_condition_200_levels_deep(self, pack):
        """Reading stops at the level that nobody could review: the thirty-third, at its own column."""
        with_condition(pack, "{all: [" * 100 + "rash" + "]}" * 100)
        column = len("when: ") + 15 * len("{all: [") + len("{all: ") + 1
        assert lines_of(pack) == [f"{RULE}:6:{column}: nested deeper than 32 levels; nobody could review it"]

    def test_an_alias_bomb(self, pack):
        """Each anchor and alias is an error where it stands, and none is ever followed: this one has 3 ** 30 entries."""
        bomb = ["a0: &a0 [rash]", *(f"a{level}: &a{level} [*a{level - 1}, *a{level - 1}, *a{level - 1}]" for level in range(1, 31))]
        (pack / RULE).write_text("\n".join(bomb), "utf-8")
        lines = []
        for number, text in enumerate(bomb, start=1):
            for found in re.finditer(r"[&*]a\d+", text):
                place = f"{RULE}:{number}:{found.start() + 1}"
                if found[0].startswith("&"):
                    lines.append(f"{place}: an anchor (`{found[0]}`) is not allowed; write it out where it is needed")
                else:
                    lines.append(f"{place}: an alias (`{found[0]}`) is not allowed; write it out, so that a reviewer sees it here")
        assert lines_of(pack) == lines

    def test_a_condition_of_65_536_terms(self, pack):
        """The terms are counted, not written out; sixteen pairs already have too many."""
        with_condition(pack, "{all: [" + ", ".join(["{any: [rash, chills]}"] * 16) + "]}")
        message = "this condition has 65,536 ways to fire, and may have 4,096; split it, or nobody could review it"
        assert lines_of(pack) == [f"{RULE}:6:1: {message}"]

    def test_a_condition_of_more_terms_than_can_be_printed(self, pack):
        """A number of six thousand digits is no message."""
        with_condition(pack, "{all: [" + ", ".join(["{any: [rash, chills]}"] * 20_000) + "]}")
        message = "this condition has 1,000,000,000,000 or more ways to fire, and may have 4,096; split it, or nobody could review it"
        assert lines_of(pack) == [f"{RULE}:6:1: {message}"]

    def test_a_count_of_many_members(self, pack):
        """Half of twenty thousand is more ways than can be counted, and isn't."""
        with_condition(pack, "{at_least: {count: 10000, of: [" + ", ".join(["rash"] * 20_000) + "]}}")
        lines = lines_of(pack)
        message = "this condition has 1,000,000,000,000 or more ways to fire, and may have 4,096; split it, or nobody could review it"
        assert lines[0] == f"{RULE}:6:1: {message}"

    @pytest.mark.parametrize("number", ["9" * 5000, "9" * 400 + ".0"], ids=["whole", "decimal"])
    def test_a_number_that_is_infinite_or_too_long_to_read(self, number, pack):
        """Nothing that Python can't read, or reads as infinite, gets through as a number."""
        with_condition(pack, f"{{pain_nrs: {{above: {number}}}}}")
        message = f"`{'9' * 60}...` isn't a plain decimal number; write it as one of at most 15 digits, such as 38.0, or quote it"
        assert lines_of(pack) == [f"{RULE}:6:26: {message}"]


class TestDefinitionsThatBlowUp:
    """Definitions are names, and names can hide as much as aliases; they are measured before they are opened."""

    def definitions(self, pack, count, uses):
        """Put a chain of definitions into the pack, each of which uses the one before it, and the rule on top of it."""
        file = pack / "definitions.yaml"
        text = file.read_text("utf-8")
        for level in range(count):
            when = uses.format(*[f"d{level - 1}"] * 2) if level else "chills"
            text += f"  d{level}: {{label: one of many, when: {when}, because: Invented., cases: []}}\n"
        file.write_text(text, "utf-8")
        with_condition(pack, f"{{any: [d{count - 1}, {{pain_nrs: {{above: 3}}}}]}}")
        return text.count("\n") - count + 1

    def test_doubling_definitions_are_measured_and_not_opened(self, pack):
        """Thirty that use the one before twice would be a billion parts; the first that is too large says so."""
        first = self.definitions(pack, 30, "{{all: [{}, {}]}}")
        message = "this condition has 8,192 parts, definitions opened, and may have 4,096; split it, or nobody could review it"
        assert lines_of(pack) == [f"definitions.yaml:{first + 13}:{len('  d13: {label: one of many, ') + 1}: {message}"]

    def test_a_long_chain_of_definitions(self, pack):
        """It is refused before anything walks down it."""
        first = self.definitions(pack, 400, "{}")
        message = "`d33` stands on more than 32 definitions in a row; nobody could review it"
        assert lines_of(pack) == [f"definitions.yaml:{first + 33}:{len('  d33: {label: one of many, ') + 1}: {message}"]


class TestFilesThatAreNotThere:
    """A pack is a folder that has a `pack.yaml`; nothing else is taken for one."""

    def test_a_folder_without_pack_yaml(self, pack):
        """The file that is missing is named, once, and the others aren't faulted for it."""
        (pack / "pack.yaml").unlink()
        assert lines_of(pack) == ["pack.yaml:1:1: no `pack.yaml` here; a pack is a folder that has one"]

    @pytest.mark.parametrize("name", ["sources.yaml", "definitions.yaml"])
    def test_a_file_that_others_rest_on(self, name, pack):
        """Without sources or definitions, each name that they should hold is unknown where it is used."""
        (pack / name).unlink()
        used = {
            "sources.yaml": [
                "skin/sample-count.yaml:12:11: unknown source `sample-guideline-2026`",
                "skin/sample-pain.yaml:9:11: unknown source `sample-guideline-2026`",
                "skin/sample-rash.yaml:14:11: unknown source `sample-guideline-2026`",
            ],
            "definitions.yaml": ["skin/sample-rash.yaml:10:13: unknown finding `ill`; did you mean `chills`?"],
        }
        assert lines_of(pack) == used[name]

    @pytest.mark.parametrize("text", ["id: sample", "[1, 2]", ""], ids=["yaml", "list", "empty"])
    def test_a_file_in_place_of_a_folder(self, text, tmp_path):
        """One file alone is a built rule set or nothing."""
        file = tmp_path / "sample.yaml"
        file.write_text(text, "utf-8")
        with pytest.raises(RuleError) as caught:
            load_rules(file)
        message = "this is no file that `triage build` wrote; rule files are loaded by the folder of their pack"
        assert str(caught.value) == f"{file}:1:1: {message}"


class TestAllAtOnce:
    """All faults of a set come in one error."""

    def test_several_broken_files_report_all_their_faults_together(self, pack):
        """A file that can't be read, one without its shape, one without meaning and one with an untrue case hide none of each other."""
        folders = [BAD_RULES / name for name in ("tab-indent", "wrong-level", "unknown-option", "contradicting-definition-case")]
        moved = {"skin/sample-rash.yaml": ("skin/sample-rash.yaml", "skin/sample-tab.yaml")}
        (pack / "skin/sample-tab.yaml").write_bytes((folders[0] / "skin/sample-rash.yaml").read_bytes())
        for folder in folders[1:]:
            lay_over(pack, folder)
        lines = [line.replace(*moved["skin/sample-rash.yaml"]) for line in expected_of(folders[0])]
        lines += [line for folder in folders[1:] for line in expected_of(folder)]
        assert lines_of(pack) == sorted(lines)
        assert len(lines) == 4

    def test_faults_stand_in_the_order_of_the_files(self, pack):
        """From the top of the first file to the bottom of the last, so that they can be mended in one go."""
        lay_over(pack, BAD_RULES / "several-files")
        files = [line.split(":")[0] for line in lines_of(pack)]
        assert files == sorted(files)
        assert len(set(files)) == 5

    def test_the_text_of_the_error_shows_twenty_and_counts_the_rest(self, pack):
        """Nobody reads a thousand lines in a terminal; all of them are in `.problems`."""
        for number in range(25):
            (pack / f"skin/empty-{number:02}.yaml").write_text("", "utf-8")
        with pytest.raises(RuleError) as caught:
            load_rules(pack)
        lines = str(caught.value).splitlines()
        assert len(caught.value.problems) == 25
        assert lines[0] == f"{pack}/skin/empty-00.yaml:1:1: the file is empty"
        assert lines[20:] == ["... and 5 more problems, all in `.problems`"]
