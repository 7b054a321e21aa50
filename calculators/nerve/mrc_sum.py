"""The MRC sum score: six movements on each side, graded 0 to 5 by an examiner, and the limit used in intensive care."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from calculators.core.measure import text
from calculators.core.model import OWN, Calculator, Choice, Group, InputError, Limit, Outcome, Reason, Source

WEAKNESS_BELOW = Limit(
    {"points": 48}, Source("connolly2013", "abstract: weakness acquired in intensive care"), "original", whole=True
)
CANNOT_LIFT_UP_TO = Limit(
    {"of 5": 2}, Source(OWN, "a muscle that cannot lift its limb, if new, is seen today"), "own", whole=True
)
UNEVEN_FROM = Limit({"grade": 1}, Source(OWN, "one movement graded differently on the two sides"), "own", whole=True)

MOVEMENTS: Mapping[str, str] = {
    "shoulder": "Shoulder, arm out to the side",
    "elbow": "Elbow, bent",
    "wrist": "Wrist, bent back",
    "hip": "Hip, thigh up",
    "knee": "Knee, straightened",
    "ankle": "Ankle, foot pulled up",
}
ARMS, LEGS = ("shoulder", "elbow", "wrist"), ("hip", "knee", "ankle")
SIDES = ("left", "right")
GRADES: Mapping[str, str] = {
    "0": "0, no twitch",
    "1": "1, only a twitch",
    "2": "2, cannot lift its weight",
    "3": "3, lifts its weight, no push",
    "4": "4, holds against some push",
    "5": "5, full strength",
}
"""The grades in our own words."""
HIGHEST = max(map(int, GRADES))
KEYS = tuple(f"{movement}_{side}" for movement, side in product(MOVEMENTS, SIDES))
SUDDEN = "If it came suddenly: call an ambulance."
CANNOT_LIFT = f"A muscle that cannot lift its own limb, if that is new: be seen today. {SUDDEN}"
WEAK = f"Weakness like this, if it is new: be seen today. {SUDDEN}"


def interpret(**given: str | None) -> Outcome:
    """The sum of twelve grades, 0 to 60, by an examiner; below 48 is weakness acquired in intensive care.

    Raises `InputError` at the first movement without a grade: none is filled in from the others.
    Source: NINDS common data elements for the movements, Connolly 2013 for the limit.
    """
    missing = next((key for key in KEYS if given.get(key) is None), None)
    if missing:
        raise InputError(missing, "Grade all twelve movements. One that could not be tested has no sum score.")
    grades = {key: int(str(given[key])) for key in KEYS}
    left, right = (sum(grades[f"{movement}_{side}"] for movement in MOVEMENTS) for side in SIDES)
    score, limit = left + right, WEAKNESS_BELOW.values["points"]
    band = "below_48" if score < limit else "not_below_48"
    side = "below" if score < limit else "not below"
    cannot_lift = min(grades.values()) <= CANNOT_LIFT_UP_TO.values["of 5"]
    apart = max(abs(grades[f"{movement}_left"] - grades[f"{movement}_right"]) for movement in MOVEMENTS)
    held = {"cannot_lift": cannot_lift, "asymmetric": apart >= UNEVEN_FROM.values["grade"], "examiner": True}
    return Outcome(
        band,
        values={"score": score, "left": left, "right": right},
        sentence=f"{score} of {HIGHEST * len(KEYS)} points: {side} {text(limit)}, "
        "the limit studies use for weakness in people in intensive care.",
        because=[
            Reason(WEAKNESS_BELOW, "points"),
            *([Reason(CANNOT_LIFT_UP_TO, "of 5")] if held["cannot_lift"] else []),
            *([Reason(UNEVEN_FROM, "grade")] if held["asymmetric"] else []),
        ],
        notes=[note for note, holds in held.items() if holds],
        first=CANNOT_LIFT if cannot_lift else WEAK if score < limit or held["asymmetric"] else "",
    )


def _group(title: str, movements: tuple[str, ...]) -> Group:
    return Group(title, [f"{movement}_{side}" for movement, side in product(movements, SIDES)])


CALCULATOR = Calculator(
    title="MRC sum score of muscle strength",
    interpret=interpret,
    button="Add up the grades",
    inputs=tuple(
        Choice(f"{movement}_{side}", f"{MOVEMENTS[movement]} ({side})", GRADES)
        for movement, side in product(MOVEMENTS, SIDES)
    ),
    groups=(_group("Arms", ARMS), _group("Legs", LEGS)),
    bands={
        "below_48": "Below 48: marked weakness",
        "not_below_48": "Not below 48, which is not the same as normal",
    },
    notes={
        "cannot_lift": "A muscle cannot lift its limb: if new, act today.",
        "asymmetric": "The two sides differ: if sudden, call an ambulance.",
        "examiner": "For an examiner, not for testing yourself.",
    },
    urgent=frozenset({"cannot_lift"}),
    value_labels={"score": "Points, of 60", "left": "Left side, of 30", "right": "Right side, of 30"},
)
