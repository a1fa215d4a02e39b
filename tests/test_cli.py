"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from argparse import _SubParsersAction

import pytest

from triage import bundled_rules, load_rules
from triage.cli import _COMMANDS, _parser, main
from triage.packs.released import write_released


@pytest.fixture
def run(capsys):
    """Run a command; its exit code, output and errors."""

    def call(*arguments):
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def commands(*chosen):
    """The commands of the whole parser, or of that of a chosen one."""
    return next(list(action.choices) for action in _parser(*chosen)._actions if isinstance(action, _SubParsersAction))


def all_answered(**changed):
    """Every critical question answered no, and some answered otherwise."""
    rules = bundled_rules()
    harmless = {"age_years": 40, "symptom_duration": "under_2_weeks", "leg_pain_side": "neither", "pregnancy_state": "none"}
    return {each.name: harmless.get(each.name, False) for each in rules.findings.values() if each.critical} | changed


class TestExitCodes:
    """The exit code is the level; a level beats incomplete, and an emergency beats bad input."""

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            ([], 10),
            (["sciatica"], 20),
            (["fever"], 30),
            (["saddle_numbness", "temperature_c=38.4", "diabetes=no", "leg_weakness_new=unsure"], 40),
            (["temperature_c=38.4", "diabetes=no"], 30),
            (["temperature_c=98.6"], 2),
            (["fevr"], 2),
            (["fever", "sciatca"], 2),
            (["saddle_numbness", "temperature_c=98.6"], 40),
            (["chest_pain"], 50),
            (["fever=maybe"], 2),
            (["fever", "fever=no"], 2),
            (["saddle_numbness=no", "saddle_numbness"], 40),
            (["fever", "fever"], 30),
            (["temperature_c=38", "temperature_c=39"], 2),
        ],
    )
    def test_each_outcome_has_its_own(self, run, arguments, code):
        """As the help text says."""
        assert run("evaluate", *arguments)[0] == code

    def test_complete_and_nothing_found_is_zero(self, run, tmp_path):
        """Only when every critical question was answered."""
        file = tmp_path / "answers.json"
        file.write_text(json.dumps(all_answered()))
        assert run("evaluate", "--file", str(file))[0] == 0

    def test_faults_go_to_standard_error_in_the_words_of_the_command_line(self, run):
        """And the assessment of the rest to standard output."""
        code, out, err = run("evaluate", "saddle_numbness", "fever=maybe", "diabtes")
        assert code == 40
        assert out.startswith("EMERGENCY: NOW")
        assert err == "`fever` takes yes, no or unsure\nunknown finding `diabtes`; did you mean `diabetes`?\n"


class TestInput:
    """Answers come from arguments, a file, or a pipe."""

    def test_json_in_and_out(self, run, tmp_path):
        """The record that an app would store."""
        file = tmp_path / "answers.json"
        file.write_text('{"temperature_c": 38.4, "immunosuppressed": true, "pain_started_recently": true}')
        code, out, _ = run("evaluate", "--file", str(file), "--json")
        document = json.loads(out)
        assert code == 40
        assert document["outcome"] == {"level": "emergency", "within": "now"}
        assert document["answers"] == {"temperature_c": 38.4, "immunosuppressed": True, "pain_started_recently": True}

    def test_a_list_in_a_file_and_more_on_the_command_line(self, run, tmp_path):
        """A list says what is present."""
        file = tmp_path / "answers.json"
        file.write_text('["fever"]')
        assert run("evaluate", "--file", str(file), "iv_drug_use")[0] == 40

    def test_a_pipe(self):
        """`-` is standard input; run as a user would."""
        done = subprocess.run(
            [sys.executable, "-m", "triage", "evaluate", "--file", "-"],
            input='{"saddle_numbness": true}',
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (40, "")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("{", "isn't JSON in UTF-8 (JSONDecodeError)"),
            ('{"fever": true, "fever": false}', "`fever` is answered twice, and not the same; say it once"),
            ('{"fever": 1, "fever": true}', "`fever` is answered twice, and not the same; say it once"),
            ("[3]", "entry 1 of the list is a whole number"),
            ("null", "None is neither"),
            ('"fever"', "a bare text is neither"),
            ('{"temperature_c": NaN}', "must be a finite number"),
            ('{"fever": "yes"}', '`fever` takes True, False or "unsure", not text'),
        ],
    )
    def test_files_that_say_nothing_or_two_things(self, run, tmp_path, text, message):
        """A key given twice would hide one of two answers."""
        file = tmp_path / "answers.json"
        file.write_text(text)
        code, _, err = run("evaluate", "--file", str(file))
        assert code == 2
        assert message in err

    def test_a_fault_in_a_file_doesn_t_hide_an_emergency_on_the_command_line(self, run, tmp_path):
        """Whatever the file says, and the record says that it isn't complete."""
        file = tmp_path / "answers.json"
        for text in ('"fever"', "null", "{", '[{"a": 1}]'):
            file.write_text(text)
            code, out, _ = run("evaluate", "--file", str(file), "saddle_numbness", "--json")
            assert code == 40
            assert json.loads(out)["complete"] is False

    def test_a_folder_is_no_file(self, run, tmp_path):
        """Named, without a traceback."""
        code, _, err = run("evaluate", "--file", str(tmp_path))
        assert code == 2
        assert err.rstrip().endswith("can't be read: Is a directory")

    def test_a_missing_file(self, run):
        """Named, without a traceback."""
        code, _, err = run("evaluate", "--file", "/nowhere.json")
        assert code == 2
        assert err == "`/nowhere.json` can't be read: No such file or directory\n"


class TestLoading:
    """Whoever runs one command doesn't wait for the others."""

    def test_the_help_names_what_each_module_adds(self):
        """In this order, and the parser of one command is that of all."""
        every = [name for names in _COMMANDS.values() for name in names]
        assert commands() == every
        for name in every:
            assert name in commands(name)

    def test_evaluating_loads_no_proof(self):
        """Nor what writes pages."""
        code = "import sys; from triage.cli import main; main(['evaluate', 'saddle_numbness', '--json']); print(*sys.modules, sep='\\n')"
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
        assert "triage.commands.evaluate" in loaded
        assert not [name for name in loaded if name.startswith(("triage.proof", "triage.telling.pages", "triage.commands.pages"))]


class TestCheckAndBuild:
    """Authors' commands."""

    def test_a_good_pack_is_checked_in_silence(self, run, sample_path):
        """Nothing to say, nothing said."""
        assert run("check", str(sample_path)) == (0, "", "")

    def test_without_the_extra_the_command_says_what_to_install(self, sample_path):
        """And shows nobody a traceback; the bundled rules need no extra."""
        code = "import sys; sys.modules['yaml'] = None; from triage.cli import main; sys.exit(main(sys.argv[1:]))"
        done = subprocess.run([sys.executable, "-c", code, "check", str(sample_path)], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr == 'triage: reading rule files needs the extra `authoring`: pip install "triage-redflags[authoring]"\n'
        done = subprocess.run([sys.executable, "-c", code, "evaluate", "saddle_numbness"], capture_output=True, text=True, check=False)
        assert done.returncode == 40

    def test_a_bad_pack_fails_with_every_fault(self, run, tmp_path):
        """On standard error, with exit code 1."""
        code, out, err = run("check", str(tmp_path))
        assert (code, out) == (1, "")
        assert "no `pack.yaml` here" in err

    def test_a_condition_that_nobody_can_meet_is_told_by_file_and_line(self, run, sample_path, tmp_path):
        """By `verify`, whatever the cases say; of a built pack, by the rule."""
        shutil.copytree(sample_path, tmp_path / "pack")
        file = tmp_path / "pack" / "skin" / "sample-pain.yaml"
        when = "when: {all: [{colour: {is: [red]}}, {colour: {is: [purple]}}]}"
        file.write_text(re.sub("^when: .*$", when, file.read_text(), flags=re.MULTILINE))
        code, out, err = run("verify", str(tmp_path / "pack"))
        assert (code, out) == (1, "")
        assert err == (
            f"{file}:6:1: no person can meet this condition\n{file}:6:1: no person can meet `colour` is `purple` and `colour` is `red`\n"
        )
        built = write_released(tmp_path, load_rules(tmp_path / "pack", cases=False))
        assert run("verify", str(built))[2].startswith("rules/sample-pain/when: no person can meet this condition\n")

    def test_a_built_pack_can_be_applied(self, run, sample_path, tmp_path):
        """Build, find it fresh, evaluate with it; then find it stale."""
        assert run("build", str(sample_path), "--to", str(tmp_path))[0] == 0
        assert run("build", str(sample_path), "--to", str(tmp_path), "--check") == (0, "", "")
        assert run("evaluate", "rash", "fever", "--rules", str(tmp_path / "sample.json"))[0] == 40
        (tmp_path / "sample.json").write_text("{}")
        assert run("build", str(sample_path), "--to", str(tmp_path), "--check")[0] == 1

    def test_a_changed_bundle_is_refused(self, run, sample_path, tmp_path):
        """Its digest says that somebody edited it."""
        run("build", str(sample_path), "--to", str(tmp_path))
        file = tmp_path / "sample.json"
        file.write_text(file.read_text().replace("Sample pain", "Simple pain"))
        code, _, err = run("evaluate", "rash", "--rules", str(file))
        assert code == 1
        assert "its digest differs" in err
