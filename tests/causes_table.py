"""The table of causes written a second time from the dossier, in the words of the form, to hold the first against.

For each cause and question: the answers that fit and those that speak against. What the row does not mention has no
entry; what is possible with it but not typical is in neither. The comment quotes the words it is from.
"""

from __future__ import annotations

TABLE: dict[str, dict[str, tuple[str, str]]] = {
    "b12": {
        "onset": ("days_weeks months", "sudden"),  # "subacute–gradual; weeks with N₂O"
        "where": ("feet", "near grip_and_thighs"),  # "legs first, distal"
        "symmetry": ("both_alike", "one_side"),  # "symmetrical"
        "numbness": ("yes", "no"),  # "early: paraesthesiae"; 3.2 "sensory first"
        "balance": ("yes", ""),  # "vibration/position loss, Romberg"; "ataxia"
        "reflexes": ("weak brisk", ""),  # "ankle jerks lost; extensor plantars; knee jerks may be brisk"
        "gas": ("yes", ""),  # "weeks with N₂O"; red flag "N₂O"; 3.4 "Nitrous oxide (functional B12 failure)"
        "diet": ("yes", ""),  # 3.4 "dietary/absorptive B12 deficiency"
        "tongue_memory": ("yes", ""),  # "glossitis, cognition/mood"
        "blood_count": ("yes", ""),  # "± anaemia (28 % none)"
        "metformin": ("yes", ""),  # a risk factor of NG239
        "acid_blocker": ("yes", ""),  # a risk factor of NG239
        "stomach_surgery": ("yes", ""),  # a risk factor of NG239
    },
    "disuse": {
        "onset": ("days_weeks", "sudden years"),  # "days; strength falls faster than size"
        "where": ("near", "hands"),  # "weight-bearing extensors"
        "numbness": ("no", "yes"),  # "none"
        "reflexes": ("normal", "brisk weak slow"),  # "normal"
        "ck": ("normal", "raised"),  # "CK normal"
        "bed_rest": ("yes", "no"),  # "Disuse / bed rest"; "illness, cast"
    },
    "sarcopenia": {
        "onset": ("years", "sudden days_weeks months"),  # "years"; "recent or rapid change = not sarcopenia"
        "where": ("all_over", "feet hands"),  # "generalised"
        "symmetry": ("both_alike", "one_side"),  # "symmetric"
        "numbness": ("no", "yes"),  # "none"
        "reflexes": ("normal", "brisk slow"),  # "normal"
        "age": ("50_or_over", "under_50"),  # "ageing muscle"
    },
    "malnutrition": {
        "onset": ("days_weeks months", "sudden"),  # "weeks–months"
        "where": ("all_over near", "feet hands"),  # "generalised, proximal + temporal"
        "numbness": ("no", ""),  # "none unless vitamin lack"
        "wasting": ("yes", ""),  # "proximal + temporal" (temporal hollowing)
        "reflexes": ("normal", "brisk slow"),  # "normal"; weak left open ("unless vitamin lack")
        "weight": ("loss", "gain"),  # "weight loss > 5 %/6 mo"; "unexplained weight loss"
    },
    "steroid": {
        "onset": ("days_weeks months years", "sudden"),  # "chronic: weeks–years …; acute within days"
        "where": ("near", ""),  # "proximal, pelvic > shoulder"
        "numbness": ("no", "yes"),  # "normal"
        "reflexes": ("normal", "brisk weak slow"),  # "normal"
        "ck": ("normal", ""),  # "CK normal (chronic)"
        "steroid": ("yes", ""),  # "Glucocorticoid myopathy"; "prednisone 40–60 mg/d"
    },
    "statin": {
        "onset": ("days_weeks months", "sudden"),  # "weeks–months; IMNM may start or persist after stopping"
        "where": ("near", "feet hands"),  # "proximal"
        "symmetry": ("both_alike", "one_side"),  # "symmetric (84 %)"
        "numbness": ("no", "yes"),  # "none"
        "reflexes": ("normal", "brisk weak slow"),  # "normal"
        "pain": ("muscle", ""),  # "myalgia 78 %"
        "ck": ("raised", ""),  # "CK high (83 %)"
        "statin": ("yes", ""),  # "Statin toxic / anti-HMGCR IMNM"; "may start or persist after stopping"
    },
    "thyroid": {
        "onset": ("months", "sudden"),  # "months"
        "where": ("near", "feet hands"),  # "proximal"
        "numbness": ("no", ""),  # "usually none (± CTS)"
        "reflexes": ("slow", "brisk"),  # "slow relaxation"
        "weight": ("gain", "loss"),  # "weight gain"
        "ck": ("raised", ""),  # "CK may be very high"
        "cold": ("yes", ""),  # "cramps, cold"
    },
    "diabetic_neuropathy": {
        "onset": ("years", "sudden days_weeks"),  # "years"
        "where": ("feet", "near grip_and_thighs"),  # "distal"; "length-dependent"
        "symmetry": ("both_alike", "one_side"),  # "symmetric"
        "numbness": ("yes", ""),  # "prominent"
        "wasting": ("yes", ""),  # "foot intrinsic wasting"
        "reflexes": ("weak", "brisk"),  # "ankle jerks ↓"
        "diabetes": ("yes", ""),  # "Diabetic polyneuropathy"; "HbA1c"
    },
    "diabetic_amyotrophy": {
        "onset": ("days_weeks months", "years"),  # "acute–subacute"
        "where": ("near", "feet hands"),  # "proximal leg"
        "symmetry": ("one_side uneven", "both_alike"),  # "asymmetric …, then other side"
        "pain": ("thigh", "none"),  # "severe thigh pain"; "pain ≫ numbness"
        "reflexes": ("weak", "brisk"),  # "knee jerk lost"
        "weight": ("loss", "gain"),  # "weight loss"
        "diabetes": ("yes", ""),  # "Diabetic amyotrophy"; "HbA1c"
    },
    "mnd": {
        "onset": ("months years", "sudden days_weeks"),  # "insidious, progressive"
        "symmetry": ("one_side uneven", "both_alike"),  # "asymmetric, focal → spread"
        "numbness": ("no", "yes"),  # "absent"
        "twitching": ("yes", ""),  # "fasciculation"
        "wasting": ("yes", ""),  # "in wasted muscle"
        "reflexes": ("brisk", ""),  # "brisk reflexes in wasted muscle"; "UMN + LMN loss"
        "weight": ("loss", ""),  # red flag "weight loss"
    },
    "cidp": {
        "onset": ("months years", "sudden days_weeks"),  # "≥ 8 weeks"
        "where": ("near_and_far", ""),  # "proximal + distal"
        "symmetry": ("both_alike", "one_side"),  # "symmetric (typical)"
        "numbness": ("yes", ""),  # "vibration/position loss"
        "balance": ("yes", ""),  # "vibration/position loss"
        "reflexes": ("weak", "brisk normal"),  # "areflexia in all limbs"
    },
    "gbs": {
        "onset": ("days_weeks", "months years"),  # "days–4 weeks"; "97 % ≤ 4 wk"
        "where": ("feet", ""),  # "ascending"
        "symmetry": ("both_alike", "one_side"),  # "symmetric"
        "numbness": ("yes", ""),  # "distal paraesthesia"
        "pain": ("muscle", ""),  # "pain"
        "reflexes": ("weak", ""),  # "areflexia"
        "infection": ("yes", ""),  # "preceding infection"
    },
    "cervical_myelopathy": {
        "onset": ("months years", "sudden"),  # "insidious/stepwise; average delay 2.2 y"
        "where": ("hands", ""),  # "hands wasted/clumsy, legs stiff"
        "numbness": ("yes", ""),  # "hand numbness"
        "balance": ("yes", ""),  # "imbalance"; "gait decline"
        "wasting": ("yes", ""),  # "hands wasted"
        "reflexes": ("brisk", ""),  # "UMN below, LMN at level; Hoffmann"
        "neck_pain": ("yes", ""),  # "neck pain"
    },
    "copper": {
        "onset": ("days_weeks months", "sudden"),  # "subacute"
        "where": ("feet", "near grip_and_thighs"),  # "as B12"
        "symmetry": ("both_alike", "one_side"),  # "as B12"
        "numbness": ("yes", "no"),  # "as B12"
        "balance": ("yes", ""),  # "as B12" (Romberg)
        "reflexes": ("weak brisk", ""),  # "as B12"
        "zinc": ("yes", ""),  # "zinc"
        "stomach_surgery": ("yes", ""),  # "bariatric surgery"
        "blood_count": ("yes", ""),  # "cytopenia 78 %"
    },
    "ibm": {
        "onset": ("years", "sudden days_weeks"),  # "years; mean 4.7 y to diagnosis"
        "where": ("grip_and_thighs", ""),  # "quadriceps + finger flexors"
        "symmetry": ("uneven", "both_alike"),  # "asymmetric"
        "numbness": ("no", "yes"),  # "none"
        "reflexes": ("normal weak", "brisk"),  # "normal/↓ knee jerk"
        "ck": ("raised", ""),  # "CK 300–2000"
        "age": ("50_or_over", "under_50"),  # "> 50 y"
    },
    "critical_illness": {
        "onset": ("days_weeks", "sudden years"),  # "days; RF CSA −2.10 %/day wk 1"
        "where": ("near", "hands"),  # "proximal"
        "symmetry": ("both_alike", "one_side"),  # "symmetric"
        "reflexes": ("weak", "brisk"),  # "↓"
        "intensive_care": ("yes", "no"),  # "Critical illness / ICU-AW"; "failure to wean"
    },
    "alcohol": {
        "onset": ("days_weeks months years", ""),  # "chronic; acute after binge"
        "where": ("near", "hands"),  # "proximal"; "also neuropathy"
        "ck": ("normal", ""),  # "CK raised in only 23/151"
        "alcohol": ("yes", "no"),  # "Alcohol"; "after binge"
    },
}
