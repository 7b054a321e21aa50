"""Shortcuts in a form: buttons that start from a common situation, and a box that finds an input."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from calculators.core.model import Calculator
from calculators.core.run import all_calculators, run
from tests.browser.conftest import Form

WITH_PRESETS = [each for each in all_calculators().values() if each.presets]


@pytest.mark.parametrize("calculator", WITH_PRESETS, ids=lambda each: str(each.name))
def test_every_preset_can_be_answered(calculator: Calculator) -> None:
    for given in calculator.presets.values():
        assert not run(calculator, given).errors


def test_a_preset_fills_the_form_and_answers(page: Page, site: str) -> None:
    form = Form(page, site, "depletion").open().fill({"store": "9"})
    form.form.get_by_role("button", name="Stomach removed").click()
    expect(form.result).to_have_attribute("data-band", "reaches", timeout=60_000)
    expect(form.field("store")).to_have_value("2.5")
    expect(form.result).to_contain_text("2.9 years")
    form.form.get_by_role("button", name="Ordinary diet").click()
    expect(form.result).to_have_attribute("data-band", "never")


def test_the_food_diary_can_be_searched(page: Page, site: str) -> None:
    form = Form(page, site, "dietary_intake").open()
    form.form.locator("summary").click()
    expect(form.field("salmon")).to_be_visible()
    form.form.get_by_label("Find").fill("CHEESE")
    expect(form.field("cheddar")).to_be_visible()
    expect(form.field("salmon")).to_be_hidden()
    form.form.get_by_label("Find").fill("")
    form.field("salmon").fill("7")
    form.fill({"group": "adult", "standard": "us"}).submit()
    expect(form.result).to_have_attribute("data-band", "meets")
