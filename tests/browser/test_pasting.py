"""Pasting a report: it is read, shown for confirmation, and filled in; what cannot be read is refused and kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from calculators.core.model import Pasted
from calculators.labs.whole_report import INPUTS
from tests.browser.conftest import Form
from tests.hostile import hostile

REPORT = "Vitamin B12 ... 132,9 pmol/L (145 - 569)\nHb 118 g/L\nFerritin 12 ug/L\nAge: 67  Sex: F\nAnti-IF: negative"
READ_MS = 60_000
LONGEST_LINE = 1000
(MOST,) = [each.most for each in INPUTS if isinstance(each, Pasted)]


def test_a_report_is_read_confirmed_and_filled_in(page: Page, site: str) -> None:
    form = Form(page, site, "whole_report").open().fill({"report": REPORT, "neurological": "yes"})
    form.form.get_by_role("button", name="Read it").click()
    fill = form.result.get_by_role("button", name="These are right: fill them in")
    expect(fill).to_be_visible(timeout=READ_MS)
    expect(form.result.locator(".calc-read")).to_contain_text("145 - 569")  # shown, and used for nothing
    expect(form.result).to_contain_text("Ferritin 12 ug/L")
    expect(form.field("total_b12")).to_have_value("")  # nothing counts before it is confirmed
    fill.click()
    expect(form.result).to_have_attribute("data-band", "confirmed", timeout=READ_MS)
    values = {"total_b12": "132.9 pmol/L", "haemoglobin": "118 g/L", "age": "67 years", "sex": "female"}
    for key, value in values.items():
        expect(form.field(key)).to_have_value(value)
    expect(form.field("report")).to_have_value("")
    expect(form.form.locator("[name=neurological][value=yes]")).to_be_checked()  # what was answered before stays
    expect(form.result).to_contain_text("No antibodies found")


def test_one_line_can_be_filled_in_by_itself(page: Page, site: str) -> None:
    form = Form(page, site, "whole_report").open()
    form.fill({"report": "Vitamin B12 179 ng/L\nVitamin B12 250 ng/L\nMCV 95 fL"}).submit()
    rows = form.result.locator(".calc-read li")
    expect(rows).to_have_count(3)
    rows.nth(1).get_by_role("button").click()
    expect(form.field("total_b12")).to_have_value("250 ng/L")
    expect(form.field("mcv")).to_have_value("")
    expect(rows).to_have_count(3)  # the others can still be filled in


@pytest.mark.parametrize("report", ["Thank you for your letter of 3 March.", "[" * 60, "Vitamin B12 " * (MOST // 10)])
def test_what_cannot_be_read_is_refused_and_kept(page: Page, site: str, report: str) -> None:
    form = Form(page, site, "whole_report").open().fill({"report": report}).submit()
    assert form.state() == "error"
    assert "report" in form.errors()
    assert form.field("report").input_value() == report


def test_hostile_lines_are_shown_as_text(page: Page, site: str) -> None:
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    form = Form(page, site, "whole_report").open()
    lines = [" ".join(each.split())[:LONGEST_LINE] for each in hostile()]
    for start in range(0, len(lines), 100):
        text = "\n".join(f"Vitamin B12 {line} 179 ng/L" for line in lines[start : start + 100])
        form.fill({"report": text}).submit()
        assert form.state() == "ready"
        assert form.result.locator("img, script, iframe, a[href], [onerror], [onclick]").count() == 0
    assert not asked


def test_a_number_without_a_unit_takes_no_older_one(page: Page, site: str) -> None:
    form = Form(page, site, "whole_report").open().fill({"report": "Vitamin B12 205", "total_b12.unit": "pmol/L"})
    form.submit()
    form.result.get_by_role("button", name="These are right: fill them in").click()
    expect(form.result).to_have_attribute("data-state", "error", timeout=READ_MS)
    assert "unit" in form.errors()["total_b12"]
    expect(form.field("total_b12")).to_have_value("205")


def test_what_another_report_left_is_named(page: Page, site: str) -> None:
    form = Form(page, site, "whole_report").open()
    form.fill({"haemoglobin": "98 g/L", "anti_if": "positive", "report": "Vitamin B12 640 ng/L"}).submit()
    expect(form.result).to_contain_text("Already in the form, and kept unless you clear it")
    expect(form.result.locator("[data-headline]")).to_contain_text("Haemoglobin")


def test_the_keyboard_follows_to_what_was_read_and_to_the_answer(page: Page, site: str) -> None:
    form = Form(page, site, "whole_report").open().fill({"report": "Vitamin B12 179 ng/L\nHb 118 g/L"})
    form.form.get_by_role("button", name="Read it").press("Enter")
    fill = form.result.get_by_role("button", name="These are right: fill them in")
    expect(fill).to_be_visible(timeout=READ_MS)
    expect(form.result).to_be_focused()
    fill.press("Enter")
    expect(form.result).to_have_attribute("data-band", "confirmed", timeout=READ_MS)
    expect(form.result).to_be_focused()
