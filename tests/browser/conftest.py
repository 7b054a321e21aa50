"""Using the forms as a person does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, PdfMargins, expect

from calculators.core.model import Checklist, Choice, Flag, Pasted, Quantity
from calculators.core.run import find

SHEET = "appointment/"
MARGINS: PdfMargins = {"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"}
SETTLED = "[data-result][data-state=ready], [data-result][data-state=declined], [data-result][data-state=error]"
START_MS = 60_000


class Form:
    """One calculator's form in a page."""

    def __init__(self, page: Page, site: str, name: str) -> None:
        self.page, self.site, self.calculator = page, site, find(name)
        self.form = page.locator(f'form[data-calculator="{name}"]')
        self.result = page.locator("[data-result]")

    def open(self) -> Form:
        """Go to the calculator's own page."""
        self.page.goto(f"{self.site}calculators/{self.calculator.name}/")
        self.page.wait_for_function("() => Boolean(customElements.get('calculator-form'))")
        return self

    def field(self, key: str) -> Locator:
        """The input of that name."""
        return self.form.locator(f'[name="{key}"]')

    def unfold(self) -> None:
        """Open what is folded."""
        while (folded := self.form.locator("details:not([open]) > summary")).count():
            folded.first.click()

    def fill(self, given: Mapping[str, str]) -> Form:
        """Type, tick and choose."""
        self.unfold()
        asked = {each.key: each for each in self.calculator.inputs}
        for key, value in given.items():
            match asked.get(key):
                case Quantity() | Pasted():
                    self.field(key).fill(value)
                case Choice():
                    self.field(key).select_option(value)
                case Flag():
                    self.form.locator(f'[name="{key}"][value="{value}"]').check()
                case Checklist():
                    for item in value.split(","):
                        self.form.locator(f'[name="{key}"][value="{item}"]').check()
                case None:
                    self.field(key).select_option(value)
        return self

    def submit(self) -> Form:
        """Ask, and wait for the answer."""
        self.form.locator("[type=submit]").click()
        expect(self.page.locator(SETTLED)).to_have_count(1, timeout=START_MS)
        return self

    def clear(self) -> None:
        """Empty the form."""
        self.form.locator("[type=reset]").click()
        expect(self.result).to_have_attribute("data-state", "empty")

    def state(self) -> str | None:
        """The result's state."""
        return self.result.get_attribute("data-state")

    def notes(self) -> list[str | None]:
        """The notes shown, in order."""
        return [note.get_attribute("data-note") for note in self.result.locator("[data-note]").all()]

    def errors(self) -> dict[str | None, str]:
        """The messages shown at fields."""
        shown = self.form.locator("[data-error-for]:not([hidden])").all()
        return {each.get_attribute("data-error-for"): each.inner_text() for each in shown}


KNOWN = """() => performance.getEntriesByType("resource")
    .some(({ name, responseEnd }) => name.endsWith("/sitemap.xml") && responseEnd)"""


def pages_known(page: Page) -> None:
    """Wait until the theme knows the site's pages: it would load them anew."""
    page.wait_for_function(KNOWN)
    page.wait_for_timeout(100)


def follow(page: Page, path: str) -> None:
    """Follow a link to a page of the site, put into the text: the theme's list holds only the section one is in."""
    page.evaluate(
        """path => {
          const home = document.querySelector("a.md-logo").href;
          const link = document.querySelector("article").appendChild(document.createElement("a"));
          Object.assign(link, { href: new URL(path, home), textContent: "Go on" }).dataset.follow = path;
        }""",
        path,
    )
    page.locator(f'[data-follow="{path}"]').click()


@pytest.fixture
def kept(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that lets service workers work."""
    context = browser.new_context(reduced_motion="reduce", service_workers="allow")
    yield context
    context.close()


@pytest.fixture(scope="module")
def visit(browser: Browser) -> Iterator[Page]:
    """One page for many forms: Python starts once."""
    page = browser.new_page(reduced_motion="reduce")
    yield page
    page.close()


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
        follow(self.page, SHEET)
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
