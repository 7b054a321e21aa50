"""What must hold for where a result stands, whatever the numbers."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from calculators.labs.population_percentile import MEASURED
from tests.test_properties import ask

ANALYTES = st.sampled_from(sorted(MEASURED))
AGES = st.integers(20, 110)
SHARES = st.floats(0, 1)
SEXES = st.sampled_from(["female", "male"])


def place(percentile: float | str) -> float:
    """A percentile as a number; beyond the ends, the end."""
    return float(percentile.strip("<>")) if isinstance(percentile, str) else percentile


@given(analyte=ANALYTES, age=AGES, sex=SEXES, pair=st.tuples(SHARES, SHARES), data=st.data())
def test_a_higher_result_never_stands_lower(
    analyte: str, age: int, sex: str, pair: tuple[float, float], data: st.DataObject
) -> None:
    quantity = MEASURED[analyte]
    unit = data.draw(st.sampled_from(sorted(quantity.units)))
    least, top = quantity.usual or quantity.possible
    shown = [f"{(least + share * (top - least)) / quantity.units[unit]:.4f} {unit}" for share in sorted(pair)]
    low, high = (
        ask("population_percentile", {"analyte": analyte, "value": each, "age": f"{age} years", "sex": sex})["values"]
        for each in shown
    )
    assert place(low["percentile"]) <= place(high["percentile"]) + 1e-9
    assert low["low"] <= high["low"] + 1e-9
    assert low["high"] <= high["high"] + 1e-9
    for each in (low, high):
        assert each["low"] <= place(each["percentile"]) <= each["high"]


@given(age=AGES, sex=SEXES, level=st.integers(400, 2000))
def test_the_unit_moves_nobody(age: int, sex: str, level: int) -> None:
    about = {"analyte": "haemoglobin", "age": f"{age} years", "sex": sex}
    one, other = (
        place(ask("population_percentile", {**about, "value": value})["values"]["percentile"])
        for value in (f"{level / 10} g/L", f"{level / 100} g/dL")
    )
    assert math.isclose(one, other, abs_tol=1e-6)
