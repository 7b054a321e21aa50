"""Without a connection: what was visited, or all of it, works; a new version never mixes with the old one."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from runtime.seal import LIST, WORKER, seal
from tests.browser.conftest import Form, follow
from tests.conftest import SUBPATH, Host

TYPED = {"total_b12": "179 ng/L"}
READY = "navigator.serviceWorker.ready.then(() => true)"
KEPT = """async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => url);
}"""
NAMED = re.compile(r"(\w+\.(?:css|mjs))\?[0-9a-f]{12}")
SEALED = re.compile(r'<meta http-equiv="Content-Security-Policy".*?<meta name="keeps-offline">')
KEEP_MS = 60_000


@pytest.fixture
def page(kept: BrowserContext) -> Page:
    """A page in a browser that keeps the site."""
    return kept.new_page()


def until(page: Page, promised: str) -> None:
    """Wait until what an expression of JavaScript promises is true."""
    for _ in range(300):
        if page.evaluate(promised):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {promised}")


def until_kept(page: Page, ending: str) -> None:
    """Wait until a file with this name is kept."""
    until(page, f"({KEPT})().then((urls) => urls.some((url) => url.endsWith('{ending}')))")


def visit(page: Page, address: str) -> None:
    """Open a page, and wait until what it needed is kept."""
    page.goto(address)
    until(page, READY)
    until_kept(page, address.rpartition(f"/{SUBPATH}/")[2] + "index.html")


def keep_all(page: Page, host: Host) -> None:
    """Press the button that keeps everything."""
    page.goto(f"{host.address}safety/offline/")
    page.locator("[data-do=keep]").click()
    expect(page.locator("offline-keeper [role=status]")).to_contain_text("are kept", timeout=KEEP_MS)
    expect(page.locator("offline-keeper [role=status]")).to_contain_text("All")


def test_a_visited_page_and_its_calculator_work_offline(page: Page, host: Host) -> None:
    visit(page, f"{host.address}calculators/b12_status/")
    form = Form(page, host.address, "b12_status").open().fill(TYPED).submit()
    until_kept(page, "fast/pyodide.asm.wasm")
    host.stop()
    form.open().fill(TYPED).submit()
    expect(form.result).to_have_attribute("data-band", "confirmed")
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"


def test_a_calculator_never_opened_before_works_offline_once_all_is_kept(page: Page, host: Host) -> None:
    keep_all(page, host)
    host.stop()
    form = Form(page, host.address, "unit_converter").open()
    form.fill({"analyte": "total_b12", "value": "200 pg/mL"}).submit()
    expect(form.result).to_contain_text("147.6 pmol/L")


def test_a_fast_start_that_is_damaged_falls_back_offline_too(page: Page, host: Host) -> None:
    keep_all(page, host)
    host.stop()
    damage = """async () => {
        const damaged = new Response("damaged", { headers: { "Content-Type": "application/wasm" } });
        const [cache] = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
        const [fast] = (await cache.keys()).filter(({ url }) => url.endsWith("fast/pyodide.asm.wasm"));
        await cache.put(fast, damaged);
    }"""
    page.evaluate(damage)
    form = Form(page, host.address, "b12_status").open().fill(TYPED).submit()
    expect(form.result).to_have_attribute("data-band", "confirmed")


def test_everything_that_is_kept_can_be_removed_and_stays_removed(page: Page, host: Host) -> None:
    keep_all(page, host)
    page.locator("[data-do=remove]").click()
    expect(page.locator("offline-keeper [role=status]")).to_have_text("Nothing is kept on this device.")
    page.goto(host.address)
    page.wait_for_timeout(500)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate(KEPT) == []
    keep_all(page, host)


def test_a_file_that_is_not_this_versions_is_not_kept(page: Page, host: Host) -> None:
    changed = host.site / "faq" / "index.html"
    changed.write_text(changed.read_text(encoding="utf-8") + " ", encoding="utf-8")
    page.goto(f"{host.address}safety/offline/")
    until(page, READY)
    page.locator("[data-do=keep]").click()
    expect(page.locator("offline-keeper [role=status]")).to_contain_text("Not everything", timeout=KEEP_MS)
    assert not [url for url in page.evaluate(KEPT) if "faq" in url]


def next_version(host: Host) -> None:
    """Publish a version in which every page and every style sheet and module of ours says so."""
    for name in (LIST, WORKER, "_headers"):
        (host.site / name).unlink()
    for path in (host.site / "assets").glob("*.*"):
        if path.suffix in (".css", ".mjs"):
            path.write_text(
                NAMED.sub(r"\1", path.read_text(encoding="utf-8")) + "\n/* version 2 */\n", encoding="utf-8"
            )
    for path in host.site.rglob("*.html"):
        html = NAMED.sub(r"\1", SEALED.sub("", path.read_text(encoding="utf-8")))
        path.write_text(html.replace("<body", '<body data-version="2"'), encoding="utf-8")
    seal(host.site)


def versions(page: Page) -> set[bool]:
    """Which versions the page and its own files are of."""
    files = page.evaluate("""async () => {
        const tags = [...document.querySelectorAll("link[rel=stylesheet], script[src]")];
        const urls = tags.map((tag) => tag.href ?? tag.src).filter((url) => /assets\\/\\w+\\.(css|mjs)/.test(url));
        return Promise.all(urls.map(async (url) => (await fetch(url)).text()));
    }""")
    assert len(files) > 5
    return {page.locator("body").get_attribute("data-version") == "2", *("version 2" in text for text in files)}


def test_an_update_never_mixes_versions(page: Page, host: Host, kept: BrowserContext) -> None:
    keep_all(page, host)
    visit(page, host.address)
    assert versions(page) == {False}
    next_version(host)
    for _ in range(3):  # before, while and after the new service worker takes over
        page.goto(f"{host.address}article/")
        assert versions(page) == {True}
    version = json.loads((host.site / LIST).read_text(encoding="utf-8"))["version"]
    until(page, f"caches.keys().then((all) => all.every((name) => name.endsWith('{version}')))")
    host.stop()
    for path in ("", "faq/", "calculators/when_to_test/"):  # all that had been kept is kept of the new version
        page.goto(f"{host.address}{path}")
        assert versions(page) == {True}
    form = Form(page, host.address, "b12_status").open().fill(TYPED).submit()
    expect(form.result).to_have_attribute("data-band", "confirmed")


def test_instant_navigation_never_leads_into_another_version(page: Page, host: Host) -> None:
    visit(page, host.address)
    page.evaluate("window.sameDocument = true")
    next_version(host)
    follow(page, "faq/")
    page.wait_for_url("**/faq/")
    expect(page.locator("body")).to_have_attribute("data-version", "2")
    assert page.evaluate("window.sameDocument") is None, "the page must have been loaded anew"
    assert versions(page) == {True}


def test_the_list_names_every_file_with_its_digest(built: Path) -> None:
    files = json.loads((built / LIST).read_text(encoding="utf-8"))["files"]
    for path in built.rglob("index.html"):
        assert path.relative_to(built).as_posix() in files
    for name in ("worker.mjs", "fast/pyodide.asm.wasm", "python.zip", "pyodide.asm.mjs"):
        assert [path for path in files if path.startswith("assets/runtime/") and path.endswith(name)], name
    for name, about in files.items():
        digest = hashlib.sha256((built / name.partition("?")[0]).read_bytes()).digest()
        assert about["sha256"] == base64.b64encode(digest).decode()


def test_a_table_to_download_comes_only_with_a_page_that_shows_it(built: Path) -> None:
    files = json.loads((built / LIST).read_text(encoding="utf-8"))["files"]
    assert {each["part"] for name, each in files.items() if name.endswith(".csv")} == {"page"}
