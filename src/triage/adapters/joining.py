"""Expressions put together: what is always or never true falls away, and what several look at gets a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from triage.adapters.columns import ALWAYS, NEVER, AllOf, AnyOf, Counted, Expression, Holds, Not

__all__ = ["Names", "all_of", "any_of", "counted", "opposite"]


def any_of(parts: Iterable[Expression]) -> Expression:
    """Whether one of them is true."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,))]
    distinct = tuple(dict.fromkeys(flat))
    if ALWAYS in distinct:
        return ALWAYS
    return distinct[0] if len(distinct) == 1 else AnyOf(distinct)


def all_of(parts: Iterable[Expression]) -> Expression:
    """Whether every one of them is true."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,))]
    distinct = tuple(dict.fromkeys(flat))
    if NEVER in distinct:
        return NEVER
    return distinct[0] if len(distinct) == 1 else AllOf(distinct)


def counted(count: int, parts: Sequence[Expression]) -> Expression:
    """Whether so many of them are true."""
    count -= sum(part == ALWAYS for part in parts)
    possible = tuple(part for part in parts if part not in (NEVER, ALWAYS))
    if count <= 0:
        return ALWAYS
    if len(possible) < count:
        return NEVER
    return all_of(possible) if len(possible) == count else Counted(count, possible)


def opposite(part: Expression) -> Expression:
    """Whether it is false."""
    if isinstance(part, Not):
        return part.part
    return ALWAYS if part == NEVER else NEVER if part == ALWAYS else Not(part)


class Names:
    """Names for expressions that several look at; the same expression has one name."""

    def __init__(self) -> None:
        self._levels: dict[str, int] = {}
        self._known: dict[Expression, Holds] = {}
        self._named: dict[str, Expression] = {}

    def name(self, name: str, expression: Expression) -> Expression:
        """The expression under a name; what is no longer than one, as it is."""
        if isinstance(expression, Holds) or expression in (NEVER, ALWAYS):
            return expression
        if expression not in self._known:
            self._known[expression] = Holds(name)
            self._named[name] = expression
            self._levels[name] = 1 + max((self._levels[inner] for inner in _inside(expression)), default=-1)
        return self._known[expression]

    def steps(self, *, after: int = 0) -> tuple[Mapping[str, Expression], ...]:
        """What has a name, in steps of which each looks at those before it; without the first few that were named."""
        steps: dict[int, dict[str, Expression]] = {}
        for name, expression in list(self._named.items())[after:]:
            steps.setdefault(self._levels[name], {})[name] = expression
        return tuple(steps[level] for level in sorted(steps))

    def __len__(self) -> int:
        return len(self._named)


def _inside(expression: Expression) -> Iterable[str]:
    match expression:
        case Holds(name):
            yield name
        case Not(part):
            yield from _inside(part)
        case AllOf(parts) | AnyOf(parts) | Counted(_, parts):
            for part in parts:
                yield from _inside(part)
