"""Where a result stands and how many are alike, a second time: from the published tables, in exact fractions.

Nothing here imports the calculators.
"""

from __future__ import annotations

import csv
from decimal import Decimal as D
from fractions import Fraction as F
from pathlib import Path

DATA = Path(__file__).parents[1] / "docs" / "evidence" / "data"
DROPPED = ("sex", "acid_blocker", "poor_kidneys", "age_band", "metformin")


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a published table."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def share_below(analyte: str, sex: str, age: str, value: str) -> tuple[F | str, F]:
    """Of 100 people of that age, how many have less (`<1` or `>99` beyond the ends), and the effective sample.

    80 and over is read by itself, and from 75 the curve of 75 holds up to it.
    """
    lines = {int(row["age"]): row for row in rows("centiles") if (row["analyte"], row["sex"]) == (analyte, sex)}
    years = F(age)
    low = 80 if years >= 80 else min(75, int(years) // 5 * 5)
    high = low if low >= 75 else low + 5
    weight = F(0) if low == high else (years - low) / 5
    percents = [key[1:] for key in lines[low] if key.startswith("p") and key != "people"]
    below, above = ([F(lines[at][f"p{each}"]) for each in percents] for at in (low, high))
    values = [a * (1 - weight) + b * weight for a, b in zip(below, above, strict=True)]
    knots = list(zip(map(F, percents), values, strict=True))
    effective = min(F(lines[low]["effective"]), F(lines[high]["effective"]))
    reader = F(value)
    if reader < values[0] or reader > values[-1]:
        return "<1" if reader < values[0] else ">99", effective
    index = max((index for index, (_, at) in enumerate(knots) if at < reader), default=0)
    (p, a), (q, b) = knots[index], knots[index + 1]
    return p + (q - p) * (reader - a) / (b - a), effective


def wilson(percent: F, effective: F) -> tuple[D, D]:
    """The roots of (p − share)² n = z² share (1 − share), in %."""
    z2, n = D("1.959963984540054") ** 2, D(effective.numerator) / D(effective.denominator)
    p = D(percent.numerator) / D(percent.denominator) / 100
    a, b, c = n + z2, -(2 * n * p + z2), n * p * p
    root = (b * b - 4 * a * c).sqrt()
    return 100 * (-b - root) / (2 * a), 100 * (-b + root) / (2 * a)


def alike(**asked: str) -> dict[str, dict[str, str]]:
    """The published lines that answer, by outcome: of the first group told of, with one more question left empty."""
    table = rows("groups")
    for count in range(len(DROPPED) + 1):
        wanted = {**asked, **dict.fromkeys(DROPPED[:count], "")}
        found = {row["outcome"]: row for row in table if all(row[key] == value for key, value in wanted.items())}
        if found:
            return found
    raise LookupError(asked)
