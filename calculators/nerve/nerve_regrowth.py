"""How long a nerve fibre that was cut off takes to grow back to its muscle, beside how long muscle can wait."""

from __future__ import annotations

from calculators.core.measure import Measurement, rounded, text
from calculators.core.model import (
    OWN,
    Calculator,
    Constant,
    Formula,
    InputError,
    Limit,
    Outcome,
    Quantity,
    Reason,
    Source,
)
from calculators.core.plot import Axis, Plot

SURGEONS = Source("wustl_nerve", "1 mm a day; a muscle wholly cut off is reached within one year or not in time")
RANGE = Source("backpainguide_nerve", "1 to 4 mm a day; a weak page that names no source")
FROM_MEMORY = Source("gordon2020", "not in its abstract, the part that was read")

SLOWEST_REPORTED = Limit({"mm/day": 1}, RANGE, "secondary")
FASTEST_REPORTED = Limit({"mm/day": 4}, RANGE, "secondary")
POORER_IN_RATS_AFTER = Limit({"month": 1}, Source("kobayashi1997", "abstract: repair delayed in rats"), "original")
POORER_AFTER = Limit({"months": 12}, SURGEONS, "secondary")
POOR_AFTER = Limit({"months": 18}, FROM_MEMORY, "unconfirmed")
NEXT_TO_NOTHING_AFTER = Limit({"months": 24}, FROM_MEMORY, "unconfirmed")

DAYS_A_YEAR = Constant("365.25", Source(OWN, "a month is a twelfth of 365.25 days"), "own", "days")
MONTHS_A_YEAR = 12
TOPS = (3, 6, 12, 24, 36, 48, 60, 96, 120, 240, 600)
PARTS = 4


def days_to_arrive(distance: float, rate: float, delay: float) -> float:
    """Days until a fibre arrives; `distance` in mm, `rate` in mm a day above 0, `delay` in days."""
    return delay + distance / rate


def in_months(days: float) -> float:
    """Days as months, each a twelfth of a year."""
    return rounded(days * MONTHS_A_YEAR / DAYS_A_YEAR.value)


def interpret(
    *, distance: Measurement | None = None, rate: Measurement | None = None, delay: Measurement | None = None
) -> Outcome:
    """Days and months until the fibre arrives, and what that means for muscle that waits.

    Raises `InputError` where an input is missing: no rate and no delay is taken for granted.
    Source: distance over rate, after Washington University; the window in people is partly unconfirmed.
    """
    if distance is None:
        raise InputError("distance", "Enter the distance from the damage to the muscle, with its unit.")
    if rate is None:
        raise InputError("rate", "Enter a rate in mm a day. The page says which are reported.")
    if delay is None:
        raise InputError("delay", "Enter the days before growth starts; type 0 to leave them out.")
    way, wait = distance.to("mm", distance.bound), delay.bound
    days = days_to_arrive(way, rate.bound, wait)
    fast, slow = (days_to_arrive(way, limit.values["mm/day"], wait) for limit in (FASTEST_REPORTED, SLOWEST_REPORTED))
    months = in_months(days)
    passed, passed_slow = times_passed(months), times_passed(in_months(slow))
    outside = rate.below(SLOWEST_REPORTED) or rate.above(FASTEST_REPORTED)
    return Outcome(
        band=None,
        values={"days": days, "months": months, "days_fast": fast, "days_slow": slow},
        sentence=f"By distance over rate, {text(rate.bound)} mm a day: about {text(round(days))} days, "
        f"or {text(round(months, 1))} months, for an injured nerve. Arriving is not yet strength.",
        because=[
            *(Reason(limit, unit) for limit in window() for unit in limit.values),
            rate.reason(SLOWEST_REPORTED),
            rate.reason(FASTEST_REPORTED),
        ],
        notes=[
            *NOTES_AFTER[passed],
            *(["slower"] if passed_slow > passed else []),
            *(["rate_outside"] if outside else []),
            "not_measured_in_b12",
        ],
        charts=[_plot(way, rate.bound, wait)],
    )


def window() -> tuple[Limit, ...]:
    """How long muscle waits, the shortest first: in rats, then in people."""
    return POORER_IN_RATS_AFTER, POORER_AFTER, POOR_AFTER, NEXT_TO_NOTHING_AFTER


def times_passed(months: float) -> int:
    """How many of the times that muscle waits are over after so many months."""
    return sum(months > waited for limit in window() for waited in limit.values.values())


NOTES_AFTER = (
    ("within_window",),
    ("within_window", "rats"),
    ("near_window", "rats"),
    ("beyond_window", "rats"),
    ("beyond_window", "next_to_nothing", "rats"),
)
"""What to say by how many of those times have passed."""


def _plot(way: float, rate: float, wait: float) -> Plot:
    def line(each: float) -> list[tuple[float, float]]:
        return [(0, in_months(wait)), (way, in_months(days_to_arrive(way, each, wait)))]

    this, fast, slow = line(rate), line(FASTEST_REPORTED.values["mm/day"]), line(SLOWEST_REPORTED.values["mm/day"])
    top = next(each for each in TOPS if each >= max(this[-1][1], slow[-1][1]))
    year = POORER_AFTER.values["months"]
    shown = year <= top
    return Plot(
        "Months until the fibre arrives",
        f"At {text(rate)} mm a day it has come {text(way)} mm after {text(round(this[-1][1], 1))} months. "
        f"The band runs from {text(round(fast[-1][1], 1))} to {text(round(slow[-1][1], 1))} months, "
        f"at {text(FASTEST_REPORTED.values['mm/day'])} and {text(SLOWEST_REPORTED.values['mm/day'])} mm a day."
        + (f" A line marks {text(year)} months." if shown else ""),
        Axis("from the damage, mm", [way * part / PARTS for part in range(PARTS + 1)]),
        Axis("months", [top * part / PARTS for part in range(PARTS + 1)]),
        lines=[this, *([[(0.0, year), (way, year)]] if shown else [])],
        points=[("", this[-1]), *([(f"{text(year)} months", (way / PARTS, year))] if shown else [])],
        area=[*fast, *reversed(slow)],
    )


CALCULATOR = Calculator(
    title="How long does a nerve take to grow back?",
    interpret=interpret,
    button="Work it out",
    inputs=(
        Quantity(
            "distance",
            "From the damage to the muscle",
            {"mm": 1.0, "cm": 10.0},
            (1, 1500),
            hint="With its unit, along the nerve.",
            censored=False,
        ),
        Quantity("rate", "Growth", {"mm/day": 1.0}, (0.1, 10), hint="1 is the usual figure.", censored=False),
        Quantity(
            "delay",
            "From the injury until growth starts",
            {"days": 1.0},
            (0, 730),
            hint="With any wait for surgery. Type 0 to leave it out.",
            censored=False,
        ),
    ),
    presets={
        "10 cm at 1 mm a day": {"distance": "10 cm", "rate": "1", "delay": "0"},
        "10 cm at 4 mm a day": {"distance": "10 cm", "rate": "4", "delay": "0"},
    },
    notes={
        "within_window": "Within a year, the time that surgeons aim for.",
        "near_window": "After a year: muscle may recover poorly.",
        "beyond_window": "So late that recovery is thought poor (unconfirmed).",
        "next_to_nothing": "So late that little is expected (unconfirmed).",
        "rats": "In rats, muscle fared badly after one month.",
        "slower": "At 1 mm a day it would take much longer.",
        "rate_outside": "This rate is outside what is reported.",
        "not_measured_in_b12": "Not measured in a lack of B12.",
    },
    value_labels={
        "days": "Days until it arrives",
        "months": "The same in months",
        "days_fast": f"Days at {text(FASTEST_REPORTED.values['mm/day'])} mm a day",
        "days_slow": f"Days at {text(SLOWEST_REPORTED.values['mm/day'])} mm a day",
    },
    formulas=(
        Formula(
            "Days until a regrowing nerve fibre arrives",
            r"t = t_0 + \frac{d}{v}",
            "t and the delay before growth t₀ in days, the distance d in mm, the rate v in mm a day. "
            f"A month is a twelfth of {DAYS_A_YEAR} days.",
            SURGEONS,
            "secondary",
            "Nerves of the limbs that were cut or crushed. Not measured in a lack of B12.",
        ),
    ),
)
