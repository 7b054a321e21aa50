"""How many have what: low B12 and raised MMA, a normal blood count, what an indeterminate B12 turns out to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from analysis.people import NEWEST, POOR_KIDNEYS, adults
from analysis.survey import share

c = pl.col
Row = dict[str, Any]
AGES: Mapping[str, pl.Expr] = {
    "20 and over": c("age") >= 20,
    "20–39": c("age").is_between(20, 39),
    "40–59": c("age").is_between(40, 59),
    "60 and over": c("age") >= 60,
}
GOOD_KIDNEYS = f"20 and over, eGFR {POOR_KIDNEYS} and over"
KIDNEYS = AGES["20 and over"] & (c("egfr_ckdepi2021") >= POOR_KIDNEYS)
CLASSES: Mapping[str, str] = {"below": "below 133", "between": "133–258", "above": "above 258"}
OUTCOMES: Mapping[str, str] = {"raised_mma": "above 0.27", "high_mma": "above 0.376"}


def row(people: pl.DataFrame, having: str, domain: pl.Expr, **about: str) -> Row:
    """One line of a table: what it is about, then the share in per cent; left open where it cannot be shown."""
    found = share(people, having, domain)
    numbers = {"share": found.share, "low": found.low, "high": found.high, "error": found.error}
    shown = {name: round(100 * value, 4) if found.shown else None for name, value in numbers.items()}
    return {**about, "people": found.people, "having": found.having, **shown}


def prevalence(people: pl.DataFrame) -> Iterator[Row]:
    """Low B12, raised MMA and both, by age."""
    newest = adults(people, NEWEST)
    for having, words in (("low_b12", "B12 below 148"), ("raised_mma", "MMA above 0.27"), ("both", "both")):
        for age, domain in AGES.items():
            yield row(newest, having, domain & c("both").is_not_null(), measure=words, age=age)


def blood_count(people: pl.DataFrame) -> Iterator[Row]:
    """By age: who has neither anaemia nor large cells, with low B12 and raised MMA, and without either sign."""
    normal = (c("anaemia") == 0) & (c("macrocytosis") == 0)
    newest = adults(people, NEWEST).with_columns(
        normal_count=normal.cast(pl.Float64), no_anaemia=1 - c("anaemia"), no_macrocytosis=1 - c("macrocytosis")
    )
    counted = (c("not_pregnant") == 1) & c("normal_count").is_not_null()
    who = {
        "low B12 and raised MMA": c("both") == 1,
        "B12 and MMA normal": (c("low_b12") == 0) & (c("raised_mma") == 0),
    }
    outcomes = {"normal_count": "neither", "no_anaemia": "no anaemia", "no_macrocytosis": "no large cells"}
    for name, inside in who.items():
        for having, words in outcomes.items():
            for age, domain in {**AGES, GOOD_KIDNEYS: KIDNEYS}.items():
                yield row(newest, having, counted & inside & domain, who=name, count=words, age=age)


def indeterminate(people: pl.DataFrame) -> Iterator[Row]:
    """By NICE's class of total B12: who has raised MMA, by age and with good kidneys only."""
    newest = adults(people, NEWEST)
    domains = {**AGES, GOOD_KIDNEYS: KIDNEYS}
    for having, words in OUTCOMES.items():
        for key, name in CLASSES.items():
            for age, domain in domains.items():
                yield row(newest, having, domain & (c("nice") == key), mma=words, b12=name, group=age)
