"""A short search for inputs that get through to a raw exception; `python tests/fuzzing.py --inputs 10000000` is the long one."""

from __future__ import annotations

import pytest

import fuzzing


@pytest.mark.parametrize(
    ("border", "inputs"),
    [("symptoms", 300), ("numbers", 5000), ("answers", 5000), ("built files", 150), ("rule files", 300), ("command line", 20)],
)
def test_every_border_takes_or_refuses(border, inputs):
    """Nothing is raised but what the library raises on purpose, and something of every border was refused or taken."""
    found = fuzzing.run(inputs, seed=0, only=border)
    assert sum(found.values()) == inputs
    assert {name for name, _ in found} == {border}
