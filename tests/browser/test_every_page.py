"""Every page of the site: accessible in both colour schemes, no third party, printable."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Form
from tests.cases import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(
    path.relative_to(DOCS).with_suffix("").as_posix().removesuffix("index").rstrip("/") for path in DOCS.rglob("*.md")
)
SCHEMES = ("light", "dark")


def violations(page: Page, rules: str = "") -> list[str]:
    """What axe finds wrong, by all its rules or only those named."""
    options = {"runOnly": {"type": "rule", "values": rules.split()}} if rules else None
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.fixture(scope="module", params=SCHEMES)
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in one colour scheme, without motion."""
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce")
    yield context
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, visit: Page, site: str) -> None:
    visit.emulate_media(color_scheme="light")
    visit.goto(f"{site}{path}/" if path else site)
    visit.evaluate("() => document.querySelectorAll('article details').forEach((folded) => (folded.open = true))")
    assert not violations(visit)
    visit.emulate_media(color_scheme="dark")
    expect(visit.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert not violations(visit, "color-contrast link-in-text-block")


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("b12_status", {"total_b12": "300 ng/L", "mma": "0.5 µmol/L", "egfr": "50", "neurological": "yes"}),
        ("b12_status", {"total_b12": "abc"}),
        ("when_to_test", {"red_flags": "stroke", "symptoms": "none"}),
        ("unit_converter", {"analyte": "mma", "value": "36 µmol/L"}),
    ],
)
def test_axe_finds_nothing_after_a_result(name: str, given: dict[str, str], context: BrowserContext, site: str) -> None:
    page = context.new_page()
    Form(page, site, name).open().fill(given).submit()
    assert not violations(page)
    page.close()


def test_the_form_is_on_a_phones_first_screen(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site}calculators/b12_status/")
    box = page.locator("[name=total_b12]").bounding_box()
    assert box
    assert box["y"] + box["height"] < 844
    context.close()


def test_printing_shows_the_result_and_not_the_buttons(page: Page, site: str) -> None:
    form = Form(page, site, "b12_status").open().fill({"total_b12": "179 ng/L"}).submit()
    page.emulate_media(media="print")
    expect(form.result).to_be_visible()
    expect(form.result).to_contain_text("Total B12: 179 ng/L")
    expect(form.form).to_be_hidden()
    expect(form.result.locator("button").first).to_be_hidden()


@pytest.mark.parametrize(
    "given", [{"total_b12": "179 ng/L"}, {"total_b12": "300 ng/L", "mma": "0.5 µmol/L"}, {"total_b12": "<400 ng/L"}]
)
def test_a_result_is_printed_on_one_page_with_its_date_version_and_sources(
    given: dict[str, str], page: Page, site: str
) -> None:
    form = Form(page, site, "b12_status").open().fill(given).submit()
    assert form.state() in ("ready", "declined")
    page.emulate_media(media="print")
    made = form.result.locator("[data-made]")
    expect(made).to_be_visible()
    expect(made).to_contain_text(str(datetime.datetime.now(datetime.UTC).year))
    expect(made).to_contain_text(str(page.locator("calculator-form").get_attribute("data-build")))
    named = {
        f"#{str(link.get_attribute('href')).rpartition('#')[2]}"
        for link in form.result.locator("a[href*='#ref-']").all()
    }
    printed = {f"#{each.get_attribute('id')}" for each in page.locator(".references li:visible").all()}
    assert printed == named
    pdf = page.pdf(format="A4", margin={"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"})
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1


LOADED = re.compile(r'<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)="([^"]+)"')


def test_no_built_page_loads_a_file_of_another_host(built: Path) -> None:
    for path in built.rglob("*.html"):
        html = path.read_text(encoding="utf-8").replace("&amp;", "&")
        loads = [url for url in LOADED.findall(html) if url.startswith(("http", "//"))]
        assert all(url.startswith("http://127.0.0.1") for url in loads), f"{path}: {loads}"
    for path in built.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//", path.read_text(encoding="utf-8")), path
