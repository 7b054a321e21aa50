"""How a calculator's page behaves: quiet until touched, honest about what is shown, usable without a mouse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from calculators.core.run import all_calculators
from tests.browser.conftest import START_MS, Form, follow, pages_known
from tests.cases import all_cases

PAGE = "b12_status"
WATCH = """() => {
  const seen = [], note = document.querySelector("[data-progress]");
  new MutationObserver(() => seen.push(note.textContent)).observe(note, { childList: true, characterData: true });
  return seen;
}"""
HOSTILE = '"><img src=x onerror=document.title="owned"><script>document.title="owned"</script>'


def test_nothing_of_python_is_fetched_before_a_touch(page: Page, site: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    form = Form(page, site, PAGE).open()
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "runtime/" in url]
    with page.expect_request(re.compile("runtime/")):
        form.field("total_b12").focus()


def test_the_example_says_so_and_goes_at_the_first_keystroke(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open()
    expect(form.result).to_have_attribute("data-state", "example")
    expect(form.result).to_contain_text("Example, not your result")
    expect(form.result.locator(".calc-words").first).to_be_visible()
    form.field("total_b12").press_sequentially("2")
    expect(form.result).to_have_attribute("data-state", "empty")
    expect(form.result).not_to_contain_text("Example")


def test_an_answer_shows_sentence_chart_next_step_reasons_and_status(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open().fill({"total_b12": "179 ng/L", "neurological": "yes"}).submit()
    said = form.result.locator("[role=status] p")
    expect(said).to_have_text(
        [re.compile("need a doctor"), "NICE calls a total B12 of 179 ng/L “confirmed deficiency”."]
    )
    expect(form.result.locator("svg[role=img]")).to_have_attribute(
        "aria-label", re.compile("179 ng/L lies in the band")
    )
    for words in (
        "Next step",
        "What to say to your doctor",
        "180 ng/L; yours, 179 ng/L, is below it",
        "No clinician has reviewed",
    ):
        expect(form.result).to_contain_text(words)
    expect(form.result).to_contain_text("read in a source that quotes it")
    expect(form.result.locator(".calc-urgent")).to_contain_text("call 999")


def test_where_to_get_help_is_said_before_anything_else(page: Page, site: str) -> None:
    ticked = {"red_flags": "breathing_swallowing,rising_weakness", "symptoms": "fatigue"}
    form = Form(page, site, "when_to_test").open().fill(ticked).submit()
    first = form.result.locator("[role=status] p").first
    expect(first).to_have_text(re.compile("^Call 999, 911 .* now. You ticked “Trouble breathing or swallowing”.$"))
    assert form.state() == "declined", "risk factors were not answered"


def test_words_fit_the_situation_and_what_was_answered_is_listed(page: Page, site: str) -> None:
    given = {"total_b12": "420 ng/L", "nitrous_oxide": "yes", "neurological": "yes"}
    form = Form(page, site, PAGE).open().fill(given).submit()
    expect(form.result.locator("[role=status] p").first).to_have_text(
        "Be seen today, and say that you used nitrous oxide."
    )
    expect(form.result.locator(".calc-words").filter(has_text="What to say")).to_contain_text(
        "I have used nitrous oxide"
    )
    for answer in ("Total B12: 420 ng/L.", "nitrous oxide (laughing gas) outside medical care: yes."):
        expect(form.result.locator(".calc-take")).to_contain_text(answer)


def test_every_source_of_a_result_leads_to_the_list_on_the_page(page: Page, site: str) -> None:
    given = {"total_b12": "300 ng/L", "mma": "0.5 µmol/L", "homocysteine": "20", "egfr": "50"}
    form = Form(page, site, PAGE).open().fill(given).submit()
    links = form.result.locator("a[href^='#ref-']")
    assert links.count() >= 4
    for link in links.all():
        assert page.locator(str(link.get_attribute("href"))).count() == 1


def test_a_result_goes_as_soon_as_an_input_changes(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open().fill({"total_b12": "179 ng/L"}).submit()
    form.field("total_b12").press("End")
    form.field("total_b12").press("Backspace")
    expect(form.result).to_have_attribute("data-state", "empty")
    assert form.result.get_attribute("data-band") is None
    assert form.result.inner_text().strip() == ""


def test_a_late_answer_to_an_older_input_is_dropped(page: Page, site: str) -> None:
    def slow(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/fast/pyodide.asm.wasm", slow)
    form = Form(page, site, PAGE).open().fill({"total_b12": "179 ng/L"})
    form.form.locator("[type=submit]").click()  # Python is not ready yet
    form.field("total_b12").fill("400 ng/L")
    expect(form.form.locator("[data-progress]")).to_be_empty(timeout=START_MS)
    page.wait_for_timeout(500)
    expect(form.result).to_have_attribute("data-state", "empty")
    form.submit()
    expect(form.result).to_have_attribute("data-band", "unlikely")


def test_progress_and_size_are_shown_while_python_starts(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open()
    note = form.form.locator("[type=submit] [data-progress]")
    expect(note).to_contain_text(re.compile(r"downloads about \d+ MB, once"))
    shares = page.evaluate_handle(WATCH)
    form.field("total_b12").focus()
    expect(note).to_be_empty(timeout=START_MS)
    assert any(re.search(r"\d+%", text) for text in shares.json_value())


def test_a_unit_in_the_box_wins_and_moves_the_menu(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open()
    form.field("total_b12.unit").select_option("pmol/L")
    form.fill({"total_b12": "179 NG/l"}).submit()
    expect(form.field("total_b12.unit")).to_have_value("ng/L")
    expect(form.result).to_have_attribute("data-band", "confirmed")


def test_errors_take_focus_name_the_field_and_keep_what_was_typed(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open().fill({"total_b12": "1,250", "age": "old", "lab_lower": "145"}).submit()
    expect(page.locator(".calc-errors")).to_be_focused()
    assert set(form.errors()) == {"total_b12", "age"}
    for key, value in (("total_b12", "1,250"), ("age", "old"), ("lab_lower", "145")):
        expect(form.field(key)).to_have_value(value)
    expect(form.field("total_b12")).to_have_attribute("aria-invalid", "true")
    page.locator(".calc-errors a").last.click()
    expect(form.field("age")).to_be_focused()
    form.fill({"total_b12": "179 ng/L", "age": "40", "lab_lower": ""}).submit()
    assert not form.errors()
    assert page.locator(".calc-errors").count() == 0


@pytest.mark.parametrize("typed", ["", "abc", "-5 ng/L", "0 ng/L", "1e9 ng/L", "NaN", "1,250 ng/L", "210 kg", "210"])
def test_bad_input_is_refused_at_the_field(typed: str, visit: Page, site: str) -> None:
    form = Form(visit, site, PAGE).open().fill({"total_b12": typed}).submit()
    assert form.state() == "error"
    assert "total_b12" in form.errors()
    expect(form.field("total_b12")).to_have_value(typed)


def test_hostile_input_is_shown_as_text(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open().fill({"total_b12": HOSTILE}).submit()
    assert form.state() == "error"
    assert page.title() != "owned"
    assert page.locator(".calculator img").count() == 0


def test_keyboard_alone_is_enough(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open()
    form.field("total_b12").focus()
    page.keyboard.type("179")
    page.keyboard.press("Tab")
    page.keyboard.type("ng")
    page.keyboard.press("Enter")
    form.field("total_b12").focus()
    page.keyboard.press("Enter")
    expect(form.result).to_have_attribute("data-band", "confirmed", timeout=START_MS)


def test_none_of_these_and_the_rest_exclude_each_other(page: Page, site: str) -> None:
    form = Form(page, site, "when_to_test").open()
    box = form.form.locator
    box('[name=symptoms][value="fatigue"]').check()
    box('[name=symptoms][value="none"]').check()
    expect(box('[name=symptoms][value="fatigue"]')).not_to_be_checked()
    box('[name=symptoms][value="glossitis"]').check()
    expect(box('[name=symptoms][value="none"]')).not_to_be_checked()


def test_instant_navigation_keeps_python_and_the_chosen_unit(page: Page, site: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    form = Form(page, site, PAGE).open()
    page.evaluate("window.sameDocument = true")
    form.fill({"total_b12": "179", "total_b12.unit": "ng/L"}).submit()
    pages_known(page)
    follow(page, "calculators/unit_converter/")
    converter = Form(page, site, "unit_converter")
    expect(converter.form).to_be_visible()
    assert page.evaluate("window.sameDocument === true")
    converter.fill({"analyte": "total_b12", "value": "200 pg/mL"}).submit()
    expect(converter.result).to_contain_text("147.6 pmol/L")
    follow(page, "calculators/b12_status/")
    expect(form.field("total_b12.unit")).to_have_value("ng/L")
    expect(form.field("total_b12")).to_have_value("")
    form.fill({"total_b12": "351"}).submit()
    expect(form.result).to_have_attribute("data-band", "unlikely")
    assert len([url for url in fetched if url.endswith("fast/pyodide.asm.wasm")]) == 1


def test_once_answered_the_result_follows_what_is_changed(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open().fill({"total_b12": "179 ng/L"})
    expect(form.result).to_have_attribute("data-state", "empty")
    page.wait_for_timeout(600)
    expect(form.result).to_have_attribute("data-state", "empty")  # nothing before it is asked for
    form.submit()
    form.fill({"total_b12": "351 ng/L"})
    expect(form.result).to_have_attribute("data-band", "unlikely")
    form.fill({"total_b12": "351 furlongs"})
    page.wait_for_timeout(600)
    expect(form.result).to_have_attribute("data-state", "empty")
    assert not form.errors()
    form.clear()
    form.fill({"total_b12": "351 ng/L"})
    page.wait_for_timeout(600)
    expect(form.result).to_have_attribute("data-state", "empty")


def test_input_that_comes_fast_never_queues_up(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open().fill({"total_b12": "179 ng/L"}).submit()
    asked = """async () => {
        const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
        const { ask } = await import(loaded.find((url) => url.includes("assets/runtime.mjs")));
        const build = document.querySelector("calculator-form").dataset.build;
        const some = [...Array(200).keys()].map((at) => ask(build, "b12_status", { total_b12: `${300 + at} ng/L` }));
        return (await Promise.allSettled(some)).map(({ status }) => status);
    }"""
    outcomes = page.evaluate(asked)
    assert outcomes == ["fulfilled", *["rejected"] * 198, "fulfilled"]
    expect(form.result).to_have_attribute("data-band", "confirmed")


ANSWERED = [case for case in all_cases() if {"band", "values"} & set(case.expect)]
GIVEN = {
    **{case.calculator: case.given for case in reversed(ANSWERED)},
    "b12_status": {"total_b12": "179.3 ng/L", "neurological": "yes"},
    "unit_converter": {"analyte": "total_b12", "value": "179.3 ng/L"},
}


def test_no_request_leaves_the_site(browser: Browser, site: str, built: Path) -> None:
    context = browser.new_context(reduced_motion="reduce")
    fetched: list[str] = []
    context.on("request", lambda request: fetched.append(request.url))
    page = context.new_page()
    for path in sorted(built.rglob("index.html")):
        page.goto(f"{site}{path.relative_to(built).as_posix()}")
    assert set(GIVEN) == set(all_calculators())
    for name, given in GIVEN.items():
        Form(page, site, name).open().fill(given).submit()
    assert [url for url in fetched if url.endswith(".wasm")], "the worker's requests must be seen"
    origin = "/".join(site.split("/")[:3])
    strays = [url for url in fetched if not url.startswith((origin, f"blob:{origin}", "data:"))]
    assert not strays
    assert not [url for url in fetched if "179.3" in url]
    assert page.evaluate("document.cookie") == ""
    assert "179.3" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    context.close()


def test_without_javascript_the_page_is_complete(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site}calculators/{PAGE}/")
    expect(page.locator(".calc-noscript")).to_be_visible()
    expect(page.locator("[data-result]")).to_contain_text("Example, not your result")
    expect(page.locator("[data-result] svg")).to_be_visible()
    for heading in ("What each answer means", "Without the form", "Limits and their sources"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    before = page.url
    page.locator("[name=total_b12]").fill("179")
    page.locator("[name=total_b12]").press("Enter")
    assert page.url == before, "a form must never put what was typed into an address"
    context.close()


def test_what_to_say_can_be_copied(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    page = context.new_page()
    form = Form(page, site, PAGE).open().fill({"total_b12": "179 ng/L"}).submit()
    form.result.locator("[data-do=copy]").click()
    expect(form.result.locator("[data-do=copy]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "179 ng/L" in copied
    assert "No clinician has reviewed" in copied
    assert "What to say to your doctor" in copied
    context.close()
