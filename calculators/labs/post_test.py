"""How likely B12 deficiency is after a test: Bayes' rule with a published likelihood ratio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculators.core.icon_array import IconArray
from calculators.core.measure import Measurement
from calculators.core.model import Calculator, Choice, Constant, Formula, InputError, Outcome, Quantity, Source

AGAINST_MMA = Source("willis2011", "serum cobalamin against MMA, pooled")
AGAINST_SIGNS = Source("willis2011", "serum cobalamin against a clinical reference, pooled")
HEIL = Source("heil2012", "holoTC at 32 pmol/L against MMA above 0.45 µmol/L; ratios are ours from 83 % and 60 %")

LOW_RATIO = Constant("2.72", AGAINST_MMA, "original")
LOW_RATIO_FROM = Constant("1.95", AGAINST_MMA, "original")
LOW_RATIO_TO = Constant("3.81", AGAINST_MMA, "original")
NOT_LOW_RATIO = Constant("0.59", AGAINST_MMA, "original")
NOT_LOW_RATIO_FROM = Constant("0.49", AGAINST_MMA, "original")
NOT_LOW_RATIO_TO = Constant("0.72", AGAINST_MMA, "original")
SIGNS_LOW_RATIO = Constant("3.33", AGAINST_SIGNS, "original")
SIGNS_LOW_RATIO_FROM = Constant("0.92", AGAINST_SIGNS, "original")
SIGNS_LOW_RATIO_TO = Constant("12.10", AGAINST_SIGNS, "original")
SIGNS_NOT_LOW_RATIO = Constant("0.34", AGAINST_SIGNS, "original")
SIGNS_NOT_LOW_RATIO_FROM = Constant("0.13", AGAINST_SIGNS, "original")
SIGNS_NOT_LOW_RATIO_TO = Constant("0.89", AGAINST_SIGNS, "original")
HOLOTC_SENSITIVITY = Constant("83", HEIL, "original", "%")
HOLOTC_SPECIFICITY = Constant("60", HEIL, "original", "%")

PEOPLE = 1000
PERCENT = 100


@dataclass(frozen=True)
class Ratio:
    """A likelihood ratio with the ends of its 95 % interval, where the source gives them."""

    value: float
    low: float | None = None
    high: float | None = None


def holotc(result: str) -> Ratio:
    """The likelihood ratio of active B12, from sensitivity and specificity."""
    sensitivity, specificity = HOLOTC_SENSITIVITY.value / PERCENT, HOLOTC_SPECIFICITY.value / PERCENT
    return Ratio(sensitivity / (1 - specificity) if result == "low" else (1 - sensitivity) / specificity)


def ratio(test: str, result: str) -> Ratio:
    """The likelihood ratio of a result."""
    if test == "active_b12":
        return holotc(result)
    three: Mapping[tuple[str, str], tuple[Constant, Constant, Constant]] = {
        ("serum_b12", "low"): (LOW_RATIO, LOW_RATIO_FROM, LOW_RATIO_TO),
        ("serum_b12", "not_low"): (NOT_LOW_RATIO, NOT_LOW_RATIO_FROM, NOT_LOW_RATIO_TO),
        ("serum_b12_signs", "low"): (SIGNS_LOW_RATIO, SIGNS_LOW_RATIO_FROM, SIGNS_LOW_RATIO_TO),
        ("serum_b12_signs", "not_low"): (SIGNS_NOT_LOW_RATIO, SIGNS_NOT_LOW_RATIO_FROM, SIGNS_NOT_LOW_RATIO_TO),
    }
    value, low, high = three[test, result]
    return Ratio(value.value, low.value, high.value)


def after(pretest: float, likelihood_ratio: float) -> float:
    """The probability after a test, in %, from the one before, in % (above 0, below 100). Source: Bayes' rule."""
    odds = pretest / (PERCENT - pretest) * likelihood_ratio
    return PERCENT * odds / (1 + odds)


def interpret(*, pretest: Measurement | None = None, test: str | None = None, result: str | None = None) -> Outcome:
    """The probability of deficiency after a result, with the interval that the ratio's own interval gives.

    Raises `InputError` where an input is missing, or nothing is left to learn (0 % or 100 %).
    """
    if pretest is None:
        raise InputError("pretest", "Enter how likely deficiency was before the test, in %.")
    if not 0 < pretest.bound < PERCENT:
        raise InputError("pretest", "At 0 % or 100 % no test can change anything. Enter a number in between.")
    if test is None:
        raise InputError("test", "Choose the test.")
    if result is None:
        raise InputError("result", "Choose the result.")
    chosen = ratio(test, result)
    before = pretest.bound
    post, low, high = (
        None if each is None else after(before, each) for each in (chosen.value, chosen.low, chosen.high)
    )
    assert post is not None
    people = [round(PEOPLE * each / PERCENT) for each in (before, post)]
    span = f" ({round(PEOPLE * low / PERCENT)} to {round(PEOPLE * high / PERCENT)})" if low and high else ""
    shown = "low" if result == "low" else "not low"
    return Outcome(
        band=None,
        values={"post_test": post, "post_test_low": low, "post_test_high": high},
        sentence=f"Of {PEOPLE:,} people like this, {people[0]} have a deficiency before the test. Of {PEOPLE:,} such "
        f"people whose result is {shown}, {people[1]}{span} have one.",
        notes={"serum_b12": ["no_gold_standard"], "serum_b12_signs": ["no_gold_standard", "wide"]}.get(
            test, ["no_gold_standard", "one_study"]
        ),
        charts=[
            IconArray(
                "People with a deficiency, of 1,000",
                (("before the test", people[0]), (f"result {shown}", people[1])),
                PEOPLE,
            )
        ],
    )


CALCULATOR = Calculator(
    title="How much does a B12 test change the odds?",
    interpret=interpret,
    button="Show the change",
    inputs=(
        Quantity(
            "pretest",
            "How likely was deficiency before the test?",
            {"%": 1.0},
            (0, 100),
            hint="In %. Around 5 at age 65 to 74 and more than 10 from 75, says NICE, for people in general.",
            censored=False,
        ),
        Choice(
            "test",
            "Which test?",
            {
                "serum_b12": "Total B12, judged by MMA (pooled studies)",
                "serum_b12_signs": "Total B12, judged by clinical signs (pooled, very uncertain)",
                "active_b12": "Active B12 at 32 pmol/L (one study)",
            },
        ),
        Choice("result", "What was the result?", {"low": "Low", "not_low": "Not low"}),
    ),
    notes={
        "no_gold_standard": "No test is the truth that others are judged by.",
        "wide": "This ratio is very uncertain.",
        "one_study": "One study, without an interval.",
    },
    value_labels={
        "post_test": "After the test, %",
        "post_test_low": "Lower end of the interval, %",
        "post_test_high": "Upper end of the interval, %",
    },
    formulas=(
        Formula(
            "Probability after a test",
            r"\frac{p'}{1 - p'} = \mathrm{LR} \cdot \frac{p}{1 - p}",
            "p is the probability before the test, p′ after it, LR the likelihood ratio of the result.",
            AGAINST_MMA,
            "original",
            "Any probability above 0 and below 1. Of low quality and with mixed limits, say the authors.",
        ),
    ),
)
