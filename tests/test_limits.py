"""Limits and constants defend themselves: move any of them a little, and some case must fail."""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal

import pytest

from calculators.core.model import Constant, Limit
from calculators.core.run import all_calculators, constants, limits
from tests.cases import answer, cases_of, mismatch

MOVES = [
    (name, constant, unit, step)
    for name, calculator in all_calculators().items()
    for constant, limit in limits(calculator).items()
    for unit in limit.values
    for step in (-1, 1)
]
LAST_DIGITS = [
    (name, constant, step)
    for name, calculator in all_calculators().items()
    for constant in constants(calculator)
    for step in (-1, 1)
]


def moved(limit: Limit, unit: str, step: int) -> Limit:
    """The limit one per cent (or one whole thing) higher or lower in one of its units."""
    value = limit.values[unit]
    by = step if limit.whole else value * 0.01 * step
    return replace(limit, values={**limit.values, unit: value + by})


def nudged(constant: Constant, step: int) -> Constant:
    """The constant with another last digit."""
    number = Decimal(constant.printed)
    return replace(constant, printed=str(number + step * Decimal(1).scaleb(int(number.as_tuple().exponent))))


def broken(name: str, constant: str, changed: Limit | Constant, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cases that fail with one of a calculator's numbers changed."""
    monkeypatch.setattr(sys.modules[all_calculators()[name].interpret.__module__], constant, changed)
    try:
        return [case.name for case in cases_of(name) if mismatch(case, answer(case))]
    except ArithmeticError:  # a last digit that was the only one is gone
        return ["a case cannot be computed"]


@pytest.mark.parametrize(("name", "constant", "unit", "step"), MOVES)
def test_a_moved_limit_fails_a_case(
    name: str, constant: str, unit: str, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = moved(limits(all_calculators()[name])[constant], unit, step)
    assert broken(name, constant, changed, monkeypatch), (
        f"{name}.{constant} moved by {step:+} in {unit} breaks no case: add one on each side of it"
    )


@pytest.mark.parametrize(("name", "constant", "step"), LAST_DIGITS)
def test_a_changed_last_digit_fails_a_case(
    name: str, constant: str, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = nudged(constants(all_calculators()[name])[constant], step)
    assert broken(name, constant, changed, monkeypatch), (
        f"{name}.{constant} as {changed.printed} breaks no case: add one with more digits or a more extreme input"
    )


def test_a_last_digit_is_the_last_one_printed() -> None:
    (constant,) = [each for name, each in constants(all_calculators()["kidney_function"]).items() if name == "BETA"]
    assert [nudged(constant, step).printed for step in (-1, 1)] == ["-1.201", "-1.199"]


def test_there_are_numbers_to_move() -> None:
    assert len(MOVES) > 20
    assert len(LAST_DIGITS) > 20
