"""Where a result stands among people of the same age and sex: weighted quantiles, smoothed over age (question 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from scipy.stats import norm, t

from analysis.people import ADULT, HOMOCYSTEINE, NEWEST, OLDEST, adults

c = pl.col
Numbers = np.ndarray[Any, np.dtype[np.float64]]
PERCENTILES = (1, 2.5, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 97.5, 99)
MIDDLE = PERCENTILES.index(50)
AGES = tuple(range(ADULT, OLDEST, 5))
REACH = 10
"""Years: the window's weight falls to nothing at this distance."""


class Asked(NamedTuple):
    """A measurement: its column, its cycles, the factor to the site's unit."""

    column: str
    cycles: tuple[str, ...]
    factor: float


ANALYTES: Mapping[str, Asked] = {
    "total_b12": Asked("b12_pmol_l", NEWEST, 1),
    "mma": Asked("mma_umol_l", NEWEST, 1),
    "homocysteine": Asked("hcy_umol_l", HOMOCYSTEINE, 1),
    "folate": Asked("folate_serum_nmol_l", NEWEST, 1),
    "haemoglobin": Asked("hb_g_dl", NEWEST, 10),
    "mcv": Asked("mcv_fl", NEWEST, 1),
}


def quantiles(values: Numbers, weights: Numbers) -> Numbers:
    """Weighted quantiles at PERCENTILES: half of each person's weight lies below his value."""
    order = np.argsort(values, kind="stable")
    values, weights = values[order], weights[order]
    along = (np.cumsum(weights) - weights / 2) / weights.sum()
    return np.asarray(np.interp(np.array(PERCENTILES) / 100, along, values))


def effective(people: pl.DataFrame, below: Numbers, weights: Numbers) -> float:
    """The number of people drawn at random that would know a share as well: p(1 − p) over its linearised variance.

    It is lessened for the few units, as Korn and Graubard do, so that 1.96 standard errors make the interval.
    """
    whole = weights.sum()
    share = float((weights * below).sum() / whole)
    scores = people.select("stratum", "psu", score=pl.Series(weights * (below - share) / whole))
    units = scores.group_by("stratum", "psu").agg(c("score").sum())
    spread = units.group_by("stratum").agg(n=pl.len(), spread=(c("score") - c("score").mean()).pow(2).sum())
    variance = float((spread["spread"] * spread["n"] / (spread["n"] - 1)).sum())
    freedom = len(units) - len(spread)
    return float(share * (1 - share) / variance * (norm.ppf(0.975) / t.ppf(0.975, freedom)) ** 2)


def table(people: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """By measurement, sex and age: the quantiles, and the effective sample at the middle and towards the ends."""
    for name, asked in ANALYTES.items():
        measured = adults(people, asked.cycles).with_columns(value=c(asked.column) * asked.factor)
        inside = c("adult") & (c("not_pregnant") == 1) & c("value").is_not_null()
        for female, sex in enumerate(("male", "female")):
            for age in (*AGES, OLDEST):
                yield {"analyte": name, "sex": sex, "age": age, **at(measured, inside & (c("female") == female), age)}


def at(measured: pl.DataFrame, inside: pl.Expr, age: int) -> dict[str, Any]:
    """The quantiles at one age; those of 80 and over are by themselves, and in nobody else's window."""
    alone = age == OLDEST
    near = 1 - (c("age") - age).abs() / REACH
    window = (c("age") >= OLDEST).cast(pl.Float64) if alone else near.clip(0) * (c("age") < OLDEST)
    marked = measured.with_columns(
        at_age=pl.when(inside.fill_null(value=False)).then(window * c("weight")).otherwise(0.0)
    )
    used = marked.filter(c("at_age") > 0)
    found = quantiles(used["value"].to_numpy(), used["at_age"].to_numpy())
    weights, values = marked["at_age"].to_numpy(), marked["value"].fill_null(0).to_numpy()
    middle = [PERCENTILES.index(each) for each in (10, 50, 90)]
    known = [effective(marked, (values < found[index]).astype(float), weights) for index in middle]
    return {
        "people": len(used),
        "effective": int(min(known)),
        **{f"p{percentile:g}": float(f"{value:.3g}") for percentile, value in zip(PERCENTILES, found, strict=True)},
    }
