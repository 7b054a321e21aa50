"""Muscle mass estimated from height and weight, or from a body's electrical resistance, by one published equation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from calculators.core.analytes import AGE, SEX, Sex
from calculators.core.measure import Measurement, rounded, text
from calculators.core.model import (
    OWN,
    Calculator,
    Choice,
    Constant,
    Declined,
    Formula,
    InputError,
    Limit,
    Outcome,
    Quantity,
    Reason,
    Source,
)
from calculators.core.physical import HEIGHT, LENGTHS, WEIGHT

Equation = Literal["janssen2000", "lee2000_weight", "yoshida2014"]
Ancestry = Literal["white_hispanic", "african_american", "asian", "not_listed"]

JANSSEN = Source("janssen2000", "abstract: the equation")
JANSSEN_PER_INDEX = Constant("0.401", JANSSEN, "original")
JANSSEN_MALE = Constant("3.825", JANSSEN, "original", "kg")
JANSSEN_PER_YEAR = Constant("-0.071", JANSSEN, "original", "kg")
JANSSEN_BASE = Constant("5.102", JANSSEN, "original", "kg")
JANSSEN_ERROR = Constant("2.7", JANSSEN, "original", "kg")

LEE = Source("lee2000", "abstract: the model with body weight")
LEE_PER_KG = Constant("0.244", LEE, "original")
LEE_PER_METRE = Constant("7.80", LEE, "original", "kg")
LEE_MALE = Constant("6.6", LEE, "original", "kg")
LEE_PER_YEAR = Constant("-0.098", LEE, "original", "kg")
LEE_BASE = Constant("-3.3", LEE, "original", "kg")
LEE_ERROR = Constant("2.8", LEE, "original", "kg")
LEE_TERMS = Source("lee2000", "terms for ancestry of the model with body weight: not seen")
LEE_WHITE_HISPANIC = Constant("0", LEE_TERMS, "unconfirmed", "kg")
LEE_AFRICAN_AMERICAN = Constant("1.4", LEE_TERMS, "unconfirmed", "kg")
LEE_ASIAN = Constant("-1.2", LEE_TERMS, "unconfirmed", "kg")

YOSHIDA = Source("yoshida2014", "the equation, as a page quotes it")
YOSHIDA_MEN_PER_INDEX = Constant("0.197", YOSHIDA, "secondary")
YOSHIDA_MEN_PER_KG = Constant("0.179", YOSHIDA, "secondary")
YOSHIDA_MEN_BASE = Constant("-0.019", YOSHIDA, "secondary", "kg")
YOSHIDA_MEN_ERROR = Constant("0.98", YOSHIDA, "secondary", "kg")
YOSHIDA_WOMEN_PER_INDEX = Constant("0.221", YOSHIDA, "secondary")
YOSHIDA_WOMEN_PER_KG = Constant("0.117", YOSHIDA, "secondary")
YOSHIDA_WOMEN_BASE = Constant("0.881", YOSHIDA, "secondary", "kg")
YOSHIDA_WOMEN_ERROR = Constant("0.81", YOSHIDA, "secondary", "kg")

ADULT_FROM = Limit({"years": 18}, Source(OWN, "adults only: no study behind these equations was of children"), "own")
LEE_ABOVE = Limit({"years": 20}, Source("lee2000", "age above 20, as a page quotes the study"), "secondary")
LEE_BELOW = Limit({"kg/m²": 30}, Source("lee2000", "abstract: body mass index below 30"), "original")
YOSHIDA_FROM = Limit({"years": 65}, Source("yoshida2014", "people of 65 and over, as a page quotes it"), "secondary")

WEIGHTS, OHMS = {"kg": 1.0, "lb": 0.45359237}, {"Ω": 1.0}
"""What a unit is in the first one. A pound is exact by definition."""
POSSIBLE, USUAL = (100, 2000), (250, 1000)
"""What is taken for a resistance or impedance in Ω, and what is taken without a warning; neither is a limit."""
NEEDED: Mapping[Equation, tuple[str, ...]] = {
    "janssen2000": ("sex", "age", "height", "resistance"),
    "lee2000_weight": ("sex", "age", "height", "weight", "ancestry"),
    "yoshida2014": ("sex", "age", "height", "weight", "impedance"),
}
MISSING: Mapping[str, str] = {
    "sex": "Choose the sex: each equation has a term for it.",
    "age": "Enter the age: the equation needs it, or was made for some ages only.",
    "height": "Enter the height with its unit.",
    "weight": "Enter the weight with its unit.",
    "resistance": "Enter the resistance in Ω. This equation takes the resistance, not the impedance.",
    "impedance": "Enter the impedance in Ω. This equation takes the impedance, not the resistance.",
    "ancestry": "Choose the group: this equation has a term for each group of its study, and no answer without one.",
}
WHAT: Mapping[Equation, str] = {
    "janssen2000": "Janssen’s equation (2000) puts the muscle of the whole body at",
    "lee2000_weight": "With a term for ancestry that we could not confirm, "
    "Lee’s equation by weight (2000) puts the muscle of the whole body at",
    "yoshida2014": "As a page quotes it, Yoshida’s equation (2014) puts the muscle of arms and legs alone at",
}
IMPOSSIBLE = "These numbers give an amount of muscle that no body can have. Check each of them, and its unit."
NO_TERM = "Lee’s equation has a term for each group of its study and none for others. Any number would be a guess."


def janssen(height_cm: float, resistance: float, age: float, sex: Sex) -> float:
    """Skeletal muscle of the whole body, kg; resistance in Ω at 50 kHz, age in years. Source: Janssen et al. 2000."""
    male = JANSSEN_MALE.value if sex == "male" else 0.0
    index = height_cm**2 / resistance
    return JANSSEN_PER_INDEX.value * index + male + JANSSEN_PER_YEAR.value * age + JANSSEN_BASE.value


def lee_by_weight(weight_kg: float, height_m: float, age: float, sex: Sex, ancestry: Ancestry) -> float:
    """Skeletal muscle of the whole body, kg; age in years. Source: Lee et al. 2000, by body weight."""
    term = {"white_hispanic": LEE_WHITE_HISPANIC, "african_american": LEE_AFRICAN_AMERICAN, "asian": LEE_ASIAN}
    male = LEE_MALE.value if sex == "male" else 0.0
    size = LEE_PER_KG.value * weight_kg + LEE_PER_METRE.value * height_m
    return size + male + LEE_PER_YEAR.value * age + term[ancestry].value + LEE_BASE.value


def yoshida(height_cm: float, impedance: float, weight_kg: float, sex: Sex) -> float:
    """Skeletal muscle of arms and legs, kg; impedance in Ω. Source: Yoshida et al. 2014, as quoted."""
    index = height_cm**2 / impedance
    if sex == "male":
        return YOSHIDA_MEN_PER_INDEX.value * index + YOSHIDA_MEN_PER_KG.value * weight_kg + YOSHIDA_MEN_BASE.value
    return YOSHIDA_WOMEN_PER_INDEX.value * index + YOSHIDA_WOMEN_PER_KG.value * weight_kg + YOSHIDA_WOMEN_BASE.value


def interpret(
    *,
    equation: Equation | None = None,
    sex: Sex | None = None,
    age: Measurement | None = None,
    height: Measurement | None = None,
    weight: Measurement | None = None,
    resistance: Measurement | None = None,
    impedance: Measurement | None = None,
    ancestry: Ancestry | None = None,
) -> Outcome | Declined:
    """Muscle mass in kg, and for each square metre of height, by the equation chosen.

    Raises `InputError` where something that equation needs is missing; declines people it was not made for.
    """
    if equation is None:
        raise InputError("equation", "Choose an equation. They need different things and do not estimate the same.")
    words = {"sex": sex, "ancestry": ancestry}
    measured = {"age": age, "height": height, "weight": weight, "resistance": resistance, "impedance": impedance}
    given = {key for key, answer in {**words, **measured}.items() if answer is not None}
    for key in NEEDED[equation]:
        if key not in given:
            raise InputError(key, MISSING[key])
    assert sex and age
    size = {key: each.to(next(iter(each.units)), each.bound) for key, each in measured.items() if each}
    if refused := _outside(equation, age, ancestry, size):
        return refused
    mass, error = _estimate(equation, sex, ancestry, size)
    if not 0 < mass < size.get("weight", mass + 1):
        return Declined(IMPOSSIBLE)
    unused = [each.label for each in CALCULATOR.inputs if each.key in given - {*NEEDED[equation]}]
    return Outcome(
        None,
        values={"mass": mass, "index": mass / (size["height"] / LENGTHS["m"]) ** 2, "error": error.value},
        sentence=f"{WHAT[equation]} about {text(float(f'{mass:.3g}'))} kg, give or take {error} kg."
        + (f" Entered, but no part of it: {'; '.join(unused)}." if unused else ""),
        because=_because(equation, age),
        notes=_notes(equation, age, ancestry, unused=bool(unused)),
    )


def _estimate(
    equation: Equation, sex: Sex, ancestry: Ancestry | None, size: Mapping[str, float]
) -> tuple[float, Constant]:
    """The mass by the equation chosen, and its standard error; lengths in cm, weight in kg."""
    if equation == "janssen2000":
        return janssen(size["height"], size["resistance"], size["age"], sex), JANSSEN_ERROR
    if equation == "yoshida2014":
        error = YOSHIDA_MEN_ERROR if sex == "male" else YOSHIDA_WOMEN_ERROR
        return yoshida(size["height"], size["impedance"], size["weight"], sex), error
    assert ancestry
    return lee_by_weight(size["weight"], size["height"] / LENGTHS["m"], size["age"], sex, ancestry), LEE_ERROR


def _outside(
    equation: Equation, age: Measurement, ancestry: Ancestry | None, size: Mapping[str, float]
) -> Declined | None:
    if age.below(ADULT_FROM):
        return Declined("These equations are for adults. A growing body needs another one.", ADULT_FROM.source)
    if equation == "lee2000_weight":
        if ancestry == "not_listed":
            return Declined(NO_TERM, LEE_TERMS)
        body_mass_index = rounded(size["weight"] / (size["height"] / LENGTHS["m"]) ** 2)
        if body_mass_index >= LEE_BELOW.values["kg/m²"]:
            return Declined(
                f"Lee’s equation was made with people whose body mass index is below "
                f"{text(LEE_BELOW.values['kg/m²'])}. Here it is {text(round(body_mass_index, 1))}, and the equation "
                "would take fat for muscle.",
                LEE_BELOW.source,
            )
    if equation == "yoshida2014":
        if age.below(YOSHIDA_FROM):
            youngest = text(YOSHIDA_FROM.values["years"])
            return Declined(f"Yoshida’s equation was made with people of {youngest} and over.", YOSHIDA_FROM.source)
        if ancestry in ("white_hispanic", "african_american"):
            return Declined("Yoshida’s equation was made with Japanese people only.", YOSHIDA)
    return None


def _because(equation: Equation, age: Measurement) -> list[Reason]:
    if equation == "lee2000_weight":
        return [age.reason(ADULT_FROM), age.reason(LEE_ABOVE), Reason(LEE_BELOW, "kg/m²")]
    return [age.reason(YOSHIDA_FROM if equation == "yoshida2014" else ADULT_FROM)]


def _notes(equation: Equation, age: Measurement, ancestry: Ancestry | None, *, unused: bool) -> list[str]:
    of_lee = equation == "lee2000_weight"
    held = {
        "no_classes": True,
        "ancestry_term": of_lee,
        "too_low_for_some": equation == "janssen2000" and ancestry not in ("white_hispanic", "african_american"),
        "japanese": equation == "yoshida2014",
        "younger": of_lee and age.at_most(LEE_ABOVE),
        "machine": not of_lee,
        "not_comparable": True,
        "unused": unused,
    }
    return [note for note, holds in held.items() if holds]


def _of_yoshida(who: str, per_index: Constant, per_kg: Constant, base: Constant, error: Constant) -> Formula:
    return Formula(
        f"Muscle of arms and legs from impedance, {who} (Yoshida)",
        rf"\mathrm{{ASM}} = {per_index} \cdot \frac{{h^2}}{{Z}} + {per_kg} \cdot w {base.value:+}",
        "ASM in kg; h is height in cm, Z impedance in Ω, w weight in kg.",
        YOSHIDA,
        "secondary",
        f"Japanese {who} of 65 and over. Standard error {error} kg.",
    )


CALCULATOR = Calculator(
    title="How much muscle do I have?",
    interpret=interpret,
    button="Estimate",
    inputs=(
        Choice(
            "equation",
            "Which equation?",
            {
                "lee2000_weight": "Lee: height and weight",
                "janssen2000": "Janssen: resistance, from a machine",
                "yoshida2014": "Yoshida: impedance, for Japanese people of 65 and over",
            },
            "The machine is one for bioelectrical impedance (BIA), at 50 kHz.",
        ),
        SEX,
        AGE,
        HEIGHT,
        replace(WEIGHT, units=WEIGHTS, hint="With its unit. For Lee and Yoshida."),
        Quantity(
            "resistance",
            "Resistance (R)",
            OHMS,
            POSSIBLE,
            USUAL,
            "In Ω, at 50 kHz. For Janssen.",
            censored=False,
        ),
        Quantity(
            "impedance",
            "Impedance (Z)",
            OHMS,
            POSSIBLE,
            USUAL,
            "In Ω, at 50 kHz. For Yoshida.",
            censored=False,
        ),
        Choice(
            "ancestry",
            "Ancestry, as the study named it",
            {
                "white_hispanic": "White or Hispanic",
                "african_american": "African American",
                "asian": "Asian",
                "not_listed": "None of these, or not sure",
            },
            "Needed for Lee only.",
        ),
    ),
    notes={
        "no_classes": "This page does not say what is low.",
        "ancestry_term": "Its term for ancestry is unconfirmed.",
        "too_low_for_some": "This equation gives Asian people too little.",
        "japanese": "Made with Japanese people of 65 and over.",
        "younger": "This study’s people were older than 20.",
        "machine": "Machines measure this in different ways.",
        "not_comparable": "Do not compare this with another equation.",
        "unused": "Something you entered was not used.",
    },
    value_labels={
        "mass": "Muscle, kg",
        "index": "For each square metre of height, kg/m²",
        "error": "Standard error of the estimate, kg",
    },
    formulas=(
        Formula(
            "Muscle of the whole body from resistance (Janssen)",
            rf"\mathrm{{SM}} = {JANSSEN_PER_INDEX} \cdot \frac{{h^2}}{{R}} + {JANSSEN_MALE}\,[\mathrm{{male}}] "
            rf"{JANSSEN_PER_YEAR} \cdot \mathrm{{age}} + {JANSSEN_BASE}",
            "SM in kg; h is height in cm, R resistance in Ω at 50 kHz.",
            JANSSEN,
            "original",
            f"Healthy adults. Standard error {JANSSEN_ERROR} kg. Too low for Asian people.",
        ),
        Formula(
            "Muscle of the whole body from weight (Lee)",
            rf"\mathrm{{SM}} = {LEE_PER_KG} \cdot w + {LEE_PER_METRE} \cdot h + {LEE_MALE}\,[\mathrm{{male}}] "
            rf"{LEE_PER_YEAR} \cdot \mathrm{{age}} + a {LEE_BASE}",
            f"SM in kg; w is weight in kg, h height in m; a is {LEE_WHITE_HISPANIC} (White, Hispanic), "
            f"{LEE_AFRICAN_AMERICAN} (African American) or {LEE_ASIAN} (Asian). The values of a are unconfirmed.",
            LEE,
            "original",
            f"244 adults with a body mass index below 30. Standard error {LEE_ERROR} kg.",
        ),
        _of_yoshida("men", YOSHIDA_MEN_PER_INDEX, YOSHIDA_MEN_PER_KG, YOSHIDA_MEN_BASE, YOSHIDA_MEN_ERROR),
        _of_yoshida("women", YOSHIDA_WOMEN_PER_INDEX, YOSHIDA_WOMEN_PER_KG, YOSHIDA_WOMEN_BASE, YOSHIDA_WOMEN_ERROR),
    ),
)
