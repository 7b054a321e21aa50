"""One way through: what was typed, parsed and checked, interpreted, and given back as a result or errors."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import calculators
from calculators.core import measure
from calculators.core.chart import NumberLine
from calculators.core.measure import Measurement, Straddles
from calculators.core.model import (
    CHECK_UNIT,
    Calculator,
    Checklist,
    Choice,
    Constant,
    Declined,
    Flag,
    Input,
    InputError,
    Limit,
    Outcome,
    Part,
    Pasted,
    Quantity,
    Reason,
)

GROUPS = ("labs", "risk", "nerve", "muscle", "recovery")
UNIT_SUFFIX = ".unit"


@dataclass(frozen=True)
class Result:
    """What came of one request: an outcome, or errors.

    `read` has each quantity as it was understood, `answers` everything that was answered, question and answer in words.
    """

    calculator: Calculator
    outcome: Outcome | Declined | None
    errors: Sequence[InputError] = ()
    read: Mapping[str, Measurement] = field(default_factory=dict)
    unit_checks: Sequence[str] = ()
    answers: Sequence[tuple[str, str]] = ()


@cache
def all_calculators() -> Mapping[str, Calculator]:
    """Every calculator by name, in the order of the groups."""
    found: dict[str, Calculator] = {}
    root = calculators.__path__
    for group in GROUPS:
        paths = [f"{path}/{group}" for path in root]
        for module in sorted(info.name for info in pkgutil.iter_modules(paths)):
            loaded = importlib.import_module(f"calculators.{group}.{module}")
            found[module] = loaded.CALCULATOR
    return found


def find(name: str) -> Calculator:
    """The calculator of that name; `InputError` at `calculator` with the nearest names if there is none."""
    known = all_calculators()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4) or list(known)
    raise InputError("calculator", f"There is no calculator called {name}. Did you mean {', '.join(near)}?")


def limits(calculator: Calculator) -> Mapping[str, Limit]:
    """The calculator's limits by name: the constants its module holds."""
    module = vars(sys.modules[calculator.interpret.__module__])
    return {name: value for name, value in module.items() if isinstance(value, Limit)}


def constants(calculator: Calculator) -> Mapping[str, Constant]:
    """The constants of the calculator's formulas, by name."""
    module = vars(sys.modules[calculator.interpret.__module__])
    return {name: value for name, value in module.items() if isinstance(value, Constant)}


def run(calculator: Calculator, given: Mapping[str, str]) -> Result:
    """Interpret what was typed, key by key. Empty values are absent; every problem is an error at its field."""
    typed = {key: value for key, value in given.items() if value.strip()}
    errors = list(_unknown_keys(calculator, typed))
    answers: dict[str, Any] = {}
    for each in _followers_last(calculator.inputs):
        try:
            answers[each.key] = _read(each, typed, answers)
        except InputError as error:
            errors.append(error)
    if errors:
        return Result(calculator, None, _in_form_order(calculator, errors))
    read = {key: value for key, value in answers.items() if isinstance(value, Measurement)}
    try:
        cut: dict[str, str] = {}
        outcome = _combine(calculator, list(_explore(calculator, answers, cut)), cut)
    except InputError as error:
        return Result(calculator, None, [error], read)
    checks = [*outcome.checks] if isinstance(outcome, Outcome) else []
    checks += [
        f"{each.label}: {read[each.key].typed} is unusual. "
        + measure.unit_advice(read[each.key].bound, read[each.key].unit, each)
        for each in calculator.inputs
        if isinstance(each, Quantity) and each.key in read and measure.unusual(read[each.key], each)
    ]
    words = [
        (each.label, _answer(each, answers[each.key])) for each in calculator.inputs if answers[each.key] is not None
    ]
    return Result(calculator, _finish(calculator, outcome, bool(checks)), (), read, checks, words)


def _answer(each: Input, value: Any) -> str:
    """An answer in the words of the form."""
    match each:
        case Quantity():
            return each.words[value] if isinstance(value, str) else str(value.typed)
        case Choice():
            return each.options[value]
        case Flag():
            return "yes" if value else "no"
        case Checklist():
            return "; ".join(words for key, words in each.items.items() if key in value) or "none of these"
        case Pasted():
            return f"{len(value)} characters"


def _followers_last(inputs: Sequence[Input]) -> list[Input]:
    return sorted(inputs, key=lambda each: isinstance(each, Quantity) and bool(each.unit_of))


def _in_form_order(calculator: Calculator, errors: Sequence[InputError]) -> list[InputError]:
    order = [each.key for each in calculator.inputs]
    return sorted(errors, key=lambda error: order.index(error.field) if error.field in order else len(order))


def _unknown_keys(calculator: Calculator, typed: Mapping[str, str]) -> Iterator[InputError]:
    known = [each.key for each in calculator.inputs]
    units = [each.key + UNIT_SUFFIX for each in calculator.inputs if isinstance(each, Quantity)]
    for key in typed:
        if key not in known + units:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else f" It asks for {', '.join(known)}."
            yield InputError(key, f"{calculator.name} does not ask for {measure.quoted(key)}.{hint}")


def _read(each: Input, typed: Mapping[str, str], answers: Mapping[str, Any]) -> Any:
    value = typed.get(each.key, "").strip()
    if not value:
        return None
    match each:
        case Quantity():
            if (word := value.casefold().replace(" ", "_")) in each.words:
                return word
            followed = answers.get(each.unit_of) if each.unit_of else None
            if each.unit_of and followed is None:
                if typed.get(each.unit_of):
                    return None  # that result has an error of its own
                raise InputError(each.key, f"{each.label}: enter the result that this limit belongs to as well.")
            return measure.parse(value, typed.get(each.key + UNIT_SUFFIX, ""), each, followed.unit if followed else "")
        case Choice():
            return _one_of(value, each.key, each.label, each.options)
        case Flag():
            return _one_of(value, each.key, each.label, {"yes": "", "no": ""}) == "yes"
        case Checklist():
            ids = [item.strip() for item in value.split(",") if item.strip()]
            if not ids:
                return None
            picked = frozenset(_one_of(item, each.key, each.label, {**each.items, "none": ""}) for item in ids)
            if "none" in picked and len(picked) > 1:
                raise InputError(each.key, f"{each.label}: choose either “none of these” or what applies, not both.")
            return picked - {"none"}
        case Pasted():
            if len(value) > each.most:
                raise InputError(each.key, f"{each.label}: this text is too long. Paste only the lines with results.")
            return value


def _one_of(value: str, key: str, label: str, options: Mapping[str, str]) -> str:
    folded = value.casefold()
    if folded not in options:
        raise InputError(
            key, f"{label}: {measure.quoted(value)} is not an answer taken here. Use one of {', '.join(options)}."
        )
    return folded


def _explore(calculator: Calculator, answers: dict[str, Any], cut: dict[str, str]) -> Iterator[Outcome | Declined]:
    """The outcome, or one for each side of every limit that a censored value straddles; `cut` gathers those values."""
    try:
        yield calculator.interpret(**answers)
    except Straddles as straddled:
        cut[straddled.key] = straddled.low.typed
        yield from _explore(calculator, {**answers, straddled.key: straddled.low}, cut)
        yield from _explore(calculator, {**answers, straddled.key: straddled.high}, cut)


def _combine(
    calculator: Calculator, outcomes: Sequence[Outcome | Declined], cut: Mapping[str, str]
) -> Outcome | Declined:
    """One outcome where all agree on the band, with the notes that are sure or urgent; else a decline."""
    first = outcomes[0]
    if len(outcomes) == 1:
        return first
    notes = [note for note in first.notes if all(note in each.notes for each in outcomes)]
    notes += [note for each in outcomes for note in each.notes if note in calculator.urgent]
    agreed = [each for each in outcomes if isinstance(each, Outcome)]
    if isinstance(first, Declined) or len(agreed) < len(outcomes):
        declined = next(each for each in outcomes if isinstance(each, Declined))
        return replace(declined, notes=notes, first=_common([each.first for each in outcomes]))
    labels = {each.key: each.label for each in calculator.inputs}
    values = " and ".join(f"{labels[key]} ({typed})" for key, typed in cut.items())
    bands = list(dict.fromkeys(str(each.band) for each in agreed))
    if len(bands) > 1:
        possible = " or ".join(f"“{_in_words(calculator, band)}”" for band in bands)
        reason = (
            f"{values} lies on both sides of a limit that decides the answer: it could be {possible}. "
            "Ask the laboratory for the exact number."
        )
        return Declined(reason, notes=notes, first=_common([each.first for each in outcomes]))
    return _merged(calculator, agreed, notes, values, cut)


def _merged(
    calculator: Calculator, agreed: Sequence[Outcome], notes: Sequence[str], values: str, cut: Mapping[str, str]
) -> Outcome:
    """What all of them say; a sentence, a situation or a value that differs is not said."""
    first = agreed[0]
    because: list[Reason] = []
    for each in agreed:
        because += [reason for reason in each.because if reason not in because]
    charts = [
        chart if all(chart in each.charts for each in agreed) else replace(chart, place=None)
        for chart in first.charts
        if isinstance(chart, NumberLine)
    ]
    sentence = first.sentence
    if any(each.sentence != sentence for each in agreed):
        band = f"“{_in_words(calculator, first.band)}”" if first.band else "the same"
        sentence = f"Whatever the exact value of {values}, the answer is {band}."
    return replace(
        first,
        values={
            key: v if all(each.values.get(key) == v for each in agreed) else None for key, v in first.values.items()
        },
        because=because,
        charts=charts,
        notes=notes,
        sentence=sentence,
        first=_common([each.first for each in agreed]),
        situation=_common([each.situation for each in agreed]),
        parts=_merged_parts(agreed, cut),
    )


def _common(said: Sequence[str]) -> str:
    """What all say; nothing where one says something else."""
    return said[0] if len(set(said)) == 1 else ""


def _merged_parts(agreed: Sequence[Outcome], cut: Mapping[str, str]) -> list[Part]:
    """The parts that all have, each with what all of them say of it."""
    parts = []
    for part in agreed[0].parts:
        same = [other for each in agreed for other in each.parts if other.calculator is part.calculator]
        asked = {each.key for each in part.calculator.inputs}
        own = {key: typed for key, typed in cut.items() if key in asked}
        if len(same) == len(agreed):
            outcome = _combine(part.calculator, [each.outcome for each in same], own) if own else part.outcome
            parts.append(replace(part, outcome=outcome, advice=all(each.advice for each in same)))
    return parts


def _in_words(calculator: Calculator, band: str) -> str:
    words = calculator.bands[band]
    return words[0].lower() + words[1:]


def _finish(calculator: Calculator, outcome: Outcome | Declined, check_unit: bool) -> Outcome | Declined:
    given = {note for note in (*outcome.notes, CHECK_UNIT if check_unit else "") if note}
    notes = tuple(note for note in calculator.all_notes if note in given)
    if stray := given - set(notes):
        raise LookupError(f"{calculator.name} gives notes it does not declare: {stray}")
    if isinstance(outcome, Declined):
        return replace(outcome, notes=notes)
    if outcome.band is not None and outcome.band not in calculator.bands:
        raise LookupError(f"{calculator.name} gives a band it does not declare: {outcome.band}")
    if outcome.situation and outcome.situation not in calculator.situations:
        raise LookupError(f"{calculator.name} gives a situation it does not declare: {outcome.situation}")
    values = {
        key: measure.rounded(value) if isinstance(value, float) else value for key, value in outcome.values.items()
    }
    parts = [replace(part, outcome=_finish(part.calculator, part.outcome, False)) for part in outcome.parts]
    return replace(outcome, notes=notes, values=values, parts=parts)
