"""When the browser's Python fails: the next way is tried, what was typed is kept, and the page says what happened."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, Worker, expect

from runtime.build import WAYS
from tests.browser.conftest import START_MS, Form

PAGE = "b12_status"
TYPED = {"total_b12": "179 ng/L"}
Damage = Callable[[Route], None]


def aborted(route: Route) -> None:
    """The connection is lost."""
    route.abort()


def missing(route: Route) -> None:
    """The host has no such file."""
    route.fulfill(status=404, body="not here")


def nonsense(route: Route) -> None:
    """Another file in its place."""
    route.fulfill(body="not the file", content_type=route.fetch().headers["content-type"])


def truncated(route: Route) -> None:
    """The first half."""
    response = route.fetch()
    route.fulfill(response=response, body=response.body()[: len(response.body()) // 2])


def one_byte_off(route: Route) -> None:
    """One bit of one byte in the middle is another."""
    response = route.fetch()
    body = bytearray(response.body())
    body[len(body) // 2] ^= 1
    route.fulfill(response=response, body=bytes(body))


DAMAGES: list[Damage] = [aborted, missing, nonsense, truncated, one_byte_off]


def pattern(file: str) -> re.Pattern[str]:
    """The address of one of the runtime's files."""
    return re.compile(rf"/runtime/\w+/{re.escape(file)}$")


def worker_of(page: Page) -> Worker:
    """The worker that runs Python."""
    (worker,) = [each for each in page.workers if each.url.startswith("blob:")]
    return worker


def expect_kept(form: Form) -> None:
    """What was typed is still there."""
    for key, value in TYPED.items():
        expect(form.field(key)).to_have_value(value)


def expect_recovery(form: Form) -> None:
    """Once nothing is damaged any more, asking again gives the answer."""
    form.page.unroute_all()
    form.submit()
    expect(form.result).to_have_attribute("data-band", "confirmed")


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("file", sorted({*WAYS["fast"]} - {*WAYS["plain"]}))
def test_a_damaged_fast_file_leads_to_the_plain_way(file: str, damage: Damage, page: Page, site: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.route(pattern(file), damage)
    form = Form(page, site, PAGE).open().fill(TYPED).submit()
    assert any("Python the fast way" in line for line in said)
    expect(form.result).to_have_attribute("data-band", "confirmed")
    expect_kept(form)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("file", [*WAYS["plain"], "worker.mjs"])
def test_a_damaged_plain_file_is_never_a_wrong_answer(file: str, damage: Damage, page: Page, site: str) -> None:
    page.route(pattern(WAYS["fast"][0]), aborted)
    page.route(pattern(file), damage)
    form = Form(page, site, PAGE).open().fill(TYPED).submit()
    if damage is one_byte_off and form.state() == "ready":  # a changed letter of a comment, say
        assert file.endswith(".mjs")
        assert file not in WAYS["plain"]
        expect(form.result).to_have_attribute("data-band", "confirmed")
    else:
        assert form.state() == "error"
        expect(form.result).to_contain_text("Python could not be started")
    expect_kept(form)
    expect_recovery(form)


def test_a_slow_download_is_waited_for_with_a_word_and_then_answers(page: Page, site: str) -> None:
    def slow(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page.route(pattern(WAYS["fast"][0]), slow)
    form = Form(page, site, PAGE).open().fill(TYPED)
    form.form.locator("[type=submit]").click()
    expect(form.result).to_have_attribute("data-state", "loading")
    expect(form.result).to_contain_text("Getting Python ready")
    expect(form.result).to_have_attribute("data-band", "confirmed", timeout=START_MS)
    expect_kept(form)


def test_a_browser_without_workers_is_told(page: Page, site: str) -> None:
    page.add_init_script("delete window.Worker")
    form = Form(page, site, PAGE).open().fill(TYPED).submit()
    assert form.state() == "error"
    expect(form.result).to_contain_text("Python could not be started")
    expect_kept(form)


# What a test puts before the worker's own module runs.
BLOCKED = "delete self.WebAssembly;"
NO_MEMORY = """for (const way of ["instantiate", "instantiateStreaming"])
  WebAssembly[way] = async () => { throw new RangeError("WebAssembly.Memory(): could not allocate memory"); };"""


def before_the_worker(page: Page, code: str) -> None:
    """Put code at the head of the worker."""

    def changed(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=f"{code}\n{response.text()}")

    page.route(pattern("worker.mjs"), changed)


@pytest.mark.parametrize("code", [BLOCKED, NO_MEMORY], ids=["WebAssembly is blocked", "no memory to start with"])
def test_a_browser_that_cannot_run_it_is_told(code: str, page: Page, site: str) -> None:
    before_the_worker(page, code)
    form = Form(page, site, PAGE).open().fill(TYPED).submit()
    assert form.state() == "error"
    expect(form.result).to_contain_text("Python could not be started")
    expect_kept(form)


def test_a_worker_that_crashes_when_idle_is_replaced(page: Page, site: str) -> None:
    form = Form(page, site, PAGE).open().fill(TYPED).submit()
    worker_of(page).evaluate("() => { setTimeout(() => { throw new Error('crashed'); }); }")
    form.fill({"total_b12": "351 ng/L"}).submit()
    expect(form.result).to_have_attribute("data-band", "unlikely")


STOPS = """const plain = JSON.stringify;
let calls = 0;
JSON.stringify = (...given) => { if (calls++ < %d) { %s } return plain(...given); };"""
TRAP = "throw new WebAssembly.RuntimeError('unreachable');"
FOREVER = "for (;;);"


def test_a_trap_in_mid_run_is_answered_the_plain_way(page: Page, site: str) -> None:
    before_the_worker(page, STOPS % (1, TRAP))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    form = Form(page, site, PAGE).open().fill(TYPED)
    form.submit()
    assert any("Python the fast way" in line for line in said)


def test_a_worker_killed_in_mid_run_is_noticed_and_replaced(page: Page, site: str) -> None:
    page.add_init_script("self.Worker = class extends Worker { constructor(...a) { super(...a); self.last = this; } };")
    before_the_worker(page, STOPS % (1, FOREVER))
    form = Form(page, site, PAGE).open().fill(TYPED)
    form.form.locator("[type=submit]").click()
    expect(form.form.locator("[data-progress]")).to_be_empty(timeout=START_MS)
    page.evaluate("last.terminate()")
    expect(form.result).to_contain_text("had not finished after 10 seconds", timeout=START_MS)
    expect_kept(form)
    expect_recovery(form)


def test_a_calculation_that_never_ends_is_stopped_and_the_page_recovers(page: Page, site: str) -> None:
    before_the_worker(page, STOPS % (1, FOREVER))
    form = Form(page, site, PAGE).open().fill(TYPED).submit()
    assert form.state() == "error"
    expect(form.result).to_contain_text("10 seconds")
    expect_kept(form)
    expect_recovery(form)


def test_running_out_of_memory_is_told_and_survived(page: Page, site: str) -> None:
    full = "WebAssembly.Memory.prototype.grow = () => { throw new RangeError('no memory left'); };"
    before_the_worker(page, full)
    form = Form(page, site, PAGE).open().fill(TYPED).submit()
    expect(form.result).to_have_attribute("data-band", "confirmed")
    form.field("total_b12").evaluate("(field) => { field.value = '9'.repeat(3e7); }")
    form.submit()
    assert form.state() == "error"
    assert form.field("total_b12").evaluate("(field) => field.value.length") == 3e7
    form.fill(TYPED).submit()
    expect(form.result).to_have_attribute("data-band", "confirmed")
