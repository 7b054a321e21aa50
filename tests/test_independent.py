"""The calculators' formulas against a second implementation in decimal arithmetic, over all they take."""

from __future__ import annotations

from itertools import product

import pytest

from calculators.labs.combined_indicator import cb12
from calculators.labs.kidney_function import egfr_ckd_epi_2021
from calculators.labs.post_test import after
from tests import independent

CREATININE = ("0.1", "0.5", "0.69", "0.7", "0.71", "0.89", "0.9", "0.91", "1.3", "4", "15", "30")


@pytest.mark.parametrize("sex", ["female", "male"])
def test_kidney_function(sex: str) -> None:
    for creatinine, age in product(CREATININE, ("18", "50", "91.5", "125")):
        expected = float(independent.egfr(creatinine, age, sex))
        assert egfr_ckd_epi_2021(float(creatinine), float(age), sex) == pytest.approx(expected, rel=1e-12)  # type: ignore[arg-type]


def test_combined_indicator() -> None:
    for holotc, mma, age in product(("0.5", "40", "9000"), ("0.01", "0.2", "90"), ("0", "18", "70", "125")):
        expected = float(independent.cb12(holotc, "210.5", mma, "11.2", age))
        assert cb12(float(holotc), 210.5, float(mma), 11.2, float(age)) == pytest.approx(expected, abs=1e-12)


def test_post_test() -> None:
    for pretest, ratio in product(("0.001", "5", "50", "99.9"), ("0.13", "0.59", "1", "2.72", "12.10")):
        expected = float(independent.post_test(pretest, ratio))
        assert after(float(pretest), float(ratio)) == pytest.approx(expected, rel=1e-12)
