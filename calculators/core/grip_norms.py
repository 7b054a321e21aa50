"""Grip-strength tables as printed, by sex and age, in kg, and how a grip is found in one. Never mix them.

They differ in device and in what is counted. All three were read in transcriptions that others published, not in the
papers' own tables: two agree on Dodds; one was found of Tomkinson, and one of Steiber.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import erfc, sqrt

from calculators.core.analytes import Sex
from calculators.core.measure import rounded
from calculators.core.model import Source, Status


@dataclass(frozen=True)
class Centiles:
    """A printed table of percentiles: `rows` by sex, then by age in years, with one number in kg a percentile."""

    source: Source
    status: Status
    percentiles: tuple[int, ...]
    rows: Mapping[Sex, Mapping[int, tuple[float, ...]]]


@dataclass(frozen=True)
class MeansAndSpreads:
    """A printed table of mean, standard deviation and median, in kg; `rows` by sex, then by the group's first age."""

    source: Source
    status: Status
    rows: Mapping[Sex, Mapping[int, tuple[float, float, float]]]


Z: Mapping[int, float] = {
    5: -1.6448536269514722,
    10: -1.2815515655446004,
    20: -0.8416212335729142,
    25: -0.6744897501960817,
    30: -0.5244005127080409,
    40: -0.2533471031357997,
    50: 0.0,
    60: 0.2533471031357997,
    70: 0.5244005127080409,
    75: 0.6744897501960817,
    80: 0.8416212335729142,
    90: 1.2815515655446004,
    95: 1.6448536269514722,
}
"""How many standard deviations from the middle a percentile of the normal distribution stands."""

DODDS = Centiles(
    Source("dodds2014", "Table 2, at exact ages, as two transcriptions have it"),
    "secondary",
    (10, 25, 50, 75, 90),
    {
        "female": {
            20: (21, 24, 28, 32, 36),
            25: (23, 26, 30, 35, 38),
            30: (24, 27, 31, 35, 39),
            35: (23, 27, 31, 35, 39),
            40: (23, 27, 31, 35, 39),
            45: (22, 26, 30, 34, 38),
            50: (21, 25, 29, 33, 37),
            55: (19, 23, 28, 32, 35),
            60: (18, 22, 27, 31, 34),
            65: (17, 21, 25, 29, 33),
            70: (16, 20, 24, 27, 31),
            75: (14, 18, 21, 25, 28),
            80: (13, 16, 19, 23, 26),
            85: (11, 14, 17, 20, 23),
            90: (9, 11, 14, 17, 20),
        },
        "male": {
            20: (30, 35, 40, 46, 52),
            25: (36, 41, 48, 55, 61),
            30: (38, 44, 51, 58, 64),
            35: (39, 45, 51, 58, 64),
            40: (38, 44, 50, 57, 63),
            45: (36, 42, 49, 56, 61),
            50: (35, 41, 48, 54, 60),
            55: (34, 40, 47, 53, 59),
            60: (33, 39, 45, 51, 56),
            65: (31, 37, 43, 48, 53),
            70: (29, 34, 39, 44, 49),
            75: (26, 31, 35, 41, 45),
            80: (23, 27, 32, 37, 42),
            85: (19, 24, 29, 33, 38),
            90: (16, 20, 25, 29, 33),
        },
    },
)
DOUBTFUL: tuple[Sex, int, int] = ("female", 65, 25)
"""The one cell of Dodds that is in doubt: both transcriptions print 21 kg, another memory of the table has 20."""

TOMKINSON = Centiles(
    Source("tomkinson2025", "absolute strength by age group, as a transcription has it"),
    "secondary",
    (5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95),
    {
        "female": {
            20: (19.7, 21.7, 24.0, 25.7, 27.2, 28.6, 30.0, 31.6, 33.6, 36.6, 39.1),
            25: (20.0, 22.0, 24.5, 26.3, 27.9, 29.4, 30.9, 32.6, 34.6, 37.4, 39.7),
            30: (19.6, 21.8, 24.4, 26.4, 28.1, 29.7, 31.3, 33.1, 35.2, 38.0, 40.4),
            35: (19.0, 21.3, 24.1, 26.2, 28.0, 29.7, 31.4, 33.2, 35.4, 38.4, 40.8),
            40: (18.3, 20.7, 23.7, 25.8, 27.6, 29.4, 31.1, 33.0, 35.2, 38.3, 40.8),
            45: (17.6, 20.1, 23.1, 25.2, 27.1, 28.9, 30.6, 32.5, 34.8, 37.9, 40.4),
            50: (16.9, 19.4, 22.4, 24.5, 26.4, 28.2, 29.9, 31.8, 34.0, 37.1, 39.7),
            55: (16.1, 18.5, 21.5, 23.7, 25.5, 27.3, 29.0, 30.9, 33.0, 36.1, 38.6),
            60: (15.2, 17.6, 20.6, 22.7, 24.5, 26.2, 27.9, 29.7, 31.8, 34.9, 37.4),
            65: (14.3, 16.6, 19.5, 21.6, 23.3, 25.0, 26.6, 28.4, 30.5, 33.4, 35.8),
            70: (13.2, 15.5, 18.3, 20.3, 22.0, 23.6, 25.2, 26.9, 28.9, 31.8, 34.1),
            75: (12.0, 14.3, 17.0, 18.9, 20.5, 22.1, 23.6, 25.2, 27.2, 29.9, 32.2),
            80: (10.7, 12.9, 15.5, 17.4, 18.9, 20.4, 21.9, 23.5, 25.3, 28.0, 30.2),
            85: (9.3, 11.4, 13.9, 15.7, 17.2, 18.6, 20.0, 21.5, 23.3, 25.9, 28.0),
            90: (7.8, 9.8, 12.2, 13.9, 15.3, 16.7, 18.0, 19.5, 21.2, 23.6, 25.7),
            95: (6.1, 8.0, 10.3, 11.9, 13.3, 14.6, 15.9, 17.3, 18.9, 21.2, 23.2),
            100: (4.2, 6.1, 8.3, 9.8, 11.2, 12.4, 13.6, 14.9, 16.5, 18.7, 20.6),
        },
        "male": {
            20: (33.9, 36.8, 40.5, 43.2, 45.7, 48.0, 50.4, 52.9, 56.0, 60.1, 63.6),
            25: (35.5, 38.5, 42.1, 44.8, 47.1, 49.3, 51.5, 53.9, 56.7, 60.7, 64.0),
            30: (35.0, 38.3, 42.2, 45.0, 47.4, 49.7, 52.0, 54.4, 57.4, 61.5, 64.9),
            35: (33.8, 37.3, 41.5, 44.5, 47.1, 49.5, 51.9, 54.4, 57.5, 61.8, 65.3),
            40: (32.3, 36.0, 40.4, 43.6, 46.3, 48.8, 51.2, 53.9, 57.1, 61.5, 65.1),
            45: (30.6, 34.4, 39.0, 42.3, 45.1, 47.6, 50.2, 52.9, 56.2, 60.7, 64.4),
            50: (28.9, 32.8, 37.4, 40.7, 43.5, 46.2, 48.8, 51.6, 54.8, 59.4, 63.1),
            55: (27.2, 31.0, 35.6, 38.9, 41.7, 44.4, 47.0, 49.8, 53.1, 57.7, 61.4),
            60: (25.5, 29.1, 33.6, 36.9, 39.7, 42.4, 45.0, 47.8, 51.1, 55.6, 59.3),
            65: (23.7, 27.2, 31.5, 34.7, 37.5, 40.1, 42.8, 45.6, 48.8, 53.2, 56.8),
            70: (21.9, 25.2, 29.3, 32.4, 35.1, 37.7, 40.3, 43.1, 46.3, 50.6, 54.1),
            75: (20.0, 23.1, 27.0, 29.9, 32.5, 35.1, 37.6, 40.3, 43.5, 47.7, 51.1),
            80: (18.0, 20.8, 24.5, 27.3, 29.8, 32.3, 34.8, 37.5, 40.5, 44.7, 48.0),
            85: (15.9, 18.5, 21.9, 24.6, 27.0, 29.4, 31.8, 34.4, 37.4, 41.5, 44.6),
            90: (13.7, 16.1, 19.2, 21.7, 24.0, 26.3, 28.7, 31.2, 34.2, 38.1, 41.2),
            95: (11.3, 13.5, 16.4, 18.8, 20.9, 23.1, 25.4, 27.9, 30.8, 34.6, 37.5),
            100: (8.8, 10.8, 13.5, 15.7, 17.8, 19.8, 22.0, 24.5, 27.2, 30.9, 33.8),
        },
    },
)
"""Ages are the first of each group of five years; 100 is “100 and over”."""

STEIBER = MeansAndSpreads(
    Source("steiber2016", "S3 Table, weighted, as a data repository has it"),
    "secondary",
    {
        "female": {
            20: (32.5, 5.4, 32),
            25: (33.6, 5.6, 33.5),
            30: (33.3, 5.8, 33),
            35: (34.2, 6.2, 34),
            40: (34.5, 6.3, 34.5),
            45: (33.4, 6.1, 33),
            50: (32.2, 5.9, 32),
            55: (30.0, 5.5, 30),
            60: (29.0, 5.3, 29),
            65: (27.6, 5.2, 28),
            70: (26.0, 4.9, 26),
            75: (24.2, 4.5, 24),
            80: (21.4, 4.1, 21),
        },
        "male": {
            20: (50.7, 8.2, 50.5),
            25: (52.4, 8.3, 52),
            30: (53.6, 8.2, 53),
            35: (53.4, 9.8, 52.5),
            40: (53.8, 9.3, 54),
            45: (52.9, 8.4, 53),
            50: (50.4, 8.4, 50.5),
            55: (49.1, 8.5, 49),
            60: (46.3, 8.4, 46.5),
            65: (44.1, 7.3, 44),
            70: (41.7, 7.6, 42),
            75: (37.8, 7.9, 38),
            80: (33.2, 7.5, 33),
        },
    },
)
"""Mean, standard deviation, median. Ages are the first of each group; the last group is 80 to 90."""


def share_below(z: float) -> float:
    """How many in 100 of a normal distribution lie below `z` standard deviations from its middle."""
    return 50 * erfc(-z / sqrt(2))


def percentile_between(grip: float, lines: Mapping[int, float]) -> tuple[float | str, tuple[int, ...]]:
    """The percentile of a grip in kg among printed ones (kg by percentile), and which of them it was worked out from.

    Beyond the outermost it is text, such as `<10`. Between two, z runs in a straight line.
    """
    lowest, highest = min(lines), max(lines)
    if grip < lines[lowest]:
        return f"<{lowest}", (lowest,)
    if grip > lines[highest]:
        return f">{highest}", (highest,)
    for low, high in pairwise(sorted(lines)):
        if lines[low] < grip < lines[high]:
            share = (grip - lines[low]) / (lines[high] - lines[low])
            return rounded(share_below(Z[low] + share * (Z[high] - Z[low]))), (low, high)
    exact = next(percentile for percentile, at in lines.items() if at == grip)
    return float(exact), (exact,)


def dodds_at(sex: Sex, age: float) -> tuple[Mapping[int, float], tuple[int, ...]]:
    """Dodds’s percentiles in kg at an age in years, from 20 to 90, each in a straight line between two printed ages.

    The second part is the printed ages they were worked out from.
    """
    rows = DODDS.rows[sex]
    before = max((each for each in rows if each <= age), default=min(rows))
    after = min((each for each in rows if each >= age), default=max(rows))
    share = (age - before) / (after - before) if after > before else 0.0
    pairs = zip(DODDS.percentiles, rows[before], rows[after], strict=True)
    lines = {percentile: rounded(low + share * (high - low)) for percentile, low, high in pairs}
    return lines, (before, after)


def group_of(rows: Iterable[int], age: float) -> int:
    """The first age of the group that an age in years belongs to."""
    return max((each for each in rows if each <= age), default=min(rows))
