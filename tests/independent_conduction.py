"""The speed of a nerve fibre written a second time from the sources, in exact decimal arithmetic.

Nothing here imports the calculators. Numbers are strings; every result has 28 digits.
"""

from __future__ import annotations

from decimal import Decimal as D

BEST = 1 / D("0.5").exp()


def conducted(g: str | D) -> D:
    """Rushton 1951: the square of it is −g² ln g."""
    return (D(g) ** 2 * (1 / D(g)).ln()).sqrt()


def fibre_kept(diameter: str, g: str) -> D:
    """6 m/s for each µm of the fibre, at the best g; elsewhere a share of that."""
    return 6 * D(diameter) * conducted(g) / conducted(BEST)


def axon_kept(diameter: str, g: str) -> D:
    """The axon is 0.6 of the healthy fibre. With this g around it, the fibre is the axon divided by g."""
    axon = D(diameter) * 6 / 10
    return 6 * (axon / D(g)) * conducted(g) / conducted(BEST)
