"""How long the body's store of B12 lasts: one pool that loses a fixed share a day and gains what is absorbed."""

from __future__ import annotations

from math import exp, inf, log

from calculators.core.measure import Measurement, text
from calculators.core.model import (
    OWN,
    Calculator,
    Constant,
    Formula,
    InputError,
    Outcome,
    Quantity,
    Source,
)
from calculators.core.plot import Axis, Plot

POOL = Source("iom1998", "Appendix N, one pool; p. 331")

OURS = Source(OWN, "one pool with an intake, after Appendix N")
LOSS_FROM = Constant("0.1", POOL, "original", "%/day")
LOSS_TO = Constant("0.2", POOL, "original", "%/day")
DAYS_A_YEAR = Constant("365.25", OURS, "own", "days")
PERCENT, MICROGRAMS_A_MG = 100, 1000
STEPS = 40


def years_until(store: float, loss: float, intake: float, threshold: float) -> float:
    """Years until the store falls to the threshold; infinite where it never does, 0 where it is there already.

    `store` and `threshold` in mg, `loss` in % of the store a day, `intake` in µg absorbed a day. Years of 365.25 days.
    Source: one pool with a loss in proportion to it, as in IOM 1998, Appendix N.
    """
    if store <= threshold:
        return 0.0
    share = loss / PERCENT
    end = intake / MICROGRAMS_A_MG / share  # where gain and loss are equal, in mg
    if end >= threshold:
        return inf
    return log((store - end) / (threshold - end)) / share / DAYS_A_YEAR.value


def store_after(years: float, store: float, loss: float, intake: float) -> float:
    """The store in mg after some years; units as in `years_until`."""
    share = loss / PERCENT
    end = intake / MICROGRAMS_A_MG / share
    return end + (store - end) * exp(-share * years * DAYS_A_YEAR.value)


def interpret(
    *,
    store: Measurement | None = None,
    loss: Measurement | None = None,
    intake_absorbed: Measurement | None = None,
    threshold: Measurement | None = None,
) -> Outcome:
    """Years until the store reaches the threshold, or `never` where what is absorbed holds it up.

    Raises `InputError` where an input is missing.
    """
    given = {"store": store, "loss": loss, "intake_absorbed": intake_absorbed, "threshold": threshold}
    for key, value in given.items():
        if value is None:
            raise InputError(key, "All four numbers are needed. The page says which are usual.")
    assert store and loss and intake_absorbed and threshold
    numbers = (store.bound, loss.bound, intake_absorbed.bound, threshold.bound)
    years = years_until(*numbers)
    reaches = years < inf
    soonest, latest = (
        years_until(store.bound, each.value, intake_absorbed.bound, threshold.bound) for each in (LOSS_TO, LOSS_FROM)
    )
    return Outcome(
        "reaches" if reaches else "never",
        values={
            "years": years if reaches else None,
            "soonest": soonest if soonest < inf else None,
            "latest": latest if latest < inf else None,
        },
        sentence=f"By this model the store falls to {threshold.typed} in about {text(float(f'{years:.2g}'))} years."
        if reaches
        else f"By this model what is absorbed keeps the store above {threshold.typed}.",
        notes=["one_pool"],
        charts=[_plot(*numbers, years=years)],
    )


def _plot(store: float, loss: float, intake: float, threshold: float, *, years: float) -> Plot:
    span = next(each for each in (5, 10, 20, 40) if each >= min(1.3 * years, 40)) if 0 < years < inf else 20
    top = next((each for each in (1, 2, 3, 5, 10, 15, 20) if each >= store), 50)
    times = [span * step / STEPS for step in range(STEPS + 1)]
    curve = [(time, store_after(time, store, loss, intake)) for time in times]
    fast = [(time, store_after(time, store, LOSS_TO.value, intake)) for time in times]
    slow = [(time, store_after(time, store, LOSS_FROM.value, intake)) for time in times]
    when = (
        f"It crosses the threshold after {text(round(years, 1))} years"
        if years < inf
        else "It never crosses the threshold"
    )
    return Plot(
        "Store of B12 over the years",
        f"From {text(store)} mg the store falls to {text(round(curve[-1][1], 2))} mg in {span} years. {when}. "
        f"The band shows losses of {LOSS_FROM} to {LOSS_TO} % a day.",
        Axis("years", [span * part / 5 for part in range(6)]),
        Axis("store, mg", [top * part / 4 for part in range(5)]),
        lines=[curve, [(0, threshold), (span, threshold)]],
        points=[("", (years, threshold))] if 0 < years < inf else [],
        area=[*fast, *reversed(slow)],
    )


def _number(key: str, label: str, unit: str, possible: tuple[float, float], hint: str) -> Quantity:
    return Quantity(key, label, {unit: 1.0}, possible, hint=hint, censored=False)


CALCULATOR = Calculator(
    title="How long does the body’s B12 last?",
    interpret=interpret,
    button="Draw the curve",
    inputs=(
        _number("store", "Store at the start", "mg", (0.01, 50), "2 to 3 mg by most estimates."),
        _number("loss", "Loss", "%/day", (0.01, 5), "0.1 to 0.2; about 0.13 pooled."),
        _number("intake_absorbed", "Absorbed from food and tablets", "µg/day", (0, 1000), "0 if none."),
        _number("threshold", "Threshold", "mg", (0.01, 50), "0.3 is the smallest store seen with health."),
    ),
    bands={"reaches": "The store reaches the threshold", "never": "The store stays above the threshold"},
    notes={"one_pool": "A body is not one pool."},
    presets={
        "Became vegan": {"store": "2.5", "loss": "0.13", "intake_absorbed": "0", "threshold": "0.3"},
        "Stomach removed": {"store": "2.5", "loss": "0.2", "intake_absorbed": "0", "threshold": "0.3"},
        "Ordinary diet": {"store": "2.5", "loss": "0.13", "intake_absorbed": "2", "threshold": "0.3"},
    },
    value_labels={
        "years": "Years",
        "soonest": f"Years at a loss of {LOSS_TO} % a day",
        "latest": f"Years at a loss of {LOSS_FROM} % a day",
    },
    formulas=(
        Formula(
            "Years until the store reaches a threshold",
            rf"t = \frac{{1}}{{{DAYS_A_YEAR} \cdot k}} \ln\frac{{S_0 - I/k}}{{T - I/k}}",
            "S₀ is the store and T the threshold in mg, k the share lost in a day, I what is absorbed in mg a day.",
            OURS,
            "own",
            "Adults, over years. With I/k at or above T the threshold is never reached.",
        ),
    ),
)
