"""The nerve group's scores and sums once more, typed from the dossier and worked in decimal arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

MNSI_YES = {1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15}
MNSI_NO = {7, 13}

MRC_GROUPS = (
    "shoulder abduction",
    "elbow flexion",
    "wrist extension",
    "hip flexion",
    "knee extension",
    "ankle dorsiflexion",
)


def mnsi(yes: set[int]) -> int:
    """Michigan's score, from the numbers of the questions answered yes; the rest of the fifteen are no."""
    return len(yes & MNSI_YES) + len(MNSI_NO - yes)


def mrc_sum(grades: Mapping[str, int]) -> int:
    """The sum of both sides, from grades by the first word of each muscle group and the side."""
    return sum(grades[f"{group.split()[0]}_{side}"] for group in MRC_GROUPS for side in ("left", "right"))


def regrowth(distance: str, rate: str, delay: str) -> tuple[Decimal, Decimal]:
    """Days until a fibre arrives, and months of 365.25 / 12 days."""
    days = Decimal(delay) + Decimal(distance) / Decimal(rate)
    return days, days / (Decimal("365.25") / Decimal(12))
