"""What must hold for the formulas about nerves whatever the numbers."""

from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as st

from calculators.nerve.conduction import best_g, velocity

DIAMETERS = st.floats(1, 25)
G_RATIOS = st.floats(0.3, 0.99)
APART = 1e-6
HALF = 12.5


@given(diameter=st.floats(1, HALF), g=G_RATIOS, kept=st.booleans(), times=st.floats(1, 2))
def test_speed_is_proportional_to_the_diameter(diameter: float, g: float, kept: bool, times: float) -> None:
    assert math.isclose(
        velocity(times * diameter, g, axon_kept=kept), times * velocity(diameter, g, axon_kept=kept), rel_tol=1e-9
    )


@given(diameter=DIAMETERS, pair=st.tuples(G_RATIOS, G_RATIOS))
def test_an_axon_slows_with_each_loss_of_myelin(diameter: float, pair: tuple[float, float]) -> None:
    low, high = sorted(pair)
    assume(high - low > APART)
    assert velocity(diameter, high, axon_kept=True) < velocity(diameter, low, axon_kept=True)


@given(diameter=DIAMETERS, pair=st.tuples(G_RATIOS, G_RATIOS))
def test_a_fibre_of_one_size_slows_away_from_the_best_g_ratio_on_either_side(
    diameter: float, pair: tuple[float, float]
) -> None:
    near, far = sorted(pair, key=lambda g: abs(g - best_g()))
    assume((near < best_g()) == (far < best_g()))
    assume(abs(near - far) > APART)
    most = velocity(diameter, best_g(), axon_kept=False)
    assert velocity(diameter, far, axon_kept=False) < velocity(diameter, near, axon_kept=False) <= most


@given(diameter=DIAMETERS, g=st.floats(0.6, 0.99))
def test_keeping_the_fibre_hides_some_of_the_slowing(diameter: float, g: float) -> None:
    kept, hidden = (velocity(diameter, g, axon_kept=each) for each in (True, False))
    assert kept <= hidden * (1 + APART)
