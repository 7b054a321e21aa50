"""Sarcopenia by four definitions side by side: EWGSOP2, AWGS 2019, FNIH and SDOC, and what each is still missing.

A definition has parts (strength, muscle mass, performance), a part one or more tests. What was decided where the
sources are silent or only quoted:

- Tests of one part are alternatives. One low test makes the part low, also where another is normal. One normal test
  is enough for a part that is not low; the tests left out are then named as missing, because they could still be low.
- EWGSOP2's muscle mass has two limits, ASM or ASM/height². It is not low only when both are known and neither is low.
- A part without any test is unknown. `none` is never said while a part that decides is unknown.
- AWGS 2019's "possible" needs low strength or low performance here, with or without a positive SARC-F, and stays
  where mass was measured and is normal. A low SARC-F never hides a low test, in any definition.
- FNIH has no "severe": with slowness its word stays `sarcopenia`, and a note says so.
- Not able to do five rises, or to finish 400 m, is slower than any limit.

`<definition>_missing` is a comma-separated list of inputs, in the order of the form: the tests not given of the step
that is open now. Null means final: no input left out could change that definition's word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculators.core.analytes import AGE, SEX
from calculators.core.criteria import Answer, Compare, Found, Verdict, both, either, held, missing, reasons, worked_out
from calculators.core.measure import Measurement, rounded
from calculators.core.model import OWN, Calculator, Declined, Formula, Group, InputError, Limit, Outcome, Source
from calculators.core.physical import (
    ASM,
    ASM_METHOD,
    CHAIR_STAND,
    GAIT_SPEED,
    GRIP,
    HEIGHT,
    SARC_F,
    SPPB,
    TUG,
    WALK_400M,
    WEIGHT,
)

EUROPE = Source("cruzjentoft2019", "cut-offs, as tables of later papers quote them")
ASIA = Source("chen2020", "cut-offs, as BMJ Best Practice and a later table quote them")
FNIH = Source("studenski2014", "abstract: final cut-points")
FNIH_SLOW = Source("studenski2014", "slowness, as a table of a later paper quotes it")
SDOC = Source("cawthon2020", "abstract: grip strength and walking speed")

EWGSOP2_GRIP_WOMAN_BELOW = Limit({"kg": 16}, EUROPE, "secondary")
EWGSOP2_GRIP_MAN_BELOW = Limit({"kg": 27}, EUROPE, "secondary")
EWGSOP2_CHAIR_ABOVE = Limit({"s": 15}, EUROPE, "secondary")
EWGSOP2_ASM_WOMAN_BELOW = Limit({"kg": 15}, EUROPE, "secondary")
EWGSOP2_ASM_MAN_BELOW = Limit({"kg": 20}, EUROPE, "secondary")
EWGSOP2_INDEX_WOMAN_BELOW = Limit({"kg/m²": 5.5}, EUROPE, "secondary")
EWGSOP2_INDEX_MAN_BELOW = Limit({"kg/m²": 7.0}, EUROPE, "secondary")
EWGSOP2_GAIT_UP_TO = Limit({"m/s": 0.8}, EUROPE, "secondary")
EWGSOP2_SPPB_UP_TO = Limit({"points": 8}, EUROPE, "secondary", whole=True)
EWGSOP2_TUG_FROM = Limit({"s": 20}, EUROPE, "secondary")
EWGSOP2_WALK_FROM = Limit({"s": 360}, EUROPE, "secondary")
AWGS_GRIP_WOMAN_BELOW = Limit({"kg": 18}, ASIA, "secondary")
AWGS_GRIP_MAN_BELOW = Limit({"kg": 28}, ASIA, "secondary")
AWGS_DXA_WOMAN_BELOW = Limit({"kg/m²": 5.4}, ASIA, "secondary")
AWGS_BIA_WOMAN_BELOW = Limit({"kg/m²": 5.7}, ASIA, "secondary")
AWGS_INDEX_MAN_BELOW = Limit({"kg/m²": 7.0}, ASIA, "secondary")
AWGS_GAIT_BELOW = Limit({"m/s": 1.0}, ASIA, "secondary")
AWGS_SPPB_UP_TO = Limit({"points": 9}, ASIA, "secondary", whole=True)
AWGS_CHAIR_FROM = Limit({"s": 12}, ASIA, "secondary")
FNIH_GRIP_WOMAN_BELOW = Limit({"kg": 16}, FNIH, "original")
FNIH_GRIP_MAN_BELOW = Limit({"kg": 26}, FNIH, "original")
FNIH_RATIO_WOMAN_BELOW = Limit({"m²": 0.512}, FNIH, "original")
FNIH_RATIO_MAN_BELOW = Limit({"m²": 0.789}, FNIH, "original")
FNIH_GAIT_BELOW = Limit({"m/s": 0.8}, FNIH_SLOW, "secondary")
SDOC_GRIP_WOMAN_BELOW = Limit({"kg": 20}, SDOC, "original")
SDOC_GRIP_MAN_BELOW = Limit({"kg": 35.5}, SDOC, "original")
SDOC_GAIT_BELOW = Limit({"m/s": 0.8}, SDOC, "original")
SARC_F_FROM = Limit({"points": 4}, Source("malmstrom2013", "positive from 4, as quoted"), "secondary", whole=True)
SPPB_WITHOUT_CHAIR_UP_TO = Limit(
    {"points": 8}, Source("guralnik1994", "4 of 12 points are for the chair, as quoted"), "secondary", whole=True
)
ADULT_FROM = Limit({"years": 18}, Source(OWN, "the definitions are for adults"), "own")
OLDER_FROM = Limit({"years": 60}, Source(OWN, "the definitions speak of older people"), "own")

NONE, POSSIBLE, PROBABLE, SARCOPENIA, SEVERE, UNKNOWN = (
    "none",
    "possible",
    "probable",
    "sarcopenia",
    "severe",
    "unknown",
)
TESTS = ("grip", "chair_stand", "asm", "gait_speed", "sppb", "tug", "walk_400m")


@dataclass(frozen=True)
class Answers:
    """What was answered: `given` holds every quantity by its key."""

    sex: str
    asm_method: str | None
    given: Mapping[str, Answer]

    def limit(self, woman: Limit, man: Limit) -> Limit:
        """The limit for this person's sex."""
        return man if self.sex == "male" else woman

    def test(self, key: str, compare: Compare, limit: Limit) -> Found:
        """One test against one limit."""
        return held(key, self.given[key], compare, limit)

    def number(self, key: str, unit: str) -> float | None:
        """A measurement as a number in a unit; none where it was not given."""
        value = self.given[key]
        return value.to(unit, value.low) if isinstance(value, Measurement) else None

    def lacking(self, *keys: str) -> tuple[str, ...]:
        """Which of these were not given."""
        return tuple(key for key in keys if self.given[key] is None)

    @property
    def asm_height2(self) -> float | None:
        """Appendicular muscle mass over height squared, kg/m²."""
        asm, height = self.number("asm", "kg"), self.number("height", "m")
        return None if asm is None or height is None else rounded(asm / height**2)

    @property
    def alm_bmi(self) -> float | None:
        """Appendicular muscle mass over BMI, kg per kg/m², which is m²."""
        asm, height, weight = self.number("asm", "kg"), self.number("height", "m"), self.number("weight", "kg")
        return None if asm is None or height is None or weight is None else rounded(asm * height**2 / weight)


def ewgsop2_strength(a: Answers) -> tuple[Found, Found]:
    """Grip and chair stand by EWGSOP2."""
    grip = a.test("grip", Measurement.below, a.limit(EWGSOP2_GRIP_WOMAN_BELOW, EWGSOP2_GRIP_MAN_BELOW))
    return grip, a.test("chair_stand", Measurement.above, EWGSOP2_CHAIR_ABOVE)


def ewgsop2_mass(a: Answers) -> tuple[Found, Found]:
    """ASM and ASM/height² by EWGSOP2."""
    asm = a.test("asm", Measurement.below, a.limit(EWGSOP2_ASM_WOMAN_BELOW, EWGSOP2_ASM_MAN_BELOW))
    limit = a.limit(EWGSOP2_INDEX_WOMAN_BELOW, EWGSOP2_INDEX_MAN_BELOW)
    return asm, worked_out(a.asm_height2, limit, a.lacking("asm", "height"))


def ewgsop2(a: Answers) -> Verdict:
    """Low strength is probable, with low mass sarcopenia, with low performance as well severe. Source: EWGSOP2."""
    strength = either(*ewgsop2_strength(a))
    if not strength.low:
        return Verdict(UNKNOWN if strength.low is None else NONE, strength.open, strength.because)
    mass = either(*ewgsop2_mass(a), every=True)
    if not mass.low:
        return Verdict(PROBABLE, mass.open, reasons((strength, mass)))
    slow = either(
        a.test("gait_speed", Measurement.at_most, EWGSOP2_GAIT_UP_TO),
        a.test("sppb", Measurement.at_most, EWGSOP2_SPPB_UP_TO),
        a.test("tug", Measurement.at_least, EWGSOP2_TUG_FROM),
        a.test("walk_400m", Measurement.at_least, EWGSOP2_WALK_FROM),
    )
    return Verdict(SEVERE if slow.low else SARCOPENIA, slow.open, reasons((strength, mass, slow)))


def awgs2019_mass(a: Answers) -> Found:
    """ASM/height² by AWGS 2019; a woman's limit depends on the method, and without it both must agree."""
    lacking = a.lacking("asm", "height")
    if a.sex == "male":
        return worked_out(a.asm_height2, AWGS_INDEX_MAN_BELOW, lacking)
    limits = {"dxa": AWGS_DXA_WOMAN_BELOW, "bia": AWGS_BIA_WOMAN_BELOW}
    method = () if a.asm_method else ("asm_method",)
    chosen = [limits[a.asm_method]] if a.asm_method else [*limits.values()]
    tests = [worked_out(a.asm_height2, limit, lacking + method) for limit in chosen]
    if len({test.low for test in tests}) > 1:
        return Found(None, method)
    return Found(tests[0].low, tests[0].open, reasons(tests))


def awgs2019(a: Answers) -> Verdict:
    """Low strength or performance is possible, with low mass sarcopenia, all three severe. Source: AWGS 2019."""
    weak = a.test("grip", Measurement.below, a.limit(AWGS_GRIP_WOMAN_BELOW, AWGS_GRIP_MAN_BELOW))
    slow = either(
        a.test("chair_stand", Measurement.at_least, AWGS_CHAIR_FROM),
        a.test("gait_speed", Measurement.below, AWGS_GAIT_BELOW),
        a.test("sppb", Measurement.at_most, AWGS_SPPB_UP_TO),
    )
    parts = (weak, slow)
    low = [part for part in parts if part.low]
    if not low:
        known = all(part.low is False for part in parts)
        return Verdict(NONE if known else UNKNOWN, missing(parts), reasons(parts) if known else ())
    mass = awgs2019_mass(a)
    if not mass.low:
        return Verdict(POSSIBLE, mass.open, reasons((*low, mass)))
    return Verdict(SEVERE if len(low) == len(parts) else SARCOPENIA, missing(parts), reasons((*parts, mass)))


def fnih(a: Answers) -> Verdict:
    """Weak grip and low muscle mass for BMI. Source: FNIH Sarcopenia Project."""
    weak = a.test("grip", Measurement.below, a.limit(FNIH_GRIP_WOMAN_BELOW, FNIH_GRIP_MAN_BELOW))
    limit = a.limit(FNIH_RATIO_WOMAN_BELOW, FNIH_RATIO_MAN_BELOW)
    small = worked_out(a.alm_bmi, limit, a.lacking("asm", "height", "weight"))
    return both(weak, small, met=SARCOPENIA, not_met=NONE, unknown=UNKNOWN)


def sdoc(a: Answers) -> Verdict:
    """Weak grip and slow walking; muscle mass is not asked. Source: SDOC."""
    weak = a.test("grip", Measurement.below, a.limit(SDOC_GRIP_WOMAN_BELOW, SDOC_GRIP_MAN_BELOW))
    slow = a.test("gait_speed", Measurement.below, SDOC_GAIT_BELOW)
    return both(weak, slow, met=SARCOPENIA, not_met=NONE, unknown=UNKNOWN)


def interpret(
    *,
    sex: str | None = None,
    age: Measurement | None = None,
    height: Measurement | None = None,
    weight: Measurement | None = None,
    grip: Measurement | None = None,
    chair_stand: Answer = None,
    asm: Measurement | None = None,
    asm_method: str | None = None,
    gait_speed: Measurement | None = None,
    sppb: Measurement | None = None,
    tug: Measurement | None = None,
    walk_400m: Answer = None,
    sarc_f: Measurement | None = None,
) -> Outcome | Declined:
    """A word for each definition, and what each is still missing; declined below 18.

    Masses in kg, height in cm or m, times in s, speed in m/s, scores in points. Raises `InputError` without the sex or
    any test, for a score that is not whole, and for more muscle than weight. Sources: see each definition.
    """
    if age and age.below(ADULT_FROM):
        return Declined(TOO_YOUNG, ADULT_FROM.source)
    if sex is None:
        raise InputError("sex", "Choose the sex: most limits differ between women and men.")
    given: Mapping[str, Answer] = {
        "grip": grip, "chair_stand": chair_stand, "asm": asm, "height": height, "weight": weight,
        "gait_speed": gait_speed, "sppb": sppb, "tug": tug, "walk_400m": walk_400m, "sarc_f": sarc_f,
    }  # fmt: skip
    a = Answers(sex, asm_method, given)
    _check(a)
    found = {"ewgsop2": ewgsop2(a), "awgs2019": awgs2019(a), "fnih": fnih(a), "sdoc": sdoc(a)}
    words: dict[str, float | str | None] = {}
    for name, verdict in found.items():
        words |= {name: verdict.word, f"{name}_missing": ",".join(_in_order(verdict.open)) or None}
    return Outcome(
        band=None,
        values={**words, "asm_height2": a.asm_height2, "alm_bmi": a.alm_bmi},
        sentence=" ".join(f"{DEFINITIONS[name]}: {_said(verdict)}." for name, verdict in found.items()),
        because=[reason for verdict in found.values() for reason in verdict.because],
        notes=[*_answer_notes(a, found), *_test_notes(a, found), *_person_notes(age), "awgs2025"],
    )


def _check(a: Answers) -> None:
    if all(a.given[key] is None for key in TESTS):
        raise InputError("grip", "Enter at least one test. Grip strength, in kg, tells most.")
    for score in (SPPB, SARC_F):
        points = a.number(score.key, "points")
        if points is not None and not points.is_integer():
            raise InputError(score.key, f"{score.label} must be a whole number of points.")
    asm, weight = a.number("asm", "kg"), a.number("weight", "kg")
    if asm is not None and weight is not None and asm >= weight:
        raise InputError("asm", "The muscle mass of arms and legs must be less than the weight.")


def _in_order(keys: tuple[str, ...]) -> list[str]:
    """Inputs in the order of the form."""
    return [key for key in MISSING if key in keys]


def _said(verdict: Verdict) -> str:
    return f"{WORDS[verdict.word].lower()}{' so far' if verdict.word == NONE and verdict.open else ''}"


def _answer_notes(a: Answers, found: Mapping[str, Verdict]) -> list[str]:
    """What to know about the words themselves."""
    words = {verdict.word for verdict in found.values()}
    met = words & {SARCOPENIA, SEVERE}
    positive = words & {POSSIBLE, PROBABLE, SARCOPENIA, SEVERE}
    sarc_f = a.given["sarc_f"]
    screened = isinstance(sarc_f, Measurement) and sarc_f.at_least(SARC_F_FROM)
    slow = a.test("gait_speed", Measurement.below, FNIH_GAIT_BELOW).low
    holds = {
        "look_for_cause": positive,
        "not_met": not positive and NONE in words,
        "measure_more": words == {UNKNOWN},
        "tests_left": any(verdict.word == NONE and verdict.open for verdict in found.values()),
        "differ": met and words - {SARCOPENIA, SEVERE, UNKNOWN},
        "fnih_slow": found["fnih"].word == SARCOPENIA and slow,
        "awgs_screen": found["awgs2019"].word == POSSIBLE and not screened,
        "sarc_f_positive": screened,
        "sarc_f_low": sarc_f and not screened and positive,
    }
    return [note for note, holding in holds.items() if holding]


def _test_notes(a: Answers, found: Mapping[str, Verdict]) -> list[str]:
    """What to know about the tests that were typed."""
    grip, chair = (test.low for test in ewgsop2_strength(a))
    asm, index = (test.low for test in ewgsop2_mass(a))
    unable, sppb = isinstance(a.given["chair_stand"], str), a.given["sppb"]
    holds = {
        "strength_split": {grip, chair} == {True, False},
        "mass_split": {asm, index} == {True, False},
        "low_mass_only": found["ewgsop2"].word == NONE and (asm or index),
        "method_needed": found["awgs2019"].open == ("asm_method",),
        "chair_not_done": unable,
        "sppb_chair": unable and isinstance(sppb, Measurement) and sppb.above(SPPB_WITHOUT_CHAIR_UP_TO),
    }
    return [note for note, holding in holds.items() if holding]


def _person_notes(age: Measurement | None) -> list[str]:
    return ["age_unanswered"] if age is None else ["younger"] if age.below(OLDER_FROM) else []


DEFINITIONS: Mapping[str, str] = {
    "ewgsop2": "EWGSOP2 (Europe)",
    "awgs2019": "AWGS 2019 (Asia)",
    "fnih": "FNIH (US)",
    "sdoc": "SDOC (US)",
}
WORDS: Mapping[str, str] = {
    NONE: "Not met",
    POSSIBLE: "Possible sarcopenia",
    PROBABLE: "Probable sarcopenia",
    SARCOPENIA: "Sarcopenia",
    SEVERE: "Severe sarcopenia",
    UNKNOWN: "Cannot be told yet",
}
MISSING: Mapping[str, str] = {
    "height": "height",
    "weight": "weight",
    "grip": "grip strength",
    "chair_stand": "five rises from a chair",
    "asm": "muscle mass",
    "asm_method": "how muscle mass was measured",
    "gait_speed": "walking speed",
    "sppb": "SPPB",
    "tug": "timed up and go",
    "walk_400m": "400 m walk",
}
TOO_YOUNG = "These definitions are for adults, most of all older ones. Weakness in a child needs a doctor, promptly."


CALCULATOR = Calculator(
    title="Do my tests show sarcopenia?",
    interpret=interpret,
    button="Compare four definitions",
    inputs=(
        SEX,
        AGE,
        HEIGHT,
        WEIGHT,
        GRIP,
        CHAIR_STAND,
        ASM,
        ASM_METHOD,
        GAIT_SPEED,
        SPPB,
        TUG,
        WALK_400M,
        SARC_F,
    ),
    groups=(
        Group("About you", ("sex", "age", "height", "weight")),
        Group("Strength", ("grip", "chair_stand"), hint="Fill in what you have. One test is enough to start."),
        Group("Muscle mass", ("asm", "asm_method")),
        Group("Walking and balance", ("gait_speed", "sppb", "tug", "walk_400m")),
        Group("Questionnaire", ("sarc_f",)),
    ),
    notes={
        "look_for_cause": "Weakness of days or weeks is not sarcopenia.",
        "not_met": "No definition that could be worked out is met.",
        "measure_more": "No definition can be worked out yet.",
        "tests_left": "A test not done could still change this.",
        "differ": "The definitions do not agree.",
        "fnih_slow": "FNIH: weak and slow, with low muscle mass.",
        "awgs_screen": "Asia’s rule starts with a positive screen.",
        "sarc_f_positive": "SARC-F is positive, from 4 points.",
        "sarc_f_low": "A low SARC-F does not undo a low test.",
        "strength_split": "Grip and chair stand disagree; one low is enough.",
        "mass_split": "Muscle mass is low by one limit only.",
        "low_mass_only": "Low muscle mass, with no low strength found.",
        "method_needed": "How muscle mass was measured decides here.",
        "chair_not_done": "Not able to rise five times counts as low.",
        "sppb_chair": "The chair stand and the SPPB do not fit.",
        "younger": "The limits were made for older people.",
        "age_unanswered": "Age was not answered.",
        "awgs2025": "A newer Asian definition is not worked out here.",
    },
    value_labels={
        **DEFINITIONS,
        "ewgsop2_missing": "EWGSOP2 could change with",
        "awgs2019_missing": "AWGS 2019 could change with",
        "fnih_missing": "FNIH could change with",
        "sdoc_missing": "SDOC could change with",
        "asm_height2": "Muscle mass for height, kg/m²",
        "alm_bmi": "Muscle mass for BMI, m²",
    },
    value_words={**WORDS, **MISSING},
    formulas=(
        Formula(
            "Muscle mass for height",
            r"I = \frac{\mathrm{ASM}}{h^2}",
            "ASM in kg, the muscle mass of arms and legs; h in m.",
            EUROPE,
            "secondary",
            "EWGSOP2 and AWGS 2019.",
        ),
        Formula(
            "Muscle mass for BMI",
            r"R = \frac{\mathrm{ALM}}{\mathrm{BMI}} = \frac{\mathrm{ALM} \cdot h^2}{w}",
            "ALM in kg, the same mass; h in m; weight w in kg.",
            FNIH,
            "original",
            "FNIH.",
        ),
    ),
)
