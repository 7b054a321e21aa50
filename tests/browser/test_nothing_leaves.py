"""Every form of every page, used: what was typed is in no request, no storage, and no address but a link asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from calculators.core.model import Calculator, Choice, Quantity
from calculators.core.run import all_calculators, find
from tests.browser.conftest import START_MS, Form, follow
from tests.cases import cases_of
from tests.elsewhere import elsewhere

FORM = re.compile(r'<form data-calculator="(\w+)"')
MARKS = {"b12_status": "237.8461 ng/L", "unit_converter": "237.8461 ng/L"}
"""Numbers that stand nowhere else in the site, where a calculator takes a number."""
KEPT = """async () => {
    const kept = [document.URL, document.title, document.cookie, document.referrer, window.name];
    kept.push(...[history.state, {...localStorage}, {...sessionStorage}].map((each) => JSON.stringify(each)));
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            kept.push(`cache ${name} ${request.url}`, await (await cache.match(request)).text());
        }
    }
    const wait = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
    for (const { name } of await indexedDB.databases()) {
        const base = await wait(indexedDB.open(name));
        kept.push(`database ${name}`);
        for (const store of base.objectStoreNames)
            kept.push(JSON.stringify(await wait(base.transaction(store).objectStore(store).getAll())));
        base.close();
    }
    return kept;
}"""


def forms(built: Path) -> list[tuple[str, str]]:
    """Each page of the built site that has a form, and the calculator it is of."""
    return [
        (path.parent.relative_to(built).as_posix(), name)
        for path in sorted(built.rglob("index.html"))
        for name in FORM.findall(path.read_text(encoding="utf-8"))
    ]


def typed(calculator: Calculator) -> dict[str, str]:
    """A worked case that is answered, with its first number made unmistakable."""
    case = next(case for case in cases_of(calculator.name) if not {"error", "declined"} & set(case.expect))
    given = dict(case.given)
    if calculator.name in MARKS:
        given = {each.key: next(iter(each.options)) for each in calculator.inputs if isinstance(each, Choice)}
        number = next(each.key for each in calculator.inputs if isinstance(each, Quantity))
        given[number] = MARKS[calculator.name]
    return given


class Watch:
    """A browser whose every request is remembered, its workers' and its service worker's too."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.context, self.origin = context, origin
        self.requests: list[str] = []
        self.bodies: list[str] = []
        context.on("request", self.remember)

    def remember(self, request: Any) -> None:
        """Address, headers and body of one request."""
        self.requests.append(request.url)
        body = (request.post_data_buffer or b"").decode("latin-1")
        self.bodies.append("\n".join([request.method, request.url, json.dumps(request.headers), body]))

    def strays(self) -> list[str]:
        """Requests that did not stay on the origin."""
        return [url for url in self.requests if not url.startswith((self.origin, f"blob:{self.origin}", "data:"))]


@pytest.fixture
def watch(browser: Browser, site: str) -> Iterator[Watch]:
    """A fresh browser that may use the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    yield Watch(context, "/".join(site.split("/")[:3]) + "/")
    context.close()


def use(page: Page, site: str, path: str, name: str) -> Form:
    """Open a page and use its form."""
    page.goto(f"{site}{path}/")
    page.wait_for_function("() => Boolean(customElements.get('calculator-form'))")
    form = Form(page, site, name).fill(typed(find(name))).submit()
    assert form.state() == "ready", path
    return form


def copied_link(form: Form) -> str:
    """The link that the page makes on request."""
    button = form.result.locator("[data-do=link]")
    button.click()
    expect(button).to_have_text("Copied")
    link: str = form.page.evaluate("navigator.clipboard.readText()")
    return link


def traces(texts: list[str]) -> list[str]:
    """What holds a typed mark, however it is written."""
    marks = {number for mark in MARKS.values() for number in (mark.split()[0], mark.split()[0].replace(".", ","))}
    marks |= {mark.replace(".", "") for mark in marks} | {"result=Wy"}  # how every link's fragment begins
    return [text[:300] for text in texts if any(mark in text for mark in marks)]


def test_every_calculator_has_a_page_to_use_it_on(built: Path) -> None:
    assert {name for _, name in forms(built)} == set(all_calculators())
    pages = [path.read_text(encoding="utf-8") for path in built.rglob("*.html")]
    assert not traces(["".join(pages)]), "a mark must stand nowhere in the site"


def test_with_every_form_used_nothing_leaves_and_nothing_is_kept(watch: Watch, site: str, built: Path) -> None:
    page = watch.context.new_page()
    for path, name in forms(built):
        use(page, site, path, name)
        assert not traces(page.evaluate(KEPT)), path
    assert [url for url in watch.requests if url.endswith(".wasm")], "the worker's requests must be seen"
    assert not watch.strays()
    assert not traces(watch.bodies)
    assert watch.context.cookies() == []
    assert not traces([json.dumps(watch.context.storage_state(indexed_db=True))])


def test_what_the_search_for_traces_would_find(watch: Watch, site: str) -> None:
    page = watch.context.new_page()
    page.goto(site)
    assert not traces(page.evaluate(KEPT))
    for keep in (
        "localStorage.x = '237.8461'",
        "sessionStorage.x = '237.8461'",
        "document.cookie = 'x=237.8461'",
        "history.replaceState({x: '237.8461'}, '')",
        "caches.open('x').then((cache) => cache.put('/x', new Response('237.8461')))",
        """new Promise((done) => {
            const asked = indexedDB.open('x');
            asked.onupgradeneeded = () => asked.result.createObjectStore('x', {autoIncrement: true}).add('237.8461');
            asked.onsuccess = () => { asked.result.close(); done(); };
        })""",
    ):
        before = len(traces(page.evaluate(KEPT)))
        page.evaluate(keep)
        assert len(traces(page.evaluate(KEPT))) == before + 1, keep
    page.evaluate("fetch(location.href, {method: 'POST', body: '237.8461'})")
    assert traces(watch.bodies)


def test_a_link_holds_what_was_typed_in_its_fragment_alone(watch: Watch, site: str) -> None:
    page = watch.context.new_page()
    form = use(page, site, "calculators/b12_status", "b12_status")
    link = copied_link(form)
    before, _, fragment = link.partition("#")
    assert before == page.url == f"{site}calculators/b12_status/"
    assert fragment.startswith("result=")
    assert not traces(page.evaluate(KEPT)), "the address must not change by making a link"
    assert not traces(watch.bodies)


def test_following_a_link_away_carries_nothing(watch: Watch, site: str) -> None:
    page = watch.context.new_page()
    form = use(page, site, "calculators/b12_status", "b12_status")
    link = copied_link(form)
    fragment = link.partition("#")[2]
    with elsewhere() as other:
        for leave in ("calculators/unit_converter/", other.address + "page"):
            page.goto("about:blank")
            page.goto(link)
            expect(form.result).to_have_attribute("data-state", "ready", timeout=START_MS)
            if leave.startswith("http"):
                page.evaluate(LEAVE, leave)
                page.wait_for_url(leave)
            else:
                follow(page, leave)
                page.wait_for_url("**/unit_converter/")
        assert other.arrived >= {"page"}
        seen = "\n".join(other.headers)
    assert f"referer: {watch.origin}" not in seen.casefold()
    assert fragment not in "\n".join([seen, *watch.bodies])
    assert not traces(watch.bodies)
    told = [referer for body in watch.bodies for referer in re.findall(r'"referer": "([^"]+)"', body)]
    ours = [referer for referer in told if "/assets/" in referer or referer.endswith("/service-worker.js")]
    assert told == ours, "only scripts and styles may name themselves"


LEAVE = """(url) => {
    const link = Object.assign(document.createElement('a'), {href: url, textContent: 'elsewhere'});
    document.querySelector('article').append(link);
    link.click();
}"""
