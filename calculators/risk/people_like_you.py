"""How many of 1,000 US adults like the reader have low B12, raised MMA or both: our own count of the survey NHANES."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from calculators.core.analytes import AGE, SEX, Sex
from calculators.core.icon_array import IconArray
from calculators.core.measure import Measurement
from calculators.core.model import OWN, Calculator, Choice, Declined, Flag, InputError, Limit, Outcome, Source
from calculators.core.survey import GROUPS

SURVEY = Source("nhanes", "2011–2014, our own count")
Kidneys = Literal["good", "poor"]
BANDS = Source(OWN, "age bands of the count")
SURVEYED_FROM = Limit({"years": 20}, SURVEY, "original")
SECOND_BAND_FROM = Limit({"years": 40}, BANDS, "own")
THIRD_BAND_FROM = Limit({"years": 60}, BANDS, "own")
LAST_BAND_FROM = Limit({"years": 70}, BANDS, "own")
THOUSAND, PER_CENT = 1000, 10
DROPPED = ("sex", "acid_blocker", "kidneys", "age", "metformin")
"""In this order a question is left out until a group has enough people with low B12, as the analysis plan says."""
RAISED_BY_KIDNEYS = ("raised_mma", "both")
"""Not told to people with weak kidneys from a group that leaves kidneys out: it would be far too low for them."""
TOO_FEW = "too few people to say"
OUTCOMES: Mapping[str, str] = {
    "low_b12": "B12 below 148 pmol/L (200 ng/L)",
    "raised_mma": "MMA above 0.27 µmol/L",
    "both": "Both",
}
ANY = "any"


class Count(NamedTuple):
    """Of 1,000 people of a group, how many have it, with the ends of the interval."""

    of_1000: float
    low: float
    high: float


def interpret(
    *,
    age: Measurement | None = None,
    sex: Sex | None = None,
    metformin: bool | None = None,
    acid_blocker: bool | None = None,
    kidneys: Kidneys | None = None,
) -> Outcome | Declined:
    """Of 1,000 US adults of that age, sex, medicines and kidneys, how many have each outcome, with 95% intervals.

    Raises `InputError` where the age or the sex is missing; declines ages that were not surveyed. What is not answered
    is not asked of the survey either.
    """
    if age is None:
        raise InputError("age", "Enter the age: low B12 is more common in older people.")
    if sex is None:
        raise InputError("sex", "Choose the sex.")
    if age.below(SURVEYED_FROM):
        return Declined("Adults of 20 and over were measured; nothing is known here of younger people.", SURVEY)
    band, limits = _band(age)
    asked = {
        "age": band,
        "sex": sex,
        "metformin": _answer(metformin),
        "acid_blocker": _answer(acid_blocker),
        "kidneys": {"good": "no", "poor": "yes", None: ANY}[kidneys],
    }
    group = answering(asked)
    people, counts = counted(group)
    if kidneys == "poor" and group["kidneys"] == ANY:
        counts = {**counts, **dict.fromkeys(RAISED_BY_KIDNEYS)}
    return Outcome(
        None,
        values=_values(people, counts),
        sentence=_sentence(group, counts["low_b12"], wider=group != asked),
        because=[age.reason(limit) for limit in limits],
        notes=[
            "what_it_is",
            "wider_group" if group != asked else "",
            "too_few" if None in counts.values() else "",
            "medicines" if metformin or acid_blocker else "",
        ],
        charts=[_squares(group, counts)],
    )


def _band(age: Measurement) -> tuple[str, Sequence[Limit]]:
    """The age band, and the limits on either side of it."""
    if age.at_least(LAST_BAND_FROM):
        return "70+", [LAST_BAND_FROM]
    if age.at_least(THIRD_BAND_FROM):
        return "60–69", [THIRD_BAND_FROM, LAST_BAND_FROM]
    if age.at_least(SECOND_BAND_FROM):
        return "40–59", [SECOND_BAND_FROM, THIRD_BAND_FROM]
    return "20–39", [SURVEYED_FROM, SECOND_BAND_FROM]


def _answer(given: bool | None) -> str:
    return ANY if given is None else "yes" if given else "no"


def answering(asked: Mapping[str, str]) -> Mapping[str, str]:
    """The reader's own group or, where too few of it have low B12, the first wider one in which enough have."""
    group = dict(asked)
    for question in (None, *DROPPED):
        if question:
            group[question] = ANY
        if _line("low_b12", group) in GROUPS:
            return group
    raise AssertionError(asked)  # pragma: no cover


def _line(outcome: str, group: Mapping[str, str]) -> str:
    return " ".join([outcome, *group.values()])


def counted(group: Mapping[str, str]) -> tuple[float, Mapping[str, Count | None]]:
    """The people of a group, and each outcome's count; None where it rests on too few."""
    counts: dict[str, Count | None] = {}
    for outcome in OUTCOMES:
        people, _, *shares = (float(each) for each in GROUPS[_line(outcome, group)].split())
        counts[outcome] = Count(*(float(round(PER_CENT * each)) for each in shares)) if shares else None
    return people, counts


def _values(people: float, counts: Mapping[str, Count | None]) -> dict[str, float | str | None]:
    values: dict[str, float | str | None] = {}
    for outcome, count in counts.items():
        values[outcome] = count.of_1000 if count else TOO_FEW
        values[f"{outcome}_low"] = count.low if count else None
        values[f"{outcome}_high"] = count.high if count else None
    return {**values, "people": people}


def words_of(group: Mapping[str, str]) -> str:
    """A group in words."""
    who = {"male": "men", "female": "women", ANY: "adults"}[group["sex"]]
    age = {ANY: "of 20 and over", "70+": "of 70 and over"}.get(group["age"], f"of {group['age']}")
    taking = {"metformin": "metformin", "acid_blocker": "an acid blocker"}
    yes = [name for key, name in taking.items() if group[key] == "yes"]
    no = [name for key, name in taking.items() if group[key] == "no"]
    kidneys = {"yes": "with an eGFR below 60", "no": "with an eGFR of 60 or more", ANY: ""}[group["kidneys"]]
    parts = [f"on {' and '.join(yes)}" if yes else "", f"not on {' or '.join(no)}" if no else "", kidneys]
    return " ".join([f"{who} {age}", *filter(None, parts)])


def _sentence(group: Mapping[str, str], count: Count | None, *, wider: bool) -> str:
    assert count is not None, "the group was chosen by it"
    said = (
        f"Of 1,000 US {words_of(group)}, about {count.of_1000:.0f} had a B12 below 148 pmol/L "
        f"(likely {count.low:.0f} to {count.high:.0f})."
    )
    return f"{said} This is a wider group than yours: too few like you had it for a sure figure." if wider else said


def _squares(group: Mapping[str, str], counts: Mapping[str, Count | None]) -> IconArray:
    fields: Sequence[tuple[str, int]] = [(OUTCOMES[key], int(count.of_1000)) for key, count in counts.items() if count]
    return IconArray(f"Of 1,000 US {words_of(group)}", fields, THOUSAND)


CALCULATOR = Calculator(
    title="How many people like me have low B12?",
    interpret=interpret,
    button="Count them",
    inputs=(
        AGE,
        SEX,
        Flag("metformin", "Do you take metformin?"),
        Flag("acid_blocker", "Do you take an acid blocker (PPI or H2 blocker) on prescription?"),
        Choice(
            "kidneys",
            "Kidney function (eGFR)",
            {"good": "60 or more", "poor": "below 60"},
            "Leave open if you do not know it.",
        ),
    ),
    notes={
        "what_it_is": "This counts others. It does not test you.",
        "wider_group": "Too few people just like you had low B12.",
        "too_few": "Too few had it to give a figure.",
        "medicines": "Medicines were those named in the last month.",
    },
    value_labels={
        **{
            f"{key}{suffix}": f"{words}{label}"
            for key, words in OUTCOMES.items()
            for suffix, label in (("", ", of 1,000"), ("_low", ", likely from"), ("_high", ", likely to"))
        },
        "people": "People counted, about",
    },
)
