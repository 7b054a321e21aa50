"""What must hold for the formulas whatever the numbers: more of a cause never gives less of its effect."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from calculators.labs.kidney_function import category, egfr_ckd_epi_2021
from calculators.labs.post_test import after
from calculators.recovery.absorption import absorbed_from_food, absorbed_from_one
from calculators.risk.depletion import store_after, years_until
from tests.test_properties import ask

CREATININE = st.floats(0.1, 30)
AGES = st.integers(18, 110)
SEXES = st.sampled_from(["female", "male"])
SHARES = st.floats(0.01, 99.9)
DOSES = st.floats(0.1, 10_000)
ROUNDING = 1e-9


@given(pair=st.tuples(CREATININE, CREATININE), age=AGES, sex=SEXES)
def test_more_creatinine_never_means_better_kidneys(pair: tuple[float, float], age: int, sex: str) -> None:
    low, high = (egfr_ckd_epi_2021(each, age, sex) for each in sorted(pair))  # type: ignore[arg-type]
    assert low >= high
    assert category(low)[0] <= category(high)[0]


@given(creatinine=CREATININE, pair=st.tuples(AGES, AGES), sex=SEXES)
def test_the_older_have_the_lower_estimate(creatinine: float, pair: tuple[int, int], sex: str) -> None:
    young, old = (egfr_ckd_epi_2021(creatinine, age, sex) for age in sorted(pair))  # type: ignore[arg-type]
    assert young >= old


@given(before=SHARES, ratio=st.floats(0.01, 100))
def test_a_ratio_above_one_raises_the_odds_and_below_one_lowers_them(before: float, ratio: float) -> None:
    later = after(before, ratio)
    assert 0 < later < 100
    assert (later > before) == (ratio > 1) or math.isclose(later, before, rel_tol=1e-6)
    assert math.isclose(after(later, 1 / ratio), before, rel_tol=1e-6)


@given(pair=st.tuples(DOSES, DOSES), normal=st.booleans())
def test_a_larger_dose_gives_more_and_a_smaller_share(pair: tuple[float, float], normal: bool) -> None:
    low, high = sorted(pair)
    small, large = (absorbed_from_one(dose, intrinsic_factor=normal) for dose in (low, high))
    assert small <= large + ROUNDING
    assert small / low >= large / high - ROUNDING
    assert large < high
    assert small >= absorbed_from_one(low, intrinsic_factor=False)


@given(pair=st.tuples(st.floats(1, 38), st.floats(1, 38)))
def test_a_larger_meal_gives_more_and_a_smaller_share(pair: tuple[float, float]) -> None:
    low, high = sorted(pair)
    assert absorbed_from_food(low) <= absorbed_from_food(high) < high
    assert absorbed_from_food(low) / low >= absorbed_from_food(high) / high - ROUNDING


@given(store=st.floats(0.31, 12), loss=st.floats(0.02, 1), intake=st.floats(0, 5), more=st.floats(0, 1))
def test_a_larger_store_or_intake_lasts_longer(store: float, loss: float, intake: float, more: float) -> None:
    years = years_until(store, loss, intake, 0.3)
    assert years_until(store + more, loss, intake, 0.3) >= years - ROUNDING
    assert years_until(store, loss, intake + more, 0.3) >= years - ROUNDING
    if 0 < years < 200:
        assert math.isclose(store_after(years, store, loss, intake), 0.3, rel_tol=1e-6)


@given(pair=st.tuples(st.integers(20, 250), st.integers(20, 250)), age=st.integers(1, 100), sex=SEXES)
def test_a_lower_haemoglobin_never_takes_anaemia_away(pair: tuple[int, int], age: int, sex: str) -> None:
    rest = {"age": str(age), "sex": sex, "mcv": "90 fL"}
    low, high = (ask("blood_count", {**rest, "haemoglobin": f"{each} g/L"})["band"] for each in sorted(pair))
    assert (low, high) != ("normal", "anaemia")


@given(pair=st.tuples(st.floats(0, 30), st.floats(0, 30)), group=st.sampled_from(["adult", "pregnant", "years_14"]))
def test_more_food_never_gives_a_worse_band(pair: tuple[float, float], group: str) -> None:
    order = ["below", "near", "meets"]
    low, high = (
        ask("dietary_intake", {"group": group, "standard": "us", "intake": f"{each:.2f}"})["band"]
        for each in sorted(pair)
    )
    assert order.index(low) <= order.index(high)
