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
MEDICINE_KEYS = ("metformin_mg_per_day", "metformin_years", "ppi_years", "h2_years")
TRIMESTERS = ("1", "2", "3")
NERVES = frozenset({"neurology", "vision", "cognition"})
NOTHING = "Enter at least one result, or paste the report."
NOT_READ = (
    "No result was found in this text that belongs here. Paste the lines with the names of the tests, "
    "their results and units, or type the results in."
)
UNREADABLE_IF = "With antibodies to intrinsic factor, a B12 that is not low may be read too high"

Answers = Mapping[str, Any]


def interpret(**answers: Any) -> Outcome | Declined:
    """The band of `b12_status` with what the other calculators say; answers are theirs, by key.

    A pasted `report` is read first and shown for confirmation, and nothing else is answered then. Raises `InputError`
    where nothing was entered, where pregnancy is answered two ways, and wherever an asked calculator does.
    """
    if answers.get("report"):
        return _read(answers["report"])
    given = {**answers, **_pregnancy(answers), **_nerves(answers)}
    parts = [part for part in (_kidney(given), _blood(given), _medicines(given), _tests(given)) if part]
    given["egfr"] = _egfr(given, parts)
    parts += _b12(given)
    if not parts and not given.get("folate"):
        raise InputError("total_b12", NOTHING)
    parts.sort(key=_urgency)
    b12 = next((part.outcome for part in parts if part.calculator is b12_status.CALCULATOR), None)
    notes = [*_own_notes(given), *(note for part in parts for note in part.outcome.notes)]
    first = " ".join(dict.fromkeys(part.outcome.first for part in parts if part.outcome.first))
    if isinstance(b12, Declined):
        return replace(b12, notes=notes, first=first)
    return Outcome(
        b12.band if b12 else None,
        values=_values(given, parts),
        sentence=_sentence(b12, parts, given),
        because=[reason for part in parts if isinstance(part.outcome, Outcome) for reason in part.outcome.because]
        + ([given["folate"].reason(FOLATE_LOW_BELOW)] if given.get("folate") else []),
        notes=notes,
        first=first,
        parts=parts,
    )


def _read(report: str) -> Outcome:
    """What was read of a pasted report, to be confirmed."""
    asked = [each for each in INPUTS if not isinstance(each, Pasted)]
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
        sentence=f"{said}{left}. Hold each against your report before you fill it in.",
        readings=found,
    )


def _pregnancy(answers: Answers) -> dict[str, bool | None]:
    """Whether pregnant, from either question; a contradiction is an error."""
    pregnant, trimester = answers.get("pregnant"), answers.get("pregnancy_trimester")
    by_trimester = None if trimester is None else trimester in TRIMESTERS
    if None not in (pregnant, by_trimester) and pregnant != by_trimester:
        raise InputError("pregnancy_trimester", "The two answers on pregnancy contradict each other. Change one.")
    if by_trimester and answers.get("sex") == "male":
        raise InputError("pregnancy_trimester", "A trimester was chosen together with “male”. Change one of them.")
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
    if not given.get("creatinine") or not given.get("age") or not given.get("sex"):
        return None
    return Part(kidney_function.CALCULATOR, kidney_function.interpret(**_asked(kidney_function.CALCULATOR, given)))


def _blood(given: Answers) -> Part | None:
    if not (given.get("haemoglobin") or given.get("mcv")) or _blood_lacks(given):
        return None
    return Part(blood_count.CALCULATOR, blood_count.interpret(**_asked(blood_count.CALCULATOR, given)))


def _blood_lacks(given: Answers) -> bool:
    """Whether WHO's limit for a haemoglobin cannot be chosen: it depends on age, sex and the third of a pregnancy."""
    if not given.get("haemoglobin") or given.get("pregnancy_trimester") in TRIMESTERS:
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


def _egfr(given: Answers, parts: Sequence[Part]) -> Measurement | None:
    """Kidney function worked out from creatinine, else the one printed."""
    for part in parts:
        if part.calculator is kidney_function.CALCULATOR and isinstance(part.outcome, Outcome):
            rate, unit = float(str(part.outcome.values["egfr"])), kidney_function.RATE
            return Measurement("egfr", rate, rate, unit, EGFR.units, f"{text(float(f'{rate:.3g}'))} {unit}")
    typed: Measurement | None = given.get("egfr")
    return typed


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
    }
    return [note for note, holds in held.items() if holds]


def _values(given: Answers, parts: Sequence[Part]) -> dict[str, float | str | None]:
    said = {part.calculator.name: part.outcome for part in parts if isinstance(part.outcome, Outcome)}

    def of(calculator: Calculator, key: str) -> float | str | None:
        outcome = said.get(calculator.name)
        return None if outcome is None else outcome.values[key] if key else outcome.band

    rate: Measurement | None = given.get("egfr")
    folate: Measurement | None = given.get("folate")
    return {
        "b12_band": of(b12_status.CALCULATOR, ""),
        "egfr": rate.exact if rate else None,
        "blood_band": of(blood_count.CALCULATOR, ""),
        "mui": of(medicines.CALCULATOR, "mui"),
        "folate": None if folate is None else "low" if folate.below(FOLATE_LOW_BELOW) else "not low",
        "first_test": when_to_test.first_test(bool(given.get("nitrous_oxide")), bool(given["pregnant"])),
    }


def _sentence(b12: Outcome | None, parts: Sequence[Part], given: Answers) -> str:
    """The one sentence that is announced: on B12 where it was measured, else on what comes first."""
    if b12 is None:
        said = [part.outcome.sentence for part in parts if isinstance(part.outcome, Outcome)]
        return said[0] if said else "No B12 result was entered."
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
    "My laboratory’s own limits": "Only if your report names them. NICE lets a laboratory use limits of its own.",
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
