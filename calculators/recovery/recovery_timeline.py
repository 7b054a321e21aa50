"""What recovers when after B12 treatment starts, and what to ask where it does not."""

from __future__ import annotations

from dataclasses import dataclass

from calculators.core.icon_array import IconArray
from calculators.core.measure import Measurement
from calculators.core.model import Calculator, Choice, Flag, InputError, Limit, Outcome, Quantity, Source
from calculators.core.timeline import Timeline

TEXTBOOK = Source("textbook_response", "a textbook page on therapy, read in a copy")
COHORT = Source("lacombe2024", "abstract, 26 people on 1 mg a day by mouth")
REVIEW = Source("savage1995", "abstract: a response usually within three months")
NICE_REVIEW = Source("niceng239", "follow-up, as summarised")

MARROW_NORMAL_BY = Limit({"days": 2}, TEXTBOOK, "secondary", whole=True)
RETICULOCYTES_RISE_FROM = Limit({"days": 3}, TEXTBOOK, "secondary", whole=True)
RETICULOCYTES_PEAK_BY = Limit({"days": 7}, TEXTBOOK, "secondary", whole=True)
HAEMOGLOBIN_RISES_FROM = Limit({"days": 7}, TEXTBOOK, "secondary", whole=True)
BLOOD_COUNT_NORMAL_BY = Limit({"weeks": 8}, TEXTBOOK, "secondary")
MMA_FALLEN_BY = Limit({"months": 1}, COHORT, "original")
MOUTH_BETTER_BY = Limit({"months": 4}, COHORT, "original")
NERVES_MOSTLY_BY = Limit({"months": 3}, REVIEW, "original")
REVIEW_FROM = Limit({"months": 3}, NICE_REVIEW, "secondary")
REVIEW_PREGNANT_FROM = Limit({"months": 1}, NICE_REVIEW, "secondary")

DAYS = {"days": 1.0, "weeks": 7.0, "months": 91 / 3, "years": 364.0}
"""Units of time, in days: 13 weeks are 3 months."""

SERIES, COMPLETE_SERIES, COMPLETE_CASES = 57, 31, 8
"""Both publications count 57 people: complete at 3 months in misra2007, complete resolution in vasconcelos2006."""


@dataclass(frozen=True)
class Stage:
    """One thing that recovers, from when (if the source says so) and by when."""

    key: str
    name: str
    begins: Limit | None
    done: Limit
    by_then: str = "due by now"

    def state(self, time: Measurement) -> str:
        """Where it should stand: ahead, under way, or due by now."""
        if not time.below(self.done):
            return self.by_then
        return "ahead" if self.begins and time.below(self.begins) else "under way"

    def bar(self) -> tuple[str, float, float]:
        """Its span in days; from the first day where no beginning is printed."""
        begins = in_days(self.begins) if self.begins else 0
        return self.name, begins, in_days(self.done)


def in_days(limit: Limit) -> float:
    """A time limit in days."""
    ((unit, value),) = limit.values.items()
    return round(value * DAYS[unit])


def stages() -> list[Stage]:
    """What recovers, in the order in which it does."""
    return [
        Stage("marrow", "Bone marrow normal", None, MARROW_NORMAL_BY),
        Stage("reticulocytes", "Young red cells rise to their peak", RETICULOCYTES_RISE_FROM, RETICULOCYTES_PEAK_BY),
        Stage("mma", "MMA and homocysteine fall", None, MMA_FALLEN_BY),
        Stage("haemoglobin", "Haemoglobin rises to normal", HAEMOGLOBIN_RISES_FROM, BLOOD_COUNT_NORMAL_BY),
        Stage("mcv", "Blood count normal, MCV with it", None, BLOOD_COUNT_NORMAL_BY),
        Stage("nerves", "Nerves: most of what will come", None, NERVES_MOSTLY_BY),
        Stage("mouth", "Sore mouth and tongue: half are well", None, MOUTH_BETTER_BY, "half are well by now"),
    ]


def interpret(
    *,
    since_start: Measurement | None = None,
    course: str | None = None,
    neurological: bool | None = None,
    pregnant: bool | None = None,
) -> Outcome:
    """Where each sign of recovery should stand, and what to do by how symptoms have gone.

    Raises `InputError` where the time since the start is missing.
    """
    if since_start is None:
        raise InputError("since_start", "Enter how long ago treatment started, for example 6 weeks.")
    review = REVIEW_PREGNANT_FROM if pregnant else REVIEW_FROM
    all_stages, now = stages(), since_start.to("days", since_start.bound)
    band = _band(course, late=not since_start.below(review))
    return Outcome(
        band,
        values={stage.key: stage.state(since_start) for stage in all_stages},
        sentence=SENTENCES[band],
        because=[since_start.reason(limit) for limit in _limits(all_stages, review)],
        notes=_notes(band, neurological, first_days=since_start.below(HAEMOGLOBIN_RISES_FROM)),
        charts=[
            Timeline("What recovers when", [stage.bar() for stage in all_stages], now),
            IconArray(
                "Nerve symptoms gone completely",
                [
                    ("All well at 3 months, one hospital", COMPLETE_SERIES),
                    ("All well, published cases of cord damage", COMPLETE_CASES),
                ],
                SERIES,
            ),
        ],
        first="Symptoms that grow worse on treatment need a doctor now." if band == "worse" else "",
    )


def _band(course: str | None, *, late: bool) -> str:
    if course == "worse":
        return "worse"
    if course == "same":
        return "no_better" if late else "too_early"
    return "on_course" if course == "better" else "expected"


def _limits(all_stages: list[Stage], review: Limit) -> list[Limit]:
    found: list[Limit] = []
    for stage in all_stages:
        found += [each for each in (stage.begins, stage.done) if each and each not in found]
    return [*found, review]


def _notes(band: str, neurological: bool | None, *, first_days: bool) -> list[str]:
    held = {
        "nerves_worse": bool(neurological) and band == "worse",
        "nerves": True,
        "no_retest": True,
        "potassium": first_days,
    }
    return [note for note, holds in held.items() if holds]


SENTENCES = {
    "worse": "New or worse symptoms on treatment: NICE names other diagnoses and a change of dose.",
    "no_better": "By the time of NICE’s review, symptoms that have not changed call for a change of plan.",
    "too_early": "It is early: symptoms can take weeks or months to settle.",
    "on_course": "That is the course to hope for. Do not stop by yourself: the cause decides how long treatment lasts.",
    "expected": "This is what recovers when, in studies and textbooks. People differ.",
}

CALCULATOR = Calculator(
    title="How does recovery go?",
    interpret=interpret,
    button="Show what to expect",
    inputs=(
        Quantity(
            "since_start",
            "Time since B12 treatment started",
            DAYS,
            (1, 3653),
            hint="A number and its unit, for example 6 weeks.",
            censored=False,
        ),
        Choice(
            "course",
            "Since then, symptoms are",
            {"better": "better", "same": "the same", "worse": "worse, or there are new ones"},
        ),
        Flag("neurological", "Numbness, weakness, unsteadiness, or trouble with sight or memory among them?"),
        Flag("pregnant", "Pregnant or breastfeeding?"),
    ),
    bands={
        "worse": "Worse: ask now",
        "no_better": "No better by the time of review",
        "too_early": "Too early to tell",
        "on_course": "On course",
        "expected": "What to expect",
    },
    notes={
        "nerves_worse": "Nerve symptoms that grow worse are urgent.",
        "nerves": "Nerves: how many recover depends on who is counted.",
        "no_retest": "The B12 level does not show recovery.",
        "potassium": "Potassium can fall in the first days.",
    },
    urgent=frozenset({"nerves_worse"}),
    value_labels={
        "marrow": "Bone marrow",
        "reticulocytes": "Young red cells (reticulocytes) at their peak",
        "mma": "MMA and homocysteine clearly lower",
        "haemoglobin": "Haemoglobin normal",
        "mcv": "MCV normal",
        "nerves": "Most of the nerves’ response",
        "mouth": "Sore mouth and tongue better",
    },
)
