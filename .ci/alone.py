"""The installed library with the extras that are named and nothing else: what it does, and what it imports on the way."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

EXTRAS = {"authoring": "yaml", "cli": "rich", "web": "fastapi", "mcp": "mcp", "frames": "narwhals"}
# Of each package that may be there: what it imports as.
ALWAYS = {"attr", "attrs", "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection", "triage"}
LOADED = "import json, sys; {}; print(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"


def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A command as a user types it."""
    return subprocess.run([sys.executable, "-m", "triage", *arguments], input=typed, capture_output=True, text=True, check=False)


def outside(code: str) -> set[str]:
    """The modules from elsewhere that some code loads."""
    done = subprocess.run([sys.executable, "-c", LOADED.format(code)], capture_output=True, text=True, check=True)
    names = json.loads(done.stdout.splitlines()[-1])
    return {name for name in names if not name.startswith("_") and name not in sys.stdlib_module_names}


def main(extras: set[str]) -> None:
    """Say what was seen; an assertion fails where it isn't what it must be."""
    for extra, module in EXTRAS.items():
        assert (find_spec(module) is not None) is (extra in extras), f"{module} with {extras or 'no extra'}"
    evaluating = outside("import triage; triage.evaluate({'saddle_numbness': True}).explain()")
    assert evaluating <= {"attr", "attrs", "triage"}, evaluating
    assert run("evaluate", "saddle_numbness").returncode == 40
    assert run("ask", "--typed").returncode == run("ask", "--one-by-one").returncode == 10
    for command in (["panels"], ["rules"], ["findings", "wipe"], ["rule", "C-01"], ["verify"], ["verify", "--installed"], ["--help"]):
        assert run(*command).returncode == 0, (command, run(*command).stderr)
    star = "from triage import *; reevaluate(evaluate({'fever': True}).to_dict()); released_rules('low-back-pain', '0.1.0'); sample_rules()"
    assert "yaml" not in outside(star)
    built = str(Path(find_spec("triage").origin).parent / "packs" / "data" / "samples" / "sample.json")
    for command in (["evaluate", "pain_nrs=3.1"], ["rules"], ["panels"], ["rule", "Z-01"]):
        assert run(*command, "--rules", built).returncode == (20 if command[0] == "evaluate" else 0), run(*command, "--rules", built).stderr
    assert run("diff", "0.1.0", "0.1.0").returncode == 0
    checked = run("check", str(Path(__file__).parent.parent / "tests" / "sample"))
    told = 'triage: reading rule files needs the extra `authoring`: pip install "triage-redflags[authoring]"\n'
    wanted = (0, "") if "authoring" in extras else (2, told)
    assert (checked.returncode, checked.stderr) == wanted, checked
    places = [Path(place) for place in find_spec("triage").submodule_search_locations]
    modules = [file.relative_to(place.parent).with_suffix("") for place in places for file in sorted(place.rglob("*.py"))]
    missing = set()
    for module in (".".join(each.parts) for each in modules if each.name not in ("__main__", "__init__")):
        done = subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, text=True, check=False)
        if done.returncode:
            assert "ModuleNotFoundError" in done.stderr, done.stderr
            missing.add((module, done.stderr.strip().rsplit("'", 2)[-2]))
    allowed = {"hypothesis"} | {module for extra, module in EXTRAS.items() if extra not in extras}
    assert {name for _, name in missing} <= allowed, missing
    waiting = " and ".join(sorted({name for _, name in missing})) or "nothing"
    print(f"   {' '.join(sorted(extras)) or 'no extra'}: {len(modules)} modules, {len(missing)} of them wait for {waiting}")


main(set(sys.argv[1:]))
