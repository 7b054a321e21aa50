"""The Short Physical Performance Battery: standing, walking and rising from a chair, 0 to 12 points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from calculators.core.measure import Measurement
from calculators.core.model import (
    Calculator,
    Choice,
    Group,
    InputError,
    Limit,
    Outcome,
    Quantity,
    Reason,
    Source,
)

BATTERY = "guralnik1994"
BALANCE = Source(BATTERY, "balance, as a study of 2008 prints it")
CHAIR = Source(BATTERY, "chair rises, as copies of the score sheet print them")
WALK_3M = Source(BATTERY, "3-metre course, as a study of 2008 prints it")
WALK_4M = Source(BATTERY, "4-metre course, as copies of the score sheet print it")

STANCE_HELD_FROM = Limit({"s": 10}, BALANCE, "secondary")
TANDEM_ONE_POINT_FROM = Limit({"s": 3}, BALANCE, "secondary")
TANDEM_TWO_POINTS_FROM = Limit({"s": 10}, BALANCE, "secondary")
CHAIR_ZERO_POINTS_ABOVE = Limit({"s": 60}, CHAIR, "secondary")
CHAIR_ONE_POINT_FROM = Limit({"s": 16.7}, CHAIR, "secondary")
CHAIR_TWO_POINTS_FROM = Limit({"s": 13.7}, CHAIR, "secondary")
CHAIR_THREE_POINTS_FROM = Limit({"s": 11.2}, CHAIR, "secondary")
WALK_4M_ONE_POINT_ABOVE = Limit({"s": 8.7}, WALK_4M, "secondary")
WALK_4M_TWO_POINTS_ABOVE = Limit({"s": 6.2}, WALK_4M, "secondary")
WALK_4M_FOUR_POINTS_BELOW = Limit({"s": 4.82}, WALK_4M, "secondary")
WALK_3M_ONE_POINT_ABOVE = Limit({"s": 6.52}, WALK_3M, "secondary")
WALK_3M_TWO_POINTS_ABOVE = Limit({"s": 4.65}, WALK_3M, "secondary")
WALK_3M_FOUR_POINTS_BELOW = Limit({"s": 3.62}, WALK_3M, "secondary")

NOT_DONE = "not_done"
COURSES: Mapping[str, str] = {"3m": "3 metres", "4m": "4 metres"}
Part = tuple[int, list[Reason]]
"""Points, and the limits that decided them."""
Step = tuple[Limit, Callable[[Limit], bool]]
"""A limit, and the comparison with it that gives one more point."""


def climbed(measured: Measurement, steps: Sequence[Step]) -> Part:
    """One point for each step up to the first that is missed; the limits on both sides of where it ends."""
    passed = [limit for limit, clears in steps if clears(limit)]
    around = [*passed[-1:], *(limit for limit, _ in steps[len(passed) :][:1])]
    return len(passed), [measured.reason(limit) for limit in around]


def balance_points(
    side_by_side: Measurement | None, semi_tandem: Measurement | None, tandem: Measurement | None
) -> Part:
    """0 to 4 points from the seconds each stance was held; a stance after one not held for 10 s is not counted.

    Raises `InputError` where a stance that counts is missing. Source: Guralnik et al. 1994, as quoted.
    """
    points, reasons = 0, list[Reason]()
    for key, held in (("side_by_side", side_by_side), ("semi_tandem", semi_tandem)):
        if held is None:
            raise InputError(key, "Enter for how many seconds this position was held, 0 if it was not.")
        reasons.append(held.reason(STANCE_HELD_FROM))
        if held.below(STANCE_HELD_FROM):
            return points, reasons
        points += 1
    if tandem is None:
        raise InputError("tandem", "Enter for how many seconds this position was held, 0 if it was not.")
    last, around = climbed(
        tandem, [(TANDEM_ONE_POINT_FROM, tandem.at_least), (TANDEM_TWO_POINTS_FROM, tandem.at_least)]
    )
    return points + last, [*reasons, *around]


def gait_points(time: Measurement, course: str) -> Part:
    """1 to 4 points from the seconds of a walk; `course` is 3m or 4m. Source: Guralnik et al. 1994, as quoted."""
    one, two, four = (
        (WALK_3M_ONE_POINT_ABOVE, WALK_3M_TWO_POINTS_ABOVE, WALK_3M_FOUR_POINTS_BELOW)
        if course == "3m"
        else (WALK_4M_ONE_POINT_ABOVE, WALK_4M_TWO_POINTS_ABOVE, WALK_4M_FOUR_POINTS_BELOW)
    )
    points, around = climbed(time, [(one, time.at_most), (two, time.at_most), (four, time.below)])
    return points + 1, around  # the walk itself was done


def chair_points(time: Measurement) -> Part:
    """0 to 4 points from the seconds of five rises. Source: Guralnik et al. 1994, as quoted."""
    return climbed(
        time,
        [
            (CHAIR_ZERO_POINTS_ABOVE, time.at_most),
            (CHAIR_ONE_POINT_FROM, time.below),
            (CHAIR_TWO_POINTS_FROM, time.below),
            (CHAIR_THREE_POINTS_FROM, time.below),
        ],
    )


def interpret(
    *,
    side_by_side: Measurement | None = None,
    semi_tandem: Measurement | None = None,
    tandem: Measurement | None = None,
    walk_distance: str | None = None,
    walk_time: Measurement | str | None = None,
    chair_time: Measurement | str | None = None,
) -> Outcome:
    """The points of each part and their total; all times in seconds, `not_done` for a part that could not be done.

    Raises `InputError` where a part is missing. Source: Guralnik et al. 1994, as quoted by later works.
    """
    balance, reasons = balance_points(side_by_side, semi_tandem, tandem)
    if walk_distance is None:
        raise InputError("walk_distance", "Choose how long the course was: each length has its own limits.")
    if walk_time is None:
        raise InputError("walk_time", "Enter the seconds of the walk, or choose “Could not do it”.")
    if chair_time is None:
        raise InputError("chair_time", "Enter the seconds of five rises, or choose “Could not do it”.")
    nothing: Part = (0, [])
    gait, walked = nothing if isinstance(walk_time, str) else gait_points(walk_time, walk_distance)
    chair, rose = nothing if isinstance(chair_time, str) else chair_points(chair_time)
    total = balance + gait + chair
    before_tandem = [each for each in (side_by_side, semi_tandem) if each is not None]
    held = {
        "stopped": any(each.below(STANCE_HELD_FROM) for each in before_tandem),
        "course": not isinstance(walk_time, str) and any(gait_points(walk_time, each)[0] != gait for each in COURSES),
        "could_not": NOT_DONE in (walk_time, chair_time),
        "meaning": True,
    }
    return Outcome(
        band=None,
        values={"balance": balance, "gait": gait, "chair": chair, "total": total},
        sentence=f"By the score sheet of the SPPB, {total} of 12 points: "
        f"balance {balance}, walking {gait}, rising from a chair {chair}.",
        because=[*reasons, *walked, *rose],
        notes=[note for note, holds in held.items() if holds],
    )


def _stance(key: str, label: str, hint: str) -> Quantity:
    """Seconds a position was held; the stop-watch ends by itself when it counts in full."""
    return Quantity(key, label, {"s": 1.0}, (0, 600), censored=False, hint=hint, timed=STANCE_HELD_FROM.values["s"])


CALCULATOR = Calculator(
    title="Standing, walking and rising (SPPB)",
    interpret=interpret,
    button="Count the points",
    inputs=(
        _stance("side_by_side", "Feet side by side, held for", "0 if this was not possible. 10 seconds count in full."),
        _stance("semi_tandem", "One heel beside the other big toe, held for", "Leave out if the one before failed."),
        _stance("tandem", "Heel to toe in one line, held for", "Leave out if one before failed."),
        Choice("walk_distance", "How long is the course?", COURSES, "From line to line, at the usual pace."),
        Quantity(
            "walk_time",
            "Time for the walk",
            {"s": 1.0},
            (1, 600),
            (1.8, 60),
            "In seconds, not in metres a second.",
            censored=False,
            words={NOT_DONE: "Could not do it"},
            timed=0,
        ),
        Quantity(
            "chair_time",
            "Time for five rises from a chair",
            {"s": 1.0},
            (2, 600),
            (4, 120),
            "Arms folded across the chest, as fast as is safe.",
            censored=False,
            words={NOT_DONE: "Could not do it"},
            timed=0,
        ),
    ),
    groups=(
        Group("Balance", ("side_by_side", "semi_tandem", "tandem"), hint="Someone stands close by. Without a stick."),
        Group("Walking", ("walk_distance", "walk_time")),
        Group("Rising from a chair", ("chair_time",)),
    ),
    notes={
        "meaning": "The total has no label here.",
        "could_not": "What could not be done counts 0 points.",
        "stopped": "A position after one that failed is not counted.",
        "course": "The other course would give other points.",
    },
    value_labels={
        "balance": "Balance, of 4 points",
        "gait": "Walking, of 4 points",
        "chair": "Rising from a chair, of 4 points",
        "total": "Total, of 12 points",
    },
)
