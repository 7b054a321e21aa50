"""The four definitions of sarcopenia written a second time, from the tables, in exact fractions.

Nothing here imports the calculators. A person is a dictionary of what was typed, numbers as strings without units and
the height in cm; what was not done is `not done`.
"""

from __future__ import annotations

from fractions import Fraction as F

Person = dict[str, str]
Answer = tuple[str, set[str]]
CUTS = {
    "male": {"ew": "27", "aw": "28", "fn": "26", "sd": "35.5", "asm": "20", "h2": "7", "dxa": "7", "bia": "7"}
    | {"bmi": "0.789"},
    "female": {"ew": "16", "aw": "18", "fn": "16", "sd": "20", "asm": "15", "h2": "5.5", "dxa": "5.4", "bia": "5.7"}
    | {"bmi": "0.512"},
}
FOREVER = F(10**9)


def value(p: Person, key: str) -> F | None:
    """A number; what was not done took for ever; none where it was not answered."""
    return None if key not in p else FOREVER if p[key] == "not done" else F(p[key])


def height2(p: Person) -> F | None:
    """Muscle mass in kg by the square of the height in m."""
    return F(p["asm"]) / (F(p["height"]) / 100) ** 2 if {"asm", "height"} <= p.keys() else None


def by_bmi(p: Person) -> F | None:
    """Muscle mass in kg by the body mass index."""
    if not {"asm", "height", "weight"} <= p.keys():
        return None
    return F(p["asm"]) / (F(p["weight"]) / (F(p["height"]) / 100) ** 2)


def european(p: Person) -> Answer:
    """EWGSOP2, step by step: assess, confirm, severity."""
    cut = CUTS[p["sex"]]
    grip, chair = value(p, "grip"), value(p, "chair_stand")
    absent = {"grip", "chair_stand"} - p.keys()
    if (grip is None or grip >= F(cut["ew"])) and (chair is None or chair <= 15):
        return ("none" if len(absent) < 2 else "unknown", absent)
    asm, index = value(p, "asm"), height2(p)
    if (asm is None or asm >= F(cut["asm"])) and (index is None or index >= F(cut["h2"])):
        return "probable", {"asm", "height"} - p.keys()
    speed, points, tug, walk = (value(p, key) for key in ("gait_speed", "sppb", "tug", "walk_400m"))
    poor = speed is not None and speed <= F("0.8")
    poor |= points is not None and points <= 8
    poor |= tug is not None and tug >= 20
    poor |= walk is not None and walk >= 6 * 60
    return ("severe", set()) if poor else ("sarcopenia", {"gait_speed", "sppb", "tug", "walk_400m"} - p.keys())


def asian(p: Person) -> Answer:
    """AWGS 2019."""
    cut = CUTS[p["sex"]]
    grip, chair, speed, points = (value(p, key) for key in ("grip", "chair_stand", "gait_speed", "sppb"))
    weak = None if grip is None else grip < F(cut["aw"])
    seen = [
        *([chair >= 12] if chair is not None else []),
        *([speed < 1] if speed is not None else []),
        *([points <= 9] if points is not None else []),
    ]
    slow = any(seen) if seen else None
    tests = ({"chair_stand", "gait_speed", "sppb"} if not slow else set()) | ({"grip"} if weak is None else set())
    if not weak and not slow:
        return ("unknown" if weak is None or slow is None else "none", tests - p.keys())
    index = height2(p)
    methods = [p["asm_method"]] if "asm_method" in p else ["dxa", "bia"]
    if index is None:
        method = {"asm_method"} if p["sex"] == "female" else set()
        return "possible", ({"asm", "height"} | method) - p.keys()
    lows = [index < F(cut[each]) for each in methods]
    if not all(lows):
        return "possible", {"asm_method"} if any(lows) else set()
    return ("severe", set()) if weak and slow else ("sarcopenia", tests - p.keys())


def two(first: bool | None, second: bool | None, keys: set[str]) -> Answer:
    """Both, or none; unknown while one is open and the other does not settle it."""
    if first is False or second is False:
        return "none", set()
    return ("sarcopenia", set()) if first and second else ("unknown", keys)


def american(p: Person) -> Answer:
    """FNIH: weak, and low muscle mass for BMI."""
    cut, grip, ratio = CUTS[p["sex"]], value(p, "grip"), by_bmi(p)
    weak, small = (None if grip is None else grip < F(cut["fn"])), (None if ratio is None else ratio < F(cut["bmi"]))
    return two(weak, small, {"grip", "asm", "height", "weight"} - p.keys())


def outcomes(p: Person) -> Answer:
    """SDOC: weak and slow."""
    grip, speed = value(p, "grip"), value(p, "gait_speed")
    weak = None if grip is None else grip < F(CUTS[p["sex"]]["sd"])
    return two(weak, None if speed is None else speed < F("0.8"), {"grip", "gait_speed"} - p.keys())


DEFINITIONS = {"ewgsop2": european, "awgs2019": asian, "fnih": american, "sdoc": outcomes}
