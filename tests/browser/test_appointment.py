"""The sheet for an appointment: filled in, printed, and given the results of this visit, all of it in memory only."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, PdfMargins, expect

from tests.browser.attempts import RUN, calculators_worker, copy
from tests.browser.conftest import START_MS, Form, follow, pages_known
from tests.browser.test_every_page import SCHEMES, violations
from tests.browser.test_nothing_leaves import KEPT
from tests.conftest import SUBPATH, served
from tests.hostile import hostile

SHEET = "appointment/"
JS_SPACE = "[\\t\\n\\v\\f\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"
MARGINS: PdfMargins = {"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"}
NUMBER = "237.8461 ng/L"
WRITTEN = "Numb since 14 March 6174"
# The pause before a result follows what is changed ends when the test says so.
HOLD_PAUSES = """() => {
  const start = window.setTimeout;
  window.held = [];
  window.setTimeout = (run, ms, ...given) => (ms === 250 ? held.push(run) : start(run, ms, ...given));
}"""
# The calculators' Python as an attacker's would be: the sentence and what was entered hold every hostile string.
SAY_ALL = """
import base64
from html import escape
from calculators.core import render
said = base64.b64decode(url).decode()
render.headline = lambda *_: f'<p class="calc-sentence" data-copy-part>{escape(said)}</p>'
render.given_words = lambda *_: said
"""


class Sheet:
    """The page with the sheet."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.results = page.locator(".sheet-result")
        self.none = page.locator(".sheet-none")

    def open(self) -> Sheet:
        """Load the page anew."""
        self.page.goto(f"{self.site}{SHEET}")
        return self.ready()

    def ready(self) -> Sheet:
        """Wait for what the module adds."""
        expect(self.page.locator("[data-print]")).to_be_visible()
        return self

    def come(self) -> Sheet:
        """Come here from another page of the site, without loading anew."""
        pages_known(self.page)
        follow(self.page, "appointment/")
        self.page.wait_for_url(f"**/{SHEET}")
        return self.ready()

    def button(self, title: str = "") -> Locator:
        """The button of the first result with that title."""
        return self.results.filter(has_text=title).first.get_by_role("button")

    def pages(self, paper: str = "A4") -> int:
        """How many sheets of paper it takes."""
        return len(re.findall(rb"/Type\s*/Page\b(?!s)", self.page.pdf(format=paper, margin=MARGINS)))


@pytest.fixture
def sheet(page: Page, site: str) -> Sheet:
    """The sheet in a browser of its own."""
    return Sheet(page, site)


def worked_out(page: Page, site: str, typed: str = "179 ng/L") -> Form:
    """A result on a calculator's page."""
    return Form(page, site, "b12_status").open().fill({"total_b12": typed}).submit()


def go_back(page: Page) -> None:
    """To the calculator's page, without loading anew."""
    follow(page, "calculators/b12_status/")
    page.wait_for_url("**/b12_status/")
    expect(page.locator("[data-result]")).to_have_attribute("data-state", "example")


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
