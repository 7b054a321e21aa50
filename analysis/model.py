"""A model of low B12 from five answers: fitted to 2001–2004, tested unchanged on 2011–2014. Plan, question 3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import svy

from analysis.people import EARLIER, NEWEST, adults
from analysis.survey import DOMAIN, sample, share

c = pl.col
Numbers = np.ndarray[Any, np.dtype[np.float64]]
OUTCOME = "low_b12"
TERMS = ("decades", "female", "metformin", "acid_blocker", "poor_kidneys")
WORDS = {
    "_intercept_": "intercept",
    "decades": "age, per ten years",
    "female": "woman",
    "metformin": "metformin",
    "acid_blocker": "acid blocker",
    "poor_kidneys": "eGFR below 60",
}
TENTHS = 10
THRESHOLDS = tuple(each / 1000 for each in range(5, 101, 5))
DRAWS, SEED = 2000, 20261123


class Tested(NamedTuple):
    """How well the model does on people it has not seen."""

    people: int
    cases: int
    auc_before: float
    auc: float
    auc_low: float
    auc_high: float
    slope: float
    slope_low: float
    slope_high: float
    predicted: float
    observed: float
    ratio: float
    ratio_low: float
    ratio_high: float


def prepared(people: pl.DataFrame, cycles: tuple[str, ...]) -> pl.DataFrame:
    """The people of some cycles with the model's terms; `complete` marks those it can be asked about."""
    ready = adults(people, cycles).with_columns(decades=(c("age").clip(upper_bound=80) - 50) / 10)
    return ready.with_columns(complete=c("adult") & pl.all_horizontal(c(OUTCOME, *TERMS).is_not_null()))


def fit(people: pl.DataFrame) -> pl.DataFrame:
    """The coefficients as log odds, with their errors; `term`, `estimate`, `std_err`, `conf_low`, `conf_high`."""
    ready = prepared(people, EARLIER)
    fitted = sample(ready, c("complete")).glm.fit(OUTCOME, x=list(TERMS), family="binomial", where=svy.col(DOMAIN))
    return fitted.to_polars()


def shown(people: pl.DataFrame, coefficients: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The coefficients as a table."""
    count = len(prepared(people, EARLIER).filter(c("complete")))
    for row in coefficients.to_dicts():
        numbers = {"estimate": "estimate", "error": "std_err", "low": "conf_low", "high": "conf_high"}
        yield {
            "term": WORDS[row["term"]],
            "people": count,
            **{name: round(row[key], 5) for name, key in numbers.items()},
        }


def predicted(people: pl.DataFrame, coefficients: pl.DataFrame) -> Numbers:
    """Each person's risk, from 0 to 1."""
    values = dict(zip(coefficients["term"], coefficients["estimate"], strict=True))
    score = values["_intercept_"] + sum(values[term] * people[term].to_numpy() for term in TERMS)
    return np.asarray(1 / (1 + np.exp(-score)))


def auc(risk: Numbers, case: Numbers, weight: Numbers) -> float:
    """The weighted chance that somebody with low B12 has a higher risk than somebody without; ties count half."""
    order = np.argsort(risk, kind="stable")
    risk, case, weight = risk[order], case[order], weight[order]
    _, at = np.unique(risk, return_inverse=True)
    with_it, without = np.bincount(at, weight * case), np.bincount(at, weight * (1 - case))
    below = np.cumsum(without) - without
    return float((with_it * (below + without / 2)).sum() / (with_it.sum() * without.sum()))


def drawn(people: pl.DataFrame, generator: np.random.Generator) -> Numbers:
    """How often each person is in one bootstrap sample: one unit fewer than there are, drawn in every stratum.

    The weights are rescaled as Rao and Wu do, so that totals stay unbiased.
    """
    times = np.zeros(len(people))
    strata, units = people["stratum"].to_numpy(), people["psu"].to_numpy()
    for stratum in np.unique(strata):
        there = np.unique(units[strata == stratum])
        picked = generator.choice(there, len(there) - 1)
        for unit in there:
            here = (strata == stratum) & (units == unit)
            times[here] = (picked == unit).sum() * len(there) / (len(there) - 1)
    return times


def asked(people: pl.DataFrame, cycles: tuple[str, ...], coefficients: pl.DataFrame) -> tuple[Numbers, ...]:
    """Those the model can be asked about: their risks, whether they are cases, and their weights."""
    those = prepared(people, cycles).filter(c("complete"))
    return predicted(those, coefficients), those[OUTCOME].to_numpy(), those["weight"].to_numpy()


def test(people: pl.DataFrame, coefficients: pl.DataFrame) -> Tested:
    """The fitted model on the newest cycles; intervals by the bootstrap keep the coefficients as they are."""
    risk, case, weight = asked(people, NEWEST, coefficients)
    generator, those = np.random.default_rng(SEED), prepared(people, NEWEST).filter(c("complete"))
    weights = [weight * drawn(those, generator) for _ in range(DRAWS)]
    low, high = np.quantile([auc(risk, case, each) for each in weights], [0.025, 0.975])
    ratios = [np.average(risk, weights=each) / np.average(case, weights=each) for each in weights]
    mean, seen = float(np.average(risk, weights=weight)), float(np.average(case, weights=weight))
    return Tested(
        len(risk),
        int(case.sum()),
        auc(*asked(people, EARLIER, coefficients)),
        auc(risk, case, weight),
        float(low),
        float(high),
        *slope(people, coefficients),
        mean,
        seen,
        mean / seen,
        *map(float, np.quantile(ratios, [0.025, 0.975])),
    )


def slope(people: pl.DataFrame, coefficients: pl.DataFrame) -> tuple[float, float, float]:
    """How much the log odds rise for one of the predicted log odds, with the ends of the interval."""
    ready = prepared(people, NEWEST)
    risk = predicted(ready, coefficients)
    scored = ready.with_columns(pl.Series("score", np.log(risk / (1 - risk))))
    again = sample(scored, c("complete")).glm.fit(OUTCOME, x=["score"], family="binomial", where=svy.col(DOMAIN))
    (row,) = again.to_polars().filter(c("term") == "score").to_dicts()
    return row["estimate"], row["conf_low"], row["conf_high"]


def participants(people: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Whom the model was made of and whom it was tested on: weighted shares in per cent, and the mean age."""
    for name, cycles in (("made of, 2001–2004", EARLIER), ("tested on, 2011–2014", NEWEST)):
        grown = prepared(people, cycles).filter(c("adult"))
        those = grown.filter(c("complete"))
        weight = those["weight"].to_numpy()
        shares = {key: 100 * those[key].to_numpy() for key in (OUTCOME, *TERMS[1:])}
        yield {
            "who": name,
            "people": len(those),
            "cases": int(those[OUTCOME].sum()),
            "left_out": len(grown) - len(those),
            "age": round(float(np.average(those["age"].to_numpy(), weights=weight)), 4),
            **{key: round(float(np.average(values, weights=weight)), 4) for key, values in shares.items()},
        }


def calibration(people: pl.DataFrame, coefficients: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Predicted against observed in tenths of the predicted risk, in per cent."""
    those = prepared(people, NEWEST).filter(c("complete"))
    risk, _, weight = asked(people, NEWEST, coefficients)
    order = np.argsort(risk, kind="stable")
    along = (np.cumsum(weight[order]) - weight[order] / 2) / weight.sum()
    tenth = np.empty(len(risk), dtype=int)
    tenth[order] = np.minimum((along * TENTHS).astype(int), TENTHS - 1)
    marks = those.select("SEQN").with_columns(pl.Series("tenth", tenth))
    marked = prepared(people, NEWEST).join(marks, on="SEQN", how="left")
    for each in range(TENTHS):
        found = share(marked, OUTCOME, c("tenth") == each)
        here = tenth == each
        numbers = {"observed": found.share, "low": found.low, "high": found.high}
        yield {
            "tenth": each + 1,
            "people": found.people,
            "predicted": round(100 * float(np.average(risk[here], weights=weight[here])), 4),
            **{name: round(100 * value, 4) for name, value in numbers.items()},
        }


def net_benefit(risk: Numbers, case: Numbers, weight: Numbers, threshold: float) -> float:
    """Cases found less false alarms, these weighed by the odds of the threshold, for each person."""
    tested = risk >= threshold
    found, alarms = (weight * case * tested).sum(), (weight * (1 - case) * tested).sum()
    return float((found - alarms * threshold / (1 - threshold)) / weight.sum())


def decisions(people: pl.DataFrame, coefficients: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Net benefit for 1,000 people: by the model, testing everybody, testing nobody."""
    risk, case, weight = asked(people, NEWEST, coefficients)
    for threshold in THRESHOLDS:
        yield {
            "threshold": 100 * threshold,
            "model": round(1000 * net_benefit(risk, case, weight, threshold), 4),
            "everybody": round(1000 * net_benefit(np.ones_like(risk), case, weight, threshold), 4),
            "nobody": 0,
        }
