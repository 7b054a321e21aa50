"""Medicines and nitrous oxide that lower B12 or stop it working, and how much they are known to do."""

from __future__ import annotations

from collections.abc import Sequence

from calculators.core.measure import Measurement, text
from calculators.core.model import (
    Calculator,
    Constant,
    Flag,
    Formula,
    Group,
    InputError,
    Limit,
    Outcome,
    Quantity,
    Reason,
    Source,
)

INDEX = Source("shivaprasad2020", "abstract; that the duration is in years is unconfirmed")
ACID = Source("lam2013", "abstract: a supply for two years or more")

MUI_ABOVE = Limit({"index": 5}, INDEX, "original")
PPI_FROM = Limit({"years": 2}, ACID, "original")
H2_FROM = Limit({"years": 2}, ACID, "original")
MUI_DIVISOR = Constant("1000", INDEX, "original", "mg")

TRIAL = Source("dejager2010", "abstract: B12 below 150 pmol/L after 4.3 years, in 100 people")
LOW_ON_METFORMIN = Constant("9.9", TRIAL, "original", "in 100")
LOW_ON_PLACEBO = Constant("2.7", TRIAL, "original", "in 100")
PHARMACY = Source("lam2013", "abstract: people with a supply of a proton pump inhibitor for two years or more")
DEFICIENT_WITH_PPI = Constant("3120", PHARMACY, "secondary")
DEFICIENT_WITHOUT = Constant("21749", PHARMACY, "secondary")
OTHERS_WITH_PPI = Constant("13210", PHARMACY, "secondary")
OTHERS_WITHOUT = Constant("165092", PHARMACY, "secondary")

YEARS = {"years": 1.0}


def metformin_usage_index(mg_per_day: float, years: float) -> float:
    """Daily dose in mg times years, divided by 1000; no unit. Source: Shivaprasad et al. 2020."""
    return mg_per_day * years / MUI_DIVISOR.value


def more_in_100() -> float:
    """How many more in 100 had a low B12 on metformin than on placebo, in 4.3 years. Source: de Jager et al. 2010."""
    return LOW_ON_METFORMIN.value - LOW_ON_PLACEBO.value


def crude_odds_ratio() -> float:
    """Odds of a long supply of a proton pump inhibitor with B12 deficiency, over those without. Source: Lam 2013."""
    return (DEFICIENT_WITH_PPI.value / DEFICIENT_WITHOUT.value) / (OTHERS_WITH_PPI.value / OTHERS_WITHOUT.value)


def interpret(
    *,
    metformin_mg_per_day: Measurement | None = None,
    metformin_years: Measurement | None = None,
    ppi_years: Measurement | None = None,
    h2_years: Measurement | None = None,
    nitrous_oxide: bool | None = None,
) -> Outcome:
    """`raised` for an index above 5, two years or more of an acid blocker, or nitrous oxide; else `not_raised`.

    Raises `InputError` where nothing was answered, or only one half of metformin's two answers.
    """
    answers = (metformin_mg_per_day, metformin_years, ppi_years, h2_years, nitrous_oxide)
    if all(answer is None for answer in answers):
        raise InputError("metformin_mg_per_day", "Answer at least one question; 0 is an answer.")
    mui = _index(metformin_mg_per_day, metformin_years)
    ppi = ppi_years is not None and ppi_years.at_least(PPI_FROM)
    h2 = h2_years is not None and h2_years.at_least(H2_FROM)
    metformin = mui is not None and mui > MUI_ABOVE.values["index"]
    held = {
        "nitrous_oxide": bool(nitrous_oxide),
        "metformin": bool(mui),
        "acid_blockers": ppi or h2,
        "not_all_answered": any(answer is None for answer in answers),
    }
    raised = metformin or ppi or h2 or bool(nitrous_oxide)
    return Outcome(
        "raised" if raised else "not_raised",
        values={
            "mui": mui,
            "more_in_100": more_in_100() if mui else None,
            "one_in": 100 / more_in_100() if mui else None,
            "ppi_crude_odds_ratio": crude_odds_ratio() if ppi else None,
        },
        sentence=_sentence(mui, metformin=metformin, ppi=ppi, h2=h2, nitrous_oxide=bool(nitrous_oxide)),
        because=_because(mui, ppi_years, h2_years),
        notes=[note for note, holds in held.items() if holds],
        first="Numbness, weakness or unsteadiness after nitrous oxide: be seen today." if nitrous_oxide else "",
    )


def _index(dose: Measurement | None, years: Measurement | None) -> float | None:
    if dose is None and years is None:
        return None
    if dose is None:
        raise InputError("metformin_mg_per_day", "Enter the daily dose of metformin as well.")
    if years is None:
        raise InputError("metformin_years", "Enter for how many years metformin was taken as well.")
    return metformin_usage_index(dose.bound, years.bound)


def _sentence(mui: float | None, *, metformin: bool, ppi: bool, h2: bool, nitrous_oxide: bool) -> str:
    found = [
        *(["nitrous oxide, which stops B12 working"] if nitrous_oxide else []),
        *([f"a metformin usage index of {text(mui)}, above 5"] if metformin and mui is not None else []),
        *(["two years or more of a proton pump inhibitor"] if ppi else []),
        *(["two years or more of an H2 blocker"] if h2 else []),
    ]
    if found:
        return f"Studies link what you entered with low B12: {'; '.join(found)}."
    return "What you entered is below the amounts that these studies link with low B12."


def _because(mui: float | None, ppi: Measurement | None, h2: Measurement | None) -> Sequence[Reason]:
    reasons = [Reason(MUI_ABOVE, "index")] if mui is not None else []
    reasons += [ppi.reason(PPI_FROM)] if ppi else []
    return [*reasons, *([h2.reason(H2_FROM)] if h2 else [])]


def _years(key: str, label: str, hint: str = "") -> Quantity:
    return Quantity(key, label, YEARS, (0, 80), hint=hint, censored=False)


CALCULATOR = Calculator(
    title="Do my medicines lower B12?",
    interpret=interpret,
    button="See what studies found",
    inputs=(
        Quantity(
            "metformin_mg_per_day",
            "Metformin: dose in a day",
            {"mg": 1.0},
            (0, 5000),
            usual=(0, 3000),
            hint="All tablets of a day together. 0 if none.",
            censored=False,
        ),
        _years("metformin_years", "Metformin: for how long?"),
        _years("ppi_years", "Proton pump inhibitor: for how long?", "Omeprazole, lansoprazole and others. 0 if none."),
        _years("h2_years", "H2 blocker: for how long?", "Famotidine, ranitidine and others. 0 if none."),
        Flag("nitrous_oxide", "Any use of nitrous oxide (laughing gas) outside medical care?"),
    ),
    groups=(
        Group("Metformin", ("metformin_mg_per_day", "metformin_years")),
        Group("Acid blockers", ("ppi_years", "h2_years")),
        Group("Nitrous oxide", ("nitrous_oxide",)),
    ),
    bands={"raised": "The risk of low B12 is raised", "not_raised": "Below the amounts in these studies"},
    notes={
        "nitrous_oxide": "Nitrous oxide stops B12 working, whatever the level.",
        "metformin": "What metformin did in a trial.",
        "acid_blockers": "What was seen with acid blockers.",
        "not_all_answered": "Some questions were not answered.",
    },
    urgent=frozenset({"nitrous_oxide"}),
    value_labels={
        "mui": "Metformin usage index",
        "more_in_100": "Low B12: more in 100 on metformin, in the trial",
        "one_in": "That is one in",
        "ppi_crude_odds_ratio": "Proton pump inhibitors: crude odds ratio (published, matched: 1.65)",
    },
    formulas=(
        Formula(
            "Metformin usage index",
            rf"\mathrm{{MUI}} = \frac{{\mathrm{{dose}} \cdot \mathrm{{years}}}}{{{MUI_DIVISOR}}}",
            "The dose is in mg a day.",
            INDEX,
            "unconfirmed",
            "People with type 2 diabetes on metformin. That the duration counts in years is unconfirmed.",
        ),
        Formula(
            "Low B12 in 100 people on metformin against placebo",
            rf"D = {LOW_ON_METFORMIN} - {LOW_ON_PLACEBO}, \quad N = \frac{{100}}{{D}}",
            "D is how many more in 100, N how many treated for one more.",
            TRIAL,
            "original",
            "390 people with diabetes, 4.3 years, B12 below 150 pmol/L.",
        ),
        Formula(
            "Crude odds ratio of two years of a proton pump inhibitor",
            rf"\mathrm{{OR}} = \frac{{{DEFICIENT_WITH_PPI} / {DEFICIENT_WITHOUT}}}"
            rf"{{{OTHERS_WITH_PPI} / {OTHERS_WITHOUT}}}",
            "People with a B12 deficiency over people without one, with and without the medicine.",
            PHARMACY,
            "secondary",
            "Members of one US health plan. The published ratio is from matched people: 1.65 (1.58 to 1.73).",
        ),
    ),
)
