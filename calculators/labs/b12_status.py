"""What NICE NG239 says about a total or active vitamin B12 result, with what can mislead it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from calculators.core.analytes import ACTIVE_B12, AGE, EGFR, HOMOCYSTEINE, MMA, TOTAL_B12, Analyte
from calculators.core.chart import NumberLine
from calculators.core.measure import Measurement, text
from calculators.core.model import (
    LOCAL,
    OWN,
    Calculator,
    Declined,
    Flag,
    Group,
    InputError,
    Limit,
    Outcome,
    Quantity,
    Reason,
    Source,
)
from calculators.core.sources import ADULT_FROM

NICE_TABLE = Source("niceng239", "Table 1")
CAUTION = Source(OWN, "decision 0006")

CONFIRMED_BELOW = Limit({"ng/L": 180, "pmol/L": 133}, NICE_TABLE, "secondary")
UNLIKELY_ABOVE = Limit({"ng/L": 350, "pmol/L": 258}, NICE_TABLE, "secondary")
ACTIVE_CONFIRMED_BELOW = Limit({"pmol/L": 25}, NICE_TABLE, "secondary")
ACTIVE_UNLIKELY_ABOVE = Limit({"pmol/L": 70}, NICE_TABLE, "secondary")
MMA_RAISED_ABOVE = Limit(
    {"µmol/L": 0.271, "nmol/L": 271}, Source("bailey2011", "NHANES cut-off, as quoted"), "secondary"
)
MMA_HIGH_ABOVE = Limit({"µmol/L": 0.75}, Source("paris2023", "Table 2: highly suggestive above this"), "original")
HOMOCYSTEINE_RAISED_ABOVE = Limit({"µmol/L": 15}, Source("paris2023", "Table 2, reference range"), "original")
HIGH_B12_ABOVE = Limit(
    {"ng/L": 1000, "pmol/L": 738}, Source("patel2025", "abstract; 738 pmol/L is converted"), "original"
)
KIDNEY_BELOW = Limit({"mL/min/1.73 m²": 60}, Source("kdigo2012", "Table 5, category G3a and lower"), "secondary")
NORMAL_RANGE_ABOVE = Limit({"ng/L": 450, "pmol/L": 332}, CAUTION, "own")
TOO_LOW_BELOW = Limit({"ng/L": 100, "pmol/L": 74}, CAUTION, "own")

Class = Literal["confirmed", "indeterminate", "unlikely"]
WORST_FIRST: tuple[Class, ...] = ("confirmed", "indeterminate", "unlikely")
CLASS_WORDS: Mapping[Class, str] = {
    "confirmed": "“confirmed deficiency”",
    "indeterminate": "“indeterminate: possible deficiency”",
    "unlikely": "“deficiency unlikely”",
}
NO_B12 = "NICE’s rule starts with a B12 result, and none was entered"
OURS = "this site’s own caution, not NICE’s: "
NERVES_FIRST = "New nerve or brain symptoms need a doctor; how soon is said below."
NO_RESULT = "Enter at least one result: total B12, active B12, MMA or homocysteine."
TOO_YOUNG = (
    "NICE NG239 is for people of 16 and over, and its limits do not fit children. "
    "Ask a doctor promptly; for a baby, today."
)


@dataclass(frozen=True)
class Pair:
    """The two limits that make three classes of a result; both ends belong to the middle one."""

    confirmed_below: Limit
    unlikely_above: Limit

    def class_of(self, value: Measurement) -> Class:
        """The class of a result, compared in the unit it was reported in."""
        if value.below(self.confirmed_below):
            return "confirmed"
        return "unlikely" if value.above(self.unlikely_above) else "indeterminate"

    def reasons(self, value: Measurement) -> list[Reason]:
        """The limits that put the result in its class."""
        low, high = value.reason(self.confirmed_below), value.reason(self.unlikely_above)
        return {"confirmed": [low], "indeterminate": [low, high], "unlikely": [high]}[self.class_of(value)]


@dataclass(frozen=True)
class Test:
    """A B12 result with the limits that apply to it; `name` has its article."""

    name: str
    value: Measurement
    pair: Pair

    @property
    def result(self) -> Class:
        """Its class."""
        return self.pair.class_of(self.value)

    @property
    def sentence(self) -> str:
        """Who calls it what."""
        local = self.pair.confirmed_below.source.key == LOCAL
        who = "By your laboratory’s own limits" if local else "NICE calls"
        verb = " is" if local else ""
        return f"{who} {self.name} of {self.value.typed}{verb} {CLASS_WORDS[self.result]}"

    def chart(self) -> NumberLine:
        """The result on its number line, in its own unit where the limits have it."""
        unit = self.value.unit_for(self.pair.confirmed_below)
        cuts = [limit.values[unit] for limit in (self.pair.confirmed_below, self.pair.unlikely_above)]
        bands = ("confirmed", "indeterminate", "unlikely")
        return NumberLine(f"Chart of {self.name}", unit, bands, cuts, self.value, WORST_FIRST.index(self.result))


@dataclass(frozen=True)
class Metabolite:
    """MMA or homocysteine with the limit above which it counts as raised."""

    value: Measurement | None
    limit: Limit

    @property
    def raised(self) -> bool:
        """Measured, and above its limit."""
        return self.value is not None and self.value.above(self.limit)

    @property
    def normal(self) -> bool:
        """Measured, and not above its limit; not measured is not normal."""
        return self.value is not None and not self.raised

    @property
    def word(self) -> str | None:
        """Raised, normal, or none where not measured."""
        return None if self.value is None else "raised" if self.raised else "normal"


@dataclass(frozen=True)
class Facts:
    """Everything the decision table looks at. Yes/no answers are none where not answered."""

    total: Test | None
    active: Test | None
    mma: Metabolite
    homocysteine: Metabolite
    neurological: bool | None
    nitrous_oxide: bool | None
    pregnant: bool | None
    contraceptive: bool | None
    taking_b12: bool | None
    egfr: Measurement | None

    @property
    def kidney(self) -> bool:
        """Poor kidney function, which raises both metabolites by itself, with one of them given."""
        given = self.mma.value or self.homocysteine.value
        return bool(given) and self.egfr is not None and self.egfr.below(KIDNEY_BELOW)

    @property
    def mma_high(self) -> bool:
        """MMA so high that poor kidneys or chance hardly explain it."""
        return self.mma.value is not None and self.mma.value.above(MMA_HIGH_ABOVE)


@dataclass(frozen=True)
class Step:
    """What a row of the decision table says: a class (letter B) or a band (C to F), the sentence, the flag it adds."""

    rule: str
    result: Class | Literal["likely"]
    sentence: str
    note: str = ""


def interpret(
    *,
    total_b12: Measurement | None = None,
    active_b12: Measurement | None = None,
    mma: Measurement | None = None,
    homocysteine: Measurement | None = None,
    neurological: bool | None = None,
    nitrous_oxide: bool | None = None,
    pregnant: bool | None = None,
    contraceptive: bool | None = None,
    taking_b12: bool | None = None,
    age: Measurement | None = None,
    egfr: Measurement | None = None,
    lab_lower: Measurement | None = None,
    lab_upper: Measurement | None = None,
    active_lower: Measurement | None = None,
    active_upper: Measurement | None = None,
    mma_upper: Measurement | None = None,
    homocysteine_upper: Measurement | None = None,
) -> Outcome | Declined:
    """The band NG239 gives a B12 result, or a caution of this site's where the result alone would mislead.

    Needs at least one of the four results. Raises `InputError` where none is given or local limits do not fit.
    Source: NICE NG239 (2024), Table 1, for the classes; decision record 0006 for the cautions.
    """
    if not (total_b12 or active_b12 or mma or homocysteine):
        raise InputError("total_b12", NO_RESULT)
    lab = _local_pair("lab", lab_lower, lab_upper)
    active_lab = _local_pair("active", active_lower, active_upper)
    nice, nice_active = Pair(CONFIRMED_BELOW, UNLIKELY_ABOVE), Pair(ACTIVE_CONFIRMED_BELOW, ACTIVE_UNLIKELY_ABOVE)
    facts = Facts(
        total=Test("a total B12", total_b12, lab or nice) if total_b12 else None,
        active=Test("an active B12", active_b12, active_lab or nice_active) if active_b12 else None,
        mma=Metabolite(mma, _local("mma_upper", mma_upper) or MMA_RAISED_ABOVE),
        homocysteine=Metabolite(
            homocysteine, _local("homocysteine_upper", homocysteine_upper) or HOMOCYSTEINE_RAISED_ABOVE
        ),
        neurological=neurological,
        nitrous_oxide=nitrous_oxide,
        pregnant=pregnant,
        contraceptive=contraceptive,
        taking_b12=taking_b12,
        egfr=egfr,
    )
    notes = _standing_notes(facts, local_limits=bool(lab or active_lab))
    first = help_first(facts)
    if age and age.below(ADULT_FROM):
        return Declined(TOO_YOUNG, ADULT_FROM.source, notes, first)
    by_class = class_step(facts)
    final = band_step(by_class, facts)
    return Outcome(
        band=final.result,
        values={
            "class": by_class.result,
            "total_b12_class": facts.total.result if facts.total else None,
            "active_b12_class": facts.active.result if facts.active else None,
            "mma": facts.mma.word,
            "homocysteine": facts.homocysteine.word,
            "rule": final.rule,
        },
        sentence=final.sentence + ".",
        because=_because(facts, final),
        notes=[*notes, by_class.note, final.note],
        charts=[test.chart() for test in (facts.total, facts.active) if test],
        first=first,
        situation=situation(facts, final),
    )


def help_first(facts: Facts) -> str:
    """What must be read before any number."""
    if not facts.neurological:
        return ""
    if facts.nitrous_oxide:
        return "Be seen today, and say that you used nitrous oxide."
    return NERVES_FIRST


def situation(facts: Facts, final: Step) -> str:
    """Which words fit better than the band's own; none where the band's own do."""
    if facts.nitrous_oxide:
        return "nitrous_oxide"
    if not (facts.total or facts.active):
        return "no_b12"
    if final.result != "indeterminate":
        return ""
    if facts.pregnant and not facts.active:
        return "pregnant"
    if final.rule in ("D2", "F4"):
        return {"D2": "kidney", "F4": "taking_b12"}[final.rule]
    return "mma_known" if facts.mma.value else ""


def class_step(facts: Facts) -> Step:
    """Letter B: the class that total and active B12 give together."""
    total, active = facts.total, facts.active
    if total and active:
        return _both_tests(total, active, prefer_active=bool(facts.pregnant or facts.contraceptive))
    if active:
        return Step("", active.result, active.sentence)
    if not total:
        return Step("B5", "indeterminate", NO_B12)
    if facts.pregnant:
        if total.result != "confirmed":
            return Step("B3", total.result, total.sentence, "use_active_b12")
        caution = "total B12 falls in a healthy pregnancy, so deficiency is possible, and you may need treatment"
        return Step("B3", "indeterminate", f"{total.sentence}; {OURS}{caution}", "use_active_b12")
    pill_explains = facts.contraceptive and facts.mma.normal and facts.neurological is False
    if total.result == "confirmed" and pill_explains:
        caution = "the pill lowers total B12, and with a normal MMA deficiency is only possible"
        return Step("B4", "indeterminate", f"{total.sentence}; {OURS}{caution}")
    return Step("", total.result, total.sentence)


def _both_tests(total: Test, active: Test, *, prefer_active: bool) -> Step:
    if prefer_active:
        aside = "; active B12 counts here, because total B12 falls in pregnancy and on the pill"
        return Step("B1", active.result, active.sentence + (aside if total.result != active.result else ""))
    if total.result == active.result:
        return Step("", active.result, active.sentence)
    worse = min(total, active, key=lambda test: WORST_FIRST.index(test.result))
    return Step("B2", worse.result, worse.sentence, "discordant")


def band_step(by_class: Step, facts: Facts) -> Step:
    """Letters C to F: the band, once the class is known."""
    said, mma, homocysteine = by_class.sentence, facts.mma, facts.homocysteine
    any_raised = mma.raised or homocysteine.raised
    if by_class.result == "confirmed":
        return Step("C", "confirmed", said, "discordant" if mma.normal else "")
    if facts.nitrous_oxide:
        if any_raised:
            return Step(
                "D1", "likely", f"{said}; after nitrous oxide NICE goes by MMA or homocysteine, and that is raised"
            )
        return Step("D1", "indeterminate", f"{said}; after nitrous oxide no B12 result rules deficiency out")
    if facts.kidney and any_raised and not facts.mma_high:
        caution = "a raised MMA or homocysteine settles nothing when the kidneys work poorly"
        return Step("D2", "indeterminate", f"{said}; {OURS}{caution}", "kidney")
    if by_class.result == "indeterminate":
        return _indeterminate(said, facts)
    return _unlikely(said, facts)


def _indeterminate(said: str, facts: Facts) -> Step:
    if facts.mma.raised:
        return Step("E1", "likely", f"{said}; MMA, the test NICE suggests next, is raised, which makes it likely")
    if facts.homocysteine.raised and facts.mma.value is None:
        return Step(
            "E2",
            "likely",
            f"{said}; by this site’s reading the raised homocysteine makes it likely, less surely than MMA would",
            "folate",
        )
    if facts.mma.normal:
        said = f"{said}; a normal MMA does not rule deficiency out"
    return Step("E3", "indeterminate", said, "folate" if facts.homocysteine.raised else "")


def _unlikely(said: str, facts: Facts) -> Step:
    mma, homocysteine = facts.mma, facts.homocysteine
    if facts.mma_high or (mma.raised and homocysteine.raised):
        caution = "what else was measured points to deficiency all the same"
        return Step("F1", "likely", f"{said}; {OURS}{caution}", "assay_interference")
    if mma.raised:
        return Step("F2", "indeterminate", f"{said}; {OURS}the raised MMA leaves it open", "assay_interference")
    if homocysteine.raised and mma.value is None:
        return Step("F3", "indeterminate", f"{said}; {OURS}the raised homocysteine leaves it open", "folate")
    if facts.taking_b12 and not mma.normal:
        caution = "while you take B12, a good level says little"
        return Step("F4", "indeterminate", f"{said}; {OURS}{caution}", "taking_b12")
    return Step("F5", "unlikely", said, "folate" if homocysteine.raised else "")


def _standing_notes(facts: Facts, *, local_limits: bool) -> list[str]:
    """Flags that hold whatever the band."""
    high = facts.total is not None and facts.total.value.above(HIGH_B12_ABOVE)
    held = {
        "urgent_neurology": facts.neurological,
        "nitrous_oxide": facts.nitrous_oxide,
        "high_b12": high,
        "kidney": facts.kidney,
        "contraceptive": facts.contraceptive and facts.total,
        "taking_b12": facts.taking_b12,
        "local_limits": local_limits,
    }
    return [note for note, holds in held.items() if holds]


def _because(facts: Facts, final: Step) -> list[Reason]:
    """The limits that were used."""
    reasons = [reason for test in (facts.total, facts.active) if test for reason in test.pair.reasons(test.value)]
    reasons += [each.value.reason(each.limit) for each in (facts.mma, facts.homocysteine) if each.value]
    if facts.mma.value and (facts.mma_high or final.rule == "D2"):
        reasons.append(facts.mma.value.reason(MMA_HIGH_ABOVE))
    if facts.egfr and facts.kidney:
        reasons.append(facts.egfr.reason(KIDNEY_BELOW))
    return reasons


def _local(key: str, typed: Measurement | None) -> Limit | None:
    """A limit the reader typed."""
    return Limit({typed.unit: typed.bound}, Source(LOCAL, key), "local") if typed else None


def _local_pair(prefix: str, lower: Measurement | None, upper: Measurement | None) -> Pair | None:
    low, high = _local(f"{prefix}_lower", lower), _local(f"{prefix}_upper", upper)
    if not (lower and upper and low and high):
        if lower or upper:
            missing = "upper" if lower else "lower"
            raise InputError(f"{prefix}_{missing}", "Enter both of your laboratory’s limits, or neither.")
        return None
    if prefix == "lab" and upper.above(NORMAL_RANGE_ABOVE):
        raise InputError(
            "lab_upper",
            f"{upper.typed}: this looks like the normal range. Enter the level above which your laboratory "
            "says deficiency is unlikely, or leave both limits empty.",
        )
    if prefix == "lab" and upper.below(TOO_LOW_BELOW):
        raise InputError(
            "lab_upper",
            f"{upper.typed} is lower than any total B12 limit we know of. Is it a limit for active B12? "
            "Enter that one further down, or leave both limits empty.",
        )
    if lower.above(high):
        raise InputError(
            f"{prefix}_lower", f"{lower.typed} is above your upper limit, {upper.typed}. The lower limit comes first."
        )
    return Pair(low, high)


def _own_pair(analyte: Analyte, prefix: str, label: str, units: Sequence[str] = ()) -> list[Quantity]:
    """The two inputs for a laboratory's own limits of a B12 test, in the unit of its result."""
    ends = {"lower": "deficient below", "upper": "deficiency unlikely above"}
    return [
        analyte.quantity(
            f"{prefix}_{end}",
            label=f"{label}: my laboratory says {words}",
            units=units,
            hint="Not the normal range printed beside the result.",
            unit_of=analyte.key,
        )
        for end, words in ends.items()
    ]


def _own_upper(analyte: Analyte, label: str, default: Limit, units: Sequence[str]) -> Quantity:
    """The input for the limit above which a laboratory calls MMA or homocysteine raised."""
    hint = f"{text(default.values[units[0]])} {units[0]} if left empty."
    key = f"{analyte.key}_upper"
    return replace(
        analyte.quantity(key, label=f"{label} counts as raised above", units=units, hint=hint), censored=False
    )


CALCULATOR = Calculator(
    title="What does my vitamin B12 result mean?",
    interpret=interpret,
    button="See what NICE says",
    inputs=(
        TOTAL_B12.quantity(
            label="Total B12", hint="Your own result only, with its unit. Also called vitamin B12 or serum cobalamin."
        ),
        ACTIVE_B12.quantity(units=["pmol/L"], label="Active B12", hint="Also called holotranscobalamin or holoTC."),
        MMA.quantity(units=["µmol/L", "nmol/L"], label="MMA", hint="Methylmalonic acid, if it was measured."),
        HOMOCYSTEINE.quantity(units=["µmol/L"], hint="If it was measured."),
        Flag(
            "neurological", "New or growing tingling, numbness, weakness, unsteadiness, or a change in sight or memory?"
        ),
        Flag("nitrous_oxide", "Any use of nitrous oxide (laughing gas) outside medical care?"),
        Flag("pregnant", "Pregnant?"),
        Flag("contraceptive", "Taking the combined contraceptive pill?"),
        Flag("taking_b12", "Taking B12 already?", "Tablets, injections or fortified drinks."),
        AGE,
        EGFR,
        *_own_pair(TOTAL_B12, "lab", "Total B12"),
        *_own_pair(ACTIVE_B12, "active", "Active B12", ["pmol/L"]),
        _own_upper(MMA, "MMA", MMA_RAISED_ABOVE, ["µmol/L", "nmol/L"]),
        _own_upper(HOMOCYSTEINE, "Homocysteine", HOMOCYSTEINE_RAISED_ABOVE, ["µmol/L"]),
    ),
    groups=(
        Group("Your results", ("total_b12", "active_b12", "mma", "homocysteine"), hint="One is enough."),
        Group(
            "What can change the answer",
            ("neurological", "nitrous_oxide", "pregnant", "contraceptive", "taking_b12", "age", "egfr"),
            hint="Leave out what you do not know. Not answered is not taken for no.",
        ),
        Group(
            "My laboratory’s own limits",
            (
                "lab_lower",
                "lab_upper",
                "active_lower",
                "active_upper",
                "mma_upper",
                "homocysteine_upper",
            ),
            folded=True,
            hint="Some laboratories use limits of their own. Enter them only if your report names them.",
        ),
    ),
    bands={
        "confirmed": "Confirmed deficiency",
        "likely": "Deficiency likely",
        "indeterminate": "Indeterminate: deficiency is possible",
        "unlikely": "Deficiency unlikely",
    },
    notes={
        "urgent_neurology": "New nerve or brain symptoms need a doctor.",
        "nitrous_oxide": "Nitrous oxide stops B12 working, whatever the level.",
        "use_active_b12": "In pregnancy, active B12 is the test to ask for.",
        "discordant": "Your results disagree with each other.",
        "assay_interference": "The B12 test itself may be wrong.",
        "folate": "Homocysteine is raised by a lack of folate too.",
        "high_b12": "A high B12 level is not reassurance.",
        "kidney": "Poor kidney function raises MMA and homocysteine.",
        "contraceptive": "The contraceptive pill can lower total B12.",
        "taking_b12": "Do not stop treatment because of this result.",
        "local_limits": "Your laboratory’s limits were used, not NICE’s.",
    },
    situations={
        "nitrous_oxide": "After nitrous oxide",
        "no_b12": "No B12 result",
        "pregnant": "Pregnant, with a total B12 only",
        "kidney": "Poor kidney function",
        "taking_b12": "Already taking B12",
        "mma_known": "MMA was measured",
    },
    urgent=frozenset({"urgent_neurology", "nitrous_oxide"}),
)
