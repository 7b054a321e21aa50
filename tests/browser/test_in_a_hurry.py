"""A doctor with a printed report and a phone: two clicks from the front page, and the answer is on the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Form

PHONE = {"width": 390, "height": 844}
REPORTS = {"205 pg/mL": "indeterminate", "132.9 pmol/L": "confirmed"}


@pytest.mark.parametrize(("printed", "band"), REPORTS.items())
def test_two_clicks_lead_to_an_answer_that_is_seen_without_scrolling(
    printed: str, band: str, browser: Browser, site: str
) -> None:
    page = browser.new_page(viewport=PHONE, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(site)
    page.locator(".md-content").get_by_role("link", name="Check your numbers", exact=True).click()
    form = Form(page, site, "b12_status")
    expect(form.form).to_be_visible()
    page.wait_for_function("() => Boolean(customElements.get('calculator-form'))")
    form.field("total_b12").fill(printed)
    form.field("total_b12").press("Enter")  # the second: no more than that
    expect(form.result).to_have_attribute("data-band", band, timeout=60_000)
    said = form.result.locator(".calc-sentence")
    expect(said).to_be_in_viewport(ratio=1)
    expect(said).to_contain_text(printed)
    page.close()
