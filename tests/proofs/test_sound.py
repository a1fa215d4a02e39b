"""What the proofs demand of a rule set is what the loader demands."""

from __future__ import annotations

from faulty import contents
from kernel import tried

from triage.model.findings import UNSURE
from triage.model.soundness import problems_of

# What the loader refuses besides, and no law needs.
BESIDES = {"asked-if-unasked", "asked-if-unmeetable", "no-unsure-option"}


def test_sound_is_what_the_loader_takes(kernel):
    """On 1,000 random contents, most of them with a fault or more: what it refuses isn't sound, and what it takes is."""
    seen = {True: 0, False: 0}

    @tried(1000, contents())
    def agree(content):
        codes = {problem.code for problem in problems_of(content)}
        kernel.load(content)
        sound = kernel.ask("sound", world="rules")["sound"]
        seen[sound] += 1
        if codes <= BESIDES:
            assert sound or codes
        else:
            assert not sound

    assert min(seen.values()) > 200


def test_the_releases_are_sound(kernel, every):
    """What people get, and got."""
    for version, rules in every.items():
        kernel.load(rules.content, version)
        assert kernel.ask("sound", world=version)["sound"]
        assert all(UNSURE in {option.name for option in each.options} for each in rules.content.findings if each.kind == "choice")
