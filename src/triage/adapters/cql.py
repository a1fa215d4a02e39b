"""
Rules as one library in Clinical Quality Language (CQL 1.5), for engines that hospitals have: a define for each rule.

The library uses no data model. Answers are its parameters, and null is not asked: every comparison with null is made false, so that nothing
fires by what wasn't asked.

Source:
    Clinical Quality Language 1.5, https://cql.hl7.org, author's guide and appendix B.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from triage.adapters.columns import NEVER, AllOf, AnyOf, Cell, Counted, Expression, Given, Holds, Kind, Not, Plan, Says, Spans, Spoilt
from triage.adapters.plans import plan_of
from triage.api import bundled_rules
from triage.engine.compiler import program_of
from triage.model.outcome import OUTCOMES
from triage.model.ruleset import RuleSet
from triage.names import printable

__all__ = ["to_cql"]

_UNSURE = "__unsure"
_TYPES = {"boolean": "Boolean", "text": "String", "number": "Decimal"}


def to_cql(rules: RuleSet | None = None) -> str:
    """
    The outcome of one person, as the text of one CQL library. Nothing is run and nothing else is needed.

    Its parameters are the findings: flags (`'yes'`, `'no'`, `'unsure'`) and choices as String, numbers as Decimal in the unit of the
    finding, and `temperature_c__unsure` and the like as Boolean. A parameter that isn't given, or null, was not asked.

    Its results: `Level`, `Within` (null at none-found), `Fired` and `In Doubt` (ids of rules; the second are those that fire only with an
    unsure read as yes), and `Refused`, the parameters whose value can't be used and counts as not asked. Show them: a refused value can
    hide an emergency. Each rule is a define of its own, `fires: saddle-numbness`.

    Args:
        rules: The rules to write; the bundled ones when left out.
    """
    applied = bundled_rules() if rules is None else rules
    return _Library(applied).text()


def _parameters(rules: RuleSet) -> dict[str, Kind]:
    """A parameter for each finding, and one for each number that somebody can be unsure of."""
    program = program_of(rules)
    found: dict[str, Kind] = {}
    for entry in program.places:
        name = entry.finding.name
        found[name] = "text" if entry.scale is None else "number"
        if entry.scale is not None and name in program.unsurable:
            found[name + _UNSURE] = "boolean"
    return found


class _Library:
    """Writes the plan of a rule set."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.plan: Plan = plan_of(rules, _parameters(rules))
        self.ids = [rule.id for rule in rules.decisions.rules]

    def text(self) -> str:
        fires = [place for place, each in enumerate(self.plan.sure) if each != NEVER]
        doubtful = [place for place, each in enumerate(self.plan.doubt) if each != NEVER]
        parts = [
            self._head(),
            "\n".join(f"parameter {_name(cell.column)} {_TYPES[cell.kind]} default null" for cell in self.plan.cells),
            "context Unfiltered",
            "\n".join(_define(f"answer: {cell.column}", self._answer(cell)) for cell in self.plan.cells),
            *("\n".join(_define(f"fact: {name}", self._written(each)) for name, each in step.items()) for step in self.plan.steps),
            *(self._rule(place, fires) for place in sorted({*fires, *doubtful})),
            self._results(fires, doubtful),
        ]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _head(self) -> str:
        rules = self.rules
        return (
            f"// {printable(rules.name)} {printable(rules.version)}, sha256 {rules.digest}\n"
            f"// Clinical status: {printable(rules.stamp.review)}\n"
            f"library {_name(rules.name)} version {_text(rules.version)}"
        )

    def _answer(self, cell: Cell) -> str:
        column = _name(cell.column)
        if cell.scale is not None:
            return f"if {self._valid(cell)} then {column} else null as Decimal"
        if cell.number:
            return f"Coalesce({column}, false) and {_name(cell.number)} is null"
        return column

    def _valid(self, cell: Cell) -> str:
        assert cell.scale is not None
        column = _name(cell.column)
        valid = f"{column} >= {_number(cell.scale.low)} and {column} <= {_number(cell.scale.high)}"
        return f"Coalesce({valid}{f' and Truncate({column}) = {column}' if cell.scale.whole else ''}, false)"

    def _refused(self, cell: Cell) -> str:
        column = _name(cell.column)
        if cell.number:
            return f"Coalesce({column}, false) and {_name(cell.number)} is not null"
        return f"{column} is not null and not {self._valid(cell) if cell.scale is not None else _among(column, cell.words)}"

    def _rule(self, place: int, fires: Sequence[int]) -> str:
        rule, lines = self.rules.decisions.rules[place], []
        sure = _name(f"fires: {rule.id}") if place in fires else "false"
        lines.append(f"// {printable(rule.ref)} {printable(self.rules.rules[rule.id].title)}".rstrip())
        if place in fires:
            lines.append(_define(f"fires: {rule.id}", self._written(self.plan.sure[place])))
        if self.plan.doubt[place] != NEVER:
            lines.append(_define(f"in doubt: {rule.id}", f"if {sure} then false else {self._written(self.plan.doubt[place])}"))
        return "\n".join(lines)

    def _results(self, fires: Sequence[int], doubtful: Sequence[int]) -> str:
        ranked: dict[int, list[str]] = {}
        for places, kind, which in ((fires, "fires", 0), (doubtful, "in doubt", 1)):
            for place in places:
                ranked.setdefault(self.plan.ranks[place][which], []).append(_name(f"{kind}: {self.ids[place]}"))
        worst = dict(sorted(((rank, names) for rank, names in ranked.items() if rank), reverse=True))
        level = {_any(names): str(OUTCOMES[rank].level) for rank, names in worst.items()}
        within = {_any(names): str(OUTCOMES[rank].within) for rank, names in worst.items()}
        refusable = [cell for cell in self.plan.cells if cell.refuses]
        return "\n".join(
            [
                _define("Level", _cases(level, _text(str(OUTCOMES[0].level)))),
                _define("Within", _cases(within, "null as String")),
                _define("Fired", _listed({_name(f"fires: {self.ids[place]}"): self.ids[place] for place in fires})),
                _define("In Doubt", _listed({_name(f"in doubt: {self.ids[place]}"): self.ids[place] for place in doubtful})),
                _define("Refused", _listed({self._refused(cell): cell.column for cell in refusable})),
            ]
        )

    def _written(self, expression: Expression) -> str:
        match expression:
            case Holds(name):
                return _name(f"fact: {name}")
            case Says(column, words):
                answer = _name(f"answer: {column}")
                return answer if self.plan.kinds[column] == "boolean" else _among(answer, words)
            case Spans(column, low, has_low, high, has_high):
                answer = _name(f"answer: {column}")
                above, below = ">=" if has_low else ">", "<=" if has_high else "<"
                return f"Coalesce({answer} {above} {_number(low)} and {answer} {below} {_number(high)}, false)"
            case AllOf(parts):
                return f"({' and '.join(map(self._written, parts))})"
            case AnyOf(parts):
                return _any(map(self._written, parts))
            case Counted(count, parts):
                return f"(Count({{{', '.join(f'if {self._written(part)} then 1 else null' for part in parts)}}}) >= {count})"
            case Given() | Spoilt() | Not():
                raise AssertionError("only what is open is written so, and this plan is of the outcome")


def _number(number: int | float) -> str:
    # Rules have six decimals at most, and a Decimal of CQL eight.
    written = format(Decimal(repr(number)), "f")
    return written if "." in written else f"{written}.0"


def _define(name: str, expression: str) -> str:
    return f"define {_name(name)}: {expression}"


def _any(parts: Iterable[str]) -> str:
    return f"({' or '.join(found)})" if (found := list(parts)) else "false"


def _among(column: str, words: Iterable[str]) -> str:
    return f"Coalesce({column} in {{{', '.join(map(_text, words))}}}, false)"


def _cases(results: dict[str, str], otherwise: str) -> str:
    cases = "".join(f"\n  when {condition} then {_text(result)}" for condition, result in results.items())
    return f"case{cases}\n  else {otherwise}\nend" if cases else otherwise


def _listed(names: dict[str, str]) -> str:
    """The names whose condition holds, in this order."""
    parts = ",\n    ".join(f"if {condition} then {_text(name)} else null" for condition, name in names.items())
    return f"({{\n    {parts}\n  }}) N where N is not null" if parts else "List<String>{}"


def _name(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"
