#!/bin/sh
# Plants the same faults in a copy of the library, one at a time, and looks which differential test breaks. Each must break one.
# Usage: ./planted_in_python.sh, after `make prove`.

set -u
root=$(cd "$(dirname "$0")/.." && pwd)
missed=0

plant() { # what, file, old, new, tests
    work=$(mktemp -d)
    cp -r "$root/src" "$root/tests" "$work"
    mkdir -p "$work/proofs/kernel" "$work/rules"
    cp "$root"/proofs/*.v "$work/proofs"
    cp "$root/proofs/kernel/triage-kernel" "$work/proofs/kernel"
    cp -r "$root/rules/released" "$work/rules"
    python3 - "$work/src/triage/$2" "$3" "$4" <<'PY' || { echo "NOT PLANTED: $1"; missed=1; rm -rf "$work"; return; }
import sys
path, old, new = sys.argv[1:]
text = open(path, encoding="utf-8").read()
if text.count(old) != 1:
    sys.exit(1)
open(path, "w", encoding="utf-8").write(text.replace(old, new))
PY
    log=$(cd "$work" && PYTHONPATH="$work/src" "$root/.venv/bin/pytest" -c tests/proofs/pytest.ini -q -x --tb=no -k "$5" tests/proofs 2>&1)
    # A run that was ended by something else has found nothing.
    by=$(printf '%s\n' "$log" | sed -n 's/^FAILED [^:]*\/\([a-z_]*\.py::[A-Za-z_:]*\).*/\1/p' | head -1)
    if [ -n "$by" ]; then echo "found: $1, by $by"; else echo "NOT FOUND: $1"; missed=1; fi
    rm -rf "$work"
}

plant "a direction check is left out" model/sound_findings.py \
    'if not asking and not finding.allows(bound.operator):' 'if False:' "sound"
plant "a strict bound is read as inclusive, where it is met" model/conditions.py \
    '            return self.operator.is_inclusive
' '            return True
' "worlds"
plant "a strict bound is read as inclusive, just inside it" proof/terms.py \
    'return round(bound.value + (step if bound.operator.is_lower else -step), 7)' 'return bound.value' "test_releases"
plant "implications are not closed" model/vocabulary.py \
    '                waiting.extend(self._direct(Present(flag)))' '                pass' "worlds"
plant "unsure is read as yes in the first pass" engine/answers.py \
    'return Reading(answers, yes, unsure & ~yes,' 'return Reading(answers, yes | unsure, 0,' "worlds"
plant "asked_if touches outcomes" engine/answers.py \
    '        said = _heard(name, answer, program)' \
    '        said = _SILENT if answer is True and name in program.flags and program.entries[name].asked_if else _heard(name, answer, program)' "worlds"
plant "a term is skipped in the release check" proof/downgrade.py \
    'for term in terms(rule, programs[0]):' 'for term in terms(rule, programs[0])[1:]:' "test_releases"
plant "points in doubt are skipped in the release check" proof/terms.py \
    'for some in _subsets(sorted(others)) if rule.doubt_rank else ():' 'for some in ():' "test_releases"
plant "each leaf of an unsure choice is met on its own" engine/evaluate.py \
    '    yield said.yes | said.unsure
' '    yield said.bits
' "worlds"
plant "an open gate counts as not met" engine/relevance.py \
    'if place in vague or place in possible:' 'if place in vague:' "worlds"
plant "an unsure gate counts as not met" engine/relevance.py \
    'self._vague = {place for name, place in program.deciding if given.get(name) == UNSURE}' 'self._vague = set()' "worlds"
plant "the ceiling forgets doubts" engine/questions.py \
    'for rule in rules if self._perhaps else ():' 'for rule in ():' "worlds"
plant "what hangs on a closed question isn't listed" proof/closing.py \
    'while grown := {' 'while grown := () and {' "test_releases"
plant "what isn't unlikely any more closes nothing" proof/closing.py \
    'if was.plausible is not None and now.kind == "quantity":' 'if False:' "test_releases"

exit $missed
