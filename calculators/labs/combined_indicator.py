"""Fedosov's combined indicator of B12 status (4cB12) from four markers: a research index, not a guideline."""

from __future__ import annotations

from math import log10

from calculators.core.analytes import ACTIVE_B12, AGE, HOMOCYSTEINE, MMA, TOTAL_B12
from calculators.core.measure import Measurement, rounded, text
from calculators.core.model import Calculator, Constant, Formula, InputError, Limit, Outcome, Reason, Source

AGE_FACTOR = Source("fedosov2015", "factor for age, printed constants not read")
CLASSES = Source("viapathcb12", "interpretation of results")

AGE_SCALE = Constant("3.79", AGE_FACTOR, "unconfirmed")
AGE_HALF = Constant("230", AGE_FACTOR, "unconfirmed", "years")
AGE_POWER = Constant("2.6", AGE_FACTOR, "unconfirmed")

PROBABLE_BELOW = Limit({"": -2.5}, CLASSES, "original")
POSSIBLE_BELOW = Limit({"": -1.5}, CLASSES, "original")
LOW_BELOW = Limit({"": -0.5}, CLASSES, "original")
ELEVATED_ABOVE = Limit({"": 1.5}, CLASSES, "original")

BANDS = {
    "elevated": "Elevated B12 status",
    "adequate": "Adequate B12 status",
    "low": "Low B12 status",
    "possible": "Possible deficiency",
    "probable": "Probable deficiency",
}


def cb12(active_b12: float, total_b12: float, mma: float, homocysteine: float, age: float) -> float:
    """The index, without unit; about 0 is usual.

    Both kinds of B12 in pmol/L, MMA and homocysteine in µmol/L, age in years. Source: Fedosov et al. 2015 for the
    form; the constants of the factor for age are unconfirmed.
    """
    ratio = active_b12 * total_b12 / (mma * homocysteine)
    return log10(ratio) - AGE_SCALE.value / (1 + float((age / AGE_HALF.value) ** AGE_POWER.value))


def interpret(
    *,
    active_b12: Measurement | None = None,
    total_b12: Measurement | None = None,
    mma: Measurement | None = None,
    homocysteine: Measurement | None = None,
    age: Measurement | None = None,
) -> Outcome:
    """The index and its class; each class begins at its lower limit.

    Raises `InputError` where a marker or the age is missing, or a marker is only known as a bound.
    """
    given = {
        "active_b12": active_b12,
        "total_b12": total_b12,
        "mma": mma,
        "homocysteine": homocysteine,
        "age": age,
    }
    for key, value in given.items():
        if value is None:
            raise InputError(key, "All four results and the age are needed; the index was not made for fewer.")
        if value.exact is None:
            raise InputError(key, f"{value.typed} is not an exact number; the index needs one.")
    assert active_b12 and total_b12 and mma and homocysteine and age
    index = rounded(
        cb12(
            active_b12.bound,
            total_b12.to("pmol/L", total_b12.bound),
            mma.to("µmol/L", mma.bound),
            homocysteine.bound,
            age.bound,
        )
    )
    band, limits = _class_of(index)
    return Outcome(
        band,
        values={"cb12": index},
        sentence=f"The combined indicator is {text(round(index, 2))}: the laboratory that offers it calls this "
        f"“{BANDS[band].lower().replace('b12', 'B12')}”. "
        "It is a research index with unconfirmed constants, not a guideline.",
        because=[Reason(limit, "") for limit in limits],
    )


def _class_of(index: float) -> tuple[str, list[Limit]]:
    if index > ELEVATED_ABOVE.values[""]:
        return "elevated", [ELEVATED_ABOVE]
    if index >= LOW_BELOW.values[""]:
        return "adequate", [LOW_BELOW, ELEVATED_ABOVE]
    if index >= POSSIBLE_BELOW.values[""]:
        return "low", [POSSIBLE_BELOW, LOW_BELOW]
    if index >= PROBABLE_BELOW.values[""]:
        return "possible", [PROBABLE_BELOW, POSSIBLE_BELOW]
    return "probable", [PROBABLE_BELOW]


CALCULATOR = Calculator(
    title="Combined indicator of B12 status (cB12)",
    interpret=interpret,
    button="Work out cB12",
    inputs=(
        ACTIVE_B12.quantity(units=["pmol/L"], label="Active B12", hint="Also called holotranscobalamin or holoTC."),
        TOTAL_B12.quantity(label="Total B12", hint="With its unit."),
        MMA.quantity(units=["µmol/L", "nmol/L"], label="MMA", hint="With its unit: a wrong one shifts the index by 3."),
        HOMOCYSTEINE.quantity(units=["µmol/L"]),
        AGE,
    ),
    bands=BANDS,
    value_labels={"cb12": "cB12"},
    formulas=(
        Formula(
            "Combined indicator with four markers (4cB12)",
            r"\mathrm{cB12} = \log_{10}\frac{\mathrm{holoTC} \cdot \mathrm{B12}}{\mathrm{MMA} \cdot \mathrm{Hcy}} "
            rf"- \frac{{{AGE_SCALE}}}{{1 + (\mathrm{{age}} / {AGE_HALF})^{{{AGE_POWER}}}}}",
            "holoTC and B12 in pmol/L, MMA and homocysteine (Hcy) in µmol/L, age in years.",
            AGE_FACTOR,
            "unconfirmed",
            "Four measured markers. With the medians of three groups of healthy Swiss people of 60 and over it comes "
            "within 0.05 of 0, as it should.",
        ),
    ),
)
