"""
The reference evaluator: what symptoms mean, written from the design in the plainest way, and never optimised.

It shares the model with the library, and not a line with the engine. Read it in one sitting; the engine is held against it.
"""

from functools import partial
from itertools import pairwise, product

from triage.model.conditions import All, Any, AtLeast, Bound, Chosen, Defined, Operator, leaves
from triage.model.outcome import NONE_FOUND

SIDE = {Operator.AT_LEAST: float.__ge__, Operator.ABOVE: float.__gt__, Operator.AT_MOST: float.__le__, Operator.BELOW: float.__lt__}


def leaf_met(leaf, answers):
    """Whether the answer to its finding meets a leaf; an unsure is an option of a choice, and no number."""
    answer = answers.get(leaf.finding)
    if isinstance(leaf, Bound):
        return answer not in (None, "unsure") and SIDE[leaf.operator](float(answer), float(leaf.value))
    return answer in leaf.options if isinstance(leaf, Chosen) else answer is True


class Reference:
    """What answers mean to the rules of some content: which outcome they bring, what is still asked, and whether they fit together."""

    def __init__(self, content):
        self.content, self.findings = content, {each.name: each for each in content.findings}
        self.definitions = {each.name: each.when for each in content.definitions}
        self.asked_of = {by: {each.name for each in content.findings if each.asked_of == by} for by in ("person", "app", "clinician")}
        self.implying = [(each.name, way.leaf, set(way.flags)) for each in content.findings for way in each.implies]
        self.leaves = [leaf for rule in content.rules for leaf in self.read(rule.when)] + [leaf for _, leaf, _ in self.implying]
        # Itself, and every flag that some answer to it makes yes.
        self.reach = {name: {name}.union(*(self.opened({name: answer}) for answer in self.every_answer(name))) for name in self.findings}

    def read(self, condition):
        """Every leaf of a condition, its definitions opened."""
        for _, leaf in leaves(condition):
            yield from self.read(self.definitions[leaf.name]) if isinstance(leaf, Defined) else (leaf,)

    def own(self, symptoms):
        """Answers by a finding's own name: None is not asked, and of two names for one flag yes beats unsure beats no."""
        own = {name: each.name for each in self.content.findings for name in (each.name, *each.aliases)}
        rising = sorted(symptoms, key=lambda name: (symptoms[name] is True, symptoms[name] == "unsure"))
        said = {own[name]: symptoms[name] for name in rising if symptoms[name] is not None}
        return {name: said[name] for name in self.findings if name in said}

    def opened(self, answers):
        """The answers with all that they imply; only a yes implies, and an implied yes outranks what was given."""
        known = dict(answers)
        while new := {flag for _, leaf, flags in self.implying if leaf_met(leaf, known) for flag in flags if known.get(flag) is not True}:
            known |= dict.fromkeys(new, True)
        return known

    def holds(self, condition, met):
        """Whether a condition holds, where `met` says of each leaf whether it is met."""
        if not isinstance(condition, All | Any | AtLeast):
            return self.holds(self.definitions[condition.name], met) if isinstance(condition, Defined) else met(condition)
        held = [self.holds(member, met) for member in condition.members]
        return sum(held) >= (len(held) if isinstance(condition, All) else condition.count if isinstance(condition, AtLeast) else 1)

    def every_answer(self, name):
        """The answers that rules tell apart; of numbers both ends, each on a line that is drawn, and one between each two."""
        finding = self.findings[name]
        if finding.kind != "quantity":
            return [option.name for option in finding.options] or [False, "unsure", True]
        lines = sorted({*finding.limits, *(leaf.value for leaf in self.leaves if isinstance(leaf, Bound) and leaf.finding == name)})
        between = [(left + right) // 2 if finding.whole else (left + right) / 2 for left, right in pairwise(lines)]
        return [*dict.fromkeys([*lines, *between]), *["unsure"][: self.content.format - 1]]

    def readings(self, answers, rule):
        """Each way to read what somebody isn't sure of: a flag as yes, all else as one answer, with what it implies and nobody is asked."""
        near, known = {leaf.finding for leaf in self.read(rule.when)}, self.opened(answers)
        unsure = [name for name, answer in answers.items() if answer == "unsure" and self.reach[name] & near]
        single = {name: self.every_answer(name) if self.content.format > 1 else ["unsure"] for name in unsure}
        for chosen in product(*([True] if self.findings[name].kind == "flag" else single[name] for name in unsure)):
            read = dict(zip(unsure, chosen, strict=True))
            unasked = {name: True for name, answer in self.opened(read).items() if name in self.asked_of["app"] and answer is True}
            yield known | read | unasked

    def result(self, rule, answers):
        """What one rule gives, and whether beyond doubt: its outcome, its outcome when it holds only in doubt, or nothing."""
        if self.holds(rule.when, partial(leaf_met, answers=self.opened(answers))):
            return rule.outcome, True
        doubted = any(self.holds(rule.when, partial(leaf_met, answers=known)) for known in self.readings(answers, rule))
        return (rule.when_unsure if doubted else NONE_FOUND), False

    def outcome(self, answers):
        return max((self.result(rule, answers)[0] for rule in self.content.rules), default=NONE_FOUND)

    def reason(self, rule, answers):
        """Law 10: drop answers in reverse vocabulary order while the rule's outcome stays, and stays as sure."""
        kept, target = answers, self.result(rule, answers)
        for name in reversed(list(answers)):
            rest = {other: answer for other, answer in kept.items() if other != name}
            kept = rest if self.result(rule, rest) == target else kept
        return tuple(kept)

    def relevant(self, answers, possible=(), refused=(), no_stands=False):
        """What isn't closed: in an `asked_if` counts as met what isn't certain, and what an answer to the possible could still meet."""
        unsure = {name for name, answer in answers.items() if answer == "unsure"}
        plausible = {name: span for name in answers.keys() - unsure if (span := self.findings[name].plausible)}
        met = unsure | {*refused} | {name for name, (low, high) in plausible.items() if not low <= answers[name] <= high}
        met |= {flag for name in unsure for flag in self.reach[name] & self.asked_of["app"] if not (no_stands and flag in answers)}
        met |= {flag for name in possible for flag in self.reach[name] if flag not in answers}
        known, asked_if = self.opened(answers), [(name, finding.asked_if) for name, finding in self.findings.items()]
        return {
            name for name, when in asked_if if when is None or self.holds(when, lambda leaf: leaf.finding in met or leaf_met(leaf, known))
        }

    def open(self, answers, refused=()):
        """What is asked of the person, isn't answered, isn't known by implication, and isn't closed; one opens the next."""
        found, waiting = set(), self.asked_of["person"] - self.opened(answers).keys()
        while more := (waiting & self.relevant(answers, found, refused)) - found:
            found |= more
        return found

    def asked(self, person):
        """Law 12: what somebody answers who is asked step by step. What an app or a clinician says is there before, and its no stands."""
        found = {name: answer for name, answer in person.items() if name not in self.asked_of["person"]}
        while more := self.relevant(found, no_stands=True) & person.keys() - found.keys():
            found |= {name: person[name] for name in more}
        return found

    def is_consistent(self, person):
        """Law 12: all is answered, what is implied is a yes, and what is neither asked nor implied is a no or meets nothing that counts."""
        known = self.opened(self.asked(person))
        unasked = {name: answer for name, answer in person.items() if name not in known}
        raising = any(each is True or each == "unsure" for each in unasked.values()) or any(leaf_met(leaf, unasked) for leaf in self.leaves)
        return not raising and self.opened(person).items() >= person.items() and self.asked_of["person"] <= person.keys()
