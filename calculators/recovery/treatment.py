"""What named guidelines and labels say about treating a lack of B12, by its cause; never a prescription."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calculators.core.model import Calculator, Choice, Constant, Flag, InputError, Outcome, Source

NICE_ORAL = Source("sands2024", "oral replacement where absorption is the cause")
NICE_REVIEW = Source("niceng239", "follow-up, as summarised")
BNF = Source("pas_bnf", "the BNF’s reply, for no neurological involvement, as quoted")
BNF_NERVES = Source("cfonline_hydroxocobalamin", "with neurological involvement, as quoted")
NHS_DIET = Source("sps_hydroxocobalamin", "where diet is the cause")
US_LABEL = Source("label_cyanocobalamin", "pernicious anemia, label text")
US_REVIEW = Source("langan2017", "abstract: by mouth")

ORAL_MG = Constant("1", NICE_ORAL, "original", "mg")
REVIEW_MONTHS = Constant("3", NICE_REVIEW, "secondary", "months")
REVIEW_MONTHS_PREGNANT = Constant("1", NICE_REVIEW, "secondary", "month")
DIET_MICROGRAMS_FROM = Constant("50", NHS_DIET, "original", "µg")
DIET_MICROGRAMS_TO = Constant("150", NHS_DIET, "original", "µg")
INJECTION_MG = Constant("1", BNF, "secondary", "mg")
LOADING_A_WEEK = Constant("3", BNF, "secondary", "a week")
LOADING_WEEKS = Constant("2", BNF, "secondary", "weeks")
UPKEEP_MONTHS_FROM = Constant("2", BNF, "secondary", "months")
UPKEEP_MONTHS_TO = Constant("3", BNF, "secondary", "months")
NERVES_MG = Constant("1", BNF_NERVES, "secondary", "mg")
NERVES_UPKEEP_MONTHS = Constant("2", BNF_NERVES, "secondary", "months")
US_ORAL_MG_FROM = Constant("1", US_REVIEW, "original", "mg")
US_ORAL_MG_TO = Constant("2", US_REVIEW, "original", "mg")
US_SURGERY_MG = Constant("1", Source("langan2017", "abstract: after weight-loss surgery, for life"), "original", "mg")
US_LABEL_MICROGRAMS = Constant("100", US_LABEL, "secondary", "µg")

FOR_LIFE = frozenset({"autoimmune_gastritis", "gastrectomy", "ileal_resection"})
CAUSES: Mapping[str, str] = {
    "diet": "Diet without enough B12",
    "autoimmune_gastritis": "Autoimmune gastritis (pernicious anaemia)",
    "gastrectomy": "Stomach removed",
    "ileal_resection": "End of the small bowel removed",
    "weight_loss_surgery": "Weight-loss surgery",
    "malabsorption": "Other trouble absorbing it, medicines included",
    "nitrous_oxide": "Nitrous oxide (laughing gas)",
    "unknown": "Not known yet",
}
UK_BANDS: Mapping[str, str] = {
    "diet": "by_mouth",
    "malabsorption": "by_mouth_high_dose",
    "weight_loss_surgery": "by_mouth_high_dose",
    "nitrous_oxide": "nitrous_oxide",
}
US_BANDS: Mapping[str, str] = {"weight_loss_surgery": "us_surgery", "nitrous_oxide": "nitrous_oxide"}
SENTENCES: Mapping[str, str] = {
    "nerves": "With nerve symptoms, the UK formulary’s injections are more frequent; a specialist is asked urgently.",
    "for_life": "For this cause, UK guidance is injections for life.",
    "by_mouth_high_dose": "Where B12 is not absorbed well, NICE asks for a high dose by mouth.",
    "by_mouth": "For a lack in the diet, UK guidance accepts B12 by mouth, with advice on food.",
    "nitrous_oxide": "After nitrous oxide, neurologists ask for injections promptly; NICE’s draft left the choice.",
    "not_known": "For a cause not yet known we found no rule of its own; treatment need not wait for it.",
    "us_nerves": "With nerve symptoms or a severe lack, a US review prefers injections.",
    "us_for_life": "B12 is for life. In pernicious anaemia a US label has injections, US reviews a high dose by mouth.",
    "us_surgery": "After weight-loss surgery, a US review has B12 by mouth for life.",
    "us_by_mouth": "US reviews find a high dose by mouth as good as injections for most people.",
}


def interpret(
    *,
    cause: str | None = None,
    neurological: bool | None = None,
    pregnant: bool | None = None,
    country: str | None = None,
) -> Outcome:
    """The way of treatment that the sources name for a cause, with loading, upkeep and review as they print them.

    Raises `InputError` where cause or country is missing. An unanswered question on nerves is not taken for no.
    """
    if cause is None:
        raise InputError("cause", "Choose the cause; “not known yet” is an answer.")
    if country is None:
        raise InputError("country", "Choose whose guidance to show.")
    uk = country == "uk"
    band = uk_band(cause, neurological) if uk else us_band(cause, neurological)
    values = _uk_values(band, pregnant) if uk else _us_values(band)
    return Outcome(
        band,
        values=values,
        sentence=f"{SENTENCES[band]} {_doses(values)}",
        notes=_notes(cause, neurological, pregnant, uk=uk),
        first="New nerve symptoms need a doctor now. Treatment should not wait for results." if neurological else "",
    )


def _doses(values: Mapping[str, float | str | None]) -> str:
    """What is given and when, in a sentence or two."""
    said = [f"By mouth: {values['by_mouth']}." if values["by_mouth"] else ""]
    said += [f"By injection: {values['loading']}, then {values['upkeep']}." if values["loading"] else ""]
    months = values["review_months"]
    said += [f"Review after {months:g} {'month' if months == 1 else 'months'}." if isinstance(months, float) else ""]
    return " ".join(filter(None, said))


def uk_band(cause: str, neurological: bool | None) -> str:
    """What the BNF and NICE say, nerve symptoms first; what is in neither for a cause stays open."""
    if neurological:
        return "nerves"
    return "for_life" if cause in FOR_LIFE else UK_BANDS.get(cause, "not_known")


def us_band(cause: str, neurological: bool | None) -> str:
    """What a US label and two reviews say, nerve symptoms first."""
    if neurological:
        return "us_nerves"
    return "us_for_life" if cause in FOR_LIFE else US_BANDS.get(cause, "us_by_mouth")


def _uk_values(band: str, pregnant: bool | None) -> dict[str, float | str | None]:
    mouth: Mapping[str, str] = {
        "by_mouth_high_dose": f"at least {ORAL_MG} mg a day",
        "by_mouth": "" if pregnant else f"{DIET_MICROGRAMS_FROM} to {DIET_MICROGRAMS_TO} µg a day",
        "not_known": f"at least {ORAL_MG} mg a day, where it is not absorbed",
    }
    loading = f"{INJECTION_MG} mg {LOADING_A_WEEK} times a week for {LOADING_WEEKS} weeks"
    upkeep = f"{INJECTION_MG} mg every {UPKEEP_MONTHS_FROM} to {UPKEEP_MONTHS_TO} months"
    if band == "nerves":
        loading = f"{NERVES_MG} mg on alternate days until no further improvement"
        upkeep = f"{NERVES_MG} mg every {NERVES_UPKEEP_MONTHS} months"
    injected = band in ("nerves", "for_life", "nitrous_oxide", "not_known")
    return {
        "by_mouth": mouth.get(band) or None,
        "loading": loading if injected else None,
        "upkeep": upkeep if injected else None,
        "review_months": (REVIEW_MONTHS_PREGNANT if pregnant else REVIEW_MONTHS).value,
    }


def _us_values(band: str) -> dict[str, float | str | None]:
    dose = f"{US_LABEL_MICROGRAMS} µg"
    labelled = band in ("us_nerves", "us_for_life", "nitrous_oxide")
    mouth = {
        "us_surgery": f"{US_SURGERY_MG} mg a day, for life",
        "us_for_life": f"{US_ORAL_MG_FROM} to {US_ORAL_MG_TO} mg a day",
        "us_by_mouth": f"{US_ORAL_MG_FROM} to {US_ORAL_MG_TO} mg a day",
    }
    return {
        "by_mouth": mouth.get(band),
        "loading": f"{dose} daily for 6 or 7 days, on alternate days for 7 doses, then every 3 to 4 days for "
        "2 to 3 weeks"
        if labelled
        else None,
        "upkeep": f"{dose} a month" if labelled else None,
        "review_months": None,
    }


def _notes(cause: str, neurological: bool | None, pregnant: bool | None, *, uk: bool) -> Sequence[str]:
    held = {
        "nerves": neurological,
        "nitrous_oxide": cause == "nitrous_oxide",
        "nerves_unanswered": neurological is None,
        "cause_for_life": neurological and cause in FOR_LIFE,
        "surgery": cause == "weight_loss_surgery",
        "pregnant": pregnant,
        "schedule": uk,
        "label": not uk,
        "potassium": True,
        "optic": True,
        "folic_acid": True,
    }
    return [note for note, holds in held.items() if holds]


CALCULATOR = Calculator(
    title="How is a lack of B12 treated?",
    interpret=interpret,
    button="Show what guidance says",
    inputs=(
        Choice("cause", "What is the cause?", CAUSES),
        Flag("neurological", "New or growing numbness, weakness, unsteadiness, or a change in sight or memory?"),
        Flag("pregnant", "Pregnant or breastfeeding?"),
        Choice("country", "Whose guidance?", {"uk": "United Kingdom (NICE, BNF)", "us": "United States"}),
    ),
    bands={
        "nerves": "Injections on alternate days, and a specialist",
        "for_life": "Injections for life",
        "by_mouth_high_dose": "A high dose by mouth",
        "by_mouth": "By mouth, with advice on food",
        "nitrous_oxide": "After nitrous oxide: treatment promptly",
        "not_known": "Start, and find the cause",
        "us_nerves": "Injections first",
        "us_for_life": "B12 for life, by injection or a high dose",
        "us_surgery": "By mouth, for life",
        "us_by_mouth": "A high dose by mouth",
    },
    notes={
        "nerves": "Nerve symptoms change the treatment, and they are urgent.",
        "nitrous_oxide": "Stop nitrous oxide: it works against every dose.",
        "nerves_unanswered": "The question on nerve symptoms was not answered.",
        "cause_for_life": "For this cause, B12 is for life.",
        "surgery": "After weight-loss surgery, B12 is for life.",
        "pregnant": "Pregnancy and breastfeeding: an earlier review.",
        "schedule": "The injection schedule is the BNF’s, read in quotations.",
        "label": "The US label’s numbers, and others that differ.",
        "potassium": "Potassium can fall in the first days.",
        "optic": "Leber’s disease: no cyanocobalamin.",
        "folic_acid": "No folic acid alone.",
    },
    urgent=frozenset({"nerves", "nitrous_oxide", "nerves_unanswered"}),
    value_labels={
        "by_mouth": "By mouth",
        "loading": "Injections at first",
        "upkeep": "Injections afterwards",
        "review_months": "Review after, months",
    },
)
