"""The same figures as others published from this survey, by their definitions as far as the extract holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from typing import Any

import numpy as np
import polars as pl

from analysis.centiles import MIDDLE, quantiles
from analysis.people import EARLIER, HOMOCYSTEINE, NEWEST, adults
from analysis.survey import share

c = pl.col
Row = dict[str, Any]
BEFORE_2007 = (*EARLIER, *HOMOCYSTEINE)
HIGHEST_B12 = 1265
"""pmol/L: bailey2013 leaves out those above it, and those with an eGFR below 30."""
WOLFFENBUTTEL_MMA = 0.30
"""µmol/L: its abstract does not print the limit; this one fits."""


def comparisons(people: pl.DataFrame) -> Iterator[Row]:
    """Each published figure with ours: shares in per cent with their intervals, the others without."""
    yield from shares(people)
    yield from unweighted(people)
    yield from middles(people)


def below(column: str, limit: float) -> pl.Expr:
    """1 below the limit, 0 at or above it."""
    return (c(column) < limit).cast(pl.Float64).alias("it")


def above(column: str, limit: float) -> pl.Expr:
    """1 above the limit, 0 at or below it."""
    return (c(column) > limit).cast(pl.Float64).alias("it")


def shares(people: pl.DataFrame) -> Iterator[Row]:
    """Weighted shares, with their intervals."""
    earlier, wide = adults(people, EARLIER), adults(people, BEFORE_2007)
    both_known = c("b12_pmol_l").is_not_null() & c("mma_umol_l").is_not_null()
    grown = (c("age") >= 20) & (c("not_pregnant") == 1) & both_known
    fifty, at_most_148 = c("age") >= 50, below("b12_pmol_l", 148.01)
    diabetes, metformin = fifty & (c("diabetes") == 1), c("metformin") == 1
    r, low = "reinstatler2012", "B12 148 or less, 50 and over"
    no_anaemia = pl.when(c("b12_pmol_l").is_not_null() & c("anaemia").is_not_null()).then(
        ((c("b12_pmol_l") < 148) & (c("anaemia") == 0)).cast(pl.Float64)
    )
    kidneys = grown & (c("egfr_ckdepi2021") >= 30)
    as_bailey = kidneys & (c("b12_pmol_l") <= HIGHEST_B12)
    between = c("b12_pmol_l").is_between(126, 287).cast(pl.Float64).alias("it")
    for source, what, published, sample, it, domain in (
        ("bailey2011", "B12 below 148, adults", 3, earlier, below("b12_pmol_l", 148), grown),
        ("bailey2011", "B12 below 258, adults", 26, earlier, below("b12_pmol_l", 258), grown),
        ("bailey2011", "MMA above 0.271, adults", 5.8, earlier, above("mma_umol_l", 0.271), grown),
        ("bailey2011", "MMA above 0.376, adults", 2.3, earlier, above("mma_umol_l", 0.376), grown),
        ("bailey2011", "MMA above 0.271, eGFR of 30 and over", 5.8, earlier, above("mma_umol_l", 0.271), kidneys),
        ("bailey2011", "MMA above 0.376, eGFR of 30 and over", 2.3, earlier, above("mma_umol_l", 0.376), kidneys),
        ("bailey2013", "B12 below 126, adults", 1, earlier, below("b12_pmol_l", 126), as_bailey),
        ("bailey2013", "B12 126 to 287, adults", 33, earlier, between, as_bailey),
        ("qi2014", "B12 below 148 without anaemia, over 50", 3.9, wide, no_anaemia.alias("it"), c("age") > 50),
        (r, f"{low}, metformin", 5.8, wide, at_most_148, diabetes & metformin),
        (r, f"{low}, diabetes, no metformin", 2.4, wide, at_most_148, diabetes & ~metformin),
        (r, f"{low}, no diabetes", 3.3, wide, at_most_148, fifty & (c("diabetes") == 0)),
    ):
        found = share(sample.with_columns(it), "it", domain)
        numbers = {"ours": 100 * found.share, "low": 100 * found.low, "high": 100 * found.high}
        yield row(source, what, published, numbers, found.people)


def unweighted(people: pl.DataFrame) -> Iterator[Row]:
    """Shares of the people in the survey as they are, in per cent: raised MMA by B12."""
    known = adults(people, NEWEST).filter(c("adult") & c("b12_pmol_l").is_not_null() & c("mma_umol_l").is_not_null())
    for words, published, inside in (
        ("below 140", 56.2, c("b12_pmol_l") < 140),
        ("140 to 300", 13.5, c("b12_pmol_l").is_between(140, 300)),
        ("301 to 1,000", 4.1, c("b12_pmol_l").is_between(300, 1000, closed="right")),
    ):
        of_class = known.filter(inside)
        ours = 100 * float((of_class["mma_umol_l"] > WOLFFENBUTTEL_MMA).sum()) / len(of_class)
        what = f"MMA raised with B12 {words}, not weighted"
        yield row("wolffenbuttel2020", what, published, {"ours": ours}, len(of_class))


def middles(people: pl.DataFrame) -> Iterator[Row]:
    """Weighted geometric means of MMA, in nmol/L, and medians by B12."""
    earlier = adults(people, EARLIER)
    for words, published, inside in (
        ("over 70", 196.9, c("age") > 70),
        ("21 to 30", 121.0, c("age").is_between(21, 30)),
        ("non-Hispanic white", 141.2, c("race") == 3),
        ("non-Hispanic black", 115.5, c("race") == 4),
    ):
        these = earlier.filter(inside & c("mma_umol_l").is_not_null())
        mean = exp(float(np.average(np.log(1000 * these["mma_umol_l"].to_numpy()), weights=these["weight"].to_numpy())))
        yield row("ganji2018", f"geometric mean of MMA, nmol/L, {words}", published, {"ours": mean}, len(these))
    grown = earlier.filter(c("adult") & (c("not_pregnant") == 1) & (c("egfr_ckdepi2021") >= 30))
    for marker, words, factor, theirs in (
        ("mma_umol_l", "MMA, nmol/L", 1000, (281, 148, 120)),
        ("hcy_umol_l", "homocysteine, µmol/L", 1, (12, 9, 8)),
    ):
        yield from _medians(grown.filter(c(marker).is_not_null()), marker, words, factor, theirs)


def _medians(people: pl.DataFrame, marker: str, words: str, factor: float, published: Sequence[float]) -> Iterator[Row]:
    b12 = c("b12_pmol_l")
    classes = {
        "below 126": b12 < 126,
        "126 to 287": b12.is_between(126, 287),
        "above 287": (b12 > 287) & (b12 <= HIGHEST_B12),
    }
    for (name, inside), theirs in zip(classes.items(), published, strict=True):
        these = people.filter(inside)
        found = quantiles(these[marker].to_numpy(), these["weight"].to_numpy())[MIDDLE]
        what = f"median of {words}, B12 {name}"
        yield row("bailey2013", what, theirs, {"ours": factor * float(found)}, len(these))


def row(source: str, what: str, published: float, ours: dict[str, float], people: int) -> Row:
    """One line of the table; an interval that was not worked out is left empty."""
    rounded = {name: round(value, 4) for name, value in ours.items()}
    about: Row = {"source": source, "what": what, "published": published}
    return {**about, "ours": None, "low": None, "high": None, **rounded, "people": people}
