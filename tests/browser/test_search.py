"""The search: its index comes when somebody searches, and what people type leads them to the page that helps."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_offline import until_kept, visit
from tests.conftest import Host

INDEX = "search/search_index.json"
QUERIES = tomllib.loads((Path(__file__).parent / "queries.toml").read_text(encoding="utf-8"))["query"]
BOX = "[data-md-component=search-query]"
COUNT = ".md-search-result__meta"
ITEM = ".md-search-result__item"
READY_MS = 30_000
FIRST = 3


def begin(page: Page) -> None:
    """Open the search box and wait for the index."""
    page.keyboard.press("/")
    expect(page.locator(COUNT)).to_have_text(re.compile("Type to start"), timeout=READY_MS)


def found(page: Page, typed: str, address: str) -> list[str]:
    """The pages found, best first."""
    box = page.locator(BOX)
    for words in ("", typed):
        box.fill(words)
        box.press("End")  # the theme listens to keys
        said = re.compile("matching document" if words else "Type to start")
        expect(page.locator(COUNT)).to_have_text(said)
    links = page.locator(ITEM).evaluate_all("items => items.map((item) => item.querySelector('a').href)")
    return [re.split("[?#]", str(link).removeprefix(address))[0] for link in links]


def test_the_index_comes_with_the_first_search(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}faq/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith(INDEX)]
    page.keyboard.press("/")
    page.keyboard.type("metformin")
    expect(page.locator(ITEM).first).to_be_visible()
    assert len([url for url in asked if url.endswith(INDEX)]) == 1


def test_a_link_to_a_search_shows_what_is_found(page: Page, site: str) -> None:
    page.goto(f"{site}?q=metformin")
    expect(page.locator(ITEM).first).to_be_visible()


def test_what_people_type_leads_to_a_page_that_helps(page: Page, site: str) -> None:
    page.goto(f"{site}faq/")
    begin(page)
    missed = []
    for query in QUERIES:
        best = found(page, query["typed"], site)[:FIRST]
        if not set(best) & set(query["pages"]):
            missed.append(f"{query['typed']}: {best}, and not one of {query['pages']}")
    assert not missed, "\n".join(missed)


def test_nothing_is_found_for_what_is_not_on_the_site(page: Page, site: str) -> None:
    page.goto(f"{site}faq/")
    begin(page)
    page.locator(BOX).fill("xylophone")
    page.locator(BOX).press("End")
    expect(page.locator(COUNT)).to_have_text(re.compile("No matching documents"))


def test_every_query_has_a_page_that_exists(built: Path) -> None:
    for query in QUERIES:
        there = [page for page in query["pages"] if (built / page / "index.html").is_file()]
        assert there, f"{query['typed']}: none of its pages exists"


def test_the_index_holds_what_people_read_and_not_the_code(built: Path) -> None:
    index = (built / INDEX).read_text(encoding="utf-8")
    assert "Worked cases this calculator must answer" not in index
    assert len(index) < 1_100_000, "the index is what a first search waits for"


def test_a_search_works_without_a_connection_after_one_with(kept: BrowserContext, host: Host) -> None:
    page = kept.new_page()
    visit(page, f"{host.address}faq/")
    begin(page)
    online = found(page, "metformin", host.address)
    until_kept(page, INDEX)
    host.stop()
    page.goto(f"{host.address}faq/")
    begin(page)
    assert found(page, "metformin", host.address) == online
    assert "calculators/medicines/" in online[:FIRST]
