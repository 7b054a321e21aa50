"""Every worked case, typed into the real form in Chromium and read off the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from calculators.core.model import Checklist, Choice
from calculators.core.run import find
from tests.browser.conftest import Form
from tests.cases import Case, all_cases


def can_be_given(case: Case) -> bool:
    """What the form does not offer, or a box ticked against 'none', cannot be given by hand."""
    inputs = find(case.calculator).inputs
    lists = [
        (each, case.given[each.key].split(","))
        for each in inputs
        if isinstance(each, Checklist) and each.key in case.given
    ]
    menus = [(each, case.given[each.key]) for each in inputs if isinstance(each, Choice) and each.key in case.given]
    return all(answer in each.options for each, answer in menus) and all(
        set(ids) <= {*each.items, "none"} and (len(ids) == 1 or "none" not in ids) for each, ids in lists
    )


HALF_A_PER_CENT = 0.005
READ = "rows => Object.fromEntries(rows.map((row) => row.querySelector('strong').textContent.split(': ')))"
"""What was read of a pasted report: the question and the answer of each row."""
CASES = sorted(filter(can_be_given, all_cases()), key=lambda case: case.calculator)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case_holds_in_the_page(case: Case, visit: Page, site: str) -> None:
    form = Form(visit, site, case.calculator)
    if form.form.count() == 0:
        form.open()
    form.clear()
    form.unfold()
    for menu in form.form.locator("select[name$='.unit']").all():
        menu.select_option("")
    form.fill(case.given).submit()
    expected = case.expect
    if "error" in expected:
        assert form.state() == "error"
        assert expected["error"] in form.errors()
        return
    assert form.state() == ("declined" if expected.get("declined") else "ready")
    if expected.get("band"):
        assert form.result.get_attribute("data-band") == expected["band"]
    if "notes" in expected:
        assert sorted(filter(None, form.notes())) == sorted(expected["notes"])
    rows = "rows => Object.fromEntries(rows.map((row) => [...row.cells].map((cell) => cell.textContent)))"
    shown = form.result.locator(".calc-values tr").evaluate_all(rows)
    shown |= form.result.locator(".calc-read li").evaluate_all(READ)
    labels, words = form.calculator.value_labels, form.calculator.value_words
    questions = {each.key: each.label for each in form.calculator.inputs}
    for key, value in expected.get("values", {}).items():
        if key == "lines_not_read":
            continue  # the sentence says it in words
        label = labels.get(key) or key.replace("_", " ")
        read = shown[label if label in shown else questions[key]]
        if isinstance(value, str):
            said = ", ".join(words.get(each, each) for each in value.split(",")) if words else value.replace("_", " ")
            assert read == said or read.startswith("<")
        else:
            rounding = HALF_A_PER_CENT if key in labels else 1e-5  # an estimate is shown with three digits
            assert abs(float(read) - value) <= max(expected.get("within", 0), abs(value) * rounding)
