"""
Inputs that nobody would write, at every border: what they get is an answer or an error of ours, and never a traceback.

``python tests/fuzzing.py --inputs 10000000 --seed 1`` runs as long as it takes, prints how many inputs each border took and refused, and
the first input that got through to a raw exception. The seeds are the files of the sample pack; what is changed in them is drawn at random.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import io
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from triage import Level, RuleError, SymptomError, bundled_rules, evaluate, load_rules
from triage.adapters.reading import merged
from triage.cli import main
from triage.commands.numbers import NumberRefused, number_from
from triage.commands.records import answers_in
from triage.model.plain import canonical
from triage.packs.bundle import document_of, rule_set_from
from triage.packs.folder import _shape_of
from triage.packs.shapes import shape_problems
from triage.packs.yaml import _Reader

SAMPLE = Path(__file__).parent / "sample"
CODES = {0, 2, 10, 20, 30, 40, 50}
ODD = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    10**400,
    float("nan"),
    float("inf"),
    "",
    "unsure",
    "\x1b[31m",
    "\u202e",
    "yes",
    "a" * 70,
    [],
    {},
    [[]],
)
SNIPPETS = (
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "\n",
    "  ",
    "&a ",
    "*a",
    "!!x ",
    "|",
    ">",
    "'",
    '"',
    "#",
    "\u2028",
    "\r",
    "\x00",
    "~",
    "1_0",
    "é",
)
TYPED = ("-", "--", "=", ",", ".", "1", "0", "e", "E", "+", "_", " ", "'", "٣", "½", "−", "\n", "yes", "no", "unsure", "\udc80")

Border = tuple[Callable[[random.Random], Any], Callable[[Any], bool]]


def borders() -> dict[str, Border]:
    """By name: what draws an input, and what gives it to the library and says whether it was taken."""
    rules, sample = bundled_rules(), load_rules(SAMPLE)
    document = json.loads(json.dumps(document_of(sample)))
    files = {file.relative_to(SAMPLE).as_posix(): file.read_text("utf-8") for file in sorted(SAMPLE.rglob("*.yaml"))}
    names = [name for finding in rules.findings.values() for name in (finding.name, *finding.aliases)]
    quantities = [finding for finding in rules.findings.values() if finding.kind == "quantity"]
    return {
        "symptoms": (lambda chance: _symptoms(chance, names), _evaluated),
        "numbers": (lambda chance: (chance.choice(quantities), _typed(chance, "38.4")), _number),
        "answers": (lambda chance: [(_typed(chance, "fever"), chance.choice(ODD)) for _ in range(4)], _merged),
        "built files": (lambda chance: _edited(chance, document), _built),
        "rule files": (lambda chance: _text(chance, files), _file),
        "command line": (lambda chance: [_typed(chance, f"{chance.choice(names)}=no") for _ in range(chance.randint(0, 3))], _command),
    }


def _symptoms(chance: random.Random, names: list[str]) -> Any:
    keys: list[Any] = [
        chance.choice(names) if chance.random() < 0.8 else chance.choice([*ODD[:8], "fevr", ("x",)]) for _ in range(chance.randint(0, 8))
    ]
    if chance.random() < 0.1:
        return chance.choice([*ODD, keys, tuple(keys), iter(keys)])
    return {key: chance.choice([True, False, "unsure", 38.4, *ODD]) for key in keys if key.__hash__}


def _evaluated(symptoms: Any) -> bool:
    try:
        found = evaluate(symptoms)
    except SymptomError as error:
        found = error.assessment
        assert error.problems
        assert not found.complete
        assert str(error)
        return False
    finally:
        assert evaluate({"saddle_numbness": True}).level is Level.EMERGENCY
    assert found.outcome <= found.ceiling
    return True


def _typed(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(0, 4)):
        place = chance.randint(0, len(text))
        text = text[:place] + chance.choice(TYPED) + text[place + chance.randint(0, 2) :]
    return text


def _number(drawn: Any) -> bool:
    finding, text = drawn
    try:
        number = number_from(text, finding)
    except NumberRefused:
        return False
    return isinstance(number, int | float)


def _merged(pairs: Any) -> bool:
    problems: list[Any] = []
    merged(answers_in([name for name, _ in pairs], problems), problems)
    merged(pairs, problems)
    return not problems


def _nodes(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in plain data: what holds it, and its key."""
    inside = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    for key, each in inside:
        yield value, key
        yield from _nodes(each)


def _edited(chance: random.Random, document: Any) -> Any:
    edited = copy.deepcopy(document)
    for _ in range(chance.randint(1, 3)):
        nodes = list(_nodes(edited))
        held, key = chance.choice(nodes)
        kind = chance.random()
        if kind < 0.5:
            held[key] = copy.deepcopy(chance.choice(ODD))
        elif kind < 0.7:
            other, place = chance.choice(nodes)
            held[key] = copy.deepcopy(other[place])
        elif kind < 0.85:
            del held[key]
        elif isinstance(held, dict):
            held[chance.choice(["x", "name", "when", "range", "\x1b"])] = held.pop(key)
        else:
            held.insert(key, copy.deepcopy(held[key]))
    return edited


def _built(document: Any) -> bool:
    try:
        rules = rule_set_from(document) if isinstance(document, dict) else None
    except RuleError as error:
        assert "\x1b" not in str(error)
        return False
    assert rules is None or canonical(document_of(rules)) == canonical(document)
    return rules is not None and evaluate({}, rules=rules).complete in (True, False)


def _text(chance: random.Random, files: dict[str, str]) -> tuple[str, str]:
    name = chance.choice(list(files))
    text = files[name]
    for _ in range(chance.randint(1, 3)):
        place, end = sorted(chance.randint(0, len(text)) for _ in range(2))
        if chance.random() < 0.7:
            text = text[:place] + chance.choice(SNIPPETS) + text[place + chance.randint(0, 3) :]
        else:
            text = text[:place] + text[place:end][:40] * 2 + text[end:]
    return name, text


def _file(drawn: Any) -> bool:
    name, text = drawn
    document = _Reader(name, text).document()
    shape = _shape_of(name)
    assert shape is not None
    problems = document.problems or shape_problems(document, shape)
    assert all(problem.where and "\x1b" not in str(problem) for problem in problems)
    return not problems


def _command(arguments: Any) -> bool:
    if any(each.startswith(("--r", "--f", "-h", "--h")) for each in arguments):
        return False
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
        try:
            code = main(["evaluate", *arguments, "saddle_numbness"])
        except SystemExit as done:
            code = int(str(done.code))
    assert code in CODES
    assert code == 40 or not out.getvalue() or code == 50
    return code == 40


def run(inputs: int, *, seed: int, only: str = "") -> Counter[tuple[str, str]]:
    """Try so many inputs, spread over the borders by how quick they are; raises what a border raises, after printing the input."""
    chance = random.Random(seed)
    found: Counter[tuple[str, str]] = Counter()
    every = {name: border for name, border in borders().items() if not only or name == only}
    weights = {"symptoms": 60, "numbers": 400, "answers": 300, "built files": 4, "rule files": 4, "command line": 1}
    for name in chance.choices(list(every), [weights[name] for name in every], k=inputs):
        draw, give = every[name]
        drawn = draw(chance)
        try:
            found[name, "taken" if give(drawn) else "refused"] += 1
        except BaseException:
            print(f"{name}: {drawn!r:.2000}", file=sys.stderr)
            raise
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="one border")
    options = parser.parse_args()
    for (border, result), count in sorted(run(options.inputs, seed=options.seed, only=options.only).items()):
        print(f"{border:14} {result:8} {count:12,}")
