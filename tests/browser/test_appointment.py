"""The sheet for an appointment: filled in by keyboard or pen, printed, all of it in memory only."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.attempts import RUN, calculators_worker, copy
from tests.browser.conftest import SHEET, Form, Sheet, go_back, pages_known, worked_out
from tests.browser.test_every_page import SCHEMES, violations
from tests.browser.test_nothing_leaves import KEPT
from tests.conftest import SUBPATH, served
from tests.hostile import hostile

JS_SPACE = "[\\t\\n\\v\\f\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
NUMBER = "237.8461 ng/L"
WRITTEN = "Numb since 14 March 6174"
# The calculators' Python as an attacker's would be: the sentence and what was entered hold every hostile string.
SAY_ALL = """
import base64
from html import escape
from calculators.core import render
said = base64.b64decode(url).decode()
render.headline = lambda *_: f'<p class="calc-sentence" data-copy-part>{escape(said)}</p>'
render.given_words = lambda *_: said
"""


def test_what_is_typed_outlasts_a_look_at_another_page_and_not_a_reload(sheet: Sheet, site: str) -> None:
    page = sheet.open().page
    page.locator("[name=started]").fill(WRITTEN)
    page.locator("[name=sign-falls]").check()
    page.get_by_label("MMA: Result, with unit").fill(NUMBER)
    go_back(page)
    Form(page, site, "b12_status").fill({"total_b12": "179 ng/L"}).submit()
    sheet.come()
    expect(page.locator("[name=started]")).to_have_value(WRITTEN)
    expect(page.locator("[name=sign-falls]")).to_be_checked()
    expect(page.get_by_label("MMA: Result, with unit")).to_have_value(NUMBER)
    expect(sheet.results).to_have_count(1)
    page.reload()
    sheet.ready()
    expect(page.locator("[name=started]")).to_have_value("")
    expect(page.locator("[name=sign-falls]")).not_to_be_checked()
    expect(sheet.results).to_have_count(0)
    expect(sheet.none.get_by_role("link")).to_have_count(3)


def test_nothing_of_it_is_sent_or_stored(sheet: Sheet, site: str) -> None:
    page = sheet.page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.headers} {request.post_data or ''}"))
    worked_out(page, site, NUMBER)
    sheet.come()
    sheet.button().click()
    page.locator("[name=started]").fill(WRITTEN)
    page.locator("[name=sign-falls]").press("Enter")  # which would send a form
    page.get_by_label("MMA: Date").fill(WRITTEN)
    expect(sheet.results.first).to_contain_text(NUMBER)
    kept = "\n".join([*page.evaluate(KEPT), *sent])
    assert page.url == f"{site}{SHEET}"
    for trace in ("237.8461", "6174", "sign-falls"):
        assert trace not in kept, trace


def test_every_field_has_a_name_of_its_own_and_a_label(sheet: Sheet) -> None:
    fields = sheet.open().page.locator("appointment-sheet :is(input, textarea)")
    names = fields.evaluate_all("(all) => all.map((each) => each.name)")
    assert len(names) == len(set(names)) > 80
    assert all(names)
    assert fields.evaluate_all("(all) => all.every((each) => each.ariaLabel || each.labels[0]?.textContent.trim())")


def test_hostile_text_is_text(page: Page, site: str, built: Path, tmp_path: Path) -> None:
    texts = [text for text in hostile() if len(text) < 1000 and text.encode("utf-8", "ignore").decode() == text]
    said = " ".join(texts).replace("\x00", "")
    copy(built, tmp_path / SUBPATH, closed=True)
    with served(tmp_path) as (address, _):
        pages = tmp_path / SUBPATH / "sitemap.xml"  # by which the theme knows what it need not load anew
        known = pages.read_text(encoding="utf-8").replace(site, address)
        pages.unlink()  # the original shares its contents
        pages.write_text(known, encoding="utf-8")
        encoded = base64.b64encode(said.encode()).decode()
        assert calculators_worker(page, address).evaluate(RUN, [SAY_ALL, encoded]) == "done"
        Form(page, address, "b12_status").fill({"total_b12": "178 ng/L"}).submit()
        sheet = Sheet(page, address).come()
        sheet.button().click()
        result = sheet.results.first
        names = result.evaluate("(item) => [...item.querySelectorAll('*')].map((each) => each.localName)")
        assert set(names) == {"h3", "p", "div", "ul", "li", "button"}
        shown = result.locator("p").evaluate_all("(all) => all.map((each) => each.textContent)")
        wanted = re.sub(JS_SPACE, " ", said).strip()
        assert shown[0] == wanted
        assert f"I entered. {wanted}" in shown
        page.locator("[name=wish]").fill(said)
        page.wait_for_timeout(500)
        assert page.evaluate("window.pwned ?? null") is None
        assert page.url == f"{address}{SHEET}"
        assert page.locator("article :is(img, iframe, script, input[autofocus])").count() == 0


def test_the_keyboard_is_enough(sheet: Sheet, site: str) -> None:
    page = sheet.page
    worked_out(page, site)
    link = page.get_by_role("link", name="Take this to your appointment")
    link.focus()
    pages_known(page)
    page.keyboard.press("Enter")
    sheet.ready()
    button = sheet.button()
    for _ in range(200):
        page.keyboard.press("Tab")
        if button.evaluate("(each) => each === document.activeElement"):
            break
    expect(button).to_be_focused()
    assert button.evaluate("(each) => getComputedStyle(each).outlineStyle") == "solid"
    page.keyboard.press("Space")
    expect(sheet.results.first).to_have_attribute("data-added", "")
    expect(button).to_be_focused()
    expect(button).to_have_accessible_name(re.compile("^Take off this sheet: What does my vitamin B12"))
    page.keyboard.press("Enter")
    expect(sheet.results.first).not_to_have_attribute("data-added", "")


@pytest.fixture
def still(browser: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_javascript_the_sheet_is_complete_and_can_be_filled_in(still: Page, site: str) -> None:
    still.goto(f"{site}{SHEET}")
    for heading in (
        "What to tell",
        "Signs I have",
        "Earlier results",
        "Results from this visit",
        "What to ask",
        "Notes",
    ):
        expect(still.get_by_role("heading", name=heading)).to_be_visible()
    still.locator("[name=started]").fill(WRITTEN)
    still.locator("[name=sign-falls]").check()
    still.locator("[name=sign-falls]").press("Enter")
    assert still.url == f"{site}{SHEET}", "a form must never put what was typed into an address"
    expect(still.locator(".sheet-table tbody tr")).to_have_count(10)
    expect(still.locator("[data-print]")).to_be_hidden()
    assert Sheet(still, site).pages() == 2


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_empty_sheet_is_two_pages_of_paper(paper: str, sheet: Sheet) -> None:
    assert sheet.open().pages(paper) == 2
    sheet.page.emulate_media(media="print")
    for left_out in (".md-header", ".md-footer", ".references", ".page-about", ".sheet-screen", ".sheet-results"):
        assert sheet.page.locator(f"{left_out}:visible").count() == 0, left_out
    expect(sheet.page.locator("[name=wish]")).to_be_visible()


def test_print_cuts_nothing_off(sheet: Sheet) -> None:
    page = sheet.open().page
    for name in ("started", "MMA: Result, with unit"):
        page.locator(f'[name="{name}"]').fill("word " * 80 + "\nlast line")
    page.emulate_media(media="print")
    cut = "(all) => all.filter((each) => each.scrollHeight > each.clientHeight + 1).map((each) => each.name)"
    assert page.locator("appointment-sheet textarea").evaluate_all(cut) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_with_a_result_added(scheme: str, browser: Browser, site: str) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce", service_workers="block"
    )
    page = context.new_page()
    form = Form(page, site, "b12_status").open()
    form.fill({"total_b12": "300 ng/L", "neurological": "yes"}).submit()
    sheet = Sheet(page, site).come()
    sheet.button().click()
    assert not violations(page)
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
