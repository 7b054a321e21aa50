"""Limits defend themselves: move any of them by one per cent, and some case must fail."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from calculators.core.model import Limit
from calculators.core.run import all_calculators, limits
from tests.cases import answer, cases_of, mismatch

MOVES = [
    (name, constant, unit, step)
    for name, calculator in all_calculators().items()
    for constant, limit in limits(calculator).items()
    for unit in limit.values
    for step in (-1, 1)
]


def moved(limit: Limit, unit: str, step: int) -> Limit:
    """The limit one per cent (or one whole thing) higher or lower in one of its units."""
    value = limit.values[unit]
    by = step if limit.whole else value * 0.01 * step
    return replace(limit, values={**limit.values, unit: value + by})


@pytest.mark.parametrize(("name", "constant", "unit", "step"), MOVES)
def test_a_moved_limit_fails_a_case(
    name: str, constant: str, unit: str, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    calculator = all_calculators()[name]
    module = sys.modules[calculator.interpret.__module__]
    monkeypatch.setattr(module, constant, moved(getattr(module, constant), unit, step))
    broken = [case.name for case in cases_of(name) if mismatch(case, answer(case))]
    assert broken, f"{name}.{constant} moved by {step:+} in {unit} breaks no case: add one on each side of it"


def test_there_are_limits_to_move() -> None:
    assert len(MOVES) > 20
