"""The example app: screens by the browser's own forms, an emergency that nothing hides, records that stay, and their audit."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from triage import evaluate, released_rules

EXAMPLE = Path(__file__).parent.parent / "examples/web"
sys.path.insert(0, str(EXAMPLE))

from visits import app as visits_app  # noqa: E402


@pytest.fixture
def database(tmp_path):
    """Where the app keeps what it remembers."""
    return tmp_path / "visits.sqlite3"


@pytest.fixture
def client(database):
    """The app, and a browser without JavaScript."""
    return TestClient(visits_app.create_app(database), base_url="http://testserver")


def begun(client):
    """The address of a new visit."""
    return str(client.post("/visits").url.path)


def panel_of(page):
    """The screen that a page shows; empty when there is none."""
    found = re.search(r'name="panel" value="([^"]+)"', page.text)
    return found[1] if found else ""


def sent(client, visit, **fields):
    """A screen, filled in and sent."""
    return client.post(visit, data={"panel": panel_of(client.get(visit)), **fields})


class TestScreens:
    """Whoever goes through the screens is told what evaluating their answers says."""

    def test_skipping_everything_ends_with_an_incomplete_result(self, client):
        """Nothing is taken for a no: every critical question is open."""
        visit = begun(client)
        screens = 0
        while panel_of(client.get(visit)):
            sent(client, visit, action="pass")
            screens += 1
            assert screens < 60
        told = client.post(f"{visit}/result")
        assert told.url.path == visit.replace("visits", "records")
        assert evaluate({}).advice.say.partition(". ")[2] in unescape(told.text)
        assert "Some of the most important questions have not been answered" in told.text

    def test_an_emergency_stands_above_the_next_screen(self, client):
        """As soon as it is one, and the record says the same as the library."""
        visit = begun(client)
        while 'name="chest_pain"' not in client.get(visit).text:
            assert panel_of(sent(client, visit, action="pass"))
        shown = sent(client, visit, chest_pain="yes")
        assert 'class="urgent" role="alert"' in shown.text
        record = client.post(f"{visit}/result")
        assert "Call an ambulance now" in record.text

    def test_what_cannot_be_read_is_marked_beside_what_was_valid(self, client):
        """A slip on one line hides no emergency on another, and what was typed is still there."""
        visit = begun(client)
        answers = {"age_years": "four", "thoracic_pain": "yes"}
        page = sent(client, visit, **answers)
        assert page.status_code == 422
        assert "Give a whole number between 0 and 120 years, or tick that you aren't sure." in unescape(page.text)
        assert 'value="four"' in page.text
        assert "age_years" not in json.dumps(stored_answers(client))

    def test_two_answers_to_a_line_are_refused(self, client):
        """A number beside not sure, or two radio buttons of a form that was made by hand."""
        visit = begun(client)
        for fields in ({"age_years": "40", "age_years.unsure": "unsure"}, {"thoracic_pain": ["yes", "no"]}):
            page = sent(client, visit, **fields)
            assert (page.status_code, "Two answers were given here" in page.text) == (422, True)

    def test_a_line_that_is_not_on_the_screen_is_refused(self, client):
        """It is named, as any fault is."""
        page = sent(client, begun(client), saddle_numbness="yes")
        assert page.status_code == 422

    def test_a_screen_that_is_sent_twice_counts_once(self, client):
        """The second time what counts now is shown."""
        visit = begun(client)
        panel = panel_of(client.get(visit))
        for _ in range(2):
            client.post(visit, data={"panel": panel, "action": "pass"})
        assert panel_of(client.get(visit)) not in ("", panel)


def stored_answers(client):
    """The answers of every visit that is going on."""
    with closing(sqlite3.connect(client.app.state.store.path)) as database:
        return [json.loads(row[0]) for row in database.execute("select answers from visits")]


class TestRecords:
    """What was told stays, and can be gone through again."""

    def test_a_record_is_shown_and_audited(self, client):
        """By the same rules it holds, and nothing differs."""
        visit = begun(client)
        sent(client, visit, age_years="40", thoracic_pain="no")
        told = client.post(f"{visit}/result")
        audit = client.get(f"{told.url.path}/audit")
        assert "The record holds" in audit.text
        assert "Nothing: every rule gives what it gave." in audit.text
        assert client.get(visit).status_code == 404

    def test_a_record_of_the_first_release_says_why_it_is_an_emergency_now(self, client):
        """Rules 0.1.0 gave the same day for a fever with a weak leg."""
        old = evaluate({"feverish": True, "leg_weakness_new": True}, rules=released_rules("low-back-pain", "0.1.0")).to_dict()
        store = client.app.state.store
        visit = store.begin()
        store.finish(visit, old)
        audit = client.get(f"/records/{visit.id}/audit").text
        assert "silent then, emergency now now." in audit
        assert "0.1.0 had no such rule." in audit

    def test_a_record_is_never_changed(self, client, database):
        """Not by the app, and not by somebody who writes SQL."""
        visit = begun(client)
        client.post(f"{visit}/result")
        with closing(sqlite3.connect(database)) as opened, pytest.raises(sqlite3.IntegrityError, match="never changed"):
            opened.execute("update records set assessment = '{}'")

    @pytest.mark.parametrize("path", ["/visits/none", "/records/none", "/records/none/audit"])
    def test_what_is_not_there_is_not_found(self, client, path):
        """Nor is anything made of it."""
        assert client.get(path).status_code == 404


class TestService:
    """What whoever runs it relies on."""

    def test_it_says_whether_it_is_well(self, client, monkeypatch, database):
        """Other rules than those that were tested, or a database that can't be written, take it out of service and not down."""
        assert client.get("/health").json() == {"status": "ok"}
        assert (client.get("/ready").status_code, client.get("/ready").json()["ready"]) == (200, True)
        monkeypatch.setattr(visits_app, "TESTED", "0" * 64)
        assert (client.get("/ready").status_code, client.get("/ready").json()["rules"]) == (503, False)
        database.unlink()
        database.mkdir()
        assert (client.get("/ready").status_code, client.get("/ready").json()["database"], client.get("/health").status_code) == (
            503,
            False,
            200,
        )

    @pytest.mark.parametrize("path", ["/", "/ready", "/static/app.css"])
    def test_no_page_is_kept_or_told_elsewhere(self, client, path):
        """No cache, no referrer, and no script or style from another place."""
        headers = client.get(path).headers
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; script-src 'self';")

    def test_it_writes_no_log(self, client, caplog):
        """Answers are on the page and in the database, and nowhere else."""
        with caplog.at_level(0, logger="triage"), caplog.at_level(0, logger="visits"):
            sent(client, begun(client), age_years="four")
        assert not [each for each in caplog.records if each.name.startswith(("triage", "visits"))]

    def test_the_router_of_the_library_is_there(self, client):
        """Refusals included."""
        assert client.post("/api/assess", json={"saddle_numbness": True}).json()["outcome"] == {"level": "emergency", "within": "now"}
        assert client.post("/api/assess", json={"sadle_numbness": True}).status_code == 422

    @pytest.mark.parametrize("checker", [["mypy", "--strict", "visits"], ["pyright", "--pythonpath", sys.executable, "visits"]])
    def test_it_is_typed(self, checker):
        """By both checkers, and no line of it asks them to look away."""
        command = Path(sys.executable).with_name(checker[0])
        done = subprocess.run([command, *checker[1:]], cwd=EXAMPLE, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert not re.search(r"type: ignore|pyright:", "".join(file.read_text("utf-8") for file in EXAMPLE.rglob("*.py")))
