"""What is measured of size, strength and walking, declared once; ranges guard against slips and are no limits."""

from __future__ import annotations

from calculators.core.model import Choice, Quantity

LENGTHS = {"cm": 1.0, "m": 100.0, "in": 2.54}
"""What a unit is in the first one. An inch is exact by definition."""
HEIGHT = Quantity("height", "Height", LENGTHS, (80, 260), (130, 210), "With its unit.", censored=False)
WEIGHT = Quantity("weight", "Weight", {"kg": 1.0}, (20, 400), (35, 200), censored=False)
GRIP = Quantity(
    "grip",
    "Grip strength",
    {"kg": 1.0},
    (0, 120),
    (3, 75),
    "The best of your tries, with either hand.",
    censored=False,
)
CHAIR_STAND = Quantity(
    "chair_stand",
    "Five rises from a chair",
    {"s": 1.0},
    (2, 600),
    (4, 90),
    "Seconds to stand up five times, arms folded.",
    censored=False,
    words={"not_done": "Could not do it"},
)
ASM = Quantity(
    "asm",
    "Muscle mass of arms and legs (ASM or ALM)",
    {"kg": 1.0},
    (2, 60),
    (7, 40),
    "From a DXA or BIA report; not the whole body’s muscle.",
    censored=False,
)
ASM_METHOD = Choice(
    "asm_method", "How was muscle mass measured?", {"dxa": "DXA (X-ray scan)", "bia": "BIA (scales or electrodes)"}
)
GAIT_SPEED = Quantity(
    "gait_speed",
    "Usual walking speed",
    {"m/s": 1.0},
    (0, 5),
    (0, 2.2),
    "Metres walked, divided by the seconds.",
    censored=False,
)
SPPB = Quantity("sppb", "SPPB score", {"points": 1.0}, (0, 12), hint="0 to 12 points.", censored=False)
TUG = Quantity(
    "tug",
    "Timed up and go (TUG)",
    {"s": 1.0},
    (2, 600),
    (4, 90),
    "Stand up, walk 3 m, turn, walk back, sit down.",
    censored=False,
)
WALK_400M = Quantity(
    "walk_400m",
    "400 m walk",
    {"s": 1.0},
    (90, 3600),
    hint="6 minutes are 360 s.",
    censored=False,
    words={"not_done": "Could not finish it"},
)
SARC_F = Quantity("sarc_f", "SARC-F score", {"points": 1.0}, (0, 10), hint="0 to 10 points.", censored=False)
