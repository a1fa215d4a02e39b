"""From the bit masks of a result back to rules, and to the reasons of chosen rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from triage.adapters.columns import PER_MASK, UNSETTLED, finding_of
from triage.api import bundled_rules, evaluate
from triage.assessment import Firing, SymptomError
from triage.engine.alarms import bits_in
from triage.engine.compiler import program_of
from triage.model.ruleset import RuleSet

__all__ = ["decoded", "fired_rules", "reasons", "settled", "symptoms_of"]


def decoded(fired: Sequence[int], in_doubt: Sequence[int], rules: RuleSet | None = None) -> tuple[str, ...]:
    """
    The ids of the rules in the masks of one row, worst first, then in rule order.

    Args:
        fired: `fired_1`, `fired_2`, ... of the row.
        in_doubt: `in_doubt_1`, ... of the row.
        rules: The rules that gave the result; the bundled ones when left out.
    """
    applied = bundled_rules() if rules is None else rules
    compiled = program_of(applied).rules
    found = []
    for which, masks in enumerate((fired, in_doubt)):
        for number, mask in enumerate(masks):
            places = (number * PER_MASK + bit for bit in bits_in(int(mask)))
            found += [(-(compiled[place].doubt_rank if which else compiled[place].rank), place) for place in places]
    return tuple(applied.decisions.rules[place].id for _, place in sorted(found))


def fired_rules(frame: Any, rules: RuleSet | None = None) -> Any:
    """
    A result with one more column `fired`: a list of the ids of the rules that fired, worst first.

    Args:
        frame: A result of `evaluate_frame` in memory: polars, pandas or pyarrow. Collect or fetch what is lazy first.
        rules: The rules that gave it; the bundled ones when left out.

    Raises:
        TypeError: The frame isn't in memory.
    """
    import narwhals.stable.v2 as nw

    table = nw.from_native(frame, eager_only=True)
    fired = [name for name in table.columns if name.startswith("fired_")]
    in_doubt = [name for name in table.columns if name.startswith("in_doubt_")]
    rows = list(zip(*(table[name].to_list() for name in (*fired, *in_doubt)), strict=True))
    # Far fewer masks are distinct than there are rows.
    known: dict[tuple[int, ...], list[str]] = {}
    for masks in rows:
        if masks not in known:
            known[masks] = list(decoded(masks[: len(fired)], masks[len(fired) :], rules))
    lists = [known[masks] for masks in rows]
    if nw.get_native_namespace(table).__name__ == "pandas":
        return frame.assign(fired=lists)
    return table.with_columns(nw.new_series("fired", lists, nw.List(nw.String), backend=table.implementation)).to_native()


def reasons(answers: Any, rules: RuleSet | None = None) -> list[tuple[Firing, ...]]:
    """
    What fired for each row and why, as `evaluate` gives it: for the few rows that somebody looks at.

    Args:
        answers: Rows of the table of answers (not of the result), in memory: polars, pandas or pyarrow.
        rules: The rules to apply; the bundled ones when left out.

    Returns:
        For each row, in order, its firings, worst first; refused cells count as not asked.
    """
    import narwhals.stable.v2 as nw

    applied = bundled_rules() if rules is None else rules
    names = set(program_of(applied).entries)
    return [_firings(row, applied, names) for row in nw.from_native(answers, eager_only=True).iter_rows(named=True)]


def symptoms_of(row: Mapping[str, Any], rules: RuleSet) -> dict[str, Any]:
    """The cells of a row as the symptoms of `evaluate`."""
    program = program_of(rules)
    found: dict[str, Any] = {}
    for name, cell in row.items():
        if name in program.entries and cell is not None and not (isinstance(cell, float) and cell != cell):
            flag = {"yes": True, "no": False}.get(cell, cell) if program.entries[name].bit and isinstance(cell, str) else cell
            found[name] = flag
    for name in program.scales:
        if row.get(f"{name}__unsure") is True:
            found.setdefault(name, "unsure")
    return found


def settled(result: Any, answers: Any, rules: RuleSet) -> Any:
    """A result in which `evaluate` says of the rows in question whether they are complete; each pattern of answers is asked about once."""
    import narwhals.stable.v2 as nw

    names = [name for name in answers.columns if finding_of(name, rules)]
    known: dict[tuple[Any, ...], bool] = {}
    complete = result["complete"].to_list()
    for row in [place for place, open_ones in enumerate(result[UNSETTLED].to_list()) if open_ones and complete[place]]:
        cells = tuple(answers[name][row] for name in names)
        if cells not in known:
            known[cells] = evaluate(symptoms_of(dict(zip(names, cells, strict=True)), rules), rules=rules).complete
        complete[row] = known[cells]
    told = nw.new_series("complete", complete, nw.Boolean, backend=result.implementation)
    return result.with_columns(told).drop(UNSETTLED)


def _firings(row: Mapping[str, Any], rules: RuleSet, names: set[str]) -> tuple[Firing, ...]:
    try:
        return evaluate(symptoms_of(row, rules), rules=rules).fired
    except SymptomError as error:
        return error.assessment.fired
