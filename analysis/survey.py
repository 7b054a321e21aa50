"""Weighted estimates with the survey's design, by svy's Taylor linearisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl
import svy

LEVEL = 0.05
LEAST = 30
"""People in a group, and in its effective sample."""
CASES = 10
"""People of a group who have it, where groups are chosen for a reader: fewer say little, and look reassuring."""
WIDE, NARROW, RELATIVE = 0.30, 0.05, 1.30
"""Widths of an interval: too wide to show; fine whatever the share; between, how many times the share is too wide."""
DOMAIN = "in_domain"


class Share(NamedTuple):
    """A weighted share, from 0 to 1, with its interval, and the people it rests on."""

    people: int
    having: int
    share: float
    error: float
    low: float
    high: float
    effective: float

    @property
    def shown(self) -> bool:
        """Whether the survey's own centre would show it (parker2017)."""
        width = self.high - self.low
        enough = min(self.people, self.effective) >= LEAST and 0 < self.having < self.people
        return enough and width < WIDE and (width <= NARROW or width <= RELATIVE * self.share)


class Slope(NamedTuple):
    """A coefficient of a linear model with its interval."""

    people: int
    slope: float
    error: float
    low: float
    high: float


def sample(people: pl.DataFrame, domain: pl.Expr) -> svy.Sample:
    """The survey with its design; those in the domain are marked, and nobody is left out."""
    marked = people.with_columns(domain.fill_null(value=False).alias(DOMAIN))
    return svy.Sample(marked, svy.Design(stratum="stratum", psu="psu", wgt="weight"))


def share(people: pl.DataFrame, having: str, domain: pl.Expr) -> Share:
    """The share of a domain that has something, by Korn and Graubard's interval (parker2017).

    Args:
        people: the whole sample of the cycles.
        having: a column of 1, 0 or null; null leaves the person out of the domain.
        domain: who it is about.

    Returns:
        The share. Where all or nobody has it, the interval rests on the number of people alone.
    """
    inside = people.filter(domain.fill_null(value=False) & pl.col(having).is_not_null())
    count, having_it = len(inside), int(inside[having].sum())
    if having_it in (0, count):
        low, high = exact_interval(having_it, count)
        return Share(count, having_it, float(having_it > 0), 0.0, low, high, count)
    whole = sample(people, domain & pl.col(having).is_not_null())
    found = whole.estimation.prop(
        having, where=svy.col(DOMAIN), ci_method="korn-graubard", alpha=LEVEL, drop_nulls=True
    )
    assert not isinstance(found, list)  # one column was asked for
    (one,) = [each for each in found.estimates if str(each.y_level) in ("1", "1.0")]
    effective = min(count, one.est * (1 - one.est) / one.se**2)
    return Share(count, having_it, one.est, one.se, one.lci, one.uci, effective)


def exact_interval(having: int, count: int) -> tuple[float, float]:
    """Clopper and Pearson's interval where all or none of `count` people have it."""
    if not count:
        return 0.0, 1.0
    bound = (LEVEL / 2) ** (1 / count)
    return (bound, 1.0) if having else (0.0, 1 - bound)


def slopes(people: pl.DataFrame, outcome: str, terms: Sequence[str], domain: pl.Expr) -> dict[str, Slope]:
    """A weighted linear model: by term, how much the outcome differs for one of it.

    Args:
        people: the whole sample of the cycles.
        outcome: a numeric column.
        terms: numeric columns; a person who lacks one is not in the domain.
        domain: who it is about.
    """
    complete = domain & pl.all_horizontal(pl.col(outcome, *terms).is_not_null())
    fitted = sample(people, complete).glm.fit(outcome, x=list(terms), where=svy.col(DOMAIN), alpha=LEVEL)
    count = len(people.filter(complete.fill_null(value=False)))
    rows = fitted.to_polars()
    return {
        row["term"]: Slope(count, row["estimate"], row["std_err"], row["conf_low"], row["conf_high"])
        for row in rows.to_dicts()
    }
