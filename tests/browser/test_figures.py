"""Plates as a reader sees them: nothing clipped or overlapping, legible, and a signal that can be held still.

Each is tried on a page of its own kind, made of a built page with all plates in it, and on every page that has some.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import markdown
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import SUBPATH, served
from tests.test_figures import EXTENSIONS, PLATES

ARTICLE = re.compile(r"(<article class=\"md-content__inner[^>]*>).*?(</article>)", re.DOTALL)
RUNNING = (
    "document.getAnimations().filter(each => each.effect.target.closest('.plate') && each.playState === 'running')"
)
PLACES = """[...document.querySelectorAll('.plate .run')].map(each => {
    const [signal, drawing] = [each, each.ownerSVGElement].map(one => one.getBoundingClientRect());
    return (signal.x + signal.width / 2 - drawing.x) / drawing.width;
})"""
TEXTS = """[...document.querySelectorAll('.plate svg')].map((svg) => {
    const back = svg.getScreenCTM().inverse(), view = svg.viewBox.baseVal;
    const texts = [...svg.querySelectorAll('text')].map((text) => {
        const seen = text.getBoundingClientRect();
        const from = new DOMPoint(seen.left, seen.top).matrixTransform(back);
        const to = new DOMPoint(seen.right, seen.bottom).matrixTransform(back);
        const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
        return {words: text.textContent, left: from.x, top: from.y, right: to.x, bottom: to.y, size};
    });
    return {
        name: svg.getAttribute('aria-labelledby'), texts,
        left: view.x, top: view.y, right: view.x + view.width, bottom: view.y + view.height,
    };
})"""
COLOURS = """[...document.querySelectorAll('.plate svg text')].map(each => getComputedStyle(each).fill)"""
SURFACES = """['.card', '.wash'].map(name => getComputedStyle(document.querySelector('.plate svg ' + name)).fill)"""
STROKES = """['line', 'thin', 'fibre', 'blue', 'harm', 'ghost', 'card', 'wash'].flatMap(name => {
    const found = document.querySelector('.plate svg .' + name);
    return found ? [getComputedStyle(found).stroke] : [];
})"""
LINE = 3
"""What the box of a line of text has above and below its letters."""


@pytest.fixture(scope="module")
def pages(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """A page with every plate, then all pages of the site that have one."""
    root = tmp_path_factory.mktemp("plates")
    site = root / SUBPATH
    shutil.copytree(built, site)
    text = "# Plates\n\n" + "\n\n".join(path.read_text(encoding="utf-8") for path in PLATES)
    plates = markdown.markdown(text, extensions=EXTENSIONS)
    page = (built / "faq" / "index.html").read_text(encoding="utf-8")
    (site / "plates").mkdir()
    made = ARTICLE.sub(lambda found: f"{found[1]}{plates}{found[2]}", page, count=1)
    (site / "plates" / "index.html").write_text(made, encoding="utf-8")
    with served(root) as (address, _):
        found = [path for path in sorted(built.rglob("index.html")) if 'class="plate"' in path.read_text("utf-8")]
        yield [
            f"{address}plates/",
            *(f"{address}{path.parent.relative_to(built).as_posix()}/".replace("/./", "/") for path in found),
        ]


@pytest.fixture
def moving(browser: Browser) -> Iterator[BrowserContext]:
    """A browser whose reader has nothing against motion."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="no-preference", service_workers="block"
    )
    yield context
    context.close()


def luminance(colour: str) -> float:
    """How bright a colour is, as WCAG counts it."""
    parts = [float(number) / 255 for number in re.findall(r"[\d.]+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours."""
    dark, bright = sorted([luminance(one), luminance(other)])
    return (bright + 0.05) / (dark + 0.05)


def opened(page: Page, address: str) -> Page:
    """The page, with its letters there."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    return page


def test_the_page_of_all_plates_has_all(page: Page, pages: list[str]) -> None:
    opened(page, pages[0])
    assert page.locator("figure.plate svg").count() == len(PLATES)
    assert page.locator("figure.plate figcaption a.cite").count() >= len(PLATES)


@pytest.mark.parametrize("width", [390, 1440])
def test_no_text_leaves_its_picture_or_lies_on_another(width: int, page: Page, pages: list[str]) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for address in pages:
        drawings = opened(page, address).evaluate(TEXTS)
        assert drawings
        for drawing in drawings:
            texts = drawing["texts"]
            for number, text in enumerate(texts):
                where = f"{address}: {drawing['name']}: {text['words']}"
                assert text["size"] >= 12, where
                assert drawing["left"] <= text["left"] < text["right"] <= drawing["right"], where
                assert drawing["top"] <= text["top"] < text["bottom"] <= drawing["bottom"], where
                for other in texts[number + 1 :]:
                    aside = text["right"] <= other["left"] or other["right"] <= text["left"]
                    apart = text["bottom"] - LINE <= other["top"] + LINE or other["bottom"] - LINE <= text["top"] + LINE
                    assert aside or apart, f"{where} lies on {other['words']}"


def test_nothing_scrolls_sideways_and_no_id_stands_twice(page: Page, pages: list[str]) -> None:
    for address in pages:
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            opened(page, address)
            page.evaluate("document.querySelectorAll('.plate details').forEach(each => { each.open = true; })")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        ids = page.eval_on_selector_all("[id]", "found => found.map(each => each.id)")
        assert len(ids) == len(set(ids)), address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_and_lines_stand_out(scheme: str, browser: Browser, pages: list[str]) -> None:
    context = browser.new_context(color_scheme=scheme, service_workers="block")  # type: ignore[arg-type]
    page = opened(context.new_page(), pages[0])
    surfaces = page.evaluate(SURFACES)
    assert len(set(surfaces)) == 2
    for surface in surfaces:
        assert min(contrast(colour, surface) for colour in page.evaluate(COLOURS)) >= 4.5
        assert min(contrast(colour, surface) for colour in page.evaluate(STROKES)) >= 3
    context.close()


def test_forced_colours_are_kept(browser: Browser, pages: list[str]) -> None:
    context = browser.new_context(forced_colors="active", service_workers="block")
    page = opened(context.new_page(), pages[0])
    written = page.evaluate("getComputedStyle(document.querySelector('.plate figcaption p')).color")
    assert page.evaluate("getComputedStyle(document.querySelector('.plate svg .line')).stroke") == written
    assert set(page.evaluate(COLOURS)) == {written}
    context.close()


def test_the_signals_can_be_held_by_keyboard(moving: BrowserContext, pages: list[str]) -> None:
    page = opened(moving.new_page(), pages[0])
    assert page.evaluate(f"{RUNNING}.length") == 4
    hold = page.get_by_label("Hold the signals still")
    while not hold.evaluate("each => each === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body"), "Tab never reaches it"
    assert hold.evaluate("each => each.matches(':focus-visible')")
    page.keyboard.press("Space")
    expect(hold).to_be_checked()
    assert page.evaluate(f"{RUNNING}.length") == 0
    before = page.evaluate(PLACES)
    page.wait_for_timeout(200)
    assert page.evaluate(PLACES) == before
    page.keyboard.press("Space")
    assert page.evaluate(f"{RUNNING}.length") == 4


def test_holding_needs_no_script(browser: Browser, pages: list[str]) -> None:
    context = browser.new_context(java_script_enabled=False, reduced_motion="no-preference", service_workers="block")
    page = context.new_page()
    page.goto(pages[0])
    signal = page.locator(".plate .run").first
    expect(signal).to_have_css("animation-play-state", "running")
    page.get_by_label("Hold the signals still").check()
    expect(signal).to_have_css("animation-play-state", "paused")
    context.close()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_without_motion_the_picture_says_the_same(media: str, page: Page, pages: list[str]) -> None:
    """Four signals at one moment: one has arrived, one is a third of the way, one is stopped, one is lost."""
    page.emulate_media(media=media, reduced_motion="reduce")  # type: ignore[arg-type]
    opened(page, pages[0])
    assert page.evaluate(f"{RUNNING}.length") == 0
    expect(page.locator(".plate__pause")).to_be_hidden()
    whole, thin, bare, broken = page.evaluate(PLACES)
    assert whole > 0.8
    assert 0.25 < thin < 0.4
    assert bare < 0.4
    assert broken < 0.5


def test_a_printed_picture_does_not_move(moving: BrowserContext, pages: list[str]) -> None:
    page = opened(moving.new_page(), pages[0])
    page.emulate_media(media="print")
    assert page.evaluate(f"{RUNNING}.length") == 0
    assert page.evaluate(PLACES)[0] > 0.8
    expect(page.locator(".plate__pause")).to_be_hidden()
