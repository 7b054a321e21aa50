"""The people of a health survey through three calculators: no error, the survey's own eGFR, and counts per band.

The survey (NHANES 1999 to 2006 and 2011 to 2014) is public; this repository keeps only the counts. `NHANES_DIR` names
the folder that holds `nhanes_b12.parquet`, one row a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet

from calculators.core.measure import text
from calculators.core.model import Outcome
from calculators.core.run import find, run
from sweep.report import APART, UNDER_AGE

FILE = "nhanes_b12.parquet"
(DECLINED, LEFT_OUT), ADULT = APART, 18
HALF_A_DIGIT = 0.05 + 1e-9
"""The file prints eGFR to one decimal."""

Row = Mapping[str, Any]


def people(folder: Path) -> list[Row]:
    """Every person of the file."""
    rows: list[Row] = pyarrow.parquet.read_table(folder / FILE).to_pylist()
    return rows


def b12(row: Row) -> dict[str, str] | None:
    """The B12 as the survey reports it in pg/mL, with age and pregnancy."""
    if row["b12_pg_ml"] is None:
        return None
    pregnant = {"pregnant": "yes"} if row["pregnant"] == 1 else {}
    return {"total_b12": f"{text(row['b12_pg_ml'])} pg/mL", "age": text(row["age"]), **pregnant}


def kidneys(row: Row) -> dict[str, str] | None:
    """Creatinine as the survey standardised it."""
    if row["creat_mg_dl_std"] is None:
        return None
    return {"creatinine": f"{text(row['creat_mg_dl_std'])} mg/dL", "age": text(row["age"]), "sex": sex(row)}


def blood(row: Row) -> dict[str, str] | None:
    """Haemoglobin and MCV; people who are pregnant are left out, because the trimester is not known."""
    if row["hb_g_dl"] is None or row["pregnant"] == 1:
        return None
    mcv = {"mcv": text(row["mcv_fl"])} if row["mcv_fl"] is not None else {}
    return {"haemoglobin": f"{text(row['hb_g_dl'])} g/dL", "age": text(row["age"]), "sex": sex(row), **mcv}


def sex(row: Row) -> str:
    """The survey's code in words."""
    return "male" if row["sex"] == 1 else "female"


ASKED = {"b12_status": b12, "kidney_function": kidneys, "blood_count": blood}


def counts(rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    """How many people each calculator put in each band. Raises `ValueError` where one could not be answered."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ASKED}
    for row in rows:
        for name, asked in ASKED.items():
            given = asked(row)
            if given is None:
                found[name][LEFT_OUT] += 1
                continue
            result = run(find(name), given)
            if result.errors:
                raise ValueError(f"{name} {given}: {result.errors[0].message}")
            outcome = result.outcome
            under_age = UNDER_AGE if row["age"] < ADULT else ""
            found[name][f"{outcome.band}{under_age}" if isinstance(outcome, Outcome) else DECLINED] += 1
            if name == "kidney_function" and isinstance(outcome, Outcome):
                same_egfr(float(str(outcome.values["egfr"])), row)
    return {name: ordered(name, each) for name, each in found.items()}


def ordered(name: str, found: Counter[str]) -> dict[str, int]:
    """The counts in the order of the bands: adults, then the young where any were answered, then the others."""
    young = [f"{band}{UNDER_AGE}" for band in find(name).bands if found[f"{band}{UNDER_AGE}"]]
    return {band: found[band] for band in (*find(name).bands, *young, DECLINED, LEFT_OUT)}


def same_egfr(egfr: float, row: Row) -> None:
    """The survey file's own eGFR, to its printed digit. Raises `ValueError` where it differs."""
    printed = row["egfr_ckdepi2021"]
    if printed is None or abs(egfr - printed) > HALF_A_DIGIT:
        raise ValueError(f"eGFR {egfr}, in the file {printed}: {row['creat_mg_dl_std']} mg/dL, {row['age']} years")
