"""Five hundred hostile strings in Chromium: typed, pasted and in the link, they run nothing, add nothing, stay text."""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect

from calculators.core.model import Quantity
from calculators.core.run import find, run
from calculators.markdown import fences
from tests.browser.conftest import Form
from tests.hostile import hostile
from tests.test_hostile import CELL, HARMLESS, cases_file

STRINGS = hostile()
PAGE = "b12_status"
LONGEST_LINK = 4000
UNREADABLE = "The link that brought you here could not be read. Nothing was filled in."
KEYS = [each.key for each in find(PAGE).inputs if isinstance(each, Quantity) and not each.unit_of]
# What is in the page: how many elements, and every attribute's name; then what the reader is told, and what ran.
LOOK = """() => {
    const all = [...document.querySelectorAll("*")];
    const told = document.querySelector("[data-error-for]:not([hidden])");
    return {
        count: all.length,
        tags: [...document.querySelector("calculator-form").querySelectorAll("*")].map((each) => each.localName).join(),
        attributes: [...new Set(all.flatMap((each) => each.getAttributeNames()))],
        state: document.querySelector("[data-result]").dataset.state,
        told: told?.textContent ?? "",
        listed: document.querySelector(".calc-errors li")?.textContent ?? "",
        headline: document.querySelector("[data-headline]").textContent,
        kept: told ? document.querySelector(`[name="${told.dataset.errorFor}"]`).value : "",
        pwned: window.pwned ?? null,
        title: document.title,
    };
}"""
# Asks, waits for the answer, looks, and empties the field for the next string.
ASK = f"""async (key) => {{
    const form = document.querySelector("form[data-calculator]"), result = document.querySelector("[data-result]");
    form.requestSubmit();
    for (let turn = 0; turn < 2000 && result.dataset.state === "loading"; turn += 1)
        await new Promise((done) => setTimeout(done, 5));
    const seen = ({LOOK})();
    form.elements.namedItem(key).value = "";
    return seen;
}}"""
# For each link a fresh element, as when the page has just been opened by it; what the page looks like then. Nothing
# is painted meanwhile, which would take most of the time; Chromium takes 200 new addresses in ten seconds.
FOLLOW = f"""async (fragments) => {{
    const looks = [];
    document.documentElement.style.display = "none";
    window.pristine ??= document.querySelector("calculator-form").cloneNode(true);
    for (const fragment of fragments) {{
        const wanted = new URL(fragment, location.href).href;
        while (location.href !== wanted) {{
            history.replaceState(history.state, "", fragment);
            if (location.href !== wanted) await new Promise((done) => setTimeout(done, 200));
        }}
        document.querySelector("calculator-form").replaceWith(window.pristine.cloneNode(true));
        const result = document.querySelector("[data-result]");
        const busy = () => result.dataset.state === "loading";
        for (let turn = 0; turn < 5000 && (turn < 4 || busy()); turn += 1)
            await new Promise((done) => setTimeout(done, 2));
        looks.push(({LOOK})());
    }}
    return looks;
}}"""


@pytest.fixture
def watched(browser: Browser, site: str) -> Iterator[Page]:
    """A page with the clipboard allowed; nothing it does may open a dialog, a page or a request elsewhere."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    happened: list[str] = []
    origin = site.split("/b12-muscle")[0]
    page = context.new_page()

    def strange(each: Request) -> None:
        if not each.url.startswith((origin, f"blob:{origin}", "data:", "about:")):
            happened.append(each.url)

    def asked(dialog: Dialog) -> None:
        happened.append(dialog.message)
        dialog.dismiss()

    context.on("request", strange)
    page.on("popup", lambda other: happened.append(f"opened {other.url}"))
    page.on("dialog", asked)
    page.on("download", lambda download: happened.append(download.url))
    yield page
    assert happened == []
    assert page.url.startswith(f"{site}calculators/")
    context.close()


def same(seen: dict[str, Any], harmless: dict[str, Any], text: str) -> None:
    """Nothing was added to the page, and nothing ran."""
    assert seen["pwned"] is None, repr(text[:200])
    for what in ("count", "tags", "title"):
        assert seen[what] == harmless[what], f"{what} changed by {text[:200]!r}"
    assert set(seen["attributes"]) <= set(harmless["attributes"]), repr(text[:200])


def opened(page: Page, site: str) -> Form:
    """The form, without the thousands of elements of the Python source and the cases below it: looking is quicker."""
    form = Form(page, site, PAGE).open()
    page.evaluate("document.querySelectorAll('.calc-code, .calc-cases').forEach((each) => each.remove())")
    return form


def type_and_look(form: Form, key: str, text: str) -> dict[str, Any]:
    """Fill a field, ask, and look at the page."""
    form.field(key).fill(text)
    seen: dict[str, Any] = form.page.evaluate(ASK, key)
    return seen


def test_typed_it_is_text(watched: Page, site: str) -> None:
    form = opened(watched, site)
    form.fill({KEYS[0]: HARMLESS}).submit()
    form.unfold()
    harmless = type_and_look(form, KEYS[0], HARMLESS)
    for number, text in enumerate(STRINGS):
        key = KEYS[number % len(KEYS)]
        seen = type_and_look(form, key, text)
        same(seen, harmless, text)
        (error,) = run(find(PAGE), {key: seen["kept"]}).errors
        assert whole(seen["told"]) == whole(error.message), repr(text[:200])
        assert seen["listed"] == error.message.replace("\x00", ""), "HTML has no null character"


def test_pasted_it_is_text(watched: Page, site: str) -> None:
    form = opened(watched, site)
    field = form.fill({KEYS[0]: HARMLESS}).field(KEYS[0])
    harmless = type_and_look(form.submit(), KEYS[0], HARMLESS)
    for text in STRINGS[::10]:
        watched.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        field.press("ControlOrMeta+v")
        seen = watched.evaluate(ASK, KEYS[0])
        same(seen, harmless, text)
        assert seen["kept"], repr(text[:200])
        (error,) = run(find(PAGE), {KEYS[0]: seen["kept"]}).errors
        assert seen["told"] == error.message


def whole(text: str) -> str:
    """The text as a form gives it: half a pair of surrogates becomes a replacement character."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def encoded(content: object) -> str:
    """What a link holds after its mark."""
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def test_in_a_link_it_is_text_or_refused(watched: Page, site: str) -> None:
    opened(watched, site)
    links = [encoded([PAGE, {KEYS[0]: text}]) for text in (HARMLESS, HARMLESS, *STRINGS)]  # the first starts Python
    _, harmless, *looks = watched.evaluate(FOLLOW, [f"#result={link}" for link in links])
    assert harmless["told"]
    for text, link, seen in zip(STRINGS, links[2:], looks, strict=True):
        assert seen["pwned"] is None
        if len(link) > LONGEST_LINK:
            assert seen["headline"] == UNREADABLE
            continue
        same(seen, harmless, text)
        (error,) = run(find(PAGE), {KEYS[0]: seen["kept"]}).errors
        assert whole(seen["told"]) == whole(error.message), repr(text[:200])


def test_opened_as_an_address_it_is_text(watched: Page, site: str) -> None:
    opened(watched, site)
    title = watched.title()
    for text in STRINGS[::100]:
        for fragment in (text[:LONGEST_LINK], f"result={encoded([PAGE, {KEYS[0]: text[:20]}])}"):
            watched.goto("about:blank")
            watched.goto(f"{site}calculators/{PAGE}/#{fragment}")
            watched.wait_for_function("() => Boolean(customElements.get('calculator-form'))")
            watched.evaluate("(hash) => { location.hash = hash; }", f"{fragment}!")  # the theme opens it once more
            watched.wait_for_timeout(300)
            seen = watched.evaluate(LOOK)
            assert (seen["pwned"], seen["title"]) == (None, title), repr(text[:200])


def test_as_a_link_it_is_refused(watched: Page, site: str) -> None:
    opened(watched, site)
    untouched = watched.evaluate(LOOK)
    (refused,) = watched.evaluate(FOLLOW, ["#result=%"])
    assert (refused["state"], refused["headline"]) == ("empty", UNREADABLE)
    ways = (
        lambda text: f"#result={text}",
        lambda text: f"#{text}",
        lambda text: f"#result={encoded(text)}",
        lambda text: f"#result={encoded([text, {KEYS[0]: '1'}])}",
        lambda text: f"#result={encoded([PAGE, {text: '1'}])}",
        lambda text: f"#result={encoded([PAGE, [text]])}",
    )
    looks = watched.evaluate(FOLLOW, [ways[n % len(ways)](text) for n, text in enumerate(STRINGS)])
    for text, seen in zip(STRINGS, looks, strict=True):
        assert seen["state"] in ("empty", "example"), repr(text[:200])
        expected = untouched if seen["state"] == "example" else refused
        same(seen, expected, text)
        assert seen["headline"] == expected["headline"], repr(text[:200])


def test_in_the_table_of_cases_it_is_text(watched: Page, site: str, tmp_path: Path) -> None:
    texts = [text[:CELL] for text in STRINGS if text.encode("utf-8", "ignore").decode() == text]
    html = fences._cases(cases_file(tmp_path / "hostile.toml", texts))
    harmless = fences._cases(cases_file(tmp_path / "harmless.toml", [HARMLESS] * len(texts)))
    watched.goto(f"{site}calculators/")  # a copy without the policy would be the same: no script is in it
    put = "(html) => { document.body.innerHTML = html; return [...document.querySelectorAll('*')].length; }"
    assert watched.evaluate(put, html) == watched.evaluate(put, harmless)
    watched.evaluate(put, html)
    cells = watched.evaluate("() => [...document.querySelectorAll('td')].map((each) => each.textContent)")
    assert [cell.replace("\n", "\r") for cell in cells[::4]] == [
        text.replace("\x00", "").replace("\r\n", "\n").replace("\n", "\r") for text in texts
    ]
    assert watched.evaluate("window.pwned ?? null") is None


def test_a_megabyte_is_refused_and_kept(watched: Page, site: str) -> None:
    form = opened(watched, site).fill({KEYS[0]: HARMLESS}).submit()
    typed = "9" * 1_000_000
    form.field(KEYS[0]).fill(typed)
    began = time.perf_counter()
    form.submit()
    assert time.perf_counter() - began < 5
    assert form.errors() == {KEYS[0]: "Total B12 must be a number with its unit, not 1000000 characters."}
    expect(form.field(KEYS[0])).to_have_value(typed)
