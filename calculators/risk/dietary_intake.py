"""Vitamin B12 in food: a day's intake, typed or added up from a week's servings, against a named reference intake."""

from __future__ import annotations

from collections.abc import Mapping

from calculators.core.measure import Measurement, rounded, text
from calculators.core.model import (
    Calculator,
    Choice,
    Constant,
    Declined,
    Formula,
    Group,
    InputError,
    Limit,
    Outcome,
    Quantity,
    Reason,
    Source,
)

MICROGRAMS = "µg/day"
RDA = Source("iom1998", "recommended dietary allowance, adults")
RDA_TABLE = Source("nutrifacts2017", "table of recommended dietary allowances, as quoted")
US_AI = Source("nutrifacts2017", "adequate intakes of babies, as quoted")
AVERAGE = Source("wholefoodcatalog", "estimated average requirements, as quoted")
AI = Source("efsa2015", "adequate intakes")
RNI = Source("hansardb12", "reference nutrient intake")
RNI_15 = Source("boltb12", "reference nutrient intake from 15, as quoted")
RNI_TABLE = Source("nmy019", "Table 3, reference nutrient intakes")
ODS = Source("odsfoods", "current table of the NIH Office of Dietary Supplements, as copied")
OLDER_ODS = Source("odsolder", "older table of the same office, as copied")
USDA = Source("usdafoods", "USDA, per 100 g, as copied")

US_ADULT = Limit({MICROGRAMS: 2.4}, RDA, "original")
US_ADULT_AVERAGE = Limit({MICROGRAMS: 2}, AVERAGE, "secondary")
US_PREGNANT = Limit({MICROGRAMS: 2.6}, RDA_TABLE, "secondary")
US_PREGNANT_AVERAGE = Limit({MICROGRAMS: 2.2}, AVERAGE, "secondary")
US_BREASTFEEDING = Limit({MICROGRAMS: 2.8}, RDA_TABLE, "secondary")
US_BREASTFEEDING_AVERAGE = Limit({MICROGRAMS: 2.4}, AVERAGE, "secondary")
US_MONTHS_0_6 = Limit({MICROGRAMS: 0.4}, US_AI, "secondary")
US_MONTHS_7_12 = Limit({MICROGRAMS: 0.5}, US_AI, "secondary")
US_YEARS_1_3 = Limit({MICROGRAMS: 0.9}, RDA_TABLE, "secondary")
US_YEARS_1_3_AVERAGE = Limit({MICROGRAMS: 0.7}, AVERAGE, "secondary")
US_YEARS_4_8 = Limit({MICROGRAMS: 1.2}, RDA_TABLE, "secondary")
US_YEARS_4_8_AVERAGE = Limit({MICROGRAMS: 1}, AVERAGE, "secondary")
US_YEARS_9_13 = Limit({MICROGRAMS: 1.8}, RDA_TABLE, "secondary")
US_YEARS_9_13_AVERAGE = Limit({MICROGRAMS: 1.5}, AVERAGE, "secondary")
US_YEARS_14_17 = Limit({MICROGRAMS: 2.4}, RDA_TABLE, "secondary")
US_YEARS_14_17_AVERAGE = Limit({MICROGRAMS: 2}, AVERAGE, "secondary")
EU_ADULT = Limit({MICROGRAMS: 4}, AI, "original")
EU_PREGNANT = Limit({MICROGRAMS: 4.5}, AI, "original")
EU_BREASTFEEDING = Limit({MICROGRAMS: 5}, AI, "original")
EU_MONTHS_7_12 = Limit({MICROGRAMS: 1.5}, AI, "original")
EU_YEARS_1_3 = Limit({MICROGRAMS: 1.5}, AI, "unconfirmed")
EU_YEARS_4_6 = Limit({MICROGRAMS: 1.5}, AI, "unconfirmed")
EU_YEARS_7_10 = Limit({MICROGRAMS: 2.5}, AI, "unconfirmed")
EU_YEARS_11_14 = Limit({MICROGRAMS: 3.5}, AI, "unconfirmed")
EU_YEARS_15_17 = Limit({MICROGRAMS: 4}, AI, "original")
UK_ADULT = Limit({MICROGRAMS: 1.5}, RNI, "original")
UK_PREGNANT = Limit({MICROGRAMS: 1.5}, RNI, "unconfirmed")
UK_BREASTFEEDING = Limit({MICROGRAMS: 2}, RNI_TABLE, "original")
UK_BREASTFEEDING_AVERAGE = Limit({MICROGRAMS: 1.75}, RNI_TABLE, "original")
UK_MONTHS_0_6 = Limit({MICROGRAMS: 0.3}, RNI_TABLE, "original")
UK_MONTHS_7_12 = Limit({MICROGRAMS: 0.4}, RNI_TABLE, "original")
UK_YEARS_1_3 = Limit({MICROGRAMS: 0.5}, RNI, "unconfirmed")
UK_YEARS_4_6 = Limit({MICROGRAMS: 0.8}, RNI, "unconfirmed")
UK_YEARS_7_10 = Limit({MICROGRAMS: 1}, RNI, "unconfirmed")
UK_YEARS_11_14 = Limit({MICROGRAMS: 1.2}, RNI, "unconfirmed")
UK_YEARS_15_17 = Limit({MICROGRAMS: 1.5}, RNI_15, "secondary")

BEEF_LIVER = Constant("70.7", ODS, "secondary", "µg")
CLAMS = Constant("17", ODS, "secondary", "µg")
TUNA_BLUEFIN = Constant("9.3", ODS, "secondary", "µg")
NUTRITIONAL_YEAST = Constant("8.3", ODS, "secondary", "µg")
SALMON = Constant("2.6", ODS, "secondary", "µg")
BEEF = Constant("2.4", ODS, "secondary", "µg")
MILK = Constant("1.3", ODS, "secondary", "µg")
YOGURT = Constant("1.0", ODS, "secondary", "µg")
CEREAL = Constant("0.6", ODS, "secondary", "µg")
CHEDDAR = Constant("0.5", ODS, "secondary", "µg")
EGG = Constant("0.5", ODS, "secondary", "µg")
TURKEY = Constant("0.3", ODS, "secondary", "µg")
TEMPEH = Constant("0.1", ODS, "secondary", "µg")
TROUT = Constant("5.4", OLDER_ODS, "secondary", "µg")
TUNA_CANNED = Constant("2.5", OLDER_ODS, "secondary", "µg")
HADDOCK = Constant("1.8", OLDER_ODS, "secondary", "µg")
SIRLOIN = Constant("1.4", OLDER_ODS, "secondary", "µg")
SWISS_CHEESE = Constant("0.9", OLDER_ODS, "secondary", "µg")
HAM = Constant("0.6", OLDER_ODS, "secondary", "µg")
CHICKEN = Constant("0.3", OLDER_ODS, "secondary", "µg")
OYSTER = Constant("28.8", USDA, "secondary", "µg")
MACKEREL = Constant("19", USDA, "secondary", "µg")
CRAB = Constant("10.38", USDA, "secondary", "µg")

DAYS = 7
GROUPS: Mapping[str, str] = {
    "adult": "Adult, 18 or over",
    "pregnant": "Pregnant",
    "breastfeeding": "Breastfeeding",
    "months_0_6": "Baby, 0 to 6 months",
    "months_7_12": "Baby, 7 to 12 months",
    "years_1_3": "1 to 3 years",
    "years_4_6": "4 to 6 years",
    "years_7_8": "7 or 8 years",
    "years_9_10": "9 or 10 years",
    "years_11_13": "11 to 13 years",
    "years_14": "14 years",
    "years_15_17": "15 to 17 years",
}
STANDARDS: Mapping[str, str] = {
    "us": "United States (RDA)",
    "eu": "European Union (EFSA)",
    "uk": "United Kingdom (RNI)",
}
FOODS: Mapping[str, str] = {
    "beef_liver": "Beef liver, fried, 85 g",
    "clams": "Clams, cooked, 85 g",
    "tuna_bluefin": "Bluefin tuna, cooked, 85 g",
    "nutritional_yeast": "Nutritional yeast, fortified, ¼ cup",
    "salmon": "Salmon, cooked, 85 g",
    "beef": "Beef, minced, 85 g",
    "milk": "Milk, 2% fat, 1 cup (240 ml)",
    "yogurt": "Yogurt, plain, 170 g",
    "cereal": "Breakfast cereal, fortified, 1 serving",
    "cheddar": "Cheddar cheese, 43 g",
    "egg": "Egg, 1 large",
    "turkey": "Turkey breast, 85 g",
    "tempeh": "Tempeh, ½ cup",
    "trout": "Trout, wild, 85 g",
    "tuna_canned": "Light tuna, canned, 85 g",
    "haddock": "Haddock, 85 g",
    "sirloin": "Beef steak, sirloin, 85 g",
    "swiss_cheese": "Swiss cheese, 28 g",
    "ham": "Ham, 85 g",
    "chicken": "Chicken breast, 85 g",
    "oyster": "Pacific oysters, 100 g",
    "mackerel": "Atlantic mackerel, 100 g",
    "crab": "Dungeness crab, 100 g",
}


BABIES = ("months_0_6", "months_7_12")
NO_REFERENCE = (
    "EFSA gives no reference intake below 7 months. Breast milk has little B12 if the mother lacks it: if she eats "
    "no animal foods or has low B12, ask a doctor or midwife now."
)


def references(standard: str) -> Mapping[str, tuple[Limit, Limit | None]]:
    """The reference intake of each group, and the average requirement where the standard gives one."""
    if standard == "us":
        return {
            "adult": (US_ADULT, US_ADULT_AVERAGE),
            "pregnant": (US_PREGNANT, US_PREGNANT_AVERAGE),
            "breastfeeding": (US_BREASTFEEDING, US_BREASTFEEDING_AVERAGE),
            "months_0_6": (US_MONTHS_0_6, None),
            "months_7_12": (US_MONTHS_7_12, None),
            "years_1_3": (US_YEARS_1_3, US_YEARS_1_3_AVERAGE),
            "years_4_6": (US_YEARS_4_8, US_YEARS_4_8_AVERAGE),
            "years_7_8": (US_YEARS_4_8, US_YEARS_4_8_AVERAGE),
            "years_9_10": (US_YEARS_9_13, US_YEARS_9_13_AVERAGE),
            "years_11_13": (US_YEARS_9_13, US_YEARS_9_13_AVERAGE),
            "years_14": (US_YEARS_14_17, US_YEARS_14_17_AVERAGE),
            "years_15_17": (US_YEARS_14_17, US_YEARS_14_17_AVERAGE),
        }
    if standard == "eu":
        return {
            "adult": (EU_ADULT, None),
            "pregnant": (EU_PREGNANT, None),
            "breastfeeding": (EU_BREASTFEEDING, None),
            "months_7_12": (EU_MONTHS_7_12, None),
            "years_1_3": (EU_YEARS_1_3, None),
            "years_4_6": (EU_YEARS_4_6, None),
            "years_7_8": (EU_YEARS_7_10, None),
            "years_9_10": (EU_YEARS_7_10, None),
            "years_11_13": (EU_YEARS_11_14, None),
            "years_14": (EU_YEARS_11_14, None),
            "years_15_17": (EU_YEARS_15_17, None),
        }
    return {
        "adult": (UK_ADULT, None),
        "pregnant": (UK_PREGNANT, None),
        "breastfeeding": (UK_BREASTFEEDING, UK_BREASTFEEDING_AVERAGE),
        "months_0_6": (UK_MONTHS_0_6, None),
        "months_7_12": (UK_MONTHS_7_12, None),
        "years_1_3": (UK_YEARS_1_3, None),
        "years_4_6": (UK_YEARS_4_6, None),
        "years_7_8": (UK_YEARS_7_10, None),
        "years_9_10": (UK_YEARS_7_10, None),
        "years_11_13": (UK_YEARS_11_14, None),
        "years_14": (UK_YEARS_11_14, None),
        "years_15_17": (UK_YEARS_15_17, None),
    }


def per_serving() -> Mapping[str, Constant]:
    """The B12 of one serving of each food."""
    return {
        "beef_liver": BEEF_LIVER,
        "clams": CLAMS,
        "tuna_bluefin": TUNA_BLUEFIN,
        "nutritional_yeast": NUTRITIONAL_YEAST,
        "salmon": SALMON,
        "beef": BEEF,
        "milk": MILK,
        "yogurt": YOGURT,
        "cereal": CEREAL,
        "cheddar": CHEDDAR,
        "egg": EGG,
        "turkey": TURKEY,
        "tempeh": TEMPEH,
        "trout": TROUT,
        "tuna_canned": TUNA_CANNED,
        "haddock": HADDOCK,
        "sirloin": SIRLOIN,
        "swiss_cheese": SWISS_CHEESE,
        "ham": HAM,
        "chicken": CHICKEN,
        "oyster": OYSTER,
        "mackerel": MACKEREL,
        "crab": CRAB,
    }


def from_diary(servings: Mapping[str, float], supplements: float) -> float:
    """B12 in µg a day from servings in a week of each food, and from supplements in µg a week."""
    return (sum(per_serving()[food].value * count for food, count in servings.items()) + supplements) / DAYS


def interpret(
    *,
    group: str | None = None,
    standard: str | None = None,
    intake: Measurement | None = None,
    supplements: Measurement | None = None,
    **eaten: Measurement | None,
) -> Outcome | Declined:
    """Whether a day's intake meets a standard's reference; from the diary where no intake was typed.

    Raises `InputError` where group, standard or all food is missing, or both an intake and a diary were given.
    """
    if group is None:
        raise InputError("group", "Choose for whom.")
    if standard is None:
        raise InputError("standard", "Choose whose reference intake to use.")
    servings = {food: count.bound for food, count in eaten.items() if count is not None}
    diary = bool(servings) or supplements is not None
    if intake and diary:
        raise InputError("intake", "Enter either the intake or the diary, not both.")
    if not (intake or diary):
        raise InputError("intake", "Enter an intake, or at least one food of the diary; 0 is an answer.")
    found = references(standard).get(group)
    if found is None:
        return Declined(NO_REFERENCE, AI)
    reference, average = found
    tablets = supplements.to("µg", supplements.bound) if supplements else 0.0
    amount = intake.bound if intake else rounded(from_diary(servings, tablets))
    band = _band(amount, reference, average)
    return Outcome(
        band,
        values={"intake": amount, "reference": reference.values[MICROGRAMS]},
        sentence=f"{text(float(f'{amount:.3g}'))} µg a day {WORDS[band]} the reference of "
        f"{text(reference.values[MICROGRAMS])} µg ({STANDARDS[standard]}; {GROUPS[group].lower()}).",
        situation="baby" if group in BABIES else "",
        because=[Reason(limit, MICROGRAMS, "intake" if intake else "") for limit in found if limit],
        notes=[
            *(["diary"] if diary else []),
            *(["rare_doses"] if diary and supplements else []),
            *(["unconfirmed"] if reference.status == "unconfirmed" else []),
            *(["not_absorption"] if band == "meets" else []),
        ],
    )


WORDS: Mapping[str, str] = {"below": "is below", "near": "is near but below", "meets": "meets"}


def _band(amount: float, reference: Limit, average: Limit | None) -> str:
    if amount >= reference.values[MICROGRAMS]:
        return "meets"
    return "near" if average and amount >= average.values[MICROGRAMS] else "below"


CALCULATOR = Calculator(
    title="Do I eat enough vitamin B12?",
    interpret=interpret,
    button="Compare",
    inputs=(
        Choice("group", "For whom?", GROUPS),
        Choice("standard", "Whose reference intake?", STANDARDS),
        Quantity("intake", "B12 a day, if you know it", {MICROGRAMS: 1.0}, (0, 10_000), censored=False),
        *(Quantity(food, label, {"a week": 1.0}, (0, 200), censored=False) for food, label in FOODS.items()),
        Quantity(
            "supplements",
            "Tablets and fortified drinks: B12 in a week",
            {"µg": 1.0, "mg": 1000.0},
            (0, 1_000_000),
            hint="Add up what the labels say, with the unit.",
            censored=False,
        ),
    ),
    groups=(
        Group("For whom", ("group", "standard")),
        Group("Either: the intake", ("intake",)),
        Group("Or: a food diary", (*FOODS, "supplements"), folded=True, hint="Servings in a week.", searchable=True),
    ),
    bands={
        "below": "Below the reference intake",
        "near": "Between the average requirement and the reference",
        "meets": "Meets the reference intake",
    },
    notes={
        "diary": "A diary is an estimate.",
        "rare_doses": "Large doses taken rarely count for less.",
        "unconfirmed": "This reference is unconfirmed.",
        "not_absorption": "Eating enough is not the same as absorbing it.",
    },
    situations={"baby": "A baby"},
    value_labels={"intake": "Intake, µg a day", "reference": "Reference, µg a day"},
    formulas=(
        Formula(
            "Intake from a week’s servings",
            r"I = \frac{1}{7} \left(\sum_i n_i f_i + s\right)",
            "n is a food’s servings in a week, f the B12 of one in µg, s that of supplements in µg a week.",
            ODS,
            "secondary",
            "An ordinary week. Contents differ between brands, breeds and recipes.",
        ),
    ),
)
