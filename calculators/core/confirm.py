"""What was read of a pasted report as HTML, to be confirmed; every value is escaped here."""

from __future__ import annotations

import json
from html import escape

from calculators.core.model import Calculator, Outcome, Reading

MOST_READINGS = 60
"""Lines of a pasted report that are shown, of those read and of those not."""


def readings(calculator: Calculator, outcome: Outcome) -> str:
    """What was read of a pasted report, line by line, with a button for each line and one for all."""
    labels = {each.key: each.label for each in calculator.inputs}
    read, missed = [each for each in outcome.readings if each.key], [each for each in outcome.readings if not each.key]
    rows = "".join(_read(each, labels[each.key]) for each in read[:MOST_READINGS])
    others = "".join(f"<li>“{escape(each.words)}”<br>{escape(each.problem)}</li>" for each in missed[:MOST_READINGS])
    kept = {key: str(value) for key, value in outcome.values.items() if key in labels}
    more = len(missed) - MOST_READINGS
    return (
        (f'<ul class="calc-read">{rows}</ul>' if read else "")
        + (f'<p class="calc-buttons">{_fill("These are right: fill them in", kept)}</p>' if kept else "")
        + (f'<h2 class="calc-heading">Not read</h2><ul>{others}</ul>' if missed else "")
        + (f"<p>And {more} more lines.</p>" if more > 0 else "")
    )


def _read(reading: Reading, question: str) -> str:
    """One line that was read: the answer, the words it is from, the printed range, and a button to fill in just it."""
    printed = f"<br>Printed range, not used: {escape(reading.printed_range)}" if reading.printed_range else ""
    problem = f"<br><strong>{escape(reading.problem)}</strong>" if reading.problem else ""
    return (
        f"<li><strong>{escape(question)}: {escape(reading.typed)}</strong> "
        f"{_fill('Fill in this one', {reading.key: reading.typed})}{problem}"
        f'<br><span class="calc-source">from “{escape(reading.words)}”{printed}</span></li>'
    )


def _fill(words: str, given: dict[str, str]) -> str:
    """A button that puts answers into the form."""
    held = escape(json.dumps(given, ensure_ascii=False))
    return f'<button type="button" data-do="fill" data-given="{held}">{escape(words)}</button>'
