"""`python -m analysis.agree AGAIN.csv`: whether R's survey package says the same as our tables, to three digits."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from math import floor, log10
from pathlib import Path

from analysis.tables import RESULTS

CLASSES = {"below 133": "below", "133–258": "between", "above 258": "above"}
EXPOSURES = {
    "B12 below 148, against above 221": "low",
    "B12 148 to 221, against above 221": "borderline",
    "MMA above 0.27, against not": "raised_mma",
    "both, against neither": "both",
}
TERMS = {
    "intercept": "(Intercept)",
    "age, per ten years": "decades",
    "woman": "female",
    "acid blocker": "acid",
    "eGFR below 60": "poor",
}
ANALYTES = {
    "total_b12": "b12_pmol_l",
    "mma": "mma_umol_l",
    "homocysteine": "hcy_umol_l",
    "folate": "folate_serum_nmol_l",
    "haemoglobin": "hb_g_dl",
    "mcv": "mcv_fl",
}
TO_OURS = {"haemoglobin": 10}
"""R reads the extract's unit, g/dL."""
TESTED = ("auc", "predicted", "observed", "slope")
FIELDS = {"estimate": ("share", "slope", "estimate"), "error": ("error",), "low": ("low",), "high": ("high",)}
DIGITS = 3
TABLES = 0.5e-4
"""Half of the last decimal of our tables: no two numbers can be told apart below it."""
TIE = 1.001
"""A tie may fall on either side."""


def rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of one of our tables."""
    with (RESULTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def ours() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each of our figures under the name that R's has."""
    for row in rows("groups"):
        yield " ".join(["groups", *list(row.values())[:6]]), row
    for row in rows("centiles"):
        sex = {"male": 1, "female": 2}[row["sex"]]
        name = f"centiles {ANALYTES[row['analyte']]} {sex} {row['age']}"
        yield f"{name} effective", {"estimate": row["effective"]}
        for percentile in (10, 50, 90):
            value = float(row[f"p{percentile}"]) / TO_OURS.get(row["analyte"], 1)
            yield f"{name} {percentile}", {"estimate": str(value)}
    for row in rows("model-tested"):
        yield from ((f"tested {name}", {"estimate": row[name]}) for name in TESTED)
    for row in rows("prevalence"):
        yield f"prevalence {row['measure']} {row['age']}", row
    for row in rows("blood-count"):
        yield f"blood-count {row['who']} {row['count']} {row['age']}", row
    for row in rows("indeterminate"):
        yield f"indeterminate {row['mma']} {CLASSES[row['b12']]} {row['group']}", row
    for row in rows("strength"):
        yield f"strength {EXPOSURES[row['what']]} {row['who']} {row['step']}", row
    for row in rows("model"):
        yield f"model {TERMS.get(row['term'], row['term'])}", row


def same(one: float, other: float) -> bool:
    """Whether two numbers agree to three significant digits."""
    largest = max(abs(one), abs(other), TABLES)
    return abs(one - other) <= max(TABLES, 0.5 * 10.0 ** (floor(log10(largest)) + 1 - DIGITS)) * TIE


def compare(again: Path) -> tuple[int, list[str]]:
    """How many figures were compared, and those that differ.

    Raises:
        KeyError: if R has a figure that we have not.
    """
    mine, compared, differ = dict(ours()), 0, list[str]()
    with again.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, quotechar="|"):
            for field, names in FIELDS.items():
                own = next((mine[row["name"]][name] for name in names if mine[row["name"]].get(name)), None)
                if own is None or row[field] == "NA":
                    continue
                compared += 1
                if not same(float(own), float(row[field])):
                    differ.append(f"{row['name']} {field}: {own} and {row[field]}")
    return compared, differ


if __name__ == "__main__":
    total, different = compare(Path(sys.argv[1]))
    print("\n".join(different))
    print(f"{total} numbers compared, {len(different)} differ")
    sys.exit(bool(different))
