"""What people read: short, plain, without jargon, phone numbers or reassurance; and what reviewers need stands beside it."""

from __future__ import annotations

import re
import warnings
from datetime import date
from statistics import mean

import pytest

from triage import bundled_rules

with warnings.catch_warnings():
    # textstat 0.7.4 imports pkg_resources, and simple-icd-10-cm uses importlib.resources in an old way; both only warn.
    warnings.simplefilter("ignore")
    import simple_icd_10_cm
    import textstat

# Flesch-Kincaid gives a school grade: grade 6 is read at 11 to 12 years. It was made for whole pages, and one long word swings
# a single sentence by two grades, so the average is held at the target and a single text at three grades above it.
MOST_ON_AVERAGE = 6.0
MOST_IN_ONE_TEXT = 9.0
MOST_SENTENCES = 2
MOST_WORDS_IN_A_TICK = 20
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")

JARGON = re.compile(
    r"""\b( abdom\w+ | acute | anal | analges\w+ | anticoag\w+ | aort\w+ | aneurysm | arterial | ataxi\w+ | (bi|uni)lateral\w* | cauda
    | claudication | clinical | colic\w* | contusion | coronary | deficits? | deformity | distal | dorsiflexion | dysfunction | dyspnoea
    | ejaculation | equina | erectile | faecal | febrile | flank | flatus | fractures? | gait | haemat\w+ | herniat\w+ | hypoaesthesia
    | immuno\w+ | incontinen\w+ | infarct\w* | ischaemi\w+ | kyphosis | lesions? | lumbar | malignan\w+ | metasta\w+ | micturition
    | mobilise | motor | myelopathy | neoplas\w+ | neurogenic | neurological | neuropathy | nocturnal | oedema | onset | osteomyelitis
    | osteoporo\w+ | paraesthesiae? | paralysis | paresthesia | pathology | peri(anal|neal|neum) | plegia | posterior | prognosis | proximal
    | pulsatile | pyrexia | pyelonephritis | radicul\w+ | radiat\w+ | rect(al|um) | referral | renal | residual | retention | rigors
    | sacral | scoliosis | sensory | sep(sis|tic) | sphincter | spondyl\w+ | stenosis | syncope | systemic\w* | tempo | thoracic
    | thrombosis | trauma\w* | ureteric | urin(e|ary) | urogenital | vascular | vertebra\w* | void\w* )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Whoever was told that they have one of these knows it by this name and no other.
TOLD_BY_NAME = {
    "ces_earlier": {"cauda", "equina"},
    "fused_spine": {"spondylitis"},
    "known_aaa": {"aortic", "aneurysm"},
    "spa_family_history": {"spondylitis"},
    "told_at_risk_of_ces": {"cauda", "equina"},
}
# On a screen the name may stand where the question has it, or in brackets behind the plain words.
TICKED_BY_NAME = TOLD_BY_NAME | {
    "fused_spine": {"spondylitis", "spondyloarthritis"},
    "known_aaa": {"aneurysm"},
    "osteoporosis": {"osteoporosis"},
}

# A no to "do you have no ..." is read in two ways, and the wrong one hides a sign. Allowed is a negative word in the sign itself, of which
# a yes is still the bad answer; each with the reason why plain words have no other way to say it.
NEGATIVE = re.compile(r"\b(no|not|never|none|nobody|nothing|neither|nor|without|unable|hardly|cannot|\w+n't)\b", re.IGNORECASE)
ASKS_WITH_A_NEGATIVE_WORD = {
    "abdominal_pain_severe": "how bad: nothing else can be thought of; a number would be another question",
    "bladder_incontinence_new": "leaking without warning is the name that people have for it",
    "bladder_retention": "the sign is an inability; blocked or stuck pee is understood as less",
    "iv_drug_use": "nobody prescribed tells drugs from medicines without a word of blame",
    "leg_pain_uncontrolled": "how bad: no rest is to be had; a number would be another question",
    "rigors": "chills that can't be stopped are the sign; chills alone are a cold room",
    "severe_pain_disabling": "how bad: hardly thinking or sleeping; a number would be another question",
    "unable_to_walk": "the sign is an inability; trouble walking is much more common and means less",
    "weight_loss_unexplained": "without trying sets a diet aside, which is no sign",
}
TICKS_WITH_A_NEGATIVE_WORD = ASKS_WITH_A_NEGATIVE_WORD | {
    "ces_earlier": "operated or not is said so that both count",
    "longstanding_sphincter_problem_unassessed": "that nobody looked at it is one of three reasons for the check, which is what is ticked",
}

CLEARANCE = re.compile(r"\b(safe|safely|clear|normal|nothing serious|all-clear|all clear)\b", re.IGNORECASE)
REASSURANCE = re.compile(
    r"\b(don't worry|do not worry|no need to worry|not to worry|nothing to worry|no reason to worry|needn't worry|no cause for concern"
    r"|harmless|benign|not serious|rest assured|reassur\w+|no danger|not dangerous|you are fine|you're fine|you'll be fine|it is fine"
    r"|probably|most likely|nothing wrong|(only|just) a strain|rules out|all right|good news|no emergency|not an emergency)\b",
    re.IGNORECASE,
)
PHONE = re.compile(r"\+\s?\d|\b(?:999|998|995|911|118|119|117|116|115|113|112|111|110|108|101|102|105|106|000)\b|\b\d{3}[ -]\d{3,}|\d{6,}")

RULES = bundled_rules()
PACK = RULES.packs[0]
QUESTIONS = {f"question {each.name}": each.question for each in RULES.findings.values() if each.asked_of == "person"}
HELP = {f"help {each.name}": each.help for each in RULES.findings.values() if each.asked_of == "person" and each.help}
SAY = {f"say {rule.id}": rule.say for rule in RULES.rules.values()}
SAY_UNSURE = {f"say_unsure {rule.id}": rule.say_unsure for rule in RULES.rules.values() if rule.say_unsure}
ADVICE = {f"advice {each.outcome}": each.say for each in PACK.advice}
ADVICE |= {f"note {place}": note.say for place, note in enumerate(PACK.notes)}
ADVICE |= {"safety net": PACK.safety_net, "incomplete": PACK.incomplete}
PLAIN = SAY | SAY_UNSURE | ADVICE | QUESTIONS | HELP
TICKS = {f"tick {line.finding}": line.tick for panel in RULES.panels for line in panel.lines}
STEMS = {f"stem {panel.id}": panel.stem for panel in RULES.panels}
SCREENS = TICKS | STEMS
# As it is read: the stem, and the line under it.
READ = {f"line {line.finding}": f"{panel.stem.rstrip('?:')}. {line.tick.rstrip('.')}." for panel in RULES.panels for line in panel.lines}
SHORT = {f"title {rule.id}": rule.title for rule in RULES.rules.values()}
SHORT |= {f"label {each.name}": each.label for each in RULES.findings.values()}
SHORT |= {f"option {each.name} {option.name}": option.label for each in RULES.findings.values() for option in each.options}
EVERYTHING = PLAIN | SHORT | SCREENS


def grade(text):
    """The school grade at which a text is read."""
    return textstat.flesch_kincaid_grade(text)


def jargon_in(text):
    """The words of a text that only a clinician uses."""
    return {found[0].lower() for found in JARGON.finditer(text)}


def faulty(texts, fault):
    """The texts with a fault, so that a failure lists all of them at once."""
    return {name: text for name, text in texts.items() if fault(text)}


class TestReadingAge:
    """About 11 years, measured."""

    @pytest.mark.parametrize(
        "texts", [SAY, SAY_UNSURE, ADVICE, QUESTIONS, READ], ids=["say", "say_unsure", "advice", "questions", "lines of screens"]
    )
    def test_on_average_an_eleven_year_old_can_read_it(self, texts):
        """The average school grade of each kind of text is 6 or less."""
        assert mean(map(grade, texts.values())) <= MOST_ON_AVERAGE

    def test_no_single_text_is_much_harder(self):
        """One hard sentence is what a frightened reader stumbles over."""
        assert faulty(PLAIN | READ, lambda text: grade(text) > MOST_IN_ONE_TEXT) == {}

    def test_a_line_of_a_screen_has_at_most_twenty_words(self):
        """Whoever ticks boxes reads each line at a glance, or not at all."""
        assert TICKS
        assert faulty(TICKS, lambda text: len(text.split()) > MOST_WORDS_IN_A_TICK) == {}

    def test_a_rule_says_at_most_two_sentences(self):
        """What to do, how soon and why, and no more."""
        assert faulty(SAY | SAY_UNSURE, lambda text: len(SENTENCE_END.findall(text)) > MOST_SENTENCES) == {}
        assert faulty(SAY | SAY_UNSURE, lambda text: not text.endswith(".")) == {}


class TestPlainWords:
    """No word that only a clinician uses, and nothing that differs between countries."""

    def test_there_is_no_jargon(self):
        """Apart from the name of an illness that the question asks whether the person was told of."""
        told = {f"question {name}" for name in TOLD_BY_NAME}
        texts = SAY | SAY_UNSURE | ADVICE | {name: text for name, text in QUESTIONS.items() if name not in told}
        assert faulty(texts, jargon_in) == {}

    @pytest.mark.parametrize("name", TOLD_BY_NAME)
    def test_a_named_illness_is_one_the_person_was_told_of(self, name):
        """The exceptions are all in use, and each question asks what somebody said or what runs in the family."""
        question = QUESTIONS[f"question {name}"]
        assert jargon_in(question) == TOLD_BY_NAME[name]
        assert re.search(r"\b(told|warned|parent)\b", question)

    def test_screens_and_advice_have_no_jargon(self):
        """What a form shows: each stem, each line, and what is told at the end; the names of illnesses aside, which are all in use."""
        told = {f"tick {name}": words for name, words in TICKED_BY_NAME.items()}
        assert {name: words for name, text in TICKS.items() if (words := jargon_in(text))} == told
        assert faulty(STEMS | ADVICE, jargon_in) == {}

    def test_there_is_no_phone_number(self):
        """Services differ by country, and the app knows where it is."""
        assert faulty(EVERYTHING, PHONE.search) == {}


def asks_with_a_negative_word(texts):
    """The findings of which the question or line has a negative word."""
    return {name.partition(" ")[2] for name in faulty(texts, NEGATIVE.search)}


class TestAsksPositively:
    """A yes is the bad answer, and no question has a no in it that turns a no around."""

    def test_no_question_asks_for_what_is_not(self):
        """Apart from the signs that have a negative word in their name; each of those is in use."""
        assert asks_with_a_negative_word(QUESTIONS) == ASKS_WITH_A_NEGATIVE_WORD.keys()

    def test_no_line_of_a_screen_does(self):
        """A line may leave out the word of its question, and two add one; stems never have one."""
        assert asks_with_a_negative_word(TICKS) <= TICKS_WITH_A_NEGATIVE_WORD.keys()
        assert asks_with_a_negative_word(TICKS) >= TICKS_WITH_A_NEGATIVE_WORD.keys() - ASKS_WITH_A_NEGATIVE_WORD.keys()
        assert faulty(STEMS, NEGATIVE.search) == {}

    @pytest.mark.parametrize("text", ["Do you have no feeling at all?", "Is your foot not numb?", "Haven't you got a fever?"])
    def test_the_kind_that_was_there_once_is_found(self, text):
        """The check sees what it is for."""
        assert NEGATIVE.search(text)


class TestNoReassurance:
    """Nothing that people read can be taken for a clearance."""

    def test_no_word_sounds_like_a_clearance(self):
        """As whole words, wherever a person may see them."""
        assert faulty(EVERYTHING, CLEARANCE.search) == {}

    def test_nobody_is_reassured(self):
        """No comfort, no likelihood, no blame on a strain."""
        assert faulty(EVERYTHING, REASSURANCE.search) == {}

    def test_there_is_no_percentage(self):
        """A number would be read as a chance."""
        assert faulty(SAY | SAY_UNSURE | ADVICE, re.compile(r"%|\b(per cent|percent|in every \d+|chances?|odds)\b").search) == {}

    def test_stop_never_means_lie_down(self):
        """Every rule that stops an activity says that everyday movement goes on; rest prolongs back pain."""
        stops = {rule.id: rule.say for rule in RULES.rules.values() if str(rule.outcome) == "stop now"}
        assert faulty(stops, lambda text: not re.search(r"[Kk]eep moving gently in daily life|[Ee]veryday movement", text)) == {}

    def test_the_advice_to_stop_says_so_as_well(self):
        """An app that shows the advice alone tells it too."""
        assert "Everyday movement goes on" in ADVICE["advice stop now"]


class TestWhatReviewersNeed:
    """Limits, sources, codes, and the honest clinical status."""

    @pytest.mark.parametrize("rule", RULES.rules.values(), ids=lambda rule: rule.id)
    def test_a_rule_has_limits_and_sources_and_claims_no_review(self, rule):
        """What it can't see, what it rests on; no clinician has signed any rule yet."""
        assert rule.limits
        assert rule.sources
        assert rule.because
        assert rule.reviews == ()

    @pytest.mark.parametrize("source", RULES.sources.values(), ids=lambda source: source.id)
    def test_a_source_says_how_much_of_it_was_read_and_when(self, source):
        """Recalled is allowed; silence about it isn't."""
        assert source.title
        assert source.reading in {"whole", "abstract", "excerpt", "second-hand", "recalled"}
        assert date.fromisoformat(source.evidence_read)

    @pytest.mark.parametrize("finding", RULES.findings.values(), ids=lambda finding: finding.name)
    def test_codes_exist(self, finding):
        """Decision E-30: only ICD-10-CM codes that the bundled release knows, and LOINC codes, for measurements alone."""
        codes = dict(finding.codes)
        assert set(codes) <= {"icd10cm", "loinc"}
        assert [code for code in codes.get("icd10cm", ()) if not simple_icd_10_cm.is_valid_item(code)] == []
        assert [code for code in codes.get("loinc", ()) if not is_loinc(code)] == []
        assert "loinc" not in codes or finding.kind == "quantity"


def is_loinc(code):
    """Whether a code has the format of LOINC, its check digit included (Luhn)."""
    if not re.fullmatch(r"\d{1,5}-\d", code):
        return False
    digits = [int(digit) for digit in reversed(code.replace("-", ""))]
    doubled = [digit * 2 if place % 2 else digit for place, digit in enumerate(digits)]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
