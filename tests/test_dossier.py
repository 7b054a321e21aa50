"""Every worked case of the evidence dossier is a case of some calculator."""

from __future__ import annotations

import re

from tests.cases import all_cases

WORKED, LEAST = 48, 150
NUMBER = re.compile(r"\bC(\d{1,2})\b(?:[-–]C(\d{1,2})\b)?")


def test_each_worked_case_of_the_dossier_is_among_the_cases() -> None:
    found: set[int] = set()
    for case in all_cases():
        for first, last in NUMBER.findall(f"{case.name} {case.source}"):
            found |= set(range(int(first), int(last or first) + 1))
    assert set(range(1, WORKED + 1)) <= found, sorted(set(range(1, WORKED + 1)) - found)


NO_CALCULATOR = {11, 12, 17, 18, 24, 26, 27, 28, 31}
"""Cases of instruments and models that the site has no calculator for, such as Ishii's score and the cable model."""
SEEN_AS_LABS = {21, 22}
"""Total B12 and its units: the same cases as C1 to C5."""
MUSCLE = re.compile(r"muscle dossier cases? ((?:\d+(?:, | and |[-–])?)+)")


def test_each_case_of_the_muscle_dossier_that_has_a_calculator_is_among_the_cases() -> None:
    listed = [match for case in all_cases() for match in MUSCLE.findall(case.source)]
    found = {int(number) for match in listed for number in re.findall(r"\d+", match)}
    assert set(range(1, 32)) - NO_CALCULATOR - SEEN_AS_LABS <= found, sorted(found)


def test_there_are_enough_cases_with_a_source() -> None:
    cases = list(all_cases())
    assert len(cases) > LEAST
    assert all(case.source for case in cases)
