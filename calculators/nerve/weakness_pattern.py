"""What a weakness is like, beside seventeen causes: red flags first and alone, then what fits and what does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calculators.core.analytes import AGE
from calculators.core.causes import CAUSES, PHRASES, Cause, Feature
from calculators.core.measure import Measurement
from calculators.core.model import (
    Calculator,
    Checklist,
    Choice,
    Compared,
    Declined,
    Flag,
    Group,
    InputError,
    Limit,
    Outcome,
    Source,
)
from calculators.core.sources import ADULT_FROM

OLDER_FROM = Limit({"years": 50}, Source("cmajibm2024", "inclusion body myositis: mostly after 50"), "original")

EMERGENCY, SAME_DAY, URGENT_REFERRAL, NONE = "emergency", "same_day", "urgent_referral", "none"
LEVELS = (EMERGENCY, SAME_DAY, URGENT_REFERRAL)
"""Most urgent first."""
URGENCY: Mapping[str, str] = {
    "stroke": EMERGENCY,
    "breathing_swallowing": EMERGENCY,
    "chest": EMERGENCY,
    "bladder_bowel_legs": EMERGENCY,
    "injury": EMERGENCY,
    "sight": EMERGENCY,
    "rising_weakness": SAME_DAY,
    "nitrous_oxide_weakness": SAME_DAY,
    "eyes_fatigue": SAME_DAY,
    "cancer_fever_confusion": SAME_DAY,
    "dark_urine": SAME_DAY,
    "foot_sore": SAME_DAY,
    "growing_one_limb": URGENT_REFERRAL,
    "wasting_twitching": URGENT_REFERRAL,
    "speech": URGENT_REFERRAL,
    "hands_and_gait": URGENT_REFERRAL,
}
SIGNS: Mapping[str, str] = {
    "stroke": (
        "Sudden weakness, even of one hand, weakness that gets worse by the hour, "
        "a drooping face or sudden slurred speech"
    ),
    "breathing_swallowing": "Trouble breathing or swallowing, or breathless at rest or lying flat",
    "chest": "Chest pain or fainting",
    "bladder_bowel_legs": (
        "A change in bladder, bowel or sexual function, numbness between the legs, "
        "or back or leg pain with weakness of both legs"
    ),
    "injury": "Weakness or numbness after a fall or a blow to the head, neck or back",
    "sight": "Loss of sight",
    "rising_weakness": "Weakness or numbness that has grown over days or up to 4 weeks",
    "nitrous_oxide_weakness": "Weakness, tingling or unsteadiness after nitrous oxide (laughing gas)",
    "eyes_fatigue": "Double vision, drooping eyelids, or weakness that grows with use and eases with rest",
    "cancer_fever_confusion": "Weakness or numbness with fever, new confusion, or cancer now or in the past",
    "dark_urine": "Dark red or brown urine with muscle pain or weakness",
    "foot_sore": "An open sore on a numb foot, or a foot that is hot and swollen",
    "growing_one_limb": "Weakness or wasting of one limb or the neck that has kept growing over weeks or months",
    "wasting_twitching": "A muscle that is wasting and twitches, or wasting on one side while feeling is normal",
    "speech": "Speech that has slowly become slurred or weak",
    "hands_and_gait": (
        "Clumsy or numb hands together with stiff or unsteady legs, or reflexes that a doctor found brisk"
    ),
}
IMPLIED: Sequence[tuple[str, Mapping[str, str]]] = (
    ("stroke", {"onset": "sudden"}),
    ("rising_weakness", {"onset": "days_weeks"}),
    ("nitrous_oxide_weakness", {"gas": "yes"}),
    ("growing_one_limb", {"onset": "months", "symmetry": "one_side"}),
    ("growing_one_limb", {"onset": "months", "symmetry": "uneven", "numbness": "no"}),
    ("wasting_twitching", {"wasting": "yes", "twitching": "yes"}),
    ("wasting_twitching", {"twitching": "yes", "numbness": "no"}),
    ("wasting_twitching", {"wasting": "yes", "symmetry": "one_side", "numbness": "no"}),
    ("wasting_twitching", {"wasting": "yes", "symmetry": "uneven", "numbness": "no"}),
    ("hands_and_gait", {"where": "hands", "balance": "yes"}),
    ("hands_and_gait", {"where": "feet_and_hands", "balance": "yes"}),
    ("hands_and_gait", {"where": "hands", "neck_pain": "yes"}),
    ("hands_and_gait", {"balance": "yes", "neck_pain": "yes"}),
    ("hands_and_gait", {"reflexes": "brisk"}),
)
"""Answers further down the form that can mean the same as a sign at its top, so that not ticking it hides nothing."""
WHAT_TO_DO: Mapping[str, str] = {
    EMERGENCY: "Call 999, 911 or your local emergency number now.",
    SAME_DAY: "Be seen today: a GP or NHS 111 in the UK, urgent care or an emergency department in the US.",
    URGENT_REFERRAL: "See a doctor within days, two weeks at most, and ask for an urgent referral.",
}
SEE_SOON: Mapping[str, str] = {
    "no_numbness": "Weakness with normal feeling: see a doctor within two weeks.",
    "weight_loss": "Weight lost without trying: see a doctor within two weeks.",
}
LOOK_FIRST = (
    "Look through these signs first: any of them needs help before a comparison. “None of these” is an answer, too."
)
HOW_FAST = "Answer how fast the weakness came: it decides how soon you should be seen."
TOO_YOUNG = (
    "This comparison is for adults. A child with weak muscles needs a doctor today if it came within days or weeks "
    "or if the child stops walking; otherwise this week."
)

Answers = Mapping[str, str]


def interpret(
    *,
    red_flags: frozenset[str] | None = None,
    medicines: frozenset[str] | None = None,
    background: frozenset[str] | None = None,
    age: Measurement | None = None,
    **features: str | bool | None,
) -> Outcome | Declined:
    """The urgency of any red flag, or what fits and what speaks against each of seventeen causes, in counts.

    `features` are the other answers by question. Raises `InputError` where the red flags were not answered, or how
    fast the weakness came was not. Sources: those of each cause in `core.causes`; of the red flags, decision 0016.
    """
    answered = _answered(features, medicines=medicines, background=background, age=age)
    ticked = red_flags or frozenset()
    if flags := red_flags_in(ticked, answered):
        return _stopped(flags, ticked)
    if red_flags is None:
        raise InputError("red_flags", LOOK_FIRST)
    if age is not None and age.below(ADULT_FROM):
        return Declined(TOO_YOUNG, ADULT_FROM.source)
    if "onset" not in answered:
        raise InputError("onset", HOW_FAST)
    compared = {key: compare(cause, answered) for key, cause in CAUSES.items()}
    b12, notes = compared["b12"], _notes(answered, medicines)
    return Outcome(
        "compared",
        values={"urgency": NONE, **_counts(compared)},
        sentence=f"Lack of B12: {len(b12.fits)} of your answers fit, {len(b12.against)} speak against it, "
        f"{len(b12.unknown)} of its features were not asked. "
        "Counts, not chances; other causes may fit as well or better.",
        because=[] if age is None else [age.reason(OLDER_FROM)],
        notes=notes,
        first=" ".join(SEE_SOON[note] for note in notes if note in SEE_SOON),
        comparison=list(compared.values()),
    )


def red_flags_in(ticked: frozenset[str], answered: Answers) -> list[str]:
    """The signs that were ticked or that other answers amount to, in the form's order."""
    implied = {flag for flag, said in IMPLIED if all(answered.get(key) == value for key, value in said.items())}
    return [flag for flag in SIGNS if flag in ticked | implied]


def compare(cause: Cause, answered: Answers) -> Compared:
    """What of the answers fits a cause, what speaks against it, and which of its features were not asked.

    `answered` holds an answer's id by question. An answer that is possible with the cause and says nothing is left out.
    """
    fits, against, unknown = [], [], []
    for feature in cause.features:
        answer = answered.get(feature.question)
        if answer is None:
            unknown.append(said(feature, feature.fits.split()))
        elif answer in feature.fits.split():
            fits.append(said(feature, [answer]))
        elif answer in feature.against.split():
            against.append(said(feature, [answer]))
    return Compared(cause.name, fits, against, unknown, cause.tests, cause.help_if)


def said(feature: Feature, answers: Sequence[str]) -> str:
    """Answers in words, marked where no source that was read says so of the cause."""
    words = ", or ".join(PHRASES[feature.question][answer] for answer in answers)
    return f"{words} (unconfirmed)" if feature.status == "unconfirmed" else words


def _answered(
    features: Mapping[str, str | bool | None],
    *,
    medicines: frozenset[str] | None,
    background: frozenset[str] | None,
    age: Measurement | None,
) -> dict[str, str]:
    """Every answer by question; each item of an answered list is a yes or a no."""
    answered = {
        key: value if isinstance(value, str) else "yes" if value else "no"
        for key, value in features.items()
        if value is not None
    }
    for ticked, items in ((medicines, MEDICINES), (background, BACKGROUND)):
        if ticked is not None:
            answered |= {item: "yes" if item in ticked else "no" for item in items}
    if age is not None:
        answered["age"] = "under_50" if age.below(OLDER_FROM) else "50_or_over"
    return answered


def _stopped(flags: Sequence[str], ticked: frozenset[str]) -> Outcome:
    """The answer to red flags: what to do, how fast, and nothing else. What was not ticked is said to be a guess."""
    urgency = next(level for level in LEVELS if level in {URGENCY[flag] for flag in flags})
    worst = [flag for flag in flags if URGENCY[flag] == urgency]
    rest = [flag for flag in flags if URGENCY[flag] != urgency]
    more = f" Say this as well when you are seen. {_said_of(rest, ticked)}" if rest else ""
    return Outcome(
        "red_flag",
        values={"urgency": urgency, "red_flags": ",".join(flags)},
        sentence=f"This needs help before any comparison of causes.{more}",
        notes=[urgency],
        first=f"{WHAT_TO_DO[urgency]} {_said_of(worst, ticked)}",
    )


def _said_of(flags: Sequence[str], ticked: frozenset[str]) -> str:
    """Signs that were ticked, and those that other answers can mean."""
    said = "; ".join(f"“{SIGNS[flag]}”" for flag in flags if flag in ticked)
    meant = "; ".join(f"“{SIGNS[flag]}”" for flag in flags if flag not in ticked)
    parts = [f"You ticked: {said}." if said else "", f"Your other answers can mean: {meant}." if meant else ""]
    return " ".join(filter(None, parts))


def _counts(compared: Mapping[str, Compared]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for key, each in compared.items():
        counts |= {f"{key}_agree": len(each.fits), f"{key}_against": len(each.against)}
        counts[f"{key}_unknown"] = len(each.unknown)
    return counts


def _notes(answered: Answers, medicines: frozenset[str] | None) -> list[str]:
    held = {
        "no_numbness": answered.get("numbness") == "no",
        "weight_loss": answered.get("weight") == "loss",
        "medicines": bool(medicines),
    }
    return [*(note for note, holds in held.items() if holds), "two_causes"]


MEDICINES: Mapping[str, str] = {
    "steroid": "Steroid tablets or injections (such as prednisolone)",
    "statin": "A statin, now or before this began",
    "metformin": "Metformin",
    "acid_blocker": "Acid blockers (such as omeprazole or famotidine) for months or years",
    "zinc": "Much zinc (supplements, or some denture creams)",
}
BACKGROUND: Mapping[str, str] = {
    "bed_rest": "Bed rest, a cast, or hardly moving, just before it began",
    "intensive_care": "Intensive care just before it began",
    "infection": "A chest or bowel infection in the weeks before",
    "stomach_surgery": "Surgery on the stomach or bowel, weight-loss surgery included",
    "diabetes": "Diabetes",
    "diet": "Little or no meat, fish, eggs or milk",
    "cold": "Feeling cold, with cramps or a slow thyroid",
    "tongue_memory": "A sore tongue, or trouble with memory or mood",
    "blood_count": "Anaemia, or low white cells on a blood count",
    "neck_pain": "Neck pain or stiffness",
}


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _choice(key: str, label: str, hint: str = "") -> Choice:
    return Choice(key, label, {answer: _capital(words) for answer, words in PHRASES[key].items()}, hint)


CALCULATOR = Calculator(
    title="Is this the pattern of B12, or of something else?",
    interpret=interpret,
    button="Compare",
    inputs=(
        Checklist("red_flags", "Any of these, new or getting worse?", SIGNS),
        _choice(
            "onset",
            "How fast did the weakness come?",
            "If it got worse faster lately, answer for that. Not sure? The faster.",
        ),
        _choice("where", "Where is it, or where did it begin?", "Choose the nearest."),
        _choice("symmetry", "Is it the same on both sides?"),
        Flag("numbness", "Numbness, tingling or pins and needles?", "Anywhere, now or before the weakness began."),
        Flag("balance", "Unsteady, worse in the dark or with eyes shut?"),
        Flag("wasting", "Is a muscle visibly thinner?"),
        Flag("twitching", "Do muscles twitch again and again?"),
        _choice("pain", "Is there pain?"),
        _choice("weight", "Has your weight changed?"),
        Flag("alcohol", "Heavy drinking, now or for years?"),
        Flag("gas", "Nitrous oxide (laughing gas, gas and air) in the months before it began?"),
        Checklist("medicines", "Which of these do you take, or took in the year before?", MEDICINES),
        Checklist("background", "Which of these apply?", BACKGROUND),
        AGE,
        _choice("reflexes", "Reflexes, if a doctor examined them", "Leave empty if not examined."),
        _choice("ck", "CK (a muscle enzyme), if measured", "Leave empty if not measured."),
    ),
    groups=(
        Group("First: does this need help now?", ("red_flags",)),
        Group("The weakness", ("onset", "where", "symmetry", "wasting")),
        Group("What goes with it", ("numbness", "balance", "twitching", "pain", "weight")),
        Group("About you", ("age", "medicines", "alcohol", "gas", "background")),
        Group("If you were examined or tested", ("reflexes", "ck"), folded=True),
    ),
    bands={
        "red_flag": "Get help before any comparison",
        "compared": "Compared with seventeen causes",
    },
    notes={
        "emergency": "Call an ambulance.",
        "same_day": "Be seen today.",
        "urgent_referral": "Be seen within days, and ask for an urgent referral.",
        "no_numbness": "Weakness with normal feeling points away from B12.",
        "weight_loss": "Weight lost without trying needs a doctor soon.",
        "medicines": "Ask about your medicines; never stop steroids by yourself.",
        "two_causes": "More than one cause can be present.",
    },
    urgent=frozenset(LEVELS),
    value_words={
        EMERGENCY: "now",
        SAME_DAY: "today",
        URGENT_REFERRAL: "within two weeks at most",
        NONE: "no sign named; within two weeks if it is getting worse",
    },
    value_labels={
        "urgency": "How fast to get help",
        "red_flags": "Signs that need help",
        **{f"{key}_agree": f"{cause.name}: fits" for key, cause in CAUSES.items()},
        **{f"{key}_against": f"{cause.name}: speaks against" for key, cause in CAUSES.items()},
        **{f"{key}_unknown": f"{cause.name}: not asked" for key, cause in CAUSES.items()},
    },
)
