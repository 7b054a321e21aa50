"""The muscle equations and percentiles written a second time, in exact decimals, to hold the calculators against.

Nothing here imports the calculators. Numbers are strings.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal as D
from statistics import NormalDist

NORMAL = NormalDist()


def janssen(height_cm: str, resistance: str, age: str, sex: str) -> D:
    """Janssen 2000, as its abstract prints it."""
    gender = {"male": 1, "female": 0}[sex]
    return D(height_cm) ** 2 / D(resistance) * D("0.401") + gender * D("3.825") + D(age) * D("-0.071") + D("5.102")


def lee(weight_kg: str, height_cm: str, age: str, sex: str, ancestry: str) -> D:
    """Lee 2000, second model: one sum for each kind of person."""
    at_zero = D("-3.3") + {"white_hispanic": D(0), "african_american": D("1.4"), "asian": D("-1.2")}[ancestry]
    at_zero += D("6.6") if sex == "male" else 0
    return at_zero + D("0.244") * D(weight_kg) + D("0.0780") * D(height_cm) - D("0.098") * D(age)


def yoshida(height_cm: str, impedance: str, weight_kg: str, sex: str) -> D:
    """Yoshida 2014: slope on the index, slope on the weight, and what is left at zero."""
    index, weight, left = {"male": ("0.197", "0.179", "-0.019"), "female": ("0.221", "0.117", "0.881")}[sex]
    return D(index) * D(height_cm) * D(height_cm) / D(impedance) + D(weight) * D(weight_kg) + D(left)


def between(younger: Mapping[int, float], older: Mapping[int, float], years: str) -> dict[int, D]:
    """Each line a part of the way from one printed age to the next, five years later."""
    part = D(years) / 5
    return {each: D(str(younger[each])) * (1 - part) + D(str(older[each])) * part for each in younger}


def percentile(grip: str, lines: Mapping[int, D]) -> float | str:
    """Where a grip stands among lines: text beyond them, else a straight line in z."""
    known = sorted(lines)
    under = [each for each in known if lines[each] <= D(grip)]
    over = [each for each in known if lines[each] >= D(grip)]
    if not under:
        return f"<{known[0]}"
    if not over:
        return f">{known[-1]}"
    low, high = under[-1], over[0]
    if low == high:
        return float(low)
    part = float((D(grip) - lines[low]) / (lines[high] - lines[low]))
    z = (1 - part) * NORMAL.inv_cdf(low / 100) + part * NORMAL.inv_cdf(high / 100)
    return 100 * NORMAL.cdf(z)
