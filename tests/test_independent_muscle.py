"""The muscle calculators against a second implementation, over all they take."""

from __future__ import annotations

from decimal import Decimal as D
from itertools import product

import pytest

from calculators.muscle.muscle_mass import janssen, lee_by_weight, yoshida
from tests import grip_tables, independent_muscle
from tests.test_properties import ask

SEXES = ("female", "male")
HEIGHTS = ("60", "155.5", "175", "275")
OHMS = ("100", "480.5", "2000")
AGES = ("18", "65", "91.5", "125")
WEIGHTS = ("20", "58.5", "180")


@pytest.mark.parametrize("sex", SEXES)
def test_muscle_from_resistance(sex: str) -> None:
    for height, resistance, age in product(HEIGHTS, OHMS, AGES):
        expected = float(independent_muscle.janssen(height, resistance, age, sex))
        assert janssen(float(height), float(resistance), float(age), sex) == pytest.approx(expected, abs=1e-9)  # type: ignore[arg-type]


@pytest.mark.parametrize("sex", SEXES)
def test_muscle_from_weight(sex: str) -> None:
    for weight, height, age, group in product(WEIGHTS, HEIGHTS, AGES, ("white_hispanic", "african_american", "asian")):
        expected = float(independent_muscle.lee(weight, height, age, sex, group))
        got = lee_by_weight(float(weight), float(height) / 100, float(age), sex, group)  # type: ignore[arg-type]
        assert got == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("sex", SEXES)
def test_muscle_of_arms_and_legs(sex: str) -> None:
    for height, impedance, weight in product(HEIGHTS, OHMS, WEIGHTS):
        expected = float(independent_muscle.yoshida(height, impedance, weight, sex))
        assert yoshida(float(height), float(impedance), float(weight), sex) == pytest.approx(expected, abs=1e-9)  # type: ignore[arg-type]


def same(got: float | str, expected: float | str) -> bool:
    """Whether both are the same text, or nearly the same number."""
    if isinstance(got, str) or isinstance(expected, str):
        return got == expected
    return abs(got - expected) < 1e-6


def grip(sex: str, age: str, kilograms: str, norms: str) -> float | str:
    """The calculator's percentile."""
    found: float | str = ask("grip_percentile", {"sex": sex, "age": age, "grip": kilograms, "norms": norms})["values"][
        "percentile"
    ]
    return found


def lines(table: grip_tables.Table, sex: str, age: int) -> dict[int, float]:
    """A row of the second transcription."""
    return {int(column): cell for (of, at, column), cell in table.items() if (of, at) == (sex, age)}


KILOGRAMS = ("1", "9", "14.3", "20", "27.7", "38.4", "51", "70")


@pytest.mark.parametrize("sex", SEXES)
def test_percentiles_of_the_british_table(sex: str) -> None:
    for age, more, kilograms in product(range(20, 90, 5), ("0", "1.5", "4.9"), KILOGRAMS):
        younger, older = (lines(grip_tables.DODDS, sex, each) for each in (age, age + 5))
        expected = independent_muscle.percentile(kilograms, independent_muscle.between(younger, older, more))
        assert same(grip(sex, str(age + D(more)), kilograms, "dodds2014"), expected)


@pytest.mark.parametrize("sex", SEXES)
def test_percentiles_of_the_international_table(sex: str) -> None:
    for age, more, kilograms in product(range(20, 105, 5), ("0", "4.9"), KILOGRAMS):
        row = {each: D(str(at)) for each, at in lines(grip_tables.TOMKINSON, sex, age).items()}
        expected = independent_muscle.percentile(kilograms, row)
        assert same(grip(sex, str(age + D(more)), kilograms, "tomkinson2025"), expected)


@pytest.mark.parametrize("sex", SEXES)
def test_percentiles_of_the_german_table(sex: str) -> None:
    for age, more, kilograms in product(range(20, 85, 5), ("0", "4.9"), KILOGRAMS):
        mean, spread = (grip_tables.STEIBER[sex, age, column] for column in ("mean", "sd"))
        expected = 100 * independent_muscle.NORMAL.cdf((float(kilograms) - mean) / spread)
        assert same(grip(sex, str(age + D(more)), kilograms, "steiber2016"), expected)


def test_every_printed_number_is_its_own_percentile() -> None:
    for norms, table in (("dodds2014", grip_tables.DODDS), ("tomkinson2025", grip_tables.TOMKINSON)):
        for (sex, age, column), cell in table.items():
            assert grip(sex, str(age), str(cell), norms) == float(column)
