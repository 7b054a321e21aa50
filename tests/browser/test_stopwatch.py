"""The stop-watch beside a box for seconds, on a clock that the test moves: no test waits for time to pass."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from calculators.core.model import Quantity
from calculators.core.run import all_calculators
from tests.browser.conftest import START_MS, Form, follow

HEARD = """(place) => {
  const heard = [];
  const note = () => heard.push(place.textContent);
  new MutationObserver(note).observe(place, { childList: true, characterData: true, subtree: true });
  return heard;
}"""
PLACES = """(form) => [...form.querySelectorAll("stop-watch button, input, label")].map((each) => {
  const { top, left, width, height } = each.getBoundingClientRect();
  return [Math.round(top + scrollY), Math.round(left), Math.round(width), Math.round(height)];
})"""
REST = {"side_by_side": "10", "semi_tandem": "10", "walk_distance": "4m", "walk_time": "4", "chair_time": "10"}


class Watch:
    """One stop-watch in the form."""

    def __init__(self, form: Form, key: str) -> None:
        self.box = form.field(key)
        self.element = form.form.locator(f".calc-entry:has([name={key}]) stop-watch")
        self.button: Locator = self.element.get_by_role("button")
        self.shown = self.element.locator("[data-seconds]")
        self.heard = self.element.get_by_role("status")


def opened(page: Page, site: str) -> Form:
    """The form, with time standing still."""
    page.clock.install(time=0)
    form = Form(page, site, "sppb").open()
    page.wait_for_function("() => Boolean(customElements.get('stop-watch'))")
    page.clock.pause_at(3600)
    return form


@pytest.fixture
def form(page: Page, site: str) -> Form:
    """The form, with time standing still and without motion."""
    return opened(page, site)


@pytest.fixture
def moving(browser: Browser, site: str) -> Iterator[Form]:
    """The same for a reader who has not asked for less motion, on a touch screen."""
    context = browser.new_context(reduced_motion="no-preference", has_touch=True, service_workers="block")
    yield opened(context.new_page(), site)
    context.close()


def test_enter_starts_and_space_stops(form: Form) -> None:
    watch = Watch(form, "tandem")
    watch.box.focus()
    form.page.keyboard.press("Tab")
    expect(watch.button).to_be_focused()
    form.page.keyboard.press("Enter")
    expect(watch.button).to_have_accessible_name("Stop")
    form.page.clock.run_for(3456)
    expect(watch.box).to_have_value("")
    form.page.keyboard.press("Space")
    expect(watch.box).to_have_value("3.45")
    expect(watch.button).to_be_focused()
    expect(watch.button).to_have_accessible_name("Time it")


def test_a_key_held_down_is_one_press(form: Form) -> None:
    watch = Watch(form, "tandem")
    watch.button.focus()
    for _ in range(3):
        form.page.keyboard.down("Enter")
    form.page.keyboard.up("Enter")
    expect(watch.button).to_have_accessible_name("Stop")


def test_tenths_are_shown_while_it_runs_by_touch(moving: Form) -> None:
    watch = Watch(moving, "walk_time")
    watch.button.tap()
    expect(watch.shown).to_have_text("0.0 s")
    moving.page.clock.run_for(3456)
    expect(watch.shown).to_have_text("3.4 s")
    watch.button.tap()
    expect(watch.shown).to_be_empty()
    expect(watch.box).to_have_value("3.45")


def test_less_motion_shows_whole_seconds(form: Form) -> None:
    watch = Watch(form, "walk_time")
    watch.button.click()
    form.page.clock.run_for(3456)
    expect(watch.shown).to_have_text("3 s")


def test_a_second_start_begins_at_zero(form: Form) -> None:
    watch = Watch(form, "walk_time")
    for ran, value in ((5000, "5"), (1239, "1.23"), (70, "0.07")):
        watch.button.click()
        form.page.clock.run_for(ran)
        watch.button.click()
        expect(watch.box).to_have_value(value)


def test_a_position_ends_by_itself_and_a_walk_does_not(form: Form) -> None:
    stance, walk = Watch(form, "side_by_side"), Watch(form, "walk_time")
    stance.button.click()
    form.page.clock.run_for(9990)
    expect(stance.box).to_have_value("")
    form.page.clock.run_for(2000)
    expect(stance.box).to_have_value("10")
    expect(stance.heard).to_have_text("10 seconds")
    walk.button.click()
    form.page.clock.run_for(12_000)
    expect(walk.box).to_have_value("")
    walk.button.click()
    expect(walk.box).to_have_value("12")


def test_starting_one_stops_the_other(form: Form) -> None:
    walk, chair = Watch(form, "walk_time"), Watch(form, "chair_time")
    walk.button.click()
    form.page.clock.run_for(2000)
    chair.button.click()
    expect(walk.box).to_have_value("2")
    expect(walk.button).to_have_accessible_name("Time it")
    form.page.clock.run_for(1500)
    chair.button.click()
    expect(chair.box).to_have_value("1.5")
    expect(walk.box).to_have_value("2")


def test_clearing_the_form_stops_it(form: Form) -> None:
    watch = Watch(form, "walk_time")
    watch.button.click()
    form.page.clock.run_for(1500)
    form.form.locator("[type=reset]").click()
    form.page.clock.run_for(1500)
    expect(watch.button).to_have_accessible_name("Time it")
    expect(watch.shown).to_be_empty()
    expect(watch.heard).to_be_empty()
    expect(watch.box).to_have_value("")


def test_another_answer_stops_it(form: Form) -> None:
    watch = Watch(form, "walk_time")
    watch.button.click()
    form.page.clock.run_for(1500)
    form.form.get_by_role("button", name="Could not do it").first.click()
    form.page.clock.run_for(1500)
    expect(watch.button).to_have_accessible_name("Time it")
    expect(watch.box).to_have_value("not done")


def test_only_start_and_end_are_announced(form: Form) -> None:
    watch = Watch(form, "walk_time")
    heard = watch.heard.evaluate_handle(HEARD)
    watch.button.click()
    form.page.clock.run_for(4321)
    watch.button.click()
    expect(watch.box).to_have_value("4.32")
    assert [text for text in heard.json_value() if text] == ["Timing started", "4.32 seconds"]


def test_nothing_moves_while_it_runs(moving: Form) -> None:
    watch = Watch(moving, "walk_time")
    before = moving.form.evaluate(PLACES)
    watch.button.click()
    moving.page.clock.run_for(59_900)
    expect(watch.shown).to_have_text("59.9 s")
    assert moving.form.evaluate(PLACES) == before


def test_the_time_gives_an_answer_and_the_answer_follows_it(form: Form) -> None:
    watch = Watch(form, "tandem")
    form.fill(REST)
    watch.button.click()
    form.page.clock.run_for(2999)
    watch.button.click()
    form.page.clock.resume()
    form.submit()
    expect(form.result).to_contain_text("10 of 12 points")
    watch.button.click()
    expect(form.result).to_have_attribute("data-state", "ready")
    form.page.clock.fast_forward(11_000)
    expect(watch.box).to_have_value("10")
    expect(form.result).to_contain_text("12 of 12 points", timeout=START_MS)


def test_it_ends_with_its_page_and_is_there_again(form: Form) -> None:
    failures: list[str] = []
    form.page.on("pageerror", lambda error: failures.append(str(error)))
    form.page.clock.resume()
    form.page.evaluate("window.sameDocument = true")
    Watch(form, "walk_time").button.click()
    follow(form.page, "calculators/sarc_f/")
    expect(Form(form.page, form.site, "sarc_f").form).to_be_visible()
    follow(form.page, "calculators/sppb/")
    expect(form.form).to_be_visible()
    assert form.page.evaluate("window.sameDocument === true")
    watch = Watch(form, "walk_time")
    expect(watch.button).to_have_accessible_name("Time it")
    watch.button.click()
    watch.button.click()
    expect(watch.box).to_have_value(re.compile(r"\d"))
    assert not failures


def test_without_javascript_there_is_no_button(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site}calculators/sppb/")
    expect(page.locator("[name=walk_time]")).to_be_visible()
    for button in page.locator("stop-watch button").all():
        expect(button).to_be_hidden()
    context.close()


def test_only_a_page_that_times_loads_it(page: Page, site: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    Form(page, site, "b12_status").open()
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "stopwatch" in url]
    Form(page, site, "sppb").open()
    page.wait_for_load_state("networkidle")
    assert len([url for url in fetched if "stopwatch" in url]) == 1


def test_it_is_kept_for_use_offline_under_the_name_that_is_asked_for(built: Path) -> None:
    kept = json.loads((built / "offline.json").read_text(encoding="utf-8"))["files"]
    (name,) = [name for name in kept if "stopwatch" in name]
    assert kept[name]["part"] == "shell"
    form = (built / "assets" / "calculator.mjs").read_text(encoding="utf-8")
    assert f'import("./{Path(name).name}")' in form


def test_what_is_timed_is_asked_in_seconds() -> None:
    inputs = [each for calculator in all_calculators().values() for each in calculator.inputs]
    timed = [each for each in inputs if isinstance(each, Quantity) and each.timed is not None]
    assert timed
    assert {tuple(each.units) for each in timed} == {("s",)}
