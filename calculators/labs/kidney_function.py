"""Kidney function (eGFR) from creatinine, and what it does to the tests for B12."""

from __future__ import annotations

from collections.abc import Mapping

from calculators.core.analytes import AGE, CREATININE, SEX, Sex
from calculators.core.measure import Measurement, text
from calculators.core.model import (
    Calculator,
    Constant,
    Declined,
    Formula,
    InputError,
    Limit,
    Outcome,
    Reason,
    Source,
)

CKD_EPI = Source("inker2021", "CKD-EPI 2021, creatinine")
CATEGORIES = Source("kdigo2012", "Table 5")
RATE = "mL/min/1.73 m²"

SCALE = Constant("142", CKD_EPI, "secondary", RATE)
FEMALE_KAPPA = Constant("0.7", CKD_EPI, "secondary", "mg/dL")
MALE_KAPPA = Constant("0.9", CKD_EPI, "secondary", "mg/dL")
FEMALE_ALPHA = Constant("-0.241", CKD_EPI, "secondary")
MALE_ALPHA = Constant("-0.302", CKD_EPI, "secondary")
BETA = Constant("-1.200", CKD_EPI, "secondary")
PER_YEAR = Constant("0.9938", CKD_EPI, "secondary")
IF_FEMALE = Constant("1.012", CKD_EPI, "secondary")

ADULT_FROM = Limit({"years": 18}, Source("niddkegfr", "adults: 18 and older"), "original")
G1_FROM = Limit({RATE: 90}, CATEGORIES, "secondary")
G2_FROM = Limit({RATE: 60}, CATEGORIES, "secondary")
G3A_FROM = Limit({RATE: 45}, CATEGORIES, "secondary")
G3B_FROM = Limit({RATE: 30}, CATEGORIES, "secondary")
G4_FROM = Limit({RATE: 15}, CATEGORIES, "secondary")

FAILURE = "If this kidney function is new, speak to a doctor today."
BANDS: Mapping[str, str] = {
    "g1": "G1: normal or high",
    "g2": "G2: slightly lowered",
    "g3a": "G3a: slightly to moderately lowered",
    "g3b": "G3b: moderately to severely lowered",
    "g4": "G4: severely lowered",
    "g5": "G5: kidney failure",
}


def egfr_ckd_epi_2021(creatinine: float, age: float, sex: Sex) -> float:
    """Estimated glomerular filtration rate in mL/min/1.73 m².

    `creatinine` is in mg/dL, from a standardised (IDMS) method; `age` is in years, from 18. Not checked here.
    Source: Inker et al. 2021, CKD-EPI creatinine equation without race.
    """
    kappa, alpha = (FEMALE_KAPPA, FEMALE_ALPHA) if sex == "female" else (MALE_KAPPA, MALE_ALPHA)
    ratio = creatinine / kappa.value
    low, high = float(min(ratio, 1) ** alpha.value), float(max(ratio, 1) ** BETA.value)
    return SCALE.value * low * high * float(PER_YEAR.value**age) * (IF_FEMALE.value if sex == "female" else 1)


def category(egfr: float) -> tuple[str, list[Limit]]:
    """The KDIGO category of a rate, and the limits around it."""
    limits = dict(zip(BANDS, (G1_FROM, G2_FROM, G3A_FROM, G3B_FROM, G4_FROM), strict=False))
    above: list[Limit] = []
    for band, limit in limits.items():
        if egfr >= limit.values[RATE]:
            return band, [*above, limit]
        above = [limit]
    return "g5", above


def interpret(
    *, creatinine: Measurement | None = None, age: Measurement | None = None, sex: Sex | None = None
) -> Outcome | Declined:
    """eGFR by CKD-EPI 2021 and its KDIGO category; all three inputs are needed.

    Raises `InputError` where one is missing. Declines under 18, for whom the equation was not made.
    """
    if creatinine is None:
        raise InputError("creatinine", "Enter creatinine with its unit.")
    if creatinine.exact is None:
        raise InputError("creatinine", f"{creatinine.typed} is not an exact number; the equation needs one.")
    if age is None:
        raise InputError("age", "Enter the age: the equation needs it.")
    if sex is None:
        raise InputError("sex", "Choose the sex: the equation has a version for each.")
    if age.below(ADULT_FROM):
        return Declined(
            "This equation is for people of 18 and over. Children need another one, with their height.",
            ADULT_FROM.source,
        )
    return of_rate(egfr_ckd_epi_2021(creatinine.to("mg/dL", creatinine.bound), age.bound, sex))


def of_rate(egfr: float) -> Outcome:
    """What KDIGO calls a rate in mL/min/1.73 m², worked out or printed."""
    band, limits = category(egfr)
    reduced = egfr < G2_FROM.values[RATE]
    return Outcome(
        band,
        values={"egfr": egfr},
        first=FAILURE if band == "g5" else "",
        sentence=f"Estimated kidney function (eGFR) is {text(float(f'{egfr:.3g}'))} {RATE}: "
        f"KDIGO calls this category {BANDS[band]}.",
        because=[Reason(limit, RATE) for limit in limits],
        notes=["metabolites"] if reduced else [],
    )


CALCULATOR = Calculator(
    title="Kidney function from creatinine (eGFR)",
    interpret=interpret,
    button="Work out eGFR",
    inputs=(
        CREATININE.quantity(hint="From a blood test, with its unit."),
        AGE,
        SEX,
    ),
    bands=BANDS,
    notes={"metabolites": "Poor kidney function raises MMA and homocysteine."},
    value_labels={"egfr": f"eGFR, {RATE}"},
    formulas=(
        Formula(
            "eGFR, CKD-EPI 2021, creatinine",
            rf"\mathrm{{eGFR}} = {SCALE} \cdot \min\left(\frac{{S}}{{\kappa}}, 1\right)^{{\alpha}} "
            rf"\cdot \max\left(\frac{{S}}{{\kappa}}, 1\right)^{{{BETA}}} \cdot {PER_YEAR}^{{\mathrm{{age}}}} "
            rf"\cdot {IF_FEMALE}\,[\mathrm{{female}}]",
            rf"S is creatinine in mg/dL; κ is {FEMALE_KAPPA} (female) or {MALE_KAPPA} (male); "
            rf"α is {FEMALE_ALPHA} (female) or {MALE_ALPHA} (male).",
            CKD_EPI,
            "secondary",
            "Adults of 18 and over with a standardised creatinine. Not in pregnancy, acute kidney injury, or with "
            "very much or very little muscle.",
        ),
    ),
)
