"""A link that holds what was entered: made on request, kept out of every request, and never trusted."""

from __future__ import annotations

import base64
import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import START_MS, Form
from tests.browser.test_page import HOSTILE, PAGE


def fragment(content: object) -> str:
    """A link's fragment as the page makes it."""
    return "#result=" + base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def test_a_link_carries_what_was_entered_and_only_in_the_fragment(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    fetched: list[str] = []
    context.on("request", lambda request: fetched.append(request.url + str(request.headers.get("referer"))))
    page = context.new_page()
    given = {
        "total_b12": "179,5",
        "total_b12.unit": "ng/L",
        "nitrous_oxide": "no",
        "lab_lower": "145",
        "lab_upper": "180",
    }
    form = Form(page, site, PAGE).open().fill(given).submit()
    assert "#" not in page.url
    form.result.locator("[data-do=link]").click()
    expect(form.result.locator("[data-do=link]")).to_have_text("Copied")
    link = page.evaluate("navigator.clipboard.readText()")
    other = context.new_page()
    other.goto(link)
    opened = Form(other, site, PAGE)
    expect(opened.result).to_have_attribute("data-band", "indeterminate", timeout=START_MS)
    expect(opened.field("total_b12")).to_have_value("179,5")
    expect(opened.form.locator('[name="nitrous_oxide"][value="no"]')).to_be_checked()
    expect(opened.field("lab_upper")).to_be_visible()
    assert link.partition("#")[2]
    assert not [url for url in fetched if "result=" in url or re.search(r"\b179\b", url)]
    context.close()


@pytest.mark.parametrize(
    "broken",
    [
        "#result=",
        "#result=%%%",
        "#result=AAAA",
        "#result=" + "A" * 5000,
        fragment(["b12_status", "x"]),
        fragment(["b12_status", {'a"]': "1"}]),
        fragment(["b12_status", {"age": 5}]),
        fragment(["b12_status", {"form": "x"}]),
    ],
)
def test_an_unreadable_link_is_reported_and_ignored(broken: str, page: Page, site: str) -> None:
    page.goto(f"{site}calculators/{PAGE}/{broken}")
    form = Form(page, site, PAGE)
    expect(form.result).to_contain_text("could not be read")
    expect(form.field("total_b12")).to_have_value("")


def test_markup_in_a_link_is_shown_as_text(page: Page, site: str) -> None:
    page.goto(f"{site}calculators/{PAGE}/{fragment(['b12_status', {'total_b12': HOSTILE[:50]}])}")
    form = Form(page, site, PAGE)
    expect(form.result).to_have_attribute("data-state", "error", timeout=START_MS)
    assert page.title() != "owned"
    assert page.locator(".calculator img").count() == 0


def test_a_link_of_another_calculator_is_left_alone(page: Page, site: str) -> None:
    page.goto(f"{site}calculators/{PAGE}/{fragment(['unit_converter', {'value': '1'}])}")
    expect(Form(page, site, PAGE).result).to_have_attribute("data-state", "example")


def test_what_no_link_can_hold_is_said_and_not_copied(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open().fill({"total_b12": "179 ng/L"}).submit()
    form.field("total_b12").evaluate("(field) => { field.value = '9'.repeat(1_000_000); }")  # unseen by the form
    form.result.locator("[data-do=link]").click()
    expect(form.result.locator("[data-do=link]")).to_have_text("Too long for a link")


def test_every_link_that_is_made_is_read(page: Page, site: str) -> None:
    Form(page, site, PAGE).open()
    lengths = page.evaluate(
        """async (address) => {
            const {make, read} = await import(address);
            const read_back = [];
            for (let length = 2900; length < 3010; length += 1) {
                const made = make("b12_status", {total_b12: ` ${"é".repeat(5)}${"9".repeat(length)} `, age: " "});
                if (!made) break;
                location.hash = new URL(made).hash;
                read_back.push(read("b12_status").total_b12.length);
            }
            return read_back;
        }""",
        f"{site}assets/link.mjs",
    )
    assert lengths == list(range(2905, 2905 + len(lengths)))
    assert 50 < len(lengths) < 100, "the longest link holds three thousand bytes"
