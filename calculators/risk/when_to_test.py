"""Whether NICE NG239's rule asks for a B12 test, and which test first; signs that need help now come before it."""

from __future__ import annotations

from collections.abc import Mapping

from calculators.core.analytes import AGE
from calculators.core.measure import Measurement
from calculators.core.model import (
    Calculator,
    Checklist,
    Declined,
    Flag,
    Group,
    InputError,
    Limit,
    Outcome,
    Reason,
    Source,
)
from calculators.core.sources import ADULT_FROM

RULE = Source("sands2024", "when to test")

SYMPTOMS_NEEDED = Limit({"symptom": 1}, RULE, "original", whole=True)
RISK_FACTORS_NEEDED = Limit({"risk factor": 1}, RULE, "original", whole=True)

EMERGENCY, SAME_DAY, NONE = "emergency", "same_day", "none"
URGENCY: Mapping[str, str] = {
    "stroke": EMERGENCY,
    "breathing_swallowing": EMERGENCY,
    "bladder_bowel_legs": EMERGENCY,
    "sight": EMERGENCY,
    "chest": EMERGENCY,
    "psychosis_suicide": EMERGENCY,
    "rising_weakness": SAME_DAY,
    "nitrous_oxide_weakness": SAME_DAY,
}
SIGNS: Mapping[str, str] = {
    "stroke": "Sudden weakness, even of one hand, a drooping face or slurred speech",
    "breathing_swallowing": "Trouble breathing or swallowing",
    "bladder_bowel_legs": (
        "A change in bladder, bowel or sexual function, numbness between the legs, or weakness of both legs"
    ),
    "sight": "Loss of sight",
    "chest": "Chest pain, fainting, or breathless at rest",
    "psychosis_suicide": "Seeing, hearing or believing things that others do not, or thoughts of suicide",
    "rising_weakness": "Weakness that has grown over days to 4 weeks",
    "nitrous_oxide_weakness": "Nitrous oxide (laughing gas) use with weakness or unsteadiness",
}
TOO_YOUNG = "NICE NG239 is for people of 16 and over. Ask a doctor promptly; for a baby, today."
SYMPTOMS_UNANSWERED = (
    "Symptoms were not answered, and they decide. "
    "Tick what you have, or “none of these”; leaving it empty is not “none”."
)
RISK_UNANSWERED = (
    "With a symptom a test is either offered or considered, and risk factors decide which. "
    "Tick what applies, or “none of these”; leaving it empty is not “none”."
)


def interpret(
    *,
    red_flags: frozenset[str] | None = None,
    symptoms: frozenset[str] | None = None,
    risk_factors: frozenset[str] | None = None,
    age: Measurement | None = None,
    pregnant: bool | None = None,
) -> Outcome | Declined:
    """The band of NG239's rule: a symptom and a risk factor, a symptom only, or neither.

    Raises `InputError` where nothing was answered. Source: NICE NG239 (2024), as summarised in the BMJ by its authors.
    """
    if red_flags is None and symptoms is None and risk_factors is None:
        raise InputError("symptoms", "Answer at least the question on symptoms; “none of these” is an answer.")
    notes = ["urgent"] if red_flags else ["red_flags_unanswered"] if red_flags is None else []
    first = help_first(red_flags)
    if age and age.below(ADULT_FROM):
        return Declined(TOO_YOUNG, ADULT_FROM.source, notes, first)
    if symptoms is None:
        return Declined(SYMPTOMS_UNANSWERED, RULE, notes, first)
    enough_symptoms = len(symptoms) >= SYMPTOMS_NEEDED.values["symptom"]
    if enough_symptoms and risk_factors is None:
        return Declined(RISK_UNANSWERED, RULE, notes, first)
    at_risk = len(risk_factors or ()) >= RISK_FACTORS_NEEDED.values["risk factor"]
    band = ("offer_test" if at_risk else "consider") if enough_symptoms else "not_met"
    nitrous_oxide = "nitrous_oxide" in (risk_factors or ()) or "nitrous_oxide_weakness" in (red_flags or ())
    test = first_test(nitrous_oxide, bool(pregnant))
    return Outcome(
        band,
        values={
            "urgency": urgency(red_flags),
            "first_test": test,
            "symptoms": len(symptoms),
            "risk_factors": _count(risk_factors),
        },
        sentence=f"{SENTENCES[band]} {FIRST_TEST[test]}" if band != "not_met" else SENTENCES[band],
        because=[Reason(SYMPTOMS_NEEDED, "symptom"), Reason(RISK_FACTORS_NEEDED, "risk factor")],
        notes=notes,
        first=first,
    )


def first_test(nitrous_oxide: bool, pregnant: bool) -> str:
    """The test to start with; after nitrous oxide a level of B12 proves nothing."""
    return "mma_or_homocysteine" if nitrous_oxide else "active" if pregnant else "total_or_active"


def urgency(red_flags: frozenset[str] | None) -> str | None:
    """How fast the worst of the signs needs help; none where they were not answered."""
    if red_flags is None:
        return None
    levels = {URGENCY[flag] for flag in red_flags}
    return EMERGENCY if EMERGENCY in levels else SAME_DAY if levels else NONE


def help_first(red_flags: frozenset[str] | None) -> str:
    """Where to get help, naming the worst of the signs that were ticked."""
    level = urgency(red_flags)
    if red_flags is None or level in (None, NONE):
        return ""
    what = "Call 999, 911 or your local emergency number now" if level == EMERGENCY else "Be seen today"
    ticked = "; ".join(f"“{words}”" for flag, words in SIGNS.items() if flag in red_flags and URGENCY[flag] == level)
    return f"{what}. You ticked {ticked}."


def _count(ids: frozenset[str] | None) -> int | None:
    return None if ids is None else len(ids)


SENTENCES: Mapping[str, str] = {
    "offer_test": "With a symptom and a risk factor, NICE says a B12 test should be offered.",
    "consider": "With a symptom but no risk factor, NICE’s rule leaves a B12 test to your doctor’s judgement.",
    "not_met": "NICE’s rule for offering a B12 test is not met; not met is not the same as no need.",
}
FIRST_TEST: Mapping[str, str] = {
    "mma_or_homocysteine": "After nitrous oxide the test to start with is MMA or homocysteine.",
    "active": "In pregnancy the test to start with is active B12.",
    "total_or_active": "Total or active B12 comes first.",
}

CALCULATOR = Calculator(
    title="Should I be tested for vitamin B12?",
    interpret=interpret,
    button="See what NICE’s rule says",
    inputs=(
        Checklist("red_flags", "Any of these, new or getting worse?", SIGNS),
        Checklist(
            "symptoms",
            "Which of these do you have?",
            {
                "neurology": "Numbness, pins and needles, poor balance, falls or trouble walking",
                "fatigue": "Tiredness that nothing explains",
                "cognition": "Trouble with concentration or short-term memory, “brain fog”",
                "mental_health": "Depression, anxiety or psychosis",
                "vision": "Blurred sight, or blank patches in it",
                "glossitis": "A sore, red or swollen tongue",
                "blood_count": "Anaemia or large red cells on a blood count",
                "iron_not_working": "Anaemia in pregnancy that iron does not mend",
            },
        ),
        Checklist(
            "risk_factors",
            "Which of these apply?",
            {
                "diet": "A diet low in B12: vegan, or little meat, fish, eggs or milk, and no fortified food",
                "family_history": "A relative with B12 deficiency or an autoimmune disease",
                "autoimmune": (
                    "An autoimmune disease (thyroid, Sjögren’s, type 1 diabetes), coeliac disease or atrophic gastritis"
                ),
                "medicines": (
                    "Metformin, acid blockers (such as omeprazole or famotidine), colchicine, phenobarbital, "
                    "pregabalin, primidone or topiramate"
                ),
                "surgery": "Surgery on the stomach or the end of the small bowel, weight-loss surgery included",
                "radiotherapy": "Radiotherapy of the belly or pelvis",
                "nitrous_oxide": "Nitrous oxide (laughing gas) used for fun",
            },
        ),
        Flag("pregnant", "Pregnant?"),
        AGE,
    ),
    groups=(
        Group("First: does this need help now?", ("red_flags",)),
        Group("Symptoms", ("symptoms",)),
        Group("Risk factors", ("risk_factors",)),
        Group("About you", ("pregnant", "age")),
    ),
    bands={
        "offer_test": "A test should be offered",
        "consider": "A test may be considered",
        "not_met": "The rule is not met",
    },
    notes={
        "urgent": "Get help first; a B12 test comes after.",
        "red_flags_unanswered": "The signs that need help now were not answered.",
    },
    urgent=frozenset({"urgent"}),
)
