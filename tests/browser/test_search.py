"""The search index is the heaviest file of the site: it comes when somebody searches, and not before."""

from __future__ import annotations

from playwright.sync_api import Page, expect

INDEX = "search/search_index.json"


def test_the_index_comes_with_the_first_search(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}faq/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith(INDEX)]
    page.keyboard.press("/")
    page.keyboard.type("metformin")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert len([url for url in asked if url.endswith(INDEX)]) == 1


def test_a_link_to_a_search_shows_what_is_found(page: Page, site: str) -> None:
    page.goto(f"{site}?q=metformin")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
