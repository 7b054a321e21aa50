"""Results of this visit on the sheet for an appointment: which are offered, when they go, what is put on paper."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import SHEET, START_MS, Form, Sheet, follow, go_back, pages_known, worked_out

# The pause before a result follows what is changed ends when the test says so.
HOLD_PAUSES = """() => {
  const start = window.setTimeout;
  window.held = [];
  window.setTimeout = (run, ms, ...given) => (ms === 250 ? held.push(run) : start(run, ms, ...given));
}"""


def test_a_result_is_offered_added_printed_and_taken_off(sheet: Sheet, site: str) -> None:
    page = sheet.page
    form = worked_out(page, site)
    address = page.url
    page.evaluate("window.sameDocument = true")
    pages_known(page)
    form.result.get_by_role("link", name="Take this to your appointment").click()
    page.wait_for_url(f"**/{SHEET}#results")
    sheet.ready()
    assert page.evaluate("window.sameDocument === true")
    expect(sheet.none).to_be_hidden()
    expect(sheet.results).to_have_count(1)
    result = sheet.results.first
    expect(result.get_by_role("heading")).to_have_text("What does my vitamin B12 result mean?")
    expect(result).to_contain_text("NICE calls a total B12 of 179 ng/L “confirmed deficiency”.")
    expect(result.locator(".sheet-detail")).to_be_hidden()
    page.emulate_media(media="print")
    expect(result).to_be_hidden()
    page.emulate_media(media="screen")
    sheet.button().click()
    expect(page.locator(".sheet-said")).to_have_text("Added. It is printed with this sheet.")
    detail = result.locator(".sheet-detail")
    for words in ("I entered. Total B12: 179 ng/L.", "180 ng/L; yours, 179 ng/L, is below it", "What to say", address):
        expect(detail).to_contain_text(words)
    expect(detail).to_contain_text(re.compile(r"Worked out on \d+ \w+ 20\d\d|Worked out on \w+ \d+, 20\d\d"))
    page.emulate_media(media="print")
    expect(detail).to_be_visible()
    expect(page.locator("article button:visible")).to_have_count(0)
    page.emulate_media(media="screen")
    sheet.button().click()
    expect(detail).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".sheet-results")).to_be_hidden()


def test_a_declined_result_is_offered_with_its_reason(sheet: Sheet, site: str) -> None:
    assert worked_out(sheet.page, site, "<400 ng/L").state() == "declined"
    sheet.come()
    sheet.button().click()
    expect(sheet.results.first).to_contain_text("<400 ng/L")
    expect(sheet.results.first.locator("p").first).not_to_be_empty()


def test_help_that_comes_first_is_shown_first_and_not_put_off(sheet: Sheet, site: str) -> None:
    form = Form(sheet.page, site, "when_to_test").open()
    form.fill({"red_flags": "breathing_swallowing", "symptoms": "fatigue"}).submit()
    expect(form.result.get_by_role("link", name="Take this to your appointment")).to_have_count(0)
    expect(form.result.get_by_role("link", name="Take this with you")).to_be_visible()
    sheet.come()
    expect(sheet.results.first.locator("p").first).to_have_text(re.compile("^Call 999, 911 .* now"))


def test_how_soon_to_get_help_goes_on_the_sheet_too(sheet: Sheet, site: str) -> None:
    form = Form(sheet.page, site, "b12_status").open()
    form.fill({"total_b12": "300 ng/L", "neurological": "yes"}).submit()
    words = [each.inner_text() for each in form.result.locator(".calc-urgent .calc-words > p").all()]
    sheet.come()
    sheet.button().click()
    shown = " ".join(sheet.results.first.locator(".sheet-detail").inner_text().split())
    assert words
    for each in words:
        assert re.split(r"\d", " ".join(each.split()))[0].strip() in shown


def test_a_result_goes_when_what_was_typed_changes_and_is_replaced_by_the_next(sheet: Sheet, site: str) -> None:
    form = worked_out(sheet.page, site)
    sheet.come()
    sheet.button().click()
    go_back(sheet.page)
    form.field("total_b12").fill("400")
    sheet.come()
    expect(sheet.results).to_have_count(0)
    expect(sheet.none).to_be_visible()
    go_back(sheet.page)
    form.fill({"total_b12": "400 ng/L"}).submit()
    sheet.come()
    expect(sheet.results).to_have_count(1)
    expect(sheet.results.first).to_contain_text("400 ng/L")
    assert sheet.results.first.get_attribute("data-added") is None, "nothing is added by itself"


def test_only_the_latest_of_each_calculator_is_offered(sheet: Sheet, site: str) -> None:
    form = worked_out(sheet.page, site)
    form.field("total_b12").fill("400 ng/L")  # once answered, the result follows
    expect(form.result).to_have_attribute("data-band", "unlikely")
    follow(sheet.page, "calculators/unit_converter/")
    Form(sheet.page, site, "unit_converter").fill({"analyte": "total_b12", "value": "200 pg/mL"}).submit()
    sheet.come()
    expect(sheet.results).to_have_count(2)
    expect(sheet.results.first).to_contain_text("400 ng/L")
    sheet.button("147.6 pmol/L").click()
    expect(sheet.results.filter(has_text="147.6 pmol/L")).to_contain_text("pmol/L: 147.561")


def test_an_answer_that_comes_after_its_page_was_left_is_not_kept(sheet: Sheet, site: str) -> None:
    page = sheet.page
    form = worked_out(page, site)
    page.evaluate(HOLD_PAUSES)
    form.field("total_b12").fill("400 ng/L")
    sheet.come()
    assert page.evaluate("held.map(follow => follow()).length") == 1
    page.wait_for_timeout(1000)
    go_back(page)
    sheet.come()
    expect(sheet.results).to_have_count(0)


def test_a_slider_that_is_moved_forgets_the_number_before(sheet: Sheet, site: str) -> None:
    form = Form(sheet.page, site, "conduction").open()
    form.form.locator("[data-do=preset]").first.click()
    expect(form.result).to_have_attribute("data-state", "ready", timeout=START_MS)
    before = form.result.locator(".calc-take [data-copy-part]").inner_text()
    form.form.locator("[data-slider]").first.press("ArrowRight")
    expect(form.result.locator(".calc-take [data-copy-part]")).not_to_have_text(before)
    after = form.result.locator(".calc-take [data-copy-part]").inner_text()
    sheet.come()
    expect(sheet.results).to_have_count(1)
    sheet.button().click()
    expect(sheet.results.first).to_contain_text(after)


def test_an_example_an_error_and_an_emptied_form_are_never_offered(sheet: Sheet, site: str) -> None:
    form = Form(sheet.page, site, "b12_status").open()
    expect(form.result).to_contain_text("Example, not your result")
    sheet.come()
    expect(sheet.none).to_be_visible()
    go_back(sheet.page)
    form.fill({"total_b12": "much"}).submit()
    sheet.come()
    expect(sheet.results).to_have_count(0)
    go_back(sheet.page)
    form.fill({"total_b12": "179 ng/L"}).submit()
    form.clear()
    sheet.come()
    expect(sheet.results).to_have_count(0)


def test_what_was_read_of_a_report_but_not_confirmed_is_not_offered(sheet: Sheet, site: str) -> None:
    form = Form(sheet.page, site, "whole_report").open()
    form.fill({"report": "Vitamin B12 179 ng/L"}).submit()
    expect(form.result.locator("[data-do=fill]").first).to_be_visible()
    sheet.come()
    expect(sheet.results).to_have_count(0)
    follow(sheet.page, "calculators/whole_report/")
    form.fill({"report": "Vitamin B12 179 ng/L"}).submit()
    form.result.locator(".calc-buttons [data-do=fill]").click()
    expect(form.result.locator(".calc-take")).to_be_visible(timeout=START_MS)
    sheet.come()
    expect(sheet.results).to_have_count(1)
