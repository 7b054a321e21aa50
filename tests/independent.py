"""The same formulas written a second time from their sources, in exact decimal arithmetic, to hold the first against.

Nothing here imports the calculators. Numbers are strings or Decimals; every result has 28 digits.
"""

from __future__ import annotations

from decimal import Decimal as D
from fractions import Fraction


def power(base: D, exponent: D) -> D:
    """A power with any exponent, by logarithms."""
    return (base.ln() * exponent).exp() if base else D(0)


def egfr(creatinine_mg_dl: str, age: str, sex: str) -> D:
    """Inker 2021: one curve below the knot and one above it, by sex."""
    knot, below, factor = {"female": ("0.7", "-0.241", "1.012"), "male": ("0.9", "-0.302", "1")}[sex]
    s = D(creatinine_mg_dl) / D(knot)
    return D(142) * power(s, D(below) if s < 1 else D("-1.200")) * power(D("0.9938"), D(age)) * D(factor)


def cb12(holotc: str, b12: str, mma: str, homocysteine: str, age: str) -> D:
    """Fedosov: the sum of two logarithms less two others, less the factor for age."""
    logs = [D(each).log10() for each in (holotc, b12, mma, homocysteine)]
    return logs[0] + logs[1] - logs[2] - logs[3] - D("3.79") / (1 + power(D(age) / 230, D("2.6")))


def post_test(pretest: str, ratio: str) -> Fraction:
    """Of a million people: how many with the disease, among those with this result. In %."""
    ill = Fraction(pretest) / 100
    with_result = ill * Fraction(ratio)
    return 100 * with_result / (with_result + 1 - ill)


def absorbed_from_one(dose: str, normal: bool) -> D:
    """Half of a dose up to 1.5 µg, if the stomach makes intrinsic factor, and 1.2 % of all of it."""
    half = D(dose) / 2
    carried = (half if half < D("1.5") else D("1.5")) if normal else D(0)
    return carried + D(dose) * 12 / 1000


def absorbed_from_food(dose: str) -> D:
    """Doets 2013: a power of the dose."""
    return power(D(dose), D("0.7694")) * D("-0.9614").exp()


def years_until(store: str, loss: str, intake: str, threshold: str) -> D | None:
    """By halving: the time at which the exact curve crosses the threshold; none where it stays above it."""
    k, end = D(loss) / 100, D(intake) / 1000 / (D(loss) / 100)

    def pool(days: D) -> D:
        return end + (D(store) - end) * (-k * days).exp()

    if end >= D(threshold):
        return None
    low, high = D(0), D(1)
    while pool(high) > D(threshold):
        high *= 2
    for _ in range(120):
        middle = (low + high) / 2
        low, high = (middle, high) if pool(middle) > D(threshold) else (low, middle)
    return high / D("365.25")
