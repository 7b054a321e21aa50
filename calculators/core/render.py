"""Results and forms as HTML, the same at build time, in tests and in the browser. Every value is escaped here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from html import escape

from calculators.core.contract import limit_name
from calculators.core.measure import Measurement, Straddles, text
from calculators.core.model import (
    CHECK_UNIT,
    LOCAL,
    OWN,
    STATUS_WORDS,
    Calculator,
    Checklist,
    Choice,
    Constant,
    Declined,
    Flag,
    Group,
    Input,
    Limit,
    Outcome,
    Quantity,
    Reason,
    Source,
)
from calculators.core.run import Result, constants, limits

Cite = Callable[[str], str]
"""Turns a bibliography key into HTML that leads to the work."""

ACRONYMS = {"EGFR": "eGFR", **{word: word for word in ("MMA", "B12", "MUI", "PPI", "US", "EU", "UK")}}
SHOWN = 6
"""Digits of a value that a reader is shown."""
NOT_REVIEWED = "No clinician has reviewed this page yet. It explains a guideline; it cannot examine you."


def words_id(calculator: Calculator, kind: str, name: str) -> str:
    """The id of the page's block with the words for a band or a note."""
    return f"{calculator.name}-{name}" if kind == "band" else f"{calculator.name}-{kind}-{name}"


def slot(calculator: Calculator, kind: str, name: str) -> str:
    """A place that the page fills with the words written for a band or a note."""
    return f'<div data-words="{escape(words_id(calculator, kind, name))}"></div>'


def headline(result: Result) -> str:
    """What is announced: where to get help, if that comes first, then what is said and who says so."""
    outcome = result.outcome
    if outcome is None:
        return ""
    said = outcome.sentence if isinstance(outcome, Outcome) else outcome.reason
    first = f'<p class="calc-first" data-copy-part>{escape(outcome.first)}</p>' if outcome.first else ""
    return f'{first}<p class="calc-sentence" data-copy-part>{escape(said)}</p>'


def body(result: Result, cite: Cite) -> str:
    """Everything below the sentence: act-today notes, chart, next step, what to say, what could mislead, reasons."""
    calculator, outcome = result.calculator, result.outcome
    assert outcome is not None, "errors have no body"
    urgent = [note for note in outcome.notes if note in calculator.urgent]
    parts = [_notes(calculator, urgent, "calc-urgent"), _unit_checks(result)]
    if isinstance(outcome, Outcome):
        parts += [f"<figure>{chart.svg()}</figure>" for chart in outcome.charts]
        parts.append(_advice(calculator, outcome))
    parts.append(_to_say(result))
    misleading = [note for note in outcome.notes if note not in calculator.urgent and note != CHECK_UNIT]
    if misleading:
        parts.append(f"{_heading('What could mislead')}{_notes(calculator, misleading, 'calc-note')}")
    parts.append(_reasons(result, cite))
    parts.append(f'<p class="calc-unreviewed" data-copy-part>{NOT_REVIEWED}</p>')
    return "".join(parts)


def _advice(calculator: Calculator, outcome: Outcome) -> str:
    if outcome.situation:
        return slot(calculator, "when", outcome.situation)
    return slot(calculator, "band", outcome.band) if outcome.band else _values(outcome)


def _unit_checks(result: Result) -> str:
    assert result.outcome is not None
    if CHECK_UNIT not in result.outcome.notes:
        return ""
    checks = "".join(f"<p>{escape(check)}</p>" for check in result.unit_checks)
    label = result.calculator.all_notes[CHECK_UNIT]
    return f'<div class="calc-note" data-note="{CHECK_UNIT}"><p><strong>{escape(label)}</strong></p>{checks}</div>'


def _heading(words: str) -> str:
    return f'<h2 class="calc-heading">{escape(words)}</h2>'


def _notes(calculator: Calculator, notes: Iterable[str], css: str) -> str:
    labels = calculator.all_notes
    return "".join(
        f'<div class="{css}" data-note="{note}"><p data-copy-part><strong>{escape(labels[note])}</strong></p>'
        f"{slot(calculator, 'note', note)}</div>"
        for note in notes
    )


def _values(outcome: Outcome) -> str:
    rows = "".join(
        f"<tr><th scope=row>{escape(key.replace('_', ' '))}</th><td>{escape(_shown(value))}</td></tr>"
        for key, value in outcome.values.items()
        if value is not None
    )
    return f'<table class="calc-values" data-copy-part><tbody>{rows}</tbody></table>'


def _shown(value: float | str | None) -> str:
    return text(float(f"{value:.{SHOWN}g}")) if isinstance(value, int | float) else value or ""


def _to_say(result: Result) -> str:
    typed = f"<p data-copy-part><strong>I entered.</strong> {escape(given_words(result))}</p>"
    return (
        f'<div class="calc-take">{typed}<p class="calc-buttons">'
        '<button type="button" data-do="copy">Copy this</button> '
        '<button type="button" data-do="print">Print</button> '
        '<button type="button" data-do="link">Copy a link that holds what I entered</button></p></div>'
    )


def given_words(result: Result) -> str:
    """Everything that was answered, in the words of the form."""
    return " ".join(f"{question.rstrip('?:')}: {answer}." for question, answer in result.answers)


def _reasons(result: Result, cite: Cite) -> str:
    outcome = result.outcome
    if isinstance(outcome, Declined):
        return f"<p>Source: {source(outcome.source, cite)}</p>" if outcome.source else ""
    assert outcome is not None
    if not outcome.because:
        return ""
    rows = "".join(f"<li>{_reason(result, reason, cite)}</li>" for reason in outcome.because)
    return f'{_heading("Why")}<ul class="calc-reasons">{rows}</ul>{_working(outcome)}'


def _working(outcome: Outcome) -> str:
    if outcome.band is None:
        return ""
    return f'<details class="calc-working"><summary>How this was worked out</summary>{_values(outcome)}</details>'


def _reason(result: Result, reason: Reason, cite: Cite) -> str:
    limit, value = reason.limit, result.read.get(reason.key)
    at = f"{text(limit.values[reason.unit])} {reason.unit}"
    name = limit_name(result.calculator, limit)
    compared = f"; yours, {value.typed}, is {_relation(value, limit)}" if value else ""
    note = (
        "your own laboratory’s limit"
        if limit.source.key == LOCAL
        else f"{source(limit.source, cite)}; {_status(limit)}"
    )
    label = "" if limit.source.key == LOCAL else f"{limit_words(name)} "
    return f'{escape(label)}<strong>{escape(at + compared)}</strong> <span class="calc-source">({note})</span>'


def _relation(value: Measurement, limit: Limit) -> str:
    try:
        return "below it" if value.below(limit) else "above it" if value.above(limit) else "exactly that"
    except Straddles:
        return "on one side of it or the other"


def _status(limit: Limit | Constant) -> str:
    return f'<span class="calc-status calc-status--{limit.status}">{STATUS_WORDS[limit.status]}</span>'


def source(which: Source, cite: Cite) -> str:
    """A source as a reader sees it: the work, and the place in it."""
    if which.key == OWN:
        return f"this site’s own rule, {escape(which.where)}"
    return f"{cite(which.key)}, {escape(which.where)}"


def limit_words(name: str) -> str:
    """A limit's name in words: CONFIRMED_BELOW reads 'Confirmed below'."""
    first, *rest = name.split("_")
    return " ".join([ACRONYMS.get(first, first.capitalize()), *(ACRONYMS.get(word, word.lower()) for word in rest)])


def limits_table(calculators: Sequence[Calculator], cite: Cite) -> str:
    """Every limit the calculators use, in each unit its source prints, with source and status."""
    rows = "".join(
        f"<tr><th scope=row>{escape(limit_words(name))}<br><code>{name.replace('_', '_<wbr>')}</code></th>"
        f"<td>{'<br>'.join(f'{text(value)} {escape(unit)}' for unit, value in limit.values.items())}</td>"
        f"<td>{source(limit.source, cite)}</td><td>{_status(limit)}</td></tr>"
        for each in calculators
        for name, limit in limits(each).items()
    )
    return table("Limits", ("Limit", "Value", "Source", "What was read"), rows)


def constants_table(calculator: Calculator, cite: Cite) -> str:
    """The constants of a calculator's formulas, as their sources print them."""
    rows = "".join(
        f"<tr><th scope=row>{escape(limit_words(name))}</th><td>{escape(f'{each} {each.unit}'.strip())}</td>"
        f"<td>{source(each.source, cite)}</td><td>{_status(each)}</td></tr>"
        for name, each in constants(calculator).items()
    )
    return (
        table(f"Constants: {calculator.title}", ("Constant", "Value", "Source", "What was read"), rows) if rows else ""
    )


def table(label: str, columns: Sequence[str], rows: str) -> str:
    """A table that scrolls by itself on a narrow screen. `rows` is HTML."""
    head = "".join(f"<th scope=col>{escape(column)}</th>" for column in columns)
    return (
        f'<div class="calc-scroll" tabindex="0" role="region" aria-label="{escape(label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def error_summary(result: Result) -> str:
    """The list of problems above the form, each leading to its field."""
    name = result.calculator.name
    rows = "".join(
        f'<li><a href="#{name}-{escape(error.field)}">{escape(error.message)}</a></li>' for error in result.errors
    )
    return (
        f'<div class="calc-errors" role="alert" tabindex="-1" aria-labelledby="{name}-errors">'
        f'<h2 class="calc-heading" id="{name}-errors">There is a problem</h2><ul>{rows}</ul></div>'
    )


def form(calculator: Calculator, size: str) -> str:
    """The form: every input with its label, hint, unit and a place for its error. `size`: what first use loads."""
    asked = {each.key: each for each in calculator.inputs}
    grouped = {key for group in calculator.groups for key in group.keys}
    rest = [Group("", [key for key in asked if key not in grouped])] if set(asked) - grouped else []
    fields = "".join(_group(calculator, group, asked) for group in [*calculator.groups, *rest])
    return (
        f'<form data-calculator="{calculator.name}" method="dialog" novalidate autocomplete="off">'
        f"{_presets(calculator)}{fields}"
        f'<p class="calc-buttons"><button type="submit">{escape(calculator.button)} '
        f"<small data-progress>(downloads {escape(size)}, once)</small></button> "
        '<button type="reset">Clear</button></p>'
        '<p class="calc-download" data-download>The answer is worked out by Python on your own device. '
        "What you type stays on this page.</p></form>"
    )


def _presets(calculator: Calculator) -> str:
    if not calculator.presets:
        return ""
    buttons = " ".join(
        f'<button type="button" data-do="preset" data-given="{escape(json.dumps(dict(given)))}">{escape(name)}</button>'
        for name, given in calculator.presets.items()
    )
    return f'<p class="calc-buttons">Start from: {buttons}</p>'


def _group(calculator: Calculator, group: Group, asked: dict[str, Input]) -> str:
    fields = "".join(_field(calculator, asked[key]) for key in group.keys)
    hint = f'<p class="calc-hint">{escape(group.hint)}</p>' if group.hint else ""
    if group.searchable:
        hint += '<label class="calc-search">Find <input type="search" data-search autocomplete="off"></label>'
    if group.folded:
        return f'<details class="calc-group"><summary>{escape(group.title)}</summary>{hint}{fields}</details>'
    legend = f"<legend>{escape(group.title)}</legend>" if group.title else ""
    return f'<fieldset class="calc-group">{legend}{hint}{fields}</fieldset>'


def _field(calculator: Calculator, each: Input) -> str:
    ident = f"{calculator.name}-{each.key}"
    hint = f'<span class="calc-hint" id="{ident}-hint">{escape(each.hint)}</span>' if each.hint else ""
    error = f'<span class="calc-error" id="{ident}-error" data-error-for="{each.key}" hidden></span>'
    described = f'aria-describedby="{f"{ident}-hint " if each.hint else ""}{ident}-error"'
    match each:
        case Quantity():
            control = _number(each, ident, described)
        case Choice():
            options = "".join(f'<option value="{key}">{escape(label)}</option>' for key, label in each.options.items())
            control = f'<select id="{ident}" name="{each.key}" {described}><option value=""></option>{options}</select>'
        case Flag():
            return _boxes(each, ident, hint + error, "radio", {"yes": "Yes", "no": "No", "": "No answer"})
        case Checklist():
            return _boxes(each, ident, hint + error, "checkbox", {**each.items, "none": "None of these"})
    return f'<div class="calc-field"><label for="{ident}">{escape(each.label)}</label>{hint}{error}{control}</div>'


def _number(each: Quantity, ident: str, described: str) -> str:
    box = (
        f'<input id="{ident}" name="{each.key}" type="text" inputmode="decimal" autocomplete="off" '
        f'spellcheck="false" {described}>'
    )
    if each.unit_of:
        unit = ""
    elif len(each.units) == 1:
        unit = f'<span class="calc-unit">{escape(next(iter(each.units)))}</span>'
    else:
        options = "".join(f'<option value="{escape(unit)}">{escape(unit)}</option>' for unit in each.units)
        unit = (
            f'<select name="{each.key}.unit" aria-label="Unit of {escape(each.label)}" data-analyte="{each.key}">'
            f'<option value="">unit</option>{options}</select>'
        )
    return f'<span class="calc-entry">{box}{unit}</span>'


def _boxes(each: Flag | Checklist, ident: str, before: str, kind: str, options: dict[str, str]) -> str:
    boxes = "".join(
        f'<label class="calc-box"><input type="{kind}" name="{each.key}" value="{value}"'
        f"{f' id={ident}' if index == 0 else ''}{' checked' if kind == 'radio' and not value else ''}> "
        f"<span>{escape(label)}</span></label>"
        for index, (value, label) in enumerate(options.items())
    )
    return (
        f'<fieldset class="calc-field calc-field--{each.kind}" aria-describedby="{ident}-error">'
        f"<legend>{escape(each.label)}</legend>{before}<div class=calc-options>{boxes}</div></fieldset>"
    )
