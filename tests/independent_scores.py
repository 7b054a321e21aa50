"""The scores about muscle a second time: decimal arithmetic, typed from the evidence and not from the calculators."""

from __future__ import annotations

from decimal import Decimal

# SPPB: points, and the first and last time printed for them, in seconds; an open end is empty.
GAIT = {
    "4m": ((4, "", "4.81"), (3, "4.82", "6.20"), (2, "6.21", "8.70"), (1, "8.71", "")),
    "3m": ((4, "", "3.61"), (3, "3.62", "4.65"), (2, "4.66", "6.52"), (1, "6.53", "")),
}
CHAIR = ((4, "", "11.19"), (3, "11.20", "13.69"), (2, "13.70", "16.69"), (1, "16.70", "60"), (0, "60.01", ""))
TANDEM = ((0, "", "2.99"), (1, "3", "9.99"), (2, "10", ""))
# Calf: from BMI, below BMI, change in cm.
CALF = (("", "18.5", "4"), ("18.5", "25", "0"), ("25", "30", "-3"), ("30", "40", "-7"), ("40", "", "-12"))


def points(table: tuple[tuple[int, str, str], ...], seconds: str) -> int:
    """The points of the printed class that holds a time of at most two decimals."""
    time = Decimal(seconds)
    (found,) = [
        score
        for score, first, last in table
        if (not first or time >= Decimal(first)) and (not last or time <= Decimal(last))
    ]
    return found


def balance(side: str, semi: str, tandem: str) -> int:
    """0 to 4 points; a position after one not held for 10 s is not counted."""
    if Decimal(side) < 10:
        return 0
    if Decimal(semi) < 10:
        return 1
    return 2 + points(TANDEM, tandem)


def corrected_calf(calf: str, bmi: str) -> Decimal:
    """The calf in cm, corrected for BMI."""
    (change,) = [
        change
        for first, end, change in CALF
        if (not first or Decimal(bmi) >= Decimal(first)) and (not end or Decimal(bmi) < Decimal(end))
    ]
    return Decimal(calf) + Decimal(change)


def sarc_calf(answers: str, calf: str, sex: str) -> int:
    """Five answers, such as 10111, and 10 more for a calf of at most 34 cm in a man, 33 cm in a woman."""
    small = Decimal(calf) <= {"male": 34, "female": 33}[sex]
    return sum(int(each) for each in answers) + (10 if small else 0)
