"""How much of a dose of B12 gets in: intrinsic factor carries a little of each dose, a small share seeps in besides."""

from __future__ import annotations

from math import exp, log

from calculators.core.measure import Measurement, text
from calculators.core.model import (
    OWN,
    Calculator,
    Choice,
    Constant,
    Formula,
    InputError,
    Limit,
    Outcome,
    Quantity,
    Source,
)
from calculators.core.plot import Axis, Plot

MODEL = Source(OWN, "decision 0014")
CAPACITY = Source("watanabe2007", "intrinsic factor saturates at 1.5 to 2.0 µg a meal")
FOOD = Source("doets2013", "abstract: dose and absorbed amount, 8 studies, 83 people")

SHARE_CARRIED = Constant("0.5", Source("iom1998", "about half of 1 µg, Adams 1971 as quoted"), "secondary")
MOST_CARRIED = Constant("1.5", CAPACITY, "secondary", "µg")
SHARE_SEEPING = Constant("0.012", MODEL, "own")
FOOD_SLOPE = Constant("0.7694", FOOD, "original")
FOOD_INTERCEPT = Constant("-0.9614", FOOD, "original")
FOOD_UP_TO = Limit({"µg": 38}, MODEL, "own")

MEASURED: tuple[tuple[float, float], ...] = ((1, 56), (5, 20), (25, 5), (1000, 1.3))
"""Dose in µg and share absorbed in %, as printed: Carmel 2008 (1, 1000) and Adams 1971 (5, 25), read as quoted."""
DOSES = (1, 2, 3, 5, 10, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


def absorbed_from_one(dose: float, *, intrinsic_factor: bool) -> float:
    """What one dose gives, in µg; `dose` in µg, at least 0. A model of this site, from two published figures."""
    carried = min(SHARE_CARRIED.value * dose, MOST_CARRIED.value) if intrinsic_factor else 0.0
    return carried + SHARE_SEEPING.value * dose


def absorbed_from_food(dose: float) -> float:
    """What a meal's B12 gives, in µg; `dose` in µg, above 0, up to about 38. Source: Doets et al. 2013."""
    return exp(FOOD_SLOPE.value * log(dose) + FOOD_INTERCEPT.value)


def interpret(
    *,
    dose: Measurement | None = None,
    doses_per_day: Measurement | None = None,
    intrinsic_factor: str | None = None,
) -> Outcome:
    """What gets in a day, in µg, and the share of the dose; doses hours apart count one by one.

    Raises `InputError` where an input is missing.
    """
    if dose is None:
        raise InputError("dose", "Enter the dose with its unit. 1 mg is 1000 µg.")
    if doses_per_day is None:
        raise InputError("doses_per_day", "Enter how many such doses are taken in a day.")
    if intrinsic_factor is None:
        raise InputError("intrinsic_factor", "Choose whether the stomach makes intrinsic factor.")
    one = dose.to("µg", dose.bound)
    normal = intrinsic_factor == "normal"
    from_one = absorbed_from_one(one, intrinsic_factor=normal)
    food = absorbed_from_food(one) * doses_per_day.bound if normal and dose.at_most(FOOD_UP_TO) else None
    absorbed = from_one * doses_per_day.bound
    return Outcome(
        band=None,
        values={"absorbed": absorbed, "fraction": from_one / one, "absorbed_from_food": food},
        sentence=f"About {text(float(f'{absorbed:.2g}'))} µg a day get in, "
        f"{text(float(f'{100 * from_one / one:.2g}'))} in 100 of what is swallowed. A model, not a measurement.",
        because=[dose.reason(FOOD_UP_TO)] if normal else [],
        notes=["model", "no_intrinsic_factor" if not normal else "food" if food else "beyond_food"],
        charts=[_plot(one, 100 * from_one / one, normal=normal)],
    )


def _plot(dose: float, share: float, *, normal: bool) -> Plot:
    model = [(d, 100 * absorbed_from_one(d, intrinsic_factor=normal) / d) for d in DOSES]
    food = [(d, 100 * absorbed_from_food(d) / d) for d in DOSES if d <= FOOD_UP_TO.values["µg"]]
    points = [(text(d), (d, s)) for d, s in MEASURED] if normal else []
    return Plot(
        "Share of one dose that gets in",
        f"Of {text(dose)} µg, {text(float(f'{share:.2g}'))} % get in by the model. The share falls as the dose grows: "
        f"{text(round(model[0][1], 1))} % of 1 µg, {text(round(model[-1][1], 1))} % of 10000 µg. "
        "Measured: 56 % of 1 µg, 20 % of 5, 5 % of 25, 1.3 % of 1000.",
        Axis("dose, µg", (1, 10, 100, 1000, 10_000), logarithmic=True),
        Axis("absorbed, %", (1, 2, 5, 10, 20, 50, 100), logarithmic=True),
        lines=[model, *([food] if normal else [])],
        points=[*points, ("this dose", (dose, share))],
    )


CALCULATOR = Calculator(
    title="How much of a B12 dose gets in?",
    interpret=interpret,
    button="Work it out",
    inputs=(
        Quantity("dose", "One dose", {"µg": 1.0, "mg": 1000.0}, (0.1, 10_000), censored=False, hint="With its unit."),
        Quantity(
            "doses_per_day", "Doses in a day", {"a day": 1.0}, (0.1, 10), censored=False, hint="Some hours apart."
        ),
        Choice(
            "intrinsic_factor",
            "Does the stomach make intrinsic factor?",
            {"normal": "Yes, as far as known", "absent": "No (pernicious anaemia, stomach removed)"},
        ),
    ),
    notes={
        "model": "This is a model of ours.",
        "no_intrinsic_factor": "Without intrinsic factor, only a small share seeps in.",
        "food": "Food gives another share than a tablet.",
        "beyond_food": "No meal with as much was measured.",
    },
    value_labels={
        "absorbed": "Absorbed, µg a day",
        "fraction": "Share of the dose",
        "absorbed_from_food": "If it were in food, µg a day",
    },
    formulas=(
        Formula(
            "Absorbed from one dose of a supplement (this site’s model)",
            rf"A = \min({SHARE_CARRIED} \cdot D, {MOST_CARRIED}) + {SHARE_SEEPING} \cdot D",
            "A and D in µg; without intrinsic factor the first part is left out.",
            MODEL,
            "own",
            "1 to 2000 µg. It meets the printed points at 1 and 1000 µg; it overstates 5 µg (31 against 20 %) "
            "and 25 µg (7.2 against 5 %).",
        ),
        Formula(
            "Absorbed from a meal",
            rf"\ln A = {FOOD_SLOPE} \cdot \ln D {FOOD_INTERCEPT}",
            "A and D in µg.",
            FOOD,
            "original",
            "B12 in food, up to about 38 µg.",
        ),
    ),
)
