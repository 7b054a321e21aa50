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


def test_there_are_enough_cases_with_a_source() -> None:
    cases = list(all_cases())
    assert len(cases) > LEAST
    assert all(case.source for case in cases)
