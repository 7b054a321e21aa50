"""Codes and molar masses, checked against something that is not us: check digits and the weights of the elements."""

from __future__ import annotations

import re

import pytest

from calculators.core.analytes import ANALYTES, CODES, Analyte

WEIGHTS = {"C": 12.011, "H": 1.008, "Co": 58.933194, "N": 14.007, "O": 15.999, "P": 30.973762, "S": 32.06}
"""Standard atomic weights, abridged (IUPAC)."""


def check_digit(number: str) -> int:
    """LOINC's check digit: from the right, every other digit doubled, digits summed (modulus 10)."""
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(number))]
    return -sum(value // 10 + value % 10 for value in doubled) % 10


@pytest.mark.parametrize("code", sorted({c for a in ANALYTES.values() for c in a.loinc.values()} | set(CODES.values())))
def test_loinc_check_digit(code: str) -> None:
    number, digit = code.split("-")
    assert check_digit(number) == int(digit)


def test_a_swapped_digit_is_noticed() -> None:
    assert check_digit("14732") == 2
    assert check_digit("14723") != 2


@pytest.mark.parametrize(
    "analyte", [each for each in ANALYTES.values() if each.formula], ids=lambda each: str(each.key)
)
def test_molar_mass_follows_from_the_formula(analyte: Analyte) -> None:
    counted = re.findall(r"([A-Z][a-z]?)(\d*)", analyte.formula)
    mass = sum(WEIGHTS[element] * int(count or 1) for element, count in counted)
    assert analyte.molar_mass == pytest.approx(mass, rel=5e-5)


@pytest.mark.parametrize("analyte", list(ANALYTES.values()), ids=lambda each: str(each.key))
def test_units_codes_and_ranges_fit_together(analyte: Analyte) -> None:
    assert next(iter(analyte.units.values())) == 1.0
    assert set(analyte.ucum) == set(analyte.units)
    assert set(analyte.loinc) <= set(analyte.units)
    low, high = analyte.usual or analyte.possible
    assert analyte.possible[0] <= low < high <= analyte.possible[1]
