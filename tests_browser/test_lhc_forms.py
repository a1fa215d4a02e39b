"""The FHIR questionnaire in somebody else's renderer: ten people fill in LHC-Forms, and its export gives the outcome of `evaluate`."""

from __future__ import annotations

import json
import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from triage import bundled_rules, evaluate
from triage.adapters.fhir import questionnaire, symptoms_from
from triage.adapters.fhir.enabling import holds
from triage.adapters.fhir.form import Form

LFORMS = Path(__file__).parent.parent / ".lforms/dist/lforms"
RULES = bundled_rules()
PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="lforms/webcomponent/styles.css"><body><div id="form"></div>
<script src="lforms/webcomponent/assets/lib/zone.min.js"></script>
<script src="lforms/webcomponent/lhc-forms.js"></script>
<script src="lforms/fhir/R4/lformsFHIR.min.js"></script></body>
"""
WOMAN = {"age_years": 34, "sex_at_birth": "female", "back_pain": True, "leg_pain_side": "neither"}
MAN = {"age_years": 71, "sex_at_birth": "male", "back_pain": True, "leg_pain_side": "left"}
# Whom, what each answers, which of these the form hides, and the outcome.
PEOPLE = {
    "nothing found yet": (WOMAN | {"chest_pain": False, "saddle_sensory_change": False}, set(), "none-found"),
    "pain in a leg": (MAN | {"chest_pain": False}, set(), "stop now"),
    "numb saddle": (MAN | {"saddle_sensory_change": True}, set(), "emergency now"),
    "two doubts": (WOMAN | {"saddle_sensory_change": "unsure", "bladder_retention": "unsure"}, set(), "emergency now"),
    "chest pain": (MAN | {"chest_pain": True}, set(), "emergency at-once"),
    "fever": (WOMAN | {"temperature_c": 38.4, "feverish": True}, set(), "seek-care today"),
    "a man with a pregnancy": (MAN | {"pregnancy_state": "pregnant"}, {"pregnancy_state"}, "stop now"),
    "pregnant": (WOMAN | {"pregnancy_state": "pregnant"}, set(), "seek-care fortnight"),
    "age not known": (WOMAN | {"age_years": "unsure", "bladder_incontinence_new": True}, set(), "emergency now"),
    "no back pain at all": (WOMAN | {"back_pain": False, "collapse_or_faint": True}, set(), "emergency at-once"),
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """LHC-Forms in a page of its own; it asks no other host, and complains of nothing."""
    folder = tmp_path_factory.mktemp("lforms")
    (folder / "index.html").write_text(PAGE, "utf-8")
    (folder / "lforms").symlink_to(LFORMS.resolve(strict=True))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    own = f"http://127.0.0.1:{server.server_port}/"
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(30_000)
    opened = context.new_page()
    noise, asked = [], []
    opened.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: noise.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(own)
    yield opened
    context.close()
    server.shutdown()
    server.server_close()
    assert noise == []
    assert [url for url in asked if not url.startswith((own, "data:", "blob:"))] == []


def shown(page):
    """The linkIds of the items that can be seen."""
    ids = "() => [...document.querySelectorAll('#form lhc-item')].filter(each => each.checkVisibility()).map(each => each.id)"
    return {each.removeprefix("item-").partition("/")[0] for each in page.evaluate(ids)}


def fill(page, name, answer):
    """Answer one question by its controls."""
    finding = RULES.findings[name]
    if finding.kind == "quantity":
        if answer == "unsure":
            page.locator(f'[id^="{name}--unsure/"][id$="|true"]').click()
            return
        box, text = page.locator(f'input[id^="{name}/"]'), str(answer)
        box.fill(text)
    else:
        flags = {True: "Yes", False: "No", "unsure": "Not sure"}
        text = flags[answer] if finding.kind == "flag" else next(each.label for each in finding.options if each.name == answer)
        box = page.locator(f'input[id^="{name}/"]')
        box.click()
        box.press("ArrowDown")
        page.locator("#lhc-tools-searchResults li").filter(has_text=re.compile(rf"^\d+:\s*{re.escape(text)}$")).click()
    box.press("Tab")
    assert box.input_value() == text


@pytest.mark.xdist_group("lforms")
@pytest.mark.parametrize(("answers", "hidden", "outcome"), PEOPLE.values(), ids=PEOPLE)
def test_ten_people_fill_it_in(page, answers, hidden, outcome):
    """What `enableWhen` hides is hidden and all else is there; the export is read whole and gives what `evaluate` gives."""
    resource = questionnaire(RULES)
    page.evaluate("form => LForms.Util.addFormToPage(form, 'form', {})", resource)
    page.wait_for_selector('[id^="item-age_years/"]')
    form = Form(RULES)
    given = {}
    for name in sorted(answers, key=list(form.order).index):
        if name in shown(page):
            fill(page, name, answers[name])
            given[name] = answers[name]
    assert answers.keys() - given.keys() == hidden
    known = {name: answer for name, answer in given.items() if RULES.findings[name].kind != "quantity" or answer != "unsure"}
    there = shown(page)
    assert {name for name in form.order if name in there} == {name for name in form.order if holds(form.enabling.of(name), known)}
    exported = page.evaluate("() => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4')")
    symptoms = symptoms_from(json.loads(json.dumps(exported)), RULES)
    assert symptoms == given
    found = evaluate(symptoms)
    assert found.to_dict() == evaluate(given).to_dict()
    assert str(found.outcome) == outcome
