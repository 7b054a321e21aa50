"""A word's meaning: by mouse, by keyboard, by touch, and without JavaScript; it never leaves the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from calculators.markdown.terms import glossary

MEANINGS = {each.id: each.meaning for each in glossary()}
SHOWN = "link => getComputedStyle(link, '::after').content"
BOX = """link => {
  const style = getComputedStyle(link, "::after");
  const paragraph = link.closest("p, li, dd").getBoundingClientRect();
  return [paragraph.left + parseFloat(style.left), parseFloat(style.width), innerWidth].map(Math.round);
}"""


def word(page: Page, ident: str = "mma") -> Locator:
    """The first link to that entry."""
    return page.locator(f"a.term[href$='#{ident}']").first


def meaning(link: Locator) -> str | None:
    """What is shown beside a word; none while nothing is."""
    content = str(link.evaluate(SHOWN))
    return None if content in ("none", "normal") else content.split('" /')[0].strip('"')


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A narrow screen that is touched."""
    context = browser.new_context(
        viewport={"width": 320, "height": 700}, has_touch=True, reduced_motion="reduce", service_workers="block"
    )
    yield context.new_page()
    context.close()


def test_it_shows_on_hover_and_goes_with_escape(page: Page, site: str) -> None:
    page.goto(f"{site}faq/")
    link = word(page)
    assert meaning(link) is None
    link.hover()
    assert meaning(link) == MEANINGS["mma"]
    page.keyboard.press("Escape")
    assert meaning(link) is None
    page.mouse.move(0, 0)
    link.hover()
    assert meaning(link) == MEANINGS["mma"]


def test_it_stays_while_the_mouse_is_on_it(page: Page, site: str) -> None:
    page.goto(f"{site}faq/")
    link = word(page)
    link.hover()
    box = link.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] + 12)
    assert meaning(link) == MEANINGS["mma"]


def test_the_tab_key_reaches_it_and_enter_opens_the_glossary(page: Page, site: str) -> None:
    page.goto(f"{site}faq/")
    link = word(page)
    link.evaluate("link => link.closest('p').previousElementSibling.querySelector('a')?.focus()")
    for _ in range(20):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    assert meaning(link) == MEANINGS["mma"]
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("glossary/#mma$"))
    expect(page.locator("dt#mma")).to_be_in_viewport()


def test_the_first_touch_shows_it_and_the_second_follows(phone: Page, site: str) -> None:
    phone.goto(f"{site}faq/")
    phone.wait_for_load_state("networkidle")
    link = word(phone)
    link.tap()
    assert meaning(link) == MEANINGS["mma"]
    assert phone.url.endswith("faq/")
    link.tap()
    expect(phone).to_have_url(re.compile("glossary/#mma$"))


def test_touching_elsewhere_hides_it(phone: Page, site: str) -> None:
    phone.goto(f"{site}faq/")
    phone.wait_for_load_state("networkidle")
    link = word(phone)
    link.tap()
    phone.locator("#diagnosis").tap(position={"x": 3, "y": 3})
    assert meaning(link) is None


def test_without_javascript_it_still_shows_and_leads_to_the_glossary(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, service_workers="block")
    page = context.new_page()
    page.goto(f"{site}faq/")
    link = page.locator("a.term[href$='#mma']").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("glossary/#mma$"))
    context.close()


def test_no_meaning_leaves_a_narrow_screen(phone: Page, site: str) -> None:
    for path in ("faq/", "article/", "compare/", ""):
        phone.goto(f"{site}{path}")
        for link in phone.locator("a.term").all():
            link.focus()
            left, width, screen = link.evaluate(BOX)
            assert left >= 0
            assert left + width <= screen, link.inner_text()
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_one_is_shown(scheme: str, browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", service_workers="block")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site}faq/")
    word(page).focus()
    found = Axe().run(page).response["violations"]
    assert not [each["id"] for each in found]
    context.close()


def test_the_questions_told_to_machines_are_those_a_reader_sees(page: Page, site: str) -> None:
    page.goto(f"{site}faq/")
    seen = page.evaluate(
        """() => [...document.querySelectorAll("article h3[id]")].map((heading) => {
          const said = [];
          for (let next = heading.nextElementSibling; next && !/^H[23]$/.test(next.tagName); ) {
            if (!next.matches("script, .references, .page-about, .page-correct")) said.push(next.innerText);
            next = next.nextElementSibling;
          }
          return [heading.firstChild.textContent, said.join(" ")];
        })"""
    )
    told = page.evaluate(
        """() => [...document.querySelectorAll('article script[type="application/ld+json"]')]
          .flatMap((block) => JSON.parse(block.textContent).mainEntity)
          .map(({ name, acceptedAnswer }) => [name, acceptedAnswer.text])"""
    )
    assert [name for name, _ in told] == [name for name, _ in seen if name.endswith("?")]
    for (name, answer), (_, visible) in zip(told, seen, strict=True):
        assert letters(answer) == letters(visible), name


def letters(text: str) -> str:
    """A text's letters: the numbers of notes, links' signs and spaces differ between what is shown and what is told."""
    return re.sub(r"[\W\d_]", "", text)
