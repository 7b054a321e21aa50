"""Seventeen causes of weak or wasting muscle: what fits each and what speaks against it, for the form and the table.

A feature is a question of the form with the answers that fit a cause and those that speak against it; an answer in
neither is possible with it and says nothing. What no source that was read says of a cause is marked unconfirmed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calculators.core.model import Status

PHRASES: Mapping[str, Mapping[str, str]] = {
    "onset": {
        "sudden": "came within minutes or hours",
        "days_weeks": "came over days to 4 weeks",
        "months": "came over more than 4 weeks, up to a year or so",
        "years": "came slowly over years",
    },
    "where": {
        "feet": "feet or lower legs most",
        "hands": "hands most",
        "near": "hips, thighs or shoulders most",
        "near_and_far": "hips or shoulders and feet or hands",
        "grip_and_thighs": "finger grip together with the front of the thighs",
        "feet_and_hands": "feet and hands",
        "all_over": "all over",
    },
    "symmetry": {
        "both_alike": "both sides alike",
        "uneven": "one side clearly worse",
        "one_side": "one limb or one side only",
    },
    "numbness": {"yes": "numbness or tingling", "no": "normal feeling"},
    "balance": {"yes": "unsteady, worse in the dark", "no": "steady"},
    "twitching": {"yes": "twitching muscles", "no": "no twitching"},
    "wasting": {"yes": "a muscle visibly thinner", "no": "no muscle visibly thinner"},
    "pain": {"none": "no pain", "muscle": "sore, aching muscles", "thigh": "severe pain in a thigh or hip"},
    "weight": {"steady": "steady weight", "loss": "weight lost without trying", "gain": "weight gained"},
    "reflexes": {
        "brisk": "brisk reflexes",
        "normal": "normal reflexes",
        "weak": "weak or absent reflexes",
        "slow": "reflexes slow to relax",
    },
    "ck": {"normal": "normal CK", "raised": "raised CK"},
    "age": {"under_50": "under 50", "50_or_over": "50 or over"},
    "alcohol": {"yes": "heavy drinking", "no": "no heavy drinking"},
    "gas": {"yes": "nitrous oxide", "no": "no nitrous oxide"},
    "steroid": {"yes": "steroid tablets", "no": "no steroid tablets"},
    "statin": {"yes": "a statin", "no": "no statin"},
    "metformin": {"yes": "metformin", "no": "no metformin"},
    "acid_blocker": {"yes": "acid blockers", "no": "no acid blockers"},
    "zinc": {"yes": "much zinc", "no": "no zinc"},
    "bed_rest": {"yes": "bed rest or a cast", "no": "no bed rest or cast"},
    "intensive_care": {"yes": "intensive care", "no": "no intensive care"},
    "infection": {"yes": "an infection just before", "no": "no infection before"},
    "stomach_surgery": {"yes": "stomach or weight-loss surgery", "no": "no stomach surgery"},
    "diabetes": {"yes": "diabetes", "no": "no diabetes"},
    "diet": {"yes": "little or no animal food", "no": "animal food eaten"},
    "cold": {"yes": "feeling cold, with cramps", "no": "not feeling cold"},
    "tongue_memory": {"yes": "sore tongue, memory or mood trouble", "no": "tongue, memory and mood well"},
    "blood_count": {"yes": "anaemia or low white cells", "no": "normal blood count"},
    "neck_pain": {"yes": "neck pain or stiffness", "no": "no neck pain"},
}


@dataclass(frozen=True)
class Feature:
    """One question about one cause: the answers that fit and those that speak against it."""

    question: str
    fits: str
    against: str
    status: Status


@dataclass(frozen=True)
class Cause:
    """One row of the table. `sources` are bibliography keys; the first is what most of the row is from."""

    name: str
    features: Sequence[Feature]
    tests: str
    mends: str
    help_if: str
    sources: Sequence[str]


def _read(question: str, fits: str, against: str = "") -> Feature:
    return Feature(question, fits, against, "original")


def _quoted(question: str, fits: str, against: str = "") -> Feature:
    return Feature(question, fits, against, "secondary")


def _unread(question: str, fits: str, against: str = "") -> Feature:
    return Feature(question, fits, against, "unconfirmed")


CAUSES: Mapping[str, Cause] = {
    "b12": Cause(
        "Lack of vitamin B12",
        (
            _read("onset", "days_weeks months", "sudden"),
            _read("where", "feet", "near grip_and_thighs"),
            _read("symmetry", "both_alike", "one_side"),
            _read("numbness", "yes", "no"),
            _read("balance", "yes"),
            _read("reflexes", "weak brisk"),
            _read("gas", "yes"),
            _read("tongue_memory", "yes"),
            _read("stomach_surgery", "yes"),
            _read("diet", "yes"),
            _read("metformin", "yes"),
            _read("acid_blocker", "yes"),
            _read("blood_count", "yes"),
        ),
        "total or active B12, then MMA or homocysteine",
        "often, but often not fully: of 57 with cord damage, 8 recovered and 49 improved",
        "walking gets worse fast, bladder, bowel or sight change, or nitrous oxide was used",
        ("savage1995", "merck_scd", "niceng239", "vasconcelos2006"),
    ),
    "disuse": Cause(
        "Lack of use: bed rest or a cast",
        (
            _read("onset", "days_weeks", "sudden years"),
            _read("bed_rest", "yes", "no"),
            _unread("where", "near", "hands"),
            _unread("numbness", "no", "yes"),
            _unread("reflexes", "normal", "brisk weak slow"),
            _unread("ck", "normal", "raised"),
        ),
        "an examination; look for what kept you from moving",
        "mostly, with movement and training (unconfirmed)",
        "",
        ("marusic2021",),
    ),
    "sarcopenia": Cause(
        "Sarcopenia: muscle loss of later life",
        (
            _quoted("onset", "years", "sudden days_weeks months"),
            _unread("where", "all_over", "hands feet"),
            _unread("symmetry", "both_alike", "one_side"),
            _unread("numbness", "no", "yes"),
            _unread("reflexes", "normal", "brisk slow"),
            _unread("age", "50_or_over", "under_50"),
        ),
        "grip, chair stand, then muscle mass",
        "partly, with strength training and enough protein (unconfirmed)",
        "it is recent or fast: then it is something else",
        ("cruzjentoft2019",),
    ),
    "malnutrition": Cause(
        "Too little food, or illness that wastes the body",
        (
            _read("weight", "loss", "gain"),
            _unread("wasting", "yes"),
            _unread("onset", "days_weeks months", "sudden"),
            _unread("where", "near all_over", "feet hands"),
            _unread("numbness", "no"),
            _unread("reflexes", "normal", "brisk slow"),
        ),
        "weight history and a search for the cause",
        "hunger, yes; wasting from illness only in part (unconfirmed)",
        "weight is lost without trying",
        ("fearon2011",),
    ),
    "steroid": Cause(
        "Steroid muscle disease",
        (
            _read("steroid", "yes"),
            _read("onset", "days_weeks months years", "sudden"),
            _read("where", "near"),
            _read("numbness", "no", "yes"),
            _read("reflexes", "normal", "brisk weak slow"),
            _read("ck", "normal"),
        ),
        "a check of your medicines; CK is often normal",
        "over weeks to months once a doctor lowers the dose",
        "breathing is weak; do not stop steroids by yourself",
        ("foye2023",),
    ),
    "statin": Cause(
        "Statin or immune muscle disease",
        (
            _read("statin", "yes"),
            _read("where", "near", "feet hands"),
            _read("symmetry", "both_alike", "one_side"),
            _read("pain", "muscle"),
            _read("ck", "raised"),
            _read("onset", "days_weeks months", "sudden"),
            _unread("numbness", "no", "yes"),
            _unread("reflexes", "normal", "brisk weak slow"),
        ),
        "CK, then an antibody test",
        "harm by the drug itself, yes; the immune kind needs treatment of its own",
        "urine is dark or swallowing is hard",
        ("alshehri2015", "wu2014", "tiniakou2020"),
    ),
    "thyroid": Cause(
        "Underactive thyroid",
        (
            _read("where", "near", "feet hands"),
            _read("cold", "yes"),
            _read("weight", "gain", "loss"),
            _read("ck", "raised"),
            _unread("onset", "months", "sudden"),
            _unread("numbness", "no"),
            _unread("reflexes", "slow", "brisk"),
        ),
        "thyroid test (TSH) and CK",
        "full recovery in one reported case",
        "you are drowsy and cold, or urine is dark",
        ("jervis2019",),
    ),
    "diabetic_neuropathy": Cause(
        "Nerve damage from diabetes",
        (
            _unread("diabetes", "yes"),
            _unread("onset", "years", "sudden days_weeks"),
            _unread("where", "feet", "near grip_and_thighs"),
            _unread("symmetry", "both_alike", "one_side"),
            _unread("numbness", "yes"),
            _unread("wasting", "yes"),
            _unread("reflexes", "weak", "brisk"),
        ),
        "blood sugar (HbA1c), and B12, most of all on metformin",
        "mostly not (unconfirmed)",
        "there is a sore on a numb foot",
        ("niceng127", "dejager2010"),
    ),
    "diabetic_amyotrophy": Cause(
        "Painful thigh weakness of diabetes (amyotrophy)",
        (
            _read("diabetes", "yes"),
            _read("pain", "thigh", "none"),
            _read("where", "near", "feet hands"),
            _read("symmetry", "uneven one_side", "both_alike"),
            _read("onset", "days_weeks months", "years"),
            _quoted("weight", "loss", "gain"),
            _unread("reflexes", "weak", "brisk"),
        ),
        "blood sugar, MRI of the spine, nerve and muscle tests",
        "over 6 to 24 months, often with some weakness left (the months unconfirmed)",
        "the other leg follows, or bladder or bowel change",
        ("neurotoday2004",),
    ),
    "mnd": Cause(
        "Motor neurone disease (ALS)",
        (
            _read("numbness", "no", "yes"),
            _read("reflexes", "brisk"),
            _read("wasting", "yes"),
            _read("twitching", "yes"),
            _unread("onset", "months years", "sudden days_weeks"),
            _unread("weight", "loss"),
            _unread("symmetry", "one_side uneven", "both_alike"),
        ),
        "a nerve specialist without delay; nerve and muscle tests, MRI",
        "it cannot be stopped yet; care and treatment help",
        "breathing or swallowing is hard",
        ("mnda_redflag", "niceng42", "shefner2020"),
    ),
    "cidp": Cause(
        "CIDP: immune disease of the nerves",
        (
            _read("onset", "months years", "sudden days_weeks"),
            _read("where", "near_and_far"),
            _read("symmetry", "both_alike", "one_side"),
            _read("numbness", "yes"),
            _read("reflexes", "weak", "brisk normal"),
            _unread("balance", "yes"),
        ),
        "nerve conduction tests",
        "yes, with treatment of its own",
        "it gets worse fast",
        ("vandenbergh2021",),
    ),
    "gbs": Cause(
        "Guillain-Barré syndrome",
        (
            _read("onset", "days_weeks", "months years"),
            _read("where", "feet"),
            _read("symmetry", "both_alike", "one_side"),
            _read("numbness", "yes"),
            _read("pain", "muscle"),
            _read("reflexes", "weak"),
            _read("infection", "yes"),
        ),
        "hospital the same day: nerve tests, spinal fluid, breathing",
        "most: 60 to 80 in 100 walk again by 6 months",
        "it could be this, at once: about 1 in 5 needs a ventilator",
        ("leonhard2019",),
    ),
    "cervical_myelopathy": Cause(
        "Pressure on the spinal cord in the neck",
        (
            _read("where", "hands"),
            _read("numbness", "yes"),
            _read("balance", "yes"),
            _read("neck_pain", "yes"),
            _read("reflexes", "brisk"),
            _unread("onset", "months years", "sudden"),
            _unread("wasting", "yes"),
        ),
        "MRI of the neck",
        "surgery can stop it from getting worse",
        "walking, bladder or bowel get worse",
        ("davies2018",),
    ),
    "copper": Cause(
        "Lack of copper",
        (
            _read("stomach_surgery", "yes"),
            _read("zinc", "yes"),
            _read("blood_count", "yes"),
            _read("numbness", "yes", "no"),
            _read("balance", "yes"),
            _unread("onset", "days_weeks months", "sudden"),
            _unread("where", "feet", "near grip_and_thighs"),
            _unread("symmetry", "both_alike", "one_side"),
            _unread("reflexes", "brisk weak"),
        ),
        "copper, caeruloplasmin and zinc",
        "blood recovers, nerves only in part",
        "",
        ("jaiser2010",),
    ),
    "ibm": Cause(
        "Inclusion body myositis",
        (
            _read("where", "grip_and_thighs"),
            _read("symmetry", "uneven", "both_alike"),
            _read("onset", "years", "sudden days_weeks"),
            _read("age", "50_or_over", "under_50"),
            _read("ck", "raised"),
            _unread("numbness", "no", "yes"),
            _unread("reflexes", "normal weak", "brisk"),
        ),
        "CK, electrical muscle test, biopsy",
        "no drug is proven to help",
        "swallowing is hard",
        ("cmajibm2024",),
    ),
    "critical_illness": Cause(
        "Weakness after intensive care",
        (
            _read("intensive_care", "yes", "no"),
            _read("onset", "days_weeks", "sudden years"),
            _unread("where", "near", "hands"),
            _unread("symmetry", "both_alike", "one_side"),
            _unread("reflexes", "weak", "brisk"),
        ),
        "strength by hand (MRC sum score), nerve and muscle tests",
        "over months, often only in part (unconfirmed)",
        "breathing is weak",
        ("fazzini2023",),
    ),
    "alcohol": Cause(
        "Alcohol muscle disease",
        (
            _read("alcohol", "yes", "no"),
            _unread("where", "near", "hands"),
            _unread("onset", "days_weeks months years"),
            _read("ck", "normal"),
        ),
        "your history; CK was raised in only 23 of 151; vitamin levels",
        "in part: about half of those who stopped were still weak at 5 years",
        "urine is dark",
        ("martin1985", "estruch1998"),
    ),
}
