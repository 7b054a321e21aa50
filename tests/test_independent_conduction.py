"""The formulas about nerves against a second implementation in decimal arithmetic, over all they take."""

from __future__ import annotations

import math
from decimal import Decimal as D
from itertools import product

import pytest

from calculators.nerve.conduction import best_g, velocity
from tests import independent_conduction
from tests.test_properties import ask

DIAMETERS = ("1", "5.7", "12", "25")
G_RATIOS = ("0.3", "0.45", "0.6", "0.6065", "0.61", "0.75", "0.9", "0.99")
PRINTED = {"0.50": "0.9706", "0.60": "0.9999", "0.65": "0.9947", "0.70": "0.9748", "0.75": "0.9380", "0.80": "0.8811"}
PRINTED_FOR_ONE_AXON = {"0.8": "0.661", "0.9": "0.454", "0.95": "0.317"}


def test_speed() -> None:
    for diameter, g in product(DIAMETERS, G_RATIOS):
        for kept in (True, False):
            second = independent_conduction.axon_kept if kept else independent_conduction.fibre_kept
            expected = float(second(diameter, g))
            assert velocity(float(diameter), float(g), axon_kept=kept) == pytest.approx(expected, rel=1e-12)


def test_the_best_g_ratio_is_where_the_theory_is_highest() -> None:
    assert best_g() == pytest.approx(float(independent_conduction.BEST), rel=1e-14)
    top = independent_conduction.conducted(independent_conduction.BEST)
    for step in ("0.0001", "0.001", "0.01"):
        for near in (independent_conduction.BEST - D(step), independent_conduction.BEST + D(step)):
            assert independent_conduction.conducted(near) < top


def test_every_printed_share_is_met() -> None:
    for g, share in PRINTED.items():
        values = ask("conduction", {"hold": "fibre", "diameter": "10", "g_ratio": g})["values"]
        assert math.isclose(values["relative_to_best"], float(share), abs_tol=0.00006), g
    for g, share in PRINTED_FOR_ONE_AXON.items():
        values = ask("conduction", {"hold": "axon", "diameter": "10", "g_ratio": g})["values"]
        assert f"{values['relative']:.3f}" == share
        assert values["relative_to_best"] is None
