"""Does B12 go with strength? Grip against B12 and MMA, adjusted step by step, as the plan fixed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp, sqrt
from typing import Any

import numpy as np
import polars as pl

from analysis.people import BORDERLINE_B12, LOW_B12, NEWEST, NICE_B12, adults
from analysis.survey import Slope, slopes

c = pl.col
OUTCOME = "grip_sum_kg"
STEPS: Mapping[str, Sequence[str]] = {
    "not adjusted": (),
    "age and sex": ("age", "age_squared", "female"),
    "and height, weight": ("height_cm", "weight_kg"),
    "and kidney function": ("egfr_ckdepi2021",),
    "and diabetes": ("diabetes",),
}
EXPOSURES: Sequence[Sequence[str]] = (("low", "borderline"), ("raised_mma",), ("both",))
ALL_TERMS = [term for terms in STEPS.values() for term in terms]
TERMS: Mapping[str, str] = {
    "low": "B12 below 148, against above 221",
    "borderline": "B12 148 to 221, against above 221",
    "raised_mma": "MMA above 0.27, against not",
    "both": "both, against neither",
}
OLDER, MAIN = "60 and over", "raised_mma"
WHO: Mapping[str, pl.Expr] = {"20 and over": c("adult"), OLDER: c("older")}
PREGNANT = "without pregnant women"
MAIN_TERM = TERMS[MAIN]


def prepared(people: pl.DataFrame) -> pl.DataFrame:
    """The newest cycles with what the models need; nobody is in a step who lacks a variable of a later one."""
    newest = adults(people, NEWEST)
    needed = [OUTCOME, "b12_pmol_l", "mma_umol_l", "age", "height_cm", "weight_kg", "egfr_ckdepi2021", "diabetes"]
    neither = (c("low_b12") == 0) & (c("raised_mma") == 0)
    races = [(c("race") == code).cast(pl.Float64).alias(f"race_{code}") for code in (1, 2, 4, 5)]
    return newest.with_columns(
        *races,
        complete=pl.all_horizontal(c(*needed).is_not_null()),
        age=c("age").cast(pl.Float64),
        age_squared=c("age") ** 2 / 100,
        height_squared=c("height_cm") ** 2 / 100,
        weight_squared=c("weight_kg") ** 2 / 100,
        low=c("low_b12"),
        borderline=c("b12_pmol_l").is_between(LOW_B12, BORDERLINE_B12).cast(pl.Float64),
        nice_below=(c("b12_pmol_l") < NICE_B12[0]).cast(pl.Float64),
        nice_between=c("b12_pmol_l").is_between(*NICE_B12).cast(pl.Float64),
        either=neither | (c("both") == 1),
        log_mma=c("mma_umol_l").log(2),
        log_b12=c("b12_pmol_l").log(2),
        later_cycle=(c("cycle") == NEWEST[1]).cast(pl.Float64),
        grip_by_bmi=c(OUTCOME) / c("bmi"),
    )


def line(found: Mapping[str, Slope], term: str, **about: str) -> dict[str, Any]:
    """One estimate of a table, in kg."""
    one = found[term]
    return {**about, "people": one.people, **{name: round(getattr(one, name), 5) for name in one._fields[1:]}}


def steps(people: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Every exposure, for all and for the older, step by step."""
    ready = prepared(people)
    for who, domain in WHO.items():
        for exposures in EXPOSURES:
            inside = domain & c("complete") & (c("either") if "both" in exposures else pl.lit(value=True))
            terms: list[str] = []
            for step, more in STEPS.items():
                terms += more
                found = slopes(ready, OUTCOME, [*exposures, *terms], inside)
                for term in exposures:
                    yield line(found, term, who=who, what=TERMS[term], step=step)


def sensitivity(people: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The main estimate by other choices."""
    ready = prepared(people)
    everybody = c("complete")
    others: Mapping[str, tuple[str, Sequence[str], pl.Expr, str]] = {
        "as planned": ("raised_mma", (), everybody, OUTCOME),
        PREGNANT: ("raised_mma", (), everybody & (c("not_pregnant") == 1), OUTCOME),
        "without people on prescribed B12": ("raised_mma", (), everybody & (c("rx_b12") != 1), OUTCOME),
        "without eGFR below 60": ("raised_mma", (), everybody & (c("poor_kidneys") == 0), OUTCOME),
        "allowing for the survey’s years": ("raised_mma", ("later_cycle",), everybody, OUTCOME),
        "allowing for race": ("raised_mma", ("race_1", "race_2", "race_4", "race_5"), everybody, OUTCOME),
        "height and weight squared": ("raised_mma", ("height_squared", "weight_squared"), everybody, OUTCOME),
        "MMA doubled": ("log_mma", (), everybody, OUTCOME),
        "B12 doubled": ("log_b12", (), everybody, OUTCOME),
        "B12 below 133, against above 258": ("nice_below", ("nice_between",), everybody, OUTCOME),
        "grip divided by BMI": ("raised_mma", (), everybody, "grip_by_bmi"),
    }
    for who, domain in WHO.items():
        for name, (term, more, inside, outcome) in others.items():
            if name == PREGNANT and who == OLDER:
                continue  # none of them was
            found = slopes(ready, outcome, [term, *more, *ALL_TERMS], inside & domain)
            what = "for its size" if outcome != OUTCOME else MAIN_TERM if term == MAIN else "other measures"
            yield line(found, term, who=who, what=what, choice=name)


def unmeasured(people: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """How strong something that nobody measured would have to be to explain the main estimate, and its nearer end."""
    ready = prepared(people)
    measured = pl.all_horizontal(c(OUTCOME, "b12_pmol_l", "mma_umol_l").is_not_null())
    for who, domain in WHO.items():
        found = slopes(ready, OUTCOME, [MAIN, *ALL_TERMS], domain & c("complete"))[MAIN]
        inside = ready.filter(domain & c("complete"))
        grip, weight = inside[OUTCOME].to_numpy(), inside["weight"].to_numpy()
        mean = float(np.average(grip, weights=weight))
        spread = sqrt(float(np.average((grip - mean) ** 2, weights=weight)))
        nearer = min(abs(found.low), abs(found.high))
        rest = residual(inside, [*ALL_TERMS, MAIN], weight)
        yield {
            "who": who,
            "measured": len(ready.filter(domain & measured)),
            "people": found.people,
            "mean": round(mean, 4),
            "mean_by_bmi": round(float(np.average(inside["grip_by_bmi"].to_numpy(), weights=weight)), 4),
            "spread": round(spread, 4),
            "e_value": round(e_value(found.slope, spread), 4),
            "e_value_nearer_end": round(e_value(nearer, spread), 4),
            "rest": round(rest, 4),
            "e_value_of_rest": round(e_value(found.slope, rest), 4),
            "e_value_of_rest_nearer_end": round(e_value(nearer, rest), 4),
        }


def residual(people: pl.DataFrame, terms: Sequence[str], weight: np.ndarray[Any, Any]) -> float:
    """The standard deviation of grip that a weighted linear model of the terms leaves."""
    table = np.column_stack([np.ones(len(people)), *(people[term].to_numpy() for term in terms)])
    root, grip = np.sqrt(weight), people[OUTCOME].to_numpy()
    found, *_ = np.linalg.lstsq(table * root[:, None], grip * root, rcond=None)
    return sqrt(float(np.average((grip - table @ found) ** 2, weights=weight)))


def e_value(slope: float, spread: float) -> float:
    """How strong an unmeasured cause would have to be, as a risk ratio with both, to explain a difference alone.

    Args:
        slope: the difference, in the outcome's unit.
        spread: the outcome's standard deviation, in the same unit.

    Returns:
        The E-value of the difference turned into a risk ratio (vanderweele2017).
    """
    ratio = exp(0.91 * abs(slope) / spread)
    return ratio + sqrt(ratio * (ratio - 1))
