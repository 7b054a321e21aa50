"""Sliders: bound both ways, answered live, worked by the keyboard, and never in the way of the form itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import START_MS, Form
from tests.browser.test_every_page import violations

NAME = "conduction"
HEALTHY = {"hold": "axon", "diameter": "12", "g_ratio": "0.6"}
WATCH = """() => {
  const seen = window.seen = [], result = document.querySelector("[data-result]");
  const box = document.querySelector("[name=g_ratio]");
  const look = () => {
    const shown = result.querySelector(".calc-sentence");
    seen.push([result.dataset.state, box.value, shown ? shown.textContent : ""]);
    requestAnimationFrame(look);
  };
  look();
}"""
DRAG = """async ([from, to]) => {
  const slider = document.querySelector("[data-slider=g_ratio]");
  for (let at = from; at <= to; at += 1) {
    slider.value = at / 100;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise(requestAnimationFrame);
  }
}"""


class Slides(Form):
    """A form with sliders."""

    def slider(self, key: str) -> Locator:
        """The slider below a box."""
        return self.form.locator(f'[data-slider="{key}"]')

    def said(self, words: str) -> None:
        """Wait for a sentence."""
        expect(self.result.locator(".calc-sentence")).to_contain_text(words, timeout=START_MS)
        expect(self.result).to_have_attribute("data-state", "ready")


@pytest.fixture
def form(page: Page, site: str) -> Slides:
    """The form, untouched."""
    form = Slides(page, site, NAME)
    form.open()
    return form


def test_nothing_is_fetched_and_nothing_filled_in_before_a_slider_is_touched(page: Page, site: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    form = Slides(page, site, NAME)
    form.open()
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "runtime/" in url]
    for key in HEALTHY:
        expect(form.field(key)).to_have_value("")
    expect(form.result).to_have_attribute("data-state", "example")
    expect(form.form).to_contain_text("What is empty starts from “A healthy large fibre”.")
    with page.expect_request(re.compile("runtime/")):
        form.slider("g_ratio").press("ArrowRight")


def test_arrow_keys_move_the_number_and_the_first_move_fills_what_is_empty(form: Slides) -> None:
    slider = form.slider("g_ratio")
    slider.focus()
    slider.press("ArrowRight")
    for key, value in {**HEALTHY, "g_ratio": "0.61"}.items():
        expect(form.field(key)).to_have_value(value)
    form.said("71 m/s, 98 % of the speed")
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    form.said("73 m/s, 102 % of the speed")
    expect(form.field("g_ratio")).to_have_value("0.59")
    slider.press("End")
    form.said("10 m/s, 14 % of the speed")
    expect(form.field("g_ratio")).to_have_value("0.99")
    slider.press("Home")
    expect(form.field("g_ratio")).to_have_value("0.4")
    slider.press("PageUp")
    expect(form.field("g_ratio")).not_to_have_value("0.4")
    expect(slider).to_be_focused()
    form.slider("diameter").press("ArrowRight")
    expect(form.field("diameter")).to_have_value("12.5")


def test_what_was_typed_or_chosen_before_stays(form: Slides) -> None:
    form.fill({"hold": "fibre", "diameter": "20"})
    form.slider("g_ratio").press("ArrowRight")
    form.said("120 m/s, 100 % of the speed")
    for key, value in {"hold": "fibre", "diameter": "20", "g_ratio": "0.61"}.items():
        expect(form.field(key)).to_have_value(value)


def test_typing_moves_the_slider_and_the_answer_follows(form: Slides) -> None:
    form.fill({**HEALTHY, "g_ratio": "0,8"})
    expect(form.slider("g_ratio")).to_have_value("0.8")
    form.submit()
    form.said("48 m/s, 66 % of the speed")
    form.fill({"g_ratio": "0.9"})
    expect(form.slider("g_ratio")).to_have_value("0.9")
    form.said("33 m/s, 45 % of the speed")
    form.fill({"diameter": "25"})
    expect(form.slider("diameter")).to_have_value("20")  # as far as it goes
    form.said("68 m/s, 45 % of the speed")
    form.fill({"diameter": ""})
    expect(form.slider("diameter")).to_have_value("12")
    expect(form.result).to_have_attribute("data-state", "empty")


def test_a_choice_is_followed_after_a_slider_was_moved(form: Slides) -> None:
    form.fill({"g_ratio": "0.79"})
    form.slider("g_ratio").press("ArrowRight")
    form.said("66 % of the speed")
    form.fill({"hold": "fibre"})
    form.said("88 % of the speed")


def test_a_drag_shows_one_live_answer_after_another_each_beside_its_own_number(form: Slides) -> None:
    form.slider("g_ratio").press("ArrowRight")
    form.said("71 m/s")
    form.page.evaluate(WATCH)
    form.page.evaluate(DRAG, [62, 95])
    form.said("23 m/s, 32 % of the speed")
    seen = form.page.evaluate("window.seen")
    told: dict[str, set[str]] = {}
    for state, number, sentence in seen:
        if state == "ready":
            told.setdefault(number, set()).add(sentence)
    assert all(len(sentences) == 1 for sentences in told.values()), "a number had another number's answer"
    assert len(told) > 3, "the answer did not follow the drag"
    assert {state for state, _, _ in seen} <= {"ready", "loading"}
    expect(form.field("g_ratio")).to_have_value("0.95")
    expect(form.slider("g_ratio")).to_have_value("0.95")


def test_a_late_answer_leaves_no_older_result_beside_the_number(page: Page, site: str) -> None:
    form = Slides(page, site, NAME)
    form.open()
    form.slider("g_ratio").press("ArrowRight")
    form.said("71 m/s")
    page.evaluate(
        """() => {
          const post = Worker.prototype.postMessage;
          Worker.prototype.postMessage = function (...sent) { setTimeout(() => post.apply(this, sent), 1000); };
        }"""
    )
    form.slider("g_ratio").press("End")
    expect(form.field("g_ratio")).to_have_value("0.99")
    assert form.state() == "loading"
    assert "71 m/s" not in form.result.inner_text()
    form.said("10 m/s")


def test_what_is_asked_or_typed_at_once_after_a_move_counts(form: Slides) -> None:
    form.slider("g_ratio").press("ArrowRight")
    form.said("71 m/s")
    form.page.evaluate(
        """() => {
          const form = document.querySelector("form[data-calculator]");
          const slider = form.querySelector("[data-slider=g_ratio]");
          slider.value = 0.8;
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          form.elements.diameter.value = "6";
          form.elements.diameter.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    form.said("24 m/s, 66 % of the speed")
    for key, value in {"diameter": "6", "g_ratio": "0.8"}.items():
        expect(form.field(key)).to_have_value(value)


def test_start_again_and_clear(form: Slides) -> None:
    form.slider("g_ratio").press("End")
    form.said("10 m/s")
    form.form.get_by_role("button", name="Start again").click()
    form.said("72 m/s, 100 % of the speed")
    for key in ("diameter", "g_ratio"):
        expect(form.field(key)).to_have_value(HEALTHY[key])
        expect(form.slider(key)).to_have_value(HEALTHY[key])
    form.slider("diameter").press("End")
    form.said("120 m/s")
    form.clear()
    for key in HEALTHY:
        expect(form.field(key)).to_have_value("")
    expect(form.slider("diameter")).to_have_value("12")


def test_a_link_opens_with_the_slider_in_place_and_holds_each_answer_once(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    page = context.new_page()
    form = Slides(page, site, NAME)
    form.open()
    form.fill({**HEALTHY, "g_ratio": "0.79"})
    form.slider("g_ratio").press("ArrowRight")
    form.said("66 % of the speed")
    sent = page.evaluate("[...new FormData(document.querySelector('form[data-calculator]')).keys()]")
    assert sent == ["hold", "diameter", "g_ratio"]
    form.result.locator("[data-do=link]").click()
    expect(form.result.locator("[data-do=link]")).to_have_text("Copied")
    other = context.new_page()
    other.goto(page.evaluate("navigator.clipboard.readText()"))
    opened = Slides(other, site, NAME)
    opened.said("66 % of the speed")
    expect(opened.slider("g_ratio")).to_have_value("0.8")
    context.close()


def test_python_that_cannot_start_is_said_and_keeps_the_number(page: Page, site: str) -> None:
    def gone(route: Route) -> None:
        route.abort()

    page.route("**/*.wasm", gone)
    form = Slides(page, site, NAME)
    form.open()
    form.slider("g_ratio").press("ArrowRight")
    expect(form.result).to_contain_text("Python could not be started", timeout=START_MS)
    expect(form.result).to_have_attribute("data-state", "error")
    expect(form.field("g_ratio")).to_have_value("0.61")


def test_what_cannot_be_used_elsewhere_leaves_the_result_empty(form: Slides) -> None:
    form.fill({"diameter": "thick"})
    form.slider("g_ratio").press("ArrowRight")
    expect(form.form.locator("[data-progress]")).to_be_empty(timeout=START_MS)
    expect(form.result).to_have_attribute("data-state", "empty")
    expect(form.field("g_ratio")).to_have_value("0.61")
    expect(form.field("diameter")).to_have_value("thick")
    assert not form.errors()


def test_without_javascript_there_is_no_slider(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}calculators/{NAME}/")
    expect(page.locator("[name=g_ratio]")).to_be_visible()
    for hidden in page.locator("[data-slides]").all():
        expect(hidden).to_be_hidden()
    assert page.locator("[data-slider]").count() == 2
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_slider_fits_a_phone_has_a_name_and_shows_the_focus(browser: Browser, site: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    form = Slides(page, site, NAME)
    form.open()
    slider = form.slider("g_ratio")
    slider.press("ArrowRight")
    form.said("71 m/s")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = slider.bounding_box()
    assert box
    assert box["width"] > 250
    assert box["height"] >= 24
    expect(page.get_by_role("slider", name="g-ratio, axon/fibre")).to_be_focused()
    assert slider.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    assert not violations(page)
    context.close()
