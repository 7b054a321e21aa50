"""SARC-F, five questions about muscle strength in daily life, and SARC-CalF, the same with a measured calf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from calculators.core.analytes import SEX, Sex
from calculators.core.measure import Measurement, rounded, text
from calculators.core.model import (
    Calculator,
    Choice,
    Constant,
    Formula,
    Group,
    InputError,
    Limit,
    Outcome,
    Quantity,
    Reason,
    Source,
)

SARC_F = Source("malmstrom2013", "five answers of 0 to 2 points, as later works print them")
SARC_CALF = Source("barbosasilva2016", "SARC-CalF, as later works quote it")
CORRECTION = Source("gonzalez2021", "correction of the calf for BMI, as later works quote it")

QUESTIONS_POSITIVE_FROM = Limit({"points": 4}, SARC_F, "secondary", whole=True)
WITH_CALF_POSITIVE_FROM = Limit({"points": 11}, Source("chen2020", "abstract: SARC-CalF"), "original", whole=True)
CALF_OF_A_MAN_SMALL_UP_TO = Limit({"cm": 34}, SARC_CALF, "secondary")
CALF_OF_A_WOMAN_SMALL_UP_TO = Limit({"cm": 33}, SARC_CALF, "secondary")
SMALL_CALF = Constant("10", SARC_CALF, "secondary", "points")
UNDERWEIGHT_BELOW = Limit({"kg/m²": 18.5}, CORRECTION, "unconfirmed")
OVERWEIGHT_FROM = Limit({"kg/m²": 25}, CORRECTION, "secondary")
OBESE_FROM = Limit({"kg/m²": 30}, CORRECTION, "secondary")
VERY_OBESE_FROM = Limit({"kg/m²": 40}, CORRECTION, "secondary")
ADD_UNDERWEIGHT = Constant("4", CORRECTION, "unconfirmed", "cm")
TAKE_OVERWEIGHT = Constant("3", CORRECTION, "secondary", "cm")
TAKE_OBESE = Constant("7", CORRECTION, "secondary", "cm")
TAKE_VERY_OBESE = Constant("12", CORRECTION, "secondary", "cm")

DIFFICULTY = {"0": "None", "1": "Some", "2": "A lot, or not possible"}
ITEMS: Mapping[str, str] = {
    "strength": "Choose how hard it is to lift and carry a heavy bag.",
    "assistance": "Choose how hard it is to walk across a room.",
    "rise": "Choose how hard it is to get up from a chair or bed.",
    "climb": "Choose how hard it is to climb ten stairs.",
    "falls": "Choose how often there was a fall in the last year.",
}
"""The five questions, in order, with what is said where one is not answered."""


@dataclass(frozen=True)
class Calf:
    """What a calf adds: its limit, whether it is small, and the same for the calf corrected for BMI."""

    measured: Measurement
    limit: Limit
    small: bool
    corrected: Measurement | None = None
    around: Sequence[Reason] = ()

    @property
    def corrected_small(self) -> bool:
        """Whether the corrected calf is small; the measured one, where nothing was corrected."""
        return self.corrected.at_most(self.limit) if self.corrected else self.small


def sarc_f(answers: Sequence[str]) -> int:
    """The sum of five answers, each 0, 1 or 2: 0 to 10. Source: Malmstrom and Morley 2013, as quoted."""
    return sum(map(int, answers))


def with_calf(points: int, *, small: bool) -> int:
    """SARC-CalF, 0 to 20: `points` of SARC-F, and more for a small calf. Source: Barbosa-Silva et al. 2016."""
    return points + int(SMALL_CALF.value) if small else points


def correction(bmi: Measurement) -> tuple[float, list[Reason]]:
    """What is added to a calf in cm, negative where it is taken off, and the limits of BMI (kg/m²) that decided it.

    Source: Gonzalez et al. 2021, as quoted; unconfirmed below 18.5 kg/m².
    """
    limits = (UNDERWEIGHT_BELOW, OVERWEIGHT_FROM, OBESE_FROM, VERY_OBESE_FROM)
    changes = (ADD_UNDERWEIGHT.value, 0.0, -TAKE_OVERWEIGHT.value, -TAKE_OBESE.value, -TAKE_VERY_OBESE.value)
    passed = sum(bmi.at_least(limit) for limit in limits)
    return changes[passed], [bmi.reason(limit) for limit in limits[max(passed - 1, 0) : passed + 1]]


def measure_calf(calf: Measurement, sex: Sex | None, bmi: Measurement | None) -> Calf:
    """A calf (cm) against the limit of its sex, as measured and corrected for BMI (kg/m²); `InputError` without sex."""
    if sex is None:
        raise InputError("sex", "Choose the sex: the limit for a small calf differs.")
    limit = CALF_OF_A_MAN_SMALL_UP_TO if sex == "male" else CALF_OF_A_WOMAN_SMALL_UP_TO
    small = calf.at_most(limit)
    if bmi is None:
        return Calf(calf, limit, small)
    change, around = correction(bmi)
    length = rounded(calf.low + change)
    return Calf(calf, limit, small, replace(calf, low=length, high=length, typed=f"{text(length)} cm"), around)


def interpret(
    *,
    strength: str | None = None,
    assistance: str | None = None,
    rise: str | None = None,
    climb: str | None = None,
    falls: str | None = None,
    calf: Measurement | None = None,
    sex: Sex | None = None,
    bmi: Measurement | None = None,
) -> Outcome:
    """Positive where SARC-F or, with a calf (cm), SARC-CalF reaches its limit; the calf as measured, not as corrected.

    Raises `InputError` where one of the five answers, or the sex beside a calf, is missing.
    Sources: Malmstrom and Morley 2013, Barbosa-Silva et al. 2016 and AWGS 2019 (either is enough).
    """
    answers = dict(zip(ITEMS, (strength, assistance, rise, climb, falls), strict=True))
    for key, answer in answers.items():
        if answer is None:
            raise InputError(key, ITEMS[key])
    points = sarc_f([answer for answer in answers.values() if answer is not None])
    leg = measure_calf(calf, sex, bmi) if calf else None
    total = with_calf(points, small=leg.small) if leg else None
    positive = points >= QUESTIONS_POSITIVE_FROM.values["points"]
    calf_positive = total is not None and _is_positive(total)
    return Outcome(
        "positive" if positive or calf_positive else "negative",
        values={
            "sarc_f": points,
            "sarc_calf": total,
            "calf_adjusted": leg.corrected.exact if leg and leg.corrected else None,
        },
        sentence=_sentence(points, positive=positive, total=total, calf_positive=calf_positive)
        + (_corrected(points, leg, bmi) if leg else ""),
        because=[
            Reason(QUESTIONS_POSITIVE_FROM, "points"),
            *([leg.measured.reason(leg.limit), Reason(WITH_CALF_POSITIVE_FROM, "points"), *leg.around] if leg else []),
        ],
        notes=_notes(leg, bmi, differ=leg is not None and positive != calf_positive),
    )


def _is_positive(total: int) -> bool:
    return total >= WITH_CALF_POSITIVE_FROM.values["points"]


def _sentence(points: int, *, positive: bool, total: int | None, calf_positive: bool) -> str:
    said = f"SARC-F is {points} of 10 points: {_word(positive)}"
    if total is None:
        return f"{said}."
    joint = "and" if positive == calf_positive else "but"
    return f"{said}, {joint} with the calf, SARC-CalF is {total} of 20 points: {_word(calf_positive)}."


def _word(positive: bool) -> str:
    return "positive" if positive else "negative"


def _corrected(points: int, leg: Calf, bmi: Measurement | None) -> str:
    """What the corrected calf would give; the score itself uses the measured one."""
    if leg.corrected is None or bmi is None:
        return ""
    how = "By a correction that we could not confirm" if bmi.below(UNDERWEIGHT_BELOW) else "Corrected for BMI"
    total = with_calf(points, small=leg.corrected_small)
    size = "small" if leg.corrected_small else "not small"
    return (
        f" {how}, the calf would be {leg.corrected.typed}, {size}, and SARC-CalF {total}: {_word(_is_positive(total))}."
    )


def _notes(leg: Calf | None, bmi: Measurement | None, *, differ: bool) -> list[str]:
    edge = leg and leg.measured.exact == leg.limit.values["cm"]
    held = {
        "differ": differ,
        "calf_edge": edge,
        "no_calf": leg is None,
        "corrected": leg and leg.corrected,
        "correction_changes": leg and leg.small != leg.corrected_small,
        "correction_unconfirmed": leg and bmi and bmi.below(UNDERWEIGHT_BELOW),
        "bmi_unused": leg is None and bmi is not None,
    }
    return [note for note, holds in held.items() if holds]


def _at(limit: Limit) -> str:
    """The number of a limit that has one unit."""
    (value,) = limit.values.values()
    return text(value)


CALCULATOR = Calculator(
    title="Could my muscles be weak?",
    interpret=interpret,
    button="Count the points",
    inputs=(
        Choice("strength", "Lifting and carrying 4.5 kg (10 pounds): how hard is it?", DIFFICULTY, "A heavy bag."),
        Choice(
            "assistance",
            "Walking across a room: how hard is it?",
            {"0": "Not hard", "1": "Somewhat", "2": "Very, with an aid, or not possible"},
        ),
        Choice("rise", "Getting up from a chair or bed: how hard is it?", DIFFICULTY),
        Choice("climb", "Climbing ten stairs: how hard is it?", DIFFICULTY),
        Choice("falls", "Falls in the last year", {"0": "None", "1": "1 to 3", "2": "4 or more"}),
        Quantity(
            "calf",
            "Calf, all round at its widest",
            {"cm": 1.0},
            (15, 70),
            (24, 55),
            "If you have a tape measure. Sitting or standing, tape snug, not tight.",
            censored=False,
        ),
        SEX,
        Quantity("bmi", "BMI", {"kg/m²": 1.0}, (8, 120), (13, 70), "Used only with a calf.", censored=False),
    ),
    groups=(
        Group("Five questions", tuple(ITEMS)),
        Group("The calf, if you can measure it", ("calf", "sex", "bmi")),
    ),
    bands={
        "positive": "Positive: strength should be measured",
        "negative": "Negative, which does not rule sarcopenia out",
    },
    notes={
        "differ": "SARC-F and SARC-CalF do not agree.",
        "calf_edge": "The calf is exactly at the limit, where sources disagree.",
        "no_calf": "Without a calf, many cases are missed.",
        "corrected": "The corrected calf is not part of the score.",
        "correction_changes": "Corrected for BMI, the calf counts the other way.",
        "correction_unconfirmed": "The correction for a BMI below 18.5 is unconfirmed.",
        "bmi_unused": "BMI is used only together with a calf.",
    },
    value_labels={
        "sarc_f": "SARC-F, of 10 points",
        "sarc_calf": "SARC-CalF, of 20 points",
        "calf_adjusted": "Calf corrected for BMI, cm",
    },
    formulas=(
        Formula(
            "SARC-CalF",
            rf"S_c = \begin{{cases}} S + {SMALL_CALF} & \text{{calf small}} \\ S & \text{{else}} \end{{cases}}",
            f"S: SARC-F, 0 to 10 points. Small: at most {_at(CALF_OF_A_MAN_SMALL_UP_TO)} cm in a man, "
            f"{_at(CALF_OF_A_WOMAN_SMALL_UP_TO)} cm in a woman.",
            SARC_CALF,
            "secondary",
            "Older adults; studied from 60 years.",
        ),
        Formula(
            "Calf corrected for BMI",
            rf"C' = \begin{{cases}} C + {ADD_UNDERWEIGHT} & B < {_at(UNDERWEIGHT_BELOW)} \\ "
            rf"C & {_at(UNDERWEIGHT_BELOW)} \le B < {_at(OVERWEIGHT_FROM)} \\ "
            rf"C - {TAKE_OVERWEIGHT} & {_at(OVERWEIGHT_FROM)} \le B < {_at(OBESE_FROM)} \\ "
            rf"C - {TAKE_OBESE} & {_at(OBESE_FROM)} \le B < {_at(VERY_OBESE_FROM)} \\ "
            rf"C - {TAKE_VERY_OBESE} & B \ge {_at(VERY_OBESE_FROM)} \end{{cases}}",
            "C in cm, B in kg/m². The first line was not read in any source; the others in works that quote them.",
            CORRECTION,
            "unconfirmed",
            "Adults; made from a US survey of 17,789 people.",
        ),
    ),
)
