"""The Michigan Neuropathy Screening Instrument's fifteen questions, by Michigan's rule: two count the other way."""

from __future__ import annotations

from collections.abc import Mapping

from calculators.core.measure import text
from calculators.core.model import Calculator, Flag, InputError, Limit, Outcome, Reason, Source

COUNTED_THERE = Source("herman2012", "abstract counts people from 4 and from 7; what each is for was not read")

HIGHER_CUT_OFF_FROM = Limit({"points": 7}, COUNTED_THERE, "unconfirmed", whole=True)
LOWER_CUT_OFF_FROM = Limit({"points": 4}, COUNTED_THERE, "unconfirmed", whole=True)

YES, NO, NOT_SCORED = True, False, None
COUNTS: Mapping[str, bool | None] = {
    "q1": YES,
    "q2": YES,
    "q3": YES,
    "q4": NOT_SCORED,  # cramps, which Michigan takes for poor circulation
    "q5": YES,
    "q6": YES,
    "q7": NO,
    "q8": YES,
    "q9": YES,
    "q10": NOT_SCORED,  # weakness all over, which has many causes
    "q11": YES,
    "q12": YES,
    "q13": NO,
    "q14": YES,
    "q15": YES,
}
"""The answer that gives a point, by Michigan's own instructions; a page that scores every yes is wrong."""

QUESTIONS: Mapping[str, str] = {
    "q1": "Are your legs and/or feet numb?",
    "q2": "Do you ever have any burning pain in your legs and/or feet?",
    "q3": "Are your feet too sensitive to touch?",
    "q4": "Do you get muscle cramps in your legs and/or feet?",
    "q5": "Do you ever have any prickling feelings in your legs or feet?",
    "q6": "Does it hurt when the bed covers touch your skin?",
    "q7": "When you get into the tub or shower, are you able to tell the hot water from the cold water?",
    "q8": "Have you ever had an open sore on your foot?",
    "q9": "Has your doctor ever told you that you have diabetic neuropathy?",
    "q10": "Do you feel weak all over most of the time?",
    "q11": "Are your symptoms worse at night?",
    "q12": "Do your legs hurt when you walk?",
    "q13": "Are you able to sense your feet when you walk?",
    "q14": "Is the skin on your feet so dry that it cracks open?",
    "q15": "Have you ever had an amputation?",
}
"""The instrument’s own words and order, free to use without permission (PhenX)."""
FEELING = ("q7", "q13")


def points(answers: Mapping[str, bool]) -> int:
    """The score of a full set of answers, 0 to 13. Source: University of Michigan, how to use the instrument."""
    return sum(answers[key] is counted for key, counted in COUNTS.items() if counted is not NOT_SCORED)


def interpret(**given: bool | None) -> Outcome:
    """The score of fifteen answers and its place beside the two cut-offs; made for people with diabetes.

    Raises `InputError` at the first question that is not answered. Source: University of Michigan; Herman 2012.
    """
    missing = [key for key in QUESTIONS if given.get(key) is None]
    if missing:
        raise InputError(missing[0], f"Answer every question; not answered is not “no”. Missing: {_listed(missing)}.")
    answers = {key: bool(given[key]) for key in QUESTIONS}
    score = points(answers)
    band = _band(score)
    most = sum(counted is not NOT_SCORED for counted in COUNTS.values())
    higher, lower = (text(limit.values["points"]) for limit in (HIGHER_CUT_OFF_FROM, LOWER_CUT_OFF_FROM))
    where = {
        "seven_or_more": f"at or above {higher}, the higher of its two cut-offs",
        "four_to_six": f"between its two cut-offs, at or above {lower} and below {higher}",
        "below_four": f"below {lower}, the lower of its two cut-offs",
    }[band]
    return Outcome(
        band,
        values={"score": score, "scored_of": most},
        sentence=f"By Michigan’s rule, for people with diabetes: {score} of {most} points, {where}.",
        because=[Reason(limit, "points") for limit in (HIGHER_CUT_OFF_FROM, LOWER_CUT_OFF_FROM)],
        notes=_notes(answers),
    )


def _listed(keys: list[str]) -> str:
    return ", ".join(key.removeprefix("q") for key in keys)


def _band(score: int) -> str:
    if score >= HIGHER_CUT_OFF_FROM.values["points"]:
        return "seven_or_more"
    return "four_to_six" if score >= LOWER_CUT_OFF_FROM.values["points"] else "below_four"


def _notes(answers: Mapping[str, bool]) -> list[str]:
    held = {
        "foot_sore": answers["q8"],
        "feeling_lost": not all(answers[key] for key in FEELING),
        "for_diabetes": True,
        "cut_offs": True,
    }
    return [note for note, holds in held.items() if holds]


CALCULATOR = Calculator(
    title="Michigan questions on nerves in the feet (MNSI)",
    interpret=interpret,
    button="Count the points",
    inputs=tuple(Flag(key, f"{key.removeprefix('q')}. {words}") for key, words in QUESTIONS.items()),
    bands={
        "seven_or_more": "At or above the higher cut-off",
        "four_to_six": "Between the two cut-offs",
        "below_four": "Below both cut-offs",
    },
    notes={
        "foot_sore": "A foot sore that is open now: be seen soon.",
        "feeling_lost": "Feet that feel too little need protecting.",
        "for_diabetes": "Made for diabetes, not for a lack of B12.",
        "cut_offs": "What each cut-off is for is unconfirmed.",
    },
    value_labels={"score": "Points", "scored_of": "Most points possible"},
)
