"""The hazard log: every hazard with all its parts, and every rule, law, test and page that it names really there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from triage import bundled_rules, evaluate

ROOT = Path(__file__).parents[2]
LOG = ROOT / "docs/explanation/hazards.md"
TEXT = LOG.read_text("utf-8")
SECTIONS = {part[:4]: part for part in re.split(r"^### ", TEXT, flags=re.MULTILINE)[1:]}
HAZARDS = [f"H-{number:02}" for number in range(1, 34)]

PARTS = ["Cause", "Effect", "Before control", "Control", "Where the control lives", "After control", "Residual risk"]
SEVERITY = ["minor", "significant", "considerable", "major", "catastrophic"]
LIKELIHOOD = ["very low", "low", "medium", "high", "very high"]
RISK = r"severity (?P<severity>[a-z]+), likelihood (?P<likelihood>[a-z ]+)\."

# What cauda equina rules read one by one; the vocabulary's own words for it are in the group of the same name.
CAUDA_EQUINA = [
    *("saddle_sensory_change", "bladder_retention", "bladder_voiding_change", "bladder_sensation_altered", "bladder_incontinence_new"),
    *("bowel_incontinence_new", "bowel_sensation_lost", "sexual_function_change"),
    *("bilateral_leg_pain", "bilateral_leg_sensory_change", "bilateral_leg_weakness"),
]

every_hazard = pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS.keys())


def where(section):
    """The lines of a section that say where its control lives."""
    return re.search(r"\*\*Where the control lives:\*\*\n(.*?)^- ", section, re.MULTILINE | re.DOTALL)[1]


def listed(section, kind):
    """The text behind ``rules:``, ``laws:`` or ``pages:`` in a section, or nothing."""
    found = re.search(rf"^  - {kind}: (.*?)(?=^  - |\Z)", where(section), re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def risks(section):
    """Severity and likelihood before and after control, as places on the scale."""
    found = re.findall(rf"^- \*\*(?:Before|After) control:\*\* {RISK}$", section, re.MULTILINE)
    return [(SEVERITY.index(severity), LIKELIHOOD.index(likelihood)) for severity, likelihood in found]


def defined(name):
    """Whether a test named as pytest names it exists, found without importing it."""
    path, *names = name.split("::")
    if not (ROOT / path).is_file():
        return False
    body = ast.parse((ROOT / path).read_text("utf-8")).body
    for each in names:
        found = [node for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == each]
        if not found:
            return False
        body = found[0].body
    return names[-1].startswith("test_")


class TestLog:
    """Thirty-three hazards, all told in the same way."""

    def test_every_hazard_is_there_once(self):
        """As a section and as a line of the table."""
        assert re.findall(r"^### (H-\d\d) ", TEXT, re.MULTILINE) == HAZARDS
        assert re.findall(r"^\| \[(H-\d\d)\]\(#h-\d\d-", TEXT, re.MULTILINE) == HAZARDS

    @every_hazard
    def test_each_has_all_parts_in_the_same_order(self, section):
        """Cause, effect, risk before, control, where it lives, risk after, and what is left; none of them empty."""
        assert re.findall(r"^- \*\*([^*]+):\*\*(?=\s+\S)", section, re.MULTILINE) == PARTS

    @every_hazard
    def test_control_never_makes_a_risk_larger(self, section):
        """Severity and likelihood are words of the scale, and neither is higher after control."""
        (severity, likelihood), (severity_after, likelihood_after) = risks(section)
        assert severity_after <= severity
        assert likelihood_after <= likelihood

    @every_hazard
    def test_the_table_agrees_with_the_sections(self, section):
        """Somebody who reads the table alone reads the same."""
        before, after = (", ".join(words) for words in re.findall(r"severity ([a-z]+), likelihood ([a-z ]+)\.", section))
        title = section.splitlines()[0].removeprefix(section[:5])
        assert re.search(rf"^\| \[{section[:4]}\]\(.+\) {re.escape(title)} \| {before} \| {after} \|$", TEXT, re.MULTILINE)

    def test_the_scale_explains_every_word_it_uses(self):
        """And says whose estimates these are."""
        assert re.findall(r"^\| (\w+) \| .+ \|$", TEXT.partition("## All hazards")[0], re.MULTILINE)[1:] == SEVERITY
        assert all(word in TEXT.partition("## All hazards")[0] for word in LIKELIHOOD)
        assert "No clinician made or checked them" in TEXT

    def test_what_has_to_be_said_is_said(self):
        """What isn't covered, what is only recalled, and that nothing is validated."""
        assert "Shingles and ectopic pregnancy are not covered" in " ".join(SECTIONS["H-22"].split())
        assert "This is recalled, not checked: take advice" in " ".join(SECTIONS["H-30"].split())
        assert risks(SECTIONS["H-31"])[0] == risks(SECTIONS["H-31"])[1]


class TestReferences:
    """A control that isn't there controls nothing."""

    @every_hazard
    def test_every_test_it_names_exists(self, section):
        """File, class and function."""
        names = re.findall(r"^  - test: `(.+)`$", where(section), re.MULTILINE)
        assert names
        assert [name for name in names if not defined(name)] == []

    @every_hazard
    def test_every_rule_it_names_exists(self, section, bundled):
        """By its id."""
        assert [rule for rule in re.findall(r"`([^`]+)`", listed(section, "rules")) if rule not in bundled.rules] == []

    @every_hazard
    def test_every_law_it_names_exists(self, section):
        """By its number and its heading on the page of laws."""
        headings = re.findall(r"^## (\d+)\. (.+)$", (ROOT / "docs/explanation/laws.md").read_text("utf-8"), re.MULTILINE)
        anchors = {number: f"{number}-{title.lower().replace(' ', '-')}" for number, title in headings}
        for number, anchor in re.findall(r"\[(\d+)\]\(laws\.md#([^)]+)\)", listed(section, "laws")):
            assert anchors[number] == anchor

    @every_hazard
    def test_every_page_it_names_exists(self, section):
        """Under the path it is shown with."""
        for shown, target in re.findall(r"\[([^]]+)\]\(([^)]+)\)", listed(section, "pages")):
            assert (ROOT / shown).is_file()
            assert (LOG.parent / target).resolve() == ROOT / shown

    def test_a_name_that_does_not_exist_would_be_found(self):
        """The search itself can fail: wrong file, wrong class, wrong function."""
        good = "tests/docs/test_hazards.py::TestReferences::test_a_name_that_does_not_exist_would_be_found"
        assert defined(good)
        assert not any(defined(good.replace(part, "other")) for part in ("test_hazards", "TestReferences", "test_a_name"))


class TestControls:
    """Controls that live in the vocabulary and in the intended use, and nowhere else."""

    def test_no_answer_about_an_earlier_scan_exists(self, bundled):
        """H-11: what can't be answered can't reassure."""
        scan = re.compile(r"\b(scan(s|ned)?|MRI|CT|x-?rays?)\b", re.IGNORECASE)
        assert [each.name for each in bundled.findings.values() if scan.search(f"{each.name} {each.label} {each.question}")] == []

    def test_no_medicine_is_a_reason_to_wait(self, bundled):
        """H-10: constipation counts whatever the tablets do, and no answer about a medicine lowers an emergency."""
        assert "even if you think that your tablets cause it" in bundled.findings["constipation_new"].help
        medicine = re.compile(r"\b(tablets?|painkillers?|medicines?|blood thinner|steroids?|drugs)\b")
        names = [each.name for each in bundled.findings.values() if each.kind == "flag" and medicine.search(each.question)]
        assert len(names) > 3
        assert str(evaluate([*names, "bladder_voiding_change"]).outcome) == "emergency now"

    def test_no_cauda_equina_question_asks_for_a_sudden_change(self, bundled):
        """H-06: it may come on over weeks."""
        asked = [f"{bundled.findings[name].question} {bundled.findings[name].help}" for name in CAUDA_EQUINA]
        assert [text for text in asked if re.search(r"sudden|all at once|overnight", text)] == []

    @pytest.mark.parametrize("name", CAUDA_EQUINA)
    def test_questions_on_bladder_bowel_and_legs_ask_for_a_change(self, bundled, name):
        """H-09 and H-27: against what was usual for this person, so that an old state is no alarm."""
        assert bundled.findings[name].question.startswith("Since this back or leg problem began")

    @pytest.mark.parametrize("name", CAUDA_EQUINA)
    def test_no_cauda_equina_rule_needs_pain(self, name):
        """H-04 and H-32: each sign alone is an emergency while every pain is denied."""
        assert str(evaluate({name: True, "back_pain": False, "leg_pain_radiating": False, "pain_rest_nrs": 0}).outcome) == "emergency now"

    def test_the_saddle_question_names_places_and_everyday_acts(self, bundled):
        """H-07: genitals, back passage, buttocks, thighs; wiping, washing, sitting; different is enough, and so is one side."""
        finding = bundled.findings["saddle_sensory_change"]
        asked = f"{finding.question} {finding.help}"
        for word in ("genitals", "back passage", "buttocks", "thighs", "wipe", "wash", "sit", "different", "tingling", "one side"):
            assert word in asked
        assert not re.search(r"saddle|perine|perianal", asked)

    def test_a_question_about_colour_says_where_to_look_on_dark_skin(self, bundled):
        """H-25: pale, blue, grey and red look different on brown and black skin."""
        colour = re.compile(r"\b(pale|blue|grey|red)\b")
        asked = [each for each in bundled_rules().findings.values() if colour.search(each.question)]
        assert len(asked) > 3
        assert [each.name for each in asked if "brown or black skin" not in each.help] == []

    def test_what_is_not_covered_is_said_where_the_intended_use_stands(self, bundled):
        """H-22, H-27 and H-30: shingles, ectopic pregnancy, people whose usual state differs, live care before a review."""
        (pack,) = bundled.packs
        excluded = " ".join(pack.not_for)
        for words in ("shingles", "pregnancy outside the womb", "long-term catheter or stoma", "before a named clinician has reviewed"):
            assert words in excluded
        assert "has not been assessed as a medical device" in pack.intended_use
