"""Every table of docs/evidence/data by its name, and how one is written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from analysis import centiles, groups, model, published, shares, strength
from analysis.people import read

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "docs" / "evidence" / "data"
MODULE = ROOT / "calculators" / "core" / "survey.py"


def tables(people: pl.DataFrame) -> dict[str, Iterable[dict[str, Any]]]:
    """Every table by its name."""
    coefficients = model.fit(people)
    return {
        "prevalence": shares.prevalence(people),
        "blood-count": shares.blood_count(people),
        "indeterminate": shares.indeterminate(people),
        "strength": strength.steps(people),
        "strength-otherwise": strength.sensitivity(people),
        "strength-unmeasured": strength.unmeasured(people),
        "published": published.comparisons(people),
        "groups": groups.groups(people),
        "model": model.shown(people, coefficients),
        "model-people": model.participants(people),
        "model-tested": [model.test(people, coefficients)._asdict()],
        "model-calibration": model.calibration(people, coefficients),
        "model-decisions": model.decisions(people, coefficients),
        "centiles": centiles.table(people),
    }


def write(folder: Path, results: Path) -> None:
    """Write each table as CSV."""
    results.mkdir(parents=True, exist_ok=True)
    for name, rows in tables(read(folder)).items():
        pl.DataFrame(list(rows), infer_schema_length=None).write_csv(results / f"{name}.csv", float_precision=5)
        print(f"[analysis] {name}.csv", flush=True)
