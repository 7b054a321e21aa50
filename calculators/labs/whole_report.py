"""Everything on a report at once: each input asked once, each other calculator asked in turn, one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from calculators.core import fhir, reading
from calculators.core.analytes import EGFR, FOLATE
from calculators.core.measure import Measurement, text
from calculators.core.model import (
    Calculator,
    Checklist,
    Choice,
    Declined,
    Group,
    Input,
    InputError,
    Limit,
    Outcome,
    Part,
    Pasted,
    Source,
)
from calculators.labs import b12_status, blood_count, kidney_function
from calculators.risk import medicines, when_to_test

FOLATE_LOW_BELOW = Limit({"nmol/L": 6.8, "ng/mL": 3}, Source("who2015folate", "remarks, as quoted"), "secondary")

B12_KEYS = ("total_b12", "active_b12", "mma", "homocysteine")
RESULTS = (*B12_KEYS, "anti_if", "haemoglobin", "mcv", "folate", "creatinine", "egfr")
MEDICINE_KEYS = ("metformin_mg_per_day", "metformin_years", "ppi_years", "h2_years")
NERVES = frozenset({"neurology", "vision", "cognition"})
NOTHING = "Enter at least one result, or paste the report."
NO_B12 = "No B12 result was entered. What else was entered is read below."
NOT_READ = (
    "No result was found in this text that belongs here. Paste the lines with the names of the tests, "
    "their results and units, or type the results in."
)
MOST_TEXT = 30_000
"""Letters of a report as text; FHIR says the same with many more."""
UNREADABLE_IF = "With antibodies to intrinsic factor, a B12 that is not low may be read too high"

Answers = Mapping[str, Any]


def interpret(**answers: Any) -> Outcome | Declined:
    """The band of `b12_status` with what the other calculators say; answers are theirs, by key.

    A pasted `report` is read first and shown for confirmation, and nothing else is answered then. Raises `InputError`
    where nothing was entered, where pregnancy is answered two ways, and wherever an asked calculator does.
    """
    if answers.get("report"):
        return _read(answers["report"], answers)
    given = {**answers, **_pregnancy(answers), **_nerves(answers)}
    first, urgent = _first(given)
    if not any(given.get(key) for key in RESULTS) and not _asks_more(given):
        if not urgent:
            raise InputError("total_b12", NOTHING)
        return Declined(NOTHING, notes=urgent, first=" ".join(first))
    kidneys = _kidney(given)
    given |= {"egfr_twice": bool(kidneys and given.get("egfr")), "egfr": _egfr(given, kidneys)}
    found = [*_b12(given), kidneys or _printed_kidney(given), _blood(given), _medicines(given), _tests(given)]
    parts = sorted((part for part in found if part), key=_urgency)
    b12 = next((part.outcome for part in parts if part.calculator is b12_status.CALCULATOR), None)
    notes = [*_own_notes(given), *urgent, *(note for part in parts for note in part.outcome.notes)]
    first = dict.fromkeys([*(part.outcome.first for part in parts), *first])
    said = " ".join(filter(None, first))
    if isinstance(b12, Declined):
        return replace(b12, notes=notes, first=said)
    return Outcome(
        b12.band if b12 else None,
        values=_values(given, parts),
        sentence=_sentence(b12, parts, given),
        because=[reason for part in parts if isinstance(part.outcome, Outcome) for reason in part.outcome.because]
        + ([given["folate"].reason(FOLATE_LOW_BELOW)] if given.get("folate") else []),
        notes=notes,
        first=said,
        parts=parts,
    )


def _first(given: Answers) -> tuple[dict[str, None], list[str]]:
    """What is said first whatever else is known, and the urgent notes with it."""
    haemoglobin: Measurement | None = given.get("haemoglobin")
    said: dict[str, None] = {}
    if given["neurological"]:
        said[b12_status.NERVES_FIRST] = None
    if haemoglobin and haemoglobin.below(blood_count.SEVERE_BELOW):
        said[blood_count.VERY_LOW] = None
    return said, ["urgent_neurology"] if given["neurological"] else []


def _asks_more(given: Answers) -> bool:
    """Whether something other than a result can be answered: medicines, nitrous oxide, or whether a test is due."""
    return bool(_medicines(given)) or given.get("symptoms") is not None


def _read(report: str, answers: Answers) -> Outcome:
    """What was read of a pasted report, to be confirmed, beside what the form holds already."""
    asked = [each for each in INPUTS if not isinstance(each, Pasted)]
    if not fhir.looks_like_json(report) and len(report) > MOST_TEXT:
        raise InputError("report", "This text is too long for a report. Paste only the lines with results.")
    try:
        found = fhir.read(report, asked) if fhir.looks_like_json(report) else reading.read(report, asked)
    except fhir.NotFhir as error:
        raise InputError("report", str(error)) from error
    taken = {each.key: each.typed for each in found if each.key and each.problem != reading.TOO_MANY}
    if all(each.problem == reading.NOT_ASKED for each in found):
        raise InputError("report", NOT_READ)
    missed = sum(not each.key for each in found)
    said = f"{len(taken) or 'No'} {'result was' if len(taken) == 1 else 'results were'} read"
    left = f"; {missed} {'line was' if missed == 1 else 'lines were'} not" if missed else ""
    return Outcome(
        None,
        values={**taken, "lines_not_read": missed},
        sentence=f"{said}{left}. Hold each against your report before you fill it in.{_kept(taken, answers)}",
        readings=found,
    )


def _kept(taken: Mapping[str, str], answers: Answers) -> str:
    """A warning where the form holds results that the report does not replace, perhaps from another report."""
    kept = [CATALOGUE[key].label for key in RESULTS if answers.get(key) is not None and key not in taken]
    return f" Already in the form, and kept unless you clear it: {', '.join(kept)}." if kept else ""


def _pregnancy(answers: Answers) -> dict[str, bool | None]:
    """Whether pregnant, from either question; a contradiction is an error."""
    pregnant, trimester = answers.get("pregnant"), answers.get("pregnancy_trimester")
    by_trimester = None if trimester is None else trimester in blood_count.TRIMESTERS
    if None not in (pregnant, by_trimester) and pregnant != by_trimester:
        raise InputError("pregnancy_trimester", "The two answers on pregnancy contradict each other. Change one.")
    if answers.get("sex") == "male" and (pregnant or by_trimester):
        key = "pregnancy_trimester" if by_trimester else "pregnant"
        raise InputError(key, "Pregnancy was chosen together with “male”. Change one of them.")
    return {"pregnant": by_trimester if pregnant is None else pregnant}


def _nerves(answers: Answers) -> dict[str, bool | None]:
    """Whether nerves or brain are affected: by the question itself, or by a symptom that was ticked."""
    symptoms: frozenset[str] | None = answers.get("symptoms")
    if symptoms is not None and symptoms & NERVES:
        return {"neurological": True}
    return {"neurological": answers.get("neurological")}


def _asked(calculator: Calculator, given: Answers) -> dict[str, Any]:
    return {each.key: given.get(each.key) for each in calculator.inputs}


def _kidney(given: Answers) -> Part | None:
    """Kidney function from creatinine; not in pregnancy, for which the equation was not made."""
    if not given.get("creatinine") or not given.get("age") or not given.get("sex") or given["pregnant"]:
        return None
    return Part(kidney_function.CALCULATOR, kidney_function.interpret(**_asked(kidney_function.CALCULATOR, given)))


def _blood(given: Answers) -> Part | None:
    if not (given.get("haemoglobin") or given.get("mcv")) or _blood_lacks(given):
        return None
    return Part(blood_count.CALCULATOR, blood_count.interpret(**_asked(blood_count.CALCULATOR, given)))


def _blood_lacks(given: Answers) -> bool:
    """Whether WHO's limit for a haemoglobin cannot be chosen: it depends on age, sex and the third of a pregnancy."""
    if not given.get("haemoglobin") or given.get("pregnancy_trimester") in blood_count.TRIMESTERS:
        return False
    age: Measurement | None = given.get("age")
    return bool(given.get("pregnant")) or age is None or (age.at_least(blood_count.ADULT_FROM) and not given.get("sex"))


def _medicines(given: Answers) -> Part | None:
    if all(given.get(key) is None for key in MEDICINE_KEYS) and not given.get("nitrous_oxide"):
        return None
    return Part(medicines.CALCULATOR, medicines.interpret(**_asked(medicines.CALCULATOR, given)))


def _tests(given: Answers) -> Part | None:
    """Whether a test is due, where none was done."""
    symptoms, risks = given.get("symptoms"), _risks(given)
    if any(given.get(key) for key in B12_KEYS) or symptoms is None:
        return None
    outcome = when_to_test.interpret(
        red_flags=frozenset(), symptoms=symptoms, risk_factors=risks, age=given.get("age"), pregnant=given["pregnant"]
    )
    return Part(when_to_test.CALCULATOR, outcome)


def _risks(given: Answers) -> frozenset[str] | None:
    """Risk factors that were ticked, and those that other answers hold."""
    ticked: frozenset[str] | None = given.get("risk_factors")
    taken = any(given.get(key) and given[key].bound > 0 for key in MEDICINE_KEYS)
    held = {"medicines"} if taken else set()
    held |= {"nitrous_oxide"} if given.get("nitrous_oxide") else set()
    return ticked if ticked is None and not held else frozenset(held) | (ticked or frozenset())


def _printed_kidney(given: Answers) -> Part | None:
    """The category of a printed kidney function, where it is an exact number."""
    printed: Measurement | None = given.get("egfr")
    if printed is None or printed.exact is None:
        return None
    return Part(kidney_function.CALCULATOR, kidney_function.of_rate(printed.exact))


def _egfr(given: Answers, kidneys: Part | None) -> Measurement | None:
    """The lower of kidney function worked out and printed."""
    printed: Measurement | None = given.get("egfr")
    if kidneys is None or not isinstance(kidneys.outcome, Outcome):
        return printed
    rate, unit = float(str(kidneys.outcome.values["egfr"])), kidney_function.RATE
    if printed is not None and printed.bound < rate:
        return printed
    return Measurement("egfr", rate, rate, unit, EGFR.units, f"{text(float(f'{rate:.3g}'))} {unit}")


def _b12(given: Answers) -> list[Part]:
    if not any(given.get(key) for key in B12_KEYS):
        return []
    outcome = b12_status.interpret(**_asked(b12_status.CALCULATOR, given))
    if not _interference(given, outcome):
        return [Part(b12_status.CALCULATOR, outcome)]
    assert isinstance(outcome, Outcome)
    doubted = replace(outcome, notes=[*outcome.notes, "assay_interference"])
    return [Part(b12_status.CALCULATOR, doubted, advice=outcome.band in ("confirmed", "likely"))]


def _interference(given: Answers, outcome: Outcome | Declined) -> bool:
    """Antibodies to intrinsic factor with a total B12 that is not low."""
    positive = given.get("anti_if") == "positive" and given.get("total_b12")
    return bool(positive) and isinstance(outcome, Outcome) and outcome.values["total_b12_class"] != "confirmed"


def _urgency(part: Part) -> int:
    """What comes first: what needs help, then B12, the blood, and the rest."""
    order = (b12_status, blood_count, when_to_test, medicines, kidney_function)
    place = [each.CALCULATOR for each in order].index(part.calculator)
    return place - len(order) * bool(part.outcome.first)


def _own_notes(given: Answers) -> list[str]:
    folate: Measurement | None = given.get("folate")
    held = {
        "antibody": given.get("anti_if") == "positive",
        "no_antibody": given.get("anti_if") == "negative",
        "folate_low": folate is not None and folate.below(FOLATE_LOW_BELOW),
        "blood_incomplete": _blood_lacks(given),
        "kidney_incomplete": given.get("creatinine") and not (given.get("age") and given.get("sex")),
        "kidney_pregnant": given.get("creatinine") and given["pregnant"],
        "egfr_twice": given["egfr_twice"],
    }
    return [note for note, holds in held.items() if holds]


def _values(given: Answers, parts: Sequence[Part]) -> dict[str, float | str | None]:
    said = {part.calculator.name: part.outcome for part in parts if isinstance(part.outcome, Outcome)}

    def of(calculator: Calculator, key: str) -> float | str | None:
        outcome = said.get(calculator.name)
        return None if outcome is None else outcome.values[key] if key else outcome.band

    folate: Measurement | None = given.get("folate")
    return {
        "b12_band": of(b12_status.CALCULATOR, ""),
        "egfr": of(kidney_function.CALCULATOR, "egfr"),
        "blood_band": of(blood_count.CALCULATOR, ""),
        "mui": of(medicines.CALCULATOR, "mui"),
        "folate": None if folate is None else "low" if folate.below(FOLATE_LOW_BELOW) else "not low",
        "first_test": when_to_test.first_test(bool(given.get("nitrous_oxide")), bool(given["pregnant"])),
    }


def _sentence(b12: Outcome | None, parts: Sequence[Part], given: Answers) -> str:
    """The one sentence that is announced: on B12 where it was measured, else on what comes first."""
    if b12 is None:
        said = [part.outcome.sentence for part in parts if isinstance(part.outcome, Outcome)]
        return said[0] if said else NO_B12
    if _interference(given, b12):
        return f"{b12.sentence.rstrip('.')}; {b12_status.OURS}{UNREADABLE_IF[0].lower()}{UNREADABLE_IF[1:]}."
    return b12.sentence


def _catalogue() -> dict[str, Input]:
    """Every input of the calculators asked, once each, with what only a report has."""
    asked = (b12_status, blood_count, kidney_function, medicines, when_to_test)
    found = {each.key: each for module in reversed(asked) for each in module.CALCULATOR.inputs}
    risks = found.pop("risk_factors")
    assert isinstance(risks, Checklist)
    items = {key: words for key, words in risks.items.items() if key != "nitrous_oxide"}
    items["medicines"] = "Another medicine: colchicine, phenobarbital, pregabalin, primidone or topiramate"
    own: Sequence[Input] = (
        Pasted("report", "Paste a report", 200_000, "Its lines as text, or FHIR as JSON. You confirm what was read."),
        FOLATE.quantity(label="Folate in serum"),
        Choice("anti_if", "Intrinsic factor antibodies", {"positive": "Positive", "negative": "Negative"}),
        replace(risks, items=items),
    )
    del found["red_flags"]
    return {**found, **{each.key: each for each in own}}


KEYS = {
    "": ("report",),
    "B12 tests": (*B12_KEYS, "anti_if"),
    "Other results": ("haemoglobin", "mcv", "folate", "creatinine", "egfr"),
    "About you": (
        "age",
        "sex",
        "neurological",
        "nitrous_oxide",
        "pregnant",
        "pregnancy_trimester",
        "contraceptive",
        "taking_b12",
    ),
    "Medicines": MEDICINE_KEYS,
    "Symptoms and risk factors": ("symptoms", "risk_factors"),
    "My laboratory’s own limits": (
        "lab_lower",
        "lab_upper",
        "active_lower",
        "active_upper",
        "mma_upper",
        "homocysteine_upper",
    ),
}
FOLDED = ("Medicines", "Symptoms and risk factors", "My laboratory’s own limits")
HINTS = {
    "B12 tests": "Leave out what was not measured.",
    "My laboratory’s own limits": "Only if your report names them. Some laboratories use limits of their own.",
}
CATALOGUE = _catalogue()
INPUTS = tuple(CATALOGUE[key] for keys in KEYS.values() for key in keys)

CALCULATOR = Calculator(
    title="What does my whole report say?",
    interpret=interpret,
    button="Read the report",
    inputs=INPUTS,
    groups=tuple(Group(title, keys, folded=title in FOLDED, hint=HINTS.get(title, "")) for title, keys in KEYS.items()),
    bands=b12_status.CALCULATOR.bands,
    notes={
        "antibody": "Antibodies to intrinsic factor were found.",
        "no_antibody": "No antibodies found does not rule gastritis out.",
        "folate_low": "Folate is low too: B12 comes first.",
        "blood_incomplete": "For the blood count, something is missing.",
        "kidney_incomplete": "For kidney function, age and sex are missing.",
        "kidney_pregnant": "In pregnancy the kidney equation does not hold.",
        "egfr_twice": "Kidney function was printed and worked out.",
        **{
            note: label
            for each in (medicines, kidney_function, blood_count, b12_status)
            for note, label in each.CALCULATOR.notes.items()
        },
    },
    urgent=b12_status.CALCULATOR.urgent | medicines.CALCULATOR.urgent,
    value_labels={"egfr": kidney_function.CALCULATOR.value_labels["egfr"], "mui": "Metformin usage index"},
    combines=tuple(each.CALCULATOR for each in (b12_status, blood_count, kidney_function, medicines, when_to_test)),
)
