"""The rule pages on asking: who is asked what on which screen, what a doubt is worth, whole people, and what is signed."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

from paging import ROOT, anchors, cells, of_version, sections, with_finding, with_rule
from triage import Outcome, RuleSet, load_rules
from triage.model.conditions import All, Any, AtLeast, Bound, Operator, Present
from triage.model.digest import pack_digest, rule_digest
from triage.model.words import Figure
from triage.packs.released import Closed, Declarations, Declared, Reworded
from triage.telling.catalogue import outcome_words
from triage.telling.markdown import prose, slug
from triage.telling.pages import pages
from triage.telling.sheet import review_sheet, rule_sheet

VISIT = ROOT / "tests" / "docs" / "visit"


@pytest.fixture(scope="module")
def visit():
    """An invented pack with a questionnaire."""
    return load_rules(VISIT)


@pytest.fixture(scope="module")
def shown(visit):
    """Its pages."""
    return pages(visit)


def listed(page, finding):
    """What a page says of one finding under its heading."""
    return re.search(rf"^### `{finding}`\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)[1]


class TestWhoIsAsked:
    """Nobody has to read the rule files to know whom a question is put to."""

    def test_a_gated_question_names_the_people_it_is_for(self, shown):
        """On the findings page and on the page of each rule that reads it, with the bounds of the gate."""
        only = "Asked only of: [age](findings.md#age_years): less than 6 years"
        assert f"- {only}\n" in listed(shown["findings.md"], "crying")
        assert f"    - {only}.\n" in sections(shown["crying-child.md"])["When it fires"]
        both = "[age](findings.md#age_years): 12 years or more; and [age](findings.md#age_years): 55 years or less"
        assert f"- Asked only of: {both}\n" in listed(shown["findings.md"], "expecting")

    def test_what_decides_about_others_says_so(self, shown):
        """From the side of the question that decides; and a gate is called one."""
        asked = listed(shown["findings.md"], "age_years")
        assert "- A gate: its answer may close critical questions" in asked
        assert "- Decides whether these are asked: [expecting a baby](findings.md#expecting); [crying" in asked
        assert "A gate" not in listed(shown["findings.md"], "itch")

    def test_what_nobody_is_asked_says_so(self, shown):
        """What an app supplies is on no screen, and counts."""
        said = "Supplied by an app, asked of nobody"
        assert f"- {said}: it counts when given" in listed(shown["findings.md"], "swelling_both")
        assert f"**Yes.** {said}." in sections(shown["both-legs-and-heat.md"])["When it fires"]
        assert "both legs swollen" in sections(shown["questionnaire.md"])["Supplied by an app"]

    def test_the_words_of_the_screen_stand_beside_the_question(self, shown):
        """A signature covers them, so whoever signs has read them."""
        words = "On its screen: “Are you hot?” “I feel hot, shivery or sweaty” ([panel `heat`](questionnaire.md#heat))"
        assert words in listed(shown["findings.md"], "feverish")
        assert f"    - {words}." in sections(shown["crying-child.md"])["When it fires"]

    def test_nested_conditions_keep_their_joining(self, visit):
        """In brackets, so that "and" and "or" can't be read in two ways."""
        young, old = (Bound("age_years", operator, 50) for operator in (Operator.BELOW, Operator.ABOVE))
        nested = All((young, Any((Present("itch"), AtLeast(1, (old, Present("expecting")))))))
        text = pages(with_finding(visit, "blotches", asked_if=nested))["findings.md"]
        inner = "at least 1 of: [age](findings.md#age_years): more than 50 years; [expecting a baby](findings.md#expecting)"
        assert f": less than 50 years; and ([itching](findings.md#itch); or ({inner}))\n" in listed(text, "blotches")


class TestQuestionnaire:
    """The screens in order, each line as a person reads it."""

    def test_every_panel_in_order_with_its_stem_and_lines(self, visit, shown):
        """And with who sees each line, in the order of the screens."""
        found = sections(shown["questionnaire.md"])
        assert list(found)[: len(visit.panels)] == [f"`{panel.id}`" for panel in visit.panels]
        for panel in visit.panels:
            text = found[f"`{panel.id}`"]
            assert f"> {prose(panel.stem)}" in text
            rows = [cells(line) for line in text.split("\n") if line.startswith("| ")][1:]
            assert [row[0].strip() for row in rows] == [prose(line.tick) for line in panel.lines]

    def test_a_screen_has_its_number_and_a_panel_below_has_its_host(self, shown):
        """A panel that joins another's screen is no screen more."""
        found = sections(shown["questionnaire.md"])
        assert "Screen 2 of 4." in found["`right-now`"]
        assert "On the screen of [`right-now`](questionnaire.md#right-now), below it" in found["`which-leg`"]
        assert "“none of these” is needed" in found["`skin`"]

    def test_every_question_stands_on_it_once(self, visit, shown):
        """Those that no panel has, too; in a pack without panels that is all of them."""
        bare = RuleSet.of(evolve(visit.content, panels=()))
        for text in (shown["questionnaire.md"], pages(bare)["questionnaire.md"]):
            fourth = [cells(line)[3] for line in text.split("\n") if line.startswith("| ")]
            asked = [found[1] for cell in fourth if (found := re.search(r"findings\.md#(\w+)", cell))]
            assert sorted(asked) == sorted(finding.name for finding in visit.content.findings if finding.is_asked)

    def test_links_to_panels_lead_somewhere(self, shown):
        """From findings, rules and panels."""
        known = anchors(shown["questionnaire.md"])
        for name, text in shown.items():
            for anchor in re.findall(r"questionnaire\.md#([\w-]+)", text):
                assert known.count(anchor) == 1, (name, anchor)


class TestDoubt:
    """What an unsure is worth, of every kind of question."""

    def test_a_doubt_that_raises_nothing_gives_its_reason(self, visit, shown):
        """In the status, in its section, and in the list of rules."""
        rule = visit.rules["itching-skin"]
        page = shown["itching-skin.md"]
        assert "| **Raises nothing** |" in page
        assert f"it raises nothing. Why: {rule.unsure_because}" in sections(page)["If the answer is unsure"]
        assert "| Raises nothing |" in shown["index.md"]

    def test_a_number_and_a_choice_can_be_doubted(self, visit, shown):
        """One answer that makes the rule hold; an option that the condition lists counts in full."""
        unsure = sections(shown["both-legs-and-heat.md"])["If the answer is unsure"]
        assert "a number or a choice that isn't known as the one answer that makes the rule hold" in unsure
        assert "except, in doubt, what nobody is asked" in unsure
        assert "0 to 120, or unsure;" in listed(shown["findings.md"], "age_years")

    def test_pages_of_an_earlier_format_keep_its_meaning(self, sample):
        """There a number couldn't be doubted, and pages of a release say what was so."""
        old = pages(RuleSet.of(evolve(sample.content, format=1)))
        assert "or unsure; anything else" not in listed(old["findings.md"], "pain_nrs")
        assert "no doubt can stand in for a yes" in old["sample-pain.md"]


class TestAtOnce:
    """An ambulance is no "now" in other words."""

    def test_it_has_words_of_its_own_everywhere(self, visit, shown):
        """In lists of outcomes, on the page, among the advice, and on the sheet."""
        words = outcome_words(Outcome.parse("emergency at-once"))
        assert words != outcome_words(Outcome.parse("emergency now"))
        assert f"| **{words}** |" in shown["collapsed.md"]
        for name in ("index.md", "advice.md", "by-cause.md", "sign-off.md", "vignettes.md"):
            assert words in shown[name], name
        assert next(iter(sections(shown["advice.md"]))) == words


class TestWholePeople:
    """Vignettes as a clinician reads them."""

    def test_each_stands_under_what_it_must_get(self, visit, shown):
        """Exactly, at least or at most; with what it gets, and from which rule."""
        found = sections(shown["vignettes.md"])
        assert list(found) == [
            "Exactly: Emergency care at once, by ambulance",
            "At least: Seek care today; at most: Emergency care now",
            "At most: Seek care within a week",
        ]
        for person in visit.content.vignettes:
            assert shown["vignettes.md"].count(f"| {prose(person.name)} |") == 1
        assert "| Seek care today | [A child who cries and is hot](crying-child.md) (V-04) | V1 asks for care" in shown["vignettes.md"]

    def test_a_pack_without_any_says_so(self, sample):
        """And names where the examples of single rules are."""
        assert "No whole person is recorded" in pages(sample)["vignettes.md"]


class TestJoined:
    """A rule that others were joined into keeps their codes alive."""

    def test_former_codes_are_named_and_lead_to_it(self, visit, shown):
        """On its own page, and wherever a text uses an old code."""
        page = shown["crying-child.md"]
        assert "Joined from V-05 and V-06." in sections(page)["What it flags"]
        assert "- Ref: `V-04`, joined from `V-05` and `V-06`" in sections(page)["For developers"]
        other = with_rule(visit, "collapsed", because="Once this was V-05.")
        assert "Once this was [V-05](crying-child.md)." in pages(other)["collapsed.md"]

    def test_history_names_the_old_rules_and_what_they_lost(self, visit):
        """By title from the release that had them, with the reason and the source of each declared lowering."""
        crying = evolve(visit.rules["crying-child"], id="crying-at-night", ref="V-05", title="Crying at night", former_refs=())
        old = RuleSet.of(evolve(of_version(visit, "0.1.0").content, rules=(*visit.content.rules, crying)))
        lowering = Declared("0.2.0", "crying-at-night", {"crying": True}, 1, "Nights are no worse.", "visit-note-2026")
        history = sections(pages(visit, released=(old,), declared=Declarations((lowering,)))["crying-child.md"])["History"]
        assert "- Joined from V-05, “Crying at night”." in history
        assert "- 0.2.0 gives less, for example to: Yes: crying that doesn't stop. Why: Nights are no worse. Source: [" in history

    def test_a_way_that_nobody_meets_is_told_with_its_reason(self, visit, shown):
        """What the pack accepts is no secret of a file."""
        text = sections(shown["crying-child.md"])["When it fires"]
        assert "Only answers that don't fit together meet [crying that doesn't stop]" in text
        assert visit.content.accepted[0].because in text


class TestDeclared:
    """What a release lowers, closes and rewords, with the reasons of its authors."""

    def test_each_declaration_stands_in_the_section_of_its_release(self, visit):
        """The old rule, the smallest example, why, the source and how much of it was read; the closing; both texts and their meaning."""
        old = with_finding(of_version(visit, "0.1.0"), "scales", asked_if=None, question="Is your skin scaly?")
        old = with_rule(old, "itching-skin", when_unsure=Outcome.parse("seek-care week"), unsure_because="")
        declared = Declarations(
            (Declared("0.2.0", "itching-skin", {"itch": True, "scales": "unsure"}, 2, "Waiting loses nothing.", "visit-note-2026"),),
            (Closed("0.2.0", "scales", "Skin that doesn't itch is another rule's."),),
            (Reworded("0.2.0", "scales", "narrower", "Only skin that itches is meant."),),
        )
        newest = next(iter(sections(pages(visit, released=(old,), declared=declared)["changes.md"]).values()))
        row = "| Itching skin that is scaly or blotchy (V-03) | Yes: itching. Not sure: scaly skin. | 2 | Waiting loses nothing. |"
        assert row in newest
        assert "[Invented note on visits](sources.md#visit-note-2026): read in full |" in newest
        assert "each is declared with its reason, see below" in newest
        assert "- scaly skin (`scales`), asked only of: itching. Skin that doesn't itch is another rule's." in newest
        assert "    - Declared as a narrower meaning, which is a lowering: Only skin that itches is meant." in newest
        assert "    - Question: “Is your skin scaly?” became “Is the skin that itches scaly?”" in newest

    def test_what_is_not_declared_yet_says_so(self, visit):
        """A draft of a release shows its gaps."""
        old = with_finding(of_version(visit, "0.1.0"), "scales", asked_if=None, question="Is your skin scaly?")
        old = with_rule(old, "itching-skin", when_unsure=Outcome.parse("seek-care week"), unsure_because="")
        newest = next(iter(sections(pages(visit, released=(old,))["changes.md"]).values()))
        assert newest.count("*Not declared yet.*") == 2
        assert "it isn't declared yet, see below" in newest

    def test_two_questions_that_became_one_are_shown_side_by_side(self, visit):
        """The old name is an alias now, and its words are no secret."""
        gone = evolve(visit.findings["itch"], name="tickle", label="tickling", question="Does your skin tickle?")
        old = of_version(visit, "0.1.0").content
        old = RuleSet.of(evolve(old, findings=(*old.findings, gone), panels=()))
        new = with_finding(visit, "itch", aliases=("tickle",))
        newest = next(iter(sections(pages(new, released=(old,))["changes.md"]).values()))
        assert "- tickling, now asked as [itching](findings.md#itch)" in newest
        assert "    - Question: “Does your skin tickle?” became “Does your skin itch?”" in newest

    def test_an_example_that_no_release_knows_is_shown_as_written(self, visit):
        """A declaration of a name that is gone says still what it is about."""
        old = of_version(visit, "0.1.0")
        every = (Declared("0.2.0", "gone", {"gone": True}, 1, "Why.", "gone"), Declared("0.2.0", "itch", {}, 1, "Why.", "gone"))
        newest = next(iter(sections(pages(visit, released=(old,), declared=Declarations(every))["changes.md"]).values()))
        assert "| `gone` | `{'gone': True}`. | 1 | Why. | `gone` |" in newest
        assert "| the answer “itching” | Nothing answered: it is about what is asked. |" in newest


class TestSigned:
    """A signature is for what stands on the sheet, and the sheet has all of it."""

    def test_the_pack_has_a_line_of_its_own(self, visit, shown):
        """With the digest of its advice, safety net, intended use and the order of its questionnaire."""
        whole = sections(shown["sign-off.md"])["The pack as a whole"]
        digest = pack_digest(visit.packs[0], visit.content)
        assert f"`{digest[:12]}`" in whole
        assert f"- visit: `{digest}`" in whole

    @pytest.mark.parametrize("change", [{"question": "Other?"}, {"help": "Other."}, {"clinical": "Other."}])
    def test_the_sheet_shows_every_question_that_the_digest_covers(self, visit, change):
        """A question in other words gives another digest exactly where the sheet shows it."""
        for finding in visit.content.findings:
            edited = with_finding(visit, finding.name, **change)
            for rule in visit.content.rules:
                covered = rule_digest(rule, visit.content) != rule_digest(rule, edited.content)
                assert (rule_sheet(rule, visit.content) != rule_sheet(rule, edited.content)) is covered, (rule.id, finding.name)

    def test_the_sheet_of_a_real_rule_shows_every_question_of_its_digest(self, bundled):
        """On the rule that reads most, through definitions."""
        content = bundled.content
        rule = max(content.rules, key=lambda each: len(set(bundled.vocabulary.opened(each.when))))
        for finding in content.findings:
            findings = tuple(evolve(each, question="Other?") if each == finding else each for each in content.findings)
            covered = rule_digest(rule, content) != rule_digest(rule, evolve(content, findings=findings))
            assert (f"(`{finding.name}`" in rule_sheet(rule, content)) is covered, finding.name

    def test_the_sheet_has_figures_doubt_and_screen(self, visit):
        """Whatever a reviewer would otherwise have to look up."""
        rule = visit.rules["itching-skin"]
        figure = Figure("itching", "nothing real", "invented, 10 people", "visit-note-2026", (rule.id,), sensitivity="0.5", note="Few.")
        sheet = review_sheet(rule, evolve(visit.content, figures=(figure,)))
        assert "- itching, for nothing real (invented, 10 people): sensitivity 0.5. Invented note on visits. 2026. Few.\n" in sheet
        assert f"If it holds only in doubt: it raises nothing.\nWhy a doubt raises nothing: {rule.unsure_because}\n" in sheet
        assert "    - On its screen: The skin that itches is: / scaly (a box to tick)\n" in sheet
        assert "    - Asked only of: itching\n" in sheet
        assert "Joined from V-05 and V-06.\n" in rule_sheet(visit.rules["crying-child"], visit.content)


def test_codes_of_headings_are_those_of_links():
    """The anchor of a panel is worked out in one way."""
    assert slug("`right-now`") == "right-now"
