"""The questionnaire screen by screen: what is asked, what is refused, what stands first in the result; nothing is lost on the way."""

from __future__ import annotations

import json
from random import Random

import pytest

from triage import bundled_rules, evaluate

WALKS = 200


@pytest.fixture
def walk(running, server):
    """The questionnaire from its beginning, at a desk."""
    page = running.shared
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator('.modes [data-mode="all"]').click()
    page.wait_for_selector('#triage-app[data-mode="all"]')
    page.get_by_role("button", name="Start again", include_hidden=True).first.evaluate("button => button.click()")
    page.wait_for_selector('.outcome[data-answers="0"]')
    page.locator('.modes [data-mode="walk"]').click()
    page.wait_for_selector('#triage-app[data-mode="walk"] .walk[data-screen="you-and-where"]')
    yield page
    assert running.heard() == ([], [])
    assert server.violations == []


def screen(page, name):
    """Wait until this screen is shown; an empty name is the result."""
    page.wait_for_selector(f'.walk[data-screen="{name}"]')


def give(page, **answers):
    """Fill in lines the way a person does, and go on."""
    for name, answer in answers.items():
        radio = page.locator(f'#line-{name} input[value="{answer}"]')
        if radio.count():
            radio.check()
        else:
            page.locator(f"#line-{name}").fill(answer)
    page.get_by_role("button", name="Next").click()


def first_screens(page):
    """A man of 35 with a sore back, as far as the third screen."""
    give(page, age_years="35", sex_at_birth="male", back_pain="yes", thoracic_pain="no", band_like_pain="no", leg_pain_side="neither")
    screen(page, "right-now")
    page.get_by_role("button", name="Skip this screen").click()
    screen(page, "pelvic-1")


class TestScreens:
    """One at a time."""

    def test_a_numb_saddle_is_told_what_to_do_after_three_screens(self, walk):
        """What to do is the heading; the rest is offered as what else to tell them."""
        first_screens(walk)
        give(walk, saddle_sensory_change="yes")
        screen(walk, "")
        result = walk.locator(".result")
        assert result.get_attribute("data-level") == "emergency"
        assert result.locator("h2").inner_text().startswith("Go to emergency care now")
        assert walk.evaluate("document.activeElement.id") == "result-title"
        assert walk.locator(".result__call").count() == 0
        walk.get_by_role("button", name="What else to tell them").click()
        screen(walk, "legs")
        assert "Don't wait for these questions" in walk.locator(".walk__told").inner_text()

    def test_what_can_not_be_read_is_tied_to_its_line_and_the_rest_is_kept(self, walk):
        """By description and state, with the keyboard there; and what was typed still stands."""
        give(walk, age_years="thirty", back_pain="yes")
        walk.wait_for_selector(".line__fault")
        field = walk.locator("#line-age_years")
        assert field.get_attribute("aria-invalid") == "true"
        assert "fault-age_years" in field.get_attribute("aria-describedby")
        assert field.input_value() == "thirty"
        assert walk.evaluate("document.activeElement.id") == "line-age_years"
        assert walk.locator(".walk__faults[role=alert]").is_visible()
        assert walk.locator('#line-back_pain input[value="yes"]').is_checked()

    def test_an_answer_opens_another_line_of_the_same_screen(self, walk):
        """A woman of 30 is asked whether she is pregnant, before the next screen."""
        give(walk, age_years="30", sex_at_birth="female", back_pain="yes", thoracic_pain="no", band_like_pain="no", leg_pain_side="neither")
        walk.wait_for_selector("#line-pregnancy_state")
        screen(walk, "you-and-where")

    def test_back_shows_what_was_said_and_takes_a_change(self, walk):
        """And the summary has every answer, with a way to change it."""
        first_screens(walk)
        walk.get_by_role("button", name="Back", exact=True).click()
        screen(walk, "right-now")
        walk.get_by_role("button", name="Back", exact=True).click()
        screen(walk, "you-and-where")
        assert walk.locator("#line-age_years").input_value() == "35"
        give(walk, age_years="41")
        screen(walk, "right-now")
        walk.get_by_role("button", name="Show the result so far").click()
        walk.locator(".result__answers summary").click()
        assert walk.locator('[data-finding="age_years"] td').first.inner_text() == "41 years"
        walk.get_by_role("button", name="Change: age").click()
        walk.wait_for_selector('#triage-app[data-mode="all"]')
        assert walk.evaluate("document.activeElement.id") == "a-age_years"

    def test_boxes_need_a_tick_or_none_of_these(self, walk):
        """An empty screen of boxes is no answer."""
        while not walk.locator("#none-of-these").count():
            here = walk.locator(".walk").get_attribute("data-screen")
            walk.get_by_role("button", name="Skip this screen").click()
            walk.wait_for_selector(f'.walk:not([data-screen="{here}"])')
        walk.wait_for_selector("#none-of-these")
        walk.get_by_role("button", name="Next").click()
        assert "Tick what applies" in walk.locator(".walk__faults").inner_text()
        walk.locator("#none-of-these").check()
        walk.get_by_role("button", name="Next").click()
        walk.wait_for_selector(".walk__faults", state="detached")

    def test_nothing_answered_promises_nothing(self, walk):
        """No "no red flag" over an empty page."""
        walk.get_by_role("button", name="Show the result so far").click()
        screen(walk, "")
        assert "No red flag" not in walk.locator(".result").inner_text()


def steps(random, rules):
    """A random way through the screens: what a person enters on each, by its name; as the page sends it."""

    def entered(shown):
        values = {}
        for line in shown["lines"]:
            if random.random() < 0.1:
                continue
            if line["kind"] == "flag":
                values[line["name"]] = random.choices(["no", "yes", "unsure"], [30, 2, 1])[0]
            elif line["kind"] == "choice":
                values[line["name"]] = random.choice(line["options"])["name"]
            else:
                low, high = rules.findings[line["name"]].range
                values[line["name"]] = str(random.randint(int(low), int(high)))
        ticked = {name: value for name, value in values.items() if value in ("yes", "unsure")}
        if shown["kind"] == "tick":
            return {"do": "submit", "values": ticked, "none_of_these": not ticked}
        return {"do": "submit", "values": values, "none_of_these": False}

    return entered


def test_two_hundred_walks_end_where_cpython_does(walk):
    """Random people screen by screen; the outcome, and all that is open, are those of the library here for the same answers."""
    random, rules = Random(20261126), bundled_rules()  # noqa: S311
    entered, ended = steps(random, rules), set()

    def turn(step):
        return json.loads(walk.evaluate("step => window.triageTurn(step)", json.dumps(step)))

    for _ in range(WALKS):
        view = turn({"do": "restart"})
        for _ in range(60):
            if view["screen"] is None and not (view["more"] and view["outcome"]["level"] == "emergency"):
                break
            view = turn(entered(view["screen"]) if view["screen"] else {"do": "go-on"})
            assert view["problems"] == []
        else:
            pytest.fail("the screens don't end")
        assert view["assessment"] == json.loads(json.dumps(evaluate(view["answers"]).to_dict()))
        ended.add(view["outcome"]["level"])
    assert ended >= {"emergency", "seek-care"}


def test_the_number_of_the_ambulance_is_a_setting_of_the_place(visits):
    """None comes with the page; whoever runs it may name one."""
    page = visits.page(width=390, height=844)
    page.add_init_script("globalThis.triageSettings = { ambulance: '112' }")
    page.goto(f"{visits.url}/try-it/")
    page.wait_for_selector('#triage-app[data-state="ready"]')
    give(page, age_years="35", sex_at_birth="male", back_pain="yes", thoracic_pain="no", band_like_pain="no", leg_pain_side="neither")
    screen(page, "right-now")
    give(page, chest_pain="yes")
    screen(page, "")
    assert page.locator(".result__call").get_attribute("href") == "tel:112"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_works_with_the_keyboard_alone(visits, width, height, scheme):
    """Tab, arrows, space and Enter; nothing sticks out; focus goes to each new heading."""
    page = visits.try_it(mode="walk", width=width, height=height, scheme=scheme)
    press = page.keyboard.press

    def reach(selector):
        for _ in range(80):
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            press("Tab")
        pytest.fail(f"the keyboard doesn't reach {selector}")

    reach("#line-age_years")
    page.keyboard.type("35")
    reach('#line-sex_at_birth input[type="radio"]')
    press("ArrowDown")
    for name in ("back_pain", "thoracic_pain", "band_like_pain"):
        reach(f"#line-{name} input")
        press("Space")
    reach(".walk__next")
    press("Enter")
    screen(page, "right-now")
    assert page.evaluate("document.activeElement.id") == "screen-title"
    reach("#line-chest_pain input")
    press("Space")
    press("Enter")
    screen(page, "")
    assert page.evaluate("document.activeElement.id") == "result-title"
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
