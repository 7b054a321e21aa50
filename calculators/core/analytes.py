"""What laboratories measure: units, codes and ranges, declared once and shared by every calculator.

Ranges guard against a mistyped unit and are no medical limits. `usual` holds at least the central 99.9 % of the values
that NHANES measured in 42,927 people; `possible` leaves room for the most extreme ones seen there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from calculators.core.model import Choice, Quantity


@dataclass(frozen=True)
class Analyte:
    """A substance in blood. Factors turn each unit into the first; ranges are in the first unit.

    `formula` is the compound that mass units count, `molar_mass` its g/mol; `loinc` and `ucum` are each unit's codes.
    """

    key: str
    label: str
    units: Mapping[str, float]
    possible: tuple[float, float]
    usual: tuple[float, float] | None
    loinc: Mapping[str, str]
    ucum: Mapping[str, str]
    formula: str = ""
    molar_mass: float = 0.0

    def quantity(
        self, key: str = "", *, label: str = "", units: Sequence[str] = (), hint: str = "", unit_of: str = ""
    ) -> Quantity:
        """The analyte as an input, with the units this calculator takes (all, unless named)."""
        kept = {unit: self.units[unit] for unit in (units or self.units)}
        return Quantity(
            key or self.key, label or self.label, kept, self.possible, self.usual, hint, not unit_of, unit_of
        )


COBALAMIN, MMA_MASS, HOMOCYSTEINE_MASS, FOLIC_ACID = 1355.37, 118.088, 135.181, 441.40
"""Molar masses, g/mol: cyanocobalamin, methylmalonic acid, homocysteine, folic acid."""

TOTAL_B12 = Analyte(
    "total_b12",
    "Total vitamin B12",
    {"pmol/L": 1.0, "ng/L": 1000 / COBALAMIN, "pg/mL": 1000 / COBALAMIN},
    possible=(1, 200_000),
    usual=(30, 14_300),
    loinc={"pmol/L": "14685-2", "ng/L": "2132-9", "pg/mL": "2132-9"},
    ucum={"pmol/L": "pmol/L", "ng/L": "ng/L", "pg/mL": "pg/mL"},
    formula="C63H88CoN14O14P",
    molar_mass=COBALAMIN,
)
ACTIVE_B12 = Analyte(
    "active_b12",
    "Active vitamin B12 (holotranscobalamin)",
    {"pmol/L": 1.0, "ng/L": 1000 / COBALAMIN, "pg/mL": 1000 / COBALAMIN},
    possible=(0.5, 10_000),
    usual=None,
    loinc={},
    ucum={"pmol/L": "pmol/L", "ng/L": "ng/L", "pg/mL": "pg/mL"},
    formula="C63H88CoN14O14P",
    molar_mass=COBALAMIN,
)
MMA = Analyte(
    "mma",
    "Methylmalonic acid (MMA)",
    {"µmol/L": 1.0, "nmol/L": 0.001, "ng/mL": 1 / MMA_MASS, "µg/L": 1 / MMA_MASS},
    possible=(0.01, 100),
    usual=(0.035, 2.5),
    loinc={"µmol/L": "13964-2", "nmol/L": "13964-2"},
    ucum={"µmol/L": "umol/L", "nmol/L": "nmol/L", "ng/mL": "ng/mL", "µg/L": "ug/L"},
    formula="C4H6O4",
    molar_mass=MMA_MASS,
)
HOMOCYSTEINE = Analyte(
    "homocysteine",
    "Homocysteine",
    {"µmol/L": 1.0, "mg/L": 1000 / HOMOCYSTEINE_MASS},
    possible=(0.5, 1000),
    usual=(2.1, 62),
    loinc={"µmol/L": "13965-9"},
    ucum={"µmol/L": "umol/L", "mg/L": "mg/L"},
    formula="C4H9NO2S",
    molar_mass=HOMOCYSTEINE_MASS,
)
FOLATE = Analyte(
    "folate",
    "Folate",
    {"nmol/L": 1.0, "ng/mL": 1000 / FOLIC_ACID, "µg/L": 1000 / FOLIC_ACID},
    possible=(0.5, 2000),
    usual=(4.8, 285),
    loinc={"nmol/L": "14732-2", "ng/mL": "2284-8", "µg/L": "2284-8"},
    ucum={"nmol/L": "nmol/L", "ng/mL": "ng/mL", "µg/L": "ug/L"},
    formula="C19H19N7O6",
    molar_mass=FOLIC_ACID,
)
CREATININE = Analyte(
    "creatinine",
    "Creatinine",
    {"µmol/L": 1.0, "mg/dL": 88.4},
    possible=(5, 3000),
    usual=(26, 820),
    loinc={"µmol/L": "14682-9", "mg/dL": "2160-0"},
    ucum={"µmol/L": "umol/L", "mg/dL": "mg/dL"},
    formula="C4H7N3O",
    molar_mass=113.12,
)
HAEMOGLOBIN = Analyte(
    "haemoglobin",
    "Haemoglobin",
    {"g/L": 1.0, "g/dL": 10.0},
    possible=(15, 260),
    usual=(76, 188),
    loinc={"g/L": "718-7", "g/dL": "718-7"},
    ucum={"g/L": "g/L", "g/dL": "g/dL"},
)
ANALYTES: Mapping[str, Analyte] = {
    analyte.key: analyte for analyte in (TOTAL_B12, ACTIVE_B12, MMA, HOMOCYSTEINE, FOLATE, CREATININE, HAEMOGLOBIN)
}

AGE = Quantity("age", "Age", {"years": 1.0}, (0, 125), hint="Years, for example 67.", censored=False)
Sex = Literal["female", "male"]
SEX = Choice(
    "sex", "Sex", {"female": "Female", "male": "Male"}, "Sex assigned at birth, as limits and equations use it."
)
MCV = Quantity("mcv", "Mean cell volume (MCV)", {"fL": 1.0}, (30, 200), (52, 122), "In fL (µm³), from the blood count.")
EGFR = Quantity(
    "egfr",
    "Kidney function (eGFR)",
    {"mL/min/1.73 m²": 1.0},
    possible=(1, 250),
    hint="From your report, as a number; “>60” is fine.",
)
CODES: Mapping[str, str] = {"age": "30525-0", "egfr": "98979-8", "mcv": "787-2"}
"""LOINC codes of the shared quantities that are not analytes."""
