"""How many people like this have low B12 or raised MMA: for each combination the first group with enough people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import polars as pl

from analysis.people import AGE_BANDS, NEWEST, adults
from analysis.survey import CASES, Share, share

c = pl.col
SEXES = ("male", "female")
YES_NO = ("no", "yes")
QUESTIONS = ("age_band", "sex", "metformin", "acid_blocker", "poor_kidneys")
DROPPED = ("sex", "acid_blocker", "poor_kidneys", "age_band", "metformin")
"""In this order, until a group has enough people; what is known to matter most for the reader is kept longest."""
CHOSEN_BY = "low_b12"
"""The outcome that decides which group answers; the others are told of the same people."""
OUTCOMES = ("low_b12", "raised_mma", "both")
Group = Mapping[str, str]


def members(group: Group) -> pl.Expr:
    """Who is in a group; a question that is not asked leaves everybody in."""
    tests: Mapping[str, pl.Expr] = {
        "age_band": c("age_band") == group.get("age_band", ""),
        "sex": c("female") == SEXES.index(group.get("sex", "male")),
        **{key: c(key) == YES_NO.index(group.get(key, "no")) for key in ("metformin", "acid_blocker", "poor_kidneys")},
    }
    known = c("both").is_not_null() & c("poor_kidneys").is_not_null() & c("adult")
    return pl.all_horizontal(known, *(tests[key] for key in group))


def enough(found: Share) -> bool:
    """Whether a share of a group may be told to a reader."""
    return found.shown and found.having >= CASES


def answering(people: pl.DataFrame, group: Group, known: dict[Any, Share]) -> Group:
    """The group itself or, where it has too few people, the first wider one that has enough."""
    for count in range(len(DROPPED) + 1):
        wider = {key: value for key, value in group.items() if key not in DROPPED[:count]}
        at = tuple(wider.items())
        if at not in known:
            known[at] = share(people, CHOSEN_BY, members(wider))
        if enough(known[at]):
            break
    return wider


def groups(people: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Every group that answers for some combination of answers, once an outcome; what is not asked is left empty.

    A share that rests on too few is left empty too.
    """
    newest, known, told = adults(people, NEWEST), dict[Any, Share](), set[Any]()
    for answers in product(AGE_BANDS, (*SEXES, ""), *((*YES_NO, ""),) * 3):
        asked = {key: answer for key, answer in zip(QUESTIONS, answers, strict=True) if answer}
        group = answering(newest, asked, known)
        if (at := tuple(group.items())) in told:
            continue
        told.add(at)
        for having in OUTCOMES:
            found = share(newest, having, members(group))
            numbers = {"share": found.share, "low": found.low, "high": found.high}
            yield {
                "outcome": having,
                **{key: group.get(key, "") for key in QUESTIONS},
                "people": found.people,
                "having": found.having,
                **{name: round(100 * value, 4) if enough(found) else None for name, value in numbers.items()},
            }
