"""On a narrow screen, with large letters, in the colours of the device and without motion, every page can be used.

At 320 and 390 pixels as it opens, then at 320, and at 640 with letters of twice the size, what is folded being open:
nothing scrolls sideways but tables and code, which can be reached by keyboard; a table says its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_every_page import PAGES

UNFOLD = "() => document.querySelectorAll('details').forEach((folded) => (folded.open = true))"
DOUBLE = """() => {
    const { style } = document.documentElement;
    style.fontSize = `${2 * parseFloat(getComputedStyle(document.documentElement).fontSize)}px`;
}"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))"
WIDTH = "() => document.documentElement.scrollWidth"
BOXES = """() => [...document.querySelectorAll("article *")]
    .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth)
    .filter((box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX))
    .map((box) => ({
        html: box.outerHTML.slice(0, 120),
        code: box.matches("pre, code") || Boolean(box.querySelector("pre")),
        focused: box.tabIndex >= 0,
        named: Boolean(box.role && box.ariaLabel),
    }))"""
MOVING = "() => document.getAnimations().filter(({ playState }) => playState === 'running').map(String)"
BARE = """() => [...document.querySelectorAll("article :is(button, select, textarea, input, .md-button)")]
    .filter((control) => control.checkVisibility() && !["checkbox", "radio", "range"].includes(control.type))
    .filter((control) => {
        const { borderTopStyle, borderTopWidth, borderBottomStyle, borderBottomWidth } = getComputedStyle(control);
        const drawn = (line, width) => line !== "none" && parseFloat(width) >= 1;
        return !drawn(borderTopStyle, borderTopWidth) || !drawn(borderBottomStyle, borderBottomWidth);
    })
    .map((control) => control.outerHTML.slice(0, 120))"""
FOCUS = """() => {
    const at = document.activeElement;
    const shown = [at, at.parentElement, at.nextElementSibling, at.labels?.[0]];
    const outlined = (box) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(box);
        return outlineStyle === "auto" || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1);
    };
    const html = at.outerHTML.slice(0, 120);
    return { html, outlined: shown.filter(Boolean).some(outlined), end: at === document.body };
}"""
WITH_CONTROLS = (
    "",
    "calculators/b12_status",
    "calculators/sppb",
    "calculators/conduction",
    "compare",
    "safety/offline",
)
STEPS = 45


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    """A narrow screen with small pixels, without motion."""
    page = browser.new_page(reduced_motion="reduce", device_scale_factor=2)
    yield page
    page.close()


@pytest.fixture
def forced(browser: Browser) -> Iterator[Page]:
    """A browser with the device's own colours."""
    page = browser.new_page(forced_colors="active", reduced_motion="reduce")
    yield page
    page.close()


def wrong(boxes: list[dict[str, Any]]) -> list[str]:
    """Boxes that scroll, and cannot be reached or do not say what they are."""
    return [box["html"] for box in boxes if not box["focused"] or not (box["code"] or box["named"])]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reflows(path: str, narrow: Page, site: str) -> None:
    narrow.set_viewport_size({"width": 390, "height": 800})
    narrow.goto(f"{site}{path}/" if path else site)
    assert narrow.evaluate(WIDTH) <= 390
    narrow.set_viewport_size({"width": 320, "height": 800})
    assert narrow.evaluate(WIDTH) <= 320
    narrow.evaluate(UNFOLD)
    for width in (320, 640):
        if width > 320:
            narrow.set_viewport_size({"width": width, "height": 800})
            narrow.evaluate(DOUBLE)
        narrow.evaluate(SETTLED)
        assert narrow.evaluate(WIDTH) <= width
        assert not wrong(narrow.evaluate(BOXES)), f"at {width}"
    assert not narrow.evaluate(MOVING)


@pytest.mark.parametrize("path", WITH_CONTROLS)
def test_controls_and_focus_are_drawn_in_the_devices_colours(path: str, forced: Page, site: str) -> None:
    forced.goto(f"{site}{path}/" if path else site)
    assert forced.evaluate("() => matchMedia('(forced-colors: active)').matches")
    assert not forced.evaluate(BARE), "no border"
    hidden = []
    for _ in range(STEPS):
        forced.keyboard.press("Tab")
        at = forced.evaluate(FOCUS)
        if at["end"]:
            break
        if not at["outlined"]:
            hidden.append(at["html"])
    assert not hidden, "no outline where the focus is"


def test_a_table_is_scrolled_by_keyboard_and_left_alone_where_it_fits(narrow: Page, site: str) -> None:
    narrow.set_viewport_size({"width": 320, "height": 800})
    narrow.goto(f"{site}calculators/unit_converter/")
    box = narrow.locator(".md-typeset__scrollwrap[role=group]").first
    expect(box).to_have_attribute("aria-label", "Table: How it is done")
    box.focus()
    narrow.keyboard.press("ArrowRight")
    narrow.wait_for_timeout(200)
    assert box.evaluate("box => box.scrollLeft") > 0
    narrow.set_viewport_size({"width": 1280, "height": 800})
    expect(narrow.locator(".md-typeset__scrollwrap[tabindex]")).to_have_count(0)


def test_a_box_that_cannot_be_reached_is_found(narrow: Page, site: str) -> None:
    narrow.set_viewport_size({"width": 320, "height": 800})
    narrow.goto(f"{site}safety/privacy/")
    narrow.evaluate("""() => {
        const box = Object.assign(document.createElement("div"), { textContent: "wide".repeat(200) });
        Object.assign(box.style, { overflowX: "auto", whiteSpace: "nowrap" });
        document.querySelector("article").append(box);
    }""")
    assert wrong(narrow.evaluate(BOXES))
    narrow.evaluate("() => (document.querySelector('article').lastElementChild.style.overflowX = 'visible')")
    assert narrow.evaluate(WIDTH) > 320
