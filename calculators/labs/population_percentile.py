"""Where a blood result stands among US adults of the same age and sex, by our own count of the survey NHANES."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, pairwise
from math import ceil, floor, log10, sqrt
from typing import NamedTuple

from calculators.core import measure
from calculators.core.analytes import AGE, ANALYTES, MCV, SEX, Sex
from calculators.core.measure import Measurement, Straddles, rounded, text
from calculators.core.model import (
    CHECK_UNIT,
    OWN,
    Calculator,
    Choice,
    Declined,
    Formula,
    InputError,
    Limit,
    Outcome,
    Quantity,
    Source,
)
from calculators.core.plot import Axis, Plot, Point
from calculators.core.survey import CENTILES, PERCENTILES
from calculators.labs import b12_status, blood_count, whole_report

SURVEY = Source("nhanes", "2011–2014 (homocysteine 2005–2006), our own count")
SURVEYED_FROM = Limit({"years": 20}, SURVEY, "original")
COUNTED_TOGETHER_FROM = Limit({"years": 80}, Source("nhanes", "exact ages above 80 are hidden"), "original")
MIDDLE, HUNDRED, Z = 50, 100, 1.959963984540054
PEOPLE: Mapping[Sex, str] = {"female": "women", "male": "men"}
MEASURED: Mapping[str, Quantity] = {
    **{key: ANALYTES[key].quantity("value") for key in ("total_b12", "mma", "homocysteine", "folate", "haemoglobin")},
    "mcv": replace(MCV, key="value"),
}
"""What can be asked about; the survey's numbers are in the first unit of each."""
UNITS = dict.fromkeys((unit for each in MEASURED.values() for unit in each.units), 1.0)
LINEAR = ("haemoglobin", "mcv")
"""Drawn along an even axis; the others along one where equal steps are equal factors."""
FAR, NAME_LOW, NAME_HIGH = 4, 6.0, 93.0
"""A mark further below the curve than this many times stands at the edge; where a name stands on its upright line."""
ANYTHING_ABOVE_ZERO = (1e-9, 1e9)


class Curve(NamedTuple):
    """The survey at one age: how many people it knows, how many drawn at random would do, and its quantiles."""

    people: float
    effective: float
    values: tuple[float, ...]


def interpret(
    *,
    analyte: str | None = None,
    value: Measurement | None = None,
    age: Measurement | None = None,
    sex: Sex | None = None,
) -> Outcome | Declined:
    """The percentile of a result among US adults of that age and sex, with a 95% interval.

    Raises `InputError` where an answer is missing or the value is not possible; declines ages that were not surveyed
    and results that are no number.
    """
    if analyte is None:
        raise InputError("analyte", "Choose what was measured.")
    if value is None:
        raise InputError("value", "Enter the result with its unit.")
    if age is None:
        raise InputError("age", "Enter the age: results change with it.")
    if sex is None:
        raise InputError("sex", "Choose the sex: the survey counts women and men apart.")
    quantity = MEASURED[analyte]
    typed = measure.parse(value.typed, "", quantity)
    first = blood_count.VERY_LOW if analyte == "haemoglobin" and _surely_below(typed, blood_count.SEVERE_BELOW) else ""
    if age.below(SURVEYED_FROM):
        reason = f"These measurements were made in adults of 20 and over only. {READ_BY[analyte]} is for the result."
        return Declined(reason, SURVEY, first=first)
    if typed.exact is None:
        reason = (
            f"“{typed.typed}” is not one number, so it has no single place among others. {READ_BY[analyte]} reads it."
        )
        return Declined(reason, SURVEY, first=first)
    curve = _in_unit(_curve_for(analyte, sex, age), quantity.units[typed.unit])
    percentile = percentile_of(typed.exact, curve)
    low, high = interval(percentile, curve.effective)
    advice = f"{typed.typed} is unusual. {measure.unit_advice(typed.bound, typed.unit, quantity)}"
    return Outcome(
        None,
        values={
            "percentile": percentile,
            "low": low,
            "high": high,
            "median": curve.values[PERCENTILES.index(MIDDLE)],
            "people": rounded(curve.people),
        },
        sentence=_sentence(analyte, typed, age, sex, percentile, (low, high)),
        because=[age.reason(SURVEYED_FROM), age.reason(COUNTED_TOGETHER_FROM)],
        notes=[
            "not_a_limit",
            "older_survey" if analyte == "homocysteine" else "",
            "kidneys" if analyte == "mma" else "",
        ],
        charts=[_plot(analyte, sex, typed, curve)],
        checks=[advice] if measure.unusual(typed, quantity) else [],
        first=first,
    )


def _surely_below(typed: Measurement, limit: Limit) -> bool:
    """Whether every value that was typed is below; a bound that leaves it open, such as <90, is not cut in two here."""
    try:
        return typed.below(limit)
    except Straddles:
        return False


def _curve_for(analyte: str, sex: Sex, age: Measurement) -> Curve:
    return curve_at(analyte, sex, None if age.at_least(COUNTED_TOGETHER_FROM) else age.bound)


def _in_unit(curve: Curve, factor: float) -> Curve:
    """The curve in the unit typed; `factor` makes the first unit of it."""
    return curve._replace(values=tuple(value / factor for value in curve.values))


def curve_at(analyte: str, sex: Sex, years: float | None) -> Curve:
    """The survey's curve at an age: straight between two of its ages; None is 80 and over, which stands by itself.

    From the last age before 80 up to 80 that age's curve holds.
    """
    lines = {age: _read(line) for age, line in CENTILES[analyte][sex].items()}
    *ages, oldest = lines
    if years is None:
        return lines[oldest]
    for before, after in pairwise(ages):
        if years < after:
            part = (years - before) / (after - before)
            one, other = lines[before], lines[after]
            values = tuple(a + part * (b - a) for a, b in zip(one.values, other.values, strict=True))
            return Curve(min(one.people, other.people), min(one.effective, other.effective), values)
    return lines[ages[-1]]


def _read(line: str) -> Curve:
    people, effective, *values = (float(each) for each in line.split())
    return Curve(people, effective, tuple(values))


def percentile_of(number: float, curve: Curve) -> float | str:
    """The percentile, straight between two of the curve; `<1` or `>99` beyond its ends."""
    if number < curve.values[0]:
        return f"<{PERCENTILES[0]}"
    if number > curve.values[-1]:
        return f">{PERCENTILES[-1]}"
    points = list(zip(curve.values, PERCENTILES, strict=True))
    for (low, below), (high, above) in pairwise(points):
        if number <= high:
            part = (number - low) / (high - low) if high > low else 1.0
            return rounded(below + part * (above - below))
    raise AssertionError(number)  # pragma: no cover


def interval(percentile: float | str, effective: float) -> tuple[float, float]:
    """Wilson's 95% interval of a percentile, from the people drawn at random that would know as much."""
    share = float(percentile.strip("<>") if isinstance(percentile, str) else percentile) / HUNDRED
    middle = (share + Z**2 / (2 * effective)) / (1 + Z**2 / effective)
    reach = Z * sqrt(share * (1 - share) / effective + Z**2 / (4 * effective**2)) / (1 + Z**2 / effective)
    low, high = HUNDRED * (middle - reach), HUNDRED * (middle + reach)
    if percentile == f"<{PERCENTILES[0]}":
        low = 0.0
    if percentile == f">{PERCENTILES[-1]}":
        high = float(HUNDRED)
    return rounded(low), rounded(high)


def _sentence(
    analyte: str, typed: Measurement, age: Measurement, sex: Sex, percentile: float | str, ends: tuple[float, float]
) -> str:
    who = f"US {PEOPLE[sex]} of that age"
    low, high = (round(end) for end in ends)
    if isinstance(percentile, str):
        count = f"fewer than {PERCENTILES[0]}" if percentile[0] == "<" else f"more than {PERCENTILES[-1]}"
    else:
        count = f"about {round(percentile)}"
    return (
        f"{NAMES[analyte]} {typed.typed} at {age.typed}: {count} of 100 {who} had a lower result "
        f"(likely {low} to {high}). {_against(typed, limits_of(analyte, sex))}"
    )


def _against(typed: Measurement, limits: Sequence[Limit]) -> str:
    """Where the result is by the limits, so that a common one does not pass for a good one."""
    said = [
        f"{'below' if typed.below(limit) else 'above' if typed.above(limit) else 'exactly'} "
        f"{_three(_in(limit, typed))} {typed.unit}"
        for limit in limits
    ]
    name = "the limit" if len(limits) == 1 else "the limits"
    return f"It is {' and '.join(said)}, {name} that this site’s other calculators use."


NAMES: Mapping[str, str] = {
    "total_b12": "Total B12",
    "mma": "MMA",
    "homocysteine": "Homocysteine",
    "folate": "Folate",
    "haemoglobin": "Haemoglobin",
    "mcv": "MCV",
}


B12, REPORT = "“What does my vitamin B12 result mean?”", "“What does my whole report say?”"
BLOOD_COUNT = "“What does my blood count say about B12?”"
READ_BY: Mapping[str, str] = {
    "total_b12": B12,
    "mma": B12,
    "homocysteine": B12,
    "folate": REPORT,
    "haemoglobin": BLOOD_COUNT,
    "mcv": BLOOD_COUNT,
}
"""The calculator that says what a result means, by its title."""


def limits_of(analyte: str, sex: Sex) -> Sequence[Limit]:
    """The limits that this site's other calculators use, for the chart."""
    haemoglobin = blood_count.WOMAN_BELOW if sex == "female" else blood_count.MAN_BELOW
    every: Mapping[str, Sequence[Limit]] = {
        "total_b12": (b12_status.CONFIRMED_BELOW, b12_status.UNLIKELY_ABOVE),
        "mma": (b12_status.MMA_RAISED_ABOVE, b12_status.MMA_HIGH_ABOVE),
        "homocysteine": (b12_status.HOMOCYSTEINE_RAISED_ABOVE,),
        "folate": (whole_report.FOLATE_LOW_BELOW,),
        "haemoglobin": (haemoglobin,),
        "mcv": (blood_count.LARGE_CELLS_ABOVE,),
    }
    return every[analyte]


def _plot(analyte: str, sex: Sex, typed: Measurement, curve: Curve) -> Plot:
    """How many of 100 have less, over the value in the unit typed; the reader's mark, and the limits upright."""
    unit, reader, middle = typed.unit, typed.bound, curve.values[PERCENTILES.index(MIDDLE)]
    limits = [_in(limit, typed) for limit in limits_of(analyte, sex)]
    low, high = min([*limits, curve.values[0]]), max([*limits, curve.values[-1]])
    ticks = (_even if analyte in LINEAR else _steps)(min(low, max(reader, low / FAR)), high)
    percentile = percentile_of(reader, curve)
    height = float(percentile.strip("<>")) if isinstance(percentile, str) else percentile
    return Plot(
        f"{NAMES[analyte]} of US {PEOPLE[sex]}",
        f"How many of 100 {PEOPLE[sex]} of that age have a lower result. The middle one has {_three(middle)} {unit}. "
        f"Marked is {typed.typed}. Limits: {', '.join(f'{_three(limit)} {unit}' for limit in limits)}.",
        Axis(f"{NAMES[analyte]}, {unit}", ticks, logarithmic=analyte not in LINEAR),
        Axis("people with a lower result, of 100", range(0, HUNDRED + 1, 20)),
        lines=[list(zip(curve.values, map(float, PERCENTILES), strict=True)), *(_upright(at, middle) for at in limits)],
        points=[("you", (reader, height))],
        names=["", *(_three(limit) for limit in limits)],
    )


def _in(limit: Limit, typed: Measurement) -> float:
    """A limit in the unit typed; as its source prints it, where it does."""
    unit = typed.unit_for(limit)
    return limit.values[unit] * typed.units[unit] / typed.units[typed.unit]


def _upright(at: float, middle: float) -> list[Point]:
    """A line from bottom to top that ends, for its name, where the curve is not."""
    return [(at, 0.0), (at, float(HUNDRED)), (at, NAME_LOW if at > middle else NAME_HIGH)]


def _three(value: float) -> str:
    return text(float(f"{value:.3g}"))


def _even(low: float, high: float) -> list[float]:
    """About five numbers, evenly apart, around what is shown."""
    step = next(each for each in _round_numbers((high - low) / 10) if each >= (high - low) / 6)
    first = floor(low / step)
    return [rounded(step * number) for number in range(first, ceil(high / step) + 1)]


def _steps(low: float, high: float) -> list[float]:
    """1, 2, 5, 10 and so on, around what is shown."""
    found = _round_numbers(low)
    ticks = [next(found)]
    while ticks[-1] < high:
        ticks.append(next(found))
    return ticks


def _round_numbers(low: float) -> Iterator[float]:
    """1, 2 and 5 times powers of ten, from the last one at or below a number."""
    power = 10.0 ** floor(log10(low))
    started = [each for each in (1, 2, 5) if rounded(each * power) <= low]
    yield from (rounded(each * power) for each in (1, 2, 5)[len(started) - 1 :])
    for exponent in count(1):
        yield from (rounded(each * power * 10.0**exponent) for each in (1, 2, 5))


CALCULATOR = Calculator(
    title="Where does my result stand?",
    interpret=interpret,
    button="Compare",
    inputs=(
        Choice("analyte", "What was measured?", NAMES),
        Quantity("value", "Result", UNITS, ANYTHING_ABOVE_ZERO, hint="As printed, with its unit."),
        AGE,
        SEX,
    ),
    notes={
        CHECK_UNIT: "Check the unit.",
        "not_a_limit": "Common is not the same as healthy.",
        "older_survey": "Homocysteine is from 2005 and 2006.",
        "kidneys": "Kidneys and age raise MMA.",
    },
    value_labels={
        "percentile": "With a lower result, of 100",
        "low": "Likely from",
        "high": "Likely to",
        "median": "Middle value, in your unit",
        "people": "People counted, about",
    },
    formulas=(
        Formula(
            "Percentile between two counted ones",
            r"P = P_1 + \frac{x - x_1}{x_2 - x_1} \cdot (P_2 - P_1)",
            "x is the result, x₁ and x₂ the values at the counted percentiles on either side, at the reader’s age.",
            Source(OWN, "a straight line between two counted percentiles"),
            "own",
            "US adults of 20 and over, percentiles 1 to 99.",
        ),
        Formula(
            "Interval of a percentile (Wilson)",
            r"\frac{p + \frac{z^2}{2n} \pm z \sqrt{\frac{p(1-p)}{n} + \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}}",
            "p is the percentile as a share, n the effective sample at that age, z 1.96.",
            Source(OWN, "Wilson’s interval with the survey’s effective sample"),
            "own",
            "A rough guide: the sample is the smallest of three places on the curve.",
        ),
    ),
)
