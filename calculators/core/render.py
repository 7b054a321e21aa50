"""Results and forms as HTML, the same at build time, in tests and in the browser. Every value is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from calculators.core import comparison, confirm
from calculators.core.contract import limit_name
from calculators.core.measure import Measurement, Straddles, text
from calculators.core.model import (
    CHECK_UNIT,
    LOCAL,
    OWN,
    STATUS_WORDS,
    Calculator,
    Constant,
    Declined,
    Limit,
    Outcome,
    Part,
    Reason,
    Source,
)
from calculators.core.run import Result, constants, limits

Cite = Callable[[str], str]
"""Turns a bibliography key into HTML that leads to the work."""

ACRONYM_WORDS = "MMA B12 MUI PPI US EU UK EWGSOP2 AWGS FNIH SDOC ASM DXA BIA SPPB TUG"
ACRONYMS = {"EGFR": "eGFR", **{word: word for word in ACRONYM_WORDS.split()}}
SHOWN, FEW = 6, 3
"""Digits of a value that a reader is shown: of a conversion, and of an estimate, which has a label of its own."""
NOT_REVIEWED = "No clinician has reviewed this page yet. It explains a guideline; it cannot examine you."


def words_id(calculator: Calculator, kind: str, name: str) -> str:
    """The id of the page's block with the words for a band or a note; a shared note has those of who declares it."""
    if kind == "band":
        return f"{calculator.name}-{name}"
    owner = next((each for each in calculator.combines if kind == "note" and name in each.notes), calculator)
    return f"{owner.name}-{kind}-{name}"


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
    if isinstance(outcome, Outcome) and outcome.readings:
        return confirm.readings(calculator, outcome)
    if isinstance(outcome, Outcome) and calculator.combines:
        return _combined(result, outcome, cite)
    urgent = [note for note in outcome.notes if note in calculator.urgent]
    parts = [_notes(calculator, urgent, "calc-urgent"), _unit_checks(result)]
    if isinstance(outcome, Outcome):
        parts += [f"<figure>{chart.svg()}</figure>" for chart in outcome.charts]
        parts.append(comparison.html(outcome.comparison) if outcome.comparison else "")
        parts.append(_advice(calculator, outcome))
    parts.append(_to_say(result))
    misleading = [note for note in outcome.notes if note not in calculator.urgent and note != CHECK_UNIT]
    if misleading:
        parts.append(f"{_heading('What could mislead')}{_notes(calculator, misleading, 'calc-note')}")
    parts.append(_reasons(result, cite))
    parts.append(f'<p class="calc-unreviewed" data-copy-part>{NOT_REVIEWED}</p>')
    return "".join(parts)


def _combined(result: Result, outcome: Outcome, cite: Cite) -> str:
    """The answers of several calculators as one: urgent notes once, this one's own notes, then part by part."""
    calculator = result.calculator
    urgent = [note for note in outcome.notes if note in calculator.urgent]
    shared = {note for each in calculator.combines for note in each.notes}
    own = [note for note in outcome.notes if note not in shared and note != CHECK_UNIT]
    parts = [_notes(calculator, urgent, "calc-urgent"), _unit_checks(result), _notes(calculator, own, "calc-note")]
    parts += [_part(result, part, cite) for part in outcome.parts]
    parts += [_to_say(result), _folded_values(calculator, outcome)]
    return "".join([*parts, f'<p class="calc-unreviewed" data-copy-part>{NOT_REVIEWED}</p>'])


def _part(result: Result, part: Part, cite: Cite) -> str:
    """What one of the calculators says: its sentence, picture, next step, what could mislead, and why."""
    calculator, outcome = part.calculator, part.outcome
    said = outcome.sentence if isinstance(outcome, Outcome) else outcome.reason
    assert result.outcome is not None
    repeated = isinstance(result.outcome, Outcome) and result.outcome.sentence == said
    parts = [_heading(calculator.title)]
    parts += [] if repeated else [f"<p data-copy-part><strong>{escape(said)}</strong></p>"]
    if isinstance(outcome, Outcome):
        parts += [f"<figure>{chart.svg()}</figure>" for chart in outcome.charts]
        parts.append(_advice(calculator, outcome) if part.advice else "")
    misleading = [note for note in outcome.notes if note not in calculator.urgent]
    parts.append(_notes(calculator, misleading, "calc-note"))
    parts.append(_reasons(Result(calculator, outcome, read=result.read), cite))
    return "".join(parts)


def _advice(calculator: Calculator, outcome: Outcome) -> str:
    if outcome.situation:
        return slot(calculator, "when", outcome.situation)
    return slot(calculator, "band", outcome.band) if outcome.band else _values(calculator, outcome)


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


def _values(calculator: Calculator, outcome: Outcome) -> str:
    labels = calculator.value_labels
    rows = "".join(
        f"<tr><th scope=row>{escape(labels.get(key) or key.replace('_', ' '))}</th>"
        f"<td>{escape(_shown(value, FEW if key in labels else SHOWN, calculator.value_words))}</td></tr>"
        for key, value in outcome.values.items()
        if value is not None
    )
    return f'<table class="calc-values" data-copy-part><tbody>{rows}</tbody></table>'


def _shown(value: float | str | None, digits: int, words: Mapping[str, str]) -> str:
    if isinstance(value, int | float):
        return text(float(f"{value:.{digits}g}"))
    if not words:
        return (value or "").replace("_", " ")
    return ", ".join(words.get(each, each) for each in (value or "").split(","))


def _to_say(result: Result) -> str:
    typed = f"<p data-copy-part><strong>I entered.</strong> {escape(given_words(result))}</p>"
    return (
        f'<div class="calc-take">{typed}<p class="calc-buttons">'
        '<button type="button" data-do="copy">Copy this</button> '
        '<button type="button" data-do="print">Print</button> '
        '<button type="button" data-do="link">Copy a link that holds what I entered</button></p></div>'
    )


def given_words(result: Result, most: int = 0) -> str:
    """What was answered in the words of the form: everything, or the first few and how many more."""
    shown = [f"{question.rstrip('?:')}: {answer}." for question, answer in result.answers]
    more = len(shown) - most if most else 0
    return " ".join([*shown[:most], f"And {more} more."] if more > 1 else shown)


def _reasons(result: Result, cite: Cite) -> str:
    outcome = result.outcome
    if isinstance(outcome, Declined):
        return f"<p>Source: {source(outcome.source, cite)}</p>" if outcome.source else ""
    assert outcome is not None
    if not outcome.because:
        return _working(result.calculator, outcome)
    rows = "".join(f"<li>{_reason(result, reason, cite)}</li>" for reason in outcome.because)
    return f'{_heading("Why")}<ul class="calc-reasons">{rows}</ul>{_working(result.calculator, outcome)}'


def _working(calculator: Calculator, outcome: Outcome) -> str:
    return _folded_values(calculator, outcome) if outcome.band else ""


def _folded_values(calculator: Calculator, outcome: Outcome) -> str:
    values = _values(calculator, outcome)
    return f'<details class="calc-working"><summary>How this was worked out</summary>{values}</details>'


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
