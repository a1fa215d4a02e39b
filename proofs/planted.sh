#!/bin/sh
# Plants faults in the model, one at a time, and looks which proof breaks. Each must break one.
# Usage: ./planted.sh, after `make laws`.

set -u
here=$(cd "$(dirname "$0")" && pwd)
missed=0

plant() { # what, file, old, new
    work=$(mktemp -d)
    cp "$here"/*.v "$here"/Makefile "$here"/_CoqProject "$work"
    python3 - "$work/$2" "$3" "$4" <<'PY' || { echo "NOT PLANTED: $1"; missed=1; rm -rf "$work"; return; }
import sys
path, old, new = sys.argv[1:]
text = open(path, encoding="utf-8").read()
if text.count(old) != 1:
    sys.exit(1)
open(path, "w", encoding="utf-8").write(text.replace(old, new))
PY
    log=$(make -s -C "$work" Theorems.vo 2>&1)
    # A run that was ended by something else has found nothing.
    where=$(printf '%s\n' "$log" | sed -n 's/^File "\.\/\([A-Za-z]*\.v\)", line \([0-9]*\).*/\1 line \2/p' | head -1)
    if [ -n "$where" ] && printf "%s" "$log" | grep -q "^Error"; then echo "found: $1, in $where"; else echo "NOT FOUND: $1"; missed=1; fi
    rm -rf "$work"
}

plant "a direction check is left out" Check.v \
    '&& (negb strict || points_right worse op line)' ''
plant "a strict bound is read as inclusive, just inside it" Check.v \
    'GT => line + step whole' 'GT => line'
plant "a strict bound is read as inclusive, where it is met" Language.v \
    'GT => line <? x' 'GT => line <=? x'
plant "implications are not closed" Language.v \
    '| Present h => map Present (names_of V h) ++ implied_in fewer V h' '| Present h => map Present (names_of V h) ++ firstn 0 (implied_in fewer V h)'
plant "unsure is read as yes in the first pass" Language.v \
    '| Present _, Yes => true' '| Present _, Yes | Present _, Unsure => true'
plant "asked_if touches outcomes" Language.v \
    'existsb (fun w => given A (fst w)) (ways V l).' \
    'existsb (fun w : leaf * bool => given A (fst w) && match owner V (about (fst w)) with Some F => match asked_if F with Some _ => match A (about (fst w)) with Some Yes => true | _ => false end | None => true end | None => true end) (ways V l).'
plant "a term is skipped in the release check" Check.v \
    '    (terms (when r)).' '    (tl (terms (when r))).'
plant "points in doubt are skipped in the release check" Check.v \
    '(flat_map (points V new) (demands V true t)))' '[])'
plant "each leaf of an unsure choice is met on its own" Language.v \
    '         (fun B => in_doubt V A B c).' \
    '         (fun B => holds (fun l => search (map (fun n => (n, readings V n)) (filter (fun n => is_unsure (A n)) (near V c))) A (fun C => met_in_doubt V A C l)) c).'
plant "an open gate counts as not met" Language.v \
    '      | None => open_in V A relevant (about l)' '      | None => false'
plant "an unsure gate counts as not met" Language.v \
    '      || existsb (fun m => is_unsure (A m)) (names_of V f)' ''
plant "the ceiling forgets doubts" Language.v \
    'else if search choices A (fun C => perhaps V C (when r)) then when_unsure r' ''
plant "what hangs on a closed question isn't listed" Check.v \
    '(negb (asks_as_before V new F) || hangs_on V new before F)' 'negb (asks_as_before V new F)'
plant "what isn't unlikely any more closes nothing" Check.v \
    "((low <=? low') || (low <=? least))%Z && ((high' <=? high) || (most <=? high))%Z" 'true'

exit $missed
