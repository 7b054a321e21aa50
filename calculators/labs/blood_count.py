"""Anaemia by WHO's limits and large red cells, and why a normal count does not rule B12 deficiency out."""

from __future__ import annotations

from collections.abc import Sequence

from calculators.core.analytes import AGE, HAEMOGLOBIN, MCV, SEX, Sex
from calculators.core.measure import Measurement
from calculators.core.model import (
    Calculator,
    Choice,
    Constant,
    Declined,
    Formula,
    InputError,
    Limit,
    Outcome,
    Reason,
    Source,
)

WHO = Source("who2024hb", "haemoglobin limits at sea level, for people who do not smoke")

INFANT_BELOW = Limit({"g/L": 105, "g/dL": 10.5}, WHO, "secondary")
TODDLER_BELOW = Limit({"g/L": 110, "g/dL": 11}, WHO, "secondary")
CHILD_BELOW = Limit({"g/L": 115, "g/dL": 11.5}, WHO, "secondary")
TEENAGER_BELOW = Limit({"g/L": 120, "g/dL": 12}, WHO, "secondary")
WOMAN_BELOW = Limit({"g/L": 120, "g/dL": 12}, WHO, "secondary")
MAN_BELOW = Limit({"g/L": 130, "g/dL": 13}, WHO, "secondary")
FIRST_TRIMESTER_BELOW = Limit({"g/L": 110, "g/dL": 11}, WHO, "secondary")
SECOND_TRIMESTER_BELOW = Limit({"g/L": 105, "g/dL": 10.5}, WHO, "secondary")
THIRD_TRIMESTER_BELOW = Limit({"g/L": 110, "g/dL": 11}, WHO, "secondary")
LARGE_CELLS_ABOVE = Limit({"fL": 100}, Source("qi2014", "macrocytosis"), "original")

SEVERE_BELOW = Limit({"g/L": 80, "g/dL": 8}, Source("who2011hb", "severity of anaemia"), "secondary")

SERIES = Source("lindenbaum1988", "abstract: 141 people with nerve or mental symptoms from a lack of B12")
PEOPLE = Constant("141", SERIES, "original")
ONE_LACKING = Constant("40", SERIES, "original")
BOTH_NORMAL = Constant("19", Source("lindenbaum1988", "abstract: haematocrit and MCV both normal"), "original")

INFANT_FROM = Limit({"years": 0.5}, WHO, "secondary")
TODDLER_FROM = Limit({"years": 2}, WHO, "secondary")
CHILD_FROM = Limit({"years": 5}, WHO, "secondary")
TEENAGER_FROM = Limit({"years": 12}, WHO, "secondary")
ADULT_FROM = Limit({"years": 15}, WHO, "secondary")

TRIMESTERS = ("1", "2", "3")
VERY_LOW = "This haemoglobin is very low: be seen by a doctor today."
TOO_YOUNG = "WHO gives no limit below 6 months of age. A baby with signs of illness needs a doctor today."


def anaemia_limit(age: Measurement | None, sex: Sex | None, trimester: str | None) -> Limit | None:
    """WHO's limit for this person; none below 6 months. Raises `InputError` where what decides is missing."""
    if trimester in TRIMESTERS:
        return (FIRST_TRIMESTER_BELOW, SECOND_TRIMESTER_BELOW, THIRD_TRIMESTER_BELOW)[TRIMESTERS.index(trimester)]
    if age is None:
        raise InputError("age", "Enter the age: it decides which limit applies.")
    if age.at_least(ADULT_FROM):
        if sex is None:
            raise InputError("sex", "Choose the sex: from 15 on, WHO has a limit for each.")
        return WOMAN_BELOW if sex == "female" else MAN_BELOW
    by_age = (
        (TEENAGER_FROM, TEENAGER_BELOW),
        (CHILD_FROM, CHILD_BELOW),
        (TODDLER_FROM, TODDLER_BELOW),
        (INFANT_FROM, INFANT_BELOW),
    )
    return next((limit for start, limit in by_age if age.at_least(start)), None)


def interpret(
    *,
    haemoglobin: Measurement | None = None,
    mcv: Measurement | None = None,
    sex: Sex | None = None,
    age: Measurement | None = None,
    pregnancy_trimester: str | None = None,
) -> Outcome | Declined:
    """Whether haemoglobin is below WHO's limit and the red cells are large.

    Raises `InputError` where nothing to judge, the age, or a sex that decides is missing, and for a pregnant man.
    Source: WHO 2024 for anaemia; MCV above 100 fL for large cells.
    """
    if haemoglobin is None and mcv is None:
        raise InputError("haemoglobin", "Enter haemoglobin, MCV, or both.")
    if sex == "male" and pregnancy_trimester in TRIMESTERS:
        raise InputError("pregnancy_trimester", "A trimester was chosen together with “male”. Change one of them.")
    limit = anaemia_limit(age, sex, pregnancy_trimester) if haemoglobin else None
    if haemoglobin and limit is None:
        return Declined(TOO_YOUNG, WHO)
    anaemic = bool(haemoglobin and limit and haemoglobin.below(limit))
    severe = bool(haemoglobin and haemoglobin.below(SEVERE_BELOW))
    large = bool(mcv and mcv.above(LARGE_CELLS_ABOVE))
    if haemoglobin is None and not large:
        return Declined("MCV alone, when it is not raised, says nothing about anaemia. Add haemoglobin.")
    return Outcome(
        {(False, False): "normal", (True, False): "anaemia", (False, True): "macrocytosis"}.get(
            (anaemic, large), "macrocytic_anaemia"
        ),
        values={
            "anaemia": "severe" if severe else _word(anaemic, haemoglobin),
            "macrocytosis": _word(large, mcv),
            "either_normal": 100 * ONE_LACKING.value / PEOPLE.value,
            "both_normal": 100 * BOTH_NORMAL.value / PEOPLE.value,
        },
        sentence=_sentence(haemoglobin, anaemic, mcv, large),
        because=_because(haemoglobin, limit, mcv),
        first=VERY_LOW if severe else "",
        situation="severe" if severe else "",
        notes=_notes(haemoglobin, mcv, anaemic=anaemic, large=large, child=bool(age and age.below(ADULT_FROM))),
    )


def _word(found: bool, measured: Measurement | None) -> str | None:
    return None if measured is None else "yes" if found else "no"


def _sentence(haemoglobin: Measurement | None, anaemic: bool, mcv: Measurement | None, large: bool) -> str:
    parts = []
    if haemoglobin:
        side = "is below WHO’s limit for this person: anaemia" if anaemic else "is not below WHO’s limit: no anaemia"
        parts.append(f"A haemoglobin of {haemoglobin.typed} {side}")
    if mcv:
        size = "means large red cells (macrocytosis)" if large else "is not raised"
        parts.append(f"an MCV of {mcv.typed} {size}")
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def _because(haemoglobin: Measurement | None, limit: Limit | None, mcv: Measurement | None) -> list[Reason]:
    reasons = [haemoglobin.reason(limit)] if haemoglobin and limit else []
    return [*reasons, *([mcv.reason(LARGE_CELLS_ABOVE)] if mcv else [])]


def _notes(
    haemoglobin: Measurement | None, mcv: Measurement | None, *, anaemic: bool, large: bool, child: bool
) -> Sequence[str]:
    held = {
        "normal_is_no_proof": not (anaemic and large),
        "other_causes": large,
        "no_mcv": mcv is None,
        "no_haemoglobin": haemoglobin is None,
        "child": child and mcv is not None,
    }
    return [note for note, holds in held.items() if holds]


CALCULATOR = Calculator(
    title="What does my blood count say about B12?",
    interpret=interpret,
    button="Read the count",
    inputs=(
        HAEMOGLOBIN.quantity(hint="With its unit."),
        MCV,
        SEX,
        AGE,
        Choice(
            "pregnancy_trimester",
            "Pregnant?",
            {"none": "No", "1": "First 3 months", "2": "Months 4 to 6", "3": "Months 7 to 9"},
        ),
    ),
    bands={
        "normal": "Nothing out of range in what was entered",
        "anaemia": "Anaemia; no large red cells seen",
        "macrocytosis": "Large red cells; no anaemia seen",
        "macrocytic_anaemia": "Anaemia with large red cells",
    },
    formulas=(
        Formula(
            "People with nerve trouble from a lack of B12 whose blood count was normal",
            rf"E = 100 \cdot \frac{{{ONE_LACKING}}}{{{PEOPLE}}}, \quad "
            rf"B = 100 \cdot \frac{{{BOTH_NORMAL}}}{{{PEOPLE}}}",
            "E: no anaemia or no large cells, in 100; B: neither, in 100.",
            SERIES,
            "original",
            "141 people in one hospital’s series; haematocrit for anaemia.",
        ),
    ),
    situations={"severe": "Very low haemoglobin"},
    value_labels={
        "either_normal": "Of people with nerve trouble from B12, no anaemia or no large cells, %",
        "both_normal": "Of the same people, both normal, %",
    },
    notes={
        "normal_is_no_proof": "A normal blood count does not rule B12 deficiency out.",
        "other_causes": "Large red cells have other causes too.",
        "no_mcv": "Without MCV, large red cells cannot be seen.",
        "no_haemoglobin": "Without haemoglobin, anaemia cannot be seen.",
        "child": "In children, red cells are smaller.",
    },
)
