"""How a grip strength compares with people of the same age and sex, by one printed table at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Literal

from calculators.core.analytes import AGE, SEX, Sex
from calculators.core.grip_norms import (
    DODDS,
    DOUBTFUL,
    STEIBER,
    TOMKINSON,
    Z,
    dodds_at,
    group_of,
    percentile_between,
    share_below,
)
from calculators.core.measure import Measurement, rounded, text
from calculators.core.model import (
    OWN,
    Calculator,
    Choice,
    Declined,
    Formula,
    InputError,
    Limit,
    Outcome,
    Reason,
    Source,
)
from calculators.core.physical import GRIP
from calculators.core.plot import Axis, Plot, Point

Norms = Literal["dodds2014", "tomkinson2025", "steiber2016"]
"""Every printed table, by the key of its source."""

DODDS_FROM = Limit({"years": 20}, DODDS.source, "secondary")
DODDS_TO = Limit({"years": 90}, DODDS.source, "secondary")
TOMKINSON_FROM = Limit({"years": 20}, TOMKINSON.source, "secondary")
STEIBER_FROM = Limit({"years": 20}, STEIBER.source, "secondary")
STEIBER_BELOW = Limit({"years": 91}, STEIBER.source, "secondary")

WORDS_OF_TOMKINSON = Source("tomkinson2025", "bands of percentiles, as a newspaper reports the authors’ words")
SOMEWHAT_LOW_FROM = Limit({"percentile": 20}, WORDS_OF_TOMKINSON, "secondary")
MODERATE_FROM = Limit({"percentile": 40}, WORDS_OF_TOMKINSON, "secondary")
SOMEWHAT_HIGH_FROM = Limit({"percentile": 60}, WORDS_OF_TOMKINSON, "secondary")
HIGH_FROM = Limit({"percentile": 80}, WORDS_OF_TOMKINSON, "secondary")
OTHER_PEAK_OF_MEN = Limit({"kg": 47.8}, Source("tomkinson2025", "men’s highest, in a German summary"), "secondary")

PERCENT, MEDIAN, STEP = 100, 50, 10
OUTER_AND_MEAN = (10, 50, 90)
"""The lines drawn of Steiber: the mean, and 1.2816 standard deviations to either side."""
DRAWN = (5, 20, 50, 80, 95)
"""The percentiles drawn of Tomkinson: all eleven could not be told apart."""
UNNAMED = (25, 75)
"""Lines without a name at their end, where names would overlap."""
AXIS, AXIS_OF_TOMKINSON = range(20, 91, STEP), range(20, 111, STEP)
PEOPLE: Mapping[Sex, str] = {"female": "women", "male": "men"}
TABLES: Mapping[Norms, str] = {
    "dodds2014": "the British table (Dodds 2014)",
    "tomkinson2025": "the international table (Tomkinson 2025)",
    "steiber2016": "the German table (Steiber 2016)",
}


def interpret(
    *,
    sex: Sex | None = None,
    age: Measurement | None = None,
    grip: Measurement | None = None,
    norms: Norms | None = None,
) -> Outcome | Declined:
    """The percentile of a grip strength in kg for age and sex, by the table chosen.

    Raises `InputError` where an answer is missing; declines ages that the table does not have.
    """
    if sex is None:
        raise InputError("sex", "Choose the sex: each table has a part for women and one for men.")
    if age is None:
        raise InputError("age", "Enter the age: grip strength changes with it.")
    if grip is None:
        raise InputError("grip", "Enter the grip strength in kg, as the device showed it.")
    if norms is None:
        raise InputError("norms", "Choose a table. They were made with different devices, so none is taken for you.")
    limits = _ages(norms)
    if age.below(limits[0]) or (norms == "dodds2014" and age.above(DODDS_TO)):
        return _outside(norms, age)
    if norms == "steiber2016" and age.at_least(STEIBER_BELOW):
        return _outside(norms, age)
    reasons = [age.reason(limit) for limit in limits]
    by_table = {"dodds2014": _by_dodds, "tomkinson2025": _by_tomkinson, "steiber2016": _by_steiber}
    return by_table[norms](sex, age, grip, reasons)


def _ages(norms: Norms) -> tuple[Limit, ...]:
    """The first age a table has, and its end where it has one."""
    every: Mapping[Norms, tuple[Limit, ...]] = {
        "dodds2014": (DODDS_FROM, DODDS_TO),
        "tomkinson2025": (TOMKINSON_FROM,),
        "steiber2016": (STEIBER_FROM, STEIBER_BELOW),
    }
    return every[norms]


def _outside(norms: Norms, age: Measurement) -> Declined:
    first, *last = (text(limit.values["years"]) for limit in _ages(norms))
    under = "under " if norms == "steiber2016" else ""
    ages = f"{first} to {under}{last[0]} years" if last else f"{first} years and over"
    table = TABLES[norms]
    return Declined(
        f"{table[0].upper()}{table[1:]} is used here for ages of {ages}. {age.typed} is outside it, and "
        "nothing is guessed beyond a table’s end.",
        _ages(norms)[0].source,
    )


def _by_dodds(sex: Sex, age: Measurement, grip: Measurement, reasons: Sequence[Reason]) -> Outcome:
    lines, ages = dodds_at(sex, age.bound)
    percentile, used = percentile_between(grip.bound, lines)
    of_sex, at_age, cell = DOUBTFUL
    doubtful = sex == of_sex and at_age in ages and cell in used
    drawn = {
        each: [(years, row[place]) for years, row in DODDS.rows[sex].items()]
        for place, each in enumerate(DODDS.percentiles)
    }
    return Outcome(
        None,
        values={"percentile": percentile, "median": lines[MEDIAN], "category": None},
        sentence=_sentence("dodds2014", sex, age, grip, percentile),
        because=reasons,
        notes=["not_a_diagnosis", "doubtful_cell" if doubtful else "", "table_dodds", "how_measured"],
        charts=[_plot("dodds2014", sex, age, grip, lines, drawn)],
    )


def _by_tomkinson(sex: Sex, age: Measurement, grip: Measurement, reasons: Sequence[Reason]) -> Outcome:
    rows = TOMKINSON.rows[sex]
    lines = dict(zip(TOMKINSON.percentiles, rows[group_of(rows, age.bound)], strict=True))
    percentile, _ = percentile_between(grip.bound, lines)
    category, decided = _category(percentile)
    open_peak = sex == "male" and lines[MEDIAN] > OTHER_PEAK_OF_MEN.values["kg"]
    drawn = {
        each: _steps(rows, {start: row[place] for start, row in rows.items()}, AXIS_OF_TOMKINSON[-1])
        for place, each in enumerate(TOMKINSON.percentiles)
        if each in DRAWN
    }
    return Outcome(
        None,
        values={"percentile": percentile, "median": lines[MEDIAN], "category": category},
        sentence=_sentence("tomkinson2025", sex, age, grip, percentile) + f" Its authors call this {category}.",
        because=[*reasons, *decided, *([Reason(OTHER_PEAK_OF_MEN, "kg")] if open_peak else [])],
        notes=["not_a_diagnosis", "open_peak" if open_peak else "", "table_tomkinson", "how_measured"],
        charts=[_plot("tomkinson2025", sex, age, grip, lines, drawn)],
    )


def _by_steiber(sex: Sex, age: Measurement, grip: Measurement, reasons: Sequence[Reason]) -> Outcome:
    rows = STEIBER.rows[sex]
    mean, spread, median = rows[group_of(rows, age.bound)]
    percentile = rounded(share_below((grip.bound - mean) / spread))
    lines = {each: rounded(mean + Z[each] * spread) for each in OUTER_AND_MEAN}
    drawn = {
        each: _steps(rows, {start: row[0] + Z[each] * row[1] for start, row in rows.items()}, AXIS[-1])
        for each in OUTER_AND_MEAN
    }
    return Outcome(
        None,
        values={"percentile": percentile, "median": median, "category": None},
        sentence=_sentence("steiber2016", sex, age, grip, percentile),
        because=reasons,
        notes=["not_a_diagnosis", "table_steiber", "how_measured"],
        charts=[_plot("steiber2016", sex, age, grip, lines, drawn)],
    )


def _category(percentile: float | str) -> tuple[str, list[Reason]]:
    """What Tomkinson's authors call a percentile, and the limits around it."""
    limits = (HIGH_FROM, SOMEWHAT_HIGH_FROM, MODERATE_FROM, SOMEWHAT_LOW_FROM)
    words = ("high", "somewhat high", "moderate", "somewhat low", "low")
    number = float(percentile.strip("<>")) if isinstance(percentile, str) else percentile
    above: list[Limit] = []
    for word, limit in zip(words, limits, strict=False):
        if number >= limit.values["percentile"]:
            return word, [Reason(each, "percentile") for each in (*above, limit)]
        above = [limit]
    return words[-1], [Reason(each, "percentile") for each in above]


def _sentence(norms: Norms, sex: Sex, age: Measurement, grip: Measurement, percentile: float | str) -> str:
    who = PEOPLE[sex]
    if isinstance(percentile, str):
        end = percentile[1:]
        side, count = ("below", "fewer") if percentile[0] == "<" else ("above", "more")
        place = f"{side} percentile {end}, where the table ends: {count} than {end} of 100 {who} of that age"
    elif percentile < 1:
        place = f"below percentile 1: fewer than 1 of 100 {who} of that age"
    elif percentile > PERCENT - 1:
        place = f"above percentile {PERCENT - 1}: more than {PERCENT - 1} of 100 {who} of that age"
    else:
        shown = text(float(f"{percentile:.3g}"))
        place = f"at percentile {shown}: about {round(percentile)} of 100 {who} of that age"
    return f"By {TABLES[norms]}, {grip.typed} at {age.typed} is {place} grip less hard."


def _steps(starts: Mapping[int, object], values: Mapping[int, float], end: float) -> list[Point]:
    """A line that is level within each age group, as the percentile is worked out."""
    ends = [*list(starts)[1:], end]
    return [(years, values[start]) for start, stop in zip(starts, ends, strict=True) for years in (start, stop)]


def _plot(
    norms: Norms,
    sex: Sex,
    age: Measurement,
    grip: Measurement,
    lines: Mapping[int, float],
    drawn: Mapping[int, Sequence[Point]],
) -> Plot:
    """The lines of a table over the ages, the middle one bold, and the reader's point."""
    order = sorted(drawn, key=lambda each: abs(each - MEDIAN))
    highest = max([grip.bound, *(kg for line in drawn.values() for _, kg in line)])
    here = ", ".join(f"{_name(norms, each)} {text(round(lines[each], 1))} kg" for each in sorted(drawn))
    kind = "Level lines for each age group" if norms != "dodds2014" else "Lines"
    return Plot(
        f"Grip strength of {PEOPLE[sex]} by age",
        f"{kind} from {TABLES[norms]}. At {age.typed} they stand at {here}. Marked is {grip.typed}.",
        Axis("age, years", AXIS_OF_TOMKINSON if norms == "tomkinson2025" else AXIS),
        Axis("grip, kg", range(0, STEP * ceil(highest / STEP) + 1, STEP)),
        lines=[drawn[each] for each in order],
        points=[("you", (age.bound, grip.bound))],
        names=["" if each in UNNAMED else _name(norms, each) for each in order],
    )


def _name(norms: Norms, percentile: int) -> str:
    return "mean" if norms == "steiber2016" and percentile == MEDIAN else f"P{percentile}"


CALCULATOR = Calculator(
    title="How strong is my grip for my age?",
    interpret=interpret,
    button="Compare",
    inputs=(
        SEX,
        AGE,
        GRIP,
        Choice(
            "norms",
            "Compare with which table?",
            {
                "dodds2014": "British (12 studies)",
                "tomkinson2025": "International (69 countries)",
                "steiber2016": "German (one survey, Smedley device)",
            },
            "They differ. Keep to the same one when you measure again.",
        ),
    ),
    notes={
        "not_a_diagnosis": "A percentile is not a diagnosis.",
        "doubtful_cell": "One number of this table is in doubt.",
        "open_peak": "For men of this age, two sources disagree.",
        "table_dodds": "The British table, read in copies.",
        "table_tomkinson": "The international table, read in a copy.",
        "table_steiber": "The German table, read in a copy.",
        "how_measured": "How it was measured matters.",
    },
    value_labels={
        "percentile": "Percentile: people of 100 who grip less hard",
        "median": "Middle of the table at this age, kg",
        "category": "What the authors call it",
    },
    formulas=(
        Formula(
            "Percentile between two printed ones (British and international tables)",
            r"P = 100 \cdot \Phi\left(z_1 + \frac{x - x_1}{x_2 - x_1} \cdot (z_2 - z_1)\right)",
            "x is the grip, x₁ and x₂ the printed numbers on either side, z₁ and z₂ where their percentiles stand in "
            "a normal distribution (P10: −1.2816, P25: −0.6745), Φ its distribution function.",
            Source(OWN, "a straight line between two printed numbers"),
            "own",
            "Within the printed percentiles. In the British table each line is straight between two printed ages; the "
            "international one goes by groups of five years.",
        ),
        Formula(
            "Percentile from mean and standard deviation (German table)",
            r"P = 100 \cdot \Phi\left(\frac{x - m}{s}\right)",
            "x is the grip, m and s the mean and standard deviation of the age group, Φ the normal distribution.",
            Source(OWN, "a normal distribution around the printed mean"),
            "own",
            "20 to 90 years, by age group. Far from the mean it is a rough guide.",
        ),
    ),
)
