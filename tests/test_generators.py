"""MkDocs builds the site and Zensical is to succeed it: both give the same forms, and both work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculators.core.run import all_calculators
from tests.browser.conftest import Form
from tests.conftest import Site

FORM = re.compile(r"<calculator-form.*?</calculator-form>", re.DOTALL)


@pytest.mark.parametrize("name", list(all_calculators()))
def test_both_generators_make_the_same_form_and_example(name: str, built: Path, by_zensical: Site) -> None:
    pages = [folder / "calculators" / name / "index.html" for folder in (built, by_zensical.folder)]
    first, second = (FORM.findall(page.read_text(encoding="utf-8")) for page in pages)
    assert len(first) == 1
    assert first == second


def test_both_generators_make_the_same_pages(built: Path, by_zensical: Site) -> None:
    pages = [
        {p.relative_to(folder).as_posix() for p in folder.rglob("*.html")} for folder in (built, by_zensical.folder)
    ]
    assert pages[0] == pages[1]


def test_a_result_is_computed_in_the_page_that_zensical_makes(page: Page, by_zensical: Site) -> None:
    form = Form(page, by_zensical.address, "b12_status").open().fill({"total_b12": "132.9 pmol/L"}).submit()
    expect(form.result).to_have_attribute("data-band", "confirmed")
    expect(form.result).to_contain_text("Next step")
