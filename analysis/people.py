"""The people of the survey: who they are, and what is worked out of what was measured on them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

EXTRACT = "nhanes_b12.parquet"
NEWEST = ("2011-2012", "2013-2014")
EARLIER = ("2001-2002", "2003-2004")
HOMOCYSTEINE = ("2005-2006",)
ADULT = 20
OLDEST = 80
"""Ages above are written as this from 2011."""
LOW_B12, BORDERLINE_B12 = 148.0, 221.0
"""pmol/L: below the first is low, up to the second borderline (reinstatler2012)."""
RAISED_MMA, HIGH_MMA = 0.27, 0.376
"""µmol/L: above is raised."""
POOR_KIDNEYS = 60
"""eGFR in mL/min/1.73 m², below which MMA rises by itself."""
AGE_BANDS = ("20–39", "40–59", "60–69", "70 and over")
NICE_B12 = (133.0, 258.0)
"""pmol/L: the two limits of NICE's middle class, which holds both."""

c = pl.col


def flag(condition: pl.Expr) -> pl.Expr:
    """1.0 or 0.0, and nothing where it cannot be told."""
    return condition.cast(pl.Float64)


def read(folder: Path) -> pl.DataFrame:
    """Everybody with a weight and a design, and what is derived.

    Args:
        folder: where the extract lies.

    Returns:
        One row a person: columns of the extract and those named below; weights are of one cycle.

    Raises:
        FileNotFoundError: if the extract is not there.
    """
    people = pl.read_parquet(folder / EXTRACT).filter(c("psu").is_not_null())
    poor = c("egfr_ckdepi2021") < POOR_KIDNEYS
    low, raised = c("b12_pmol_l") < LOW_B12, c("mma_umol_l") > RAISED_MMA
    return people.with_columns(
        weight=c("wtmec2yr"),
        female=flag(c("sex") == 2),
        not_pregnant=flag(c("pregnant") != 1),
        metformin=flag(c("rx_metformin") == 1),
        acid_blocker=flag((c("rx_ppi") == 1) | (c("rx_h2ra") == 1)),
        poor_kidneys=flag(poor),
        low_b12=flag(low),
        raised_mma=flag(raised),
        high_mma=flag(c("mma_umol_l") > HIGH_MMA),
        both=pl.when(low.is_not_null() & raised.is_not_null()).then(flag(low & raised)),
        nice=pl.when(c("b12_pmol_l") < NICE_B12[0])
        .then(pl.lit("below"))
        .when(c("b12_pmol_l") <= NICE_B12[1])
        .then(pl.lit("between"))
        .when(c("b12_pmol_l") > NICE_B12[1])
        .then(pl.lit("above")),
        anaemia=flag(c("hb_g_dl") < pl.when(c("sex") == 1).then(13.0).otherwise(12.0)),
        macrocytosis=flag(c("mcv_fl") > 100),
        age_band=c("age").cut([39, 59, 69], labels=AGE_BANDS).cast(pl.String),
        diabetes=pl.when(c("diabetes_diq010").is_in([1, 2, 3])).then(flag(c("diabetes_diq010") == 1)),
    )


def adults(people: pl.DataFrame, cycles: tuple[str, ...]) -> pl.DataFrame:
    """The people of some cycles, with a weight for all of them together and a mark on those of 20 and over."""
    return people.filter(c("cycle").is_in(cycles)).with_columns(
        weight=c("weight") / len(cycles), adult=c("age") >= ADULT, older=c("age") >= 60
    )
