"""Forms as HTML, from a calculator's declaration. Every value is escaped here."""

from __future__ import annotations

import json
from html import escape

from calculators.core.measure import text
from calculators.core.model import Calculator, Checklist, Choice, Flag, Group, Input, Pasted, Quantity


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
        f'{_again(calculator)}<button type="reset">Clear</button></p>'
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
    return f'<p class="calc-buttons">Start from: {buttons}</p>{_how_to_slide(calculator)}'


def _slides(calculator: Calculator) -> bool:
    return any(isinstance(each, Quantity) and each.slider for each in calculator.inputs)


def _how_to_slide(calculator: Calculator) -> str:
    if not _slides(calculator):
        return ""
    first = escape(next(iter(calculator.presets)))
    return f'<p class="calc-hint" data-slides hidden>Or move a slider. What is empty starts from “{first}”.</p>'


def _again(calculator: Calculator) -> str:
    """Back to where the sliders start."""
    if not _slides(calculator):
        return ""
    given = escape(json.dumps(dict(next(iter(calculator.presets.values())))))
    return f'<button type="button" data-do="preset" data-given="{given}" data-slides hidden>Start again</button> '


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
            control = _number(each, ident, described) + _slider(calculator, each)
        case Choice():
            options = "".join(f'<option value="{key}">{escape(label)}</option>' for key, label in each.options.items())
            control = f'<select id="{ident}" name="{each.key}" {described}><option value=""></option>{options}</select>'
        case Flag():
            return _boxes(each, ident, hint + error, "radio", {"yes": "Yes", "no": "No", "": "No answer"})
        case Checklist():
            return _boxes(each, ident, hint + error, "checkbox", {**each.items, "none": "None of these"})
        case Pasted():
            control = (
                f'<textarea id="{ident}" name="{each.key}" rows="5" autocomplete="off" spellcheck="false" {described}>'
                '</textarea><p class="calc-buttons"><button type="button" data-do="submit">Read it</button></p>'
            )
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
    return f'<span class="calc-entry">{box}{unit}{_stop_watch(each)}{_words(each)}</span>'


def _stop_watch(each: Quantity) -> str:
    """A button that times; stopwatch.mjs makes it one, and until then it does not show. Only its end is announced."""
    if each.timed is None:
        return ""
    return (
        f'<stop-watch role="group" aria-label="Stop-watch: {escape(each.label)}" data-end="{each.timed:g}">'
        '<button type="button"><span data-word>Time it</span> <span data-seconds aria-hidden="true"></span></button>'
        '<span class="calc-heard" role="status"></span></stop-watch>'
    )


def _slider(calculator: Calculator, each: Quantity) -> str:
    """A slider that types in the box above it. It has no name, so that it is sent once; a script shows it."""
    if not each.slider:
        return ""
    low, high, step = map(text, each.slider)
    start = escape(next(iter(calculator.presets.values()))[each.key])
    return (
        f'<input type="range" data-slider="{each.key}" data-slides hidden min="{low}" max="{high}" step="{step}" '
        f'value="{start}" aria-label="{escape(each.label)}, {escape(next(iter(each.units)))}">'
    )


def _words(each: Quantity) -> str:
    """A button for each answer that is taken in place of a number: a phone's keyboard here has digits only."""
    return "".join(
        f'<button type="button" data-do="type" data-given="{escape(json.dumps({each.key: word.replace("_", " ")}))}">'
        f"{escape(label)}</button>"
        for word, label in each.words.items()
    )


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
