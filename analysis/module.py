"""Writes calculators/core/survey.py: the part of the results that two calculators read, as Python."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from analysis.centiles import PERCENTILES
from analysis.groups import OUTCOMES, QUESTIONS

HEAD = '''"""What the survey showed, as two calculators read it: made by `python dev.py analysis`, never by hand.

`CENTILES` has a line for each measurement, sex and age: the people in its window, how many drawn at random would
know as much, then the value at each of `PERCENTILES`, in the measurement's first unit. The last age is 80 and over.
`GROUPS` has a line for each group of adults with enough people, and outcome: the people, how many have it and, if
they are enough, the weighted share in per cent with its 95% interval. In its name, `any` stands where the group takes
everybody.
"""

from collections.abc import Mapping

'''


def module(results: Path) -> str:
    """The module's text."""
    percentiles = ", ".join(f"{each:g}" for each in PERCENTILES)
    centiles, groups = "\n".join(_centiles(results)), "\n".join(_groups(results))
    return (
        f"{HEAD}PERCENTILES = ({percentiles})\n\nCENTILES: Mapping[str, Mapping[str, Mapping[int, str]]] = {{\n"
        f"{centiles}\n}}\n\nGROUPS: Mapping[str, str] = {{\n{groups}\n}}\n"
    )


def _rows(results: Path, name: str) -> list[dict[str, str]]:
    with (results / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _centiles(results: Path) -> Iterator[str]:
    for analyte, of_analyte in groupby(_rows(results, "centiles"), lambda row: row["analyte"]):
        yield f'    "{analyte}": {{'
        for sex, of_sex in groupby(of_analyte, lambda row: row["sex"]):
            yield f'        "{sex}": {{'
            for row in of_sex:
                values = " ".join(f"{float(row[f'p{each:g}']):g}".removeprefix("0") for each in PERCENTILES)
                yield f'            {row["age"]}: "{row["people"]} {row["effective"]} {values}",'
            yield "        },"
        yield "    },"


def _groups(results: Path) -> Iterator[str]:
    for outcome in OUTCOMES:
        for row in _rows(results, "groups"):
            if row["outcome"] == outcome:
                name = " ".join([outcome, *(row[key].replace(" and over", "+") or "any" for key in QUESTIONS)])
                numbers = "".join(f" {float(row[key]):.4f}" for key in ("share", "low", "high") if row[key])
                yield f'    "{name}": "{row["people"]} {row["having"]}{numbers}",'
