"""Worked by hand: weighted shares, their intervals, quantiles, the curve under the ROC, net benefit, groups."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from analysis import centiles, groups, model, strength
from analysis.agree import same
from analysis.survey import Share, exact_interval, share, slopes

EVERYBODY = pl.lit(value=True)
SURVEY = pl.DataFrame(
    {
        "stratum": [1, 1, 1, 1, 2, 2, 2, 2],
        "psu": [1, 1, 2, 2, 1, 1, 2, 2],
        "weight": [1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0],
        "has": [1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, None],
        "x": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
        "y": [3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0],
    }
)


def test_a_share_counts_weights_and_its_error_comes_from_the_units() -> None:
    found = share(SURVEY, "has", EVERYBODY)
    assert (found.people, found.having) == (7, 4)
    assert found.share == pytest.approx(6 / 9)
    # Scores w (has - p) / W by unit: -1/27 and 4/27, then -4/27 and 1/27; each stratum adds 2 * 2 * (2.5 / 27)^2.
    assert found.error == pytest.approx((50 / 729) ** 0.5)
    assert found.low < found.share < found.high


def test_units_outside_a_domain_still_count() -> None:
    found = share(SURVEY, "has", pl.col("psu") == 1)
    assert found.share == pytest.approx(1 / 4)
    # Scores w (has - p) / W by unit: 1/8 and, outside, 0; then -1/8 and 0; each stratum adds 2 * 2 * (1 / 16)^2.
    # With the others cut out, one unit would be left in each stratum, and no error could be told.
    assert found.error == pytest.approx((1 / 32) ** 0.5)


@pytest.mark.parametrize(("having", "ends"), [(0, (0.0, 0.30849710781876083)), (10, (0.6915028921812392, 1.0))])
def test_where_nobody_or_everybody_has_it_the_interval_is_clopper_and_pearsons(
    having: int, ends: tuple[float, float]
) -> None:
    assert exact_interval(having, 10) == pytest.approx(ends)


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (Share(100, 10, 0.10, 0.03, 0.05, 0.17, 90), True),
        (Share(29, 10, 0.34, 0.05, 0.30, 0.40, 29), False),
        (Share(100, 10, 0.10, 0.03, 0.05, 0.17, 29.9), False),
        (Share(100, 50, 0.50, 0.10, 0.35, 0.65, 90), False),  # 30 points wide
        (Share(100, 1, 0.01, 0.01, 0.00, 0.05, 90), True),  # 5 points wide, however small
        (Share(100, 2, 0.02, 0.02, 0.00, 0.06, 90), False),  # three times its size
        (Share(100, 0, 0.00, 0.00, 0.00, 0.03, 100), False),
    ],
)
def test_a_share_is_shown_by_the_survey_centres_rule(made: Share, *, shown: bool) -> None:
    assert made.shown == shown


def test_a_line_is_found() -> None:
    found = slopes(SURVEY, "y", ["x"], EVERYBODY)["x"]
    assert found.slope == pytest.approx(2)
    assert found.people == 8


def test_half_of_a_persons_weight_lies_below_his_value() -> None:
    found = centiles.quantiles(np.array([30.0, 10.0, 20.0]), np.array([1.0, 1.0, 2.0]))
    assert found[centiles.PERCENTILES.index(50)] == pytest.approx(20)
    assert found[0] == 10
    assert found[-1] == 30


def test_the_effective_sample_is_what_the_design_knows() -> None:
    has = (SURVEY["x"].to_numpy() < 2.5).astype(float)  # one whole unit of four
    # Scores by unit: 0.1875 and -0.0625, then twice -0.0625; variance 2 * 2 * 0.125^2; share 0.25.
    # Four units in two strata leave two degrees of freedom: t is 4.30265 where 1.95996 would do for many.
    lessened = (1.959964 / 4.302653) ** 2
    assert centiles.effective(SURVEY, has, np.ones(8)) == pytest.approx(0.1875 / 0.0625 * lessened)


def test_the_auc_is_the_share_of_pairs_in_order() -> None:
    risk, case = np.array([0.1, 0.2, 0.2, 0.4]), np.array([0.0, 1.0, 0.0, 1.0])
    assert model.auc(risk, case, np.ones(4)) == pytest.approx((1 + 0.5 + 2) / 4)


def test_net_benefit_weighs_false_alarms() -> None:
    risk, case = np.array([0.1, 0.3, 0.3, 0.4]), np.array([0.0, 1.0, 0.0, 1.0])
    assert model.net_benefit(risk, case, np.ones(4), 0.2) == pytest.approx((2 - 1 * 0.25) / 4)


def test_a_draw_keeps_the_strata_and_their_weight() -> None:
    times = model.drawn(SURVEY, np.random.default_rng(1))
    for stratum in (1, 2):
        assert times[SURVEY["stratum"].to_numpy() == stratum].sum() == pytest.approx(4)


def test_a_risk_ratio_of_two_needs_twice_that_and_more() -> None:
    assert strength.e_value(np.log(2) / 0.91, 1) == pytest.approx(2 + 2**0.5)


def test_a_group_asks_only_what_it_names() -> None:
    people = pl.DataFrame(
        {
            "age_band": ["60–69", "60–69", "20–39"],
            "female": [1.0, 0.0, 1.0],
            "metformin": [1.0, 0.0, 1.0],
            "acid_blocker": [0.0, 0.0, 0.0],
            "poor_kidneys": [0.0, None, 0.0],
            "both": [0.0, 0.0, 0.0],
            "adult": [True, True, True],
        }
    )
    assert len(people.filter(groups.members({"age_band": "60–69"}))) == 1, "who lacks an answer is in no group"
    assert len(people.filter(groups.members({"sex": "female", "metformin": "yes"}))) == 2


def test_three_digits() -> None:
    assert same(1.234, 1.2389)
    assert same(9.981, 9.984)
    assert not same(9.98, 9.99)
    assert same(0.0004, 0.00042)
    assert not same(1.23, 1.24)
