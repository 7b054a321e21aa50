"""Causes beside what was answered, as HTML: the first at length, the others folded; every value is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from calculators.core.model import Compared


def html(compared: Sequence[Compared]) -> str:
    """The first cause explained, then those that nothing speaks against, then the rest, each in the table's order."""
    first, *others = compared
    open_ones = [each for each in others if not each.against]
    rest = [each for each in others if each.against]
    return (
        f'<h2 class="calc-heading">{escape(first.name)}</h2>{_lists(first)}'
        f"{_group('Other causes: nothing you said speaks against', open_ones)}"
        f"{_group('Other causes: something speaks against', rest)}"
    )


def _group(title: str, compared: Sequence[Compared]) -> str:
    if not compared:
        return ""
    rows = "".join(
        f'<details class="calc-cause"><summary><strong>{escape(each.name)}</strong> '
        f'<span class="calc-source">{len(each.fits)} fit, {len(each.against)} against, '
        f"{len(each.unknown)} not asked</span></summary>{_lists(each)}</details>"
        for each in compared
    )
    return f'<h2 class="calc-heading">{escape(title)}</h2>{rows}'


def _lists(each: Compared) -> str:
    said = {"Fits": each.fits, "Speaks against": each.against, "Not asked": each.unknown}
    rows = "".join(
        f"<li><strong>{title}:</strong> {escape('; '.join(words))}</li>" for title, words in said.items() if words
    )
    tests = f"<li><strong>Doctors often begin with:</strong> {escape(each.tests)}</li>"
    urgent = f"<li><strong>Get help if</strong> {escape(each.help_if)}.</li>" if each.help_if else ""
    return f"<ul data-copy-part>{rows}{tests}{urgent}</ul>"
